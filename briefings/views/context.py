"""What a note may tell, and in which words: what is withheld or later than the day is not there.

A `Teller` is made for one note. It knows which facts stand on the day and which evidence the audience may see, and
turns names, dates and texts of facts into phrases that carry their citations.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from briefings.factbase.store import FactBase, Standing, begun
from briefings.model.dates import PartialDate, Truth
from briefings.model.facts import (
    Cooperation,
    Fact,
    Framework,
    Line,
    Named,
    Post,
    Source,
    Statement,
    Tenure,
)
from briefings.model.locales import primary
from briefings.model.phrases import Citation, Foreign, Phrase
from briefings.views.names import label, last_day, name_on, resolve, term_on, words_of
from briefings.views.records import FactView, NamedView

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from briefings.model.dates import Period
    from briefings.model.facts import Entity, Evidence, Name, Text
    from briefings.model.phrases import Part
    from briefings.views.records import Scope

__all__ = ["EMPTY", "Teller"]

EMPTY = Phrase()
OPEN = "open"

Kind = TypeVar("Kind", bound=Fact)


class Teller:
    """Tells the facts of one note.

    Attributes:
        base: what the audience may know; asked for entities and for how facts stand.
        scope: for which note.
        day: the as-of date.
        language: BCP 47 tag.
        sources: the sources that the audience may see, by id.
        evidence: by key of each fact that the audience may see, the evidence that it may see.
        standings: how each of these facts that concerns the partner and stands on the day does so.
        resolutions: how disagreements on them were settled, by key of the fact.
    """

    def __init__(self, base: FactBase, scope: Scope) -> None:
        self.base = _readable(base, base.house.audiences[scope.audience])
        self.scope = scope
        self.day = scope.as_of
        self.language = scope.language
        self.sources = {source.id: source for source in self.base.all(Source)}
        self.evidence = {fact.key: fact.evidence for fact in self.base.facts}
        # Whether a resolution stands is decided by all that is known; what it settles has to be seen whole.
        self.resolutions = {
            key: resolution
            for key, resolution in base.standing_resolutions().items()
            if self.evidence.keys() >= set(resolution.settles)
        }
        self._citations: dict[str, tuple[Citation, ...]] = {}
        self.standings = {
            fact.key: standing
            for fact in self.base.facts
            if self.concerns(fact) and (standing := self.base.standing(fact, self.day)).truth is not Truth.NO
        }

    def concerns(self, fact: Fact) -> bool:
        """Whether a fact is about the partner, or about all."""
        return self.base.concerns(fact, self.scope.partner)

    def facts(self, kind: type[Kind]) -> list[Kind]:
        """All facts of a kind that concern the partner and may be seen, whatever their time."""
        return [fact for fact in self.base.facts if isinstance(fact, kind) and self.concerns(fact)]

    def standing_facts(self, kind: type[Kind]) -> list[Kind]:
        """What holds on the day, or has surely happened by it."""
        return [
            fact
            for fact in self.facts(kind)
            if fact.key in self.standings
            and (not fact.event or self.standings[fact.key].truth is Truth.CERTAIN)
            and self.base.living(fact, self.day)
        ]

    def ended_facts(self, kind: type[Kind]) -> list[Kind]:
        """States that are surely over by the day."""
        return [
            fact
            for fact in self.facts(kind)
            if not fact.event and fact.period.end is not None and fact.period.end.last < self.day
        ]

    def heard(self, evidence: Evidence) -> PartialDate | None:
        """When a source said what it says instead; None where it says nothing else, or had not said so by the day."""
        source = self.sources[evidence.source]
        via = self.sources[evidence.via] if evidence.via else None
        when = evidence.asserted or (via.dated if via else None) or source.dated
        return when if evidence.says and when and when.last <= self.day else None

    def seen(self, fact: Fact) -> tuple[PartialDate, PartialDate] | None:
        """The first and the last day up to that of the note for which sources speak of a fact; None for none."""
        found = [
            item.attests or item.asserted or self.sources[item.source].dated
            for item in self.evidence[fact.key]
        ]
        days = sorted((when for when in found if when and when.last <= self.day), key=lambda when: when.last)
        return (days[0], days[-1]) if days else None

    def disputes(self, fact: Fact) -> list[Evidence]:
        """What speaks against a fact by the day and has not been settled."""
        resolution = self.resolutions.get(fact.key)
        if resolution and resolution.how != OPEN and resolution.on.last <= self.day:
            return []
        return [item for item in self.evidence[fact.key] if self.heard(item)]

    # --- phrases --------------------------------------------------------------------------------

    def citations(self, fact: Fact) -> tuple[Citation, ...]:
        """Who says so: sources of the whole fact, and of what is printed of its attestations.

        These are the latest up to the day, and the earliest, which tells of the start, where that is known.
        A line rests on the sources of its basis as well, and each is cited for both: so both count for the marking.
        """
        if fact.key not in self._citations:
            self._citations[fact.key] = tuple(self._cited(fact))
        return self._citations[fact.key]

    def _cited(self, fact: Fact) -> Iterable[Citation]:
        basis = [cited for other in self.base.basis(fact).values() for cited in self._own_citations(other)]
        resting = (Citation(fact.key, cited.source) for cited in basis)
        return dict.fromkeys((*self._own_citations(fact), *resting, *basis))

    def _own_citations(self, fact: Fact) -> tuple[Citation, ...]:
        supporting = [item for item in self.evidence[fact.key] if item.says is None]
        attesting = sorted(
            ((item.attests.last, item) for item in supporting if item.attests), key=lambda pair: pair[0]
        )
        days = [day for day, _ in attesting if day <= self.day]
        printed = {max(days)} if days else set()
        if fact.period.start and attesting:
            printed.add(attesting[0][0])
        chosen = [item for item in supporting if item.attests is None or item.attests.last in printed]
        return tuple(Citation(fact.key, item.source) for item in chosen or supporting)

    def text(self, text: Text | None, fact: Fact) -> Phrase | None:
        """The words of a fact with its references resolved; None if one of them can't be told."""
        if text is None:
            return EMPTY
        words, language = words_of(text, self.language, self.base.house.written)
        resolved = resolve(words, self.base, language, last_day(fact, self.day), self.holder)
        if resolved is None:
            return None
        said = self.spoken(resolved.parts, language)
        return Phrase(said.parts, self.citations(fact)).citing(resolved.citations)

    def spoken(self, words: tuple[Part, ...], language: str, *, marked: bool = True) -> Phrase:
        """Words in a language, which the note tells where it is not its own."""
        if not language or primary(language) == primary(self.language):
            return Phrase(words)
        return Phrase((Foreign(Phrase(words), language, marked),))

    def dated(self, when: PartialDate | date | None, cited: Iterable[Citation] = ()) -> Phrase:
        """A date as a phrase; empty for none."""
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
            whole = start.day and end.day and not start.mark and not end.mark
            if whole and (start.year, start.month) == (end.year, end.month):
                return label(
                    "period.within-month", {"day": Phrase((str(start.day),)), "end": self.dated(end)}
                )
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
        if start and start.written <= self.day:
            return label("period.since", {"start": self.dated(start)})
        return label("period.until", {"end": self.dated(end)}) if end else EMPTY

    def named(self, named: Named) -> NamedView:
        """The names of something on the day."""

        def form(kind: str) -> Phrase:
            word = name_on(named, self.language, self.day, kind)
            return Phrase((word,)) if word else EMPTY

        return NamedView(
            Phrase((term_on(named, self.language, self.day),)), form("formal"), form("adjective")
        )

    def fact(self, fact: Fact, text: Phrase, standing: Standing | None = None) -> FactView:
        """How a fact stands, with its dates as far as they are not after the day."""
        cited = self.citations(fact)
        standing = standing or self.standings.get(fact.key) or Standing(Truth.NO)
        return FactView(
            text=text.citing(cited) if text else text,
            status=standing.status,
            time=self.time(fact).citing(cited) if self.time(fact) else EMPTY,
            attested=self.dated(standing.attested, cited),
            due=self.dated(standing.due, cited) if standing.overdue else EMPTY,
            disputed=standing.truth is not Truth.NO and bool(self.disputes(fact)),
            again=standing.attested not in (None, fact.period.start),
        )

    def told(self, facts: Iterable[Statement | Cooperation | Line]) -> Iterable[FactView]:
        """Facts that are sentences, as far as their references can be told."""
        for fact in facts:
            text = self.text(fact.text, fact)
            if text:
                yield self.fact(fact, text)

    # --- holders of posts -----------------------------------------------------------------------

    def tenures(self, post: Post, day: date) -> list[tuple[Tenure, Standing]]:
        """Who holds a post on a day: certainly or presumably, else possibly; earlier tenures first."""
        return self.base.holding(post.id, day)

    def begun(self, tenure: Tenure) -> bool:
        """Whether a tenure holds on the day, or was seen by then and is over or overtaken by another one."""
        return self.base.standing(tenure, self.day).truth is not Truth.NO or begun(tenure, self.day)

    def holder(self, post: Post, day: date, language: str) -> Phrase | None:
        """For a reference in prose in a language; None where the post did not exist."""
        if post.valid.on(day) is Truth.NO:
            return None
        names = [
            self.holder_name(tenure, day, language).citing(self.citations(tenure))
            for tenure, _ in self.tenures(post, day)
        ]
        if not names:
            return label("holder.unknown", {})
        first, *others = names
        for other in others:
            first = label("holder.or", {"first": first, "second": other})
        return first

    def holder_name(self, tenure: Tenure, day: date, language: str = "") -> Phrase:
        """Who holds a post by a tenure, or that nobody does; in the note's language or another one."""
        if tenure.holder is None:
            return label("holder.vacant", {})
        holder = self.base.entities[tenure.holder]
        assert isinstance(holder, Named)  # noqa: S101 - references were checked on loading
        return Phrase((term_on(holder, language or self.language, day),))


