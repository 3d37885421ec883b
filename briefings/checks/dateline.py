"""The day of a finished document, read from its first sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.checks.text.dates import find_dates
from briefings.checks.text.documents import read_sentences
from briefings.checks.text.vocabulary import LANGUAGES
from briefings.model import locales
from briefings.model.dates import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

__all__ = ["find_dateline"]

_HEAD_SENTENCES = 8
_MIN_MONTH_LENGTH = 3
_ISO = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")
# In English, months may be shortened: "21 Mar. 2019", "June 23, 2011".
_DAY_FIRST = re.compile(r"(?<!\d)(?P<day>\d{1,2})\s+(?P<month>[A-Z][a-z]+)\.?,?\s+(?P<year>\d{4})(?!\d)")
_MONTH_FIRST = re.compile(
    r"\b(?P<month>[A-Z][a-z]+)\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})(?!\d)"
)


def find_dateline(path: Path, display_path: str) -> date | None:
    """Return the first full date in the first sentences of a document, or None if there is none.

    Raises:
        BriefingsError: if the document can't be read.
    """
    for sentence in read_sentences(path, display_path)[:_HEAD_SENTENCES]:
        if day := next(_full_dates(sentence.text), None):
            return day
    return None


def _full_dates(text: str) -> Iterator[date]:
    """Yield the full dates in a text, in any of the languages that documents use."""
    if (match := _ISO.search(text)) and (day := _parse_day(match[1])):
        yield day
    for pattern in (_DAY_FIRST, _MONTH_FIRST):
        for match in pattern.finditer(text):
            month = _month_number(match["month"])
            if month and (day := _parse_day(f"{match['year']}-{month:02d}-{int(match['day']):02d}")):
                yield day
    for language in LANGUAGES:
        for written_date in find_dates(text, language):
            if written_date.date and written_date.date.day:
                yield written_date.date.first_day


def _month_number(word: str) -> int | None:
    """Return the number of an English month, perhaps shortened, or None if a word is not one."""
    if len(word) < _MIN_MONTH_LENGTH:
        return None
    names = (locales.month_name(number, "en", standalone=True).casefold() for number in range(1, 13))
    return next((number for number, name in enumerate(names, 1) if name.startswith(word.casefold())), None)


def _parse_day(text: str) -> date | None:
    """Return the day that a text in ISO 8601 gives, or None if there was no such day."""
    try:
        return PartialDate.parse(text).first_day
    except ValueError:
        return None
