"""The editor of a principal's copy: what a reader with one minute must know, chosen from the facts.

Each module makes one part of the brief and knows its budget. A part takes note of the facts that it tells, so that no
later part tells them again; the order in `edit_view` is therefore the order of importance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.model.talking_points import TalkingPoint
from briefings.views.commitments import outstanding_commitments
from briefings.views.dates import coming_dates
from briefings.views.editor.background import background_sentences
from briefings.views.editor.card import fit_telling
from briefings.views.editor.confirm import confirm_items, further_items
from briefings.views.editor.desk import Editor
from briefings.views.editor.fit import fit_view
from briefings.views.editor.lead import lead_sentences
from briefings.views.editor.matrix import matrix_views
from briefings.views.editor.meetings import (
    coming_meetings,
    meetings_without_them,
    printed_meetings,
)
from briefings.views.editor.news import latest_information, news_sentences, news_since, silence_sentence
from briefings.views.editor.people import our_side, side_views
from briefings.views.editor.records import EditedView, SideView
from briefings.views.editor.relations import relation_views
from briefings.views.editor.telling import telling_sentences
from briefings.views.editor.words import months_before
from briefings.views.editor.work import work_view
from briefings.views.figures import telling_figures
from briefings.views.texts import resolve_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.views.contacts import ContactBuilder
    from briefings.views.context import NoteContext

__all__ = ["EditedView", "edit_region", "edit_view"]

_PAGES = 2
_MOST_COMMITMENTS = 4
"""Open commitments that a principal reads."""
_MOST_DATES = 4
"""Dates ahead that a principal reads."""
_NEWS_MONTHS = 36
"""Months for which a change counts as new to a reader without an earlier copy."""


def edit_view(context: NoteContext, contacts: ContactBuilder) -> EditedView:
    """Choose what a principal reads.

    Args:
        context: the facts that the note may state.
        contacts: makes phrases of the people who took part in contacts.
    """
    editor = _open_desk(context, contacts)
    if context.scope.is_public:
        return _edit_for_public(editor)
    sides = tuple(side_views(editor))
    relations = tuple(relation_views(editor))
    work = work_view(editor)
    coming = coming_meetings(editor)
    meetings = printed_meetings(editor)
    view = EditedView(
        lead=lead_sentences(editor),
        latest_information=latest_information(editor),
        confirm=confirm_items(editor),
        confirm_further=further_items(editor),
        news_since=news_since(editor),
        news=news_sentences(editor),
        silence=silence_sentence(editor),
        sides=sides,
        relations=relations,
        work=work,
        coming=coming,
        meetings=meetings,
        others=meetings_without_them(editor),
        outstanding=tuple(outstanding_commitments(context))[:_MOST_COMMITMENTS],
        ahead=tuple(coming_dates(context))[:_MOST_DATES],
        telling=telling_sentences(editor),
        figures=telling_figures(context),
        background=background_sentences(editor),
    )
    points = [
        text
        for point in context.standing_facts(TalkingPoint)
        if point.use != "lead" and (text := resolve_text(context, point.text, point))
    ]
    return fit_telling(fit_view(view, _PAGES, len(editor.meetings), editor.language, points), points)


def edit_region(contexts: Sequence[NoteContext], contacts: Sequence[ContactBuilder]) -> EditedView:
    """Choose what a principal reads on a region: its partners side by side, then who matters on our side.

    Args:
        contexts: one per partner.
        contacts: one per partner, in the same order.
    """
    editors = [_open_desk(context, builder) for context, builder in zip(contexts, contacts, strict=True)]
    ours = [our_side(editor) for editor in editors]
    rows = dict.fromkeys(row for side in ours for row in side.rows)
    sides = (SideView(ours[0].party, tuple(rows)),) if rows else ()
    return EditedView(matrix=tuple(matrix_views(editors)), sides=sides)


def _open_desk(context: NoteContext, contacts: ContactBuilder) -> Editor:
    """Return an editor for whom changes of the last three years are new, unless the note names a day."""
    since = context.scope.since or months_before(context.day, _NEWS_MONTHS)
    return Editor.of_note(context, contacts, since)


def _edit_for_public(editor: Editor) -> EditedView:
    """Choose what the public may read on one page: no name that may be out of date, and no tasks."""
    relations = tuple(relation_views(editor))
    work = work_view(editor)
    meetings = printed_meetings(editor)
    view = EditedView(
        lead=lead_sentences(editor),
        relations=relations,
        work=work,
        meetings=meetings,
        background=background_sentences(editor),
    )
    return fit_view(view, 1, len(meetings), editor.language)
