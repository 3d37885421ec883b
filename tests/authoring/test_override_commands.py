"""Tests of the commands about templates: list, copies, and changes since the copies were made."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

import briefings as package
from briefings.authoring.overrides import served_files
from briefings.build.workspace import Workspace
from briefings.project import Project, package_data_folder
from briefings.templating.blocks import block_texts, extends_below, merge_overrides
from tests.support.builds import build, rebuild_reasons
from tests.support.notes import TODAY, make_draft

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import CommandResult
    from tests.support.golden import Golden

    Command = Callable[..., CommandResult]

CONTACTS = "sections/contacts.md.j2"
QUESTIONS = "sections/questions.md.j2"


@pytest.fixture
def run_template(briefings: Command, project: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Return a function that runs `briefings template ...` in the fictional project."""
    monkeypatch.chdir(project)
    return lambda *words: briefings("template", *words)


@pytest.fixture
def change_packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str, str], None]:
    """Return a function that changes a packaged file, as a later version of Briefings would."""
    later = tmp_path / "later"
    shutil.copytree(package_data_folder() / "templates", later / "templates")

    def replace_packaged(name: str, old: str, new: str) -> None:
        """Replace a text in a packaged file."""
        path = later / "templates" / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        for place in (
            "briefings.project.package_data_folder",
            "briefings.authoring.overrides.package_data_folder",
        ):
            monkeypatch.setattr(place, lambda: later)

    return replace_packaged


def note_skeleton(project: Path) -> str:
    """Return the skeleton of the note on Zubrowka."""
    return make_draft(Workspace(Project.find(project)), "zubrowka", TODAY).brief.skeleton


