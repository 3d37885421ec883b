"""Statements about the future in texts."""

from __future__ import annotations

import re
from typing import NamedTuple

from briefings.checks.text.dates import YEAR, find_years
from briefings.checks.text.vocabulary import WordPattern, language_pattern

__all__ = ["FutureStatement", "find_future"]

# Before the verb, a year may belong to something else: "the plan of 2019", "agreed in 2019".
_ATTACHED_YEAR = WordPattern(rf"\b{{words_before_attached_year}}\s+(?:\d{{1,2}}\s+)?(?:[^\W\d_]+\s+)?{YEAR}")
# "The ministers agreed in 2008 that it will …": what was said in the past about the future stays true.
_REPORTED = WordPattern(r"\w\W+{past_reports}(?!\w)[^;]*$", re.IGNORECASE | re.DOTALL)
# "The plan of 2019 says that": it is of that year.
_DATED_REPORT = WordPattern(
    rf"(?<!\w){{words_before_attached_year}}\s+(?:[^\W\d_]+\s+)?{YEAR}\b[^;]*(?<!\w){{present_reports}}(?!\w)[^;]*$"
)


class FutureStatement(NamedTuple):
    """A phrase of a sentence that speaks of the future, and the years that the sentence names for it."""

    phrase: str
    years: set[int]


def find_future(sentence: str, language: str) -> FutureStatement | None:
    """Return the first statement of a sentence about the future, or None if there is none.

    What someone said in the past about the future is history, and not a statement about the future.

    Args:
        sentence: the sentence.
        language: its language, without script and region.
    """
    pattern = language_pattern("future", language)
    match = pattern.search(sentence) if pattern else None
    if not match or any(report.search(sentence, 0, match.start()) for report in (_REPORTED, _DATED_REPORT)):
        return None
    before = _ATTACHED_YEAR.sub("", sentence[: match.start()])
    return FutureStatement(match[0], find_years(sentence[match.end() :]) or find_years(before))
