"""Sentences and facts, taken apart into words, times, numbers, ranks and places."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.claims.quantities import quantities_in, ranks_in, things_after
from briefings.checks.claims.tokens import unify_phrases
from briefings.checks.claims.words import NAME, NUMBER, PLACE, RANK, TIME, WORD
from briefings.checks.text.claim_times import RANGE_BETWEEN, SINCE_BEFORE
from briefings.checks.text.names import Mention
from briefings.checks.text.numbers import ordinal_value
from briefings.checks.text.spelled_numbers import spell_in_digits
from briefings.checks.text.spelling import CAPITAL, fold
from briefings.checks.text.times import find_times, has_digit
from briefings.checks.text.vocabulary import WordPattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.claims.quantities import Quantity
    from briefings.checks.claims.words import WordReader
    from briefings.checks.context import CheckContext
    from briefings.checks.text.times import NamedTime

__all__ = ["JoinedSentences", "ParsedSentence", "Place"]

_UNTIL = WordPattern(r"(?<!\w)(?:{until_when})\s+(?:{definite_articles}\s+)?$")
_RANGE_START = WordPattern(r"(?<!\w)(?:{range_starts}|{since_when})\s+(?:{definite_articles}\s+)?$")
_PLACE = WordPattern(
    r"(?<!\w)(?:{place_prepositions})\s+((?-i:{capital})[\w’'-]+(?:\s(?-i:{capital})[\w’'-]+)?)"
)
_VERB = re.compile(
    r"[a-z](?:ed|ught)$|^(?:(?:s|w|sp|l|b|underw)ent|rejoint)$|^(?:kn|gr|dr|withdr|thr|overthr|fl)ew$|[а-я](?:л|ла|ло|ли|лся|лась|лось|лись)$|[a-z]ée?s?$"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s)[\W\d]*$")
_CAPITAL_NEXT = re.compile(rf"\s+{CAPITAL}")
_OPENING_NAME = re.compile(rf"\W*{CAPITAL}\S*\s+{CAPITAL}")
# So many numbers in a sentence are a table, and only the first of them are compared.
_MOST_NUMBERS = 24
_FURTHER = WordPattern(r"(?<!\w){further_words}(?!\w)")
_TOPIC = WordPattern(r"(?<!\w){topic_prepositions}\s+(?:{definite_articles}\s+)?(?!\d)")


class Place(NamedTuple):
    """A place that a text names after a preposition."""

    name: str
    start: int
    stated: str


class ParsedSentence:
    """A text, taken apart as far as it is asked.

    Attributes:
        text: the text, with one word in place of each phrase that means it.
    """

    def __init__(self, context: CheckContext, words: WordReader, text: str) -> None:
        """Keep a text; references in it are names already."""
        self._context = context
        self._words = words
        self._written = spell_in_digits(text)
        self.text = unify_phrases(self._written)

    def part(self, start: int, end: int) -> ParsedSentence:
        """Return what a part of it tells."""
        return SentencePart(self, start, end)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Return the entries on record that it names."""
        return self._context.names.find(self.text)

    @cached_property
    def _gist(self) -> tuple[frozenset[str], int]:
        """Return the keys of its words without those of names and times, and what these words may be."""
        return self._words.gist(self.text)

    @property
    def _without_times(self) -> str:
        """Return the text but for its times."""
        starts = [0, *(time.end for time in self.times)]
        ends = [*(time.start for time in self.times), len(self._written)]
        return " ".join(map(self._written.__getitem__, map(slice, starts, ends)))

    @cached_property
    def kinds(self) -> int:
        """Return the kinds of values that it may give, found much faster than the values."""
        kinds = self._gist[1]
        if has_digit(self._written):
            kinds |= TIME if self.times else 0
            kinds |= NUMBER | RANK if has_digit(self._without_times) else 0
        if not kinds & NAME and (self.mentions or _OPENING_NAME.match(self.text)):
            kinds |= NAME
        return kinds | PLACE if _PLACE.search(self.text) else kinds

    @cached_property
    def tokens(self) -> frozenset[str]:
        """Return its words, and the entries on record that it names, as they are compared."""
        if self.times or self.mentions:
            return frozenset([key for _, key in self.words])
        return self._gist[0]

    @cached_property
    def _found(self) -> tuple[tuple[int, str, str], ...]:
        """Return its words with their places, as written and as they are compared."""
        return tuple(self._find_words())

    @cached_property
    def words(self) -> tuple[tuple[int, str], ...]:
        """Return its words as they are compared, each with its place."""
        return tuple((start, key) for start, _, key in self._found)

    @cached_property
    def names(self) -> frozenset[str]:
        """Return those of its words that are names, without the countries that are partners."""
        return frozenset(key for start, word, key in self._found if _is_name(self.text, start, word, key))

    @cached_property
    def verbs(self) -> frozenset[str]:
        """Return those of its words that look like verbs."""
        return frozenset(key for _, word, key in self._found if _VERB.search(word))

    @cached_property
    def times(self) -> tuple[NamedTime, ...]:
        """Return the days, months and years that it names."""
        return tuple(time for time in find_times(self._written) if time.span)

    @cached_property
    def _range(self) -> tuple[NamedTime | None, NamedTime | None]:
        return _range(self._written, self.times)

    @property
    def since(self) -> NamedTime | None:
        """Return the time since which something holds; None if it does not say."""
        return self._range[0]

    @property
    def until(self) -> NamedTime | None:
        """Return the time until which it holds; None if it does not say."""
        return self._range[1]

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Return its numbers."""
        found = quantities_in(self.text, self.words, self.times) if self.kinds & NUMBER else ()
        return tuple(islice(found, _MOST_NUMBERS))

    @cached_property
    def ranks(self) -> tuple[Quantity, ...]:
        """Return its ordinal numbers, with what they rank."""
        found = ranks_in(self.text, self.words, self.times) if self.kinds & RANK else ()
        return tuple(islice(found, _MOST_NUMBERS))

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Return the places that it names."""
        return tuple(_places(self.text, self.mentions, self.times)) if self.kinds & PLACE else ()

    @cached_property
    def topics(self) -> frozenset[str]:
        """Return what it is on or about, as tokens."""
        topics = _TOPIC.finditer(self.text)
        return frozenset(key for topic in topics for key in things_after(self.text, topic.end(), self.words))

    @cached_property
    def is_one_of_several(self) -> bool:
        """Return whether it counts something that was there before: a second one, a further one."""
        return (
            any(rank.value > 1 for rank in self.ranks)
            or any(ordinal_value(word) > 1 for word in WORD.findall(self.text))
            or _FURTHER.search(self.text) is not None
        )

    def _find_words(self) -> Iterator[tuple[int, str, str]]:
        """Yield its words with their places and forms, without dates and small words; entries on record are one each."""
        names = {mention.start: (mention.end, f"@{mention.entity.id}") for mention in self.mentions}
        names |= {time.start: (time.end, "") for time in self.times}
        inside = {place for begin, (last, _) in names.items() for place in range(begin + 1, last)}
        end = 0
        matches = list(WORD.finditer(self.text))
        for match, (key, _) in zip(matches, self._words.read([match[0] for match in matches]), strict=True):
            start = match.start()
            if start < end:
                continue
            if start in names:
                end, name = names[start]
                if name:
                    yield start, name, name
            elif key and start not in inside:
                yield start, match[0], key


