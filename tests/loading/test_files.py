"""Tests of reading files with a limit, and of writing them in one step."""

from __future__ import annotations

import fcntl
import os
import stat
import threading
from typing import TYPE_CHECKING

import pytest

from briefings.loading.files import one_writer, read_bytes, write_atomic, write_if_same
from briefings.model.diagnostics import format_diagnostic

if TYPE_CHECKING:
    from pathlib import Path


def test_read_bytes(tmp_path: Path) -> None:
    """A file within the limit is read; a larger or missing one is reported."""
    (tmp_path / "small.txt").write_bytes(b"lamp")
    assert read_bytes(tmp_path / "small.txt", "small.txt", 4) == (b"lamp", ())
    refused = [read_bytes(tmp_path / name, name, 3) for name in ("small.txt", "none.txt")]
    assert [reading.value for reading in refused] == [None, None]
    problems = [problem for reading in refused for problem in reading.problems]
    assert [problem.code for problem in problems] == ["file-too-large", "unreadable-file"]
    assert all(format_diagnostic(problem) for problem in problems)


@pytest.mark.parametrize("sync", [True, False])
def test_write_atomic_replaces_the_content_only(tmp_path: Path, *, sync: bool) -> None:
    """The new content is in place, the mode is the old one, and no other file is left."""
    path = tmp_path / "lamps.yaml"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_atomic(path, b"new", sync=sync)
    assert path.read_bytes() == b"new"
    assert os.name != "posix" or stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [file.name for file in tmp_path.iterdir()] == ["lamps.yaml"]


def test_write_atomic_leaves_the_old_file_when_it_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failure before the last step changes nothing."""
    path = tmp_path / ".state.json"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fail)
        with pytest.raises(OSError, match="No space"):
            write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == [".state.json"]


def test_write_atomic_follows_no_link(tmp_path: Path) -> None:
    """Links in place of the file or of its temporary copy are replaced; the files that they name stay."""
    mine = tmp_path / "mine.txt"
    mine.write_bytes(b"mine")
    folder = tmp_path / "build"
    folder.mkdir()
    for name in (".state.json", ".state.json.new"):
        (folder / name).symlink_to(mine)
    write_atomic(folder / ".state.json", b"state")
    assert mine.read_bytes() == b"mine"
    assert [(file.name, file.is_symlink()) for file in folder.iterdir()] == [(".state.json", False)]


def test_a_second_writer_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one writes in a folder, no other does."""
    asked, lock = threading.Event(), fcntl.flock

    def ask(handle: int, operation: int) -> None:
        asked.set()
        lock(handle, operation)

    path = tmp_path / "lamps.yaml"
    second = threading.Thread(target=write_atomic, args=(path, b"second"))
    with one_writer(tmp_path):
        monkeypatch.setattr(fcntl, "flock", ask)
        second.start()
        assert asked.wait(60)
        second.join(0.05)
        assert not path.exists()
        path.write_bytes(b"first")
    second.join()
    assert path.read_bytes() == b"second"


def test_a_folder_that_knows_no_locks_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some network folders refuse them."""

    def refuse(_handle: int, _operation: int) -> None:
        raise OSError(9, "Bad file descriptor")

    monkeypatch.setattr(fcntl, "flock", refuse)
    write_atomic(tmp_path / "lamps.yaml", b"new")
    assert (tmp_path / "lamps.yaml").read_bytes() == b"new"


def test_what_another_wrote_is_not_written_over(tmp_path: Path) -> None:
    """A file is replaced only if it is as it was read: not there, or with the same content."""
    path = tmp_path / "lamps.yaml"
    assert [write_if_same(path, None, b"one"), write_if_same(path, None, b"two")] == [True, False]
    assert [write_if_same(path, b"one", b"three"), write_if_same(path, b"one", b"four")] == [True, False]
    assert path.read_bytes() == b"three"
