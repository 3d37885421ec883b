"""Tests of the checks of style sheets."""

from __future__ import annotations

import pytest

from briefings.outputs.css.checks import check_style

CORRECT = "(correct the rule, or remove it)"
UNENDED = "the style sheet ends inside a rule, string or comment that starts here (close the brace, bracket, quote or comment)"

FAULTS = {
    "a property that there is not": (
        "h1 { color: red; }\nh2 { colour: red; }\n",
        f"2:6 WeasyPrint: Ignored `colour: red` at 2:6, unknown property. {CORRECT}",
    ),
    "a value that there is not": (
        "h2 { width: 3furlong; }\n",
        f"1:6 WeasyPrint: Ignored `width: 3furlong` at 1:6, invalid value. {CORRECT}",
    ),
    "a brace that does not close": ("h1 { color: red; }\nh2 { color: red;\nh3 { color: red; }\n", f"2:1 {UNENDED}"),
    "a comment that does not close": ("h1 { color: red; }\n/* h2 { color: red; }\n", f"2:1 {UNENDED}"),
    "a selector without its rule": ("h1 { color: red; }\nh2\n", f"2:1 {UNENDED}"),
    "a brace too many": ("h1 { color: red; }\n}\nh2 { color: red; }\n", "2:1 this } closes nothing (remove it)"),
    "words for the margins": (
        "h2 { string-set: continued content(text); }\n",
        "1:6 string-set makes words for the margins of pages, which no style sheet reaches (remove it)",
    ),
    "no selector": (
        "h1 { color: red; }\nh2 > > b { color: red; }\n",
        f"1:1 WeasyPrint: Invalid or unsupported selector, 'h2 > > b ' {CORRECT}",
    ),
    "a rule that there is not": (
        "@supports (x: y) { h2 { color: red; } }\n",
        f"1:1 WeasyPrint: Unknown rule <AtRule @supports … {{ … }}> at 1:1 {CORRECT}",
    ),
    "a declaration without its colon": (
        "h2 { color red; }\n",
        f"1:15 WeasyPrint: Error: Stop token reached before {{}} block for a qualified rule. at 1:15. {CORRECT}",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_style_at_fault_is_told_in_its_file(name: str) -> None:
    """What a style sheet can't ask for is told at its line of its own file, and so is an end that is missing."""
    text, expected = FAULTS[name]
    told = [
        f"{found.location.line}:{found.location.column} {found.message} ({found.advice})"
        for found in check_style(text, "look.css", for_pdf=True)
        if found.location
    ]
    assert told == [expected]


def test_a_style_for_the_screen_may_have_what_only_browsers_know() -> None:
    """What is never typeset is held to its braces only."""
    assert check_style("h2 { scroll-margin: 1em; colour: red; }\n", "screen.css", for_pdf=False) == []
    assert len(check_style("h2 { color: red;\n", "screen.css", for_pdf=False)) == 1
    assert check_style("", "look.css", for_pdf=True) == []
