"""Statements about the order of two things, compared with the days of these things."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.claims.conflicts import Conflict, text_says
from briefings.checks.claims.entry_events import find_entry_event, may_tell_entry_event
from briefings.checks.periods import span_in_words
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.vocabulary import WordPattern
from briefings.model.facts import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.claims.accounts import Account
    from briefings.checks.claims.ledger import Ledger
    from briefings.checks.claims.sentences import Statement
    from briefings.model.dates import Span
    from briefings.model.facts import Fact

__all__ = ["find_wrong_orders", "may_order"]

_ORDER = WordPattern(r"(?<!\w)(?:(?P<before>{order_before})|(?P<after>{order_after}))(?!\w)")
_ALREADY = WordPattern(r"(?<!\w){already_words}(?!\w)")
_NO_ORDER = WordPattern(r"(?<!\w)(?:{not_an_order})\s*$")
_CORE_END = WordPattern(r"(?<!\w)(?:{place_prepositions}|by|for)\s|[,;]\s")
_CLAUSE = re.compile(r"[,;]\s")
_LEAST_WORDS = 2


class _Event(NamedTuple):
    """The days of a thing, and the fact that has them."""

    span: Span
    fact: Fact | None


def may_order(text: str) -> bool:
    """Return False only if a text certainly does not say what came first."""
    return _ORDER.may_match(text) or _ALREADY.may_match(text)


def find_wrong_orders(ledger: Ledger, statement: Statement) -> Iterator[Conflict]:
    """Yield the statements of a sentence about which of two things came first that their days rule out."""
    text, account, folders, own = statement.text, statement.account, statement.folders, statement.own
    if is_unasserted(text, len(text)):
        return
    for word in _ORDER.finditer(text):
        if _NO_ORDER.search(text, 0, word.start()):
            continue
        start = text.rfind(";", 0, word.start()) + 1  # "in office on 1 May; to be confirmed after 7 June"
        left, right = account.part(start, word.start()), account.part(word.end(), len(text))
        here = _find_event(ledger, left, None, folders, own)
        there = _find_event(ledger, right, left, folders, own) if here else None
        if not here or not there or here.fact is there.fact is not None:
            continue
        earlier, later = (here, there) if word["before"] else (there, here)
        if earlier.span.first > later.span.last:
            yield _conflict(word, earlier.span, later.span, here.fact or there.fact)
            return
    if already := _ALREADY.search(text):
        yield from _find_already(ledger, account, already, folders, own)


def _find_already(
    ledger: Ledger, account: Account, word: re.Match[str], folders: frozenset[str], own: Fact | None
) -> Iterator[Conflict]:
    """Yield what is said to have happened already, though it came later: "the centre was already open"."""
    text = account.text
    cuts = [cut.end() for cut in _CLAUSE.finditer(text)]
    start = max([0, *(cut for cut in cuts if cut <= word.start())])
    end = min([len(text), *(cut for cut in cuts if cut > word.start())])
    clause, named = account.part(start, end), [time.span for time in account.times if time.span]
    if clause.times or len(named) != 1:
        return
    event = _find_event(ledger, clause, None, folders, own)
    if event and event.fact and event.span.first > named[0].last:
        yield _conflict(word, event.span, named[0], event.fact)


def _conflict(word: re.Match[str], earlier: Span, later: Span, fact: Fact | None) -> Conflict:
    """Return that what a word calls the earlier thing was the later one."""
    record = f"the one was {span_in_words(earlier)}, the other {span_in_words(later)}"
    return Conflict(word.start(), text_says(word[0], record), fact)


def _find_event(
    ledger: Ledger, account: Account, before: Account | None, folders: frozenset[str], own: Fact | None
) -> _Event | None:
    """Return the days of the thing that a part of a sentence tells: those it names, or those of the fact that tells it.

    Args:
        ledger: the facts.
        account: the part of the sentence.
        before: the part before it, to which "its signature" refers; None if there is none.
        folders: the partners that may be meant.
        own: the fact that has the sentence.
    """
    spans = [time.span for time in account.times if time.span]
    if spans:
        return _Event(spans[0], None) if len(spans) == 1 else None
    if may_tell_entry_event(account.text) and (
        event := find_entry_event(ledger.context, account.text, folders)
    ):
        return _Event(event.span, event.fact)
    needed = _core(account) - ledger.partners
    if not needed or (before is None and needed <= account.names):
        return None  # a name alone does not say what happened: "NAME, before 2021 a sailor, is Keeper"
    is_short = before is not None and len(needed) <= _LEAST_WORDS + 1
    searched = account.tokens | before.tokens if before and is_short else account.tokens
    matches = ledger.find(searched, folders, needed=needed)
    found = [match for match in matches if match.entry.fact is not own and match.entry.span]
    if not found:
        return None
    best = max(
        found, key=lambda match: (isinstance(match.entry.fact, Agreement) and "sign" in needed, match.weight)
    )
    span = best.entry.span
    if any(match.weight == best.weight and match.entry.span != span for match in found):
        return None  # it may be either of two things
    return _Event(span, best.entry.fact) if span else None


def _core(account: Account) -> frozenset[str]:
    """Return the words of a part of a sentence up to where it was or who did it."""
    end = _CORE_END.search(account.text)
    return frozenset(key for start, key in account.words if not end or start < end.start()) or account.tokens
