"""More about a fact than its panel has: who wrote it, and which notes print it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.authoring.explanation.line_history import find_line_history
from briefings.authoring.explanation.printed_sentences import find_printed_sentences
from briefings.server.notes.print_reasons import why_unprinted

if TYPE_CHECKING:
    from briefings.authoring.explanation.line_history import LineChange
    from briefings.authoring.explanation.printed_sentences import PrintedSentence
    from briefings.model.facts import Fact
    from briefings.server.reading import Reading

__all__ = ["find_history", "find_printed", "find_unprinted_reason"]


def find_printed(reading: Reading, fact: Fact) -> list[PrintedSentence]:
    """Return the sentences that print a fact in the notes of the day.

    Raises:
        BriefingsError: if a template or a label file has errors.
    """
    if fact.is_proposed:
        return []
    key = ("printed", fact.key, reading.day, reading.access.audience)
    return reading.warm.recall(
        key,
        lambda: list(find_printed_sentences(reading.workspace, [fact], reading.day, reading.access.audience)),
    )


def find_unprinted_reason(reading: Reading, fact: Fact) -> str:
    """Return why no note of the day prints a fact; empty if one does. An audience is not told.

    Raises:
        BriefingsError: if a template or a label file has errors.
    """
    if reading.access.audience or find_printed(reading, fact):
        return ""
    key = ("unprinted", fact.key, reading.day)
    return reading.warm.recall(key, lambda: why_unprinted(reading.workspace, fact, reading.day))


def find_history(reading: Reading, fact: Fact) -> list[LineChange]:
    """Return who wrote the lines of a fact, and when; an audience is not told."""
    if reading.access.audience:
        return []
    first, file = fact.location.line, fact.location.path
    entries = reading.store.entries_by_folder.get(fact.folder, ())
    later = [
        entry.location.line
        for entry in entries
        if entry.location.path == file and entry.location.line > first
    ]
    return find_line_history(reading.workspace.project.root, file, first, min(later, default=first + 1) - 1)
