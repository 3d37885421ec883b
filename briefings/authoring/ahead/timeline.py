"""The list of what comes for partners, in the order of time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.authoring.ahead.coming import coming_of_entity, coming_of_fact
from briefings.build.audiences import readable_store
from briefings.factbase.as_told import as_told
from briefings.factbase.load import load
from briefings.loading.project import select_partners
from briefings.model.entities import SHARED_FOLDER, Post
from briefings.model.prospects import DateAhead

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from briefings.authoring.ahead.coming import Coming
    from briefings.factbase.store import FactStore
    from briefings.model.entities import Entity
    from briefings.project import Project

__all__ = ["coming_data", "coming_facts", "coming_lines", "list_coming", "next_note_change"]

_NOTE_CHANGES = ("embargo", "marking")
"""The sorts of what changes notes for some readers although no file has changed."""


def list_coming(
    project: Project,
    day: date,
    partners: Sequence[str] = (),
    *,
    until: date | None = None,
    audience: str | None = None,
) -> list[Coming]:
    """Return what comes on a day or later, in the order of time.

    Args:
        project: the project with the facts.
        day: the as-of day; what comes on it counts.
        partners: ids of the partners that it concerns; empty for all. Shared facts concern every partner.
        until: the last day on which it may begin; None for no limit.
        audience: name of the audience that sees it; None for everything.

    Raises:
        BriefingsError: if a partner or the audience does not exist, or the facts have errors.
    """
    chosen = select_partners(project.root, partners)
    return coming_facts(readable_store(load(project.root), audience, day), day, chosen, until)


def coming_facts(
    readable: FactStore, day: date, partner_ids: Sequence[str], until: date | None = None
) -> list[Coming]:
    """Return what comes on a day or later for some partners, in the order of time.

    Args:
        readable: what the reader may see of the facts.
        day: the as-of day; what comes on it counts.
        partner_ids: ids of the partners.
        until: the last day on which it may begin; None for no limit.
    """
    store = as_told(readable, day)
    keys = {fact.key for partner in partner_ids for fact in store.facts_about(partner)}
    found = [item for fact in store.facts if fact.key in keys for item in coming_of_fact(store, fact, day)]
    for entity in store.entities.values():
        if entity.folder in {SHARED_FOLDER, *partner_ids} and _concerns(store, entity, partner_ids):
            found += coming_of_entity(store, entity, day)
    found = [_as_first_written(readable, item) for item in found]
    ahead = [item for item in found if item.last_day >= day and (until is None or item.first_day <= until)]
    return sorted(ahead, key=lambda item: (item.first_day, item.last_day, item.key, item.sort))


def _as_first_written(readable: FactStore, item: Coming) -> Coming:
    """Return what comes with the first day in the facts, if it comes back every year."""
    fact = readable.facts_by_key.get(item.key)
    if not isinstance(fact, DateAhead) or not fact.is_yearly or item.sort != "date":
        return item
    return replace(item, yearly_from=fact.period.start)


def _concerns(store: FactStore, entity: Entity, partner_ids: Sequence[str]) -> bool:
    """Return whether the notes on some partners may print an entry: a post only if it covers one of them."""
    return not isinstance(entity, Post) or any(store.is_post_in_scope(entity, id_) for id_ in partner_ids)


def next_note_change(readable: FactStore, day: date, partner_id: str) -> str:
    """Return the next day on which an embargo or a marking changes the notes on a partner, in words; empty for none.

    Args:
        readable: what the reader may see of the facts.
        day: the as-of day.
        partner_id: id of the partner.
    """
    coming = coming_facts(readable, day, [partner_id])
    first = next((item for item in coming if item.sort in _NOTE_CHANGES and item.first_day > day), None)
    return f"notes change on {first.when}: {first.text}" if first else ""


# --- output ----------------------------------------------------------------------------------------


def coming_lines(items: Sequence[Coming]) -> Iterator[str]:
    """Yield a line for each item: its date, the partner, and what comes."""
    width = max((len(item.when) for item in items), default=0)
    for item in items:
        place = f", {item.place}" if item.place else ""
        partner = f"{item.partner}: " if item.partner else ""
        yield f"{item.when:{width}}  {partner}{item.text.removesuffix('.')}{place} ({item.key})"


def coming_data(items: Sequence[Coming]) -> list[dict[str, object]]:
    """Return the items as data for JSON."""
    return [
        {
            "from": item.first_day.isoformat(),
            "to": item.last_day.isoformat(),
            "when": item.when,
            "sort": item.sort,
            "yearly": item.yearly_from is not None,
            "text": item.text,
            "place": item.place,
            "partner": item.partner,
            "fact": item.key,
        }
        for item in items
    ]
