"""Tests of references between entries and in texts. Refusals are among the cases of loading."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from briefings.factbase.links import check_links
from briefings.factbase.load import load
from briefings.model.contacts import Visit
from briefings.model.diagnostics import BriefingsError
from briefings.model.evidence import Text
from briefings.model.facts import Fact
from briefings.model.references import REFERENCE
from tests.support.everything import ONE_OF_EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefings.model.entities import Entity

CASE = "facts/zubrowka/case.yaml"
EVERYTHING_ELSE = """\
marking: PUBLIC
agreements:
- {id: pact, on: 2008, title: Pact, text: It is short., headline: The pact, evidence: [league-charter]}
lives:
- {id: studies, person: zero-moustafa, what: education, text: Law, place: Lutz, valid: 2001/2004, evidence: [league-charter]}
commitments:
- {id: promise, on: 2019-03-01, by: theirs, text: They send lamps., due: 2027-04-01, evidence: [league-charter]}
dates:
- {id: feast, on: 2027-03-01, what: A feast, who: All guests, place: Meadow, evidence: [league-charter]}
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{holder:nato-sg}", [("holder", "nato-sg")]),
        ("a {person:x} b {body:y-2} c", [("person", "x"), ("body", "y-2")]),
        ("{body:a}{body:b}", [("body", "a"), ("body", "b")]),
        ("{body:}", [("body", "")]),
        ("{body:Not-An-Id!}", [("body", "Not-An-Id!")]),
        ("{{person:x}}", [("person", "x")]),
        ("{holder: x}", []),
        ("{ holder:x}", []),
        ("{holder:x }", []),
        ("{Holder:x}", []),
        ("{holders:x}", []),
        ("{holder:x", []),
        ("holder:x}", []),
        ("{holder:{person:x}", [("person", "x")]),
        ("{post:x}", []),
        ("{}", []),
    ],
)
def test_what_is_a_reference(text: str, expected: list[tuple[str, str]]) -> None:
    """A reference is one of three words, a colon and an id in braces, and nothing else is."""
    assert expected == REFERENCE.findall(text)


def texts_within(thing: object) -> Iterator[Text]:
    """Yield every text in a fact, at any depth."""
    if isinstance(thing, Text):
        yield thing
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from texts_within(getattr(thing, field.name))
    elif isinstance(thing, tuple):
        for item in thing:
            yield from texts_within(item)


def test_no_text_is_forgotten(project: Path) -> None:
    """Every text of every kind of fact is looked through for references, a field that is new too."""
    (project / CASE).write_text(ONE_OF_EVERYTHING, "utf-8")
    (project / CASE).with_name("pact.yaml").write_text(EVERYTHING_ELSE, "utf-8")
    facts = load(project).facts
    assert {Visit.kind, *(kind.kind for kind in Fact.__subclasses__())} == {fact.kind for fact in facts}
    for fact in facts:
        expected = sorted(str(text.by_language) for text in texts_within(fact))
        assert expected == sorted(str(text.by_language) for text in fact.texts())
    filled = {field.name for fact in facts for field in dataclasses.fields(fact) if getattr(fact, field.name)}
    assert {"headline", "text", "title", "name", "place", "our_side", "their_side", "topics"} < filled


def strings_within(thing: object) -> Iterator[str]:
    """Yield every string in an entry, at any depth, apart from its texts."""
    if isinstance(thing, str):
        yield thing
    elif dataclasses.is_dataclass(thing) and not isinstance(thing, Text):
        for field in dataclasses.fields(thing):
            if field.name not in ("id", "folder"):
                yield from strings_within(getattr(thing, field.name))
    elif isinstance(thing, tuple):
        for item in thing:
            yield from strings_within(item)


def test_no_link_is_forgotten(project: Path) -> None:
    """Every id of another entry, in every kind of entry, is a link, also in a field that is new."""
    (project / CASE).write_text(ONE_OF_EVERYTHING, "utf-8")
    store = load(project)
    targets = {*store.entities, *store.facts_by_key}
    linked = set()
    entries: tuple[Entity | Fact, ...] = (*store.entities.values(), *store.facts)
    for entry in entries:
        found = {link.target for link in entry.links()}
        assert targets.intersection(strings_within(entry)) <= found, entry.id
        linked |= {type(store.entities[id_]).kind for id_ in found & store.entities.keys()}
    assert linked == {"source", "person", "organisation", "framework", "area", "post", "partner"}


def test_all_leads_somewhere(project: Path) -> None:
    """Facts that were loaded have no reference that leads nowhere."""
    assert check_links(load(project), {"zubrowka"}) == {}


POST = """\
posts:
- {id: p, role: mission, titles: [{text: P, lang: en}], organisation: lantern-league, covers: [zubrowka, grand-fenwick]}
"""


def test_a_partner_whose_folder_is_not_read(project: Path) -> None:
    """A shared post may cover a partner that has a folder, whether or not this folder is read now."""
    (project / "facts" / "shared" / "post.yaml").write_text(POST, "utf-8")
    with pytest.raises(BriefingsError) as caught:
        load(project)
    assert str(caught.value) == (
        "facts/shared/post.yaml:2:3: error[unknown-partner]: unknown partner 'grand-fenwick'\n"
        "  hint: known: zubrowka"
    )
    fenwick = project / "facts" / "grand-fenwick"
    fenwick.mkdir()
    (fenwick / "partner.yaml").write_text(
        "partner: {id: grand-fenwick, names: [{text: Grand Fenwick, lang: en}]}\n", "utf-8"
    )
    assert load(project, ["zubrowka"]).entities["p"].id == load(project).entities["p"].id


def test_repeated_ids_point_to_the_first(project: Path) -> None:
    """Of two entries with one id the second is reported, with the place of the first."""
    (project / CASE).write_text("areas:\n- {id: light, names: [{text: Light, lang: en}]}\n", "utf-8")
    with pytest.raises(BriefingsError) as caught:
        load(project)
    (found,) = caught.value.diagnostics
    assert (str(found.location), [str(place) for place in found.related]) == (
        f"{CASE}:2:3",
        ["facts/shared/shared.yaml:21:3"],
    )
