"""Tests of references in texts: replaced by the names of a day, with their citations."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefings.factbase.load import load
from briefings.model.dates import parse_day
from briefings.model.phrases import Citation, LabelRef, Phrase, Term
from briefings.views.builder import build_view
from briefings.views.records import Scope
from briefings.views.references import resolve_references
from tests.support.words import phrase_text

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.factbase.store import FactStore
    from briefings.model.entities import Person, Post


BODY = """\
organisations:
- id: guild
  names:
  - {text: Guild of Porters and Pages, lang: en, valid: 2010-01-01/..}
  - {text: Guild of Porters, lang: en, valid: /2009-12-31}
  - {text: GPP, lang: en, form: short, valid: 2010-01-01/..}
  - {text: Worshipful Guild of Porters, lang: en, form: formal}
"""


@pytest.fixture
def store(project: Path) -> FactStore:
    """Return the fictional facts with a body of many names."""
    (project / "facts" / "zubrowka" / "names.yaml").write_text(BODY, "utf-8")
    return load(project)


def people_text(named: Post | Person, day: date, language: str) -> Phrase | None:
    """Return a name that states the arguments; none for the envoy."""
    assert language == "en"
    return None if named.id == "league-envoy" else Phrase((f"{named.id} on {day}",), (Citation("x/y", "z"),))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No reference.", "No reference."),
        ("{holder:league-keeper} speaks.", "league-keeper on 2014-01-01 speaks."),
        ("By {holder:league-keeper}", "By league-keeper on 2014-01-01"),
        ("{person:zero-moustafa}{person:gustave-h}", "zero-moustafa on 2014-01-01gustave-h on 2014-01-01"),
        ("The {body:guild}.", "The Guild of Porters and Pages (GPP)."),
        ("The {body:lamp-forum}.", "The Lamp Forum (LF)."),
        ("The {body:embassy-grand-fenwick}.", "The Embassy of Grand Fenwick."),
        ("{holder:league-keeper} and {holder:league-envoy}.", None),
        ("{x} {} { {Person:gustave-h} {person: gustave-h} {persons:x} }", "{x} {} { {Person:gustave-h} {person: gustave-h} {persons:x} }"),
        ("{{person:gustave-h}}", "{gustave-h on 2014-01-01}"),
        ("{{ holder }} {% x %} {# y #}", "{{ holder }} {% x %} {# y #}"),
    ],
)  # fmt: skip
def test_resolve(text: str, expected: str | None, store: FactStore) -> None:
    """A reference is replaced by what it names on the day, every other brace stays; if one can't be told, nothing is."""
    assert expected == phrase_text(resolve_references(text, store, "en", date(2014, 1, 1), people_text))


def test_resolve_keeps_citations_and_drops_empty_parts(store: FactStore) -> None:
    """What a reference names brings its citations, and no empty words stand between."""
    found = resolve_references(
        "{holder:league-keeper}{body:guild}", store, "en", date(2014, 1, 1), people_text
    )
    assert found == Phrase(
        ("league-keeper on 2014-01-01", Term("Guild of Porters and Pages", "GPP")), (Citation("x/y", "z"),)
    )


UNKNOWN = "<holder.unknown>"


@pytest.mark.parametrize(
    ("when", "text", "as_of", "expected"),
    [
        # The names of 2014 stay in the prose of 2014.
        ("on: 2014-05-01", "{person:zero-moustafa} bowed.", "2014-05-01", "Zero the Younger bowed."),
        ("on: 2014-05-01", "{person:zero-moustafa} bowed.", "2026-01-01", "Zero the Younger bowed."),
        ("on: 2016-05-01", "{person:zero-moustafa} bowed.", "2026-01-01", "Zero Moustafa bowed."),
        ("on: 2014-05-01", "{holder:league-keeper} bowed.", "2026-01-01", "Gustave H. bowed."),
        ("on: 2015-01-01", "{holder:league-keeper} bowed.", "2026-01-01", "Agatha Baker bowed."),
        # What goes on has the names of the day of the note, or of its last day.
        ("valid: 2010-01-01/..", "{holder:league-keeper} bows.", "2014-12-31", "Gustave H. bows."),
        ("valid: 2010-01-01/..", "{holder:league-keeper} bows.", "2015-01-01", "Agatha Baker bows."),
        ("valid: 2010-01-01/2014-06", "{holder:league-keeper} bows.", "2014-06-01", "Gustave H. bows."),
        # The envoy's post: created in May 2008, vacant from 2012 to June 2014, abolished at the end of 2021.
        ("on: 2008-04-30", "{holder:league-envoy} bowed.", "2026-01-01", None),
        ("on: 2008-06-01", "{holder:league-envoy} bowed.", "2026-01-01", f"{UNKNOWN} bowed."),
        ("on: 2013-01-01", "{holder:league-envoy} bowed.", "2026-01-01", None),
        ("on: 2014-07-01", "{holder:league-envoy} bowed.", "2026-01-01", f"{UNKNOWN} bowed."),
        ("on: 2021-12-31", "{holder:league-envoy} bowed.", "2026-01-01", f"{UNKNOWN} bowed."),
        ("on: 2022-01-01", "{holder:league-envoy} bowed.", "2026-01-01", None),
        # No one is on record as minister before May 2014.
        ("on: 2014-04-30", "{holder:zubrowka-minister} bowed.", "2026-01-01", f"{UNKNOWN} bowed."),
        # Two possible holders are both named.
        ("on: 2010-11-10", "{holder:porter} bowed.", "2026-01-01", "<holder.to-confirm name=<holder.or first=Gustave H. second=Agatha Baker>> bowed."),
    ],
)  # fmt: skip
def test_references_in_statements(
    when: str, text: str, as_of: str, expected: str | None, project: Path
) -> None:
    """A statement names people and holders of its last day, not after the day of the note, or is left out."""
    (project / "facts" / "zubrowka" / "case.yaml").write_text(
        f"""\
marking: PUBLIC
statements:
- {{id: case, {when}, text: "{text}", evidence: [league-charter]}}
posts:
- {{id: porter, role: mission, titles: [{{text: Porter, lang: en}}], partner: zubrowka}}
tenures:
- {{id: p1, post: porter, holder: gustave-h, valid: 2004-09/2010-11, evidence: [league-charter]}}
- {{id: p2, post: porter, holder: agatha-baker, valid: 2010-11/2021-09, evidence: [league-charter]}}
""",
        "utf-8",
    )
    view = build_view(load(project), Scope("zubrowka", parse_day(as_of), "internal", "en"))
    told = [
        phrase_text(fact.text)
        for fact in view.facts["statements"]
        if any(citation.fact_key == "zubrowka/case" for citation in fact.text.citations)
    ]
    assert told == ([] if expected is None else [expected])


def test_who_is_named_is_cited(store: FactStore) -> None:
    """A sentence that names a holder rests on the sources of the tenure as well."""
    view = build_view(store, Scope("zubrowka", date(2020, 1, 1), "internal", "en"))
    lamps = next(
        fact.text for fact in view.facts["statements"] if "lit the first lamp" in str(phrase_text(fact.text))
    )
    assert lamps.citations == (
        Citation("zubrowka/lamps", "league-charter"),
        Citation("shared/keeper-gustave", "league-charter"),
    )
    assert LabelRef not in {type(part) for part in lamps.parts}