def _readable(base: FactBase, clearance: str) -> FactBase:
    """What a reader may know: neither what is marked higher is there, nor what only such sources say.

    How a fact stands depends on its attestations and on other tenures: none of these may be a withheld one.
    """
    withheld = {
        source.id for source in base.all(Source) if not base.scheme.may_read(clearance, source.marking)
    }
    if not withheld and all(base.scheme.may_read(clearance, fact.marking) for fact in base.facts):
        return base

    def seen(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
        items = tuple(item for item in evidence if withheld.isdisjoint((item.source, item.via)))
        return items if any(item.says is None for item in items) else ()

    def known(entity: Entity) -> Entity:
        if not isinstance(entity, Named):
            return entity
        named = replace(entity, names=_readable_names(entity, withheld))
        return replace(named, evidence=seen(named.evidence)) if isinstance(named, Framework | Post) else named

    entities = [known(entity) for entity in base.entities.values() if entity.id not in withheld]
    facts = [
        replace(fact, evidence=evidence)
        for fact in base.facts
        if base.scheme.may_read(clearance, fact.marking)
        and ((evidence := seen(fact.evidence)) or not fact.evidence)
    ]
    keys = {fact.key for fact in facts}
    supported = [fact for fact in facts if keys.issuperset(base.basis(fact))]
    return FactBase.of(base.house, base.schemes, entities, supported)


def _readable_names(named: Named, withheld: set[str]) -> tuple[Name, ...]:
    """Names without those that only withheld sources give, as long as a full one is left."""
    names = tuple(
        replace(name, evidence=tuple(id_ for id_ in name.evidence if id_ not in withheld))
        for name in named.names
        if not name.evidence or not withheld.issuperset(name.evidence)
    )
    return names if any(name.form == "full" for name in names) else named.names
