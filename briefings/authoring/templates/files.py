"""The template files that notes use: the level of each file, and its relation to the file below it."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from briefings.compose.labels import start_hint
from briefings.loading.files import read_text
from briefings.loading.project import list_partner_ids
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.suggest import unknown, with_suggestion
from briefings.project import package_data_folder
from briefings.templating import Templates
from briefings.templating.blocks import extends_below

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefings.project import Project

__all__ = [
    "Level",
    "LevelKind",
    "LowerFile",
    "Relation",
    "ServedFile",
    "find_served_file",
    "is_additive",
    "is_label_file",
    "load_templates",
    "served_files",
    "texts_below",
    "unknown_template_error",
]

_SUFFIXES = (".j2", ".yaml", ".css")
_ADDITIVE_FILE = re.compile(r"labels/[^/]+\.yaml|look\.css")
_LABEL_FILE = re.compile(r"labels/([a-z]{2,3}(?:-[A-Za-z]+)*)\.yaml")


class LevelKind(enum.Enum):
    """The kinds of levels, in search order."""

    PARTNER = "partner"
    PROJECT = "project"
    PACKAGED = "packaged"


@dataclass(frozen=True, slots=True)
class Level:
    """A level of the search path.

    Attributes:
        kind: the kind of level.
        partner: id of the partner whose notes use the files; None for the other kinds.
    """

    kind: LevelKind
    partner: str | None = None

    def __str__(self) -> str:
        return f"{self.kind.value} {self.partner}" if self.partner else self.kind.value

    @property
    def sort_key(self) -> tuple[int, str]:
        """Return a key that sorts levels in search order, partners by id."""
        return list(LevelKind).index(self.kind), self.partner or ""


class Relation(enum.Enum):
    """The relations of a file to the file below it."""

    ADDS_TO = "adds to"
    EXTENDS = "extends"
    REPLACES = "replaces"


@dataclass(frozen=True, slots=True)
class LowerFile:
    """The next file of the same name in search order.

    Attributes:
        relation: what the upper file does to it.
        level: its level.
    """

    relation: Relation
    level: Level

    def __str__(self) -> str:
        return f"{self.relation.value} {self.level}"


@dataclass(frozen=True, slots=True)
class ServedFile:
    """A template, product, label file or style sheet that notes use.

    Attributes:
        name: the name that templates are loaded by, such as `sections/contacts.md.j2`.
        level: the level of the file.
        path: the path of the file.
        display_path: the path as messages show it.
        below: the file below; None if this is the lowest one.
    """

    name: str
    level: Level
    path: Path
    display_path: str
    below: LowerFile | None = None

    @property
    def folder(self) -> Path:
        """Return the template folder that has the file."""
        return _template_folder(self.path, self.name)


def served_files(project: Project, partner: str | None = None) -> list[ServedFile]:
    """Return every template, product, label file and style sheet, sorted by name, then by search order.

    Args:
        project: the project to search.
        partner: id of the partner whose notes use the files; None for the files of all partners.
    """
    files_by_path: dict[Path, ServedFile] = {}
    for partner_id in [partner] if partner else [None, *_partners_with_templates(project)]:
        templates = load_templates(project, partner_id)
        for name in _file_names(templates):
            files_by_path |= {file.path: file for file in _candidates(templates, name)}
    return sorted(files_by_path.values(), key=lambda file: (file.name, file.level.sort_key))


def find_served_file(
    project: Project, name: str, partner: str | None = None, *, lowest: bool = False
) -> ServedFile:
    """Return the file that serves a name, or the lowest file of that name.

    Raises:
        BriefingsError: if there is no such file, or the partner does not exist.
    """
    templates = load_templates(project, partner)
    candidates = list(_candidates(templates, name))
    if not candidates:
        raise unknown_template_error(templates, name)
    return candidates[-1 if lowest else 0]


def load_templates(project: Project, partner: str | None) -> Templates:
    """Return the templates of a project as the notes of a partner use them; of all partners if None.

    Raises:
        BriefingsError: if the partner does not exist.
    """
    partners = list_partner_ids(project.root)
    if partner and partner not in partners:
        raise BriefingsError([unknown("partner", partner, partners)])
    folders = project.template_folders(partner)
    return Templates([folder for folder in folders if folder.is_dir()], project.root)


def texts_below(templates: Templates, folder: Path, name: str) -> list[str]:
    """Return the texts of the files below a folder's own file: the next one, and the files it extends."""
    texts: list[str] = []
    for path in templates.find_all(name):
        if path != folder / name and (not texts or extends_below(texts[-1])):
            texts.append(read_text(path))
    return texts


def is_additive(name: str) -> bool:
    """Return whether files of this name are added to the files below them, and never replace them."""
    return _ADDITIVE_FILE.fullmatch(name) is not None


def is_label_file(name: str) -> bool:
    """Return whether a name is that of a label file."""
    return _LABEL_FILE.fullmatch(name) is not None


def unknown_template_error(templates: Templates, name: str) -> BriefingsError:
    """Return the error for a name that no file has."""
    label_file = _LABEL_FILE.fullmatch(name)
    hint = start_hint(label_file[1]) if label_file else "`briefings template list` lists all names"
    problem = Diagnostic("unknown-template", f"the file templates/{name} does not exist", hint=hint)
    return BriefingsError([problem if label_file else with_suggestion(problem, name, _file_names(templates))])


def _partners_with_templates(project: Project) -> list[str]:
    """Return the ids of the partners that have their own templates."""
    folder = project.root / "templates" / "partners"
    return [partner for partner in list_partner_ids(project.root) if (folder / partner).is_dir()]


def _file_names(templates: Templates) -> list[str]:
    """Return the names of all templates, products, label files and style sheets, sorted."""
    names = {
        path.relative_to(folder).as_posix()
        for folder in templates.folders
        for suffix in _SUFFIXES
        for path in folder.rglob(f"*{suffix}")
        if not any(part == "partners" or part.startswith(".") for part in path.relative_to(folder).parts)
    }
    return sorted(names)


def _candidates(templates: Templates, name: str) -> Iterator[ServedFile]:
    """Yield the files of a name in search order; the first one serves it."""
    paths = list(templates.find_all(name))
    for path, path_below in zip_longest(paths, paths[1:]):
        below = LowerFile(_relation(path, name), _level_of(path_below, name)) if path_below else None
        yield ServedFile(name, _level_of(path, name), path, templates.display_path(path), below)


def _relation(path: Path, name: str) -> Relation:
    """Return the relation of a file to the file below it."""
    if is_additive(name):
        return Relation.ADDS_TO
    return Relation.EXTENDS if extends_below(read_text(path)) else Relation.REPLACES


def _level_of(path: Path, name: str) -> Level:
    """Return the level of a file."""
    folder = _template_folder(path, name)
    if folder.parent.name == "partners":
        return Level(LevelKind.PARTNER, folder.name)
    is_packaged = folder == package_data_folder() / "templates"
    return Level(LevelKind.PACKAGED if is_packaged else LevelKind.PROJECT)


def _template_folder(path: Path, name: str) -> Path:
    """Return the folder below which a file has its name."""
    return path.parents[name.count("/")]
