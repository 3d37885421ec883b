"""Tests of the fact store: its indexes and lookups."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefings.factbase.load import load
from briefings.factbase.store import FactStore
from briefings.model.entities import Person, Post, Source


def test_the_first_of_two_with_one_id_counts(project: Path) -> None:
    """Of two facts or entities with one id the first is kept, and the second is listed beside it."""
    store = load(project)
    entity, fact = store.source("league-charter"), store.facts[0]
    other_entity = replace(store.source("undated-page"), id=entity.id)
    other_fact = replace(store.facts[1], id=fact.id)
    clash = FactStore.from_records(store.house, store.schemes, [entity, other_entity], [fact, other_fact])
    assert clash.duplicates == ((other_entity, entity), (other_fact, fact))
    assert (clash.source(entity.id), clash.facts) == (entity, (fact,))
    assert store.duplicates == ()


def test_lookups(project: Path) -> None:
    """Entities are found by kind and by id, tenures by post, partners in order."""
    store = load(project)
    assert [source.id for source in store.entities_of(Source)] == [
        "league-charter",
        "alpine-herald-2019",
        "undated-page",
    ]
    assert store.entity(Post, "league-keeper").roles == ("secretary-general",)
    assert [tenure.id for tenure in store.tenures_by_post["league-keeper"]] == [
        "keeper-gustave",
        "keeper-agatha",
    ]
    assert {id_: [tenure.id for tenure in tenures] for id_, tenures in store.tenures_by_holder.items()} == {
        "gustave-h": ["keeper-gustave"],
        "agatha-baker": ["keeper-agatha"],
        "zero-moustafa": ["minister-zero"],
    }
    assert [partner.id for partner in store.partners] == ["zubrowka"]
    assert store.scheme.levels == ("PUBLIC",)


@pytest.mark.parametrize("id_", ["nobody", "league-keeper"])
def test_lookup_of_the_wrong_kind(id_: str, project: Path) -> None:
    """Asking for an entity that there is not, or that is of another kind, is an error."""
    with pytest.raises(KeyError, match=id_):
        load(project).entity(Person, id_)


def test_facts_about_a_partner_are_those_in_scope_in_the_order_read() -> None:
    """The short way, by folders and posts, finds what a look at every fact finds."""
    store = load(Path(__file__).parents[2])
    assert len(store.partners) > 1
    for partner in store.partners:
        expected = [fact for fact in store.facts if store.is_fact_in_scope(fact, partner.id)]
        assert store.facts_about(partner.id) == expected
