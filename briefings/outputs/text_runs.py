"""The runs of a text by language, for outputs that tag languages and set directions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.model.locales import text_direction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.compose.brief import SlotText

__all__ = ["TextRun", "localize_marks", "text_runs"]

_WORDS = re.compile(r"\w+")
_MARKS = {"ltr": str.maketrans("،؛", ",;"), "rtl": {}}
"""The marks between values as text of each direction writes them, by code point."""


@dataclass(frozen=True, slots=True)
class TextRun:
    """A part of a text in one language.

    Attributes:
        start: index of its first character.
        end: index after its last character.
        language: BCP 47 tag; that of the block for an edge.
        is_edge: whether it is a space or a mark at the edge of a run, which belongs to the text around it.
    """

    start: int
    end: int
    language: str
    is_edge: bool = False


def text_runs(words: SlotText, language: str, outer_language: str) -> Iterator[TextRun]:
    """Yield the runs of a text, in order, without empty ones.

    A space at the edge of a run belongs to the text around it, or the other direction moves it. So do the brackets and
    stops of a label in a block of the other direction: there they would be mirrored.

    Args:
        words: the text.
        language: of the note.
        outer_language: of the block: a text of the note in it is a run of another language there.
    """
    for start, end, run_language in _all_runs(words, language):
        if run_language == outer_language:
            yield TextRun(start, end, run_language)
            continue
        first, last = _inner_span(words.text[start:end], is_own=run_language == language)
        first, last = start + first, start + last
        runs = (
            TextRun(start, min(first, end), outer_language, is_edge=True),
            TextRun(first, last, run_language),
            TextRun(max(last, first), end, outer_language, is_edge=True),
        )
        yield from (run for run in runs if run.start < run.end)


def localize_marks(text: str, outer_language: str) -> str:
    """Return the marks between values with the characters of the direction of the block around them."""
    return text.translate(_MARKS[text_direction(outer_language)])


def _inner_span(text: str, *, is_own: bool) -> tuple[int, int]:
    """Return start and end (exclusive) of the part of a run that has the direction of its language.

    Args:
        text: of the run.
        is_own: whether it is in the language of the note.
    """
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    if not is_own:
        return first, last
    words = list(_WORDS.finditer(text))
    if not words:
        return len(text), len(text)
    first, last = words[0].start(), words[-1].end()
    return first, last + (text[first:last].count("(") > text[first:last].count(")"))


def _all_runs(words: SlotText, language: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and language of each part of a text, the parts in the language of the note included."""
    position = 0
    for run in words.runs:
        if position < run.start:
            yield position, run.start, language
        yield run.start, run.end, run.language
        position = run.end
    if position < len(words.text):
        yield position, len(words.text), language
