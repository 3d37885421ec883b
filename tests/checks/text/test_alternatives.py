"""Tests of regular expressions of many phrases: they match what the phrases do in their order."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.checks.text.alternatives import any_of
from briefings.checks.text.vocabulary import LANGUAGES, phrases

PHRASES = st.lists(
    st.sampled_from(
        [
            "was",
            "was at",
            "war",
            "est née?",
            "est",
            "e?s",
            "(?:was|is) by",
            "a|b",
            "в мае",
            "В",
            "[ab]s",
            "w(?:as|ar)",
            "b\\.",
            "été",
        ]
    ),
    min_size=1,
    max_size=8,
)
TEXTS = st.text(st.sampled_from("waserbinВвмюé|. tT"), max_size=30)


def plainly(alternatives: list[str]) -> str:
    """Return the same regular expression without any order of letters."""
    return "(?:" + "|".join(phrase.replace(" ", r"\s+") for phrase in alternatives) + ")"


@given(PHRASES, TEXTS)
def test_the_same_is_found(alternatives: list[str], text: str) -> None:
    """Whatever the phrases, each match is that of the first phrase that fits, with regard to case or without."""
    for flags in (re.IGNORECASE, re.NOFLAG):
        new, old = (re.compile(make(alternatives), flags) for make in (any_of, plainly))
        assert [match.span() for match in new.finditer(text)] == [
            match.span() for match in old.finditer(text)
        ]


@pytest.mark.parametrize("key", ["joining", "left_office", "small_words", "honorifics", "future"])
def test_word_lists(key: str) -> None:
    """Each plain phrase of a word list is found whole."""
    pattern = re.compile(any_of(phrases(key)), re.IGNORECASE)
    plain = [
        phrase
        for language in LANGUAGES
        for phrase in phrases(key, language)
        if re.fullmatch(r"[\w ]+", phrase)
    ]
    assert plain
    assert [phrase for phrase in plain if not pattern.match(phrase)] == []


def test_phrases_of_one_letter_stand_together() -> None:
    """A letter is looked at once for all its phrases; what may begin with another one stands alone."""
    assert any_of(["was", "war", "is"]) == "(?:w(?:as|ar)|is)"
    assert any_of(["wa?s", "w?as", "a|b", "in", "it"]) == "(?:wa?s|w?as|a|b|i(?:n|t))"
