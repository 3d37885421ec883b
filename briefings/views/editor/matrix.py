"""The matrix of a region: its partners side by side, a row for each office, framework and last meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.model.contact_forms import Manner
from briefings.model.dates import Certainty
from briefings.model.entities import Framework
from briefings.model.facts import Membership
from briefings.model.phrases import EMPTY, Phrase
from briefings.views.editor.desk import TOP_ROLES
from briefings.views.editor.people import party_name
from briefings.views.editor.records import MatrixRowView, MatrixView
from briefings.views.editor.words import doubt_phrase, month_of, since_phrase
from briefings.views.names import name_at
from briefings.views.offices import holder_in_capacity
from briefings.views.phrases import date_phrase, label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.model.entities import Post
    from briefings.views.editor.desk import Editor

__all__ = ["matrix_views"]

_MOST_COLUMNS = 5
"""Partners that a page has room for, side by side."""


def matrix_views(editors: Sequence[Editor]) -> Iterator[MatrixView]:
    """Yield the tables of a region, each with five partners at most, in the order of the region.

    Args:
        editors: one per partner.
    """
    for first in range(0, len(editors), _MOST_COLUMNS):
        part = editors[first : first + _MOST_COLUMNS]
        rows = (*_office_rows(part), *_framework_rows(part), _meeting_row(part))
        yield MatrixView(tuple(map(party_name, part)), tuple(row for row in rows if any(row.cells)))


def _office_rows(editors: Sequence[Editor]) -> Iterator[MatrixRowView]:
    """Yield a row for each role of the partners."""
    roles = dict.fromkeys(role for editor in editors for role in editor.roles_of_side(ours=False))
    for role in roles:
        posts = [
            [post for post in editor.posts_of_side(ours=False) if role in post.roles] for editor in editors
        ]
        titles = [
            editor.office_title(post) for editor, own in zip(editors, posts, strict=True) for post in own
        ]
        if titles:
            # A row of a role without a usual name has the title of one partner; the others' titles stand with names.
            row_title = None if role in TOP_ROLES else titles[0]
            cells = tuple(
                _holders(editor, own, row_title) for editor, own in zip(editors, posts, strict=True)
            )
            yield MatrixRowView(role, titles[0], cells)


def _holders(editor: Editor, posts: Sequence[Post], row_title: Phrase | None) -> Phrase:
    """Return who holds posts on the day, with what is to be confirmed; empty if no one is known to.

    Args:
        editor: of the partner.
        posts: of the partner, with the role of the row.
        row_title: the title that the row prints, for a role without a name of its own; else None.
    """
    cell = EMPTY
    for post in posts:
        for tenure, standing in editor.holders(post):
            if tenure.holder is None or standing.certainty is Certainty.NO:
                continue
            name = holder_in_capacity(editor.context, tenure, editor.day)
            title = editor.office_title(post)
            if row_title and title.parts != row_title.parts:
                name = label("participant", {"name": name, "office": title})
            name = name.with_citations(editor.context.citations(tenure))
            found = _doubtful(name, doubt_phrase(editor.context, tenure, standing))
            cell = label("list.comma", {"first": cell, "second": found}) if cell else found
    return cell


def _framework_rows(editors: Sequence[Editor]) -> Iterator[MatrixRowView]:
    """Yield a row for each framework that a partner takes part in on the day."""
    by_partner = [
        {fact.framework: fact for fact in editor.context.standing_facts(Membership)} for editor in editors
    ]
    for framework in editors[0].store.entities_of(Framework):
        cells = tuple(
            _membership(editor, own.get(framework.id))
            for editor, own in zip(editors, by_partner, strict=True)
        )
        title = Phrase((name_at(framework, editors[0].language, editors[0].day),))
        yield MatrixRowView("", title, cells)


def _membership(editor: Editor, fact: Membership | None) -> Phrase:
    """Return since when a partner takes part in a framework; empty if it does not."""
    if fact is None:
        return EMPTY
    context = editor.context
    since = since_phrase(context, fact, "matrix") or label("matrix.member", {}).with_citations(
        context.citations(fact)
    )
    return _doubtful(since, doubt_phrase(context, fact, context.standings[fact.key]))


def _meeting_row(editors: Sequence[Editor]) -> MatrixRowView:
    """Return the row that says in which month an official of each partner was met last."""
    return MatrixRowView("", label("matrix.met", {}), tuple(map(_last_meeting, editors)))


def _last_meeting(editor: Editor) -> Phrase:
    for meeting in [talk for talk in editor.talks if talk.manner is Manner.MET][:1]:
        if when := meeting.period.end:
            return date_phrase(month_of(when), editor.context.citations(meeting))
    return EMPTY


def _doubtful(value: Phrase, doubt: Phrase) -> Phrase:
    """Return the value of a cell with the remark that it is old, if it is."""
    return label("matrix.doubtful", {"value": value, "doubt": doubt}) if doubt else value
