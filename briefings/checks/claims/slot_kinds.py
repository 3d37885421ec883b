"""Kinds of values that a thing can have only one of: its place in an order, its length, its place, who did it, what came first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from briefings.checks.claims.lengths import LengthOfTime, find_length
from briefings.checks.claims.slots import Slot, SlotMemory
from briefings.checks.claims.things import Thing, thing_between
from briefings.checks.claims.tokens import token, tokens_of
from briefings.checks.claims.words import NUMBER, PLACE, RANK, TIME
from briefings.checks.periods import MONTH
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.parts import is_part_of_whole
from briefings.checks.text.sentences import clause_around
from briefings.checks.text.spelling import fold
from briefings.checks.text.vocabulary import WordPattern, may_contain, translations
from briefings.model.contacts import Contact
from briefings.model.prospects import Commitment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.claims.sentences import Statement
    from briefings.checks.text.countries import CountryIndex
    from briefings.model.dates import Span

__all__ = ["slot_memories"]

_Ranked: TypeAlias = tuple[frozenset[str], float]
_Length: TypeAlias = "LengthOfTime | tuple[Span, Span]"
_Count: TypeAlias = tuple[tuple[str, ...], float, str]
_Order: TypeAlias = tuple[Thing, Thing]
_Value = TypeVar("_Value")
_CAPITALISED = r"(?-i:{capital})[\w’'-]*"
_NAME = rf"{_CAPITALISED}(?:(?:\s+(?:of|for|and|the|de|du|des|la|et))*\s+{_CAPITALISED}){{0,5}}"
# "Signed by the Ministry of Defence", "the Ministry of Defence signed".
_AGENT = WordPattern(
    rf"(?<!\w)(?P<deed>{{agent_deeds}})(?!\w)(?:\s+(?!by\b)[\w-]+){{0,4}}\s+{{agents}}\s+(?:{{definite_articles}}\s+)?(?P<name>{_NAME})"
)
_DOER = WordPattern(
    rf"(?:^|[,;]\s|\d{{4}},?\s)(?:{{definite_articles}}\s+)?(?P<name>{_NAME})\s+(?P<deed>{{agent_deeds}})(?!\w)"
)
_HOST = WordPattern(
    rf"(?:^|\s)(?P<place>{_CAPITALISED})\s+(?:{{hosts_event}})\s",
)
_SEAT = WordPattern(rf"(?<!\w)(?:{{seat_words}})\s+(?P<place>{_CAPITALISED}(?:\s{_CAPITALISED})?)")
_ORDER = WordPattern(r"(?<!\w)(?:(?P<before>{order_before})|(?P<after>{order_after}|{follows}))(?!\w)")
_NO_ORDER = WordPattern(r"(?<!\w)(?:{not_an_order})\s*$")
_REPEATED = WordPattern(r"(?<!\w)(?:{repetitions})(?!\w)")


def slot_memories(countries: CountryIndex) -> tuple[SlotMemory[Any], ...]:
    """Return an empty memory for each kind of value."""
    return (
        SlotMemory(_find_ranks, _ranks_differ, _may_have_rank),
        SlotMemory(_find_same_rank, _times_of_ranks_differ, _may_have_rank),
        SlotMemory(_find_lengths, _lengths_differ, _may_have_length),
        SlotMemory(_find_places, partial(_places_differ, countries), _may_have_place),
        SlotMemory(_find_counts, _counts_differ, _may_have_count),
        SlotMemory(_find_seats, partial(_seats_differ, countries), _may_have_seat),
        SlotMemory(_find_agents, _agents_differ, _may_have_agent),
        SlotMemory(_find_orders, _orders_differ, _may_have_order),
    )


def _is_same_month(one: Slot[_Value], other: Slot[_Value]) -> bool:
    """Return whether two values are surely of one time, not longer than a month."""
    return bool(
        one.at
        and other.at
        and one.at.overlap(other.at)
        and max(span.last - span.first for span in (one.at, other.at)) <= MONTH
    )


# --- the place in an order ----------------------------------------------------------------------


def _may_have_rank(statement: Statement) -> bool:
    return statement.parsed.kinds & RANK != 0


def _find_ranks(statement: Statement) -> Iterator[Slot[_Ranked]]:
    """Yield the ordinal numbers of a sentence with what they rank: "its sixth action plan"."""
    parsed = statement.parsed
    for rank in parsed.ranks:
        things = (frozenset(rank.things) - statement.partners) or statement.core.words
        if rank.value < 1 or not things or "country" in things or is_unasserted(statement.text, rank.start):
            continue
        words = (statement.core.words | things) - {f"#{rank.value:g}"}
        if len(things) == 1 and next(iter(things)).startswith("@"):
            words = things | {"#"}
        thing = Thing(words, statement.core.names - {f"#{rank.value:g}"})
        yield Slot(thing, (things, rank.value), statement.at, statement.own, rank.start, rank.stated)


def _ranks_differ(one: Slot[_Ranked], other: Slot[_Ranked]) -> bool:
    things, rank = one.value
    other_things, other_rank = other.value
    if not things & other_things or rank == other_rank:
        return False
    if _is_same_month(one, other):
        return True
    is_series = things & other_things & tokens_of("recurring_things")
    earlier, later = (one, other) if rank < other_rank else (other, one)
    return bool(is_series and earlier.at and later.at and later.at.last < earlier.at.first)


def _find_same_rank(statement: Statement) -> Iterator[Slot[float]]:
    """Yield the things that a sentence gives one ordinal number, to compare their times.

    People speak of a second tunnel, and promise it, at other times than it is built; and its building lasts.
    """
    fact = statement.own
    is_talk = isinstance(fact, Contact | Commitment) and not statement.parsed.times
    if is_talk or (fact is not None and not fact.is_event):
        return
    for rank in statement.parsed.ranks:
        if rank.value >= 1 and not is_unasserted(statement.text, rank.start):
            yield Slot(statement.core, rank.value, statement.at, statement.own, rank.start, rank.stated)


def _times_of_ranks_differ(one: Slot[float], other: Slot[float]) -> bool:
    return bool(one.value == other.value and one.at and other.at and not one.at.overlap(other.at))


# --- lengths of time ----------------------------------------------------------------------------


def _may_have_length(statement: Statement) -> bool:
    kinds = statement.parsed.kinds
    if kinds & TIME or statement.has_term:
        return True
    return kinds & NUMBER != 0 and find_length(statement.text) is not None


def _find_lengths(statement: Statement) -> Iterator[Slot[_Length]]:
    """Yield how long a sentence says that something lasted, or from when to when."""
    parsed, fact = statement.parsed, statement.own
    if found := find_length(statement.text):
        length = LengthOfTime.read(found)
        if not is_unasserted(statement.text, found.start()):
            yield Slot(statement.core, length, statement.at, fact, found.start(), found[0])
        return
    start, end = (time.span if time else None for time in (parsed.since, parsed.until))
    if fact and not fact.is_event:
        ends = [each.span if each else None for each in (fact.period.start, fact.period.end)]
        start, end = start or ends[0], end or ends[1]
    if start and end and start.first <= end.last:
        yield Slot(statement.core, (start, end), None, fact, 0, f"{start.first.year} to {end.last.year}")


def _lengths_differ(one: Slot[_Length], other: Slot[_Length]) -> bool:
    left, right = one.value, other.value
    if isinstance(left, LengthOfTime) and isinstance(right, LengthOfTime):
        is_one_time = one.at is None or other.at is None or one.at.overlap(other.at) is not None
        return is_one_time and not left.may_be(right)
    if isinstance(left, LengthOfTime):
        return not isinstance(right, LengthOfTime) and not left.fits(*right)
    return isinstance(right, LengthOfTime) and not right.fits(*left)


# --- places -------------------------------------------------------------------------------------


def _may_have_place(statement: Statement) -> bool:
    return statement.parsed.kinds & PLACE != 0 or may_contain(statement.text, "hosts_event")


def _find_places(statement: Statement) -> Iterator[Slot[str]]:
    """Yield the only place of what a sentence tells."""
    text, parsed = statement.text, statement.parsed
    places = [place for place in parsed.places if f"@{place.name}" not in statement.partners]
    stated = [(place.name, place.start, place.stated) for place in places]
    if host := _HOST.search(text):
        stated.append((fold(host["place"]), host.start("place"), host["place"]))
    if len(stated) != 1 or _REPEATED.search(text) or is_unasserted(text, stated[0][1]):
        return
    name, start, written = stated[0]
    tokens = {token(word) for word in written.split()}
    core = Thing(statement.core.words - tokens, statement.core.names - tokens)
    yield Slot(core, _place_forms().get(name, name), statement.at, statement.own, start, written)


def _places_differ(countries: CountryIndex, one: Slot[str], other: Slot[str]) -> bool:
    return _is_same_month(one, other) and _are_apart(countries, one, other)


def _are_apart(countries: CountryIndex, one: Slot[str], other: Slot[str]) -> bool:
    """Return whether two places are two, and neither may be in the other."""
    left, right = one.value, other.value
    return left not in right and right not in left and not countries.may_overlap(left, right)


def _place_forms() -> dict[str, str]:
    return {fold(form): fold(place) for form, place in translations("place_forms")}


def _may_have_seat(statement: Statement) -> bool:
    return _SEAT.may_match(statement.text)


def _find_seats(statement: Statement) -> Iterator[Slot[str]]:
    """Yield where a thing is, and not only where something happened to it: "it has its seat in"."""
    seat = _SEAT.search(statement.text)
    if not seat or is_unasserted(statement.text, seat.start()):
        return
    start, _ = clause_around(statement.text, seat.start())
    thing = thing_between(statement.parsed, start, seat.start(), statement.partners)
    if not thing.is_named:
        before = clause_around(statement.text, max(0, start - 3))
        thing = thing_between(statement.parsed, *before, statement.partners)
    yield Slot(thing, fold(seat["place"]), statement.at, statement.own, seat.start("place"), seat["place"])


def _seats_differ(countries: CountryIndex, one: Slot[str], other: Slot[str]) -> bool:
    return bool(one.at and other.at and one.at.overlap(other.at)) and _are_apart(countries, one, other)


# --- numbers ------------------------------------------------------------------------------------


def _may_have_count(statement: Statement) -> bool:
    return statement.parsed.kinds & NUMBER != 0


def _find_counts(statement: Statement) -> Iterator[Slot[_Count]]:
    """Yield the numbers of a sentence with what they count, each kind of thing once."""
    parsed = statement.parsed
    for quantity in parsed.quantities:
        things = frozenset(quantity.things) - statement.partners - {"country"}
        others = [each for each in parsed.quantities if each is not quantity and things & {*each.things}]
        if (
            things
            and not others
            and not quantity.is_about
            and not quantity.bound
            and not is_unasserted(parsed.text, quantity.start)
        ):
            thing = Thing(statement.core.words - things, statement.core.names - things)
            ordered = tuple(word for word in quantity.things if word in things)
            value = (ordered, quantity.value, parsed.text)
            yield Slot(thing, value, statement.at, statement.own, quantity.start, quantity.stated)


def _counts_differ(one: Slot[_Count], other: Slot[_Count]) -> bool:
    (few, least, few_text), (many, most, many_text) = sorted(
        (one.value, other.value), key=lambda value: value[1]
    )
    return bool(
        least < most
        and _is_same_month(one, other)
        and {*few} & {*many}
        and not ({*few} ^ {*many}) & tokens_of("group_parts")
        and not is_part_of_whole(few, few_text, many, many_text)
    )


# --- who did it ---------------------------------------------------------------------------------


def _may_have_agent(statement: Statement) -> bool:
    return may_contain(statement.text, "agent_deeds", are_whole_words=True)


def _find_agents(statement: Statement) -> Iterator[Slot[frozenset[str]]]:
    """Yield who did what a sentence tells: "signed by the Ministry of Defence"."""
    text, parsed = statement.text, statement.parsed
    found = _AGENT.search(text) or _DOER.search(text)
    if not found or is_unasserted(text, found.start()):
        return
    start, end = found.span("name")
    name = frozenset(key for place, key in parsed.words if start <= place < end)
    rest = (
        thing_between(parsed, 0, start, statement.partners).words
        | thing_between(parsed, end, len(text), statement.partners).words
    )
    deed = token(found["deed"].split()[-1]) or found["deed"]
    if name - statement.partners and not any(key in statement.partners for key in name):
        thing = Thing(rest | {f"!{deed}"}, rest & parsed.names)
        yield Slot(thing, name, statement.at, statement.own, start, found["name"])


def _agents_differ(one: Slot[frozenset[str]], other: Slot[frozenset[str]]) -> bool:
    return _is_same_month(one, other) and bool(one.value - other.value and other.value - one.value)


# --- what came first ----------------------------------------------------------------------------


def _may_have_order(statement: Statement) -> bool:
    return _ORDER.may_match(statement.text)


def _find_orders(statement: Statement) -> Iterator[Slot[_Order]]:
    """Yield which of two things came first, where a sentence gives no time between them."""
    text = statement.text
    word = _ORDER.search(text)
    if not word or _NO_ORDER.search(text, 0, word.start()) or is_unasserted(text, word.start()):
        return
    left = thing_between(statement.parsed, 0, word.start(), statement.partners)
    right = thing_between(statement.parsed, word.end(), len(text), statement.partners)
    if not left.is_named or not right.is_named:
        return
    earlier, later = (left, right) if word["before"] else (right, left)
    both = Thing(left.words | right.words, left.names | right.names)
    yield Slot(both, (earlier, later), None, statement.own, word.start(), word[0])


def _orders_differ(one: Slot[_Order], other: Slot[_Order]) -> bool:
    earlier, later = one.value
    other_earlier, other_later = other.value
    return (
        earlier.is_same(other_later) and later.is_same(other_earlier) and not earlier.is_same(other_earlier)
    )
