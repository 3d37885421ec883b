"""The one reader of what sentences claim, for facts and finished texts alike."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.audit_findings import order_message
from briefings.checks.claims.capacities import CapacityMemory
from briefings.checks.claims.conflicts import Conflict, text_says
from briefings.checks.claims.denials import find_denials, may_deny
from briefings.checks.claims.differences import Told
from briefings.checks.claims.ended_states import EndedStates
from briefings.checks.claims.entry_dates import find_wrong_dates, may_date_entries
from briefings.checks.claims.fact_index import FactIndex
from briefings.checks.claims.joining_orders import find_wrong_joining_orders, may_order_joinings
from briefings.checks.claims.known import known_statements
from briefings.checks.claims.leaders import LeaderMemory
from briefings.checks.claims.lengths import find_wrong_distances, find_wrong_lengths, may_have_distance
from briefings.checks.claims.life_memory import LifeMemory, may_act
from briefings.checks.claims.lives import speaks_of_lives
from briefings.checks.claims.orders import find_wrong_orders, may_order
from briefings.checks.claims.past_states import find_past_states, may_name_state
from briefings.checks.claims.phases import PhaseMemory
from briefings.checks.claims.renamings import RenamingMemory
from briefings.checks.claims.retold import (
    dated_clauses,
    differing_kinds,
    find_differences,
    find_other_times,
    speak_of_two,
)
from briefings.checks.claims.same_day import TextDays
from briefings.checks.claims.sentences import Statement, is_term
from briefings.checks.claims.services import ServiceMemory, may_tell_service
from briefings.checks.claims.slot_kinds import slot_memories
from briefings.checks.claims.slot_origins import age_memory, capital_memory
from briefings.checks.claims.standings import find_wrong_standings, may_call_former
from briefings.checks.claims.successions import SuccessionMemory, may_tell_succession
from briefings.checks.claims.terms_told import find_wrong_terms, may_tell_terms
from briefings.checks.claims.visits import find_wrong_visits, may_speak_of_visits
from briefings.checks.claims.whens import find_wrong_whens, may_tell_when
from briefings.checks.claims.whereabouts import Whereabouts, may_name_whereabouts
from briefings.checks.claims.years_in_office import find_wrong_years_in_office, may_count_years_in_office
from briefings.checks.frames.reader import may_read_fact_frames, read_fact_frames
from briefings.checks.retelling import RetoldEvents
from briefings.checks.text.assertion import is_of_namesake, is_unasserted
from briefings.checks.text.body_order import find_wrong_body_orders, may_order_bodies
from briefings.checks.text.parts import find_wrong_sums, may_have_parts
from briefings.checks.text.references import blank_citations, blank_quotations
from briefings.checks.text.times import find_times, has_digit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefings.checks.claims.parsed_sentences import ParsedSentence
    from briefings.checks.claims.sentences import Memory
    from briefings.checks.context import CheckContext
    from briefings.model.dates import Span
    from briefings.model.facts import Fact

__all__ = ["ClaimReader"]


# A sentence of so many words is a list.
_MOST_WORDS = 80


class _Rule(NamedTuple):
    """A rule, and what a sentence must have for it to say anything.

    Attributes:
        read: yields the claims of a sentence that the rule finds to be wrong.
        may_read: returns False only for a sentence of which the rule certainly says nothing.
        is_of_prose: whether it says nothing of the rows of tables, which have no verbs.
    """

    read: Callable[[Statement], Iterator[Conflict]]
    may_read: Callable[[Statement], bool]
    is_of_prose: bool = False


class ClaimReader:
    """The reader of a set of facts: it compares what sentences claim with them."""

    def __init__(self, context: CheckContext, *, all_languages: bool = False) -> None:
        self._context = context
        self._fact_index = FactIndex(context, all_languages=all_languages)
        self._events: dict[frozenset[str], RetoldEvents] = {}
        self._lives = LifeMemory(context)
        self._successions = SuccessionMemory(context)
        self._rules = (
            _Rule(find_wrong_lengths, lambda sentence: has_digit(sentence.text)),
            _Rule(self._read_sums, lambda sentence: may_have_parts(sentence.text)),
            _Rule(self._read_events, lambda sentence: has_digit(sentence.text)),
            _Rule(TextDays(self._fact_index).read, lambda sentence: has_digit(sentence.text)),
            _Rule(
                self._lives.read,
                lambda sentence: speaks_of_lives(sentence.text) and not is_of_namesake(sentence.text),
            ),
            _Rule(
                self._lives.read_acts,
                lambda sentence: may_act(sentence.text) and not is_of_namesake(sentence.text),
            ),
            _Rule(self._read_distances, lambda sentence: may_have_distance(sentence.text)),
            _Rule(self._read_bodies, lambda sentence: may_order_bodies(sentence.text)),
            _Rule(partial(find_wrong_visits, context), lambda sentence: may_speak_of_visits(sentence.text)),
            _Rule(CapacityMemory(context).read, lambda sentence: context.titles.may_have(sentence.text)),
            _Rule(partial(find_wrong_standings, context), may_call_former),
            _Rule(ServiceMemory(self._fact_index).read, may_tell_service),
            _Rule(partial(find_denials, context), lambda sentence: may_deny(sentence.text)),
            _Rule(partial(find_wrong_dates, context), may_date_entries),
            _Rule(self._read_terms, self._may_tell_terms),
            _Rule(partial(find_wrong_years_in_office, context), may_count_years_in_office),
            _Rule(partial(find_wrong_whens, context), lambda sentence: may_tell_when(context, sentence.text)),
            _Rule(self._successions.read, lambda sentence: may_tell_succession(sentence.text)),
            _Rule(
                partial(read_fact_frames, context),
                lambda sentence: may_read_fact_frames(context, sentence.text),
            ),
            *(
                _Rule(partial(self._read_memory, number), memory.may_read, is_of_prose=True)
                for number, memory in enumerate(_empty_memories(context))
            ),
            _Rule(partial(find_wrong_joining_orders, context), may_order_joinings, is_of_prose=True),
            _Rule(partial(find_wrong_orders, self._fact_index), lambda sentence: may_order(sentence.text)),
            *_rules_of_times(context, self._fact_index),
            _Rule(self._read_differences, lambda sentence: differing_kinds(sentence.parsed) != 0),
        )
        self._rules_by_text: dict[tuple[str, bool], tuple[_Rule, ...]] = {}
        self._before: tuple[Fact | None, str] = (None, "")
        self._memories: dict[frozenset[str], tuple[Memory, ...]] = {}

    def prepare(self) -> None:
        """Work out what the claims of all partners need, so that no copy of this process has to."""
        for prepared in (self._fact_index, self._lives, self._successions):
            prepared.prepare()

    def read(
        self, text: str, span: Span | None, folders: frozenset[str], own: Fact | None = None
    ) -> Iterator[Conflict]:
        """Yield the claims of a sentence that cannot be true, by the sentence itself or by the facts.

        Args:
            text: the sentence, with names in place of references.
            span: the days of the fact, or of the finished text; None if they are not known.
            folders: the partners that it may be about.
            own: the fact that the sentence is part of; None for a finished text.
        """
        text = blank_citations(blank_quotations(text, but_names=True))
        if own is None or self._rules_by_text.get((text, is_term(own))) != ():
            yield from self._read(
                Statement(text, self._fact_index.parse(text), span, own, self._fact_index.partners, folders)
            )
        self._before = (own, text)

    def _read(self, sentence: Statement) -> Iterator[Conflict]:
        """Yield what the rules find in a sentence; of a finished text, remember it."""
        text = sentence.text
        for rule in self._rules_for(sentence):
            yield from rule.read(sentence)
        if sentence.own is None:
            self._lives.follow(text)
            # Rows of a table differ by their other cells.
            if "|" not in text and not is_unasserted(text, len(text)):
                self._fact_index.remember(sentence.parsed)

    def _rules_for(self, sentence: Statement) -> tuple[_Rule, ...]:
        """Return the rules that may say something of a sentence: none for most."""
        key = sentence.text, sentence.has_term
        rules = self._rules_by_text.get(key)
        if rules is None:
            is_prose = "|" not in sentence.text
            rules = tuple(
                [
                    rule
                    for rule in self._rules
                    if (is_prose or not rule.is_of_prose) and rule.may_read(sentence)
                ]
            )
            self._rules_by_text[key] = rules
        return rules

    # --- what the words of a sentence rule out ----------------------------------------------------

    def _read_distances(self, sentence: Statement) -> Iterator[Conflict]:
        """Yield the distances in time from the sentence before, or from the text, that do not fit the day it names."""
        before = self._before[1] if self._before[0] is sentence.own else ""
        spans = [time.span for time in find_times(before) if time.span]
        anchor = spans[0] if len(spans) == 1 else None
        yield from find_wrong_distances(sentence, anchor)

    def _read_sums(self, sentence: Statement) -> Iterator[Conflict]:
        """Yield the wholes of a finished text that are not the sum of their parts; another check does it for facts."""
        for wrong in find_wrong_sums(sentence.text) if sentence.own is None else ():
            start = max(0, sentence.text.find(wrong.stated))
            yield Conflict(start, text_says(wrong.stated, f"its parts make {wrong.total}"))

    # --- what the facts rule out ------------------------------------------------------------------

    def _read_events(self, sentence: Statement) -> Iterator[Conflict]:
        """Yield the contacts and agreements that a sentence tells with another day or place."""
        yield from self.read_events(sentence.text, sentence.folders, sentence.own)

    def read_events(self, text: str, folders: frozenset[str], own: Fact | None = None) -> Iterator[Conflict]:
        """Yield the contacts and agreements that a text, or a cell with its headings, tells with another day or place."""
        yield from (found for found in self._events_of(folders).find(text) if found.fact is not own)

    def _events_of(self, folders: frozenset[str]) -> RetoldEvents:
        """Return the contacts and agreements of some partners."""
        if folders not in self._events:
            self._events[folders] = RetoldEvents(self._context, folders)
        return self._events[folders]

    def _read_bodies(self, sentence: Statement) -> Iterator[Conflict]:
        """Yield the bodies of a fact that cannot have replaced each other; the audit looks for them by itself."""
        if sentence.own is not None:
            for bodies in find_wrong_body_orders(sentence.text, self._context.names.find(sentence.text)):
                yield Conflict(bodies.later.start, order_message(bodies))

    def _may_tell_terms(self, sentence: Statement) -> bool:
        return may_tell_terms(self._context, sentence.text) or self._context.institutions.may_name(
            sentence.text
        )

    def _read_terms(self, sentence: Statement) -> Iterator[Conflict]:
        """Yield what is said of a term of office and the facts rule out."""
        restated = self._context.institutions.name_offices(sentence.text)
        if restated:
            parsed = self._fact_index.parse(restated.text)
            sentence = replace(sentence, text=restated.text, parsed=parsed)
        for found in find_wrong_terms(self._context, sentence):
            yield replace(found, start=restated.position(found.start)) if restated else found

    def _read_memory(self, number: int, sentence: Statement) -> Iterator[Conflict]:
        """Yield what another sentence about the same thing rules out."""
        folders = sentence.folders
        if folders not in self._memories:
            memories = self._memories[folders] = _empty_memories(self._context)
            told = sentence.own is None
            for statement in known_statements(self._context, self._fact_index, folders, all_told=told):
                for memory in memories:
                    if memory.may_read(statement):
                        any(memory.read(statement))
        yield from self._memories[folders][number].read(sentence)

    def _read_differences(self, sentence: Statement) -> Iterator[Conflict]:
        """Yield the values that a fact about the same matter has otherwise."""
        parsed, own = sentence.parsed, sentence.own
        if len(parsed.words) > _MOST_WORDS or is_unasserted(sentence.text, len(sentence.text)):
            return
        yield from self._find_differences(sentence, parsed)
        for start, end in dated_clauses(parsed) if own is None else ():
            for conflict in self._find_differences(sentence, parsed.part(start, end)):
                yield replace(conflict, start=start + conflict.start)

    def _find_differences(self, sentence: Statement, parsed: ParsedSentence) -> Iterator[Conflict]:
        """Yield the values of a sentence, or of a clause of it, that a fact about the same matter has otherwise."""
        own, is_whole = sentence.own, parsed is sentence.parsed
        matches = [
            match
            for match in self._fact_index.find(parsed.tokens, sentence.folders, kinds=differing_kinds(parsed))
            if not sentence.belongs_to(match.entry.fact)
            and (is_whole or (match.entry.fact and not speak_of_two(sentence.parsed, match.entry)))
        ]
        countries = self._context.countries
        if matches and not parsed.tokens & sentence.partners and countries.names_stranger(sentence.text):
            return  # it is about another country
        told = Told(parsed, sentence.span if own else None, countries, own)
        yield from (find_differences if is_whole else find_other_times)(told, matches)


def _rules_of_times(context: CheckContext, fact_index: FactIndex) -> tuple[_Rule, ...]:
    """Return the rules on what cannot be so at a time: a person in two places, a state that was over."""
    return (
        _Rule(partial(find_past_states, fact_index), may_name_state, is_of_prose=True),
        _Rule(EndedStates(fact_index).read, lambda sentence: not has_digit(sentence.text)),
        _Rule(Whereabouts(context).read, may_name_whereabouts, is_of_prose=True),
    )


def _empty_memories(context: CheckContext) -> tuple[Memory, ...]:
    """Return memories of leaders, phases, names and values in which nothing is written."""
    memories = (
        LeaderMemory(context),
        PhaseMemory(context.countries),
        RenamingMemory(),
        capital_memory(),
        age_memory(),
    )
    return (*memories, *slot_memories(context.countries))
