"""The words of a text as they are compared with titles of posts, and what links a title to its owner."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from briefings.checks.text.arabic import is_arabic
from briefings.checks.text.references import unify_characters
from briefings.checks.text.spelling import stem
from briefings.checks.text.vocabulary import WordPattern

if TYPE_CHECKING:
    from collections.abc import Container

    from briefings.checks.text.phrase_index import Occurrence

__all__ = ["OWNER", "OWNER_LINK", "TITLE_WORD", "TitleWords", "words_of"]

# An article before an apostrophe is a word of its own: "l'ex-ministre".
TITLE_WORD = re.compile(r"(?<![^\W_])[dlDL](?=')|[^\W_]+(?:'[^\W_]+)*")
OWNER_LINK = r"\s+(?:{owner_links}\s+(?:{definite_articles}\s+|{elisions})?|{elisions})"
"""What links a title to the country or body that it belongs to: "of the", "de la", "du"."""

OWNER = WordPattern(OWNER_LINK, re.NOFLAG)
"""The same as a pattern."""

_LINKED_WORD = re.compile("[وف]?[بلك]?(?P<word>.{3,})")
_BLANK = re.compile(r"[\s'-]*")
_MOST_LINK_WORDS = 2


class TitleWords:
    """The words of a text, with the forms in which they are compared."""

    def __init__(self, text: str, first_words: Container[str]) -> None:
        self.text = text
        self.matches = list(TITLE_WORD.finditer(text))
        self.keys = [_without_link(stem(match[0]), first_words) for match in self.matches]

    def is_joined(self, index: int) -> bool:
        """Return whether nothing but a space, hyphen or possessive separates a word from the one before it."""
        if not 0 < index < len(self.matches):
            return False
        between = self.text[self.matches[index - 1].end() : self.matches[index].start()]
        return _BLANK.fullmatch(between) is not None

    def linked(self, owner: Occurrence[Any]) -> range:
        """Return the words of an owner, with what links it to a title before it: "of the"."""
        first, start = owner.start, self.matches[owner.start].start()
        for index in range(max(1, owner.start - _MOST_LINK_WORDS), owner.start):
            if first == owner.start and OWNER.fullmatch(self.text, self.matches[index - 1].end(), start):
                first = index
        return range(first, owner.end)


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a name or title in the forms in which they are compared."""
    return tuple(stem(word) for word in TITLE_WORD.findall(unify_characters(text)))


def _without_link(word: str, first_words: Container[str]) -> str:
    """Return an Arabic word that opens a title without the "and", "with" or "to" that is written together with it."""
    if is_arabic(word) and word not in first_words and (linked := _LINKED_WORD.match(word)):
        return linked["word"] if linked["word"] in first_words else word
    return word
