"""Rows about facts that are known: each becomes the whole fact as it would be, so that a person sees what accepting it gives.

A row says a part of a fact. The rest stays as it is known: other keys, more exact dates, an end.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import TYPE_CHECKING

from briefings.authoring.proposals.waiting import UNCOMPARED, content_hash
from briefings.authoring.yaml.fact_edits import LIST_BY_KIND
from briefings.loading.entries import ID_KEY, STATUS_KEY
from briefings.loading.evidence import EVIDENCE_KEY
from briefings.loading.fact_tables import CORRECTS_KEY
from briefings.model.amounts import Amount
from briefings.model.contacts import Contact
from briefings.model.dates import Period
from briefings.model.facts import Agreement, Tenure
from briefings.model.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefings.authoring.importing.imported_entries import RowEntry
    from briefings.authoring.yaml.fact_edits import FactEdits
    from briefings.authoring.yaml.values import Value
    from briefings.factbase.store import FactStore
    from briefings.model.dates import PartialDate
    from briefings.model.facts import Fact

__all__ = ["KnownFacts", "complete_entry", "is_changed", "row_places", "subject_of"]

_TIME_KEYS = ("on", "valid")
_STAGES = "stages"
_OF_THE_FACT_AS_IT_WAS = (ID_KEY.name, STATUS_KEY.name, CORRECTS_KEY.name, "reviewed", "review", "waive")
_PROPOSAL_KEYS = (ID_KEY.name, STATUS_KEY.name)


def row_places(fact: Fact) -> set[tuple[str, str]]:
    """Return the places in sources that a fact rests on."""
    return {(item.source, item.locator) for item in fact.evidence if item.locator}


def subject_of(fact: Fact) -> tuple[object, ...]:
    """Return what a fact is about, apart from what it says of it: facts about the same are put side by side."""
    heading = next(iter(fact.heading.by_language.values())).casefold() if fact.heading else None
    day = fact.period if isinstance(fact, Contact) else None
    holders = fact.actor_ids if isinstance(fact, Tenure) else ()
    return (fact.folder, fact.kind, fact.subject_id, heading, holders, day)


@dataclass
class KnownFacts:
    """The accepted facts that rows may be about.

    Attributes:
        store: the facts.
    """

    store: FactStore
    _by_subject: dict[tuple[object, ...], list[Fact]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Put the facts in order by what they are about; a sentence is about nothing else."""
        for fact in self.store.facts:
            if not fact.is_sentence and not (fact.stages and fact.is_event):
                self._by_subject.setdefault(subject_of(fact), []).append(fact)

    def find(self, imported: Sequence[Fact]) -> dict[str, Fact]:
        """Return the one known fact that each imported fact is about, by the key of the imported one.

        Without such a fact, it is the one that came from the same place in the same source, if no row says or is
        about it: then the row was changed in its day, its names or its title.
        """
        found: dict[str, Fact] = {}
        for fact in imported:
            known = [each for each in self._by_subject.get(subject_of(fact), ()) if _may_be_same(fact, each)]
            if len(known) == 1:
                found[fact.key] = known[0]
        taken = {fact.key for fact in found.values()}
        said = {content_hash(fact) for fact in imported}
        by_place: dict[tuple[str, str], list[Fact]] = {}
        for each in (fact for facts in self._by_subject.values() for fact in facts):
            if each.key not in taken and content_hash(each) not in said:
                for place in row_places(each):
                    by_place.setdefault(place, []).append(each)
        for fact in imported:
            places = [each for place in row_places(fact) for each in by_place.get(place, ())]
            changed = [each for each in places if is_changed(fact, each)]
            if fact.key not in found and len(changed) == 1:
                found[fact.key] = changed[0]
        return found


