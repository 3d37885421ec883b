"""Tests of trial notes: `check` knows what is wrong with a template that runs, before `build` does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from briefings.lint import trial_notes
from briefings.lint.run import check_project
from briefings.project import Project
from tests.support.builds import DAY, OWN, append_text, build

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.build.catalog import Subject

BELOW = '{% extends "below/sections/contacts.md.j2" %}\n'
VALLEYS = "regions:\n  valleys: {names: [{text: The Valleys, lang: en}], partners: [zubrowka]}\n"
TEA = """visits:
- {id: tea, on: 2019-06-07, with: lantern-league, programme: [{what: Tea}], evidence: [league-charter]}
"""
OTHER_KINDS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("career", "zubrowka", {"products": ("biography",), "about": "zero-moustafa"}),
    ("programme", "zubrowka", {"products": ("scenario",), "about": "tea"}),
    ("matrix", "valleys", {"products": ("region",)}),
)
BROKEN = {
    "{% set a = 'xxxx' %}" + "{% set a = a ~ a %}" * 40: "the templates of this note do too much",
    "{% macro m(n) %}{{ m(n) }}{% endmacro %}{{ m(1) }}": "the templates of this note use each other too deep",
    "{{ zither }}": "the name 'zither' is unknown",
    "{{ partner.zither }}": "has no field 'zither'",
    "{{ partner.name | list }}": "TypeError: 'Value' object is not iterable",
}


def template_errors(project: Path) -> list[tuple[str, str]]:
    """Return the errors at templates that `check` finds, each with its place and its message."""
    return [
        (str(found.location), found.message)
        for found in check_project(Project(project, project), DAY)
        if found.location and found.location.path.endswith(".j2")
    ]


@pytest.mark.parametrize(("text", "message"), BROKEN.items(), ids=BROKEN.values())
def test_a_template_that_can_not_run_is_found_by_check(project: Path, text: str, message: str) -> None:
    """The error is that of `build`, at the same line; this template is of one partner."""
    path = project / "templates/partners/zubrowka/sections/contacts.md.j2"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    built = build(project, products=("desk",), formats=("md",)).problems
    found = template_errors(project)
    assert found == [(str(problem.location), problem.message) for problem in built]
    assert message in found[0][1]


def test_sections_of_other_kinds_of_notes(project: Path) -> None:
    """Notes on a person, a visit and a region are tried too, each with the first that there is."""
    append_text(project / "facts/house.yaml", VALLEYS)
    append_text(project / OWN, TEA)
    folder = project / "templates/sections"
    folder.mkdir(parents=True)
    built = []
    for section, subject, options in OTHER_KINDS:
        (folder / f"{section}.md.j2").write_text("{{ zither }}", encoding="utf-8")
        built += build(project, subjects=(subject,), formats=("md",), **options).problems
    assert ["'zither' is unknown" in problem.message for problem in built] == [True] * 3
    assert sorted(template_errors(project)) == sorted(
        (str(problem.location), problem.message) for problem in built
    )


def test_a_sound_template_is_tried_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until a template, a fact or the day changes, `check` remembers."""
    tried = []

    def compose(_project: object, _day: object, subject: Subject, _folders: object) -> dict[object, None]:
        tried.append(subject.id)
        return {}

    monkeypatch.setattr(trial_notes, "_make_notes", compose)
    (project / "build").mkdir()
    path = project / "templates/sections/contacts.md.j2"
    path.parent.mkdir(parents=True)
    path.write_text(BELOW, encoding="utf-8")
    for _ in range(2):
        assert template_errors(project) == []
    assert tried == ["zubrowka"]
    append_text(project / OWN, "# Snow.\n")
    assert template_errors(project) == []
    assert tried == ["zubrowka"] * 2
