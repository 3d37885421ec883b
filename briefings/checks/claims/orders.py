"""Statements about the order of two things, compared with the days of these things."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.claims.conflicts import Conflict, text_says
from briefings.checks.claims.entry_events import find_entry_event, may_tell_entry_event
from briefings.checks.claims.tokens import tokens_of
from briefings.checks.periods import event_span, span_in_words
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.vocabulary import WordPattern
from briefings.model.facts import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.claims.fact_index import Entry, FactIndex, Match
    from briefings.checks.claims.parsed_sentences import ParsedSentence
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


def find_wrong_orders(fact_index: FactIndex, statement: Statement) -> Iterator[Conflict]:
    """Yield the statements of a sentence about which of two things came first that their days rule out."""
    text, parsed, own = statement.text, statement.parsed, statement.own
    if is_unasserted(text, len(text)):
        return
    finder = _EventFinder(fact_index, statement.folders, own)
    day = event_span(own.period) if own and own.is_event else None
    for word in _ORDER.finditer(text):
        if _NO_ORDER.search(text, 0, word.start()):
            continue
        start = text.rfind(";", 0, word.start()) + 1  # "in office on 1 May; to be confirmed after 7 June"
        left, right = parsed.part(start, word.start()), parsed.part(word.end(), len(text))
        here = finder.find(left, day=day)
        there = finder.find(right, before=left) if here else None
        if not here or not there or here.fact is there.fact is not None:
            continue
        earlier, later = (here, there) if word["before"] else (there, here)
        if earlier.span.first > later.span.last:
            yield _conflict(word, earlier.span, later.span, here.fact or there.fact)
            return
    if already := _ALREADY.search(text):
        yield from _find_already(finder, parsed, already)


def _find_already(finder: _EventFinder, parsed: ParsedSentence, word: re.Match[str]) -> Iterator[Conflict]:
    """Yield what is said to have happened already, though it came later: "the centre was already open"."""
    text = parsed.text
    cuts = [cut.end() for cut in _CLAUSE.finditer(text)]
    start = max([0, *(cut for cut in cuts if cut <= word.start())])
    end = min([len(text), *(cut for cut in cuts if cut > word.start())])
    clause, named = parsed.part(start, end), [time.span for time in parsed.times if time.span]
    if clause.times or len(named) != 1:
        return
    event = finder.find(clause)
    if event and event.fact and event.span.first > named[0].last:
        yield _conflict(word, event.span, named[0], event.fact)


def _conflict(word: re.Match[str], earlier: Span, later: Span, fact: Fact | None) -> Conflict:
    """Return that what a word calls the earlier thing was the later one."""
    record = f"the one was {span_in_words(earlier)}, the other {span_in_words(later)}"
    return Conflict(word.start(), text_says(word[0], record), fact)


class _EventFinder(NamedTuple):
    """Finds the days of the things that parts of a sentence tell.

    Attributes:
        fact_index: the facts.
        folders: the partners that may be meant.
        own: the fact that has the sentence.
    """

    fact_index: FactIndex
    folders: frozenset[str]
    own: Fact | None

    def find(
        self, parsed: ParsedSentence, *, before: ParsedSentence | None = None, day: Span | None = None
    ) -> _Event | None:
        """Return the days of the thing that a part tells: those it names, or those of the fact that tells it.

        Args:
            parsed: the part of the sentence.
            before: the part before it, to which "its signature" refers; None if there is none.
            day: the days of which the part certainly speaks; None if they are not known.
        """
        spans = [time.span for time in parsed.times if time.span]
        if spans:
            return _Event(spans[0], None) if len(spans) == 1 else None
        if may_tell_entry_event(parsed.text) and (
            event := find_entry_event(self.fact_index.context, parsed.text, self.folders)
        ):
            return _Event(event.span, event.fact)
        needed = _core(parsed) - self.fact_index.partners
        if not needed or (before is None and needed <= parsed.names):
            return None  # a name alone does not say what happened: "NAME, before 2021 a sailor, is Keeper"
        is_short = before is not None and len(needed) <= _LEAST_WORDS + 1
        searched = parsed.tokens | before.tokens if before and is_short else parsed.tokens
        matches = self.fact_index.find(searched, self.folders, needed=needed)
        return _best_event([match for match in matches if self._may_be(match.entry, needed, day)], needed)

    def _may_be(self, entry: Entry, needed: frozenset[str], day: Span | None) -> bool:
        """Return whether another event may be the one that a part tells in some words."""
        return bool(
            entry.fact is not self.own
            and entry.span
            and (not day or day.overlap(entry.span) or _happens_once(needed))
            and not needed & _words_aside(entry)
        )


def _happens_once(words: frozenset[str]) -> bool:
    """Return whether some words tell what happens once, so that a later text can only tell it again."""
    return bool(words & tokens_of("once_tokens")) and not words & tokens_of("recurring_things")


def _best_event(matches: Sequence[Match], needed: frozenset[str]) -> _Event | None:
    """Return the event that shares the most with some words; None if it may be either of two."""
    if not matches:
        return None
    best = max(
        matches,
        key=lambda match: (isinstance(match.entry.fact, Agreement) and "sign" in needed, match.weight),
    )
    assert best.entry.span  # noqa: S101 - only events are left
    if any(match.weight == best.weight and match.entry.span != best.entry.span for match in matches):
        return None
    return _Event(best.entry.span, best.entry.fact)


def _words_aside(entry: Entry) -> frozenset[str]:
    """Return the words that a fact has only where it tells what came before or after its own matter."""
    aside: set[str] = set()
    main: set[str] = set()
    for sentence in entry.sentences:
        start, end = _order_clause(sentence.text)
        aside |= sentence.part(start, end).tokens
        main |= sentence.part(0, start).tokens | sentence.part(end, len(sentence.text)).tokens
    return frozenset(aside - main)


def _order_clause(text: str) -> tuple[int, int]:
    """Return where a sentence tells what came before or after its matter; it may open with that: "After the vote, …"."""
    if not (word := _ORDER.search(text)):
        return len(text), len(text)
    comma = None if text[: word.start()].strip() else _CLAUSE.search(text, word.end())
    return word.start(), comma.start() if comma else len(text)


def _core(parsed: ParsedSentence) -> frozenset[str]:
    """Return the words of a part of a sentence up to where it was or who did it."""
    end = _CORE_END.search(parsed.text)
    return frozenset(key for start, key in parsed.words if not end or start < end.start()) or parsed.tokens
