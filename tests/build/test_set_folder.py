"""Tests of the folder of one version of a set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.build.set_folder import free_folder, hash_in_name, holds_exactly, set_hash, write_set

if TYPE_CHECKING:
    from pathlib import Path

FILES = {"a.md": b"a", "b.pdf": b"b"}


def test_a_written_set_holds_its_files(tmp_path: Path) -> None:
    """A folder holds the files that were written, and nothing unfinished is left."""
    folder = free_folder(tmp_path, FILES)
    assert folder.name == set_hash(FILES)
    write_set(tmp_path, folder, FILES)
    assert holds_exactly(folder, FILES)
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]
    assert free_folder(tmp_path, FILES) == folder


def test_a_damaged_folder_is_not_written_again(tmp_path: Path) -> None:
    """A set whose folder was changed gets another one with the same hash in its name."""
    folder = free_folder(tmp_path, FILES)
    write_set(tmp_path, folder, FILES)
    (folder / "a.md").write_bytes(b"changed")
    assert not holds_exactly(folder, FILES)
    other = free_folder(tmp_path, FILES)
    assert (other != folder, hash_in_name(other.name)) == (True, set_hash(FILES))


def test_what_a_hash_covers() -> None:
    """Names, contents and their bounds are part of the hash of a set."""
    assert len({set_hash(files) for files in ({"a": b"bc"}, {"ab": b"c"}, {"a": b"b", "c": b""}, {})}) == 4
