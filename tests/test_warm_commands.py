"""Tests of warm commands: to the one who runs them they are what a fresh Python is."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.builds import REPOSITORY
from tests.support.warm_commands import warm_program

if TYPE_CHECKING:
    from pathlib import Path

PROBE = """
import os, signal, sys
if sys.argv[1:] == ["killed"]:
    os.kill(os.getpid(), signal.SIGTERM)
if sys.argv[1:] == ["raised"]:
    raise KeyError("Zubrowka")
print(sys.argv, os.getcwd(), os.environ["HUE"], sys.stdin.read(), __name__)
sys.exit(" ".join(sys.argv[1:]))
"""


@pytest.mark.parametrize("words", [["killed"], ["raised"], ["two words", "é"], []], ids=str)
def test_a_warm_command_is_like_a_fresh_one(tmp_path: Path, words: list[str]) -> None:
    """It has its words, folder, environment and streams, and ends in the same way."""
    (tmp_path / "probe.py").write_text(PROBE, encoding="utf-8")
    warm, fresh = (
        subprocess.run(
            [*program, "probe", *words],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY), "LC_ALL": "C.UTF-8", "HUE": "ultramarine"},
            input="snow",
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        for program in (warm_program(), [sys.executable, "-m"])
    )
    assert (warm.returncode, warm.stdout) == (fresh.returncode, fresh.stdout)
    assert warm.stderr.splitlines()[-1:] == fresh.stderr.splitlines()[-1:]


def test_no_command_sees_what_another_left(tmp_path: Path) -> None:
    """What a command changes in memory ends with it."""
    (tmp_path / "probe.py").write_text(
        "import briefings\nprint(briefings.__version__)\nbriefings.__version__ = 'spoiled'\n",
        encoding="utf-8",
    )
    runs = [
        subprocess.run([*warm_program(), "probe"], cwd=tmp_path, capture_output=True, check=True)
        for _ in range(2)
    ]
    assert runs[0].stdout == runs[1].stdout != b"spoiled\n"
