"""Things that sentences speak of, by the words that name them, so that two mentions can be compared."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from briefings.checks.claims.tokens import tokens_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from briefings.checks.claims.parsed_sentences import ParsedSentence
    from briefings.model.facts import Fact

__all__ = ["AboutThing", "Thing", "ThingIndex", "thing_between"]

_LEAST_WORDS, _MOST_WORDS = 2, 40
_LEAST_FOR_OTHER_WORDS = 3
# A word that so many statements of a text have leads to no more of them, so that reading takes linear time.
_MOST_TOLD = 40


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing by the words that name it.

    Attributes:
        words: the words, as tokens.
        names: those of them that are names, or numbers in the order of several such things.
    """

    words: frozenset[str]
    names: frozenset[str]

    @property
    def is_named(self) -> bool:
        """Return whether enough words name it to tell it from others; so many words are a list."""
        return _LEAST_WORDS <= len(self.words) <= _MOST_WORDS

    def is_same(self, other: Thing) -> bool:
        """Return whether two mentions mean one thing: all words of the shorter one are in the longer one.

        One common word may differ if many are the same; a name may not.
        """
        if not (self.is_named and other.is_named):
            return False
        small, large = (self, other) if len(self.words) <= len(other.words) else (other, self)
        missing = small.words - large.words
        if missing and (
            len(missing) > 1 or len(small.words) <= _LEAST_FOR_OTHER_WORDS or missing & small.names
        ):
            return False
        documents = tokens_of("document_nouns")  # an office is not the agreement on it
        return (self.words & documents) == (other.words & documents)


class AboutThing(Protocol):
    """A statement about a thing."""

    @property
    def thing(self) -> Thing:
        """Return the thing."""

    @property
    def fact(self) -> Fact | None:
        """Return the fact that says so; None for a finished text."""


_T = TypeVar("_T", bound=AboutThing)


class ThingIndex(Generic[_T]):
    """Statements about things, to look up the ones about the same thing.

    Each statement is a bit of a number, and each word has the number of those with the word. So a few operations find
    the statements that share enough words with a thing, however many there are.
    """

    def __init__(self) -> None:
        self._items: list[_T] = []
        self._by_size: dict[int, int] = defaultdict(int)
        self._by_word: dict[str, int] = defaultdict(int)
        self._leads: dict[str, int] = defaultdict(int)
        self._told: Counter[str] = Counter()

    def add(self, item: _T) -> None:
        """Keep a statement; one about what has no name is never found."""
        words = item.thing.words
        if not item.thing.is_named:
            return
        bit = 1 << len(self._items)
        self._items.append(item)
        self._by_size[len(words)] |= bit
        if item.fact is None:
            self._told.update(words)
        for word in words:
            self._by_word[word] |= bit
            if item.fact or self._told[word] <= _MOST_TOLD:
                self._leads[word] |= bit

    def find(self, thing: Thing) -> Iterator[_T]:
        """Yield the statements about a thing: the ones that have one of its rarer words first, in the order added."""
        words = [word for word in sorted(thing.words) if word in self._by_word]
        reached = self._reach(words, len(thing.words)) if thing.is_named else 0
        leads = [self._leads[word] for word in words] if reached else []
        for lead in sorted(leads, key=int.bit_count):
            found = lead & reached
            reached ^= found
            while found:
                bit = found & -found
                found ^= bit
                item = self._items[bit.bit_length() - 1]
                if item.thing.is_same(thing):
                    yield item

    def _reach(self, words: Sequence[str], size: int) -> int:
        """Return the statements that have so many words of a thing that they may be about it; see `Thing.is_same`."""
        shared = [-1]  # the statements with at least 0, 1, 2 … of the words
        for word in words:
            having = self._by_word[word]
            shared.append(0)
            for count in range(len(shared) - 1, 0, -1):
                shared[count] |= shared[count - 1] & having
        reached = 0
        for other, items in self._by_size.items():
            least = max(_LEAST_WORDS, min(size, other) - 1)
            if least < len(shared):
                reached |= items & shared[least]
        return reached


def thing_between(parsed: ParsedSentence, start: int, end: int, without: Collection[str]) -> Thing:
    """Return the thing that some words of a sentence name.

    Args:
        parsed: the sentence.
        start: where the words begin.
        end: where they end.
        without: words that say something else, such as the country.
    """
    ignored = (parsed.verbs - tokens_of("role_nouns") - tokens_of("document_nouns")) | tokens_of(
        "light_words"
    )
    keys = frozenset([key for place, key in parsed.words if start <= place < end and key not in without])
    words = keys - ignored
    ranks = frozenset(f"#{rank.value:g}" for rank in parsed.ranks if start <= rank.start < end)
    return Thing(words | ranks, (words & parsed.names) | ranks)
