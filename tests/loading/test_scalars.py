"""Tests of the types of single values: the loader and the schema for editors accept the same texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jsonschema
import pytest

from briefings.loading import scalars
from briefings.loading.parsers import MAX_TEXT_LENGTH
from briefings.loading.scalars import (
    COLOUR,
    COUNTRY_CODE,
    DATE,
    DAY,
    DOI,
    DURATION,
    EVENT,
    GRADE,
    ISSUE,
    LANGUAGE,
    LINE,
    NO_ONLY,
    PERIOD,
    PROPOSED_ONLY,
    REGION_CODE,
    SHA256,
    SHORT_HASH,
    TIME_OF_DAY,
    YES_ONLY,
    YES_OR_NO,
    ZONE,
    line_schema,
    number_schema,
    one_of,
    whole_number,
)
from briefings.model.dates import ANY_TIME, PartialDate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.loading.value_types import ScalarType, Schema

HASH = "0123456789abcdef" * 4
# A type, and words that it accepts and refuses as text; numbers and truth values are what YAML 1.1 makes of words.
TYPES: list[tuple[ScalarType, Sequence[object], Sequence[object]]] = [
    (LINE, ["a", "x" * MAX_TEXT_LENGTH, "a b\n", " TO DO", 7, 1.5, True, None], ["", " ", "\n", "a\nb", "x" * (MAX_TEXT_LENGTH + 1), []]),
    (DATE, ["2002", "2002-02", "2002-12-31", "0001", "9999-10-09~", "2002-01?", 1, 2002, 9999],
     ["0000", "2002-00", "2002-13", "2002-01-00", "2002-01-32", "02", "2002-1", "2002/", "2002-02-20!", "", 0, 10000, True]),
    (DOI, ["10.1000/182", "10.1000/a(b)<c>"], ["doi", "11.1000/182", "10.1000/", ""]),
    (GRADE, ["B2", "A1", "F6"], ["G1", "A7", "a1", "B", "2"]),
    (ISSUE, ["2002", "2025-05/2025-06", 2002], ["2002/", "../2002", "/", "", 0]),
    (ZONE, ["Asia/Almaty", "UTC"], ["Almaty", "asia/almaty", "+05:00"]),
    (DAY, ["2002-02-20", "0001-10-30"], ["2002", "2002-02", "2002-02-20~", "0000-01-01", "2002-02-20/", 2002]),
    (PERIOD, ["2004-09/2010-11", "2002/", "2002/..", "/", "../2011-06", "2002-02-20", "2002?", "2004~/2005", 2002],
     ["", "..", "2002/2003/2004", "2002//", "a/b", "2002/...", 0, 10000]),
    (EVENT, ["2002-02-20", "../2013-04-10", "2002/2003", "/2003", 2002], ["2002/", "2002/..", "", "/", 0, 10000]),
    (TIME_OF_DAY, ["09:30", "00:00", "23:59", "19:00", 600, 1439], ["24:00", "9:30", "09:60", "09:3", "09:30:00", 599, 1440]),
    (DURATION, ["P1Y", "P18M", "P90D", "P1Y2M3D", "P999Y", "P9999D", "P999M"], ["P", "1Y", "PY", "P1D1Y", "P1000Y", "P10000D", "P1000M", "P1", 7]),
    (LANGUAGE, ["en", "tg", "tgk", "tg-Latn", "pt-BR", "zh-Hant-TW"], ["e", "engl", "EN", "tg-latn", "en-gb", "tg-", "en-GBR"]),
    (COUNTRY_CODE, ["TJ", "NO"], ["T", "TJK", "tj", "T1", 7]),
    (REGION_CODE, ["143", "001", 143], ["14", "1430", "14a"]),
    (SHORT_HASH, [HASH[:8], "00000000", 12345678], [HASH[:7], HASH[:9], "0000000g", "0000000A"]),
    (SHA256, [HASH], [HASH[:-1], HASH + "0", HASH.upper(), HASH[:-1] + "g"]),
    (COLOUR, ["#1f4e79", "#FFFFFF", "#000000"], ["1f4e79", "#1f4e7", "#1f4e799", "#1f4e7g"]),
    (YES_OR_NO, ["yes", "no", True, False], ["Yes", "on", "", "true"]),
    (YES_ONLY, ["yes", True], ["no", "", "Yes", False]),
    (PROPOSED_ONLY, ["proposed"], ["accepted", "", "yes"]),
    (NO_ONLY, ["no", False], ["yes", "", "No", True]),
    (one_of("red", "on"), ["red", "on", True], ["green", "", "Red", False, "redon"]),
    (one_of("red", "off"), ["red", "off", False], ["green", True]),
    (one_of("red", "green"), ["red", "green"], ["blue", True, False]),
    (whole_number(0), ["0", "7", "1000000", "007", 0, 7], ["-1", "", "a", "1.5", -1, 1.5]),
    (whole_number(1), ["1", "10", "007", 1], ["0", "00", "-1", 0]),
    (whole_number(0, 99), ["0", "99", 99], ["100", 100, -1]),
    (whole_number(1, 9), ["1", "9", 9], ["0", "10", 0, 10]),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "accepted", "refused"), TYPES)
def test_the_schema_and_the_loader_agree(
    type_: ScalarType, accepted: Sequence[object], refused: Sequence[object]
) -> None:
    """An editor marks a text as wrong if, and only if, the loader refuses it."""
    is_valid = jsonschema.Draft7Validator(type_.json_schema()).is_valid
    for thing in accepted:
        assert (thing, is_valid(thing)) == (thing, True)
        if isinstance(thing, str):
            type_.parse(thing)
    for thing in refused:
        assert (thing, is_valid(thing)) == (thing, False)
        if isinstance(thing, str):
            with pytest.raises(ValueError):  # noqa: PT011 - the words are those of each parser
                type_.parse(thing)


@pytest.mark.parametrize("type_", [type_ for type_, *_ in TYPES if "examples" in type_.schema])
def test_examples_are_accepted(type_: ScalarType) -> None:
    """What an editor offers is right."""
    for example in type_.schema["examples"]:
        type_.parse(example)
        assert jsonschema.Draft7Validator(type_.schema).is_valid(example)


@pytest.mark.parametrize(
    ("type_", "blank"),
    [
        (LINE, ""),
        (DATE, PartialDate(1)),
        (DAY, None),
        (PERIOD, ANY_TIME),
        (EVENT, ANY_TIME),
        (LANGUAGE, ""),
        (SHORT_HASH, ""),
        (SHA256, ""),
        (YES_OR_NO, ""),
        (one_of("red"), ""),
    ],
)
def test_what_replaces_a_value_that_is_missing(type_: ScalarType, blank: object) -> None:
    """A required value that can't be read is a blank of its type, so that the rest is checked all the same."""
    assert type_.blank_value == blank


