"""The people of a claim: those on record by any form of their name, others by the name in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.checks.text.arabic import is_arabic
from briefings.checks.text.names import is_eponym
from briefings.checks.text.spelling import fold, sound_keys
from briefings.checks.text.vocabulary import WordPattern, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.text.people import NamedPeople, PeopleIndex

__all__ = ["NamedSubject", "Subject", "people_in"]

_CAPITALISED = r"(?-i:{capital})[\w'’.-]*"
_RUN = WordPattern(
    rf"(?:(?<![\w'’-])|(?<=\b[dDlLnN]['’])|(?<=\b[Qq]u['’])){_CAPITALISED}(?:\s+(?:{{name_particles}}\s+)?{_CAPITALISED}){{0,4}}",
    re.NOFLAG,
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_LEAST_WORDS = 2
_BEFORE_PLACE = WordPattern(r"(?<!\w)(?:{place_prepositions}|{ways_to_places})\s+$")


@dataclass(frozen=True, slots=True)
class Subject:
    """A person or thing, so that two mentions of it can be compared.

    Attributes:
        ids: the ids of the entries on record that may be meant; empty for one that is not on record.
        words: the words of its name as they sound, the last one last; empty for an entry on record.
    """

    ids: frozenset[str]
    words: tuple[str, ...] = ()

    @property
    def key(self) -> frozenset[str] | tuple[str, ...]:
        """Return what two mentions of the same have in common: the ids, or the surname."""
        return self.ids or self.words[-1:]

    def is_same(self, other: Subject) -> bool:
        """Return whether two mentions mean the same: one entry, or one surname with no other first name."""
        if self.ids or other.ids:
            return self.ids == other.ids
        short, long = sorted((set(self.words), set(other.words)), key=len)
        return self.words[-1:] == other.words[-1:] and short <= long


@dataclass(frozen=True, slots=True)
class NamedSubject:
    """A subject with the place of its name in a text."""

    subject: Subject
    start: int
    end: int


def people_in(text: str, people: PeopleIndex) -> Iterator[NamedSubject]:
    """Yield the people whom a sentence names, others by two words with capitals at least."""
    end = 0
    for run in _RUN.finditer(text):
        if run.start() < end:
            continue
        words = list(_WORD.finditer(text, run.start(), run.end()))
        for word in words:
            if word.start() < end:
                continue
            found = people.read_after(text, word.start())
            if found and not is_eponym(text, found.start, found.end) and not _is_place(text, found, people):
                ids = frozenset(person.id for person in found.people)
                yield NamedSubject(Subject(ids), found.start, found.end)
                end = found.end
                if not is_arabic(word[0]):  # where two names may stand side by side, as who and whom
                    break
        if end <= run.start() and (named := _unknown(words)):
            yield named
            end = named.end


def _is_place(text: str, found: NamedPeople, people: PeopleIndex) -> bool:
    """Return whether a surname alone is that of a place on record, and stands as one: "at Strelsau"."""
    is_named = not found.is_full and fold(text[found.start : found.end]) in people.places
    return is_named and _BEFORE_PLACE.search(text, 0, found.start) is not None


def _unknown(words: list[re.Match[str]]) -> NamedSubject | None:
    """Return the person whom some capitalised words may name; None if there are too few."""
    while words and words[0][0].lower() in word_set("sentence_openers"):
        words = words[1:]
    if len([word for word in words if word[0][0].isupper()]) < _LEAST_WORDS:
        return None
    sounds = tuple(
        sound_keys(word[0])[0] for word in words if word[0].lower() not in word_set("name_particles")
    )
    return NamedSubject(Subject(frozenset(), sounds), words[0].start(), words[-1].end())
