"""Names and words in the texts of facts: where they stand, and what they are the name of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from briefings.model import locales
from briefings.model.dates import PartialDate, Period
from briefings.model.facts import Framework, Named, Organisation, Person
from briefings.model.references import REFERENCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefings.factbase.store import FactBase
    from briefings.model.facts import Name

__all__ = [
    "HISTORY",
    "NAMED",
    "OWNING",
    "SENTENCE_END",
    "Mention",
    "Names",
    "WrittenDate",
    "bare",
    "dates",
    "has_any",
    "named_after",
    "only_date",
    "phrases",
    "sentences",
    "unquoted",
    "years",
]

NAMED = (Person, Organisation, Framework)

_WORD = re.compile(r"[\w’'-]+")
OWNING = re.compile(r"[’']s?$")  # "James Appathurai’s visit"
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|\"[^\"]*\"|„[^“”]*[“”]")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
# A full stop behind one letter, or behind a title, ends no sentence: "Robert F. Simmons", "Mr. Zero".
SENTENCE_END = re.compile(
    r"(?<![\s.(\"“«][^\W\d_])(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\bJr)[.!?…][”’»\"')\]]*\s+(?=[\"“«(\[]*[^\W\d_a-zа-я])"
)


# A sentence that tells how one thing followed another may name both.
HISTORY = re.compile(
    r"\b(?:before|until|earlier|later|changed|took (?:over|the place)|gave way|previous(?:ly)?|renam\w+|succe\w+|replac\w+|predecessor|became|former(?:ly)?|then called|dissolv\w+|переименован\w*|rebaptis\w+|rempla\w+)\b",
    re.IGNORECASE,
)

# What bears the name of a person: "Agatha Baker International Airport", "rue Agatha Baker".
_BEHIND_NAME = re.compile(
    r"(?:\s+[^\W\d_a-zа-я][\w-]*){0,3}?\s+(?i:street|avenue|road|boulevard|lane|square|park|gardens?|bridge|airport|university"
    r"|academy|college|(?:high )?school|institute|library|museum|theatre|theater|hall|palace|mosque|hospital|centre|center"
    r"|foundation|stadium|arena|prize|award|medal|cup|trophy|scholarship|fellowship|memorial|monument|mausoleum|barracks)\b"
)
_BEFORE_NAME = re.compile(
    r"(?<!\w)(?:(?:Order|University|Academy|Institute)\s+of\s+$|(?i:(?:re)?named\s+(?:after|for|in\s+honou?r\s+of)|rue|avenue|boulevard|place|quai|pont|parc|aéroport|université"
    r"|académie|école|lycée|institut|bibliothèque|musée|théâtre|palais|hôpital|centre|fondation|stade|prix|médaille|coupe"
    r"|улиц\w+|ул\.|проспект\w*|площад\w+|аэропорт\w*|стадион\w*|имени|им\.|ба\s+номи|кӯчаи|хиёбони)"
    r"(?:\s+(?:inter)?national[e]?)?(?:\s+(?:de|du))?\s+$)"
)
_FAR = 40


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that stands in a text, written out.

    Attributes:
        named: what it is the name of.
        name: which of its names.
        start: where in the text it begins.
        end: where it ends.
    """

    named: Named
    name: Name
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A month of a year, or a day in it, that stands in a text.

    Attributes:
        words: as written.
        start: where in the text it begins.
        when: None for a day that there never was, such as 31 November.
    """

    words: str
    start: int
    when: PartialDate | None


class Names:
    """All names of people and bodies, to be found in texts; of two that begin alike the longer one.

    A street or a prize that bears the name of a person is another thing, and not found.
    """

    def __init__(self, base: FactBase) -> None:
        self._found: dict[str, tuple[Mention, ...]] = {}
        self._by_first: dict[str, list[tuple[tuple[str, ...], Named, Name]]] = {}
        for entity in base.entities.values():
            if isinstance(entity, NAMED):
                for name in entity.names:
                    words = tuple(OWNING.sub("", word) for word in _WORD.findall(name.text))
                    if words:
                        self._by_first.setdefault(words[0], []).append((words, entity, name))
        for known in self._by_first.values():
            known.sort(key=lambda each: -len(each[0]))

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """The names written out in a text, in order; references in braces are none."""
        if text not in self._found:  # several checks ask for the same texts
            self._found[text] = tuple(self._mentions(text))
        return self._found[text]

    def _mentions(self, text: str) -> Iterator[Mention]:
        found = list(_WORD.finditer(bare(text)))
        words = [OWNING.sub("", match[0]) for match in found]
        position = 0
        while position < len(words):
            length = 1
            for name_words, named, name in self._by_first.get(words[position], ()):
                if tuple(words[position : position + len(name_words)]) == name_words:
                    length = len(name_words)
                    last = found[position + length - 1].start() + len(words[position + length - 1])
                    if not (isinstance(named, Person) and named_after(text, found[position].start(), last)):
                        yield Mention(named, name, found[position].start(), last)
                    break
            position += length


def bare(text: str) -> str:
    """A text with its references blanked out, everything else standing where it stood."""
    return REFERENCE.sub(lambda match: " " * len(match[0]), text) if "{" in text else text


def named_after(text: str, start: int, end: int) -> bool:
    """Whether the name of a person that stands somewhere is that of a street, a university, a prize and the like."""
    return bool(_BEHIND_NAME.match(text, end) or _BEFORE_NAME.search(text[max(0, start - _FAR) : start]))


def unquoted(text: str) -> str:
    """A text with what it quotes blanked out: the title of a source, or what somebody said, is of its own time."""
    return _QUOTED.sub(lambda match: " " * len(match[0]), text)


def sentences(text: str) -> list[str]:
    """The sentences of a text, as far as full stops and capital letters tell."""
    cuts = [0, *(match.end() for match in SENTENCE_END.finditer(text)), len(text)]
    return [part for begin, end in pairwise(cuts) if (part := text[begin:end].strip())]


def years(text: str) -> set[int]:
    """The years that a text names."""
    return {int(match[0]) for match in _YEAR.finditer(text)}


def has_any(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of some strings stands in a text: most texts have none, and a pattern is slow to find that out."""
    for word in words:  # noqa: SIM110 - `any` takes twice as long, and this is asked of every text by many checks
        if word in text:
            return True
    return False


