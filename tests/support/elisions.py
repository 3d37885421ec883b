"""Output of commands as pages show it: what a page leaves out stays out when the rest is brought up to date.

`…` alone on a line replaces any number of lines; within a line, any text.
"""

from __future__ import annotations

import difflib
import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["ELISION", "line_matches", "merge_output"]

ELISION = "…"
CONTEXT = 10
"""Characters beside an elision that have to be in a changed line for the elision to stay."""

# What an edit costs: a line that was shown is rather replaced than dropped, and a new line rather added than taken for
# a changed one.
_ADD = 0.5
_DROP = 2.0


def line_matches(shown: str, printed: str) -> bool:
    """Return whether a printed line is the one that a page shows, apart from what it leaves out within the line."""
    return re.fullmatch(re.escape(shown).replace(ELISION, ".*?"), printed) is not None


def merge_output(shown: Sequence[str], printed: Sequence[str]) -> list[str]:
    """Return what a page should show of an output: the printed lines, with the elisions of the page where they fit.

    Args:
        shown: the lines on the page.
        printed: the lines that the command printed.
    """

    @cache
    def best(row: int, column: int) -> tuple[float, tuple[str, ...]]:
        """Return the cost of the cheapest merge of the rest of both, and its lines."""
        if row == len(shown):
            return _ADD * (len(printed) - column), tuple(printed[column:])
        line = shown[row]
        choices: list[tuple[tuple[float, tuple[str, ...]], str | None, float]] = []
        if line == ELISION:
            choices += [(best(row + 1, end), line, 0.0) for end in range(column, len(printed) + 1)]
        else:
            choices.append((best(row + 1, column), None, _DROP))
            if column < len(printed):
                actual = printed[column]
                if line_matches(line, actual):
                    choices.append((best(row + 1, column + 1), line, 0.0))
                else:
                    likeness = difflib.SequenceMatcher(None, line, actual, autojunk=False).ratio()
                    choices.append((best(row + 1, column + 1), _elide(line, actual), 2 - likeness))
                choices.append((best(row, column + 1), actual, _ADD))
        costs = [(rest[0] + cost, number) for number, (rest, _, cost) in enumerate(choices)]
        total, number = min(costs)
        rest, first, _ = choices[number]
        return total, rest[1] if first is None else (first, *rest[1])

    return list(best(0, 0)[1])


def _elide(shown: str, printed: str) -> str:
    """Return a printed line that replaces one on a page, with the elisions whose surroundings are still there."""
    text, position = "", 0
    parts = shown.split(ELISION)
    for before, after in pairwise(parts):
        left, right = before[-CONTEXT:], after[:CONTEXT]
        start = printed.find(left, position)
        if start < 0:
            continue
        start += len(left)
        end = printed.find(right, start) if right else len(printed)
        if end > start or (end == start and not right):
            text += printed[position:start] + ELISION
            position = end
    return text + printed[position:]
