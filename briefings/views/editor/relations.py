"""Where we stand: the frameworks and agreements of the day, each with since when it has held."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from briefings.model.entities import Framework
from briefings.model.facts import Agreement, Membership
from briefings.model.phrases import EMPTY, Phrase
from briefings.views.editor.disputes import with_dispute
from briefings.views.editor.records import RelationView
from briefings.views.editor.words import doubt_phrase, since_phrase
from briefings.views.facts import replacement_remarks
from briefings.views.names import last_day, name_at
from briefings.views.phrases import date_phrase, label, time_phrase
from briefings.views.texts import resolve_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.views.editor.desk import Editor

__all__ = ["relation_views"]

_MOST_ROWS = 5


def relation_views(editor: Editor) -> Iterator[RelationView]:
    """Yield the current frameworks and agreements, five rows at most."""
    return islice(_relations(editor), _MOST_ROWS)


def _relations(editor: Editor) -> Iterator[RelationView]:
    context = editor.context
    for fact in context.standing_facts(Membership):
        framework = editor.store.entity(Framework, fact.framework)
        name = name_at(framework, editor.language, last_day(fact, editor.day))
        remark = resolve_text(context, fact.text, fact) or EMPTY
        yield _relation(editor, fact, Phrase((name,), context.citations(fact)), remark)
    for agreement in context.standing_facts(Agreement):
        title = resolve_text(context, agreement.title, agreement)
        if title:
            yield _relation(
                editor, agreement, title, resolve_text(context, agreement.text, agreement) or EMPTY
            )


def _relation(editor: Editor, fact: Membership | Agreement, name: Phrase, remark: Phrase) -> RelationView:
    """Return the row of a fact, and note that the copy states it."""
    editor.stated.add(fact.key)
    context = editor.context
    if fact.is_event and fact.period.start is None and fact.period.end:
        time = label("relation.event-by", {"date": date_phrase(fact.period.end, context.citations(fact))})
    elif fact.is_event:
        time = label("relation.event", {"time": time_phrase(context, fact)}).with_citations(
            context.citations(fact)
        )
    else:
        time = since_phrase(context, fact, "relation")
    time = with_dispute(context, fact, time)
    remarks = tuple(replacement_remarks(context, fact)) if isinstance(fact, Agreement) else ()
    return RelationView(name, time, doubt_phrase(context, fact, context.standings[fact.key]), remark, remarks)
