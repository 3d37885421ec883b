"""Property tests of the release: whatever is marked how, an audience gets what it may read, and nothing hangs on the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVar

from hypothesis import given
from hypothesis import strategies as st

from briefings.factbase.load import load
from briefings.model.dates import PartialDate
from briefings.model.entities import NamedEntity
from briefings.model.markings import Audience, Marking
from briefings.model.resolutions import Resolution
from briefings.views.release import markings_of, release
from tests.support.canaries import make_canary_project, plant_canaries

if TYPE_CHECKING:
    from briefings.factbase.store import FactStore
    from briefings.model.entities import Entity
    from briefings.model.facts import Fact

_Entry = TypeVar("_Entry", "Entity", "Fact")
DAY = date(2026, 11, 23)
COUNTRIES = ("Japan", "Sweden", "EAPC")
MARKINGS = st.builds(
    lambda level, release, tags, steps: Marking(
        level,
        (*((("sensitivity", tags),) if tags else ()), *((("release", release),) if release else ())),
        steps=steps,
    ),
    st.sampled_from(["NU", "NR", "NC", "NS"]),
    st.sampled_from([(), ("Japan",), ("Sweden",), ("Japan", "Sweden"), ("EAPC", "Japan")]),
    st.sampled_from([(), (), (), ("ATOMAL",)]),
    st.sampled_from([(), (), ((date(2020, 1, 1), "NU"),), ((date(2030, 1, 1), "NU"),)]),
)
AUDIENCES = st.builds(
    lambda level, communities, holds: Audience(
        name="readers",
        level=level,
        communities=communities,
        holds=holds,
        location=None,  # type: ignore[arg-type]
    ),
    st.sampled_from(["NU", "NR", "NC"]),
    st.sampled_from([(), ("Japan",), ("EAPC",), ("Japan", "Sweden"), ("NATO",)]),
    st.sampled_from([(), ("ATOMAL",)]),
)


@cache
def canary_store() -> FactStore:
    """Return facts of every kind; no fixture, since Hypothesis would print all of it."""
    with TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        make_canary_project(project)
        plant_canaries(project)
        return load(project)


def remark(store: FactStore, pool: list[Marking], readers: Audience, dice: Random) -> FactStore:
    """Return the facts with other markings and embargoes, thrown with dice, for an audience `readers`."""
    # Everybody knows these.
    unmarked = {store.house.side, *(partner.id for partner in store.partners)}

    def mark(entry: _Entry) -> _Entry:
        """Return an entry with another marking, or without one if it may have none."""
        if entry.id in unmarked:
            return replace(entry, marking=None)  # type: ignore[arg-type] # they are no facts
        marked = replace(entry, marking=dice.choice(pool))
        if not isinstance(marked, NamedEntity):
            return marked
        if dice.random() < 0.3:
            marked = replace(marked, marking=None)
        names = [
            replace(name, marking=dice.choice(pool)) if dice.random() < 0.1 else name for name in marked.names
        ]
        return replace(marked, names=tuple(names))

    house = replace(store.house, audiences={**store.house.audiences, "readers": readers})
    entities = [mark(entity) for entity in store.entities.values()]
    late = PartialDate(2030, 1, 1)
    facts = [replace(mark(fact), not_before=late if dice.random() < 0.1 else None) for fact in store.facts]
    return replace(store, house=house).with_entries(entities, facts)


def names_in(store: FactStore) -> set[str]:
    """Return whatever the entries of a store name."""
    entries: list[Entity | Fact] = [*store.facts, *store.entities.values()]
    links = [
        link
        for entry in entries
        for link in (*entry.links(), *(link for text in entry.texts() for link in text.links()))
    ]
    return {link.target for link in links}


@given(
    pool=st.lists(MARKINGS, min_size=2, max_size=4), readers=AUDIENCES, seed=st.integers(0, 2**32)
)  # a draw for each of the entries would take long
def test_readers_get_what_they_may_read_and_nothing_hangs_on_the_rest(
    pool: list[Marking], readers: Audience, seed: int
) -> None:
    """No marking above the audience is left, no link leads out of the release, and the rest makes no difference."""
    marked = remark(canary_store(), pool, readers, Random(seed))
    scheme, low = marked.scheme, release(marked, "readers", DAY)
    assert all(scheme.may_read(readers, marking, DAY) for marking in markings_of(low))
    assert all(fact.not_before is None or fact.not_before.first_day <= DAY for fact in low.facts)
    known = low.entities.keys() | low.facts_by_key.keys()
    assert names_in(low) <= known
    facts = [fact for fact in marked.facts if scheme.may_read(readers, fact.marking, DAY)]
    keys = {fact.key for fact in facts}
    entities = [
        entity
        for entity in marked.entities.values()
        if not isinstance(entity, Resolution) or keys.issuperset(entity.settled_keys)
    ]
    without = release(marked.with_entries(entities, facts), "readers", DAY)
    assert (without.facts, without.entities) == (low.facts, low.entities)
    twice = release(low, "readers", DAY)
    assert (twice.facts, twice.entities) == (low.facts, low.entities)
