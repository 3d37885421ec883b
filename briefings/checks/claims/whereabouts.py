"""People whom two statements have in two places at one time."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.claims.conflicts import Conflict
from briefings.checks.periods import event_span
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.sentences import clause_around
from briefings.checks.text.spelling import fold
from briefings.checks.text.towns import country_of_town, english_town
from briefings.checks.text.vocabulary import PhraseTable, WordPattern, may_contain, translations
from briefings.model.contacts import Contact

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from briefings.checks.claims.sentences import Statement
    from briefings.checks.context import CheckContext
    from briefings.model.dates import Span
    from briefings.model.facts import Fact

__all__ = ["Whereabouts", "may_name_whereabouts"]

_FROM_AFAR = WordPattern(r"(?<!\w)(?:{distant_words}|{negations})(?!\w)")
# "The letter of NAME", "a talk on NAME": he was not there.
_NOT_THERE = WordPattern(r"(?<!\w){absent_words}\s+(?:[^\W\d][\w’'.-]*\s+){0,5}$")
# "A talk on the office in Zenda": the place is that of another thing.
_ABOUT = WordPattern(r"(?<=\s){topic_prepositions}\s+(?!\d)")
_DATELINE = WordPattern(r"\W*(?P<town>(?-i:{capital})[\w’-]+),?\s*")
_LONGEST = timedelta(days=7)
_WHOLE = "all"


class _Stay(NamedTuple):
    """A statement that a person was in a place.

    Attributes:
        span: the days.
        place: the place, as it is compared.
        country: the code of its country; empty if it is not known.
        part: the part of the day, `all` for the whole of it; empty if the statement does not say.
        fact: the fact that says so; None for a finished text.
        start: position of the place.
        stated: the place, as written.
    """

    span: Span
    place: str
    country: str
    part: str
    fact: Fact | None
    start: int
    stated: str


class Whereabouts:
    """Where people were, in the order in which sentences are read, and by the contacts on record."""

    def __init__(self, context: CheckContext) -> None:
        self._context = context
        self._known: dict[frozenset[str], dict[Hashable, list[_Stay]]] = {}

    def read(self, statement: Statement) -> Iterator[Conflict]:
        """Yield the places of a sentence where people cannot have been, as they were elsewhere, and remember them."""
        if not (stay := self._stay(statement)):
            return
        known = self._stays(statement.folders)
        for person in self._people(statement):
            for other in known[person]:
                if (other.fact is None or other.fact is not stay.fact) and self._are_apart(stay, other):
                    yield Conflict.with_value(stay.start, stay.stated, other.stated, other.fact)
                    return
            known[person].append(stay)

    def _stays(self, folders: frozenset[str]) -> dict[Hashable, list[_Stay]]:
        """Return what is known of some partners: at first, the contacts on record."""
        if folders not in self._known:
            known: dict[Hashable, list[_Stay]] = defaultdict(list)
            for folder in sorted(folders):
                for fact in self._context.facts_by_folder.get(folder, ()):
                    if not isinstance(fact, Contact) or not fact.place:
                        continue
                    span = event_span(fact.period)
                    if not span or span.last - span.first > _LONGEST:
                        continue
                    stated = next(iter(fact.place.by_language.values()))
                    stay = _Stay(span, *_read_place(stated), "", fact, 0, stated)
                    for participant in (*fact.our_side, *fact.their_side):
                        if participant.person:
                            known[frozenset({participant.person})].append(stay)
            self._known[folders] = known
        return self._known[folders]

    def _people(self, statement: Statement) -> Iterator[Hashable]:
        """Yield the people who were there, by a sentence."""
        text = statement.text
        for person in self._context.people_in(text):
            if not _NOT_THERE.search(text, clause_around(text, person.start)[0], person.start):
                yield person.subject.key

    def _stay(self, statement: Statement) -> _Stay | None:
        """Return where and when people were, if a sentence names one place and one day, or its fact is of one day."""
        text, parsed = statement.text, statement.parsed
        if _FROM_AFAR.search(text) or is_unasserted(text, len(text)):
            return None
        spans = [time.span for time in parsed.times if time.span]
        span = spans[0] if len(spans) == 1 else (None if spans else statement.told_at)
        named = {_read_place(stated): (start, stated) for start, stated in _named_places(statement)}
        if len(named) != 1 or not span or span.last - span.first > timedelta(days=1):
            return None
        ((place, (start, stated)),) = named.items()
        parts = {part for _, part in _parts().find(text)}
        part = _WHOLE if _WHOLE in parts else (parts.pop() if len(parts) == 1 else "")
        return _Stay(span, *place, part, statement.own, start, stated)

    def _are_apart(self, one: _Stay, other: _Stay) -> bool:
        """Return whether one person cannot have been in both places: not in two countries on a day, nor in two towns at noon."""
        if not one.span.overlap(other.span) or one.place == other.place:
            return False
        if self._context.countries.may_overlap(one.place, other.place):
            return False
        is_at_once = _WHOLE in {one.part, other.part} or (one.part and one.part == other.part)
        inside = any(
            outer.span.first < inner.span.first and inner.span.last < outer.span.last
            for outer, inner in ((one, other), (other, one))
        )
        return bool(is_at_once or inside or (one.country and other.country and one.country != other.country))


def may_name_whereabouts(statement: Statement) -> bool:
    """Return False only if a sentence certainly does not say where people were."""
    return may_contain(statement.text, "presence_verbs", are_whole_words=True)


def _named_places(statement: Statement) -> Iterator[tuple[int, str]]:
    """Yield the places that a sentence names, or the one of its dateline, each with its position."""
    parsed = statement.parsed
    for place in parsed.places:
        start, _ = clause_around(statement.text, place.start)
        if f"@{place.name}" not in statement.partners and not _ABOUT.search(
            statement.text, start, place.start
        ):
            yield place.start, place.stated
    opening = _DATELINE.fullmatch(statement.text, 0, parsed.times[0].start) if parsed.times else None
    if opening and country_of_town(opening["town"].capitalize()):
        yield opening.start("town"), opening["town"].capitalize()


def _read_place(stated: str) -> tuple[str, str]:
    """Return a place as it is compared, and the code of its country if that is known."""
    name = _place_forms().get(fold(stated), stated)
    return fold(english_town(name) or name), country_of_town(name)


@cache
def _place_forms() -> dict[str, str]:
    """Return the towns by which texts call places on record, by these places."""
    return {fold(place): town for town, place in translations("place_forms")}


@cache
def _parts() -> PhraseTable:
    return PhraseTable(translations("parts_of_day"))
