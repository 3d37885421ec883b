"""What fact files state: facts, and what facts are about.

Frozen dataclasses, one per kind, as read and with nothing derived.
`location` is where an entry was read; it takes no part in comparing two entries.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefings.model.dates import Duration, PartialDate, Period
    from briefings.model.diagnostics import Location

__all__ = [
    "ALL",
    "AUDIENCE",
    "SHARED",
    "Agreement",
    "Area",
    "Capture",
    "Contact",
    "Cooperation",
    "Entity",
    "Evidence",
    "Fact",
    "Figure",
    "Framework",
    "Line",
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
    "Saying",
    "Source",
    "Statement",
    "Tenure",
    "Text",
    "Visit",
    "Waiver",
]


AUDIENCE = "internal"
"""For whom notes are written."""

ALL = "all"
"""Stands for every partner."""

SHARED = "shared"
"""The folder of facts that the notes of all partners rest on."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words of a fact; one paragraph in each language, in at least one.

    Attributes:
        by_language: the words by language (BCP 47 tag): first the original, then its translations.
        bound: by language of a translation, the mark of the original words that it was made from.
    """

    by_language: Mapping[str, str]
    location: Location = field(compare=False)
    bound: Mapping[str, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(tuple(self.by_language.items()))


@dataclass(frozen=True, slots=True)
class Name:
    """A name of something, in one language and script, for a time.

    Attributes:
        text: as printed.
        language: BCP 47 tag, with the script where it matters (`tg-Latn`).
        form: `full`, `short`, `formal`, `adjective` or `variant`.
        valid: when it was borne; None where that is not known.
        attested: days on which sources use it, in order.
        evidence: ids of sources.
    """

    text: str
    language: str
    form: str
    valid: Period | None
    attested: tuple[PartialDate, ...]
    evidence: tuple[str, ...]
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True)
class Saying:
    """What a source says instead of the fact it is listed with; what it does not contradict is None."""

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
        quote: the words of the source, or empty.
        asserted: when the source said it, where that is not the date of the source itself.
        attests: when the source shows a state holding.
        via: id of the source through which it is known, or None.
        says: what it says where it disagrees, or None where it supports the fact.
    """

    source: str
    locator: str = ""
    asserted: PartialDate | None = None
    attests: PartialDate | None = None
    via: str | None = None
    says: Saying | None = None
    quote: str = ""
    location: Location = field(kw_only=True, compare=False)


