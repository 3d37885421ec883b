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

    from briefings.checks.claims.accounts import Account
    from briefings.checks.claims.ledger import Entry, Ledger
    from briefings.checks.text.times import NamedTime
    from briefings.model.dates import Span

__all__ = ["NearDayBook"]

_OTHER = WordPattern(r"(?<!\w)(?:{anniversaries}|{remembrance}|{renewal}|{repetitions})(?!\w)")
_FEW_YEARS = 3


class _Slip(NamedTuple):
    """How a day may be written wrongly: the weight and the number of the words that a sentence and a fact must share."""

    weight: float
    words: int


_YEAR, _SWAPPED, _MONTH = _Slip(1.7, 3), _Slip(1.7, 3), _Slip(2.5, 4)


class NearDayBook:
    """The facts of some folders that have one day, by that day."""

    def __init__(self, ledger: Ledger, folders: frozenset[str]) -> None:
        self._ledger = ledger
        days: dict[date, list[Entry]] = defaultdict(list)
        for entry in ledger.entries_of(folders):
            # Meetings recur, and another check compares their days.
            if entry.span and entry.span.first == entry.span.last and not isinstance(entry.fact, Contact):
                days[entry.span.first].append(entry)
        self._days: Mapping[date, Sequence[Entry]] = days

    def find(self, account: Account, own: Span | None) -> Iterator[Conflict]:
        """Yield the days of a sentence that are nearly those of a fact about the same matter.

        Args:
            account: the sentence.
            own: the days of the text, which it may name rightly.
        """
        times = [time for time in account.times if time.when and time.when.day and time.span]
        if not times or _OTHER.search(account.text):
            return
        named = {time.span.first for time in account.times if time.span}
        for time in times:
            day = time.span.first if time.span else None
            if day is None or day in self._days or (own and own.first == day):
                continue
            for known in self._days:
                slip = _slip(day, known)
                for entry in self._days[known] if slip and known not in named else ():
                    if slip and self._is_same(account, entry, time, slip):
                        yield Conflict.with_value(time.start, time.text, entry.dated, entry.fact)
                        return

    def _is_same(self, account: Account, entry: Entry, time: NamedTime, slip: _Slip) -> bool:
        """Return whether a sentence, and the clause of its time, is about the matter of a fact."""
        shared = (account.tokens & entry.tokens) - self._ledger.partners
        if isinstance(entry.fact, Agreement) and not shared & tokens_of("signature_words"):
            return False  # a day on which an agreement was discussed
        if len(shared) < slip.words or self._ledger.weigh(shared) < slip.weight:
            return False
        start, end = clause_around(account.text, time.start)
        near = {key for place, key in account.words if start <= place < end}
        closest = max(entry.sentences, key=lambda sentence: len(sentence.tokens & account.tokens))
        # Names of another script are never alike.
        names = frozenset(key for key in account.names - entry.tokens if key.isascii())
        is_near = len(account.times) == 1 or bool(near & shared)
        return is_near and not have_other_names(account, closest, names, closest.names - account.tokens)


def _slip(day: date, known: date) -> _Slip | None:
    """Return how one day may have been written in place of another; None if it can't well have been."""
    if (day.month, day.day) == (known.month, known.day):
        return _YEAR if abs(day.year - known.year) <= _FEW_YEARS else None
    if (day.year, day.month, day.day) == (known.year, known.day, known.month):
        return _SWAPPED
    return _MONTH if (day.year, day.day) == (known.year, known.day) else None
