"""Numbers, ranks, places and names that a sentence has where another has different ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.checks.claims.conflicts import Conflict
from briefings.checks.claims.differences import NEARLY, STRONG, is_same_time
from briefings.checks.claims.tokens import tokens_of
from briefings.checks.periods import MONTH, YEAR
from briefings.checks.text.parts import is_part_of_whole, speaks_of_part
from briefings.checks.text.spelling import fold
from briefings.checks.text.vocabulary import WordPattern
from briefings.model.contacts import Contact
from briefings.model.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.claims.differences import Told
    from briefings.checks.claims.fact_index import Entry, Match
    from briefings.checks.claims.parsed_sentences import ParsedSentence
    from briefings.checks.claims.quantities import Quantity
    from briefings.model.facts import Fact

__all__ = [
    "find_other_firsts",
    "find_other_names",
    "find_other_numbers",
    "find_other_places",
    "find_other_ranks",
    "has_slot",
    "tells_first",
]

_ROUNDING = 0.15
_MOST_MAGNITUDE = 2.5
_LEAST_SAME = 3
_FAR = 80
# "For the first time", "was the first since 2011".
_FIRST = WordPattern(
    r"(?<!\w)(?:(?:{for_the_time})\s+first\s+(?:{time_nouns})|(?:{was_then}|{is_now})\s+(?:{definite_articles}\s+)?first)(?!\w)"
)
_ALONE = WordPattern(r"(?<!\w){alone_words}(?!\w)")
_WORD_END = re.compile(r"[\w'’-]+")
# Before the one name that fits: "the director was", "led by", "in".
_SLOT = WordPattern(r"(?<!\w){name_slots}\s+(?:{definite_articles}\s+|{honorifics}\.?\s+|{elisions})*$")
# "NAME headed the mission".
_SLOT_AFTER = WordPattern(r"\s*,?\s+(?:{was_then}|{is_now}|{led})(?!\w)")
_BACKWARD = WordPattern(r"\W*{backward_pronouns}(?!\w)")
_GENERIC = frozenset({"country"})


def find_other_numbers(told: Told, match: Match) -> Iterator[Conflict]:
    """Yield the numbers of things that a fact counts otherwise."""
    if not is_same_time(told, match.entry) or _is_of_any_time(told, match):
        return
    left = [
        q for q in told.parsed.quantities if not any(_may_agree(q, r) for r in match.entry.parsed.quantities)
    ]
    if not left or _BACKWARD.match(told.parsed.text):
        return
    right = [
        r for r in match.entry.parsed.quantities if not any(_may_agree(q, r) for q in told.parsed.quantities)
    ]
    counted = [(other, _things(other) - _GENERIC) for other in right]
    for quantity in left:
        if _is_told_too(match.entry.fact, quantity.stated):
            continue
        own = _things(quantity)
        same = [
            other
            for other, things in counted
            if own & things and not _count_parts(quantity, other, told, match)
        ]
        if not same and len(left) == 1 and match.cover >= NEARLY:
            alike = [
                other
                for other in right
                if _is_alike(quantity, other) and not _count_parts(quantity, other, told, match)
            ]
            same = alike if len({other.value for other in alike}) == 1 else []
        if same and not _is_told_too(told.own, same[0].stated):
            yield _difference(match, quantity, same[0])


def _is_of_any_time(told: Told, match: Match) -> bool:
    """Return whether a sentence without a time shares too little with a meeting to tell it: "the 32 Allies meet"."""
    is_meeting = isinstance(match.entry.fact, Contact)
    return is_meeting and not told.parsed.times and len(match.shared) < _LEAST_SAME


def _is_told_too(fact: Fact | None, stated: str) -> bool:
    """Return whether a fact has a number elsewhere, such as in the description of a group."""
    if fact is None:
        return False
    written = (words for text in fact.texts() for words in text.by_language.values())
    return any(stated.lower() in words.lower() for words in written)


def _may_agree(left: Quantity, right: Quantity) -> bool:
    """Return whether two numbers may be the same, one of them rounded."""
    if left.value == right.value:
        return True
    if left.bound or right.bound:
        bound, other = (left, right) if left.bound else (right, left)
        return other.bound != 0 or (other.value - bound.value) * bound.bound > 0
    if left.is_about or right.is_about:
        return abs(left.value - right.value) <= _ROUNDING * max(left.value, right.value)
    return False


def _count_parts(left: Quantity, right: Quantity, told: Told, match: Match) -> bool:
    """Return whether one of two numbers counts some of a group of whom the other does not speak: the women, the men.

    Some of a group are not more than the group.
    """
    small, large = (
        (told.parsed, match.entry.parsed) if left.value < right.value else (match.entry.parsed, told.parsed)
    )
    is_figure = isinstance(match.entry.fact, Figure)  # whose name says of whom it is the number
    if not is_figure and speaks_of_part(small.text) and not speaks_of_part(large.text):
        return True
    if not left.things or not right.things:
        return False
    few, many = sorted((left, right), key=lambda quantity: quantity.value)
    if is_part_of_whole(few.things, small.text, many.things, large.text):
        return True
    parts = ({*left.things} ^ {*right.things}) & tokens_of("group_parts")
    return bool(parts - (told.parsed.tokens & match.entry.tokens))


def _is_alike(left: Quantity, right: Quantity) -> bool:
    """Return whether two numbers are of one magnitude, so that one may be written in place of the other."""
    small, large = sorted((left.value, right.value))
    return large < _MOST_MAGNITUDE * small


def _things(quantity: Quantity) -> frozenset[str]:
    """Return what a number counts, without countries."""
    return frozenset(thing for thing in quantity.things if not thing.startswith("@"))


def find_other_ranks(told: Told, match: Match) -> Iterator[Conflict]:
    """Yield the ordinal numbers that a fact has otherwise: "the twelfth country to sign it", "its third visit"."""
    ranked = [(other, _things(other)) for other in match.entry.parsed.ranks]
    for rank in () if _BACKWARD.match(told.parsed.text) else told.parsed.ranks:
        own = _things(rank)
        is_member = "country" in own
        others = [other for other, things in ranked if (own == things if is_member else own & things)]
        if not others or any(other.value == rank.value for other, _ in ranked):
            continue  # "the 18th country, and the first in the region"
        if is_member or is_same_time(told, match.entry):
            yield _difference(match, rank, others[0])


def find_other_places(told: Told, match: Match) -> Iterator[Conflict]:
    """Yield the place of an event that a fact puts elsewhere."""
    entry = match.entry
    if match.cover < STRONG or not told.parsed.places:
        return
    known = {place.name: place.stated for place in entry.parsed.places}
    if isinstance(entry.fact, Contact) and entry.fact.place:
        known |= {fold(name): name for name in entry.fact.place.by_language.values()}
    stated = [place for place in told.parsed.places if place.name not in known]
    missing = [name for name in known if name not in {place.name for place in told.parsed.places}]
    if len(stated) != 1 or len(missing) != 1:
        return
    shared = [key for key in match.shared if key not in told.parsed.names or key.startswith("@")]
    agreed = [q for q in told.parsed.quantities if any(_may_agree(q, r) for r in entry.parsed.quantities)]
    if len([*shared, *agreed]) >= _LEAST_SAME and is_same_time(told, entry):
        place = stated[0]
        if not told.countries.may_overlap(place.stated, known[missing[0]]):
            yield Conflict.with_value(place.start, place.stated, known[missing[0]], entry.fact)


def tells_first(parsed: ParsedSentence) -> bool:
    """Return whether a sentence calls something the first of its kind, or the first since a year."""
    return _FIRST.search(parsed.text) is not None


def find_other_firsts(told: Told, match: Match) -> Iterator[Conflict]:
    """Yield what a sentence calls the first of its kind, or the first since a year, though a fact has an earlier one."""
    parsed, entry = told.parsed, match.entry
    if not entry.fact or not entry.span:
        return
    first = _FIRST.search(parsed.text)
    day = next((time.span for time in parsed.times if time is not parsed.since and time.span), told.span)
    if not first or not day or _FIRST.search(entry.parsed.text):
        return
    since = parsed.since.span if parsed.since else None
    if entry.span.last >= day.first or (since and entry.span.first <= since.last):
        return
    own = parsed.tokens - parsed.verbs - {token for token in parsed.tokens if token.startswith("@")}
    theirs = entry.tokens | entry.parsed.verbs
    if len(own) >= _LEAST_SAME - 1 and own - _GENERIC <= theirs:
        yield Conflict.with_value(first.start(), first[0], entry.dated, entry.fact)


def _difference(match: Match, stated: Quantity, recorded: Quantity) -> Conflict:
    return Conflict.with_value(stated.start, stated.stated, recorded.stated, match.entry.fact)


def find_other_names(told: Told, match: Match) -> Iterator[Conflict]:
    """Yield the name that a fact has otherwise in the same words: "the director was NAME", "it was led by BODY"."""
    parsed = told.parsed
    for sentence in match.entry.sentences:
        left, right = _only_names(parsed, sentence), _only_names(sentence, parsed)
        if not left or not right or not _is_at_one_time(told, match.entry):
            continue
        if _hand_over(parsed, sentence) or _hand_over(sentence, parsed):
            continue
        if len(parsed.tokens & sentence.tokens) < _LEAST_SAME:
            continue
        start, stated = _run(parsed, left)
        _, recorded = _run(sentence, right)
        if _SLOT.search(parsed.text, max(0, start - _FAR), start) or _SLOT_AFTER.match(
            parsed.text, start + len(stated)
        ):
            yield Conflict.with_value(start, stated, recorded, match.entry.fact)
            return


def _hand_over(parsed: ParsedSentence, other: ParsedSentence) -> bool:
    """Return whether what one sentence tells ends where that of another begins: "until May", "since May"."""
    end, start = parsed.until, other.since
    return bool(end and start and end.span and start.span and end.span.overlap(start.span))


def has_slot(parsed: ParsedSentence) -> bool:
    """Return whether a sentence has a name where only one fits."""
    text = parsed.text
    if not _SLOT.may_match(text) and not _SLOT_AFTER.may_match(text):
        return False
    places = [start for start, key in parsed.words if key in parsed.names]
    ends = [match.end() for start in places if (match := _WORD_END.match(text, start))]
    return any(_SLOT.search(text, max(0, start - _FAR), start) for start in places) or any(
        _SLOT_AFTER.match(text, end) for end in ends
    )


def _only_names(parsed: ParsedSentence, other: ParsedSentence) -> frozenset[str]:
    """Return the names that only one of two parsed sentences has; empty if it has other words, too, that the other lacks."""
    only = parsed.tokens - other.tokens - parsed.verbs
    return only if only <= parsed.names else frozenset()


def _run(parsed: ParsedSentence, names: frozenset[str]) -> tuple[int, str]:
    """Return where some names stand in a text, and how they are written."""
    places = [start for start, key in parsed.words if key in names]
    end = _WORD_END.match(parsed.text, places[-1])
    return places[0], parsed.text[places[0] : end.end() if end else len(parsed.text)]


def _is_at_one_time(told: Told, entry: Entry) -> bool:
    """Return whether a sentence and a fact are surely about one time, not longer than a year."""
    known = [time.span for time in entry.parsed.times if time.span] or ([entry.span] if entry.span else [])
    spans = [*told.spans, *known]
    # Within a year, one may have followed another.
    longest = YEAR if _ALONE.search(told.parsed.text) else MONTH
    return (
        bool(known and told.spans)
        and all(
            span.overlap(other) and (span.last - span.first) <= longest
            for span in told.spans
            for other in known
        )
        and len(spans) > 1
    )
