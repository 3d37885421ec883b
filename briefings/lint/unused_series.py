"""The check that a figure names each CSV file beside facts; otherwise no note prints its numbers."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING

from briefings.loading.files import read_text
from briefings.loading.folders import find_yaml_files
from briefings.loading.yaml_nodes import MAX_BYTES as MAX_FACT_BYTES
from briefings.model.diagnostics import Diagnostic, Location, Severity
from briefings.project import FACTS_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefings.project import Project

__all__ = ["find_unused_series"]

_NAMED = re.compile(r"""^[^#\n]*\bseries:\s*["']?([^"',}\n]+?\.csv)""", re.MULTILINE)


def find_unused_series(project: Project, folder: str) -> Iterator[Diagnostic]:
    """Yield an info diagnostic for each CSV file in a folder of facts that no figure beside it names."""
    home = project.root / FACTS_FOLDER / folder
    files = sorted(path for path in home.rglob("*.csv") if not path.name.startswith((".", "~")))
    named = _named_files(project, home) if files else set()
    for path in files:
        if path not in named:
            shown = path.relative_to(project.root).as_posix()
            hint = f"write `series: {path.name}` in a figure of this folder, or move the file out of facts/"
            yield Diagnostic(
                "unused-series", "no figure names this file", Location(shown), Severity.INFO, hint
            )


def _named_files(project: Project, home: Path) -> set[Path]:
    """Return the CSV files that the fact files of a folder name."""
    named: set[Path] = set()
    for path in find_yaml_files(home, project.root).paths:
        with contextlib.suppress(OSError):  # loading reports unreadable files
            named.update(path.parent / name for name in _NAMED.findall(read_text(path, MAX_FACT_BYTES)))
    return named
