"""Languages: what label files must have, and what notes in them say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.checking import check
from briefings.checks import CHECKS
from briefings.labels import Labels
from briefings.project import Project, packaged
from briefings.reports import health
from tests.builds import swap
from tests.notes import TODAY

if TYPE_CHECKING:
    from pathlib import Path


def _write(project: Path, name: str, text: str) -> None:
    path = project / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _checked(project: Path) -> list[str]:
    """What is wrong with the files of a project, apart from what is doubtful in its facts."""
    return [
        f"{found.location}: {found.message} ({found.hint})"
        for found in check(Project(project, project), TODAY)
        if found.code not in CHECKS
    ]


# --- label files ------------------------------------------------------------------------------------


def test_a_language_without_a_label_file_is_reported(project: Path) -> None:
    """A language of the house for which there is no wording is said before any note is made."""
    swap(project / "facts/house.yaml", "languages: [en]", "languages: [en, zu]")
    (line,) = _checked(project)
    assert line.startswith("facts/house.yaml:1:1: there is no templates/labels/zu.yaml, so no note can be")


def test_a_label_file_lacks_nothing(project: Path) -> None:
    """Each label that the package, or the first language of the house, has and another language lacks is named."""
    swap(project / "facts/house.yaml", "languages: [en]", "languages: [en, zu]")
    english = (packaged() / "templates/labels/en.yaml").read_text(encoding="utf-8")
    _write(project, "labels/en.yaml", "numbers: {line: 'There are {value}.'}\n")
    _write(project, "labels/zu.yaml", english.replace("  glance: At a glance\n", ""))
    problems = _checked(project)
    assert [line.partition(" (")[0] for line in problems] == [
        "templates/labels/zu.yaml:1:1: there is no label 'numbers.line'",
        "templates/labels/zu.yaml:1:1: there is no label 'section.glance'",
    ]


def test_an_entry_of_a_project_keeps_the_places_of_values(project: Path) -> None:
    """An entry that replaces a packaged one has its placeholders, and the partner's file is looked at as well."""
    _write(project, "labels/en.yaml", "contacts: {omitted: More are on record.}\n")
    _write(project, "partners/zubrowka/labels/en.yaml", "contacts: {silent: 'None since {day}.'}\n")
    assert [line.partition(" (")[0] for line in _checked(project)] == [
        "templates/labels/en.yaml:1:21: the label 'contacts.omitted' has no place for count",
        "templates/partners/zubrowka/labels/en.yaml:1:20: the label 'contacts.silent' wants day",
    ]


@pytest.mark.parametrize(
    "path", sorted((packaged() / "templates/labels").glob("*.yaml")), ids=lambda path: path.stem
)
def test_nobody_has_reviewed_the_wording_yet_and_it_says_so(path: Path) -> None:
    """Each packaged label file has a line for it, and `doctor` tells."""
    assert "\nreviewed:" in path.read_text(encoding="utf-8")
    assert Labels.read([(path, path.name)]).reviewed == {path.name: ""}
    lines, _ = health(Project(packaged(), packaged()))
    assert f"templates/labels/{path.name}: not reviewed by anybody yet" in lines
