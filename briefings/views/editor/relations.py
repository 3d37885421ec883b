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
from briefings.views.facts import related_agreements
from briefings.views.names import last_day, name_at
from briefings.views.phrases import date_phrase, label, time_phrase
from briefings.views.texts import resolve_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefings.views.editor.desk import Editor

__all__ = ["relation_views"]

_MOST_ROWS = 5


def relation_views(editor: Editor) -> Iterator[RelationView]:
    """Yield the current frameworks and agreements, then the announced ones, five rows at most."""
    return islice(_relations(editor), _MOST_ROWS)


def _relations(editor: Editor) -> Iterator[RelationView]:
    context = editor.context
    yield from _rows(editor, context.standing_facts(Membership), context.standing_facts(Agreement))
    yield from _rows(editor, context.announced_facts(Membership), context.announced_facts(Agreement))


def _rows(
    editor: Editor, memberships: Iterable[Membership], agreements: Iterable[Agreement]
) -> Iterator[RelationView]:
    """Yield the rows of memberships and agreements, as far as they can be named."""
    context = editor.context
    for fact in memberships:
        framework = editor.store.entity(Framework, fact.framework)
        name = name_at(framework, editor.language, last_day(fact, editor.day))
        remark = resolve_text(context, fact.text, fact) or EMPTY
        yield _relation(editor, fact, Phrase((name,), context.citations(fact)), remark)
    for agreement in agreements:
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
    remarks = tuple(related_agreements(context, fact)) if isinstance(fact, Agreement) else ()
    standing = context.standings.get(fact.key)
    doubt = doubt_phrase(context, fact, standing) if standing else EMPTY
    return RelationView(name, time, doubt, remark, remarks)
