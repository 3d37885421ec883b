"""The comparison of imported facts with known ones: the same, about the same, or new."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from briefings.authoring.proposals import UNCOMPARED, content_hash
from briefings.checks.engine import find_differing_proposals
from briefings.model.contacts import Contact
from briefings.model.evidence import Text
from briefings.model.facts import Tenure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from briefings.authoring.importing.row_entries import RowEntry
    from briefings.factbase.store import FactStore
    from briefings.model.facts import Fact
    from briefings.model.rejections import Rejection

__all__ = ["changed_rows", "differences", "without_known", "without_rejected"]


def _row_places(fact: Fact) -> set[tuple[str, str]]:
    """Return the places in sources that a fact rests on."""
    return {(item.source, item.locator) for item in fact.evidence if item.locator}


def _subject(fact: Fact) -> tuple[object, ...]:
    """Return what a fact is about, apart from what it says of it: facts about the same are put side by side."""
    heading = next(iter(fact.heading.by_language.values())).casefold() if fact.heading else None
    day = fact.period if isinstance(fact, Contact) else None
    holders = fact.actor_ids if isinstance(fact, Tenure) else ()
    return (fact.folder, fact.kind, fact.subject_id, heading, holders, day)


def without_rejected(
    trial: FactStore, entries: Iterable[RowEntry], rejections: Iterable[Rejection]
) -> list[RowEntry]:
    """Return the entries without the ones that were rejected before, with the same words and source."""
    rejected = {(rejection.content, source) for rejection in rejections for source in rejection.sources}

    def is_rejected(fact: Fact) -> bool:
        return not rejected.isdisjoint((content_hash(fact), item.source) for item in fact.evidence)

    return [
        entry for entry in entries if not is_rejected(trial.proposals[f"{entry.folder}/{entry.entry['id']}"])
    ]


def without_known(store: FactStore, trial: FactStore, entries: Sequence[RowEntry]) -> list[RowEntry]:
    """Return the entries that say something new: no fact says the same, and no earlier row."""
    old = [*store.facts, *store.proposals.values()]
    contents = {content_hash(fact) for fact in old}
    same_rows = {(*place, _subject(fact)) for fact in old for place in _row_places(fact)}
    new = []
    for entry in entries:
        fact = trial.proposals[f"{entry.folder}/{entry.entry['id']}"]
        content = content_hash(fact)
        is_edited = any((*place, _subject(fact)) in same_rows for place in _row_places(fact))
        if content not in contents and not is_edited:
            contents.add(content)
            new.append(entry)
    return new


def changed_rows(store: FactStore, trial: FactStore, entries: Sequence[RowEntry]) -> Iterator[str]:
    """Yield each row whose facts are there already in other words, beside them: one of the two was edited since."""
    old = [*store.facts, *store.proposals.values()]
    contents = {content_hash(fact) for fact in old}
    by_row = {(*place, _subject(fact)): fact for fact in old for place in _row_places(fact)}
    for entry in entries:
        fact = trial.proposals[f"{entry.folder}/{entry.entry['id']}"]
        if content_hash(fact) in contents:
            continue
        for place in _row_places(fact):
            if earlier := by_row.get((*place, _subject(fact))):
                yield f"{entry.row.place} | {earlier.key}, {earlier.location}"
                yield from _side_by_side(fact, earlier)


def differences(store: FactStore, trial: FactStore, new: Sequence[RowEntry], day: date) -> Iterator[str]:
    """Yield each new proposal beside the accepted fact that it contradicts, or that is about the same."""
    at = {fact.location: fact for fact in (*trial.facts, *trial.proposals.values())}
    pairs = {
        (at[problem.location].key, at[place].key)
        for problem in find_differing_proposals(trial, day)
        for place in problem.related
        if problem.location in at and place in at
    }
    named: dict[tuple[object, ...], list[str]] = {}
    for fact in store.facts:
        if not fact.is_sentence:
            named.setdefault(_subject(fact), []).append(fact.key)
    for entry in new:
        proposal = trial.proposals[f"{entry.folder}/{entry.entry['id']}"]
        known = {accepted for key, accepted in pairs if key == proposal.key}
        for key in sorted(known.union(named.get(_subject(proposal), ()))):
            yield f"{entry.row.place}: {proposal.key} | {key}, {store.facts_by_key[key].location}"
            yield from _side_by_side(proposal, store.facts_by_key[key])


def _side_by_side(imported: Fact, known: Fact) -> Iterator[str]:
    """Yield each field in which two facts differ: what the imported one says, and what is known."""
    for each in fields(imported):
        values = [getattr(fact, each.name, None) for fact in (imported, known)]
        if each.compare and each.name not in UNCOMPARED and values[0] != values[1]:
            left, right = map(_describe, values)
            yield f"  {each.name.removesuffix('_side')}: {left or '(nothing)'} | {right or '(nothing)'}"


def _describe(value: Any) -> str:  # noqa: ANN401 - values of all fields
    """Return a value in a few words."""
    if isinstance(value, Text):
        return next(iter(value.by_language.values()), "")
    if isinstance(value, tuple | list):
        return "; ".join(map(_describe, value))
    if is_dataclass(value) and type(value).__str__ is object.__str__:
        parts = (_describe(getattr(value, each.name)) for each in fields(value) if each.compare)
        return ", ".join(filter(None, parts))
    return "" if value is None else str(value)
