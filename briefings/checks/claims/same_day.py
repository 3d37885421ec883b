"""Numbers of a finished text that differ from those of a fact of the same day, and days that are nearly those of a fact."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from briefings.checks.claims.differences import Told
from briefings.checks.claims.ledger import Match
from briefings.checks.claims.near_days import NearDayBook
from briefings.checks.claims.other_values import find_other_numbers, find_other_ranks
from briefings.checks.claims.words import NUMBER, RANK
from briefings.checks.text.assertion import is_unasserted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefings.checks.claims.accounts import Account
    from briefings.checks.claims.conflicts import Conflict
    from briefings.checks.claims.ledger import Entry, Ledger
    from briefings.checks.claims.sentences import Statement
    from briefings.model.dates import Span

__all__ = ["TextDays"]

_LEAST_SHARED = {"day": 2, "month": 3}


class TextDays:
    """The reader of what finished texts say of the days of facts."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._books: dict[frozenset[str], tuple[DayBook, NearDayBook]] = {}

    def read(self, statement: Statement) -> Iterator[Conflict]:
        """Yield the numbers of a sentence that a fact of the same day has otherwise, and the days that are nearly those of a fact."""
        if statement.own is not None or is_unasserted(statement.text, len(statement.text)):
            return
        folders = statement.folders
        if folders not in self._books:
            self._books[folders] = DayBook(self._ledger, folders), NearDayBook(self._ledger, folders)
        days, near = self._books[folders]
        found = [*days.find(statement.account)] or near.find(statement.account, statement.span)
        yield from found


class DayBook:
    """The facts of some folders by the day or the month of which they are."""

    def __init__(self, ledger: Ledger, folders: frozenset[str]) -> None:
        self._partners, self._countries = ledger.partners, ledger.context.countries
        entries: dict[Span, list[Entry]] = defaultdict(list)
        for entry in ledger.entries_of(folders):
            if entry.fact is not None and entry.kinds & (NUMBER | RANK):
                spans = {entry.span, *(time.span for time in entry.account.times)}
                for span in spans:
                    if span:
                        entries[span].append(entry)
        self._entries: Mapping[Span, Sequence[Entry]] = entries

    def find(self, account: Account) -> Iterator[Conflict]:
        """Yield the numbers of a sentence with one date that a fact of that day or month has otherwise."""
        times = account.times
        when = times[0].when if len(times) == 1 else None
        if not when or not when.month or not account.kinds & (NUMBER | RANK) or not times[0].span:
            return
        least = _LEAST_SHARED["day" if when.day else "month"]
        told = Told(account, None, self._countries)
        for entry in self._entries.get(times[0].span, ()):
            shared = (account.tokens & entry.tokens) - self._partners
            counted = {
                thing for quantity in (*account.quantities, *account.ranks) for thing in quantity.things
            }
            same_rank = {rank.value for rank in account.ranks} & {rank.value for rank in entry.account.ranks}
            if len(shared - counted) + len(same_rank) < least:
                continue
            match = Match(entry, shared, 0.0, 0.0, 0.0)
            yield from find_other_numbers(told, match)
            yield from find_other_ranks(told, match)
