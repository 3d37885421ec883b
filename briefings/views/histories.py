"""Who held the posts that cover a partner, from the first holder on record to the day of the note."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING

from briefings.model.dates import Period, Truth
from briefings.model.facts import Post, Tenure
from briefings.model.phrases import Citation, Phrase
from briefings.views.context import EMPTY
from briefings.views.names import label, last_day, term_on
from briefings.views.records import FactView, HistoryView, TenureView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.views.context import Teller

__all__ = ["histories"]


def histories(teller: Teller) -> Iterator[HistoryView]:
    """A record for each post that anybody is known to have held by the day, the posts of the partner first."""
    held: dict[str, list[Tenure]] = {}
    for tenure in teller.facts(Tenure):
        if teller.begun(tenure):
            held.setdefault(tenure.post, []).append(tenure)
    posts = [post for post in teller.base.all(Post) if post.id in held]
    for post in sorted(posts, key=lambda post: post.partner is None):
        told = sorted((_told(teller, tenure) for tenure in held[post.id]), key=_first_day)
        title = Phrase((term_on(post, teller.language, teller.day),))
        yield HistoryView(title, post.seats, tuple(told))


def _told(teller: Teller, tenure: Tenure) -> TenureView:
    standing = teller.base.standing(tenure, teller.day)
    name = teller.holder_name(tenure, last_day(tenure, teller.day))
    fact = teller.fact(tenure, name, standing if standing.truth is not Truth.NO else None)
    start, end = tenure.period.start, tenure.period.end
    start = start if start and start.written <= teller.day else None
    end = end if end and end.last < teller.day else None
    seen = [when for when in tenure.attested if when.last <= teller.day]
    sightings = tuple(dict.fromkeys((seen[0], seen[-1]))) if seen and not (start and end) else ()
    cited = [
        Citation(tenure.key, item.source)
        for item in teller.evidence[tenure.key]
        if item.says is None and item.attests in sightings
    ]
    if not sightings:
        words = EMPTY
    elif start:
        words = label("standing.attested", {"date": teller.dated(sightings[-1], cited)})
    elif len(sightings) == 1:
        words = label("holders.on", {"date": teller.dated(sightings[0], cited)})
    else:
        first, last = (teller.dated(when, cited) for when in sightings)
        words = label("holders.from-to", {"first": first, "last": last})
    known = {field.name: getattr(fact, field.name) for field in fields(FactView)}
    period = Period(start, end, tenure.period.open_start, text="")
    return TenureView(**known, seen=words, period=period, sightings=sightings)


def _first_day(tenure: TenureView) -> tuple[date, date]:
    """Since when somebody is known to have been in a post, or else until when."""
    known = [when for when in (tenure.period.start, *tenure.sightings[:1], tenure.period.end) if when]
    return min(((when.first, when.last) for when in known), default=(date.min, date.min))
