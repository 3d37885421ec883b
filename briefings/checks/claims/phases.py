"""Statements about the start, course and end of a thing: "it opened in 2017" rules out that it was open in 2016."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.claims.conflicts import Conflict, text_says
from briefings.checks.claims.things import Thing, ThingIndex, thing_between
from briefings.checks.claims.tokens import tokens_of
from briefings.checks.periods import HALF_YEAR
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.sentences import clause_around
from briefings.checks.text.vocabulary import PhraseTable, WordPattern, may_contain, translations
from briefings.model.entities import Framework

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.claims.sentences import Statement
    from briefings.checks.text.countries import CountryIndex
    from briefings.checks.text.times import NamedTime
    from briefings.model.dates import Span
    from briefings.model.facts import Fact

__all__ = ["PhaseMemory"]

# What is held, or approved, may be so again next year.
_HELD, _APPROVED = "held", "approved"
_JOINED = "joined"
_OF_AGREEMENTS = frozenset({"signed", "force", "ratified"})
_BEGINS, _ENDS, _HOLDS, _LACKS, _NEVER = "begins", "ends", "holds", "lacks", "never"
# What cannot come before what.
_ORDER = ((_BEGINS, _HOLDS), (_LACKS, _BEGINS), (_HOLDS, _ENDS), (_BEGINS, _ENDS))
_NEGATED = WordPattern(r"(?<!\w){negations}\s+(?:[\w-]+\s+){0,2}$")
# "The second course", "another delivery": more than one of the kind, so that another day is that of another one.
_REPEATED = WordPattern(r"(?<!\w)(?:{repetitions}|{under_agreements})(?!\w)")
_NEVER_WORD = WordPattern(r"(?<!\w){never_words}(?!\w)")
_PUT_UNDER = WordPattern(r"(?<!\w){put_under}(?!\w)")
_UNREAL = WordPattern(r"(?<!\w)(?:{not_a_fact}\s+(?:[\w-]+\s+){0,2}|{unreal_verbs}\s+(?:[\w-]+\s+){0,7})$")
_OTHER_DAY = WordPattern(
    r"(?<!\w)(?:{order_before}|{order_after}|{distance_words}|{ago_words}|{other_time})(?!\w)"
)
# What holds may be the next of its kind: "a new protocol is in force".
_RENEWED = WordPattern(r"(?<!\w){renewal}(?!\w)")
# "When it was signed, …": when that was, the sentence does not say.
_WHEN = WordPattern(r"\W*{that_time}\s")
_OPENING = WordPattern(r"\W*(?:{cleft_openings}\s+)?(?:(?:{date_prepositions}|{agents}|{until_when})\s+)?")
_NO_SUBJECT = WordPattern(r"\W*(?:(?:{relative_pronouns}|{adverbs_before_verb}|{was})\s+)*")
_SHORT = timedelta(days=60)
_FAR = 40


class _Phase(NamedTuple):
    """A statement about a property of a thing at a time: it began, ended, held or was lacking.

    Attributes:
        thing: the thing.
        aspect: the property: `open`, `force`, `signed`.
        kind: `begins`, `ends`, `holds`, `lacks`, or `never`: it was lacking up to its time.
        span: when.
        fact: the fact that says so; None for a finished text.
        place: position of the time, or of the words.
        stated: the words.
        is_dated: whether the words, or a field, give the time, and not only the date of the fact.
    """

    thing: Thing
    aspect: str
    kind: str
    span: Span
    fact: Fact | None
    place: int
    stated: str
    is_dated: bool


class PhaseMemory:
    """When things began, held and ended, in the order in which sentences are read."""

    def __init__(self, countries: CountryIndex) -> None:
        self._countries = countries
        self._known: dict[str, ThingIndex[_Phase]] = {}

    def may_read(self, statement: Statement) -> bool:
        """Return whether a sentence has a verb for a beginning, an end or a state."""
        text = statement.text
        return may_contain(text, "phases", are_whole_words=True) and bool(_phrases().find(text))

    def read(self, statement: Statement) -> Iterator[Conflict]:
        """Yield what a sentence says of phases that an earlier one rules out, and remember it."""
        for phase in self._read_phases(statement):
            shelf = self._known.setdefault(phase.aspect, ThingIndex())
            for known in shelf.find(phase.thing):
                if (known.fact is None or known.fact is not phase.fact) and _are_exclusive(phase, known):
                    yield _conflict(phase, known)
                    break
            else:
                yield from self._find_before_signature(phase)
            shelf.add(phase)

    def _find_before_signature(self, phase: _Phase) -> Iterator[Conflict]:
        """Yield what entered into force, or was ratified, before it was signed."""
        for aspect in ("signed", "force", "ratified") if phase.kind == _BEGINS else ():
            if (aspect == "signed") is (phase.aspect == "signed") or phase.aspect not in _OF_AGREEMENTS:
                continue
            for known in self._known.get(aspect, ThingIndex[_Phase]()).find(phase.thing):
                signed, other = (phase, known) if phase.aspect == "signed" else (known, phase)
                is_one_fact = known.fact is not None and known.fact is phase.fact
                if known.kind == _BEGINS and other.span.last < signed.span.first and not is_one_fact:
                    yield _conflict(phase, known)
                    return

    def _read_phases(self, statement: Statement) -> Iterator[_Phase]:
        """Yield what a sentence says of the phases of things."""
        text, parsed = statement.text, statement.parsed
        for found, meaning in _phrases().find(text):
            aspect, kind = meaning.split()
            negation = _NEGATED.search(text, 0, found.start())
            is_negated = negation is not None
            if is_unasserted(text, negation.start() if negation else found.start()):
                continue
            if not is_negated and _UNREAL.search(text, 0, found.start()):
                continue
            if kind == _HOLDS and _RENEWED.search(text):
                continue
            start, end = clause_around(text, found.start())
            # Who joins is a country, which tells no thing from another.
            first, last = (
                (start, end) if aspect == _JOINED else _with_subject(text, start, end, found.start())
            )
            member = self._member(statement, first, last) if aspect == _JOINED else None
            thing = member or self._thing(statement, first, last)
            if not thing.is_named:
                thing, start, end = self._thing(statement, 0, len(text)), 0, len(text)
            time = _time_of(statement, found.start(), start, end)
            if not time or not first <= time.start < last:
                first, last = 0, len(text)
            if _REPEATED.search(_PUT_UNDER.sub("", text[first:last])):
                return
            if time is None and (_OTHER_DAY.search(text) or _WHEN.match(text, start) or _WHEN.match(text)):
                continue  # of another day than the fact
            span = time.span if time else (None if parsed.times else statement.told_at)
            said_of = _LACKS if is_negated else kind
            said = text[negation.start() if negation else found.start() : found.end()]
            if said_of == _LACKS and _NEVER_WORD.search(said) and statement.own and statement.told_at:
                time, span = None, statement.told_at  # "negotiated until 2014, it was never signed"
                said_of = _NEVER
            if thing.is_named and span:
                mark = time.start if time else found.start()
                said = f"{said} {time.text}" if time else said
                is_dated = time is not None or statement.is_of_record
                yield _Phase(thing, aspect, said_of, span, statement.own, mark, said, is_dated)
            return  # one verb for one thing

    def _member(self, statement: Statement, start: int, end: int) -> Thing | None:
        """Return the membership of which a clause speaks, by who is in what; None if that is not certain."""
        bodies = frozenset(
            f"@{each.entity.id}"
            for each in statement.parsed.mentions
            if start <= each.start < end and isinstance(each.entity, Framework)
        )
        members = statement.partners & statement.parsed.tokens
        if not members and statement.own and not self._countries.names_stranger(statement.text):
            members = frozenset({f"@{statement.own.folder}"})
        words = bodies | members
        return Thing(words, words) if len(bodies) == len(members) == 1 else None

    @staticmethod
    def _thing(statement: Statement, start: int, end: int) -> Thing:
        ignored = {*statement.partners, *tokens_of("phase_tokens")}
        return thing_between(statement.parsed, start, end, ignored)


def _with_subject(text: str, start: int, end: int, verb: int) -> tuple[int, int]:
    """Return where a clause begins and ends with the one beside it that has its subject: "the plan, approved in May, is …"."""
    if not _NO_SUBJECT.fullmatch(text, start, verb):
        return start, end
    if text[:start].strip():
        return clause_around(text, max(0, len(text[:start].rstrip(" ,(–—-")) - 1))[0], end
    beside = next((place for place in range(end, len(text)) if text[place].isalnum()), end)
    return start, clause_around(text, beside)[1]


def _conflict(phase: _Phase, known: _Phase) -> Conflict:
    """Return that an earlier statement says otherwise."""
    message = text_says(phase.stated, f"an earlier statement {known.stated!r}")
    return Conflict(phase.place, message, known.fact)


def _time_of(statement: Statement, position: int, start: int, end: int) -> NamedTime | None:
    """Return the time of a verb: the only one of its clause, else the only one of its sentence."""
    times = [time for time in statement.parsed.times if time.span]
    own = [time for time in times if start <= time.start < end]
    own = own or [time for time in times if time.start >= end or _opens_clause(statement.text, time)]
    if len(own) == 1:
        return own[0]
    if own and _OPENING.fullmatch(statement.text, 0, own[0].start):
        return own[0]
    near = [time for time in own if 0 <= time.start - position < _FAR]
    return near[0] if near else None


def _opens_clause(text: str, time: NamedTime) -> bool:
    """Return whether nothing stands before a time in its clause; "initialled in March 2012, it was signed" has a verb."""
    return _OPENING.fullmatch(text, clause_around(text, time.start)[0], time.start) is not None


def _are_exclusive(one: _Phase, other: _Phase) -> bool:
    """Return whether two statements about a property of one thing cannot both be true."""
    kinds = {one.kind, other.kind}
    by_kind = {one.kind: one.span, other.kind: other.span}
    if _NEVER in kinds:
        return any(
            kind not in {_NEVER, _LACKS} and span.first <= by_kind[_NEVER].last
            for kind, span in by_kind.items()
        )
    if all(word.startswith("@") for word in one.thing.words):
        return False  # a membership, of which the dates are compared with the one on record
    if one.kind == other.kind:
        return one.kind in {_BEGINS, _ENDS} and _are_two_times(one, other)
    if kinds == {_HOLDS, _LACKS}:
        spans = by_kind[_HOLDS], by_kind[_LACKS]
        return spans[0].overlap(spans[1]) is not None and max(s.last - s.first for s in spans) < _SHORT
    order = next(((first, then) for first, then in _ORDER if kinds == {first, then}), None)
    return order is not None and by_kind[order[1]].last < by_kind[order[0]].first


def _are_two_times(one: _Phase, other: _Phase) -> bool:
    """Return whether two statements give two times to what one thing does once, or does not do again so soon."""
    if one.span.overlap(other.span) or not (one.is_dated or other.is_dated):
        return False
    distance = max(one.span.last, other.span.last) - min(one.span.first, other.span.first)
    if one.aspect == _APPROVED:
        is_one = one.thing.words <= other.thing.words or other.thing.words <= one.thing.words
        return is_one and (distance <= HALF_YEAR or _is_day_of_other_year(one.span, other.span))
    return distance <= _SHORT or (
        one.aspect != _HELD and not (one.thing.words | other.thing.words) & tokens_of("recurring_things")
    )


def _is_day_of_other_year(one: Span, other: Span) -> bool:
    """Return whether two days differ in their year alone, as a slip of the pen makes them."""
    days = {(span.first.month, span.first.day) for span in (one, other) if span.first == span.last}
    return len(days) == 1 and one.first == one.last and other.first == other.last


@cache
def _phrases() -> PhraseTable:
    """Return the phrases that say a phase, the longest first, each with its property and its kind."""
    return PhraseTable(sorted(translations("phases"), key=lambda pair: -len(pair[0])))
