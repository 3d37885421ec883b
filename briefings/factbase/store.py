"""The store of all entities and facts, indexed and unfiltered.

It also computes the standing of a fact on a day, which depends on other facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from briefings.model.dates import Certainty
from briefings.model.entities import (
    ALL_PARTNERS,
    SHARED_FOLDER,
    Entity,
    Framework,
    Partner,
    Post,
    Resolution,
    Source,
)
from briefings.model.facts import Contact, Fact, Membership, TalkingPoint, Tenure, Visit
from briefings.model.hashing import short_hash
from briefings.model.references import REFERENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from briefings.model.dates import Duration, PartialDate
    from briefings.model.house import House
    from briefings.model.markings import MarkingScheme

__all__ = ["FactStore", "Standing", "has_begun"]

EntityType = TypeVar("EntityType", bound=Entity)


@dataclass(frozen=True, slots=True)
class Standing:
    """The standing of a fact on a day.

    Attributes:
        certainty: how certain it is that the fact holds (a state) or has happened (an event).
        last_attestation: the last date up to that day on which a source shows it holding, or None.
        review_due: the first day on which it must be reviewed, if that day has come or limits a presumption.
        is_overdue: whether that day has come.
    """

    certainty: Certainty
    last_attestation: PartialDate | None = None
    review_due: date | None = None
    is_overdue: bool = False

    @property
    def status(self) -> str:
        """Return `certain`, `presumed`, `possible`, `overdue`, or `ended` if the fact does not hold."""
        if self.is_overdue:
            return "overdue"
        return "ended" if self.certainty is Certainty.NO else self.certainty.name.lower()


@dataclass(frozen=True, slots=True)
class FactStore:
    """All entities and facts of a project.

    Attributes:
        house: the house.
        schemes: marking schemes by id.
        entities: sources, people, posts and other entities by id; the first one of duplicates.
        facts: in the order read, without duplicates.
        facts_by_key: the same facts by key.
        duplicates: entities and facts with the id of an earlier one, each with the earlier one.
        tenures_by_post: tenures by the id of their post, in the order read.
    """

    house: House
    schemes: Mapping[str, MarkingScheme]
    entities: Mapping[str, Entity]
    facts: tuple[Fact, ...]
    facts_by_key: Mapping[str, Fact]
    duplicates: tuple[tuple[Entity | Fact, Entity | Fact], ...]
    tenures_by_post: Mapping[str, tuple[Tenure, ...]]

    @classmethod
    def from_records(
        cls,
        house: House,
        schemes: Mapping[str, MarkingScheme],
        entities: Iterable[Entity],
        facts: Iterable[Fact],
    ) -> FactStore:
        """Index the entities and facts read from a project."""
        duplicates: list[tuple[Entity | Fact, Entity | Fact]] = []
        by_id: dict[str, Entity] = {}
        for entity in entities:
            first = by_id.setdefault(entity.id, entity)
            if first is not entity:
                duplicates.append((entity, first))
        by_key: dict[str, Fact] = {}
        for fact in facts:
            first_fact = by_key.setdefault(fact.key, fact)
            if first_fact is not fact:
                duplicates.append((fact, first_fact))
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
            tuple(duplicates),
            MappingProxyType(tenures),
        )

    @property
    def scheme(self) -> MarkingScheme:
        """Return the marking scheme of the house."""
        return self.schemes[self.house.scheme_id]

    @property
    def partners(self) -> tuple[Partner, ...]:
        """Return all partners, sorted by id."""
        return tuple(sorted(self.entities_of(Partner), key=lambda partner: partner.id))

    def entities_of(self, kind: type[EntityType]) -> list[EntityType]:
        """Return all entities of a kind, in the order read."""
        return [entity for entity in self.entities.values() if isinstance(entity, kind)]

    def entity(self, kind: type[EntityType], id_: str) -> EntityType:
        """Return the entity of a kind with an id.

        Raises:
            KeyError: if there is none of this kind.
        """
        entity = self.entities[id_]
        if not isinstance(entity, kind):
            raise KeyError(id_)
        return entity

    def source(self, id_: str) -> Source:
        """Return the source with an id.

        Raises:
            KeyError: if there is none.
        """
        return self.entity(Source, id_)

    def basis(self, fact: Fact) -> Mapping[str, Fact]:
        """Return all facts that a talking point rests on, also through other ones, by key; empty for other kinds."""
        basis: dict[str, Fact] = {}
        pending = [fact]
        while pending:
            current = pending.pop()
            for key in current.basis_keys if isinstance(current, TalkingPoint) else ():
                if key in self.facts_by_key and key not in basis:
                    basis[key] = self.facts_by_key[key]
                    pending.append(basis[key])
        return basis

    def is_post_in_scope(self, post: Post, partner: str) -> bool:
        """Return whether the notes of a partner show a post, because the post covers it or the partner lists the post."""
        if ALL_PARTNERS in post.covered_partners or partner in post.covered_partners:
            return True
        entity = self.entities.get(partner)
        return isinstance(entity, Partner) and post.id in entity.shared_posts

    def settled_facts_hash(self, resolution: Resolution) -> str:
        """Return the short hash that binds a resolution to its facts as they are now."""
        settled = {fact.key: fact for fact in self.facts if fact.key in resolution.settled_keys}
        return short_hash(tuple(settled[key] for key in resolution.settled_keys))

    def current_resolutions(self) -> dict[str, Resolution]:
        """Return the resolution of each settled fact by key, leaving out resolutions whose facts have changed."""
        return {
            key: resolution
            for resolution in self.entities_of(Resolution)
            if self.settled_facts_hash(resolution) == resolution.facts_hash
            for key in resolution.settled_keys
        }

    def is_fact_in_scope(self, fact: Fact, partner: str) -> bool:
        """Return whether a fact is about a partner or all partners; a talking point also needs its whole basis to be."""
        if isinstance(fact, Tenure):
            return self.is_post_in_scope(self.entity(Post, fact.post), partner)
        if fact.folder not in (partner, SHARED_FOLDER):
            return False
        return not isinstance(fact, TalkingPoint) or all(
            self.is_fact_in_scope(basis_fact, partner)
            for basis_fact in self.basis(fact).values()
            if not isinstance(basis_fact, TalkingPoint)
        )

    def framework_exists(self, fact: Fact, day: date) -> bool:
        """Return whether the framework of a membership exists on a day; True for other kinds."""
        if not isinstance(fact, Membership):
            return True
        return self.entity(Framework, fact.framework).period.certainty_on(day) is not Certainty.NO

    def standing(self, fact: Fact, day: date) -> Standing:
        """Return the standing of a fact on a day.

        A talking point stands no better than the facts it rests on and the tenures of the holders it names.
        """
        own_standing = self.own_standing(fact, day)
        if not isinstance(fact, TalkingPoint) or own_standing.certainty is Certainty.NO:
            return own_standing
        standings = [own_standing]
        for basis_fact in self.basis(fact).values():
            standing = self.own_standing(basis_fact, day)
            required = Certainty.CERTAIN if basis_fact.is_event else Certainty.POSSIBLE
            if standing.certainty < required or not self.framework_exists(basis_fact, day):
                return Standing(Certainty.NO)
            standings.append(standing)
        standings += [self.own_standing(tenure, day) for tenure in self.holders_named(fact, day)]
        overdue = [standing for standing in standings if standing.is_overdue]
        certainty = min(standing.certainty for standing in standings)
        weakest = overdue or [standing for standing in standings if standing.certainty is certainty]
        due = min((standing.review_due for standing in weakest if standing.review_due), default=None)
        return Standing(certainty, own_standing.last_attestation, due, is_overdue=bool(overdue))

    def current_holders(self, post: str, day: date) -> list[tuple[Tenure, Standing]]:
        """Return the tenures that hold a post on a day, earlier ones first.

        These are the certain and presumed ones; the possible ones only if there are no others.
        """
        tenures = [
            (tenure, standing)
            for tenure in self.tenures_by_post.get(post, ())
            if (standing := self.own_standing(tenure, day)).certainty is not Certainty.NO
        ]
        firm = [(tenure, standing) for tenure, standing in tenures if standing.certainty > Certainty.POSSIBLE]
        return firm or tenures

    def holders_named(self, point: TalkingPoint, day: date) -> list[Tenure]:
        """Return the tenures of the post holders that a talking point, or one in its basis, names on a day.

        The addressee and the trigger count as well as the text.
        """
        points = [point, *(fact for fact in self.basis(point).values() if isinstance(fact, TalkingPoint))]
        texts = [text for item in points for text in (item.addressee, item.trigger, item.text) if text]
        posts = dict.fromkeys(
            id_
            for text in texts
            for paragraph in text.by_language.values()
            for kind, id_ in REFERENCE.findall(paragraph)
            if kind == "holder"
        )
        return [tenure for post in posts for tenure, _ in self.current_holders(post, day)]

    def lapsed_basis(self, point: TalkingPoint, day: date) -> list[Fact]:
        """Return the facts in the basis of a talking point that have ceased to hold by a day.

        Return none if the talking point does not hold on that day anyway.
        """
        if self.own_standing(point, day).certainty is Certainty.NO:
            return []
        return [
            fact
            for fact in self.basis(point).values()
            if not fact.is_event
            and has_begun(fact, day)
            and (
                self.own_standing(fact, day).certainty is Certainty.NO or not self.framework_exists(fact, day)
            )
        ]

    def own_standing(self, fact: Fact, day: date) -> Standing:  # noqa: PLR0911 - one return per rule
        """Return the standing of a fact by itself, using all evidence, including later evidence.

        A state is certain if the day is certainly within its dates, or between two days on which it certainly held;
        its last day counts as one.
        After the last such day it is presumed until its review is due, then possible.
        If nothing shows that it had begun by the day, it does not count as begun: "about June 2004" may have been
        May, but a note of May can't say so.
        """
        if fact.is_event:
            standing = _event_standing(fact, day)
            is_planned = (
                isinstance(fact, Visit)
                and standing.certainty is Certainty.CERTAIN
                and not self.has_taken_place(fact)
            )
            return Standing(Certainty.POSSIBLE) if is_planned else standing
        past = [attested for attested in fact.attestations if attested.last_day <= day]
        start = fact.period.start
        held_days = [attested.last_day for attested in past] + (
            [start.last_day] if start and start.last_day <= day else []
        )
        certainty = fact.period.certainty_on(day)
        begun = (
            bool(held_days)
            or fact.period.open_start
            or (start is not None and start.nominal_first_day <= day)
        )
        if certainty is Certainty.NO or not begun:
            return Standing(Certainty.NO)
        last_attestation = past[-1] if past else None
        end = fact.period.end
        held_later = any(attested.first_day >= day for attested in fact.attestations) or (
            end is not None and day <= end.first_day
        )
        explicit_due = fact.review_due.first_day if fact.review_due else None
        if held_days and held_later:
            return Standing(Certainty.CERTAIN, last_attestation)
        if certainty is Certainty.CERTAIN:
            if fact.period.open_end and explicit_due and explicit_due <= day:
                return Standing(Certainty.POSSIBLE, last_attestation, explicit_due, is_overdue=True)
            return Standing(certainty, last_attestation)
        if self._is_superseded(fact, max(held_days, default=None), day):
            return Standing(Certainty.NO)
        if fact.period.end is not None or not held_days:
            return Standing(Certainty.POSSIBLE, last_attestation)
        due = explicit_due or self.review_period(fact).add_to(max(held_days))
        if day < due:
            return Standing(Certainty.PRESUMED, last_attestation, due)
        return Standing(Certainty.POSSIBLE, last_attestation, due, is_overdue=True)

    def has_taken_place(self, visit: Visit) -> bool:
        """Return whether a source shows that a visit took place, not only that it was planned."""
        start = visit.period.start or visit.period.end
        evidence_dates = (
            item.attested_on or item.asserted_on or self.source(item.via_source or item.source).effective_date
            for item in visit.evidence
            if item.disagreement is None
        )
        return any(start and date and start.first_day <= date.first_day for date in evidence_dates)

    def review_period(self, fact: Fact) -> Duration:
        """Return how long after its last attestation a state counts as presumed."""
        if isinstance(fact, Tenure):
            own_period = self.entity(Post, fact.post).review_period
        elif isinstance(fact, Membership):
            own_period = self.entity(Framework, fact.framework).review_period
        else:
            own_period = None
        return (
            own_period or self.house.review_periods[Contact.kind if isinstance(fact, Contact) else fact.kind]
        )

    def _is_superseded(self, fact: Fact, last_held: date | None, day: date) -> bool:
        """Return whether other holders have certainly taken all seats of a post since a tenure last held.

        Args:
            fact: the tenure; for other kinds, return False.
            last_held: the last day on which it is known to have held, or None.
            day: the day to judge.
        """
        if not isinstance(fact, Tenure):
            return False
        since = last_held or (fact.period.start.first_day if fact.period.start else None)
        successors = {
            tenure.holder
            for tenure in self.tenures_by_post[fact.post]
            if tenure is not fact
            and any(since is None or since < held_day <= day for held_day in _attested_days(tenure))
        }
        return len(successors) >= self.entity(Post, fact.post).seats


def has_begun(fact: Fact, day: date) -> bool:
    """Return whether a state is known to have begun by a day; it may have ended since."""
    has_ended = fact.period.end is not None and fact.period.end.last_day < day
    return has_ended or any(held_day <= day for held_day in _attested_days(fact))


def _attested_days(fact: Fact) -> list[date]:
    """Return the days on which a state is known to have begun or to hold."""
    start = [fact.period.start.last_day] if fact.period.start else []
    return start + [attested.last_day for attested in fact.attestations]


def _event_standing(fact: Fact, day: date) -> Standing:
    """Return the standing of an event on a day, by its dates alone."""
    period = fact.period
    if period.end and period.end.last_day <= day:
        return Standing(Certainty.CERTAIN)
    if period.start and period.start.first_day <= day:
        return Standing(Certainty.POSSIBLE)
    return Standing(Certainty.NO)
