"""Texts and names, the sources of facts, and the reviews and waivers of entries.

`location` is where an item was read; comparisons ignore it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefings.model.entities import Framework, Organisation, Person, Place, Post, Source
from briefings.model.references import REFERENCE, Link

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefings.model.dates import PartialDate, Period
    from briefings.model.diagnostics import Location
    from briefings.model.entities import Entity
    from briefings.model.markings import Marking

__all__ = [
    "REFERENCE_KINDS",
    "Capture",
    "Disagreement",
    "Evidence",
    "Name",
    "Review",
    "Text",
    "Waiver",
]


REFERENCE_KINDS: dict[str, tuple[type[Entity], ...]] = {
    "holder": (Post,),
    "person": (Person,),
    "body": (Organisation, Framework),
    "place": (Place,),
}
"""The kinds of entity that a reference in a text may name, by its word."""


_NO_HASHES: Mapping[str, str] = {}
"""The hashes of a text without translations: one for all, since a project has ten thousands of texts."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a fact: one paragraph per language, in at least one language.

    Attributes:
        by_language: the paragraphs by language (BCP 47 tag): first the original, then its translations.
        original_hashes: by language of a translation, the short hash of the original paragraph it translates.
        frames: the languages of translations that have a place, but no words yet.
    """

    by_language: Mapping[str, str]
    location: Location = field(compare=False)
    original_hashes: Mapping[str, str] = field(default_factory=lambda: _NO_HASHES)
    frames: frozenset[str] = field(default=frozenset(), compare=False)

    def __hash__(self) -> int:
        return hash(tuple(self.by_language.items()))

    def links(self) -> Iterator[Link]:
        """Yield a link for each reference, in each language."""
        for paragraph in self.by_language.values():
            for word, id_ in REFERENCE.findall(paragraph):
                yield Link(id_, REFERENCE_KINDS[word], self.location)


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
        article: which article it takes within a sentence, such as `the`; empty for the usual one.
        gender: of a title: `f` or `m` for the form of a woman or a man; empty for the form for everyone.
        marking: who may see it; None for everyone who may see its entity and a source of it.
    """

    text: str
    language: str
    form: str
    period: Period | None
    attestations: tuple[PartialDate, ...]
    evidence: tuple[str, ...]
    location: Location = field(compare=False)
    article: str = ""
    gender: str = ""
    marking: Marking | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The version of a source that contradicts a fact; a field is None if the source does not contradict it.

    An earlier number that has been revised since is one too, but there is no dispute about it: `is_revised`.
    """

    period: Period | None = None
    holder: str | None = None
    value: str | None = None
    text: Text | None = None
    name: str | None = None
    is_revised: bool = False


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
        matters: whether a principal must know of the disagreement.
    """

    source: str
    locator: str = ""
    asserted_on: PartialDate | None = None
    attested_on: PartialDate | None = None
    via_source: str | None = None
    disagreement: Disagreement | None = None
    quote: str = ""
    matters: bool = False
    location: Location = field(kw_only=True, compare=False)

    @property
    def disputes(self) -> bool:
        """Return whether the source contradicts the fact, and has not only been revised since."""
        return self.disagreement is not None and not self.disagreement.is_revised

    def links(self) -> Iterator[Link]:
        """Yield a link to each source, and to the holder that the source names instead."""
        yield Link(self.source, (Source,), self.location)
        if self.via_source:
            yield Link(self.via_source, (Source,), self.location)
        if self.disagreement and self.disagreement.holder:
            yield Link(self.disagreement.holder, (Person, Organisation), self.location)


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
