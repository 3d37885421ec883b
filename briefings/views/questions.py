"""The open questions of a note: facts that are disputed, only possible or due for review; and those settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.factbase.links import texts_of
from briefings.factbase.standing import framework_exists, has_ended, lapsed_basis, own_standing, standing_of
from briefings.model.dates import Certainty
from briefings.model.entities import Framework, NamedEntity, Partner, Person, Post
from briefings.model.facts import (
    Agreement,
    Contact,
    Cooperation,
    Fact,
    Figure,
    Membership,
    Statement,
    TalkingPoint,
    Tenure,
    Visit,
)
from briefings.model.phrases import Citation, Phrase
from briefings.views.context import EMPTY
from briefings.views.names import label, last_day, short_name_at, term_at
from briefings.views.records import QuestionView, ResolutionView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.model.evidence import Evidence
    from briefings.views.context import NoteContext

__all__ = ["open_questions", "resolution_views"]


def open_questions(context: NoteContext) -> Iterator[QuestionView]:
    """Yield a question for each fact that holds but is disputed by the day, only possible, or overdue for review.

    A talking point whose basis no longer holds is a question, too; the facts of its basis have their own questions.
    """
    for fact in context.facts(Fact):
        if not _is_in_scope(context, fact):
            continue
        if (
            isinstance(fact, Visit)
            and standing_of(context.store, fact, context.day).certainty is not Certainty.CERTAIN
        ):
            yield from _visit_question(context, fact)
        elif isinstance(fact, TalkingPoint) and (lapsed := lapsed_basis(context.store, fact, context.day)):
            yield from _basis_question(context, fact, lapsed)
        elif fact.key in context.standings and framework_exists(context.store, fact, context.day):
            yield from _standing_question(context, fact)


def resolution_views(context: NoteContext) -> Iterator[ResolutionView]:
    """Yield each resolution made by the day of a disagreement on facts that hold, without repeats."""
    facts = {fact.key: fact for fact in context.facts(Fact)}
    for resolution in dict.fromkeys(context.resolutions.values()):
        if resolution.settled_on.last_day > context.day or not facts.keys() >= set(resolution.settled_keys):
            continue
        settled = [facts[key] for key in resolution.settled_keys]
        first = next((fact for fact in settled if fact.key == resolution.preferred_key), settled[0])
        subject = _subject_phrase(context, first)
        reason = context.resolve_text(resolution.reason, first)
        if subject and reason and first.key in context.standings:
            cited = context.citations(first)
            yield ResolutionView(
                subject.with_citations(cited),
                resolution.method,
                reason.with_citations(cited),
                Phrase((resolution.author,), cited),
                context.date_phrase(resolution.settled_on, cited),
                tuple(
                    _disagreement_phrase(context, item, fact)
                    for fact in settled
                    for item in context.evidence[fact.key]
                    if context.disagreement_date(item)
                ),
            )


def _is_in_scope(context: NoteContext, fact: Fact) -> bool:
    """Return whether the scope of the note covers a fact.

    A note about a person covers the facts that name the person; any other note covers all facts.
    """
    subject_id = context.scope.subject_id
    if not isinstance(context.store.entities.get(subject_id), Person):
        return True
    named_ids = {
        *((fact.holder,) if isinstance(fact, Tenure) else ()),
        *(participant.person for participant in (fact.participants if isinstance(fact, Contact) else ())),
        *(item.disagreement.holder for item in fact.evidence if item.disagreement),
    }
    reference = f"{{person:{subject_id}}}"
    return subject_id in named_ids or any(
        reference in string for text in texts_of(fact) for string in text.by_language.values()
    )


def _standing_question(context: NoteContext, fact: Fact) -> Iterator[QuestionView]:
    """Yield the question of a fact that holds, if it is disputed, overdue or only possible."""
    # The basis of a talking point has its own questions.
    is_talking_point = isinstance(fact, TalkingPoint)
    standing = (
        own_standing(context.store, fact, context.day) if is_talking_point else context.standings[fact.key]
    )
    if fact.is_event and standing.certainty is not Certainty.CERTAIN:
        return
    if isinstance(fact, Tenure) and fact.key not in {
        tenure.key for tenure, _ in context.tenures_at(context.store.entity(Post, fact.post), context.day)
    }:
        return
    disagreements = [_disagreement_phrase(context, item, fact) for item in context.open_disputes(fact)]
    if disagreements:
        kind = "disputed"
    elif standing.is_overdue:
        kind = "overdue"
    elif standing.certainty is Certainty.POSSIBLE:
        kind = "possible"
    else:
        return
    subject = _subject_phrase(context, fact)
    if subject:
        view = context.fact_view(fact, subject, standing)
        yield QuestionView(kind, view.text, view.attested, view.due, tuple(disagreements))


def _visit_question(context: NoteContext, visit: Visit) -> Iterator[QuestionView]:
    """Yield the question of a visit whose days are over and that no source shows to have taken place."""
    if has_ended(visit, context.day):
        text = label("question.visit", {"date": context.period_phrase(visit.period)}).with_citations(
            context.citations(visit)
        )
        yield QuestionView("unconfirmed", text, EMPTY, EMPTY, ())


def _basis_question(context: NoteContext, point: TalkingPoint, lapsed: list[Fact]) -> Iterator[QuestionView]:
    """Yield the question of a talking point whose basis has lapsed."""
    text = context.resolve_text(point.text, point)
    basis = [
        subject.with_citations(context.citations(fact))
        for fact in lapsed
        if (subject := _subject_phrase(context, fact))
    ]
    if text:
        yield QuestionView("fallen", text, EMPTY, EMPTY, tuple(basis))


def _subject_phrase(context: NoteContext, fact: Fact) -> Phrase | None:
    """Return a fact as a sentence; None if its text has a reference that can't be resolved."""
    if isinstance(fact, Tenure):
        return _tenure_phrase(context, fact)
    if isinstance(fact, Membership):
        partner = context.store.entity(Partner, context.scope.partner)
        partner_name = Phrase((short_name_at(partner, context.language, context.day),))
        values = {"name": _framework_name(context, fact), "partner": partner_name}
        return _dated_label(context, fact, values, "question.named", "question.dated")
    if isinstance(fact, Agreement):
        title = context.resolve_text(fact.title, fact)
        return title and _dated_label(
            context, fact, {"name": title}, "question.agreed", "question.agreed-dated"
        )
    if isinstance(fact, Figure):
        name = context.resolve_text(fact.name, fact)
        return name and label("question.figure", {"name": name, "value": Phrase((fact.value,))})
    if isinstance(fact, Contact):
        kind = "visit" if isinstance(fact, Visit) else "contact"
        return label(f"question.{kind}", {"date": context.period_phrase(fact.period)})
    return (
        context.resolve_text(fact.text, fact)
        if isinstance(fact, Statement | Cooperation | TalkingPoint)
        else None
    )


