"""Each kind of fact as a sentence, for questions about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.model.contacts import Contact, Visit
from briefings.model.entities import Partner, Post
from briefings.model.facts import (
    Agreement,
    Cooperation,
    Fact,
    Figure,
    Membership,
    Statement,
    TalkingPoint,
    Tenure,
)
from briefings.model.phrases import Phrase
from briefings.views.facts import framework_name
from briefings.views.names import last_day, short_name_at
from briefings.views.phrases import label, period_phrase, time_phrase
from briefings.views.texts import holder_name, resolve_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from briefings.views.context import NoteContext

__all__ = ["sentence_phrase"]


def sentence_phrase(context: NoteContext, fact: Fact) -> Phrase | None:
    """Return a fact as a sentence; None if its text has a reference that can't be resolved."""
    return _SENTENCES[type(fact)](context, fact)


def _text_sentence(context: NoteContext, fact: Statement | Cooperation | TalkingPoint) -> Phrase | None:
    """Return the text of a fact that is a sentence itself."""
    return resolve_text(context, fact.text, fact)


def _tenure_sentence(context: NoteContext, fact: Tenure) -> Phrase:
    """Return who holds the post, or that it is vacant."""
    post = context.store.entity(Post, fact.post)
    title = Phrase((short_name_at(post, context.language, context.day),))
    if fact.holder is None:
        return label("question.vacant", {"post": title})
    holder = holder_name(context, fact, last_day(fact, context.day))
    return label("question.tenure", {"post": title, "holder": holder})


def _membership_sentence(context: NoteContext, fact: Membership) -> Phrase:
    """Return that the partner takes part in a framework, and since when."""
    partner = context.store.entity(Partner, context.scope.partner)
    partner_name = Phrase((short_name_at(partner, context.language, context.day),))
    values = {"name": framework_name(context, fact), "partner": partner_name}
    return _dated_label(context, fact, values, "question.named", "question.dated")


def _agreement_sentence(context: NoteContext, fact: Agreement) -> Phrase | None:
    """Return that something is agreed, and since when."""
    title = resolve_text(context, fact.title, fact)
    return title and _dated_label(context, fact, {"name": title}, "question.agreed", "question.agreed-dated")


def _figure_sentence(context: NoteContext, fact: Figure) -> Phrase | None:
    """Return the name and the value of a figure."""
    name = resolve_text(context, fact.name, fact)
    return name and label("question.figure", {"name": name, "value": Phrase((fact.value,))})


def _contact_sentence(_context: NoteContext, fact: Contact) -> Phrase:
    """Return the contact or the visit with its date."""
    return label(f"question.{fact.kind}", {"date": period_phrase(fact.period)})


def _dated_label(
    context: NoteContext, fact: Fact, values: dict[str, Phrase], undated_key: str, dated_key: str
) -> Phrase:
    """Return a label with the time of a fact, or another one if the fact has no time.

    Args:
        context: the context of the note.
        fact: the fact.
        values: the values of either label.
        undated_key: key of the label without a time.
        dated_key: key of the label with a place `{time}`.
    """
    time = time_phrase(fact, context.day)
    return label(dated_key, values | {"time": time}) if time else label(undated_key, values)


_SENTENCES: Mapping[type[Fact], Callable[[NoteContext, Any], Phrase | None]] = {
    Agreement: _agreement_sentence,
    Contact: _contact_sentence,
    Cooperation: _text_sentence,
    Figure: _figure_sentence,
    Membership: _membership_sentence,
    Statement: _text_sentence,
    TalkingPoint: _text_sentence,
    Tenure: _tenure_sentence,
    Visit: _contact_sentence,
}
