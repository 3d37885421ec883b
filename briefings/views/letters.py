"""The spelling of a word in another script, letter by letter, by a table and what depends on the neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["Neighbours", "Spelling", "letter_table"]

_APOSTROPHES = "’'ʼʻ"


@dataclass(frozen=True, slots=True)
class Neighbours:
    """A letter and those before and after it, in lower case; a space where there is none."""

    letter: str
    before: str
    after: str

    @property
    def is_first(self) -> bool:
        """Return whether the letter begins a word, or a part of one after a hyphen."""
        return not self.before.isalpha() and self.before not in _APOSTROPHES


def letter_table(letters: str, spelled: str) -> dict[str, str]:
    """Return each letter with its spelling in the other script.

    Args:
        letters: the letters, without separators.
        spelled: their spellings, separated by spaces; `-` for none.
    """
    return {letter: other.replace("-", "") for letter, other in zip(letters, spelled.split(), strict=True)}


@dataclass(frozen=True, slots=True)
class Spelling:
    """A system that spells words of one script in another.

    Attributes:
        letters: the spelling of each letter.
        special: returns the spelling of a letter that depends on its neighbours; None for that of the table.
        capitals: the capitals of letters that have others than usual.
    """

    letters: Mapping[str, str]
    special: Callable[[Neighbours], str | None] = lambda _: None
    capitals: Mapping[str, str] | None = None

    def spell(self, name: str) -> str:
        """Return a name in the other script; letters that the system does not have stay."""
        return " ".join(self._spell_word(word) for word in name.split(" "))

    def _spell_word(self, word: str) -> str:
        """Return a word in the other script, with its capitals."""
        lower = word.lower()
        if len(lower) != len(word):
            return word
        is_all_capitals = word.isupper() and sum(map(str.isalpha, word)) > 1
        spelled = []
        for index, letter in enumerate(lower):
            here = Neighbours(letter, lower[index - 1 : index] or " ", lower[index + 1 : index + 2] or " ")
            special = self.special(here)
            other = self.letters.get(letter, letter) if special is None else special
            if word[index].isupper():
                first = (self.capitals or {}).get(other[:1], other[:1].upper())
                other = first + (other[1:].upper() if is_all_capitals else other[1:])
            spelled.append(other)
        return "".join(spelled)
