"""The views of the holders of each post that covers a partner, from the first on record to the day of the note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.factbase.standing import first_known_date, has_begun, has_ended, standing_of, sure_span
from briefings.model.dates import Certainty, Period
from briefings.model.entities import Post
from briefings.model.facts import Tenure
from briefings.model.phrases import Citation, Phrase
from briefings.views.context import EMPTY
from briefings.views.names import label, last_day, term_at
from briefings.views.records import HistoryView, TenureView, extend_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.views.context import NoteContext

__all__ = ["history_views"]


def history_views(context: NoteContext) -> Iterator[HistoryView]:
    """Yield the history of each post that has a known tenure by the day, the posts of the partner first."""
    by_post: dict[str, list[Tenure]] = {}
    for tenure in context.facts(Tenure):
        if has_begun(context.store, tenure, context.day):
            by_post.setdefault(tenure.post, []).append(tenure)
    posts = [post for post in context.store.entities_of(Post) if post.id in by_post]
    for post in sorted(posts, key=lambda post: post.partner is None):
        tenures = [_tenure_view(context, tenure) for tenure in sorted(by_post[post.id], key=first_known_date)]
        title = Phrase((term_at(post, context.language, context.day),))
        yield HistoryView(title, post.seats, tuple(tenures))


def _tenure_view(context: NoteContext, tenure: Tenure) -> TenureView:
    """Return a tenure with its dates and its first and last attestation, up to the day."""
    standing = standing_of(context.store, tenure, context.day)
    name = context.holder_name(tenure, last_day(tenure, context.day))
    fact = context.fact_view(tenure, name, standing if standing.certainty is not Certainty.NO else None)
    start, end = tenure.period.start, tenure.period.end
    start = start if start and start.nominal_first_day <= context.day else None
    end = end if has_ended(tenure, context.day) else None
    attestations = [when for when in tenure.attestations if when.last_day <= context.day]
    attested_dates = (
        tuple(dict.fromkeys((attestations[0], attestations[-1])))
        if attestations and not (start and end)
        else ()
    )
    cited = [
        Citation(tenure.key, item.source)
        for item in context.evidence[tenure.key]
        if item.disagreement is None and item.attested_on in attested_dates
    ]
    if not attested_dates:
        attested_time = EMPTY
    elif start:
        attested_time = label("standing.attested", {"date": context.date_phrase(attested_dates[-1], cited)})
    elif len(attested_dates) == 1:
        attested_time = label("holders.on", {"date": context.date_phrase(attested_dates[0], cited)})
    else:
        first, last = (context.date_phrase(when, cited) for when in attested_dates)
        attested_time = label("holders.from-to", {"first": first, "last": last})
    period = Period(start, end, tenure.period.open_start, text="")
    return extend_record(
        TenureView,
        fact,
        attested_time=attested_time,
        period=period,
        attested_dates=attested_dates,
        sure_span=sure_span(period, attested_dates),
    )
