"""Facts: one frozen dataclass per kind, as read, with nothing derived.

`location` is where a fact was read; comparisons ignore it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from briefings.model.entities import Area, Framework, Organisation, Person, Post
from briefings.model.references import Link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.model.dates import PartialDate, Period
    from briefings.model.diagnostics import Location
    from briefings.model.evidence import Evidence, Review, Text, Waiver

__all__ = [
    "Agreement",
    "Contact",
    "Cooperation",
    "Fact",
    "Figure",
    "Membership",
    "Participant",
    "ProgrammeItem",
    "Statement",
    "TalkingPoint",
    "Tenure",
    "Visit",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One statement with its period and its sources.

    Attributes:
        id: unique in its folder.
        folder: the id of the partner, or `shared`.
        period: when it happened (an event) or held (a state).
        is_event: whether it is an event, which notes mention from then on, or a state, which they mention while it
            holds.
        evidence: at least one item, except for a `TalkingPoint` that rests on facts.
        marking: a level of the marking scheme of the house.
        review_due: first day on which it must be reviewed; None for the review period of its kind.
        headline: a few words for the list of milestones, or None.
        last_review: its latest review, or None.
        waivers: accepted findings of checks.
    """

    kind: ClassVar[str]

    id: str
    folder: str
    period: Period
    is_event: bool
    evidence: tuple[Evidence, ...]
    marking: str
    review_due: PartialDate | None
    headline: Text | None
    last_review: Review | None = field(default=None, compare=False)
    waivers: tuple[Waiver, ...] = field(default=(), compare=False)
    location: Location = field(compare=False)

    @property
    def key(self) -> str:
        """Return the id used outside its folder, `FOLDER/ID`."""
        return f"{self.folder}/{self.id}"

    def links(self) -> Iterator[Link]:
        """Yield the links to other entries, apart from references in texts."""
        yield from (link for item in self.evidence for link in item.links())
        yield from self._own_links()

    def texts(self) -> Iterator[Text]:
        """Yield the printed texts, which may contain references: the headline, its own texts, those that disagree."""
        if self.headline:
            yield self.headline
        yield from self._own_texts()
        for item in self.evidence:
            if item.disagreement and item.disagreement.text:
                yield item.disagreement.text

    def _own_links(self) -> Iterator[Link]:
        """Yield the links that only this kind of fact has."""
        yield from ()

    def _own_texts(self) -> Iterator[Text]:
        """Yield the texts that only this kind of fact has."""
        yield from ()

    @property
    def review_kind(self) -> str:
        """Return the kind of fact whose review period in the house applies."""
        return self.kind

    @property
    def review_entity(self) -> str | None:
        """Return the id of the entity whose own review period comes before that of the house, or None."""
        return None

    @property
    def actor_ids(self) -> tuple[str, ...]:
        """Return the ids of the people, or bodies, who hold something or take part; none for most kinds."""
        return ()

    @property
    def attestations(self) -> tuple[PartialDate, ...]:
        """Return the dates on which, according to sources, it held, in order."""
        dates = [evidence.attested_on for evidence in self.evidence if evidence.attested_on]
        return tuple(sorted(dates, key=lambda date: (date.first_day, date.last_day)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Fact):
    """A sentence or two of background."""

    kind = "statement"
    text: Text

    def _own_texts(self) -> Iterator[Text]:
        yield self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Fact):
    """The membership of the partner in a framework, or its work under one."""

    kind = "membership"
    framework: str
    text: Text | None

    def _own_links(self) -> Iterator[Link]:
        yield Link(self.framework, (Framework,), self.location)

    def _own_texts(self) -> Iterator[Text]:
        if self.text:
            yield self.text

    @property
    def review_entity(self) -> str:
        """Return the id of the framework."""
        return self.framework


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Fact):
    """An agreement between the two sides."""

    kind = "agreement"
    title: Text
    text: Text | None

    def _own_texts(self) -> Iterator[Text]:
        if self.text:
            yield self.text
        yield self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooperation(Fact):
    """Cooperation in an area."""

    kind = "cooperation"
    area: str
    text: Text

    def _own_links(self) -> Iterator[Link]:
        yield Link(self.area, (Area,), self.location)

    def _own_texts(self) -> Iterator[Text]:
        yield self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkingPoint(Fact):
    """A judgement of the desk: something to achieve, to say, or to be careful about.

    A note shows or withholds it together with the facts it rests on. Its own `evidence` may be empty if it rests on
    facts.

    Attributes:
        use: `objective`, `point`, `if-raised`, `sensitivity` or `their-ask`.
        addressee: to whom a point is made, or None.
        trigger: the question that an answer is for, or None.
        likelihood: how likely the other side raises it: `certain`, `likely` or `unlikely`; empty for other uses.
        basis_keys: keys of the facts it rests on, in its own folder or the shared one.
    """

    kind = "line"
    use: str
    addressee: Text | None
    trigger: Text | None
    likelihood: str
    text: Text
    basis_keys: tuple[str, ...]

    def _own_links(self) -> Iterator[Link]:
        yield from (Link(key, (), self.location) for key in self.basis_keys)

    def _own_texts(self) -> Iterator[Text]:
        yield from filter(None, (self.text, self.addressee, self.trigger))


