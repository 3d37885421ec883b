"""Tests of `tests/support/cases.py`: a difference fails, and the update flag changes one case and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.cases import CaseChecker, read_cases, replace_expected

if TYPE_CHECKING:
    from pathlib import Path

CASES = """\
# A comment that stays.

- name: one line
  text: a
  expected: ""

- name: "two: lines"
  text: b
  expected: |
    first
      second

# --- a heading ---

- name: the last
  expected: |
    third
"""


def write_cases(tmp_path: Path) -> Path:
    """Write the cases above to a file."""
    path = tmp_path / "cases.yaml"
    path.write_text(CASES, "utf-8")
    return path


def test_a_difference_fails(tmp_path: Path) -> None:
    """A text other than the expected one fails the test, and leaves the file alone."""
    first, second, _ = read_cases(write_cases(tmp_path))
    checker = CaseChecker(update=False)
    checker.check(second, "first\n  second\n")
    with pytest.raises(AssertionError, match="update-cases"):
        checker.check(first, "something")
    assert first.path.read_text("utf-8") == CASES


def test_an_update_changes_one_case(tmp_path: Path) -> None:
    """The update flag writes what is printed into its case, with comments and other cases kept."""
    path = write_cases(tmp_path)
    for case, text in zip(read_cases(path), ["x\n\n  y", "", "third"], strict=True):
        CaseChecker(update=True).check(case, text)
    changed = CASES.replace('  expected: ""\n', "  expected: |\n    x\n\n      y\n", 1)
    assert path.read_text("utf-8") == changed.replace(
        "  expected: |\n    first\n      second\n", '  expected: ""\n'
    )
    assert [case["expected"] for case in read_cases(path)] == ["x\n\n  y\n", "", "third\n"]


def test_an_unknown_case_is_refused() -> None:
    """Replacing the text of a case that the file does not have is an error."""
    with pytest.raises(LookupError, match="nothing"):
        replace_expected(CASES, "nothing", "x")
