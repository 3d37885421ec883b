"""Days, months and years that a text names in any of the languages of the word lists, with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

from briefings.checks.text.alternatives import any_of
from briefings.checks.text.dates import YEAR
from briefings.checks.text.spelling import fold
from briefings.checks.text.vocabulary import LANGUAGES, WordPattern, may_contain, phrases, translations
from briefings.model import locales
from briefings.model.dates import PartialDate, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["NamedTime", "find_times", "has_digit", "most_exact", "starts_time"]

_ISO = rf"(?P<iso>{YEAR}-\d\d-\d\d)(?![\d-])"
_NUMERIC = rf"(?P<d>\d\d?)[./](?P<m>\d\d?)[./](?P<y>{YEAR})(?!\d)"
_MONTHS_PER_YEAR = 12
# "1900 soldiers", but "in 2012 soldiers".
_COUNTED = WordPattern(r"\s+{counted_nouns}(?!\w)")
_OF_TIME = WordPattern(
    r"(?<!\w)(?:{date_prepositions}|{since_when}|{until_when}|{range_ends}|{parts_of}|{order_before}|{order_after}|by|during)\s+$"
)
_ANY_DAY = date(2000, 1, 1)
_FAR = 30


@dataclass(frozen=True)
class NamedTime:
    """A day, a month or a year that a text names.

    Attributes:
        start: position of the first character.
        end: position after the last character.
        text: as written.
        when: the date; None for a day that does not exist, such as 31 June.
        part: the days of a part of a year, or of a decade: "the summer of 2006", "the 1990s"; None for a date.
    """

    start: int
    end: int
    text: str
    when: PartialDate | None
    part: Span | None = None

    @cached_property
    def span(self) -> Span | None:
        """Return its days; None if it does not exist."""
        if self.part:
            return self.part
        return self.when.span if self.when else None


_DIGIT = re.compile(r"\d")


def has_digit(text: str) -> bool:
    """Return whether a text has a digit, without which it names no time."""
    return _DIGIT.search(text) is not None


def find_times(text: str, day: date | None = None) -> tuple[NamedTime, ...]:
    """Return the times that a text names, in order.

    Args:
        text: the text.
        day: the day of the text, by which a month without a year is dated; without it such months are left out.
    """
    return _find_times(text, day) if day or has_digit(text) else ()


def starts_time(text: str, position: int) -> bool:
    """Return whether a day, a month or a year is named at a position; a month needs no year."""
    return any(time.start == position for time in find_times(text, _ANY_DAY))


@lru_cache(maxsize=8192)  # several checks ask for the same sentences
def _find_times(text: str, day: date | None) -> tuple[NamedTime, ...]:
    """Return the times that a text with a digit, or of a known day, names."""
    pattern, months = _pattern()
    times = []
    for match in pattern.finditer(text):
        if year := match["decade"] or match["decade2"]:
            first = int(year)
            decade = Span(date(first, 1, 1), date(first + 9, 12, 31))
            times.append(NamedTime(match.start(), match.end(), match[0], PartialDate(first), decade))
            continue
        if match.lastgroup == "only" and _is_count(text, match):
            continue
        written = _to_date(match, months, day)
        if written is not _NO_TIME:
            times.append(NamedTime(match.start(), match.end(), match[0], written))
    may_have_parts = times and may_contain(text, "year_parts", are_whole_words=True)
    return tuple(_with_parts(text, times) if may_have_parts else times)


def _is_count(text: str, match: re.Match[str]) -> bool:
    """Return whether what may be a year is the number of what follows it."""
    is_counted = _COUNTED.may_match(text) and _COUNTED.match(text, match.end())
    return bool(is_counted) and not _OF_TIME.search(text, max(0, match.start() - _FAR), match.start())


def _with_parts(text: str, times: Sequence[NamedTime]) -> Iterator[NamedTime]:
    """Yield times, and in place of a year the part of it that the words before name: "the first half of 2006"."""
    pattern, days = _part_pattern()
    for time in times:
        is_year = time.when is not None and not time.when.month and not time.part
        before = pattern.search(text, max(0, time.start - _FAR), time.start) if is_year else None
        if before is None or time.when is None:
            yield time
            continue
        first, last = next(days for word, days in days if word.fullmatch(before["part"]))
        year = time.when.year
        part = Span(date.fromisoformat(f"{year}-{first}"), date.fromisoformat(f"{year}-{last}"))
        start = before.start("part")
        yield NamedTime(start, time.end, text[start : time.end], time.when, part)


@cache
def _part_pattern() -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], tuple[str, str]], ...]]:
    """Return a pattern for the words for a part of a year before a year, and the days that each means."""
    pairs = translations("year_parts")
    words = "|".join(f"(?:{word})" for word, _ in pairs).replace(" ", r"\s+")
    return re.compile(rf"(?<!\w)(?P<part>{words})(?:\s+|[’']|(?<=-))$", re.IGNORECASE), tuple(
        (re.compile(word.replace(" ", r"\s+"), re.IGNORECASE), (days.split()[0], days.split()[1]))
        for word, days in pairs
    )


def most_exact(times: Sequence[NamedTime]) -> Sequence[NamedTime]:
    """Return the days among some times, else the months, else all of them."""
    for part in ("day", "month"):
        exact = [time for time in times if time.when and getattr(time.when, part)]
        if exact:
            return exact
    return times


_NO_TIME = PartialDate(1)


def _to_date(match: re.Match[str], months: Mapping[str, int], day: date | None) -> PartialDate | None:
    """Return the date that a match means; None if it does not exist, and `_NO_TIME` if it is not one."""
    if match.lastgroup == "only":
        return _parse(match["only"])
    year = match["year"] or match["year2"] or match["y"]
    if match["iso"]:
        return _parse(match["iso"])
    if match["d"]:
        number = int(match["m"])
        return (
            _parse(f"{year}-{number:02d}-{int(match['d']):02d}") if number <= _MONTHS_PER_YEAR else _NO_TIME
        )
    name = match["month"] or match["month2"]
    number = months[fold(name).rstrip(".")]
    day_number = match["day"] or match["day2"]
    if year is None:
        # "may" is a verb: without a year, a month has a capital, or in languages that write it small a day before it.
        if day is None or not (day_number or name[0].isupper()) or (name.lower() == "may" and not day_number):
            return _NO_TIME
        year = str(day.year if number <= day.month else day.year - 1)
    return _parse(f"{year}-{number:02d}" + (f"-{int(day_number):02d}" if day_number else ""))


@lru_cache(maxsize=8192)  # texts name the same dates again and again
def _parse(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text)
    except ValueError:
        return None


@cache
def _pattern() -> tuple[re.Pattern[str], Mapping[str, int]]:
    """Return a pattern for times in all languages, and the numbers of the months by name without accents."""
    names: dict[str, int] = {}
    months: dict[str, int] = {}
    for language in LANGUAGES:
        for number in range(1, _MONTHS_PER_YEAR + 1):
            written = {
                locales.month_name(number, language, standalone=alone, width=width).rstrip(".")
                for alone in (False, True)
                for width in ("wide", "abbreviated")
            }
            if language == "ru":  # "в январе", "в мае"
                written |= {f"{name.rstrip('ьй')}е" for name in written if name[-1] in "ьйт"}
            if language == "tg":  # "1 июни соли 2025", "майи соли 2011"
                written |= {f"{name}и" for name in written}
            if language == "en":
                written |= {locales.month_name(number, "en", standalone=False)[:length] for length in (3, 4)}
            names |= dict.fromkeys(written, number)
            months |= {fold(name): number for name in written}
    month = any_of(sorted(map(re.escape, names), key=lambda name: (-len(name), name)))
    month_start = "".join(sorted({name[0] for name in names}))
    suffixes, decades, of_decade, links, to = (
        "|".join(phrases(key)).replace(" ", r"\s+")
        for key in ("day_suffixes", "decade_suffixes", "decade_prefixes", "year_of_month", "range_ends")
    )
    return re.compile(
        rf"{_ISO}|(?<![\d.])(?:{_NUMERIC})"
        rf"|(?<![\w.])(?P<day>\d\d?)(?:{suffixes})?[\s\u00a0]+(?:of\s+)?(?P<month>{month})\b\.?(?:,?[\s\u00a0]+(?:(?:{links})\s+)?(?P<year>{YEAR})(?!\d))?"
        rf"|(?<!\w)(?=[{month_start}])(?P<month2>{month})\b\.?(?:[\s\u00a0]+(?P<day2>\d\d?)(?:{suffixes})?(?!\d))?(?:,?[\s\u00a0]+(?:(?:{links})\s+)?(?P<year2>{YEAR})(?!\d))?"
        rf"|(?<![\w.,/-])(?P<decade>(?:1[89]|20)\d0)(?:{decades})(?!\w)"
        rf"|(?<!\w)(?:{of_decade})\s+(?P<decade2>(?:1[89]|20)\d0)(?!\w|\s*(?:[–—/,-]|{to})\s*\d)"
        rf"|(?:(?<![\w.,/-])|(?<=\bmid-)|(?<=\b(?:19|20)\d\d-))(?P<only>{YEAR})(?![\w/]|[.,]\d)",
        re.IGNORECASE,
    ), months