def replace_words(path: Path, old: str, new: str) -> None:
    """Replace a text in a file, which must have it."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


# --- list and show ------------------------------------------------------------------------------


def test_list_says_where_each_file_comes_from(run_template: Command, project: Path) -> None:
    """Every kind of file is listed, the project's and a partner's with what they stand for."""
    special = project / "templates/partners/zubrowka"
    for path, text in {
        project / "templates" / CONTACTS: '{% extends "below/sections/contacts.md.j2" %}',
        special / CONTACTS: '{% extends "below/sections/contacts.md.j2" %}',
        project / "templates/print.css": "",
        project / "templates/look.css": "",
        special / "look.css": "",
        project / "templates/labels/en.yaml": "blank: x",
        project / "templates/sections/own.md.j2": "",
        project / "templates/.base/0/sections/old.md.j2": "",
        project / "templates/notes.txt": "",
    }.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    lines = [" ".join(line.split()) for line in run_template("list").out.splitlines()]
    assert {line for line in lines if not line.endswith(" packaged") or "," in line} == {
        "labels/en.yaml project, adds to packaged",
        "look.css partner zubrowka, adds to project",
        "look.css project",
        "print.css project, replaces packaged",
        "sections/contacts.md.j2 partner zubrowka, extends project",
        "sections/contacts.md.j2 project, extends packaged",
        "sections/own.md.j2 project",
    }
    assert {"brief.md.j2 packaged", "products/brief.yaml packaged", "screen.css packaged"} <= set(lines)
    assert lines.index("sections/contacts.md.j2 project, extends packaged") + 1 == lines.index(
        "sections/contacts.md.j2 packaged"
    )


def test_every_packaged_file_is_listed() -> None:
    """Of what lies in the packaged folder only fonts and pictures, and texts about them, are left out."""
    folder = package_data_folder() / "templates"
    rows = {row.name for row in served_files(Project(package_data_folder(), package_data_folder()))}
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {name for name in files - rows if not name.startswith(("flags/", "fonts/", "maps/"))} == set()


def test_show_prints_what_is_used(run_template: Command, project: Path) -> None:
    """`show` prints the file that serves a name, or the packaged one, and says on stderr which it is."""
    own = project / "templates" / CONTACTS
    own.parent.mkdir(parents=True)
    own.write_text("{{ partner.name }}\n", encoding="utf-8")
    assert run_template("show", CONTACTS) == (
        0, "{{ partner.name }}\n", "templates/sections/contacts.md.j2, replaces packaged\n",
    )  # fmt: skip
    run = run_template("show", CONTACTS, "--packaged")
    assert run.err == "(packaged) templates/sections/contacts.md.j2\n"
    assert run.out == (package_data_folder() / "templates" / CONTACTS).read_text(encoding="utf-8")


# --- eject --------------------------------------------------------------------------------------


def test_eject_copies_a_file_with_a_record(run_template: Command, project: Path) -> None:
    """The copy changes nothing, and what it was made from lies beside it, by version."""
    before = note_skeleton(project)
    assert run_template("eject", CONTACTS) == (0, f"templates/{CONTACTS}\n", "")
    text = (package_data_folder() / "templates" / CONTACTS).read_bytes()
    for name in (CONTACTS, f".base/{package.__version__}/{CONTACTS}"):
        assert (project / "templates" / name).read_bytes() == text
    assert note_skeleton(project) == before


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


@pytest.mark.parametrize("name", ["addendum.md.j2", "standing.md.j2", *(f"sections/{path.name}" for path in (package_data_folder() / "templates/sections").iterdir())])  # fmt: skip
def test_every_block_can_be_ejected_and_changes_nothing(
    run_template: Command, project: Path, name: str
) -> None:
    """Whatever block of whatever section is copied, the notes stay as they are; outer ones bring inner ones along."""
    before = note_skeleton(project)
    found = block_texts((package_data_folder() / "templates" / name).read_text(encoding="utf-8"))
    assert found
    for block, text in found.items():
        if not any(text in other and text != other for other in found.values()):
            assert run_template("eject", name, "--block", block).code == 0
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
    "a file that is there": (["eject", QUESTIONS], "error[file-exists]: there is templates/sections/questions.md.j2 already"),
    "a block of a file that is there whole": (["eject", QUESTIONS, "--block", "none"], "error[file-exists]: templates/sections/questions.md.j2 replaces the file below it as a whole"),
    "a block that is there": (["eject", CONTACTS, "--block", "row"], "error[file-exists]: templates/sections/contacts.md.j2 overrides the block 'row' already"),
    "a block of which an inner one is there": (["eject", "sections/areas.md.j2", "--block", "area"], "error[file-exists]: templates/sections/areas.md.j2 overrides the block 'item' already"),
    "a block that there is not": (["eject", CONTACTS, "--block", "rwo"], "error[unknown-block]: sections/contacts.md.j2 has no block 'rwo'\n  hint: did you mean row?"),
    "a whole file of which the project overrides a block": (["eject", CONTACTS, "--partner", "zubrowka"], "error[not-to-copy]: the sections/contacts.md.j2 of the project extends another one"),
    "a file that there is not": (["eject", "sections/contact.md.j2"], "error[unknown-template]: there is no templates/sections/contact.md.j2\n  hint: did you mean sections/contacts.md.j2?"),
    "a file elsewhere": (["eject", "../facts/house.yaml"], "error[unknown-template]: there is no templates/../facts/house.yaml"),
    "a partner that there is not": (["eject", CONTACTS, "--partner", "zubrovka"], "error[unknown-partner]: there is no partner 'zubrovka'\n  hint: did you mean zubrowka?"),
    "a partner elsewhere": (["eject", CONTACTS, "--partner", "../../x"], "error[unknown-partner]: there is no partner '../../x'"),
    "labels": (["eject", "labels/en.yaml"], "error[not-to-copy]: labels/en.yaml is not copied: a file of your own is added to the one below it\n  hint: write templates/labels/en.yaml with what is to be different; for another language, `briefings template show labels/en.yaml > templates/labels/LANGUAGE.yaml`, and translate it"),
    "labels of a new language": (["eject", "labels/de.yaml"], "error[unknown-template]: there is no templates/labels/de.yaml\n  hint: `briefings template show labels/en.yaml > templates/labels/de.yaml`, and translate it"),
    "labels of no language": (["eject", "labels/English.yaml"], "error[unknown-template]: there is no templates/labels/English.yaml\n  hint: "),
    "a file to show": (["show", "x"], "error[unknown-template]: there is no templates/x\n  hint: briefings template list names all"),
    "nothing of one's own to accept": (["accept", "print.css"], "error[no-override]: templates/print.css overrides no file below it"),
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


# --- diff ---------------------------------------------------------------------------------------


def test_without_files_of_its_own_a_project_has_nothing_to_compare(run_template: Command) -> None:
    """`diff` says so."""
    assert run_template("diff") == (0, "No file of the project stands for another one.\n", "")


def test_diff_tells_what_changed_on_both_sides(
    run_template: Command, project: Path, change_packaged: Callable[[str, str, str], None], golden: Golden
) -> None:
    """After an upgrade: what changed below, what the project changed, and where both touched the same lines."""
    run_template("eject", QUESTIONS)
    run_template("eject", CONTACTS, "--block", "row")
    run_template("eject", CONTACTS, "--block", "columns", "--partner", "zubrowka")
    run_template("eject", "print.css")
    replace_words(
        project / "templates" / QUESTIONS, '{{ label("questions.none") }}', '*{{ label("questions.none") }}*'
    )
    replace_words(project / "templates" / CONTACTS, "{{ contact.date }}", "**{{ contact.date }}**")
    unmoved = run_template("diff")
    assert (unmoved.code, unmoved.err) == (0, "")
    change_packaged(CONTACTS, "{{ contact.date }} |", "*{{ contact.date }}* |")
    change_packaged(QUESTIONS, "{% if not questions %}", "\n{% if not questions %}")
    change_packaged("print.css", "body { margin: 0; }", "body { margin: 0; padding: 0; }")
    moved = run_template("diff")
    assert (moved.code, moved.err) == (1, "")
    golden.check((unmoved.out + "---\n" + moved.out).replace(package.__version__, "VERSION"))


def test_diff_for_programs(
    run_template: Command, project: Path, change_packaged: Callable[[str, str, str], None]
) -> None:
    """As JSON the same is told, one object a file or block."""
    run_template("eject", CONTACTS, "--block", "none")
    replace_words(project / "templates" / CONTACTS, "contacts.none", "blank")
    change_packaged(CONTACTS, '{{ label("contacts.none") }}', '*{{ label("contacts.none") }}*')
    run = run_template("diff", CONTACTS, "--format", "json")
    old, theirs, ours = (
        '{{ label("contacts.none") }}',
        '*{{ label("contacts.none") }}*',
        '{{ label("blank") }}',
    )
    assert run.code == 1
    assert json.loads(run.out) == [
        {
            "name": CONTACTS,
            "file": f"templates/{CONTACTS}",
            "level": "project",
            "below": "packaged",
            "block": "none",
            "version": package.__version__,
            "moved": True,
            "below_changed": [{"line": 2, "old": [old], "new": [theirs]}],
            "you_changed": [{"line": 2, "old": [old], "new": [ours]}],
            "conflicts": [{"was": [old], "below": [theirs], "yours": [ours]}],
        }
    ]


def test_a_change_elsewhere_in_the_file_below_does_not_concern_a_block(
    run_template: Command, change_packaged: Callable[[str, str, str], None]
) -> None:
    """Who overrides a block gets all other improvements, and so is not told of them."""
    run_template("eject", CONTACTS, "--block", "row")
    change_packaged(CONTACTS, '## {{ label("section.contacts") }}', '## **{{ label("section.contacts") }}**')
    assert run_template("diff").code == 0


def test_what_the_project_changes_is_told_to_a_partner(run_template: Command, project: Path) -> None:
    """A partner's block was made from what the project had then."""
    run_template("eject", CONTACTS, "--block", "row", "--partner", "zubrowka")
    own = project / "templates" / CONTACTS
    own.parent.mkdir(parents=True)
    own.write_text(
        '{% extends "below/sections/contacts.md.j2" %}{% block row %}{% endblock %}', encoding="utf-8"
    )
    run = run_template("diff", "--partner", "zubrowka")
    assert run.code == 1
    assert "made from the project one" in run.out


