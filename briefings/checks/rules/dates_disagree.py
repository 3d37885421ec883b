"""A text or quotation with a date that differs from its fact, or an impossible date.

Finds:
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

from briefings.checks.causes import DateInFact
from briefings.checks.context import Finding
from briefings.checks.periods import event_span, may_include
from briefings.checks.text.dates import YEAR, find_dates, find_years
from briefings.checks.text.references import blank_references
from briefings.checks.text.times import find_times
from briefings.checks.text.vocabulary import WordPattern, word_set
from briefings.model import locales
from briefings.model.dates import Span
from briefings.model.diagnostics import Severity
from briefings.model.evidence import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefings.checks.context import CheckContext, Passage
    from briefings.checks.text.dates import WrittenDate
    from briefings.model.facts import Fact

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

_PRECEDING_WORD = WordPattern(r"([^\W\d_]+),?\s+(?:{definite_articles}\s+)?$")
_LOOKBEHIND = 25
_NUMERIC_DATE = re.compile(
    rf"(?<![\d.-])(?:(?P<year>{YEAR})-(?P<month>\d\d)-(?P<day>\d\d)|(?P<day_>\d\d?)\.(?P<month_>\d\d?)\.(?P<year_>{YEAR}))(?![\d-])"
)
_YEAR_RANGE = WordPattern(
    rf"(?<![\d–/-])(?P<first>{YEAR})\s?[–-]\s?(?P<last>{YEAR})(?![\d–/-])"
    rf"|\b{{range_starts}}\s+(?P<from>{YEAR})\s+{{range_ends}}\s+(?P<to>{YEAR})(?!\d)"
)


def check(context: CheckContext) -> Iterator[Finding]:
    """Check all texts and quotations."""
    for fact in context.store.facts:
        yield from _check_quotations(fact)
    for passage in context.passages:
        text = blank_references(passage.text)
        if find_years(text):  # a date has a year; this test is faster than the patterns
            yield from _check_text(passage, text)


def _check_text(passage: Passage, text: str) -> Iterator[Finding]:
    """Report impossible dates, and a first date that is not that of the event."""
    fact, written_dates = passage.fact, find_dates(text, passage.language)
    for phrase, reason in _find_impossible_dates(text, passage.language, written_dates):
        yield Finding(
            message=f"{fact.key} says {phrase!r}, but {reason}",
            location=passage.location,
            entries=(fact,),
            hint="look up the date and correct it",
            cause=DateInFact(fact.key, phrase),
        )
    days = event_span(fact.period) if fact.is_event else None
    if (
        written_dates
        and days
        and (
            _has_wrong_opening_date(passage, days, text, written_dates)
            or _has_wrong_headline_date(passage, days, text, written_dates)
        )
    ):
        yield Finding(
            message=f"{fact.key} says {written_dates[0].text!r}, but its date is {fact.period}",
            location=passage.location,
            entries=(fact,),
            hint="correct one of the dates",
            cause=DateInFact(fact.key),
        )


def _find_impossible_dates(
    text: str, language: str, written_dates: Sequence[WrittenDate]
) -> Iterator[tuple[str, str]]:
    """Yield each impossible date in a text, as written, and why it is impossible."""
    for written_date in written_dates:
        if written_date.date is None:
            yield written_date.text, "there was no such day"
        elif written_date.date.day and (
            before := _PRECEDING_WORD.search(
                text[max(0, written_date.start - _LOOKBEHIND) : written_date.start]
            )
        ):
            weekday = written_date.date.first_day.weekday()
            named_weekday = _weekday_numbers(language).get(before[1].casefold())
            if named_weekday is not None and named_weekday != weekday:
                yield (
                    f"{before[0]}{written_date.text}",
                    f"that day was a {locales.weekday_name(weekday, 'en')}",
                )
    for match in _NUMERIC_DATE.finditer(text):
        year, month, day = (int(match[name] or match[f"{name}_"]) for name in ("year", "month", "day"))
        if 1 <= month <= 12 and not 1 <= day <= monthrange(year, month)[1]:  # noqa: PLR2004 - months of a year
            yield match[0], "there was no such day"
    for match in _YEAR_RANGE.finditer(text) if len(find_years(text)) > 1 else ():
        if int(match["first"] or match["from"]) > int(match["last"] or match["to"]):
            yield match[0], "the years run backwards"


@cache
def _weekday_numbers(language: str) -> Mapping[str, int]:
    """Return the numbers of the days of the week by name; Monday is 0."""
    return {locales.weekday_name(number, language).casefold(): number for number in range(7)}


def _check_quotations(fact: Fact) -> Iterator[Finding]:
    """Report impossible days in quotations, and quotations without the year of the event that they support."""
    for item in fact.evidence:
        for time in find_times(item.quote or ""):
            if time.when is None:
                yield Finding(
                    message=f"the quotation from {item.source} says {time.text!r}, but there was no such day",
                    location=item.location,
                    entries=(fact,),
                    hint="look at the source, and quote it as it is",
                    cause=DateInFact(fact.key, time.text),
                )
    start, end = fact.period.start, fact.period.end
    if not fact.is_event or not start or not end:
        return
    own_years = set(range(start.first_day.year, end.last_day.year + 1))
    for item in fact.all_evidence:
        quoted_years = find_years(item.quote or "")
        if quoted_years and not quoted_years & own_years and item.disagreement is None:
            yield Finding(
                message=f"the quotation from {item.source} names {min(quoted_years)}, but the date of {fact.key} is {fact.period}",
                location=item.location,
                entries=(fact,),
                hint="quote the words that support the fact, or write the other date as the source's `says`",
            )


def _has_wrong_headline_date(
    passage: Passage, days: Span, text: str, written_dates: Sequence[WrittenDate]
) -> bool:
    """Return whether the headline of an event gives another date than the event."""
    headline, stated_date = passage.fact.headline, written_dates[0].date
    if not headline or passage.location != headline.location or not stated_date or len(written_dates) > 1:
        return False
    words_before = text[: written_dates[0].start].casefold().split()
    return (
        bool(words_before)
        and words_before[-1] in word_set("date_prepositions")
        and days.overlap(Span(stated_date.first_day, stated_date.last_day)) is None
    )


def _has_wrong_opening_date(
    passage: Passage, days: Span, text: str, written_dates: Sequence[WrittenDate]
) -> bool:
    """Return whether the text of an event begins with another date and does not name the event's own date later."""
    fact, first_date = passage.fact, written_dates[0]
    if (
        not (fact.is_sentence and isinstance(fact.content, Text))
        or fact.period.start is None
        or passage.location != fact.content.location
        or first_date.date is None
    ):
        return False
    opening = text[: first_date.start].strip().casefold()
    if opening and opening not in word_set("date_prepositions"):
        return False
    if any(written.date and may_include(fact.period, written.date) for written in written_dates):
        return False
    rest = text
    for written_date in written_dates:
        rest = rest.replace(written_date.text, "")
    return not find_years(rest) & set(range(days.first.year, days.last.year + 1))
