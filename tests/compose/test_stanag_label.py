"""Tests of the label for programs: the marking of a note as STANAG 4774 has it, whatever its words are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from briefings.compose.stanag_label import stanag_label
from briefings.loading.markings import read_schemes
from briefings.model.markings import Marking

ROOT = Path(__file__).parents[2]
NATO = read_schemes(ROOT / "facts" / "markings", ROOT).schemes["nato"]
DAY = date(2026, 11, 23)
NAMESPACE = "{urn:nato:stanag:4774:confidentialitymetadatalabel:1:0}"


def read(label: str) -> tuple[dict[str, str], list[tuple[str, str, list[str]]]]:
    """Return the texts of a label by element, and its categories: name, type, values."""
    root = ET.fromstring(label)  # noqa: S314 - our own
    texts = {
        each.tag.removeprefix(NAMESPACE): (each.text or "").strip() for each in root.iter()
    } | root.attrib
    categories = [
        (each.attrib["TagName"], each.attrib["Type"], [value.text or "" for value in each])
        for each in root.iter(f"{NAMESPACE}Category")
    ]
    return texts, categories


def test_a_label_says_what_the_banner_says() -> None:
    """Policy, level, tags by kind, day and originator are there, and the level is not translated."""
    tags = (("admin", ("STAFF",)), ("release", ("Japan", "Ukraine")), ("sensitivity", ("ATOMAL",)))
    marking = NATO.simplify(Marking("NS", tags))
    texts, categories = read(stanag_label(NATO, marking, DAY, "Lantern Desk"))
    assert texts["PolicyIdentifier"] == "NATO"
    assert texts["Classification"] == "SECRET"
    assert texts["CreationDateTime"] == "2026-11-23T00:00:00Z"
    assert texts["OriginatorID"] == "O=Lantern Desk"
    assert texts["ReviewDateTime"] == "2031-11-23T00:00:00Z"
    assert categories == [
        ("Context", "PERMISSIVE", ["NATO"]),
        ("Additional Sensitivity", "RESTRICTIVE", ["ATOMAL"]),
        ("Releasable To", "PERMISSIVE", ["Japan", "Ukraine"]),
        ("Administrative", "INFORMATIVE", ["STAFF"]),
    ]


def test_the_context_of_the_owner_is_a_category() -> None:
    """A note of another context than the owner's says so."""
    _, categories = read(stanag_label(NATO, Marking("NR", owner="KFOR"), DAY, ""))
    assert categories == [("Context", "PERMISSIVE", ["NATO/KFOR"])]


@pytest.mark.parametrize("words", ["A & B", "<x>", "a \"b\" 'c'", "]]>", "Bureau, West+East", "é ж ع"])
def test_no_word_breaks_a_label(words: str) -> None:
    """Whatever the names are, the label is well-formed and gives them back."""
    scheme = replace(
        NATO,
        label_policy=words,
        names={level: {"en": words} for level in NATO.levels},
        axes=tuple(replace(axis, tag_name=words) for axis in NATO.axes),
    )
    marking = Marking("NS", (("sensitivity", (words,)),))
    texts, categories = read(stanag_label(scheme, marking, DAY, words))
    assert {texts["PolicyIdentifier"], texts["Classification"]} == {words}
    assert categories[1:] == [(words, "RESTRICTIVE", [words])]
    assert texts["OriginatorID"].replace("\\", "") == f"O={words}"


def test_a_scheme_that_asks_for_none_has_none() -> None:
    """Other schemes make no label."""
    assert stanag_label(replace(NATO, label_policy=""), Marking("NS"), DAY, "Desk") == ""
