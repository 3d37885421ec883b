"""Tests of misplaced files and folders in facts/: a build refuses them, whatever was built before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.commands import CommandResult

MISPLACED: dict[str, Callable[[Path], object]] = {
    "Zubrowka": Path.mkdir,
    "all": Path.mkdir,
    "stray.yaml": lambda path: path.write_text("marking: PUBLIC\n", "utf-8"),
    "link": lambda path: path.symlink_to("zubrowka"),
}


@pytest.mark.parametrize("name", MISPLACED)
def test_what_is_misplaced_is_refused_after_a_build(
    name: str, project: Path, briefings: Callable[..., CommandResult]
) -> None:
    """`build` says the same as `check`, and as it would in a clean folder."""
    line = ("--project", project, "--as-of", "2019-06-01")
    build = ("build", *line, "--format", "md", "--output", project / "build")
    assert briefings(*build).code == 0
    path = project / "facts" / name
    MISPLACED[name](path)
    for command in (build, ("check", *line), build):
        run = briefings(*command)
        assert (run.code, f"facts/{name}" in run.out + run.err) == (1, True)
    path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    assert briefings(*build).code == 0
