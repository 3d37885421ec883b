"""Things that figures count, such as the members of the League, and their number in texts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.text.claim_times import opens_with_past
from briefings.checks.text.numbers import parse_number
from briefings.checks.text.references import blank_references
from briefings.checks.text.sentences import clause_around
from briefings.checks.text.spelling import CAPITAL
from briefings.checks.text.vocabulary import (
    WordPattern,
    may_contain,
    numbers,
    phrases,
    translations,
    word_set,
)
from briefings.factbase.spans import certain_span
from briefings.model.contacts import Contact
from briefings.model.entities import SHARED_FOLDER, NamedEntity, Organisation
from briefings.model.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefings.checks.text.times import NamedTime
    from briefings.factbase.store import FactStore
    from briefings.model.dates import Span

__all__ = ["CountedThing", "CountedThings", "counted_things", "counts_at", "figures_by_name"]

_OF = WordPattern(r"\s+{parts_of}\s+(?:{definite_articles}\s+|{elisions})?", re.NOFLAG)
_MADE_OF = WordPattern("{made_of}")
_HAS = WordPattern("{has}")
_HAS_VERB = WordPattern(r"(?<!\w)(?:{has}|{count_verbs}|{with_its})(?!\w)")
_HAVING = WordPattern("{having}")
_ALL_OF = WordPattern("{all_of}")
_RESTRICTIONS = WordPattern("{restrictions}")
_WHICH = WordPattern("{relative_pronouns}")
_NOW = WordPattern("(?:{current_adverbs})")
_OF_WHICH = WordPattern("(?:{relative_clauses})")
_MEMBERS = WordPattern("(?:{member_nouns})")
_MAKE_UP = WordPattern("(?:{make_up})")
_ITS = WordPattern("{with_its}")
_ARTICLES = WordPattern("{definite_articles}")
_ELISIONS = WordPattern("{elisions}")
_COMMUNITY = WordPattern("(?:{community_nouns})")
_MEMBER = WordPattern("(?:{member_words})")
_MEMBERSHIP = WordPattern("(?:{membership_counts})")
_COUNTS = WordPattern("(?:{count_verbs})")
_NUMBER_LINK = WordPattern("(?:{number_links})")
_NUMBER_WORDS = WordPattern(r"(?P<tens>[\w-]+)(?:\s+{number_links})?\s+(?P<unit>[\w-]+)")


_TENS, _TEN = range(20, 100, 10), 10


_WHOLE, _THING = "ʬ", "ʭ"
"""Letters that no text has: one is written for the name of what has the things, the other for the things."""


class Count(NamedTuple):
    """A number of things that a text gives.

    Attributes:
        start: where the words begin.
        words: that give it, "the 14 members of the League".
        value: the number; None if the words have no number.
    """

    start: int
    words: str
    value: int | None


@dataclass(frozen=True, slots=True)
class CountedThing:
    """A thing that the figures of one name count, such as the members of the League.

    Attributes:
        head: the things counted, "members".
        wholes: the names of what has them, "league", in small letters.
        figures: all figures of that name.
    """

    head: str
    wholes: tuple[str, ...]
    figures: tuple[Figure, ...]

    def find_count(self, text: str) -> Count | None:
        """Return the first number of these things that a text gives, or None."""
        lowercase_text = text.casefold()
        if not any(whole in lowercase_text for whole in self.wholes):
            return None
        whole, thing = _names_of(self.head, self.wholes)
        marked = whole.sub(lambda name: _WHOLE * len(name[0]), text)
        match = _count_pattern().search(thing.sub(lambda name: _THING * len(name[0]), marked))
        if match is None:
            return None
        number = match.start(match.lastindex or 0), match.end(match.lastindex or 0)
        return Count(match.start(), text[match.start() : match.end()], _value(text[slice(*number)]))

    def find_other_number(self, text: str, time: Span) -> tuple[int, str, Figure] | None:
        """Return where a text gives another number than the figures of a time, what it says, and a figure; or None."""
        valid = [
            figure
            for figure in self.figures
            if (span := certain_span(figure))
            and span.first <= time.last
            and (span.last >= time.first or not figure.period.end)
        ]
        if not valid or not (count := self.find_count(text)):
            return None
        if count.value is None or any(
            parse_number(figure.value, "en") in {count.value, None} for figure in valid
        ):
            return None
        return count.start, count.words, valid[-1]


class CountedThings:
    """The things that the figures of a partner count, to look for in its texts."""

    def __init__(self, things: Iterable[CountedThing]) -> None:
        """Keep some things, and the words that name them."""
        self._things = tuple(things)
        self._heads = {thing.head for thing in self._things}
        self._heads_with_other_names = self._heads & set(phrases("same_things"))

    def find(self, text: str) -> Iterator[CountedThing]:
        """Yield the things whose number a text gives; most texts do not even name one."""
        lowercase_text = text.casefold()
        heads = {head for head in self._heads if head in lowercase_text}
        if self._heads_with_other_names and may_contain(text, "same_things"):
            heads |= self._heads_with_other_names
        if may_contain(text, "member_nouns"):
            heads = self._heads
        if heads:
            plain_text = blank_references(text)
            yield from (
                thing for thing in self._things if thing.head in heads and thing.find_count(plain_text)
            )


def figures_by_name(store: FactStore) -> dict[str, list[Figure]]:
    """Return the figures of all facts by their name in small letters."""
    figures: dict[str, list[Figure]] = defaultdict(list)
    for fact in store.facts:
        if isinstance(fact, Figure):
            figures[next(iter(fact.name.by_language.values())).casefold()].append(fact)
    return figures


def counted_things(store: FactStore) -> Mapping[str, dict[str, CountedThing]]:
    """Return the things that figures count, by folder and name; shared figures of the same name count as well."""
    things: dict[str, dict[str, CountedThing]] = defaultdict(dict)
    own_body = _own_body_names(store)
    for name, figures in figures_by_name(store).items():
        by_folder: dict[str, list[Figure]] = defaultdict(list)
        for figure in figures:
            by_folder[figure.folder].append(figure)
        shared = by_folder.get(SHARED_FOLDER, [])
        for folder, own_figures in by_folder.items():
            is_of_own = folder == SHARED_FOLDER and not _is_of_other_body(store, name, own_body)
            found = own_figures if folder == SHARED_FOLDER else [*own_figures, *shared]
            names = own_body if is_of_own else _names_of_body(store, name)
            if thing := _counted_thing(name, found, names):
                things[folder][name] = thing
    return things


def counts_at(text: str, start: int, words: str, time: NamedTime) -> bool:
    """Return whether the words that give a number are of a time that their sentence names: "in 2010 the League had 14 members"."""
    first, last = clause_around(text, start)
    is_of_clause = first <= time.start < last or opens_with_past(text, [time])
    return is_of_clause and _HAS_VERB.search(words) is not None


def _own_body_names(store: FactStore) -> tuple[str, ...]:
    """Return the names of the body that most contacts are with: figures that all partners share are about it."""
    bodies = Counter(fact.body for fact in store.facts if isinstance(fact, Contact))
    body = store.entities.get(bodies.most_common(1)[0][0]) if bodies else None
    if not isinstance(body, NamedEntity):
        return ()
    names = [name.text for name in body.names]
    return (*names, *(form for form, name in translations("body_forms") if name in names))


def _is_of_other_body(store: FactStore, name: str, own_body: Sequence[str]) -> bool:
    """Return whether the name of figures names a body other than the own one: "members of the League"."""
    whole = _OF.split(name, maxsplit=1)[-1].casefold()
    return any(
        whole in other.text.casefold()
        for body in store.entities_of(Organisation)
        for other in body.names
        if body.names[0].text not in own_body
    )


def _names_of_body(store: FactStore, name: str) -> tuple[str, ...]:
    """Return all names of the only body of which the name of figures has a part: "members of the League"."""
    whole = _OF.split(name, maxsplit=1)[-1].casefold()
    bodies = [
        body
        for body in store.entities_of(Organisation)
        if any(whole in other.text.casefold().split() for other in body.names)
    ]
    return tuple(name.text for name in bodies[0].names) if len(bodies) == 1 else ()


def _value(number: str) -> int | None:
    """Return the value of a number in digits, or in words of any language."""
    values = numbers("numbers")
    if known := parse_number(number, "en") or values.get(number.lower()):
        return known
    parts = _NUMBER_WORDS.fullmatch(number)
    if parts is None:
        return None
    tens, unit = (values.get(parts[key].lower(), 0) for key in ("tens", "unit"))
    unit = unit or int(parts["unit"].lower() in word_set("ones"))
    return tens + unit if tens and 0 < unit < _TEN else None  # "тридцать один", "trente et un"


def _counted_thing(name: str, figures: Sequence[Figure], other_names: tuple[str, ...]) -> CountedThing | None:
    """Return the thing that figures count, or None if their name is not of the form "members of the League"."""
    head, *rest = _OF.split(name, maxsplit=1)
    wholes = (*rest, *other_names)
    return CountedThing(head, tuple(map(str.casefold, wholes)), tuple(figures)) if rest else None


@lru_cache(maxsize=1024)  # many partners have figures of the same names
def _names_of(head: str, wholes: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns for the names of what has some things, and for the names of the things."""
    same_things = phrases("same_things")
    heads = (re.escape(head), *(same_things if head in same_things else ()))
    longest_first = sorted(wholes, key=len, reverse=True)
    return (
        re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{'|'.join(dict.fromkeys(heads))})(?!\w)", re.IGNORECASE),
    )


