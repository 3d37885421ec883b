"""The comparison of two snapshots of a note: changed facts and changed lines."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from briefings.build.request import Note
    from briefings.build.snapshot import FactState, NoteLine, Snapshot

__all__ = ["Comparison", "FactChange", "LineChange", "compare_snapshots"]


@dataclass(frozen=True, slots=True)
class FactChange:
    """A change of a fact between two snapshots; the field names are keys of `briefings diff --format json`.

    Attributes:
        what: `added`, `changed`, `no longer stated`, `began`, `ended`, `overdue`, `in doubt` or `confirmed`.
        key: of the fact.
        says: its kind, and the beginning of the line that prints it.
    """

    what: str
    key: str
    says: str


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line before and after; the field names are keys of `briefings diff --format json`.

    Attributes:
        section: key of its section.
        heading: of that section.
        before: its text in the earlier snapshot; None for a new line.
        after: its text in the later snapshot; None for a deleted line.
    """

    section: str
    heading: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences between two snapshots of a note; the field names are keys of `briefings diff --format json`.

    Attributes:
        name: id of the subject, and what tells the note from the subject's standard note.
        subject: id of the partner or region.
        note: which of its notes.
        title: in the later snapshot.
        before: the earlier day.
        after: the later day.
        facts: changed facts.
        lines: changed lines.
        reference: the number of the earlier note in the register; empty if it has none.
    """

    name: str
    subject: str
    note: Note
    title: str
    before: date
    after: date
    facts: tuple[FactChange, ...]
    lines: tuple[LineChange, ...]
    reference: str = ""

    def __bool__(self) -> bool:
        """Return whether anything differs."""
        return bool(self.facts or self.lines)


def compare_snapshots(name: str, subject: str, before: Snapshot, after: Snapshot) -> Comparison:
    """Compare two snapshots of a note; changes are in the order of the note.

    Args:
        name: what to call the note.
        subject: id of the partner or region.
        before: the earlier snapshot.
        after: the later snapshot.
    """
    return Comparison(
        name,
        subject,
        after.note,
        after.title,
        before.as_of,
        after.as_of,
        tuple(_fact_changes(before, after)),
        tuple(_line_changes(before, after)),
        before.reference,
    )


def _fact_changes(before: Snapshot, after: Snapshot) -> Iterator[FactChange]:
    """Yield the facts that changed, in the order of the later note, then the ones that only the earlier note has."""
    reworded = _reworded_facts(before, after)
    for key in dict.fromkeys((*after.facts, *before.facts)):
        old, new = before.facts.get(key), after.facts.get(key)
        if new is None and old is not None:
            has_ended = old.ends is not None and before.as_of <= old.ends < after.as_of
            yield FactChange("ended" if has_ended else "no longer stated", key, old.says)
        elif old is None and new is not None:
            yield FactChange("began" if _has_begun(new, before, after) else "added", key, new.says)
        elif old is not None and new is not None:
            if old.digest != new.digest:
                # A translation that the note does not print changes nothing in it.
                if old.translations == new.translations or key in reworded:
                    yield FactChange("changed", key, new.says)
            elif old.status != new.status and (old.status, new.status) != ("certain", "presumed"):
                # A fact of the earlier note that did not hold was announced in it.
                is_new = old.status == "ended" and _has_begun(new, before, after)
                what = "began" if is_new else _CHANGE_BY_STATUS.get(new.status, "in doubt")
                yield FactChange(what, key, new.says)


def _has_begun(fact: FactState, before: Snapshot, after: Snapshot) -> bool:
    """Return whether a fact began between the days of two snapshots."""
    return fact.starts is not None and before.as_of < fact.starts <= after.as_of


def _reworded_facts(before: Snapshot, after: Snapshot) -> set[str]:
    """Return the keys of the facts cited by the lines that only one of two snapshots has."""
    texts = {line.text for line in before.lines} ^ {line.text for line in after.lines}
    return {key for line in (*before.lines, *after.lines) if line.text in texts for key in line.fact_keys}


_CHANGE_BY_STATUS = {
    "ended": "ended",
    "overdue": "overdue",
    "certain": "confirmed",
    "presumed": "confirmed",
}


def _line_changes(before: Snapshot, after: Snapshot) -> Iterator[LineChange]:
    """Yield the lines that differ, by section, each old line paired with the new one that replaces it."""
    # Lines above the first heading, such as the date, state no facts.
    sections = dict.fromkeys(line.section for line in (*after.lines, *before.lines) if line.section)
    for section in sections:
        old = [line for line in before.lines if line.section == section]
        new = [line for line in after.lines if line.section == section]
        matcher = difflib.SequenceMatcher(
            None, [line.text for line in old], [line.text for line in new], autojunk=False
        )
        changes: list[LineChange] = []
        for kind, a, b, c, d in matcher.get_opcodes():
            if kind != "equal":
                changes += _pair_lines(old[a:b], new[c:d])
        # Deleted lines come before rewritten and new ones.
        yield from sorted(changes, key=lambda change: change.after is not None)


def _pair_lines(old: Sequence[NoteLine], new: Sequence[NoteLine]) -> Iterator[LineChange]:
    """Pair each new line with the most similar old one; yield lines without a partner as new or deleted."""
    unpaired = list(old)
    for line in new:
        partner = max(unpaired, key=lambda candidate: _similarity(candidate, line), default=None)
        if partner is not None and _similarity(partner, line) >= _MIN_SIMILARITY:
            unpaired.remove(partner)
            yield LineChange(line.section, line.heading, partner.text, line.text)
        else:
            yield LineChange(line.section, line.heading, None, line.text)
    for line in unpaired:
        yield LineChange(line.section, line.heading, line.text, None)


_MIN_SIMILARITY = 0.5


def _similarity(first: NoteLine, second: NoteLine) -> float:
    """Return how similar two lines are: the ratio of equal text, from 0 to 1, plus 0.3 for a shared fact."""
    shares_facts = bool(set(first.fact_keys) & set(second.fact_keys))
    return difflib.SequenceMatcher(None, first.text, second.text).ratio() + (0.3 if shares_facts else 0.0)
