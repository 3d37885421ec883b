"""The records of what is ahead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefings.model.phrases import Phrase

__all__ = ["DateView"]


@dataclass(frozen=True, slots=True)
class DateView:
    """A date on which something will happen, or was to happen.

    Attributes:
        date: the day, month or time.
        what: what will happen.
        sort: the id of its sort, for choosing a label; empty if the facts do not give it.
        who: who takes part, or is concerned; may be empty.
        place: where; may be empty.
    """

    date: Phrase
    what: Phrase
    sort: str
    who: Phrase
    place: Phrase
