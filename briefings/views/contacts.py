"""The views of contacts, and of the people who take part in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.factbase.standing import current_holders, standing_of
from briefings.model.contact_forms import Manner
from briefings.model.contacts import Contact
from briefings.model.dates import Certainty
from briefings.model.entities import NamedEntity, Organisation, Person, Post
from briefings.model.phrases import EMPTY, Phrase
from briefings.views.facts import party_phrase
from briefings.views.names import name_at, term_at
from briefings.views.offices import office_part, office_phrase
from briefings.views.phrases import date_phrase, event_phrase, label, time_phrase
from briefings.views.records import ContactGroupView, ContactView, ProfileView
from briefings.views.texts import resolve_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from briefings.model.contacts import Participant
    from briefings.model.facts import Fact, Tenure
    from briefings.views.context import NoteContext
    from briefings.views.people import PeopleCollector

__all__ = ["ContactBuilder", "Party", "contact_details", "end_day", "first_plan", "topic_phrases"]


class Party(NamedTuple):
    """A party to a contact.

    Attributes:
        name: of the person or body, or the group in words.
        office: the title of the person's post, or the office in words; empty if none is known.
        has_title: whether the office is the title of a post.
        has_left: whether the person has left that post by the day of the note.
        is_named: whether it is a person or a body on record, and not a group in words.
    """

    name: Phrase
    office: Phrase = EMPTY
    has_title: bool = False
    has_left: bool = False
    is_named: bool = True


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
        newest = sorted(facts, key=end_day, reverse=True)
        printed = newest[: self.scope.contact_limit]
        omitted = len(newest) - len(printed)
        silence = self.store.house.review_periods["contact"]
        return ContactGroupView(
            body=Phrase((term_at(self.store.entity(Organisation, body), self.language, self.day),)),
            is_own_side=body == self.store.house.side,
            contacts=tuple(self.contact_view(fact) for fact in printed),
            omitted_count=Phrase((str(omitted),)) if omitted else EMPTY,
            last_date=self._last_date(newest[0]) if newest else EMPTY,
            silent=bool(newest) and silence.add_to(end_day(newest[0])) <= self.day,
        )

    def _last_date(self, newest: Contact) -> Phrase:
        """Return the last day of a contact; by when it was, if that is all that is known."""
        period = newest.period
        date = date_phrase(period.end) if period.start else event_phrase(period)
        return date.with_citations(self.context.citations(newest))

    def _past_contacts(self, subject_id: str) -> list[Contact]:
        """Return the contacts that took place by the day.

        If the id is that of a person, return only those in which the person took part.
        """
        contacts = self.context.standing_facts(Contact)
        if not isinstance(self.store.entities.get(subject_id), Person):
            return contacts
        return [fact for fact in contacts if subject_id in fact.actor_ids]

    def contact_view(self, fact: Contact) -> ContactView:
        """Return a contact, with the names and posts that its participants had on its day."""
        cited = self.context.citations(fact)
        return ContactView(
            date=time_phrase(self.context, fact).with_citations(cited),
            form=fact.form,
            place=resolve_text(self.context, fact.place, fact) or EMPTY,
            ours=tuple(self.participant_phrase(participant, fact) for participant in fact.our_side),
            theirs=tuple(self.participant_phrase(participant, fact) for participant in fact.their_side),
            topics=topic_phrases(self.context, fact),
            others=tuple(self.participant_phrase(participant, fact) for participant in fact.third_parties),
            level=fact.level,
            host=self._body_phrase(fact.host, fact) if fact.host else EMPTY,
            outcome=resolve_text(self.context, fact.outcome, fact) or EMPTY,
            has_met=fact.manner is Manner.MET,
            details=contact_details(self.context, fact),
            first_planned=first_plan(self.context, fact),
        )

    def _body_phrase(self, body: str, fact: Contact) -> Phrase:
        """Return the name that a body or state had on the day of the contact, or of the note if that is earlier."""
        entity = self.store.entities[body]
        assert isinstance(entity, NamedEntity)  # noqa: S101 - references were checked on loading
        day = min(end_day(fact), self.day)
        return Phrase((term_at(entity, self.language, day),), self.context.citations(fact))

    def participant_phrase(self, participant: Participant, fact: Contact) -> Phrase:
        """Return the name of a participant, with the post, on the day of the contact, or of the note if that is earlier."""
        party = self.party(participant, fact)
        if not party.office:
            return party.name
        return label("participant", {"name": party.name, "office": party.office})

    def party(self, participant: Participant, fact: Contact) -> Party:
        """Return who took part in a contact, as named on its day, or on that of the note if that is earlier."""
        day, cited = min(end_day(fact), self.day), self.context.citations(fact)
        described = resolve_text(self.context, participant.description, fact) or EMPTY
        if participant.body:
            return Party(self._body_phrase(participant.body, fact))
        if participant.person is None:
            return Party(described, is_named=False)
        person = self.store.entity(Person, participant.person)
        name = Phrase((name_at(person, self.language, day),), cited)
        office = described or self.office_at(person, participant.post, day)
        self.people.add(person.id, office)
        has_left = self._has_left if office and not described else self._has_changed
        return Party(name, office, bool(office) and not described, has_left(person, participant.post, day))

    def office_at(self, person: Person, post: str | None, day: date) -> Phrase:
        """Return the title of a post, by default of the highest one that the person is known to have held on the day.

        Args:
            person: the person.
            post: id of the post; None to look it up.
            day: the day of the title.
        """
        if tenure := min(
            self._tenures(person, post, day, Certainty.POSSIBLE), key=self._weight, default=None
        ):
            return office_phrase(self.context, tenure, day)
        if post is None:
            return EMPTY
        return Phrase((office_part(self.context, self.store.entity(Post, post), day, person.id),))

    def _weight(self, tenure: Tenure) -> tuple[bool, int]:
        """Return the place of a tenure among those of a person: one in full first, then by the roles of the house."""
        roles = self.store.house.roles
        listed = (*roles.their_side, *roles.our_side) if roles else ()
        own = self.store.entity(Post, tenure.post).roles
        return bool(tenure.capacity), min(
            (listed.index(role) for role in own if role in listed), default=len(listed)
        )

    def _tenures(self, person: Person, post: str | None, day: date, above: Certainty) -> Iterator[Tenure]:
        """Yield the tenures of a person, of one post if given, that are more certain than this on a day."""
        for tenure in self.store.tenures_by_holder.get(person.id, ()):
            if post in (None, tenure.post) and standing_of(self.store, tenure, day).certainty > above:
                yield tenure

    def _has_left(self, person: Person, post: str | None, day: date) -> bool:
        """Return whether a person who held a post on a day is known not to hold it any more on the day of the note.

        Of a post that no tenure gives to the person, that is so if another holder is known.
        """
        held = next(self._tenures(person, post, day, Certainty.POSSIBLE), None)
        post = held.post if held else post
        if post is None or next(self._tenures(person, post, self.day, Certainty.NO), None):
            return False
        return held is not None or bool(current_holders(self.store, post, self.day))

    def _has_changed(self, person: Person, post: str | None, day: date) -> bool:
        """Return whether a person whose office on a day is given in words is known to have left it, or to have another one."""
        now = {tenure.post for tenure in self._tenures(person, None, self.day, Certainty.POSSIBLE)}
        before = {tenure.post for tenure in self._tenures(person, None, day, Certainty.POSSIBLE)}
        return bool(now - before) or (bool(before) and self._has_left(person, post, day))

    # --- what a note is about -------------------------------------------------------------------

    def subject_profile(self) -> ProfileView | None:
        """Return the person whom the note is about; None if it is not about a person."""
        person = self.store.entities.get(self.scope.subject_id)
        return self.profile_view(person) if isinstance(person, Person) else None

    def profile_view(self, person: Person, office: Phrase = EMPTY) -> ProfileView:
        """Return a person with every post held by the day and every contact."""
        newest = sorted(self._past_contacts(person.id), key=end_day, reverse=True)
        return self.people.profile_view(person, office, tuple(self.contact_view(fact) for fact in newest))


def topic_phrases(context: NoteContext, contact: Contact) -> tuple[Phrase, ...]:
    """Return what a contact was about: its topics, or the purpose of a visit without any."""
    return tuple(topic for text in contact.subjects if (topic := resolve_text(context, text, contact)))


def contact_details(context: NoteContext, contact: Contact) -> tuple[Phrase, ...]:
    """Return the session of a contact, in the margins of what it took place, and who wrote or called."""
    details = []
    if contact.session:
        details.append(label("contact.session", {"number": Phrase((str(contact.session),))}))
    if margins := resolve_text(context, contact.margins, contact):
        details.append(label("contact.margins", {"event": margins}))
    if contact.author:
        details.append(label("contact.by", {"party": party_phrase(context, contact.author)}))
    return tuple(detail.with_citations(context.citations(contact)) for detail in details)


def first_plan(context: NoteContext, event: Fact) -> Phrase:
    """Return when an event was to take place before it was moved; empty if it was not."""
    planned = context.released.facts_by_key[event.key].period
    return event_phrase(planned) if event.stages and planned != event.period else EMPTY


def end_day(fact: Fact) -> date:
    """Return the last day of a contact or another event."""
    end = fact.period.end
    assert end is not None  # noqa: S101 - an event without an end is refused on loading
    return end.last_day
