"""Answers about a fact that is due for review: it still holds, it has ended, or ask again later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.authoring.entries.form import FormReader
from briefings.authoring.review.records import write_review
from briefings.authoring.yaml.entry_text import update_text
from briefings.authoring.yaml.fact_edits import LIST_BY_KIND, FactEdits, last_first
from briefings.loading.evidence import EVIDENCE_KEY
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.entities import Source

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from briefings.authoring.yaml.values import Value
    from briefings.factbase.store import FactStore
    from briefings.model.facts import Fact
    from briefings.project import Project

__all__ = ["Finding", "confirm_facts", "end_fact", "is_known_source", "postpone_review"]


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer of a person about a fact.

    Attributes:
        source: id or title of the source that shows it; empty if the reviewer vouches for it.
        attested: the day on which the source shows it; empty for that of the source.
        reviewer: the name of the person; empty for no record of a review.
        day: the day of the review.
    """

    source: str
    attested: str
    reviewer: str
    day: date


def confirm_facts(project: Project, store: FactStore, facts: Iterable[Fact], finding: Finding) -> list[Path]:
    """Write that facts still hold: the source that shows it, and a review; return the changed files.

    Args:
        project: the project with the facts.
        store: its facts, whose titles may replace the id of the source.
        facts: the facts that still hold.
        finding: what shows it.

    Raises:
        BriefingsError: if there is no such source, or the facts would have errors; then no file changes.
    """
    edits, chosen = FactEdits(project), last_first(facts)
    id_ = _source_id(store, finding.source)
    for fact in chosen if id_ else ():
        is_plain = fact.is_event or not finding.attested
        item: Value = id_ if is_plain else {"source": id_, "attests": finding.attested}
        _write(edits, fact, {}, item)
    _write_reviews(edits, chosen, finding)
    return edits.save()


def end_fact(project: Project, store: FactStore, fact: Fact, ended: str, finding: Finding) -> list[Path]:
    """Write that a state has ended on a day; return the changed files.

    Args:
        project: the project with the facts.
        store: its facts, whose titles may replace the id of the source.
        fact: the state.
        ended: its last day, as a date of a file.
        finding: what shows it.

    Raises:
        BriefingsError: if it is not a state with `valid:`, or the facts would have errors; then no file changes.
    """
    edits = FactEdits(project)
    valid = edits.open(fact).entry(LIST_BY_KIND[fact.kind], fact.id).get("valid")
    if not isinstance(valid, str):
        message = f"{fact.key} has no `valid:` that could end"
        raise BriefingsError([Diagnostic("no-period", message, hint="edit it in its form")])
    start = valid.partition("/")[0].strip() or ".."
    _write(edits, fact, {"valid": f"{start}/{ended}"}, _source_id(store, finding.source))
    _write_reviews(edits, [fact], finding)
    return edits.save()


def postpone_review(project: Project, facts: Iterable[Fact], until: str) -> list[Path]:
    """Write that facts are to be reviewed from a day on, and not before; return the changed files.

    Raises:
        BriefingsError: if the day can't be read, or a file can't be edited; then no file changes.
    """
    edits = FactEdits(project)
    for fact in last_first(facts):
        edits.open(fact).set_key(LIST_BY_KIND[fact.kind], fact.id, "review", until)
    return edits.save()


def is_known_source(store: FactStore, source: str) -> bool:
    """Return whether some source has an id or a title."""
    wanted = source.casefold()
    return any(wanted in {each.id, *map(str.casefold, each.known_as())} for each in store.entities_of(Source))


def _source_id(store: FactStore, source: str) -> str:
    """Return the id of a source by its id or title; empty for none.

    Raises:
        BriefingsError: if several have the title.
    """
    if not source:
        return ""
    reader = FormReader(store)
    found = reader.read(EVIDENCE_KEY, [source])
    if reader.problems:
        raise BriefingsError(reader.problems)
    return str(found[0]) if isinstance(found, list) else source


def _write(edits: FactEdits, fact: Fact, changes: dict[str, Value], evidence: Value) -> None:
    """Change keys of a fact, and add a source to it, in the draft of its file."""
    file, list_name = edits.open(fact), LIST_BY_KIND[fact.kind]
    entry = file.entry(list_name, fact.id) | changes
    known = entry.get("evidence", [])
    known = list(known) if isinstance(known, list) else [known]
    if evidence and evidence not in known:
        entry["evidence"] = [*known, evidence]
    file.replace_entry(list_name, fact.id, update_text(file.entry_text(list_name, fact.id), entry))


def _write_reviews(edits: FactEdits, facts: Iterable[Fact], finding: Finding) -> None:
    """Write the reviews of facts as they are in the drafts; none without a name."""
    if finding.reviewer:
        trial = edits.trial()
        for fact in facts:
            write_review(edits, trial.facts_by_key[fact.key], finding.reviewer, finding.day)