@pytest.mark.parametrize(
    ("type_", "word"),
    [
        (LINE, "line"), (DATE, "date"), (DAY, "date"), (PERIOD, "period"), (EVENT, "period"),
        (TIME_OF_DAY, "time of day"), (DURATION, "length of time"), (LANGUAGE, "language"),
        (COUNTRY_CODE, "country code"), (REGION_CODE, "three digits"), (SHORT_HASH, "short hash"),
        (SHA256, "SHA-256 hash"), (COLOUR, "colour"), (YES_OR_NO, "word"), (YES_ONLY, "`yes`"),
        (one_of("a"), "word"), (whole_number(0), "number"),
    ],
)  # fmt: skip
def test_the_word_for_a_type(type_: ScalarType, word: str) -> None:
    """The reference calls each type by a word."""
    assert type_.word == word


def test_values() -> None:
    """Words become what the records hold."""
    assert [YES_OR_NO.parse("yes"), YES_OR_NO.parse("no"), YES_ONLY.parse("yes")] == [True, False, True]
    assert (one_of("red").parse("red"), whole_number(0).parse("007")) == ("red", 7)


def test_a_truth_value_is_not_suggested() -> None:
    """Editors accept what YAML 1.1 makes of yes and no, and do not offer it."""
    assert YES_OR_NO.schema["anyOf"][1:] == [
        {"const": False, "doNotSuggest": True},
        {"const": True, "doNotSuggest": True},
    ]


def is_valid(schema: Schema, thing: object) -> bool:
    """Return whether a schema accepts something."""
    return jsonschema.Draft7Validator(dict(schema)).is_valid(thing)


def test_a_line_with_a_pattern() -> None:
    """A line that has to match a pattern is still a line."""
    schema = line_schema("a|b+", "words of a and b")
    assert [is_valid(schema, text) for text in ("a", "bb", "bb\n", 7, True, None)] == [True] * 6
    assert [is_valid(schema, text) for text in ("", "ab", "c", "a\na")] == [False] * 4


def test_a_number_or_a_word() -> None:
    """The schema of a number may accept some words instead."""
    schema = number_schema(1, 99, "all", "none")
    assert [is_valid(schema, thing) for thing in ("1", "99", "all", "none", 99)] == [True] * 5
    assert [is_valid(schema, thing) for thing in ("0", "100", "some", 100, 0)] == [False] * 5


def test_every_type_is_tested() -> None:
    """A new type is among the cases above."""
    tested = {id(type_) for type_, *_ in TYPES}
    every = {name for name in scalars.__all__ if name.isupper() and name != "LANGUAGE_PATTERN"}
    assert {name for name in every if id(getattr(scalars, name)) not in tested} == set()
