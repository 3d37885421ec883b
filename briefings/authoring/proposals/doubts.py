"""The doubts about waiting proposals: contradictions with facts and each other, and names that are probably wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.authoring.importing.new_names import name_doubts
from briefings.authoring.proposals.corrections import find_ended
from briefings.checks.engine import find_clashes
from briefings.model.entities import Person, Post

if TYPE_CHECKING:
    from datetime import date

    from briefings.factbase.store import FactStore

__all__ = ["find_doubts"]


def find_doubts(store: FactStore, day: date) -> dict[str, tuple[str, ...]]:
    """Return the doubts about the proposals of a store, in lines, by key; a proposal without any has none.

    Args:
        store: the facts with the proposals.
        day: the day of the comparison.
    """
    found: dict[str, list[str]] = {}
    proposals = list(store.proposals.values())
    # An accepted proposal replaces one fact, and may end another.
    gone = {fact.corrected_key for fact in proposals} | {fact.key for fact, _ in find_ended(store, proposals)}
    facts = [fact for fact in store.facts if fact.key not in gone]
    trial = store.with_entries(
        store.entities.values(), [*facts, *(replace(fact, is_proposed=False) for fact in proposals)]
    )
    by_place = {fact.location: fact.key for fact in proposals}
    for problem in find_clashes(trial, day) if proposals else ():
        for place in (problem.location, *problem.related):
            if place in by_place:
                found.setdefault(by_place[place], []).append(problem.message)
    doubted: dict[str, list[str]] = {}
    for id_, line in name_doubts(_without_unnamed(store), _new_people(store), _new_posts(store)):
        doubted.setdefault(id_, []).append(line)
    for fact in proposals:
        for id_ in dict.fromkeys(link.target for link in fact.links()):
            found.setdefault(fact.key, []).extend(doubted.get(id_, ()))
    return {key: tuple(dict.fromkeys(lines)) for key, lines in found.items() if lines}


def _without_unnamed(store: FactStore) -> FactStore:
    """Return a store without people that no fact or proposal names: a corrected list may have left them behind."""
    named = {link.target for fact in (*store.facts, *store.proposals.values()) for link in fact.links()}
    entities = [
        entity for entity in store.entities.values() if not isinstance(entity, Person) or entity.id in named
    ]
    return store.with_entries(entities, store.facts)


def _new_people(store: FactStore) -> dict[str, str]:
    """Return the people that only proposals name: their names, each with the id."""
    known = {link.target for fact in store.facts for link in fact.links()}
    named = {link.target for fact in store.proposals.values() for link in fact.links()} - known
    return {
        name: person.id
        for person in store.entities_of(Person)
        if person.id in named
        for name in person.known_as()
    }


def _new_posts(store: FactStore) -> dict[str, dict[str, str]]:
    """Return the proposed posts of each partner: their titles, each with the id."""
    found: dict[str, dict[str, str]] = {}
    for post in store.entities_of(Post):
        if post.is_proposed and post.partner:
            found.setdefault(post.partner, {}).update(dict.fromkeys(post.known_as(), post.id))
    return found
