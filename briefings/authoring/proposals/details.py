"""Proposals in words: who, where and what, the row that they came from, and what accepting them changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefings.authoring.proposals.corrections import find_ended
from briefings.authoring.proposals.waiting import content_hash
from briefings.authoring.wording.stages import say_stages
from briefings.authoring.wording.titles import fact_title, plain_text
from briefings.model.contacts import Contact
from briefings.model.entities import NamedEntity, Person, Post
from briefings.views.names import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from briefings.factbase.store import FactStore
    from briefings.model.contacts import Participant
    from briefings.model.facts import Fact

__all__ = ["ProposalWords"]


@dataclass
class ProposalWords:
    """The words about the proposals of a store.

    Attributes:
        store: the facts.
        day: whose names are used.
    """

    store: FactStore
    day: date
    _ended: dict[str, list[str]] = field(default_factory=dict)
    _known: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Find what ends, and who is named by accepted facts."""
        for tenure, successor in find_ended(self.store, list(self.store.proposals.values())):
            self._ended.setdefault(successor.key, []).append(tenure.key)
        self._known = {link.target for fact in self.store.facts for link in fact.links()}

    def describe(self, fact: Fact) -> Iterator[str]:
        """Yield lines about a proposal."""
        yield self._content(fact)
        if fact.stages:
            yield say_stages(fact.stages)
        for item in [item for item in fact.evidence if item.disagreement is None][-1:]:
            yield f"from {item.locator} of {item.source}" if item.locator else f"from {item.source}"
        yield from self.changes(fact)

    def changes(self, fact: Fact) -> Iterator[str]:
        """Yield lines about what accepting a proposal changes in known facts."""
        if fact.corrected_key:
            known = self.store.facts_by_key[fact.corrected_key]
            if content_hash(known) == content_hash(fact):
                yield f"confirms {known.key}: it says the same"
            else:
                yield f"corrects {known.key}, {known.location}: {self._content(known)}"
        for key in self._ended.get(fact.key, ()):
            yield f"ends {key} on that day"

    def _content(self, fact: Fact) -> str:
        """Return what a proposal says, on one line."""
        if not isinstance(fact, Contact):
            title = fact_title(self.store, fact, self.day)
            return f"{title} ({fact.period})" if title != fact.key else str(fact.period)
        place = plain_text(self.store, fact.place, self.day)
        topics = "; ".join(plain_text(self.store, topic, self.day) for topic in fact.topics)
        sides = [self._people(people) for people in (fact.our_side, fact.their_side, fact.third_parties)]
        people = " with ".join(filter(None, sides))
        parts = (f"{fact.form} of {fact.period}", place and f"in {place}", people, topics)
        return ": ".join(filter(None, (", ".join(filter(None, parts[:2])), *parts[2:])))

    def _people(self, participants: Iterable[Participant]) -> str:
        """Return the names of participants."""
        names = (
            self._name(each.person) if each.person else plain_text(self.store, each.description, self.day)
            for each in participants
        )
        return ", ".join(filter(None, names))

    def _name(self, id_: str) -> str:
        """Return the name of an entity; its id if it has none."""
        entity = self.store.entities.get(id_)
        language = self.store.house.default_language
        return plain_name(entity, language, self.day) if isinstance(entity, NamedEntity) else id_

    def new_entities(self, fact: Fact) -> list[str]:
        """Return the people and posts that no accepted fact names, each with its id."""
        found = []
        for link in fact.links():
            entity = self.store.entities.get(link.target)
            if isinstance(entity, Person) and link.target not in self._known:
                found.append(f"{self._name(link.target)} ({link.target})")
            elif isinstance(entity, Post) and entity.is_proposed:
                roles = ", ".join(entity.roles)
                found.append(f"the post {self._name(link.target)} ({link.target}, role {roles})")
        return list(dict.fromkeys(found))
