"""People by any form of their name: capitals, initials, surname alone, family name first, another script or spelling."""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.text.arabic import is_arabic
from briefings.checks.text.spelling import WORD_START, consonant_key, fold, sound_keys, spell_marks
from briefings.checks.text.vocabulary import WordPattern, word_set
from briefings.model.contacts import Contact
from briefings.model.entities import Person

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.factbase.store import FactStore
    from briefings.model.evidence import Name

__all__ = ["NamedPeople", "PeopleIndex"]

# "Siraj al-Din" is one name of two words in Arabic.
_NAME_WORD = re.compile(rf"{WORD_START}[^\W\d_]+(?:[’'-][^\W\d_]+)*(?:\s(?:الدين|الله)\b)?(?:\.(?=[\s\w]))?")
_HONORIFICS = WordPattern(r"(?:(?<!\w){honorifics}\.?\s+)*", re.NOFLAG)
_MOST_WORDS = 5
_LEAST_SURNAME = 3
_INITIAL_LENGTH = 2
# Of the consonants of a first name in Arabic, so many are the same: "Yens" for Jens.
_ALIKE = 0.66
_VOWELS = frozenset("aeiou")
_MOST_NAMES = 20_000
_GAP = re.compile(r"[\s\u00a0]*")


class NamedPeople(NamedTuple):
    """The people that a name in a text may mean.

    Attributes:
        people: the people; several only if the text gives no more than a surname that they share.
        start: position of the first character of the name.
        end: position after its last character.
        is_full: whether the text gives more than a surname.
    """

    people: tuple[Person, ...]
    start: int
    end: int
    is_full: bool


class _Form(NamedTuple):
    """A name of a person by its surname, with the sounds of its other words, its initials, and all consonants."""

    person: Person
    name: Name
    others: tuple[str, ...]
    initials: frozenset[str]
    consonants: str
    surname: str


class PeopleIndex:
    """An index of people by the sounds of their surnames.

    Attributes:
        places: the places of contacts, folded; some people are called as a place is.
    """

    def __init__(self, store: FactStore) -> None:
        self._forms: dict[str, list[_Form]] = defaultdict(list)
        self.places = frozenset(
            fold(place)
            for fact in store.facts
            if isinstance(fact, Contact) and fact.place
            for place in fact.place.by_language.values()
        )
        for person in store.entities_of(Person):
            spellings = [
                (name, spelt) for name in person.names for spelt in {name.text, spell_marks(name.text)}
            ]
            for name, spelt in sorted(spellings, key=lambda pair: pair[1]):
                words = [word for word in _words(spelt) if word.lower() not in word_set("name_particles")]
                sounds = tuple(sound_keys(word.rstrip("."))[0] for word in words)
                long = [index for index, sound in enumerate(sounds) if len(sound) >= _LEAST_SURNAME]
                if long:
                    index = long[-1]
                    others = (*sounds[:index], *sounds[index + 1 :])
                    form = _Form(
                        person,
                        name,
                        others,
                        frozenset(
                            sound for word, sound in zip(words, sounds, strict=True) if _is_initial(word)
                        ),
                        "".join(map(consonant_key, others)).replace("~", ""),
                        sounds[index],
                    )
                    self._forms[sounds[index]].append(form)
                    self._forms[consonant_key(sounds[index])].append(form)

    def read_after(self, text: str, position: int) -> NamedPeople | None:
        """Return the people whom the words at a position name, after any honorifics; None if no one on record."""
        honorifics = _HONORIFICS.match(text, position)
        words = list(_words_from(text, honorifics.end() if honorifics else position))
        for count in range(len(words), 0, -1):
            if found := self._find(text, words[:count]):
                return found
        return None

    def read_before(self, text: str, position: int) -> NamedPeople | None:
        """Return the people whom the words up to a position name; None if no one on record."""
        words = list(_words_to(text, position))
        for count in range(len(words), 0, -1):
            if found := self._find(text, words[-count:]):
                return found
        return None

    def only_named(self, text: str, end: int) -> NamedPeople | None:
        """Return the only people on record whom the words before a position name; None if there are several."""
        found: dict[tuple[Person, ...], NamedPeople] = {}
        position = 0
        for word in _NAME_WORD.finditer(text, 0, end):
            if (
                word.start() >= position
                and word[0][0].isupper()
                and (named := self.read_after(text, word.start()))
            ):
                found.setdefault(named.people, named)
                position = named.end
        return next(iter(found.values())) if len(found) == 1 else None

    def _find(self, text: str, words: Sequence[re.Match[str]]) -> NamedPeople | None:
        """Return the people whom some words name together."""
        plain = [word for word in words if word[0].lower() not in word_set("name_particles")]
        for index, word in enumerate(plain):
            others = [other[0] for number, other in enumerate(plain) if number != index]
            sounds = sound_keys(word[0].rstrip("."))
            if others and not word[0].isascii():  # how a name of another language is written in this script
                sounds = (*sounds, *dict.fromkeys(map(consonant_key, sounds)))
            for sound in sounds:
                fits = _fits_arabic if sound.startswith("~") else _fits
                forms = [form for form in self._forms.get(sound, ()) if fits(form, others)]
                if forms:
                    people = tuple(dict.fromkeys(form.person for form in forms))
                    start, end = words[0].start(), words[-1].end()
                    return NamedPeople(people, start, end - text[start:end].endswith("."), bool(others))
        return None


