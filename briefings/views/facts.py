"""The views of facts: current and past facts of any kind, areas and milestones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.factbase.announcements import is_ahead
from briefings.factbase.plans import has_taken_place
from briefings.factbase.spans import has_ended
from briefings.factbase.standing import Standing, has_begun, replacement
from briefings.loading.facts import FACT_KINDS
from briefings.model.dates import Certainty
from briefings.model.entities import Area, NamedEntity
from briefings.model.facts import Agreement, Cooperation, Fact, Tenure
from briefings.model.figures import Figure
from briefings.model.phrases import EMPTY, Phrase
from briefings.model.stages import SIDES, last_stage_on
from briefings.views.amounts import figure_phrase
from briefings.views.names import last_day, name_at, short_name_at, term_at
from briefings.views.phrases import date_phrase, in_a_row, label, other_stages, stage_name, time_phrase
from briefings.views.records import FACT_LISTS, AreaView, FactView, MilestoneView
from briefings.views.texts import resolve_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from briefings.model.dates import PartialDate
    from briefings.views.context import NoteContext

__all__ = [
    "area_views",
    "coming_facts",
    "content_phrase",
    "current_facts",
    "fact_view",
    "milestone_views",
    "name_phrase",
    "past_facts",
    "related_agreements",
]


# --- facts of any kind ----------------------------------------------------------------------------


def current_facts(context: NoteContext) -> dict[str, tuple[FactView, ...]]:
    """Return the facts that hold on the day, or happened by then, by the name of their list in fact files."""
    return {
        name: tuple(_fact_views(context, context.standing_facts(FACT_KINDS[name]))) for name in FACT_LISTS
    }


def past_facts(context: NoteContext) -> dict[str, tuple[FactView, ...]]:
    """Return the facts that had ended by the day, by the name of their list in fact files."""
    return {name: tuple(_fact_views(context, context.ended_facts(FACT_KINDS[name]))) for name in FACT_LISTS}


def coming_facts(context: NoteContext) -> dict[str, tuple[FactView, ...]]:
    """Return the states that are to begin after the day, by the name of their list in fact files."""
    return {
        name: tuple(
            replace(view, status="certain")
            for view in _fact_views(context, context.announced_facts(FACT_KINDS[name]))
        )
        for name in FACT_LISTS
    }


def _fact_views(context: NoteContext, facts: Iterable[Fact]) -> Iterator[FactView]:
    """Yield facts with their names and texts, as far as they can be shown."""
    for fact in facts:
        if fact.key not in context.fact_views:
            context.fact_views[fact.key] = _named_view(context, fact)
        if view := context.fact_views[fact.key]:
            yield view


def _named_view(context: NoteContext, fact: Fact) -> FactView | None:
    """Return a fact with its name and text.

    Return None if a reference in its name can't be resolved, or one in its text if it has no name.
    """
    name, text = name_phrase(context, fact), content_phrase(context, fact) or EMPTY
    is_shown = text if fact.is_sentence else name
    return fact_view(context, fact, text, name=name or EMPTY) if is_shown else None


def fact_view(
    context: NoteContext,
    fact: Fact,
    text: Phrase,
    standing: Standing | None = None,
    *,
    name: Phrase = EMPTY,
) -> FactView:
    """Return a fact as it stands on the day, with its dates as far as they are not later.

    Args:
        context: the note.
        fact: the fact.
        text: the text to print for it.
        standing: its standing; by default that on the day.
        name: its name.
    """
    cited = context.citations(fact)
    standing = standing or context.standings.get(fact.key) or Standing(Certainty.NO)
    time = time_phrase(context, fact)
    is_over = standing.certainty is Certainty.NO and not fact.is_event
    is_to_come = is_ahead(context.store, fact, context.day)
    if is_over and not (is_to_come or isinstance(fact, Tenure) or has_ended(fact, context.day)):
        time = _time_of_superseded(fact, time)
    return FactView(
        name=name,
        text=text.with_citations(cited) if text else text,
        status=standing.status,
        time=time.with_citations(cited) if time else EMPTY,
        attested=date_phrase(standing.last_attestation, cited),
        due=date_phrase(standing.review_due, cited) if standing.is_overdue else EMPTY,
        disputed=standing.certainty is not Certainty.NO and bool(context.open_disputes(fact)),
        attested_later=standing.last_attestation not in (None, *_printed_dates(fact, context)),
        undisclosed=fact.is_undisclosed,
        remarks=tuple(_life_remarks(context, fact)),
    )


def _time_of_superseded(fact: Fact, time: Phrase) -> Phrase:
    """Return since when a state held that is over, although no end is on record; notes say so of sentences themselves."""
    start = fact.period.start
    since = label("period.from", {"start": date_phrase(start)}) if start else EMPTY
    held = time if fact.stages else since
    return label("standing.over", {"time": held}) if held and not fact.is_sentence else held


def _printed_dates(fact: Fact, context: NoteContext) -> tuple[PartialDate | None, ...]:
    """Return the dates that the time of a fact gives already: its start, or the day of its stage."""
    stage = fact.stage_on(context.day)
    return (stage.on,) if stage else (fact.period.start,)


def _life_remarks(context: NoteContext, fact: Fact) -> Iterator[Phrase]:
    """Yield sentences on the life of a fact: its earlier stages, and how it relates to other agreements."""
    cited = context.citations(fact)
    if not fact.is_event:
        yield from (stages.with_citations(cited) for stages in other_stages(fact, context.day))
    for stage in fact.stages:
        if stage.party and stage.on.last_day <= context.day:
            values = {
                "party": party_phrase(context, stage.party),
                "stage": stage_name(fact, stage, dated=True),
            }
            yield label("stage.by", values).with_citations(cited)
    if isinstance(fact, Agreement):
        yield from related_agreements(context, fact)


def party_phrase(context: NoteContext, party: str) -> Phrase:
    """Return the short name of a party on the day: one of the two sides by its word, or an id."""
    sides = dict(zip(SIDES, (context.store.house.side, context.scope.partner), strict=True))
    entity = context.store.entity(NamedEntity, sides.get(party, party))
    return Phrase((short_name_at(entity, context.language, context.day),))


def related_agreements(context: NoteContext, agreement: Agreement) -> Iterator[Phrase]:
    """Yield which agreements one supplements or replaces or is to replace, and which ones do so with it."""
    store, day = context.store, context.day
    if isinstance(main := store.facts_by_key.get(agreement.main_key), Agreement):
        yield from _relation(context, "supplements", main, agreement, signed=_signature(main, day))
    yield from _supplements(context, agreement)
    for key in agreement.replaced_keys:
        if isinstance(old := store.facts_by_key.get(key), Agreement):
            is_done = replacement(store, old, day) is agreement
            yield from _relation(context, "replaces" if is_done else "to-replace", old, agreement)
    for new in store.replacements.get(agreement.key, ()):
        if new.stages or has_begun(store, new, day):
            is_done = replacement(store, agreement, day) is new
            yield from _relation(context, "replaced" if is_done else "to-be-replaced", new, new)


def _supplements(context: NoteContext, agreement: Agreement) -> Iterator[Phrase]:
    """Yield the sentence with the protocols, annexes and amending acts that an agreement has by the day."""
    day = context.day
    added = [
        title.with_citations(context.citations(fact))
        for fact in context.store.supplements.get(agreement.key, ())
        if (last_stage_on(fact.stages, day) if fact.stages else has_begun(context.store, fact, day))
        and (title := resolve_text(context, fact.title, fact))
    ]
    if added:
        yield label("stage.supplemented", {"name": in_a_row(added)})


def _signature(agreement: Agreement, day: date) -> PartialDate | None:
    """Return the day of the signature of an agreement, if one is on record by a day."""
    signed = (stage.on for stage in agreement.stages if stage.word == "signed" and stage.on.last_day <= day)
    return next(signed, None)


def _relation(
    context: NoteContext,
    word: str,
    named: Agreement,
    said_by: Agreement,
    *,
    signed: PartialDate | None = None,
) -> Iterator[Phrase]:
    """Yield the sentence that one agreement replaces or supplements another.

    Args:
        context: the note.
        word: which sentence.
        named: the agreement that it names.
        said_by: the agreement whose sources say so.
        signed: the day on which the named one was signed, to tell it from others of its title; None for none.
    """
    title = resolve_text(context, named.title, named)
    if title and signed:
        title = label("stage.signed-on", {"name": title, "date": date_phrase(signed)})
    if title:
        yield label(f"stage.{word}", {"name": title}).with_citations(context.citations(said_by))


def name_phrase(context: NoteContext, fact: Fact) -> Phrase | None:
    """Return the name of a fact: its heading, or the name that its subject had while it held; empty if it has none.

    Return None if a reference in the heading can't be resolved.
    """
    if fact.subject_id is None:
        return resolve_text(context, fact.heading, fact)
    subject = context.store.entity(NamedEntity, fact.subject_id)
    name = term_at(subject, context.language, last_day(fact, context.day))
    return Phrase((name,), context.citations(fact))


def content_phrase(context: NoteContext, fact: Fact) -> Phrase | None:
    """Return what a fact says, empty if it needs no words; None if a reference in it can't be resolved."""
    if isinstance(fact, Figure):
        return figure_phrase(context, fact)
    if isinstance(fact.content, str):  # pragma: no cover - only figures have such a content
        return Phrase((fact.content,))
    return resolve_text(context, fact.content, fact)


