"""What a check looks at, and what it says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from briefings.checks.text.mentions import Mention, Names, named_after
from briefings.checks.text.titles import Titles
from briefings.factbase.links import texts_of
from briefings.loading.captures import Captures
from briefings.model.facts import Entity, Fact, Named, Person, Tenure
from briefings.model.references import REFERENCE

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from briefings.factbase.store import FactBase
    from briefings.model.diagnostics import Location, Severity

__all__ = ["Case", "Entry", "Finding", "Passage", "Span", "surely_held"]

Entry: TypeAlias = "Fact | Entity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that a careful colleague would point out.

    Attributes:
        message: what is wrong, in one line.
        location: where a person would mend it.
        about: the entries concerned, the one to blame first; a waiver at any of them accepts the finding, and a
            resolution that settles all of them silences it.
        hint: what to do about it.
        related: other places that belong to it.
        cause: findings with the same cause, of whatever check, are told as one; None for a cause of its own.
        severity: where it is less than that of its check; None for that of the check.
    """

    message: str
    location: Location
    about: tuple[Entry, ...]
    hint: str = ""
    related: tuple[Location, ...] = ()
    cause: Hashable = None
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of an entry in one language.

    Attributes:
        words: as written, references in braces included.
        language: BCP 47 tag.
        fact: whose words they are.
        day: the last day on which the fact holds, not after the day of the check.
    """

    words: str
    language: str
    fact: Fact
    location: Location
    day: date

    @property
    def said(self) -> bool:
        """Whether a source says so where it disagrees, and not the house."""
        said = [item.says.text for item in self.fact.evidence if item.says]
        return any(text is not None and text.location == self.location for text in said)


@dataclass(frozen=True, slots=True)
class Span:
    """From one day to another, both inclusive."""

    first: date
    last: date

    def overlap(self, other: Span) -> Span | None:
        """The days that both have; None for none."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Span(first, last) if first <= last else None


@dataclass(frozen=True)
class Case:
    """All that a check may look at: the facts as they are written, the day of the check, and captured texts.

    Nothing is filtered: a check is for those who keep the facts.
    """

    base: FactBase
    day: date
    captures: Captures = field(default_factory=Captures)

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """All facts by key."""
        return {fact.key: fact for fact in self.base.facts}

    @cached_property
    def names(self) -> Names:
        """All names of people and bodies, to be found in texts."""
        return Names(self.base)

    @cached_property
    def titles(self) -> Titles:
        """What all posts are called, to be found in texts."""
        return Titles(self.base)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All words of facts that can be printed."""
        return tuple(self._passages())

    @cached_property
    def tenures_of(self) -> Mapping[str, tuple[Tenure, ...]]:
        """The tenures of each person or body, by id."""
        held: dict[str, list[Tenure]] = {}
        for tenures in self.base.tenures.values():
            for tenure in tenures:
                if tenure.holder:
                    held.setdefault(tenure.holder, []).append(tenure)
        return {holder: tuple(tenures) for holder, tenures in held.items()}

    def name(self, id_: str | None) -> str:
        """What a message calls an entity: its first name, or that there is nobody."""
        if id_ is None:
            return "nobody"
        entity = self.base.entities.get(id_)
        return entity.names[0].text if isinstance(entity, Named) and entity.names else id_

    def people(self, text: str) -> Iterator[Mention]:
        """The persons in a text, by reference or written out."""
        yield from (each for each in self.names.mentions(text) if isinstance(each.named, Person))
        for match in REFERENCE.finditer(text):
            person = self.base.entities.get(match[2])
            if match[1] == "person" and isinstance(person, Person) and not named_after(text, *match.span()):
                yield Mention(person, person.names[0], match.start(), match.end())

    def _passages(self) -> Iterator[Passage]:
        for fact in self.base.facts:
            end = fact.period.end
            day = min(end.last, self.day) if end else self.day
            for text in texts_of(fact):
                for language, words in text.by_language.items():
                    yield Passage(words, language, fact, text.location, day)


def surely_held(fact: Fact) -> Span | None:
    """The days on which a state held for sure: between its known start or first attestation and its last or its end."""
    start, end = fact.period.start, fact.period.end
    begun = [when.last for when in fact.attested] + ([start.last] if start else [])
    lasted = [when.first for when in fact.attested] + ([end.first] if end else [])
    if fact.period.open_end:
        lasted.append(date.max)
    if start and not lasted:
        lasted.append(start.last)
    if end and not begun:
        begun.append(end.first)
    if not begun or not lasted or min(begun) > max(lasted):
        return None
    return Span(min(begun), max(lasted))