@dataclass(frozen=True, slots=True)
class Waiver:
    """That what a check finds in an entry is known and accepted for a time.

    Attributes:
        code: of the check.
        because: the reason.
        until: the last day on which it is accepted.
    """

    code: str
    because: str
    until: PartialDate
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True)
class Review:
    """That somebody has looked a fact over.

    Attributes:
        by: who.
        on: when.
        of: mark of what the fact said then (`digest.mark`); a fact that says something else is not reviewed.
    """

    by: str
    on: PartialDate
    of: str
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Something that facts are about, or rest on; ids are unique over all of them.

    Attributes:
        waivers: findings of checks that are accepted here.
    """

    id: str
    waivers: tuple[Waiver, ...] = field(default=(), compare=False)
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True)
class Capture:
    """That the text of a source is kept as it was.

    Attributes:
        sha256: of the file, 64 hexadecimal digits.
        on: the day on which it was captured.
    """

    sha256: str
    on: PartialDate
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Entity):
    """A citable document.

    Attributes:
        published: when it came out; None where it bears no date.
        updated: the stamp of its last update, where it bears one.
        retrieved: when it was read; None where that is not on record.
        quotes: id of the source that it quotes, or None.
        capture: its text as it was read, or None; no part of what notes say.
    """

    title: str
    publisher: str
    published: PartialDate | None
    updated: PartialDate | None
    retrieved: PartialDate | None
    address: str
    language: str
    quotes: str | None
    marking: str
    capture: Capture | None = field(default=None, compare=False)

    @property
    def dated(self) -> PartialDate | None:
        """The day to which its words belong: the last update, else the publication."""
        return self.updated or self.published


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Entity):
    """An entity with names, the preferred one first."""

    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Named):
    """Somebody who holds posts or takes part in contacts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Named):
    """A body: the side for which briefs are written, be it a state; an embassy, a programme of another body.

    Attributes:
        code: of a state, ISO 3166-1 alpha-2, or `EU` or `UN`, or empty; it has names in languages for which none is
            given here.
        valid: while it exists.
    """

    code: str = ""
    valid: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework(Named):
    """A council, programme or plan under which partners work with an organisation."""

    organisation: str
    valid: Period
    evidence: tuple[Evidence, ...]
    review: Duration | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Area(Named):
    """A field of cooperation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(Named):
    """An office, which may be vacant, not yet created, or abolished. Its `names` are its titles.

    Attributes:
        role: what it is in a note, for example `foreign-minister`.
        organisation: id of the body it belongs to, or None for a post of a partner.
        partner: id of the partner it belongs to, or None.
        seats: how many may hold it at one time.
        covers: ids of the partners whose notes show it, or `ALL`; see `FactBase.covers`.
        valid: from its creation to its abolition.
        review: how long after its last attestation a tenure counts as presumed; None for the
            house's period.
    """

    role: str
    organisation: str | None
    partner: str | None
    seats: int
    covers: tuple[str, ...]
    valid: Period
    evidence: tuple[Evidence, ...]
    review: Duration | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner(Named):
    """A country with which relations are kept. Its id is the name of its folder.

    Attributes:
        code: of the country, ISO 3166-1 alpha-2, or empty; it has names in languages for which none is given here.
        posts: ids of shared posts that its notes show, beside those that say themselves that they cover it.
    """

    code: str = ""
    posts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Region(Named):
    """Several partners that are looked at together.

    Attributes:
        code: of the region by the United Nations (M49), `143`, or empty; it has names in languages for which none is
            given here.
        partners: ids of its partners, in the order in which they stand in notes.
    """

    code: str = ""
    partners: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing stated, with its time and its sources.

    Attributes:
        id: unique in its folder.
        folder: the partner's id, or `shared`.
        period: when it happened (an event) or held (a state).
        event: whether it happened (and is told ever after) or holds (and is told while it does).
        evidence: at least one, but for a `Line` that rests on facts.
        marking: a level of the house's scheme.
        review: first day on which it must be looked at again; None for the period of its kind.
        headline: a few words under which it stands among the milestones, or None.
        reviewed: who looked it over last, or None.
        waivers: findings of checks that are accepted here.
    """

    kind: ClassVar[str]

    id: str
    folder: str
    period: Period
    event: bool
    evidence: tuple[Evidence, ...]
    marking: str
    review: PartialDate | None
    headline: Text | None
    reviewed: Review | None = field(default=None, compare=False)
    waivers: tuple[Waiver, ...] = field(default=(), compare=False)
    location: Location = field(compare=False)

    @property
    def key(self) -> str:
        """The id by which it is known outside its folder."""
        return f"{self.folder}/{self.id}"

    @property
    def attested(self) -> tuple[PartialDate, ...]:
        """When sources show it holding, in order."""
        found = [evidence.attests for evidence in self.evidence if evidence.attests]
        return tuple(sorted(found, key=lambda when: (when.first, when.last)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Fact):
    """A sentence or two of background."""

    kind = "statement"
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Fact):
    """That the partner belongs to, or works under, a framework."""

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
    """What is done together in an area."""

    kind = "cooperation"
    area: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Fact):
    """A judgement of the desk: something to achieve, to say, or to beware of.

    It stands and is withheld with what it rests on. Its own `evidence` may be empty, where it rests on facts.

    Attributes:
        use: `objective`, `point`, `if-raised`, `sensitivity` or `their-ask`.
        to: to whom a point is made, or None.
        trigger: what would be raised, for a line that answers it, or None.
        raised: how surely that will be: `certain`, `likely` or `unlikely`; empty for other uses.
        rests: keys of facts of its own folder or of what is shared.
    """

    kind = "line"
    use: str
    to: Text | None
    trigger: Text | None
    raised: str
    text: Text
    rests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody at a contact: a person with the post named there, or a group in words.

    Attributes:
        person: id, or None for a group.
        post: id of the post in which the person took part, or None.
        described: words for the person's office, or for the group.
    """

    person: str | None
    post: str | None
    described: Text | None
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Fact):
    """A meeting, visit, call or signature.

    Attributes:
        form: `meeting`, `visit`, `call` or `signature`.
        body: id of the organisation on our side: a meeting with an assembly is not one with NATO.
    """

    kind = "contact"
    form: str
    body: str
    place: Text | None
    ours: tuple[Participant, ...]
    theirs: tuple[Participant, ...]
    topics: tuple[Text, ...]

    @property
    def participants(self) -> tuple[Participant, ...]:
        """All who took part."""
        return (*self.ours, *self.theirs)


@dataclass(frozen=True, slots=True)
class ProgrammeItem:
    """Something planned for a visit.

    Attributes:
        day: on which; None for the only day of the visit.
        start: `HH:MM`, or empty.
        end: `HH:MM`, or empty.
        what: in a few words.
        where: place, or None.
        met: with whom.
    """

    day: PartialDate | None
    start: str
    end: str
    what: Text
    where: Text | None
    met: tuple[Participant, ...]
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Contact):
    """A visit, planned or past, with its programme; once a source shows that it took place, a contact like others.

    Attributes:
        purpose: why it is made, or None.
        languages: in which it is held, and who interprets, or None.
        press: what is said to the press, or None.
        programme: in the order of the file.
    """

    kind = "visit"
    purpose: Text | None
    languages: Text | None
    press: Text | None
    programme: tuple[ProgrammeItem, ...]

    @property
    def participants(self) -> tuple[Participant, ...]:
        """All who take part, those too whom only the programme names."""
        return (*self.ours, *self.theirs, *(person for item in self.programme for person in item.met))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure(Fact):
    """Somebody in a post; `holder` is the id of a person or organisation, or None for a vacancy."""

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
    """How a disagreement was settled, on paper: the facts and sources that disagree all stay.

    Attributes:
        settles: the facts concerned, by key.
        how: `prefer` one, `split` in time, `both` are true, or left `open`.
        preferred: key of the fact that is preferred; None unless `how` is `prefer`.
        by: who settled it.
        on: when.
        because: why.
        of: mark of the facts as they were then (`digest.mark`): when they change, it falls.
    """

    settles: tuple[str, ...]
    how: str
    preferred: str | None
    by: str
    on: PartialDate
    because: Text
    of: str
