"""The journals of a project, in `editions/`: files that only grow, one entry a line, and no line is ever changed.

So the history of the file in git is the history of what was done; and where two desks worked at the same time,
`merge=union` in `.gitattributes` keeps the lines of both.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from briefings.loading.context import ReadContext
from briefings.loading.files import MAX_FILE_BYTES, make_folder, read_file, write_atomic
from briefings.loading.folders import display_path
from briefings.loading.list_files import read_table_file
from briefings.loading.reading import Reading
from briefings.loading.yaml_nodes import parse_yaml, quote_if_needed, read_yaml
from briefings.model.diagnostics import BriefingsError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from briefings.loading.tables import Table

__all__ = ["EDITIONS_FOLDER", "append_line", "flow_list", "line_of", "read_journal"]

EDITIONS_FOLDER = "editions"
"""The folder of a project with what was issued; it only grows, and does not go with `build/`."""

_GIT_FILES = {
    ".gitattributes": "*.yaml merge=union\n* -text\n",
    ".gitignore": ".lock\n.making-*\n",
}
"""Settings for git: a merge keeps the lines of both sides, and no byte of an edition is changed on the way."""


def read_journal(root: Path, name: str, table: Table[Any]) -> Reading[Any]:
    """Read a journal of a project; a missing one is empty. It may be larger than a file that people write.

    Args:
        root: the project's top folder.
        name: of its file.
        table: what the file holds.
    """
    path = root / EDITIONS_FOLDER / name
    if not (path.is_symlink() or path.exists()):
        return Reading(())
    return read_table_file(read_yaml(path, display_path(path, root), MAX_FILE_BYTES), table)


def append_line(root: Path, name: str, table: Table[Any], head: str, line: str) -> None:
    """Add a line to a journal, in one step; every earlier line stays as it is, to the byte.

    Args:
        root: the project's top folder.
        name: of its file.
        table: what the file holds.
        head: of a new file.
        line: with its end.

    Raises:
        BriefingsError: if the journal could not be read with this line.
        UnwritableFileError: if it can't be written; then the line is not in it.
    """
    _check_line(root, name, table, head + line)
    folder = root / EDITIONS_FOLDER
    make_folder(folder)
    for git_name, text in _GIT_FILES.items():
        if not (folder / git_name).exists():
            write_atomic(folder / git_name, text.encode())
    path = folder / name
    old = read_file(path) if path.exists() else head.encode()
    if not old.endswith(b"\n"):
        old += b"\n"
    write_atomic(path, old + line.encode(), sync=True)


def _check_line(root: Path, name: str, table: Table[Any], text: str) -> None:
    """Check that a journal with one line can be read: no command may spoil the record of all earlier ones.

    Raises:
        BriefingsError: if it can't.
    """
    node, problems = parse_yaml(text.encode(), display_path(root / EDITIONS_FOLDER / name, root))
    context = ReadContext([*problems], default_language="")
    if node is not None:
        table.read(node, context)
    if context.problems:
        raise BriefingsError(
            [
                replace(problem, message=f"{name} can't hold this: {problem.message}", location=None)
                for problem in context.problems
            ]
        )


def line_of(values: Mapping[str, str]) -> str:
    """Return the line of an entry: its values by key, each as YAML has it; without the empty ones."""
    return f"- {{{', '.join(f'{key}: {value}' for key, value in values.items() if value)}}}\n"


def flow_list(items: tuple[str, ...]) -> str:
    """Return texts as a YAML list on one line; empty for none."""
    return f"[{', '.join(map(quote_if_needed, items))}]" if items else ""
