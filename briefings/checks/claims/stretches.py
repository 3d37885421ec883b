"""Dates that a sentence gives to an entry on record: the entry, a word for what happened to it and a time, with nothing else between.

No grammar is read. This much is sure of "its accession to the Forum in 1999", "it was in 1999 that it joined the Forum" and
"1999 a rejoint le Forum" alike is that the words between the three say nothing that could have the date instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.claims.tokens import tokens_of
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.claim_times import RANGE_BETWEEN, SINCE_BEFORE
from briefings.checks.text.sentences import clause_around
from briefings.checks.text.vocabulary import WordPattern, translations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.claims.parsed_sentences import ParsedSentence
    from briefings.checks.claims.sentences import Statement
    from briefings.checks.text.times import NamedTime

__all__ = ["Dated", "NamedEntry", "Part", "find_dated", "is_measured", "light_words", "owner_tokens"]

_UNTIL = WordPattern(r"(?<!\w)(?:{until_when})\s+(?:(?:{definite_articles}|{date_prepositions})\s+)*$")
_UNREAL = WordPattern(r"(?<!\w)(?:{unreal_verbs}|{not_a_fact}|{talk_of})\s+(?:[\w’'-]+\s+){0,3}$")
_NOT_UNTIL = WordPattern(r"(?<!\w)(?:{not_until})\s*(?:{date_prepositions}\s+)?$")
_NEGATED = WordPattern(r"(?<!\w)(?:{negations})(?!\w)")
_BEGINS = WordPattern(r"(?<!\w)(?:{begin_links})(?!\w)")
_ENDS = WordPattern(r"(?<!\w)(?:{end_links})(?!\w)")
_WORD_AFTER = re.compile(r"[’']?s?[»”\"“)]*\s+(?:\([^()]{2,20}\)\s*)?(?P<word>[^\W\d_][\w’-]*)")
_POSSESSED = re.compile(r"[’']s?\s+[^\W\d_]")
# "Three states joined".
_OTHERS = WordPattern(r"(?<!\w){other_members}(?!\w)")
_AND = WordPattern(r"(?<!\w){and_or}(?!\w)")
_BRACKETS = re.compile(r"[()|]")

# An entry that is its own deed: a title says that someone holds it.
_BARE = "bare"


class Part(Enum):
    """The part of an entry that a sentence dates: its start or the choice before it, its end, that it held, or that it did not."""

    BEGINS = "begins"
    CHOSEN = "chosen"
    ENDS = "ends"
    HOLDS = "holds"
    LACKS = "lacks"


class NamedEntry(NamedTuple):
    """An entry that a sentence names.

    Attributes:
        statement: the sentence.
        start: where the entry is named.
        end: where its name ends.
        others: further words, as tokens, for whose entry it is.
    """

    statement: Statement
    start: int
    end: int
    others: frozenset[str]


class _Deed(NamedTuple):
    """A word for what happened to an entry: what kind of part it dates, and its place."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Dated:
    """A time that a sentence gives to an entry.

    Attributes:
        part: what it dates.
        time: the time.
        start: where the words begin.
        end: where they end.
        left: the words of their clause before them, as tokens.
    """

    part: Part
    time: NamedTime
    start: int
    end: int
    left: frozenset[str]


def find_dated(entry: NamedEntry, key: str, *, is_deed: bool = False) -> Iterator[Dated]:
    """Yield the times that a sentence gives to an entry which it names.

    Args:
        entry: the entry.
        key: the list of the words for what can happen to such an entry.
        is_deed: whether the entry itself says that something holds, as a title does: "Keeper since 2009".
    """
    for deed in _find_deeds(entry, key, is_deed=is_deed):
        for time in entry.statement.times:
            if deed.kind == _BARE and time.start < entry.end:
                continue
            if _is_tight(entry, deed, (time.start, time.end)) and (dated := _read(entry, deed, time)):
                yield dated


def is_measured(entry: NamedEntry, key: str, length: tuple[int, int]) -> bool:
    """Return whether a sentence gives a length of time to an entry which it names."""
    deeds = _find_deeds(entry, key, is_deed=True)
    deed = next((deed for deed in deeds if _is_tight(entry, deed, length)), None)
    if deed is None or _AND.search(
        entry.statement.text, min(entry.start, length[0]), max(entry.end, length[1])
    ):
        return False  # "Keeper, and for twenty years a sailor"
    return not _UNREAL.search(entry.statement.text, 0, min(entry.start, deed.start, length[0]))


def _find_deeds(entry: NamedEntry, key: str, *, is_deed: bool) -> Iterator[_Deed]:
    """Yield the words for what happened to an entry."""
    for pattern, kind in _deeds(key):
        for deed in pattern.finditer(entry.statement.text):
            if deed.end() <= entry.start or entry.end <= deed.start():
                yield _Deed(kind, deed.start(), deed.end())
    if is_deed:
        yield _Deed(_BARE, entry.start, entry.end)


