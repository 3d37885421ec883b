"""Tests of the packaged facts: they rest on sources that can be looked up, and every source is used."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefings.model.contacts import Contact
from briefings.model.entities import Area, Framework, NamedEntity, Organisation, Partner, Person, Post, Source
from briefings.model.evidence import Evidence, Text
from briefings.model.facts import Fact, Tenure
from briefings.model.hashing import short_hash
from briefings.model.resolutions import Resolution
from briefings.project import package_data_folder
from tests.support.views import shipped_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tests.support.commands import CommandResult

ROOT = Path(__file__).parent.parent
BASE = shipped_store()
SOURCES = {entity.id: entity for entity in BASE.entities.values() if isinstance(entity, Source)}


def supporting_evidence(fact: Fact) -> list[Evidence]:
    """Return the evidence that supports the fact."""
    return [evidence for evidence in fact.evidence if evidence.disagreement is None]


def is_dated(evidence: Evidence) -> bool:
    """Return whether the day of the source's statement is known."""
    told = evidence.asserted_on or evidence.attested_on or SOURCES[evidence.source].effective_date
    return (told or (evidence.via_source and SOURCES[evidence.via_source].effective_date)) is not None


def undated_facts(facts: Iterable[Fact]) -> list[str]:
    """Return the facts that hold on no known day: neither a page nor their own period has a date."""
    return [
        fact.key
        for fact in facts
        if not any(map(is_dated, supporting_evidence(fact)))
        and fact.period.start is None
        and fact.period.end is None
    ]


def cited_sources() -> Iterator[str]:
    """Return the sources that facts and entities refer to."""
    for fact in BASE.facts:
        for evidence in fact.evidence:
            yield from filter(None, (evidence.source, evidence.via_source))
    for entity in BASE.entities.values():
        if isinstance(entity, NamedEntity):
            for name in entity.names:
                yield from name.evidence
        if isinstance(entity, Framework | Post):
            yield from (evidence.source for evidence in entity.evidence)
        if isinstance(entity, Source) and entity.quoted_source:
            yield entity.quoted_source


def acting_people(facts: Iterable[Fact]) -> Iterator[str]:
    """Return the people who hold a post or took part in a contact."""
    for fact in facts:
        if isinstance(fact, Tenure) and fact.holder:
            yield fact.holder
        if isinstance(fact, Contact):
            yield from (someone.person for someone in (*fact.our_side, *fact.their_side) if someone.person)


def texts_in(part: object) -> Iterator[Text]:
    """Yield the texts in a fact, at any depth."""
    if isinstance(part, Text):
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from texts_in(item)
    elif is_dataclass(part):
        for field in fields(part):
            yield from texts_in(getattr(part, field.name))


def test_every_fact_belongs_to_a_day() -> None:
    """A fact without dates of its own rests on a page whose date is known, or on one that a dated page quotes."""
    assert undated_facts(BASE.facts) == []


def test_the_guard_against_undated_facts_bites() -> None:
    """A state without dates that rests on an undated page alone is found."""
    fact = next(fact for fact in BASE.facts if fact.key == "tajikistan/public-information")
    page = replace(fact.evidence[0], asserted_on=None, attested_on=None, via_source=None)
    assert undated_facts([fact]) == []
    assert undated_facts([replace(fact, evidence=(page,))]) == [fact.key]


def test_no_source_is_there_in_vain() -> None:
    """Every source is cited by a fact, a name, a post or a framework, or quoted by another source."""
    assert sorted(set(SOURCES) - set(cited_sources())) == []


def test_everybody_is_met() -> None:
    """Everybody of whom there is a name holds a post or took part in a contact."""
    known = {entity.id for entity in BASE.entities.values() if isinstance(entity, Person)}
    assert sorted(known - set(acting_people(BASE.facts))) == []


def test_sources_can_be_looked_up() -> None:
    """Every document has a publisher and an address; the two sets of names of countries have a publisher."""
    nowhere = {source.id for source in SOURCES.values() if not (source.publisher and source.address)}
    assert nowhere == {"pycountry", "cldr"}


def test_no_encyclopaedia_is_a_source() -> None:
    """Encyclopaedias and their mirrors, hosts of leaks and sites of invention are no sources."""
    shunned = ("wiki", "leaks", "fandom", "news-pravda", "sputnik", "fakenews")
    found = [
        source.id
        for source in SOURCES.values()
        if any(word in f"{source.address} {source.publisher}".lower() for word in shunned)
    ]
    assert found == []


TEXTS = [
    text
    for entry in (*BASE.facts, *(each for each in BASE.entities.values() if isinstance(each, Resolution)))
    for text in texts_in(entry)
]


def test_the_notes_can_be_french() -> None:
    """All words of the facts that notes can print are there in French too, bound to their originals."""
    assert len(TEXTS) > 600
    assert [
        text for text in TEXTS if text.original_hashes.get("fr") != short_hash(text.by_language["en"])
    ] == []


def test_what_the_facts_name_has_a_french_name() -> None:
    """Posts, bodies, areas, programmes and partners; people, regions and most publishers go without."""
    kinds = (Area, Framework, Organisation, Partner, Post)
    named = [entity for entity in BASE.entities.values() if isinstance(entity, kinds)]
    assert len(named) > 60
    assert [entity.id for entity in named if not any(name.language == "fr" for name in entity.names)] == []


def test_french_is_set_as_french() -> None:
    """A narrow no-break space stands before the signs that ask for one and inside quotation marks; apostrophes bend."""
    narrow = re.compile(r"(?<!\u202f)[;!?»]|(?<!\u202f):(?!\w)|«(?!\u202f)|\d \d{3}\b|'")
    words = [re.sub(r"\{\w+:[\w-]+\}", "", text.by_language.get("fr", "")) for text in TEXTS]
    assert all(
        narrow.search(words) for words in ("Un point: rien", "Un\u202f« point »", "l'eau", "1 250 mines")
    )
    assert not narrow.search("Un\u202f: l’eau, «\u202fdeux\u202f», 1\u202f250 mines")
    assert [text for text in words if narrow.search(text)] == []


def test_check_says_little_of_the_shipped_facts(briefings: Callable[..., CommandResult]) -> None:
    """Without options, `check` prints at most fifteen lines about the shipped facts, and no error."""
    run = briefings("check", "--project", package_data_folder())
    assert run.code == 0
    assert len(run.out.splitlines()) <= 15
    assert "sources-disagree" in run.out.splitlines()[0]


def test_no_order_of_a_maker_is_shipped() -> None:
    """The orders of notes that somebody made while working here stay with them."""
    assert not (ROOT / "facts" / "notes.yaml").exists()
