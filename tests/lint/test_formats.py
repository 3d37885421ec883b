"""Tests of the output formats of findings."""

from __future__ import annotations

import json

import pytest

from briefings.lint.formats import FORMATTERS, count_summary, diagnostic_from_dict, diagnostic_to_dict
from briefings.model.diagnostics import Diagnostic, Location, Severity

FOUND = (
    Diagnostic(
        "two-holders",
        "watch, the old one: 100% taken",
        Location("facts/a b/tenures.yaml", 4, 7),
        Severity.ERROR,
        "end one",
        (Location("facts/a b/tenures.yaml", 9, 3),),
    ),
    Diagnostic("ending-soon", "ends\x1b[31m soon", Location("facts/x.yaml"), Severity.INFO),
    Diagnostic("no-partner", "there are no partners", severity=Severity.WARNING),
)


@pytest.mark.parametrize("found", FOUND, ids=[each.code for each in FOUND])
def test_data_comes_back_as_it_was(found: Diagnostic) -> None:
    """A diagnostic survives being written as JSON and read again."""
    assert diagnostic_from_dict(json.loads(json.dumps(diagnostic_to_dict(found)))) == found


def test_annotations_for_github() -> None:
    """Each finding is one line, with what means something to GitHub or a terminal escaped."""
    assert FORMATTERS["github"](FOUND).splitlines() == [
        "::error file=facts/a b/tenures.yaml,line=4,col=7,title=two-holders::watch, the old one: 100%25 taken (end one)",
        "::notice file=facts/x.yaml,line=1,col=1,title=ending-soon::ends\\u001b[31m soon",
        "::warning file=facts/house.yaml,line=1,col=1,title=no-partner::there are no partners",
    ]


def test_sarif() -> None:
    """SARIF has a rule a code, a result a finding, and addresses for paths."""
    (run,) = json.loads(FORMATTERS["sarif"](FOUND))["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [
        "ending-soon",
        "no-partner",
        "two-holders",
    ]
    first, second, third = run["results"]
    assert (first["ruleIndex"], first["level"], first["message"]["text"]) == (
        2, "error", "watch, the old one: 100% taken. end one",
    )  # fmt: skip
    place = first["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "facts/a%20b/tenures.yaml"},
        "region": {"startLine": 4, "startColumn": 7},
    }
    assert first["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 9
    assert (second["level"], "locations" in third) == ("note", False)


def test_json_is_a_list_of_findings() -> None:
    """JSON has every field of every finding."""
    assert json.loads(FORMATTERS["json"](FOUND)) == [diagnostic_to_dict(each) for each in FOUND]
    assert json.loads(FORMATTERS["json"](())) == []


def test_the_summary_counts() -> None:
    """The last line says how much there is of each."""
    assert count_summary(FOUND) == "1 error, 1 warning, 1 notice"
    assert count_summary((FOUND[1], FOUND[1])) == "2 notices"
