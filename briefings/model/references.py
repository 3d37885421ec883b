"""References from one entry to another: links by id, and the notation for them in texts.

In a text, `{holder:ID}` is the holder of a post, `{person:ID}` a person, `{body:ID}` an organisation or framework, and
`{place:ID}` a place.

>>> REFERENCE.findall("{holder:nato-sg} met {person:agatha}")
[('holder', 'nato-sg'), ('person', 'agatha')]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.model.diagnostics import Location
    from briefings.model.entities import Entity
    from briefings.model.facts import Fact

__all__ = ["REFERENCE", "Link", "all_links", "folder_in_key"]

REFERENCE = re.compile(r"\{(holder|person|body|place):([^{}\s]*)\}")
"""Matches one reference. The groups are its word and its id, which may be empty or unknown."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link from an entry to another one.

    Attributes:
        target: the id of an entity; without kinds, the key of a fact.
        kinds: the kinds of entity that the target may be.
        location: where the link is written.
    """

    target: str
    kinds: tuple[type[Entity], ...]
    location: Location


def folder_in_key(key: str) -> str:
    """Return the folder in the key of a fact, `FOLDER/ID`, as people write it.

    >>> folder_in_key("tajikistan/pfp")
    'tajikistan'
    """
    return key.partition("/")[0]


def all_links(entry: Entity | Fact) -> Iterator[Link]:
    """Yield the links of an entry, and those in its texts."""
    yield from entry.links()
    for text in entry.texts():
        yield from text.links()
