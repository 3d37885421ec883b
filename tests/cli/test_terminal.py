"""Tests of the messages on a terminal: commands to type begin as the user began the present one."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from briefings.cli.terminal import as_typed
from tests.support.commands import run_line

if TYPE_CHECKING:
    from pathlib import Path

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
    ("line", "said"),
    [
        ("new Zubrowka --name Zubrowka", "hint: `./run briefings gaps zubrowka` lists"),
        ("add tenure zubrowka --post Chamberlain", "or add one: `./run briefings add post`"),
        ("build --product card --format md", "saved: `./run briefings build` now also makes the card"),
    ],
)
def test_messages_name_the_command_that_was_typed(
    project: Path, monkeypatch: pytest.MonkeyPatch, line: str, said: str
) -> None:
    monkeypatch.chdir(project)
    monkeypatch.setenv("BRIEFINGS_COMMAND", "./run briefings")
    assert said in run_line(line).err