def _may_be_same(imported: Fact, known: Fact) -> bool:
    """Return whether two facts about the same can be one: in their dates, and in who met."""
    if imported.is_event != known.is_event or bool(imported.stages) != bool(known.stages):
        return False
    if isinstance(imported, Contact) and isinstance(known, Contact):
        people = [{each.person for each in fact.their_side if each.person} for fact in (imported, known)]
        if imported.form != known.form or (all(people) and people[0].isdisjoint(people[1])):
            return False
    return isinstance(imported, Agreement) or _may_overlap(imported.period, known.period)


def _may_overlap(one: Period, other: Period) -> bool:
    """Return whether two periods may have a day in common."""
    return all(
        (left.start.first_day if left.start else date.min) <= (right.end.last_day if right.end else date.max)
        for left, right in ((one, other), (other, one))
    )


def is_changed(imported: Fact, known: Fact) -> bool:
    """Return whether the fact of a row may be one that came from it before it was changed.

    Most of what it says is the same, and of a contact the day or the people: else another meeting is in the row now.
    """
    if (imported.folder, imported.kind, imported.is_event) != (known.folder, known.kind, known.is_event):
        return False
    if isinstance(imported, Contact) and isinstance(known, Contact):
        if known.actor_ids and imported.actor_ids == known.actor_ids:
            return imported.form == known.form or _say_much_the_same(imported, known)
        return imported.period == known.period and _say_much_the_same(imported, known)
    return _say_much_the_same(imported, known)


def _say_much_the_same(imported: Fact, known: Fact) -> bool:
    """Return whether a fact agrees with another one in more than half of what it says."""
    said = [
        (value, getattr(known, each.name, None))
        for each in fields(imported)
        if each.compare and each.name not in UNCOMPARED and (value := getattr(imported, each.name))
    ]
    return 2 * sum(1 for left, right in said if left == right) > len(said)


def complete_entry(entry: RowEntry, edits: FactEdits, imported: Fact, known: Fact) -> RowEntry:
    """Return the entry of a row as the whole fact that replaces a known one.

    Args:
        entry: of the row.
        edits: of the files, with the known fact.
        imported: what the row says.
        known: the fact.
    """
    raw = edits.open(known).entry(LIST_BY_KIND[known.kind], known.id)
    row = {key: value for key, value in entry.entry.items() if key not in _PROPOSAL_KEYS}
    (item,) = _items(row.pop(EVIDENCE_KEY.name))
    kept = {key: value for key, value in raw.items() if key not in _OF_THE_FACT_AS_IT_WAS}
    said = {**kept, **row}
    if any(key in row for key in _TIME_KEYS):
        said = {key: value for key, value in said.items() if key in row or key not in _TIME_KEYS}
    for key in _TIME_KEYS:
        if key in row and key in kept:
            said[key] = _merged_time(str(kept[key]), str(row[key]), imported, known)
    if _STAGES in row and _STAGES in kept:
        said[_STAGES] = _merged_stages(_items(kept[_STAGES]), _items(row[_STAGES]))
    agrees = all(
        _agrees(key, value, said.get(key)) for key, value in kept.items() if key != EVIDENCE_KEY.name
    )
    evidence = [
        each
        for each in _items(kept.get(EVIDENCE_KEY.name, []))
        if not _is_replaced(each, item) and (agrees or (isinstance(each, dict) and "says" in each))
    ]
    said[EVIDENCE_KEY.name] = [*evidence, item]
    if revision := _revision(kept, said, known, entry.source):
        said["revised_from"] = [*_items(kept.get("revised_from", [])), revision]
    proposal = {key: entry.entry[key] for key in _PROPOSAL_KEYS}
    completed = {**proposal, CORRECTS_KEY.name: known.id, **said}
    return replace(entry, entry=completed, corrected=known, contradicts=not agrees)


