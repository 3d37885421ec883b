"""Tests of the release: what an audience may see of all facts, and nothing that names the rest."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefings.factbase.load import load
from briefings.factbase.named_entities import without_unnamed
from briefings.model.entities import NamedEntity, Partner, Post, Source
from briefings.model.facts import Agreement
from briefings.model.markings import Marking
from briefings.model.resolutions import Resolution
from briefings.views.release import release
from tests.support.builds import replace_once
from tests.support.withheld import WITHHELD_CASES, add_second_level, add_withheld_facts

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.factbase.store import FactStore

DAY = date(2026, 11, 23)
CASE = "facts/zubrowka/case.yaml"
SEALED = """\
marking: LANTERN-SECRET
sources:
- {id: sealed-letter, title: The sealed letter, publisher: Crossed Keys, published: 2018}
"""
OPEN = "marking: PUBLIC\n"


@pytest.fixture
def two_level_project(project: Path) -> Path:
    """Return the fictional project with two levels and a sealed source."""
    add_second_level(project)
    (project / "facts/shared/sealed.yaml").write_text(SEALED, "utf-8")
    return project


def released(project: Path, text: str = OPEN, audience: str = "internal") -> FactStore:
    """Write facts into a project, and return what an audience may see."""
    (project / CASE).write_text(text, "utf-8")
    return release(load(project), audience, DAY)


def without_places(thing: object) -> str:
    """Return the representation of something without the places of its entries."""
    return re.sub(r"Location\([^)]*\)", "", repr(thing))


# --- the whole store ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", WITHHELD_CASES)
def test_withheld_facts_change_nothing(name: str, project: Path) -> None:
    """The release is the same whether or not something above the marking exists, and differs for those who may read it."""
    add_second_level(project)
    without = load(project)
    add_withheld_facts(project, name)
    planted = load(project)
    before, after = release(without, "internal", DAY), release(planted, "internal", DAY)
    assert without_places(after.facts) == without_places(before.facts)
    assert without_places([*after.entities.values()]) == without_places([*before.entities.values()])
    assert "sealed-letter" not in repr((after.facts, after.entities))
    assert release(planted, "keepers", DAY) == without_unnamed(planted)


def test_nothing_withheld(project: Path) -> None:
    """A store without anything above the marking is released as it is, without what nothing in it names."""
    store = load(project)
    low = release(store, "internal", DAY)
    assert low.facts == store.facts
    assert store.entities.keys() - low.entities.keys() == {"embassy-grand-fenwick"}
    assert release(low, "internal", DAY) is low


def test_unknown_audience(project: Path) -> None:
    """An audience that the house does not have is an error of the caller."""
    with pytest.raises(KeyError, match="everybody"):
        release(load(project), "everybody", DAY)


# --- facts --------------------------------------------------------------------------------------

FACTS = """\
marking: PUBLIC
statements:
- {id: open, valid: 2010/.., text: Open., evidence: [league-charter]}
- {id: marked, valid: 2010/.., marking: LANTERN-SECRET, text: Marked., evidence: [league-charter]}
- {id: sealed, valid: 2010/.., text: Sealed., evidence: [sealed-letter]}
- {id: reported, valid: 2010/.., text: Reported., evidence: [{source: league-charter, via: sealed-letter}]}
- {id: both, valid: 2010/.., text: Both., evidence: [league-charter, sealed-letter]}
- id: contradicted
  valid: 2010/..
  text: Contradicted.
  evidence: [sealed-letter, {source: league-charter, asserted: 2012, says: {text: No.}}]