def phrases(*alternatives: str) -> re.Pattern[str]:
    """A pattern for whole words, in any case; a space stands for spaces of any kind."""
    return re.compile(
        r"(?<!\w)(?:" + "|".join(each.replace(" ", r"\s+") for each in alternatives) + r")(?!\w)",
        re.IGNORECASE,
    )


def dates(text: str, language: str) -> list[WrittenDate]:
    """The days and months that a text names together with their year, in order; none in an unknown language."""
    pattern, months = _dated(locales.primary(language))
    return [] if pattern is None else [_date(match, months) for match in pattern.finditer(text)]


def only_date(text: str, language: str) -> Period | None:
    """The only day, month or year that a text names; None for none or several."""
    named, told = years(text), [each.when for each in dates(text, language)]
    if len(named) != 1 or len(told) > 1 or None in told:
        return None
    return Period.parse(str(told[0] if told else min(named)))


def _date(match: re.Match[str], months: Mapping[str, int]) -> WrittenDate:
    name = match["month"] or match["first"]
    day = match["day"] or match["second"]
    written = f"{match['year']}-{months[name.casefold()]:02d}" + (f"-{int(day):02d}" if day else "")
    try:
        when = PartialDate.parse(written)
    except ValueError:
        when = None
    return WrittenDate(match[0], match.start(), when)


@cache
def _dated(language: str) -> tuple[re.Pattern[str] | None, Mapping[str, int]]:
    """A pattern for dates in a language, "20 February 2002" or "February 20, 2002", and the numbers of its months."""
    if not locales.is_known(language):
        return None, {}
    months = {
        locales.month(number, language, alone=alone).casefold(): number
        for number in range(1, 13)
        for alone in (False, True)
    }
    names = "|".join(map(re.escape, months))
    return re.compile(
        rf"(?<!\w)(?:(?:(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)?\s+)?(?P<month>{names})"
        rf"|(?P<first>{names})\s+(?P<second>\d{{1,2}})(?:st|nd|rd|th)?,?)\s+(?P<year>(?:1[89]|20)\d\d)(?!\d)",
        re.IGNORECASE,
    ), months
