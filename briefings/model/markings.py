"""Protective markings as data: which levels there are, who may read what, what a brief must bear.

A scheme lists its levels from the lowest to the highest.
An audience may read facts up to one level; a brief bears the highest level among the facts it uses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefings.model.diagnostics import Location

__all__ = ["Scheme"]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A marking scheme.

    Attributes:
        id: its name in `facts/house.yaml`.
        levels: level ids, lowest first; at least one.
        names: what is printed for a level, by level id, then by language (BCP 47).
        location: where it was read.
    """

    id: str
    levels: tuple[str, ...]
    names: Mapping[str, Mapping[str, str]]
    location: Location

    def may_read(self, clearance: str, level: str) -> bool:
        """Whether a reader cleared up to `clearance` may see what is marked `level`."""
        return self.levels.index(level) <= self.levels.index(clearance)

    def highest(self, levels: Iterable[str]) -> str:
        """The level that something made of parts of these levels bears; the lowest for none."""
        ranks = [self.levels.index(level) for level in levels]
        return self.levels[max(ranks, default=0)]
