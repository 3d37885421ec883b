"""The open questions of a note: facts that are disputed, only possible, due for review, or without their basis."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from briefings.factbase.plans import is_called_off
from briefings.factbase.spans import has_ended
from briefings.factbase.standing import (
    current_holders,
    framework_exists,
    has_begun,
    lapsed_basis,
    own_standing,
    standing_of,
)
from briefings.model.dates import Certainty
from briefings.model.entities import Person
from briefings.model.facts import Fact, Tenure
from briefings.model.phrases import Phrase
from briefings.views.disagreements import disagreement_phrase
from briefings.views.facts import fact_view
from briefings.views.records import QuestionView
from briefings.views.sentences import sentence_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.factbase.standing import Standing
    from briefings.views.context import NoteContext
    from briefings.views.records.questions import QuestionKind

__all__ = ["open_questions"]

_MOST_PUBLISHERS = 2
"""Publishers that a question names as places to look."""


def open_questions(context: NoteContext) -> Iterator[QuestionView]:
    """Yield a question for each fact that holds but is disputed by the day, only possible, or overdue for review.

    A talking point whose basis no longer holds is a question, too; the facts of its basis have their own questions.
    """
    for fact in context.facts(Fact):
        if not _is_in_scope(context, fact):
            continue
        if (fact.may_be_planned or (fact.is_event and fact.stages)) and standing_of(
            context.store, fact, context.day
        ).certainty is not Certainty.CERTAIN:
            yield from _planned_question(context, fact)
        elif lapsed := lapsed_basis(context.store, fact, context.day):
            yield from _basis_question(context, fact, lapsed)
        elif fact.key in context.standings and framework_exists(context.store, fact, context.day):
            yield from _standing_question(context, fact)
        elif (
            not fact.is_event and context.open_disputes(fact) and has_begun(context.store, fact, context.day)
        ):
            yield from _past_question(context, fact)


def _is_in_scope(context: NoteContext, fact: Fact) -> bool:
    """Return whether the scope of the note covers a fact.

    A note about a person covers the facts that name the person; any other note covers all facts.
    """
    subject_id = context.scope.subject_id
    if not isinstance(context.store.entities.get(subject_id), Person):
        return True
    claimed_ids = {item.disagreement.holder for item in fact.all_evidence if item.disagreement}
    reference = f"{{person:{subject_id}}}"
    return subject_id in {fact.biography_of, *fact.actor_ids, *claimed_ids} or any(
        reference in string for text in fact.texts() for string in text.by_language.values()
    )


def _standing_question(context: NoteContext, fact: Fact) -> Iterator[QuestionView]:
    """Yield the question of a fact that holds, if it is disputed, overdue or only possible."""
    # The basis of a judgement has its own questions.
    standing = (
        own_standing(context.store, fact, context.day) if fact.is_judgement else context.standings[fact.key]
    )
    kind = _question_kind(context, fact, standing)
    if kind is None or (isinstance(fact, Tenure) and not _is_current(context, fact)):
        return
    sentence = sentence_phrase(context, fact)
    if sentence:
        view = fact_view(context, fact, sentence, standing)
        yield QuestionView(
            kind=kind,
            text=view.text,
            attested=view.attested,
            due=view.due,
            claims=_claims(context, fact),
            publishers=tuple(_last_publishers(context, fact)),
        )


def _past_question(context: NoteContext, fact: Fact) -> Iterator[QuestionView]:
    """Yield the question of a state that is over and that a source disputes."""
    if sentence := sentence_phrase(context, fact):
        text = sentence.with_citations(context.citations(fact))
        yield QuestionView(kind="disputed-past", text=text, claims=_claims(context, fact))


def _claims(context: NoteContext, fact: Fact) -> tuple[Phrase, ...]:
    """Return what each source that disagrees with a fact says instead."""
    return tuple(disagreement_phrase(context, item, fact) for item in context.open_disputes(fact))


def _last_publishers(context: NoteContext, fact: Fact) -> Iterator[Phrase]:
    """Yield who published the newest sources of a fact, at most two."""
    dated = [
        item for item in fact.all_evidence if item.attested_on and item.attested_on.last_day <= context.day
    ]
    dated.sort(key=lambda item: item.attested_on.last_day if item.attested_on else context.day, reverse=True)
    publishers = dict.fromkeys(context.sources[item.source].publisher for item in dated)
    yield from (Phrase((name,)) for name in islice(publishers, _MOST_PUBLISHERS))


def _question_kind(context: NoteContext, fact: Fact, standing: Standing) -> QuestionKind | None:
    """Return why a fact with a standing is in question; None if it is not."""
    if fact.is_event and standing.certainty is not Certainty.CERTAIN:
        return None
    if context.open_disputes(fact):
        return "disputed"
    if standing.is_overdue:
        return "overdue"
    return "possible" if standing.certainty is Certainty.POSSIBLE else None


def _is_current(context: NoteContext, tenure: Tenure) -> bool:
    """Return whether the note names a tenure as one that holds on the day."""
    holders = current_holders(context.store, tenure.post, context.day)
    return tenure.is_coming or any(holder.key == tenure.key for holder, _ in holders)


def _planned_question(context: NoteContext, event: Fact) -> Iterator[QuestionView]:
    """Yield the question of a planned event whose days are over and that no source shows to have taken place."""
    sentence = sentence_phrase(context, event)
    if sentence and has_ended(event, context.day) and not is_called_off(event, context.day):
        yield QuestionView(
            kind="unconfirmed",
            text=sentence.with_citations(context.citations(event)),
            claims=_claims(context, event),
        )


def _basis_question(context: NoteContext, dependent: Fact, lapsed: list[Fact]) -> Iterator[QuestionView]:
    """Yield the question of a fact whose basis has lapsed."""
    text = sentence_phrase(context, dependent)
    basis = tuple(
        sentence.with_citations(context.citations(fact))
        for fact in lapsed
        if (sentence := sentence_phrase(context, fact))
    )
    if text:
        yield QuestionView(kind="lapsed", text=text, basis=basis)
