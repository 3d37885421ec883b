"""Tests of the build request, and of the names of notes and sets."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.build.request import BuildRequest, SetName

DAY = date(2011, 6, 23)
SET_NAMES = {
    "tajikistan": SetName("tajikistan"),
    "tajikistan@2011-06-23": SetName("tajikistan", DAY),
    "tajikistan@addendum": SetName("tajikistan", is_addendum=True),
}


@pytest.mark.parametrize("text", SET_NAMES)
def test_a_set_name_is_read_as_it_is_written(text: str) -> None:
    """Each kind of set has a name of its own, which leads back to it."""
    assert (SetName.parse(text), str(SET_NAMES[text])) == (SET_NAMES[text], text)


@pytest.mark.parametrize("text", ["", "@2011-06-23", "x@", "x@soon", "x@20110623", "x@2011-06-23@addendum"])
def test_other_texts_are_not_set_names(text: str) -> None:
    """A folder that Briefings would not name so is not taken for a set."""
    with pytest.raises(ValueError):  # noqa: PT011 - dates have messages of their own
        SetName.parse(text)


def test_only_one_set_of_a_subject_follows_the_day() -> None:
    """Sets for a day and sets of addenda stay as they are when the day changes."""
    assert [text for text, name in SET_NAMES.items() if name.follows_today] == ["tajikistan"]


def test_a_dated_request_names_its_own_set() -> None:
    """A day that the user gives keeps the notes apart from those of today."""
    assert str(BuildRequest((), DAY).set_name("tajikistan")) == "tajikistan"
    assert str(BuildRequest((), DAY, dated=True).set_name("tajikistan")) == "tajikistan@2011-06-23"
