"""The import of a list: every row is read, checked and compared before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from briefings.authoring.draft_entries import DraftEntries
from briefings.authoring.fact_edits import FactEdits
from briefings.authoring.importing.comparison import (
    changed_rows,
    differences,
    without_known,
    without_rejected,
)
from briefings.authoring.importing.csv_file import read_csv
from briefings.authoring.importing.ics_file import read_ics
from briefings.authoring.importing.import_map import load_map, sample_map
from briefings.authoring.importing.json_file import HOLDER_COLUMNS, read_json
from briefings.authoring.importing.row_entries import RowReader
from briefings.authoring.importing.rows import MAX_IMPORT_BYTES, refuse
from briefings.authoring.importing.xlsx_file import read_xlsx
from briefings.factbase.load import load
from briefings.loading.files import read_file
from briefings.loading.rejections import read_rejections
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.entities import SHARED_FOLDER, Source
from briefings.model.suggest import unknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from briefings.authoring.importing.import_map import ImportMap
    from briefings.authoring.importing.row_entries import RowEntry
    from briefings.authoring.importing.rows import RowList
    from briefings.authoring.yaml_values import Value
    from briefings.factbase.store import FactStore
    from briefings.project import Project

__all__ = ["ImportReport", "ImportRequest", "import_list", "import_rows"]

_MOST_ROLES = 8


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What to import.

    Attributes:
        file: the file with the list.
        source: id or title of the source that the file is.
        map_file: the map; None for that of a format with fixed columns.
        partner: id or name of the partner of rows that name none; empty if each row must.
    """

    file: Path
    source: str
    map_file: Path | None = None
    partner: str = ""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The result of an import, or of a trial of it.

    Attributes:
        added: the keys of the new proposals.
        known: the number of rows that the facts have already.
        rejected: the number of rows that were rejected before.
        notes: skipped rows and cleaned cells, each in a line.
        differences: new proposals beside what is known, each in a line or several.
        changed: rows beside the facts that came from them, where one of the two was edited since; nothing is proposed.
        paths: the changed files.
        advice: what else to do; empty for nothing.
    """

    added: tuple[str, ...]
    known: int
    rejected: int
    notes: tuple[str, ...]
    differences: tuple[str, ...]
    changed: tuple[str, ...]
    paths: tuple[Path, ...]
    advice: str = ""


def import_list(
    project: Project, request: ImportRequest, day: date, *, dry_run: bool = False
) -> ImportReport:
    """Import the rows of a list as proposals; rows that the facts have already change nothing.

    Args:
        project: the project with the facts.
        request: what to import.
        day: the day of the comparison with what is known.
        dry_run: whether to write nothing.

    Raises:
        BriefingsError: with the problems of all rows; then nothing is written.
    """
    rows, import_map = _read_file(request)
    return import_rows(project, rows, import_map, request, day, dry_run=dry_run)


def import_rows(  # noqa: PLR0913 - a list, what it means, and how it is imported
    project: Project,
    rows: RowList,
    import_map: ImportMap,
    request: ImportRequest,
    day: date,
    *,
    dry_run: bool = False,
) -> ImportReport:
    """Import rows that were read already as proposals; see `import_list`.

    Raises:
        BriefingsError: with the problems of all rows; then nothing is written.
    """
    store = load(project.root)
    if problems := list(import_map.check_columns(rows)):
        raise BriefingsError(problems)
    reader = RowReader(store, import_map, _find_source(store, request.source), request.partner)
    entries = [entry for row in rows.rows if (entry := reader.read(row))]
    edits = _write(project, store, import_map, entries)
    try:
        trial = _load_trial(edits, import_map, entries)
    except _RowsError as error:
        raise BriefingsError([*reader.problems, *error.without_missing(reader.troubled)]) from error
    if reader.problems:
        raise BriefingsError(reader.problems)
    wanted = without_rejected(trial, entries, read_rejections(project.root).sound_value())
    new = without_known(store, trial, wanted)
    changed = tuple(changed_rows(store, trial, wanted))
    if len(new) < len(entries):
        edits = _write(project, store, import_map, new)
        trial = _load_trial(edits, import_map, new)
    keys = tuple(f"{entry.folder}/{entry.entry['id']}" for entry in new)
    found = tuple(differences(store, trial, new, day))
    notes = (
        *(f"skipped {place}" for place in rows.skipped),
        *(f"cleaned {change}" for change in reader.cleaned),
    )
    paths = tuple(edits.drafts()) if dry_run else tuple(edits.save())
    known, rejected = len(wanted) - len(new), len(entries) - len(wanted)
    return ImportReport(keys, known, rejected, notes, found, changed, paths, _advice_on_roles(store, new))


def _advice_on_roles(store: FactStore, entries: Sequence[RowEntry]) -> str:
    """Return what to do about new posts with roles that the house does not list; empty if there are none."""
    made = [str(post["role"]) for entry in entries for name, post in entry.makes if name == "posts"]
    listed = store.house.roles.their_side if store.house.roles else ()
    own = [role for role in dict.fromkeys(made) if role not in listed]
    if not own:
        return ""
    more = f" and {len(own) - _MOST_ROLES} more" if len(own) > _MOST_ROLES else ""
    return (
        f"The house does not list these roles of new posts: {', '.join(own[:_MOST_ROLES])}{more}. "
        "To have their holders in a brief, add them to `roles:` in facts/house.yaml, or correct `role:` of the post."
    )


def _find_source(store: FactStore, name: str) -> str:
    """Return the id of the source with an id or title.

    Raises:
        BriefingsError: if there is none, or several have the title.
    """
    sources = store.entities_of(Source)
    found = [
        source.id for source in sources if name == source.id or name.casefold() == source.title.casefold()
    ]
    if len(found) != 1:
        hint = "add it first: `briefings add source --title TITLE --publisher NAME`"
        problem = unknown("source", name, [source.id for source in sources], hint=hint)
        raise BriefingsError([replace(problem, hint=hint)])
    return found[0]


def _read_file(request: ImportRequest) -> tuple[RowList, ImportMap]:
    """Read a file by its suffix, with its map.

    Raises:
        BriefingsError: if it can't be read, or needs a map.
    """
    name, suffix = request.file.name, request.file.suffix.lower()
    data = read_file(request.file, MAX_IMPORT_BYTES)
    import_map = load_map(request.map_file, str(request.map_file)) if request.map_file else None
    if suffix == ".ics":
        return read_ics(data, name), import_map or load_map(sample_map("calendar"), "calendar.yaml")
    if suffix == ".json":
        rows = read_json(data, name)
        return rows, import_map or _holder_map(rows, name)
    if suffix not in (".csv", ".tsv", ".txt", ".xlsx"):
        hint = "save it as .csv or .xlsx; .json and .ics are read as well"
        raise refuse("not-a-table", f"{name} is of no kind that can be imported", hint)
    if import_map is None:
        hint = "give one with --map; `briefings import --sample contacts` prints one to begin with"
        raise refuse("no-map", f"{name} needs a map that says what its columns are", hint)
    if suffix == ".xlsx":
        return read_xlsx(data, name, import_map.sheet, import_map.header), import_map
    return read_csv(data, name, import_map.header), import_map


def _holder_map(rows: RowList, name: str) -> ImportMap:
    """Return the map for a list of office-holders, by the usual names of its columns.

    Raises:
        BriefingsError: if it has no people or no posts.
    """
    import_map = load_map(sample_map("holders"), "holders.yaml")
    found = {
        key: next((name for name in names if name in rows.columns), "")
        for key, names in HOLDER_COLUMNS.items()
    }
    missing = [key for key in ("holder", "post") if not found[key] and key not in import_map.values]
    if missing:
        hint = f"it has {', '.join(rows.columns) or 'no columns'}; name them in a map, with --map"
        raise refuse("no-columns", f"{name} has no column for {' and '.join(missing)}", hint)
    columns = {
        key: replace(column, column=found.get(key, ""), first=found["start"] if column.first else "", last=found["end"] if column.first else "")
        for key, column in import_map.columns.items()
    }  # fmt: skip
    return replace(import_map, columns=columns)


def _write(
    project: Project, store: FactStore, import_map: ImportMap, entries: Sequence[RowEntry]
) -> FactEdits:
    """Write entries, and the people and posts that they need, into drafts of the files."""
    edits = FactEdits(project)
    by_file: dict[tuple[str, str], list[Any]] = {}
    made: dict[str, tuple[str, Mapping[str, Value]]] = {}
    folders: dict[str, set[str]] = {}
    for entry in entries:
        for list_name, new in entry.makes:
            made[str(new["id"])] = (list_name, new)
            folders.setdefault(str(new["id"]), set()).add(entry.folder)
    for id_, (list_name, new) in made.items():
        # Who is in the rows of several partners is shared by them.
        folder = folders[id_].pop() if len(folders[id_]) == 1 else SHARED_FOLDER
        by_file.setdefault((folder, list_name), []).append(new)
    for entry in entries:
        by_file.setdefault((entry.folder, import_map.list_name), []).append(entry.entry)
    for (folder, list_name), group in by_file.items():
        edits.open_list(store, folder, list_name).append_entries(list_name, group)
    return edits


class _RowsError(BriefingsError):
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


def _load_trial(edits: FactEdits, import_map: ImportMap, entries: Sequence[RowEntry]) -> FactStore:
    """Return the facts with the new entries.

    Raises:
        _RowsError: if they have errors; those of new entries name the row and the column.
    """
    try:
        return edits.trial()
    except BriefingsError as error:
        raise _RowsError(_in_words_of_rows(error, edits, import_map, entries)) from error


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
        column = import_map.columns.get(key)
        where = f", column {column.names[0]}" if column and column.names else (f", {key}" if key else "")
        message = f"{row.place}{where}: {problem.message.removeprefix(f'{key!r}: ')}"
        cell = row.location_of(column.names[0] if column and column.names else "")
        yield replace(problem, location=cell, message=message)
