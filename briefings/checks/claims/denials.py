"""Statements that a partner is not, or never was, in a body of which it certainly was a member."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.checks.joining_conflicts import partner_meant
from briefings.checks.text.claim_times import speaks_of_other_time
from briefings.checks.text.times import find_times
from briefings.checks.text.vocabulary import WordPattern
from briefings.factbase.spans import certain_span
from briefings.model.entities import Framework

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.context import CheckContext
    from briefings.model.dates import Span
    from briefings.model.facts import Membership

__all__ = ["Denial", "find_denials", "may_deny"]

_DENIED = WordPattern(
    r"(?<!\w)(?:{not_a_member})\s+(?:(?:{joining_filler}|{definite_articles})\s+|{elisions}\s*)*[«“\"„]?$"
)
_FAR = 70


class Denial(NamedTuple):
    """A statement that a partner is not in a body, and the membership that says it is."""

    start: int
    stated: str
    membership: Membership


def may_deny(text: str) -> bool:
    """Return False only if a text certainly denies no membership."""
    return _DENIED.may_match(text)


def find_denials(
    context: CheckContext, text: str, own: Span | None, folders: frozenset[str]
) -> Iterator[Denial]:
    """Yield the statements of a sentence that a partner is not in a body, though it certainly was at that time."""
    if not may_deny(text):
        return
    times = [time.span for time in find_times(text) if time.span]
    if not times and speaks_of_other_time(text):
        return
    span = times[0] if len(times) == 1 else (None if times else own)
    for body in context.names.find(text):
        start = max(0, body.start - _FAR)
        denied = _DENIED.search(text[start : body.start])
        if not isinstance(body.entity, Framework) or not denied or not span:
            continue
        folder = partner_meant(context, text[: start + denied.start()], folders)
        for item in context.memberships.get((folder, body.entity.id), ()):
            if _was_member(item, span):
                yield Denial(start + denied.start(), denied[0].strip(), item)
                break


def _was_member(item: Membership, span: Span) -> bool:
    """Return whether a membership had begun before some days, and is not on record as over."""
    held, start, end = certain_span(item), item.period.start, item.period.end
    if held and held.first <= span.first and span.last <= held.last:
        return True
    return bool(start and start.last_day < span.first and (end is None or span.last < end.first_day))
