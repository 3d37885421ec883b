"""Corrections: changes to accepted facts when a proposal corrects them, or follows them in office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.authoring.yaml.entry_text import update_text
from briefings.authoring.yaml.fact_edits import LIST_BY_KIND
from briefings.factbase.spans import first_known_date
from briefings.loading.entries import ID_KEY, STATUS_KEY
from briefings.loading.evidence import EVIDENCE_KEY
from briefings.loading.fact_tables import CORRECTS_KEY
from briefings.model.entities import Post
from briefings.model.facts import Tenure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefings.authoring.yaml.fact_edits import FactEdits
    from briefings.authoring.yaml.values import Value
    from briefings.factbase.store import FactStore
    from briefings.model.facts import Fact

__all__ = ["correct_fact", "end_tenure", "find_ended"]


def _without_status(entry: Mapping[str, Value]) -> dict[str, Value]:
    """Return the entry of a proposal without the keys that make it one."""
    return {key: value for key, value in entry.items() if key not in (STATUS_KEY.name, CORRECTS_KEY.name)}


def correct_fact(
    edits: FactEdits, fact: Fact, proposal: Mapping[str, Value], review: Mapping[str, Value] | None
) -> str:
    """Write what a proposal says into the fact that it corrects; return the earlier lines of that fact.

    Args:
        edits: of the files.
        fact: the fact, which keeps its id, its comments and the order of its keys.
        proposal: the entry of the proposal.
        review: the record of its review; None for none.
    """
    entry = {**_without_status(proposal), ID_KEY.name: fact.id}
    return _rewrite(edits, fact, entry | ({"reviewed": review} if review else {}))


def find_ended(store: FactStore, proposals: Sequence[Fact]) -> list[tuple[Tenure, Tenure]]:
    """Return the tenures that end once proposals are accepted, each with the tenure that ends it.

    In a post with one seat, the tenure of a holder without an end ends when the next one begins, unless a source shows
    the earlier holder in office later.
    """
    corrected = {proposal.corrected_key for proposal in proposals}
    found = [
        (earlier, proposal)
        for proposal in proposals
        if isinstance(proposal, Tenure)
        for earlier in _predecessors(store, proposal)
        if earlier.key not in corrected
    ]
    # If several follow, the first of them ends it.
    found.sort(key=lambda pair: str(pair[1].period.start), reverse=True)
    return list({earlier.key: (earlier, proposal) for earlier, proposal in found}.values())


def _predecessors(store: FactStore, proposal: Tenure) -> Iterator[Tenure]:
    """Yield the accepted tenures without an end that a proposed one follows."""
    post, start = store.entities.get(proposal.post), proposal.period.start
    if not isinstance(post, Post) or post.seats != 1 or start is None or not _takes_seat(proposal):
        return
    for earlier in store.tenures_by_post.get(post.id, ()):
        if earlier.holder == proposal.holder or earlier.period.end or not _takes_seat(earlier):
            continue
        attested = [day.first_day for day in earlier.attestations]
        if (
            first_known_date(earlier)[0] < start.first_day
            and max(attested, default=start.first_day) <= start.last_day
        ):
            yield earlier


def _takes_seat(tenure: Tenure) -> bool:
    """Return whether someone holds the post, and does not only act for its holder or wait for it."""
    return not (tenure.is_stand_in or tenure.is_coming)


def end_tenure(edits: FactEdits, tenure: Tenure, successor: Tenure) -> str:
    """Write that a tenure ended when its successor's began, with the source of that; return its earlier lines."""
    entry = edits.open(tenure).entry(LIST_BY_KIND[tenure.kind], tenure.id)
    start = str(entry["valid"]).partition("/")[0]
    evidence = entry.get(EVIDENCE_KEY.name, [])
    known = list(evidence) if isinstance(evidence, list) else [evidence]
    for item in successor.evidence:
        shown: Value = {"source": item.source, "locator": item.locator} if item.locator else item.source
        if item.disagreement is None and shown not in known:
            known.append(shown)
    entry |= {"valid": f"{start}/{successor.period.start}", EVIDENCE_KEY.name: known}
    return _rewrite(edits, tenure, entry)


def _rewrite(edits: FactEdits, fact: Fact, entry: Mapping[str, Value]) -> str:
    """Give an entry other values, where they differ; return its earlier lines."""
    file, list_name = edits.open(fact), LIST_BY_KIND[fact.kind]
    before = file.entry_text(list_name, fact.id)
    file.replace_entry(list_name, fact.id, update_text(before, entry))
    return before
