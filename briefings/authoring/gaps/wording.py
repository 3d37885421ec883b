"""Gaps as people read them: what an entry is called in place of its id, and days in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.authoring.wording.messages import in_titles
from briefings.authoring.wording.titles import title_of
from briefings.model.entities import SHARED_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from briefings.factbase.store import FactStore
    from briefings.model.diagnostics import Diagnostic
    from briefings.model.entities import Entity
    from briefings.model.facts import Fact

__all__ = ["entries_by_place", "gap_titles", "say_gaps"]


def say_gaps(store: FactStore, partner: str, gaps: Iterable[Diagnostic], day: date) -> Iterator[Diagnostic]:
    """Yield the gaps of a partner with titles and days in their messages; their hints stay, since people type these."""
    entries = entries_by_place(store, partner)
    for gap in gaps:
        entry = entries.get((gap.location.path, gap.location.line)) if gap.location else None
        words = gap_titles(store, partner, gap, entry, day)
        yield replace(gap, message=in_titles(gap.message, store, day, words))


def entries_by_place(store: FactStore, partner: str) -> dict[tuple[str, int], Fact | Entity]:
    """Return all entries by their file and line; of two on one line, that of the partner."""
    folders = dict.fromkeys((*reversed([*store.entries_by_folder]), partner))
    return {
        (entry.location.path, entry.location.line): entry
        for folder in folders
        for entry in reversed(store.entries_by_folder.get(folder, ()))
    }


def gap_titles(
    store: FactStore, partner: str, gap: Diagnostic, entry: Fact | Entity | None, day: date
) -> dict[str, str]:
    """Return the titles for the ids that the message of a gap names, which looks like plain words without them.

    Args:
        store: the facts.
        partner: the id of the partner.
        gap: the gap.
        entry: at its place; None if there is none.
        day: on which the entries have these titles.
    """
    found: dict[str, str] = {}
    for id_ in dict.fromkeys((*([entry.id] if entry else ()), *gap.ids)):
        keys = (f"{partner}/{id_}", f"{SHARED_FOLDER}/{id_}", id_)
        if key := next((key for key in keys if key in store.facts_by_key or key in store.entities), ""):
            found[id_] = f"“{title_of(store, key, day)}”"
    return found
