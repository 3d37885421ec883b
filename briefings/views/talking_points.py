"""The views of talking points, by use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.model.talking_points import TalkingPoint
from briefings.views.facts import fact_view
from briefings.views.records import TalkingPointsView, TalkingPointView
from briefings.views.records.extension import extend_record
from briefings.views.texts import resolve_text

if TYPE_CHECKING:
    from briefings.views.context import NoteContext

__all__ = ["talking_points"]

_LIKELIHOODS = ("certain", "likely", "unlikely", "")


def talking_points(context: NoteContext) -> TalkingPointsView:
    """Return the talking points that apply on the day, the likeliest to be raised first."""
    points = sorted(
        context.standing_facts(TalkingPoint), key=lambda point: _LIKELIHOODS.index(point.likelihood)
    )
    by_use: dict[str, list[TalkingPointView]] = {}
    for point in points:
        text, addressee, trigger = (
            resolve_text(context, part, point) for part in (point.text, point.addressee, point.trigger)
        )
        if text and addressee is not None and trigger is not None:
            view = extend_record(
                TalkingPointView,
                fact_view(context, point, text),
                addressee=addressee,
                trigger=trigger,
                likelihood=point.likelihood,
            )
            by_use.setdefault(point.use, []).append(view)

    def views(use: str) -> tuple[TalkingPointView, ...]:
        return tuple(by_use.get(use, ()))

    return TalkingPointsView(
        objectives=views("objective"),
        points=views("point"),
        if_raised=views("if-raised"),
        sensitivities=views("sensitivity"),
        their_asks=views("their-ask"),
    )
