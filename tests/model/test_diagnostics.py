"""Tests of printed diagnostics, in which nothing can harm a terminal."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.model.diagnostics import (
    BriefingsError,
    Diagnostic,
    EnvironmentMissingError,
    Location,
    Severity,
    escape_unprintable,
    format_diagnostic,
)

HARMLESS_SPACES = "\u00a0\u202f"
POST = Location("facts/shared/posts.yaml", 41, 5)


def test_format_full() -> None:
    """A diagnostic prints as file, line, column, severity, code and message, then what belongs to it."""
    found = Diagnostic(
        "two-holders",
        "league-keeper has one seat and two holders",
        POST,
        hint="end the earlier tenure",
        related=(Location("facts/shared/posts.yaml", 33, 5), Location("facts/zubrowka/x.yaml", 2, 1)),
    )
    assert format_diagnostic(found) == (
        "facts/shared/posts.yaml:41:5: error[two-holders]: league-keeper has one seat and two holders\n"
        "  also: facts/shared/posts.yaml:33:5\n"
        "  also: facts/zubrowka/x.yaml:2:1\n"
        "  hint: end the earlier tenure"
    )


@pytest.mark.parametrize(
    ("severity", "expected"),
    [
        (Severity.ERROR, "error[tab]: a tab"),
        (Severity.WARNING, "warning[tab]: a tab"),
        (Severity.INFO, "info[tab]: a tab"),
    ],
)
def test_format_without_a_place(severity: Severity, expected: str) -> None:
    """A diagnostic that no file is concerned with begins with its severity."""
    assert format_diagnostic(Diagnostic("tab", "a tab", severity=severity)) == expected


def test_error_sorts_by_place() -> None:
    """An error lists its diagnostics by file, line, column, code and message, those without a place first."""
    listed = [
        Diagnostic("b", "one", None),
        Diagnostic("a", "two", Location("a.yaml", 2, 9)),
        Diagnostic("a", "one", Location("a.yaml", 10, 1)),
        Diagnostic("a", "two", Location("a.yaml", 10, 1)),
        Diagnostic("b", "one", Location("a.yaml", 10, 1)),
        Diagnostic("a", "one", Location("a.yaml", 10, 2)),
        Diagnostic("a", "one", Location("b.yaml", 1, 1)),
    ]
    assert tuple(listed) == BriefingsError(reversed(listed)).diagnostics


def test_error_drops_repeats() -> None:
    """The same diagnostic twice is listed once, but one that differs only in its hint stays."""
    first = Diagnostic("tab", "a tab", POST)
    other = Diagnostic("tab", "a tab", POST, hint="delete it")
    assert BriefingsError([first, other, first]).diagnostics == (first, other)


def test_order_of_ties_does_not_depend_on_the_hash_seed() -> None:
    """Diagnostics of the same place, code and message are listed in the order found, whatever the hash seed."""
    script = (
        "from briefings.model.diagnostics import *\n"
        "found = [Diagnostic('a', 'b', hint=str(number)) for number in range(9)]\n"
        "print(*[one.hint for one in BriefingsError(found).diagnostics])"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert printed == {"0 1 2 3 4 5 6 7 8\n"}


@pytest.mark.parametrize(
    ("suggestion", "hint", "advice"),
    [("", "", ""), ("lamp", "", "did you mean lamp?"), ("", "add it", "add it"), ("lamp", "it has a, b", "did you mean lamp? it has a, b")],
)  # fmt: skip
def test_advice(suggestion: str, hint: str, advice: str) -> None:
    """People read the suggestion as a question, before the hint."""
    problem = Diagnostic("tab", "a tab", suggestion=suggestion, hint=hint)
    assert problem.advice == advice
    assert format_diagnostic(problem).splitlines()[1:] == ([f"  hint: {advice}"] if advice else [])


def test_error_text() -> None:
    """The text of an error is that of its diagnostics, one below the other."""
    error = BriefingsError([Diagnostic("tab", "a tab", POST), Diagnostic("anchor", "an anchor")])
    assert str(error) == "error[anchor]: an anchor\nfacts/shared/posts.yaml:41:5: error[tab]: a tab"


def test_exit_codes() -> None:
    """A missing part of the environment has an exit code of its own."""
    assert (BriefingsError([]).exit_code, EnvironmentMissingError([]).exit_code) == (1, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ёддошт, Ҷумҳурии Тоҷикистон – “наша” 2011", "Ёддошт, Ҷумҳурии Тоҷикистон – “наша” 2011"),
        ("20\u00a0February\u202f2002", "20\u00a0February\u202f2002"),
        ("\x1b[31mred\x1b[0m", "\\u001b[31mred\\u001b[0m"),
        ("one\r\ntwo\tthree", "one\\u000d\\u000atwo\\u0009three"),
        ("user\u202etxt.exe", "user\\u202etxt.exe"),
        ("\u2066a\u2069", "\\u2066a\\u2069"),
        ("a\u2028b\u2029c\x85d\x9be", "a\\u2028b\\u2029c\\u0085d\\u009be"),
        ("a\ufeffb\u200bc", "a\\ufeffb\\u200bc"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\ue0041"),
    ],
)
def test_visible(text: str, expected: str) -> None:
    """Control and format characters are spelled out; letters of any script are left as they are."""
    assert escape_unprintable(text) == expected


def is_harmful(character: str) -> bool:
    """Return whether a character moves the cursor, colours, reorders or hides text."""
    return (
        unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and character not in HARMLESS_SPACES
    )


@given(st.text())
def test_visible_lets_nothing_harmful_out(text: str) -> None:
    """Whatever goes in, no control, format or separator character comes out."""
    assert not [character for character in escape_unprintable(text) if is_harmful(character)]


HARMFUL = st.text(st.sampled_from("a\x1b\x9b\n\r\t\u202e\u2066\u2028\x85\u200e\x00"))


@given(code=HARMFUL, message=HARMFUL, hint=HARMFUL, path=HARMFUL, also=HARMFUL)
def test_format_lets_nothing_harmful_out(code: str, message: str, hint: str, path: str, also: str) -> None:
    """No part of a diagnostic brings a control character out, and its lines are as many as it has parts."""
    found = Diagnostic(code, message, Location(path), hint=hint, related=(Location(also),))
    lines = format_diagnostic(found).split("\n")
    assert len(lines) == (3 if hint else 2)
    assert not [character for line in lines for character in line if is_harmful(character)]
