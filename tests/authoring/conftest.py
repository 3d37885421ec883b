"""Fixtures of the tests of authoring."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from briefings.project import Project
from tests.support.authoring import CASE_FILE, DUE_FACTS, SOURCE_CHAIN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.commands import CommandResult


@pytest.fixture
def own_project(project: Path) -> Project:
    """Return the fictional project."""
    return Project(project, project)


@pytest.fixture
def quoting_project(own_project: Project) -> Project:
    """Return a project with facts that rest on a source and on one that quotes it."""
    (own_project.root / CASE_FILE).write_text(SOURCE_CHAIN, "utf-8")
    return own_project


@pytest.fixture
def review_project(own_project: Project) -> Project:
    """Return a project with facts that are due for review."""
    (own_project.root / CASE_FILE).write_text(DUE_FACTS, "utf-8")
    return own_project


@pytest.fixture
def run_template(
    briefings: Callable[..., CommandResult], project: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., CommandResult]:
    """Return a function that runs `briefings template ...` in the fictional project, which overrides nothing."""
    shutil.rmtree(project / "templates")
    monkeypatch.chdir(project)
    return lambda *words: briefings("template", *words)
