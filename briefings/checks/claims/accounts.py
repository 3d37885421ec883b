"""Accounts: sentences and facts, taken apart into words, times, numbers, ranks and places."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.claims.tokens import ordinal_value, token, unify_phrases
from briefings.checks.text.claim_times import RANGE_BETWEEN, SINCE_BEFORE
from briefings.checks.text.spelling import fold, to_latin
from briefings.checks.text.times import find_times
from briefings.checks.text.vocabulary import WordPattern, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.context import CheckContext
    from briefings.checks.text.times import NamedTime

__all__ = ["Account", "Place", "Quantity", "join_accounts", "read_account"]

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_LEAST_ADJECTIVE = 6
_ACRONYM = re.compile(r"[А-ЯЁ]{3,8}$")
_NUMBER = re.compile(
    r"(?<![\w.,/-])(?:(?P<digits>\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)|(?P<word>[^\W\d_]+(?:-[^\W\d_]+)?))(?![\w/]|[.,]\d)"
)
_GROUPS = re.compile(r"[,\u00a0\u202f ](?=\d{3}(?!\d))")
_MAGNITUDE = WordPattern(r"\s+({magnitude_words})(?!\w)")
_CURRENCY = re.compile(r"(?<!\w)([A-Z]{3}|[€$£])\s?$")
_ORDINAL = WordPattern(r"(?P<digits>\d{1,3})(?:{ordinal_suffixes})(?!\w)")
_PHRASE_END = WordPattern(r"[.,;:()!?\d]|(?<!\w)(?:{phrase_ends})(?!\w)")
_ABOUT = WordPattern(r"(?<!\w)(?:{about_numbers})\s+(?:[A-Z]{3}\s+)?$")
_UNTIL = WordPattern(r"(?<!\w)(?:{until_when})\s+(?:{definite_articles}\s+)?$")
_RANGE_START = WordPattern(r"(?<!\w)(?:{range_starts}|{since_when})\s+(?:{definite_articles}\s+)?$")
_PLACE = WordPattern(
    r"(?<!\w)(?:{place_prepositions})\s+((?-i:[^\W\d_a-zа-я])[\w’'-]+(?:\s(?-i:[^\W\d_a-zа-я])[\w’'-]+)?)"
)
_MOST_WORDS_TO_NOUN = 4
_VERB = re.compile(r"[a-z](?:ed|nt|ught|ew)$|[а-я](?:л|ла|ло|ли|лся|лась|лось|лись)$|[a-z]ée?s?$")
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s)[\W\d]*$")
_CAPITAL_NEXT = re.compile(r"\s+[^\W\d_a-zа-яё]")
_TOPIC = WordPattern(r"(?<!\w){topic_prepositions}\s+(?:{definite_articles}\s+)?(?!\d)")
_FRACTION = WordPattern(r"(?<!\w)(?:{indefinite_articles}|{fraction_counts})\s+$")
_OF_THE = WordPattern(r"\s+(?:{parts_of})\s+(?:{all_of}\s+)?(?:{definite_articles}\s+)?")
_OPENING_GROUP = WordPattern(r"\W*(?:{parts_of})\s+(?:{all_of}\s+)?(?:{definite_articles}\s+)?[^,]{3,60},")


class Quantity(NamedTuple):
    """A number of things.

    Attributes:
        value: the number.
        things: the words behind it, as tokens: what is counted is among them.
        start: position of the number.
        stated: the number, as written.
        is_about: whether it is rounded: "about", "more than".
    """

    value: float
    things: tuple[str, ...]
    start: int
    stated: str
    is_about: bool


class Place(NamedTuple):
    """A place that a text names after a preposition."""

    name: str
    start: int
    stated: str


@dataclass(frozen=True)
class Account:
    """A text, taken apart.

    Attributes:
        text: the text.
        words: its words and the entries on record that it names, as they are compared, each with its place.
        names: those of its words that are names, without the countries that are partners.
        verbs: those of its words that look like verbs.
        times: the days, months and years that it names.
        since: the time since which something holds; None if it does not say.
        until: the time until which it holds; None if it does not say.
        quantities: its numbers.
        ranks: its ordinal numbers, with what they rank.
        places: the places that it names.
        topics: what it is on or about, as tokens.
    """

    text: str
    words: tuple[tuple[int, str], ...]
    names: frozenset[str]
    verbs: frozenset[str]
    times: tuple[NamedTime, ...]
    since: NamedTime | None
    until: NamedTime | None
    quantities: tuple[Quantity, ...]
    ranks: tuple[Quantity, ...]
    places: tuple[Place, ...]
    topics: frozenset[str]

    @cached_property
    def tokens(self) -> frozenset[str]:
        """Return its words as a set."""
        return frozenset(key for _, key in self.words)

    def joined(self, other: Account) -> Account:
        """Return it with the words of another account beside its own."""
        return replace(self, words=(*self.words, *other.words), names=self.names | other.names)


def read_account(context: CheckContext, text: str) -> Account:
    """Return what a text tells; references in it are names already."""
    times = tuple(time for time in find_times(text) if time.span)
    since, until = _range(text, times)
    text = unify_phrases(text)
    found = list(_find_words(context, text, times))
    words = tuple((start, key) for start, _, key in found)
    return Account(
        text,
        words,
        frozenset(key for start, word, key in found if _is_name(text, start, word, key)),
        frozenset(key for _, word, key in found if _VERB.search(word)),
        times,
        since,
        until,
        tuple(_quantities(text, words, times)),
        tuple(_ranks(text, words, times)),
        tuple(_places(context, text, times)),
        frozenset(key for topic in _TOPIC.finditer(text) for key in _things_after(text, topic.end(), words)),
    )


def _range(text: str, times: Sequence[NamedTime]) -> tuple[NamedTime | None, NamedTime | None]:
    """Return since when and until when something holds, by the words before the times."""
    for first, last in pairwise(times):
        if _RANGE_START.search(text, 0, first.start) and RANGE_BETWEEN.fullmatch(text, first.end, last.start):
            return first, last
    since = next((time for time in times if SINCE_BEFORE.search(text, 0, time.start)), None)
    return since, next((time for time in times if _UNTIL.search(text, 0, time.start)), None)


def join_accounts(accounts: Sequence[Account]) -> Account:
    """Return what several sentences tell together."""
    first = accounts[0]
    return Account(
        " ".join(each.text for each in accounts),
        tuple(word for each in accounts for word in each.words),
        frozenset().union(*(each.names for each in accounts)),
        frozenset().union(*(each.verbs for each in accounts)),
        tuple(time for each in accounts for time in each.times),
        next((each.since for each in accounts if each.since), first.since),
        next((each.until for each in accounts if each.until), first.until),
        tuple(number for each in accounts for number in each.quantities),
        tuple(rank for each in accounts for rank in each.ranks),
        tuple(place for each in accounts for place in each.places),
        frozenset().union(*(each.topics for each in accounts)),
    )


def _is_name(text: str, start: int, word: str, key: str) -> bool:
    """Return whether a word is a name: on record, or with a capital within a sentence."""
    if key.startswith("@"):
        return word.startswith("@")
    is_opening = _SENTENCE_START.search(text, 0, start) is not None
    return word[0].isupper() and (not is_opening or _CAPITAL_NEXT.match(text, start + len(word)) is not None)


def _places(context: CheckContext, text: str, times: Sequence[NamedTime]) -> Iterator[Place]:
    """Yield the places of a text: names behind "in" or "at" that are neither a body nor a month."""
    taken = [(mention.start, mention.end) for mention in context.names.find(text)]
    taken += [(time.start, time.end) for time in times]
    for match in _PLACE.finditer(text):
        start = match.start(1)
        if not any(begin <= start < end for begin, end in taken):
            yield Place(fold(match[1]), start, match[1])


def _find_words(
    context: CheckContext, text: str, times: Sequence[NamedTime]
) -> Iterator[tuple[int, str, str]]:
    """Yield the words of a text with their places and forms, without dates and small words; entries on record are one each."""
    names = {mention.start: (mention.end, f"@{mention.entity.id}") for mention in context.names.find(text)}
    names |= {time.start: (time.end, "") for time in times}
    end = 0
    for match in _WORD.finditer(text):
        start = match.start()
        if start < end:
            continue
        word = match[0]
        if start in names:
            end, key = names[start]
            word = key
        elif any(begin < start < last for begin, (last, _) in names.items()):
            continue
        else:
            partner = (
                context.countries.find(word) if word[0].isupper() or len(word) >= _LEAST_ADJECTIVE else ""
            )
            key = f"@{partner}" if partner else token(word)
        if _ACRONYM.match(word) and (named := context.names.find(to_latin(word).upper())):
            key = f"@{named[0].entity.id}"
        if key:
            yield start, word, key


def _quantities(
    text: str, words: Sequence[tuple[int, str]], times: Sequence[NamedTime]
) -> Iterator[Quantity]:
    """Yield the numbers of a text that are not dates, each with the words behind it."""
    for match in _NUMBER.finditer(text):
        if any(time.start <= match.start() < time.end for time in times):
            continue
        value = _value(match)
        if not value or any(RANGE_BETWEEN.fullmatch(text, match.end(), time.start) for time in times):
            continue
        if magnitude := _MAGNITUDE.match(text, match.end()):
            value *= numbers("number_magnitudes").get(magnitude[1].lower(), 1)
        things = _things_after(text, match.end(), words)
        if currency := _CURRENCY.search(text, 0, match.start()):
            things = (currency[1].lower(), *things)
        is_about = _ABOUT.search(text, 0, match.start()) is not None
        yield Quantity(value, things, match.start(), match[0], is_about)


def _ranks(text: str, words: Sequence[tuple[int, str]], times: Sequence[NamedTime]) -> Iterator[Quantity]:
    """Yield the ordinal numbers of a text with what they rank; the last of its kind is -1."""
    found = [(match.start(), match.end(), int(match["digits"])) for match in _ORDINAL.finditer(text)]
    for match in _WORD.finditer(text):
        value = ordinal_value(match[0])
        if value and not _FRACTION.search(text, 0, match.start()):
            found.append((match.start(), match.end(), value))
    for start, end, value in sorted(found):
        if not any(time.start <= start < time.end for time in times):
            things = _things_after(text, end, words)
            if not things and (
                group := _OPENING_GROUP.match(text)
            ):  # "Of all its neighbours, Utopia was the first"
                things = tuple(key for place, key in words if place < group.end())
            yield Quantity(value, things, start, text[start:end], is_about=False)


def _things_after(text: str, end: int, words: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    """Return the words directly behind a number, up to the next mark, verb or number; "of the" may come first."""
    if group := _OF_THE.match(text, end):
        end = group.end()
    stop = _PHRASE_END.search(text, end)
    limit = stop.start() if stop else len(text)
    return tuple(key for start, key in words if end <= start < limit)[:_MOST_WORDS_TO_NOUN]


def _value(match: re.Match[str]) -> float:
    """Return the value of a number in digits or in words; 0 for another word."""
    if match["digits"]:
        return float(_GROUPS.sub("", match["digits"]).replace(",", "."))
    return numbers("numbers").get(match["word"].lower(), 0)
