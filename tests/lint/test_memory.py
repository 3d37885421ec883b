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
FONT, LABELS, WORD, STYLE = (
    f"templates/{name}" for name in ("fonts/Own.ttf", "labels/en.yaml", "house.docx", "look.css")
)
SERIES, ORDERS = "facts/zubrowka/rows.csv", "facts/notes.yaml"
FIGURE = "marking: PUBLIC\nfigures: [{id: rows, name: Rows, series: rows.csv, evidence: [league-charter]}]\n"


def clear(path: Path) -> Path:
    """Remove whatever has a name, and return the name."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def write_series(root: Path, rows: str) -> None:
    """Write a series of numbers, and a fact that names it."""
    clear(root / SERIES).write_text(rows, encoding="utf-8")
    clear(root / "facts/zubrowka/rows.yaml").write_text(FIGURE, encoding="utf-8")


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
    "font": lambda root: clear(root / FONT).write_bytes(b"none"),
    "no font": lambda root: clear(root / FONT),
    "label": lambda root: clear(root / LABELS).write_text("section.sources: 源 {x}\n", encoding="utf-8"),
    "no label": lambda root: clear(root / LABELS),
    "Word template": lambda root: clear(root / WORD).write_bytes(b"PK\x03\x04"),
    "no Word template": lambda root: clear(root / WORD),
    "series": lambda root: write_series(root, "period,value\n2017,1\n"),
    "bad series": lambda root: write_series(root, "period,value\n2017,one\n"),
    "no series": lambda root: clear(root / SERIES),
    "orders": lambda root: clear(root / ORDERS).write_text("notes: [{partner: nowhere}]\n", encoding="utf-8"),
    "no orders": lambda root: clear(root / ORDERS),
    "style": lambda root: clear(root / STYLE).write_text("p { background: url(x.png) }", encoding="utf-8"),
    "no style": lambda root: clear(root / STYLE),
}


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.thorough) for n in range(1, 12))])
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
