"""Overrides: files of a project that extend or replace another file, and the recorded base of each.

The base of an override is kept in `templates/.base/VERSION/NAME`, so later changes can be shown without a network and
without the earlier version of Briefings. Folders whose names start with a dot are not searched for templates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings import __version__
from briefings.authoring.templates.files import (
    Level,
    LowerFile,
    Relation,
    ServedFile,
    load_templates,
    served_files,
    texts_below,
)
from briefings.loading.files import make_folder, read_text, write_atomic, writing
from briefings.templating.blocks import merge_overrides

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefings.project import Project

__all__ = ["Override", "RecordedBase", "find_overrides", "record_base"]

_BASE_FOLDER = ".base"


@dataclass(frozen=True, slots=True)
class RecordedBase:
    """The file below an override, as it was when the override was made or last accepted.

    Attributes:
        version: the version of Briefings at that time.
        text: the text of the file below.
    """

    version: str
    text: str


@dataclass(frozen=True, slots=True)
class Override:
    """A file of a project that extends or replaces the file below it.

    Attributes:
        file: the file.
        below: the level of the file below it.
        base: the file below as it was; None if it is not on record.
        upstream: the text of the file below now.
        text: the text of the file itself.
    """

    file: ServedFile
    below: Level
    base: RecordedBase | None
    upstream: str
    text: str


def find_overrides(
    project: Project, name: str | None = None, partner: str | None = None
) -> Iterator[Override]:
    """Yield the files of a project that extend or replace other files.

    Args:
        project: the project to search.
        name: the only name to yield; None for all names.
        partner: id of the only partner whose files to yield; None for all partners.
    """
    for file in served_files(project, partner):
        match file.below:
            case LowerFile(Relation.EXTENDS | Relation.REPLACES, level) if name in (None, file.name):
                templates = load_templates(project, file.level.partner)
                yield Override(
                    file=file,
                    below=level,
                    base=_read_base(file.folder, file.name),
                    upstream=merge_overrides(texts_below(templates, file.folder, file.name)),
                    text=read_text(file.path),
                )


def record_base(folder: Path, name: str, text: str) -> None:
    """Record the base of an override; remove its earlier base and the folders that this leaves empty."""
    for old_path in _base_paths(folder, name):
        with writing(old_path):
            old_path.unlink()
            for parent in old_path.relative_to(folder).parents[:-1]:
                if any((folder / parent).iterdir()):
                    break
                (folder / parent).rmdir()
    path = folder / _BASE_FOLDER / __version__ / name
    make_folder(path.parent, inside=folder)
    write_atomic(path, text.encode())


def _read_base(folder: Path, name: str) -> RecordedBase | None:
    """Return the recorded base of an override; None if there is none."""
    for path in _base_paths(folder, name):
        return RecordedBase(path.relative_to(folder / _BASE_FOLDER).parts[0], read_text(path))
    return None


def _base_paths(folder: Path, name: str) -> list[Path]:
    """Return the paths of the recorded bases of an override, by version."""
    return sorted(folder.glob(f"{_BASE_FOLDER}/*/{name}"))
