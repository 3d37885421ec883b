"""Entities: the subjects and sources of facts.

There is one frozen dataclass per kind, as read, with nothing derived.
`location` is where an entry was read; comparisons ignore it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from briefings.model.dates import ANY_TIME
from briefings.model.references import Link

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from briefings.model.dates import Duration, PartialDate, Period
    from briefings.model.diagnostics import Location
    from briefings.model.evidence import Capture, Evidence, Name, Text, Waiver
    from briefings.model.markings import Marking

__all__ = [
    "ALL_PARTNERS",
    "SHARED_FOLDER",
    "Area",
    "Entity",
    "Framework",
    "NamedEntity",
    "Organisation",
    "Partner",
    "Person",
    "Place",
    "Post",
    "Publisher",
    "Region",
    "Source",
]


ALL_PARTNERS = "all"
"""The word in `covers:` that means every partner."""

SHARED_FOLDER = "shared"
"""The folder of the facts that the notes of all partners use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """The subject or source of facts. Ids are unique over all entities.

    Attributes:
        kind: what messages call it.
        folder: the id of the partner in whose folder it is, or `shared`.
        marking: who may know of it; None for everyone. A source always has one.
        waivers: accepted findings of checks.
    """

    kind: ClassVar[str]

    id: str
    folder: str = field(compare=False)
    marking: Marking | None = None
    waivers: tuple[Waiver, ...] = field(default=(), compare=False)
    location: Location = field(compare=False)

    def links(self) -> Iterator[Link]:
        """Yield the links to other entries, apart from references in texts."""
        yield from ()

    def texts(self) -> Iterator[Text]:
        """Yield the printed texts, which may contain references."""
        yield from ()

    def known_as(self) -> Iterator[str]:
        """Yield the names by which people may call it instead of its id."""
        yield from ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Entity):
    """A citable document.

    Attributes:
        title: the title; empty for a post on a network without one.
        publisher: who published it first.
        detail: what else the list of sources says after the publisher, such as a series and a number; may be empty.
        repeated_by: who repeats the text where it was read; empty for an original.
        published: publication date, the end of that of an issue; None if it has no date.
        updated: date of its last update, if it states one.
        retrieved: when it was read; None if not recorded.
        quoted_source: id of the source that it quotes, or None.
        capture: the copy of its text, or None; notes do not depend on it.
        authors: who wrote it.
        number: of the document, such as `S/2026/113`, or empty.
        doi: digital object identifier, or empty.
        archived: address of an archived copy, or empty.
        withdrawn_on: when its publisher withdrew it, or None.
        published_from: the start of the publication of an issue; None for a single date.
        grade: reliability and credibility, `B2`, or empty.
    """

    kind = "source"
    title: str
    publisher: str
    published: PartialDate | None
    updated: PartialDate | None
    retrieved: PartialDate | None
    address: str
    languages: tuple[str, ...]
    quoted_source: str | None
    marking: Marking
    detail: str = ""
    repeated_by: str = ""
    capture: Capture | None = field(default=None, compare=False)
    authors: tuple[str, ...] = ()
    number: str = ""
    doi: str = ""
    archived: str = ""
    withdrawn_on: PartialDate | None = None
    published_from: PartialDate | None = None
    grade: str = ""

    @property
    def display_title(self) -> str:
        """Return what messages call it: its title, or that it has none."""
        return self.title or "untitled"

    @property
    def effective_date(self) -> PartialDate | None:
        """Return the date of its present text: the last update, else the publication."""
        return self.updated or self.published

    def known_as(self) -> Iterator[str]:
        """Yield the title, if it has one."""
        if self.title:
            yield self.title

    def links(self) -> Iterator[Link]:
        """Yield a link to the source that it quotes."""
        if self.quoted_source:
            yield Link(self.quoted_source, (Source,), self.location)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedEntity(Entity):
    """An entity with names, the preferred one first."""

    names: tuple[Name, ...]

    def known_as(self) -> Iterator[str]:
        """Yield the names, in all languages."""
        yield from (name.text for name in self.names)

    def links(self) -> Iterator[Link]:
        """Yield a link to each source of a name."""
        for name in self.names:
            yield from (Link(source, (Source,), name.location) for source in name.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(NamedEntity):
    """A person who holds posts or takes part in contacts.

    Attributes:
        gender: `f` or `m` for the form of titles; empty for the form for everyone.
        sort_name: the name by which lists order the person; empty for the usual order.
    """

    kind = "person"
    gender: str = ""
    sort_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(NamedEntity):
    """A body: our own side (which may be a state), an embassy, or a programme of another body.

    Attributes:
        code: ISO 3166-1 alpha-2 code of a state, `EU`, `UN`, or empty. CLDR supplies its names in languages for which
            `names` has none.
        period: while it exists.
    """

    kind = "organisation"
    code: str = ""
    period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher(NamedEntity):
    """A publisher of sources with a short name, by which the margin of a note calls it, or with names in several languages.

    One of its full names is what sources have under `publisher:` and `repeated:`.

    Attributes:
        is_official: whether it speaks for itself, as a ministry or an organisation does, and not of others.
    """

    kind = "publisher"
    is_official: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework(NamedEntity):
    """A council, programme or plan under which partners work with an organisation.

    Attributes:
        organisation: id of the organisation.
        period: while it exists.
        review_period: how long after its last attestation a membership counts as presumed; None for the period of
            the house.
    """

    kind = "framework"
    organisation: str
    period: Period
    evidence: tuple[Evidence, ...]
    review_period: Duration | None

    def links(self) -> Iterator[Link]:
        """Yield the links of its names and evidence, and one to its organisation."""
        yield from NamedEntity.links(self)
        yield Link(self.organisation, (Organisation,), self.location)
        yield from (link for item in self.evidence for link in item.links())


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(NamedEntity):
    """A town, building or other place of contacts, whose names change with the language and the time."""

    kind = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Area(NamedEntity):
    """A field of cooperation."""

    kind = "area"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(NamedEntity):
    """An office, which may be vacant, not yet created, or abolished. Its `names` are its titles.

    Attributes:
        roles: its roles in a note, for example `foreign-minister`; several for an office that unites them.
        organisation: id of the body it belongs to, or None for a post of a partner.
        partner: id of the partner it belongs to, or None.
        seats: the number of people who can hold it at the same time.
        covered_partners: ids of the partners whose notes show it, or `ALL_PARTNERS`; see
            `FactStore.is_post_in_scope`.
        period: from its creation to its abolition.
        review_period: how long after its last attestation a tenure counts as presumed; None for the period of the
            house.
        is_proposed: whether it waits until a person accepts it, or a fact that names it.
        resident: the place where its holder lives, if that is not with the partner; or None.
    """

    kind = "post"
    roles: tuple[str, ...]
    organisation: str | None
    partner: str | None
    seats: int
    covered_partners: tuple[str, ...]
    period: Period
    evidence: tuple[Evidence, ...]
    review_period: Duration | None
    is_proposed: bool = field(default=False, compare=False)
    resident: Text | None = None

    def texts(self) -> Iterator[Text]:
        """Yield the place where its holder lives."""
        if self.resident:
            yield self.resident

    def joined_role(self, listed: Collection[str]) -> str:
        """Return its roles among those listed as one id, by which a label can name them together.

        An office that is head of state and head of government has `head-of-state-and-head-of-government`.
        """
        return "-and-".join(role for role in self.roles if role in listed)

    def links(self) -> Iterator[Link]:
        """Yield the links of its names and evidence, and those to its organisation and partners."""
        yield from NamedEntity.links(self)
        if self.organisation:
            yield Link(self.organisation, (Organisation,), self.location)
        for partner in self.covered_partners:
            if partner != ALL_PARTNERS:
                yield Link(partner, (Partner,), self.location)
        yield from (link for item in self.evidence for link in item.links())


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner(NamedEntity):
    """A partner country. Its id is the name of its folder.

    Attributes:
        code: ISO 3166-1 alpha-2 code, or empty. CLDR supplies its names in languages for which `names` has none.
        shared_posts: ids of shared posts that its notes show, in addition to the posts that cover it.
        period: while it exists.
        successors: ids of the partners that came after it; only these cross from one partner's folder to another.
        successor_name: what came after it, as notes print it; None if that is not on file.
        evidence: the sources of its period and of what came after it.
    """

    kind = "partner"
    code: str = ""
    shared_posts: tuple[str, ...] = ()
    period: Period = ANY_TIME
    successors: tuple[str, ...] = ()
    successor_name: Text | None = None
    evidence: tuple[Evidence, ...] = ()

    def texts(self) -> Iterator[Text]:
        """Yield what came after it."""
        if self.successor_name:
            yield self.successor_name

    def links(self) -> Iterator[Link]:
        """Yield the links of its names and evidence, and those to its shared posts and successors."""
        yield from NamedEntity.links(self)
        yield from (Link(post, (Post,), self.location) for post in self.shared_posts)
        yield from (Link(partner, (Partner,), self.location) for partner in self.successors)
        yield from (link for item in self.evidence for link in item.links())


@dataclass(frozen=True, slots=True, kw_only=True)
class Region(NamedEntity):
    """A group of partners with notes of its own.

    Attributes:
        code: UN M49 code, `143`, or empty. CLDR supplies its names in languages for which `names` has none.
        partners: ids of its partners, in the order of the notes.
    """

    kind = "region"
    code: str = ""
    partners: tuple[str, ...]

    def links(self) -> Iterator[Link]:
        """Yield the links of its names, and those to its partners."""
        yield from NamedEntity.links(self)
        yield from (Link(partner, (Partner,), self.location) for partner in self.partners)
