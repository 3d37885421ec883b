"""Tests of statements about the future."""

from __future__ import annotations

import pytest

from briefings.checks.text.future import find_future


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("The Keeper will attend in 2012.", "en", ("will", {2012})),
        ("In 2012 the Keeper is to attend.", "en", ("is to", {2012})),
        ("The plan of 2010 will end.", "en", ("will", set())),
        ("Agreed in 2010, it will open in 2013.", "en", ("will", {2013})),
        ("The reported plans to open it.", "en", None),
        ("La réunion aura lieu en 2012.", "fr", ("aura lieu", {2012})),
        ("Встреча состоится в 2012 году.", "ru", ("состоится", {2012})),
        ("The Keeper attended in 2012.", "en", None),
        ("Der Hüter wird 2012 kommen.", "de", None),
    ],
)
def test_find_future(sentence: str, language: str, expected: tuple[str, set[int]] | None) -> None:
    """A statement about the future has its phrase and its years, but not those of something else."""
    assert find_future(sentence, language) == expected
