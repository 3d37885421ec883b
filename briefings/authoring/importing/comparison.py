"""The comparison of imported facts with known ones: the same, a correction, or new."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from briefings.authoring.importing.completion import (
    is_changed,
    newest_attestation,
    row_places,
    subject_of,
)
from briefings.authoring.proposals.waiting import UNCOMPARED, content_hash
from briefings.checks.engine import find_clashes, find_differing_proposals
from briefings.model.evidence import Text
from briefings.model.resolutions import Resolution

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import date

    from briefings.authoring.importing.imported_entries import RowEntry
    from briefings.factbase.store import FactStore
    from briefings.model.facts import Fact
    from briefings.model.rejections import Rejection

__all__ = ["ComparedRows", "clashes", "compare_rows", "differences", "without_rejected"]


@dataclass(frozen=True, slots=True)
class ComparedRows:
    """The rows of a list, by what they add to what is known.

    Attributes:
        new: the rows that say something new.
        confirmed: how many of them say what is known, of a later day.
        corrected: how many of them are to replace a known fact that says something else.
        repeated: rows that say the same as an earlier row of the list, in lines.
        changed: rows beside the facts that came from the same source, where one of the two was edited since, in lines.
    """

    new: tuple[RowEntry, ...]
    confirmed: int
    corrected: int
    repeated: tuple[str, ...]
    changed: tuple[str, ...]


def without_rejected(
    trial: FactStore, entries: Iterable[RowEntry], rejections: Iterable[Rejection]
) -> list[RowEntry]:
    """Return the entries without the ones that were rejected before, with the same words and source."""
    rejected = {(rejection.content, source) for rejection in rejections for source in rejection.sources}
    return [
        entry for entry in entries if (content_hash(_proposal(trial, entry)), entry.source) not in rejected
    ]


def compare_rows(
    store: FactStore, trial: FactStore, entries: Sequence[RowEntry], *, correct: bool
) -> ComparedRows:
    """Return the rows by what they add to what is known.

    Args:
        store: the facts as they are.
        trial: the facts with the entries.
        entries: the rows.
        correct: whether rows correct facts, and replace proposals, that came from the same source.
    """
    earlier_facts = _EarlierFacts(store, {content_hash(_proposal(trial, entry)) for entry in entries})
    contents = {content_hash(fact) for fact in (*store.facts, *store.proposals.values())}
    first: dict[str, RowEntry] = {}
    new: list[RowEntry] = []
    changed: list[str] = []
    repeated: list[str] = []
    confirmed = corrected = 0
    for entry in entries:
        fact, known = _proposal(trial, entry), entry.corrected
        content = content_hash(fact)
        if content in first:
            repeated.append(f"{entry.row.place} says the same as {first[content].row.place}")
            continue
        if known and content == content_hash(known) and _is_later(store, fact, known):
            confirmed += 1
            first[content] = entry
            new.append(entry)
            continue
        if content in contents:
            continue
        edited = earlier_facts.find(entry, fact)
        if edited and not correct:
            changed.append(f"{entry.row.place} | {edited.key}, {edited.location}")
            changed += _side_by_side(fact, edited)
            continue
        corrected += known is not None
        first[content] = entry
        new.append(entry.instead_of(edited) if edited and edited.is_proposed else entry)
    return ComparedRows(tuple(new), confirmed, corrected, tuple(repeated), tuple(changed))


class _EarlierFacts:
    """The facts and proposals that came from the rows of a list before it was changed."""

    def __init__(self, store: FactStore, said: AbstractSet[str]) -> None:
        """Index the facts by their places in sources.

        Args:
            store: the facts as they are.
            said: the contents that rows of the list have now.
        """
        old = [*store.facts, *store.proposals.values()]
        self._by_row = {(*place, subject_of(fact)): fact for fact in old for place in row_places(fact)}
        self._waiting = {
            (*place, fact.folder, fact.kind): fact
            for fact in store.proposals.values()
            if content_hash(fact) not in said  # else its row is another one now
            for place in row_places(fact)
        }

    def find(self, entry: RowEntry, fact: Fact) -> Fact | None:
        """Return the fact that came from the row of an entry, or from its source, and says something else; None for none."""
        known = entry.corrected
        if known and entry.contradicts and entry.source in {each.source for each in known.evidence}:
            return known
        waiting = self._waiting.get((*entry.place, fact.folder, fact.kind))
        return self._by_row.get((*entry.place, subject_of(fact))) or (
            waiting if waiting and is_changed(fact, waiting) else None
        )


def _proposal(trial: FactStore, entry: RowEntry) -> Fact:
    """Return the fact of an entry."""
    return trial.proposals[f"{entry.folder}/{entry.entry['id']}"]


def _is_later(store: FactStore, imported: Fact, known: Fact) -> bool:
    """Return whether an imported state is shown on a later day than a known one, and than proposals that confirm it."""
    if imported.is_event:
        return False
    waiting = [fact for fact in store.proposals.values() if fact.corrected_key == known.key]
    return newest_attestation([imported]) > newest_attestation([known, *waiting])


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
            named.setdefault(subject_of(fact), []).append(fact.key)
    for entry in new:
        proposal = _proposal(trial, entry)
        known = {accepted for key, accepted in pairs if key == proposal.key}
        known |= (
            {proposal.corrected_key} if proposal.corrected_id else set(named.get(subject_of(proposal), ()))
        )
        for key in sorted(known):
            lines = list(_side_by_side(proposal, store.facts_by_key[key]))
            if lines:
                verb = "corrects" if key == proposal.corrected_key else "|"
                place = store.facts_by_key[key].location
                yield f"{entry.row.place}: {proposal.key} {verb} {key}, {place}"
                yield from lines


def clashes(trial: FactStore, new: Sequence[RowEntry], day: date) -> Iterator[str]:
    """Yield each contradiction between rows of the list itself."""
    rows = {_proposal(trial, entry).location: entry.row for entry in new}
    proposals = [replace(_proposal(trial, entry), is_proposed=False) for entry in new]
    # A correction is not beside the fact that it corrects, nor a resolution beside what it settles.
    others = [entity for entity in trial.entities.values() if not isinstance(entity, Resolution)]
    store = trial.with_entries(others, proposals)
    for problem in find_clashes(store, day):
        places = [place for place in (problem.location, *problem.related) if place and place in rows]
        numbers = sorted({rows[place].number for place in places})
        if len(numbers) > 1:
            yield f"rows {' and '.join(map(str, numbers))}: {problem.message}"


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
