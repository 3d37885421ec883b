"""Entries that depend on those of a save, so that it cannot be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.authoring.wording.titles import title_of
from briefings.model.entities import SHARED_FOLDER, Partner
from briefings.model.facts import Agreement, Fact
from briefings.model.references import all_links

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from briefings.factbase.store import FactStore
    from briefings.model.entities import Entity
    from briefings.server.saves.journal import Save

__all__ = ["find_resting"]


def find_resting(store: FactStore, saves: Sequence[Save], day: date) -> Mapping[int, str]:
    """Return the title of an entry that rests on what a save added, also on a person made beside it, by its number.

    A save that can't be undone anyway is left out, and so is one on which nothing rests.
    """
    added = {save: _added_keys(store, save) for save in saves if save.is_undoable}
    wanted = {key: save for save, keys in added.items() for key in keys}
    resting: dict[int, str] = {}
    for entry in _entries_near(store, wanted) if wanted else ():
        for key in _keys_in(entry):
            save = wanted.get(key)
            if save and save.number not in resting and entry.location.path not in save.paths:
                own = entry.key if isinstance(entry, Fact) else entry.id
                resting[save.number] = title_of(store, own, day)
    return resting


def _added_keys(store: FactStore, save: Save) -> frozenset[str]:
    """Return the ids of the entities and the keys of the facts that a save added."""
    before = save.ids_before
    folders = {path.split("/")[1] for path in save.paths}
    return frozenset(
        entry.key if isinstance(entry, Fact) else entry.id
        for folder in folders
        for entry in store.entries_by_folder.get(folder, ())
        if entry.location.path in save.paths and entry.id not in before
    )


def _entries_near(store: FactStore, keys: Mapping[str, Save]) -> Iterator[Fact | Entity]:
    """Yield the entries that can rest on others: what is in the folder of a partner, nothing of another one uses."""
    folders = {path.split("/")[1] for save in keys.values() for path in save.paths}
    for folder, entries in store.entries_by_folder.items():
        if SHARED_FOLDER in folders or folder in folders:
            yield from entries


def _keys_in(entry: Fact | Entity) -> Iterator[str]:
    """Yield the ids and keys without which an entry can't be: the ones in it, and its partner."""
    yield from (link.target for link in all_links(entry))
    if isinstance(entry, Fact):
        yield from filter(None, (entry.earlier_key, entry.corrected_key))
    if isinstance(entry, Agreement):
        yield from filter(None, (*entry.replaced_keys, entry.main_key))
    if not isinstance(entry, Partner):
        yield entry.folder
