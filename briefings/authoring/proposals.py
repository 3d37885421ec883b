"""Proposals: facts with `status: proposed`, which wait in the files until a person accepts or rejects them."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from briefings.authoring.fact_edits import LIST_BY_KIND, FactEdits, last_first
from briefings.authoring.review_records import write_review
from briefings.factbase.load import load
from briefings.loading.entries import STATUS_KEY
from briefings.loading.folders import REJECTIONS_FILE
from briefings.loading.rejections import REJECTION_LIST
from briefings.model.diagnostics import BriefingsError
from briefings.model.entities import Post
from briefings.model.hashing import short_hash
from briefings.model.suggest import unknown
from briefings.project import FACTS_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from briefings.authoring.yaml_values import Value
    from briefings.factbase.store import FactStore
    from briefings.model.facts import Fact
    from briefings.project import Project

__all__ = ["UNCOMPARED", "accept_proposals", "content_hash", "reject_proposals", "waiting_text"]

UNCOMPARED = frozenset(
    {"id", "folder", "evidence", "marking", "headline", "review_due", "not_before", "earlier_id"}
)
"""Fields that do not say what a fact states."""
_RECORD_HEAD = """\
# Proposals that were rejected; `briefings import` does not bring them back. Delete an entry to import its row once more.
"""


def accept_proposals(project: Project, names: Iterable[str], day: date, reviewer: str = "") -> list[Path]:
    """Accept proposals, with the proposed posts that they name; return the paths of the changed files.

    Args:
        project: the project with the facts.
        names: keys of proposals, or folders for all proposals in them.
        day: the day of the review.
        reviewer: the name to record as the reviewer; empty for no record.

    Raises:
        BriefingsError: if a proposal does not exist, or the facts would have errors; then no file changes.
    """
    store, edits = load(project.root), FactEdits(project)
    proposals = _require_proposals(store, names)
    named = {link.target for fact in proposals for link in fact.links()}
    for fact in last_first(proposals):
        edits.open(fact).remove_key(LIST_BY_KIND[fact.kind], fact.id, STATUS_KEY.name)
    for post in reversed(store.entities_of(Post)):
        if post.is_proposed and post.id in named:
            edits.open(post).remove_key(LIST_BY_KIND[post.kind], post.id, STATUS_KEY.name)
    for fact in last_first(proposals) if reviewer else ():
        write_review(edits, fact, reviewer, day)
    return edits.save()


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
    removed = {
        fact.key: edits.open(fact).remove_entry(LIST_BY_KIND[fact.kind], fact.id)
        for fact in last_first(proposals)
    }
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
