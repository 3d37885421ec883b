"""Each fact as a sentence, for questions about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.model.entities import Partner, Person
from briefings.model.facts import Tenure
from briefings.model.figures import Figure
from briefings.model.lives import Life
from briefings.model.phrases import Phrase
from briefings.views.amounts import figure_phrase
from briefings.views.facts import content_phrase, name_phrase
from briefings.views.lives import life_phrase
from briefings.views.names import last_day, name_at, short_name_at
from briefings.views.offices import holder_name, office_phrase
from briefings.views.phrases import event_phrase, label, time_phrase

if TYPE_CHECKING:
    from briefings.model.entities import NamedEntity
    from briefings.model.facts import Fact
    from briefings.views.context import NoteContext

__all__ = ["sentence_phrase"]


def sentence_phrase(context: NoteContext, fact: Fact) -> Phrase | None:
    """Return a fact as a sentence; None if its text has a reference that can't be resolved.

    That is its content if it states the fact in full, else the label `question.KIND` with the values that the fact has:
    its `name`, its `value` and the `partner`, or its `date` if nothing names it.
    With a `time`, the label is `question.KIND-dated`; of a fact with stages, `question.staged`.
    """
    if isinstance(fact, Life | Tenure):
        return _tenure_sentence(context, fact) if isinstance(fact, Tenure) else _life_sentence(context, fact)
    if fact.is_sentence:
        return content_phrase(context, fact)
    name = name_phrase(context, fact)
    return None if name is None else _named_sentence(context, fact, name)


def _named_sentence(context: NoteContext, fact: Fact, name: Phrase) -> Phrase:
    """Return the sentence of a fact that does not say all in its content."""
    key = f"question.{fact.kind}"
    if not name:
        return label(key, {"date": event_phrase(fact.period)})
    if isinstance(fact, Figure):
        return label(key, {"name": name, "value": figure_phrase(context, fact)})
    values = {"name": name}
    time = time_phrase(context, fact)
    if fact.stages and time:
        return label("question.staged", {"name": name, "stage": time})
    if fact.subject_id:
        values["partner"] = _short_name(context, context.store.entity(Partner, context.scope.partner))
    return label(f"{key}-dated", values | {"time": time}) if time else label(key, values)


def _life_sentence(context: NoteContext, fact: Life) -> Phrase | None:
    """Return something in the life of a person, with the name and what it is."""
    text = life_phrase(context, fact)
    if text is None:
        return None
    name = Phrase((name_at(context.store.entity(Person, fact.person), context.language, context.day),))
    return label("question.life", {"name": name, "part": label(f"life.{fact.part}", {}), "text": text})


def _tenure_sentence(context: NoteContext, fact: Tenure) -> Phrase:
    """Return who holds the post, or that it is vacant."""
    title = office_phrase(context, fact, context.day)
    if fact.holder is None:
        return label("question.vacant", {"post": title})
    holder = holder_name(context, fact, last_day(fact, context.day))
    return label("question.tenure", {"post": title, "holder": holder})


def _short_name(context: NoteContext, entity: NamedEntity) -> Phrase:
    """Return the short name of an entity on the day."""
    return Phrase((short_name_at(entity, context.language, context.day),))
