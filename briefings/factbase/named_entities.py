"""The entities that something names.

An entity that no visible fact names betrays a withheld one: a person in the files whom no readable fact mentions is
there for a fact that is not readable. So readers get only the entities that something they may read names.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.model.entities import Area, Framework, Organisation, Person, Place, Post, Publisher, Source
from briefings.model.references import all_links

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.factbase.store import FactStore
    from briefings.model.entities import Entity
    from briefings.model.facts import Fact

__all__ = ["without_unnamed"]

_NEED_A_NAMER = (Area, Framework, Organisation, Person, Place, Publisher, Source)
"""The kinds that are nothing by themselves; a partner, a region and a post are known without any fact."""


def without_unnamed(store: FactStore) -> FactStore:
    """Return a store without the people, bodies, frameworks, areas, places, publishers and sources that nothing in it names.

    An entity that only such entities name goes as well. The side of the house is always named. Proposals go, with the proposed
    posts that no accepted entry names: notes and what depends on them know only of what is accepted.
    """
    if store.is_named_throughout:
        return store
    known = _named_ids(store)
    named = store
    if len(known) < len(store.entities) or store.proposals:
        kept = (entity for id_, entity in store.entities.items() if id_ in known)
        named = store.with_entries(kept, store.facts)
    return replace(named, is_named_throughout=True)


def _named_ids(store: FactStore) -> set[str]:
    """Return the ids of the entities that need no namer, and of all that these and the facts name, directly or not."""
    publishers = {
        text: publisher.id for publisher in store.entities_of(Publisher) for text in publisher.known_as()
    }
    known = {
        entity.id
        for entity in store.entities.values()
        if entity.id == store.house.side or not _needs_a_namer(entity)
    }
    pending: list[Entity | Fact] = [*store.facts, *(store.entities[id_] for id_ in known)]
    while pending:
        for id_ in _targets(pending.pop(), publishers):
            if id_ in store.entities and id_ not in known:
                known.add(id_)
                pending.append(store.entities[id_])
    return known


def _needs_a_namer(entity: Entity) -> bool:
    """Return whether an entity is nothing by itself."""
    return entity.is_proposed if isinstance(entity, Post) else isinstance(entity, _NEED_A_NAMER)


def _targets(entry: Entity | Fact, publishers: dict[str, str]) -> Iterator[str]:
    """Yield what an entry names: the targets of its links and texts, and the publishers of a source.

    Args:
        entry: an entity or a fact.
        publishers: the ids of publishers by each of their names.
    """
    yield from (link.target for link in all_links(entry))
    if isinstance(entry, Source):
        yield from (publishers[name] for name in (entry.publisher, entry.repeated_by) if name in publishers)
