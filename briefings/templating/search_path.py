"""The search path of templates: which file a name means."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.loading.characters import find_refused_characters
from briefings.loading.files import failure_reason, read_text
from briefings.loading.folders import find_files
from briefings.model.diagnostics import PACKAGED_PREFIX, BriefingsError, Diagnostic, Location

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["Lookup", "SearchPath"]

_MAX_TEMPLATE_BYTES = 256_000


@dataclass(frozen=True, slots=True)
class Lookup:
    """The name of a template and where to look for it.

    Attributes:
        name: path below a folder, with forward slashes.
        first_folder: number of the first folder to search, from 0.
    """

    name: str
    first_folder: int = 0


class SearchPath:
    """Folders with template files; the first folder that has a file wins.

    Attributes:
        folders: the search path, highest first.
        project: the folder of the project.
    """

    def __init__(self, folders: Sequence[Path], project: Path) -> None:
        """Search these folders.

        Args:
            folders: the search path, that of the partner first and the packaged one last.
            project: the folder of the project; messages name files in it by their relative path.
        """
        self.folders = tuple(folders)
        self.project = project

    def find(self, name: str) -> Path | None:
        """Return the file to use for a name; None if no folder has it."""
        return next(self.find_all(name), None)

    def find_first(self, names: Sequence[str]) -> Path | None:
        """Return the file of the first folder that has one with any of these names; None if none has."""
        found = [
            (number, place, path)
            for place, name in enumerate(names)
            for number, path in self._numbered_files(Lookup(name))
        ]
        return min(found)[-1] if found else None

    def find_all(self, name: str) -> Iterator[Path]:
        """Return the files of a name, in the order of the search path."""
        return (path for _, path in self._numbered_files(Lookup(name)))

    def look_up(self, lookup: Lookup) -> Path | None:
        """Return the file that a lookup finds; None if there is none."""
        return next((path for _, path in self._numbered_files(lookup)), None)

    def below(self, lookup: Lookup, name: str) -> Lookup:
        """Return the lookup of a name in the folders below that in which another lookup finds its file."""
        number = next((number for number, _ in self._numbered_files(lookup)), len(self.folders))
        return Lookup(name, number + 1)

    def read(self, path: Path) -> str:
        """Return the text of a template file.

        Raises:
            BriefingsError: if it can't be read, is too large, or has control or invisible characters.
        """
        try:
            text = read_text(path, _MAX_TEMPLATE_BYTES).removeprefix("\ufeff")
        except OSError as error:
            message = f"the file can't be read: {failure_reason(error)}"
            raise BriefingsError(
                [Diagnostic("unreadable-file", message, Location(self.display_path(path)))]
            ) from error
        # A tab only moves a tag, and has no meaning.
        found = find_refused_characters(text, self.display_path(path))
        if refused := [problem for problem in found if problem.code != "tab"]:
            raise BriefingsError(refused)
        return text

    def foreign_files(self) -> Iterator[Diagnostic]:
        """Yield a problem for each special file, link to a folder and link that leads out, below the project's folders.

        A build that ignored one would use another file in its place without a word.
        """
        for folder in self.folders:
            if folder.is_relative_to(self.project):
                yield from find_files(folder, folder, self.display_path).problems

    def font_files(self, suffix: str) -> list[Path]:
        """Return the font files with a suffix, by name; of several with the same name the first folder's counts."""
        files: dict[str, Path] = {}
        for folder in self.folders:
            for path in sorted((folder / "fonts").glob(f"*{suffix}")):
                files.setdefault(path.name, path)
        return list(files.values())

    def template_names(self) -> list[str]:
        """Return the names of all templates, sorted."""
        names = {
            path.relative_to(folder).as_posix()
            for folder in self.folders
            for path in folder.rglob("*.j2")
            if not any(_is_excluded(part) for part in path.relative_to(folder).parts)
        }
        return sorted(names)

    def display_path(self, path: Path) -> str:
        """Return the path of a template file as messages show it."""
        if path.is_relative_to(self.project):
            return path.relative_to(self.project).as_posix()
        folder = next((folder for folder in self.folders if path.is_relative_to(folder)), path.parent)
        return f"{PACKAGED_PREFIX} templates/{path.relative_to(folder).as_posix()}"

    def _numbered_files(self, lookup: Lookup) -> Iterator[tuple[int, Path]]:
        """Yield the files that a lookup finds, each with the number of its folder.

        A name that leads out of a folder finds nothing, and neither does a link out of it.
        """
        parts = lookup.name.split("/")
        if any(part in ("", ".", "..") or "\\" in part for part in parts):
            return
        for number, folder in enumerate(self.folders):
            path = folder.joinpath(*parts)
            if (
                number >= lookup.first_folder
                and os.path.isfile(path)  # noqa: PTH113 - `Path.is_file` fails for a name that is too long
                and (not _has_link(folder, parts) or path.resolve().is_relative_to(folder.resolve()))
            ):
                yield number, path


def _has_link(folder: Path, parts: Sequence[str]) -> bool:
    """Return whether a file below a folder, or a folder between them, is a link; to resolve a path takes far longer."""
    above = os.fspath(folder)
    return any(os.path.islink(above := f"{above}/{part}") for part in parts)  # noqa: PTH114 - as `Path` takes longer


def _is_excluded(part: str) -> bool:
    """Return whether a folder name, or the name of a file, excludes what it contains from the search path."""
    return part == "partners" or part.startswith(".")
