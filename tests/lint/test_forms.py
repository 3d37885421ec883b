"""Tests of the forms of contact that only a house has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.factbase.load import load
from briefings.lint.forms import check_forms
from briefings.project import Project

if TYPE_CHECKING:
    from pathlib import Path

CONTACT = """
marking: PUBLIC
contacts:
- {id: council, on: 2019-01-02, form: %s, with: lantern-league, evidence: [league-charter]}
"""


def form_problems(project: Path, form: str) -> list[tuple[str, str]]:
    """Return the codes and suggestions for a contact of a form."""
    (project / "facts" / "zubrowka" / "council.yaml").write_text(CONTACT % form, "utf-8")
    found = check_forms(Project(project, project), load(project))
    return [(problem.code, problem.suggestion) for problem in found]


@pytest.mark.parametrize(
    ("form", "suggestion"),
    [
        ("videoconference", "video-call"),
        ("vtc", "video-call"),
        ("telephone", "call"),
        ("statement", "joint-statement"),
        ("metting", "meeting"),
        ("zqxw", ""),
    ],
)
def test_a_form_that_no_label_names_is_an_error(form: str, suggestion: str, project: Path) -> None:
    """Common other words and typing errors get the form that was meant."""
    assert form_problems(project, form) == [("unknown-form", suggestion)]


def test_a_house_names_its_own_forms(project: Path) -> None:
    """A label makes a form; a typing error is then seen against it too."""
    labels = project / "templates" / "labels"
    labels.mkdir(parents=True, exist_ok=True)
    with (labels / "en.yaml").open("a", encoding="utf-8") as file:
        file.write("\ncontact: {form: {ferry-council: Ferry Council}}\n")
    assert form_problems(project, "ferry-council") == []
    assert form_problems(project, "ferry-concil") == [("unknown-form", "ferry-council")]
