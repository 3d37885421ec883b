"""Making a view: from everything that is known to what one note may say on its day."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, TypeVar

from briefings.model.dates import Truth
from briefings.model.facts import (
    Agreement,
    Area,
    Cooperation,
    Fact,
    Figure,
    Framework,
    Line,
    Membership,
    Organisation,
    Partner,
    Post,
    Statement,
    Tenure,
    Visit,
)
from briefings.model.house import Roles
from briefings.model.phrases import Citation, Phrase
from briefings.views.contacts import Meetings
from briefings.views.context import EMPTY, Teller
from briefings.views.histories import histories
from briefings.views.names import label, last_day, name_on, short_name_on, term_on, words_of
from briefings.views.people import People
from briefings.views.questions import open_questions, resolved
from briefings.views.records import (
    AreaView,
    FactView,
    FigureView,
    FrameworkView,
    HouseView,
    LinesView,
    LineView,
    MilestoneView,
    PostView,
    RoleView,
    Scope,
    View,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefings.factbase.store import FactBase, Standing
    from briefings.model.facts import Text

__all__ = ["view_by", "view_of"]


_Called = TypeVar("_Called", FrameworkView, FigureView)
_RAISED = ("certain", "likely", "unlikely", "")


def view_of(base: FactBase, scope: Scope) -> View:
    """Make the view for one note.

    Raises:
        KeyError: if the scope names a partner or an audience that there is not.
    """
    return view_by(Teller(base, scope))


def view_by(teller: Teller) -> View:
    """Make the view for the note of a teller."""
    return _Maker(teller).view()


class _Maker:
    def __init__(self, teller: Teller) -> None:
        self.teller = teller
        self.base = teller.base
        self.scope = teller.scope
        self.day = teller.day
        self.language = teller.language
        self.people = People(teller)
        self.meetings = Meetings(teller, self.people)

    def view(self) -> View:
        posts = [
            (post, self.post(post))
            for post in self.base.all(Post)
            if self.base.covers(post, self.scope.partner)
        ]
        contacts = self.meetings.contacts()
        person, visit = self.meetings.person(), self.meetings.visit()
        partner = self.base.get(Partner, self.scope.partner)
        return View(
            scope=self.scope,
            partner=self.teller.named(partner),
            side=self.teller.named(self.base.get(Organisation, self.base.house.side)),
            house=self.house(),
            code=partner.code or partner.id.upper(),
            roles=tuple(self.roles(posts)),
            posts=_by_role(posts),
            figures=tuple(self.figures()),
            background=tuple(self.teller.told(self.teller.standing_facts(Statement))),
            frameworks=tuple(self.framework(fact) for fact in self.teller.standing_facts(Membership)),
            past_frameworks=tuple(self.framework(fact) for fact in self.teller.ended_facts(Membership)),
            agreements=tuple(self.agreements()),
            areas=tuple(self.areas()),
            lines=self.lines(),
            contacts=contacts,
            milestones=tuple(self.milestones()),
            histories=tuple(histories(self.teller)),
            people=tuple(self.people.views()),
            person=person,
            visit=visit,
            questions=tuple(open_questions(self.teller)),
            resolutions=tuple(resolved(self.teller)),
            members=(),
            home_language=self.base.house.written,
            sources=self.teller.sources,
            markings={fact.key: fact.marking for fact in self.base.facts},
            seen={fact.key: seen for fact in self.base.facts if (seen := self.teller.seen(fact))},
            written={post.id: post.location for post in self.base.all(Post)}
            | {fact.key: fact.location for fact in self.base.facts},
        )

    def house(self) -> HouseView:
        house = self.base.house

        def said(text: Text | None) -> Phrase:
            if text is None:
                return EMPTY
            words, language = words_of(text, self.language, house.written)
            return self.teller.spoken((words,), language)

        return HouseView(
            originator=said(house.originator),
            desk=said(house.desk),
            clearance=tuple(said(text) for text in house.clearance),
            disclaimer=said(house.disclaimer),
        )

    def roles(self, posts: Sequence[tuple[Post, PostView]]) -> Iterable[RoleView]:
        """The roles of the house, else all that have a post; with whose they are where both sides have such posts."""
        theirs = [(post, shown) for post, shown in posts if post.partner is not None]
        ours = [(post, shown) for post, shown in posts if post.partner is None]
        chosen = self.base.house.roles or Roles(tuple(_by_role(theirs)), tuple(_by_role(ours)))
        parties = (
            self.base.get(Partner, self.scope.partner),
            self.base.get(Organisation, self.base.house.side),
        )
        partner, side = (Phrase((short_name_on(party, self.language, self.day),)) for party in parties)
        both = {*chosen.theirs} & {*chosen.ours}
        sides = ((chosen.theirs, theirs, partner), (chosen.ours, ours, side))
        for is_ours, (roles, those, whose) in enumerate(sides):
            by_role = _by_role(those)
            for role in roles:
                yield RoleView(role, whose if role in both else EMPTY, by_role.get(role, ()), bool(is_ours))

    def post(self, post: Post) -> PostView:
        title = Phrase((name_on(post, self.language, self.day),))
        abolished = post.valid.end
        cited = [Citation(post.id, item.source) for item in post.evidence]
        if post.valid.on(self.day) is Truth.NO:
            gone = abolished is not None and abolished.last < self.day
            state = "abolished" if gone else "not-created"
            until = label("period.until", {"end": self.teller.dated(abolished, cited)}) if gone else EMPTY
            return PostView(title.citing(cited), state, (), (), until)
        tenures = self.teller.tenures(post, self.day)
        holders = tuple(self.tenure(tenure, standing) for tenure, standing in tenures)
        if not tenures:
            return PostView(title, "unknown", (), self.previous(post), EMPTY)
        vacant = all(tenure.holder is None for tenure, _ in tenures)
        return PostView(title, "vacant" if vacant else "held", holders, (), EMPTY)

    def tenure(self, tenure: Tenure, standing: Standing | None) -> FactView:
        day = last_day(tenure, self.day)
        self.people.name(tenure.holder)
        return self.teller.fact(tenure, self.teller.holder_name(tenure, day), standing)

    def previous(self, post: Post) -> tuple[FactView, ...]:
        ended = [
            tenure
            for tenure in self.teller.ended_facts(Tenure)
            if tenure.post == post.id and tenure.holder is not None and tenure.period.end
        ]
        latest = max(
            ended, key=lambda tenure: tenure.period.end.last if tenure.period.end else self.day, default=None
        )
        return (self.tenure(latest, None),) if latest else ()

    def framework(self, fact: Membership) -> FrameworkView:
        framework = self.base.get(Framework, fact.framework)
        name = Phrase(
            (term_on(framework, self.language, last_day(fact, self.day)),), self.teller.citations(fact)
        )
        held = self.teller.fact(fact, self.teller.text(fact.text, fact) or EMPTY)
        return _called(FrameworkView, held, name)

    def agreements(self) -> Iterable[FrameworkView]:
        for fact in self.teller.standing_facts(Agreement):
            title, text = self.teller.text(fact.title, fact), self.teller.text(fact.text, fact)
            if title and text is not None:
                yield _called(FrameworkView, replace(self.teller.fact(fact, text), text=text), title)

    def areas(self) -> Iterable[AreaView]:
        facts = self.teller.standing_facts(Cooperation)
        for area in self.base.all(Area):
            items = tuple(self.teller.told(fact for fact in facts if fact.area == area.id))
            if items:
                yield AreaView(Phrase((name_on(area, self.language, self.day),)), items)

    def lines(self) -> LinesView:
        told: dict[str, list[LineView]] = {}
        for fact in sorted(self.teller.standing_facts(Line), key=lambda line: _RAISED.index(line.raised)):
            text = self.teller.text(fact.text, fact)
            to, trigger = self.teller.text(fact.to, fact), self.teller.text(fact.trigger, fact)
            if text and to is not None and trigger is not None:
                held = self.teller.fact(fact, text)
                view = LineView(
                    held.text, held.status, held.time, held.attested, held.due, to, trigger, fact.raised
                )
                told.setdefault(fact.use, []).append(view)
        uses = ("objective", "point", "if-raised", "sensitivity", "their-ask")
        return LinesView(*(tuple(told.get(use, ())) for use in uses))

    def figures(self) -> Iterable[FigureView]:
        for fact in self.teller.standing_facts(Figure):
            name = self.teller.text(fact.name, fact)
            if name:
                yield _called(FigureView, self.teller.fact(fact, Phrase((fact.value,))), name)

    def milestones(self) -> Iterable[MilestoneView]:
        found = []
        for fact in self.teller.facts(Fact):
            when = (fact.period.end if fact.event else fact.period.start) if fact.headline else None
            unseen = isinstance(fact, Visit) and not self.base.seen(fact)
            if when and when.last <= self.day and not unseen:
                told = self.teller.text(fact.headline, fact)
                if told:
                    found.append((when, MilestoneView(self.teller.dated(when, told.citations), told, when)))
        return [milestone for _, milestone in sorted(found, key=lambda pair: (pair[0].first, pair[0].last))]


def _called(kind: type[_Called], held: FactView, name: Phrase) -> _Called:
    """A fact that has a name, as it stands."""
    return kind(**{each.name: getattr(held, each.name) for each in fields(FactView)}, name=name)


def _by_role(posts: Iterable[tuple[Post, PostView]]) -> dict[str, tuple[PostView, ...]]:
    found: dict[str, tuple[PostView, ...]] = {}
    for post, shown in posts:
        found[post.role] = (*found.get(post.role, ()), shown)
    return found
