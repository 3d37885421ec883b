"""Making a view: from everything that is known to what one note may say on its day."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from briefings.model import (
    Agreement,
    Area,
    Contact,
    Cooperation,
    Fact,
    Figure,
    Framework,
    Membership,
    Named,
    Organisation,
    Partner,
    Person,
    Post,
    Source,
    Statement,
    Tenure,
)
from briefings.naming import (
    former_names,
    label,
    last_day,
    name_on,
    other_names,
    resolve,
    term_on,
    words_of,
)
from briefings.period import PartialDate, Truth
from briefings.phrase import Citation, Phrase
from briefings.view import (
    AreaView,
    ContactsView,
    ContactView,
    FactView,
    FigureView,
    FrameworkView,
    MilestoneView,
    NamedView,
    PersonView,
    PostView,
    QuestionView,
    Scope,
    View,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from briefings.factbase import FactBase, Standing
    from briefings.model import Evidence, Name, Participant, Text
    from briefings.period import Period

__all__ = ["view_of"]

EMPTY = Phrase()
SHARED = "shared"

Kind = TypeVar("Kind", bound=Fact)


def view_of(base: FactBase, scope: Scope) -> View:
    """Make the view for one note.

    Raises:
        KeyError: if the scope names a partner or an audience that there is not.
    """
    return _Maker(base, scope).view()


class _Maker:
    def __init__(self, base: FactBase, scope: Scope) -> None:
        self.base = base
        self.scope = scope
        self.day = scope.as_of
        self.language = scope.language
        clearance = base.house.audiences[scope.audience]
        readable = frozenset(level for level in base.scheme.levels if base.scheme.may_read(clearance, level))
        # From here on, what is withheld is not there: not the fact, not the source, not the evidence.
        self.sources = {source.id: source for source in base.all(Source) if source.marking in readable}
        self.evidence = {
            fact.key: evidence
            for fact in base.facts
            if fact.marking in readable and (evidence := self.seen_evidence(fact.evidence))
        }
        self.standings = {
            fact.key: standing
            for fact in base.facts
            if fact.key in self.evidence
            and self.concerns(fact)
            and (standing := base.standing(fact, self.day)).truth is not Truth.NO
        }
        self.people_named: dict[str, list[Phrase]] = {}

    def view(self) -> View:
        posts = self.posts()
        contacts = self.contacts()
        return View(
            scope=self.scope,
            partner=self.named(self.base.get(Partner, self.scope.partner)),
            side=self.named(self.base.get(Organisation, self.base.house.side)),
            posts=posts,
            figures=tuple(self.figures()),
            background=tuple(self.told(self.standing_facts(Statement))),
            frameworks=tuple(self.framework(fact) for fact in self.standing_facts(Membership)),
            past_frameworks=tuple(self.framework(fact) for fact in self.ended_facts(Membership)),
            agreements=tuple(self.agreements()),
            areas=tuple(self.areas()),
            contacts=contacts,
            milestones=tuple(self.milestones()),
            people=tuple(self.people()),
            questions=tuple(self.questions()),
            retrieval_unknown=any(source.retrieved is None for source in self.sources.values()),
            sources=self.sources,
            markings={fact.key: fact.marking for fact in self.base.facts if fact.key in self.evidence},
        )

    # --- what is in scope -----------------------------------------------------------------------

    def seen_evidence(self, evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
        seen = tuple(
            item
            for item in evidence
            if item.source in self.sources and (item.via is None or item.via in self.sources)
        )
        return seen if any(item.says is None for item in seen) else ()

    def concerns(self, fact: Fact) -> bool:
        if isinstance(fact, Tenure):
            return self.scope.partner in self.base.get(Post, fact.post).covers
        return fact.folder in (self.scope.partner, SHARED)

    def facts(self, kind: type[Kind]) -> list[Kind]:
        return [
            fact
            for fact in self.base.facts
            if isinstance(fact, kind) and fact.key in self.evidence and self.concerns(fact)
        ]

    def standing_facts(self, kind: type[Kind]) -> list[Kind]:
        """What holds on the day, or has surely happened by it."""
        return [
            fact
            for fact in self.facts(kind)
            if fact.key in self.standings
            and (not fact.event or self.standings[fact.key].truth is Truth.CERTAIN)
            and self.living(fact)
        ]

    def ended_facts(self, kind: type[Kind]) -> list[Kind]:
        """States that are surely over by the day."""
        return [
            fact
            for fact in self.facts(kind)
            if not fact.event and fact.period.end is not None and fact.period.end.last < self.day
        ]

    def living(self, fact: Fact) -> bool:
        """Whether the framework of a membership exists on the day."""
        if not isinstance(fact, Membership):
            return True
        return self.base.get(Framework, fact.framework).valid.on(self.day) is not Truth.NO

    # --- citations and words --------------------------------------------------------------------

    def citations(self, fact: Fact) -> tuple[Citation, ...]:
        """Who says so: sources of the whole fact, and of its latest attestation up to the day."""
        supporting = [item for item in self.evidence[fact.key] if item.says is None]
        general = [item for item in supporting if item.attests is None]
        past = [item for item in supporting if item.attests and item.attests.last <= self.day]
        latest = max((item.attests.last for item in past if item.attests), default=None)
        chosen = general + [item for item in past if item.attests and item.attests.last == latest]
        return tuple(Citation(fact.key, item.source) for item in chosen or supporting)

    def text(self, text: Text | None, fact: Fact) -> Phrase | None:
        """The words of a fact with its references resolved; None if one of them can't be told."""
        if text is None:
            return EMPTY
        words = words_of(text, self.language)
        resolved = resolve(words, self.base, self.language, last_day(fact, self.day), self.holder)
        return resolved and Phrase(resolved.parts, self.citations(fact)).citing(resolved.citations)

    def dated(self, when: PartialDate | date | None, cited: Iterable[Citation] = ()) -> Phrase:
        if when is None:
            return EMPTY
        partial = when if isinstance(when, PartialDate) else PartialDate.of(when)
        return Phrase((partial,), tuple(cited))

    def span(self, period: Period) -> Phrase:
        """A period in words."""
        start, end = period.start, period.end
        if start == end and start:
            return self.dated(start)
        if start and end:
            return label("period.from-to", {"start": self.dated(start), "end": self.dated(end)})
        if start:
            return label("period.from", {"start": self.dated(start)})
        return label("period.until", {"end": self.dated(end)}) if end else EMPTY

    def time(self, fact: Fact) -> Phrase:
        """When something happened or holds, its end only where that has come."""
        start, end = fact.period.start, fact.period.end
        if fact.event:
            return self.span(fact.period) if start else label("period.by", {"end": self.dated(end)})
        if end and end.last >= self.day:
            end = None
        if start and end and start != end:
            return label("period.from-to", {"start": self.dated(start), "end": self.dated(end)})
        if start and end:
            return self.dated(start)
        if start and start.first <= self.day:
            return label("period.since", {"start": self.dated(start)})
        return label("period.until", {"end": self.dated(end)}) if end else EMPTY

    def named(self, named: Named) -> NamedView:
        def form(kind: str) -> Phrase:
            word = name_on(named, self.language, self.day, kind)
            return Phrase((word,)) if word else EMPTY

        return NamedView(Phrase((term_on(named, self.language, self.day),)), form("formal"), form("adjective"))

    def fact(self, fact: Fact, text: Phrase, standing: Standing | None = None) -> FactView:
        """How a fact stands, with its dates as far as they are not after the day."""
        cited = self.citations(fact)
        standing = standing or self.standings.get(fact.key)
        if standing is None:
            status = "ended"
        else:
            status = "overdue" if standing.overdue else standing.truth.name.lower()
        attested = standing.attested if standing else None
        return FactView(
            text=text.citing(cited) if text else text,
            status=status,
            time=self.time(fact).citing(cited) if self.time(fact) else EMPTY,
            attested=self.dated(attested, cited),
            due=self.dated(standing.due, cited) if standing and standing.overdue else EMPTY,
        )

    def told(self, facts: Iterable[Statement | Cooperation]) -> Iterable[FactView]:
        for fact in facts:
            text = self.text(fact.text, fact)
            if text:
                yield self.fact(fact, text)

    # --- posts ----------------------------------------------------------------------------------

    def tenures(self, post: Post, day: date) -> list[tuple[Tenure, Standing]]:
        """Who holds a post on a day: certainly or presumably, else possibly; earlier tenures first."""
        found = [
            (tenure, standing)
            for tenure in self.base.tenures.get(post.id, ())
            if tenure.key in self.evidence
            and (standing := self.base.standing(tenure, day)).truth is not Truth.NO
        ]
        firm = [(tenure, standing) for tenure, standing in found if standing.truth > Truth.POSSIBLE]
        return firm or found

    def holder(self, post: Post, day: date) -> Phrase | None:
        """For a reference in prose; None where the post did not exist."""
        if post.valid.on(day) is Truth.NO:
            return None
        names = [self.holder_name(tenure, day).citing(self.citations(tenure)) for tenure, _ in self.tenures(post, day)]
        if not names:
            return label("holder.unknown", {})
        first, *others = names
        for other in others:
            first = label("holder.or", {"first": first, "second": other})
        return first

    def holder_name(self, tenure: Tenure, day: date) -> Phrase:
        if tenure.holder is None:
            return label("holder.vacant", {})
        holder = self.base.entities[tenure.holder]
        assert isinstance(holder, Named)  # noqa: S101 - references were checked on loading
        return Phrase((term_on(holder, self.language, day),))

    def posts(self) -> dict[str, tuple[PostView, ...]]:
        posts: dict[str, tuple[PostView, ...]] = {}
        for post in self.base.all(Post):
            if self.scope.partner in post.covers:
                posts[post.role] = (*posts.get(post.role, ()), self.post(post))
        return posts

    def post(self, post: Post) -> PostView:
        title = Phrase((name_on(post, self.language, self.day),))
        abolished = post.valid.end
        cited = [Citation(post.id, item.source) for item in self.seen_evidence(post.evidence)]
        if post.valid.on(self.day) is Truth.NO:
            gone = abolished is not None and abolished.last < self.day
            state = "abolished" if gone else "not-created"
            until = label("period.until", {"end": self.dated(abolished, cited)}) if gone else EMPTY
            return PostView(title.citing(cited), state, (), (), until)
        tenures = self.tenures(post, self.day)
        holders = tuple(self.tenure(tenure, standing) for tenure, standing in tenures)
        if not tenures:
            return PostView(title, "unknown", (), self.previous(post), EMPTY)
        vacant = all(tenure.holder is None for tenure, _ in tenures)
        return PostView(title, "vacant" if vacant else "held", holders, (), EMPTY)

    def tenure(self, tenure: Tenure, standing: Standing | None) -> FactView:
        day = last_day(tenure, self.day)
        self.name_person(tenure.holder)
        return self.fact(tenure, self.holder_name(tenure, day), standing)

    def previous(self, post: Post) -> tuple[FactView, ...]:
        ended = [
            tenure
            for tenure in self.ended_facts(Tenure)
            if tenure.post == post.id and tenure.holder is not None and tenure.period.end
        ]
        latest = max(ended, key=lambda tenure: tenure.period.end.last if tenure.period.end else self.day, default=None)
        return (self.tenure(latest, None),) if latest else ()

    # --- frameworks, agreements, areas, figures ---------------------------------------------------

    def framework(self, fact: Membership) -> FrameworkView:
        framework = self.base.get(Framework, fact.framework)
        name = Phrase((term_on(framework, self.language, last_day(fact, self.day)),), self.citations(fact))
        held = self.fact(fact, self.text(fact.text, fact) or EMPTY)
        return FrameworkView(held.text, held.status, held.time, held.attested, held.due, name)

    def agreements(self) -> Iterable[FrameworkView]:
        for fact in self.standing_facts(Agreement):
            title, text = self.text(fact.title, fact), self.text(fact.text, fact)
            if title and text is not None:
                held = self.fact(fact, text)
                yield FrameworkView(text, held.status, held.time, held.attested, held.due, title)

    def areas(self) -> Iterable[AreaView]:
        facts = self.standing_facts(Cooperation)
        for area in self.base.all(Area):
            items = tuple(self.told(fact for fact in facts if fact.area == area.id))
            if items:
                yield AreaView(Phrase((name_on(area, self.language, self.day),)), items)

    def figures(self) -> Iterable[FigureView]:
        for fact in self.standing_facts(Figure):
            name = self.text(fact.name, fact)
            if name:
                held = self.fact(fact, Phrase((fact.value,)))
                yield FigureView(held.text, held.status, held.time, held.attested, held.due, name)

    # --- contacts ---------------------------------------------------------------------------------

    def contacts(self) -> tuple[ContactsView, ...]:
        side = self.base.house.side
        by_body: dict[str, list[Contact]] = {side: []}
        for fact in self.standing_facts(Contact):
            by_body.setdefault(fact.body, []).append(fact)
        return tuple(self.contacts_with(body, facts) for body, facts in by_body.items())

    def contacts_with(self, body: str, facts: list[Contact]) -> ContactsView:
        newest = sorted(facts, key=lambda fact: _ended_on(fact), reverse=True)
        shown = newest[: self.scope.contacts]
        omitted = len(newest) - len(shown)
        silence = self.base.house.review["contact"]
        return ContactsView(
            body=Phrase((term_on(self.base.get(Organisation, body), self.language, self.day),)),
            own=body == self.base.house.side,
            shown=tuple(self.contact(fact) for fact in shown),
            omitted=Phrase((str(omitted),)) if omitted else EMPTY,
            last=self.dated(newest[0].period.end, self.citations(newest[0])) if newest else EMPTY,
            silent=bool(newest) and silence.after(_ended_on(newest[0])) <= self.day,
        )

    def contact(self, fact: Contact) -> ContactView:
        cited = self.citations(fact)
        return ContactView(
            date=self.span(fact.period).citing(cited),
            form=fact.form,
            place=self.text(fact.place, fact) or EMPTY,
            ours=tuple(self.participant(participant, fact) for participant in fact.ours),
            theirs=tuple(self.participant(participant, fact) for participant in fact.theirs),
            topics=tuple(topic for text in fact.topics if (topic := self.text(text, fact))),
        )

    def participant(self, participant: Participant, fact: Contact) -> Phrase:
        """Name and post on the day of the contact."""
        day, cited = _ended_on(fact), self.citations(fact)
        described = self.text(participant.described, fact) or EMPTY
        if participant.person is None:
            return described
        person = self.base.get(Person, participant.person)
        name = Phrase((name_on(person, self.language, day),), cited)
        office = described or self.office_on(person, participant.post, day)
        self.name_person(person.id, office)
        return label("participant", {"name": name, "office": office}) if office else name

    def office_on(self, person: Person, post: str | None, day: date) -> Phrase:
        """The title of the post named, else of the one that the person is known to have held on the day."""
        if post is None:
            held = (
                tenure
                for tenures in self.base.tenures.values()
                for tenure in tenures
                if tenure.holder == person.id
                and tenure.key in self.evidence
                and self.base.standing(tenure, day).truth > Truth.POSSIBLE
            )
            tenure = next(held, None)
            if tenure is None:
                return EMPTY
            post = tenure.post
        held_post = self.base.get(Post, post)
        short = name_on(held_post, self.language, day, "short")
        return Phrase((short or name_on(held_post, self.language, day),))

    # --- milestones, people -----------------------------------------------------------------------

    def milestones(self) -> Iterable[MilestoneView]:
        found = []
        for fact in self.facts(Fact):
            when = (fact.period.end if fact.event else fact.period.start) if fact.headline else None
            if when and when.last <= self.day:
                told = self.text(fact.headline, fact)
                if told:
                    found.append((when, MilestoneView(self.dated(when, told.citations), told, when)))
        return [milestone for _, milestone in sorted(found, key=lambda pair: (pair[0].first, pair[0].last))]

    def name_person(self, id_: str | None, office: Phrase = EMPTY) -> None:
        """Remember that the note names somebody, and with what office."""
        if id_ and isinstance(self.base.entities.get(id_), Person):
            offices = self.people_named.setdefault(id_, [])
            if office and office.parts not in [known.parts for known in offices]:
                offices.append(office)

    def people(self) -> Iterable[PersonView]:
        people = [(self.base.get(Person, id_), offices) for id_, offices in self.people_named.items()]
        for person, offices in sorted(people, key=lambda pair: name_on(pair[0], self.language, self.day)):
            held = [self.tenure_line(tenure) for tenure in self.known_tenures(person)]
            current = name_on(person, self.language, self.day)
            cited = [
                Citation(person.id, source)
                for name in person.names
                if name.text == current
                for source in name.evidence
                if source in self.sources
            ]
            yield PersonView(
                name=Phrase((current,), tuple(cited[:1])),
                other_names=tuple(self.spelled(person, name) for name in other_names(person, self.language, self.day)),
                former_names=tuple(self.spelled(person, name) for name in former_names(person, self.language, self.day)),
                offices=tuple(held) or tuple(offices),
            )

    def spelled(self, person: Person, name: Name) -> Phrase:
        return Phrase((name.text,), tuple(Citation(person.id, id_) for id_ in name.evidence[:1] if id_ in self.sources))

    def known_tenures(self, person: Person) -> list[Tenure]:
        """The tenures of a person that had begun by the day, as far as this note may speak of them."""
        return [
            tenure
            for tenures in self.base.tenures.values()
            for tenure in tenures
            if tenure.holder == person.id
            and tenure.key in self.evidence
            and (self.base.standing(tenure, self.day).truth is not Truth.NO or self.over(tenure))
        ]

    def over(self, tenure: Tenure) -> bool:
        """Whether a tenure was seen, and is over or overtaken by another one, by the day."""
        start = tenure.period.start
        seen = [when.last for when in tenure.attested] + ([start.last] if start else [])
        ended = tenure.period.end is not None and tenure.period.end.last < self.day
        return ended or any(day <= self.day for day in seen)

    def tenure_line(self, tenure: Tenure) -> Phrase:
        """A post with the time for which it is known to have been held, up to the day."""
        post = self.base.get(Post, tenure.post)
        held = self.tenure(tenure, self.base.standing(tenure, self.day))
        title = Phrase((name_on(post, self.language, last_day(tenure, self.day)),), self.citations(tenure))
        attested = [when for when in tenure.attested if when.last <= self.day]
        if held.time:
            return label("office.time", {"title": title, "time": held.time})
        if not attested:
            return title
        first, last = self.dated(attested[0]), self.dated(attested[-1])
        if first == last:
            return label("office.on", {"title": title, "date": first})
        return label("office.attested", {"title": title, "first": first, "last": last})

    # --- open questions ---------------------------------------------------------------------------

    def questions(self) -> Iterable[QuestionView]:
        """Facts that stand, but are disputed by what had been said by the day, merely possible, or overdue."""
        for fact in self.facts(Fact):
            standing = self.standings.get(fact.key)
            if standing is None or (fact.event and standing.truth is not Truth.CERTAIN) or not self.living(fact):
                continue
            if isinstance(fact, Tenure) and fact.key not in {
                tenure.key for tenure, _ in self.tenures(self.base.get(Post, fact.post), self.day)
            }:
                continue
            said = [saying for item in self.evidence[fact.key] if (saying := self.saying(item, fact))]
            if said:
                kind = "disputed"
            elif standing.overdue:
                kind = "overdue"
            elif standing.truth is Truth.POSSIBLE:
                kind = "possible"
            else:
                continue
            subject = self.subject(fact)
            if subject:
                held = self.fact(fact, subject)
                yield QuestionView(kind, held.text, held.attested, held.due, tuple(said))

    def subject(self, fact: Fact) -> Phrase | None:
        """What a fact states, in a few words where it has a name."""
        if isinstance(fact, Tenure):
            title = Phrase((name_on(self.base.get(Post, fact.post), self.language, self.day),))
            return label("question.tenure", {"post": title, "holder": self.holder_name(fact, last_day(fact, self.day))})
        if isinstance(fact, Membership):
            return label("question.named", {"name": self.framework(fact).name})
        if isinstance(fact, Agreement):
            title = self.text(fact.title, fact)
            return title and label("question.named", {"name": title})
        if isinstance(fact, Figure):
            name = self.text(fact.name, fact)
            return name and label("question.figure", {"name": name, "value": Phrase((fact.value,))})
        if isinstance(fact, Contact):
            return label("question.contact", {"date": self.span(fact.period)})
        return self.text(fact.text, fact) if isinstance(fact, Statement | Cooperation) else None

    def saying(self, evidence: Evidence, fact: Fact) -> Phrase | None:
        """What a source says instead; None if it says nothing else, or had not said so by the day."""
        if evidence.says is None:
            return None
        source = self.sources[evidence.source]
        via = self.sources[evidence.via] if evidence.via else None
        when = evidence.asserted or (via.dated if via else None) or source.dated
        if when is None or when.last > self.day:
            return None
        values = {
            "publisher": Phrase((source.publisher,)),
            "title": Phrase((source.title,)),
            "date": self.dated(when),
            "words": self.said(evidence, fact),
        }
        cited = [Citation(fact.key, source.id)]
        key = "question.says" if source.dated else "question.says-undated"
        if via:
            key = "question.says-via"
            values["via"] = Phrase((via.publisher,))
            cited.append(Citation(fact.key, via.id))
        return label(key, values).citing(cited)

    def said(self, evidence: Evidence, fact: Fact) -> Phrase:
        says = evidence.says
        assert says is not None  # noqa: S101 - the caller asked only for what is said
        if says.holder:
            named = self.base.entities[says.holder]
            assert isinstance(named, Named)  # noqa: S101 - references were checked on loading
            return label("said.holder", {"name": Phrase((term_on(named, self.language, self.day),))})
        if says.period:
            return label("said.period", {"period": self.span(says.period)})
        if says.value:
            return label("said.value", {"value": Phrase((says.value,))})
        words = self.text(says.text, fact) or EMPTY
        return label("said.text", {"text": Phrase(words.parts)})


def _ended_on(fact: Contact) -> date:
    end = fact.period.end
    assert end is not None  # noqa: S101 - an event without an end is refused on loading
    return end.last
