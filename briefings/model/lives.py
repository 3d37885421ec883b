"""Facts about the lives of people, which their biographies tell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefings.model.entities import Person
from briefings.model.facts import Fact
from briefings.model.references import Link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.model.evidence import Text

__all__ = ["LIFE_PARTS", "LIFE_TEXTS", "Life", "Photo"]

LIFE_TEXTS = ("education", "office", "honour", "address", "pronounced", "photo")
"""The parts of a life that have a text."""

LIFE_PARTS = ("born", "died", *LIFE_TEXTS[:3], "speaks", *LIFE_TEXTS[3:])
"""The parts of a life, in the order of a biography."""
_STAY_WHEN_OVER = ("education", "office", "honour", "photo")


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo as a note prints it.

    Attributes:
        sha256: the hash of the file that it was made from.
        width: in pixels.
        height: in pixels.
        data: a JPEG picture without metadata.
    """

    sha256: str
    width: int
    height: int
    data: bytes = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Life(Fact):
    """Something in the life of a person.

    Attributes:
        person: id of the person.
        part: one of `LIFE_PARTS`; an `office` is one of another body, which has no post on file.
        text: what it was, or how to address the person or say the name; None for the other parts.
        place: where, or None.
        languages: the languages that the person speaks, as BCP 47 tags.
        photo: the picture, whose owner and licence are the text; or None.
    """

    kind = "life"
    default_review_period = "P20Y"

    person: str
    part: str
    text: Text | None
    place: Text | None
    languages: tuple[str, ...]
    photo: Photo | None = None

    @property
    def content(self) -> Text | None:
        """Return the text."""
        return self.text

    @property
    def stays_when_over(self) -> bool:
        """Return whether a biography has it when it is over, too, as it has studies and earlier offices."""
        return self.part in _STAY_WHEN_OVER

    @property
    def actor_ids(self) -> tuple[str, ...]:
        """Return the id of the person."""
        return (self.person,)

    @property
    def biography_of(self) -> str:
        """Return the id of the person."""
        return self.person

    def _own_links(self) -> Iterator[Link]:
        yield Link(self.person, (Person,), self.location)

    def _own_texts(self) -> Iterator[Text]:
        yield from filter(None, (self.text, self.place))
