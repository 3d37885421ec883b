"""Proposals: facts with `status: proposed`, which wait in the files until a person accepts or rejects them."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import partial
from typing import TYPE_CHECKING

from briefings.authoring.proposals.corrections import correct_fact, end_tenure, find_ended
from briefings.authoring.review.records import review_record, write_review
from briefings.authoring.yaml.fact_edits import LIST_BY_KIND, FactEdits, last_first
from briefings.factbase.load import load
from briefings.loading.entries import STATUS_KEY
from briefings.loading.folders import REJECTIONS_FILE
from briefings.loading.rejections import REJECTION_LIST
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.entities import Post
from briefings.model.hashing import short_hash
from briefings.model.suggest import unknown
from briefings.project import FACTS_FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from briefings.authoring.yaml.values import Value
    from briefings.factbase.store import FactStore
    from briefings.model.diagnostics import Location
    from briefings.model.facts import Fact
    from briefings.project import Project

__all__ = [
    "UNCOMPARED",
    "Acceptance",
    "accept_proposals",
    "content_hash",
    "reject_proposals",
    "waiting_text",
]

UNCOMPARED = frozenset(
    {"id", "folder", "evidence", "marking", "headline", "review_due", "not_before", "earlier_id"}
)
"""Fields that do not say what a fact states."""
_RECORD_HEAD = """\
# Proposals that were rejected; `briefings import` does not bring them back. Delete an entry to import its row once more.
"""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What accepting proposals has changed.

    Attributes:
        paths: the changed files.
        accepted: keys of the facts that proposals have become, or whose place they have taken.
        confirmed: keys of facts that a proposal only confirms.
        corrected: the earlier lines of facts whose place a proposal has taken, by key.
        ended: the earlier lines of tenures that ended when an accepted one began, by key.
    """

    paths: tuple[Path, ...]
    accepted: tuple[str, ...]
    confirmed: tuple[str, ...]
    corrected: Mapping[str, str]
    ended: Mapping[str, str]


def accept_proposals(project: Project, names: Iterable[str], day: date, reviewer: str = "") -> Acceptance:
    """Accept proposals, with the proposed posts that they name.

    A proposal that corrects a fact takes its place. A new holder of a post with one seat ends the tenure of the one
    before.

    Args:
        project: the project with the facts.
        names: keys of proposals, or folders for all proposals in them.
        day: the day of the review.
        reviewer: the name to record as the reviewer; empty for no record.

    Raises:
        BriefingsError: if a proposal does not exist, two correct one fact, or the facts would have errors; then no
            file changes.
    """
    store, edits = load(project.root), FactEdits(project)
    proposals = _require_proposals(store, names)
    corrected = _corrected_facts(store, proposals)
    ended = find_ended(store, proposals)
    changes = _accept_posts(store, edits, proposals)
    for proposal in proposals:
        if fact := corrected.get(proposal.key):
            entry = edits.open(proposal).entry(LIST_BY_KIND[proposal.kind], proposal.id)
            review = review_record(replace(proposal, id=fact.id), reviewer, day) if reviewer else None
            changes[fact.location] = partial(correct_fact, edits, fact, entry, review)
            changes[proposal.location] = partial(_remove, edits, proposal)
        else:
            status = (LIST_BY_KIND[proposal.kind], proposal.id, STATUS_KEY.name)
            changes[proposal.location] = partial(edits.open(proposal).remove_key, *status)
    for earlier, successor in ended:
        changes[earlier.location] = partial(end_tenure, edits, earlier, successor)
    # From the end of the files to the start, in which order many edits are quick.
    lines = {place: changes[place]() or "" for place in sorted(changes, reverse=True)}
    for proposal in last_first(each for each in proposals if reviewer and each.key not in corrected):
        write_review(edits, proposal, reviewer, day)
    if reviewer and ended:
        trial = edits.trial()
        for tenure in last_first(earlier for earlier, _ in ended):
            write_review(edits, trial.facts_by_key[tenure.key], reviewer, day)
    same = [
        fact.key
        for key, fact in corrected.items()
        if content_hash(store.proposals[key]) == content_hash(fact)
    ]
    others = {fact.key: lines[fact.location] for fact in corrected.values() if fact.key not in same}
    ends = {earlier.key: lines[earlier.location] for earlier, _ in ended}
    accepted = tuple(each.corrected_key or each.key for each in proposals)
    return Acceptance(tuple(edits.save()), accepted, tuple(same), others, ends)


