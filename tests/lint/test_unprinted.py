"""Tests of the check that says which facts no note prints, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.factbase.load import load
from briefings.lint.run import check_project
from briefings.lint.unprinted import check_unprinted
from briefings.model.dates import parse_day
from briefings.model.diagnostics import format_diagnostic
from briefings.project import Project
from tests.support.cases import CASES, case_params, files_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.cases import Case, CaseChecker

DAY = parse_day("2020-02-03")


@pytest.mark.parametrize("case", case_params(CASES / "unprinted.yaml"))
def test_a_fact_that_no_note_prints_is_named(case: Case, project: Path, case_checker: CaseChecker) -> None:
    """`check` names each fact that no note of the day prints, says why, and what to do."""
    for path, text in files_of(case).items():
        (project / path).write_text(text, "utf-8")
    found = check_unprinted(Project(project, project), load(project), DAY)
    lines = [format_diagnostic(each) for each in found if "case.yaml" in str(each.location)]
    case_checker.check(case, "\n".join(lines))


def test_a_house_without_a_section_for_a_kind_hears_of_it(project: Path) -> None:
    """If neither the products of the house nor its desk copy have a section for a kind, each fact of it is named."""
    (project / "templates/products").mkdir(parents=True, exist_ok=True)
    for name in ("brief", "desk"):
        text = f"title: product.{name}.title\nsubject: product.{name}.subject\nabout: partner\nsections: [title, who, sources]\n"
        (project / f"templates/products/{name}.yaml").write_text(text, "utf-8")
    own = Project(project, project)
    found = [each.message for each in check_unprinted(own, load(project), DAY)]
    assert any("no product has a section for a statement" in message for message in found)


def test_a_series_that_no_figure_names_is_reported(project: Path) -> None:
    """A CSV file beside facts is used by a figure of its folder, or `check` says that none does."""
    folder = project / "facts/zubrowka"
    for name in ("oil.csv", "lost.csv", ".draft.csv"):
        (folder / name).write_text("period,value\n2018,12\n", "utf-8")
    figure = '- {id: f, name: Oil, series: "oil.csv", evidence: [alpine-herald-2019]}  # not lost.csv\n'
    (folder / "case.yaml").write_text(f"marking: PUBLIC\nfigures:\n# series: lost.csv\n{figure}", "utf-8")
    found = [each for each in check_project(Project(project, project), DAY) if each.code == "unused-series"]
    assert [each.message for each in found] == ["no figure names this file"]
    assert [each.location and each.location.path for each in found] == ["facts/zubrowka/lost.csv"]
