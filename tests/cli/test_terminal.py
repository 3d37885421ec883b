"""Tests of the messages on a terminal: commands to type begin as the user began the present one."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from briefings.cli.terminal import as_typed, command_in
from tests.support.commands import run_line

HINT = "hint: briefings build zubrowka, or `briefings new COUNTRY`; facts of briefings stay"
SCRIPT = "hint: ./run briefings build zubrowka, or `./run briefings new COUNTRY`; facts of briefings stay"


def test_commands_begin_as_the_script_was_called(monkeypatch: pytest.MonkeyPatch) -> None:
    assert as_typed(HINT) == HINT
    monkeypatch.setenv("BRIEFINGS_COMMAND", "./run briefings")
    assert as_typed(HINT) == SCRIPT


def test_commands_begin_with_the_path_of_a_program_that_the_shell_does_not_find(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin/briefings"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr("sys.argv", [str(program), "check"])
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert as_typed("`briefings gaps x`") == f"`{program} gaps x`"
    monkeypatch.setattr(shutil, "which", lambda _name: str(program))
    assert as_typed("`briefings gaps x`") == "`briefings gaps x`"


def test_a_program_that_is_no_file_is_called_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever starts the module with a made-up name has no path to type."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["briefings", "check"])
    assert as_typed(HINT) == HINT


@pytest.mark.parametrize(
    ("typed", "folder", "called"),
    [
        ("briefings", "desk", "briefings"),
        ("python -m briefings", "desk", "python -m briefings"),
        ("./run briefings", "desk", "../run briefings"),
        ("../run briefings", "desks/eu", "../../../run briefings"),
        ("./run briefings", "..", "{here}/run briefings"),
        ("/opt/run briefings", "desk", "/opt/run briefings"),
    ],
)
def test_a_new_project_is_told_how_to_call_the_program_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, folder: str, called: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BRIEFINGS_COMMAND", typed)
    assert command_in(Path(folder)) == called.format(here=tmp_path)


def test_the_readme_of_a_new_project_has_commands_that_work_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What "Next:" says and what the README says is the same call, with and without a name of our side."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BRIEFINGS_COMMAND", "./run briefings")
    assert "then `../run briefings new COUNTRY`" in run_line("init eu --name Lamps").err
    assert "then `../run briefings build`" in run_line("init sample").err
    for name in ("eu", "sample"):
        readme = (tmp_path / name / "README.md").read_text("utf-8")
        commands = re.findall(r"(?:    |`)([^ \n`]*) ?briefings (?=new|build|check)", readme)
        assert set(commands) == {"../run"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("new Zubrowka --name Zubrowka", "hint: `./run briefings gaps zubrowka` lists"),
        ("add tenure zubrowka --post Chamberlain", "or add one: `./run briefings add post`"),
        (
            "build --product card --format md",
            "saved in facts/notes.yaml: `./run briefings build` now also makes the card",
        ),
    ],
)
def test_messages_name_the_command_that_was_typed(
    project: Path, monkeypatch: pytest.MonkeyPatch, line: str, said: str
) -> None:
    monkeypatch.chdir(project)
    monkeypatch.setenv("BRIEFINGS_COMMAND", "./run briefings")
    assert said in run_line(line).err
