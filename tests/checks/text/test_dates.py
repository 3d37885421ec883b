"""Tests of dates in texts."""

from __future__ import annotations

import pytest

from briefings.checks.text.dates import find_dates, find_only_date, find_years


def test_years() -> None:
    """Years from 1800 to 2099 count, numbers with more digits do not."""
    assert find_years("In 1799, 1800, 2099, 2100 and 12019; 2019-05.") == {1800, 2099, 2019}


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("On 20 February 2002 and in May 2003.", "en", ["2002-02-20", "2003-05"]),
        ("On February 20th, 2002.", "en-GB", ["2002-02-20"]),
        ("Le 1er mai 2002.", "fr", ["2002-05-01"]),
        ("15 мая 2013 года.", "ru", ["2013-05-15"]),
        ("On 31 November 2011.", "en", ["None"]),
        ("On 20 February 2002.", "fr", []),
        ("On 20 February 2002.", "xx", []),
    ],
)
def test_dates(text: str, language: str, expected: list[str]) -> None:
    """Months and days with a year are found in the language of the text; a day that never was has no date."""
    assert [str(written.date) for written in find_dates(text, language)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It joined in May 2002.", "2002-05"),
        ("It joined in 2002.", "2002"),
        ("It joined in 2002 and left in 2004.", "None"),
        ("It joined on 1 May 2002, not on 2 May 2002.", "None"),
        ("It joined on 31 November 2002.", "None"),
        ("It joined.", "None"),
    ],
)
def test_the_only_date(text: str, expected: str) -> None:
    """A text with one date gives it; with several, or with none, it gives none."""
    assert str(find_only_date(text, "en")) == expected
