"""Reading of the files of a project: house, marking schemes and fact folders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.loading.context import ReadContext
from briefings.loading.fact_folders import FolderReadings
from briefings.loading.folders import (
    HOUSE_FILE,
    MARKINGS_FOLDER,
    display_path,
    find_fact_folders,
    find_kind_problem,
)
from briefings.loading.house import empty_house, read_house
from briefings.loading.markings import read_schemes
from briefings.loading.places import bind_places, misspelt_places
from briefings.loading.reading import Reading
from briefings.loading.yaml_nodes import parse_yaml, read_yaml
from briefings.model.diagnostics import BriefingsError, Diagnostic, Location
from briefings.model.entities import SHARED_FOLDER, Entity
from briefings.model.facts import Fact
from briefings.model.house import House
from briefings.model.suggest import unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from briefings.loading.fact_folders import FolderContents
    from briefings.loading.folders import FoundPaths
    from briefings.loading.markings import SchemeFiles
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


def read_project(
    project: Path,
    partners: Iterable[str] | None = None,
    drafts: Mapping[Path, bytes] | None = None,
    readings: FolderReadings | None = None,
    gone: str = "",
) -> ProjectContents:
    """Read the files of a project and collect all problems.

    A brief depends on the folder of its partner and the shared one only, so a part of the project can be read alone.

    Args:
        project: the folder that contains `facts/`.
        partners: ids of the partners to read, in addition to the shared folder; None for all.
        drafts: files as a command is about to write them, by path; they are read in place of those on disk.
        readings: what was read of folders that have not changed since; None to read every folder.
        gone: id of a partner whose folder is about to be removed, and counts as missing; empty for none.
    """
    drafts, readings = drafts or {}, readings or FolderReadings()
    facts = project / "facts"
    house, house_problems = load_house(project, drafts)
    scheme_files = read_schemes(facts / MARKINGS_FOLDER, project)
    folders = find_fact_folders(facts)

    scheme = scheme_files.schemes.get(house.scheme_id)
    context = ReadContext([], house.default_language, scheme, drafts=drafts, project=project)
    paths = sorted({*folders.paths, *(path.parent for path in drafts)} - {facts, facts / gone})
    selected = None if partners is None else {SHARED_FOLDER, *partners}
    contents = readings.read([path for path in paths if selected is None or path.name in selected], context)
    read = [entry for folder in contents for entry in folder.entries]
    entries = bind_places(read)
    misspelt = list(misspelt_places(read))
    other_problems = (*house_problems, *scheme_files.problems, *folders.problems)
    return ProjectContents(
        house=house,
        schemes=scheme_files.schemes,
        entities=tuple(entry for entry in entries if isinstance(entry, Entity)),
        facts=tuple(entry for entry in entries if isinstance(entry, Fact)),
        problems={"": other_problems}
        | {
            folder.name: (*folder.problems, *(problem for name, problem in misspelt if name == folder.name))
            for folder in contents
        },
        partners=frozenset(path.name for path in paths) - {SHARED_FOLDER},
        incomplete_folders=frozenset(_incomplete_folders(contents, scheme_files, folders)),
    )


def _incomplete_folders(
    contents: Iterable[FolderContents], scheme_files: SchemeFiles, folders: FoundPaths
) -> Iterator[str]:
    """Yield the names of the folders with something unreadable."""
    yield from (folder.name for folder in contents if not folder.is_complete)
    if scheme_files.problems:
        yield MARKINGS_FOLDER
    if folders.problems:
        yield SHARED_FOLDER  # any folder may refer to what is in misplaced files


def load_house(
    project: Path, drafts: Mapping[Path, bytes] | None = None
) -> tuple[House, tuple[Diagnostic, ...]]:
    """Load only the house of a project; return it, empty if its file is unusable, with the problems of the file.

    Args:
        project: the folder that contains `facts/`.
        drafts: files as a command is about to write them, by path.
    """
    path = project / "facts" / HOUSE_FILE
    display = display_path(path, project)
    if problem := find_kind_problem(path, project, display) if path.is_symlink() else None:
        return empty_house(Location(display)), (problem,)
    draft = (drafts or {}).get(path)
    node, unreadable = read_yaml(path, display) if draft is None else parse_yaml(draft, display)
    house, problems = Reading[House](None) if node is None else read_house(node)
    return house or empty_house(Location(display)), (*unreadable, *problems)


def list_partner_ids(project: Path) -> list[str]:
    """List the ids of all partners of a project, in order; each has a folder under `facts/`."""
    folders = find_fact_folders(project / "facts").paths
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
