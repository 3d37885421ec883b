"""Types of single values other than ids: dates, words, numbers, codes and lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefings.loading.parsers import (
    MAX_TEXT_LENGTH,
    choice_parser,
    parse_closed_period,
    parse_doi,
    parse_event_period,
    parse_language_tag,
    parse_paragraph,
    parse_single_day,
    parse_zone,
    pattern_parser,
    whole_number_parser,
    word_parser,
)
from briefings.loading.value_types import ScalarType, scalar_schema
from briefings.model.colors import parse_colour
from briefings.model.dates import ANY_TIME, Duration, PartialDate, Period
from briefings.model.locales import time_zones

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefings.loading.value_types import Schema

__all__ = [
    "COLOUR",
    "COUNTRY_CODE",
    "DATE",
    "DAY",
    "DOI",
    "DURATION",
    "EVENT",
    "GRADE",
    "ISSUE",
    "LANGUAGE",
    "LANGUAGE_PATTERN",
    "LINE",
    "NO_ONLY",
    "PERIOD",
    "PROPOSED_ONLY",
    "REGION_CODE",
    "SHA256",
    "SHORT_HASH",
    "TIME_OF_DAY",
    "YES_ONLY",
    "YES_OR_NO",
    "ZONE",
    "line_schema",
    "number_schema",
    "one_of",
    "whole_number",
]

_YEAR = r"(?!0000)[0-9]{4}"
_MONTH = r"(?:0[1-9]|1[0-2])"
_DAY = r"(?:0[1-9]|[12][0-9]|3[01])"
_DATE = rf"{_YEAR}(?:-{_MONTH}(?:-{_DAY})?)?[~?]?"
_PERIOD_START = rf"(?:{_DATE}|\.\.)?"
_PERIOD_END = rf"(?:{_DATE}|\.\.(?:{_YEAR}(?:-{_MONTH}(?:-{_DAY})?)?)?)?"
_TIME_OF_DAY = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_SHORT_HASH = r"[0-9a-f]{8}"
_SHA256 = r"[0-9a-f]{64}"
_DOI = r"(?:https?://(?:dx\.)?doi\.org/|doi:)?10\.[0-9]{4,9}/[^\s\"]+"
_GRADE = r"[A-F][1-6]"
_COUNTRY_CODE = r"[A-Z]{2}"
_REGION_CODE = r"[0-9]{3}"
_LINE = rf"(?!TODO\b)(?=[^\n]*\S)[^\n]{{1,{MAX_TEXT_LENGTH}}}\n*"
_YEAR_LIMITS = {"minimum": 1, "maximum": 9999}
# Words that YAML 1.1 reads as booleans.
_YAML_BOOLEANS = dict.fromkeys(("yes", "on"), True) | dict.fromkeys(("no", "off"), False)

LANGUAGE_PATTERN = r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?"


def line_schema(pattern: str, hint: str) -> Schema:
    """Return the schema of text on one line that also matches a pattern."""
    return scalar_schema(rf"(?=(?:{pattern})\n*$){_LINE}", hint, "number", "boolean", "null")


LINE = ScalarType(
    "line",
    scalar_schema(
        _LINE,
        f"words on one line, {MAX_TEXT_LENGTH} characters at most (write long ones with >-), and no TODO",
        "number",
        "boolean",
        "null",
    ),
    parse_paragraph,
    "",
)
DATE = ScalarType(
    "date",
    scalar_schema(
        _DATE,
        "a date: 2002, 2002-02 or 2002-02-20, followed by ~ or ? where needed",
        "integer",
        **_YEAR_LIMITS,
        examples=["2002-02-20", "2002-02"],
    ),
    PartialDate.parse,
    PartialDate(1),
)
DAY = ScalarType(
    "date",
    scalar_schema(rf"{_YEAR}-{_MONTH}-{_DAY}", "a day: 2002-02-20", examples=["2002-02-20"]),
    parse_single_day,
)
PERIOD = ScalarType(
    "period",
    scalar_schema(
        rf"{_DATE}|{_PERIOD_START}/{_PERIOD_END}",
        "a period: 2004-09/2010-11, 2002/ (end unknown), 2002/..2015 (over by 2015), 2002/.. (open), or a date",
        "integer",
        **_YEAR_LIMITS,
        examples=["2004-09/2010-11", "2002/", "2002/..2015", "2002/.."],
    ),
    Period.parse,
    ANY_TIME,
)
ISSUE = ScalarType(
    "date or period",
    scalar_schema(
        rf"{_DATE}(?:/{_DATE})?",
        "a date: 2002, 2002-02 or 2002-02-20; or from one to another: 2025-05/2025-06",
        "integer",
        **_YEAR_LIMITS,
        examples=["2002-02-20", "2025-05/2025-06"],
    ),
    parse_closed_period,
)
EVENT = ScalarType(
    "period",
    scalar_schema(
        rf"{_DATE}|{_PERIOD_START}/{_DATE}",
        "when it happened: 2002-02-20, or with the latest day it can have been, ../2013-04-10",
        "integer",
        **_YEAR_LIMITS,
        examples=["2002-02-20", "../2013-04-10"],
    ),
    parse_event_period,
    ANY_TIME,
)
TIME_OF_DAY = ScalarType(
    "time of day",
    # YAML 1.1 reads a time as a number: sixty times the hours, plus the minutes.
    scalar_schema(
        _TIME_OF_DAY, "a time of day: 09:30", "integer", minimum=600, maximum=1439, examples=["09:30"]
    ),
    pattern_parser(_TIME_OF_DAY, "a time of day", "09:30, from 00:00 to 23:59"),
)


class _ZoneType(ScalarType):
    """The type of time zones, whose names are only read when they are needed."""

    def json_schema(self) -> Schema:
        """Return the JSON Schema with all names."""
        return {"anyOf": [{"enum": sorted(time_zones())}]}


ZONE = _ZoneType("time zone", {}, parse_zone)
DURATION = ScalarType(
    "length of time",
    scalar_schema(
        r"P(?=[0-9])(?:[0-9]{1,3}Y)?(?:[0-9]{1,3}M)?(?:[0-9]{1,4}D)?",
        "a length of time: P1Y, P18M or P90D",
        examples=["P1Y", "P18M", "P90D"],
    ),
    Duration.parse,
)
LANGUAGE = ScalarType(
    "language",
    scalar_schema(
        LANGUAGE_PATTERN, "a language tag: en, tg or tg-Latn", "boolean", examples=["en", "tg-Latn"]
    ),
    parse_language_tag,
    "",
)
DOI = ScalarType(
    "DOI",
    scalar_schema(_DOI, "a DOI: 10.1000/182", "number", examples=["10.1000/182"]),
    parse_doi,
    "",
)
GRADE = ScalarType(
    "grade",
    scalar_schema(_GRADE, "a grade: B2", examples=["B2"]),
    pattern_parser(_GRADE, "a grade", "a letter from A to F and a digit from 1 to 6, such as B2"),
)
COUNTRY_CODE = ScalarType(
    "country code",
    scalar_schema(_COUNTRY_CODE, "two capital letters: TJ (ISO 3166-1)", "boolean"),
    pattern_parser(_COUNTRY_CODE, "a country code", "two capital letters, such as TJ (ISO 3166-1)"),
)
REGION_CODE = ScalarType(
    "three digits",
    scalar_schema(_REGION_CODE, "three digits: 143 (UN M49)", "integer"),
    pattern_parser(_REGION_CODE, "the code of a region", "three digits, such as 143 (UN M49)"),
)
SHORT_HASH = ScalarType(
    "short hash",
    scalar_schema(_SHORT_HASH, "eight digits, from 0 to 9 and a to f", "number"),
    pattern_parser(_SHORT_HASH, "a short hash", "the 8 digits that `briefings check` prints"),
    "",
)
SHA256 = ScalarType(
    "SHA-256 hash",
    scalar_schema(_SHA256, "64 digits, from 0 to 9 and a to f", "number"),
    pattern_parser(_SHA256, "a SHA-256 hash", "64 digits, from 0 to 9 and a to f"),
    "",
)
COLOUR = ScalarType(
    "colour", scalar_schema("#[0-9A-Fa-f]{6}", 'a colour, in quotes: "#1f4e79"'), parse_colour
)


def one_of(*words: str, others: Mapping[str, str] | None = None) -> ScalarType:
    """Return the type of a value that is one of some words; `others` are words that people try first."""
    schema: Schema = {"enum": list(words)}
    booleans = sorted({_YAML_BOOLEANS[word] for word in words if word in _YAML_BOOLEANS})
    if booleans:
        schema = {"anyOf": [schema, *({"const": truth, "doNotSuggest": True} for truth in booleans)]}
    return ScalarType("word", schema, choice_parser(words, others), "")


YES_OR_NO = ScalarType(
    "word", one_of("yes", "no").schema, lambda text: choice_parser(("yes", "no"))(text) == "yes", ""
)
NO_ONLY = ScalarType("`no`", one_of("no").schema, word_parser("no"))
PROPOSED_ONLY = ScalarType("`proposed`", one_of("proposed").schema, word_parser("proposed"))
YES_ONLY = ScalarType("`yes`", one_of("yes").schema, word_parser("yes"))


def whole_number(minimum: int, maximum: int | None = None) -> ScalarType:
    """Return the type of a whole number.

    Args:
        minimum: inclusive; 0 or 1.
        maximum: inclusive, a power of ten less 1; None for no limit.
    """
    return ScalarType("number", number_schema(minimum, maximum), whole_number_parser(minimum, maximum))


def number_schema(minimum: int, maximum: int | None, *words: str) -> Schema:
    """Return the schema of a whole number, or of one of some words."""
    digits = r"[0-9]+" if maximum is None else rf"[0-9]{{1,{len(str(maximum))}}}"
    pattern = "|".join([rf"(?!0+$){digits}" if minimum else digits, *words])
    limits: dict[str, Any] = {"minimum": minimum} | ({} if maximum is None else {"maximum": maximum})
    return scalar_schema(pattern, f"a number from {minimum}", "integer", **limits)