@dataclass(frozen=True, slots=True)
class Participant:
    """A participant in a contact: a person, perhaps with a post, or a group described in words.

    Attributes:
        person: id, or None for a group.
        post: id of the post in which the person took part, or None.
        description: the office of the person, or the group, in words; or None.
    """

    person: str | None
    post: str | None
    description: Text | None
    location: Location = field(compare=False)

    def links(self) -> Iterator[Link]:
        """Yield a link to the person and one to the post."""
        if self.person:
            yield Link(self.person, (Person,), self.location)
        if self.post:
            yield Link(self.post, (Post,), self.location)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Fact):
    """A meeting, visit, call or signature.

    Attributes:
        form: `meeting`, `visit`, `call` or `signature`.
        body: id of the organisation on our side: a meeting with an assembly is not one with NATO.
        our_side: participants on our side.
        their_side: participants on the side of the partner.
    """

    kind = "contact"
    form: str
    body: str
    place: Text | None
    our_side: tuple[Participant, ...]
    their_side: tuple[Participant, ...]
    topics: tuple[Text, ...]

    @property
    def participants(self) -> tuple[Participant, ...]:
        """Return the participants of both sides."""
        return (*self.our_side, *self.their_side)

    @property
    def actor_ids(self) -> tuple[str, ...]:
        """Return the ids of the people who take part."""
        return tuple(participant.person for participant in self.participants if participant.person)

    @property
    def review_kind(self) -> str:
        """Return `contact`, for visits too."""
        return Contact.kind

    def _own_links(self) -> Iterator[Link]:
        yield Link(self.body, (Organisation,), self.location)
        yield from (link for participant in self.participants for link in participant.links())

    def _own_texts(self) -> Iterator[Text]:
        descriptions = (participant.description for participant in self.participants)
        yield from filter(None, (*self.topics, self.place, *descriptions))


@dataclass(frozen=True, slots=True)
class ProgrammeItem:
    """A planned item of a visit.

    Attributes:
        day: its day; None for the only day of the visit.
        start: `HH:MM`, or empty.
        end: `HH:MM`, or empty.
        activity: a few words.
        place: where, or None.
        counterparts: the people to meet.
    """

    day: PartialDate | None
    start: str
    end: str
    activity: Text
    place: Text | None
    counterparts: tuple[Participant, ...]
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Contact):
    """A planned or past visit with its programme. Once a source confirms it took place, it counts as a contact.

    Attributes:
        purpose: why it takes place, or None.
        languages: its languages and interpreters, or None.
        press: what the press is told, or None.
        programme: in the order of the file.
    """

    kind = "visit"
    form: str = "visit"
    purpose: Text | None
    languages: Text | None
    press: Text | None
    programme: tuple[ProgrammeItem, ...]

    @property
    def participants(self) -> tuple[Participant, ...]:
        """Return the participants of both sides, including people only the programme names."""
        return (
            *self.our_side,
            *self.their_side,
            *(person for item in self.programme for person in item.counterparts),
        )

    def _own_texts(self) -> Iterator[Text]:
        yield from Contact._own_texts(self)
        planned = (text for item in self.programme for text in (item.activity, item.place))
        yield from filter(None, (self.purpose, self.languages, self.press, *planned))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure(Fact):
    """The holding of a post; `holder` is the id of a person or organisation, or None for a vacancy."""

    kind = "tenure"
    post: str
    holder: str | None

    @property
    def actor_ids(self) -> tuple[str, ...]:
        """Return the id of the holder; none for a vacancy."""
        return (self.holder,) if self.holder else ()

    @property
    def review_entity(self) -> str:
        """Return the id of the post."""
        return self.post

    def _own_links(self) -> Iterator[Link]:
        yield Link(self.post, (Post,), self.location)
        if self.holder:
            yield Link(self.holder, (Person, Organisation), self.location)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Fact):
    """A number with its meaning; `value` as written."""

    kind = "figure"
    name: Text
    value: str

    def _own_texts(self) -> Iterator[Text]:
        yield self.name
