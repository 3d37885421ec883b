"""The axes of a marking scheme: its kinds of tags, its owner, and its rewrites."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["AXIS_KINDS", "PERMISSIVE", "RESTRICTIVE", "Axis", "Owner", "Rewrite", "Tag"]

RESTRICTIVE = "restrictive"
PERMISSIVE = "permissive"
AXIS_KINDS = (RESTRICTIVE, PERMISSIVE, "informative")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A value on an axis.

    Attributes:
        id: as fact files write it.
        name: as printed, by language; empty for the id.
        short: in a portion mark; empty for the id.
        lowest: the lowest level that it goes with; empty for that of its axis.
        highest: the highest level that it goes with; empty for that of its axis.
    """

    id: str
    name: Mapping[str, str] = field(default_factory=dict)
    short: str = ""
    lowest: str = ""
    highest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A kind of tag, and how its values are printed.

    Attributes:
        id: the key of its values in fact files.
        kind: `restrictive`, `permissive` or `informative`.
        tags: its values by id, in the order of print; empty if any word in capital letters is one.
        before: the text that separates it from the part before it.
        prefix: words before the values, by language; a space follows them.
        between: what separates two values.
        suffix: words after the values, by language, after a space.
        owner: where a release list names the owner's community as well: `first`, `last` or `nowhere`.
        place: the places of a page that print it: `top`, `bottom` or `both`.
        lowest: the lowest level that it goes with; empty for any.
        highest: the highest level that it goes with; empty for any.
        tag_name: its name in a STANAG 4774 label; empty for its id.
    """

    id: str
    kind: str
    tags: Mapping[str, Tag] = field(default_factory=dict)
    before: str = " "
    prefix: Mapping[str, str] = field(default_factory=dict)
    between: str = " "
    suffix: Mapping[str, str] = field(default_factory=dict)
    owner: str = "nowhere"
    place: str = "both"
    lowest: str = ""
    highest: str = ""
    tag_name: str = ""

    def bounds(self, tag_id: str) -> tuple[str, str]:
        """Return the lowest and the highest level that a value goes with; empty for no bound."""
        tag = self.tags.get(tag_id)
        return (tag and tag.lowest) or self.lowest, (tag and tag.highest) or self.highest


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The owner of the content that a scheme marks.

    Attributes:
        community: its community, whose members need no release list.
        name: the word before the level, or empty.
        contexts: the words that replace it, by the community of the context.
    """

    community: str
    name: str = ""
    contexts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A rule that is applied after combining: a value empties a release list."""

    tag: str
    drops: str
