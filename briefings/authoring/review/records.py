"""Records of reviews in the fact files: a review that was made, and a request for one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.authoring.yaml.fact_edits import LIST_BY_KIND, FactEdits, last_first
from briefings.factbase.links import unknown_fact
from briefings.factbase.load import load
from briefings.model.diagnostics import BriefingsError
from briefings.model.hashing import short_hash

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from briefings.factbase.store import FactStore
    from briefings.model.facts import Fact
    from briefings.project import Project

__all__ = ["record_review", "request_review", "review_record", "write_review"]


def record_review(project: Project, reviewer: str, keys: Iterable[str], day: date) -> list[Path]:
    """Record a review of facts in their files; return the paths of the files.

    A `review:` date that has come is satisfied by this, and is removed.

    Args:
        project: the project with the facts.
        reviewer: the name of the reviewer.
        keys: the keys of the reviewed facts.
        day: the day of the review.

    Raises:
        BriefingsError: if a fact does not exist, the facts have errors, or a file can't be edited; then no file
            changes.
    """
    edits = FactEdits(project)
    for fact in last_first(_require_facts(load(project.root), keys)):
        write_review(edits, fact, reviewer, day)
    return edits.save()


def write_review(edits: FactEdits, fact: Fact, reviewer: str, day: date) -> None:
    """Write the review of a fact; it satisfies a request for review that has come."""
    file, list_name = edits.open(fact), LIST_BY_KIND[fact.kind]
    if fact.review_due is not None and fact.review_due.first_day <= day:
        file.remove_key(list_name, fact.id, "review")
        fact = replace(fact, review_due=None)
    file.set_key(list_name, fact.id, "reviewed", review_record(fact, reviewer, day))


def review_record(fact: Fact, reviewer: str, day: date) -> dict[str, str]:
    """Return the record that a person has reviewed a fact as it is."""
    return {"by": reviewer, "on": day.isoformat(), "of": short_hash(fact)}


def request_review(project: Project, facts: Iterable[Fact], day: date) -> list[Path]:
    """Make facts due for review from a day on; return the paths of the changed files.

    Raises:
        BriefingsError: if a file can't be edited; then no file changes.
    """
    edits = FactEdits(project)
    for fact in last_first(facts):
        if fact.review_due is None or fact.review_due.first_day > day:
            edits.open(fact).set_key(LIST_BY_KIND[fact.kind], fact.id, "review", day.isoformat())
    return edits.save()


def _require_facts(store: FactStore, keys: Iterable[str]) -> list[Fact]:
    """Return the facts with these keys, each once.

    Raises:
        BriefingsError: if a fact does not exist.
    """
    unique_keys = list(dict.fromkeys(keys))
    problems = [unknown_fact(store, key) for key in unique_keys if key not in store.facts_by_key]
    if problems:
        raise BriefingsError(problems)
    return [store.facts_by_key[key] for key in unique_keys]
