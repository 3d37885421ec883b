"""Sentences and clauses of texts."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from briefings.checks.text.spelling import CAPITAL
from briefings.checks.text.vocabulary import WordPattern, phrases

__all__ = ["clause_around", "sentence_ends", "split_sentences"]

_LONGEST_END = 60
_CLAUSE_CUT = WordPattern(r"\s*[,;:()]\s*|\s+[-–—]\s+|\s+(?={relative_pronouns}\s)")
# The mark of a note behind a full stop: "[3]", "³", "3".
_NOTE = r"(?:\[[\w ]{1,12}\]|[\u00b9\u00b2\u00b3\u2070-\u2079]+|(?<=[.!?…”»\")])\d{1,3}(?=\s))"
# What each end has. Of marks without a space nothing is searched twice, so that searching takes linear time.
_MARK = re.compile(rf"[.!?…]\S{{0,{_LONGEST_END}}}\s")

_LONG_INITIALS = "(?:Ch|Dj|Dz|Gh|Kh|Ph|Sh|Th|Ts|Ya|Ye|Yo|Yu|Zh|Дж|Дз)"
"""Initials of two letters: "Ts. Elbegdorj" is written for Цахиагийн."""


def sentence_ends(text: str) -> list[int]:
    """Return the positions at which a sentence ends and another one begins, judging by full stops and capitals."""
    if not _MARK.search(text):  # as most facts are one sentence
        return []
    return [match.end() for match in _end_pattern().finditer(text)]


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    cuts = [0, *sentence_ends(text), len(text)]
    return [part for begin, end in pairwise(cuts) if (part := text[begin:end].strip())]


def clause_around(text: str, position: int) -> tuple[int, int]:
    """Return where the clause begins and ends that has a position."""
    start, end = 0, len(text)
    for cut in _CLAUSE_CUT.finditer(text):
        if cut.end() <= position:
            start = cut.end()
        elif cut.start() > position:
            end = cut.start()
            break
    return start, end


@cache
def _end_pattern() -> re.Pattern[str]:
    """Return a pattern for the end of a sentence and the space after it.

    A full stop after a single letter or an abbreviation does not end one: "Robert F. Simmons", "Mr. Zero".
    """
    abbreviations = "".join(rf"(?<!\b{word})" for word in phrases("abbreviations"))
    return re.compile(
        rf"(?<![\s.(\"“«][^\W\d_])(?<![\s.(\"“«]{_LONG_INITIALS}){abbreviations}[.!?…][”’»\"')\]]{{0,9}}{_NOTE}{{0,9}}\s+(?=[\"“«(\[•]{{0,9}}{CAPITAL}|•)"
    )
