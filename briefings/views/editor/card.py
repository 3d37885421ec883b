"""The card: which of the facts worth knowing fit on its small page, beside what it must say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.views.editor.measure import Measure, block_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.model.phrases import Phrase
    from briefings.views.editor.records import EditedView, MeetingView, OfficeRowView

__all__ = ["fit_telling"]

_PAGE_LINES = 41
"""Lines that fit on a page of A5, as these estimates count them: they are high rather than low."""
_HEADING_LINES = 1.7
_LIST_GAP = 0.3
_PAGE = Measure(text_letters=56, title_letters=23, row_letters=37)
_BOX_LETTERS = 52  # in a line of the box of what to confirm
_MOST_OFFICES = 3
"""Offices of their side; of ours, and beside points to make, the card has one fewer."""


def fit_telling(view: EditedView, points: Sequence[Phrase]) -> EditedView:
    """Leave out what is worth knowing as far as a card has no room for it, the oldest first.

    The numbers of offices, meetings and items to confirm are those of the sections of the card.

    Args:
        view: everything that the editor would like to say.
        points: the talking points, which the desk has chosen: they stay, and take their room.
    """
    room = _PAGE_LINES - _other_lines(view, points) - _HEADING_LINES
    telling: list[Phrase] = []
    for sentence in view.telling:
        if (lines := _PAGE.block([sentence]) + _LIST_GAP) <= room:
            telling.append(sentence)
            room -= lines
    return replace(view, telling=tuple(telling))


def _other_lines(view: EditedView, points: Sequence[Phrase]) -> float:
    """Estimate the lines of a card without what is worth knowing."""
    lines = 2.7 + _PAGE.block(view.lead[: 1 if view.meetings else 2]) + _HEADING_LINES
    lines += sum(_PAGE.block([point]) + _LIST_GAP for point in points)
    for is_theirs, side in zip((True, False), view.sides, strict=False):
        most = _MOST_OFFICES if is_theirs and not points else _MOST_OFFICES - 1
        lines += _PAGE.party_rows((row.title, _office_phrases(row)) for row in side.rows[:most])
    lines += _HEADING_LINES + _PAGE.rows(
        (meeting.date, [*_first_party(meeting), *meeting.ours[:1], meeting.place])
        for meeting in (view.meetings[:1] if points else view.meetings)
    )
    items = ([item.title, item.text] for item in view.confirm[:2])
    return lines + 1.2 + sum(block_lines(item, _BOX_LETTERS) + _LIST_GAP for item in items)


def _first_party(meeting: MeetingView) -> tuple[Phrase, ...]:
    """Return what the card prints of the other side: its first participant."""
    return next(((party.name, party.remark) for party in meeting.theirs), ())


def _office_phrases(row: OfficeRowView) -> list[Phrase]:
    """Return what the card prints of an office: its holder, or the vacancy, and no time or former name."""
    return [row.name, row.other_script, row.doubt] if row.name else [row.text, row.doubt]
