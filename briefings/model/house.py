"""The house: for whom briefs are written, and how they look."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefings.model.dates import Duration
    from briefings.model.diagnostics import Location
    from briefings.model.facts import Region, Text

__all__ = [
    "COLOURS",
    "CONTACTS",
    "PAGES",
    "PLACEHOLDERS",
    "REVIEWED",
    "STANDARD",
    "House",
    "Logo",
    "Look",
    "Roles",
]

CONTACTS = 8
"""How many contacts a note shows where nobody says otherwise."""

STANDARD = "brief"
"""The product that is made where nobody says otherwise."""

PAGES = ("A4", "Letter")

COLOURS: dict[str, str] = {
    "accent": "#1f4e79",  # headings, rules beside them, links
    "ink": "#1b2733",  # words
    "quiet": "#4d5966",  # words that may be overlooked: sources
    "line": "#9aa7b3",  # rules of tables
    "tint": "#f3f6f9",  # the ground of boxes and of the heads of tables
}
"""What can have a colour of the house, and the colour it has otherwise."""

PLACEHOLDERS = ("number", "year", "partner", "product", "date")
"""What a reference number is made of."""

REVIEWED: dict[str, str] = dict.fromkeys(
    ("tenure", "membership", "cooperation", "statement", "agreement", "figure", "contact"), ""
) | {"line": "P6M"}
"""The kinds that are looked at again, and after how long where the house does not say; empty where it must."""


@dataclass(frozen=True, slots=True)
class Roles:
    """Which posts stand at a glance, in which order: roles of posts of the partner, and of bodies on our side."""

    theirs: tuple[str, ...]
    ours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that has been checked: its media type, and its bytes."""

    media: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Look:
    """How notes look, beside what their style sheets say.

    Attributes:
        page: one of `PAGES`.
        colours: of everything in `COLOURS`, by its name.
        logo: a picture under the project's `templates/`, or empty.
    """

    page: str = PAGES[0]
    colours: Mapping[str, str] = field(default_factory=lambda: dict(COLOURS))
    logo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """For whom briefs are written.

    Attributes:
        side: id of an organisation; a state is one.
        languages: of the notes, BCP 47 tags.
        written: one of them, in which texts and titles are that name none; it stands in where there are no words in another.
        scheme: id of the marking scheme.
        audiences: the highest level that each may read, by name.
        review: by kind of fact, how long after its last attestation a state counts as presumed.
        checks: by code of a check, how much it matters here: `error`, `warning`, `note` or `off`.
        originator: who answers for the notes; None for nobody named.
        desk: the drafting desk; None for a line to fill in by hand.
        clearance: who clears a note, in order; none for a line to fill in by hand.
        reference: how notes are numbered, with some of `PLACEHOLDERS` in braces; empty if they are not.
        disclaimer: stands at the end of each note, or None.
        roles: at a glance; None for every role that has a post.
        contacts: how many are shown, newest first; None for all.
        products: ids of the kinds of note on a partner that are made where none is asked for.
        regions: of which notes are made beside those of its partners, in order.
        look: how notes look.
        places: where each of its fields was read, by name, and what is listed there: `languages en`.
    """

    side: str
    languages: tuple[str, ...]
    written: str
    scheme: str
    audiences: Mapping[str, str]
    review: Mapping[str, Duration]
    checks: Mapping[str, str] = field(default_factory=dict)
    originator: Text | None = None
    desk: Text | None = None
    clearance: tuple[Text, ...] = ()
    reference: str = ""
    disclaimer: Text | None = None
    roles: Roles | None = None
    contacts: int | None = CONTACTS
    products: tuple[str, ...] = (STANDARD,)
    regions: tuple[Region, ...] = ()
    look: Look = field(default_factory=Look)
    location: Location = field(compare=False)
    places: Mapping[str, Location] = field(compare=False)

    def place(self, *names: str) -> Location:
        """Where a field stands, or something in it, as near as is known: `place("languages", "en")`."""
        known = (self.places.get(" ".join(names[:count])) for count in range(len(names), 0, -1))
        return next(filter(None, known), self.location)

    @property
    def texts(self) -> tuple[tuple[str, Text], ...]:
        """The words that it prints on each of its notes, each with the name of its field."""
        said = (
            ("originator", self.originator),
            ("desk", self.desk),
            *(("clearance", text) for text in self.clearance),
            ("disclaimer", self.disclaimer),
        )
        return tuple((name, text) for name, text in said if text)
