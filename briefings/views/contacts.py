"""The views of contacts and visits, and of the people who take part in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.factbase.standing import has_taken_place, standing_of
from briefings.model.dates import Certainty, PartialDate
from briefings.model.entities import Organisation, Person, Post
from briefings.model.facts import Contact, Visit
from briefings.model.phrases import Phrase
from briefings.views.context import EMPTY
from briefings.views.names import label, name_at, short_name_at, term_at
from briefings.views.records import (
    ContactGroupView,
    ContactView,
    ProfileView,
    ProgrammeView,
    VisitView,
    extend_record,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from briefings.model.facts import Participant, ProgrammeItem
    from briefings.views.context import NoteContext
    from briefings.views.people import PeopleCollector

__all__ = ["ContactBuilder"]


class ContactBuilder:
    """A builder of the views of contacts, which collects the people that they name."""

    def __init__(self, context: NoteContext, people: PeopleCollector) -> None:
        self.context = context
        self.people = people
        self.store = context.store
        self.scope = context.scope
        self.day = context.day
        self.language = context.language

    def contact_groups(self) -> tuple[ContactGroupView, ...]:
        """Return the contacts that took place by the day, grouped by body, those with the body of the house first."""
        side = self.store.house.side
        by_body: dict[str, list[Contact]] = {side: []}
        for fact in self._past_contacts(self.scope.subject_id):
            by_body.setdefault(fact.body, []).append(fact)
        return tuple(self._contact_group(body, facts) for body, facts in by_body.items())

    def _contact_group(self, body: str, facts: list[Contact]) -> ContactGroupView:
        """Return the contacts with one body, newest first, up to the limit of the scope."""
        newest = sorted(facts, key=_end_day, reverse=True)
        printed = newest[: self.scope.contact_limit]
        omitted = len(newest) - len(printed)
        silence = self.store.house.review_periods["contact"]
        return ContactGroupView(
            body=Phrase((term_at(self.store.entity(Organisation, body), self.language, self.day),)),
            is_own_side=body == self.store.house.side,
            contacts=tuple(self.contact_view(fact) for fact in printed),
            omitted_count=Phrase((str(omitted),)) if omitted else EMPTY,
            last_date=self.context.date_phrase(newest[0].period.end, self.context.citations(newest[0]))
            if newest
            else EMPTY,
            silent=bool(newest) and silence.add_to(_end_day(newest[0])) <= self.day,
        )

    def _past_contacts(self, subject_id: str) -> list[Contact]:
        """Return the contacts that took place by the day.

        If the id is that of a person, return only those in which the person took part.
        """
        contacts = self.context.standing_facts(Contact)
        if not isinstance(self.store.entities.get(subject_id), Person):
            return contacts
        return [
            fact
            for fact in contacts
            if subject_id in {participant.person for participant in fact.participants}
        ]

    def contact_view(self, fact: Contact) -> ContactView:
        """Return a contact, with the names and posts that its participants had on its day."""
        cited = self.context.citations(fact)
        return ContactView(
            date=self.context.period_phrase(fact.period).with_citations(cited),
            form=fact.form,
            place=self.context.resolve_text(fact.place, fact) or EMPTY,
            ours=tuple(self.participant_phrase(participant, fact) for participant in fact.our_side),
            theirs=tuple(self.participant_phrase(participant, fact) for participant in fact.their_side),
            topics=tuple(topic for text in fact.topics if (topic := self.context.resolve_text(text, fact))),
        )

    def participant_phrase(self, participant: Participant, fact: Contact) -> Phrase:
        """Return the name and post of a participant on the day of the contact, or of the note if that is earlier."""
        day, cited = min(_end_day(fact), self.day), self.context.citations(fact)
        described = self.context.resolve_text(participant.description, fact) or EMPTY
        if participant.person is None:
            return described
        person = self.store.entity(Person, participant.person)
        name = Phrase((name_at(person, self.language, day),), cited)
        office = described or self.office_at(person, participant.post, day)
        self.people.add(person.id, office)
        return label("participant", {"name": name, "office": office}) if office else name

    def office_at(self, person: Person, post: str | None, day: date) -> Phrase:
        """Return the title of a post, by default of the one that the person is known to have held on the day.

        Args:
            person: the person.
            post: id of the post; None to look it up.
            day: the day of the title.
        """
        if post is None:
            known_tenures = (
                tenure
                for tenure in self.store.tenures_by_holder.get(person.id, ())
                if standing_of(self.store, tenure, day).certainty > Certainty.POSSIBLE
            )
            tenure = next(known_tenures, None)
            if tenure is None:
                return EMPTY
            post = tenure.post
        return Phrase((short_name_at(self.store.entity(Post, post), self.language, day),))

    # --- what a note is about -------------------------------------------------------------------

    def subject_profile(self) -> ProfileView | None:
        """Return the person whom the note is about; None if it is not about a person."""
        person = self.store.entities.get(self.scope.subject_id)
        return self.profile_view(person) if isinstance(person, Person) else None

    def profile_view(self, person: Person, office: Phrase = EMPTY) -> ProfileView:
        """Return a person with every post held by the day and every contact."""
        newest = sorted(self._past_contacts(person.id), key=_end_day, reverse=True)
        return self.people.profile_view(person, office, tuple(self.contact_view(fact) for fact in newest))

    def visit_view(self) -> VisitView | None:
        """Return the visit that the note is about; None if it is not about a visit.

        Unlike any other contact, it is printed before it takes place.
        """
        visit = next((fact for fact in self.context.facts(Visit) if fact.id == self.scope.subject_id), None)
        if visit is None:
            return None
        contact = self.contact_view(visit)
        state = "held" if has_taken_place(self.store, visit) else "unconfirmed"
        return extend_record(
            VisitView,
            contact,
            body=Phrase((term_at(self.store.entity(Organisation, visit.body), self.language, self.day),)),
            state=state if _end_day(visit) < self.day else "planned",
            purpose=self.context.resolve_text(visit.purpose, visit) or EMPTY,
            languages=self.context.resolve_text(visit.languages, visit) or EMPTY,
            press=self.context.resolve_text(visit.press, visit) or EMPTY,
            programme=tuple(self.programme_views(visit)),
            interlocutors=tuple(self.interlocutor_profiles(visit)),
        )

    def programme_views(self, visit: Visit) -> Iterator[ProgrammeView]:
        """Yield the programme of a visit, by days and times."""
        cited = self.context.citations(visit)
        for item in _sort_programme(visit):
            activity, place = (
                self.context.resolve_text(item.activity, visit),
                self.context.resolve_text(item.place, visit),
            )
            if activity is None or place is None:
                continue
            yield ProgrammeView(
                day=self.context.date_phrase(_item_day(item, visit), cited),
                time=_clock_times(item).with_citations(cited),
                activity=activity,
                place=place,
                counterparts=tuple(
                    self.participant_phrase(participant, visit) for participant in item.counterparts
                ),
            )

    def interlocutor_profiles(self, visit: Visit) -> Iterator[ProfileView]:
        """Yield the people on the other side whom the visit names, without repeats."""
        met = {participant.person for participant in visit.our_side} | {None}
        for participant in visit.participants:
            if participant.person in met or participant.person is None:
                continue
            met.add(participant.person)
            person = self.store.entity(Person, participant.person)
            described = self.context.resolve_text(participant.description, visit)
            office = described or self.office_at(person, participant.post, self.day)
            yield self.profile_view(person, office.with_citations(self.context.citations(visit)))


def _end_day(fact: Contact) -> date:
    """Return the last day of a contact."""
    end = fact.period.end
    assert end is not None  # noqa: S101 - an event without an end is refused on loading
    return end.last_day


def _sort_programme(visit: Visit) -> list[ProgrammeItem]:
    """Return the programme by days and times.

    An item without a time stays after the item that it is written after.
    """
    latest_times: dict[date, str] = {}
    keys = []
    for item in visit.programme:
        day = _item_day(item, visit).first_day
        latest_times[day] = item.start or latest_times.get(day, "")
        keys.append((day, latest_times[day]))
    return [visit.programme[index] for index in sorted(range(len(keys)), key=keys.__getitem__)]


def _item_day(item: ProgrammeItem, visit: Visit) -> PartialDate:
    """Return the day of an item of the programme, by default the last day of the visit."""
    return item.day or PartialDate.from_day(_end_day(visit))


def _clock_times(item: ProgrammeItem) -> Phrase:
    """Return the start and the end of an item; empty if it has no start."""
    start, end = (Phrase((clock,)) if clock else EMPTY for clock in (item.start, item.end))
    return label("programme.until", {"start": start, "end": end}) if end else start
