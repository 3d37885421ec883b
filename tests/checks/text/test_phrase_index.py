"""Tests of the index of phrases."""

from __future__ import annotations

import pytest

from briefings.checks.text.phrase_index import PhraseIndex

INDEX = PhraseIndex([(["a"], 1), (["a", "b"], 2), (["b", "c"], 3), ([], 4), (["a", "b"], 5)])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a", [(0, 1, 1)]),
        ("a b", [(0, 2, 2)]),  # the longer one, and of two equal ones the first
        ("a b c", [(0, 2, 2)]),  # no overlap
        ("x b c a", [(1, 3, 3), (3, 4, 1)]),
        ("c", []),
        ("", []),
    ],
)
def test_find(words: str, expected: list[tuple[int, int, int]]) -> None:
    """The longest phrases are found from left to right, with the positions of their words."""
    assert list(INDEX.find(words.split())) == expected


def test_first_words() -> None:
    """The index knows the words with which phrases begin."""
    assert set(INDEX.first_words) == {"a", "b"}
