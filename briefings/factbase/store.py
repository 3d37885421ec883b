"""The store of all entities and facts, indexed and unfiltered."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from briefings.model.entities import ALL_PARTNERS, SHARED_FOLDER, Entity, Partner, Post, Source
from briefings.model.facts import Agreement, Fact, Tenure
from briefings.model.hashing import content_hash, short_hash
from briefings.model.lives import Life
from briefings.model.resolutions import Resolution

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from briefings.model.evidence import Text
    from briefings.model.house import House
    from briefings.model.markings import MarkingScheme

__all__ = ["FactStore", "Gap"]

_EntityType = TypeVar("_EntityType", bound=Entity)
_EntryType = TypeVar("_EntryType", bound="Entity | Fact")
_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Gap:
    """All that readers learn about a fact that is withheld from them.

    Attributes:
        folder: of the partner whose notes say it, or the shared one.
        ground: why the fact is withheld.
    """

    folder: str
    ground: Text


@dataclass(frozen=True, slots=True)
class FactStore:
    """All entities and facts of a project.

    Attributes:
        house: the house.
        schemes: marking schemes by id.
        entities: sources, people, posts and other entities by id; the first one of duplicates.
        facts: the accepted facts in the order read, without duplicates.
        facts_by_key: the same facts by key.
        proposals: facts that a person has yet to accept, by key; nothing else in the store knows of them.
        duplicates: entities and facts with the id of an earlier one, each with the earlier one.
        entities_by_type: the entities of each type, in the order read.
        later_facts: the facts that follow another one, by the key of that one, in the order read.
        replacements: the agreements that are to replace another one, by the key of that one, in the order read.
        supplements: the protocols, annexes and amending acts of an agreement, by its key, in the order read.
        tenures_by_post: tenures by the id of their post, in the order read.
        tenures_by_holder: tenures by the id of their holder, in the order read.
        entries_by_folder: entities, facts and proposals by their folder, in the order read.
        deaths: the last possible day of death of each person who has died, by the id of the person.
        gaps: what its readers learn about withheld facts; empty in a store that holds all facts.
        is_named_throughout: whether it is known to hold only what something in it names; see `without_unnamed`.
    """

    house: House
    schemes: Mapping[str, MarkingScheme]
    entities: Mapping[str, Entity]
    facts: tuple[Fact, ...]
    facts_by_key: Mapping[str, Fact]
    proposals: Mapping[str, Fact]
    duplicates: tuple[tuple[Entity | Fact, Entity | Fact], ...]
    entities_by_type: Mapping[type[Entity], tuple[Entity, ...]]
    later_facts: Mapping[str, tuple[Fact, ...]]
    replacements: Mapping[str, tuple[Agreement, ...]]
    supplements: Mapping[str, tuple[Agreement, ...]]
    tenures_by_post: Mapping[str, tuple[Tenure, ...]]
    tenures_by_holder: Mapping[str, tuple[Tenure, ...]]
    entries_by_folder: Mapping[str, tuple[Entity | Fact, ...]]
    deaths: Mapping[str, date]
    gaps: tuple[Gap, ...] = ()
    is_named_throughout: bool = field(default=False, compare=False)
    _digests: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

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
        all_facts: dict[str, Fact] = {}
        for fact in facts:
            first_fact = all_facts.setdefault(fact.key, fact)
            if first_fact is not fact:
                duplicates.append((fact, first_fact))
        by_key = {key: fact for key, fact in all_facts.items() if not fact.is_proposed}
        tenures = [fact for fact in by_key.values() if isinstance(fact, Tenure)]
        agreements = [fact for fact in by_key.values() if isinstance(fact, Agreement)]
        replacements: dict[str, list[Agreement]] = {}
        for agreement in agreements:
            for key in agreement.replaced_keys:
                replacements.setdefault(key, []).append(agreement)
        return cls(
            house=house,
            schemes=schemes,
            entities=MappingProxyType(by_id),
            facts=tuple(by_key.values()),
            facts_by_key=MappingProxyType(by_key),
            proposals=MappingProxyType({key: fact for key, fact in all_facts.items() if fact.is_proposed}),
            duplicates=tuple(duplicates),
            entities_by_type=_group(by_id.values(), type),
            later_facts=_group(by_key.values(), lambda fact: fact.earlier_key),
            replacements=MappingProxyType({key: tuple(found) for key, found in replacements.items()}),
            supplements=_group(agreements, lambda agreement: agreement.main_key),
            tenures_by_post=_group(tenures, lambda tenure: tenure.post),
            tenures_by_holder=_group(tenures, lambda tenure: tenure.holder),
            deaths=MappingProxyType(
                {
                    fact.person: fact.period.end.last_day
                    for fact in by_key.values()
                    if isinstance(fact, Life) and fact.part == "died" and fact.period.end
                }
            ),
            entries_by_folder=_group((*by_id.values(), *all_facts.values()), lambda entry: entry.folder),
        )

    def with_entries(self, entities: Iterable[Entity], facts: Iterable[Fact]) -> FactStore:
        """Return a store of the same house with other entities and facts, and with the proposals among these facts."""
        return replace(FactStore.from_records(self.house, self.schemes, entities, facts), gaps=self.gaps)

    def subset(self, folders: Iterable[str]) -> FactStore:
        """Return a store of the entries in some folders and the shared one, in the order of all entries."""
        kept = sorted({SHARED_FOLDER, *folders})
        entries = [entry for folder in kept for entry in self.entries_by_folder.get(folder, ())]
        return self.with_entries(
            (entry for entry in entries if isinstance(entry, Entity)),
            (entry for entry in entries if isinstance(entry, Fact)),
        )

    @property
    def scheme(self) -> MarkingScheme:
        """Return the marking scheme of the house."""
        return self.schemes[self.house.scheme_id]

    @property
    def partners(self) -> tuple[Partner, ...]:
        """Return all partners, sorted by id."""
        return tuple(sorted(self.entities_of(Partner), key=lambda partner: partner.id))

    def entities_of(self, kind: type[_EntityType]) -> list[_EntityType]:
        """Return all entities of a kind, in the order read."""
        types = [type_ for type_ in self.entities_by_type if issubclass(type_, kind)]
        read = self.entities_by_type[types[0]] if len(types) == 1 else self.entities.values()
        return [entity for entity in read if isinstance(entity, kind)] if types else []

    def entity(self, kind: type[_EntityType], id_: str) -> _EntityType:
        """Return the entity of a kind with an id.

        Raises:
            KeyError: if no entity of this kind has it.
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

    def digest(self, fact: Fact) -> str:
        """Return the hash of the content of a fact of the store, for which a build asks more than once."""
        if fact.key not in self._digests:
            self._digests[fact.key] = content_hash(fact)
        return self._digests[fact.key]

    def basis(self, fact: Fact) -> Mapping[str, Fact]:
        """Return all facts that a fact rests on, also through other ones, by key; empty for most kinds."""
        basis: dict[str, Fact] = {}
        pending = [fact]
        while pending:
            current = pending.pop()
            for key in current.basis_keys:
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

    def facts_about(self, partner: str) -> list[Fact]:
        """Return the facts in scope of a partner's notes in the order read, without a look at those of all others."""
        own = (partner, SHARED_FOLDER)
        entries = (
            entry for folder, items in self.entries_by_folder.items() if folder in own for entry in items
        )
        near = [entry for entry in entries if isinstance(entry, Fact)]
        posts = [post.id for post in self.entities_of(Post) if self.is_post_in_scope(post, partner)]
        far = (tenure for post in posts for tenure in self.tenures_by_post.get(post, ()))
        found = (*near, *(tenure for tenure in far if tenure.folder not in own))
        return [
            fact
            for fact in found
            if self.facts_by_key.get(fact.key) is fact and self.is_fact_in_scope(fact, partner)
        ]

    def is_fact_in_scope(self, fact: Fact, partner: str) -> bool:
        """Return whether a fact is about a partner or all partners; its whole basis must be, too."""
        if isinstance(fact, Tenure):
            return self.is_post_in_scope(self.entity(Post, fact.post), partner)
        if fact.folder not in (partner, SHARED_FOLDER):
            return False
        return all(
            self.is_fact_in_scope(basis_fact, partner)
            for basis_fact in self.basis(fact).values()
            if not basis_fact.basis_keys  # the basis of such a fact is among the others
        )


def _group(
    entries: Iterable[_EntryType], key_of: Callable[[_EntryType], _Key | None]
) -> Mapping[_Key, tuple[_EntryType, ...]]:
    """Group entries by a key, in the order given; leave out entries without one."""
    groups: dict[_Key, list[_EntryType]] = {}
    for entry in entries:
        if key := key_of(entry):
            groups.setdefault(key, []).append(entry)
    return MappingProxyType({key: tuple(group) for key, group in groups.items()})
