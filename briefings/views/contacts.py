"""Contacts, visits, and the people who take part: what a note tells of each on its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.model.dates import PartialDate, Truth
from briefings.model.facts import Contact, Organisation, Person, Post, Visit
from briefings.model.phrases import Phrase
from briefings.views.context import EMPTY
from briefings.views.names import label, name_on, short_name_on, term_on
from briefings.views.records import ContactsView, ContactView, ProfileView, ProgrammeView, VisitView

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from briefings.model.facts import Participant, ProgrammeItem
    from briefings.views.context import Teller
    from briefings.views.people import People

__all__ = ["Meetings"]


class Meetings:
    """Tells of contacts, and remembers whom it has named."""

    def __init__(self, teller: Teller, people: People) -> None:
        self.teller = teller
        self.people = people
        self.base = teller.base
        self.scope = teller.scope
        self.day = teller.day
        self.language = teller.language

    def contacts(self) -> tuple[ContactsView, ...]:
        """What took place by the day, by body, that of the house first."""
        side = self.base.house.side
        by_body: dict[str, list[Contact]] = {side: []}
        for fact in self._with(self.scope.about):
            by_body.setdefault(fact.body, []).append(fact)
        return tuple(self._contacts_with(body, facts) for body, facts in by_body.items())

    def _contacts_with(self, body: str, facts: list[Contact]) -> ContactsView:
        newest = sorted(facts, key=_ended_on, reverse=True)
        shown = newest[: self.scope.contacts]
        omitted = len(newest) - len(shown)
        silence = self.base.house.review["contact"]
        return ContactsView(
            body=Phrase((term_on(self.base.get(Organisation, body), self.language, self.day),)),
            own=body == self.base.house.side,
            shown=tuple(self.contact(fact) for fact in shown),
            omitted=Phrase((str(omitted),)) if omitted else EMPTY,
            last=self.teller.dated(newest[0].period.end, self.teller.citations(newest[0]))
            if newest
            else EMPTY,
            silent=bool(newest) and silence.after(_ended_on(newest[0])) <= self.day,
        )

    def _with(self, person: str) -> list[Contact]:
        """What took place by the day, with a person where one is given."""
        found = self.teller.standing_facts(Contact)
        if not isinstance(self.base.entities.get(person), Person):
            return found
        return [fact for fact in found if person in {other.person for other in fact.participants}]

    def contact(self, fact: Contact) -> ContactView:
        """A contact, the people with the names and posts of its day."""
        cited = self.teller.citations(fact)
        return ContactView(
            date=self.teller.span(fact.period).citing(cited),
            form=fact.form,
            place=self.teller.text(fact.place, fact) or EMPTY,
            ours=tuple(self.participant(participant, fact) for participant in fact.ours),
            theirs=tuple(self.participant(participant, fact) for participant in fact.theirs),
            topics=tuple(topic for text in fact.topics if (topic := self.teller.text(text, fact))),
        )

    def participant(self, participant: Participant, fact: Contact) -> Phrase:
        """Name and post on the day of the contact, or on that of the note before it."""
        day, cited = min(_ended_on(fact), self.day), self.teller.citations(fact)
        described = self.teller.text(participant.described, fact) or EMPTY
        if participant.person is None:
            return described
        person = self.base.get(Person, participant.person)
        name = Phrase((name_on(person, self.language, day),), cited)
        office = described or self.office_on(person, participant.post, day)
        self.people.name(person.id, office)
        return label("participant", {"name": name, "office": office}) if office else name

    def office_on(self, person: Person, post: str | None, day: date) -> Phrase:
        """The title of the post named, else of the one that the person is known to have held on the day."""
        if post is None:
            held = (
                tenure
                for tenures in self.base.tenures.values()
                for tenure in tenures
                if tenure.holder == person.id and self.base.standing(tenure, day).truth > Truth.POSSIBLE
            )
            tenure = next(held, None)
            if tenure is None:
                return EMPTY
            post = tenure.post
        return Phrase((short_name_on(self.base.get(Post, post), self.language, day),))

    # --- what a note is about -------------------------------------------------------------------

    def person(self) -> ProfileView | None:
        """The person whom the note is about."""
        person = self.base.entities.get(self.scope.about)
        return self.profile(person) if isinstance(person, Person) else None

    def profile(self, person: Person, office: Phrase = EMPTY) -> ProfileView:
        """Somebody with all that is known of the offices held and of when we met."""
        newest = sorted(self._with(person.id), key=_ended_on, reverse=True)
        return self.people.profile(person, office, tuple(self.contact(fact) for fact in newest))

    def visit(self) -> VisitView | None:
        """The visit that the note is about: told before it takes place, unlike all other contacts."""
        visit = next((fact for fact in self.teller.facts(Visit) if fact.id == self.scope.about), None)
        if visit is None:
            return None
        told = self.contact(visit)
        state = "held" if self.base.seen(visit) else "unconfirmed"
        return VisitView(
            told.date,
            told.form,
            told.place,
            told.ours,
            told.theirs,
            told.topics,
            body=Phrase((term_on(self.base.get(Organisation, visit.body), self.language, self.day),)),
            state=state if _ended_on(visit) < self.day else "planned",
            purpose=self.teller.text(visit.purpose, visit) or EMPTY,
            languages=self.teller.text(visit.languages, visit) or EMPTY,
            press=self.teller.text(visit.press, visit) or EMPTY,
            programme=tuple(self.programme(visit)),
            interlocutors=tuple(self.interlocutors(visit)),
        )

    def programme(self, visit: Visit) -> Iterator[ProgrammeView]:
        """What is planned, by days and times."""
        cited = self.teller.citations(visit)
        for item in _in_order(visit):
            what, where = self.teller.text(item.what, visit), self.teller.text(item.where, visit)
            if what is None or where is None:
                continue
            yield ProgrammeView(
                self.teller.dated(_day_of(item, visit), cited),
                _clock(item).citing(cited),
                what,
                where,
                tuple(self.participant(participant, visit) for participant in item.met),
            )

    def interlocutors(self, visit: Visit) -> Iterator[ProfileView]:
        """Those on the other side whom the visit names, each once."""
        met = {participant.person for participant in visit.ours} | {None}
        for participant in visit.participants:
            if participant.person in met or participant.person is None:
                continue
            met.add(participant.person)
            person = self.base.get(Person, participant.person)
            described = self.teller.text(participant.described, visit)
            office = described or self.office_on(person, participant.post, self.day)
            yield self.profile(person, office.citing(self.teller.citations(visit)))


def _ended_on(fact: Contact) -> date:
    end = fact.period.end
    assert end is not None  # noqa: S101 - an event without an end is refused on loading
    return end.last


def _in_order(visit: Visit) -> list[ProgrammeItem]:
    """The programme by days and times; what has no time stays behind what it is written behind."""
    reached: dict[date, str] = {}
    keys = []
    for item in visit.programme:
        day = _day_of(item, visit).first
        reached[day] = item.start or reached.get(day, "")
        keys.append((day, reached[day]))
    return [visit.programme[number] for number in sorted(range(len(keys)), key=keys.__getitem__)]


def _day_of(item: ProgrammeItem, visit: Visit) -> PartialDate:
    return item.day or PartialDate.of(_ended_on(visit))


def _clock(item: ProgrammeItem) -> Phrase:
    start, end = (Phrase((clock,)) if clock else EMPTY for clock in (item.start, item.end))
    return label("programme.until", {"start": start, "end": end}) if end else start
