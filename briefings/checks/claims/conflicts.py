"""What rules a statement of a sentence out, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefings.model.facts import Fact

__all__ = ["Conflict", "text_says"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A statement of a sentence that another statement rules out.

    Attributes:
        start: position in the sentence.
        message: what is wrong, in words.
        fact: the fact that says otherwise; None if the sentence, or another one of its text, does.
    """

    start: int
    message: str
    fact: Fact | None = None

    @classmethod
    def with_period(cls, start: int, stated: str, fact: Fact) -> Conflict:
        """Return that some words of a sentence do not fit the period of a fact."""
        return cls(start, text_says(stated, f"{fact.key} has {fact.period}"), fact)

    @classmethod
    def with_value(cls, start: int, stated: str, recorded: str, fact: Fact | None) -> Conflict:
        """Return that a fact, or an earlier sentence, has another value than a sentence."""
        other = fact.key if fact else "an earlier sentence"
        return cls(start, text_says(stated, f"{other} has {recorded!r}"), fact)


def text_says(stated: str, record: str) -> str:
    """Return the message that a text says something, and that something else is on record."""
    return f"the text says {stated!r}, but {record}"
