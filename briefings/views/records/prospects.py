"""The records of what is ahead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from briefings.model.phrases import Phrase

__all__ = ["CommitmentState", "CommitmentView", "DateView"]

CommitmentState: TypeAlias = Literal["open", "overdue", "kept", "dropped", "overtaken"]
"""The state of a commitment on a day."""


@dataclass(frozen=True, slots=True)
class CommitmentView:
    """A promise.

    Attributes:
        by: the party that made it.
        to: the party to which it was made; may be empty.
        text: what was promised.
        made: when.
        due: by when; may be empty.
        state: `open`, `overdue` if it is open and its day is over, `kept`, `dropped` or `overtaken`.
        settled: when it was kept, dropped or overtaken; empty while it is open.
        contact: the date of the contact at which it was made; may be empty.
        since: what has happened to it without settling it; may be empty.
    """

    by: Phrase
    to: Phrase
    text: Phrase
    made: Phrase
    due: Phrase
    state: CommitmentState
    settled: Phrase
    contact: Phrase
    since: Phrase


@dataclass(frozen=True, slots=True)
class DateView:
    """A date on which something will happen, or was to happen.

    Attributes:
        date: the day, month or time.
        state: what happened to it, if it was moved or called off; may be empty.
        what: what will happen.
        sort: the id of its sort, for choosing a label; empty if the facts do not give it.
        who: who takes part, or is concerned; may be empty.
        place: where; may be empty.
    """

    date: Phrase
    state: Phrase
    what: Phrase
    sort: str
    who: Phrase
    place: Phrase
