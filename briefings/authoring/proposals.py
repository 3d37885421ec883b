"""Proposals: facts with `status: proposed`, which wait in the files until a person accepts or rejects them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.authoring.fact_edits import LIST_BY_KIND, FactEdits, last_first
from briefings.authoring.review_records import write_review
from briefings.factbase.load import load
from briefings.loading.entries import STATUS_KEY
from briefings.model.diagnostics import BriefingsError
from briefings.model.entities import Post
from briefings.model.suggest import unknown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from briefings.factbase.store import FactStore
    from briefings.model.facts import Fact
    from briefings.project import Project

__all__ = ["accept_proposals", "reject_proposals", "waiting_text"]


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


def reject_proposals(project: Project, names: Iterable[str]) -> dict[str, str]:
    """Remove proposals from their files; return the removed lines by the key of the fact.

    Args:
        project: the project with the facts.
        names: keys of proposals, or folders for all proposals in them.

    Raises:
        BriefingsError: if a proposal does not exist, or another one rests on it; then no file changes.
    """
    edits = FactEdits(project)
    removed = {
        fact.key: edits.open(fact).remove_entry(LIST_BY_KIND[fact.kind], fact.id)
        for fact in last_first(_require_proposals(load(project.root), names))
    }
    edits.save()
    return dict(reversed(removed.items()))


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
