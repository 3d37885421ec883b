"""Days, starts, ends and lengths that a sentence gives to what another dates differently."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.checks.claims.conflicts import Conflict
from briefings.checks.claims.differences import NEARLY, is_same_time
from briefings.checks.claims.lengths import find_length, is_ruled_out
from briefings.checks.claims.tokens import tokens_of
from briefings.checks.periods import HALF_YEAR
from briefings.checks.text.vocabulary import WordPattern
from briefings.model.facts import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.claims.differences import Told
    from briefings.checks.claims.fact_index import Match
    from briefings.checks.claims.parsed_sentences import ParsedSentence

__all__ = [
    "find_other_anniversaries",
    "find_other_days",
    "find_other_ends",
    "find_other_lengths",
    "find_other_starts",
]

_LEAST_SAME = 3
_NEARLY_SAME = 0.85
_HALF = 0.5
_IS_DAYS = re.compile(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d")
# "Under the agreement of 2002".
_DOCUMENT_OF = WordPattern(r"(?<!\w)(?:{document_nouns}|{document_kinds})\s+(?:(?:{parts_of}|от)\s+)?$")
_UNREAL = WordPattern(r"(?<!\w){unreal_verbs}(?!\w)")


def find_other_days(told: Told, match: Match) -> Iterator[Conflict]:
    """Yield the time of what happens once, if a fact has another one."""
    entry = match.entry
    span, spans = entry.span, told.spans
    least = min(match.cover, match.back_cover)
    if not span or least < NEARLY or len(told.parsed.times) != 1 or any(map(span.overlap, spans)):
        return
    own_once = told.parsed.tokens & tokens_of("once_tokens")
    is_of_other = _is_of_document(told) and not isinstance(entry.fact, Agreement)
    is_of_other = is_of_other or (
        bool(own_once & tokens_of("joining_tokens")) and not _both_date_joining(told, match)
    )
    if is_of_other or not own_once <= entry.tokens or not (own_once or entry.fact):
        return
    others = [time.span for time in entry.parsed.times if time.span]
    if any(other.overlap(spans[0]) or not other.overlap(span) for other in others):
        return  # one of its days may be that of another thing
    if (
        _has_two_places(told.parsed, match)
        or told.parsed.is_one_of_several != entry.parsed.is_one_of_several
        or _count_otherwise(told.parsed, entry.parsed)
    ):
        return  # "a field hospital", and days later "a second field hospital"
    extra = told.parsed.tokens - entry.tokens - told.parsed.verbs
    if extra & tokens_of("other_members") or _UNREAL.search(told.parsed.text):
        return
    once = own_once or any(
        rank.value == other.value for rank in told.parsed.ranks for other in entry.parsed.ranks
    )
    near = max(span.last, spans[0].last) - min(span.first, spans[0].first) <= HALF_YEAR
    if isinstance(entry.fact, Agreement) and any(not token.startswith("@") for token in extra):
        return
    if (once and len(extra) <= 1) or (near and entry.fact and least >= _NEARLY_SAME):
        time = told.parsed.times[0]
        yield Conflict.with_value(time.start, time.text, entry.dated, entry.fact)


def _both_date_joining(told: Told, match: Match) -> bool:
    """Return whether both date in words when the same one joined, and not an exercise or the like that recurs."""
    parsed = told.parsed
    is_same = parsed.tokens - parsed.verbs <= match.entry.tokens
    return is_same and bool(match.entry.parsed.times) and not parsed.tokens & tokens_of("recurring_things")


def _is_of_document(told: Told) -> bool:
    """Return whether the only time of a sentence is that of a document, and its fact has another day."""
    time = told.parsed.times[0]
    is_own = not told.span or not time.span or told.span.overlap(time.span)
    return not is_own and _DOCUMENT_OF.search(told.parsed.text, 0, time.start) is not None


def _has_two_places(parsed: ParsedSentence, match: Match) -> bool:
    """Return whether a sentence and a fact each name a place that the other does not."""
    if not parsed.places:
        return False
    here, there = ({place.name for place in each.places} for each in (parsed, match.entry.parsed))
    return bool(here - there and there - here)


def _count_otherwise(one: ParsedSentence, other: ParsedSentence) -> bool:
    """Return whether each of two sentences has a number that the other lacks, so that they are of two things."""
    values, others = ({quantity.value for quantity in each.quantities} for each in (one, other))
    return bool(values - others and others - values)


def find_other_starts(told: Told, match: Match) -> Iterator[Conflict]:
    """Yield the start of a state that a fact dates otherwise: "since 2005"."""
    fact, since, start = match.entry.fact, told.parsed.since, match.entry.start
    if (
        fact is None
        or isinstance(fact, Agreement)
        or len(match.shared) < _LEAST_SAME
        or _counts_some(told, match)
    ):
        return  # an agreement has many beginnings
    if since and since.span and start and match.cover >= NEARLY and not since.span.overlap(start):
        yield Conflict.with_value(since.start, since.text, match.entry.dated, fact)


def _counts_some(told: Told, match: Match) -> bool:
    """Return whether only the sentence gives a number of those of whom both speak: "forty of its soldiers"."""
    quantities = told.parsed.quantities
    return bool(quantities) and not match.entry.parsed.quantities and not find_length(told.parsed.text)


def _covers_most(match: Match) -> bool:
    """Return whether a fact tells most of what a sentence does, or all that the fact tells is half of the sentence."""
    return match.cover >= NEARLY or (match.cover >= _HALF and match.back_cover >= _NEARLY_SAME)


def find_other_ends(told: Told, match: Match) -> Iterator[Conflict]:
    """Yield the end of a state that a fact dates otherwise: "in 2010 its troops left", "from 1999 to 2018"."""
    parsed, end = told.parsed, match.entry.end
    if not match.entry.fact or not end or not _covers_most(match) or _counts_some(told, match):
        return
    time = parsed.until
    if not time and parsed.tokens & tokens_of("end_tokens"):
        others = [each for each in parsed.times if each is not parsed.since]
        time = others[0] if len(others) == 1 else None
    if time and time.span and not time.span.overlap(end):
        yield Conflict.with_value(time.start, time.text, match.entry.dated, match.entry.fact)


def find_other_lengths(told: Told, match: Match) -> Iterator[Conflict]:
    """Yield the length of time of an event that a fact gives two days: "it lasted three weeks"."""
    span, text = match.entry.span, told.parsed.text
    if not span or span.first == span.last or match.cover < NEARLY or not is_same_time(told, match.entry):
        return
    if not _IS_DAYS.fullmatch(match.entry.dated):
        return
    if (length := find_length(text)) and is_ruled_out(length, span, None):
        yield Conflict.with_value(length.start(), length[0], match.entry.dated, match.entry.fact)


def find_other_anniversaries(told: Told, match: Match) -> Iterator[Conflict]:
    """Yield the anniversaries that do not fit what a fact dates: "in 2010 it marked its tenth anniversary"."""
    span, parsed = match.entry.span, told.parsed
    begun = match.entry.parsed.tokens & tokens_of("once_tokens")
    if (
        not span
        or not begun
        or match.entry.parsed.tokens & _anniversary()
        or not parsed.tokens & _anniversary()
        or len(told.spans) != 1
    ):
        return
    for rank in parsed.ranks:
        year = told.spans[0].first.year - int(rank.value)
        rest = parsed.tokens - tokens_of("anniversary_tokens")
        if (
            set(rank.things[:1]) & _anniversary()
            and rest <= match.entry.tokens
            and not span.first.year <= year <= span.last.year
        ):
            yield Conflict.with_value(
                rank.start, f"{rank.stated} anniversary", match.entry.dated, match.entry.fact
            )


def _anniversary() -> frozenset[str]:
    return tokens_of("anniversary_nouns")
