"""Statements that a person took up or left a post at another time than the one on record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.checks.periods import HALF_YEAR, MONTH, YEAR, terms_in_words
from briefings.checks.text.offices import OfficeVerb
from briefings.checks.text.vocabulary import WordPattern
from briefings.factbase.spans import certain_span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from briefings.checks.context import CheckContext
    from briefings.checks.text.claim_times import TermDates
    from briefings.checks.text.offices import OfficeClaim
    from briefings.checks.text.times import NamedTime
    from briefings.model.dates import Span
    from briefings.model.entities import Person
    from briefings.model.facts import Tenure

__all__ = [
    "TermConflict",
    "ends_at_other_time",
    "find_term_conflict",
    "is_of_time_before",
    "starts_at_other_time",
]

_ORDER_BEFORE_NAME = WordPattern(r"(?<!\w)(?:{order_before}|{order_after}|{until_when})\s+$")
_EARLIER = WordPattern(r"(?<!\w)(?:{pluperfect_auxiliaries})(?!\w)")


@dataclass(frozen=True, slots=True)
class TermConflict:
    """A statement that a person took up or left a post at another time than the one on record.

    Attributes:
        claim: the statement.
        person: the person.
        time: the time that the text gives.
        tenures: the tenures of the person.
        has_begun: whether it is the start; otherwise the end.
    """

    claim: OfficeClaim
    person: Person
    time: NamedTime
    tenures: tuple[Tenure, ...]
    has_begun: bool

    def message(self, context: CheckContext) -> str:
        """Return in words how the start or end differs from what is on record."""
        name, title = context.display_name(self.person.id), self.claim.title.text
        verb, record = "became" if self.has_begun else "ceased to be", terms_in_words(self.tenures)
        return f"when {name} {verb} {title}: the text says {self.time.text}; on record: {record}"


def find_term_conflict(
    claim: OfficeClaim, person: Person, own: tuple[Tenure, ...], term: TermDates, times: Sequence[NamedTime]
) -> TermConflict | None:
    """Return how the stated start or end of a term differs from what is on record, or None.

    Args:
        claim: the statement.
        person: the person.
        own: the tenures of the person in the posts that may be meant.
        term: the dates that the text gives for the term.
        times: the times of the sentence that may belong to the statement.
    """
    if not own:
        return None
    end = max(claim.named.end, claim.title.whole_end)
    following = next((item for item in times if item.start >= end), None)
    preceding = next((item for item in reversed(times) if item.end <= claim.named.start), None)
    nearest = following or preceding
    stated = [(term.since, starts_at_other_time, True), (term.until, ends_at_other_time, False)]
    by_verb = {
        OfficeVerb.ELECTED: (_is_elected_at_other_time, True),
        OfficeVerb.BEGAN: (starts_at_other_time, True),
        OfficeVerb.ENDED: (ends_at_other_time, False),
    }
    if claim.verb in by_verb:
        differs, has_begun = by_verb[claim.verb]
        stated.insert(0, (nearest, differs, has_begun))
    for time, differs, has_begun in stated:
        if time and all(differs(tenure, time) for tenure in own):
            return TermConflict(claim, person, time, own, has_begun=has_begun)
    return None


def _is_elected_at_other_time(tenure: Tenure, stated: NamedTime) -> bool:
    """Return whether someone certainly was not elected to a tenure at a stated time: within a year before it, or in it."""
    start, end, span, held = tenure.period.start, tenure.period.end, stated.span, certain_span(tenure)
    first = start.first_day if start else None
    if span is None:
        return False
    is_before = first is not None and first - span.last > YEAR
    last = end.last_day if end else None
    return is_before or bool(held and last is not None and span.first > last)


def starts_at_other_time(tenure: Tenure, stated: NamedTime) -> bool:
    """Return whether a tenure certainly did not begin at a stated time, with a month for the taking of office."""
    start, span, held = tenure.period.start, stated.span, certain_span(tenure)
    if span is None:
        return False
    if start:
        return not _is_near(start.first_day, start.last_day, span)
    # It held before, by a source, or had ended.
    return bool(held and held.first < span.first) or bool(
        tenure.period.end and tenure.period.end.last_day < span.first
    )


def ends_at_other_time(tenure: Tenure, stated: NamedTime) -> bool:
    """Return whether a tenure certainly did not end at a stated time."""
    end, span, held = tenure.period.end, stated.span, certain_span(tenure)
    if span is None:
        return False
    if end:  # a resignation may be long before the last day
        return span.first - end.last_day > MONTH or end.first_day - span.last > HALF_YEAR
    return bool(held and held.last > span.last)


def _is_near(first: date, last: date, span: Span) -> bool:
    """Return whether two ranges of days are within a month of each other."""
    return first - span.last <= MONTH and span.first - last <= MONTH


def is_of_time_before(
    sentence: str, claim: OfficeClaim, spans: Sequence[Span], own: Sequence[Tenure]
) -> bool:
    """Return whether a statement may be of a time before or after the one that is named: "who had been Keeper", "before she was"."""
    places = sorted((claim.named.start, claim.named.end, claim.title.whole_start, claim.title.whole_end))
    if _ORDER_BEFORE_NAME.search(sentence, 0, places[0]):
        return True
    return _EARLIER.search(sentence, places[0], places[-1]) is not None and any(
        (held := certain_span(tenure)) is not None and any(held.first <= span.last for span in spans)
        for tenure in own
    )
