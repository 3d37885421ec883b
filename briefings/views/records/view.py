"""The view of one note, which holds all its records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefings.views.records.facts import FACT_LISTS
from briefings.views.records.talking_points import TalkingPointsView

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from briefings.model.clearances import Clearance
    from briefings.model.dates import PartialDate
    from briefings.model.diagnostics import Location
    from briefings.model.entities import Source
    from briefings.model.markings import Marking
    from briefings.model.phrases import Citation, Phrase
    from briefings.views.editor.records import EditedView
    from briefings.views.records.contacts import ContactGroupView, PlanView
    from briefings.views.records.facts import AreaView, FactView, MilestoneView
    from briefings.views.records.figures import SeriesView
    from briefings.views.records.lives import PortraitView
    from briefings.views.records.parties import HouseView, NamedView
    from briefings.views.records.people import PersonView, ProfileView
    from briefings.views.records.posts import HistoryView, PostView, RoleView
    from briefings.views.records.prospects import CommitmentView, DateView
    from briefings.views.records.questions import QuestionView, ResolutionView
    from briefings.views.records.visits import VisitView

__all__ = ["CitedPlace", "Scope", "TemplateView", "View"]


@dataclass(frozen=True, slots=True)
class Scope:
    """The scope of a view: the note that it is for.

    Attributes:
        partner: id of the partner.
        as_of: the day of the note.
        audience: name of the audience in `facts/house.yaml`.
        language: BCP 47 tag.
        contact_limit: number of contacts to print, newest first; None for all.
        subject_id: id of the person or the visit that the note is about, or empty.
        is_public: whether the note is for the public, which reads no doubts and no tasks of the desk.
        since: the day from which on changes count as new; None for the usual window.
        known_turns: the turns of facts that the reader's last edition could state; None if that is not known.
        clearances: whoever has cleared the note.
    """

    partner: str
    as_of: date
    audience: str
    language: str
    contact_limit: int | None = None
    subject_id: str = ""
    is_public: bool = False
    since: date | None = None
    known_turns: frozenset[str] | None = None
    clearances: tuple[Clearance, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateView:
    """The part of a view that templates can use, each field by its name; empty for what a note does not have.

    Attributes:
        house: the text that the house prints on each of its notes.
        edited: what a principal reads.
        roles: the posts by role, in the order of the house.
        posts: the posts that cover the partner, by role.
        facts: the facts that hold on the day, or happened by then, by their list in fact files; of figures with one name
            only the newest, with its change.
        coming_facts: the states that are to begin after the day, as a source says, by their list in fact files.
        past_facts: the facts that have ended, by their list in fact files.
        series: the figures with several numbers, or with one that has been revised, oldest number first.
        contacts: the contacts by body, those with our side first; in a note about a person, those with that person.
        plans: the contacts that have not taken place: those to come, put off, called off, or not confirmed.
        histories: the histories of the posts that cover the partner, its own first.
        person: the person whom the note is about.
        visit: the visit that the note is about.
        resolutions: the disagreements on facts in the note that were settled by the day.
        members: the partners of the region that the note is about.
        gaps: the grounds on which facts are withheld from the readers, where the house says so.
        coming_dates: the dates ahead, the next one first.
        past_dates: the dates that have passed, the last one first.
        outstanding: the commitments that are open, the overdue ones first.
        settled: the commitments that were kept, dropped or overtaken, the last one first.
    """

    partner: NamedView
    side: NamedView
    house: HouseView
    # Its windows move by the month, whatever the facts do, so it does not tell two views apart.
    edited: EditedView | None = field(default=None, compare=False)
    roles: tuple[RoleView, ...] = ()
    posts: Mapping[str, tuple[PostView, ...]] = field(default_factory=dict)
    facts: Mapping[str, tuple[FactView, ...]] = field(default_factory=lambda: dict.fromkeys(FACT_LISTS, ()))
    coming_facts: Mapping[str, tuple[FactView, ...]] = field(
        default_factory=lambda: dict.fromkeys(FACT_LISTS, ())
    )
    past_facts: Mapping[str, tuple[FactView, ...]] = field(
        default_factory=lambda: dict.fromkeys(FACT_LISTS, ())
    )
    series: tuple[SeriesView, ...] = ()
    areas: tuple[AreaView, ...] = ()
    talking_points: TalkingPointsView = field(default_factory=TalkingPointsView)
    contacts: tuple[ContactGroupView, ...] = ()
    plans: tuple[PlanView, ...] = ()
    milestones: tuple[MilestoneView, ...] = ()
    histories: tuple[HistoryView, ...] = ()
    people: tuple[PersonView, ...] = ()
    person: ProfileView | None = None
    visit: VisitView | None = None
    questions: tuple[QuestionView, ...] = ()
    resolutions: tuple[ResolutionView, ...] = ()
    members: tuple[NamedView, ...] = ()
    gaps: tuple[Phrase, ...] = ()
    coming_dates: tuple[DateView, ...] = ()
    past_dates: tuple[DateView, ...] = ()
    outstanding: tuple[CommitmentView, ...] = ()
    settled: tuple[CommitmentView, ...] = ()


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """Where in a source a fact stands, and how we know.

    Attributes:
        locator: the page or paragraph; may be empty.
        via_source: id of the source that reports the cited one; None if that was read itself.
    """

    locator: str
    via_source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class View(TemplateView):
    """Everything that one note may say, with what composition needs to cite it.

    Attributes:
        scope: the note that it is for.
        code: code of the partner's country, else the id of the partner in capitals; used in the names of its map and
            flag, and in reference numbers.
        side_short_names: the short names of our side in all languages, which every reader knows.
        home_language: the language in which the house writes its texts and the titles of sources.
        sources: the sources that the phrases may cite, by id.
        cited_places: where in their sources facts stand, by citation, for those with a locator or a reporting source.
        quotes: the words of a source that show a fact, by citation.
        short_publishers: the short names of publishers in the language of the note, by their full names.
        official_publishers: the full names of the publishers that speak for themselves, such as ministries.
        markings: the marking of each fact, by its key.
        portrait: the photo of the person whom the note is about.
        floor: the lowest marking that the note may have, whatever it cites; None for the lowest of the scheme.
        attestations: the date for which a source reports a fact, by its citation; where the facts give one.
        attested_ranges: the first and the last date, up to the day, for which sources report each fact, by its key.
        locations: the position in YAML of each fact, or of a post that is cited like one, by its key; for messages only.
    """

    scope: Scope
    code: str
    side_short_names: frozenset[str]
    home_language: str
    sources: Mapping[str, Source]
    cited_places: Mapping[Citation, tuple[CitedPlace, ...]]
    short_publishers: Mapping[str, str]
    official_publishers: frozenset[str] = frozenset()
    markings: Mapping[str, Marking]
    attestations: Mapping[Citation, PartialDate]
    attested_ranges: Mapping[str, tuple[PartialDate, PartialDate]]
    locations: Mapping[str, Location]
    quotes: Mapping[Citation, tuple[str, ...]] = field(default_factory=dict)
    portrait: PortraitView | None = None
    floor: Marking | None = None
