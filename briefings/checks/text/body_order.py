"""Statements that one body replaced another, in an order that their periods rule out."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.times import find_times
from briefings.checks.text.vocabulary import WordPattern, may_contain
from briefings.model.entities import Framework, Organisation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.text.names import Mention
    from briefings.checks.text.times import NamedTime

__all__ = ["BodyOrder", "find_wrong_body_orders", "may_order_bodies"]

_END = r"[»”\"“]?\s*(?:\([^()]{2,20}\))?\s*,?\s*"
_REPLACED = WordPattern(
    _END
    + r"(?:(?:{relative_pronouns})\s+)?(?:(?:{date_prepositions})\s+\d{4}\s*,?\s*)?(?:(?P<passive>{replaced_by}|{hands_over}|{renamings})|(?P<active>{replaced}|{formerly_called}))\s+(?:(?:{definite_articles}|{possessives})\s+|{elisions})*[«“\"„]?$".replace(
        "{{", "{"
    ).replace("}}", "}")
)


_DATED = WordPattern(
    r"(?<!\w)(?:{date_prepositions}|{until_when}|{since_when})\s+(?:{definite_articles}\s+)?$"
)


class BodyOrder(NamedTuple):
    """A statement that one body followed another which it preceded.

    Attributes:
        earlier: the body said to have come first.
        later: the body said to have followed.
        time: when, by the text, if only that is wrong; None if the order is.
    """

    earlier: Mention
    later: Mention
    time: NamedTime | None


def may_order_bodies(text: str) -> bool:
    """Return False only if a text certainly says of nothing that it replaced another."""
    return may_contain(text, "replaced_by", "replaced", "hands_over", "renamings", "formerly_called")


def find_wrong_body_orders(text: str, mentions: Sequence[Mention]) -> Iterator[BodyOrder]:
    """Yield the statements of a text about which body replaced which that their periods rule out."""
    bodies = [
        (mention, mention.entity)
        for mention in mentions
        if isinstance(mention.entity, Framework | Organisation)
    ]
    if len(bodies) < 2 or not may_order_bodies(text):  # noqa: PLR2004 - two bodies
        return
    times = [time for time in find_times(text) if time.span]
    for left, right in pairwise(bodies):
        verb = _REPLACED.fullmatch(text, left[0].end, right[0].start)
        if not verb or is_unasserted(text, left[0].start):
            continue
        (earlier, first), (later, second) = (left, right) if verb["passive"] else (right, left)
        end, start = second.period.end, first.period.start
        if end and start and end.last_day <= start.last_day:
            yield BodyOrder(earlier, later, None)
        elif (
            len(times) == 1
            and _DATED.search(text, 0, times[0].start)
            and (begun := second.period.start)
            and times[0].span
        ):
            ends = [when.span for when in (begun, first.period.end) if when]
            if not any(span.overlap(times[0].span) for span in ends):
                yield BodyOrder(earlier, later, times[0])
