"""Tests of the names of people in any script."""

from __future__ import annotations

import pytest

from briefings.checks.text.people import PeopleIndex
from briefings.factbase.load import load
from briefings.project import package_data_folder


@pytest.fixture(scope="module")
def people() -> PeopleIndex:
    """Return the people of the shipped facts."""
    return PeopleIndex(load(package_data_folder()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jens Stoltenberg came", "jens-stoltenberg"),
        ("Mr. STOLTENBERG came", "jens-stoltenberg"),
        ("Йенсом Столтенбергом", "jens-stoltenberg"),
        ("ينس ستولتنبرغ زار", "jens-stoltenberg"),
        ("ستولتنبرغ", "jens-stoltenberg"),
        ("مارك روته", "mark-rutte"),
        ("إمام علي رحمون", "emomali-rahmon"),
        ("سراج الدين مهر الدين", "sirojiddin-muhriddin"),
        ("Ҷеймс Аппатурай", "james-appathurai"),
        ("Нурсултон Назарбоев", "nursultan-nazarbayev"),
        ("روته", None),
        ("ينس هانسن", None),
        ("Peter Stoltenberg", None),
        ("Петер Аппатурай", None),
    ],
)
def test_people_are_read_in_any_script(people: PeopleIndex, text: str, expected: str | None) -> None:
    """A name is read by its sound, in Arabic by its consonants; a first name that differs makes it another person."""
    named = people.read_after(text, 0)
    assert (named.people[0].id if named else None) == expected
