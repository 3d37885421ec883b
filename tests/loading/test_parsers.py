"""Tests of the parsers of single values: what each accepts, and the words for what it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.loading.parsers import (
    MAX_TEXT_LENGTH,
    InvalidValueError,
    choice_parser,
    is_id,
    parse_closed_period,
    parse_doi,
    parse_event_period,
    parse_fact_key,
    parse_id,
    parse_language_tag,
    parse_paragraph,
    parse_single_day,
    parse_zone,
    pattern_parser,
    whole_number_parser,
    word_parser,
)
from briefings.model.dates import PartialDate, Period

if TYPE_CHECKING:
    from collections.abc import Callable

parse_code = pattern_parser("[A-Z]{2}", "a country code", "TJ")
parse_form = choice_parser(("meeting", "call"))
parse_seats = whole_number_parser(1)
parse_pages = whole_number_parser(0, 99)

ACCEPTED = [
    (parse_id, "nato-sr-cca", "nato-sr-cca"),
    (parse_fact_key, "shared/sg-rutte", "shared/sg-rutte"),
    (parse_language_tag, "tg-Latn-TJ", "tg-Latn-TJ"),
    (parse_paragraph, "It snows.\n", "It snows."),
    (parse_paragraph, "on_\n\n", "on_"),
    (parse_paragraph, "x" * MAX_TEXT_LENGTH + "\n", "x" * MAX_TEXT_LENGTH),
    (parse_event_period, "../2013", Period.parse("../2013")),
    (parse_single_day, "2002-02-20", PartialDate(2002, 2, 20)),
    (word_parser("yes"), "yes", True),
    (parse_code, "NO", "NO"),
    (parse_form, "call", "call"),
    (parse_seats, "12", 12),
    (parse_pages, "0", 0),
    (parse_pages, "99", 99),
    (parse_doi, "10.1000/182", "10.1000/182"),
    (parse_doi, "doi:10.1000/182", "10.1000/182"),
    (parse_doi, "https://doi.org/10.1000/182", "10.1000/182"),
    (parse_zone, "Asia/Almaty", "Asia/Almaty"),
    (parse_closed_period, "2025-05/2025-06", Period.parse("2025-05/2025-06")),
    (parse_closed_period, "2025-05", Period.parse("2025-05")),
]


@pytest.mark.parametrize(("parse", "text", "value"), ACCEPTED)
def test_accepted(parse: Callable[[str], object], text: str, value: object) -> None:
    """A text of the right form becomes its value."""
    assert parse(text) == value


REFUSED = [
    (parse_id, "Snow Falls", "'Snow Falls' is not an id; use small letters, digits and single hyphens, 64 at most"),
    (parse_fact_key, "oil", "'oil' is not the key of a fact; write FOLDER/ID, such as shared/sg-rutte"),
    (parse_fact_key, "shared/", "'' is not an id; use small letters, digits and single hyphens, 64 at most"),
    (parse_fact_key, "Oil/a", "'Oil' is not an id; use small letters, digits and single hyphens, 64 at most"),
    (parse_language_tag, "en-gb", "'en-gb' is not a language tag; write en, tg or tg-Latn"),
    (parse_paragraph, "\u00a0", "the text is empty"),
    (parse_paragraph, "a\nb", "the text has a line break, but must be one paragraph"),
    (parse_paragraph, "x" * 4001, "the text has 4001 characters; 4000 are allowed"),
    (parse_event_period, "2013/", "'2013/' has no end, but an event needs a latest day"),
    (parse_single_day, "2002-02-20~", "'2002-02-20~' is not a single day; write 2002-02-20"),
    (word_parser("yes"), "no", "'no' is not 'yes'"),
    (parse_code, "TJK", "'TJK' is not a country code; write TJ"),
    (parse_form, "party", "'party' is not one of meeting, call"),
    (parse_seats, "0", "'0' is not a whole number from 1"),
    (parse_seats, "٣", "'٣' is not a whole number from 1"),
    (parse_pages, "100", "'100' is not a whole number from 0 to 99"),
    (parse_doi, "10.1/182", "'10.1/182' is not a DOI; write 10.1000/182"),
    (parse_doi, "10.1000/182 x", "'10.1000/182 x' is not a DOI; write 10.1000/182"),
    (parse_zone, "Almaty", "'Almaty' is not a time zone; write one such as Asia/Almaty, Europe/Oslo or UTC"),
    (parse_closed_period, "2025-05/", "'2025-05/' has no start, or no end"),
    (parse_closed_period, "/2025-05", "'/2025-05' has no start, or no end"),
]  # fmt: skip


@pytest.mark.parametrize(("parse", "text", "message"), REFUSED)
def test_refused(parse: Callable[[str], object], text: str, message: str) -> None:
    """A text of another form is refused with a sentence for the user."""
    with pytest.raises(InvalidValueError) as caught:
        parse(text)
    assert str(caught.value) == message


def test_an_error_says_what_to_do() -> None:
    """What to write instead, or the word that was probably meant, comes beside the message."""
    with pytest.raises(InvalidValueError) as caught:
        parse_event_period("2013/")
    assert caught.value.hint == "give the latest day on which it can have happened: ../2013-04-10"
    assert caught.value.suggestion == ""
    with pytest.raises(InvalidValueError) as caught:
        parse_form("meting")
    assert (caught.value.hint, caught.value.suggestion) == ("", "meeting")
    with pytest.raises(InvalidValueError) as caught:
        parse_closed_period("2025-05/")
    assert caught.value.hint == "write a date, or both: 2025-05/2025-06"


@pytest.mark.parametrize(
    ("zone", "meant"),
    [
        ("Asia/Almatty", "Asia/Almaty"),
        ("Almaty", "Asia/Almaty"),
        ("New York", "America/New_York"),
        ("Zubrowka", ""),
    ],
)
def test_a_zone_may_be_meant_by_its_city(zone: str, meant: str) -> None:
    """People write the city, or nearly the zone."""
    with pytest.raises(InvalidValueError) as caught:
        parse_zone(zone)
    assert caught.value.suggestion == meant


def test_an_id_has_64_characters_at_most() -> None:
    """The length counts as well as the characters."""
    assert is_id("a" * 64)
    assert not is_id("a" * 65)
