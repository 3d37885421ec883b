"""A text or quotation with a date that differs from its fact, or an impossible date.

What it finds:
    An event's text that begins with a day or month other than the event's own ("On 20 February 2003, …") and does
    not name the event's date later on. A headline of an event with another date. A `quote` of an event that names
    years, but not the year of the event. Impossible days, such as 31 November, or a Monday that was a Tuesday. Year
    ranges that run backwards ("from 2012 to 2009"). Dates later in a text may belong to something else, so they are
    accepted.

Why it matters:
    The note sorts by the date of the fact and prints the date in the text: one of the two is wrong.

Example:
    - {id: joined, on: 2002-02-20, text: On 20 February 2003 it joined., evidence: [herald]}

Write instead:
    The same date in both. If another source gives another date, write that as its `says`:
    `{source: gazette, says: {on: 2003-02-20}}`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from functools import cache
from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.checks.text.mentions import blank_references, find_dates, find_years
from briefings.model import locales
from briefings.model.diagnostics import Severity
from briefings.model.facts import Cooperation, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefings.checks.context import CheckContext, Passage
    from briefings.checks.text.mentions import WrittenDate
    from briefings.model.facts import Fact

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

_PRECEDING_WORD = re.compile(r"([^\W\d_]+),?\s+(?:the\s+)?$")
_LOOKBEHIND = 25
_YEAR = r"(?:1[89]|20)\d\d"
_NUMERIC_DATE = re.compile(
    rf"(?<![\d.-])(?:(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)|(?P<day_>\d\d?)\.(?P<month_>\d\d?)\.(?P<year_>{_YEAR}))(?![\d-])"
)
_YEAR_RANGE = re.compile(
    rf"(?<![\d–/-])(?P<first>{_YEAR})\s?[–-]\s?(?P<last>{_YEAR})(?![\d–/-])"
    rf"|\b(?:from|between|de|entre|с)\s+(?P<from>{_YEAR})\s+(?:to|until|and|à|et|по|до)\s+(?P<to>{_YEAR})(?!\d)",
    re.IGNORECASE,
)
_DATE_PREPOSITIONS = frozenset({"", "on", "in", "le", "en", "au mois de", "в", "во", "في", "дар"})


def check(context: CheckContext) -> Iterator[Finding]:
    """Check all texts and quotations."""
    for fact in context.store.facts:
        yield from _check_quotations(fact)
    for passage in context.passages:
        text = blank_references(passage.text)
        if not find_years(text):
            continue  # no date; this test is faster than the patterns
        written_dates = find_dates(text, passage.language)
        for phrase, reason in _find_impossible_dates(text, passage.language, written_dates):
            yield Finding(
                message=f"{passage.fact.key} says {phrase!r}, {reason}",
                location=passage.location,
                entries=(passage.fact,),
                hint="look the date up",
                cause=("date", passage.fact.key, phrase),
            )
        if written_dates and (
            _has_wrong_opening_date(passage, text, written_dates)
            or _has_wrong_headline_date(passage, text, written_dates)
        ):
            yield Finding(
                message=f"{passage.fact.key} says {written_dates[0].text!r}, and is of {passage.fact.period}",
                location=passage.location,
                entries=(passage.fact,),
                hint="correct one of the dates",
                cause=("date", passage.fact.key),
            )


def _find_impossible_dates(
    text: str, language: str, written_dates: Sequence[WrittenDate]
) -> Iterator[tuple[str, str]]:
    """Yield each impossible date in a text, as written, and why it is impossible."""
    for written_date in written_dates:
        if written_date.date is None:
            yield written_date.text, "a day that there never was"
        elif written_date.date.day and (
            before := _PRECEDING_WORD.search(
                text[max(0, written_date.start - _LOOKBEHIND) : written_date.start]
            )
        ):
            day, named_weekday = (
                written_date.date.first_day.weekday(),
                _weekday_numbers(language).get(before[1].casefold()),
            )
            if named_weekday is not None and named_weekday != day:
                yield f"{before[0]}{written_date.text}", f"which was a {locales.weekday_name(day, 'en')}"
    for match in _NUMERIC_DATE.finditer(text):
        year, month, day = (int(match[name] or match[f"{name}_"]) for name in ("year", "month", "day"))
        if 1 <= month <= 12 and not 1 <= day <= monthrange(year, month)[1]:  # noqa: PLR2004 - months of a year
            yield match[0], "a day that there never was"
    for match in _YEAR_RANGE.finditer(text) if len(find_years(text)) > 1 else ():
        if int(match["first"] or match["from"]) > int(match["last"] or match["to"]):
            yield match[0], "which runs backwards"


@cache
def _weekday_numbers(language: str) -> Mapping[str, int]:
    """Return the numbers of the days of the week by name; Monday is 0."""
    return {locales.weekday_name(number, language).casefold(): number for number in range(7)}


def _check_quotations(fact: Fact) -> Iterator[Finding]:
    """Report quotations that name years, but not the year of the event that they support."""
    start, end = fact.period.start, fact.period.end
    if not fact.is_event or not start or not end:
        return
    own_years = set(range(start.first_day.year, end.last_day.year + 1))
    for item in fact.evidence:
        quoted_years = find_years(item.quote or "")
        if quoted_years and not quoted_years & own_years and item.disagreement is None:
            yield Finding(
                message=f"{item.source} is quoted with {min(quoted_years)}, and {fact.key} is of {fact.period}",
                location=item.location,
                entries=(fact,),
                hint="quote the words that bear the fact out, or write what it tells otherwise as its `says`",
            )


def _has_wrong_headline_date(passage: Passage, text: str, written_dates: list[WrittenDate]) -> bool:
    """Return whether the headline of an event gives another date than the event."""
    fact, stated_date = passage.fact, written_dates[0].date
    start, end = fact.period.start, fact.period.end
    if not (
        fact.is_event and fact.headline and passage.location == fact.headline.location and stated_date and end
    ):
        return False
    words_before = text[: written_dates[0].start].split()
    overlaps = stated_date.first_day <= end.last_day and (start or end).first_day <= stated_date.last_day
    return (
        bool(words_before)
        and words_before[-1].casefold() in _DATE_PREPOSITIONS
        and len(written_dates) == 1
        and not overlaps
    )


def _has_wrong_opening_date(passage: Passage, text: str, written_dates: list[WrittenDate]) -> bool:
    """Return whether the text of an event begins with another date and does not name the event's own date later."""
    fact = passage.fact
    start, end = fact.period.start, fact.period.end
    if not fact.is_event or not start or not end or not isinstance(fact, Statement | Cooperation):
        return False
    opening = text[: written_dates[0].start].strip().casefold()
    if (
        passage.location != fact.text.location
        or written_dates[0].date is None
        or opening not in _DATE_PREPOSITIONS
    ):
        return False
    rest = text
    for written_date in written_dates:
        rest = rest.replace(written_date.text, "")
        if (
            written_date.date
            and written_date.date.first_day <= end.last_day
            and start.first_day <= written_date.date.last_day
        ):
            return False
    return not find_years(rest) & set(range(start.first_day.year, end.last_day.year + 1))
