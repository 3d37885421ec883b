"""Stages that can't follow one another, or that their sources can't know of.

Finds:
    A stage before one that it must follow: in force before it was signed, a suspension of what never applied. A stage
    after the last one: something after the end of an agreement, a visit that was held and cancelled. Two stages of one
    day, except of an agreement that is signed and in force on one day, or a visit that is cut short. One word twice,
    unless something came between. A visit that was held before its days, or called off after them; new days before the
    day on which it was put off, or the same as before. A withdrawal that takes effect before the notice. An extension,
    or a notice that is withdrawn, after the day on which the agreement was over. A stage whose sources are all older
    than its day. A programme that is still that of the days first planned.

Why it matters:
    The note says the stage of the day. If the stages are in the wrong order, it says that a treaty is in force which is
    not, or that a visit takes place which was called off.

Example:
    - id: treaty
      title: Treaty on lamps
      stages:
      - {stage: in-force, on: 2019-02-01, evidence: [gazette-2019]}
      - {stage: signed, on: 2019-05-01, evidence: [gazette-2019]}

Write instead:
    The day on which each stage came about, with a source of that day or later. Write a new entry for anything that
    begins again after it had ended.
"""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.checks.periods import in_or_on
from briefings.model.contacts import Contact, Visit
from briefings.model.dates import Certainty
from briefings.model.diagnostics import Severity
from briefings.model.facts import Agreement
from briefings.model.prospects import Commitment, DateAhead
from briefings.model.stages import (
    AGREEMENT_STAGES,
    COMMITMENT_STAGES,
    CONTACT_STAGES,
    MEMBERSHIP_STAGES,
    life_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from briefings.checks.context import CheckContext
    from briefings.model.dates import PartialDate, Period
    from briefings.model.facts import Fact
    from briefings.model.stages import Stage, StageWord

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.ERROR

_ORDER_HINT = "correct the day or the word of one of them"
_AFTER_END_HINT = "correct one of the days; what began again after its end is a new entry"


def check(context: CheckContext) -> Iterator[Finding]:
    """Check the stages of each fact that has some."""
    for fact in context.store.facts:
        if fact.stages:
            yield from _check_order(fact)
            yield from _check_sources(context, fact)
            if isinstance(fact, Contact | DateAhead):
                yield from _check_days(fact)
            for stage in fact.stages:
                if stage.effective and stage.effective.last_day < stage.on.first_day:
                    message = (
                        f"{fact.key}: `{stage.word}` ({stage.on}) sets a day before it ({stage.effective})"
                    )
                    yield _finding(fact, stage, message, "correct one of the days")


def _words_of(fact: Fact) -> Mapping[str, StageWord]:
    """Return the words for the stages of the kind of a fact."""
    if isinstance(fact, Contact | DateAhead):
        return CONTACT_STAGES
    if isinstance(fact, Commitment):
        return COMMITMENT_STAGES
    return AGREEMENT_STAGES if isinstance(fact, Agreement) else MEMBERSHIP_STAGES


def _finding(
    fact: Fact, stage: Stage, message: str, hint: str = _ORDER_HINT, *others: Stage, mild: bool = False
) -> Finding:
    """Return a finding about a stage, with the places of the others that belong to it."""
    return Finding(
        message=message,
        location=stage.location,
        entries=(fact,),
        hint=hint,
        related=tuple(other.location for other in others),
        severity=Severity.WARNING if mild else None,
    )


# --- the order of stages ------------------------------------------------------------------------------


def _check_order(fact: Fact) -> Iterator[Finding]:
    """Report the first contradiction of each stage with those before it."""
    words = _words_of(fact)
    for earlier, later in combinations(fact.stages, 2):
        if problem := _contradiction(words, earlier, later):
            yield _finding(fact, later, f"{fact.key}: {problem}", _ORDER_HINT, earlier)
    for earlier, later in pairwise(fact.stages):
        if words[earlier.word].is_last and not words[later.word].reopens:
            message = f"{fact.key}: `{later.word}` ({later.on}) can't follow `{earlier.word}` ({earlier.on})"
            hint = "; ".join(filter(None, (_ORDER_HINT, words[earlier.word].advice)))
            yield _finding(fact, later, message, hint, earlier)
        elif _is_told_twice(words, earlier, later):
            message = f"{fact.key}: `{later.word}` is recorded twice ({earlier.on}, {later.on})"
            yield _finding(fact, later, message, "delete one, or write what came between", earlier)
    for number, stage in enumerate(fact.stages):
        word, before = words[stage.word], fact.stages[:number]
        if word.needs and before and not any(item.word in word.needs for item in before):
            message = (
                f"{fact.key}: `{stage.word}` ({stage.on}) comes before any `{'` or `'.join(word.needs)}`"
            )
            add = f"add the stage {' or '.join(word.needs)}, with its day"
            hint = "; ".join(filter(None, (add, "" if word.is_last else word.advice)))
            yield _finding(fact, stage, message, hint)
        end = life_of(before).end
        # `ended` and the like may be of a later day: it was written down then.
        setting = next((item for item in reversed(before) if end and item.effective == end), None)
        if end and setting and not word.is_last and end.last_day < stage.on.first_day:
            message = f"{fact.key}: `{stage.word}` ({stage.on}) comes after the end ({end})"
            yield _finding(fact, stage, message, _AFTER_END_HINT, setting, mild=True)


def _is_told_twice(words: Mapping[str, StageWord], earlier: Stage, later: Stage) -> bool:
    """Return whether two stages that follow one another are one, of two days; many words may come again."""
    if earlier.word != later.word or _is_same_day(earlier, later):
        return False
    may_repeat = words[later.word].keeps or later.word == "postponed"
    return not may_repeat and (earlier.party == later.party or not (earlier.party and later.party))


def _contradiction(words: Mapping[str, StageWord], earlier: Stage, later: Stage) -> str:
    """Return why one stage can't come before another; empty if it can."""
    first, second = words[earlier.word], words[later.word]
    is_ranked = bool(first.rank and second.rank)
    if is_ranked and second.rank < first.rank and not _is_same_day(earlier, later, whole=False):
        return f"`{earlier.word}` ({earlier.on}) comes before `{later.word}` ({later.on})"
    if _is_same_day(earlier, later) and not _may_meet(words, earlier, later):
        return f"`{earlier.word}` and `{later.word}` are of the same day ({later.on})"
    return ""


def _may_meet(words: Mapping[str, StageWord], earlier: Stage, later: Stage) -> bool:
    """Return whether two stages may be of one day: what is signed may be in force on it, and both sides may ratify."""
    if earlier.word == later.word:
        return earlier.party != later.party and bool(earlier.party and later.party)
    first, second = words[earlier.word], words[later.word]
    keeps = first.keeps or second.keeps
    # What is cut short is known to be over on the day on which that was decided.
    is_cut_short = words is CONTACT_STAGES and later.word == "held" and not first.is_last
    return keeps or is_cut_short or (words is AGREEMENT_STAGES and first.rank != second.rank)


def _is_same_day(left: Stage, right: Stage, *, whole: bool = True) -> bool:
    """Return whether two stages are of one day; of dates that may be one, if the day need not be known."""
    if whole:
        return left.on == right.on and left.on.day is not None
    return left.on.first_day <= right.on.last_day and right.on.first_day <= left.on.last_day


# --- sources, and the days of a visit -----------------------------------------------------------------


def _check_sources(context: CheckContext, fact: Fact) -> Iterator[Finding]:
    """Report a stage whose sources were all written before it, once its day has come."""
    for stage in fact.stages:
        dates = [
            item.asserted_on or context.store.source(item.via_source or item.source).effective_date
            for item in stage.evidence or fact.evidence
            if item.disagreement is None
        ]
        known = [when for when in dates if when]
        if not known or len(known) < len(dates) or stage.on.first_day > context.day:
            continue
        newest = max(known, key=lambda when: when.last_day)
        if newest.last_day < stage.on.first_day:
            message = f"{fact.key}: all sources of `{stage.word}` ({stage.on}) are older ({newest})"
            yield _finding(fact, stage, message, "add a source written afterwards", mild=True)


def _check_days(contact: Contact | DateAhead) -> Iterator[Finding]:
    """Report stages that do not fit the days of a contact, and a programme of days that are no longer planned."""
    days, are_known = contact.period, True
    for stage in contact.stages:
        first, last = _bounds(days) if are_known else (None, None)
        are_known = stage.moved_to is not None or (are_known and stage.word != "postponed")
        if stage.word == "held" and first and stage.on.last_day < first.first_day:
            yield _finding(
                contact, stage, f"{contact.key} was held {in_or_on(stage.on)}, before its days ({days})"
            )
        if (
            stage.word in ("cancelled", "postponed", "confirmed", "reinstated")
            and last
            and last.last_day < stage.on.first_day
        ):
            message = f"{contact.key}: `{stage.word}` ({stage.on}) is later than its days ({days})"
            yield _finding(contact, stage, message, mild=True)
        if stage.moved_to:
            yield from _check_new_days(contact, stage, days)
            days = stage.moved_to
    if isinstance(contact, Visit) and days != contact.period:
        old = [item for item in contact.programme if item.day and not _may_be_on(days, item.day.first_day)]
        if old:
            yield Finding(
                message=f"{contact.key} has a programme for {old[0].day}, but is now on {days}",
                location=old[0].location,
                entries=(contact,),
                hint="correct `day:`, or delete the items that were dropped",
                severity=Severity.WARNING,
            )


def _check_new_days(contact: Contact | DateAhead, stage: Stage, days: Period) -> Iterator[Finding]:
    """Report new days that are the old ones, or that were over when the contact was put off."""
    new = stage.moved_to
    if new and new.end and new.end.last_day < stage.on.first_day:
        message = f"{contact.key} was moved {in_or_on(stage.on)} to days that were over ({new})"
        yield _finding(contact, stage, message, "correct `on:` or `to:`")
    if new and (new.start, new.end) == (days.start, days.end):
        yield _finding(
            contact, stage, f"{contact.key} was moved to the days that it had ({new})", "correct `to:`"
        )


def _bounds(period: Period) -> tuple[PartialDate | None, PartialDate | None]:
    """Return the first and the last date of the days of a contact."""
    return period.start or period.end, period.end


def _may_be_on(period: Period, day: date) -> bool:
    """Return whether a period may include a day."""
    return period.certainty_on(day) is not Certainty.NO
