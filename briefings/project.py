"""Locations of a project's files and of the files that come with the package."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefings.model.diagnostics import PACKAGED_PREFIX, BriefingsError, Diagnostic

__all__ = ["Project", "package_data_folder"]

_HOUSE_FILE = Path("facts", "house.yaml")


def package_data_folder() -> Path:
    """Return the folder with the facts and templates that come with Briefings."""
    installed = Path(__file__).parent / "data"
    return installed if installed.is_dir() else Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Project:
    """A project on disk.

    Attributes:
        root: the folder with `facts/` and, if it has its own, `templates/`.
        output_root: the folder that contains `build/`; differs from the root for the facts that come with the package.
    """

    root: Path
    output_root: Path

    @classmethod
    def find(cls, start: Path, named_folder: Path | None = None) -> Project:
        """Find the project at or above a folder, or use the facts that come with Briefings if there is none.

        Args:
            start: where to start looking, usually the working folder.
            named_folder: the folder of the project, if the user named it.

        Raises:
            BriefingsError: if the named folder is not a project.
        """
        if named_folder is not None:
            root = named_folder.resolve()
            if not (root / _HOUSE_FILE).is_file():
                hint = f"name a folder that has {_HOUSE_FILE.as_posix()}"
                raise BriefingsError(
                    [Diagnostic("no-project", f"{named_folder} is not a project", hint=hint)]
                )
            return cls(root, root)
        start = start.resolve()
        root = next(
            (folder for folder in (start, *start.parents) if (folder / _HOUSE_FILE).is_file()),
            package_data_folder(),
        )
        return cls(root, root if start.is_relative_to(root) else start)

    @property
    def is_packaged(self) -> bool:
        """Return whether this is the packaged project, used from another folder."""
        return self.root != self.output_root

    @property
    def build_folder(self) -> Path:
        """Return the folder for outputs, unless the user names another."""
        return self.output_root / "build"

    def template_folders(self, partner: str | None = None) -> list[Path]:
        """Return the folders to search for templates, in order: of the partner, of the project, packaged."""
        folders = [self.root / "templates", package_data_folder() / "templates"]
        partner_folders = [folder / "partners" / partner for folder in folders] if partner else []
        return list(dict.fromkeys([*partner_folders, *folders]))

    def display_path(self, path: Path) -> str:
        """Return the path of a file of the project or the package as messages show it."""
        if path.is_relative_to(self.root):
            return path.relative_to(self.root).as_posix()
        return f"{PACKAGED_PREFIX} {path.relative_to(package_data_folder()).as_posix()}"
