"""Statements that a person took up or left a post at another time than the one on record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from briefings.checks.periods import YEAR, terms_in_words
from briefings.checks.stated_terms import ends_elsewhere, starts_elsewhere
from briefings.checks.text.offices import OfficeVerb
from briefings.checks.text.vocabulary import WordPattern
from briefings.factbase.spans import certain_span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefings.checks.context import CheckContext
    from briefings.checks.text.claim_times import TermDates
    from briefings.checks.text.offices import OfficeClaim
    from briefings.checks.text.times import NamedTime
    from briefings.model.dates import Span
    from briefings.model.entities import Person
    from briefings.model.facts import Tenure

__all__ = [
    "TermConflict",
    "find_term_conflict",
    "is_of_time_before",
]

_ORDER_BEFORE_NAME = WordPattern(r"(?<!\w)(?:{order_before}|{order_after}|{until_when})\s+$")
_EARLIER = WordPattern(r"(?<!\w)(?:{pluperfect_auxiliaries})(?!\w)")

_Differs: TypeAlias = "Callable[[Tenure, Span], bool]"


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
    stated: list[tuple[NamedTime | None, _Differs, bool]] = [
        (term.since, starts_elsewhere, True),
        (term.until, ends_elsewhere, False),
    ]
    by_verb: dict[OfficeVerb, tuple[_Differs, bool]] = {
        OfficeVerb.ELECTED: (_is_elected_elsewhere, True),
        OfficeVerb.BEGAN: (starts_elsewhere, True),
        OfficeVerb.ENDED: (ends_elsewhere, False),
    }
    if claim.verb in by_verb:
        differs, has_begun = by_verb[claim.verb]
        stated.insert(0, (nearest, differs, has_begun))
    for time, differs, has_begun in stated:
        if time and time.span and all(differs(tenure, time.span) for tenure in own):
            return TermConflict(claim, person, time, own, has_begun=has_begun)
    return None


def _is_elected_elsewhere(tenure: Tenure, span: Span) -> bool:
    """Return whether someone certainly was not elected to a tenure on some days: within a year before it, or in it."""
    start, end = tenure.period.start, tenure.period.end
    if start and start.first_day - span.last > YEAR:
        return True
    return bool(certain_span(tenure) and end and span.first > end.last_day)


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
