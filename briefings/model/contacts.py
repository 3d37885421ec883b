"""Contacts and visits: facts in which people of both sides meet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefings.model.contact_forms import Manner, manner_of
from briefings.model.entities import Organisation, Partner, Person, Post
from briefings.model.facts import Fact
from briefings.model.references import Link
from briefings.model.stages import SIDES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.model.dates import PartialDate
    from briefings.model.diagnostics import Location
    from briefings.model.evidence import Text

__all__ = ["Contact", "Participant", "ProgrammeItem", "Visit"]


@dataclass(frozen=True, slots=True)
class Participant:
    """A participant in a contact: a person, perhaps with a post, a body or state, or a group described in words.

    Attributes:
        person: id, or None for a body or group.
        post: id of the post in which the person took part, or None.
        description: the office of the person, or the group, in words; or None.
        body: id of the body or state, or None.
    """

    person: str | None
    post: str | None
    description: Text | None
    location: Location = field(compare=False)
    body: str | None = None

    def links(self) -> Iterator[Link]:
        """Yield a link to the person or body, and one to the post."""
        if self.person:
            yield Link(self.person, (Person,), self.location)
        if self.post:
            yield Link(self.post, (Post,), self.location)
        if self.body:
            yield Link(self.body, (Organisation, Partner), self.location)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Fact):
    """A meeting, call, letter or other contact.

    Attributes:
        form: one of `CONTACT_FORMS`, or a form that the house's label files name.
        body: id of the organisation on our side: a meeting with an assembly is not one with NATO.
        our_side: participants on our side.
        their_side: participants on the side of the partner.
        third_parties: participants on neither side.
        level: one of `CONTACT_LEVELS`; empty if the offices of the participants tell it.
        host: id of the body or partner that hosted it, or None.
        outcome: the result of it, or None.
        session: the number of the session or round; 0 if it has none.
        margins: the event in whose margins it took place, or None.
        author: who wrote or called: `ours`, `theirs` or an id; empty for both sides.
    """

    kind = "contact"
    form: str
    body: str
    place: Text | None
    our_side: tuple[Participant, ...]
    their_side: tuple[Participant, ...]
    topics: tuple[Text, ...]
    third_parties: tuple[Participant, ...] = ()
    level: str = ""
    host: str | None = None
    outcome: Text | None = None
    session: int = 0
    margins: Text | None = None
    author: str = ""

    @property
    def subjects(self) -> tuple[Text, ...]:
        """Return what it was about."""
        return self.topics

    @property
    def manner(self) -> Manner:
        """Return what its people did: they met, spoke or wrote."""
        return manner_of(self.form)

    @property
    def participants(self) -> tuple[Participant, ...]:
        """Return all participants: those of both sides, and third parties."""
        return (*self.our_side, *self.their_side, *self.third_parties)

    @property
    def actor_ids(self) -> tuple[str, ...]:
        """Return the ids of the people who take part."""
        return tuple(participant.person for participant in self.participants if participant.person)

    @classmethod
    def review_kind(cls) -> str:
        """Return `contact`, for visits too."""
        return Contact.kind

    def _own_links(self) -> Iterator[Link]:
        yield Link(self.body, (Organisation,), self.location)
        if self.host:
            yield Link(self.host, (Organisation, Partner), self.location)
        if self.author and self.author not in SIDES:
            yield Link(self.author, (Organisation, Partner, Person), self.location)
        yield from (link for participant in self.participants for link in participant.links())

    def _own_texts(self) -> Iterator[Text]:
        descriptions = (participant.description for participant in self.participants)
        yield from filter(None, (*self.topics, self.place, self.margins, self.outcome, *descriptions))


@dataclass(frozen=True, slots=True)
class ProgrammeItem:
    """A planned item of a visit.

    Attributes:
        day: its day; None for the only day of the visit.
        start: `HH:MM`, or empty.
        end: `HH:MM`, or empty; of the next day if it is earlier than the start.
        activity: a few words.
        place: where, or None.
        counterparts: the people to meet.
        zone: name of the time zone of its times; empty for that of the visit.
    """

    day: PartialDate | None
    start: str
    end: str
    activity: Text
    place: Text | None
    counterparts: tuple[Participant, ...]
    location: Location = field(compare=False)
    zone: str = ""

    @property
    def ends_next_day(self) -> bool:
        """Return whether it ends after midnight."""
        return bool(self.end) and self.end < self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Contact):
    """A planned or past visit with its programme. Once a source confirms it took place, it counts as a contact.

    Attributes:
        purpose: why it takes place, or None.
        languages: its languages and interpreters, or None.
        press: plans for the press, or None.
        programme: in the order of the file.
        zone: name of the time zone of its times, such as `Asia/Almaty`; empty if it is not given.
    """

    kind = "visit"
    may_be_planned = True

    form: str = "visit"
    purpose: Text | None
    languages: Text | None
    press: Text | None
    programme: tuple[ProgrammeItem, ...]
    zone: str = ""

    @property
    def subjects(self) -> tuple[Text, ...]:
        """Return its topics, or its purpose if it has none."""
        return self.topics or tuple(filter(None, (self.purpose,)))

    @property
    def participants(self) -> tuple[Participant, ...]:
        """Return all participants, including people only the programme names."""
        return (
            *self.our_side,
            *self.their_side,
            *self.third_parties,
            *(person for item in self.programme for person in item.counterparts),
        )

    def _own_texts(self) -> Iterator[Text]:
        yield from Contact._own_texts(self)
        planned = (text for item in self.programme for text in (item.activity, item.place))
        yield from filter(None, (self.purpose, self.languages, self.press, *planned))
