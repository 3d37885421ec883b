"""The measure of a page: an estimate of the lines that phrases take, before their labels are known."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from briefings.views.editor.words import count_letters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefings.model.phrases import Phrase

__all__ = ["Measure", "block_lines"]


@dataclass(frozen=True, slots=True)
class Measure:
    """The columns of a page.

    Attributes:
        text_letters: letters in a line of running text or of a list.
        title_letters: letters in a line of the first column of a table.
        row_letters: letters in a line of the second column of a table.
        row_scale: height of a line in a table, in lines of running text.
        least_row: the least height of a row, which its sources may need.
    """

    text_letters: int
    title_letters: int
    row_letters: int
    row_scale: float = 1
    least_row: float = 0

    def block(self, phrases: Iterable[Phrase]) -> int:
        """Estimate the lines of a paragraph."""
        return block_lines(phrases, self.text_letters)

    def rows(self, rows: Iterable[tuple[Phrase, Iterable[Phrase]]]) -> float:
        """Estimate the lines of the rows of a table, each with a title and a text."""
        return sum(
            max(
                max(block_lines([title], self.title_letters), block_lines(text, self.row_letters))
                * self.row_scale
                + _ROW_GAP,
                self.least_row,
            )
            for title, text in rows
        )

    def party_rows(self, rows: Iterable[tuple[Phrase, Iterable[Phrase]]]) -> float:
        """Estimate the lines of a table of offices, each with its title and text, and the name of its party above it."""
        return _PARTY_LINES + self.rows(rows)


_ROW_GAP = 0.4
_PARTY_LINES = 1.2


def block_lines(phrases: Iterable[Phrase], letters: int) -> int:
    """Estimate the lines of a paragraph with some letters in a line."""
    return ceil(count_letters(phrases) / letters)
