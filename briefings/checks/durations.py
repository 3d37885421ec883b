"""Statements that a person held a post for a number of years, beside the tenures on record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.checks.periods import terms_in_words
from briefings.checks.text.numbers import number_value
from briefings.checks.text.offices import OfficeVerb
from briefings.checks.text.times import find_times
from briefings.checks.text.vocabulary import WordPattern

if TYPE_CHECKING:
    from datetime import date

    from briefings.checks.context import CheckContext
    from briefings.checks.text.offices import OfficeClaim
    from briefings.model.entities import Person
    from briefings.model.facts import Tenure

__all__ = ["DurationConflict", "find_duration_conflict", "is_of_length"]

_YEARS = WordPattern(
    r"(?<!\w)(?:(?:{for_years})\s+)?(?P<number>[\w-]+)\s+{years_of_term}(?P<in_office>\s+(?:{in_office}))?(?!\w)"
)
_LENGTH_BEHIND = WordPattern(
    r"\s*,?\s+(?:{for_years})\s+(?:{vague_lengths}\s+)?[\w-]+\s+(?:{year_units}|{decade_units}|{month_units})(?!\w)"
)
_DAYS_PER_YEAR = 365.25
_TOLERANCE = 1.0
_MOST_YEARS = 99


@dataclass(frozen=True, slots=True)
class DurationConflict:
    """A statement that a person held a post for another number of years than on record.

    Attributes:
        claim: the statement.
        person: the person.
        tenures: the tenure of the person.
        years: the number of years that the text gives.
    """

    claim: OfficeClaim
    person: Person
    tenures: tuple[Tenure, ...]
    years: int

    def message(self, context: CheckContext) -> str:
        """Return in words how the number of years differs from what is on record."""
        name, title = context.display_name(self.person.id), self.claim.title.text
        return f"{name} was not {title} for {self.years} years; on record: {terms_in_words(self.tenures)}"


def is_of_length(sentence: str, claim: OfficeClaim) -> bool:
    """Return whether a length of time stands directly behind a person and a title: "NAME, Keeper for ten years"."""
    return _LENGTH_BEHIND.match(sentence, max(claim.named.end, claim.title.whole_end)) is not None


def find_duration_conflict(
    sentence: str, claim: OfficeClaim, person: Person, own: tuple[Tenure, ...], day: date
) -> DurationConflict | None:
    """Return how the years that a sentence gives differ from the only tenure of a person, or None.

    Args:
        sentence: the sentence.
        claim: its only statement about an office.
        person: the person.
        own: the tenures of the person in the posts that may be meant.
        day: the day of the text.
    """
    match = _YEARS.search(sentence)
    is_of_term = match and (
        match["in_office"]
        or claim.verb in {OfficeVerb.WAS_THEN, OfficeVerb.IS_NOW}
        or is_of_length(sentence, claim)
    )
    if not match or not is_of_term or len(own) != 1:
        return None
    years = _value(match["number"])
    start, end = own[0].period.start, own[0].period.end
    if not years or not start:
        return None
    last = end.last_day if end else day
    most = (last - start.first_day).days / _DAYS_PER_YEAR
    least = (end.first_day - start.last_day).days / _DAYS_PER_YEAR if end else 0
    until_then = [
        (time.span.first - start.last_day).days / _DAYS_PER_YEAR for time in find_times(sentence) if time.span
    ]
    if any(abs(length - years) < _TOLERANCE for length in until_then):
        return None  # "by 2008 she had been Keeper for four years"
    if least - _TOLERANCE < years < most + _TOLERANCE:
        return None
    return DurationConflict(claim, person, own, years)


def _value(number: str) -> int:
    """Return the number of years; 0 for a word that is none, and for a year: "с апреля 2022 года"."""
    years = number_value(number)
    return years if years <= _MOST_YEARS else 0
