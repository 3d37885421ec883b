"""Differences between a sentence and the facts, or the earlier sentences, about the same matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.claims.lengths import find_length
from briefings.checks.claims.other_times import (
    find_other_anniversaries,
    find_other_days,
    find_other_ends,
    find_other_lengths,
    find_other_starts,
)
from briefings.checks.claims.other_values import (
    find_other_firsts,
    find_other_names,
    find_other_numbers,
    find_other_places,
    find_other_ranks,
    has_slot,
    tells_first,
)
from briefings.checks.claims.tokens import token as word_token
from briefings.checks.claims.tokens import tokens_of
from briefings.checks.claims.words import NAME, NUMBER, PLACE, RANK, TIME
from briefings.checks.text.sentences import clause_around
from briefings.model.entities import SHARED_FOLDER, Organisation
from briefings.model.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from briefings.checks.claims.conflicts import Conflict
    from briefings.checks.claims.differences import Told
    from briefings.checks.claims.fact_index import Entry, Match
    from briefings.checks.claims.parsed_sentences import ParsedSentence
    from briefings.model.dates import Span

__all__ = [
    "dated_clauses",
    "differing_kinds",
    "find_differences",
    "find_other_times",
    "have_other_names",
    "speak_of_two",
]

_OPPOSED = 3


class _Finder(NamedTuple):
    """How a sentence may differ from a fact.

    Attributes:
        kinds: the kinds of values of which it must give one.
        find: yields the differences.
        may_find: returns False only for a sentence that certainly differs from no fact in this way.
    """

    kinds: int
    find: Callable[[Told, Match], Iterator[Conflict]]
    may_find: Callable[[ParsedSentence], bool]


_VALUES = (
    _Finder(NUMBER, find_other_numbers, lambda parsed: bool(parsed.quantities)),
    _Finder(RANK, find_other_ranks, lambda parsed: bool(parsed.ranks)),
    _Finder(PLACE, find_other_places, lambda parsed: bool(parsed.places)),
    _Finder(NUMBER, find_other_lengths, lambda parsed: find_length(parsed.text) is not None),
)
_NAMES = (
    _Finder(RANK | NAME, find_other_anniversaries, lambda parsed: bool(parsed.ranks)),
    _Finder(RANK | NAME, find_other_names, lambda _: True),
    _Finder(RANK | NAME, find_other_firsts, tells_first),
)


def _finders_for(finders: Sequence[_Finder], kinds: int, parsed: ParsedSentence) -> list[_Finder]:
    return [finder for finder in finders if finder.kinds & kinds and finder.may_find(parsed)]


def find_differences(told: Told, matches: Sequence[Match]) -> Iterator[Conflict]:
    """Yield how a sentence differs from facts about the same matter."""
    kinds = differing_kinds(told.parsed)
    finders = _finders_for(_VALUES, kinds, told.parsed)
    for match in matches if finders else ():
        if _is_counted_by_another(told.parsed, match, matches):
            continue
        found = [each for finder in finders for each in finder.find(told, match)]
        if found and not speak_of_two(told.parsed, match.entry):
            yield from found
    if kinds & TIME:
        yield from find_other_times(told, matches)
    named = _finders_for(_NAMES, kinds, told.parsed)
    for match in matches if named else ():
        for finder in named:
            yield from finder.find(told, match)


def _is_counted_by_another(parsed: ParsedSentence, match: Match, matches: Sequence[Match]) -> bool:
    """Return whether a sentence has the number of another figure of the same name, valid at another time."""
    figure = match.entry.fact
    if not isinstance(figure, Figure):
        return False
    if _names_other_body(parsed, match):
        return True
    values = {quantity.value for quantity in parsed.quantities}
    return any(
        isinstance(other.entry.fact, Figure)
        and other.entry.fact is not figure
        and other.entry.fact.name.by_language == figure.name.by_language
        and any(quantity.value in values for quantity in other.entry.parsed.quantities)
        for other in matches
    )


def _names_other_body(parsed: ParsedSentence, match: Match) -> bool:
    """Return whether a sentence names bodies, but not the one of which a figure counts something."""
    bodies = {each.entity.id for each in parsed.mentions if isinstance(each.entity, Organisation)}
    counted = {
        each.entity.id
        for sentence in match.entry.sentences
        for each in sentence.mentions
        if isinstance(each.entity, Organisation)
    }
    return bool(bodies) and not bodies & counted and (match.entry.folder == SHARED_FOLDER or bool(counted))


def differing_kinds(parsed: ParsedSentence) -> int:
    """Return the kinds of values of which a fact must give one to differ from a sentence; 0 if none can."""
    kinds = parsed.kinds
    tells_length = kinds & NUMBER and find_length(parsed.text)
    if tells_length or kinds & RANK:
        kinds |= TIME
    return kinds if kinds & NAME and has_slot(parsed) else kinds & ~NAME


def dated_clauses(parsed: ParsedSentence) -> Iterator[tuple[int, int]]:
    """Yield where the clauses of a sentence begin and end that have a start or an end of something: "which has been there since 2009"."""
    for time in parsed.times:
        start, end = clause_around(parsed.text, time.start)
        if time in {parsed.since, parsed.until} and end - start < len(parsed.text):
            yield start, end


def find_other_times(told: Told, matches: Sequence[Match]) -> Iterator[Conflict]:
    """Yield the times that differ, each unless some fact about the same matter has it."""
    parsed = told.parsed
    for time, find in (
        (None, find_other_days),
        (parsed.since, find_other_starts),
        (parsed.until, find_other_ends),
    ):
        found = [(match, differences) for match in matches if (differences := list(find(told, match)))]
        if found:
            spans = [time.span] if time and time.span else told.spans
            alike = [match for match in matches if not speak_of_two(parsed, match.entry)]
            if not any(_has_time(match, spans) for match in alike):
                yield from (each for match, differences in found if match in alike for each in differences)


def _has_time(match: Match, spans: Sequence[Span]) -> bool:
    """Return whether a fact has one of some times at its start, at its end, or as its day."""
    entry = match.entry
    ends = [entry.span, entry.start, entry.end, *(time.span for time in entry.parsed.times)]
    return any(end and end.overlap(span) for end in ends for span in spans)


def have_other_names(
    parsed: ParsedSentence, other: ParsedSentence, names: frozenset[str], other_names: frozenset[str]
) -> bool:
    """Return whether two sentences each have a name that the other lacks, apart from the places that they name."""
    places = {
        token for place in (*parsed.places, *other.places) for token in map(word_token, place.stated.split())
    }
    no_things = places | tokens_of("plain_names")
    return bool(names - no_things) and bool(other_names - no_things)


def speak_of_two(parsed: ParsedSentence, entry: Entry) -> bool:
    """Return whether a sentence and a fact each have words that the other lacks, so that they are of two things."""
    closest = max(entry.sentences, key=lambda sentence: len(sentence.tokens & parsed.tokens))
    left = parsed.tokens - entry.tokens - parsed.verbs
    right = closest.tokens - parsed.tokens - closest.verbs
    ignored = {key for quantity in (*parsed.quantities, *closest.quantities) for key in quantity.things}
    if have_other_names(parsed, closest, left & parsed.names, right & closest.names):
        return True
    if parsed.topics and closest.topics and not parsed.topics & closest.topics:
        return True
    return min(len(left - ignored - parsed.names), len(right - ignored - closest.names)) >= _OPPOSED
