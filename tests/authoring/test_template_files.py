"""Tests of the template files that notes use: list and show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.authoring.templates.files import served_files
from briefings.project import Project, package_data_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.commands import CommandResult

    Command = Callable[..., CommandResult]

CONTACTS = "sections/contacts.md.j2"


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
