"""Tests of suggestions for misspelt names."""

from __future__ import annotations

import pytest

from briefings.model.diagnostics import Diagnostic, Location
from briefings.model.suggest import unknown, with_suggestion


@pytest.mark.parametrize(
    ("wrong", "known", "expected"),
    [
        ("teksts", ["text", "title"], "did you mean text?"),
        ("statments", ["statements", "sources", "posts"], "did you mean statements?"),
        ("qqqq", ["text", "id"], "known: id, text"),
        ("qqqq", [], ""),
        ("qqqq", [f"word-{number}" for number in range(12)], "known: " + ", ".join(
            ["word-0", "word-1", "word-10", "word-11"] + [f"word-{number}" for number in range(2, 10)])),
        ("qqqq", [f"word-{number}" for number in range(13)], ""),
    ],
)  # fmt: skip
def test_did_you_mean(wrong: str, known: list[str], expected: str) -> None:
    """The nearest word is offered, else the known ones where they are few, else nothing."""
    assert with_suggestion(Diagnostic("unknown-key", "..."), wrong, known).advice == expected


@pytest.mark.parametrize(
    ("known", "suggestion", "hint"),
    [(["text", "title"], "text", ""), (["id"], "", "known: id"), ([], "", "write a key")],
)
def test_a_hint_is_for_words_with_no_near_one(known: list[str], suggestion: str, hint: str) -> None:
    """A suggestion or a list of what is known replaces the hint of a problem."""
    problem = with_suggestion(Diagnostic("unknown-key", "...", hint="write a key"), "texd", known)
    assert (problem.suggestion, problem.hint) == (suggestion, hint)


def test_unknown() -> None:
    """All diagnostics of unknown ids read alike, and their codes name the kind."""
    place = Location("facts/shared/posts.yaml", 3, 1)
    assert unknown("area", "defense", ["defence"], place) == Diagnostic(
        "unknown-area", "unknown area 'defense'", place, suggestion="defence"
    )
    problem = unknown("person or organisation", "x", [], place, code="unknown-person", hint="add one")
    assert (problem.code, problem.message, problem.advice) == (
        "unknown-person", "unknown person or organisation 'x'", "add one"
    )  # fmt: skip
