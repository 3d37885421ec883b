"""Tests of the characters that files must not contain: each code point of all of Unicode, and what is said about it."""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import replace

import pytest

from briefings.loading.characters import (
    find_refused_characters,
    first_refused_character,
    is_refused_character,
    replace_refused_characters,
)
from briefings.model.diagnostics import Location

PLACE = Location("x.yaml", 3, 7)
SPELLING = "\xad\u200c\u200d\u2060\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2\u180e"
"""Characters without a look of their own that words and numbers of some languages are written with."""


def expected_code(character: str) -> str:
    """Return the code for a character from what Unicode says of it; empty if files may contain it."""
    point = ord(character)
    if character == "\n" or character in SPELLING:
        return ""
    if character == "\t":
        return "tab"
    if character in "\r\x85\u2028\u2029":
        return "line-separator"
    if 0xFDD0 <= point <= 0xFDEF or point % 0x10000 in (0xFFFE, 0xFFFF):
        return "noncharacter"
    category = unicodedata.category(character)
    return {"Cf": "invisible-character", "Cc": "control-character", "Cs": "control-character"}.get(
        category, ""
    )


def test_every_character() -> None:
    """Each code point is refused with its code or accepted: all of the first plane, and of the others tags and ends."""
    ends = [
        plane + last for plane in range(0x10000, sys.maxunicode, 0x10000) for last in (0xFFFD, 0xFFFE, 0xFFFF)
    ]
    for point in (*range(0x10000), *range(0xE0000, 0xE0080), *ends):
        character = chr(point)
        problem = first_refused_character(character, PLACE)
        found = problem.code if problem else ""
        if found or not character.isprintable():
            assert (character, found) == (character, expected_code(character))
    assert all(expected_code(character) == "" for character in " ~aЁ😀\u0301")


@pytest.mark.parametrize(
    "character", ["\t", "\x00", "\x7f", "\r", "\u2029", "\u202e", "\ufdd0", "\ufdef", "\ud800"]
)
def test_a_refused_character_is_found_after_lines(character: str) -> None:
    """Line breaks are accepted, and what follows them is still found, at its line and column."""
    text = f"a\n ~\nbc{character}d\n{character}"
    found = find_refused_characters(text, "x.yaml")
    assert [problem.location for problem in found] == [Location("x.yaml", 3, 3), Location("x.yaml", 4, 1)]
    assert first_refused_character(text, PLACE) == replace(found[0], location=PLACE)
    assert replace_refused_characters(text) == "a\n ~\nbc d\n "


@pytest.mark.parametrize("text", ["", "a\nb\n", f"a\n{SPELLING}", "\ue000\u0378\u3000"])
def test_accepted(text: str) -> None:
    """A text without refused characters stays as it is; private and unassigned ones are not refused here."""
    assert find_refused_characters(text, "x.yaml") == []
    assert first_refused_character(text, PLACE) is None
    assert replace_refused_characters(text) == text


@pytest.mark.parametrize(
    ("character", "expected"), [("a", False), ("\n", True), ("\u202e", True), ("\x1b", True)]
)
def test_single_characters(character: str, *, expected: bool) -> None:
    """Whoever builds a text letter by letter asks of each."""
    assert is_refused_character(character) is expected


def test_a_line_separator_is_named() -> None:
    """Each character that looks like a line break is named in the message."""
    messages = [found.message for found in find_refused_characters("\r\x85\u2028\u2029", "x.yaml")]
    assert messages == [
        "U+000D breaks the line (CARRIAGE RETURN)",
        "U+0085 breaks the line (NEL)",
        "U+2028 breaks the line (LINE SEPARATOR)",
        "U+2029 breaks the line (PARAGRAPH SEPARATOR)",
    ]


def test_the_last_noncharacter() -> None:
    """A letter after the block of noncharacters is accepted, in a text with refused ones too."""
    assert [found.code for found in find_refused_characters("\t\ufdef\ufdf0", "x.yaml")] == [
        "tab",
        "noncharacter",
    ]


def test_a_flood() -> None:
    """The first hundred problems are reported."""
    assert len(find_refused_characters("\t" * 200, "x.yaml")) == 100
