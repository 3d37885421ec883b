"""The views of the holders of each post that covers a partner, from the first on record to the day of the note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.factbase.spans import first_known_date, has_ended, sure_span
from briefings.factbase.standing import has_begun, standing_of
from briefings.model.dates import Certainty, Period
from briefings.model.entities import Post
from briefings.model.facts import Tenure
from briefings.model.phrases import Citation, Phrase
from briefings.views.facts import fact_view
from briefings.views.names import last_day, term_at
from briefings.views.offices import holder_in_capacity
from briefings.views.phrases import attested_phrase, date_phrase, label
from briefings.views.records import HistoryView, TenureView
from briefings.views.records.extension import extend_record

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
    name = holder_in_capacity(context, tenure, last_day(tenure, context.day))
    fact = fact_view(context, tenure, name, standing if standing.certainty is not Certainty.NO else None)
    start, end = tenure.period.start, tenure.period.end
    start = start if start and start.nominal_first_day <= context.day else None
    end = end if has_ended(tenure, context.day) else None
    attestations = () if start and end else context.past_attestations(tenure)
    attested_dates = tuple(dict.fromkeys((*attestations[:1], *attestations[-1:])))
    cited = [
        Citation(tenure.key, item.source)
        for item in tenure.evidence
        if item.disagreement is None and item.attested_on in attested_dates
    ]
    if start and attested_dates:
        attested_time = label("standing.attested", {"date": date_phrase(attested_dates[-1], cited)})
    else:
        attested_time = attested_phrase(attested_dates, cited)
    period = Period(start, end, tenure.period.open_start, text="")
    return extend_record(
        TenureView,
        fact,
        attested_time=attested_time,
        period=period,
        attested_dates=attested_dates,
        sure_span=sure_span(period, attested_dates),
    )
