"""Input and output of a check: the context it reads and the findings it yields."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from briefings.checks.claims.fact_sentences import FactSentence, fact_sentences
from briefings.checks.claims.subjects import NamedSubject, people_in
from briefings.checks.holding import HoldingConflict, find_holding_conflict
from briefings.checks.text.countries import CountryIndex
from briefings.checks.text.institutions import Institutions
from briefings.checks.text.names import Mention, NameIndex, is_eponym
from briefings.checks.text.people import PeopleIndex
from briefings.checks.text.sentences import split_sentences
from briefings.checks.text.spelling import fold
from briefings.checks.text.titles import TitleIndex
from briefings.loading.captures import Captures
from briefings.model.contacts import Contact
from briefings.model.entities import Entity, NamedEntity, Person, Post
from briefings.model.facts import Membership
from briefings.model.references import REFERENCE

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping, Sequence

    from briefings.checks.causes import Cause
    from briefings.factbase.store import FactStore
    from briefings.model.dates import Span
    from briefings.model.diagnostics import Location, Severity
    from briefings.model.evidence import Text
    from briefings.model.facts import Fact

__all__ = ["CheckContext", "Entry", "Finding", "Passage"]

Entry: TypeAlias = "Fact | Entity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something doubtful that a check reports.

    Attributes:
        message: the problem, in one line.
        location: where to fix it.
        entries: the entries concerned, the one to blame first. A waiver in any of them accepts the finding; a
            resolution that settles all of them silences it.
        hint: what to do about it.
        related: other locations that belong to the problem.
        cause: findings with the same cause, whatever their check, are reported as one; None for a cause of its own.
        severity: the severity, if it is lower than that of the check; None for the check's own.
    """

    message: str
    location: Location
    entries: tuple[Entry, ...]
    hint: str = ""
    related: tuple[Location, ...] = ()
    cause: Cause | None = None
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a fact in one language.

    Attributes:
        text: as written, with its references in braces.
        language: BCP 47 tag.
        fact: the fact that has the text.
        location: of the text in its file.
        day: the last day on which the fact holds, but not after the day of the check.
        is_translation: whether it translates the first of the languages in which it is written.
    """

    text: str
    language: str
    fact: Fact
    location: Location
    day: date
    is_translation: bool = False

    @property
    def is_disagreement(self) -> bool:
        """Return whether a source that disagrees says this, and not the house."""
        disagreements = [
            evidence.disagreement.text for evidence in self.fact.all_evidence if evidence.disagreement
        ]
        return any(text is not None and text.location == self.location for text in disagreements)


@dataclass(frozen=True)
class CheckContext:
    """Everything that a check may use: the facts as written, the day of the check, and the captured texts.

    Nothing is withheld: checks are for the people who maintain the facts.
    """

    store: FactStore
    day: date
    captures: Captures = field(default_factory=Captures)
    known_by: date = date.max

    @cached_property
    def facts_by_key(self) -> Mapping[str, Fact]:
        """Return all facts by key."""
        return {fact.key: fact for fact in self.store.facts}

    @cached_property
    def names(self) -> NameIndex:
        """Return an index that finds the names of people and bodies in texts."""
        return NameIndex(self.store)

    @cached_property
    def titles(self) -> TitleIndex:
        """Return an index that finds the titles of posts in texts."""
        return TitleIndex(self.store, self.countries)

    @cached_property
    def institutions(self) -> Institutions:
        """Return the institutions whose leaders have an office on record."""
        return Institutions(self.store)

    @cached_property
    def memberships(self) -> Mapping[tuple[str, str], tuple[Membership, ...]]:
        """Return the memberships by partner and framework."""
        groups: dict[tuple[str, str], list[Membership]] = {}
        for fact in self.store.facts:
            if isinstance(fact, Membership):
                groups.setdefault((fact.folder, fact.framework), []).append(fact)
        return {key: tuple(facts) for key, facts in groups.items()}

    @cached_property
    def countries(self) -> CountryIndex:
        """Return an index of partners by the words that name them."""
        return CountryIndex(self.store)

    @cached_property
    def people(self) -> PeopleIndex:
        """Return an index that reads the names of people in any form."""
        return PeopleIndex(self.store)

    def people_in(self, text: str) -> tuple[NamedSubject, ...]:
        """Return the people whom a sentence names, on record or not; see `claims.subjects`."""
        if text not in self._people_by_text:  # several readers ask for the same sentences
            self._people_by_text[text] = tuple(people_in(text, self.people))
        return self._people_by_text[text]

    @cached_property
    def _people_by_text(self) -> dict[str, tuple[NamedSubject, ...]]:
        return {}

    @cached_property
    def facts_by_folder(self) -> Mapping[str, Sequence[Fact]]:
        """Return the facts of each folder."""
        facts: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.store.facts:
            facts[fact.folder].append(fact)
        return facts

    @cached_property
    def meeting_places(self) -> frozenset[str]:
        """Return the places of all contacts, folded, in each language."""
        return frozenset(
            fold(place)
            for fact in self.store.facts
            if isinstance(fact, Contact) and fact.place
            for place in fact.place.by_language.values()
        )

    @cached_property
    def texts(self) -> tuple[tuple[Fact, Text], ...]:
        """Return all printable texts of facts, each with its fact."""
        return tuple((fact, text) for fact in self.store.facts for text in fact.texts())

    @cached_property
    def translated_texts(self) -> tuple[tuple[Fact, Text], ...]:
        """Return the printable texts that are written in several languages, each with its fact."""
        return tuple((fact, text) for fact, text in self.texts if len(text.by_language) > 1)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Return all printable texts of facts, in each of their languages."""
        return tuple(self._collect_passages())

    @cached_property
    def fact_sentences(self) -> tuple[FactSentence, ...]:
        """Return the sentences of all facts that the house itself says."""
        return tuple(fact_sentences(self))

    @cached_property
    def named_posts(self) -> tuple[tuple[Passage, Post], ...]:
        """Return the posts whose holders texts name by a reference, each with the text; the house's own words only."""
        return tuple(
            (passage, self.store.entity(Post, id_))
            for passage in self.passages
            if "{holder:" in passage.text and not passage.is_disagreement
            for kind, id_ in dict.fromkeys(REFERENCE.findall(passage.text))
            if kind == "holder"
        )

    @cached_property
    def _people_by_name(self) -> Mapping[str, tuple[Person, ...]]:
        """Return the people by each of their names."""
        people: dict[str, dict[str, Person]] = {}
        for person in self.store.entities_of(Person):
            for name in person.names:
                people.setdefault(name.text, {})[person.id] = person
        return {name: tuple(found.values()) for name, found in people.items()}

    def namesakes(self, mention: Mention) -> tuple[Person, ...]:
        """Return the people whom a mention may mean: all who have the name."""
        return self._people_by_name.get(mention.name.text, ())

    def display_name(self, id_: str | None) -> str:
        """Return how messages call an entity: its first name, its id if it has none, or "no one" for None."""
        if id_ is None:
            return "no one"
        entity = self.store.entities.get(id_)
        return entity.names[0].text if isinstance(entity, NamedEntity) and entity.names else id_

    def holding_conflict(
        self, person: str, posts: tuple[Post, ...], spans: tuple[Span, ...]
    ) -> HoldingConflict | None:
        """Return why a person can't have held one of some posts on any of some days; see `find_holding_conflict`."""
        key = (person, tuple(post.id for post in posts), spans)
        if key not in self._conflicts:  # long texts name the same people again and again
            self._conflicts[key] = find_holding_conflict(self.store, person, posts, spans)
        return self._conflicts[key]

    @cached_property
    def _conflicts(self) -> dict[tuple[str, tuple[str, ...], tuple[Span, ...]], HoldingConflict | None]:
        return {}

    def sentences_in(self, text: str) -> tuple[str, ...]:
        """Return the sentences of a text of a fact, spelled out."""
        if text not in self._sentences:  # several readers ask for the same texts
            self._sentences[text] = tuple(split_sentences(self.spell_out(text)))
        return self._sentences[text]

    @cached_property
    def _sentences(self) -> dict[str, tuple[str, ...]]:
        return {}

    def spell_out(self, text: str) -> str:
        """Return a text with names in place of the references to people and bodies, and nothing in place of others."""
        return REFERENCE.sub(self._name_of, text) if "{" in text else text

    def _name_of(self, match: re.Match[str]) -> str:
        return self.display_name(match[2]) if match[1] in {"person", "body"} else ""

    def find_people(self, text: str) -> Iterator[Mention]:
        """Yield the people mentioned in a text, by name or by reference."""
        yield from (mention for mention in self.names.find(text) if isinstance(mention.entity, Person))
        for match in REFERENCE.finditer(text):
            person = self.store.entities.get(match[2])
            if match[1] == "person" and isinstance(person, Person) and not is_eponym(text, *match.span()):
                yield Mention(person, person.names[0], match.start(), match.end())

    def _collect_passages(self) -> Iterator[Passage]:
        for fact, text in self.texts:
            end = fact.period.end
            day = min(end.last_day, self.day) if end else self.day
            for number, (language, language_text) in enumerate(text.by_language.items()):
                yield Passage(language_text, language, fact, text.location, day, number > 0)
