"""Tests that `check` says the same whatever ran before, for random walks through the states of a project."""

from __future__ import annotations

import os
import random
import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from briefings.lint.run import check_project
from briefings.project import Project
from tests.support.builds import append_text
from tests.support.notes import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

EXTRA = "facts/zubrowka/extra.yaml"
TEMPLATE = "templates/sections/extra.md.j2"
OWN = "facts/zubrowka/zubrowka.yaml"


def clear(path: Path) -> Path:
    """Remove whatever has a name, and return the name."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


CHANGES: dict[str, Callable[[Path], object]] = {
    "pipe": lambda root: os.mkfifo(clear(root / EXTRA)),
    "link to nothing": lambda root: clear(root / EXTRA).symlink_to("nothing"),
    "link outside": lambda root: clear(root / EXTRA).symlink_to("/etc/hostname"),
    "linked folder": lambda root: clear(root / "facts/zubrowka/linked").symlink_to(root / "facts/shared"),
    "folder": lambda root: clear(root / EXTRA).mkdir(),
    "no folder": lambda root: clear(root / "facts/zubrowka/linked"),
    "file": lambda root: clear(root / EXTRA).write_text("marking: PUBLIC\n", encoding="utf-8"),
    "nothing": lambda root: clear(root / EXTRA),
    "fact": lambda root: append_text(root / OWN, "# TODO: more\n"),
    "template pipe": lambda root: os.mkfifo(clear(root / TEMPLATE)),
    "template": lambda root: clear(root / TEMPLATE).write_text("{{ label('no.such') }}\n", encoding="utf-8"),
    "no template": lambda root: clear(root / TEMPLATE),
}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_memory_changes_no_verdict(project: Path, seed: int) -> None:
    """After each change, and on any day, the answer equals that of a check that remembers nothing."""
    chance = random.Random(seed)
    (project / "build").mkdir()
    for _ in range(8):
        change = chance.choice(list(CHANGES))
        CHANGES[change](project)
        day = TODAY + timedelta(days=chance.choice((0, 0, 400)))
        remembered = check_project(Project(project, project), day)
        (project / "build").rename(project / "hidden")
        fresh = check_project(Project(project, project), day)
        (project / "hidden").rename(project / "build")
        assert remembered == fresh, change
