"""The project that a command works on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from briefings.project import Project

__all__ = ["find_own_project", "find_project"]


def find_project(folder: Path | None) -> Project:
    """Return the project that the user named, or the one at or above the working folder.

    Raises:
        BriefingsError: if there is none.
    """
    from briefings.project import Project

    return Project.find(Path.cwd(), folder)


def find_own_project(folder: Path | None) -> Project:
    """Return the project as `find_project` does; it must be the user's own, so that a command may change it.

    Raises:
        click.UsageError: if it is the one that comes with Briefings.
    """
    project = find_project(folder)
    if project.is_packaged:
        message = "this folder is not in a project; start one with `briefings init DIR`"
        raise click.UsageError(message)
    return project
