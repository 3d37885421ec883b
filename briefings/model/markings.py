"""Protective markings: the levels of a scheme and the comparisons between them.

A scheme lists its levels from the lowest to the highest.
An audience may read facts up to one level; a brief has the highest level among the facts it uses.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefings.model.diagnostics import Location

__all__ = ["Audience", "MarkingScheme"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """A group of readers, and what it may see.

    Attributes:
        name: its name in `facts/house.yaml`, and of its folder under `build/`.
        level: the highest level that it may read.
        communities: the countries and groups that it belongs to, as release lists name them.
        holds: the restrictive tags that it may read, such as a codeword.
        products: ids of the products to make for it if the user names none; empty for those of the house.
        location: where it was read.
    """

    name: str
    level: str
    communities: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True)
class MarkingScheme:
    """A marking scheme.

    Attributes:
        id: its name in `facts/house.yaml`.
        levels: level ids, lowest first; at least one.
        names: the printed name of each level, by level id, then by language (BCP 47).
        location: where it was read.

    >>> from briefings.model.diagnostics import Location
    >>> scheme = MarkingScheme("two", ("PUBLIC", "RESTRICTED"), {}, Location("facts/markings/two.yaml"))
    >>> scheme.may_read("PUBLIC", "RESTRICTED")
    False
    >>> scheme.highest_level(["PUBLIC", "RESTRICTED", "PUBLIC"])
    'RESTRICTED'
    """

    id: str
    levels: tuple[str, ...]
    names: Mapping[str, Mapping[str, str]]
    location: Location

    def may_read(self, clearance: str, level: str) -> bool:
        """Return whether a reader cleared up to `clearance` may see content marked `level`."""
        return self.levels.index(level) <= self.levels.index(clearance)

    def highest_level(self, levels: Iterable[str]) -> str:
        """Return the highest of these levels; the lowest level of the scheme if there are none."""
        ranks = [self.levels.index(level) for level in levels]
        return self.levels[max(ranks, default=0)]
