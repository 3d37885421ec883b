"""Tests of the short list of many findings."""

from __future__ import annotations

import pytest

from briefings.lint.digest import choose_findings, count_left_out, digest_lines
from briefings.model.diagnostics import Diagnostic, Location, Severity


def make_finding(code: str, folder: str, severity: Severity = Severity.WARNING) -> Diagnostic:
    """Return a finding in a folder of the facts."""
    return Diagnostic(code, "Something.", Location(f"facts/{folder}/a.yaml", 3), severity, "do this")


def test_few_findings_need_no_short_list() -> None:
    """Findings that fit on a screen are printed in full."""
    assert digest_lines([make_finding("overdue", "lutz")] * 7) == []


def test_a_short_list() -> None:
    """Errors come first and in full, then disagreements, then others; many of one code share a line."""
    findings = [
        *(make_finding("overdue", folder) for folder in ("lutz", "lutz", "zenda", "zenda", "zenda")),
        make_finding("undated-source", "lutz"),
        make_finding("sources-disagree", "lutz"),
        make_finding("two-holders", "lutz", Severity.ERROR),
    ]
    assert digest_lines(findings) == [
        "facts/lutz/a.yaml:3:1: error[two-holders]: Something.\n  hint: do this",
        "facts/lutz/a.yaml:3:1: warning[sources-disagree]: Something.",
        "facts/lutz/a.yaml:3:1: warning[undated-source]: Something.",
        "overdue: 5 findings (by folder: lutz 2, zenda 3); list them with `briefings check --code overdue`",
    ]


def test_disagreements_are_never_grouped() -> None:
    """Each disagreement has its line, however many there are."""
    lines = digest_lines([make_finding("sources-disagree", "lutz")] * 9)
    assert len(lines) == 9


def test_findings_are_chosen_by_code_and_severity() -> None:
    """A code and a severity each leave out all other findings."""
    findings = [make_finding("overdue", "lutz"), make_finding("two-holders", "lutz", Severity.ERROR)]
    assert [found.code for found in choose_findings(findings, ["overdue"], [])] == ["overdue"]
    assert [found.code for found in choose_findings(findings, [], ["error"])] == ["two-holders"]
    assert choose_findings(findings, ["overdue"], ["error"]) == []


@pytest.mark.parametrize(
    ("codes", "severities", "said"),
    [
        (["overdue"], [], "2 findings of other codes are not shown (1 error, 1 warning)"),
        ([], ["warning"], "1 finding of another severity is not shown (1 error)"),
        (
            ["same-name"],
            ["info"],
            "3 findings of other codes or other severities are not shown (1 error, 2 warnings)",
        ),
        (["overdue", "two-holders", "dead-end-source"], [], ""),
    ],
)
def test_what_a_choice_leaves_out_is_counted(codes: list[str], severities: list[str], said: str) -> None:
    """Nobody takes the silence about one code for that of all."""
    findings = [
        make_finding("overdue", "lutz"),
        make_finding("two-holders", "lutz", Severity.ERROR),
        make_finding("dead-end-source", "lutz"),
    ]
    chosen = choose_findings(findings, codes, severities)
    assert count_left_out(findings, chosen, by_code=bool(codes), by_severity=bool(severities)) == said
