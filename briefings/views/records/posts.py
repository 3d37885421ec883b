"""The records of posts: who holds them, and who held them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from briefings.model.phrases import EMPTY, Phrase
from briefings.views.records.facts import FactView

if TYPE_CHECKING:
    from briefings.model.dates import PartialDate, Period, Span

__all__ = ["HistoryView", "PostState", "PostView", "RoleView", "TenureView"]

PostState: TypeAlias = Literal["held", "vacant", "unknown", "not-created", "abolished"]
"""The state of a post on a day."""


@dataclass(frozen=True, slots=True)
class PostView:
    """A post and its holders.

    Attributes:
        title: the title on the day.
        state: `held`, `vacant`, `unknown`, `not-created` or `abolished`.
        holders: the certain or presumed holders, else the possible ones; `text` is the name.
        previous_holders: the last known holder, if none is known for the day.
        coming: who is named for the post and does not hold it yet.
        time: until when the post existed, if it was abolished.
    """

    title: Phrase
    state: PostState
    holders: tuple[FactView, ...] = ()
    previous_holders: tuple[FactView, ...] = ()
    coming: tuple[FactView, ...] = ()
    time: Phrase = EMPTY


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role in the overview of posts.

    Attributes:
        role: id of the role, for choosing a label; of posts that unite several, the ids joined by `-and-`.
        party: the partner or our side, if both have posts of this role; else empty.
        posts: the posts of this role that cover the partner; may be empty.
        is_ours: whether the posts are on our side.
    """

    role: str
    party: Phrase
    posts: tuple[PostView, ...]
    is_ours: bool


@dataclass(frozen=True, slots=True)
class TenureView(FactView):
    """A tenure of a post; `text` is the name of the holder.

    Attributes:
        attested_time: the days on which sources attest it, unless `time` covers them.
        period: its dates, as far as they are not after the day, for drawing.
        attested_dates: the first and the last day on which sources attest it, for drawing.
        sure_span: the days on which it certainly held, as far as the note prints its dates, for drawing.
    """

    attested_time: Phrase
    period: Period
    attested_dates: tuple[PartialDate, ...]
    sure_span: Span


@dataclass(frozen=True, slots=True)
class HistoryView:
    """A post and everyone who held it by the day.

    Attributes:
        title: the title on the day.
        seats: how many people may hold it at a time.
        tenures: the tenures that had begun by the day, earliest first; at least one.
    """

    title: Phrase
    seats: int
    tenures: tuple[TenureView, ...]
