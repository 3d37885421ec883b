"""Loading of a project: read its files, index the entries and check every link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.factbase.id_suggestions import add_suggestions
from briefings.factbase.links import check_links
from briefings.factbase.store import FactStore
from briefings.loading.project import read_project
from briefings.model.diagnostics import BriefingsError
from briefings.model.memory import pause_collector

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from briefings.loading.fact_folders import FolderReadings
    from briefings.model.diagnostics import Diagnostic

__all__ = ["FactsError", "load"]


class FactsError(BriefingsError):
    """Facts that can't be used; `folders` says where the problems are, "" for the house and the marking schemes."""

    def __init__(self, diagnostics: Iterable[Diagnostic], folders: frozenset[str]) -> None:
        super().__init__(diagnostics)
        self.folders = folders


@pause_collector()
def load(
    project: Path,
    partners: Iterable[str] | None = None,
    drafts: Mapping[Path, bytes] | None = None,
    readings: FolderReadings | None = None,
    gone: str = "",
) -> FactStore:
    """Load the facts of a project.

    Args:
        project: the folder that contains `facts/`.
        partners: ids of the partners to load, in addition to the shared folder; None for all.
        drafts: files as a command is about to write them, by path; they are read in place of those on disk.
        readings: what was read of folders that have not changed since; None to read every folder.
        gone: id of a partner whose folder is about to be removed, and counts as missing; empty for none.

    Raises:
        FactsError: with all problems of all files.
    """
    contents = read_project(project, partners, drafts, readings, gone)
    store = FactStore.from_records(
        contents.house, contents.schemes, [*contents.entities, *contents.house.regions], contents.facts
    )
    sound = readings.sound if readings and not store.duplicates else frozenset[str]()
    links = check_links(store, contents.partners, contents.incomplete_folders, sound)
    problems = {
        folder: [*contents.problems.get(folder, ()), *links.get(folder, ())]
        for folder in (*contents.problems, *links)
    }
    if any(problems.values()):
        everything = [problem for found in problems.values() for problem in found]
        broken = frozenset(folder for folder, found in problems.items() if found)
        raise FactsError(add_suggestions(everything, store), broken)
    if readings:
        readings.note_sound()
    return store
