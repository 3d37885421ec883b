"""The builder of the view: from all facts to what one note may say on its day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.model.entities import SHARED_FOLDER, Organisation, Partner, Person, Post
from briefings.model.phrases import EMPTY, Citation, Phrase
from briefings.views.clearances import clearance_phrases, cleared_phrases
from briefings.views.commitments import outstanding_commitments, settled_commitments
from briefings.views.contacts import ContactBuilder
from briefings.views.context import NoteContext
from briefings.views.dates import coming_dates, past_dates
from briefings.views.editor import edit_view
from briefings.views.endings import ending_sentence
from briefings.views.facts import (
    area_views,
    coming_facts,
    current_facts,
    milestone_views,
    past_facts,
)
from briefings.views.figures import figure_views, past_figure_views, series_views
from briefings.views.histories import history_views
from briefings.views.lives import portrait
from briefings.views.names import name_at, term_at, text_for
from briefings.views.people import PeopleCollector
from briefings.views.phrases import language_phrase
from briefings.views.plans import plan_views
from briefings.views.posts import PostViews
from briefings.views.publishers import official_publishers, short_publishers
from briefings.views.questions import open_questions
from briefings.views.records import CitedPlace, HouseView, NamedView, View
from briefings.views.release import release
from briefings.views.resolutions import resolution_views
from briefings.views.talking_points import talking_points
from briefings.views.visits import visit_view

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefings.factbase.store import FactStore
    from briefings.model.entities import NamedEntity
    from briefings.model.evidence import Text
    from briefings.model.facts import Fact
    from briefings.views.records import Scope
    from briefings.views.records.lives import PortraitView

__all__ = ["base_view", "build_view", "named_view", "view_from_context"]


def build_view(store: FactStore, scope: Scope) -> View:
    """Build the view for one note from all facts, of which it uses only those released to its audience.

    Raises:
        KeyError: if the scope names an unknown partner or audience.
    """
    return view_from_context(NoteContext(release(store, scope.audience, scope.as_of), scope))


def view_from_context(context: NoteContext) -> View:
    """Build the view for the note of a context."""
    people = PeopleCollector(context)
    contacts = ContactBuilder(context, people)
    posts = PostViews.of_note(context, people)
    partner = context.store.entity(Partner, context.scope.partner)
    view = replace(
        base_view(context, partner),
        code=partner.code or partner.id.upper(),
        roles=tuple(posts.role_views()),
        posts=posts.by_role(),
        facts={**current_facts(context), "figures": figure_views(context)},
        series=series_views(context),
        coming_facts=coming_facts(context),
        past_facts={**past_facts(context), "figures": past_figure_views(context)},
        areas=tuple(area_views(context)),
        talking_points=talking_points(context),
        contacts=contacts.contact_groups(),
        plans=tuple(plan_views(context, contacts)),
        # The edited copy names other people than the note, so it collects them apart.
        edited=edit_view(context, ContactBuilder(context, PeopleCollector(context))),
        milestones=tuple(milestone_views(context)),
        histories=tuple(history_views(context)),
        person=contacts.subject_profile(),
        portrait=_portrait(context),
        visit=visit_view(context, contacts),
        questions=tuple(open_questions(context)),
        resolutions=tuple(resolution_views(context)),
        gaps=tuple(_gap_phrases(context)),
        coming_dates=tuple(coming_dates(context)),
        past_dates=tuple(past_dates(context)),
        outstanding=tuple(outstanding_commitments(context)),
        settled=tuple(settled_commitments(context)),
    )
    return replace(view, people=tuple(people.person_views()))  # everyone whom the parts above have named


def _portrait(context: NoteContext) -> PortraitView | None:
    """Return the photo of the person whom the note is about; None without one."""
    person = context.store.entities.get(context.scope.subject_id)
    return portrait(context, person) if isinstance(person, Person) else None


def _gap_phrases(context: NoteContext) -> Iterator[Phrase]:
    """Yield the grounds on which facts about the partner are withheld."""
    for gap in context.store.gaps:
        if gap.folder in {context.scope.partner, SHARED_FOLDER}:
            yield _house_text(context, gap.ground)


def base_view(context: NoteContext, subject: NamedEntity) -> View:
    """Build what every view has: the parties, the house, and what composition needs to cite facts.

    Args:
        context: the note.
        subject: the partner or region that it is about.
    """
    store = context.store
    side = store.entity(Organisation, store.house.side)
    return View(
        scope=context.scope,
        partner=named_view(context, subject),
        side=named_view(context, side),
        house=_house_view(context),
        code=subject.id.upper(),
        side_short_names=frozenset(name.text for name in side.names if name.form == "short"),
        home_language=store.house.default_language,
        sources=context.sources,
        cited_places=_cited_places(store.facts),
        quotes=_quotes(store.facts),
        short_publishers=short_publishers(context),
        official_publishers=official_publishers(context.store),
        markings={fact.key: fact.marking for fact in store.facts},
        attestations={
            Citation(fact.key, item.source): item.attested_on
            for fact in store.facts
            for item in fact.all_evidence
            if item.attested_on and item.attested_on.last_day <= context.day
        },
        attested_ranges={fact.key: dates for fact in store.facts if (dates := context.attested_range(fact))},
        locations={
            entity.id: entity.location for entity in (*store.entities_of(Post), *store.entities_of(Partner))
        }
        | {fact.key: fact.location for fact in store.facts},
    )


def named_view(context: NoteContext, entity: NamedEntity) -> NamedView:
    """Return the names of an entity on the day."""

    def name_form(form: str) -> Phrase:
        name = name_at(entity, context.language, context.day, form)
        return Phrase((name,)) if name else EMPTY

    return NamedView(
        name=Phrase((term_at(entity, context.language, context.day),)),
        formal=name_form("formal"),
        adjective=name_form("adjective"),
        ending=ending_sentence(context, entity) if isinstance(entity, Partner) else EMPTY,
    )


def _cited_places(facts: Iterable[Fact]) -> dict[Citation, tuple[CitedPlace, ...]]:
    """Return where in their sources facts stand, by citation, for evidence with a locator or a reporting source."""
    places: dict[Citation, dict[CitedPlace, None]] = {}
    for fact in facts:
        for item in fact.all_evidence:
            if item.locator or item.via_source:
                found = places.setdefault(Citation(fact.key, item.source), {})
                found[CitedPlace(item.locator, item.via_source)] = None
    return {citation: tuple(found) for citation, found in places.items()}


def _quotes(facts: Iterable[Fact]) -> dict[Citation, tuple[str, ...]]:
    """Return the words of each source that show a fact, by citation."""
    quotes: dict[Citation, dict[str, None]] = {}
    for fact in facts:
        for item in fact.evidence:
            if item.quote:
                quotes.setdefault(Citation(fact.key, item.source), {})[item.quote] = None
    return {citation: tuple(words) for citation, words in quotes.items()}


def _house_view(context: NoteContext) -> HouseView:
    """Return what the house prints on each note."""
    house = context.store.house
    offices = [_house_text(context, text) for text in house.clearance]
    return HouseView(
        originator=_house_text(context, house.originator),
        desk=_house_text(context, house.desk),
        clearance=tuple(clearance_phrases(house, offices, context.scope.clearances)),
        cleared=tuple(cleared_phrases(house, offices, context.scope.clearances)),
        disclaimer=_house_text(context, house.disclaimer),
        distribution=_house_text(context, house.distribution),
    )


def _house_text(context: NoteContext, text: Text | None) -> Phrase:
    """Return a text of the house in the language of the note, or in another one that it has; empty for none."""
    if text is None:
        return EMPTY
    string, language = text_for(text, context.language, context.store.house.default_language)
    return language_phrase((string,), language, context.language)
