"""The drafts of the files with imported entries, and the problems that the loader finds in them, in words of rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.authoring.entries.draft import DraftEntries
from briefings.authoring.yaml.fact_edits import FactEdits, last_first
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.entities import SHARED_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefings.authoring.importing.import_map import ImportMap
    from briefings.authoring.importing.imported_entries import NewEntity, RowEntry
    from briefings.authoring.yaml.edit import FactFile
    from briefings.authoring.yaml.values import Value
    from briefings.factbase.store import FactStore
    from briefings.project import Project

__all__ = ["RowsError", "load_trial", "write_drafts"]


def write_drafts(
    project: Project, store: FactStore, list_name: str, entries: Sequence[RowEntry]
) -> FactEdits:
    """Write entries, and the people and posts that they need, into drafts of the files."""
    edits = FactEdits(project)
    made: dict[str, NewEntity] = {}
    folders: dict[str, set[str]] = {}
    for entry in entries:
        for new in entry.makes:
            # Of spellings that differ in capitals, the first one that is not all capitals is kept.
            if new.id not in made or made[new.id].name.isupper():
                made[new.id] = new
            folders.setdefault(new.id, set()).add(new.folder)
    by_list: dict[tuple[str, str], list[Mapping[str, Value]]] = {}
    for id_, new in made.items():
        # Who is in the rows of several partners is shared by them.
        folder = folders[id_].pop() if len(folders[id_]) == 1 else SHARED_FOLDER
        by_list.setdefault((folder, new.list_name), []).append(new.entry)
    for old in last_first(entry.replaced for entry in entries if entry.replaced):
        edits.open(old).remove_entry(list_name, old.id)
    by_file: dict[FactFile, list[Mapping[str, Value]]] = {}
    for entry in entries:
        # A correction is next to the fact whose place it takes, under the marking of the same file.
        known = entry.corrected
        file = edits.open(known) if known else edits.open_list(store, entry.folder, list_name)
        by_file.setdefault(file, []).append(entry.entry)
    for (folder, made_list), group in by_list.items():
        edits.open_list(store, folder, made_list).append_entries(made_list, group)
    for file, group in by_file.items():
        file.append_entries(list_name, group)
    return edits


class RowsError(BriefingsError):
    """Rows that the loader refuses."""

    def without_missing(self, troubled: set[int]) -> list[Diagnostic]:
        """Return the problems without values that are missing because the cells of a row could not be read.

        Args:
            troubled: the numbers of such rows.
        """
        return [
            problem
            for problem in self.diagnostics
            if problem.code != "missing-field"
            or not problem.location
            or problem.location.line not in troubled
        ]


def load_trial(edits: FactEdits, import_map: ImportMap, entries: Sequence[RowEntry]) -> FactStore:
    """Return the facts with the new entries.

    Raises:
        RowsError: if they have errors; those of new entries name the row and the column.
    """
    try:
        return edits.trial()
    except BriefingsError as error:
        raise RowsError(_in_words_of_rows(error, edits, import_map, entries)) from error


def _in_words_of_rows(
    error: BriefingsError, edits: FactEdits, import_map: ImportMap, entries: Sequence[RowEntry]
) -> Iterator[Diagnostic]:
    """Yield the problems of drafts; those of new entries name the row and the column, and no place."""
    drafts = []
    for path, content in edits.drafts().items():
        folder = path.parent.name
        group = [entry for entry in entries if entry.folder == folder]
        drafts.append(
            (group, DraftEntries(content, edits.shown_path(path), import_map.list_name, len(group)))
        )
    for problem in error.diagnostics:
        found = next(((group[place[0]].row, place[1]) for group, draft in drafts if (place := draft.find(problem)) and group), None)  # fmt: skip
        if found is None:
            yield problem
            continue
        row, key = found
        hint = problem.hint
        if problem.code == "missing-field" and not key:
            key = next((name for name in problem.keys if name in import_map.columns), "")
            hint = "fill the cell, or take the row out" if key else hint
        column = import_map.columns.get(key)
        if column and len(column.names) > 1 and problem.code == f"bad-{key}":
            hint = "correct one of the two cells, or take the row out"
        titles = (
            f"column{'s'[: len(column.names) - 1]} {' and '.join(column.names)}"
            if column and column.names
            else key
        )
        where = f", {titles}" if titles else ""
        message = f"{row.place}{where}: {problem.said if key in problem.keys else problem.message}"
        cell = row.location_of(column.names[0] if column and column.names else "")
        yield replace(problem, location=cell, message=message, hint=hint, front=row.place)
