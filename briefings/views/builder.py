"""The builder of the view: from all facts to what one note may say on its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.factbase.standing import has_taken_place
from briefings.model.dates import Certainty
from briefings.model.entities import Area, Framework, Organisation, Partner, Post
from briefings.model.facts import (
    Agreement,
    Cooperation,
    Fact,
    Figure,
    Membership,
    Statement,
    TalkingPoint,
    Tenure,
    Visit,
)
from briefings.model.house import Roles
from briefings.model.phrases import Citation, Phrase
from briefings.views.contacts import ContactBuilder
from briefings.views.context import EMPTY, NoteContext
from briefings.views.histories import history_views
from briefings.views.names import label, last_day, name_at, short_name_at, term_at, text_for
from briefings.views.people import PeopleCollector
from briefings.views.questions import open_questions, resolution_views
from briefings.views.records import (
    AreaView,
    FactView,
    FigureView,
    FrameworkView,
    HouseView,
    MilestoneView,
    PostView,
    RoleView,
    Scope,
    TalkingPointsView,
    TalkingPointView,
    View,
    extend_record,
)
from briefings.views.release import release

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefings.factbase.standing import Standing
    from briefings.factbase.store import FactStore
    from briefings.model.evidence import Text

__all__ = ["build_view", "view_from_context"]


_LIKELIHOODS = ("certain", "likely", "unlikely", "")


def build_view(store: FactStore, scope: Scope) -> View:
    """Build the view for one note from all facts, of which it uses only those released to its audience.

    Raises:
        KeyError: if the scope names an unknown partner or audience.
    """
    return view_from_context(NoteContext(release(store, scope.audience), scope))


def view_from_context(context: NoteContext) -> View:
    """Build the view for the note of a context."""
    return _ViewBuilder(context).build()


class _ViewBuilder:
    """A builder of one view, which collects the people that the view names."""

    def __init__(self, context: NoteContext) -> None:
        self.context = context
        self.store = context.store
        self.scope = context.scope
        self.day = context.day
        self.language = context.language
        self.people = PeopleCollector(context)
        self.contacts = ContactBuilder(context, self.people)

    def build(self) -> View:
        """Return the view."""
        posts = [
            (post, self.post_view(post))
            for post in self.store.entities_of(Post)
            if self.store.is_post_in_scope(post, self.scope.partner)
        ]
        contacts = self.contacts.contact_groups()
        person, visit = self.contacts.subject_profile(), self.contacts.visit_view()
        partner = self.store.entity(Partner, self.scope.partner)
        return View(
            scope=self.scope,
            partner=self.context.named_view(partner),
            side=self.context.named_view(self.store.entity(Organisation, self.store.house.side)),
            house=self.house_view(),
            code=partner.code or partner.id.upper(),
            roles=tuple(self.role_views(posts)),
            posts=_group_by_role(posts),
            figures=tuple(self.figure_views()),
            background=tuple(self.context.sentence_views(self.context.standing_facts(Statement))),
            frameworks=tuple(self.framework_view(fact) for fact in self.context.standing_facts(Membership)),
            past_frameworks=tuple(self.framework_view(fact) for fact in self.context.ended_facts(Membership)),
            agreements=tuple(self.agreement_views()),
            areas=tuple(self.area_views()),
            talking_points=self.talking_points(),
            contacts=contacts,
            milestones=tuple(self.milestone_views()),
            histories=tuple(history_views(self.context)),
            people=tuple(self.people.person_views()),
            person=person,
            visit=visit,
            questions=tuple(open_questions(self.context)),
            resolutions=tuple(resolution_views(self.context)),
            members=(),
            home_language=self.store.house.default_language,
            sources=self.context.sources,
            markings={fact.key: fact.marking for fact in self.store.facts},
            attested_ranges={
                fact.key: dates for fact in self.store.facts if (dates := self.context.attested_range(fact))
            },
            locations={post.id: post.location for post in self.store.entities_of(Post)}
            | {fact.key: fact.location for fact in self.store.facts},
        )

    def house_view(self) -> HouseView:
        """Return what the house prints on each note."""
        house = self.store.house

        def house_text(text: Text | None) -> Phrase:
            if text is None:
                return EMPTY
            string, language = text_for(text, self.language, house.default_language)
            return self.context.phrase_in((string,), language)

        return HouseView(
            originator=house_text(house.originator),
            desk=house_text(house.desk),
            clearance=tuple(house_text(text) for text in house.clearance),
            disclaimer=house_text(house.disclaimer),
        )

    def role_views(self, posts: Sequence[tuple[Post, PostView]]) -> Iterable[RoleView]:
        """Yield the roles that the house lists, else every role that has a post.

        A role that both sides have names its party.
        """
        theirs = [(post, view) for post, view in posts if post.partner is not None]
        ours = [(post, view) for post, view in posts if post.partner is None]
        chosen = self.store.house.roles or Roles(tuple(_group_by_role(theirs)), tuple(_group_by_role(ours)))
        parties = (
            self.store.entity(Partner, self.scope.partner),
            self.store.entity(Organisation, self.store.house.side),
        )
        partner, side = (Phrase((short_name_at(party, self.language, self.day),)) for party in parties)
        shared = {*chosen.their_side} & {*chosen.our_side}
        sides = ((chosen.their_side, theirs, partner), (chosen.our_side, ours, side))
        for is_ours, (roles, side_posts, party) in enumerate(sides):
            by_role = _group_by_role(side_posts)
            for role in roles:
                yield RoleView(role, party if role in shared else EMPTY, by_role.get(role, ()), bool(is_ours))

    def post_view(self, post: Post) -> PostView:
        """Return a post with its holders on the day."""
        title = Phrase((name_at(post, self.language, self.day),))
        abolished = post.period.end
        cited = [Citation(post.id, item.source) for item in post.evidence]
        if post.period.certainty_on(self.day) is Certainty.NO:
            is_abolished = abolished is not None and abolished.last_day < self.day
            state = "abolished" if is_abolished else "not-created"
            until = (
                label("period.until", {"end": self.context.date_phrase(abolished, cited)})
                if is_abolished
                else EMPTY
            )
            return PostView(title.with_citations(cited), state, (), (), until)
        tenures = self.context.tenures_at(post, self.day)
        holders = tuple(self.tenure_view(tenure, standing) for tenure, standing in tenures)
        if not tenures:
            return PostView(title, "unknown", (), self.previous_holders(post), EMPTY)
        vacant = all(tenure.holder is None for tenure, _ in tenures)
        return PostView(title, "vacant" if vacant else "held", holders, (), EMPTY)

    def tenure_view(self, tenure: Tenure, standing: Standing | None) -> FactView:
        """Return a tenure as a fact whose text is the name of the holder; collect the holder."""
        day = last_day(tenure, self.day)
        self.people.add(tenure.holder)
        return self.context.fact_view(tenure, self.context.holder_name(tenure, day), standing)

    def previous_holders(self, post: Post) -> tuple[FactView, ...]:
        """Return the tenure of a post that ended last, if one is known."""
        ended = [
            tenure
            for tenure in self.context.ended_facts(Tenure)
            if tenure.post == post.id and tenure.holder is not None and tenure.period.end
        ]
        latest = max(
            ended,
            key=lambda tenure: tenure.period.end.last_day if tenure.period.end else self.day,
            default=None,
        )
        return (self.tenure_view(latest, None),) if latest else ()

    def framework_view(self, fact: Membership) -> FrameworkView:
        """Return a membership with the name that its framework had while it held."""
        framework = self.store.entity(Framework, fact.framework)
        name = Phrase(
            (term_at(framework, self.language, last_day(fact, self.day)),), self.context.citations(fact)
        )
        view = self.context.fact_view(fact, self.context.resolve_text(fact.text, fact) or EMPTY)
        return extend_record(FrameworkView, view, name=name)

    def agreement_views(self) -> Iterable[FrameworkView]:
        """Yield the agreements that hold on the day."""
        for fact in self.context.standing_facts(Agreement):
            title, text = (
                self.context.resolve_text(fact.title, fact),
                self.context.resolve_text(fact.text, fact),
            )
            if title and text is not None:
                yield extend_record(FrameworkView, self.context.fact_view(fact, text), name=title)

    def area_views(self) -> Iterable[AreaView]:
        """Yield the areas in which there is cooperation on the day."""
        facts = self.context.standing_facts(Cooperation)
        for area in self.store.entities_of(Area):
            items = tuple(self.context.sentence_views(fact for fact in facts if fact.area == area.id))
            if items:
                yield AreaView(Phrase((name_at(area, self.language, self.day),)), items)

    def talking_points(self) -> TalkingPointsView:
        """Return the talking points by use, the likeliest to be raised first."""
        by_use: dict[str, list[TalkingPointView]] = {}
        for fact in sorted(
            self.context.standing_facts(TalkingPoint), key=lambda point: _LIKELIHOODS.index(point.likelihood)
        ):
            text = self.context.resolve_text(fact.text, fact)
            addressee, trigger = (
                self.context.resolve_text(fact.addressee, fact),
                self.context.resolve_text(fact.trigger, fact),
            )
            if text and addressee is not None and trigger is not None:
                view = extend_record(
                    TalkingPointView,
                    self.context.fact_view(fact, text),
                    addressee=addressee,
                    trigger=trigger,
                    likelihood=fact.likelihood,
                )
                by_use.setdefault(fact.use, []).append(view)
        uses = ("objective", "point", "if-raised", "sensitivity", "their-ask")
        return TalkingPointsView(*(tuple(by_use.get(use, ())) for use in uses))

    def figure_views(self) -> Iterable[FigureView]:
        """Yield the figures that hold on the day."""
        for fact in self.context.standing_facts(Figure):
            name = self.context.resolve_text(fact.name, fact)
            if name:
                yield extend_record(
                    FigureView, self.context.fact_view(fact, Phrase((fact.value,))), name=name
                )

    def milestone_views(self) -> Iterable[MilestoneView]:
        """Return the headlines up to the day, in the order of their dates.

        A visit counts only once a source shows that it took place.
        """
        milestones = []
        for fact in self.context.facts(Fact):
            when = (fact.period.end if fact.is_event else fact.period.start) if fact.headline else None
            unseen = isinstance(fact, Visit) and not has_taken_place(self.store, fact)
            if when and when.last_day <= self.day and not unseen:
                headline = self.context.resolve_text(fact.headline, fact)
                if headline:
                    date = self.context.date_phrase(when, headline.citations)
                    milestones.append(MilestoneView(date, headline, when))
        return sorted(milestones, key=lambda view: (view.partial_date.first_day, view.partial_date.last_day))


def _group_by_role(posts: Iterable[tuple[Post, PostView]]) -> dict[str, tuple[PostView, ...]]:
    """Group posts by their role, in the order given."""
    by_role: dict[str, tuple[PostView, ...]] = {}
    for post, view in posts:
        by_role[post.role] = (*by_role.get(post.role, ()), view)
    return by_role
