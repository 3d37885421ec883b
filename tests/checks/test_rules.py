"""Tests of the checks: cases as data, one file per check in tests/cases/checks."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest

from briefings.checks import CHECKS, engine
from briefings.checks.engine import run_checks
from briefings.factbase.load import FactsError, load
from briefings.loading import fact_folders
from briefings.loading.captures import Captures
from briefings.model import processes
from briefings.model.diagnostics import Severity, format_diagnostic
from briefings.model.hashing import file_hash, short_hash
from briefings.model.resolutions import Resolution
from tests.support.cases import read_cases

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefings.checks import Check
    from briefings.model.diagnostics import Diagnostic, Location
    from tests.support.cases import Case, CaseChecker
    from tests.support.golden import Golden

CASES = Path(__file__).parent.parent / "cases" / "checks"
CASE = "facts/zubrowka/case.yaml"
DAY = "2020-02-03"
UNSETTLED = "00000001"
LOOKS_WRONG = 3


def load_cases() -> list[Any]:
    """Return all cases of all checks, each with its code."""
    return [
        pytest.param(path.stem, case, id=f"{path.stem}: {case.name}")
        for path in sorted(CASES.glob("*.yaml"))
        for case in read_cases(path)
    ]


def check_project_file(
    project: Path, text: str, day: str = DAY, captures: Mapping[str, str] = MappingProxyType({})
) -> list[Diagnostic]:
    """Return the findings in an additional file of the fictional project.

    MARK in the text is replaced by the correct hash of the settled facts, and SHA256(id) by that of a captured text.

    Args:
        project: the project.
        text: the text of the file.
        day: the day of the check.
        captures: captured texts by the id of their source.
    """
    for id_, words in captures.items():
        (project / "captures").mkdir(exist_ok=True)
        (project / "captures" / f"{id_}.txt").write_text(words, "utf-8")
        text = text.replace(f"SHA256({id_})", file_hash(words.encode()))
    place = project / CASE
    place.write_text(text.replace("MARK", UNSETTLED), "utf-8")
    store = load(project)
    if "MARK" in text:
        facts = {fact.key: fact for fact in store.facts}
        resolution = next(each for each in store.entities_of(Resolution) if each.facts_hash == UNSETTLED)
        right = short_hash(tuple(facts[key] for key in resolution.settled_keys))
        place.write_text(text.replace("MARK", right), "utf-8")
        store = load(project)
    return [
        each
        for each in run_checks(store, date.fromisoformat(day), Captures(project))
        if CASE in map(file_of, (each.location, *each.related))
    ]


def without_infos(findings: list[Diagnostic]) -> list[Diagnostic]:
    """Return the findings that are not infos."""
    return [each for each in findings if each.severity is not Severity.INFO]


def file_of(location: Location | None) -> str:
    """Return the path of a location; empty if there is none."""
    return location.path if location else ""


def findings_text(findings: list[Diagnostic], code: str) -> str:
    """Return the findings with a code as they are printed, with MARK for hashes, which depend on every word."""
    text = "\n".join(format_diagnostic(each) for each in findings if each.code == code)
    return re.sub(r"`of: [0-9a-f]{8}`", "`of: MARK`", text)


@pytest.mark.parametrize(("code", "case"), load_cases())
def test_cases(code: str, case: Case, project: Path, case_checker: CaseChecker) -> None:
    """A check reports what the case expects: place, message and hint; or nothing."""
    for path, text in case.get("files", {}).items():
        (project / path).write_text(text, "utf-8")
    found = check_project_file(project, case["text"], str(case.get("as-of", DAY)), case.get("captures", {}))
    case_checker.check(case, findings_text(found, code))


@pytest.mark.parametrize("code", CHECKS)
def test_each_check_has_cases(code: str) -> None:
    """Each check has a case that it reports, and three that only look wrong."""
    path = CASES / f"{code}.yaml"
    expected = [case["expected"] for case in read_cases(path)]
    assert any(expected)
    assert sum(not text for text in expected) >= LOOKS_WRONG


@pytest.mark.parametrize(("code", "check"), CHECKS.items())
def test_each_code_is_the_name_of_its_module(code: str, check: Check) -> None:
    """A code, its module, its cases and its manual page have one name, so each leads to the others."""
    module = sys.modules[check.check.__module__]
    assert module is check
    assert module.__name__.rpartition(".")[2] == code.replace("-", "_")


@pytest.mark.parametrize("code", CHECKS)
def test_each_check_has_a_manual_page(code: str) -> None:
    """The docstring of a check says what it finds, why that matters, an example, and what to write instead."""
    page = CHECKS[code].__doc__ or ""
    headings = re.findall(r"^(\S.*):$", page, re.MULTILINE)
    assert headings[:4] == ["Finds", "Why it matters", "Example", "Write instead"]
    assert CHECKS[code].__doc__


def test_the_fictional_facts(project: Path, golden: Golden) -> None:
    """Each doubtful thing in the fictional facts, which have something of everything, is reported once."""
    found = without_infos(run_checks(load(project), date.fromisoformat(DAY), Captures(project)))
    golden.check("".join(f"{format_diagnostic(each)}\n" for each in found))


def test_checks_that_processes_share(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With many facts, copies of the process check some; they find the same, in the same order."""
    store, day = load(project), date.fromisoformat(DAY)
    alone = run_checks(store, day, Captures(project))
    monkeypatch.setattr(engine, "_MANY_FACTS", 1)
    monkeypatch.setattr(processes, "core_count", lambda: 2)
    monkeypatch.setattr(processes, "can_fork", lambda: True)
    assert run_checks(store, day, Captures(project)) == alone
    assert alone


