"""The import of a list: every row is read, checked and compared before anything is written."""

from __future__ import annotations

import operator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from briefings.authoring.importing.comparison import clashes, compare_rows, differences, without_rejected
from briefings.authoring.importing.completion import KnownFacts, complete_entry
from briefings.authoring.importing.list_file import read_list_file
from briefings.authoring.importing.new_names import doubt_names
from briefings.authoring.importing.row_drafts import RowsError, load_trial, write_drafts
from briefings.authoring.importing.row_entries import RowReader
from briefings.authoring.importing.rows import group_problems
from briefings.authoring.proposals.waiting import content_hash
from briefings.authoring.yaml.fact_edits import FactEdits
from briefings.factbase.load import load
from briefings.lint.forms import known_forms
from briefings.loading.rejections import read_rejections
from briefings.model.diagnostics import BriefingsError
from briefings.model.entities import Source
from briefings.model.suggest import unknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from briefings.authoring.importing.import_map import ImportMap
    from briefings.authoring.importing.imported_entries import RowEntry
    from briefings.authoring.importing.rows import RowList
    from briefings.factbase.store import FactStore
    from briefings.project import Project

__all__ = ["ImportReport", "ImportRequest", "import_list", "import_rows"]


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What to import.

    Attributes:
        file: the file with the list.
        source: id or title of the source that the file is.
        map_file: the map; None for that of a format with fixed columns.
        partner: id or name of the partner of rows that name none; empty if each row must.
        correct: whether rows correct facts, and replace proposals, that came from the same source.
    """

    file: Path
    source: str
    map_file: Path | None = None
    partner: str = ""
    correct: bool = False


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The result of an import, or of a trial of it.

    Attributes:
        added: the keys of the new proposals.
        corrected: how many of them correct a fact.
        confirmed: how many of them say only that a fact holds on a later day.
        known: the number of rows that the facts have already.
        repeated: rows that say the same as an earlier row of the list, each in a line.
        rejected: the number of rows that were rejected before.
        notes: skipped rows, cleaned cells and columns that nothing uses, each in a line.
        doubts: rows that contradict each other, and new names much like others, each in a line.
        differences: new proposals beside what is known, each in a line or several.
        changed: rows beside the facts that came from them, where one of the two was edited since; nothing is proposed.
        paths: the changed files.
        advice: what else to do; empty for nothing.
    """

    added: tuple[str, ...]
    corrected: int
    confirmed: int
    known: int
    repeated: tuple[str, ...]
    rejected: int
    notes: tuple[str, ...]
    doubts: tuple[str, ...]
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
    rows, import_map = read_list_file(request.file, request.map_file)
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
    reader, drafts = _read_rows(project, store, rows, import_map, request)
    read = drafts.entries
    drafts = drafts.completed()
    wanted = without_rejected(drafts.trial, drafts.entries, read_rejections(project.root).sound_value())
    compared = compare_rows(store, drafts.trial, wanted, correct=request.correct)
    new = compared.new
    drafts = drafts.of(new)
    names = doubt_names(store, new)
    return ImportReport(
        added=tuple(f"{entry.folder}/{entry.entry['id']}" for entry in new),
        corrected=compared.corrected,
        confirmed=compared.confirmed,
        known=len(wanted) - len(new) - len(compared.repeated),
        repeated=compared.repeated,
        rejected=len(read) - len(wanted),
        notes=tuple(_notes(reader, rows)),
        doubts=(*clashes(drafts.trial, new, day), *names.doubts),
        differences=tuple(differences(store, drafts.trial, new, day)),
        changed=compared.changed,
        paths=tuple(drafts.edits.drafts()) if dry_run else tuple(drafts.edits.save()),
        advice=names.advice,
    )


def _read_rows(
    project: Project, store: FactStore, rows: RowList, import_map: ImportMap, request: ImportRequest
) -> tuple[RowReader, _Drafts]:
    """Return the drafts of the entries of all rows, and what read them.

    Raises:
        BriefingsError: with the problems of all rows.
    """
    if problems := list(import_map.check_columns(rows)):
        raise BriefingsError(problems)
    source, forms = _find_source(store, request.source), partial(known_forms, project, store)
    reader = RowReader(store, import_map, source, request.partner, forms)
    entries = [entry for row in rows.rows if (entry := reader.read(row))]
    edits = write_drafts(project, store, import_map.list_name, entries)
    try:
        trial = load_trial(edits, import_map, entries)
    except RowsError as error:
        found = [*reader.problems, *error.without_missing(reader.troubled)]
        raise BriefingsError(group_problems(found, rows)) from error
    if reader.problems:
        raise BriefingsError(group_problems(reader.problems, rows))
    return reader, _Drafts(project, store, import_map.list_name, entries, edits, trial)


def _notes(reader: RowReader, rows: RowList) -> Iterator[str]:
    """Yield what was left out or cleaned, each in a line."""
    yield from (f"skipped {place}" for place in rows.skipped)
    yield from (f"cleaned {change}" for change in reader.cleaned)
    for text, place in reader.groups.places.items():
        yield f"{place}: {text!r} is read as a group, not as a person"
    if unused := reader.import_map.unused_columns(rows):
        yield f"columns that the map does not use: {', '.join(unused)}"


@dataclass(frozen=True, slots=True)
class _Drafts:
    """Entries of rows in the drafts of their files.

    Attributes:
        project: with the facts.
        store: the facts as they are.
        list_name: the list of the entries.
        entries: of the rows.
        edits: the drafts.
        trial: the facts with the entries.
    """

    project: Project
    store: FactStore
    list_name: str
    entries: Sequence[RowEntry]
    edits: FactEdits
    trial: FactStore

    def of(self, entries: Sequence[RowEntry]) -> _Drafts:
        """Return drafts with other entries.

        Raises:
            BriefingsError: if the facts would have errors.
        """
        if len(entries) == len(self.entries) and all(map(operator.is_, entries, self.entries)):
            return self
        edits = write_drafts(self.project, self.store, self.list_name, entries)
        return replace(self, entries=entries, edits=edits, trial=edits.trial())

    def completed(self) -> _Drafts:
        """Return drafts in which each entry about a known fact is the whole fact that is to take its place.

        Raises:
            BriefingsError: if the facts would have errors.
        """
        facts = [self.trial.proposals[f"{entry.folder}/{entry.entry['id']}"] for entry in self.entries]
        about = KnownFacts(self.store).find(facts)
        edits = FactEdits(self.project)
        entries = []
        for entry, fact in zip(self.entries, facts, strict=True):
            known = about.get(fact.key)
            says_more = known and (fact.attestations or content_hash(fact) != content_hash(known))
            entries.append(complete_entry(entry, edits, fact, known) if known and says_more else entry)
        return self.of(entries)


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
