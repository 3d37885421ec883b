"""Values that a thing can have only one of at a time: two sentences that give it two of them cannot both be true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from briefings.checks.claims.conflicts import Conflict
from briefings.checks.claims.things import ThingIndex
from briefings.checks.periods import span_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefings.checks.claims.sentences import Statement
    from briefings.checks.claims.things import Thing
    from briefings.model.dates import Span
    from briefings.model.facts import Fact

__all__ = ["Slot", "SlotMemory"]


_Value = TypeVar("_Value")


class Slot(NamedTuple, Generic[_Value]):
    """A value that a sentence gives to a thing.

    Attributes:
        thing: the thing.
        value: the value, as it is compared.
        at: when it has it; None if the sentence does not say.
        fact: the fact that says so; None for a finished text.
        place: position of the value.
        stated: the value, as written.
    """

    thing: Thing
    value: _Value
    at: Span | None
    fact: Fact | None
    place: int
    stated: str


class SlotMemory(Generic[_Value]):
    """The values of one kind that sentences give to things, in the order in which they are read."""

    def __init__(
        self,
        find: Callable[[Statement], Iterator[Slot[_Value]]],
        exclude: Callable[[Slot[_Value], Slot[_Value]], bool],
        may_find: Callable[[Statement], bool],
    ) -> None:
        """Begin a memory.

        Args:
            find: the function that finds the values in a sentence.
            exclude: the function that says whether two values of one thing cannot both be true.
            may_find: the function that returns False only for a sentence that certainly has no such value.
        """
        self._find, self._exclude, self.may_read = find, exclude, may_find
        self._known: ThingIndex[Slot[_Value]] = ThingIndex()

    def read(self, statement: Statement) -> Iterator[Conflict]:
        """Yield the values in a sentence that an earlier one rules out, and remember them."""
        for slot in self._find(statement):
            if not slot.thing.is_named:
                continue
            for known in self._known.find(slot.thing):
                if (known.fact is None or known.fact is not slot.fact) and self._exclude(slot, known):
                    yield Conflict(slot.place, _in_words(slot, known), known.fact)
                    break
            self._known.add(slot)


def _in_words(slot: Slot[_Value], known: Slot[_Value]) -> str:
    """Return in words how two values differ: by their times, if both are written alike."""
    other = known.fact.key if known.fact else "an earlier sentence"
    stated, recorded = repr(slot.stated), repr(known.stated)
    if slot.at and known.at and slot.stated.casefold() == known.stated.casefold():
        stated, recorded = (
            f"{value} {span_in_words(span)}" for value, span in ((stated, slot.at), (recorded, known.at))
        )
    return f"the text says {stated}, but {other} has {recorded}"
