"""The removal of entries from fact files, with all that can't be without them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.authoring.fact_edits import LIST_BY_KIND, FactEdits
from briefings.model.diagnostics import BriefingsError, Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefings.factbase.store import FactStore
    from briefings.model.diagnostics import Location
    from briefings.model.entities import Entity
    from briefings.model.facts import Fact
    from briefings.project import Project

__all__ = ["Removal", "find_removal"]

_MOST_ENTRIES = 200


class Removal:
    """Entries that go together.

    Attributes:
        entries: the entry to remove, then each that rests on one before it.
        edits: of the files, with all of them out.
        problems: why the facts can't be without them; empty if they can.
        cuts: the line at which each entry began and how many lines are gone, by path.
    """

    def __init__(self, project: Project, entries: list[Fact | Entity]) -> None:
        """Take entries out of the drafts of their files, from the end of each to its start."""
        self.entries = entries
        self.edits = FactEdits(project)
        self.problems: tuple[Diagnostic, ...] = ()
        self.cuts: dict[str, list[tuple[int, int]]] = {}
        for entry in sorted(entries, key=lambda each: each.location, reverse=True):
            file, list_name = self.edits.open(entry), LIST_BY_KIND[entry.kind]
            start, count = file.entry_line(list_name, entry.id), len(file.text.split("\n"))
            file.remove_entry(list_name, entry.id)
            cut = count - len(file.text.split("\n"))
            self.cuts.setdefault(entry.location.path, []).append((start, cut))


def find_removal(project: Project, store: FactStore, entry: Fact | Entity) -> Removal:
    """Return what has to go with an entry of a list: whatever the loader refuses without it, and so on.

    Raises:
        BriefingsError: if the layout of a file can't be edited.
    """
    removal = Removal(project, [entry])
    while problems := _try(removal):
        resting = [_entry_at(removal, store, place) for place in _places(problems)]
        found = {(each.location.path, each.location.line): each for each in resting if each}
        if not found or None in resting:
            removal.problems = tuple(problems)
            break
        removal = Removal(project, [*removal.entries, *found.values()])
        if len(removal.entries) > _MOST_ENTRIES:
            message = "too much rests on this to remove it at once"
            hint = "begin with what rests on it"
            removal.problems = (Diagnostic("removal-too-large", message, entry.location, hint=hint),)
            break
    return removal


def _places(problems: Iterable[Diagnostic]) -> list[Location]:
    """Return the places of problems."""
    return [problem.location for problem in problems if problem.location]


def _try(removal: Removal) -> list[Diagnostic]:
    """Return the problems that the facts have without the entries."""
    try:
        removal.edits.trial()
    except BriefingsError as error:
        return [*error.diagnostics]
    return []


def _entry_at(removal: Removal, store: FactStore, place: Location) -> Fact | Entity | None:
    """Return the entry that stands at a place of a draft; None if the place is in no list."""
    line = place.line
    for start, cut in sorted(removal.cuts.get(place.path, ())):
        line += cut if start <= line else 0
    entries = (
        entry
        for folder in store.entries_by_folder.values()
        for entry in folder
        if entry.location.path == place.path and entry.location.line <= line
    )
    found = max(entries, key=lambda each: each.location, default=None)
    return found if found and found.kind in LIST_BY_KIND and found not in removal.entries else None
