"""Names of people and bodies in texts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from briefings.checks.text.own_bodies import own_bodies
from briefings.checks.text.phrase_index import PhraseIndex
from briefings.checks.text.references import blank_references
from briefings.checks.text.spelling import CAPITAL, WORD_START, stem
from briefings.checks.text.vocabulary import LANGUAGES, WordPattern, translations
from briefings.model.entities import Framework, NamedEntity, Organisation, Person, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.factbase.store import FactStore
    from briefings.model.evidence import Name

__all__ = ["SUCCESSION", "Mention", "NameIndex", "is_eponym", "is_left_behind", "strip_possessive"]

SUCCESSION = WordPattern(r"\b{succession}\b")
_LEFT_BEHIND = WordPattern(r"(?<!\w){past_links}\s*(?:{definite_articles}\s+|{elisions})*[«“\"„]?$")
_FAR = 60
"""Matches the words of a sentence about how one thing followed another; such a sentence may name both."""

_WORD = re.compile(rf"{WORD_START}[\w’'-]+")
_LATIN = re.compile(r"[\W\d_A-Za-zÀ-ɏ]")
_CERTAIN_LETTERS = 3
_POSSESSIVE = re.compile(r"[’']s?$")
# Things named after a person: "Agatha Baker International Airport", "rue Agatha Baker".
_AFTER_EPONYM = WordPattern(r"(?:\s+(?-i:{capital}[\w-]*)){0,3}?\s+{namesakes_after}\b")
_BEFORE_EPONYM = WordPattern(r"(?<!\w){namesakes_before}\s+$")
_LOOKBEHIND = 40
_ARTICLE_BEFORE = WordPattern(r"(?<!\w){definite_articles}\s+$")
_NAME_GOES_ON = re.compile(rf"[\s-]+(?:of\s+(?:the\s+)?)?{CAPITAL}")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that is written out in a text.

    Attributes:
        entity: the entity with that name.
        name: which of its names.
        start: position of the first character.
        end: position after the last character.
    """

    entity: NamedEntity
    name: Name
    start: int
    end: int


class NameIndex:
    """An index that finds the names of people and bodies in texts.

    Of two names with the same start, the longer one wins. A street or a prize named after a person is not a mention
    of that person.
    """

    def __init__(self, store: FactStore) -> None:
        self._mentions_by_text: dict[str, tuple[Mention, ...]] = {}
        named = [
            (entity, name)
            for entity in store.entities.values()
            if isinstance(entity, Person | Organisation | Framework | Place)
            for name in entity.names
        ]
        whole = [
            ([_key(word) for word in _WORD.findall(name.text)], (entity, name, False))
            for entity, name in (*named, *_usual_names(named))
        ]
        short = [
            ([_key(word)], (body, body.names[0], True))
            for body, _, words in own_bodies(store)
            for word in sorted(words)
            if " " not in word
        ]
        self._names: PhraseIndex[tuple[NamedEntity, Name, bool]] = PhraseIndex([*whole, *short])

    def find(self, text: str) -> tuple[Mention, ...]:
        """Return the names written out in a text, in order; references in braces do not count."""
        if text not in self._mentions_by_text:  # several checks ask for the same texts
            self._mentions_by_text[text] = tuple(self._scan(text))
        return self._mentions_by_text[text]

    def _scan(self, text: str) -> Iterator[Mention]:
        matches = list(_WORD.finditer(blank_references(text)))
        for occurrence in self._names.find([_key(match[0]) for match in matches]):
            entity, name, is_short = occurrence.value
            start, last = matches[occurrence.start].start(), matches[occurrence.end - 1]
            end = last.start() + len(strip_possessive(last[0]))
            if not _has_capitals(text[start:end], name.text):
                continue
            if is_short and not _is_name_alone(text, start, end):
                continue
            if not (isinstance(entity, Person) and is_eponym(text, start, end)):
                yield Mention(entity, name, start, end)


def _usual_names(named: Sequence[tuple[NamedEntity, Name]]) -> Iterator[tuple[NamedEntity, Name]]:
    """Yield what bodies are called in languages in which the facts have no name of them."""
    by_text = {name.text: (entity, name) for entity, name in named}
    for language in LANGUAGES:
        for form, text in translations("body_names", language):
            if known := by_text.get(text):
                yield known[0], replace(known[1], text=form, language=language)


@lru_cache(maxsize=50_000)  # texts share most of their words
def _key(word: str) -> str:
    """Return a word of a name as it is compared: in small letters, in Cyrillic without the ending of its case."""
    return strip_possessive(word).lower() if _LATIN.match(word) else stem(word)


def _has_capitals(text: str, name: str) -> bool:
    """Return whether a text is a name, and not its words in small letters: a name of one word is as it is written."""
    if " " in name:
        return text[0].isupper() or not name[0].isupper()
    return text[:_CERTAIN_LETTERS] == name[:_CERTAIN_LETTERS]


def _is_name_alone(text: str, start: int, end: int) -> bool:
    """Return whether a word is a name with nothing but an article: "the League", and neither "the Lake League" nor "the League of Lakes"."""
    return _ARTICLE_BEFORE.search(text, 0, start) is not None and not _NAME_GOES_ON.match(text, end)


def strip_possessive(word: str) -> str:
    """Return a word without its possessive ending: "Appathurai" for "Appathurai’s"."""
    return _POSSESSIVE.sub("", word)


def is_left_behind(text: str, start: int) -> bool:
    """Return whether a name at a position only says what something is of that may outlive it: "the hall built for"."""
    return _LEFT_BEHIND.search(text, max(0, start - _FAR), start) is not None


def is_eponym(text: str, start: int, end: int) -> bool:
    """Return whether a person's name in a text belongs to a street, a university, a prize or the like.

    Args:
        text: the text.
        start: position of the first character of the name.
        end: position after its last character.
    """
    return bool(
        _AFTER_EPONYM.match(text, end) or _BEFORE_EPONYM.search(text[max(0, start - _LOOKBEHIND) : start])
    )
