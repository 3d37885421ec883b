"""Where a project's files are: its facts and templates, and those that come with the package."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefings.model.diagnostics import PACKAGED, BriefingsError, Diagnostic

__all__ = ["Project", "packaged"]

_HOUSE = Path("facts", "house.yaml")


def packaged() -> Path:
    """The folder that holds the facts and templates that come with Briefings."""
    installed = Path(__file__).parent / "data"
    return installed if installed.is_dir() else Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Project:
    """A project on disk.

    Attributes:
        root: the folder with `facts/` and, if it has its own, `templates/`.
        home: the folder in which `build/` is; differs from the root for the facts that come with the package.
    """

    root: Path
    home: Path

    @classmethod
    def find(cls, start: Path, chosen: Path | None = None) -> Project:
        """The project at or above a folder; where there is none, the facts that come with Briefings.

        Args:
            start: where to begin to look, usually the working folder.
            chosen: the project's folder, if the user named it.

        Raises:
            BriefingsError: if the folder that was named is no project.
        """
        if chosen is not None:
            root = chosen.resolve()
            if not (root / _HOUSE).is_file():
                hint = f"a project has {_HOUSE.as_posix()}"
                raise BriefingsError([Diagnostic("no-project", f"{chosen} is no project", hint=hint)])
            return cls(root, root)
        start = start.resolve()
        root = next((folder for folder in (start, *start.parents) if (folder / _HOUSE).is_file()), packaged())
        return cls(root, root if start.is_relative_to(root) else start)

    @property
    def is_packaged(self) -> bool:
        """Whether these are the facts that come with Briefings, used from elsewhere."""
        return self.root != self.home

    def template_folders(self, partner: str | None = None) -> list[Path]:
        """Where templates are looked for, first one first: the partner's, the project's, the packaged."""
        own = [self.root / "templates", packaged() / "templates"]
        special = [folder / "partners" / partner for folder in own] if partner else []
        return list(dict.fromkeys([*special, *own]))

    def shown(self, path: Path) -> str:
        """How a file of the project or of the package is named to the user."""
        if path.is_relative_to(self.root):
            return path.relative_to(self.root).as_posix()
        return f"{PACKAGED} {path.relative_to(packaged()).as_posix()}"
