"""A fact that is due for review.

Finds:
    Facts whose review is due: on the date under `review`, or, for states, once the house's review period has passed
    since the last day on which a source attests them. Facts whose newest source is more than ten years old belong to
    a project of the past: one notice says so, and names the day for `--as-of`.

Why it matters:
    The note marks such facts as "last attested … confirmation due", and in the end readers stop trusting them.

Example:
    - {id: envoy, post: envoy, holder: agatha-baker, valid: 2015/, evidence: [{source: herald, attests: 2015-03-01}]}

Write instead:
    A newer source with the day on which it shows the fact (`attests`), or the end of the fact. If there is no such
    source, record the search with `briefings review`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.causes import ReviewOfFact
from briefings.checks.context import Finding
from briefings.checks.periods import in_or_on
from briefings.factbase.standing import overdue_since, standing_of
from briefings.model.diagnostics import Severity
from briefings.model.entities import Source
from briefings.model.facts import Membership, Statement
from briefings.model.prospects import Commitment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from briefings.checks.context import CheckContext
    from briefings.model.dates import PartialDate
    from briefings.model.facts import Fact

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING

_LONG_PAST = 3653
_HINT = "add a newer source with `attests:`, or end the fact"
_JUDGEMENT_HINT = "decide whether it still applies: renew its `valid:`, or end it"


def check(context: CheckContext) -> Iterator[Finding]:
    """Check each fact."""
    newest = _newest_day(context)
    if newest and (context.day - newest).days > _LONG_PAST and context.store.facts:
        yield Finding(
            message=f"the newest source is from {newest}: these facts are of the past, and their review is not due",
            location=context.store.facts[0].location,
            entries=(context.store.facts[0],),
            hint=f"check them as of their time: `briefings check --as-of {newest}`",
            severity=Severity.INFO,
        )
        return
    for fact in context.store.facts:
        # Another check reports a commitment that is due.
        if not isinstance(fact, Commitment) and (since := overdue_since(context.store, fact, context.day)):
            attested = standing_of(context.store, fact, context.day).last_attestation
            attestation = f", last attested {in_or_on(attested)}" if attested else ", never attested"
            left_out = ", and notes for principals leave it out" if _is_left_out(fact) else ""
            yield Finding(
                message=f"{fact.key} has been due for review since {since}{'' if fact.is_event or fact.is_judgement else attestation}{left_out}",
                location=fact.location,
                entries=(fact,),
                hint=_JUDGEMENT_HINT if fact.is_judgement else _hint(context, fact, attested),
                cause=ReviewOfFact(fact.key),
            )


def _hint(context: CheckContext, fact: Fact, attested: PartialDate | None) -> str:
    """Return what to do, with the newest event that speaks of an overdue membership later than its sources do."""
    if isinstance(fact, Membership) and attested and (event := _later_event(context, fact, attested)):
        return f"{event.key} ({event.period}) speaks of it: if its source shows that it still held, {_HINT}"
    return _HINT


def _later_event(context: CheckContext, fact: Membership, attested: PartialDate) -> Fact | None:
    """Return the newest event of a partner that names a framework after a date, by the day of the check."""
    reference = f"{{body:{fact.framework}"
    known = [
        (event.period.end.last_day, event)
        for event in context.facts_by_folder.get(fact.folder, ())
        if event.is_event
        and event.period.end
        and attested.last_day < event.period.end.last_day <= context.day
        and any(reference in words for text in event.texts() for words in text.by_language.values())
    ]
    return max(known, key=lambda pair: pair[0], default=(None, None))[1]


def _is_left_out(fact: Fact) -> bool:
    """Return whether notes for principals leave a fact out while its review is due: a background that lasts."""
    return isinstance(fact, Statement) and not fact.is_event


def _newest_day(context: CheckContext) -> date | None:
    """Return the last day of which a source or an attestation of the facts is; None if no source has a date."""
    dates = [source.effective_date for source in context.store.entities_of(Source)]
    dates += [attested for fact in context.store.facts for attested in fact.attestations]
    return max((known.last_day for known in dates if known), default=None)
