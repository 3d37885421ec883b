"""Tests of the check that says which facts no note prints, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.factbase.load import load
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
