"""Who says so, independently of whom: publishers are counted, not pages, and a source counts with what it quotes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from briefings.model.facts import Fact, Framework, Named, Post, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefings.factbase.store import FactBase
    from briefings.model.facts import Entity, Evidence

__all__ = ["chain", "evidence", "publishers", "used"]


def chain(base: FactBase, source: Source) -> list[Source]:
    """A source, the one that it quotes, the one that this quotes, and so on; a circle is gone round once."""
    found = [source]
    while found[-1].quotes and (quoted := base.source(found[-1].quotes)) not in found:
        found.append(quoted)
    return found


def publishers(base: FactBase, items: Iterable[Evidence]) -> set[str]:
    """The publishers that say so independently: of each piece of evidence that supports, the one at the root.

    One that is spelt "Asia-Plus" here and "Asia Plus" there is one.
    """
    found = {chain(base, base.source(item.source))[-1].publisher for item in items if item.says is None}
    return found if len(found) == 1 else set({_spelt(name): name for name in sorted(found)}.values())


@cache
def _spelt(name: str) -> str:
    """A name without what differs between two spellings of it."""
    return "".join(filter(str.isalnum, name.casefold()))


def evidence(base: FactBase) -> Iterator[tuple[Fact | Entity, Evidence]]:
    """All pieces of evidence, each with what it is evidence of."""
    entries: tuple[Fact | Framework | Post, ...] = (*base.all(Framework), *base.all(Post), *base.facts)
    for entry in entries:
        yield from ((entry, item) for item in entry.evidence)


def used(base: FactBase) -> set[str]:
    """Ids of all sources that something names."""
    found = {id_ for _, item in evidence(base) for id_ in (item.source, item.via) if id_}
    found |= {id_ for named in base.all(Named) for name in named.names for id_ in name.evidence}
    return found | {source.quotes for source in base.all(Source) if source.quotes}
