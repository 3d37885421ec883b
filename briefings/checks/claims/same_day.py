"""Numbers of a finished text that differ from those of a fact of the same day, and days that are nearly those of a fact."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from briefings.checks.claims.differences import Told
from briefings.checks.claims.fact_index import Match
from briefings.checks.claims.near_days import NearDayIndex
from briefings.checks.claims.other_values import find_other_numbers, find_other_ranks
from briefings.checks.claims.words import NUMBER, RANK
from briefings.checks.text.assertion import is_unasserted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefings.checks.claims.conflicts import Conflict
    from briefings.checks.claims.fact_index import Entry, FactIndex
    from briefings.checks.claims.parsed_sentences import ParsedSentence
    from briefings.checks.claims.sentences import Statement
    from briefings.model.dates import Span

__all__ = ["TextDays"]

_LEAST_SHARED = {"day": 2, "month": 3}


class TextDays:
    """The reader of what finished texts say of the days of facts."""

    def __init__(self, fact_index: FactIndex) -> None:
        self._fact_index = fact_index
        self._indexes: dict[frozenset[str], tuple[DayIndex, NearDayIndex]] = {}

    def read(self, statement: Statement) -> Iterator[Conflict]:
        """Yield the numbers of a sentence that a fact of the same day has otherwise, and the days that are nearly those of a fact."""
        if statement.own is not None or is_unasserted(statement.text, len(statement.text)):
            return
        folders = statement.folders
        if folders not in self._indexes:
            self._indexes[folders] = (
                DayIndex(self._fact_index, folders),
                NearDayIndex(self._fact_index, folders),
            )
        days, near = self._indexes[folders]
        found = [*days.find(statement.parsed)] or near.find(statement.parsed, statement.span)
        yield from found


class DayIndex:
    """The facts of some folders by the day or the month of which they are."""

    def __init__(self, fact_index: FactIndex, folders: frozenset[str]) -> None:
        self._partners, self._countries = fact_index.partners, fact_index.context.countries
        entries: dict[Span, list[Entry]] = defaultdict(list)
        for entry in fact_index.entries_of(folders):
            if entry.fact is not None and entry.kinds & (NUMBER | RANK):
                spans = {entry.span, *(time.span for time in entry.parsed.times)}
                for span in spans:
                    if span:
                        entries[span].append(entry)
        self._entries: Mapping[Span, Sequence[Entry]] = entries

    def find(self, parsed: ParsedSentence) -> Iterator[Conflict]:
        """Yield the numbers of a sentence with one date that a fact of that day or month has otherwise."""
        times = parsed.times
        when = times[0].when if len(times) == 1 else None
        if not when or not when.month or not parsed.kinds & (NUMBER | RANK) or not times[0].span:
            return
        least = _LEAST_SHARED["day" if when.day else "month"]
        told = Told(parsed, None, self._countries)
        for entry in self._entries.get(times[0].span, ()):
            shared = (parsed.tokens & entry.tokens) - self._partners
            counted = {thing for quantity in (*parsed.quantities, *parsed.ranks) for thing in quantity.things}
            same_rank = {rank.value for rank in parsed.ranks} & {rank.value for rank in entry.parsed.ranks}
            if len(shared - counted) + len(same_rank) < least:
                continue
            match = Match(entry, shared, 0.0, 0.0, 0.0)
            yield from find_other_numbers(told, match)
            yield from find_other_ranks(told, match)
