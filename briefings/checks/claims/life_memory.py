"""Memory of all statements about births and deaths, to compare each new one with."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from briefings.checks.claims.conflicts import Conflict, text_says
from briefings.checks.claims.lives import BORN, DIED, find_life_claims, speaks_of_lives
from briefings.checks.claims.model import Claim, are_contradictory
from briefings.checks.claims.subjects import Subject
from briefings.checks.periods import event_span, known_span
from briefings.checks.text.assertion import is_of_namesake, is_unasserted
from briefings.checks.text.times import find_times
from briefings.checks.text.vocabulary import WordPattern, may_contain
from briefings.model.contacts import Contact
from briefings.model.dates import Span
from briefings.model.facts import Tenure
from briefings.model.lives import Life

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.claims.model import Value
    from briefings.checks.claims.sentences import Statement
    from briefings.checks.context import CheckContext
    from briefings.model.facts import Fact

__all__ = ["LifeMemory", "may_act"]

# Behind a name: what only living people do.
_DOES = WordPattern(
    r"(?:,\s[^,.;:]{3,70},)?\s+(?:(?:{adverbs_before_verb})\s+)?(?:{human_actions}|{living_actions})(?!\w)"
)
_OTHER_OF = WordPattern(r"(?<!\w){other_people}\s+(?:(?:{owner_links}|{definite_articles}|[\w-]+)\s+){0,2}$")
_Key: TypeAlias = "frozenset[str] | tuple[str, ...]"
_PARTS = frozenset({BORN, DIED})


def may_act(text: str) -> bool:
    """Return False only if a text certainly says of no one that they did what only living people do."""
    return may_contain(text, "human_actions", "living_actions")


class LifeMemory:
    """Statements about lives: those of the fields and texts of facts, and of the finished text so far."""

    def __init__(self, context: CheckContext) -> None:
        self._context = context
        self._last: Subject | None = None
        self._told: set[tuple[str, Subject, Value]] = set()

    @cached_property
    def _known(self) -> dict[_Key, list[tuple[Claim, Fact | None]]]:
        """Return the statements by what all mentions of their subject have in common."""
        known: dict[_Key, list[tuple[Claim, Fact | None]]] = defaultdict(list)
        for claim, fact in self._read_facts():
            known[claim.subject.key].append((claim, fact))
        return known

    @cached_property
    def _deaths(self) -> list[tuple[Claim, Fact | None]]:
        """Return the deaths among the statements."""
        return [item for items in self._known.values() for item in items if item[0].relation == DIED]

    def _read_facts(self) -> list[tuple[Claim, Fact | None]]:
        known: list[tuple[Claim, Fact | None]] = []
        for fact in self._context.store.facts:
            span = event_span(fact.period)
            if isinstance(fact, Life) and fact.part in _PARTS and span:
                subject = Subject(frozenset({fact.person}))
                known.append((Claim(fact.part, subject, span, 0, str(fact.period)), fact))
        for told in self._context.fact_sentences:
            text = told.bare_text if speaks_of_lives(told.text) else ""
            if speaks_of_lives(text) and not is_of_namesake(text):
                known += [(claim, told.fact) for claim in self._claims_in(text, told.span, told.fact)]
        return known

    def _claims_in(self, text: str, span: Span | None, own: Fact | None) -> Iterator[Claim]:
        """Yield the statements of a sentence about lives."""
        subject = self._last
        if own is not None:
            person = own.biography_of
            subject = Subject(frozenset({person})) if person else None
        return find_life_claims(text, self._context.people, span, subject)

    def prepare(self) -> None:
        """Read the facts, so that no copy of this process has to."""
        _ = self._known

    def read(self, statement: Statement) -> Iterator[Conflict]:
        """Yield the births, deaths and ages in a sentence that cannot be true; of a finished text, remember them all."""
        own = statement.own
        for claim in self._claims_in(statement.text, statement.span, own):
            if conflict := self._find_conflict(claim, own):
                yield conflict
            if own is None:
                self._keep(claim)

    def _keep(self, claim: Claim) -> None:
        """Keep a statement of a finished text; of the same one, the first is the one to report."""
        same = claim.relation, claim.subject, claim.value
        if same in self._told:
            return
        self._told.add(same)
        if claim.relation == DIED:
            self._deaths.append((claim, None))
        self._known[claim.subject.key].append((claim, None))

    def read_acts(self, statement: Statement) -> Iterator[Conflict]:
        """Yield what a sentence has someone do after the death that an earlier one, or a fact, dates."""
        text, own = statement.text, statement.own
        deaths = [(claim, fact) for claim, fact in self._deaths if fact is None or fact is not own]
        times = [time.span for time in find_times(text) if time.span] if deaths else []
        when = times[0] if len(times) == 1 else (None if times or own is None else statement.span)
        for person in self._context.people_in(text) if deaths and when else ():
            if not _DOES.match(text, person.end) or is_unasserted(text, person.start):
                continue
            if _OTHER_OF.search(text, 0, person.start):
                continue  # "the widow of NAME visited it"
            for claim, fact in deaths:
                is_later = isinstance(claim.value, Span) and when and when.first > claim.value.last
                if when and is_later and claim.subject.is_same(person.subject):
                    name = text[person.start : person.end]
                    message = f"the text has {name!r} act, but the death is dated {claim.stated}"
                    yield Conflict(person.start, message, fact)
                    return

    def follow(self, text: str) -> None:
        """Keep whom a sentence of a finished text names first, of whom the next one may speak."""
        named = next(iter(self._context.people_in(text)), None)
        self._last = named.subject if named else self._last

    def _find_conflict(self, claim: Claim, own: Fact | None) -> Conflict | None:
        """Return what rules a statement out: another birth or death, or what the person did after it.

        Of two statements of one fact, the second is the one to report.
        """
        is_past = False
        for other, fact in self._known.get(claim.subject.key, ()):
            is_past = is_past or (own is not None and fact is own and other == claim)
            if is_past and fact is own:
                continue
            if are_contradictory(claim, other) or _is_backwards(claim, other):
                what = "birth" if other.relation == BORN else "death"
                is_date = isinstance(fact, Life) or find_times(other.stated)  # and not an age
                reason = (
                    f"the {what} is dated {other.stated}"
                    if is_date
                    else f"another statement {other.stated!r}"
                )
                return Conflict(claim.start, text_says(claim.stated, reason), fact)
        if len(claim.subject.ids) != 1 or not isinstance(claim.value, Span):
            return None
        (person,) = claim.subject.ids
        for fact in self._context.store.facts:
            if isinstance(fact, Contact | Tenure) and person in fact.actor_ids:
                span = known_span(fact)
                if span and _is_outside_life(claim.relation, claim.value, span, is_event=fact.is_event):
                    reason = f"{fact.key} has the person in {fact.period}"
                    return Conflict(claim.start, text_says(claim.stated, reason), fact)
        return None


def _is_outside_life(relation: str, day: Span, span: Span, *, is_event: bool) -> bool:
    """Return whether someone acted, or had an office, before their birth or after their death."""
    if relation == BORN:
        return span.first < day.first
    return span.last > day.last and (not is_event or span.first > day.last)


def _is_backwards(claim: Claim, other: Claim) -> bool:
    """Return whether one claim is a death before the birth in the other."""
    born, died = (claim, other) if claim.relation == BORN else (other, claim)
    return (
        (born.relation, died.relation) == (BORN, DIED)
        and born.subject.is_same(died.subject)
        and isinstance(born.value, Span)
        and isinstance(died.value, Span)
        and died.value.last < born.value.first
    )
