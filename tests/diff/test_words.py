"""Tests of the comparison of two texts word by word."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from briefings.diff.words import diff_words

WORDS = st.text(alphabet="ab ,.é\n", max_size=30)


@given(WORDS, WORDS)
def test_words_tell_both_texts(before: str, after: str) -> None:
    """What is the same and gone is the text before, what is the same and new the one after; marks do not repeat."""
    marked = diff_words(before, after)
    assert "".join(text for mark, text in marked if mark != "new") == before
    assert "".join(text for mark, text in marked if mark != "gone") == after
    assert all(text for _, text in marked)
    assert all(one[0] != other[0] for one, other in pairwise(marked))


def test_words_are_marked_whole() -> None:
    """A word that differs in a letter is marked as a word."""
    assert diff_words("The lamp is lit.", "The lamps are lit.") == [
        ("same", "The "), ("gone", "lamp is"), ("new", "lamps are"), ("same", " lit."),
    ]  # fmt: skip
    assert diff_words("Robert F. Simmons, since", "James Appathurai, since") == [
        ("gone", "Robert F. Simmons"), ("new", "James Appathurai"), ("same", ", since"),
    ]  # fmt: skip
