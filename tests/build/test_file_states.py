"""Tests of file states: files are read only where their size or time may hide a change."""

from __future__ import annotations

import os
import time
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from briefings.build.file_states import (
    FileState,
    hash_strings,
    is_settled,
    read_file_group,
    read_file_state,
    walk_folders,
)
from briefings.fastpath import describe_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OLD = 10**18 + 1


def write_with_time(path: Path, data: bytes, changed: int = OLD) -> Path:
    """Write a file with this content and modification time, and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, ns=(changed, changed))
    return path


def test_a_file_with_the_same_stamp_is_not_read(tmp_path: Path) -> None:
    """What is on record is believed where size, times and number are the same."""
    path = write_with_time(tmp_path / "a", b"one")
    known = FileState(describe_file(path.stat()), "on record")
    assert read_file_state(path, known) is known


def restore_times(path: Path) -> None:
    """Write other content of the same size, and restore the time of the file."""
    time.sleep(0.01)
    write_with_time(path, b"two")


def replace_file(path: Path) -> None:
    """Put another file of the same size and time in the place."""
    write_with_time(path.with_name("b"), b"two").replace(path)


@pytest.mark.parametrize("change", [restore_times, replace_file])
def test_other_content_of_the_same_size_and_time_is_read(
    tmp_path: Path, change: Callable[[Path], None]
) -> None:
    """A tool that restores the time of a file can't restore the time of its state, and another file has another number."""
    path = write_with_time(tmp_path / "a", b"one")
    time.sleep(0.06)
    known = read_file_state(path, None)
    change(path)
    found = read_file_state(path, known)
    assert known is not None
    assert known.stamp
    assert found is not None
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (3, OLD)
    assert found.sha256 != known.sha256


@pytest.mark.parametrize(("data", "changed"), [(b"two", OLD + 1), (b"three", OLD)])
def test_a_file_of_another_size_or_time_is_read(tmp_path: Path, data: bytes, changed: int) -> None:
    """What differs in size or time is hashed."""
    known = read_file_state(write_with_time(tmp_path / "a", b"one"), None)
    found = read_file_state(write_with_time(tmp_path / "a", data, changed), known)
    assert found
    assert known
    assert found.sha256 != known.sha256


def test_a_file_too_young_is_read_again(tmp_path: Path) -> None:
    """The time of a file that was changed just now is no proof that it stays so."""
    (tmp_path / "a").write_bytes(b"one")
    found = read_file_state(tmp_path / "a", None)
    assert found
    assert found.stamp == ""


@pytest.mark.parametrize(
    ("age", "whole", "expected"),
    [(10**7, False, False), (10**8, False, True), (10**9, True, False), (3 * 10**9, True, True)],
)
def test_when_a_time_can_be_trusted(age: int, whole: bool, expected: bool) -> None:
    """A time is trusted when the clock has ticked since; times in whole seconds may be of a coarse clock."""
    changed = 10**18 + (0 if whole else 1)
    for times in ((changed, OLD - 10**15), (OLD - 10**15, changed)):
        status = cast("os.stat_result", SimpleNamespace(st_mtime_ns=times[0], st_ctime_ns=times[1]))
        assert is_settled(status, changed + age) == expected


def test_what_is_scanned(tmp_path: Path) -> None:
    """All files and links to folders, by name; hidden ones, those of editors and folders of others left out."""
    for name in ("b.yaml", "a/c.yaml", ".hidden", "~lock", "partners/x.css", "a/partners/y.css"):
        write_with_time(tmp_path / "top" / name, b"x")
    (tmp_path / "top/link").symlink_to(tmp_path / "top/a")
    group = read_file_group(
        {"t": tmp_path / "top", "one": tmp_path / "top/b.yaml", "none": tmp_path / "none"},
        {},
        skip=["partners"],
    )
    assert list(group.files) == ["t/a/c.yaml", "t/a/partners/y.css", "t/b.yaml", "t/link", "one"]
    assert [path.name for path in walk_folders(tmp_path / "top")] == ["top", "a", "partners", "partners"]


def test_a_name_tells_as_much_as_a_content(tmp_path: Path) -> None:
    """A group that has other names, contents or order of them has another digest."""
    digests = set()
    for number, files in enumerate([{"a": b"x"}, {"b": b"x"}, {"a": b"y"}, {"a": b"x", "b": b""}, {}]):
        for name, data in files.items():
            write_with_time(tmp_path / str(number) / name, data)
        digests.add(read_file_group({"t": tmp_path / str(number)}, {}).hash)
    assert len(digests) == 5
    assert len({hash_strings(parts) for parts in (["ab", "c"], ["a", "bc"], ["abc"], [])}) == 4


def test_what_can_not_be_read_is_not_there(tmp_path: Path) -> None:
    """A file that is gone between listing and reading is no error."""
    assert read_file_state(tmp_path / "none", None) is None


def test_the_file_times_that_can_not_be_trusted(tmp_path: Path) -> None:
    """A file changed twice within a tick of the clock, to the same size, is seen to have changed."""
    path = tmp_path / "fact.yaml"
    path.write_bytes(b"one")
    first = read_file_state(path, None)
    times = path.stat()
    path.write_bytes(b"two")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    second = read_file_state(path, first)
    assert first is not None
    assert second is not None
    assert first.sha256 != second.sha256
