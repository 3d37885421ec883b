"""What `check` says of what notes are made with: what a house asks for, labels, and templates that ask for them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from briefings.lint.run import check
from briefings.model.diagnostics import format_diagnostic
from briefings.project import Project
from tests.support.notes import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = Path(__file__).parent.parent / "cases" / "fittings.yaml"


def cases() -> Iterator[Any]:
    """The cases, each under its name."""
    for case in yaml.safe_load(CASES.read_text("utf-8")):
        yield pytest.param(case, id=case["name"])


def said(project: Path) -> list[str]:
    """What `check` says, as it is printed."""
    return [format_diagnostic(found) for found in check(Project(project, project), TODAY)]


def found(case: dict[str, Any], project: Path) -> str:
    """What is said because of a case, and is not said without it."""
    before = said(project)
    house = project / "facts" / "house.yaml"
    own = case.get("house", "")
    rest = yaml.safe_load(house.read_text("utf-8")) | dict.fromkeys(yaml.safe_load(own or "{}"))
    kept = {key: value for key, value in rest.items() if value is not None}
    house.write_text(own + yaml.safe_dump(kept, sort_keys=False), "utf-8")
    for path, text in case.get("files", {}).items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(text, "utf-8")
    return "\n".join(each for each in said(project) if each not in before)


@pytest.mark.parametrize("case", list(cases()))
def test_what_is_said_of_fittings(case: dict[str, Any], project: Path) -> None:
    """What a newcomer is likely to write is found by `check`, at its place, with the next step."""
    assert case["expected"].rstrip("\n") == found(case, project)
