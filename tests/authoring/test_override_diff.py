"""Tests of the changes around overrides."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest

import briefings as package
from briefings.project import package_data_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.commands import CommandResult
    from tests.support.golden import Golden

    Command = Callable[..., CommandResult]

CONTACTS = "sections/contacts.md.j2"
QUESTIONS = "sections/questions.md.j2"


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
            "briefings.authoring.templates.files.package_data_folder",
            "briefings.authoring.templates.copies.package_data_folder",
        ):
            monkeypatch.setattr(place, lambda: later)

    return replace_packaged


def replace_words(path: Path, old: str, new: str) -> None:
    """Replace a text in a file, which must have it."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_without_files_of_its_own_a_project_has_nothing_to_compare(run_template: Command) -> None:
    """`diff` says so."""
    assert run_template("diff") == (0, "The project overrides no templates.\n", "")


def test_diff_tells_what_changed_on_both_sides(
    run_template: Command, project: Path, change_packaged: Callable[[str, str, str], None], golden: Golden
) -> None:
    """After an upgrade there are two diffs: what changed below, and what the project changed."""
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
    change_packaged("print.css", "body { margin: 0; overflow", "body { margin: 0; padding: 0; overflow")
    moved = run_template("diff")
    assert (moved.code, moved.err) == (1, "")
    text = (unmoved.out + "---\n" + moved.out).replace(package.__version__, "VERSION")
    golden.check(re.sub(r"^@@.*@@$", "@@", text, flags=re.MULTILINE))  # the packaged templates may grow


def test_diff_for_programs(
    run_template: Command, project: Path, change_packaged: Callable[[str, str, str], None]
) -> None:
    """JSON has the same diffs, in one object per file or block."""
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
            "below_changed": [
                f"--- packaged, Briefings {package.__version__}",
                "+++ packaged, now",
                "@@ -1,3 +1,3 @@",
                " {% block none scoped %}",
                f"-{old}",
                f"+{theirs}",
                " {% endblock %}",
            ],
            "you_changed": [
                f"--- packaged, Briefings {package.__version__}",
                "+++ yours",
                "@@ -1,3 +1,3 @@",
                " {% block none scoped %}",
                f"-{old}",
                f"+{ours}",
                " {% endblock %}",
            ],
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
    assert "based on the project file of Briefings" in run.out


def test_accept_records_what_is_below_now(
    run_template: Command,
    project: Path,
    change_packaged: Callable[[str, str, str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """When a copy has been brought up to date, that is recorded, and the older record goes."""
    run_template("eject", CONTACTS)
    change_packaged(CONTACTS, "{{ contact.date }} |", "*{{ contact.date }}* |")
    monkeypatch.setattr("briefings.authoring.templates.overrides.__version__", "99.0")
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
        "templates/sections/contacts.md.j2, block columns: its base is not on record; if it fits the packaged file, "
        "run `briefings template accept sections/contacts.md.j2`\n--- packaged, now\n+++ yours\n@@ -1,4 +1,2 @@\n"
    )
    run_template("accept", CONTACTS)
    assert "based on the packaged file of Briefings" in run_template("diff").out
