"""The differences between the note of the page and another one: of another day, or the last edition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.build.comparison import compare_snapshots
from briefings.build.manifest import read_snapshots
from briefings.build.snapshot import Snapshot, join_cells
from briefings.diff.words import diff_words
from briefings.editions.search import find_editions, list_line, read_manifest
from briefings.model.diagnostics import BriefingsError
from briefings.server.notes.request import check_release, draft_note
from briefings.server.reading import parse_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from briefings.compose.brief import Brief
    from briefings.server.notes.request import NoteRequest
    from briefings.server.reading import Reading

__all__ = ["DayComparison", "IssuedNote", "compare_days", "find_last_edition"]


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line of a note that differs.

    Attributes:
        heading: of its section.
        segments: its words, each with `same`, `gone` or `new`.
    """

    heading: str
    segments: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DayComparison:
    """What differs between a note on two days.

    Attributes:
        before: the earlier day.
        after: the later day.
        lines: that differ.
        facts: what happened to facts, in words.
    """

    before: date
    after: date
    lines: tuple[ChangedLine, ...]
    facts: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class IssuedNote:
    """The last edition of a note.

    Attributes:
        name: the edition on one line.
        said: its lines.
    """

    name: str
    said: frozenset[str]

    def differing_sentences(self, brief: Brief) -> tuple[int, ...]:
        """Return the numbers of the sentences that cite a fact, and that the edition does not have."""
        return tuple(
            number
            for number, sentence in enumerate(brief.sentences)
            if sentence.citations and sentence.text not in self.said
        )


def compare_days(reading: Reading, wanted: NoteRequest) -> DayComparison | None:
    """Compare the note with that of the day which the address names, word by word; None if it names none.

    Raises:
        BriefingsError: if a note can't be composed, or holds what its audience may not see.
        WrongAddressError: if the address has a wrong day.
    """
    text = reading.query.get("compare", "")
    if not text:
        return None
    days = sorted({parse_day(text, reading.today, reading.access), wanted.build.as_of})
    before, after = (_snapshot(reading, wanted, day) for day in (days[0], days[-1]))
    found = compare_snapshots(wanted.subject.id, wanted.subject.id, before, after)
    return DayComparison(
        days[0],
        days[-1],
        tuple(
            ChangedLine(
                line.heading,
                tuple(diff_words(join_cells(line.before or ""), join_cells(line.after or ""))),
            )
            for line in found.lines
        ),
        tuple((change.what, change.key, change.says) for change in found.facts),
    )


def _snapshot(reading: Reading, wanted: NoteRequest, day: date) -> Snapshot:
    """Return what the note says on a day, once the gate has found nothing in it that its audience may not see."""
    draft = draft_note(reading, wanted, day)
    snapshot = Snapshot.from_brief(wanted.note, draft.brief, draft.visible_facts)
    text = "\n".join((snapshot.title, *(line.text for line in snapshot.lines)))
    check_release(reading, wanted, draft, {"note.md": text.encode()})
    return snapshot


def find_last_edition(reading: Reading, wanted: NoteRequest) -> IssuedNote | None:
    """Return the last edition of the note for its audience; None if it was never issued, or its record is damaged."""
    name = f"{wanted.subject.id}.{wanted.note.key}"

    def find() -> IssuedNote | None:
        try:
            return next(_issued_notes(reading, wanted), None)
        except (BriefingsError, ValueError):
            return None  # `briefings check` reports it

    return reading.warm.recall(("edition", name, wanted.build.audience), find)


def _issued_notes(reading: Reading, wanted: NoteRequest) -> Iterator[IssuedNote]:
    """Yield the editions of a note in its language, the latest first."""
    root = reading.workspace.project.root
    name = f"{wanted.subject.id}.{wanted.note.key}".removesuffix(f".{wanted.note.language}")
    for edition in reversed(find_editions(root)):
        if (edition.note, edition.audience, edition.addendum_to) == (name, wanted.build.audience, ""):
            snapshot = read_snapshots(read_manifest(root, edition)).get(wanted.note)
            if snapshot:
                # The desk alone knows to whom else it went.
                shown = edition.reference if reading.access.audience else list_line(edition)
                yield IssuedNote(shown, frozenset(line.text for line in snapshot.lines))
