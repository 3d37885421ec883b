"""Folders and files of a project that have facts, and problems with their names and places."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from briefings.loading.files import failure_reason
from briefings.loading.parsers import InvalidValueError, parse_id
from briefings.model.diagnostics import Diagnostic, Location
from briefings.model.entities import ALL_PARTNERS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = [
    "HOUSE_FILE",
    "MARKINGS_FOLDER",
    "ORDERS_FILE",
    "REJECTIONS_FILE",
    "FoundPaths",
    "display_path",
    "find_fact_folders",
    "find_files",
    "find_kind_problem",
    "find_yaml_files",
]

HOUSE_FILE = "house.yaml"
ORDERS_FILE = "notes.yaml"
REJECTIONS_FILE = "rejected.yaml"
_TOP_FILES = (HOUSE_FILE, ORDERS_FILE, REJECTIONS_FILE)
MARKINGS_FOLDER = "markings"
"""The folder of marking schemes, next to the folders of facts."""

_YAML_SUFFIX = ".yaml"
_OTHER_YAML_SUFFIXES = (".yml", ".yaml")


def display_path(path: Path, project: Path) -> str:
    """Return the path of a file relative to the project, as messages show it."""
    return path.relative_to(project).as_posix()


class FoundPaths(NamedTuple):
    """Paths in the order of their names, and the problems of other paths, which may be meant to be among them."""

    paths: tuple[Path, ...]
    problems: tuple[Diagnostic, ...]


def find_fact_folders(facts: Path) -> FoundPaths:
    """Find the shared folder and those of the partners, and report misplaced files and bad names."""
    paths: list[Path] = []
    problems: list[Diagnostic] = []
    for path in sorted(facts.iterdir()) if facts.is_dir() else ():
        place = Location(f"{facts.name}/{path.name}")
        if path.is_symlink() and path.is_dir():
            problems.append(_not_a_file("this is a link to a folder", place.path))
        elif not path.is_dir():
            if path.suffix in _OTHER_YAML_SUFFIXES and path.name not in _TOP_FILES:
                hint = "move it into facts/shared/ or a partner's folder"
                message = "the file is not in a folder, so nothing reads it"
                problems.append(Diagnostic("stray-file", message, place, hint=hint))
        elif path.name != MARKINGS_FOLDER and not path.name.startswith("."):
            if problem := _find_name_problem(path.name, place):
                problems.append(problem)
            else:
                paths.append(path)
    return FoundPaths(tuple(paths), tuple(problems))


def _find_name_problem(name: str, location: Location) -> Diagnostic | None:
    """Return the problem of the name of a folder of facts; None if there is none."""
    if name == ALL_PARTNERS:
        message, hint = f"{name!r} means every partner, so no folder can have this name", "rename the folder"
        return Diagnostic("bad-folder-name", message, location, hint=hint)
    try:
        parse_id(name)
    except InvalidValueError as error:
        return Diagnostic("bad-folder-name", str(error), location, value=name, wanted=error.wanted)
    return None


def find_yaml_files(folder: Path, project: Path) -> FoundPaths:
    """Find the YAML files in a folder, and report files with a wrong suffix or outside the project."""
    paths: list[Path] = []
    found = find_files(folder, project, lambda path: display_path(path, project))
    problems = list(found.problems)
    for path in found.paths:
        place = Location(display_path(path, project))
        if path.suffix == _YAML_SUFFIX:
            paths.append(path)
        elif path.suffix.lower() in _OTHER_YAML_SUFFIXES:
            message = f"the file name ends in {path.suffix}"
            problems.append(Diagnostic("file-name", message, place, hint="rename it to end in .yaml"))
    return FoundPaths(tuple(paths), tuple(problems))


def find_files(folder: Path, home: Path, show: Callable[[Path], str]) -> FoundPaths:
    """Find all files below a folder, and report what is there and can't be read as a file or folder.

    Names that begin with `.` or `~` are left to other programs.

    Args:
        folder: the folder to search; a missing one is empty.
        home: the folder that links must not leave.
        show: returns a path as messages show it.
    """
    paths: list[Path] = []
    problems: list[Diagnostic] = []
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        entries = []
    except OSError as error:
        entries = []
        message = f"the folder can't be read: {failure_reason(error)}"
        problems.append(Diagnostic("unreadable-file", message, Location(show(folder))))
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith((".", "~")):
            continue
        if entry.is_dir(follow_symlinks=False):
            if path.suffix.lower() in _OTHER_YAML_SUFFIXES:
                problems.append(_not_a_file("this is a folder with the name of a file", show(path)))
            inner = find_files(path, home, show)
            paths += inner.paths
            problems += inner.problems
        elif problem := find_kind_problem(path, home, show(path)):
            problems.append(problem)
        else:
            paths.append(path)
    return FoundPaths(tuple(paths), tuple(problems))


def find_kind_problem(path: Path, home: Path, shown_path: str) -> Diagnostic | None:
    """Return the problem of a path that is not a file below a folder; None for a file.

    Args:
        path: the path, of anything but a folder.
        home: the folder that links must not leave.
        shown_path: the path as messages show it.
    """
    if path.is_symlink() and os.path.isdir(path):  # noqa: PTH112 - as below
        return _not_a_file("this is a link to a folder", shown_path)
    is_file = os.path.isfile(path)  # noqa: PTH113 - `Path.is_file` fails for a loop of links
    if not is_file or (path.is_symlink() and not path.resolve().is_relative_to(home.resolve())):
        return _not_a_file("this is not a file of the project", shown_path)
    return None


def _not_a_file(message: str, shown_path: str) -> Diagnostic:
    """Return the problem of a path that is not a file."""
    hint = "put a copy here: links that lead out of the project are not followed"
    return Diagnostic("not-a-file", message, Location(shown_path), hint=hint)
