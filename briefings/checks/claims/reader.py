"""The one reader of what sentences claim, for facts and finished texts alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.checks.audit_findings import order_message
from briefings.checks.claims.denials import find_denials
from briefings.checks.claims.differences import Told
from briefings.checks.claims.leaders import LeaderBook
from briefings.checks.claims.ledger import Ledger
from briefings.checks.claims.lengths import find_wrong_lengths
from briefings.checks.claims.lifebook import LifeBook
from briefings.checks.claims.orders import find_wrong_orders
from briefings.checks.claims.phases import PhaseBook
from briefings.checks.claims.renamings import RenamingBook
from briefings.checks.claims.retold import find_differences
from briefings.checks.claims.sentences import Conflict, Statement
from briefings.checks.claims.slot_kinds import slot_books
from briefings.checks.claims.successions import SuccessionBook
from briefings.checks.claims.visits import find_wrong_visits
from briefings.checks.periods import span_in_words
from briefings.checks.retelling import RetoldEvents
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.body_order import find_wrong_orders as find_wrong_body_orders
from briefings.checks.text.parts import find_wrong_sums
from briefings.checks.text.references import blank_quotations
from briefings.model.facts import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.claims.differences import Difference
    from briefings.checks.claims.sentences import Book
    from briefings.checks.context import CheckContext
    from briefings.model.dates import Span
    from briefings.model.facts import Fact

__all__ = ["ClaimReader", "Conflict", "blank_citations"]


# "[NATO, 24 Oct 2019]", "the Herald (3 May 2012): …": the date is that of a source.
_CITATION = re.compile(r"\\?\[[^\[\]]{2,400}\]|\([^()]{4,40}\)(?=\s*:)")


class ClaimReader:
    """The reader of a set of facts: it compares what sentences claim with them."""

    def __init__(self, context: CheckContext) -> None:
        self._context = context
        self._ledger = Ledger(context)
        self._events: dict[frozenset[str], RetoldEvents] = {}
        self._lives = LifeBook(context)
        self._successions = SuccessionBook(context)
        self._shelves: dict[frozenset[str], tuple[Book, ...]] = {}

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
        text = blank_citations(blank_quotations(text))
        yield from self._read_lengths(text, span)
        yield from self._read_sums(text, own)
        yield from self._read_relations(text, span, folders, own)
        account = self._ledger.account_of(text)
        statement = Statement(text, account, span, own, self._ledger.partners)
        for book in self._books_of(folders, own) if "|" not in text else ():  # rows have no verbs
            for found in book.read(statement):
                yield Conflict(found.start, found.message, found.fact)
        if is_unasserted(text, len(text)):
            return
        for order in find_wrong_orders(self._context, self._ledger, text, folders, own):
            message = f"the text says {order.stated!r}, but the one was {span_in_words(order.earlier)}, the other {span_in_words(order.later)}"
            yield Conflict(order.start, message, order.fact)
        matches = [
            match
            for match in self._ledger.find(account, folders)
            if own is None or match.entry.fact is None or not _belong_together(match.entry.fact, own)
        ]
        for difference in find_differences(Told(account, span if own else None), matches):
            yield Conflict(difference.start, _in_words(difference), difference.fact)
        if own is None and "|" not in text:  # rows of a table differ by their other cells
            self._ledger.remember(account)

    def _books_of(self, folders: frozenset[str], own: Fact | None) -> tuple[Book, ...]:
        """Return what is known of leaders, phases and names in some folders; for a finished text, all that the facts tell."""
        if folders not in self._shelves:
            books: tuple[Book, ...] = (LeaderBook(self._context), PhaseBook(), RenamingBook(), *slot_books())
            self._shelves[folders] = books
            for statement in self._known_statements(folders, all_told=own is None):
                for book in books:
                    any(book.read(statement))
        return self._shelves[folders]

    def _known_statements(self, folders: frozenset[str], *, all_told: bool) -> Iterator[Statement]:
        """Yield the sentences of the facts of some folders, or only what their agreements say without a sentence."""
        for entry in self._ledger.entries:
            fact = entry.fact
            if fact is None or fact.folder not in folders:
                continue
            span = entry.span or entry.state
            for account in entry.sentences if all_told else ():
                yield Statement(account.text, account, span, fact, self._ledger.partners)
            if isinstance(fact, Agreement) and fact.is_event:
                title = self._context.spell_out(next(iter(fact.title.by_language.values())))
                account = self._ledger.account_of(f"{title} was signed.")
                yield Statement(account.text, account, span, fact, self._ledger.partners)

    def _read_relations(
        self, text: str, span: Span | None, folders: frozenset[str], own: Fact | None
    ) -> Iterator[Conflict]:
        """Yield what a sentence says of contacts, lives, visits, memberships and successions that cannot be true."""
        for retelling in self._events_of(folders).find(text):
            if retelling.fact is not own:
                message = (
                    f"the text says {retelling.stated!r}, but {retelling.fact.key} has {retelling.recorded!r}"
                )
                yield Conflict(retelling.position, message, retelling.fact)
        for life in self._lives.read(text, span, own):
            message = f"the text says {life.claim.stated!r}, but {life.reason}"
            yield Conflict(life.claim.start, message, life.fact)
        if own is not None:
            for bodies in find_wrong_body_orders(text, self._context.names.find(text)):
                yield Conflict(bodies.later.start, order_message(bodies))
        for visit in find_wrong_visits(self._context, text, span, folders):
            if visit.contact is not own:
                message = (
                    f"the text says {visit.stated!r}, but {visit.contact.key} was in {visit.contact.period}"
                )
                yield Conflict(visit.start, message, visit.contact)
        for denial in find_denials(self._context, text, span, folders):
            message = (
                f"the text says {denial.stated!r}, but {denial.membership.key} has {denial.membership.period}"
            )
            yield Conflict(denial.start, message, denial.membership)
        for turned in self._successions.read(text, own):
            yield Conflict(
                turned.start,
                f"the text says {turned.stated!r}, and another sentence the opposite",
                turned.fact,
            )

    def _events_of(self, folders: frozenset[str]) -> RetoldEvents:
        """Return the contacts and agreements of some partners."""
        if folders not in self._events:
            self._events[folders] = RetoldEvents(self._context, folders)
        return self._events[folders]

    def _read_sums(self, text: str, own: Fact | None) -> Iterator[Conflict]:
        """Yield the wholes of a finished text that are not the sum of their parts; another check does it for facts."""
        for wrong in find_wrong_sums(text) if own is None else ():
            start = max(0, text.find(wrong.stated))
            yield Conflict(start, f"the text says {wrong.stated!r}, but its parts make {wrong.total}")

    def _read_lengths(self, text: str, span: Span | None) -> Iterator[Conflict]:
        """Yield the lengths of time that do not fit the days that the sentence names."""
        for length in find_wrong_lengths(text, span):
            message = f"the text says {length.stated!r}, but that is not the time from {length.first} to {length.last}"
            yield Conflict(length.start, message)


def blank_citations(text: str) -> str:
    """Return a text with spaces in place of its citations, whose dates are those of sources."""
    return _CITATION.sub(lambda match: " " * len(match[0]), text)


def _belong_together(fact: Fact, own: Fact) -> bool:
    """Return whether two facts are one, or one follows the other."""
    return fact is own or fact.earlier_key == own.key or own.earlier_key == fact.key


def _in_words(difference: Difference) -> str:
    """Return in words how a sentence differs from a fact."""
    other = difference.fact.key if difference.fact else "an earlier sentence"
    return f"the text says {difference.stated!r}, but {other} has {difference.recorded!r}"
