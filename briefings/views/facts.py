"""The views of facts: background, frameworks, agreements, areas, figures and milestones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.factbase.standing import Standing, has_taken_place
from briefings.model.contacts import Visit
from briefings.model.dates import Certainty
from briefings.model.entities import Area, Framework
from briefings.model.facts import Agreement, Cooperation, Fact, Figure, Membership, Statement
from briefings.model.phrases import EMPTY, Phrase
from briefings.views.names import last_day, name_at, term_at
from briefings.views.phrases import date_phrase, time_phrase
from briefings.views.records import AreaView, FactView, FigureView, FrameworkView, MilestoneView
from briefings.views.records.extension import extend_record
from briefings.views.texts import resolve_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefings.views.context import NoteContext

__all__ = [
    "agreement_views",
    "area_views",
    "background_views",
    "fact_view",
    "figure_views",
    "framework_name",
    "framework_views",
    "milestone_views",
]


def fact_view(context: NoteContext, fact: Fact, text: Phrase, standing: Standing | None = None) -> FactView:
    """Return a fact as it stands on the day, with its dates as far as they are not later.

    Args:
        context: the note.
        fact: the fact.
        text: the text to print for it.
        standing: its standing; by default that on the day.
    """
    cited = context.citations(fact)
    standing = standing or context.standings.get(fact.key) or Standing(Certainty.NO)
    time = time_phrase(fact, context.day)
    return FactView(
        text=text.with_citations(cited) if text else text,
        status=standing.status,
        time=time.with_citations(cited) if time else EMPTY,
        attested=date_phrase(standing.last_attestation, cited),
        due=date_phrase(standing.review_due, cited) if standing.is_overdue else EMPTY,
        disputed=standing.certainty is not Certainty.NO and bool(context.open_disputes(fact)),
        attested_later=standing.last_attestation not in (None, fact.period.start),
    )


def background_views(context: NoteContext) -> Iterator[FactView]:
    """Yield the statements that hold on the day, or happened by then."""
    return _sentence_views(context, context.standing_facts(Statement))


def framework_views(context: NoteContext, facts: Iterable[Membership]) -> Iterator[FrameworkView]:
    """Yield memberships, each with the name that its framework had while it held."""
    for fact in facts:
        view = fact_view(context, fact, resolve_text(context, fact.text, fact) or EMPTY)
        yield extend_record(FrameworkView, view, name=framework_name(context, fact))


def framework_name(context: NoteContext, fact: Membership) -> Phrase:
    """Return the name that the framework of a membership had while it held."""
    framework = context.store.entity(Framework, fact.framework)
    name = term_at(framework, context.language, last_day(fact, context.day))
    return Phrase((name,), context.citations(fact))


def agreement_views(context: NoteContext) -> Iterator[FrameworkView]:
    """Yield the agreements that hold on the day."""
    for fact in context.standing_facts(Agreement):
        title, text = resolve_text(context, fact.title, fact), resolve_text(context, fact.text, fact)
        if title and text is not None:
            yield extend_record(FrameworkView, fact_view(context, fact, text), name=title)


def area_views(context: NoteContext) -> Iterator[AreaView]:
    """Yield the areas in which there is cooperation on the day."""
    facts = context.standing_facts(Cooperation)
    for area in context.store.entities_of(Area):
        items = tuple(_sentence_views(context, (fact for fact in facts if fact.area == area.id)))
        if items:
            yield AreaView(Phrase((name_at(area, context.language, context.day),)), items)


def figure_views(context: NoteContext) -> Iterator[FigureView]:
    """Yield the figures that hold on the day."""
    for fact in context.standing_facts(Figure):
        name = resolve_text(context, fact.name, fact)
        if name:
            yield extend_record(FigureView, fact_view(context, fact, Phrase((fact.value,))), name=name)


def milestone_views(context: NoteContext) -> list[MilestoneView]:
    """Return the headlines up to the day, in the order of their dates.

    A visit counts only once a source shows that it took place.
    """
    milestones = []
    for fact in context.facts(Fact):
        when = (fact.period.end if fact.is_event else fact.period.start) if fact.headline else None
        unseen = isinstance(fact, Visit) and not has_taken_place(context.store, fact)
        if when and when.last_day <= context.day and not unseen:
            headline = resolve_text(context, fact.headline, fact)
            if headline:
                date = date_phrase(when, headline.citations)
                milestones.append(MilestoneView(date=date, text=headline, partial_date=when))
    return sorted(milestones, key=lambda view: (view.partial_date.first_day, view.partial_date.last_day))


def _sentence_views(context: NoteContext, facts: Iterable[Statement | Cooperation]) -> Iterator[FactView]:
    """Yield the facts whose text has no reference that can't be resolved."""
    for fact in facts:
        text = resolve_text(context, fact.text, fact)
        if text:
            yield fact_view(context, fact, text)
