"""Coming days in a fact or an entry: dates, plans, beginnings and ends, embargoes, changes of markings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefings.authoring.wording.stages import stage_word
from briefings.authoring.wording.titles import plain_text, term_of
from briefings.factbase.announcements import announced_start
from briefings.factbase.plans import has_taken_place, is_called_off
from briefings.factbase.standing import standing_of
from briefings.model.contacts import Contact, Visit
from briefings.model.dates import Certainty, PartialDate
from briefings.model.entities import Entity, Framework, NamedEntity, Organisation, Partner, Post
from briefings.model.facts import Agreement, Membership, Tenure
from briefings.model.prospects import Commitment, DateAhead
from briefings.views.names import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from briefings.factbase.store import FactStore
    from briefings.model.facts import Fact

__all__ = ["Coming", "coming_of_entity", "coming_of_fact"]


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that comes on a day, or within some days.

    Attributes:
        first_day: the first day on which it may come.
        last_day: the last one.
        when: the date in digits, as the facts give it.
        sort: what sort of thing it is, in a word: `date`, `visit`, `commitment`, `beginning`, `stage`, `end`, `name`,
            `embargo` or `marking`.
        text: what it is, in words.
        place: where; may be empty.
        partner: name of the partner that it concerns; empty for a shared fact.
        entry: the fact that says so, or the entity whose marking changes.
        key: of the fact, or the id of the entity.
        yearly_from: the first day of what comes back every year, as the facts give it; None for all else.
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
    yearly_from: PartialDate | None = None


def coming_of_fact(store: FactStore, fact: Fact, day: date) -> Iterator[Coming]:
    """Yield what a fact says of days to come, and of past ones too."""
    if isinstance(fact, DateAhead | Contact):
        yield from _coming_event(store, fact, day)
    elif isinstance(fact, Commitment) and fact.due and _holds(store, fact, day):
        text = f"promise of {_party(store, fact, day)}: {plain_text(store, fact.text, day)}"
        yield _coming(store, fact, (fact.due, fact.due), "commitment", text)
    elif isinstance(fact, Membership | Agreement | Tenure):
        yield from _coming_turns(store, fact, day)
    if fact.not_before:
        text = f"the embargo on {fact.key} ends"
        yield _coming(store, fact, (fact.not_before, fact.not_before), "embargo", text)
    yield from _marking_changes(store, fact, fact.key)


def coming_of_entity(store: FactStore, entity: Entity, day: date) -> Iterator[Coming]:
    """Yield what an entry says of days to come, and of past ones too: its end, another name, its markings."""
    if isinstance(entity, NamedEntity):
        now = plain_name(entity, store.house.default_language, day)
        if isinstance(entity, Framework | Organisation | Partner | Post) and (end := entity.period.end):
            yield _coming(store, entity, (end, end), "end", f"{now} ends")
        for start in dict.fromkeys(name.period.start for name in entity.names if name.period):
            if start and start.first_day > day:
                new = plain_name(entity, store.house.default_language, start.last_day)
                if new != now:
                    yield _coming(store, entity, (start, start), "name", f"{now} becomes {new}")
    yield from _marking_changes(store, entity, entity.id)


def _coming_event(store: FactStore, event: DateAhead | Contact, day: date) -> Iterator[Coming]:
    """Yield the days of a date, a visit, or another contact that is planned; not of one that was called off."""
    start, end = event.period.start, event.period.end
    if end is None or is_called_off(event, day):
        return
    place = plain_text(store, event.place, day)
    if isinstance(event, DateAhead):
        yield _coming(store, event, (start or end, end), "date", plain_text(store, event.text, day), place)
    elif end.last_day >= day or not has_taken_place(store, event, day):
        sort = "visit" if isinstance(event, Visit) else "contact"
        yield _coming(store, event, (start or end, end), sort, _contact_text(store, event, day), place)


def _coming_turns(store: FactStore, fact: Membership | Agreement | Tenure, day: date) -> Iterator[Coming]:
    """Yield when a state begins, its stages to come, and its end."""
    term, end = term_of(store, fact, day), fact.period.end
    if isinstance(fact, Membership):
        term = f"participation in {term}"
    if start := announced_start(store, fact, day):
        yield _coming(store, fact, (start, start), "beginning", f"{term} begins")
    for stage in fact.stages:
        if stage.on.last_day >= day and stage.on != end:
            yield _coming(store, fact, (stage.on, stage.on), "stage", f"{term}: {stage_word(stage)}")
    if end and (start or _holds(store, fact, day)):
        last = PartialDate.from_day(end.last_day) if end.is_limit else end
        ends = "ends by then" if end.is_limit else "ends"
        yield _coming(store, fact, (last, last), "end", f"{term} {ends}")


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


def _contact_text(store: FactStore, contact: Contact, day: date) -> str:
    """Return the form of a contact with its purpose or topics, else with the name of the body on our side."""
    texts = (contact.purpose,) if isinstance(contact, Visit) and contact.purpose else contact.topics
    subject = "; ".join(plain_text(store, text, day) for text in texts)
    body = plain_name(store.entity(NamedEntity, contact.body), store.house.default_language, day)
    return f"{contact.form.replace('-', ' ')}: {subject or body}"
