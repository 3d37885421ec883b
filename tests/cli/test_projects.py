"""Tests of the project that a command works on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest

from briefings.cli.projects import find_own_project, find_project

if TYPE_CHECKING:
    from pathlib import Path


def test_a_project_is_found_from_below(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project / "facts" / "zubrowka")
    assert find_project(None).root == find_own_project(None).root == project.resolve()
    assert find_project(None).build_folder == project.resolve() / "build"
    assert capsys.readouterr().err == ""


def test_elsewhere_the_packaged_facts_are_read_but_not_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    found = find_project(None)
    assert (found.is_packaged, found.build_folder) == (True, tmp_path / "build")
    assert "using the facts of Briefings itself" in capsys.readouterr().err
    with pytest.raises(click.UsageError, match="briefings init DIR"):
        find_own_project(None)
