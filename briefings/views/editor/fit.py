"""Fitting: how many lines a principal's copy takes, and what it leaves out first if that is too many.

The height is estimated from letters, so that Markdown, HTML and PDF say the same and no format needs another one to be
typeset first. The estimate is high rather than low; a PDF that is too long all the same is reported by the build.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.model.phrases import Phrase
from briefings.views.editor.measure import Measure, block_lines
from briefings.views.editor.words import count_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefings.views.editor.records import EditedView, MeetingView, OfficeRowView

__all__ = ["fit_view"]

_PAGE_LINES = 49
"""Lines of running text that fit on a page."""
_HEADING_LINES = 1.9
_LEAD_LETTERS = 61
_PAGE = Measure(text_letters=70, title_letters=19, row_letters=53, row_scale=0.9, least_row=1.9)
_SHORT_BACKGROUND = 60
"""Words of a background that had to be shortened."""
_SHORT_DATES = 2
_SHORT_NEWS = 2
"""Items of news that had to be shortened."""


def fit_view(view: EditedView, pages: int, meeting_count: int, points: Sequence[Phrase] = ()) -> EditedView:
    """Leave out what a principal misses least until the view fits some pages, in a fixed order.

    Args:
        view: everything that the editor would like to say.
        pages: how many pages it may have.
        meeting_count: how many meetings with their side are known.
        points: the talking points, which the desk has chosen: they stay, and take their room.
    """
    limit = pages * _PAGE_LINES - _list(([point] for point in points), 1)
    for reduce_view in (
        _keep,
        _fewer_meetings,
        _without_completed,
        _fewer_dates,
        _fewer_commitments,
        _shorter_background,
        _fewer_news,
        _fewest_meetings,
        _without_topics,
        _less_work,
    ):
        view = reduce_view(view)
        if _estimate_lines(view) <= limit:
            break
    omitted = meeting_count - len(view.meetings)
    return replace(view, omitted_count=Phrase((str(omitted),))) if omitted else view


def _estimate_lines(view: EditedView) -> float:
    """Estimate the height of a view in lines of running text, talking points left out."""
    lines = 4 + block_lines(view.lead, _LEAD_LETTERS) * 1.15
    lines += _list(([item.title, item.text] for item in view.confirm), 0.4)
    lines += _list(([sentence] for sentence in filter(None, (*view.news, view.silence))), 0.5)
    lines += sum(_PAGE.party_rows(map(_office_row, side.rows)) for side in view.sides)
    lines += _HEADING_LINES * bool(view.sides)
    lines += _HEADING_LINES + _PAGE.rows(
        (relation.name, [relation.time, relation.doubt, relation.remark, *relation.remarks])
        for relation in view.relations
    )
    lines += _list(([area.name, *area.sentences] for area in view.work.areas), 0.3)
    lines += _PAGE.block(view.work.completed) + _list(([figure] for figure in view.figures), 0.3)
    meetings = (*view.coming, *view.meetings, *view.others)
    lines += (
        _HEADING_LINES + _PAGE.rows((meeting.date, _meeting_phrases(meeting)) for meeting in meetings) + 1.3
    )
    lines += _HEADING_LINES * bool(view.outstanding) + _PAGE.rows(
        (item.due, [item.by, item.to, item.text]) for item in view.outstanding
    )
    lines += _HEADING_LINES * bool(view.ahead) + _PAGE.rows(
        (item.date, [item.what, item.who, item.place]) for item in view.ahead
    )
    return lines + _HEADING_LINES + _PAGE.block(view.background) + 1.5


def _list(items: Iterable[Iterable[Phrase]], gap: float) -> float:
    """Estimate the lines of a list with its heading; nothing for an empty one."""
    heights = [_PAGE.block(item) + gap for item in items]
    return _HEADING_LINES + sum(heights) if heights else 0


def _office_row(row: OfficeRowView) -> tuple[Phrase, list[Phrase]]:
    return row.title, [row.name, row.other_script, row.text, row.doubt, row.former_name]


def _meeting_phrases(meeting: MeetingView) -> Iterator[Phrase]:
    yield from (meeting.state, meeting.form, *meeting.theirs, *meeting.ours, *meeting.others, meeting.place)
    yield from (*meeting.topics, meeting.outcome, meeting.body)


def _keep(view: EditedView) -> EditedView:
    return view


def _fewer_meetings(view: EditedView) -> EditedView:
    return _limit_meetings(view, 3)


def _fewest_meetings(view: EditedView) -> EditedView:
    return _limit_meetings(view, 2)


def _without_topics(view: EditedView) -> EditedView:
    """Say who met whom, and not about what; what came of it stays."""
    return replace(view, meetings=tuple(replace(meeting, topics=()) for meeting in view.meetings))


def _less_work(view: EditedView) -> EditedView:
    """Keep the newest sentence of each area."""
    areas = tuple(replace(area, sentences=area.sentences[:1]) for area in view.work.areas)
    return replace(view, work=replace(view.work, areas=areas))


def _limit_meetings(view: EditedView, most: int) -> EditedView:
    """Keep the newest meetings."""
    return replace(view, meetings=view.meetings[:most])


def _without_completed(view: EditedView) -> EditedView:
    return replace(view, work=replace(view.work, completed=()))


def _fewer_dates(view: EditedView) -> EditedView:
    """Keep the next two dates ahead."""
    return replace(view, ahead=view.ahead[:_SHORT_DATES])


def _fewer_commitments(view: EditedView) -> EditedView:
    """Keep the two commitments that were due first."""
    return replace(view, outstanding=view.outstanding[:_SHORT_DATES])


def _shorter_background(view: EditedView) -> EditedView:
    sentences: list[Phrase] = []
    for sentence in view.background:
        if count_words([*sentences, sentence]) <= _SHORT_BACKGROUND:
            sentences.append(sentence)
    return replace(view, background=tuple(sentences))


def _fewer_news(view: EditedView) -> EditedView:
    """Keep the newest changes, and the silence since the last meeting, which says more than an older change."""
    return replace(view, news=view.news[: _SHORT_NEWS - bool(view.silence)])
