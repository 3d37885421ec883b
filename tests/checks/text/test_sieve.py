"""Tests of the sieve: no text that has a phrase of a list is ruled out, and most others are."""

from __future__ import annotations

import re

import pytest

from briefings.checks.text.sieve import Sieve, literals_of
from briefings.checks.text.vocabulary import WordPattern

LISTS = {
    "lit": ["lights? up", "(?:has|had) burnt", "lit"],
    "if": ["if", r"n[’']t"],
    "born": [r"(?<=[(])b\."],
    "any": [r"\w+"],
}


@pytest.mark.parametrize(
    ("name", "text", "as_part", "as_words"),
    [
        ("lit", "It LIT them.", True, True),
        ("lit", "A litre.", True, False),
        ("lit", "It lights  up.", True, True),
        ("lit", "It had burnt.", True, True),
        ("lit", "It was there.", False, False),
        ("if", "Even (if) so.", True, True),
        ("if", "A different one.", True, False),
        ("if", "It is n’t.", True, True),
        ("if", "A dark lamp.", False, False),
        ("born", "Ada (b. 1970) came.", True, True),
        ("born", "The lamp.", False, False),
        ("any", "A lamp.", True, True),
    ],
)
def test_words_of_a_text_rule_out_lists(name: str, text: str, as_part: bool, as_words: bool) -> None:
    """Letters of a phrase must be in a text; a short phrase of whole words must be a word of it."""
    sieve = Sieve(LISTS)
    passed = [
        bool(sieve.marks(text) & sieve.mask([name], are_whole_words=are_whole)) for are_whole in (False, True)
    ]
    assert passed == [as_part, as_words]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_has_bits_of_its_own(name: str) -> None:
    """No list passes for another one; one that no language has rules out every text."""
    sieve = Sieve(LISTS)
    others = sieve.mask(other for other in LISTS if other != name)
    assert sieve.mask([name])
    assert not sieve.mask([name]) & others
    assert sieve.mask(["unknown"]) == 0


@pytest.mark.parametrize(
    ("phrase", "letters"),
    [
        ("lights? up", ("light",)),
        ("(?:a|two) lamps?", ("lamp",)),
        ("(?:red|blue)", ("red", "blue")),
        (r"(?<=[(])b\.", ("b",)),
        ("[Ll]amp", ("amp",)),
        (r"\w+", ("",)),
    ],
)
def test_letters_that_a_phrase_must_have(phrase: str, letters: tuple[str, ...]) -> None:
    """Letters in groups, in classes and before a repetition are not certain."""
    assert literals_of(phrase) == letters


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("(?:{joining}|lamp)", "The lamp."),
        ("{joining}?lamp", "The lamp."),
        ("(?:{joining} )?lamp", "The lamp."),
        ("(?:{joining} ){0,2}lamp", "The lamp."),
        ("(?!{joining})lamp", "The lamp."),
        (r"lamp|{joining}", "The lamp."),
        (r"\b(?:{signed}|{joining}) {definite_articles}", "It signed the act."),
        (r"(?P<verb>{signed}|{joining})(?= the)", "It signed the act."),
    ],
)
def test_a_pattern_passes_what_may_do_without_a_list(template: str, text: str) -> None:
    """A list that may be left out, or that must be absent, rules out no text."""
    assert WordPattern(template).search(text)


def test_a_pattern_reads_only_texts_that_may_match(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text without any word of a list that every match has is not searched at all."""
    pattern = WordPattern(r"\b(?:{signed}|{joining})\b")
    monkeypatch.setattr(WordPattern, "_compiled", re.compile(""))
    assert pattern.search("The lamps were lit.") is None
    assert pattern.search("It signed.") is not None
