"""Tests whether a text makes a statement, or denies, doubts or supposes it."""

from __future__ import annotations

import re
from functools import lru_cache

from briefings.checks.text.vocabulary import WordPattern

__all__ = ["is_of_namesake", "is_unasserted"]

_UNASSERTED = WordPattern(r"(?<!\w){unasserted}(?!\w)")
_NAMESAKE = WordPattern(r"(?<!\w)(?:{namesake_words})(?!\w)")
_CLAUSE_START = re.compile(r".*[.;]\s", re.DOTALL)


def is_unasserted(text: str, position: int) -> bool:
    """Return whether the words of a clause before a position say that what follows is denied, doubtful or supposed."""
    if not _UNASSERTED.may_match(text) or not _has_doubt(text):
        return False
    clause = _CLAUSE_START.match(text, 0, position)
    return _UNASSERTED.search(text, clause.end() if clause else 0, position) is not None


def is_of_namesake(text: str) -> bool:
    """Return whether a sentence says that it speaks of someone else of the same name."""
    return _NAMESAKE.search(text) is not None


@lru_cache(maxsize=8192)  # rules ask about several positions of one text
def _has_doubt(text: str) -> bool:
    return _UNASSERTED.search(text) is not None
