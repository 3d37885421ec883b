"""Folders and files of a project that have facts, and problems with their names and places."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.loading.parsers import parse_id
from briefings.model.diagnostics import Diagnostic, Location
from briefings.model.entities import ALL_PARTNERS

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "HOUSE_FILE",
    "MARKINGS_FOLDER",
    "FoundPaths",
    "display_path",
    "find_fact_folders",
    "find_yaml_files",
]

HOUSE_FILE = "house.yaml"
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
        if not path.is_dir():
            if path.suffix in _OTHER_YAML_SUFFIXES and path.name != HOUSE_FILE:
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
    except ValueError as error:
        return Diagnostic("bad-folder-name", str(error), location)
    return None


def find_yaml_files(folder: Path, project: Path) -> FoundPaths:
    """Find the YAML files in a folder, and report files with a wrong suffix or outside the project."""
    paths: list[Path] = []
    problems: list[Diagnostic] = []
    for path in sorted(folder.rglob("*")):
        is_hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if is_hidden or path.name.startswith("~") or path.is_dir():
            continue
        place = Location(display_path(path, project))
        if path.suffix != _YAML_SUFFIX:
            if path.suffix.lower() in _OTHER_YAML_SUFFIXES:
                message = f"the file name ends in {path.suffix}"
                problems.append(Diagnostic("file-name", message, place, hint="rename it to end in .yaml"))
        elif not path.is_file() or not path.resolve().is_relative_to(project.resolve()):
            hint = "put a copy here: links that lead out of the project are not followed"
            problems.append(Diagnostic("not-a-file", "this is not a file of the project", place, hint=hint))
        else:
            paths.append(path)
    return FoundPaths(tuple(paths), tuple(problems))
