"""Who says so, independently of whom: publishers are counted, not pages, and a source counts with what it quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefings.factbase import FactBase
    from briefings.model import Evidence, Source

__all__ = ["chain", "publishers"]


def chain(base: FactBase, source: Source) -> list[Source]:
    """A source, the one that it quotes, the one that this quotes, and so on; a circle is gone round once."""
    found = [source]
    while found[-1].quotes and (quoted := base.source(found[-1].quotes)) not in found:
        found.append(quoted)
    return found


def publishers(base: FactBase, evidence: Iterable[Evidence]) -> set[str]:
    """The publishers that say so independently: of each piece of evidence that supports, the one at the root."""
    return {chain(base, base.source(item.source))[-1].publisher for item in evidence if item.says is None}