class SentencePart(ParsedSentence):
    """A part of a text, taken apart."""

    def __init__(self, whole: ParsedSentence, start: int, end: int) -> None:
        """Cut a text."""
        self._context, self._words = whole._context, whole._words
        self._whole, self._start, self._end = whole, start, end
        self._written, self.text = whole._written[start:end], whole.text[start:end]

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Return those of the whole."""
        start = self._start
        return tuple(
            Mention(each.entity, each.name, each.start - start, each.end - start)
            for each in self._whole.mentions
            if start <= each.start and each.end <= self._end
        )

    @cached_property
    def _found(self) -> tuple[tuple[int, str, str], ...]:
        """Return the words of the whole that begin in it."""
        start, end = self._start, self._end
        return tuple(
            (place - start, word, key) for place, word, key in self._whole._found if start <= place < end
        )


class JoinedSentences(ParsedSentence):
    """Several sentences together, taken apart."""

    def __init__(self, parts: Sequence[ParsedSentence]) -> None:
        """Keep the sentences."""
        self._parts = parts
        self.text = " ".join(each.text for each in parts)

    @cached_property
    def kinds(self) -> int:
        """Return the kinds of values that all may give."""
        kinds = 0
        for each in self._parts:
            kinds |= each.kinds
        return kinds

    @cached_property
    def tokens(self) -> frozenset[str]:
        """Return the words of all."""
        return frozenset().union(*(each.tokens for each in self._parts))

    @cached_property
    def _found(self) -> tuple[tuple[int, str, str], ...]:
        return tuple(word for each in self._parts for word in each._found)

    @cached_property
    def names(self) -> frozenset[str]:
        """Return the names of all."""
        return frozenset().union(*(each.names for each in self._parts))

    @cached_property
    def times(self) -> tuple[NamedTime, ...]:
        """Return the times of all."""
        return tuple(time for each in self._parts for time in each.times)

    @cached_property
    def _range(self) -> tuple[NamedTime | None, NamedTime | None]:
        sinces, untils = zip(*(each._range for each in self._parts), strict=True)
        return next(filter(None, sinces), None), next(filter(None, untils), None)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Return the numbers of all."""
        return tuple(number for each in self._parts for number in each.quantities)

    @cached_property
    def ranks(self) -> tuple[Quantity, ...]:
        """Return the ordinal numbers of all."""
        return tuple(rank for each in self._parts for rank in each.ranks)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Return the places of all."""
        return tuple(place for each in self._parts for place in each.places)

    @cached_property
    def topics(self) -> frozenset[str]:
        """Return the topics of all."""
        return frozenset().union(*(each.topics for each in self._parts))


def _range(text: str, times: Sequence[NamedTime]) -> tuple[NamedTime | None, NamedTime | None]:
    """Return since when and until when something holds, by the words before the times."""
    for first, last in pairwise(times):
        if _RANGE_START.search(text, 0, first.start) and RANGE_BETWEEN.fullmatch(text, first.end, last.start):
            return first, last
    since = next((time for time in times if SINCE_BEFORE.search(text, 0, time.start)), None)
    return since, next((time for time in times if _UNTIL.search(text, 0, time.start)), None)


def _is_name(text: str, start: int, word: str, key: str) -> bool:
    """Return whether a word is a name: on record, or with a capital within a sentence."""
    if key.startswith("@"):
        return word.startswith("@")
    return word[0].isupper() and (
        _SENTENCE_START.search(text, 0, start) is None
        or _CAPITAL_NEXT.match(text, start + len(word)) is not None
    )


def _places(text: str, mentions: Sequence[Mention], times: Sequence[NamedTime]) -> Iterator[Place]:
    """Yield the places of a text: names behind "in" or "at" that are neither a body nor a month."""
    taken = [(mention.start, mention.end) for mention in mentions]
    taken += [(time.start, time.end) for time in times]
    for match in _PLACE.finditer(text):
        start = match.start(1)
        if not any(begin <= start < end for begin, end in taken):
            yield Place(fold(match[1]), start, match[1])
