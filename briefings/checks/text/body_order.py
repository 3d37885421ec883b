"""Statements that one body replaced another, in an order that their periods rule out."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.vocabulary import WordPattern, may_contain
from briefings.model.entities import Framework, Organisation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.text.names import Mention

__all__ = ["WrongOrder", "find_wrong_orders"]

_END = r"[»”\"“]?\s*(?:\([^()]{2,20}\))?\s*,?\s*"
_REPLACED = WordPattern(
    _END
    + r"(?:(?:{relative_pronouns})\s+)?(?:(?:{date_prepositions})\s+\d{4}\s*,?\s*)?(?:(?P<passive>{replaced_by}|{hands_over})|(?P<active>{replaced}))\s+(?:(?:{definite_articles}|{possessives})\s+|{elisions})*[«“\"„]?$".replace(
        "{{", "{"
    ).replace("}}", "}")
)


class WrongOrder(NamedTuple):
    """A statement that one body followed another which it preceded.

    Attributes:
        earlier: the body said to have come first.
        later: the body said to have followed.
    """

    earlier: Mention
    later: Mention


def find_wrong_orders(text: str, mentions: Sequence[Mention]) -> Iterator[WrongOrder]:
    """Yield the statements of a text about which body replaced which that their periods rule out."""
    bodies = [mention for mention in mentions if isinstance(mention.entity, Framework | Organisation)]
    if len(bodies) < 2 or not may_contain(text, "replaced_by", "replaced", "hands_over"):  # noqa: PLR2004 - two bodies
        return
    for left, right in pairwise(bodies):
        verb = _REPLACED.fullmatch(text, left.end, right.start)
        if not verb or is_unasserted(text, left.start):
            continue
        earlier, later = (left, right) if verb["passive"] else (right, left)
        first, second = earlier.entity, later.entity
        assert isinstance(first, Framework | Organisation)  # noqa: S101 - see above
        assert isinstance(second, Framework | Organisation)  # noqa: S101 - see above
        end, start = second.period.end, first.period.start
        if end and start and end.last_day <= start.last_day:
            yield WrongOrder(earlier, later)
