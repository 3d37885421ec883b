"""Claims: one value of one relation of one subject; and when two of them cannot both be true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from briefings.model.dates import Span

if TYPE_CHECKING:
    from briefings.checks.claims.subjects import Subject

__all__ = ["Claim", "Value", "are_contradictory"]

Value: TypeAlias = Span | int | str


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that a relation of a subject has a value.

    Attributes:
        relation: one that has a single true value, such as the day of a birth.
        subject: whom or what the claim is about.
        value: the days, the number or the words.
        start: position of the value in its text.
        stated: the value as it is written.
    """

    relation: str
    subject: Subject
    value: Value
    start: int
    stated: str


def are_contradictory(left: Claim, right: Claim) -> bool:
    """Return whether two claims give one relation of one subject two values that cannot both be true."""
    if left.relation != right.relation or not left.subject.is_same(right.subject):
        return False
    if isinstance(left.value, Span) and isinstance(right.value, Span):
        return left.value.overlap(right.value) is None
    return left.value != right.value
