"""Days that a finished text gets nearly right: the year or the month of another day, or day and month exchanged."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.claims.conflicts import Conflict
from briefings.checks.claims.retold import have_other_names
from briefings.checks.claims.tokens import tokens_of
from briefings.checks.text.sentences import clause_around
from briefings.checks.text.vocabulary import WordPattern
from briefings.model.contacts import Contact
from briefings.model.facts import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from briefings.checks.claims.fact_index import Entry, FactIndex
    from briefings.checks.claims.parsed_sentences import ParsedSentence
    from briefings.checks.text.times import NamedTime
    from briefings.model.dates import Span

__all__ = ["NearDayIndex"]

_OTHER = WordPattern(r"(?<!\w)(?:{anniversaries}|{remembrance}|{renewal}|{repetitions})(?!\w)")
_FEW_YEARS = 3


class _Slip(NamedTuple):
    """How a day may be written wrongly: the weight and the number of the words that a sentence and a fact must share."""

    weight: float
    words: int


_YEAR, _SWAPPED, _MONTH = _Slip(1.7, 3), _Slip(1.7, 3), _Slip(2.5, 4)


class NearDayIndex:
    """The facts of some folders that have one day, by that day."""

    def __init__(self, fact_index: FactIndex, folders: frozenset[str]) -> None:
        self._fact_index = fact_index
        days: dict[date, list[Entry]] = defaultdict(list)
        for entry in fact_index.entries_of(folders):
            # Meetings recur, and another check compares their days.
            if entry.span and entry.span.first == entry.span.last and not isinstance(entry.fact, Contact):
                days[entry.span.first].append(entry)
        self._days: Mapping[date, Sequence[Entry]] = days

    def find(self, parsed: ParsedSentence, own: Span | None) -> Iterator[Conflict]:
        """Yield the days of a sentence that are nearly those of a fact about the same matter.

        Args:
            parsed: the sentence.
            own: the days of the text, which it may name rightly.
        """
        times = [time for time in parsed.times if time.when and time.when.day and time.span]
        if not times or _OTHER.search(parsed.text):
            return
        named = {time.span.first for time in parsed.times if time.span}
        for time in times:
            day = time.span.first if time.span else None
            if day is None or day in self._days or (own and own.first == day):
                continue
            for known, entries in self._days.items():
                if known in named or not (slip := _slip(day, known)):
                    continue
                for entry in entries:
                    if self._is_same(parsed, entry, time, slip):
                        yield Conflict.with_value(time.start, time.text, entry.dated, entry.fact)
                        return

    def _is_same(self, parsed: ParsedSentence, entry: Entry, time: NamedTime, slip: _Slip) -> bool:
        """Return whether a sentence, and the clause of its time, is about the matter of a fact."""
        shared = (parsed.tokens & entry.tokens) - self._fact_index.partners
        if isinstance(entry.fact, Agreement) and not shared & tokens_of("signature_words"):
            return False  # a day on which an agreement was discussed
        if len(shared) < slip.words or self._fact_index.weigh(shared) < slip.weight:
            return False
        start, end = clause_around(parsed.text, time.start)
        near = {key for place, key in parsed.words if start <= place < end}
        closest = max(entry.sentences, key=lambda sentence: len(sentence.tokens & parsed.tokens))
        # Names of another script are never alike.
        names = frozenset(key for key in parsed.names - entry.tokens if key.isascii())
        is_near = len(parsed.times) == 1 or bool(near & shared)
        return is_near and not have_other_names(parsed, closest, names, closest.names - parsed.tokens)


def _slip(day: date, known: date) -> _Slip | None:
    """Return how one day may have been written in place of another; None if it can't well have been."""
    if (day.month, day.day) == (known.month, known.day):
        return _YEAR if abs(day.year - known.year) <= _FEW_YEARS else None
    if (day.year, day.month, day.day) == (known.year, known.day, known.month):
        return _SWAPPED
    return _MONTH if (day.year, day.day) == (known.year, known.day) else None
