"""Names, sentences, dates and phrases in texts, with their positions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from briefings.model import locales
from briefings.model.dates import PartialDate, Period
from briefings.model.entities import Framework, NamedEntity, Organisation, Person
from briefings.model.references import REFERENCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefings.factbase.store import FactStore
    from briefings.model.evidence import Name

__all__ = [
    "NAMED_KINDS",
    "POSSESSIVE",
    "SENTENCE_END",
    "SUCCESSION",
    "Mention",
    "NameIndex",
    "WrittenDate",
    "blank_quotations",
    "blank_references",
    "compile_phrases",
    "contains_any",
    "find_dates",
    "find_only_date",
    "find_years",
    "is_eponym",
    "split_sentences",
]

NAMED_KINDS = (Person, Organisation, Framework)

_WORD = re.compile(r"[\w’'-]+")
POSSESSIVE = re.compile(r"[’']s?$")  # "James Appathurai’s visit"
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|\"[^\"]*\"|„[^“”]*[“”]")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
# A full stop after a single letter or an honorific does not end a sentence: "Robert F. Simmons", "Mr. Zero".
SENTENCE_END = re.compile(
    r"(?<![\s.(\"“«][^\W\d_])(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\bJr)[.!?…][”’»\"')\]]*\s+(?=[\"“«(\[]*[^\W\d_a-zа-я])"
)


# Words of a sentence about how one thing followed another; such a sentence may name both.
SUCCESSION = re.compile(
    r"\b(?:before|until|earlier|later|changed|took (?:over|the place)|gave way|previous(?:ly)?|renam\w+|succe\w+|replac\w+|predecessor|became|former(?:ly)?|then called|dissolv\w+|переименован\w*|rebaptis\w+|rempla\w+)\b",
    re.IGNORECASE,
)

# Things named after a person: "Agatha Baker International Airport", "rue Agatha Baker".
_AFTER_EPONYM = re.compile(
    r"(?:\s+[^\W\d_a-zа-я][\w-]*){0,3}?\s+(?i:street|avenue|road|boulevard|lane|square|park|gardens?|bridge|airport|university"
    r"|academy|college|(?:high )?school|institute|library|museum|theatre|theater|hall|palace|mosque|hospital|centre|center"
    r"|foundation|stadium|arena|prize|award|medal|cup|trophy|scholarship|fellowship|memorial|monument|mausoleum|barracks)\b"
)
_BEFORE_EPONYM = re.compile(
    r"(?<!\w)(?:(?:Order|University|Academy|Institute)\s+of\s+$|(?i:(?:re)?named\s+(?:after|for|in\s+honou?r\s+of)|rue|avenue|boulevard|place|quai|pont|parc|aéroport|université"
    r"|académie|école|lycée|institut|bibliothèque|musée|théâtre|palais|hôpital|centre|fondation|stade|prix|médaille|coupe"
    r"|улиц\w+|ул\.|проспект\w*|площад\w+|аэропорт\w*|стадион\w*|имени|им\.|ба\s+номи|кӯчаи|хиёбони)"
    r"(?:\s+(?:inter)?national[e]?)?(?:\s+(?:de|du))?\s+$)"
)
_LOOKBEHIND = 40


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


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A month of a year, or a day, that is written in a text.

    Attributes:
        text: as written.
        start: position of the first character.
        date: the date, or None if it does not exist, such as 31 November.
    """

    text: str
    start: int
    date: PartialDate | None


class NameIndex:
    """An index that finds the names of people and bodies in texts.

    Of two names with the same start, the longer one wins. A street or a prize named after a person is not a mention
    of that person.
    """

    def __init__(self, store: FactStore) -> None:
        self._mentions_by_text: dict[str, tuple[Mention, ...]] = {}
        self._by_first_word: dict[str, list[tuple[tuple[str, ...], NamedEntity, Name]]] = {}
        for entity in store.entities.values():
            if isinstance(entity, NAMED_KINDS):
                for name in entity.names:
                    words = tuple(POSSESSIVE.sub("", word) for word in _WORD.findall(name.text))
                    if words:
                        self._by_first_word.setdefault(words[0], []).append((words, entity, name))
        for candidates in self._by_first_word.values():
            candidates.sort(key=lambda candidate: -len(candidate[0]))

    def find(self, text: str) -> tuple[Mention, ...]:
        """Return the names written out in a text, in order; references in braces do not count."""
        if text not in self._mentions_by_text:  # several checks ask for the same texts
            self._mentions_by_text[text] = tuple(self._scan(text))
        return self._mentions_by_text[text]

    def _scan(self, text: str) -> Iterator[Mention]:
        matches = list(_WORD.finditer(blank_references(text)))
        words = [POSSESSIVE.sub("", match[0]) for match in matches]
        position = 0
        while position < len(words):
            length = 1
            for name_words, entity, name in self._by_first_word.get(words[position], ()):
                if tuple(words[position : position + len(name_words)]) == name_words:
                    length = len(name_words)
                    last = matches[position + length - 1].start() + len(words[position + length - 1])
                    if not (isinstance(entity, Person) and is_eponym(text, matches[position].start(), last)):
                        yield Mention(entity, name, matches[position].start(), last)
                    break
            position += length


