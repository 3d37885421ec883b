"""Tests of who wrote some lines: what git knows, and nothing where it knows nothing."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from briefings.authoring.explanation.line_history import find_line_history

if TYPE_CHECKING:
    from pathlib import Path


def git(root: Path, *words: str, author: str = "Ada Example") -> None:
    """Run git in a folder."""
    options = ("-c", f"user.name={author}", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *options, *words], cwd=root, check=True, capture_output=True)  # noqa: S607 - the git of this machine


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Provide a repository with a file of three lines, by two authors, the last of them not committed."""
    root = tmp_path_factory.mktemp("history")
    file = root / "facts/a.yaml"
    file.parent.mkdir()
    git(root, "init", "-q")
    for text, author in (("one\n", "Ada Example"), ("one\ntwo\n", "Jon Example")):
        file.write_text(text, "utf-8")
        git(root, "add", "-A")
        git(root, "commit", "-qm", f"write {len(text)} letters", author=author)
    file.write_text("one\ntwo\nthree\n", "utf-8")
    return root


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((1, 1), [("Ada Example", "write 4 letters")]),
        ((1, 2), [("Ada Example", "write 4 letters"), ("Jon Example", "write 8 letters")]),
        ((3, 3), [("", "not committed yet")]),
    ],
)
def test_lines_have_their_commits(
    root: Path, lines: tuple[int, int], expected: list[tuple[str, str]]
) -> None:
    found = find_line_history(root, "facts/a.yaml", *lines)
    assert sorted((change.author, change.summary) for change in found) == expected


@pytest.mark.parametrize("file", ["facts/b.yaml", "--output=x", "-C", "", "--contents=/etc/passwd"])
def test_a_name_is_never_an_option(root: Path, file: str) -> None:
    before = sorted(root.iterdir())
    assert find_line_history(root, file, 1, 1) == []
    assert sorted(root.iterdir()) == before


def test_nothing_is_known_without_git(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yaml").write_text("one\n", "utf-8")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert find_line_history(tmp_path, "a.yaml", 1, 1) == []
    assert find_line_history(root, "facts/a.yaml", 90, 91) == []
    monkeypatch.setenv("PATH", "")
    assert find_line_history(root, "facts/a.yaml", 1, 1) == []


def test_a_commit_of_a_day_in_no_calendar_is_left_out(tmp_path: Path) -> None:
    """Git keeps any number for a day."""
    (tmp_path / "a.yaml").write_text("one\n", "utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "far", "--date", "@99999999999999 +0000")
    assert find_line_history(tmp_path, "a.yaml", 1, 1) == []
