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
from typing import TYPE_CHECKING

from briefings.checks.causes import DateInFact
from briefings.checks.context import Finding
from briefings.checks.periods import event_span, may_include
from briefings.checks.text.dates import YEAR, find_dates, find_years
from briefings.checks.text.impossible_days import find_impossible_days
from briefings.checks.text.references import blank_references
from briefings.checks.text.times import find_times
from briefings.checks.text.vocabulary import WordPattern, word_set
from briefings.model.diagnostics import Severity
from briefings.model.evidence import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.context import CheckContext, Passage
    from briefings.checks.text.dates import WrittenDate
    from briefings.model.dates import Span
    from briefings.model.facts import Fact

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

_NUMERIC_DATE = re.compile(
    rf"(?<![\d.-])(?:(?P<year>{YEAR})-(?P<month>\d\d)-(?P<day>\d\d)|(?P<day_>\d\d?)\.(?P<month_>\d\d?)\.(?P<year_>{YEAR}))(?![\d-])"
)
_YEAR_RANGE = WordPattern(
    rf"(?<![\d–/-])(?P<first>{YEAR})\s?[–-]\s?(?P<last>{YEAR})(?![\d–/-])"
    rf"|\b{{range_starts}}\s+(?P<from>{YEAR})\s+{{range_ends}}\s+(?P<to>{YEAR})(?!\d)"
)
_LATER = WordPattern(r"(?<!\w)(?:{later_in_year})(?!\w)")


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
    for phrase, reason in _find_impossible_dates(text, written_dates):
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


def _find_impossible_dates(text: str, written_dates: Sequence[WrittenDate]) -> Iterator[tuple[str, str]]:
    """Yield each impossible date in a text, as written, and why it is impossible."""
    days = [(day.text, day.reason) for day in find_impossible_days(text)]
    yield from days
    for written_date in written_dates:
        if written_date.date is None and not any(written_date.text in phrase for phrase, _ in days):
            yield written_date.text, "there was no such day"
    for match in _NUMERIC_DATE.finditer(text):
        if any(match[0] in phrase for phrase, _ in days):
            continue
        year, month, day = (int(match[name] or match[f"{name}_"]) for name in ("year", "month", "day"))
        if 1 <= month <= 12 and not 1 <= day <= monthrange(year, month)[1]:  # noqa: PLR2004 - months of a year
            yield match[0], "there was no such day"
    for match in _YEAR_RANGE.finditer(text) if len(find_years(text)) > 1 else ():
        if int(match["first"] or match["from"]) > int(match["last"] or match["to"]):
            yield match[0], "the years run backwards"


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
    yield from _check_quoted_days(fact)
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


def _check_quoted_days(fact: Fact) -> Iterator[Finding]:
    """Report quotations whose only date is another day of the event's year."""
    days = event_span(fact.period)
    for item in fact.all_evidence:
        times = find_times(item.quote or "")
        span = times[0].span if len(times) == 1 and times[0].when and times[0].when.month else None
        if (
            days
            and span
            and item.disagreement is None
            and not days.overlap(span)
            and not _names_day(item.quote or "", days)
            and span.first.year in {days.first.year, days.last.year}
        ):
            yield Finding(
                message=f"the quotation from {item.source} names {times[0].text}, but the date of {fact.key} is {fact.period}",
                location=item.location,
                entries=(fact,),
                hint="correct the date, or write the other date as the source's `says`",
                cause=DateInFact(fact.key, times[0].text),
            )


def _names_day(text: str, days: Span) -> bool:
    """Return whether a text names one of some days without its year: "on 19 June 2012 it said that on 17 June"."""
    return any(time.span and days.overlap(time.span) for time in find_times(text, days.last))


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
        and days.overlap(stated_date.span) is None
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
    # "On 19 March it opened; by the end of the year it had closed."
    is_earlier = first_date.date.span.first < days.first and first_date.date.year == days.last.year
    if is_earlier and (_LATER.search(text, first_date.start) or _names_day(text, days)):
        return False
    rest = text
    for written_date in written_dates:
        rest = rest.replace(written_date.text, "")
    return not find_years(rest) & set(range(days.first.year, days.last.year + 1))
