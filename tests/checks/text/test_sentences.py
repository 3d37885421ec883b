"""Tests of splitting texts into sentences."""

from __future__ import annotations

import pytest

from briefings.checks.text.sentences import sentence_ends, split_sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It snowed. It rained.", ["It snowed.", "It rained."]),
        ("Mr. Zero met Robert F. Lamp. He left.", ["Mr. Zero met Robert F. Lamp.", "He left."]),
        (
            "The President, Ts. Lamp, met Yu. Wick. He left.",
            ["The President, Ts. Lamp, met Yu. Wick.", "He left."],
        ),
        ("“Yes.” He left!", ["“Yes.”", "He left!"]),
        ("In Lutz, e.g. in May, it snowed.", ["In Lutz, e.g. in May, it snowed."]),
        ("Шёл снег. Шёл дождь.", ["Шёл снег.", "Шёл дождь."]),
        ("", []),
    ],
)
def test_split(text: str, expected: list[str]) -> None:
    """A full stop ends a sentence, unless it is that of an initial or an abbreviation."""
    assert split_sentences(text) == expected
    assert len(sentence_ends(text)) == max(len(expected) - 1, 0)
