"""Entries that say what an entry of the same kind says already, so that a command run twice adds nothing twice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.model.diagnostics import Diagnostic
from briefings.model.entities import NamedEntity, Post
from briefings.model.facts import Fact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefings.factbase.store import FactStore
    from briefings.model.entities import Entity

__all__ = ["find_repeated"]


def find_repeated(store: FactStore, key: str) -> Diagnostic | None:
    """Return the problem of a new entry that another one equals, or that has the name of another one.

    A post may have the title of a post elsewhere.

    Args:
        store: all facts, with the new entry.
        key: the key of the fact, or the id of another entry.
    """
    entry = store.facts_by_key.get(key) or store.proposals.get(key) or store.entities[key]
    for other in _entries_like(store, entry):
        if replace(other, id=entry.id, location=entry.location) == entry:
            return _problem(entry, other, "says the same")
        if isinstance(entry, NamedEntity) and isinstance(other, NamedEntity):
            shared = _full_names(entry) & _full_names(other)
            if shared and _owner(entry) == _owner(other):
                return _problem(entry, other, f"is called {min(shared)[1]!r} too")
    return None


def _entries_like(store: FactStore, entry: Fact | Entity) -> list[Fact | Entity]:
    """Return the other entries of the kind of an entry; of facts, those in its folder."""
    entries: Iterable[Fact | Entity] = (*store.facts, *store.proposals.values())
    if not isinstance(entry, Fact):
        entries = store.entities_of(type(entry))
    return [
        other
        for other in entries
        if other.kind == entry.kind
        and other.id != entry.id
        and (not isinstance(entry, Fact) or other.folder == entry.folder)
    ]


def _full_names(entity: NamedEntity) -> set[tuple[str, str]]:
    """Return the full names of an entity, each with its language."""
    return {(name.language, name.text) for name in entity.names if name.form == "full"}


def _owner(entity: NamedEntity) -> tuple[str | None, str | None]:
    """Return what a post belongs to; nothing for other entities."""
    return (entity.organisation, entity.partner) if isinstance(entity, Post) else (None, None)


def _problem(entry: Fact | Entity, other: Fact | Entity, how: str) -> Diagnostic:
    """Return the problem of an entry that another one makes superfluous."""
    return Diagnostic(
        "repeated-entry",
        f"the {entry.kind} {other.id!r} {how}",
        entry.location,
        related=(other.location,),
        hint="give a new id with --id to add it anyway",
    )
