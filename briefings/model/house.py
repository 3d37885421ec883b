"""The house: the organisation that writes briefs, its settings and its look."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefings.model.dates import Duration
    from briefings.model.diagnostics import Location, Severity
    from briefings.model.entities import Region
    from briefings.model.evidence import Text
    from briefings.model.markings import Audience

__all__ = [
    "DEFAULT_AUDIENCE",
    "DEFAULT_COLOURS",
    "DEFAULT_CONTACT_COUNT",
    "DEFAULT_PRODUCT",
    "EDITED_FOLDER",
    "PAGE_SIZES",
    "REFERENCE_PLACEHOLDERS",
    "House",
    "Logo",
    "Look",
    "Roles",
]

DEFAULT_AUDIENCE = "internal"
"""The audience of a note if the user names none."""

EDITED_FOLDER = "edited"
"""The folder under `build/` with copies of edited notes; no audience has its name."""

DEFAULT_CONTACT_COUNT = 8
"""The number of contacts in a note if neither the house, the product nor the user sets one."""

DEFAULT_PRODUCT = "brief"
"""The product to make if the house names none."""

PAGE_SIZES = ("A4", "Letter")

DEFAULT_COLOURS: dict[str, str] = {
    "accent": "#1f4e79",  # headings, rules next to them, links
    "warning": "#8a4b00",  # what must be confirmed before use
    "ink": "#1b2733",  # text
    "quiet": "#4d5966",  # secondary text: sources
    "line": "#9aa7b3",  # rules of tables
    "tint": "#f3f6f9",  # background of boxes and table headings
}
"""The default colour of each part of a note that a house can recolour."""

REFERENCE_PLACEHOLDERS = ("number", "year", "partner", "product", "date")
"""The placeholders of a reference number."""


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles shown at a glance, in order: of posts of the partner, and of posts of bodies on our side."""

    their_side: tuple[str, ...]
    our_side: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Logo:
    """A checked picture: its media type and its bytes."""

    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Look:
    """The look of notes, apart from their style sheets.

    Attributes:
        page_size: one of `PAGE_SIZES`.
        colours: a colour for each name in `DEFAULT_COLOURS`.
        logo: path of a picture under `templates/` of the project, or empty.
    """

    page_size: str = PAGE_SIZES[0]
    colours: Mapping[str, str] = field(default_factory=lambda: dict(DEFAULT_COLOURS))
    logo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The organisation that writes briefs, with its settings.

    Attributes:
        side: id of our own organisation, which may be a state.
        languages: BCP 47 tags of the notes.
        default_language: the one of them that texts without a language are in, and that notes fall back to.
        scheme_id: id of the marking scheme.
        audiences: the groups of readers, by name.
        review_periods: by kind of fact, how long after its last attestation a state counts as presumed.
        check_severities: by code of a check, its severity here, if it is not the check's own.
        disabled_checks: the codes of the checks that are off here.
        originator: who is responsible for the notes, or None.
        desk: the drafting desk; None for a line to fill in by hand.
        clearance: who clears a note, in order; empty for a line to fill in by hand.
        needs_clearance: whether a note must be cleared before it is issued.
        reference_pattern: pattern of reference numbers with `REFERENCE_PLACEHOLDERS` in braces; empty for none.
        disclaimer: text at the end of each note, or None.
        distribution: who gets a note, if the scheme asks for that, or None for a line to fill in by hand.
        roles: roles shown at a glance; None for every role with a post.
        contact_count: how many contacts a note shows, newest first; None for all.
        products: ids of the products to make for a partner if the user names none.
        regions: regions with notes of their own, in order.
        look: the look of the notes.
        locations: where each field was read, and each item in it, by the names on the way: `("languages", "en")`.
    """

    side: str
    languages: tuple[str, ...]
    default_language: str
    scheme_id: str
    audiences: Mapping[str, Audience]
    review_periods: Mapping[str, Duration]
    check_severities: Mapping[str, Severity] = field(default_factory=dict)
    disabled_checks: tuple[str, ...] = ()
    originator: Text | None = None
    desk: Text | None = None
    clearance: tuple[Text, ...] = ()
    needs_clearance: bool = False
    reference_pattern: str = ""
    disclaimer: Text | None = None
    distribution: Text | None = None
    roles: Roles | None = None
    contact_count: int | None = DEFAULT_CONTACT_COUNT
    products: tuple[str, ...] = (DEFAULT_PRODUCT,)
    regions: tuple[Region, ...] = ()
    look: Look = field(default_factory=Look)
    location: Location = field(compare=False)
    locations: Mapping[tuple[str, ...], Location] = field(compare=False)

    def location_of(self, *names: str) -> Location:
        """Return the location of a field or an item in it: `location_of("languages", "en")`.

        If the item has no known location, return that of its field, else that of the file.
        """
        candidates = (self.locations.get(names[:count]) for count in range(len(names), 0, -1))
        return next(filter(None, candidates), self.location)

    @property
    def texts(self) -> tuple[tuple[str, Text], ...]:
        """Return the texts printed on every note, each with the name of its field."""
        named_texts = (
            ("originator", self.originator),
            ("desk", self.desk),
            *(("clearance", text) for text in self.clearance),
            ("disclaimer", self.disclaimer),
            ("distribution", self.distribution),
        )
        return tuple((name, text) for name, text in named_texts if text)
