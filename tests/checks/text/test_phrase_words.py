"""Tests of the whole words that phrases are certain to have."""

from __future__ import annotations

import re

import pytest

from briefings.checks.text.alternatives import any_of
from briefings.checks.text.phrase_words import certain_words


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("lit", {"lit"}),
        ("lights? up", {"light", "lights"}),
        ("(?:was|were) (?:lit|blown out)", {"lit", "blown"}),
        ("(?:the )?lamps", {"lamps"}),
        ("of the", {"of"}),
        (r"is (?:\w+ )*lit", {"lit"}),
        ("is (?:still |then )?lit", {"lit", "still", "then"}),
        ("burn(?:t|ed)? out(?! at)", {"burn", "burnt", "burned"}),
        ("n[’']t|not", {"t", "not"}),
        ("reali[sz]e", {"realise", "realize"}),
        (r"lamp\w*", set()),
        (r"lit|lamp\w+", set()),
        (r"lamp\w+ (?:post|oil)", {"post", "oil"}),
        ("(?:oil){2} lamp", {"lamp"}),
        ("(?<!the )(?=l)lamp$", {"lamp"}),
        (r"St\.? Lamp", {"lamp"}),
        ("[Ll]amp", {"lamp"}),
        ("(?:a|b|c|d|e)(?:a|b|c|d|e)(?:a|b|c|d|e)(?:a|b|c|d|e) lamp", set()),
    ],
)
def test_certain_words(phrase: str, words: set[str]) -> None:
    """Each form of a phrase has one of the words, the rarest of its own; if a form has none, no word is certain."""
    assert certain_words(phrase) == words


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("(?:was|were) (?:lit|blown out)", "were blown out"),
        (r"is (?:\w+ )*lit", "is not yet lit"),
        ("is (?:still |then )*lit", "is still then lit"),
        ("(?:ha){2}!? lamp", "haha lamp"),
        ("St\\.? Lamp(?! oil)", "st. lamp"),
    ],
)
def test_a_match_has_a_certain_word(phrase: str, text: str) -> None:
    """A text that a phrase matches has one of its words."""
    assert re.fullmatch(any_of([phrase]), text, re.IGNORECASE)
    assert certain_words(phrase) & set(re.findall(r"\w+", text))
