"""Tests of copies of templates: ejected files and blocks, and refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import briefings as package
from briefings.build.workspace import Workspace
from briefings.project import Project, package_data_folder
from briefings.templating.blocks import block_texts
from tests.support.builds import build, rebuild_reasons
from tests.support.notes import TODAY, make_draft

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.commands import CommandResult

    Command = Callable[..., CommandResult]

CONTACTS = "sections/contacts.md.j2"
QUESTIONS = "sections/questions.md.j2"


def note_skeleton(project: Path) -> str:
    """Return the skeleton of the note on Zubrowka."""
    return make_draft(Workspace(Project.find(project)), "zubrowka", TODAY).brief.skeleton


def test_eject_copies_a_file_with_a_record(run_template: Command, project: Path) -> None:
    """The copy changes nothing, and what it was made from lies beside it, by version."""
    before = note_skeleton(project)
    assert run_template("eject", CONTACTS) == (0, f"templates/{CONTACTS}\n", "")
    text = (package_data_folder() / "templates" / CONTACTS).read_bytes()
    for name in (CONTACTS, f".base/{package.__version__}/{CONTACTS}"):
        assert (project / "templates" / name).read_bytes() == text
    assert note_skeleton(project) == before


@pytest.mark.parametrize("link", ["templates", "templates/sections", "templates/.base"])
def test_eject_writes_through_no_link(
    run_template: Command, project: Path, tmp_path: Path, link: str
) -> None:
    """A folder of templates that leads out of the project is named, and nothing is written there."""
    (tmp_path / "elsewhere").mkdir()
    (project / link).parent.mkdir(parents=True, exist_ok=True)
    (project / link).symlink_to(tmp_path / "elsewhere")
    run = run_template("eject", CONTACTS)
    assert run.code == 1
    assert "link" in run.err
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_eject_of_a_block_writes_the_block_alone(run_template: Command, project: Path) -> None:
    """The file extends the one below and has this block as it is there; a second block is added to it."""
    before = note_skeleton(project)
    run_template("eject", CONTACTS, "--block", "remarks")
    run_template("eject", CONTACTS, "--block", "subheading")
    text = (project / "templates" / CONTACTS).read_text(encoding="utf-8")
    assert text == (
        '{% extends "below/sections/contacts.md.j2" %}\n'
        "{% block remarks scoped %}\n{% if group.omitted_count %}\n"
        '{{ label("contacts.omitted", count=group.omitted_count) }}\n{% endif %}\n{% if group.silent %}\n'
        '{{ label("contacts.silent", date=group.last_date) }}\n{% endif %}\n{% endblock %}\n'
        "{% block subheading scoped %}\n{% if not group.is_own_side %}\n"
        '### {{ label("contacts.other-body", body=group.body) }}\n\n{% endif %}\n{% endblock %}\n'
    )
    assert note_skeleton(project) == before


SECTIONS = ["addendum.md.j2", "standing.md.j2", *(f"sections/{path.name}" for path in (package_data_folder() / "templates/sections").iterdir())]  # fmt: skip


def eject_all_blocks(run_template: Command, name: str) -> None:
    """Copy each block of a section that stands in no other, which brings its inner ones along."""
    found = block_texts((package_data_folder() / "templates" / name).read_text(encoding="utf-8"))
    assert found
    for block, text in found.items():
        if not any(text in other and text != other for other in found.values()):
            assert run_template("eject", name, "--block", block).code == 0


def test_every_block_can_be_ejected_and_changes_nothing(run_template: Command, project: Path) -> None:
    """Though all blocks of all sections are copied, the notes stay as they are."""
    before = note_skeleton(project)
    for name in SECTIONS:
        eject_all_blocks(run_template, name)
    assert note_skeleton(project) == before


@pytest.mark.slow
@pytest.mark.thorough
@pytest.mark.parametrize("name", SECTIONS)
def test_the_blocks_of_one_section_can_be_ejected(run_template: Command, project: Path, name: str) -> None:
    """The same for each section by itself."""
    before = note_skeleton(project)
    eject_all_blocks(run_template, name)
    assert note_skeleton(project) == before


def test_eject_for_a_partner_copies_what_the_project_has(run_template: Command, project: Path) -> None:
    """A partner's copy is made from the file that was used for its notes."""
    own = project / "templates" / CONTACTS
    own.parent.mkdir(parents=True)
    own.write_text("{{ partner.name }}\n", encoding="utf-8")
    assert (
        run_template("eject", CONTACTS, "--partner", "zubrowka").out
        == f"templates/partners/zubrowka/{CONTACTS}\n"
    )
    special = project / "templates/partners/zubrowka"
    for name in (CONTACTS, f".base/{package.__version__}/{CONTACTS}"):
        assert (special / name).read_text(encoding="utf-8") == "{{ partner.name }}\n"