def test_folders_that_processes_share(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With many folders, copies of the process read some; the facts are the same, in the same order."""
    alone = load(project)
    monkeypatch.setattr(fact_folders, "_MANY_FOLDERS", 1)
    monkeypatch.setattr(processes, "core_count", lambda: 2)
    monkeypatch.setattr(processes, "can_fork", lambda: True)
    shared = load(project)
    assert (shared.facts, shared.entities) == (alone.facts, alone.entities)
    assert {fact.folder for fact in shared.facts} > {"shared"}


def test_problems_of_folders_that_processes_share(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is wrong in several folders is reported in the same order, at the same places."""
    for folder in ("shared", "zubrowka"):
        (project / "facts" / folder / "case.yaml").write_text("colour: red\n", "utf-8")
    with pytest.raises(FactsError) as alone:
        load(project)
    monkeypatch.setattr(fact_folders, "_MANY_FOLDERS", 1)
    monkeypatch.setattr(processes, "core_count", lambda: 2)
    monkeypatch.setattr(processes, "can_fork", lambda: True)
    with pytest.raises(FactsError) as shared:
        load(project)
    assert shared.value.diagnostics == alone.value.diagnostics
    assert len(alone.value.diagnostics) >= 2


SETTLED = """\
marking: PUBLIC
statements:
- id: first-lamp
  on: 1992
  text: The tower got a bell.
  evidence:
  - league-charter
  - {source: alpine-herald-2019, says: {on: 1994}}
"""


def test_an_outdated_resolution_says_what_to_write(project: Path) -> None:
    """A resolution of facts that have changed is reported, with the mark of what they say now."""
    text = f"{SETTLED}resolutions:\n- {{id: when, settles: [zubrowka/first-lamp], how: open, by: Zero, on: 2020, because: Why., of: 00000000}}\n"
    found = [each for each in check_project_file(project, text) if each.code == "outdated-resolution"]
    assert [(each.location.line if each.location else 0, each.message) for each in found] == [
        (10, "the facts that 'when' settles have changed since 2020")
    ]
    now = re.findall(r"of: ([0-9a-f]{8})", found[0].hint)[0]
    assert without_infos(check_project_file(project, text.replace("00000000", now))) == []


@pytest.mark.parametrize(
    ("waiver", "code", "message"),
    [
        ("{code: two-holders, because: Why., until: 2030}", "unused-waiver", "this waiver of 'two-holders' accepts no finding"),
        ("{code: sources-disagree, because: Why., until: 2020-02-02}", "unused-waiver", "this waiver of 'sources-disagree' expired on 2020-02-02"),
        ("{code: sources-agree, because: Why., until: 2030}", "unknown-check", "unknown check 'sources-agree'"),
    ],
)  # fmt: skip
def test_waivers_that_do_nothing(waiver: str, code: str, message: str, project: Path) -> None:
    """A waiver that is not needed, is over or names no check is reported itself."""
    found = check_project_file(project, f"{SETTLED}  waive: [{waiver}]\n")
    assert message in [each.message for each in found if each.code == code]


def test_the_house_says_how_much_a_check_matters(project: Path) -> None:
    """A check may be made an error or turned off; one that there is not is reported."""
    house = project / "facts/house.yaml"
    plain = house.read_text("utf-8")
    house.write_text(f"{plain}\nchecks: {{sources-disagree: error, two-holder: off}}\n", "utf-8")
    assert [each.severity for each in without_infos(check_project_file(project, SETTLED))] == [Severity.ERROR]
    unknown = [
        each
        for each in run_checks(load(project), date.fromisoformat(DAY), Captures(project))
        if each.code == "unknown-check"
    ]
    assert [each.advice for each in unknown] == ["did you mean two-holders?"]
    house.write_text(f"{plain}\nchecks: {{sources-disagree: off}}\n", "utf-8")
    assert without_infos(check_project_file(project, SETTLED)) == []
