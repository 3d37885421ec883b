"""Test of CONTRIBUTING.md: its examples are followed in a copy of the project, so each extension point works."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.support.pages import PageFollower

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "CONTRIBUTING.md"
FOLDERS = ("briefings", "docs", "facts", "templates", "tests")


@pytest.fixture
def page_follower(tmp_path: Path, request: pytest.FixtureRequest) -> PageFollower:
    """Return a reader with a copy of the whole project, whose `./run` uses the modules of the copy."""
    clone = tmp_path / "clone"
    ignored = shutil.ignore_patterns("__pycache__", "node_modules", "golden")
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, clone / folder, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", clone)
    run = clone / "run"
    run.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m "$@"\n', encoding="utf-8")
    run.chmod(0o755)
    update = request.config.getoption("--update-docs")
    return PageFollower(clone, {"PYTHONPATH": str(clone)}, update=update)


@pytest.mark.slow
def test_the_examples_of_contributing_work(page_follower: PageFollower) -> None:
    """Each example writes its files into the copy, and uses them."""
    page_follower.follow(PAGE)