lines:
- {id: a, use: objective, valid: 2010/.., text: A., rests: [zubrowka/open]}
- {id: b, use: objective, valid: 2010/.., text: B., rests: [zubrowka/open, zubrowka/marked]}
- {id: c, use: objective, valid: 2010/.., text: C., rests: [zubrowka/b]}
- {id: d, use: objective, valid: 2010/.., text: D., rests: [zubrowka/sealed]}
"""


def test_facts(two_level_project: Path) -> None:
    """A fact is withheld if its marking is, if only withheld sources support it, or if it rests on a withheld fact."""
    facts = released(two_level_project, FACTS).facts_by_key
    written = ("open", "marked", "sealed", "reported", "both", "contradicted", "a", "b", "c", "d")
    assert [id_ for id_ in written if f"zubrowka/{id_}" in facts] == ["open", "both", "a"]
    assert [item.source for item in facts["zubrowka/both"].evidence] == ["league-charter"]
    everything = released(two_level_project, FACTS, "keepers").facts_by_key
    assert {f"zubrowka/{id_}" for id_ in written} <= everything.keys()
    assert [item.source for item in everything["zubrowka/both"].evidence] == [
        "league-charter",
        "sealed-letter",
    ]


def test_tenures(two_level_project: Path) -> None:
    """A withheld tenure is in no index of the released store, so that it ends no other tenure."""
    (two_level_project / "facts/shared/tenures.yaml").write_text(
        "marking: LANTERN-SECRET\ntenures:\n"
        "- {id: s, post: league-keeper, holder: gustave-h, valid: 2019-06-01/, evidence: [league-charter]}\n",
        "utf-8",
    )
    low, high = (
        {
            tenure.key
            for tenure in released(two_level_project, OPEN, audience).tenures_by_post["league-keeper"]
        }
        for audience in ("internal", "keepers")
    )
    assert high - low == {"shared/s"}
    assert low < high


def test_no_reader_sees_more_than_a_higher_one(two_level_project: Path) -> None:
    """What an audience sees is among what an audience of a higher level sees."""
    (two_level_project / CASE).write_text(FACTS, "utf-8")
    store = load(two_level_project)
    low, high = release(store, "internal", DAY), release(store, "keepers", DAY)
    assert low.facts_by_key.keys() < high.facts_by_key.keys()
    assert low.entities.keys() < high.entities.keys()


# --- what names a withheld thing ----------------------------------------------------------------


def test_sources(two_level_project: Path) -> None:
    """A withheld source is left out, and a source that quotes it no longer names it."""
    text = OPEN + (
        "sources:\n"
        "- {id: copy, title: A copy, publisher: Alpine Herald, published: 2019, quotes: sealed-letter}\n"
        "- {id: echo, title: An echo, publisher: Alpine Herald, published: 2019, quotes: copy}\n"
        "statements:\n- {id: heard, on: 2019, text: Heard., evidence: [echo, copy]}\n"
    )
    store = released(two_level_project, text)
    assert "sealed-letter" not in store.entities
    assert (store.source("copy").quoted_source, store.source("echo").quoted_source) == (None, "copy")
    assert released(two_level_project, text, "keepers").source("copy").quoted_source == "sealed-letter"


NAMES = """\
marking: PUBLIC
people:
- id: ivan
  names:
  - {text: Ivan the Sealed, lang: en, attested: [2018], evidence: [sealed-letter]}
  - {text: Ivan, lang: en, attested: [2010], evidence: [league-charter, sealed-letter]}
  - {text: I., lang: en, form: short, evidence: [sealed-letter]}
- id: igor
  names:
  - {text: Igor, lang: en, evidence: [sealed-letter]}