def _tenure_phrase(context: NoteContext, fact: Tenure) -> Phrase:
    """Return the sentence that a tenure states: who holds the post, or that it is vacant."""
    post = Phrase((short_name_at(context.store.entity(Post, fact.post), context.language, context.day),))
    if fact.holder is None:
        return label("question.vacant", {"post": post})
    holder = context.holder_name(fact, last_day(fact, context.day))
    return label("question.tenure", {"post": post, "holder": holder})


def _disagreement_phrase(context: NoteContext, evidence: Evidence, fact: Fact) -> Phrase:
    """Return the claim of a source that disagrees with a fact, with its publisher, title and date."""
    source = context.sources[evidence.source]
    via = context.sources[evidence.via_source] if evidence.via_source else None
    values = {
        "publisher": Phrase((source.publisher,)),
        "title": context.phrase_in(
            (source.title,), context.store.house.default_language, show_language=False
        ),
        "date": context.date_phrase(context.disagreement_date(evidence)),
        "words": _claim_phrase(context, evidence, fact),
    }
    cited = [Citation(fact.key, source.id)]
    key = "question.says" if source.effective_date else "question.says-undated"
    if via:
        key = "question.says-via"
        values["via"] = Phrase((via.publisher,))
        cited.append(Citation(fact.key, via.id))
    return label(key, values).with_citations(cited)


def _claim_phrase(context: NoteContext, evidence: Evidence, fact: Fact) -> Phrase:
    """Return the claim of evidence that disagrees with a fact: another holder, period, value or text."""
    claim = evidence.disagreement
    assert claim is not None  # noqa: S101 - the caller passes only evidence that disagrees
    if claim.holder:
        named = context.store.entities[claim.holder]
        assert isinstance(named, NamedEntity)  # noqa: S101 - references were checked on loading
        return label("said.holder", {"name": Phrase((term_at(named, context.language, context.day),))})
    if claim.period:
        return label("said.period", {"period": context.period_phrase(claim.period)})
    if claim.value:
        return label("said.value", {"value": Phrase((claim.value,))})
    text = context.resolve_text(claim.text, fact) or EMPTY
    return label("said.text", {"text": Phrase(text.parts)})


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
    time = context.time_phrase(fact)
    return label(dated_key, values | {"time": time}) if time else label(undated_key, values)


def _framework_name(context: NoteContext, fact: Membership) -> Phrase:
    """Return the name that the framework of a membership had while it held."""
    framework = context.store.entity(Framework, fact.framework)
    name = term_at(framework, context.language, last_day(fact, context.day))
    return Phrase((name,), context.citations(fact))
