"""The only filter by audience: what the readers of a note may see of all facts.

An audience may read up to one level of the marking scheme. `release` removes

- facts and sources with a higher marking;
- evidence that such a source gives or reports, and facts that no other source supports, since they rest on it alone;
- talking points that rest on a removed fact, directly or through others;
- resolutions of a disagreement in which a removed fact takes part;
- names that only removed sources give, unless no full name is left; names have no marking of their own;
- references to a removed source: from a name, or from a source that quotes it.

It returns a whole store and no list of permissions: standings, holders and citations are computed from what is left,
so that a withheld tenure ends no other tenure and a withheld attestation makes nothing more certain. That is how
outputs and messages for an audience come out byte-identical whether or not facts above its marking exist.

Views are made of a `ReleasedStore` only, so a type checker refuses an unfiltered one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NewType

from briefings.factbase.store import FactStore
from briefings.model.entities import Framework, NamedEntity, Post, Resolution, Source
from briefings.model.hashing import short_hash

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefings.model.entities import Entity
    from briefings.model.evidence import Evidence, Name
    from briefings.model.facts import Fact

__all__ = ["ReleasedStore", "release"]

ReleasedStore = NewType("ReleasedStore", FactStore)
"""A store that holds only what one audience may see."""


def release(store: FactStore, audience: str) -> ReleasedStore:
    """Return the part of a store that an audience may see.

    Args:
        store: all facts.
        audience: name of the audience in `facts/house.yaml`.

    Raises:
        KeyError: if the house has no such audience.
    """
    clearance = store.house.audiences[audience].level
    levels = frozenset(level for level in store.scheme.levels if store.scheme.may_read(clearance, level))
    withheld = frozenset(source.id for source in store.entities_of(Source) if source.marking not in levels)
    if not withheld and all(fact.marking in levels for fact in store.facts):
        return ReleasedStore(store)
    return _Filter(store, levels, withheld).released_store()


@dataclass(frozen=True, slots=True)
class _Filter:
    """The filter of one store for one audience.

    Attributes:
        store: all facts.
        levels: the levels that the audience may read.
        withheld: ids of the sources above them.
    """

    store: FactStore
    levels: frozenset[str]
    withheld: frozenset[str]

    def released_store(self) -> ReleasedStore:
        """Return a store without anything that is withheld."""
        supported = {fact.key: fact for fact in self._supported_facts()}
        facts = {
            key: fact for key, fact in supported.items() if supported.keys() >= self.store.basis(fact).keys()
        }
        entities = self._released_entities(facts)
        return ReleasedStore(self.store.with_entries(entities, facts.values()))

    def _supported_facts(self) -> Iterator[Fact]:
        """Yield the facts that the audience may read, each with the evidence that it may see.

        A fact whose evidence is all withheld is left out; a talking point may have none from the start.
        """
        for fact in self.store.facts:
            evidence = self._visible_evidence(fact.evidence)
            if fact.marking in self.levels and (evidence or not fact.evidence):
                yield replace(fact, evidence=evidence)

    def _released_entities(self, facts: Mapping[str, Fact]) -> Iterator[Entity]:
        """Yield the entities that are not withheld, without anything that names a withheld one.

        Args:
            facts: the released facts, by key.
        """
        for entity in self.store.entities.values():
            if isinstance(entity, Resolution):
                # The whole facts decide whether a resolution still applies. It is then bound to what is left of them.
                applies = self.store.settled_facts_hash(entity) == entity.facts_hash
                if applies and facts.keys() >= set(entity.settled_keys):
                    settled = tuple(facts[key] for key in entity.settled_keys)
                    yield replace(entity, facts_hash=short_hash(settled))
            elif isinstance(entity, Source):
                if entity.id not in self.withheld:
                    quoted = entity.quoted_source
                    yield replace(entity, quoted_source=None if quoted in self.withheld else quoted)
            else:
                yield self._visible_entity(entity)

    def _visible_entity(self, entity: Entity) -> Entity:
        """Return an entity with the names and the evidence that the audience may see."""
        if not isinstance(entity, NamedEntity):
            return entity
        named = replace(entity, names=self._visible_names(entity))
        if not isinstance(named, Framework | Post):
            return named
        return replace(named, evidence=self._visible_evidence(named.evidence))

    def _visible_names(self, entity: NamedEntity) -> tuple[Name, ...]:
        """Return the names of an entity, except names that only withheld sources give.

        If no full name would be left, return all names: the entity itself is not withheld, so it needs one.
        """
        names = [
            name for name in entity.names if not name.evidence or not self.withheld.issuperset(name.evidence)
        ]
        if not any(name.form == "full" for name in names):
            names = [*entity.names]
        return tuple(
            replace(name, evidence=tuple(id_ for id_ in name.evidence if id_ not in self.withheld))
            for name in names
        )

    def _visible_evidence(self, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        """Return the evidence that no withheld source gives or reports; none if what is left only disagrees."""
        items = tuple(item for item in evidence if self.withheld.isdisjoint((item.source, item.via_source)))
        return items if any(item.disagreement is None for item in items) else ()
