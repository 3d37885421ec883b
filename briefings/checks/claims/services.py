"""Statements about the start, end and length of the service of troops in a mission, compared with the facts."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.claims.conflicts import Conflict
from briefings.checks.claims.lengths import find_lengths
from briefings.checks.claims.tokens import tokens_of
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.sentences import clause_around
from briefings.checks.text.vocabulary import WordPattern, may_contain
from briefings.factbase.spans import certain_span
from briefings.model.contacts import Contact
from briefings.model.entities import SHARED_FOLDER, Framework, Organisation
from briefings.model.facts import Membership

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefings.checks.claims.fact_index import Entry, FactIndex
    from briefings.checks.claims.parsed_sentences import ParsedSentence
    from briefings.checks.claims.sentences import Statement
    from briefings.model.dates import Span
    from briefings.model.facts import Fact

__all__ = ["ServiceMemory", "may_tell_service"]

_SERVES = WordPattern(r"(?<!\w)(?:{service_verbs})(?!\w)")
_NOUN = WordPattern(r"(?<!\w)(?:{service_nouns})(?!\w)")
_ENDS = WordPattern(r"(?<!\w)(?:{service_ends})(?!\w)")
_PLUPERFECT = WordPattern(r"(?<!\w){pluperfect_auxiliaries}(?!\w)")
_MOST_TIMES = 2
_OTHER = WordPattern(
    r"(?<!\w)(?:{unreal_verbs}|{rotations}|{vague_offices}|{negations}|{none_of}|{order_before}|{order_after})(?!\w)"
)


class _Service(NamedTuple):
    """A service on record: from when to when, and the words of its fact."""

    fact: Fact
    start: Span | None
    end: Span | None
    tokens: frozenset[str]


def may_tell_service(statement: Statement) -> bool:
    """Return False only if a sentence certainly says nothing of troops, or of taking part in a mission."""
    return _may_serve(statement.text)


def _may_serve(text: str) -> bool:
    return may_contain(text, "service_nouns", "service_verbs")


class ServiceMemory:
    """The services of the troops of each partner, by the mission in which they are."""

    def __init__(self, fact_index: FactIndex) -> None:
        self._fact_index = fact_index

    @cached_property
    def _known(self) -> Mapping[tuple[str, str], Sequence[_Service]]:
        known: dict[tuple[str, str], list[_Service]] = defaultdict(list)
        folders = {fact.folder for fact in self._fact_index.context.store.facts} - {SHARED_FOLDER}
        for entry in self._fact_index.entries_of(folders):
            fact = entry.fact
            if fact is None or isinstance(fact, Membership):
                continue
            for sentence in entry.sentences:
                start, end = _bounds(entry, sentence)
                keys = self._missions(sentence) if (start or end) and _may_serve(sentence.text) else set()
                for key in keys:
                    known[fact.folder, key].append(_Service(fact, start, end, entry.tokens))
        return known

    @cached_property
    def _partners_in_talks(self) -> frozenset[str]:
        """Return the bodies with which contacts are; troops are in missions, and not in these."""
        return frozenset(
            fact.body for fact in self._fact_index.context.store.facts if isinstance(fact, Contact)
        )

    def _missions(self, parsed: ParsedSentence) -> set[str]:
        """Return the missions in which a sentence has troops."""
        bodies = {
            each.entity.id for each in parsed.mentions if isinstance(each.entity, Framework | Organisation)
        }
        return bodies - self._partners_in_talks

    def read(self, statement: Statement) -> Iterator[Conflict]:
        """Yield the times and lengths that a sentence gives to a service, and that all facts on it rule out."""
        text, parsed = statement.text, statement.parsed
        missions = sorted(self._missions(parsed))
        if not missions:
            return
        if (
            not (_NOUN.search(text) or _SERVES.search(text))
            or _OTHER.search(text)
            or is_unasserted(text, len(text))
        ):
            return
        folder = self._partner(statement)
        lengths = find_lengths(text)
        if (
            not folder
            or parsed.ranks
            or (parsed.quantities and not lengths)
            or len(parsed.times) > _MOST_TIMES
        ):
            return
        found = [self._known[folder, key] for key in missions if (folder, key) in self._known]
        if len(found) != 1:
            return
        services = [each for each in found[0] if each.fact is not statement.own]
        if not services or not self._is_about(statement, services):
            return
        yield from _compare(statement, services)
        yield from _compare_length(statement, services)

    def _partner(self, statement: Statement) -> str:
        """Return the id of the partner whose troops a sentence is about; empty if that is not certain."""
        named = {key.removeprefix("@") for key in statement.partners & statement.parsed.tokens}
        if len(named) == 1:
            return next(iter(named))
        if not named and statement.own is None:
            folders = statement.folders - {SHARED_FOLDER}
            return next(iter(folders)) if len(folders) == 1 else ""
        if named or statement.own is None:
            return ""
        return statement.own.folder if statement.own.folder in statement.folders else ""

    def _is_about(self, statement: Statement, services: Sequence[_Service]) -> bool:
        """Return whether a sentence has no word of its own, by which it may be about some of the troops only."""
        parsed = statement.parsed
        known = frozenset().union(*(each.tokens for each in services))
        light = tokens_of("service_tokens") | tokens_of("light_words") | statement.partners
        cues = [cue.span() for pattern in (_SERVES, _NOUN, _ENDS) for cue in pattern.finditer(parsed.text)]
        missions = self._missions(parsed)
        clauses = [
            clause_around(parsed.text, each.start) for each in parsed.mentions if each.entity.id in missions
        ]
        first, last = min(start for start, _ in clauses), max(end for _, end in clauses)
        last = max([last, *(time.end for time in parsed.times)])
        own = {
            key
            for place, key in parsed.words
            if first <= place < last
            and key not in known
            and key not in light
            and not any(start <= place < end for start, end in cues)
        }
        return not own - parsed.verbs


def _bounds(entry: Entry, parsed: ParsedSentence) -> tuple[Span | None, Span | None]:
    """Return since when and until when a fact has a service: by its period, else by its words."""
    fact = entry.fact
    if fact and not fact.is_event:
        start, end = fact.period.start, fact.period.end
        return (start.span if start else None, end.span if end else None)
    since, until = parsed.since, parsed.until
    return (since.span, until.span) if since and until else (None, None)


def _compare(statement: Statement, services: Sequence[_Service]) -> Iterator[Conflict]:
    """Yield a start or an end that no service has."""
    parsed = statement.parsed
    since, until = parsed.since, parsed.until
    others = [time for time in parsed.times if time not in {since, until}]
    leaves = _ENDS.search(statement.text) if until is None else None
    if leaves and len(others) > 1:
        first, last = clause_around(statement.text, leaves.start())
        others = [time for time in others if first <= time.start < last]
    if leaves and len(others) == 1:
        until = others.pop()
    for time, is_start in ((since, True), (until, False)):
        if time and time.span and all(_is_other(each, time.span, is_start=is_start) for each in services):
            yield Conflict.with_period(time.start, time.text, services[0].fact)
            return
    if len(others) == 1 and not since and not until and others[0].span:
        span = others[0].span
        if all(_is_outside(each, span) for each in services):
            yield Conflict.with_period(others[0].start, others[0].text, services[0].fact)
    elif since and not until and not others and not statement.own and not _PLUPERFECT.search(statement.text):
        ends = [each.end.last for each in services if each.end]
        if len(ends) == len(services) and statement.span and statement.span.first > max(ends):
            yield Conflict.with_period(since.start, since.text, services[0].fact)


def _is_other(service: _Service, span: Span, *, is_start: bool) -> bool:
    """Return whether a service certainly did not begin, or did not end, at a time."""
    mark = service.start if is_start else service.end
    if mark:
        return mark.overlap(span) is None
    held = certain_span(service.fact)
    return bool(held and (span.last < held.first if is_start is False else held.first < span.first))


def _is_outside(service: _Service, span: Span) -> bool:
    return bool(
        (service.start and span.last < service.start.first) or (service.end and service.end.last < span.first)
    )


def _compare_length(statement: Statement, services: Sequence[_Service]) -> Iterator[Conflict]:
    """Yield a length in years that the start and the end of the only service rule out."""
    lengths = find_lengths(statement.text)
    if len(lengths) != 1 or lengths[0].length.unit != "years" or statement.parsed.since:
        return
    spans = {(each.start, each.end) for each in services}
    (start, end), *others = spans
    if others or not start or not end:
        return
    if not lengths[0].length.fits(start, end):
        yield Conflict.with_period(lengths[0].start, lengths[0].stated, services[0].fact)