# --- areas and milestones -------------------------------------------------------------------------


def area_views(context: NoteContext) -> Iterator[AreaView]:
    """Yield the areas in which there is cooperation on the day, or was before."""
    facts, ended = context.standing_facts(Cooperation), context.ended_facts(Cooperation)
    for area in context.store.entities_of(Area):
        items = tuple(_fact_views(context, (fact for fact in facts if fact.area == area.id)))
        past_items = tuple(_fact_views(context, (fact for fact in ended if fact.area == area.id)))
        if items or past_items:
            yield AreaView(Phrase((name_at(area, context.language, context.day),)), items, past_items)


def milestone_views(context: NoteContext) -> list[MilestoneView]:
    """Return the headlines up to the day, in the order of their dates.

    A planned event counts once a source shows that it took place.
    """
    milestones: list[MilestoneView] = []
    for fact in context.facts(Fact):
        milestones += _stage_milestones(context, fact)
        is_listed = fact.headline and not fact.is_undisclosed
        when = (fact.period.end if fact.is_event else fact.period.start) if is_listed else None
        if when and when.last_day <= context.day and has_taken_place(context.store, fact, context.day):
            headline = resolve_text(context, fact.headline, fact)
            if headline:
                time = time_phrase(context, fact) if fact.is_event else date_phrase(when)
                date = time.with_citations(headline.citations)
                milestones.append(MilestoneView(date=date, text=headline, partial_date=when))
    return sorted(milestones, key=lambda view: (view.partial_date.first_day, view.partial_date.last_day))


def _stage_milestones(context: NoteContext, fact: Fact) -> Iterator[MilestoneView]:
    """Yield the headlines of the stages that a fact had reached by the day."""
    for stage in fact.stages:
        if stage.headline and stage.on.last_day <= context.day and not fact.is_undisclosed:
            headline = resolve_text(context, stage.headline, fact)
            if headline:
                date = date_phrase(stage.on, headline.citations)
                yield MilestoneView(date=date, text=headline, partial_date=stage.on)
