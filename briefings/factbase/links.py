"""Checks of links between entries: every target must exist, be of the right kind and be in reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.factbase.braces import check_braces
from briefings.factbase.entry_rules import check_entry_rules
from briefings.factbase.house_links import check_house
from briefings.factbase.known_names import check_known_names
from briefings.loading.ids import UnreadableId
from briefings.model.diagnostics import Diagnostic, with_article
from briefings.model.entities import SHARED_FOLDER, Organisation, Partner
from briefings.model.facts import Agreement, Fact
from briefings.model.references import Link, folder_in_key
from briefings.model.suggest import unknown, with_suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from collections.abc import Set as AbstractSet

    from briefings.factbase.store import FactStore
    from briefings.model.diagnostics import Location
    from briefings.model.entities import Entity

__all__ = ["check_links", "unknown_fact"]


def check_links(
    store: FactStore,
    partners: Collection[str],
    incomplete_folders: AbstractSet[str] = frozenset(),
    sound: AbstractSet[str] = frozenset(),
) -> dict[str, list[Diagnostic]]:
    """Return the problems of links, by the folder of the entry that has them; those of the house under "".

    Args:
        store: all entries that were read.
        partners: the folders of all partners, read or not.
        incomplete_folders: the folders with an unreadable entry, which may be the target of a link.
        sound: folders whose entries need no check, since their links were sound, and all that they may lead to is the same.
    """
    checker = _LinkChecker(store, partners, incomplete_folders)
    problems: dict[str, list[Diagnostic]] = {}
    if house_problems := [*checker.check_side(), *check_house(store, incomplete_folders)]:
        problems[""] = house_problems
    entries: tuple[Entity | Fact, ...] = (*store.entities.values(), *store.facts, *store.proposals.values())
    for entry in entries:
        if entry.folder in sound:
            continue
        if entry_problems := list(checker.check_entry(entry)):
            problems.setdefault(entry.folder, []).extend(entry_problems)
    for entity, problem in check_known_names(store):
        problems.setdefault(entity.folder, []).append(problem)
    for entry, first in store.duplicates:
        problems.setdefault(entry.folder, []).append(_repeated_id(entry, first))
    return problems


def unknown_fact(store: FactStore, key: str) -> Diagnostic:
    """Return the problem of a key that a user gave and no accepted fact has."""
    if key in store.proposals:
        message, hint = f"{key!r} is a proposal", f"accept it first: `briefings review --accept {key}`"
        return Diagnostic("unaccepted-fact", message, store.proposals[key].location, hint=hint)
    return unknown("fact", key, store.facts_by_key, hint="write it as partner/id")


def _repeated_id(entry: Entity | Fact, first: Entity | Fact) -> Diagnostic:
    """Return the problem that an entry has the id of an earlier one."""
    scope = "in its folder" if isinstance(entry, Fact) else "in all files"
    return Diagnostic(
        "repeated-id",
        f"the id {entry.id!r} is already used",
        entry.location,
        hint=f"give this {entry.kind} an id that is unique {scope}",
        related=(first.location,),
        value=entry.id,
    )


@dataclass(frozen=True, slots=True)
class _Origin:
    """The entry that has a link: its kind, as messages call it, its folder, and whether it is a proposal."""

    kind: str
    folder: str
    is_proposed: bool = False


@dataclass(frozen=True, slots=True)
class _Naming:
    """A way in which one agreement names others: the key, the ids under it, and what it does to them."""

    key: str
    ids_in: Callable[[Agreement], tuple[str, ...]]
    verb: str


_REPLACES = _Naming("replaces", lambda agreement: agreement.replaced_ids, "replaces")
_PROTOCOL_TO = _Naming(
    "protocol_to",
    lambda agreement: (agreement.main_id,) if agreement.main_id else (),
    "supplements",
)


class _LinkChecker:
    """A checker of the links of entries."""

    def __init__(
        self, store: FactStore, partners: Collection[str], incomplete_folders: AbstractSet[str]
    ) -> None:
        self.store = store
        self.partners = partners
        self.incomplete_folders = incomplete_folders

    def check_side(self) -> Iterator[Diagnostic]:
        """Check that our own side is a shared organisation."""
        house = self.store.house
        if house.side:
            link = Link(house.side, (Organisation,), house.location_of("side"))
            yield from self._check_link(link, _Origin("house", SHARED_FOLDER))

    def check_entry(self, entry: Entity | Fact) -> Iterator[Diagnostic]:
        """Check the links of an entry, the references in its texts, and the rules of its kind."""
        origin = _Origin(entry.kind, entry.folder, isinstance(entry, Fact) and entry.is_proposed)
        for link in entry.links():
            if not self._is_sound(link, origin):
                yield from self._check_link(link, origin)
        for text in entry.texts():
            for link in text.links():
                yield from self._check_link(link, origin)
            yield from check_braces(text, self.store)
        if isinstance(entry, Fact) and entry.earlier_id:
            yield from self._check_earlier_fact(entry, entry.earlier_id)
        if isinstance(entry, Fact) and entry.corrected_id:
            yield from self._check_corrected_fact(entry, entry.corrected_id)
        if isinstance(entry, Agreement):
            yield from self._check_other_agreements(entry, _REPLACES)
            yield from self._check_other_agreements(entry, _PROTOCOL_TO)
        yield from check_entry_rules(entry, self.store, self.partners)

    def _is_sound(self, link: Link, origin: _Origin) -> bool:
        """Return whether a link leads to an entity that it may lead to, as nearly all do."""
        target = self.store.entities.get(link.target)
        return isinstance(target, link.kinds) and target.folder in (SHARED_FOLDER, origin.folder)

    def _check_link(self, link: Link, origin: _Origin) -> Iterator[Diagnostic]:
        """Check one link."""
        if not link.kinds:
            yield from self._check_fact_link(link, origin)
            return
        target = self.store.entities.get(link.target)
        if isinstance(link.target, UnreadableId) or (
            link.kinds == (Partner,) and link.target in self.partners
        ):
            return
        if isinstance(target, link.kinds):
            yield from _check_folder(target, link, origin)
            return
        expected = " or ".join(kind.kind for kind in link.kinds)
        known = [
            entity.id
            for kind in link.kinds
            for entity in self.store.entities_of(kind)
            if not isinstance(entity.id, UnreadableId)
        ]
        if target is not None:
            message = f"{link.target!r} is {with_article(target.kind)}, not {with_article(expected)}"
            related = (target.location,)
            problem = Diagnostic("wrong-kind", message, link.location, related=related, value=link.target)
            yield with_suggestion(problem, link.target, known)
        elif not self._may_be_unread(origin):
            yield unknown(expected, link.target, known, link.location, code=f"unknown-{link.kinds[0].kind}")

    def _check_fact_link(self, link: Link, origin: _Origin) -> Iterator[Diagnostic]:
        """Check that a key is that of a fact in the folder of the link, or the shared one."""
        folder = folder_in_key(link.target)
        if folder not in (SHARED_FOLDER, origin.folder):
            message = f"{link.target!r} is in the folder {folder}, so this {origin.kind} can't use it"
            hint = f"move the {origin.kind} to facts/{folder}/"
            yield Diagnostic("other-folder", message, link.location, hint=hint, value=link.target)
        elif link.target in self.store.proposals:
            if not origin.is_proposed:
                yield _unaccepted(link.target, origin.kind, link.location)
        elif link.target not in self.store.facts_by_key and folder not in self.incomplete_folders:
            yield unknown("fact", link.target, self.store.facts_by_key, link.location)

    def _check_earlier_fact(self, fact: Fact, earlier_id: str) -> Iterator[Diagnostic]:
        """Check that the fact which another one follows exists, and that no fact follows itself."""
        facts = self.store.facts_by_key
        if fact.earlier_key in self.store.proposals:
            if not fact.is_proposed:
                yield _unaccepted(fact.earlier_key, fact.kind, fact.location)
            return
        if fact.earlier_key not in facts:
            known = [item.id for item in facts.values() if item.folder == fact.folder and item is not fact]
            if not isinstance(earlier_id, UnreadableId) and fact.folder not in self.incomplete_folders:
                yield unknown("fact", earlier_id, known, fact.location)
            return
        circle = [fact]
        while (earlier := facts.get(circle[-1].earlier_key)) and earlier not in circle:
            circle.append(earlier)
        if earlier is fact and fact.key == min(item.key for item in circle):
            message = f"the fact {fact.key!r} is its own successor"
            related = tuple(item.location for item in circle[1:])
            hint = "delete one `after:` in the circle"
            yield Diagnostic("after-itself", message, fact.location, hint=hint, related=related)

    def _check_corrected_fact(self, fact: Fact, corrected_id: str) -> Iterator[Diagnostic]:
        """Check that the fact which a proposal corrects is an accepted one of its kind."""
        known = self.store.facts_by_key.get(fact.corrected_key)
        if known is None:
            ids = [
                item.id for item in self.store.facts if (item.folder, item.kind) == (fact.folder, fact.kind)
            ]
            if not isinstance(corrected_id, UnreadableId) and fact.folder not in self.incomplete_folders:
                yield unknown(fact.kind, corrected_id, ids, fact.location, code="unknown-fact")
        elif known.kind != fact.kind:
            message = f"{corrected_id!r} is {with_article(known.kind)}, not {with_article(fact.kind)}"
            related = (known.location,)
            yield Diagnostic("wrong-kind", message, fact.location, related=related, value=corrected_id)

    def _check_other_agreements(self, agreement: Agreement, naming: _Naming) -> Iterator[Diagnostic]:
        """Check that the agreements which another one names exist, are others, and do not name it in turn."""
        for id_ in naming.ids_in(agreement):
            key = f"{agreement.folder}/{id_}"
            named = self.store.facts_by_key.get(key)
            if key in self.store.proposals:
                if not agreement.is_proposed:
                    yield _unaccepted(key, agreement.kind, agreement.location)
            elif named is None:
                if not isinstance(id_, UnreadableId) and agreement.folder not in self.incomplete_folders:
                    yield unknown("agreement", id_, self._other_agreements(agreement), agreement.location)
            elif not isinstance(named, Agreement):
                message = f"{id_!r} is {with_article(named.kind)}, not an agreement"
                related = (named.location,)
                yield Diagnostic("wrong-kind", message, agreement.location, related=related, value=id_)
            elif self._leads_to(named, agreement, naming):
                message = f"the agreement {agreement.key!r} {naming.verb} itself"
                hint = f"delete one `{naming.key}:` in the circle"
                code = "replaces-itself" if naming is _REPLACES else "supplements-itself"
                yield Diagnostic(code, message, agreement.location, hint=hint)

    def _other_agreements(self, agreement: Agreement) -> list[str]:
        """Return the ids of the other agreements in the folder of one."""
        others = (fact for fact in self.store.facts if isinstance(fact, Agreement) and fact is not agreement)
        return [fact.id for fact in others if fact.folder == agreement.folder]

    def _leads_to(self, agreement: Agreement, other: Agreement, naming: _Naming) -> bool:
        """Return whether an agreement is another one, or names it, directly or through others."""
        found = [agreement]
        for item in found:
            targets = (self.store.facts_by_key.get(f"{item.folder}/{id_}") for id_ in naming.ids_in(item))
            found += [fact for fact in targets if isinstance(fact, Agreement) and fact not in found]
        return other in found

    def _may_be_unread(self, origin: _Origin) -> bool:
        """Return whether the target of a link may be an entry that can't be read."""
        return not self.incomplete_folders.isdisjoint((SHARED_FOLDER, origin.folder))


def _unaccepted(key: str, kind: str, location: Location) -> Diagnostic:
    """Return the problem of an accepted entry that uses a proposal."""
    message = f"{key!r} is a proposal, so no accepted {kind} can use it"
    hint = f"accept it first: `briefings review --accept {key}`"
    return Diagnostic("unaccepted-fact", message, location, hint=hint, value=key)


def _check_folder(target: Entity, link: Link, origin: _Origin) -> Iterator[Diagnostic]:
    """Check that the target of a link is in the same folder, or in the shared one.

    Each folder can be read without the others, so its links must not lead to another partner.
    """
    if target.folder not in (SHARED_FOLDER, origin.folder):
        message = f"{target.id!r} is in the folder {target.folder}, so this {origin.kind} can't use it"
        hint = f"move the {target.kind} to facts/shared/"
        related = (target.location,)
        yield Diagnostic("other-folder", message, link.location, hint=hint, related=related, value=target.id)
