"""Tests of titles of posts in texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.checks.text.names import NameIndex
from briefings.checks.text.titles import TitleIndex, find_titled_person
from briefings.factbase.load import load
from briefings.project import package_data_folder

if TYPE_CHECKING:
    from briefings.factbase.store import FactStore


@pytest.fixture(scope="module")
def store() -> FactStore:
    """Return the shipped facts."""
    return load(package_data_folder())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Secretary General Mark Rutte came.", ["Mark Rutte"]),
        ("Mark Rutte, the Secretary General, came.", ["Mark Rutte"]),
        ("Mark Rutte, its Secretary General of that day, came.", ["Mark Rutte"]),
        ("Mark Rutte, the Secretary General and others came.", [None]),
        ("The Secretary General met Mark Rutte.", [None]),
        ("The former Secretary General Mark Rutte came.", []),
        ("| Secretary General | Mr Mark Rutte |", ["Mark Rutte"]),
        ("Mark Rutte came.", []),
    ],
)
def test_titled_person(store: FactStore, text: str, expected: list[str | None]) -> None:
    """A title belongs to the name after it, before it in apposition, or in the next cell of a table."""
    mentions = NameIndex(store).find(text)
    titles = list(TitleIndex(store).find(text))
    people = [find_titled_person(text, title, mentions, titles) for title in titles]
    assert [person and text[person.start : person.end] for person in people] == expected


def test_a_title_is_given_as_written(store: FactStore) -> None:
    """A title is found in any case, and is given as the text has it."""
    text = "The SECRETARY General came."
    (title,) = TitleIndex(store).find(text)
    assert (title.text, text[title.start : title.end]) == ("SECRETARY General", "SECRETARY General")
