"""Tests of the templates of a project: rendered, found in three places, and checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.build.workspace import Workspace
from briefings.checks import CHECKS
from briefings.lint.run import check_project
from briefings.model.diagnostics import BriefingsError, Severity
from briefings.project import Project, package_data_folder
from briefings.templating import Templates
from tests.support.notes import EMPTY, TODAY, compose_note, fact, make_draft, skeleton_text
from tests.support.templates import FACTS

if TYPE_CHECKING:
    from pathlib import Path


# --- what works ---------------------------------------------------------------------------------

WORKS = {
    "a loop": ("{% for fact in facts.statements %}{{ fact.text }} {% endfor %}", "It joined.[1] It left[2]"),
    "a list joined": ('{{ facts.statements | map(attribute="text") | join("; ") }}', "It joined.[1]; It left[2]"),
    "the last": ("{{ (facts.statements | last).text }}", "It left[1]"),
    "in reverse": ("{% for fact in facts.statements | reverse %}{{ fact.text }}. {% endfor %}", "It left.[1] It joined.[2]"),
    "some of them": (
        '{% for fact in facts.statements | selectattr("text") | rejectattr("time") %}{{ fact.text }}{% endfor %}',
        "It left[1]",
    ),
    "by two": ("{% for pair in facts.statements | batch(2) %}{% for fact in pair %}{{ fact.text }} {% endfor %}{% endfor %}", "It joined.[1] It left[2]"),
    "a condition on a value": ("{% if facts.statements[0].time %}{{ facts.statements[0].time }}{% endif %}", "2002[1]"),
    "a condition on an empty value": ("{% if facts.statements[1].time %}{{ partner }}{% endif %}{{ partner.name }}", "Zubrowka"),
    "punctuation by a condition": ('{{ facts.statements[1].text }}{{ "; " if facts.statements }}{{ facts.statements[0].time }}', "It left; 2002[1][2]"),
    "one or the other": ("{{ facts.statements[1].time or facts.statements[0].time }}", "2002[1]"),
    "a macro": ("{% macro m(fact) %}{{ fact.text }} ({{ fact.time }}){% endmacro %}{{ m(facts.statements[0]) }}", "It joined.[1] (2002)[1]"),
    "a call block": ("{% macro m() %}*{{ caller() }}*{% endmacro %}{% call m() %}{{ facts.statements[0].text }}{% endcall %}", "*It joined.*[1]"),
    "a set-block": ("{% set x %}{{ facts.statements[0].text }}{% endset %}{{ x }}", "It joined.[1]"),
    "a value printed twice": ("{% set x %}{{ facts.statements[0].text }}{% endset %}{{ x }} {{ x }}", "It joined.[1] It joined.[1]"),
    "a name set": ("{% set x = facts.statements[0].text %}{{ x }}", "It joined.[1]"),
    "an item by its name": ('{{ partner["name"] }}', "Zubrowka"),
    "a label": ('{{ label("section.glance") }}', "At a glance"),
    "a label by a key put together": ('{{ label("section." ~ "glance") }}', "At a glance"),
    "a label round values": ('{{ label("participant", name=facts.statements[1].text, office=facts.statements[0].time) }}', "It left (2002)[1][2]"),
    "a label in a label": ('{{ label("question.membership", name=label("participant", name=facts.statements[1].text, office=partner.name)) }}', "It left (Zubrowka).[1]"),
    "an empty value": ("{{ facts.statements[1].time }}{{ partner.name }}", "Zubrowka"),
    "a comment": ("{# words of an author #}{{ partner.name }}", "Zubrowka"),
    "parents of collections": ('{% for role in posts %}{{ role }}{% endfor %}{% for post in posts.get("x", []) %}{% endfor %}{{ partner.name }}', "Zubrowka"),
}  # fmt: skip


@pytest.mark.parametrize("case", WORKS)
def test_structure_over_cited_values_keeps_citations(tmp_path: Path, case: str) -> None:
    """Loops, conditions, macros, blocks and labels over values of the view print them with their marks."""
    template, expected = WORKS[case]
    assert expected == skeleton_text(compose_note(tmp_path, template, statements=FACTS))


def test_templates_made_of_several_files_keep_citations(tmp_path: Path) -> None:
    """Includes, inheritance with blocks, and imported macros print cited values as one file would."""
    files = {
        "base.md.j2": '{% block head %}{{ partner.name }}{% endblock %}\n\n{% block body %}{% include "part.md.j2" %}{% endblock %}\n\n{{ sources }}\n',
        "part.md.j2": '{% from "macros.md.j2" import told %}{{ told(facts.statements[0]) }}',
        "macros.md.j2": "{% macro told(fact) %}{{ fact.text }}{% endmacro %}",
    }  # fmt: skip
    template = (
        '{% extends "base.md.j2" %}{% block body %}{{ super() }} {{ facts.statements[1].text }}{% endblock %}'
    )
    brief = compose_note(tmp_path, template, files=files, statements=FACTS)
    assert skeleton_text(brief) == "Zubrowka\nIt joined.[1] It left[2]"


# --- where templates are found ------------------------------------------------------------------


def make_project(project: Path, **texts: str) -> Project:
    """Return the fictional project with templates: `own` in templates/, `special` in those of its partner."""
    places = {"own": project / "templates", "special": project / "templates" / "partners" / "zubrowka"}
    for name, text in texts.items():
        places[name].mkdir(parents=True, exist_ok=True)
        (places[name] / "brief.md.j2").write_text(text, encoding="utf-8")
    return Project.find(project)


def note_skeleton(project: Project) -> str:
    """Return the note on Zubrowka as text."""
    return skeleton_text(make_draft(Workspace(project), "zubrowka", TODAY).brief)


def test_the_templates_of_a_partner_come_before_those_of_the_project(project: Path) -> None:
    """A template is taken from the partner's folder, else from the project's, else from the package."""
    assert note_skeleton(Project.find(project)).startswith("# ")
    own = make_project(project, own="{{ partner.name }}")
    assert note_skeleton(own) == "Zubrowka"
    special = make_project(project, special="{{ partner.formal }}")
    assert note_skeleton(special) == "Republic of Zubrowka"


def test_what_a_project_lacks_comes_from_the_package(project: Path) -> None:
    """A project's own template may include packaged ones, and packaged ones are found one by one."""
    made = note_skeleton(
        make_project(project, own='{% include "sections/questions.md.j2" %}\n{{ sources }}\n')
    )
    assert made.startswith("## Open questions\n")