def _read(entry: NamedEntry, deed: _Deed, time: NamedTime) -> Dated | None:
    """Return what the words around an entry, a deed and a time say; None if that is not certain."""
    statement, text = entry.statement, entry.statement.text
    first, last = min(entry.start, deed.start, time.start), max(entry.end, deed.end, time.end)
    is_delayed = _NOT_UNTIL.search(text, 0, time.start) is not None  # "it was not until 2001 that it joined"
    behind = entry.end if entry.end <= deed.start else 0  # the name of the entry may have "to" itself
    is_unreal = _UNREAL.search(text, 0, first) or _UNREAL.search(text, behind, deed.start)
    if (is_unreal and not is_delayed) or is_unasserted(text, first):
        return None
    if last == entry.end and _goes_on(entry):
        return None
    if _POSSESSED.match(text, entry.end) and last != entry.end and deed.start < entry.end:
        return None
    if _OTHERS.search(text, clause_around(text, first)[0], min(deed.start, entry.start)):
        return None
    left = _words_between(statement.parsed, clause_around(text, first)[0], first)
    if left - light_words() - entry.others:
        return None
    part = _part_of(statement, time, deed.kind, first, last)
    return Dated(part, time, first, last, left) if part else None


def _part_of(statement: Statement, time: NamedTime, kind: str, first: int, last: int) -> Part | None:
    """Return what a time dates, by the word for what happened and the word before the time."""
    text, parsed = statement.text, statement.parsed
    is_until = time is parsed.until or _UNTIL.search(text, 0, time.start) is not None
    is_since = time is parsed.since or SINCE_BEFORE.search(text, 0, time.start) is not None
    is_denied = _NEGATED.search(text, first, last) is not None
    if _NOT_UNTIL.search(text, 0, time.start):
        is_denied = is_until = False
    if kind in {"holds", _BARE}:
        if _ENDS.search(text, first, last) or is_until:
            return None if is_denied else Part.ENDS
        if _BEGINS.search(text, first, last) or is_since:
            return None if is_denied else Part.BEGINS
        return Part.LACKS if is_denied else Part.HOLDS
    if is_denied or is_until or (is_since and kind == "ends"):
        return None
    return Part(kind)


def _is_tight(entry: NamedEntry, deed: _Deed, when: tuple[int, int]) -> bool:
    """Return whether the words between an entry, a deed and a time say nothing else."""
    parsed = entry.statement.parsed
    spans = ((entry.start, entry.end), (deed.start, deed.end), when)
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    if _BRACKETS.search(parsed.text, first, entry.start) or _BRACKETS.search(parsed.text, entry.end, last):
        return False
    inside = [time for time in entry.statement.times if time.start >= first and time.end <= last]
    if any((time.start, time.end) not in spans for time in inside) and not _is_range(parsed, first, last):
        return False
    taken = [*spans, *((time.start, time.end) for time in inside)]
    free = {
        key
        for place, key in parsed.words
        if first <= place < last and not any(begin <= place < stop for begin, stop in taken)
    }
    return not free - light_words() - entry.others


def _is_range(parsed: ParsedSentence, first: int, last: int) -> bool:
    """Return whether the two times of a stretch are the ends of one range: "from 1992 to 1999"."""
    inside = [time for time in parsed.times if time.start >= first and time.end <= last]
    return (
        len(inside) == 2  # noqa: PLR2004 - both ends
        and RANGE_BETWEEN.fullmatch(parsed.text, inside[0].end, inside[1].start) is not None
    )


def _goes_on(entry: NamedEntry) -> bool:
    """Return whether the name of an entry goes on, so that it is another thing: "joined the Forum's exercise"."""
    parsed = entry.statement.parsed
    following = _WORD_AFTER.match(parsed.text, entry.end)
    keys = _words_between(parsed, *following.span("word")) if following else frozenset()
    return bool(keys - light_words() - entry.others)


def owner_tokens(statement: Statement) -> frozenset[str]:
    """Return the bodies and countries that a sentence names, as tokens."""
    return frozenset(key for _, key in statement.parsed.words if key.startswith("@"))


def _words_between(parsed: ParsedSentence, start: int, end: int) -> frozenset[str]:
    """Return the words of a part of a text, as tokens."""
    return frozenset(key for place, key in parsed.words if start <= place < end)


@cache
def light_words() -> frozenset[str]:
    """Return the words, as tokens, that own no date."""
    keys = (
        "light_words",
        "auxiliaries",
        "words_between_anchors",
        "programme_words",
        "realm_words",
        "begin_links_tokens",
    )
    return frozenset().union(*(tokens_of(key) for key in keys)) - tokens_of("naming_words")


@cache
def _deeds(key: str) -> tuple[tuple[WordPattern, str], ...]:
    """Return a pattern for the words of each kind of deed, in all languages."""
    kinds: dict[str, list[str]] = {}
    for phrase, kind in translations(key):
        kinds.setdefault(kind, []).append(phrase.replace(" ", r"\s+"))
    return tuple(
        (re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)", re.IGNORECASE), kind)  # type: ignore[misc]
        for kind, found in kinds.items()
    )
