"""Tests of the checks on a house, its labels, and its templates."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from briefings.lint.run import check_project
from briefings.model.diagnostics import format_diagnostic
from briefings.project import Project
from tests.support.cases import case_params
from tests.support.commands import run_line
from tests.support.notes import FICTIONAL, TODAY

if TYPE_CHECKING:
    from tests.support.cases import Case, CaseChecker

CASES = Path(__file__).parent.parent / "cases" / "fittings.yaml"


def printed_findings(project: Path) -> list[str]:
    """Return the findings of `check` as they are printed."""
    return [format_diagnostic(found) for found in check_project(Project(project, project), TODAY)]


@pytest.fixture(scope="module")
def usual_findings(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the findings in the fictional project as it is."""
    return printed_findings(Path(shutil.copytree(FICTIONAL, tmp_path_factory.mktemp("usual") / "project")))


def new_findings(case: Case, project: Path, usual_findings: list[str]) -> str:
    """Return the findings that a case adds to the usual ones."""
    house = project / "facts" / "house.yaml"
    own = case.get("house", "")
    rest = yaml.safe_load(house.read_text("utf-8")) | dict.fromkeys(yaml.safe_load(own or "{}"))
    kept = {key: value for key, value in rest.items() if value is not None}
    house.write_text(own + yaml.safe_dump(kept, sort_keys=False), "utf-8")
    for path, text in case.get("files", {}).items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(text, "utf-8")
    return "\n".join(each for each in printed_findings(project) if each not in usual_findings)


@pytest.mark.parametrize("case", case_params(CASES))
def test_what_is_said_of_fittings(
    case: Case, project: Path, case_checker: CaseChecker, usual_findings: list[str]
) -> None:
    """What a newcomer is likely to write is found by `check`, at its place, with the next step."""
    case_checker.check(case, new_findings(case, project, usual_findings))


def test_a_build_refuses_a_label_that_no_note_has(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said once, for all partners and notes, at the line of the file that has it."""
    monkeypatch.chdir(project)
    assert run_line("new Graustark --name Graustark").code == 0
    path = project / "templates/labels/en.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("brief:\n  meetings: Recent meetings\n  whoo: Who counts\n", "utf-8")
    run = run_line("build --format md")
    assert run.code == 1
    assert run.err.count("error[unknown-label]") == 1
    assert "templates/labels/en.yaml:3:9: error[unknown-label]: no note has a label 'brief.whoo'" in run.err
    assert not [*project.glob("build/internal/*")]