@cache
def _count_pattern() -> re.Pattern[str]:
    """Return a pattern for words that give a number of things, with the number as its only group that matches."""
    whole, thing = f"{_WHOLE}+", f"{_THING}+"
    tens = "|".join(word for word, value in numbers("numbers").items() if value in _TENS)
    number = rf"((?:{tens})(?:\s+{_NUMBER_LINK.source})?\s+(?!{_MEMBER.source}\b)[\w-]+|[\w-]+)"
    to_whole = rf"(?:{_ARTICLES.source}\s+|{_ELISIONS.source})?{whole}\b(?!\s+{_RESTRICTIONS.source}\b)"
    pattern = (
        # A restriction counts only some of them: "the three members of the League in the valley".
        rf"\b{_ALL_OF.source}\s+{number}\s+(?:{thing}|{_MEMBERS.source})(?:{_OF.source}|\s+){to_whole}"
        rf"|\b{whole}(?:,[^,.;:]{{3,60}},)?(?:['’]s?|(?:(?:,?\s+{_WHICH.source})?(?:\s+{_NOW.source})?\s+{_HAS.source}|,\s+{_HAVING.source})(?:\s+{_NOW.source})?|\s+of)?\s+{number}\s+{thing}\b(?!\s+{_RESTRICTIONS.source}\b)"
        # "The fourteen states that today make up the League", "14 государств, из которых состоит Лига".
        rf"|\b{number}\s+(?:{thing}|{_MEMBERS.source}),?\s+(?:{_WHICH.source}|{_OF_WHICH.source})?\s*(?:{_NOW.source},?\s+)?(?:{_MAKE_UP.source})\s+{to_whole}"
        # "The League is made up of 14 states", "В Лигу сегодня входит 14 стран".
        rf"|\b{whole}(?:\s+{_NOW.source})?\s+{_MADE_OF.source}(?:\s+{_NOW.source})?\s+{number}\s+(?:{thing}|{_MEMBERS.source})\b(?!\s+(?:{_RESTRICTIONS.source}\b|(?-i:{CAPITAL})))"
        # "The League unites 14 states", in Arabic, with the verb first.
        rf"|(?<![\w])(?=[\u0620-\u06ff]){_HAS.source}\s+{whole}(?:\s+{_NOW.source})?\s+{number}\s+(?:{thing}|{_MEMBERS.source})\b(?!\s+{_RESTRICTIONS.source}\b)"
        # "With its 16 members the League is small."
        rf"|\b{_ITS.source}\s+{number}\s+{thing},?\s+{to_whole}"
        # "The League is an alliance of 14 states", "the League, a group of fourteen countries".
        rf"|\b{whole},?\s+(?:[\w’'-]+\s+){{0,3}}{_COMMUNITY.source}(?:{_OF.source}|\s+(?:из\s+)?){number}\s+(?:{thing}|{_MEMBERS.source})"
        # "The membership of the League stands at 14", "the number of members of the League is fourteen".
        rf"|\b(?:{_MEMBERSHIP.source}(?:{_OF.source}|\s+){whole}|{whole}[’']s?\s+{_MEMBERSHIP.source})\s+{_COUNTS.source}\s+{number}\b(?!\s*%)"
        # "Members of the League: 14".
        rf"|^\W*(?:number\s+of\s+)?{thing}{_OF.source}{to_whole}\s*[:|]\s*{number}\b(?!\s*%)"
        # "The 14 members", where a text has only one such body, is too little; "the 14-member League" is not.
        rf"|\b{_ALL_OF.source}\s+{number}[- ](?:{_MEMBER.source})\s+{whole}\b"
    )
    return re.compile(pattern, re.IGNORECASE)
