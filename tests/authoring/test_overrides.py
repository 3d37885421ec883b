"""Tests of overriding templates: a file extends the file of the same name below it, and overrides a block."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.build.workspace import Workspace
from briefings.checks import CHECKS
from briefings.lint.run import check_project
from briefings.model.diagnostics import BriefingsError, format_diagnostic
from briefings.project import Project, package_data_folder
from briefings.templating import Templates
from tests.support.notes import TODAY, make_draft, skeleton_text

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.model.diagnostics import Diagnostic

CONTACTS = "sections/contacts.md.j2"


def template_problems(project: Project) -> list[Diagnostic]:
    """Return the errors of a project, without doubts about its facts."""
    return [found for found in check_project(project, TODAY) if found.code not in CHECKS]


def write_contacts_templates(project: Path, **texts: str) -> Project:
    """Give a project its own file for the section on contacts: `own`, and `partner` for Zubrowka alone."""
    places = {"own": project / "templates", "partner": project / "templates/partners/zubrowka"}
    for name, text in texts.items():
        path = places[name] / CONTACTS
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Project.find(project)


def contacts_section(project: Project) -> str:
    """Return the section on contacts of the note on Zubrowka."""
    note = skeleton_text(make_draft(Workspace(project), "zubrowka", TODAY).brief)
    section = note[note.index("## Contacts on record") : note.index("## Milestones")].strip()
    return section.replace("\u00a0", " ")


def printed_problems(project: Project) -> str:
    """Return the problems of the templates as they are printed."""
    with pytest.raises(BriefingsError) as caught:
        contacts_section(project)
    return "\n".join(map(format_diagnostic, caught.value.diagnostics))


VISITS = (
    "| 3 February 2019 | Visit, Lutz | Zero Moustafa (Minister of Lobbies); Porters of the valley; Agatha Baker (Keeper of the League) | Snow[1] |",
    "| 1 May 2014 | Visit, Nebelsbad | Zero the Younger (Minister of Lobbies); Gustave H. (Keeper of the League) | Lamps; Lobbies[1] |",
)
NEBELSBAD = "| 1 May 2014 | Nebelsbad | Lamps; Lobbies[1] |"
EXTENDS = f'{{% extends "below/{CONTACTS}" %}}\n'
NO_PEOPLE = "{% block row %}\n| {{ contact.date }} | {{ contact.place }} | | {{ contact.topics | join('; ') }} |\n{% endblock %}\n"


def test_one_block_is_overridden_and_all_else_is_the_packaged_one(project: Path) -> None:
    """A project that overrides the row of a table has its own rows, and the packaged heading and columns, but for an empty one."""
    before = contacts_section(Project.find(project)).split("\n")
    after = contacts_section(write_contacts_templates(project, own=EXTENDS + NO_PEOPLE)).split("\n")
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [old for old, _ in changed][2:] == list(VISITS)
    assert [new for _, new in changed] == [
        "| Date | Form and place | Topics |",
        "|---|---|---|",
        "| 3 February 2019 | Lutz | Snow[1] |",
        NEBELSBAD,
    ]


def test_a_chain_of_three_files(project: Path) -> None:
    """A partner's file extends the project's, which extends the packaged one; each overrides what it likes."""
    made = contacts_section(
        write_contacts_templates(
            project,
            own=EXTENDS + NO_PEOPLE + "{% block columns %}\n{{ super() }}{% endblock %}\n",
            partner=EXTENDS + '{% block heading %}\n{{ super() }}{{ label("blank") }}\n\n{% endblock %}\n',
        )
    )
    assert made.split("\n")[2] == "……………………………………"
    assert NEBELSBAD in made


def test_a_block_may_be_overridden_twice(project: Path) -> None:
    """`super()` prints the block of the project, and that one the packaged one, with their citations."""
    twice = "{% block row %}\n{{ super() }}{{ super() }}{% endblock %}\n"
    made = contacts_section(write_contacts_templates(project, own=EXTENDS + twice, partner=EXTENDS + twice))
    assert made.count(VISITS[1]) == 4


def test_the_file_below_may_be_included_as_well(project: Path) -> None:
    """A file can print the one below whole, with something before it."""
    made = contacts_section(
        write_contacts_templates(
            project, own=f'{{% include "below/{CONTACTS}" %}}\n{{{{ label("blank") }}}}\n'
        )
    )
    assert made.endswith("……………………………………")


def test_a_macro_of_the_packaged_ones_is_overridden_by_its_block(project: Path) -> None:
    """How a sentence that is only presumed is told can be changed in all sections by one file."""
    plain = '{% extends "below/standing.md.j2" %}{% block sentence %}{{- fact.text -}}{% endblock %}'
    own = project / "templates/standing.md.j2"
    own.parent.mkdir(exist_ok=True)
    day = TODAY.replace(year=2020)
    note = make_draft(Workspace(Project.find(project)), "zubrowka", day).brief
    assert "(Last attested" in skeleton_text(note)
    own.write_text(plain, encoding="utf-8")
    note = make_draft(Workspace(Project.find(project)), "zubrowka", day).brief
    assert "(Last attested" not in skeleton_text(note)
    assert "last attested" in skeleton_text(note)


def test_a_block_that_there_is_not_is_told(project: Path) -> None:
    """A misspelt block would print nothing, so it is an error with the blocks that there are."""
    told = printed_problems(
        write_contacts_templates(project, own=EXTENDS + "{% block rwo %}{% endblock %}\n")
    )
    assert told == (
        "templates/sections/contacts.md.j2:2:1: error[unknown-block]: the template below has no block 'rwo', "
        "so this block is never printed\n"
        "  hint: did you mean row? its blocks are heading, subheading, columns, row, remarks, none, plans_heading, plan_columns, plan"
    )


def test_a_block_of_the_file_between_may_be_overridden(project: Path) -> None:
    """A block that the project's file adds inside another one is there for the partner's."""
    own = EXTENDS + "{% block remarks %}{% block more scoped %}{% endblock %}{% endblock %}\n"
    partner = EXTENDS + '{% block more %}\n{{ label("blank") }}\n{% endblock %}\n'
    assert contacts_section(write_contacts_templates(project, own=own, partner=partner)).endswith(
        "……………………………………"
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{{ label("blank") }}\n', 2),
        ("\n\n- {{ partner.name }}\n", 4),
        ("{% if contacts %}\n{{ side.name }}\n{% endif %}\n", 3),
    ],
)
def test_what_stands_in_no_block_is_told(project: Path, text: str, line: int) -> None:
    """What a file that extends another one has outside of blocks is never printed, which is an error."""
    assert printed_problems(write_contacts_templates(project, own=EXTENDS + text)).startswith(
        f"templates/sections/contacts.md.j2:{line}:1: error[unknown-block]: this part is outside every block, so it is never printed"
    )


def test_names_set_outside_of_blocks_are_no_error(project: Path) -> None:
    """Imports, macros and names that blocks use may stand outside of them."""
    text = (
        '{% macro m() %}{{ label("blank") }}{% endmacro %}\n{% block remarks %}\n{{ m() }}\n{% endblock %}\n'
    )
    assert contacts_section(write_contacts_templates(project, own=EXTENDS + text)).endswith("……………………………………")


def test_below_the_lowest_there_is_nothing(project: Path) -> None:
    """A file that extends one below it where there is none is told so, and does not extend itself."""
    path = project / "templates/sections/mine.md.j2"
    path.parent.mkdir(parents=True)
    path.write_text('{% extends "below/sections/mine.md.j2" %}\n', encoding="utf-8")
    (found,) = template_problems(Project.find(project))
    assert format_diagnostic(found) == (
        "templates/sections/mine.md.j2:1:1: error[template-not-found]: "
        "no template 'sections/mine.md.j2' exists below templates/sections/mine.md.j2\n"
        "  hint: extend a template that the project has in templates/, or a packaged one"
    )


def test_a_fault_of_the_file_below_is_told_at_its_line(project: Path) -> None:
    """A fault in a block of the project's file is told there, though the partner's prints it by `super()`."""
    wrong = "{% block row %}\n{{ super() }}\n{{ contact.date }}{{ contact.form }}\n{% endblock %}\n"
    told = printed_problems(
        write_contacts_templates(
            project, own=EXTENDS + wrong, partner=EXTENDS + "{% block row %}{{ super() }}{% endblock %}\n"
        )
    )
    assert told.startswith(
        "templates/sections/contacts.md.j2:4:1: error[template-bare-value]: "
        "the template prints 'visit' without a citation (while printing zubrowka/visit-2019)\n"
        "  also: facts/zubrowka/zubrowka.yaml:"
    )


def test_check_reads_the_files_of_a_partner_and_of_the_project(project: Path) -> None:
    """`check` finds a misspelt block in a partner's file, and in the project's that it hides."""
    wrong = EXTENDS + "{% block rwo %}{% endblock %}\n"
    project_ = write_contacts_templates(project, own=wrong, partner=wrong.replace("rwo", "rwoo"))
    assert [str(found.location) for found in template_problems(project_)] == [
        "templates/partners/zubrowka/sections/contacts.md.j2:2:1",
        "templates/sections/contacts.md.j2:2:1",
    ]


def test_every_packaged_section_is_made_of_blocks() -> None:
    """A section has blocks, and its heading is one (of the head of the note, `title`)."""
    folder = package_data_folder() / "templates"
    templates = Templates([folder], folder)
    for name in templates.template_names():
        if name.startswith("sections/"):
            blocks = {block.name for block in templates.blocks(name)}
            assert blocks, name
            assert "\n#" not in (folder / name).read_text("utf-8") or blocks & {"heading", "title"}, name


def test_blocks_are_known_with_the_names_that_they_have(tmp_path: Path) -> None:
    """A block has the names of the loops and macros around it if it is scoped, and those below come first."""
    (tmp_path / "base.md.j2").write_text(
        "{% block a %}{% endblock %}{% macro m(x) %}{% for y, z in x %}"
        "{% block b scoped %}{% endblock %}{% block c %}{% endblock %}{% endfor %}{% endmacro %}",
        encoding="utf-8",
    )
    (tmp_path / "child.md.j2").write_text(
        '{% extends "base.md.j2" %}{% block b %}{% block d scoped %}{% endblock %}{% endblock %}',
        encoding="utf-8",
    )
    blocks = Templates([tmp_path], tmp_path).blocks("child.md.j2")
    assert [(block.name, block.names) for block in blocks] == [
        ("a", ()), ("b", ("x", "y", "z")), ("c", ()), ("d", ()),
    ]  # fmt: skip
    assert Templates([tmp_path], tmp_path).blocks("nowhere.md.j2") == ()
