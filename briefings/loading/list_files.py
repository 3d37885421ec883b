"""The files that hold one list, such as the standing orders and the journals: read by their table."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from briefings.loading.context import ReadContext
from briefings.loading.folders import display_path, find_kind_problem
from briefings.loading.reading import Reading
from briefings.loading.yaml_nodes import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.loading.tables import Table
    from briefings.loading.yaml_nodes import Node

__all__ = ["read_list_file", "read_table_file"]

_Items = TypeVar("_Items")


def read_list_file(project: Path, name: str, table: Table[_Items], missing: _Items) -> Reading[_Items]:
    """Read a file at the top of `facts/`; its value is None if it is unusable.

    Args:
        project: the folder that contains `facts/`.
        name: of the file.
        table: the keys of the file.
        missing: the value of a file that is not there.
    """
    path = project / "facts" / name
    if not (path.is_symlink() or path.exists()):
        return Reading(missing)
    display = display_path(path, project)
    if problem := find_kind_problem(path, project, display):
        return Reading(None, (problem,))
    return read_table_file(read_yaml(path, display), table)


def read_table_file(parsed: Reading[Node], table: Table[_Items]) -> Reading[_Items]:
    """Read a parsed file by its table; its value is None if it is unusable."""
    node, unreadable = parsed
    if node is None:
        return Reading(None, tuple(unreadable))
    context = ReadContext([], default_language="")
    items = table.read(node, context)
    return Reading(items, (*unreadable, *context.problems))
