"""An index of phrases, found word by word in texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

__all__ = ["Occurrence", "PhraseIndex"]

Value = TypeVar("Value")


class Occurrence(NamedTuple, Generic[Value]):
    """A phrase found in a list of words.

    Attributes:
        start: index of its first word.
        end: index after its last word.
        value: what the index has for the phrase.
    """

    start: int
    end: int
    value: Value


class PhraseIndex(Generic[Value]):
    """An index of phrases by their first words, each phrase with a value."""

    def __init__(self, phrases: Iterable[tuple[Sequence[str], Value]]) -> None:
        """Index some phrases; those without a word are left out."""
        self._by_first_word: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        for words, value in phrases:
            if words:
                self._by_first_word.setdefault(words[0], []).append((tuple(words), value))
        for candidates in self._by_first_word.values():
            candidates.sort(key=lambda candidate: -len(candidate[0]))

    @property
    def first_words(self) -> Collection[str]:
        """Return the words with which phrases begin."""
        return self._by_first_word.keys()

    def find(self, words: Sequence[str]) -> Iterator[Occurrence[Value]]:
        """Yield the phrases in a text, without overlaps; of two with the same start, the longer one wins."""
        position = 0
        while position < len(words):
            length = 1
            for phrase, value in self._by_first_word.get(words[position], ()):
                if tuple(words[position : position + len(phrase)]) == phrase:
                    length = len(phrase)
                    yield Occurrence(position, position + length, value)
                    break
            position += length
