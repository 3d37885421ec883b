"""Statements about capitals, seats and the age of things: each thing has only one such value at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from briefings.checks.claims.slots import Slot, SlotMemory
from briefings.checks.claims.things import Thing, thing_between
from briefings.checks.claims.tokens import tokens_of
from briefings.checks.periods import YEAR, start_by_age
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.numbers import number_value
from briefings.checks.text.sentences import clause_around
from briefings.checks.text.spelling import fold
from briefings.checks.text.vocabulary import WordPattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from briefings.checks.claims.sentences import Statement
    from briefings.model.dates import Span

__all__ = ["age_memory", "capital_memory"]

_Town: TypeAlias = str
_CAPITALISED = r"(?-i:{capital})[\w’'-]*"
_TOWN = rf"(?P<town>{_CAPITALISED}(?:[\s-]{_CAPITALISED})?)"
_OF = r"(?:\s+(?:{owner_links})\s+(?:{definite_articles}\s+)?|\s*{elisions}|\s+(?=(?-i:[А-ЯЁ])))"
# "Zenda, (the) capital of", "Zenda is the capital of".
_AFTER_TOWN = WordPattern(
    rf"(?<!\w){_TOWN}(?:,\s+|\s+(?:{{is_now}}|{{was_then}})\s+)(?:{{definite_articles}}\s+|{{elisions}}\s*)?(?P<kind>{{capital_nouns}}){_OF}(?P<thing>[^,.;:()]{{3,60}})"
)
# "The Guild of Oilers has its seat in Zenda".
_SEATED = WordPattern(rf"(?P<thing>[^,.;:()]{{3,60}}?)\s+(?P<kind>{{has_seat}})\s+{_TOWN}(?!\w)")
# "The capital of the Valleys, Zenda", "the capital of the Valleys is Zenda".
_BEFORE_TOWN = WordPattern(
    rf"(?<!\w)(?P<kind>{{capital_nouns}}){_OF}(?P<thing>[^,.;:()]{{3,50}}?)(?:,\s+|\s+(?:{{is_now}}|{{was_then}})\s+){_TOWN}(?!\w)"
)
_OTHER = WordPattern(r"(?<!\w)(?:{title_modifiers}|{unreal_verbs})\s+(?:[\w-]+\s+)?$")
_CUE = WordPattern(rf"(?<!\w)(?:{{capital_nouns}}(?={_OF})|{{has_seat}})(?!\w)")
_FAR = 90
_NUMBER = r"(?P<number>\d{1,3}|[^\W\d_]+(?:-[^\W\d_]+)?)"
_AGE = WordPattern(
    rf"(?<!\w)(?:(?:{{is_now}}|{{was_then}}|{{turned}})\s+{_NUMBER}\s+(?:{{age_words}})|{{turned}}\s+{_NUMBER.replace('number', 'turned')})(?!\w)"
)
_BEGUN = WordPattern(r"(?<!\w)(?:{was_founded}|{foundation})(?!\w)")
_VERB = WordPattern(r"\s(?:{auxiliaries}|{perfect_auxiliaries}|{is_now}|{was_then})(?!\w)")
_MOST_AGE = 400
_SHORT = 3


def capital_memory() -> SlotMemory[_Town]:
    """Return an empty memory of capitals and seats."""
    return SlotMemory(
        _find_capitals, _capitals_differ, lambda statement: _CUE.search(statement.text) is not None
    )


def age_memory() -> SlotMemory[Span]:
    """Return an empty memory of the beginnings of things."""
    return SlotMemory(
        _find_beginnings,
        _beginnings_differ,
        lambda statement: (
            bool(statement.times) and (_AGE.may_match(statement.text) or _BEGUN.may_match(statement.text))
        ),
    )


# --- capitals and seats -------------------------------------------------------------------------


def _find_capitals(statement: Statement) -> Iterator[Slot[_Town]]:
    """Yield the towns that a sentence calls the capital, or the seat, of a thing."""
    text, parsed = statement.text, statement.parsed
    for cue in _CUE.finditer(text):
        start = max(0, cue.start() - _FAR)
        for pattern in (_AFTER_TOWN, _BEFORE_TOWN, _SEATED):
            found = pattern.search(text, start, cue.end() + _FAR)
            if not found or found.start("kind") != cue.start():
                continue
            if _OTHER.search(text, 0, found.start("kind")) or is_unasserted(text, found.start()):
                continue
            words = thing_between(parsed, *found.span("thing"), frozenset())
            kind = (
                "!seat" if tokens_of("seat_nouns") & _tokens(statement, *found.span("kind")) else "!capital"
            )
            keys = words.words | {kind}
            yield Slot(
                Thing(keys, words.names),
                fold(found["town"]),
                statement.at,
                statement.own,
                found.start("town"),
                found["town"],
            )


def _tokens(statement: Statement, start: int, end: int) -> frozenset[str]:
    return frozenset(key for place, key in statement.parsed.words if start <= place < end)


def _capitals_differ(one: Slot[_Town], other: Slot[_Town]) -> bool:
    """Return whether two towns cannot both be the capital: at times less than a year apart, or without a time."""
    if one.at and other.at:
        is_one_time = max(one.at.first, other.at.first) - min(one.at.last, other.at.last) < YEAR
    else:
        is_one_time = one.at is other.at
    extra = (
        (one.thing.words ^ other.thing.words)
        - one.thing.names
        - other.thing.names
        - tokens_of("region_words")
    )
    return is_one_time and not extra and one.value not in other.value and other.value not in one.value


# --- ages ---------------------------------------------------------------------------------------


def _find_beginnings(statement: Statement) -> Iterator[Slot[Span]]:
    """Yield when a thing began, by its age at a time, or by the time of its foundation."""
    text = statement.text
    times = [time for time in statement.parsed.times if time.span]
    if len(times) != 1 or not times[0].span or is_unasserted(text, len(text)):
        return
    time, span = times[0], times[0].span
    cue = _AGE.search(text)
    age = _age(cue)
    cue = cue if age else _BEGUN.search(text)
    if not cue:
        return
    value = start_by_age(span, age) if age else span
    thing = thing_between(statement.parsed, *_stretch(text, cue.start(), time.start), statement.partners)
    words = thing.words - tokens_of("age_tokens")
    if thing.names:
        yield Slot(Thing(words | {"!begun"}, thing.names), value, None, statement.own, cue.start(), cue[0])


def _stretch(text: str, cue: int, time: int) -> tuple[int, int]:
    """Return where the thing is named: before the words that date it, or behind them, "Founded in 1931, the museum has"."""
    start, end = clause_around(text, cue)
    if cue - start > _SHORT:
        return start, min(end, max(cue, time))
    start, end = clause_around(text, min(len(text), end + 2))
    verb = _VERB.search(text, start, end)
    return start, verb.start() if verb else end


def _age(found: re.Match[str] | None) -> int:
    """Return an age in years, in digits or in words; 0 if there is none."""
    age = number_value(found["number"] or found["turned"]) if found else 0
    return age if 1 < age < _MOST_AGE else 0


def _beginnings_differ(one: Slot[Span], other: Slot[Span]) -> bool:
    """Return whether two beginnings of one thing are years apart; people count in round years."""
    left, right = one.value, other.value
    is_one = (
        one.thing.words ^ other.thing.words <= one.thing.names | other.thing.names
    )  # no library of the school
    return is_one and max(left.first, right.first) - min(left.last, right.last) > YEAR
