"""Figures over time: of those with one name the newest stands, with its change; the others make a series.

A figure is the next number of a series if it has the name, the unit and the currency of the others and a time of its
own: a `period`, a day, or a year in which it holds. An estimate gives way to a final number for its time, and what is
known stands with later forecasts. Only numbers for times of one length are compared: no year with a half.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.model.figures import ESTIMATE, FORECAST, TARGET, Figure
from briefings.model.phrases import EMPTY, Citation, Phrase
from briefings.views.amounts import (
    amount_phrase,
    dated_phrase,
    readings,
    reference_phrase,
    said_phrase,
    value_phrase,
)
from briefings.views.facts import fact_view, name_phrase
from briefings.views.phrases import date_phrase, label, time_phrase
from briefings.views.records.figures import PointView, SeriesView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefings.views.amounts import Reading
    from briefings.views.context import NoteContext
    from briefings.views.records import FactView

__all__ = ["figure_views", "past_figure_views", "series_views", "telling_figures"]

_MOST_TELLING = 4
_FINALITY = (TARGET, FORECAST, ESTIMATE, "provisional", "")
"""The sorts of numbers, the most final last."""


def figure_views(context: NoteContext) -> tuple[FactView, ...]:
    """Return the figures that stand on the day: of a series only the newest number, with its change."""
    return tuple(view for _, view in _newest_views(context, are_over=False))


def past_figure_views(context: NoteContext) -> tuple[FactView, ...]:
    """Return the figures that are over on the day: of a series only the newest number, with its change."""
    return tuple(view for _, view in _newest_views(context, are_over=True))


def telling_figures(context: NoteContext) -> tuple[Phrase, ...]:
    """Return the figures that the desk has marked as telling, each in a sentence, four at most."""
    sentences = (
        label("telling.named", {"name": view.name, "text": view.text})
        for figure, view in _newest_views(context, are_over=False)
        if figure.is_telling and not figure.is_undisclosed
    )
    return tuple(sentences)[:_MOST_TELLING]


def _newest_views(context: NoteContext, *, are_over: bool) -> Iterator[tuple[Figure, FactView]]:
    """Yield the newest figure of each series of which a number stands on the day; or of each that is over."""
    standing = {figure.key for figure in context.standing_facts(Figure)}
    for group in _groups(context):
        if are_over is not standing.isdisjoint(item.figure.key for item in group):
            continue
        for item in _newest_in(group):
            figure, name = item.figure, name_phrase(context, item.figure)
            if name:
                text = _with_change(context, item, _compared_in(group, item))
                view = fact_view(context, figure, text.with_citations(context.citations(figure)), name=name)
                yield figure, _without_double_time(view, item)


def _newest_in(group: Sequence[Reading]) -> list[Reading]:
    """Return the numbers of a series that stand: those for the newest time, as final as known, and later forecasts."""
    newest = next((item for item in reversed(group) if item.sort != FORECAST), group[-1])
    return [
        item
        for item in group
        if (item.order, item.sort) == (newest.order, newest.sort)
        or (item.order and newest.order and item.order > newest.order)
    ]


def _compared_in(group: Sequence[Reading], item: Reading) -> Reading | None:
    """Return the number of a series with which to compare another one: the last for an earlier time of its length."""
    earlier = (
        other
        for other in reversed(group)
        if other.order and item.order and other.order < item.order and other.months == item.months
    )
    return next(earlier, None)


def _without_double_time(view: FactView, item: Reading) -> FactView:
    """Return a figure without the time of the fact if its text gives that: the time that the number is for."""
    is_same = item.figure.series or (item.reference and item.figure.is_event)
    return replace(view, time=EMPTY) if is_same else view


def series_views(context: NoteContext) -> tuple[SeriesView, ...]:
    """Return the figures with more than one number, or with a number that has been revised, oldest number first."""
    return tuple(
        SeriesView(name, tuple(_point_views(context, group)))
        for group in _groups(context)
        if (len(group) > 1 or tuple(_revisions(context, group[0].figure)))
        and (name := name_phrase(context, group[-1].figure))
    )


def _point_views(context: NoteContext, group: Sequence[Reading]) -> Iterator[PointView]:
    """Yield the numbers of a group, each with its change and what it was before it was revised."""
    for item in group:
        earlier = _compared_in(group, item)
        cited = context.citations(item.figure)
        own_time = reference_phrase(item.reference) or time_phrase(context, item.figure)
        remark = label(f"amount.sort.{item.sort}", {}) if item.sort else EMPTY
        revisions = tuple(_revisions(context, item.figure)) if not item.figure.series else ()
        yield PointView(
            period=own_time.with_citations(cited) if own_time else EMPTY,
            value=value_phrase(context, item).with_citations(cited),
            change=_change(item, earlier).with_citations(cited) if earlier else EMPTY,
            remark=remark,
            revisions=revisions,
            amount=item.amount,
            is_estimate=bool(item.sort),
        )


def _revisions(context: NoteContext, figure: Figure) -> Iterator[Phrase]:
    """Yield the numbers that a figure had before it was revised, each with its source and the day of that."""
    for item in figure.evidence:
        if item.disagreement and item.disagreement.is_revised and item.disagreement.value:
            said = said_phrase(context, figure, item.disagreement.value)
            when = item.asserted_on or context.sources[item.source].effective_date
            if when:
                said = label("amount.dated", {"value": said, "period": date_phrase(when)})
            yield label("amount.revised", {"value": said}).with_citations([Citation(figure.key, item.source)])


def _groups(context: NoteContext) -> list[list[Reading]]:
    """Return the numbers known on the day, over or not: those of one series together, in order of their time."""
    groups: dict[tuple[str, ...], list[Reading]] = defaultdict(list)
    for figure in (*context.standing_facts(Figure), *context.ended_facts(Figure)):
        for item in readings(figure, context.day):
            groups[_group_key(item)].append(item)
    return [_in_order(_as_known(context, group)) for group in groups.values()]


def _as_known(context: NoteContext, group: Sequence[Reading]) -> list[Reading]:
    """Return numbers without the ones that only later sources give, for times for which another one was known by the day."""
    known = {item.order for item in group if _is_known(context, item.figure)}
    return [item for item in group if item.order not in known or _is_known(context, item.figure)]


def _is_known(context: NoteContext, figure: Figure) -> bool:
    """Return whether a source of the day or earlier, or one without a date, gives a figure."""
    dates = (
        item.asserted_on or context.sources[item.source].effective_date
        for item in figure.evidence
        if item.disagreement is None
    )
    return any(when is None or when.last_day <= context.day for when in dates)


def _in_order(group: Iterable[Reading]) -> list[Reading]:
    """Return numbers by their time, the final one after what is known before it."""
    return sorted(group, key=lambda item: (item.order is not None, item.order, _FINALITY.index(item.sort)))


def _group_key(item: Reading) -> tuple[str, ...]:
    """Return what the numbers of one series have in common; the key of the fact if it is not part of one."""
    figure, amount = item.figure, item.amount
    if item.order is None:
        return (figure.key,)
    name = next(iter(figure.name.by_language.values())).casefold()
    if amount is None:
        return (figure.folder, name)
    unit = next(iter(figure.unit_text.by_language.values())) if figure.unit_text else amount.unit
    return (figure.folder, name, unit, amount.currency, TARGET if item.sort == TARGET else "")


def _with_change(context: NoteContext, item: Reading, earlier: Reading | None) -> Phrase:
    """Return a number with its time, and with its change from an earlier one."""
    text = dated_phrase(context, item)
    change = _change(item, earlier) if earlier else EMPTY
    if not change or earlier is None:
        return text
    since = reference_phrase(earlier.reference) or time_phrase(context, earlier.figure)
    return label("amount.with-change", {"value": text, "change": change, "period": since})


def _change(item: Reading, earlier: Reading) -> Phrase:
    """Return the change of a number from an earlier one: up, down or none; empty if nothing can be said."""
    change = item.amount.change_from(earlier.amount) if item.amount and earlier.amount else None
    if change is None:
        return EMPTY
    if change.low == 0:
        return label("amount.same", {})
    return label(
        "amount.up" if change.low > 0 else "amount.down", {"change": amount_phrase(change.without_sign())}
    )
