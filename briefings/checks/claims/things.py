"""Things that sentences speak of, by the words that name them, so that two mentions can be compared."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from briefings.checks.claims.tokens import tokens_of
from briefings.checks.text.vocabulary import WordPattern

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from briefings.checks.claims.accounts import Account
    from briefings.model.facts import Fact

__all__ = ["AboutThing", "Shelf", "Thing", "clause_around", "thing_between"]

_CLAUSE_CUT = WordPattern(r"\s*[,;:()]\s*|\s+[-–—]\s+|\s+(?={relative_pronouns}\s)")
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
        documents = tokens_of("document_nouns")  # an office is not the agreement on it
        if (self.words & documents) != (other.words & documents):
            return False
        small, large = sorted((self, other), key=lambda thing: len(thing.words))
        missing, shared = small.words - large.words, small.words & large.words
        return not missing or (
            len(missing) == 1 and len(shared) >= _LEAST_FOR_OTHER_WORDS and not missing & small.names
        )


class AboutThing(Protocol):
    """A statement about a thing."""

    @property
    def thing(self) -> Thing:
        """Return the thing."""

    @property
    def fact(self) -> Fact | None:
        """Return the fact that says so; None for a finished text."""


_T = TypeVar("_T", bound=AboutThing)


class Shelf(Generic[_T]):
    """Statements about things, to look up those about the same thing."""

    def __init__(self) -> None:
        self._by_word: dict[str, list[_T]] = defaultdict(list)
        self._told: Counter[str] = Counter()

    def add(self, item: _T) -> None:
        """Keep a statement."""
        if item.fact is None:
            self._told.update(item.thing.words)
        for word in item.thing.words:
            if self._told[word] <= _MOST_TOLD or item.fact:
                self._by_word[word].append(item)

    def find(self, thing: Thing) -> Iterator[_T]:
        """Yield the statements about a thing, in the order in which they were added."""
        shelves = [self._by_word.get(word, []) for word in sorted(thing.words)]
        seen: set[int] = set()
        for item in (item for shelf in sorted(shelves, key=len) for item in shelf):
            if id(item) not in seen:
                seen.add(id(item))
                if item.thing.is_same(thing):
                    yield item


def clause_around(text: str, position: int) -> tuple[int, int]:
    """Return where the clause begins and ends that has a position."""
    start, end = 0, len(text)
    for cut in _CLAUSE_CUT.finditer(text):
        if cut.end() <= position:
            start = cut.end()
        elif cut.start() > position:
            end = cut.start()
            break
    return start, end


def thing_between(account: Account, start: int, end: int, without: Collection[str]) -> Thing:
    """Return the thing that some words of a sentence name.

    Args:
        account: the sentence.
        start: where the words begin.
        end: where they end.
        without: words that say something else, such as the country.
    """
    ignored = (account.verbs - tokens_of("role_nouns") - tokens_of("document_nouns")) | tokens_of(
        "light_words"
    )
    keys = frozenset([key for place, key in account.words if start <= place < end and key not in without])
    words = keys - ignored
    ranks = frozenset(f"#{rank.value:g}" for rank in account.ranks if start <= rank.start < end)
    return Thing(words | ranks, (words & account.names) | ranks)