REFUSED = {
    "a file that is there": (["eject", QUESTIONS], "error[file-exists]: templates/sections/questions.md.j2 already exists\n  hint: delete or rename it to start again"),
    "a block of a file that is there whole": (["eject", QUESTIONS, "--block", "none"], "error[file-exists]: templates/sections/questions.md.j2 replaces the whole file below it"),
    "a block that is there": (["eject", CONTACTS, "--block", "row"], "error[file-exists]: templates/sections/contacts.md.j2 already overrides the block 'row'"),
    "a block of which an inner one is there": (["eject", "sections/areas.md.j2", "--block", "area"], "error[file-exists]: templates/sections/areas.md.j2 already overrides the block 'item'"),
    "a block that there is not": (["eject", CONTACTS, "--block", "rwo"], "error[unknown-block]: sections/contacts.md.j2 has no block 'rwo'\n  hint: did you mean row?"),
    "a whole file of which the project overrides a block": (["eject", CONTACTS, "--partner", "zubrowka"], "error[not-to-copy]: the project's sections/contacts.md.j2 only extends another file, so a copy of it would be incomplete"),
    "a file that there is not": (["eject", "sections/contact.md.j2"], "error[unknown-template]: the file templates/sections/contact.md.j2 does not exist\n  hint: did you mean sections/contacts.md.j2?"),
    "a file elsewhere": (["eject", "../facts/house.yaml"], "error[unknown-template]: the file templates/../facts/house.yaml does not exist"),
    "a partner that there is not": (["eject", CONTACTS, "--partner", "zubrovka"], "error[unknown-partner]: unknown partner 'zubrovka'\n  hint: did you mean zubrowka?"),
    "a partner elsewhere": (["eject", CONTACTS, "--partner", "../../x"], "error[unknown-partner]: unknown partner '../../x'"),
    "labels": (["eject", "labels/en.yaml"], "error[not-to-copy]: labels/en.yaml can't be copied: a file of that name is added to the packaged one\n  hint: write templates/labels/en.yaml with your changes only; for another language, `briefings template show labels/en.yaml > templates/labels/LANGUAGE.yaml`, and translate it"),
    "labels of a new language": (["eject", "labels/de.yaml"], "error[unknown-template]: the file templates/labels/de.yaml does not exist\n  hint: `briefings template show labels/en.yaml > templates/labels/de.yaml`, and translate it"),
    "labels of no language": (["eject", "labels/English.yaml"], "error[unknown-template]: the file templates/labels/English.yaml does not exist\n  hint: "),
    "a file to show": (["show", "x"], "error[unknown-template]: the file templates/x does not exist\n  hint: `briefings template list` lists all names"),
    "nothing of one's own to accept": (["accept", "print.css"], "error[no-override]: templates/print.css does not override another file"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_can_not_be_is_told_and_changes_nothing(run_template: Command, project: Path, case: str) -> None:
    """Nothing is overwritten, and what is wrong is said in one line with the next step."""
    run_template("eject", QUESTIONS)
    run_template("eject", CONTACTS, "--block", "row")
    run_template("eject", "sections/areas.md.j2", "--block", "item")
    files = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    words, message = REFUSED[case]
    run = run_template(*words)
    assert (run.code, run.out) == (1, "")
    assert run.err.startswith(message)
    assert files == {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}


def test_there_must_be_a_project_to_copy_into(
    briefings: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Outside of a project, and into the packaged templates themselves, nothing is copied."""
    monkeypatch.chdir(tmp_path)
    assert "error[no-project]" in briefings("template", "eject", CONTACTS).err
    assert (
        "error[no-project]"
        in briefings("template", "eject", CONTACTS, "--project", package_data_folder()).err
    )


def test_records_play_no_part_in_notes(run_template: Command, project: Path) -> None:
    """What lies in `.base` is neither a template nor an input: changing it makes nothing again."""
    run_template("eject", "products/card.yaml")
    run_template("eject", CONTACTS, "--block", "row")
    build(project)
    for path in (project / "templates/.base").rglob("*"):
        if path.is_file():
            path.write_text("words {% wrong", encoding="utf-8")
    assert rebuild_reasons(build(project)) == {}
    workspace = Workspace(Project.find(project))
    assert workspace.templates(workspace.catalog.subjects["zubrowka"]).check() == []
