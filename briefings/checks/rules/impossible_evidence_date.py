"""Evidence, or a judgement, that can't have been given then.

What it finds:
    A source that attests a day after its own date, or that is said to have asserted something before it was published
    or after its last update, or that is known through an older one; a source that attests a day on which the fact does
    not hold by its own period; a source dated, retrieved or captured after the day of the check, or last updated,
    retrieved or captured before it came out; a review or a resolution of a day after that of the check; a fact that
    happened only after all of its sources had been written, which can have announced it and no more; a state that
    ended, on a day that is no end of a term, after all of its sources had been written, none of them quoted with that
    year, and no other fact shows its end: the successor's tenure, or the end of the post or framework.

Why it matters:
    That a visit was announced does not show that it took place, and a page can't testify to what came after it.

Example:
    - id: visit
      on: 2014-07-01
      evidence: [herald-2014-06-20]

Write instead:
    A source written afterwards, or the right date; if there is none, leave the fact out until there is. When a fact has
    to be looked at next is its `review`, and may well be to come.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.model.diagnostics import Severity
from briefings.model.facts import Fact, Framework, Membership, Post, Resolution, Source, Tenure, Visit

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Iterator

    from briefings.checks.context import Case, Entry
    from briefings.model.dates import PartialDate, Period
    from briefings.model.diagnostics import Location
    from briefings.model.facts import Evidence

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.WARNING


def check(case: Case) -> Iterator[Finding]:
    """Look at sources, at all evidence, and at who judged it when."""
    for source in case.base.all(Source):
        yield from _source(case, source)
    entries: tuple[Fact | Post | Framework, ...] = (
        *case.base.facts,
        *case.base.all(Post),
        *case.base.all(Framework),
    )
    found = [finding for entry in entries for finding in _dates(case, entry, entry.evidence)]
    yield from found
    causes = {finding.cause for finding in found}
    for fact in case.base.facts:
        yield from _announced(case, fact, causes)
        yield from _ended(case, fact)
        if fact.reviewed and fact.reviewed.on.first > case.day:
            yield _not_yet(fact, f"{fact.key} was reviewed on {fact.reviewed.on}", fact.reviewed.location)
    for each in case.base.all(Resolution):
        if each.on.first > case.day:
            yield _not_yet(each, f"{each.id!r} was settled on {each.on}", each.location)


def _misdated(source: Source) -> Hashable:
    """The cause of all that the date of a source makes impossible: it is one date that is wrong, not ten."""
    return "dated", source.id


def _source(case: Case, source: Source) -> Iterator[Finding]:
    when = source.published or source.updated
    captured = source.capture.on if source.capture else None
    for date in (source.published, source.updated, source.retrieved, captured):
        if date and date.first > case.day:
            yield _not_yet(source, f"{source.id} bears the date {date}", source.location)
    came_out = f"before it came out on {when}"
    for what, date in (
        ("last updated", source.updated),
        ("retrieved", source.retrieved),
        ("captured", captured),
    ):
        if date and when and date.last < when.first:
            yield Finding(
                message=f"{source.id} was {what} on {date}, {came_out}",
                location=source.location,
                about=(source,),
                hint="correct one of the dates",
            )


def _not_yet(entry: Entry, what: str, location: Location) -> Finding:
    return Finding(
        message=f"{what}, which is still to come",
        location=location,
        about=(entry,),
        hint="correct its date",
    )


def _dates(case: Case, entry: Entry, evidence: Iterable[Evidence]) -> Iterator[Finding]:
    for item in evidence:
        source = case.base.source(item.source)
        via = case.base.source(item.via) if item.via else None
        said = item.asserted or (via.dated if via else None) or source.dated
        own = entry.period if isinstance(entry, Fact) and not entry.event and item.says is None else None
        to_come = next(
            (when for when in (item.attests, item.asserted) if when and when.first > case.day), None
        )
        cause: Hashable = None
        if to_come:
            message = f"{source.id} is cited as of {to_come}, which is still to come"
        elif via and via.dated and source.published and via.dated.last < source.published.first:
            message = f"{via.id} of {via.dated} can't quote {source.id}, which came out on {source.published}"
        elif own and item.attests and not _allows(own, item.attests):
            message = f"{source.id} attests {item.attests}, and {entry.key} is of {own}"  # type: ignore[union-attr]
            cause = ("outside", entry.key)  # type: ignore[union-attr]
        elif item.attests and said and item.attests.first > said.last:
            message = f"{source.id} of {said} can't attest {item.attests}"
            cause = _misdated(source)
        elif item.asserted and source.published and item.asserted.last < source.published.first:
            message = f"{source.id} came out on {source.published}, and is cited as of {item.asserted}"
            cause = "cited early", source.id
        elif item.asserted and source.dated and not via and item.asserted.first > source.dated.last:
            message = f"{source.id} is of {source.dated}, and is cited as of {item.asserted}"
            cause = _misdated(source)
        else:
            continue
        yield Finding(
            message=message,
            location=item.location,
            about=(entry, source),
            hint="correct the date at the evidence or at the source",
            related=(source.location,),
            cause=cause,
        )


def _allows(period: Period, when: PartialDate) -> bool:
    """Whether a period allows a day of a date."""
    return not (
        (period.start and when.last < period.start.first) or (period.end and period.end.last < when.first)
    )


def _announced(case: Case, fact: Fact, causes: Collection[Hashable]) -> Iterator[Finding]:
    """An event of which all sources were written before it; a visit may be planned until its days are over."""
    start, end = fact.period.start or fact.period.end, fact.period.end
    planned = isinstance(fact, Visit) and end is not None and end.last >= case.day
    if not fact.event or start is None or planned:
        return
    supporting = [item for item in fact.evidence if item.says is None]
    dates = [item.asserted or case.base.source(item.via or item.source).dated for item in supporting]
    written = [when.last for when in dates if when]
    if len(written) == len(supporting) and max(written) < start.first:
        cause = _misdated(case.base.source(supporting[0].source))
        yield Finding(
            message=f"all sources of {fact.key} were written before it: it was announced, no more",
            location=fact.location,
            about=(fact,),
            hint="add a source written afterwards, or leave it out until there is one",
            cause=cause if len(supporting) == 1 and cause in causes else None,
        )


def _ended(case: Case, fact: Fact) -> Iterator[Finding]:
    """A state that is over, by a day that none of its sources can know of."""
    end = fact.period.end
    if (
        fact.event
        or end is None
        or end.mark
        or end.day is None
        or end.last >= case.day
        or _is_term(fact.period)
    ):
        return
    supporting = [item for item in fact.evidence if item.says is None]
    dates = [item.asserted or case.base.source(item.via or item.source).dated for item in supporting]
    written = [when for when in dates if when]
    if not written or len(written) < len(supporting):
        return
    newest = max(written, key=lambda when: when.last)
    planned = any(str(end.year) in item.quote for item in supporting)
    if newest.last < end.first and not planned and not _ended_with(case, fact, end):
        yield Finding(
            message=f"{fact.key} ended on {end}, and its newest source is of {newest}: nothing shows the end",
            location=fact.location,
            about=(fact,),
            hint="add a source for it, or the `quote:` of the one that gives it as planned; else leave the end open",
            # A tenure that ends too late has two holders on that day, and it is one end that is wrong.
            cause=(fact.kind, fact.key),
        )


def _is_term(period: Period) -> bool:
    """Whether a period ends as terms and programmes do, and so was probably known beforehand."""
    start, end = period.start, period.end
    if end is None or (end.last + timedelta(days=1)).day == 1:
        return True
    return (
        start is not None
        and start.day is not None
        and any(
            (day.month, day.day) == (start.month, start.day)
            for day in (end.last, end.last + timedelta(days=1))
        )
    )


def _ended_with(case: Case, fact: Fact, end: PartialDate) -> bool:
    """Whether another entry shows the end of a state."""
    if isinstance(fact, Tenure):
        post = case.base.get(Post, fact.post)
        starts = [other.period.start for other in case.base.tenures[fact.post] if other is not fact]
        month = timedelta(days=31)
        followed = any(start and start.first - month <= end.last <= start.last + month for start in starts)
        return followed or (post.valid.end is not None and post.valid.end.first <= end.last)
    if isinstance(fact, Membership):
        over = case.base.get(Framework, fact.framework).valid.end
        return over is not None and over.first <= end.last
    return False