def test_accept_records_what_is_below_now(
    run_template: Command,
    project: Path,
    change_packaged: Callable[[str, str, str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """When a copy has been brought up to date, that is recorded, and the older record goes."""
    run_template("eject", CONTACTS)
    change_packaged(CONTACTS, "{{ contact.date }} |", "*{{ contact.date }}* |")
    monkeypatch.setattr("briefings.authoring.overrides.__version__", "99.0")
    assert run_template("diff").code == 1
    assert run_template("accept", CONTACTS) == (0, f"templates/{CONTACTS}\n", "")
    assert run_template("diff").code == 0
    record_folder = project / "templates/.base"
    assert [
        path.relative_to(record_folder).as_posix() for path in record_folder.rglob("*") if path.is_file()
    ] == [f"99.0/{CONTACTS}"]
    assert [path.name for path in record_folder.iterdir()] == ["99.0"]


def test_a_file_that_was_not_ejected_is_compared_with_what_is_below(
    run_template: Command, project: Path
) -> None:
    """Without a record it can't be told what has changed; what is different is, and `accept` makes the record."""
    own = project / "templates" / CONTACTS
    own.parent.mkdir(parents=True)
    own.write_text(
        '{% extends "below/sections/contacts.md.j2" %}\n{% block columns %}\n{% endblock %}\n',
        encoding="utf-8",
    )
    run = run_template("diff")
    assert run.code == 0
    assert run.out.startswith(
        "templates/sections/contacts.md.j2: block columns, not on record what it was made from; "
        "`briefings template accept` it when it fits the packaged one\n  otherwise than the packaged one:\n    - |"
    )
    run_template("accept", CONTACTS)
    assert "made from the packaged one" in run_template("diff").out


# --- records are no inputs ----------------------------------------------------------------------


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


# --- the text of blocks -------------------------------------------------------------------------


def test_blocks_are_found_as_they_stand() -> None:
    """Nested blocks are found with their tags; what stands in comments and raw parts is none."""
    source = (
        "{# {% block no %}{% endblock %} #}{%- block a -%}1{% block b scoped %}2{% endblock b %}{%- endblock -%}"
        "{% raw %}{% block no %}{% endraw %}"
    )
    assert block_texts(source) == {
        "a": "{%- block a -%}1{% block b scoped %}2{% endblock b %}{%- endblock -%}",
        "b": "{% block b scoped %}2{% endblock b %}",
    }


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{% extends "below/x" %}', True),
        ("{%- extends 'below/x' -%}", True),
        ('{% extends "x" %}', False),
        ('{# {% extends "below/x" %} #}', False),
        ('{% include "below/x" %}', False),
    ],
)
def test_what_extends_the_one_below(source: str, expected: bool) -> None:
    """Only a tag `extends` with `below/` does."""
    assert extends_below(source) is expected


def test_files_that_extend_each_other_as_one_text() -> None:
    """Each block has the text of the uppermost file that overrides it."""
    lowest = "<{% block a %}1{% endblock %}{% block b %}2{% endblock %}{% block c %}3{% endblock %}>"
    middle = "{% block a %}4{% endblock %}{% block b %}5{% endblock %}"
    top = "{% block b %}6{% endblock %}{% block none %}7{% endblock %}"
    assert merge_overrides([top, middle, lowest]) == (
        "<{% block a %}4{% endblock %}{% block b %}6{% endblock %}{% block c %}3{% endblock %}>"
    )
    assert merge_overrides([lowest]) == lowest
