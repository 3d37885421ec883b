"""Tests of the files of a new partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.factbase.load import load
from briefings.lint import run
from briefings.model.diagnostics import BriefingsError, Severity
from briefings.project import Project
from tests.support.authoring import PARTNER_DAY, add_to_project
from tests.support.builds import append_text

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.model.diagnostics import Diagnostic


def findings_with_code(project: Path, code: str) -> list[Diagnostic]:
    """Return the findings of `check` with a code about the new partner."""
    found = run.check_project(Project(project, project), PARTNER_DAY, ["uzbekistan"])
    assert [each for each in found if each.severity is Severity.ERROR] == []
    return [each for each in found if each.code == code]


def test_what_is_to_be_written_is_counted(project: Path) -> None:
    """Each comment that begins with TODO is a note of `check`, at its place."""
    add_to_project(project)
    found = findings_with_code(project, "to-do")
    assert [str(each.location) for each in found][:2] == [
        "facts/uzbekistan/partner.yaml:12:5",
        "facts/uzbekistan/partner.yaml:13:14",
    ]
    assert (
        found[0].message
        == "to write: the formal name, which is printed in the list of parties, and the adjective"
    )
    assert {each.severity for each in found} == {Severity.INFO}


def test_the_regions_of_the_house_are_named(project: Path) -> None:
    """Which region a partner lies in no list says; which ones the house has stands where it is to be decided."""
    regions = "regions: {valleys: {names: [{text: The Valleys, lang: en}], partners: [zubrowka]}}\n"
    append_text(project / "facts/house.yaml", regions)
    add_to_project(project)
    text = (project / "facts/uzbekistan/partner.yaml").read_text(encoding="utf-8")
    assert text.endswith("list it under `regions:` in facts/house.yaml:\n  #   valleys\n")
    assert str(findings_with_code(project, "to-do")[2].location) == "facts/uzbekistan/partner.yaml:14:14"


def test_what_is_offered_can_be_read_once_it_is_written(project: Path) -> None:
    """All that stands behind `#` is right in form: with the marks filled in and the # taken away it is read."""
    add_to_project(project)
    folder = project / "facts/uzbekistan"
    for path in folder.iterdir():
        lines = path.read_text("utf-8").split("\n")
        live = [
            line.replace("# ", "", 1) if "TODO" in line or line.startswith("# ") else line for line in lines
        ]
        kept = [
            line
            for line in live
            if not line.lstrip().startswith(
                ("TODO", "The ", "These ", "Events ", "Remove ", "league-envoy: ")
            )
        ]
        path.write_text("\n".join(kept), "utf-8")
    with pytest.raises(BriefingsError) as caught:
        load(project)
    codes = {each.code for each in caught.value.diagnostics}
    assert "to-do" in codes
    assert not codes & {"unknown-key", "yaml-syntax", "not-a-list", "not-a-mapping", "duplicate-key"}, str(
        caught.value
    )


def test_what_is_yet_to_be_written_is_never_printed(project: Path) -> None:
    """A value that begins with TODO is an error at its place, whatever it is a value of; other words are not."""
    (project / "facts/zubrowka/more.yaml").write_text(
        "marking: PUBLIC\nstatements:\n- {id: x, valid: 2001/, text: TODO ask the desk, evidence: [TODO]}\n"
        "- {id: y, valid: 2001/, text: TODOS is a word, evidence: [league-charter]}\n",
        "utf-8",
    )
    with pytest.raises(BriefingsError) as caught:
        load(project)
    assert [(str(each.location), each.code) for each in caught.value.diagnostics] == [
        ("facts/zubrowka/more.yaml:3:31", "to-do"),
        ("facts/zubrowka/more.yaml:3:61", "to-do"),
    ]
