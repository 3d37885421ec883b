"""Everything that was read, indexed; nothing filtered.

It also answers the one question that needs more than one fact: how a fact stands on a day.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from briefings.model.dates import Truth
from briefings.model.facts import (
    ALL,
    SHARED,
    Contact,
    Entity,
    Fact,
    Framework,
    Line,
    Membership,
    Partner,
    Post,
    Resolution,
    Source,
    Tenure,
    Visit,
)
from briefings.model.hashing import short_hash
from briefings.model.references import REFERENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from briefings.model.dates import Duration, PartialDate
    from briefings.model.house import House
    from briefings.model.markings import Scheme

__all__ = ["FactBase", "Standing", "begun"]

Kind = TypeVar("Kind", bound=Entity)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a fact stands on a day.

    Attributes:
        truth: whether it holds (a state) or has happened (an event).
        attested: the last day up to then on which a source shows it holding, or None.
        due: the day from which it must be looked at again, where that has come or bounds a presumption.
        overdue: whether that day has come.
    """

    truth: Truth
    attested: PartialDate | None = None
    due: date | None = None
    overdue: bool = False

    @property
    def status(self) -> str:
        """The word for it: `certain`, `presumed`, `possible`, `overdue`, or `ended` for what does not hold."""
        if self.overdue:
            return "overdue"
        return "ended" if self.truth is Truth.NO else self.truth.name.lower()


