"""The only filter by audience: what the readers of a note may see of all facts on a day.

An audience may read what the marking scheme lets it read. `release` removes

- facts, sources, names and other entities whose marking it may not read, facts under embargo, and what only the house
  may know;
- evidence that a withheld source gives or reports, and facts and stages that no other source supports, since they rest
  on it alone; a state whose stages are all removed;
- names that only removed sources give, and what has no full name left: to name it would tell what they say;
- whatever links to a removed entity: facts on it or with a reference to it, posts and frameworks of a removed body;
- talking points that rest on a removed fact, directly or through others;
- resolutions of a disagreement in which a removed fact takes part;
- references to a removed source: from a name, or from a source that quotes it;
- references to a removed agreement: from one that replaces or supplements it;
- people, bodies, frameworks, areas, publishers and sources that nothing names any more, so that what only removed facts
  name falls with them.

Of a withheld fact with a ground, only the ground is left: a gap, without place, date, kind or name.

It returns a whole store and no list of permissions: standings, holders and citations are computed from what is left,
so that a withheld tenure ends no other tenure and a withheld attestation makes nothing more certain. That is how
outputs and messages for an audience come out byte-identical whether or not facts above its marking exist.

Views are made of a `ReleasedStore` only, so a type checker refuses an unfiltered one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NewType

from briefings.factbase.named_entities import without_unnamed
from briefings.factbase.store import FactStore, Gap
from briefings.model.dates import ANY_TIME
from briefings.model.entities import Framework, NamedEntity, Partner, Post, Source
from briefings.model.facts import Agreement
from briefings.model.hashing import short_hash
from briefings.model.house import DEFAULT_AUDIENCE
from briefings.model.references import all_links
from briefings.model.resolutions import Resolution

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from briefings.model.entities import Entity
    from briefings.model.evidence import Evidence, Name
    from briefings.model.facts import Fact
    from briefings.model.markings import Marking
    from briefings.model.references import Link
    from briefings.model.stages import Stage

__all__ = ["ReleasedStore", "markings_of", "next_release", "release"]

ReleasedStore = NewType("ReleasedStore", FactStore)
"""A store that holds only what one audience may see."""


def release(store: FactStore, audience: str, day: date, under: Marking | None = None) -> ReleasedStore:
    """Return the part of a store that an audience may see.

    Args:
        store: all facts.
        audience: name of the audience in `facts/house.yaml`.
        day: the day on which it reads.
        under: the marking of the note, to leave out what may not stand in it; None for everything that may be seen.

    Raises:
        KeyError: if the house has no such audience.
    """
    readers, scheme = store.house.audiences[audience], store.scheme
    withheld = frozenset(
        marking
        for marking in markings_of(store)
        if not scheme.may_read(readers, marking, day)
        or (under and not scheme.covers(under, scheme.at(marking, day)))
    )
    embargoed = frozenset(fact.key for fact in store.facts if _is_kept_in_house(fact, audience, day))
    readable = _Filter(store, withheld, embargoed).readable_store() if withheld or embargoed else store
    released = ReleasedStore(without_unnamed(readable))
    if not any(fact.withheld_ground for fact in store.facts):
        return released
    # Readers learn only of facts that they may not see, whatever the marking of their note leaves out.
    seen = release(store, audience, day) if under else released
    return ReleasedStore(replace(released, gaps=tuple(_gaps(store, seen.facts_by_key))))


def _gaps(store: FactStore, seen: Container[str]) -> Iterator[Gap]:
    """Yield a gap for each fact that readers do not see and whose house says why; their order tells nothing."""
    gaps = [
        Gap(fact.folder, fact.withheld_ground)
        for fact in store.facts
        if fact.withheld_ground and fact.key not in seen
    ]
    yield from sorted(gaps, key=lambda gap: sorted(gap.ground.by_language.items()))


def next_release(store: FactStore, audience: str, day: date) -> date | None:
    """Return the first day after a day on which an audience comes to see more, or a marking that it sees changes.

    On other days nothing happens for it, although something that it may not see has a day of its own: that would tell.

    Returns:
        None if there is no such day.
    """
    now = release(store, audience, day)
    shown = [when for marking in markings_of(now) for when in marking.change_days if when > day]
    first = min(shown, default=None)
    for when in sorted(_opening_days(store, audience)):
        if day < when < (first or date.max):
            then = release(store, audience, when)
            if then.facts != now.facts or then.entities != now.entities:
                return when
    return first


def _opening_days(store: FactStore, audience: str) -> set[date]:
    """Return the days of markings and embargoes on which an audience may come to see something."""
    readers, scheme = store.house.audiences[audience], store.scheme
    days = {
        day
        for marking in markings_of(store)
        for day in marking.change_days
        if scheme.may_read(readers, marking, day)
    }
    embargoes = {
        fact.not_before.first_day for fact in store.facts if fact.not_before and not fact.is_undisclosed
    }
    return days if audience == DEFAULT_AUDIENCE else days | embargoes


def markings_of(store: FactStore) -> frozenset[Marking]:
    """Return all markings in a store, of facts, of entities and of names."""
    names = [name.marking for entity in store.entities_of(NamedEntity) for name in entity.names]
    entities = [entity.marking for entity in store.entities.values()]
    return frozenset(marking for marking in (*entities, *names) if marking) | {
        fact.marking for fact in store.facts
    }


def _is_kept_in_house(fact: Fact, audience: str, day: date) -> bool:
    """Return whether only the house may know a fact: it must not be disclosed, or not before a day to come."""
    is_early = fact.not_before is not None and day < fact.not_before.first_day
    return audience != DEFAULT_AUDIENCE and (is_early or fact.is_undisclosed)


def _without_withheld(fact: Fact, released: Container[str]) -> Fact:
    """Return a fact without the ids of withheld agreements that it replaces or supplements."""
    if not isinstance(fact, Agreement) or not (fact.replaced_ids or fact.main_id):
        return fact
    pairs = zip(fact.replaced_ids, fact.replaced_keys, strict=True)
    replaced = tuple(id_ for id_, key in pairs if key in released)
    return replace(fact, replaced_ids=replaced, main_id=fact.main_id if fact.main_key in released else None)


@dataclass(frozen=True)
class _Filter:
    """The filter of one store for one audience.

    Attributes:
        store: all facts.
        markings: the markings that the audience may not read.
        embargoed: keys of the facts that only the house may know on the day.
    """

    store: FactStore
    markings: frozenset[Marking]
    embargoed: frozenset[str]

    def readable_store(self) -> FactStore:
        """Return a store without anything that is withheld."""
        supported = {fact.key: fact for fact in self._supported_facts()}
        facts = {
            key: fact for key, fact in supported.items() if supported.keys() >= self.store.basis(fact).keys()
        }
        entities = self._released_entities(facts)
        return self.store.with_entries(entities, (_without_withheld(fact, facts) for fact in facts.values()))

    # --- what is withheld -----------------------------------------------------------------------

    @cached_property
    def _sources(self) -> frozenset[str]:
        """Return the ids of the withheld sources."""
        return frozenset(
            source.id for source in self.store.entities_of(Source) if source.marking in self.markings
        )

    @cached_property
    def _subjects(self) -> frozenset[str]:
        """Return the ids of the withheld entities other than sources, and of whatever belongs to one."""
        withheld: set[str] = set()
        others = [entity for entity in self.store.entities.values() if not isinstance(entity, Source)]
        while found := [entity.id for entity in others if self._is_withheld(entity, withheld)]:
            withheld.update(found)
            others = [entity for entity in others if entity.id not in withheld]
        return frozenset(withheld)

    def _is_withheld(self, entity: Entity, withheld: set[str]) -> bool:
        """Return whether an entity is withheld, given others that are."""
        # Every reader knows the house.
        if entity.marking in self.markings and entity.id != self.store.house.side:
            return True
        if not isinstance(entity, NamedEntity):
            return False
        if isinstance(entity, Framework | Post) and (
            entity.organisation in withheld or self._rests_on_withheld(entity.evidence)
        ):
            return True
        return not any(name.form == "full" for name in self._visible_names(entity))

    def _rests_on_withheld(self, evidence: tuple[Evidence, ...]) -> bool:
        """Return whether there is evidence, and all of it is that of withheld sources."""
        shown = [item for item in evidence if self._sources.isdisjoint((item.source, item.via_source))]
        return bool(evidence) and not shown

    def _names_withheld(self, links: Iterable[Link]) -> bool:
        """Return whether any of these links leads to a withheld entity that is not a source."""
        return bool(self._subjects) and any(link.target in self._subjects for link in links)

    # --- facts ----------------------------------------------------------------------------------

    def _supported_facts(self) -> Iterator[Fact]:
        """Yield the facts that the audience may read, each with the evidence that it may see.

        A fact whose evidence is all withheld is left out; a talking point may have none from the start.
        """
        for fact in self.store.facts:
            if fact.marking in self.markings or fact.key in self.embargoed:
                continue
            seen = replace(fact, evidence=self._visible_evidence(fact.evidence))
            if fact.stages:
                seen = seen.with_stages(tuple(self._visible_stages(seen)))
            if self._is_supported(seen, fact) and not self._names_withheld(all_links(seen)):
                yield seen

    def _is_supported(self, seen: Fact, fact: Fact) -> bool:
        """Return whether what is left of a fact still has a source, and a stage if its stages date it."""
        if fact.stages and not fact.is_event:
            return bool(seen.stages)
        return bool(seen.evidence) or not fact.evidence

    def _visible_stages(self, seen: Fact) -> Iterator[Stage]:
        """Yield the stages that a source which the audience may see supports.

        Args:
            seen: the fact with the evidence that the audience may see.
        """
        for stage in seen.stages:
            evidence = self._visible_evidence(stage.evidence)
            if evidence or (not stage.evidence and seen.evidence):
                headline = (
                    None
                    if stage.headline and self._names_withheld(stage.headline.links())
                    else stage.headline
                )
                yield replace(stage, evidence=evidence, headline=headline)

    def _visible_evidence(self, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        """Return the evidence that names nothing withheld; none if what is left only disagrees."""
        items = tuple(
            item
            for item in evidence
            if self._sources.isdisjoint((item.source, item.via_source))
            and not self._disagrees_with_withheld(item)
        )
        return items if any(item.disagreement is None for item in items) else ()

    def _disagrees_with_withheld(self, item: Evidence) -> bool:
        """Return whether the version of a source names a withheld entity."""
        text = item.disagreement.text if item.disagreement else None
        return self._names_withheld((*item.links(), *(text.links() if text else ())))

    # --- entities -------------------------------------------------------------------------------

    def _released_entities(self, facts: Mapping[str, Fact]) -> Iterator[Entity]:
        """Yield the entities that are not withheld, without anything that names a withheld one.

        Args:
            facts: the released facts, by key.
        """
        for entity in self.store.entities.values():
            if entity.id in self._subjects:
                continue
            if isinstance(entity, Resolution):
                # The whole facts decide whether a resolution still applies. It is then bound to what is left of them.
                applies = self.store.settled_facts_hash(entity) == entity.facts_hash
                is_visible = facts.keys() >= set(entity.settled_keys)
                if applies and is_visible and not self._names_withheld(entity.reason.links()):
                    settled = tuple(facts[key] for key in entity.settled_keys)
                    yield replace(entity, facts_hash=short_hash(settled))
            elif isinstance(entity, Source):
                if entity.id not in self._sources:
                    quoted = entity.quoted_source
                    yield replace(entity, quoted_source=None if quoted in self._sources else quoted)
            else:
                yield self._visible_entity(entity)

    def _visible_entity(self, entity: Entity) -> Entity:
        """Return an entity with the names, the posts and the evidence that the audience may see."""
        if not isinstance(entity, NamedEntity):
            return entity
        named = replace(entity, names=self._visible_names(entity))
        if isinstance(named, Partner):
            posts = tuple(id_ for id_ in named.shared_posts if id_ not in self._subjects)
            return self._visible_partner(replace(named, shared_posts=posts))
        if not isinstance(named, Framework | Post):
            return named
        seen = replace(named, evidence=self._visible_evidence(named.evidence))
        if isinstance(seen, Post) and seen.resident and self._names_withheld(seen.resident.links()):
            return replace(seen, resident=None)
        return seen

    def _visible_partner(self, partner: Partner) -> Partner:
        """Return a partner without an end that only withheld sources give, and without a withheld successor."""
        if self._rests_on_withheld(partner.evidence):
            return replace(partner, period=ANY_TIME, successors=(), successor_name=None, evidence=())
        seen = replace(partner, evidence=self._visible_evidence(partner.evidence))
        if seen.successor_name and self._names_withheld(seen.successor_name.links()):
            return replace(seen, successors=(), successor_name=None)
        return seen

    def _visible_names(self, entity: NamedEntity) -> tuple[Name, ...]:
        """Return the names of an entity that are not withheld themselves and that not only withheld sources give."""
        return tuple(
            replace(name, evidence=tuple(id_ for id_ in name.evidence if id_ not in self._sources))
            for name in entity.names
            if name.marking not in self.markings
            and (not name.evidence or not self._sources.issuperset(name.evidence))
        )
