"""States that go on in one fact long after the end that another fact gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.claims.conflicts import Conflict
from briefings.checks.claims.things import thing_between
from briefings.checks.periods import MONTH, QUARTER, known_span
from briefings.model.days import move_day
from briefings.model.facts import Agreement, Membership, Tenure
from briefings.model.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.claims.fact_index import Entry, FactIndex
    from briefings.checks.claims.sentences import Statement

__all__ = ["EndedStates"]

_LEAST_WORDS = 2
# Other checks compare their periods.
_OF_OTHER_CHECKS = (Agreement, Membership, Tenure, Figure)


class EndedStates:
    """The states on record that are over."""

    def __init__(self, fact_index: FactIndex) -> None:
        self._fact_index = fact_index
        self._ended: dict[frozenset[str], Sequence[Entry]] = {}

    def read(self, statement: Statement) -> Iterator[Conflict]:
        """Yield the end that another fact gives to the state of a fact, if that goes on long after it."""
        own = statement.own
        told = known_span(own) if own and not own.is_event and not isinstance(own, _OF_OTHER_CHECKS) else None
        for entry in self._known(statement.folders) if told else ():
            fact, end = entry.fact, entry.end
            if (
                told
                and end
                and fact
                and fact is not own
                and told.first <= end.first
                and move_day(end.last, QUARTER) < told.last
                and _is_named(entry, statement)
                and not self._goes_on(entry, statement)
            ):
                message = f"what the text tells was over by then: {fact.key} has {fact.period}"
                yield Conflict(0, message, fact)
                return

    def _goes_on(self, ended: Entry, statement: Statement) -> bool:
        """Return whether another fact has the same at a later time, so that it began again."""
        return any(
            entry.when is not None
            and ended.end is not None
            and entry.when.last > move_day(ended.end.last, MONTH)
            and _is_named(ended, statement, entry.tokens)
            for entry in self._fact_index.entries_of(statement.folders)
            if entry.fact is not statement.own
        )

    def _known(self, folders: frozenset[str]) -> Sequence[Entry]:
        """Return the states of some folders that are over."""
        if folders not in self._ended:
            self._ended[folders] = [
                entry
                for entry in self._fact_index.entries_of(folders)
                if entry.fact
                and not entry.fact.is_event
                and entry.end
                and not isinstance(entry.fact, _OF_OTHER_CHECKS)
            ]
        return self._ended[folders]


def _is_named(entry: Entry, statement: Statement, tokens: frozenset[str] | None = None) -> bool:
    """Return whether a sentence, or other words as tokens, have all words of a state but its verbs and its country."""
    told = statement.parsed.tokens if tokens is None else tokens
    if len((entry.tokens & told) - statement.partners) < _LEAST_WORDS:
        return False
    things = (
        thing_between(sentence, 0, len(sentence.text), statement.partners).words
        for sentence in entry.sentences
    )
    return any(len(words) >= _LEAST_WORDS and words <= told for words in things)
