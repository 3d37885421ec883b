"""Tests that a build refuses a label of the project that states a fact or looks like a marking."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.builds import build, set_files

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "code"), {"With Zero Moustafa": "label-fact", "PUBLIC talks": "label-marking"}.items()
)
def test_a_build_refuses_a_label_that_states_a_fact(project: Path, text: str, code: str) -> None:
    """The label is named with its line, no note is made, and what was made stays."""
    build(project, formats=("md",), languages=("en",))
    files = set_files(project)
    path = project / "templates/labels/en.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"contacts:\n  topics: '{text}'\n", encoding="utf-8")
    report = build(project, formats=("md",), languages=("en",))
    (problem,) = report.problems
    assert (problem.code, str(problem.location)) == (code, "templates/labels/en.yaml:2:11")
    assert set_files(project) == files