def test_faults_name_the_file_that_was_used(project: Path) -> None:
    """A fault in the template of a partner is told with its place in the project, a packaged one as such."""
    templates = project / "templates"
    with pytest.raises(BriefingsError, match=r"^templates/partners/zubrowka/brief\.md\.j2:2:1: error"):
        note_skeleton(make_project(project, own="{{ partner.name }}", special="\nSpecial"))
    assert Templates([templates, package_data_folder() / "templates"], project).display_path(
        package_data_folder() / "templates" / "sections" / "areas.md.j2"
    ) == ("(packaged) templates/sections/areas.md.j2")


# --- check --------------------------------------------------------------------------------------


def test_the_templates_that_come_with_briefings_have_no_fault() -> None:
    """`check` finds no error in the packaged project, and nothing but what is doubtful in its facts."""
    found = check_project(Project(package_data_folder(), package_data_folder()), TODAY)
    assert [
        each
        for each in found
        if each.severity is not Severity.INFO and (each.severity is Severity.ERROR or each.code not in CHECKS)
    ] == []


def test_check_reads_every_template_without_rendering_it(project: Path) -> None:
    """Faults of all templates are found together, of those that are never included as well."""
    folder = project / "templates"
    special = folder / "partners" / "zubrowka" / "sections"
    special.mkdir(parents=True, exist_ok=True)
    (folder / "unused.md.j2").write_text("\nWords\n", encoding="utf-8")
    (folder / "broken.md.j2").write_text("{% if %}\n", encoding="utf-8")
    (special / "areas.md.j2").write_text("{{ partner.name | upper }}\n", encoding="utf-8")
    assert [
        str(found.location)
        for found in check_project(Project.find(project), TODAY)
        if found.code not in CHECKS
    ] == [
        "templates/broken.md.j2:1:1",
        "templates/partners/zubrowka/sections/areas.md.j2:1:1",
        "templates/unused.md.j2:2:1",
    ]


def test_an_empty_value_is_no_fault(tmp_path: Path) -> None:
    """A value without words prints nothing and needs no citation."""
    brief = compose_note(tmp_path, "{{ facts.statements[0].text }}{{ partner.name }}", statements=(fact(""),))
    assert skeleton_text(brief) == "Zubrowka"
    assert fact("a").due == EMPTY
