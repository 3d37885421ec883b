"""Statements of the capacity in which a person took part in a contact, compared with the contact of that day."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from briefings.checks.claims.conflicts import Conflict, text_says
from briefings.checks.holding import own_tenures
from briefings.checks.periods import event_span
from briefings.checks.text.offices import find_office_claims
from briefings.model.contacts import Contact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from briefings.checks.claims.sentences import Statement
    from briefings.checks.context import CheckContext
    from briefings.checks.text.offices import OfficeClaim
    from briefings.model.contacts import Participant

__all__ = ["CapacityMemory"]


class CapacityMemory:
    """The capacities in which people took part in contacts, by day."""

    def __init__(self, context: CheckContext) -> None:
        self._context = context

    @cached_property
    def _told(self) -> Mapping[tuple[str, date], Sequence[tuple[Contact, Participant]]]:
        """Return the people whose office a contact of one day gives in words, and the contact."""
        told: dict[tuple[str, date], list[tuple[Contact, Participant]]] = defaultdict(list)
        for fact in self._context.store.facts:
            span = event_span(fact.period) if isinstance(fact, Contact) else None
            if isinstance(fact, Contact) and span and span.first == span.last:
                for member in (*fact.our_side, *fact.their_side):
                    if member.person and member.description:
                        told[member.person, span.first].append((fact, member))
        return told

    @cached_property
    def _days(self) -> frozenset[date]:
        return frozenset(day for _, day in self._told)

    def read(self, statement: Statement) -> Iterator[Conflict]:
        """Yield the titles that a sentence gives to people who never had them, and had another one on that day."""
        span, text = statement.at, statement.text
        if not span or span.first not in self._days or span.first != span.last:
            return
        titles = list(self._context.titles.find(text))
        for claim in find_office_claims(text, titles, self._context.people) if titles else ():
            if len(claim.named.people) == 1 and claim.named.is_full:
                yield from self._compare(claim, span.first, statement)

    def _compare(self, claim: OfficeClaim, day: date, statement: Statement) -> Iterator[Conflict]:
        (person,) = claim.named.people
        if own_tenures(self._context.store, person.id, claim.title.posts):
            return
        for contact, member in self._told.get((person.id, day), ()):
            if contact is statement.own or contact.folder not in statement.folders or not member.description:
                continue
            recorded = next(iter(member.description.by_language.values()))
            has_title = any(
                title.posts == claim.title.posts
                for words in member.description.by_language.values()
                for title in self._context.titles.find(words)
            )
            if not has_title:
                message = text_says(claim.title.text, f"{contact.key} has {recorded!r}")
                yield Conflict(claim.title.start, message, contact)
                return
