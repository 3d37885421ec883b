"""Tests of starter files and their placeholders."""

from __future__ import annotations

import doctest
import re
from typing import TYPE_CHECKING

import pytest

from briefings.authoring.partners import starter_files
from briefings.authoring.partners.starter_files import STARTER_FOLDER, fill_placeholders

if TYPE_CHECKING:
    from pathlib import Path


def test_examples() -> None:
    assert doctest.testmod(starter_files).failed == 0


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("", "a\nb\n"),
        ("x\n", "a\nx\nb\n"),
        ("x\ny\n", "a\nx\ny\nb\n"),
        ("$other {$a}\n", "a\n$other {$a}\nb\n"),
    ],
)
def test_a_block_replaces_its_line(block: str, expected: str) -> None:
    """An empty block removes the line, and what a block contains is not a placeholder."""
    assert fill_placeholders("$first\n$block\nb\n", {"first": "a"}, {"block": block}) == expected


def test_a_placeholder_without_value_is_an_error() -> None:
    with pytest.raises(KeyError, match="nothing"):
        fill_placeholders("$nothing\n", {"something": "x"})


@pytest.mark.parametrize(
    "path",
    sorted(STARTER_FOLDER.rglob("*.yaml")),
    ids=lambda path: path.relative_to(STARTER_FOLDER).as_posix(),
)
def test_comments_are_short_sentences(path: Path) -> None:
    """No sentence of a comment is too long to take in at once."""
    text = path.read_text("utf-8")
    comments = [line.lstrip()[2:] for line in text.splitlines() if line.lstrip().startswith("# ")]
    for sentence in re.split(r"[.;:!?](?:\s|$)", "\n".join(comments)):
        assert len(sentence.split()) <= 25, sentence
