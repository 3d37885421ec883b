"""Independence of sources. Publishers count, not pages, and a source counts with the source it quotes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from briefings.model.entities import Framework, NamedEntity, Partner, Post, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefings.factbase.store import FactStore
    from briefings.model.entities import Entity
    from briefings.model.evidence import Evidence
    from briefings.model.facts import Fact

__all__ = ["all_evidence", "independent_publishers", "source_chain", "used_source_ids"]


def source_chain(store: FactStore, source: Source) -> list[Source]:
    """Return a source, the source it quotes, and so on to the origin; in a circle, each source once."""
    chain = [source]
    while chain[-1].quoted_source and (quoted := store.source(chain[-1].quoted_source)) not in chain:
        chain.append(quoted)
    return chain


def independent_publishers(store: FactStore, items: Iterable[Evidence]) -> set[str]:
    """Return the publishers that independently support a fact: for each supporting evidence, the origin of its chain.

    "Asia-Plus" and "Asia Plus" are spellings of one publisher.
    """
    names = {
        source_chain(store, store.source(item.source))[-1].publisher
        for item in items
        if item.disagreement is None
    }
    return names if len(names) == 1 else set({_normalize_name(name): name for name in sorted(names)}.values())


@cache
def _normalize_name(name: str) -> str:
    """Return a name without the characters that vary between its spellings."""
    return "".join(filter(str.isalnum, name.casefold()))


def all_evidence(store: FactStore) -> Iterator[tuple[Fact | Entity, Evidence]]:
    """Yield all pieces of evidence, each with the entry it supports."""
    entities: tuple[Framework | Partner | Post, ...] = (
        *store.entities_of(Framework),
        *store.entities_of(Partner),
        *store.entities_of(Post),
    )
    for entity in entities:
        yield from ((entity, item) for item in entity.evidence)
    for fact in store.facts:
        yield from ((fact, item) for item in fact.all_evidence)


def used_source_ids(store: FactStore) -> set[str]:
    """Return the ids of all sources that an entry uses."""
    ids = {id_ for _, item in all_evidence(store) for id_ in (item.source, item.via_source) if id_}
    ids |= {id_ for named in store.entities_of(NamedEntity) for name in named.names for id_ in name.evidence}
    return ids | {source.quoted_source for source in store.entities_of(Source) if source.quoted_source}
