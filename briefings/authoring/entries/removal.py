"""The removal of entries from fact files, with all that can't be without them; of a partner, with its folder."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from briefings.authoring.yaml.fact_edits import LIST_BY_KIND, FactEdits
from briefings.loading.files import make_folder
from briefings.loading.orders import read_orders
from briefings.model.diagnostics import BriefingsError, Diagnostic, Location
from briefings.model.entities import NamedEntity, Partner, Post
from briefings.project import FACTS_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefings.factbase.store import FactStore
    from briefings.model.entities import Entity
    from briefings.model.facts import Fact
    from briefings.project import Project

__all__ = ["Removal", "find_removal"]

_MOST_ENTRIES = 200
_UNKNOWN_PARTNER = "unknown-partner"
_ASIDE = (".briefings", "removed")
"""The folder to which the folder of a partner moves in one step, before its files go one by one."""


class Removal:
    """Entries that go together.

    Attributes:
        entries: the entry to remove, then each that rests on one before it.
        folder: the id of a partner whose folder goes; empty for none.
        edits: of the files that stay, with the entries out.
        problems: why the facts can't be without them; empty if they can.
        cuts: the line at which each entry began and how many lines are gone, by path.
    """

    def __init__(self, project: Project, entries: list[Fact | Entity], folder: str = "") -> None:
        """Take entries out of the drafts of their files, from the end of each to its start."""
        self.entries = entries
        self.folder = folder
        self.edits = FactEdits(project)
        self.problems: tuple[Diagnostic, ...] = ()
        self.cuts: dict[str, list[tuple[int, int]]] = {}
        self._project = project
        staying = (each for each in entries if not folder or each.folder != folder)
        for entry in sorted(staying, key=lambda each: each.location, reverse=True):
            file, list_name = self.edits.open(entry), LIST_BY_KIND[entry.kind]
            start, count = file.entry_line(list_name, entry.id), len(file.text.split("\n"))
            file.remove_entry(list_name, entry.id)
            cut = count - len(file.text.split("\n"))
            self.cuts.setdefault(entry.location.path, []).append((start, cut))

    def _with_others(self, others: list[Fact | Entity]) -> Removal:
        """Return the removal of other entries too."""
        return Removal(self._project, [*self.entries, *others], self.folder)

    def _try_out(self) -> list[Diagnostic]:
        """Return the problems that the facts have without the entries."""
        try:
            self.edits.trial(self.folder)
        except BriefingsError as error:
            return [*error.diagnostics]
        return []

    def save(self) -> None:
        """Remove the entries, and the folder of the partner.

        Raises:
            BriefingsError: if the facts can't be without them; then no file changes.
        """
        if problems := self._try_out():
            raise BriefingsError(problems)
        self.edits.save(is_tried=True)
        if self.folder:
            root = self._project.root
            aside = root.joinpath(*_ASIDE, self.folder)
            make_folder(aside.parent, inside=root)
            shutil.rmtree(aside, ignore_errors=True)  # of a removal that was stopped
            (root / FACTS_FOLDER / self.folder).rename(aside)
            shutil.rmtree(aside)


def find_removal(project: Project, store: FactStore, entry: Fact | Entity) -> Removal:
    """Return what has to go with an entry of a list, or with a partner: whatever the loader refuses without it, and so on.

    Raises:
        BriefingsError: if the layout of a file can't be edited.
    """
    if isinstance(entry, Partner):
        others = [each for each in store.entries_by_folder[entry.id] if each is not entry]
        removal = Removal(project, [entry, *others], entry.id)
        removal.problems = tuple(_find_hold_ups(project, entry))
    else:
        removal = Removal(project, [entry])
    most = len(removal.entries) + _MOST_ENTRIES
    while not removal.problems and (problems := removal._try_out()):
        resting = [
            (problem, problem.location and _entry_at(removal, store, problem.location))
            for problem in problems
        ]
        if stays := [
            _explain(problem, each) for problem, each in resting if not _goes_too(removal, problem, each)
        ]:
            removal.problems = tuple(dict.fromkeys(stays))
            break
        found = {(each.location.path, each.location.line): each for _, each in resting if each}
        removal = removal._with_others([*found.values()])
        if len(removal.entries) > most:
            message = "too much rests on this to remove it at once"
            hint = "begin with what rests on it"
            removal.problems = (Diagnostic("removal-too-large", message, entry.location, hint=hint),)
    return removal


def _find_hold_ups(project: Project, partner: Partner) -> Iterator[Diagnostic]:
    """Yield what keeps the folder of a partner: orders of its notes, and files that are not facts, which no undo brings back."""
    for order in read_orders(project.root).value or ():
        if order.partner == partner.id:
            hint = f"end the order: `briefings drop {partner.id}`"
            yield Diagnostic(
                "still-ordered", "a standing order asks for its notes", order.location, hint=hint
            )
    folder = project.root / FACTS_FOLDER / partner.id
    others = sorted(path for path in folder.rglob("*") if not path.is_dir() and path.suffix != ".yaml")
    if others:
        hint = "move them elsewhere first"
        names = ", ".join(_names(others, folder))
        place = Location(f"{FACTS_FOLDER}/{partner.id}")
        yield Diagnostic("other-files", f"its folder has files that are not facts: {names}", place, hint=hint)


def _names(paths: list[Path], folder: Path) -> Iterator[str]:
    """Yield the first names of files in a folder."""
    most = 5
    yield from (path.relative_to(folder).as_posix() for path in paths[:most])
    if len(paths) > most:
        yield f"and {len(paths) - most} more"


def _goes_too(removal: Removal, problem: Diagnostic, entry: Fact | Entity | None) -> bool:
    """Return whether an entry with a problem goes too: of what names a partner, only its own posts do."""
    if entry is None:
        return False
    is_own_post = isinstance(entry, Post) and entry.partner == removal.folder
    return problem.code != _UNKNOWN_PARTNER or not removal.folder or is_own_post


def _explain(problem: Diagnostic, entry: Fact | Entity | None) -> Diagnostic:
    """Return what keeps an entry from going, in words."""
    if problem.code != _UNKNOWN_PARTNER:
        return problem
    name = f"“{entry.names[0].text}”" if isinstance(entry, NamedEntity) else entry.id if entry else ""
    who = f"the {entry.kind} {name} names" if entry else "the settings of the house name"
    return Diagnostic(problem.code, f"{who} it", problem.location, hint="take it out there first")


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
