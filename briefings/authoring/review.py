"""The command `review`: facts that are due for review, and the record of a review in the fact files."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from briefings.authoring.yaml_edit import FactFile
from briefings.factbase.load import load
from briefings.factbase.standing import overdue_since
from briefings.loading.facts import READERS
from briefings.loading.project import select_partners
from briefings.model.diagnostics import BriefingsError, Diagnostic, suggestion_hint
from briefings.model.facts import TalkingPoint
from briefings.model.hashing import short_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from briefings.factbase.store import FactStore
    from briefings.model.facts import Fact
    from briefings.project import Project

__all__ = ["FORMATTERS", "DueFact", "count_summary", "list_due_facts", "record_review", "request_review"]

OVERDUE, CHANGED, UNREVIEWED = "overdue", "changed", "unreviewed"
_STATES = (OVERDUE, CHANGED, UNREVIEWED)
_LIST_BY_KIND = {kind: list_name for list_name, (kind, _) in READERS.items()}


@dataclass(frozen=True, slots=True)
class DueFact:
    """A fact that is due for review.

    Attributes:
        fact: the fact.
        state: `overdue`, `changed` since its review, or `unreviewed`.
        since_day: the day since which it is overdue, the day of its review, or the newest day that a source attests,
            depending on the state; None if unknown.
        talking_points: keys of the talking points that rest on it.
        partner_ids: ids of the partners whose notes it is for.
    """

    fact: Fact
    state: str
    since_day: date | None
    talking_points: tuple[str, ...]
    partner_ids: tuple[str, ...]


def list_due_facts(
    project: Project, day: date, partners: Sequence[str] = (), *, all_states: bool = False
) -> list[DueFact]:
    """Return the facts due for review, sorted by state, folder, age, and number of dependents.

    Args:
        project: the project with the facts.
        day: the as-of day.
        partners: ids of the partners whose notes the facts are for; empty for all.
        all_states: whether to include changed and unreviewed facts, and not only overdue ones.

    Raises:
        BriefingsError: if a partner does not exist, or the facts have errors.
    """
    partner_ids = select_partners(project.root, partners)
    store = load(project.root)
    talking_points = [(fact.key, store.basis(fact)) for fact in store.facts if isinstance(fact, TalkingPoint)]
    due_facts: list[DueFact] = []
    for fact in store.facts:
        state, since_day = _review_state(store, fact, day)
        if not state or (state != OVERDUE and not all_states):
            continue
        concerned_partners = tuple(
            partner.id for partner in store.partners if store.is_fact_in_scope(fact, partner.id)
        )
        if partners and not set(partner_ids) & set(concerned_partners):
            continue
        dependent_points = tuple(key for key, basis in talking_points if fact.key in basis)
        due_facts.append(DueFact(fact, state, since_day, dependent_points, concerned_partners))
    return sorted(due_facts, key=_sort_key)


def count_summary(due_facts: Sequence[DueFact]) -> str:
    """Count the due facts by state, in one line."""
    counts = {state: sum(due_fact.state == state for due_fact in due_facts) for state in _STATES}
    texts = {
        OVERDUE: "due for review",
        CHANGED: "changed since somebody looked",
        UNREVIEWED: "never reviewed",
    }
    summary = ", ".join(f"{number} {texts[state]}" for state, number in counts.items() if number)
    return summary if counts[OVERDUE] else f"Nothing is due for review{'; ' if summary else '.'}{summary}"


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
    files: dict[str, FactFile] = {}
    for fact in _require_facts(load(project.root), keys):
        file = _open_fact_file(project, fact, files)
        request_met = fact.review_due is not None and fact.review_due.first_day <= day
        if request_met:
            file.remove_key(_LIST_BY_KIND[fact.kind], fact.id, "review")
        fact_hash = short_hash(replace(fact, review_due=None) if request_met else fact)
        file.set_key(
            _LIST_BY_KIND[fact.kind],
            fact.id,
            "reviewed",
            {"by": reviewer, "on": day.isoformat(), "of": fact_hash},
        )
    return _save_all(files)


def request_review(project: Project, facts: Iterable[Fact], day: date) -> list[Path]:
    """Make facts due for review from a day on; return the paths of the changed files.

    Raises:
        BriefingsError: if a file can't be edited; then no file changes.
    """
    files: dict[str, FactFile] = {}
    for fact in facts:
        if fact.review_due is None or fact.review_due.first_day > day:
            file = _open_fact_file(project, fact, files)
            file.set_key(_LIST_BY_KIND[fact.kind], fact.id, "review", day.isoformat())
    return _save_all(files)


def _review_state(store: FactStore, fact: Fact, day: date) -> tuple[str, date | None]:
    """Return the review state of a fact and its day; the state is empty if the fact was reviewed as it is."""
    if since_day := overdue_since(store, fact, day):
        return OVERDUE, since_day
    if fact.last_review is None:
        source_dates = (
            item.attested_on or item.asserted_on or store.source(item.source).effective_date
            for item in fact.evidence
        )
        return UNREVIEWED, max((when.last_day for when in source_dates if when), default=None)
    return (
        ("", None)
        if fact.last_review.fact_hash == short_hash(fact)
        else (CHANGED, fact.last_review.reviewed_on.last_day)
    )


def _sort_key(due_fact: DueFact) -> tuple[int, str, str, int, str]:
    """Return the sort key of a due fact: state, folder, day, most dependents, key."""
    dependent_count = len(due_fact.talking_points) + len(due_fact.partner_ids)
    return (
        _STATES.index(due_fact.state),
        due_fact.fact.folder,
        str(due_fact.since_day or ""),
        -dependent_count,
        due_fact.fact.key,
    )


def _require_facts(store: FactStore, keys: Iterable[str]) -> list[Fact]:
    """Return the facts with these keys, each once.

    Raises:
        BriefingsError: if a fact does not exist.
    """
    unique_keys = list(dict.fromkeys(keys))
    problems = [
        Diagnostic(
            "unknown-fact",
            f"there is no fact {key!r}",
            hint=suggestion_hint(key, store.facts_by_key) or "write it as partner/id",
        )
        for key in unique_keys
        if key not in store.facts_by_key
    ]
    if problems:
        raise BriefingsError(problems)
    return [store.facts_by_key[key] for key in unique_keys]


def _open_fact_file(project: Project, fact: Fact, files: dict[str, FactFile]) -> FactFile:
    """Return the file of a fact from `files`; open it and add it if it is not there yet."""
    name = fact.location.path
    if name not in files:
        files[name] = FactFile(project.root / name, name)
    return files[name]


def _save_all(files: Mapping[str, FactFile]) -> list[Path]:
    """Save the files if all of them verify; return their paths."""
    for file in files.values():
        file.verify()
    for file in files.values():
        file.save()
    return [file.path for file in files.values()]


# --- output ----------------------------------------------------------------------------------------


_SINCE_TEXTS = {
    OVERDUE: "overdue since",
    CHANGED: "changed since its review on",
    UNREVIEWED: "unreviewed, its sources of",
}


def _text_lines(due_facts: Iterable[DueFact]) -> Iterator[str]:
    """Yield due facts as lines for a terminal, under a heading for each folder and state."""
    folder = state = ""
    for due_fact in due_facts:
        if (due_fact.fact.folder, due_fact.state) != (folder, state):
            folder, state = due_fact.fact.folder, due_fact.state
            yield f"{folder}, {state}:"
        dependents = (
            f"; {', '.join(due_fact.talking_points)} rest{'s' if len(due_fact.talking_points) == 1 else ''} on it"
            if due_fact.talking_points
            else ""
        )
        if len(due_fact.partner_ids) > 1:
            dependents += f"; in the notes of {len(due_fact.partner_ids)} partners"
        yield f"  {due_fact.fact.key}: {_SINCE_TEXTS[due_fact.state]} {due_fact.since_day or 'no known day'}{dependents}"
        yield f"    {due_fact.fact.location}"


def _json_lines(due_facts: Iterable[DueFact]) -> Iterator[str]:
    """Yield due facts as a JSON list."""

    def to_dict(due_fact: DueFact) -> dict[str, Any]:
        return {
            "fact": due_fact.fact.key,
            "state": due_fact.state,
            "since": due_fact.since_day.isoformat() if due_fact.since_day else None,
            "lines": due_fact.talking_points,
            "partners": due_fact.partner_ids,
            "file": due_fact.fact.location.path,
            "line": due_fact.fact.location.line,
        }

    yield json.dumps([to_dict(due_fact) for due_fact in due_facts], ensure_ascii=False, indent=2)


FORMATTERS: Mapping[str, Callable[[Iterable[DueFact]], Iterator[str]]] = {
    "text": _text_lines,
    "json": _json_lines,
}
"""The functions that format due facts, by the name of the format."""
