"""Tests of the state file: each section is read as it was written, or not at all, and leaves the others alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.build.state_file import STATE_FILE, Section

if TYPE_CHECKING:
    from pathlib import Path

BUILD, CHECK = Section("build", 1), Section("check", 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a build folder whose state has two sections."""
    folder = tmp_path / "build"
    BUILD.write(folder, {"a": [1, None, "\udcff\n"]})
    CHECK.write(folder, ["b"])
    return folder


def test_sections_are_read_as_written(folder: Path) -> None:
    """Each section comes back, whichever was written last; a third one is not there."""
    assert (BUILD.read(folder), CHECK.read(folder)) == ({"a": [1, None, "\udcff\n"]}, ["b"])
    BUILD.write(folder, {})
    assert (BUILD.read(folder), CHECK.read(folder)) == ({}, ["b"])
    assert Section("other", 1).read(folder) is None


def test_another_version_is_not_read(folder: Path) -> None:
    """The content of another version is not understood, and the next writing replaces it."""
    newer = Section("build", 2)
    assert newer.read(folder) is None
    newer.write(folder, "new")
    assert (newer.read(folder), BUILD.read(folder), CHECK.read(folder)) == ("new", None, ["b"])


def test_damage_of_a_section_leaves_the_other(folder: Path) -> None:
    """A byte flipped in one section costs that section alone, and the other survives the next writing."""
    data = (folder / STATE_FILE).read_bytes()
    place = data.index(b"null")
    (folder / STATE_FILE).write_bytes(data[:place] + b"m" + data[place + 1 :])
    assert (BUILD.read(folder), CHECK.read(folder)) == (None, ["b"])
    BUILD.write(folder, "new")
    assert (BUILD.read(folder), CHECK.read(folder)) == ("new", ["b"])


@pytest.mark.parametrize("data", [b"", b"\n", b"[]\n[]", b"{}\n{}", b"\xff\n\xff", b"[" * 100_000 + b"\n"])
def test_other_content_is_replaced(folder: Path, data: bytes) -> None:
    """Whatever else stands in the file counts as nothing."""
    (folder / STATE_FILE).write_bytes(data)
    assert BUILD.read(folder) is None
    BUILD.write(folder, "new")
    assert BUILD.read(folder) == "new"


def test_a_folder_in_its_place_is_no_error(tmp_path: Path) -> None:
    """What can't be read counts as nothing, and what can't be written is not."""
    (tmp_path / STATE_FILE).mkdir()
    BUILD.write(tmp_path, "new")
    assert BUILD.read(tmp_path) is None