statements:
- {id: ivan-spoke, on: 2019, text: "{person:ivan} spoke.", evidence: [league-charter]}
- {id: igor-spoke, on: 2019, text: "{person:igor} spoke.", evidence: [league-charter]}
"""


def test_names(two_level_project: Path) -> None:
    """A name that only withheld sources give is left out; a person without another full name is withheld."""

    def names(id_: str, audience: str) -> list[tuple[str, tuple[str, ...]]]:
        person = released(two_level_project, NAMES, audience).entities[id_]
        assert isinstance(person, NamedEntity)
        return [(name.text, name.evidence) for name in person.names]

    assert names("ivan", "internal") == [("Ivan", ("league-charter",))]
    assert "igor" not in released(two_level_project, NAMES, "internal").entities
    assert [text for text, _ in names("ivan", "keepers")] == ["Ivan the Sealed", "Ivan", "I."]


@pytest.mark.parametrize(
    ("evidence", "left"), [("league-charter, sealed-letter", ("league-charter",)), ("sealed-letter", None)]
)
def test_evidence_of_posts(two_level_project: Path, evidence: str, left: tuple[str, ...] | None) -> None:
    """A post has only the evidence that the audience may see, and is withheld if all of it is."""
    text = OPEN + (
        "posts:\n- {id: gate, role: mission, titles: [{text: Gate, lang: en}], partner: zubrowka, valid: 2008/,"
        f" evidence: [{evidence}]}}\n"
        "tenures:\n- {id: t, post: gate, holder: gustave-h, valid: 2008/, evidence: [league-charter]}\n"
    )
    low, high = (released(two_level_project, text, audience) for audience in ("internal", "keepers"))
    sources = [item.source for item in high.entity(Post, "gate").evidence]
    assert sources == evidence.split(", ")
    assert ("gate" in low.entities, "zubrowka/t" in low.facts_by_key) == (left is not None, left is not None)
    if left:
        assert tuple(item.source for item in low.entity(Post, "gate").evidence) == left


NAMED = {
    "person": ("people:\n- {id: zq, names: [{text: Zq, lang: en}]}\n", "text: '{person:zq} spoke.'"),
    "body": ("organisations:\n- {id: zq, names: [{text: Zq, lang: en}]}\n", "text: '{body:zq} met.'"),
    "framework": (
        (
            "frameworks:\n- {id: zq, organisation: zq-body, names: [{text: Zq, lang: en}]}\n"
            "organisations:\n- {id: zq-body, names: [{text: Zq Body, lang: en}]}\n"
        ),
        "text: '{body:zq} met.'",
    ),
    "publisher": (
        (
            "publishers:\n- id: zq\n  names: [{text: Zq Press, lang: en}, {text: ZP, lang: en, form: short}]\n"
            "sources:\n- {id: zq-page, title: A page, publisher: Zq Press, published: 2019}\n"
        ),
        "text: They met., evidence: [zq-page]",
    ),
    "source": (
        (
            "sources:\n"
            "- {id: zq-page, title: A page, publisher: Zq Press, published: 2019, quotes: zq-older}\n"
            "- {id: zq-older, title: An older page, publisher: Zq Press, published: 2018}\n"
        ),
        "text: They met., evidence: [zq-page]",
    ),
}
"""Entities for everybody, and a statement that names them."""


@pytest.mark.parametrize("kind", NAMED)
def test_what_only_a_withheld_fact_names_falls_with_it(two_level_project: Path, kind: str) -> None:
    """Whatever its own marking, it is given to those alone to whom something that names it is given."""
    entities, words = NAMED[kind]
    words = words if "evidence:" in words else f"{words}, evidence: [league-charter]"

    def named(text: str, audience: str = "internal") -> set[str]:
        store = released(two_level_project, f"marking: PUBLIC\n{entities}{text}", audience)
        return {id_ for id_ in store.entities if id_.startswith("zq")}

    open_fact = f"statements:\n- {{id: open, on: 2019, {words}}}\n"
    secret = open_fact.replace("id: open", "id: secret, marking: LANTERN-SECRET")
    written = set(re.findall(r"id: (zq[a-z-]*)", entities))
    assert named(open_fact) == named(secret, "keepers") == written
    assert named(secret) == named("") == set()


def test_a_partner_is_known_without_any_fact(two_level_project: Path) -> None:
    """A country exists for everybody: it stays, though all of its folder is above the audience."""
    own = two_level_project / "facts/zubrowka/zubrowka.yaml"
    own.write_text(own.read_text("utf-8").replace("marking: PUBLIC", "marking: LANTERN-SECRET"))
    (two_level_project / "facts/zubrowka/extra.yaml").unlink()
    store = released(two_level_project)
    assert [partner.id for partner in store.partners] == ["zubrowka"]
    assert {fact.folder for fact in store.facts} == {"shared"}
    assert {"zubrowka-minister", "zero-moustafa", "lamp-forum"}.isdisjoint(store.entities)


RESOLVED = """\
marking: PUBLIC
statements:
- {id: open, valid: 2010/.., text: Open., evidence: [league-charter, sealed-letter]}
- {id: marked, valid: 2010/.., marking: LANTERN-SECRET, text: Shut., evidence: [league-charter]}
resolutions:
- {id: one, settles: [zubrowka/open], how: both, by: A., on: 2019, because: So., of: 00000000}
- {id: two, settles: [zubrowka/open, zubrowka/marked], how: both, by: A., on: 2019, because: So., of: 00000000}
"""


def test_resolutions(two_level_project: Path) -> None:
    """A resolution counts if it applies to the whole facts and the audience may see them all; it names no other."""
    (two_level_project / CASE).write_text(RESOLVED, "utf-8")
    store = load(two_level_project)
    assert not release(store, "internal", DAY).entities_of(
        Resolution
    )  # their hashes are those of other facts
    settled = {
        resolution.id: replace(resolution, facts_hash=store.settled_facts_hash(resolution))
        for resolution in store.entities_of(Resolution)
    }
    bound = replace(store, entities={**store.entities, **settled})
    low, high = release(bound, "internal", DAY), release(bound, "keepers", DAY)
    assert {key: resolution.id for key, resolution in low.current_resolutions().items()} == {
        "zubrowka/open": "one"
    }
    assert [resolution.id for resolution in low.entities_of(Resolution)] == ["one"]
    assert {resolution.id for resolution in high.current_resolutions().values()} == {"two"}


def test_sources_are_those_of_the_level(two_level_project: Path) -> None:
    """No released fact, name or source has the id of a withheld source anywhere."""
    store = released(two_level_project, FACTS)
    assert {source.marking for source in store.entities_of(Source)} == {Marking("PUBLIC")}
    assert "sealed-letter" not in repr((store.facts, [*store.entities.values()]))


# --- parts of what is seen ------------------------------------------------------------------------

SEALED_PLACE = """\
marking: PUBLIC
places:
- {id: hideout, names: [{text: Hideout, lang: en}], marking: LANTERN-SECRET}
"""
STAGED = """\
memberships:
- id: joining
  framework: lamp-forum
  stages: [{stage: applied, on: 2010}, {stage: full, on: 2012, evidence: [sealed-letter]}]
  evidence: [league-charter]