def _fits(form: _Form, words: Sequence[str]) -> bool:
    """Return whether the words beside a surname may be of this name: its other words, or their initials."""
    return all(_fits_word(form, word) for word in words)


def _fits_arabic(form: _Form, words: Sequence[str]) -> bool:
    """Return whether Arabic words beside a surname may be of this name; a surname alone needs three consonants."""
    stated = "".join(consonant_key(sound_keys(word)[0].removeprefix("~")) for word in words).replace("~", "")
    if not stated:
        return not words and len(consonant_key(form.surname)) > _LEAST_SURNAME
    if form.initials.issuperset(form.others):
        return len(words) == 1 and form.others[:1] != () and form.others[0][0] in {*_VOWELS, stated[0]}
    return bool(words) and _are_alike(stated, form.consonants)


@lru_cache(maxsize=_MOST_NAMES)
def _are_alike(stated: str, consonants: str) -> bool:
    """Return whether two names share most of their consonants; the bounds of that share are quick to find."""
    matcher = SequenceMatcher(None, stated, consonants, autojunk=False)
    return min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= _ALIKE and matcher.ratio() >= _ALIKE


def _fits_word(form: _Form, word: str) -> bool:
    keys = sound_keys(word.rstrip("."))
    if word.endswith(".") or (len(word) <= _INITIAL_LENGTH and word[0].isupper()):
        return any(sound.startswith(key[0]) for key in keys if key for sound in form.others)
    return any(
        key == sound or (sound in form.initials and key.startswith(sound))
        for key in keys
        for sound in form.others
    )


def _is_initial(word: str) -> bool:
    """Return whether a word of a name on record is an initial: "B.", "Kh."."""
    return len(word.rstrip(".")) <= _INITIAL_LENGTH


def _words(text: str) -> list[str]:
    """Return the words of a name."""
    return [match[0] for match in _NAME_WORD.finditer(text)]


def _words_from(text: str, position: int) -> Iterator[re.Match[str]]:
    """Yield the words of a name that begins at a position."""
    for _ in range(_MOST_WORDS):
        match = _NAME_WORD.match(text, position)
        if match is None or not _may_be_in_name(match[0]):
            return
        yield match
        word, gap = match[0], _GAP.match(text, match.end())
        position = gap.end() if gap else match.end()
        if position == match.end() and not word.endswith("."):
            return
        if word.endswith(".") and len(word) > _INITIAL_LENGTH + 1:
            return  # the end of a sentence


def _words_to(text: str, position: int) -> Iterator[re.Match[str]]:
    """Yield the words of a name that ends at a position, in order."""
    start = max(0, position - 60)
    words: list[re.Match[str]] = []
    for match in reversed(list(_NAME_WORD.finditer(text, start, position))):
        end = words[-1].start() if words else position
        between = text[match.end() : end]
        if between.strip() or not _may_be_in_name(match[0]) or len(words) == _MOST_WORDS:
            break
        if re.search(r"[’']s$", match[0]) and words:
            break
        words.append(match)
    yield from reversed(words)


def _may_be_in_name(word: str) -> bool:
    """Return whether a word may be part of a name: it has a capital or is Arabic, or is a particle such as "de"."""
    return word[0].isupper() or word.lower() in word_set("name_particles") or is_arabic(word[0])
