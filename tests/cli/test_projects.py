"""Tests of the project that a command works on."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from briefings.cli.projects import find_own_project, find_project


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
    found = find_project(Path(":packaged"))
    assert (found.is_packaged, found.build_folder) == (True, tmp_path / "build")
    assert capsys.readouterr().err == ""
    with pytest.raises(click.UsageError, match="briefings init DIR"):
        find_own_project(Path(":packaged"))