@dataclass(frozen=True, slots=True)
class FactBase:
    """All entities and facts of a project.

    Attributes:
        house: for whom briefs are written.
        schemes: marking schemes by id.
        entities: sources, people, posts and the like by id; of two with one id the first.
        facts: in the order read.
        by_key: the same, by key.
        repeated: entities and facts whose id was taken already, with the first holder.
    """

    house: House
    schemes: Mapping[str, Scheme]
    entities: Mapping[str, Entity]
    facts: tuple[Fact, ...]
    by_key: Mapping[str, Fact]
    repeated: tuple[tuple[Entity | Fact, Entity | Fact], ...]
    tenures: Mapping[str, tuple[Tenure, ...]]

    @classmethod
    def of(
        cls,
        house: House,
        schemes: Mapping[str, Scheme],
        entities: Iterable[Entity],
        facts: Iterable[Fact],
    ) -> FactBase:
        """Index what was read."""
        repeated: list[tuple[Entity | Fact, Entity | Fact]] = []
        by_id: dict[str, Entity] = {}
        for entity in entities:
            first = by_id.setdefault(entity.id, entity)
            if first is not entity:
                repeated.append((entity, first))
        by_key: dict[str, Fact] = {}
        for fact in facts:
            other = by_key.setdefault(fact.key, fact)
            if other is not fact:
                repeated.append((fact, other))
        tenures: dict[str, tuple[Tenure, ...]] = {}
        for fact in by_key.values():
            if isinstance(fact, Tenure):
                tenures[fact.post] = (*tenures.get(fact.post, ()), fact)
        return cls(
            house,
            schemes,
            MappingProxyType(by_id),
            tuple(by_key.values()),
            MappingProxyType(by_key),
            tuple(repeated),
            MappingProxyType(tenures),
        )

    @property
    def scheme(self) -> Scheme:
        """The marking scheme of the house."""
        return self.schemes[self.house.scheme]

    @property
    def partners(self) -> tuple[Partner, ...]:
        """All partners, by id."""
        return tuple(sorted(self.all(Partner), key=lambda partner: partner.id))

    def all(self, kind: type[Kind]) -> list[Kind]:
        """All entities of a kind, in the order read."""
        return [entity for entity in self.entities.values() if isinstance(entity, kind)]

    def get(self, kind: type[Kind], id_: str) -> Kind:
        """The entity with this id, which must be of this kind.

        Raises:
            KeyError: if there is none.
        """
        entity = self.entities[id_]
        if not isinstance(entity, kind):
            raise KeyError(id_)
        return entity

    def source(self, id_: str) -> Source:
        """The source with this id."""
        return self.get(Source, id_)

    def basis(self, fact: Fact) -> Mapping[str, Fact]:
        """All facts that a line rests on, directly or through other lines, by key; none for other kinds."""
        found: dict[str, Fact] = {}
        waiting = [fact]
        while waiting:
            resting = waiting.pop()
            for key in resting.rests if isinstance(resting, Line) else ():
                if key in self.by_key and key not in found:
                    found[key] = self.by_key[key]
                    waiting.append(found[key])
        return found

    def covers(self, post: Post, partner: str) -> bool:
        """Whether the notes of a partner show a post: the post says so, or the partner does."""
        if ALL in post.covers or partner in post.covers:
            return True
        own = self.entities.get(partner)
        return isinstance(own, Partner) and post.id in own.posts

    def mark_of(self, resolution: Resolution) -> str:
        """What binds a resolution to what its facts say (`digest.mark`)."""
        settled = {fact.key: fact for fact in self.facts if fact.key in resolution.settles}
        return short_hash(tuple(settled[key] for key in resolution.settles))

    def standing_resolutions(self) -> dict[str, Resolution]:
        """By key of each fact that is settled, how; a resolution whose facts have changed has fallen."""
        return {
            key: resolution
            for resolution in self.all(Resolution)
            if self.mark_of(resolution) == resolution.of
            for key in resolution.settles
        }

    def concerns(self, fact: Fact, partner: str) -> bool:
        """Whether a fact is about a partner, or about all; a line is so with all that it rests on."""
        if isinstance(fact, Tenure):
            return self.covers(self.get(Post, fact.post), partner)
        if fact.folder not in (partner, SHARED):
            return False
        return not isinstance(fact, Line) or all(
            self.concerns(other, partner)
            for other in self.basis(fact).values()
            if not isinstance(other, Line)
        )

    def living(self, fact: Fact, day: date) -> bool:
        """Whether the framework of a membership exists on the day; true of all else."""
        if not isinstance(fact, Membership):
            return True
        return self.get(Framework, fact.framework).valid.on(day) is not Truth.NO

    def standing(self, fact: Fact, day: date) -> Standing:
        """How a fact stands on a day; a line no better than anything that it rests on, and whom it names."""
        own = self.alone(fact, day)
        if not isinstance(fact, Line) or own.truth is Truth.NO:
            return own
        found = [own]
        for other in self.basis(fact).values():
            standing = self.alone(other, day)
            needed = Truth.CERTAIN if other.event else Truth.POSSIBLE
            if standing.truth < needed or not self.living(other, day):
                return Standing(Truth.NO)
            found.append(standing)
        found += [self.alone(tenure, day) for tenure in self.named(fact, day)]
        overdue = [standing for standing in found if standing.overdue]
        truth = min(standing.truth for standing in found)
        weakest = overdue or [standing for standing in found if standing.truth is truth]
        due = min((standing.due for standing in weakest if standing.due), default=None)
        return Standing(truth, own.attested, due, overdue=bool(overdue))

    def holding(self, post: str, day: date) -> list[tuple[Tenure, Standing]]:
        """Who holds a post on a day: certainly or presumably, else possibly; earlier tenures first."""
        found = [
            (tenure, standing)
            for tenure in self.tenures.get(post, ())
            if (standing := self.alone(tenure, day)).truth is not Truth.NO
        ]
        firm = [(tenure, standing) for tenure, standing in found if standing.truth > Truth.POSSIBLE]
        return firm or found

    def named(self, line: Line, day: date) -> list[Tenure]:
        """Those whom the words of a line, and of what it rests on, name on a day as the holders of posts.

        To whom a point is made, and what may be raised, is as much part of it as what is said.
        """
        lines = [line, *(other for other in self.basis(line).values() if isinstance(other, Line))]
        texts = [text for each in lines for text in (each.to, each.trigger, each.text) if text]
        posts = dict.fromkeys(
            id_
            for text in texts
            for words in text.by_language.values()
            for kind, id_ in REFERENCE.findall(words)
            if kind == "holder"
        )
        return [tenure for post in posts for tenure, _ in self.holding(post, day)]

    def fallen(self, line: Line, day: date) -> list[Fact]:
        """What a line that would stand by itself rests on, and what has ceased to hold by a day."""
        if self.alone(line, day).truth is Truth.NO:
            return []
        return [
            other
            for other in self.basis(line).values()
            if not other.event
            and begun(other, day)
            and (self.alone(other, day).truth is Truth.NO or not self.living(other, day))
        ]

    def alone(self, fact: Fact, day: date) -> Standing:  # noqa: PLR0911 - a rule a return
        """How a fact stands by itself, all that is known being considered, later evidence too.

        A state is certain where the day lies surely inside its dates, or between two days on which it surely held,
        its last day being one.
        After the last such day it is presumed until its review falls due, then possible.
        Where nothing shows that it had begun by the day, it is not taken to have: "about June 2004" may have been
        May, but no note of May can say so.
        """
        if fact.event:
            standing = _event(fact, day)
            unseen = isinstance(fact, Visit) and standing.truth is Truth.CERTAIN and not self.seen(fact)
            return Standing(Truth.POSSIBLE) if unseen else standing
        attested = fact.attested
        past = [when for when in attested if when.last <= day]
        start = fact.period.start
        held = [when.last for when in past] + ([start.last] if start and start.last <= day else [])
        truth = fact.period.on(day)
        begun = bool(held) or fact.period.open_start or (start is not None and start.written <= day)
        if truth is Truth.NO or not begun:
            return Standing(Truth.NO)
        last = past[-1] if past else None
        end = fact.period.end
        held_later = any(when.first >= day for when in attested) or (end is not None and day <= end.first)
        explicit = fact.review.first if fact.review else None
        if held and held_later:
            return Standing(Truth.CERTAIN, last)
        if truth is Truth.CERTAIN:
            if fact.period.open_end and explicit and explicit <= day:
                return Standing(Truth.POSSIBLE, last, explicit, overdue=True)
            return Standing(truth, last)
        if self._superseded(fact, max(held, default=None), day):
            return Standing(Truth.NO)
        if fact.period.end is not None or not held:
            return Standing(Truth.POSSIBLE, last)
        due = explicit or self.review(fact).after(max(held))
        if day < due:
            return Standing(Truth.PRESUMED, last, due)
        return Standing(Truth.POSSIBLE, last, due, overdue=True)

    def seen(self, visit: Visit) -> bool:
        """Whether a source shows that a visit took place, and not only that it was planned."""
        start = visit.period.start or visit.period.end
        days = (
            item.attests or item.asserted or self.source(item.via or item.source).dated
            for item in visit.evidence
            if item.says is None
        )
        return any(start and when and start.first <= when.first for when in days)

    def review(self, fact: Fact) -> Duration:
        """How long after its last attestation a state counts as presumed."""
        if isinstance(fact, Tenure):
            own = self.get(Post, fact.post).review
        elif isinstance(fact, Membership):
            own = self.get(Framework, fact.framework).review
        else:
            own = None
        return own or self.house.review[Contact.kind if isinstance(fact, Contact) else fact.kind]

    def _superseded(self, fact: Fact, held: date | None, day: date) -> bool:
        """Whether others have surely taken all seats of a post since a tenure was last seen to hold."""
        if not isinstance(fact, Tenure):
            return False
        since = held or (fact.period.start.first if fact.period.start else None)
        successors = {
            other.holder
            for other in self.tenures[fact.post]
            if other is not fact and any(since is None or since < seen <= day for seen in _sure_days(other))
        }
        return len(successors) >= self.get(Post, fact.post).seats


def begun(fact: Fact, day: date) -> bool:
    """Whether a state is known to have begun by a day; it may be over."""
    over = fact.period.end is not None and fact.period.end.last < day
    return over or any(seen <= day for seen in _sure_days(fact))


def _sure_days(fact: Fact) -> list[date]:
    """The days on which a state is known to have begun or to hold."""
    start = [fact.period.start.last] if fact.period.start else []
    return start + [when.last for when in fact.attested]


def _event(fact: Fact, day: date) -> Standing:
    period = fact.period
    if period.end and period.end.last <= day:
        return Standing(Truth.CERTAIN)
    if period.start and period.start.first <= day:
        return Standing(Truth.POSSIBLE)
    return Standing(Truth.NO)
