"""The build folder as a whole: where it may be, and whose notes it has.

A build replaces and removes what is in its folder, so it refuses folders that have something else, and the folder of
another house. The file `.house` has the id of the house whose notes are in a build folder. It says nothing about where the
project is, so both can be moved.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from briefings.build.lock import LOCK_FILE
from briefings.loading.captures import CAPTURES_FOLDER
from briefings.loading.files import write_atomic
from briefings.loading.journals import EDITIONS_FOLDER
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.project import BUILD_FOLDER, FACTS_FOLDER, HOUSE_FILE, HOUSE_RECORD, TEMPLATES_FOLDER

if TYPE_CHECKING:
    from briefings.model.house import House
    from briefings.project import Project

__all__ = ["check_build_folder", "claim_build_folder"]

_PARTS = frozenset({FACTS_FOLDER, TEMPLATES_FOLDER, EDITIONS_FOLDER, CAPTURES_FOLDER})
"""The folders of a project that are never build folders, also while they are empty or missing."""


def check_build_folder(project: Project, output: Path, house: House) -> None:
    """Check that the notes of a project may go to a folder.

    Args:
        project: the project.
        output: the build folder, which need not exist yet.
        house: the house of the project.

    Raises:
        BriefingsError: if notes can't go to the folder, or it has those of another house.
    """
    if reason := _why_not(project, output):
        hint = "name an empty folder, or one that `briefings build` made, with --output"
        raise BriefingsError([Diagnostic("bad-output", f"notes can't go to {output}: {reason}", hint=hint)])
    owner = _owner(output)
    if owner and owner != house.side:
        message = f"{output} has the notes of the house {owner!r}; this project is the house {house.side!r}"
        hint = f"name another folder with --output; if the house has a new id, delete {output / HOUSE_RECORD}"
        raise BriefingsError([Diagnostic("other-house", message, house.location_of("side"), hint=hint)])


def claim_build_folder(output: Path, house: House) -> None:
    """Record whose notes are in a build folder."""
    if _owner(output) != house.side:
        write_atomic(output / HOUSE_RECORD, f"{house.side}\n".encode())


def _owner(output: Path) -> str:
    """Return the id of the house whose notes are in a build folder; empty if it is not recorded."""
    with contextlib.suppress(OSError, UnicodeDecodeError):
        return (output / HOUSE_RECORD).read_text(encoding="utf-8").strip()
    return ""


def _why_not(project: Project, output: Path) -> str:
    """Return why notes can't go to a folder, in words; empty if they can."""
    folder = Path(os.path.realpath(output))  # `Path.resolve` fails for a link to itself
    roots = [root.resolve() for root in (project.root, project.output_root)]
    if any(root.is_relative_to(folder) for root in roots):
        return "the project is in this folder"
    for root in roots:
        if folder.is_relative_to(root):
            top = root / folder.relative_to(root).parts[0]
            if top.name in _PARTS or not _may_be_output(top):
                return f"{top.name} is a part of the project"
    if above := next((parent for parent in folder.parents if (parent / HOUSE_RECORD).is_file()), None):
        return f"{above.name} is a build folder, whose content builds replace"
    neighbour = next((parent for parent in folder.parents if (parent / HOUSE_FILE).is_file()), None)
    if (folder.parent / FACTS_FOLDER).is_dir():
        neighbour = folder.parent
    return (
        "it is in another project"
        if neighbour and neighbour != roots[0] and folder.is_relative_to(neighbour)
        else ""
    )


def _may_be_output(folder: Path) -> bool:
    """Return whether a folder of a project is empty, or was made by a build."""
    if folder.name == BUILD_FOLDER or not folder.exists():
        return True
    names = {path.name for path in folder.iterdir()} if folder.is_dir() else {folder.name}
    return not names or not names.isdisjoint({LOCK_FILE, HOUSE_RECORD})
