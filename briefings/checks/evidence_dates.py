"""Dates of evidence that its source, or the fact that it supports, makes impossible."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.causes import Cause, DateOfSource
from briefings.checks.periods import may_include

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from briefings.model.dates import PartialDate, Period
    from briefings.model.entities import Source
    from briefings.model.evidence import Evidence

__all__ = ["DateConflict", "DatedEvidence", "PeriodOfFact", "find_date_conflict"]


@dataclass(frozen=True, slots=True)
class _PublicationOfSource(Cause):
    """The day on which a source was published."""

    source: str


@dataclass(frozen=True, slots=True)
class PeriodOfFact(Cause):
    """The period of a fact, outside which sources attest it."""

    fact: str


class DatedEvidence(NamedTuple):
    """Evidence with everything that its dates are compared with.

    Attributes:
        item: the evidence.
        source: its source.
        via: the source through which it is known, or None.
        key: key of the fact that it supports; empty for an entity.
        period: when the fact holds; None if the evidence does not attest a state, or disagrees with it.
        day: the day of the check.
    """

    item: Evidence
    source: Source
    via: Source | None
    key: str
    period: Period | None
    day: date


class DateConflict(NamedTuple):
    """A problem with the dates of evidence, and the common cause of such findings."""

    message: str
    cause: Cause | None = None


def _date_written(evidence: DatedEvidence) -> PartialDate | None:
    """Return the date on which a source says it."""
    via_date = evidence.via.effective_date if evidence.via else None
    return evidence.item.asserted_on or via_date or evidence.source.effective_date


def _find_future_date(evidence: DatedEvidence) -> DateConflict | None:
    """Find a date in the future."""
    item = evidence.item
    future_date = next(
        (when for when in (item.attested_on, item.asserted_on) if when and when.first_day > evidence.day),
        None,
    )
    if not future_date:
        return None
    return DateConflict(f"{evidence.source.id} is cited for {future_date}, which is in the future")


def _find_earlier_intermediary(evidence: DatedEvidence) -> DateConflict | None:
    """Find a source that is known through an older one."""
    source, via = evidence.source, evidence.via
    via_date = via.effective_date if via else None
    if not (via and via_date and source.published and via_date.last_day < source.published.first_day):
        return None
    return DateConflict(
        f"{via.id} ({via_date}) can't quote {source.id}, which was published later ({source.published})"
    )


def _find_day_outside_fact(evidence: DatedEvidence) -> DateConflict | None:
    """Find an attested day on which the fact does not hold."""
    attested = evidence.item.attested_on
    if not evidence.period or not attested or may_include(evidence.period, attested):
        return None
    return DateConflict(
        f"{evidence.source.id} attests {attested}, but {evidence.key} is dated {evidence.period}",
        PeriodOfFact(evidence.key),
    )


def _find_day_after_source(evidence: DatedEvidence) -> DateConflict | None:
    """Find an attested day after the source was written."""
    attested, written = evidence.item.attested_on, _date_written(evidence)
    if not attested or not written or attested.first_day <= written.last_day:
        return None
    return DateConflict(
        f"{evidence.source.id} ({written}) can't attest a later day ({attested})",
        DateOfSource(evidence.source.id),
    )


def _find_day_before_publication(evidence: DatedEvidence) -> DateConflict | None:
    """Find a claim from before the source was published."""
    source, asserted = evidence.source, evidence.item.asserted_on
    if not asserted or not source.published or asserted.last_day >= source.published.first_day:
        return None
    return DateConflict(
        f"{source.id} is cited for {asserted}, but was published later ({source.published})",
        _PublicationOfSource(source.id),
    )


def _find_day_after_last_update(evidence: DatedEvidence) -> DateConflict | None:
    """Find a claim from after the last update of the source."""
    source, asserted = evidence.source, evidence.item.asserted_on
    latest = source.effective_date
    if not asserted or not latest or evidence.via or asserted.first_day <= latest.last_day:
        return None
    return DateConflict(
        f"{source.id} is cited for {asserted}, but its last date is {latest}", DateOfSource(source.id)
    )


_DATE_RULES: Sequence[Callable[[DatedEvidence], DateConflict | None]] = (
    _find_future_date,
    _find_earlier_intermediary,
    _find_day_outside_fact,
    _find_day_after_source,
    _find_day_before_publication,
    _find_day_after_last_update,
)
"""The rules for the dates of evidence; only the first that finds something reports it."""


def find_date_conflict(evidence: DatedEvidence) -> DateConflict | None:
    """Return what is wrong with the dates of evidence, or None."""
    return next((conflict for rule in _DATE_RULES if (conflict := rule(evidence))), None)
