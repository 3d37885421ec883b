"""Mappings of YAML read by a table, without a project around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefings.loading.context import ReadContext
from briefings.loading.yaml_nodes import read_yaml
from briefings.model.diagnostics import format_diagnostic

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.loading.tables import Entry, Table

__all__ = ["open_mapping", "read_mapping"]


def open_mapping(table: Table[Any], text: str, folder: Path) -> tuple[Entry, list[str]]:
    """Return the entry that a table reads from a text, and the problems as they are printed."""
    entry, problems = _open(table, text, folder)
    assert entry is not None
    return entry, problems


def read_mapping(table: Table[Any], text: str, folder: Path) -> tuple[Any, list[str]]:
    """Return the record that a table reads from a text, and the problems as they are printed."""
    entry, problems = _open(table, text, folder)
    return (entry.build() if entry else None), problems


def _open(table: Table[Any], text: str, folder: Path) -> tuple[Entry | None, list[str]]:
    path = folder / "x.yaml"
    path.write_text(text, "utf-8")
    node, found = read_yaml(path, "x.yaml")
    assert node is not None
    context = ReadContext([*found])
    entry = table.open(node, context)
    return entry, [format_diagnostic(problem) for problem in context.problems]
