"""Tests of the language of the facts: which one a note names in its head, if few of its facts are translated."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefings.compose.facts_language import facts_language
from briefings.model.phrases import ForeignText
from tests.support.notes import fact, phrase, small_view


@pytest.mark.parametrize(("foreign_count", "language"), [(0, ""), (2, ""), (3, "en"), (10, "en")])
def test_the_lists_of_facts_count(foreign_count: int, language: str) -> None:
    """Facts under their list, such as statements, count like all others; below 80 % translated they have a language."""
    own = [fact(f"Fait {number}.", "a") for number in range(10 - foreign_count)]
    foreign = [
        replace(
            fact("", "a"),
            text=replace(phrase("", "a"), parts=(ForeignText(phrase(f"Fact {number}."), "en"),)),
        )
        for number in range(foreign_count)
    ]
    assert facts_language(small_view(facts={"statements": (*own, *foreign)})) == language