def _accept_posts(
    store: FactStore, edits: FactEdits, proposals: Iterable[Fact]
) -> dict[Location, Callable[[], str | None]]:
    """Return the changes that accept the proposed posts which proposals name, by the place of the post."""
    named = {link.target for fact in proposals for link in fact.links()}
    return {
        post.location: partial(edits.open(post).remove_key, LIST_BY_KIND[post.kind], post.id, STATUS_KEY.name)
        for post in store.entities_of(Post)
        if post.is_proposed and post.id in named
    }


def _corrected_facts(store: FactStore, proposals: Iterable[Fact]) -> dict[str, Fact]:
    """Return the facts that proposals correct, by key of the proposal.

    Raises:
        BriefingsError: if two correct the same fact.
    """
    found: dict[str, Fact] = {}
    problems = []
    for proposal in proposals:
        if not proposal.corrected_key:
            continue
        fact = store.facts_by_key[proposal.corrected_key]
        if other := next((key for key, known in found.items() if known is fact), ""):
            message = f"{other} and {proposal.key} both correct {fact.key}"
            hint = f"accept one of them, and reject the other: `briefings review --reject {proposal.key}`"
            problems.append(Diagnostic("two-corrections", message, proposal.location, hint=hint))
        found[proposal.key] = fact
    if problems:
        raise BriefingsError(problems)
    return found


def _remove(edits: FactEdits, fact: Fact) -> str:
    """Remove a proposal from its file; return its lines."""
    return edits.open(fact).remove_entry(LIST_BY_KIND[fact.kind], fact.id)


def reject_proposals(project: Project, names: Iterable[str], day: date, reviewer: str = "") -> dict[str, str]:
    """Remove proposals from their files, and remember them; return the removed lines by the key of the fact.

    Args:
        project: the project with the facts.
        names: keys of proposals, or folders for all proposals in them.
        day: the day of the review.
        reviewer: who rejects them; empty if that is not recorded.

    Raises:
        BriefingsError: if a proposal does not exist, or another one rests on it; then no file changes.
    """
    edits, proposals = FactEdits(project), _require_proposals(load(project.root), names)
    removed = {fact.key: _remove(edits, fact) for fact in last_first(proposals)}
    record = edits.open_path(project.root / FACTS_FOLDER / REJECTIONS_FILE, _RECORD_HEAD)
    record.append_entries(REJECTION_LIST, [_rejection(fact, day, reviewer) for fact in proposals])
    edits.save()
    return dict(reversed(removed.items()))


def content_hash(fact: Fact) -> str:
    """Return the short hash of what a fact says, without its id, evidence and marking."""
    stated = [
        getattr(fact, each.name) for each in fields(fact) if each.compare and each.name not in UNCOMPARED
    ]
    return short_hash((fact.folder, fact.kind, stated))


def _rejection(fact: Fact, day: date, reviewer: str) -> Mapping[str, Value]:
    """Return the record that a proposal was rejected."""
    record: dict[str, Value] = {
        "fact": fact.key,
        "content": content_hash(fact),
        "sources": [item.source for item in fact.evidence],
        "on": day.isoformat(),
    }
    return record | ({"by": reviewer} if reviewer else {})


def waiting_text(count: int) -> str:
    """Return how many proposals wait, in words; empty if none does."""
    if not count:
        return ""
    return "1 proposal waits for review" if count == 1 else f"{count} proposals wait for review"


def _require_proposals(store: FactStore, names: Iterable[str]) -> list[Fact]:
    """Return the proposals with these keys or in these folders, each once.

    Raises:
        BriefingsError: if a name is neither.
    """
    found: dict[str, Fact] = {}
    problems = []
    folders = {fact.folder for fact in store.proposals.values()}
    for name in names:
        if name in store.proposals or name in folders:
            found |= {key: fact for key, fact in store.proposals.items() if name in (key, fact.folder)}
        else:
            hint = "`briefings review` lists the proposals"
            problems.append(unknown("proposal", name, [*store.proposals, *folders], hint=hint))
    if problems:
        raise BriefingsError(problems)
    return list(found.values())