- {id: hidden, framework: lamp-forum, stages: [{stage: full, on: 2012, evidence: [sealed-letter]}], evidence: [league-charter]}
- {id: sealed, framework: lamp-forum, stages: [{stage: full, on: 2012}], evidence: [sealed-letter]}
agreements:
- id: pact
  title: Pact
  stages:
  - {stage: signed, on: 2010, headline: "Signed at {place:hideout}"}
  - {stage: in-force, on: 2011, headline: In force, evidence: [league-charter, sealed-letter]}
  evidence: [league-charter]
- {id: old, title: Old pact, on: 2009, marking: LANTERN-SECRET, evidence: [league-charter]}
- {id: older, title: Older pact, on: 2008, evidence: [league-charter]}
- {id: new, title: New pact, on: 2012, replaces: [old, older], evidence: [league-charter]}
- {id: last, title: Last pact, on: 2013, replaces: older, evidence: [league-charter]}
- {id: tar, title: Protocol on tar, on: 2014, protocol_to: old, evidence: [league-charter]}
- {id: wax, title: Protocol on wax, on: 2014, protocol_to: older, evidence: [league-charter]}
contacts:
- {id: tea, on: 2031-01-01, form: call, with: lantern-league, stages: [{stage: confirmed, on: 2018, evidence: [sealed-letter]}], evidence: [league-charter]}
posts:
- {id: away, role: mission, organisation: lantern-league, covers: [zubrowka], titles: [{text: Envoy, lang: en}], resident: hideout}
- {id: near, role: mission, organisation: lantern-league, covers: [zubrowka], titles: [{text: Porter, lang: en}], resident: Lutz}
"""


def test_stages_fall_with_their_sources(two_level_project: Path) -> None:
    """A stage that only a withheld source gives falls, and the fact with the last one; a headline falls with its place."""
    low, high = (
        released(two_level_project, SEALED_PLACE + STAGED, audience) for audience in ("internal", "keepers")
    )

    def stages(store: FactStore) -> dict[str, list[tuple[str, bool, int]]]:
        """Return the word of each stage, whether it has a headline, and the number of its sources."""
        return {
            fact.id: [(stage.word, bool(stage.headline), len(stage.evidence)) for stage in fact.stages]
            for fact in store.facts
            if fact.id in {"joining", "hidden", "sealed", "pact", "tea"}
        }

    assert stages(low) == {
        "joining": [("applied", False, 0)],
        "pact": [("signed", False, 0), ("in-force", True, 1)],
        "tea": [],
    }
    assert stages(high) == {
        "joining": [("applied", False, 0), ("full", False, 1)],
        "hidden": [("full", False, 1)],
        "sealed": [("full", False, 0)],
        "pact": [("signed", True, 0), ("in-force", True, 2)],
        "tea": [("confirmed", False, 1)],
    }


def test_a_withheld_agreement_is_not_replaced(two_level_project: Path) -> None:
    """What an agreement replaces is told only as far as it is known."""
    low, high = (
        released(two_level_project, SEALED_PLACE + STAGED, audience) for audience in ("internal", "keepers")
    )
    replaced = [
        {
            fact.id: fact.replaced_ids
            for fact in store.facts
            if isinstance(fact, Agreement) and fact.replaced_ids
        }
        for store in (low, high)
    ]
    assert replaced == [
        {"new": ("older",), "last": ("older",)},
        {"new": ("old", "older"), "last": ("older",)},
    ]


def test_a_protocol_does_not_name_a_withheld_agreement(two_level_project: Path) -> None:
    """Readers learn to what a protocol belongs only as far as they know that agreement."""
    low, high = (
        released(two_level_project, SEALED_PLACE + STAGED, audience) for audience in ("internal", "keepers")
    )
    mains = [
        {
            fact.id: fact.main_id
            for fact in store.facts
            if isinstance(fact, Agreement) and fact.id in {"tar", "wax"}
        }
        for store in (low, high)
    ]
    assert mains == [{"tar": None, "wax": "older"}, {"tar": "old", "wax": "older"}]
    assert ["zubrowka/old" in store.supplements for store in (low, high)] == [False, True]


def test_a_post_does_not_name_a_withheld_residence(two_level_project: Path) -> None:
    """Where the holder of a post lives falls with the place; words stay."""
    store = released(two_level_project, SEALED_PLACE + STAGED)
    assert [bool(post.resident) for post in store.entities_of(Post) if post.id in {"away", "near"}] == [
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("end", "is_told", "is_named"),
    [
        ("valid: /2015\n  successor_name: Axphain\n  evidence: [sealed-letter]", False, False),
        ("valid: /2015\n  successor_name: Axphain\n  evidence: [league-charter, sealed-letter]", True, True),
        ("valid: /2015\n  successor_name: Axphain\n  evidence: [league-charter]", True, True),
        ('valid: /2015\n  successor_name: "{place:hideout}"\n  evidence: [league-charter]', True, False),
    ],
)
def test_the_end_of_a_partner_falls_with_its_sources(
    two_level_project: Path, end: str, *, is_told: bool, is_named: bool
) -> None:
    """An end that only withheld sources give is unknown, and so is a successor whose name is withheld."""
    replace_once(
        two_level_project / "facts/zubrowka/zubrowka.yaml", "  id: zubrowka\n", f"  id: zubrowka\n  {end}\n"
    )
    store = released(two_level_project, SEALED_PLACE)
    partner = store.entities["zubrowka"]
    assert isinstance(partner, Partner)
    assert (partner.period.end is not None, partner.successor_name is not None) == (is_told, is_named)
    assert {item.source for item in partner.evidence} <= {"league-charter"}
