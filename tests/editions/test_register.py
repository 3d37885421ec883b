"""Tests of the register in other hands: what an editor, a merge or a disk did to it is reported with its place."""

from __future__ import annotations

import errno
import os
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefings.build.plan import BuildOptions
from briefings.editions.edition_record import changed_lines
from briefings.editions.issue import IssueRequest, issue_note
from briefings.editions.register import append_edition, read_register, repeated_numbers
from briefings.model.diagnostics import BriefingsError
from briefings.project import Project
from tests.support.builds import DAY, InlineExecutor
from tests.support.notes import FICTIONAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.support.commands import CommandResult

    Command = Callable[..., CommandResult]

REGISTER = "editions/register.yaml"


def hand_out(project: Path, reader: str) -> None:
    """Issue the brief as Markdown."""
    request = IssueRequest("zubrowka.brief", (reader,), DAY, "internal", ("md",))
    issue_note(Project(project, project), request, BuildOptions(workers=InlineExecutor()))


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with two editions."""
    project = tmp_path_factory.mktemp("archive") / "project"
    shutil.copytree(FICTIONAL, project)
    for reader in ("The Minister", "The Envoy"):
        hand_out(project, reader)
    return project


@pytest.fixture
def register(issued: Path) -> Iterator[Path]:
    """Return the register of this project; the next test finds it as it was."""
    path = issued / REGISTER
    before = path.read_bytes()
    yield path
    path.write_bytes(before)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("The Minister", "The Queen", "3:3: error[register-changed]: the line of 1 is not the one that was written"),
        ("marking: PUBLIC", "marking: SECRET", "3:3: error[register-changed]"),
        ("note: zubrowka.brief", "note: zubrowka.card", "3:3: error[register-changed]"),
        ("issued: 2019-06-01", "issued: 2019-06-02", "3:3: error[register-changed]"),
        ("manifest: ", "manifest: f0", "error[bad-manifest]"),
        ("issued: 2019-06-01", "issued: 2019-06-31", "error[bad-issued]: 'issued': '2019-06-31' is not a date"),
        ("[The Minister]", '[""]', "error[bad-to]: 'to': the text is empty"),
        ("- {reference: 1", "<<<<<<< HEAD\n- {reference: 1", "3:1: error[yaml-syntax]: a merge left two versions"),
        ("- {reference: 2", "=======\n- {reference: 2", "4:1: error[yaml-syntax]: a merge left two versions"),
        ("- {reference: 2", "hello\n- {reference: 2", "4:1: error[yaml-syntax]"),
        ("editions:", "edition:", "2:1: error[unknown-key]"),
        ("reference: 2, number: 2", "reference: 1, number: 1", "4:3: error[number-used]: the number 1 was issued twice"),
    ],
)  # fmt: skip
def test_a_register_that_a_hand_or_a_merge_has_changed(register: Path, old: str, new: str, told: str) -> None:
    """What `check` prints names the line, and what is wrong with it."""
    text = register.read_text("utf-8")
    assert old in text
    register.write_text(text.replace(old, new, 1), "utf-8")
    editions, problems = read_register(register.parents[1])
    found = [
        *problems,
        *repeated_numbers(editions or ()),
        *changed_lines(register.parents[1], editions or ()),
    ]
    lines = [f"{each.location}: error[{each.code}]: {each.message}" for each in found]
    assert any(line.startswith(f"{REGISTER}:") and told in line for line in lines)


def test_a_changed_line_can_be_brought_back(issued: Path, register: Path, briefings: Command) -> None:
    """The hint has the line as it was written."""
    text = register.read_text("utf-8")
    line = text.splitlines()[2]
    register.write_text(text.replace("The Minister", "The Queen"), "utf-8")
    assert f"hint: bring it back: {line}" in briefings("check", "--details", "--project", issued).out


@pytest.mark.parametrize(
    "change", [(b"\n", b"\r\n"), (b"# What", b"\xef\xbb\xbf# What"), (b"}\n", b"}\n\n# A remark.\n")]
)
def test_what_an_editor_may_do(issued: Path, register: Path, change: tuple[bytes, bytes]) -> None:
    """Other ends of lines, a byte-order mark and remarks are no harm; a new line leaves the earlier ones to the byte."""
    before = register.read_bytes().replace(*change)
    register.write_bytes(before)
    editions, problems = read_register(issued)
    assert (len(editions or ()), problems) == (2, ())
    append_edition(issued, replace((editions or ())[0], reference="3"))
    assert register.read_bytes().startswith(before)
    editions, problems = read_register(issued)
    assert ([edition.reference for edition in editions or ()], problems) == (["1", "2", "3"], ())


@pytest.mark.parametrize(
    ("reader", "told"),
    [("", "the text is empty"), (" ", "the text is empty"), ("TODO", "is still to be written")],
)
def test_no_command_writes_a_line_that_can_not_be_read(
    issued: Path, register: Path, briefings: Command, reader: str, told: str
) -> None:
    """Neither the command line nor the function below it spoils the register."""
    before = register.read_bytes()
    where = ("--project", issued)
    for command in (
        ("issue", "zubrowka.brief", "--to", reader),
        ("addendum", "1", "--to", reader),
        ("clear", "zubrowka.brief", "--by", reader, "--as", "Director"),
        ("clear", "zubrowka.brief", "--by", "A", "--as", reader),
    ):
        ran = briefings(*command, *where)
        assert (ran.code, told in ran.err) == (2, True)
    first = (read_register(issued).value or ())[0]
    with pytest.raises(BriefingsError, match=r"register\.yaml can't hold this"):
        append_edition(issued, replace(first, reference="3", to=(reader,)))
    assert register.read_bytes() == before


def test_a_place_that_is_not_a_folder(project: Path, briefings: Command) -> None:
    """A file, or a link that leads out, in the place of `editions/` stops the command before it writes."""
    place = project / "editions"
    place.write_text("A file.", "utf-8")
    command = ("issue", "zubrowka.brief", "--to", "X", "--format", "md", "--project", project)
    ran = briefings(*command)
    assert (ran.code, "error[unwritable-file]" in ran.err) == (1, True)
    place.unlink()
    outside = project.parent / "outside"
    outside.mkdir()
    place.symlink_to(outside)
    ran = briefings(*command)
    assert (ran.code != 0, list(outside.iterdir())) == (True, [])


def test_a_folder_that_can_not_be_written(
    issued: Path, register: Path, monkeypatch: pytest.MonkeyPatch, briefings: Command
) -> None:
    """A read-only archive is an error of the machine with the path; the register stays."""
    before = register.read_bytes()

    made = os.mkdir

    def refuse(path: str | Path, *modes: int) -> None:
        """Make a folder elsewhere only."""
        if str(register.parent) in str(path):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        made(path, *modes)

    monkeypatch.setattr(os, "mkdir", refuse)
    ran = briefings("issue", "zubrowka.brief", "--to", "X", "--format", "md", "--project", issued)
    assert (ran.code, "error[unwritable-file]" in ran.err) == (1, True)
    assert register.read_bytes() == before
