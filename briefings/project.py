"""Locations of a project's files and of the files that come with the package."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from briefings.model.diagnostics import PACKAGED_PREFIX, BriefingsError, Diagnostic
from briefings.model.house import DEFAULT_AUDIENCE

__all__ = [
    "BUILD_FOLDER",
    "FACTS_FOLDER",
    "HOUSE_FILE",
    "HOUSE_RECORD",
    "PACKAGED",
    "PARTNERS_FOLDER",
    "TEMPLATES_FOLDER",
    "Project",
    "package_data_folder",
]

FACTS_FOLDER, TEMPLATES_FOLDER, BUILD_FOLDER = "facts", "templates", "build"
"""The folders of a project."""

PARTNERS_FOLDER = "partners"
"""The folder below `templates/` with a folder for each partner that has templates of its own."""

HOUSE_RECORD = ".house"
"""The file of a build folder with the id of the house whose notes are in it."""

PACKAGED = ":packaged"
"""What users name with `--project` to use the facts that come with Briefings outside a clone."""

HOUSE_FILE = Path(FACTS_FOLDER, "house.yaml")
_SIMILAR_ENOUGH = 0.75
_YAML_SUFFIXES = ("yaml", "yml")


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
        """Find the project at or above a folder.

        The facts that come with Briefings are used only in their own folder, or if the user names `PACKAGED`: taken for a
        user's own by mistake, they would put the notes of another house in the place of the user's.

        Args:
            start: where to start looking, usually the working folder.
            named_folder: the folder of the project, or `PACKAGED`, if the user named it.

        Raises:
            BriefingsError: if it finds no project, or a folder above that lacks its house file.
        """
        start = start.resolve()
        if named_folder == Path(PACKAGED):
            root = package_data_folder()
            return cls(root, root if start.is_relative_to(root) else start)
        if named_folder is not None:
            root = named_folder.resolve()
            if not (root / HOUSE_FILE).is_file():
                raise BriefingsError([_no_project(f"{named_folder} is not a project", root)])
            return cls(root, root)
        for folder in (start, *start.parents):
            if (folder / HOUSE_FILE).is_file():
                return cls(folder, folder)
            if sign := _sign_of_project(folder):
                raise BriefingsError(
                    [_no_project(f"{folder} has {sign}, but no {HOUSE_FILE.as_posix()}", folder)]
                )
        raise BriefingsError([_no_project(f"no {HOUSE_FILE.as_posix()} here or above", start)])

    @property
    def is_packaged(self) -> bool:
        """Return whether this is the packaged project, used from another folder."""
        return self.root != self.output_root

    @property
    def build_folder(self) -> Path:
        """Return the folder for outputs, unless the user names another."""
        return self.output_root / BUILD_FOLDER

    def template_folders(self, partner: str | None = None) -> list[Path]:
        """Return the folders to search for templates, in order: of the partner, of the project, packaged."""
        folders = [root / TEMPLATES_FOLDER for root in (self.root, package_data_folder())]
        partner_folders = [folder / PARTNERS_FOLDER / partner for folder in folders] if partner else []
        return list(dict.fromkeys([*partner_folders, *folders]))

    def display_path(self, path: Path) -> str:
        """Return the path of a file of the project or the package as messages show it."""
        if path.is_relative_to(self.root):
            return path.relative_to(self.root).as_posix()
        return f"{PACKAGED_PREFIX} {path.relative_to(package_data_folder()).as_posix()}"


def _sign_of_project(folder: Path) -> str:
    """Return what makes a folder look like a project; empty if nothing does."""
    if (folder / FACTS_FOLDER).is_dir():
        return f"{FACTS_FOLDER}/"
    if any((folder / BUILD_FOLDER / name).exists() for name in (HOUSE_RECORD, DEFAULT_AUDIENCE)):
        return f"{BUILD_FOLDER}/ with the notes of a house"
    # In `facts/` itself, a file for the house is at its place: the folder above decides.
    return "" if folder.name == FACTS_FOLDER else _likely_house_file(folder)


def _likely_house_file(folder: Path) -> str:
    """Return the file in a folder that is probably meant to be its house file; empty if there is none."""
    if (folder / HOUSE_FILE).is_symlink() or (folder / HOUSE_FILE).exists():
        return f"{HOUSE_FILE.as_posix()}, which is not a file"
    places = [path for path in _entries(folder) if path.name.casefold().startswith("fact")]
    for place in (folder / FACTS_FOLDER, *places):
        for path in _entries(place):
            if _is_like_house_file(path.name.casefold()):
                return path.relative_to(folder).as_posix()
    # Elsewhere only the very name tells: a folder may have any files.
    return next(
        (path.name for path in _entries(folder) if path.name.casefold() in {HOUSE_FILE.name, "house.yml"}), ""
    )


def _is_like_house_file(name: str) -> bool:
    """Return whether a file name, in lower case, is nearly that of a house file: `house.yml`, `houses.yaml`, `house.txt`."""
    stem, _, suffix = name.rpartition(".")
    similarity = SequenceMatcher(None, stem, HOUSE_FILE.stem).ratio()
    return name.split(".", maxsplit=1)[0] == HOUSE_FILE.stem or (
        suffix in _YAML_SUFFIXES and similarity >= _SIMILAR_ENOUGH
    )


def _entries(folder: Path) -> list[Path]:
    """Return the entries of a folder, in order; none if it can't be read."""
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _no_project(message: str, folder: Path) -> Diagnostic:
    """Return the error for a folder that is not a project, with the likely cause."""
    if misnamed := _likely_house_file(folder):
        hint = f"the house file is probably {misnamed}; its name must be {HOUSE_FILE.as_posix()}"
    else:
        below = [path.name for path in _entries(folder) if (path / HOUSE_FILE).is_file()]
        own = f"go to {below[0]}/" if below else "go to a folder of your project"
        hint = f"{own}, start one with `briefings init DIR`, or use the facts of Briefings with `--project {PACKAGED}`"
    return Diagnostic("no-project", message, hint=hint)