def blank_references(text: str) -> str:
    """Return the text with its references replaced by spaces, so that all positions stay the same."""
    return REFERENCE.sub(lambda match: " " * len(match[0]), text) if "{" in text else text


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


def blank_quotations(text: str) -> str:
    """Return the text with its quotations replaced by spaces.

    A source's title and a quoted statement belong to their own time, not to that of the text.
    """
    return _QUOTED.sub(lambda match: " " * len(match[0]), text)


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a text, judging by full stops and capital letters."""
    cuts = [0, *(match.end() for match in SENTENCE_END.finditer(text)), len(text)]
    return [part for begin, end in pairwise(cuts) if (part := text[begin:end].strip())]


def find_years(text: str) -> set[int]:
    """Return the years that a text names."""
    return {int(match[0]) for match in _YEAR.finditer(text)}


def contains_any(text: str, words: tuple[str, ...]) -> bool:
    """Return whether a text contains one of some strings.

    Most texts contain none, and this test is much faster than a pattern.
    """
    for word in words:  # noqa: SIM110 - `any` takes twice as long, and many checks call this for every text
        if word in text:
            return True
    return False


def compile_phrases(*alternatives: str) -> re.Pattern[str]:
    """Return a pattern that matches the phrases as whole words, in any case; a space matches whitespace of any kind."""
    return re.compile(
        r"(?<!\w)(?:" + "|".join(phrase.replace(" ", r"\s+") for phrase in alternatives) + r")(?!\w)",
        re.IGNORECASE,
    )


def find_dates(text: str, language: str) -> list[WrittenDate]:
    """Return the months and days that a text names together with a year, in order; none if the language is unknown."""
    pattern, months = _date_pattern(locales.primary_language(language))
    return [] if pattern is None else [_to_written_date(match, months) for match in pattern.finditer(text)]


def find_only_date(text: str, language: str) -> Period | None:
    """Return the only day, month or year that a text names, or None if it names none or several."""
    named_years, found_dates = (
        find_years(text),
        [written_date.date for written_date in find_dates(text, language)],
    )
    if len(named_years) != 1 or len(found_dates) > 1 or None in found_dates:
        return None
    return Period.parse(str(found_dates[0] if found_dates else min(named_years)))


def _to_written_date(match: re.Match[str], months: Mapping[str, int]) -> WrittenDate:
    month_name = match["month"] or match["first"]
    day = match["day"] or match["second"]
    iso_date = f"{match['year']}-{months[month_name.casefold()]:02d}" + (f"-{int(day):02d}" if day else "")
    try:
        date = PartialDate.parse(iso_date)
    except ValueError:
        date = None
    return WrittenDate(match[0], match.start(), date)


@cache
def _date_pattern(language: str) -> tuple[re.Pattern[str] | None, Mapping[str, int]]:
    """Return a pattern for dates in a language and the numbers of its months, by name.

    The pattern matches "20 February 2002" and "February 20, 2002". It is None if the language is unknown.
    """
    if not locales.is_known_language(language):
        return None, {}
    months = {
        locales.month_name(number, language, standalone=alone).casefold(): number
        for number in range(1, 13)
        for alone in (False, True)
    }
    names = "|".join(map(re.escape, months))
    return re.compile(
        rf"(?<!\w)(?:(?:(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)?\s+)?(?P<month>{names})"
        rf"|(?P<first>{names})\s+(?P<second>\d{{1,2}})(?:st|nd|rd|th)?,?)\s+(?P<year>(?:1[89]|20)\d\d)(?!\d)",
        re.IGNORECASE,
    ), months
