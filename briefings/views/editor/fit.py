"""Fitting: how many lines a principal's copy takes, and what it leaves out first if that is too many.

The height is estimated from letters, so that Markdown, HTML and PDF say the same and no format needs another one to be
typeset first. The estimate is high rather than low; a PDF that is too long all the same is reported by the build.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from briefings.model.phrases import Phrase
from briefings.views.editor.background import choose_sentences
from briefings.views.editor.measure import Measure, block_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from briefings.views.editor.records import EditedView, MeetingView, OfficeRowView

__all__ = ["fit_view"]

_PAGE_LINES = 49
"""Lines of running text on a page."""
_SCALES = {"ar": 0.92, "en": 0.92, "fr": 0.94}
"""The printed part of the lines that this module estimates, at the most, by language."""
_OTHER_SCALE = 0.97
"""The same for other languages, whose letters or labels may take more room."""
_MOST_WHOLE_ROWS = 3
"""Rows of a table that stays on one page, since no row stands alone."""
_HEADING_LINES = 1.9
_LEAD_LETTERS = 61
_LEGEND_LINES = 1.5
_PAGE = Measure(text_letters=70, title_letters=19, row_letters=53, row_scale=0.9, least_row=1.9)
_SHORT_BACKGROUND = 60
"""Words of a background that had to be shortened."""
_SHORT_DATES = 2
_SHORT_NEWS = 2
"""Items of news that had to be shortened."""


def fit_view(
    view: EditedView, pages: int, meeting_count: int, language: str, points: Sequence[Phrase] = ()
) -> EditedView:
    """Leave out what a principal misses least until the view fits some pages, in a fixed order.

    Args:
        view: everything that the editor would like to say.
        pages: how many pages it may have.
        meeting_count: how many meetings with their side are known.
        language: of the note, as BCP 47 tag.
        points: the talking points, which the desk has chosen: they stay, and take their room.
    """
    scale, whole = _SCALES.get(language, _OTHER_SCALE), _counts(view)
    for reduce_view in _steps():
        if _estimate_lines(_blocks(view, points), scale) <= pages * _PAGE_LINES:
            break
        view = reduce_view(view)
    omitted, left = meeting_count - len(view.meetings), _counts(view)
    left_out = tuple((section, count - left[section]) for section, count in whole.items())
    view = replace(view, left_out=tuple(pair for pair in left_out if pair[1]))
    return replace(view, omitted_count=Phrase((str(omitted),))) if omitted else view


def _counts(view: EditedView) -> dict[str, int]:
    """Return how many items each section has that fitting may shorten, by the name of its template."""
    return {
        "news": len(view.news),
        "work": sum(len(area.sentences) for area in view.work.areas) + len(view.work.completed),
        "meetings": len(view.meetings),
        "outstanding": len(view.outstanding),
        "ahead": len(view.ahead),
        "story": len(view.background),
    }


def _steps() -> Iterator[Callable[[EditedView], EditedView]]:
    """Yield what to leave out, the least missed first; each step takes little, so that pages are full."""
    yield from (partial(_limit_meetings, most=most) for most in (4, 3))
    yield from (partial(_limit_completed, most=most) for most in (3, 2, 1, 0))
    yield partial(_limit_dates, most=_SHORT_DATES)
    yield partial(_limit_commitments, most=_SHORT_DATES)
    yield from (
        partial(_limit_background, most_words=words) for words in (100, 90, 80, 70, _SHORT_BACKGROUND)
    )
    yield from (partial(_limit_work, most=most) for most in (4, 3))
    yield partial(_limit_news, most=3)
    yield partial(_limit_work, most=2)
    yield partial(_limit_news, most=_SHORT_NEWS)
    yield partial(_limit_meetings, most=2)
    yield partial(_limit_work, most=1)
    yield _without_topics


class _Block(NamedTuple):
    """A part of the page: its height in lines of running text, and whether it is never divided."""

    lines: float
    is_whole: bool = False


def _estimate_lines(blocks: Iterable[_Block], scale: float) -> float:
    """Estimate the height of parts in lines of running text, with the room that is left where one moves to the next page."""
    used = 0.0
    for block in blocks:
        lines, room = block.lines * scale, _PAGE_LINES - used % _PAGE_LINES
        used += lines + (room if block.is_whole and lines > room else 0)
    return used


def _blocks(view: EditedView, points: Sequence[Phrase]) -> Iterator[_Block]:
    """Yield the parts of a brief in their order."""
    yield _Block(4 + block_lines(view.lead, _LEAD_LETTERS) * 1.15)
    further = _LEGEND_LINES + bool(view.confirm_further.parts)
    yield _Block(_list(([item.title, item.text] for item in view.confirm), 0.4) + further)
    yield _Block(_list(([sentence] for sentence in filter(None, (*view.news, view.silence))), 0.5))
    yield _Block(_list(([point] for point in points), 1))
    offices = sum(_PAGE.party_rows(map(_office_row, side.rows)) for side in view.sides)
    yield _Block(_HEADING_LINES * bool(view.sides) + offices)
    rows = [
        (relation.name, [relation.time, relation.doubt, relation.remark, *relation.remarks])
        for relation in view.relations
    ]
    yield _Block(_HEADING_LINES + _PAGE.rows(rows), is_whole=len(rows) <= _MOST_WHOLE_ROWS)
    yield _Block(_list(([area.name, *area.sentences] for area in view.work.areas), 0.3))
    yield _Block(_PAGE.block(view.work.completed) + _list(([figure] for figure in view.figures), 0.3))
    meetings = _PAGE.rows(
        (meeting.date, _meeting_phrases(meeting)) for meeting in (*view.coming, *view.meetings, *view.others)
    )
    yield _Block(_HEADING_LINES + meetings + 1.3)
    outstanding = _PAGE.rows((item.due, [item.by, item.to, item.text]) for item in view.outstanding)
    yield _Block(_HEADING_LINES * bool(view.outstanding) + outstanding)
    ahead = _PAGE.rows((item.date, [item.what, item.who, item.place]) for item in view.ahead)
    yield _Block(_HEADING_LINES * bool(view.ahead) + ahead)
    yield _Block(_HEADING_LINES + _PAGE.block(view.background) + 1.5, is_whole=True)


def _list(items: Iterable[Iterable[Phrase]], gap: float) -> float:
    """Estimate the lines of a list with its heading; nothing for an empty one."""
    heights = [_PAGE.block(item) + gap for item in items]
    return _HEADING_LINES + sum(heights) if heights else 0


def _office_row(row: OfficeRowView) -> tuple[Phrase, list[Phrase]]:
    return row.title, [row.name, row.other_script, row.text, row.doubt, row.former_name]


def _meeting_phrases(meeting: MeetingView) -> Iterator[Phrase]:
    for party in meeting.theirs:
        yield from (party.name, party.remark)
    yield from (meeting.state, meeting.form, *meeting.ours, *meeting.others, meeting.place)
    yield from (*meeting.topics, meeting.outcome, meeting.body)


def _limit_meetings(view: EditedView, most: int) -> EditedView:
    """Keep the newest meetings."""
    return replace(view, meetings=view.meetings[:most])


def _limit_completed(view: EditedView, most: int) -> EditedView:
    """Keep the first sentences on what is completed."""
    return replace(view, work=replace(view.work, completed=view.work.completed[:most]))


def _limit_dates(view: EditedView, most: int) -> EditedView:
    """Keep the next dates ahead."""
    return replace(view, ahead=view.ahead[:most])


def _limit_commitments(view: EditedView, most: int) -> EditedView:
    """Keep the commitments that were due first."""
    return replace(view, outstanding=view.outstanding[:most])


def _limit_background(view: EditedView, most_words: int) -> EditedView:
    """Keep the sentences of the background that fit some words."""
    return replace(view, background=choose_sentences(view.background, most_words))


def _limit_news(view: EditedView, most: int) -> EditedView:
    """Keep the newest changes, and the silence since the last meeting, which says more than an older change."""
    return replace(view, news=view.news[: most - bool(view.silence)])


def _without_topics(view: EditedView) -> EditedView:
    """Say who met whom, and not about what; keep the outcome."""
    return replace(view, meetings=tuple(replace(meeting, topics=()) for meeting in view.meetings))


def _limit_work(view: EditedView, most: int) -> EditedView:
    """Keep the newest sentences of each area."""
    areas = tuple(replace(area, sentences=area.sentences[:most]) for area in view.work.areas)
    return replace(view, work=replace(view.work, areas=areas))
