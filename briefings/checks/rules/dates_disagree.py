"""A text or a quotation that gives another date than its fact, or a day that there never was.

What it finds:
    A text of an event that begins with a day or month ("On 20 February 2003, …") that is not that of the event, where
    it names no date that is; a headline of one with another date; a `quote` of an event that names years, and not the one of the event; days such as
    31 November, or a Monday that was a Tuesday; and years that run backwards ("from 2012 to 2009"). A date further on
    in a text may be that of something else, and is let pass.

Why it matters:
    The note sorts by the date of the fact and prints that of the text: one of the two is wrong.

Example:
    - {id: joined, on: 2002-02-20, text: On 20 February 2003 it joined., evidence: [herald]}

Write instead:
    The same date in both. What another source tells is its `says`: `{source: gazette, says: {on: 2003-02-20}}`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from functools import cache
from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.checks.text.mentions import bare, dates, years
from briefings.model import locales
from briefings.model.diagnostics import Severity
from briefings.model.facts import Cooperation, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefings.checks.context import Case, Passage
    from briefings.checks.text.mentions import WrittenDate
    from briefings.model.facts import Fact

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

_WORD_BEFORE = re.compile(r"([^\W\d_]+),?\s+(?:the\s+)?$")
_LONGEST = 25
_YEAR = r"(?:1[89]|20)\d\d"
_NUMERIC = re.compile(
    rf"(?<![\d.-])(?:(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)|(?P<day_>\d\d?)\.(?P<month_>\d\d?)\.(?P<year_>{_YEAR}))(?![\d-])"
)
_YEARS = re.compile(
    rf"(?<![\d–/-])(?P<first>{_YEAR})\s?[–-]\s?(?P<last>{_YEAR})(?![\d–/-])"
    rf"|\b(?:from|between|de|entre|с)\s+(?P<from>{_YEAR})\s+(?:to|until|and|à|et|по|до)\s+(?P<to>{_YEAR})(?!\d)",
    re.IGNORECASE,
)
_OPENING = frozenset({"", "on", "in", "le", "en", "au mois de", "в", "во", "في", "дар"})


def check(case: Case) -> Iterator[Finding]:
    """Look at all texts, and at quotations."""
    for fact in case.base.facts:
        yield from _quoted(fact)
    for passage in case.passages:
        words = bare(passage.words)
        if not years(words):
            continue  # no date; the pattern is slow to find that out
        found = dates(words, passage.language)
        for told, what in _impossible(words, passage.language, found):
            yield Finding(
                message=f"{passage.fact.key} says {told!r}, {what}",
                location=passage.location,
                about=(passage.fact,),
                hint="look the date up",
                cause=("date", passage.fact.key, told),
            )
        if found and (_other(passage, words, found) or _headed(passage, words, found)):
            yield Finding(
                message=f"{passage.fact.key} says {found[0].words!r}, and is of {passage.fact.period}",
                location=passage.location,
                about=(passage.fact,),
                hint="correct one of the dates",
                cause=("date", passage.fact.key),
            )


def _impossible(words: str, language: str, found: Sequence[WrittenDate]) -> Iterator[tuple[str, str]]:
    """What a text says of days that can't be, and why."""
    for each in found:
        if each.when is None:
            yield each.words, "a day that there never was"
        elif each.when.day and (
            before := _WORD_BEFORE.search(words[max(0, each.start - _LONGEST) : each.start])
        ):
            day, told = each.when.first.weekday(), _week(language).get(before[1].casefold())
            if told is not None and told != day:
                yield f"{before[0]}{each.words}", f"which was a {locales.weekday(day, 'en')}"
    for match in _NUMERIC.finditer(words):
        year, month, day = (int(match[name] or match[f"{name}_"]) for name in ("year", "month", "day"))
        if 1 <= month <= 12 and not 1 <= day <= monthrange(year, month)[1]:  # noqa: PLR2004 - months of a year
            yield match[0], "a day that there never was"
    for match in _YEARS.finditer(words) if len(years(words)) > 1 else ():
        if int(match["first"] or match["from"]) > int(match["last"] or match["to"]):
            yield match[0], "which runs backwards"


@cache
def _week(language: str) -> Mapping[str, int]:
    """The days of the week by their names, Monday being 0."""
    return {locales.weekday(number, language).casefold(): number for number in range(7)}


def _quoted(fact: Fact) -> Iterator[Finding]:
    """Quotations from sources that name another year than that of the event for which they stand."""
    start, end = fact.period.start, fact.period.end
    if not fact.event or not start or not end:
        return
    own = set(range(start.first.year, end.last.year + 1))
    for item in fact.evidence:
        named = years(item.quote or "")
        if named and not named & own and item.says is None:
            yield Finding(
                message=f"{item.source} is quoted with {min(named)}, and {fact.key} is of {fact.period}",
                location=item.location,
                about=(fact,),
                hint="quote the words that bear the fact out, or write what it tells otherwise as its `says`",
            )


def _headed(passage: Passage, words: str, found: list[WrittenDate]) -> bool:
    """Whether the headline of an event says that it took place on another date."""
    fact, told = passage.fact, found[0].when
    start, end = fact.period.start, fact.period.end
    if not (fact.event and fact.headline and passage.location == fact.headline.location and told and end):
        return False
    before = words[: found[0].start].split()
    then = told.first <= end.last and (start or end).first <= told.last
    return bool(before) and before[-1].casefold() in _OPENING and len(found) == 1 and not then


def _other(passage: Passage, words: str, found: list[WrittenDate]) -> bool:
    """Whether the text of an event begins with another date than that of the event, and does not come to it."""
    fact = passage.fact
    start, end = fact.period.start, fact.period.end
    if not fact.event or not start or not end or not isinstance(fact, Statement | Cooperation):
        return False
    opening = words[: found[0].start].strip().casefold()
    if passage.location != fact.text.location or found[0].when is None or opening not in _OPENING:
        return False
    rest = words
    for each in found:
        rest = rest.replace(each.words, "")
        if each.when and each.when.first <= end.last and start.first <= each.when.last:
            return False
    return not years(rest) & set(range(start.first.year, end.last.year + 1))
