"""Tests of what falls with a withheld entity: posts, frameworks, facts, versions of sources, and whatever names it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar

import pytest

from briefings.factbase.load import load
from briefings.model.diagnostics import Location
from briefings.model.entities import Entity, Partner
from briefings.model.markings import Marking
from briefings.model.resolutions import Resolution
from briefings.views.release import release
from tests.support.withheld import add_second_level

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.factbase.store import FactStore

DAY = date(2026, 11, 23)
CASE = """\
marking: PUBLIC
organisations:
- {id: sealed-guild, names: [{text: Sealed Guild, lang: en}], marking: LANTERN-SECRET}
frameworks:
- {id: sealed-pact, organisation: sealed-guild, names: [{text: Pact, lang: en}]}
posts:
- {id: sealed-master, role: mission, organisation: sealed-guild, titles: [{text: Master, lang: en}]}
- {id: open-master, role: mission, organisation: lantern-league, titles: [{text: Master, lang: en}]}
tenures:
- {id: master, post: sealed-master, holder: agatha-baker, valid: 2010/, evidence: [league-charter]}
statements:
- {id: names-both, valid: 2010/.., text: "{body:sealed-guild} and {body:lamp-forum} meet.", evidence: [league-charter]}
- {id: names-one, valid: 2010/.., text: "{body:lamp-forum} meets.", evidence: [league-charter]}
- id: doubted
  valid: 2010/..
  text: It rains.
  evidence: [league-charter, {source: undated-page, asserted: 2012, says: {text: "{body:sealed-guild} dries."}}]
- id: contested
  valid: 2010/..
  text: It snows.
  evidence: [league-charter, {source: undated-page, asserted: 2012, says: {text: "{body:lamp-forum} melts."}}]
resolutions:
- {id: one, settles: [zubrowka/names-one], how: both, by: A., on: 2019, because: "So says {body:sealed-guild}.", of: 00000000}
- {id: two, settles: [zubrowka/contested], how: both, by: A., on: 2019, because: "So says {body:lamp-forum}.", of: 00000000}
"""
WITHHELD = {"sealed-guild", "sealed-pact", "sealed-master"}


@pytest.fixture
def two_levels(project: Path) -> Path:
    """Return the fictional project with a sealed guild and what belongs to it."""
    add_second_level(project)
    (project / "facts/zubrowka/case.yaml").write_text(CASE, "utf-8")
    return project


def seen(project: Path, audience: str = "internal") -> FactStore:
    """Return what an audience may see."""
    return release(load(project), audience, DAY)


def test_what_belongs_to_a_withheld_organisation(two_levels: Path) -> None:
    """Posts and frameworks fall with their organisation, and tenures with their post."""
    assert not WITHHELD & seen(two_levels).entities.keys()
    assert seen(two_levels, "keepers").entities.keys() >= WITHHELD - {"sealed-pact"}  # which nothing names
    assert "open-master" in seen(two_levels).entities
    assert "zubrowka/master" not in seen(two_levels).facts_by_key


def test_one_withheld_name_is_enough(two_levels: Path) -> None:
    """A fact that names something withheld is withheld, whatever else it names."""
    facts = seen(two_levels).facts_by_key
    assert "zubrowka/names-one" in facts
    assert "zubrowka/names-both" not in facts
    assert "zubrowka/names-both" in seen(two_levels, "keepers").facts_by_key


def test_a_version_that_names_something_withheld(two_levels: Path) -> None:
    """The version of a source is left out if it names something withheld, and stays if it does not."""
    facts = seen(two_levels).facts_by_key
    assert [item.source for item in facts["zubrowka/doubted"].evidence] == ["league-charter"]
    assert [item.source for item in facts["zubrowka/contested"].evidence] == [
        "league-charter",
        "undated-page",
    ]


def test_the_house_is_known_to_all(two_levels: Path) -> None:
    """The organisation of the house stays, whatever its marking; its names and posts do as well."""
    shared = two_levels / "facts/shared/shared.yaml"
    text = shared.read_text("utf-8")
    shared.write_text(
        text.replace("- id: lantern-league\n", "- id: lantern-league\n  marking: LANTERN-SECRET\n"), "utf-8"
    )
    low = seen(two_levels).entities
    assert {"lantern-league", "lamp-forum", "league-keeper"} <= low.keys()
    shared.write_text(
        text.replace("- id: lamp-forum\n", "- id: lamp-forum\n  marking: LANTERN-SECRET\n"), "utf-8"
    )
    assert "lamp-forum" not in seen(two_levels).entities


def test_shared_posts_of_a_partner(two_levels: Path) -> None:
    """A partner shows the posts that it shares, without those that are withheld."""
    path = two_levels / "facts/zubrowka/zubrowka.yaml"
    path.write_text(
        path.read_text("utf-8").replace(
            "  id: zubrowka\n", "  id: zubrowka\n  posts: [sealed-master, open-master]\n"
        ),
        "utf-8",
    )
    assert seen(two_levels).entity(Partner, "zubrowka").shared_posts == ("open-master",)
    assert seen(two_levels, "keepers").entity(Partner, "zubrowka").shared_posts == (
        "sealed-master",
        "open-master",
    )


def test_a_reason_that_names_something_withheld(two_levels: Path) -> None:
    """A resolution whose reason names something withheld is left out; no note says that anything was settled."""
    store = load(two_levels)
    settled = {
        resolution.id: replace(resolution, facts_hash=store.settled_facts_hash(resolution))
        for resolution in store.entities_of(Resolution)
    }
    bound = replace(store, entities={**store.entities, **settled})
    assert [item.id for item in release(bound, "internal", DAY).entities_of(Resolution)] == ["two"]
    assert [item.id for item in release(bound, "keepers", DAY).entities_of(Resolution)] == ["one", "two"]


def test_a_resolution_may_settle_all_that_is_seen(two_levels: Path) -> None:
    """A resolution counts also where the facts that it settles are the only ones seen."""
    store = load(two_levels)
    two = store.entity(Resolution, "two")
    entities = {**store.entities, "two": replace(two, facts_hash=store.settled_facts_hash(two))}
    del entities["one"]
    facts = [store.facts_by_key[key] for key in ("zubrowka/contested", "zubrowka/names-both")]
    small = release(store.with_entries(entities.values(), facts), "internal", DAY)
    assert [fact.key for fact in small.facts] == ["zubrowka/contested"]
    assert [item.id for item in small.entities_of(Resolution)] == ["two"]


@dataclass(frozen=True, kw_only=True)
class Lantern(Entity):
    """An entity without names, of a kind that only these tests know."""

    kind: ClassVar[str] = "lantern"


def test_an_entity_without_names(two_levels: Path) -> None:
    """A kind of entity that has no names is seen as it is, or not at all."""
    store = load(two_levels)
    place = Location("facts/shared/lanterns.yaml")
    lit = Lantern(id="lit", location=place, folder="shared", marking=Marking("PUBLIC"))
    dark = replace(lit, id="dark", marking=Marking("LANTERN-SECRET"))
    seen_entities = release(
        store.with_entries([*store.entities.values(), lit, dark], store.facts), "internal", DAY
    ).entities
    assert seen_entities["lit"] is lit
    assert "dark" not in seen_entities
