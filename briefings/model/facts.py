"""Facts, and the entities that facts are about.

There is one frozen dataclass per kind, as read, with nothing derived.
`location` is where an entry was read; comparisons ignore it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefings.model.dates import Duration, PartialDate, Period
    from briefings.model.diagnostics import Location

__all__ = [
    "ALL_PARTNERS",
    "DEFAULT_AUDIENCE",
    "SHARED_FOLDER",
    "Agreement",
    "Area",
    "Capture",
    "Contact",
    "Cooperation",
    "Disagreement",
    "Entity",
    "Evidence",
    "Fact",
    "Figure",
    "Framework",
    "Membership",
    "Name",
    "Organisation",
    "Participant",
    "Partner",
    "Person",
    "Post",
    "ProgrammeItem",
    "Region",
    "Resolution",
    "Review",
    "Source",
    "Statement",
    "TalkingPoint",
    "Tenure",
    "Text",
    "Visit",
    "Waiver",
]


DEFAULT_AUDIENCE = "internal"
"""The audience of a note if the user names none."""

ALL_PARTNERS = "all"
"""The word in `covers:` that means every partner."""

SHARED_FOLDER = "shared"
"""The folder of the facts that the notes of all partners use."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a fact: one paragraph per language, in at least one language.

    Attributes:
        by_language: the paragraphs by language (BCP 47 tag): first the original, then its translations.
        original_hashes: by language of a translation, the short hash of the original paragraph it translates.
    """

    by_language: Mapping[str, str]
    location: Location = field(compare=False)
    original_hashes: Mapping[str, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(tuple(self.by_language.items()))


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an entity in one language and script, for a period.

    Attributes:
        text: as printed.
        language: BCP 47 tag, with the script where it matters (`tg-Latn`).
        form: `full`, `short`, `formal`, `adjective` or `variant`.
        period: when the entity had this name; None if unknown.
        attestations: dates on which sources use it, in order.
        evidence: ids of sources.
    """

    text: str
    language: str
    form: str
    period: Period | None
    attestations: tuple[PartialDate, ...]
    evidence: tuple[str, ...]
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The version of a source that contradicts a fact; a field is None if the source does not contradict it."""

    period: Period | None = None
    holder: str | None = None
    value: str | None = None
    text: Text | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One source for a fact.

    Attributes:
        source: id of the source.
        locator: where in the source, or empty.
        asserted_on: when the source stated it, if that is not the date of the source itself.
        attested_on: when, according to the source, a state held.
        via_source: id of the source that reports this one, or None.
        disagreement: what the source says instead, or None if it supports the fact.
        quote: the words of the source, or empty.
    """

    source: str
    locator: str = ""
    asserted_on: PartialDate | None = None
    attested_on: PartialDate | None = None
    via_source: str | None = None
    disagreement: Disagreement | None = None
    quote: str = ""
    location: Location = field(kw_only=True, compare=False)


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding in an entry that is accepted for a time.

    Attributes:
        code: code of the check.
        reason: why it is accepted.
        until: the last day of the waiver.
    """

    code: str
    reason: str
    until: PartialDate
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True)
class Review:
    """The latest review of a fact.

    Attributes:
        reviewer: who reviewed it.
        reviewed_on: when.
        fact_hash: short hash of the fact at that time; if it differs now, the review no longer counts.
    """

    reviewer: str
    reviewed_on: PartialDate
    fact_hash: str
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """The subject or source of facts. Ids are unique over all entities.

    Attributes:
        waivers: accepted findings of checks.
    """

    id: str
    waivers: tuple[Waiver, ...] = field(default=(), compare=False)
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True)
class Capture:
    """A kept copy of the text of a source.

    Attributes:
        sha256: hash of the file, 64 hexadecimal digits.
        captured_on: the day of the copy.
    """

    sha256: str
    captured_on: PartialDate
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Entity):
    """A citable document.

    Attributes:
        published: publication date; None if it has no date.
        updated: date of its last update, if it states one.
        retrieved: when it was read; None if not recorded.
        quoted_source: id of the source that it quotes, or None.
        capture: the copy of its text, or None; notes do not depend on it.
    """

    title: str
    publisher: str
    published: PartialDate | None
    updated: PartialDate | None
    retrieved: PartialDate | None
    address: str
    language: str
    quoted_source: str | None
    marking: str
    capture: Capture | None = field(default=None, compare=False)

    @property
    def effective_date(self) -> PartialDate | None:
        """Return the date of its present text: the last update, else the publication."""
        return self.updated or self.published


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedEntity(Entity):
    """An entity with names, the preferred one first."""

    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(NamedEntity):
    """A person who holds posts or takes part in contacts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(NamedEntity):
    """A body: our own side (which may be a state), an embassy, or a programme of another body.

    Attributes:
        code: ISO 3166-1 alpha-2 code of a state, `EU`, `UN`, or empty. CLDR supplies its names in languages for which
            `names` has none.
        period: while it exists.
    """

    code: str = ""
    period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework(NamedEntity):
    """A council, programme or plan under which partners work with an organisation.

    Attributes:
        organisation: id of the organisation.
        period: while it exists.
        review_period: how long after its last attestation a membership counts as presumed; None for the period of
            the house.
    """

    organisation: str
    period: Period
    evidence: tuple[Evidence, ...]
    review_period: Duration | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Area(NamedEntity):
    """A field of cooperation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(NamedEntity):
    """An office, which may be vacant, not yet created, or abolished. Its `names` are its titles.

    Attributes:
        role: its role in a note, for example `foreign-minister`.
        organisation: id of the body it belongs to, or None for a post of a partner.
        partner: id of the partner it belongs to, or None.
        seats: the number of people who can hold it at the same time.
        covered_partners: ids of the partners whose notes show it, or `ALL_PARTNERS`; see
            `FactStore.is_post_in_scope`.
        period: from its creation to its abolition.
        review_period: how long after its last attestation a tenure counts as presumed; None for the period of the
            house.
    """

    role: str
    organisation: str | None
    partner: str | None
    seats: int
    covered_partners: tuple[str, ...]
    period: Period
    evidence: tuple[Evidence, ...]
    review_period: Duration | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner(NamedEntity):
    """A partner country. Its id is the name of its folder.

    Attributes:
        code: ISO 3166-1 alpha-2 code, or empty. CLDR supplies its names in languages for which `names` has none.
        shared_posts: ids of shared posts that its notes show, in addition to the posts that cover it.
    """

    code: str = ""
    shared_posts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Region(NamedEntity):
    """A group of partners with notes of its own.

    Attributes:
        code: UN M49 code, `143`, or empty. CLDR supplies its names in languages for which `names` has none.
        partners: ids of its partners, in the order of the notes.
    """

    code: str = ""
    partners: tuple[str, ...]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Fact):
    """The membership of the partner in a framework, or its work under one."""

    kind = "membership"
    framework: str
    text: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Fact):
    """An agreement between the two sides."""

    kind = "agreement"
    title: Text
    text: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooperation(Fact):
    """Cooperation in an area."""

    kind = "cooperation"
    area: str
    text: Text


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure(Fact):
    """The holding of a post; `holder` is the id of a person or organisation, or None for a vacancy."""

    kind = "tenure"
    post: str
    holder: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Fact):
    """A number with its meaning; `value` as written."""

    kind = "figure"
    name: Text
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution(Entity):
    """A recorded decision on a disagreement; the facts and sources that disagree all remain.

    Attributes:
        settled_keys: keys of the facts concerned.
        method: `prefer` one, `split` in time, `both` are true, or left `open`.
        preferred_key: key of the preferred fact; None unless `method` is `prefer`.
        author: who decided.
        settled_on: when.
        reason: why.
        facts_hash: short hash of the facts at that time; when they change, the resolution no longer applies.
    """

    settled_keys: tuple[str, ...]
    method: str
    preferred_key: str | None
    author: str
    settled_on: PartialDate
    reason: Text
    facts_hash: str
