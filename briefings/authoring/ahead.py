"""The list of what comes: dates, visits, ends, embargoes and changes of markings, in the order of time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefings.authoring.fact_titles import plain_text, term_of
from briefings.build.audiences import readable_store
from briefings.factbase.as_told import as_told
from briefings.factbase.load import load
from briefings.factbase.plans import has_taken_place, is_called_off
from briefings.factbase.standing import standing_of
from briefings.loading.project import select_partners
from briefings.model.contacts import Visit
from briefings.model.dates import Certainty, PartialDate
from briefings.model.entities import SHARED_FOLDER, Entity, NamedEntity, Partner
from briefings.model.facts import Agreement, Membership, Tenure
from briefings.model.prospects import Commitment, DateAhead
from briefings.views.names import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from briefings.factbase.store import FactStore
    from briefings.model.facts import Fact
    from briefings.project import Project

__all__ = ["Coming", "coming_data", "coming_facts", "coming_lines", "list_coming", "next_note_change"]

_NOTE_CHANGES = ("embargo", "marking")
"""The sorts of what changes notes for some readers although no file has changed."""


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that comes on a day, or within some days.

    Attributes:
        first_day: the first day on which it may come.
        last_day: the last one.
        when: the date in digits, as the facts give it.
        sort: what sort of thing it is, in a word: `date`, `visit`, `commitment`, `end`, `embargo` or `marking`.
        text: what it is, in words.
        place: where; may be empty.
        partner: name of the partner that it concerns; empty for a shared fact.
        entry: the fact that says so, or the entity whose marking changes.
        key: of the fact, or the id of the entity.
    """

    first_day: date
    last_day: date
    when: str
    sort: str
    text: str
    place: str
    partner: str
    entry: Fact | Entity = field(repr=False)
    key: str = field(repr=False)


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
    found = [item for fact in store.facts if fact.key in keys for item in _coming_of(store, fact, day)]
    for entity in store.entities.values():
        if entity.folder in {SHARED_FOLDER, *partner_ids}:
            found += _marking_changes(store, entity, entity.id)
    ahead = [item for item in found if item.last_day >= day and (until is None or item.first_day <= until)]
    return sorted(ahead, key=lambda item: (item.first_day, item.last_day, item.key, item.sort))


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


def _coming_of(store: FactStore, fact: Fact, day: date) -> Iterator[Coming]:
    """Yield what a fact says of days to come, and of past ones too."""
    start, end = fact.period.start, fact.period.end
    if isinstance(fact, DateAhead) and end:
        place = plain_text(store, fact.place, day)
        yield _coming(store, fact, (start or end, end), "date", plain_text(store, fact.text, day), place)
    elif isinstance(fact, Visit) and end:
        if not is_called_off(fact, day) and (not has_taken_place(store, fact, day) or end.last_day >= day):
            yield _coming(
                store,
                fact,
                (start or end, end),
                "visit",
                _visit_text(store, fact, day),
                plain_text(store, fact.place, day),
            )
    elif isinstance(fact, Commitment) and fact.due and _holds(store, fact, day):
        text = f"promise of {_party(store, fact, day)}: {plain_text(store, fact.text, day)}"
        yield _coming(store, fact, (fact.due, fact.due), "commitment", text)
    elif isinstance(fact, Membership | Agreement | Tenure) and end and _holds(store, fact, day):
        yield _coming(store, fact, (end, end), "end", f"{term_of(store, fact, day)} ends")
    if fact.not_before:
        text = f"the embargo on {fact.key} ends"
        yield _coming(store, fact, (fact.not_before, fact.not_before), "embargo", text)
    yield from _marking_changes(store, fact, fact.key)


def _marking_changes(store: FactStore, entry: Fact | Entity, key: str) -> Iterator[Coming]:
    """Yield the days on which the marking of an entry, or of one of its names, changes."""
    names = entry.names if isinstance(entry, NamedEntity) else ()
    markings = [marking for marking in (entry.marking, *(name.marking for name in names)) if marking]
    for day in sorted({day for marking in markings for day in marking.change_days}):
        change = PartialDate.from_day(day)
        yield _coming(store, entry, (change, change), "marking", f"the marking of {key} changes")


def _holds(store: FactStore, fact: Fact, day: date) -> bool:
    """Return whether a fact is a state that holds on a day."""
    return not fact.is_event and standing_of(store, fact, day).certainty is not Certainty.NO


def _coming(  # noqa: PLR0913, PLR0917 - all parts of the record
    store: FactStore,
    entry: Fact | Entity,
    span: tuple[PartialDate, PartialDate],
    sort: str,
    text: str,
    place: str = "",
) -> Coming:
    """Return what comes between two dates."""
    first, last = span
    partner = store.entities.get(entry.folder)
    name = (
        plain_name(partner, store.house.default_language, last.last_day)
        if isinstance(partner, Partner)
        else ""
    )
    when = str(first) if first == last else f"{first}/{last}"
    key = entry.id if isinstance(entry, Entity) else entry.key
    return Coming(first.first_day, last.last_day, when, sort, text, place, name, entry, key)


def _party(store: FactStore, commitment: Commitment, day: date) -> str:
    """Return the name of the party that made a commitment."""
    sides = {"ours": store.house.side, "theirs": commitment.folder}
    party = store.entities.get(sides.get(commitment.promiser, commitment.promiser))
    return (
        plain_name(party, store.house.default_language, day)
        if isinstance(party, NamedEntity)
        else commitment.promiser
    )


def _visit_text(store: FactStore, visit: Visit, day: date) -> str:
    """Return the purpose of a visit, else the name of the body that travels or receives."""
    body = store.entity(NamedEntity, visit.body)
    purpose = plain_text(store, visit.purpose, day)
    return f"visit: {purpose or plain_name(body, store.house.default_language, day)}"


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
            "text": item.text,
            "place": item.place,
            "partner": item.partner,
            "fact": item.key,
        }
        for item in items
    ]
