"""Reading of the files of a project: house, marking schemes and fact folders."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefings.loading.context import ReadContext
from briefings.loading.fact_files import PARTNER_KEY, read_fact_file
from briefings.loading.folders import (
    HOUSE_FILE,
    MARKINGS_FOLDER,
    display_path,
    find_fact_folders,
    find_yaml_files,
)
from briefings.loading.house import empty_house, read_house
from briefings.loading.markings import read_schemes
from briefings.loading.yaml_nodes import read_yaml
from briefings.model.diagnostics import BriefingsError, Diagnostic, Location
from briefings.model.entities import SHARED_FOLDER, Entity, Partner
from briefings.model.facts import Fact
from briefings.model.suggest import unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from briefings.model.house import House
    from briefings.model.markings import MarkingScheme

__all__ = ["ProjectContents", "list_partner_ids", "load_house", "read_project", "select_partners"]


@dataclass(frozen=True, slots=True)
class ProjectContents:
    """The contents of the files of a project, before any id is looked up.

    Attributes:
        house: the house.
        schemes: marking schemes by id.
        entities: in the order read; ids may repeat.
        facts: in the order read; ids may repeat.
        problems: problems by the folder of the file, in the order found; those of the house and the markings, and of
            misplaced files, under "".
        partners: the folders of all partners, read or not.
        incomplete_folders: the folders with something unreadable, which may be the target of an id.
    """

    house: House
    schemes: Mapping[str, MarkingScheme]
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    problems: Mapping[str, tuple[Diagnostic, ...]]
    partners: frozenset[str]
    incomplete_folders: frozenset[str]


@dataclass(frozen=True, slots=True)
class _FolderContents:
    """The entries of a folder of facts, whether every one of them could be read, and the problems of its files."""

    entries: tuple[Entity | Fact, ...]
    is_complete: bool
    problems: tuple[Diagnostic, ...] = ()


def read_project(project: Path, partners: Iterable[str] | None = None) -> ProjectContents:
    """Read the files of a project and collect all problems.

    A brief depends on the folder of its partner and the shared one only, so a part of the project can be read alone.

    Args:
        project: the folder that contains `facts/`.
        partners: ids of the partners to read, in addition to the shared folder; None for all.
    """
    facts = project / "facts"
    problems: list[Diagnostic] = []
    house = load_house(project, problems)
    scheme_problems: list[Diagnostic] = []
    schemes = read_schemes(facts / MARKINGS_FOLDER, project, scheme_problems)
    misplaced: list[Diagnostic] = []
    folders = list(find_fact_folders(facts, misplaced))
    problems += [*scheme_problems, *misplaced]

    levels = schemes[house.scheme_id].levels if house.scheme_id in schemes else None
    context = ReadContext([], house.default_language, levels)
    selected = None if partners is None else {SHARED_FOLDER, *partners}
    contents = {
        folder.name: _read_folder(folder, project, replace(context, problems=[], folder=folder.name))
        for folder in folders
        if selected is None or folder.name in selected
    }
    incomplete = {name for name, folder in contents.items() if not folder.is_complete}
    if scheme_problems:
        incomplete.add(MARKINGS_FOLDER)
    if misplaced:
        incomplete.add(SHARED_FOLDER)  # any folder may refer to what is in them
    entries = [entry for folder in contents.values() for entry in folder.entries]
    return ProjectContents(
        house=house,
        schemes=schemes,
        entities=tuple(entry for entry in entries if isinstance(entry, Entity)),
        facts=tuple(entry for entry in entries if isinstance(entry, Fact)),
        problems={"": tuple(problems)} | {name: folder.problems for name, folder in contents.items()},
        partners=frozenset(folder.name for folder in folders) - {SHARED_FOLDER},
        incomplete_folders=frozenset(incomplete),
    )


def _read_folder(folder: Path, project: Path, context: ReadContext) -> _FolderContents:
    """Read the fact files of a folder, one of which must describe its partner."""
    misplaced: list[Diagnostic] = []
    paths = list(find_yaml_files(folder, project, misplaced))
    context.problems.extend(misplaced)
    files = [read_fact_file(path, project, context) for path in paths]
    contents = _FolderContents(
        tuple(entry for file in files for entry in file.entries),
        is_complete=not misplaced and all(file.is_complete for file in files),
    )
    is_described = any(isinstance(entry, Partner) for entry in contents.entries)
    # What can't be read may be the partner.
    if folder.name != SHARED_FOLDER and contents.is_complete and not is_described:
        hint = f"add `{PARTNER_KEY}:` with its `id:` and `names:` to one of its files"
        place = Location(display_path(folder, project))
        context.report("no-partner-entry", f"no file in this folder has `{PARTNER_KEY}:`", place, hint)
    return replace(contents, problems=tuple(context.problems))


def load_house(project: Path, problems: list[Diagnostic]) -> House:
    """Load only the house of a project, adding the problems of its file to a list."""
    path = project / "facts" / HOUSE_FILE
    node = read_yaml(path, display_path(path, project), problems)
    house = None if node is None else read_house(node, problems)
    return house or empty_house(Location(display_path(path, project)))


def list_partner_ids(project: Path) -> list[str]:
    """List the ids of all partners of a project, in order; each has a folder under `facts/`."""
    folders = find_fact_folders(project / "facts", [])
    return [folder.name for folder in folders if folder.name != SHARED_FOLDER]


def select_partners(project: Path, names: Iterable[str]) -> list[str]:
    """Return the partners that a user named, without duplicates, or all partners if the user named none.

    Raises:
        BriefingsError: with every unknown name.
    """
    known = list_partner_ids(project)
    chosen = list(dict.fromkeys(names)) or known
    problems = [unknown("partner", name, known) for name in chosen if name not in known]
    if problems:
        raise BriefingsError(problems)
    return chosen
