"""Tests whether a text makes a statement, or denies, doubts or supposes it."""

from __future__ import annotations

import re
from functools import lru_cache

from briefings.checks.text.vocabulary import WordPattern

__all__ = ["is_of_namesake", "is_unasserted"]

_UNASSERTED = WordPattern(r"(?<!\w){unasserted}(?!\w)")
_NAMESAKE = WordPattern(r"(?<!\w)(?:{namesake_words})(?!\w)")
_CONDITIONAL = WordPattern(r"(?<!\w){conditional_words}(?!\w)")
_CLAUSE_START = re.compile(r".*[.;]\s", re.DOTALL)
_CLAUSE_END = re.compile(r"[.;]\s")


def is_unasserted(text: str, position: int) -> bool:
    """Return whether the words of a clause before a position say that what follows is denied, doubtful or supposed.

    Of a clause in the conditional, all is supposed: "Had it joined in 1994, the war would have left it little".
    """
    if not (_UNASSERTED.may_match(text) or _CONDITIONAL.may_match(text)) or not _has_doubt(text):
        return False
    clause = _CLAUSE_START.match(text, 0, position)
    start = clause.end() if clause else 0
    if _UNASSERTED.search(text, start, position):
        return True
    end = _CLAUSE_END.search(text, position)
    return _CONDITIONAL.search(text, start, end.start() if end else len(text)) is not None


def is_of_namesake(text: str) -> bool:
    """Return whether a sentence says that it speaks of someone else of the same name."""
    return _NAMESAKE.search(text) is not None


@lru_cache(maxsize=8192)  # rules ask about several positions of one text
def _has_doubt(text: str) -> bool:
    return _UNASSERTED.search(text) is not None or _CONDITIONAL.search(text) is not None
