"""Statements that a partner is not in a body of which it certainly was a member, or is in it though it certainly was not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.claims.conflicts import Conflict
from briefings.checks.joining_conflicts import partner_meant
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.claim_times import is_in_past, speaks_of_other_time
from briefings.checks.text.times import find_times
from briefings.checks.text.vocabulary import WordPattern
from briefings.factbase.spans import certain_span
from briefings.model.entities import Framework

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.claims.sentences import Statement
    from briefings.checks.context import CheckContext
    from briefings.model.dates import Span
    from briefings.model.facts import Membership

__all__ = ["find_denials", "may_deny"]

_DENIED = WordPattern(
    r"(?<!\w)(?:{not_a_member})\s+(?:(?:{joining_filler}|{definite_articles})\s+|{elisions}\s*)*[«“\"„]?$"
)
_AFFIRMED = WordPattern(
    r"(?<!\w)(?:{takes_part})\s+(?:(?:{joining_filler}|{definite_articles}|{possessives})\s+|{elisions}\s*)*[«“\"„]?$"
)
_UNTIL = WordPattern(r"(?<!\w)(?:{until_when})\s+(?:{definite_articles}\s+)?$")
_FAR = 70


def may_deny(text: str) -> bool:
    """Return False only if a text certainly denies no membership."""
    return _DENIED.may_match(text) or _AFFIRMED.may_match(text)


def find_denials(context: CheckContext, statement: Statement) -> Iterator[Conflict]:
    """Yield the statements of a sentence that a partner is in a body, or is not, though at that time the opposite held."""
    text = statement.text
    if not may_deny(text):
        return
    times = [time for time in find_times(text) if time.span]
    if not times and speaks_of_other_time(text):
        return
    span = times[0].span if len(times) == 1 else (None if times else statement.span)
    for body in context.names.find(text):
        start = max(0, body.start - _FAR)
        denied = _DENIED.search(text[start : body.start])
        stated = denied or _AFFIRMED.search(text[start : body.start])
        if not isinstance(body.entity, Framework) or not stated or not span:
            continue
        folder = partner_meant(context, text[: start + stated.start()], statement.folders)
        known = context.memberships.get((folder, body.entity.id), ())
        if denied:
            wrong = [item for item in known if _was_member(item, span)]
        elif is_unasserted(text, start + stated.start()) or (not times and is_in_past(text)):
            continue
        else:
            is_end = _UNTIL.search(text, 0, times[0].start) is not None if times else False
            wrong = [item for item in known if _was_outside(item, span, is_end=is_end)]
            wrong = wrong if len(wrong) == len(known) else []
        if wrong:
            yield Conflict.with_period(start + stated.start(), stated[0].strip(), wrong[0])


def _was_member(item: Membership, span: Span) -> bool:
    """Return whether a membership had begun before some days, and is not on record as over."""
    held, start, end = certain_span(item), item.period.start, item.period.end
    if held and held.first <= span.first and span.last <= held.last:
        return True
    return bool(start and start.last_day < span.first and (end is None or span.last < end.first_day))


def _was_outside(item: Membership, span: Span, *, is_end: bool) -> bool:
    """Return whether a membership certainly did not hold on some days; or did not end on them, if they are said to end it."""
    start, end = item.period.start, item.period.end
    if is_end:
        return bool(end and (end.first_day > span.last or end.last_day < span.first))
    return bool((start and start.first_day > span.last) or (end and end.last_day < span.first))
