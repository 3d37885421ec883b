"""Tests of golden files: they are compared, and none is left over from a deleted test."""

from pathlib import Path

import pytest

from tests.support.golden import FOLDER, Golden, unused_files

TESTS = Path(__file__).parent


def test_every_golden_file_is_used() -> None:
    """There is no golden file that no test compares with."""
    assert unused_files(FOLDER, TESTS) == []


def test_a_golden_file_without_a_test_is_found(tmp_path: Path) -> None:
    """A golden file is unused if its test is gone, or no longer asks for it."""
    (tmp_path / "test_notes.py").write_text(
        "def test_one(golden): ...\ndef test_two(): ...\n", encoding="utf-8"
    )
    golden = tmp_path / "golden"
    golden.mkdir()
    for name in ("test_notes.test_one.txt", "test_notes.test_two.txt", "test_gone.test_one.md"):
        (golden / name).touch()
    assert unused_files(golden, tmp_path) == ["test_gone.test_one.md", "test_notes.test_two.txt"]


def test_a_difference_from_the_golden_file_fails(golden: Golden) -> None:
    """A text that is not the one in the golden file fails the test."""
    golden.check("As it should be.\n")
    with pytest.raises(AssertionError, match="update-golden"):
        Golden(golden.test, golden.module, update=False).check("Not as it should be.\n")