def _merged_stages(kept: list[Value], row: list[Value]) -> list[Value]:
    """Return the known stages and those of a row; the day of the row replaces a known one unless it is less exact."""
    merged = list(kept)
    for stage in row:
        word, day = (str(stage[key]) for key in ("stage", "on")) if isinstance(stage, dict) else ("", "")
        same = [each for each in kept if isinstance(each, dict) and each.get("stage") == word]
        if not any(str(each.get("on", "")).startswith(day) for each in same):
            merged = [{**each, "on": day} if len(same) == 1 and each is same[0] else each for each in merged]
            merged += [] if len(same) == 1 else [stage]
    return sorted(merged, key=lambda stage: str(stage.get("on", "")) if isinstance(stage, dict) else "")


def _revision(
    kept: Mapping[str, Value], said: Mapping[str, Value], known: Fact, source: str
) -> Mapping[str, Value] | None:
    """Return the earlier number of a figure that another source has revised; None for no such number."""
    earlier = next((item.source for item in known.evidence if item.disagreement is None), source)
    old, new = str(kept.get("value", "")), str(said.get("value", ""))
    is_of_one_measure = all(kept.get(key) == said.get(key) for key in ("unit", "currency", "scale"))
    if not isinstance(known, Figure) or old == new or earlier == source or not is_of_one_measure:
        return None
    try:
        amounts = [Amount.parse(old), Amount.parse(new)]
    except ValueError:
        return None
    return {"value": old, "source": earlier} if amounts[0] != amounts[1] else None


def _items(value: Value) -> list[Value]:
    """Return the items of a list, or the one value that it is."""
    return list(value) if isinstance(value, list) else [value]


def _is_replaced(known: Value, item: Value) -> bool:
    """Return whether a piece of evidence is the same place in the same source as a new one, of the same day."""
    names = ("source", "locator", "attests")
    values = [
        tuple(each.get(name) for name in names) if isinstance(each, dict) else (each, None, None)
        for each in (known, item)
    ]
    return values[0] == values[1] or known == item


def _agrees(key: str, known: Value, said: Value | None) -> bool:
    """Return whether what is said now holds what was known: the same, more of a list, or a period within it."""
    if isinstance(known, list) and isinstance(said, list):
        return all(any(_holds(item, each) for each in said) for item in known)
    if key in _TIME_KEYS and isinstance(known, str) and isinstance(said, str):
        ends = [text.partition("/") for text in (known, said)]
        return all(
            one in ("", other) or other.startswith(one) for one, other in zip(ends[0], ends[1], strict=True)
        )
    return known == said


def _holds(known: Value, said: Value) -> bool:
    """Return whether an item is a known one: the same, or a stage with its day more exactly."""
    if known == said or not (isinstance(known, dict) and isinstance(said, dict) and "stage" in known):
        return known == said
    return {**known, "on": ""} == {**said, "on": ""} and str(said["on"]).startswith(str(known["on"]))


def _merged_time(known_text: str, row_text: str, imported: Fact, known: Fact) -> str:
    """Return the dates of a row, with what is known more exactly."""
    row, fact = imported.period, known.period
    if "/" not in row_text or "/" not in known_text:
        return known_text if _is_within(fact.start, row.start) and _is_within(fact.end, row.end) else row_text
    starts, ends = (list(part) for part in zip(known_text.split("/"), row_text.split("/"), strict=True))
    start = starts[0] if row.start is None or _is_within(fact.start, row.start) else starts[1]
    shown = max((when.last_day for when in imported.attestations), default=date.min)
    is_over = row.end is None and fact.end is not None and shown <= fact.end.last_day
    end = ends[0] if is_over or _is_within(fact.end, row.end) else ends[1]
    merged = f"{start}/{end}"
    try:
        Period.parse(merged)
    except ValueError:
        return row_text
    return merged


def _is_within(known: PartialDate | None, said: PartialDate | None) -> bool:
    """Return whether a known date is as exact as one that is said, or more so, and no other."""
    return (
        known is not None
        and said is not None
        and said.first_day <= known.first_day
        and known.last_day <= said.last_day
    )


def newest_attestation(facts: Iterable[Fact]) -> date:
    """Return the newest day on which a source shows one of some facts; the first of all days for none."""
    return max((when.last_day for fact in facts for when in fact.attestations), default=date.min)
