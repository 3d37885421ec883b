"""Statements that someone has left an office, or only acts in it, who simply holds it on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.claims.conflicts import Conflict, text_says
from briefings.checks.holding import own_tenures
from briefings.checks.periods import MONTH, YEAR
from briefings.checks.text.claim_times import speaks_of_other_time
from briefings.checks.text.offices import find_office_claims
from briefings.checks.text.vocabulary import WordPattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.claims.sentences import Statement
    from briefings.checks.context import CheckContext
    from briefings.checks.text.offices import OfficeClaim
    from briefings.model.dates import Span
    from briefings.model.facts import Tenure

__all__ = ["find_wrong_standings", "may_call_former"]

_STANDING = WordPattern(
    r"(?<!\w)(?:(?P<former>{former_words})|{stand_in_words}|{abbreviated_modifiers})(?!\w)[\s-]*"
)
_UNTIL = WordPattern(r"(?<!\w)(?:{until_when})(?!\w)")


def may_call_former(statement: Statement) -> bool:
    """Return False only if a sentence certainly calls no one a former or an acting holder of an office."""
    return _STANDING.may_match(statement.text)


def find_wrong_standings(context: CheckContext, statement: Statement) -> Iterator[Conflict]:
    """Yield who is called a former or an acting holder of an office at a time at which they simply held it."""
    text = statement.text
    span = statement.at or (None if statement.parsed.times else statement.span)
    if not span or not (found := _STANDING.search(text)):
        return
    plain = text[: found.start()] + " " * len(found[0]) + text[found.end() :]
    if _UNTIL.search(plain) or speaks_of_other_time(plain):
        return
    of_others = set(find_office_claims(text, context.titles.find(text), context.people))
    for claim in find_office_claims(plain, context.titles.find(plain), context.people):
        if claim in of_others:
            continue
        tenure = _tenure_held(context, claim, span, is_over=found["former"] is not None)
        if tenure:
            name = context.display_name(tenure.holder)
            message = text_says(found[0].strip(), f"{name} held {tenure.post} then, by {tenure.key}")
            yield Conflict(found.start(), message, tenure)


def _tenure_held(context: CheckContext, claim: OfficeClaim, span: Span, *, is_over: bool) -> Tenure | None:
    """Return the tenure that a person certainly had at a time; None if the statement may be true.

    Someone who has left the office since may be called a former holder of it in a text about the past. In their first
    weeks people may act, and later than a year after they came, governments act between a resignation and the next one.
    """
    own = [
        tenure
        for person in claim.named.people
        for tenure in own_tenures(context.store, person.id, claim.title.posts)
    ]
    if len(claim.named.people) != 1 or not own or (is_over and any(tenure.period.end for tenure in own)):
        return None
    return next(
        (
            tenure
            for tenure in own
            if not tenure.capacity
            and _lasts_over(tenure, span)
            and (is_over or _may_be_confirmed(tenure, span))
        ),
        None,
    )


def _may_be_confirmed(tenure: Tenure, span: Span) -> bool:
    """Return whether a tenure began so long before some days that its holder no longer acted, and not a year before."""
    start = tenure.period.start
    return bool(start and span.first - start.last_day > MONTH and span.last - start.last_day < YEAR)


def _lasts_over(tenure: Tenure, span: Span) -> bool:
    """Return whether a tenure began before some days, and ended after them or is attested for the time after them."""
    start, end = tenure.period.start, tenure.period.end
    if not start or start.last_day >= span.first:
        return False
    if end:
        return span.last < end.first_day
    return any(span.last <= attested.last_day for attested in tenure.attestations)
