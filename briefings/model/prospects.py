"""Facts about the time to come: dates on which something will happen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.model.facts import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.model.evidence import Text

__all__ = ["DATE_SORTS", "DateAhead"]

DATE_SORTS = (
    "meeting", "visit", "election", "expiry", "deadline", "release", "national-day", "anniversary",
)  # fmt: skip
"""The sorts of dates ahead, for which label files have words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateAhead(Fact):
    """A day, month or time on which something will happen.

    Attributes:
        text: what will happen.
        sort: one of `DATE_SORTS`, or empty.
        actors: who takes part or is concerned, or None.
        place: where, or None.
    """

    kind = "date"
    default_review_period = "P1Y"
    may_be_planned = True

    text: Text
    sort: str
    actors: Text | None
    place: Text | None

    @property
    def content(self) -> Text:
        """Return what will happen."""
        return self.text

    def _own_texts(self) -> Iterator[Text]:
        yield from filter(None, (self.text, self.actors, self.place))
