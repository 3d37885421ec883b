"""Tests of the short forms of sources in the margin."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from briefings.compose.citation_style import first_and_newest, short_citations
from briefings.compose.label_text import name_text
from briefings.compose.labels import Labels
from briefings.compose.source_list import publishers_text
from briefings.model.dates import PartialDate
from briefings.model.phrases import Citation
from briefings.project import package_data_folder
from briefings.views.records import CitedPlace
from tests.support.notes import LABELS, small_view, source
from tests.support.views import add_fact_file, make_view

if TYPE_CHECKING:
    from pathlib import Path

MONITOR = {"publisher": "Landmine Monitor", "published": PartialDate(2005)}
PRESS = {"publisher": "League", "published": PartialDate(2002, 2, 20), "detail": "press release (2002) 022"}
MIRAGE = {"publisher": "League", "repeated_by": "Mirage News", "published": PartialDate(2024, 6, 26)}
HERALD = {"publisher": "Alpine Herald", "published": PartialDate(2011, 6, 23), "quoted_source": "l"}
UNREAD = {"publisher": "League"}
MINISTRY = {"publisher": "Ministry of Foreign Affairs of Zubrowka", "published": PartialDate(2021, 1, 4)}


@pytest.mark.parametrize(
    ("sources", "places", "expected"),
    [
        ({"m": MONITOR}, {}, "Landmine Monitor, 2005"),
        ({"m": MONITOR}, {"m": [("p. 214", None)]}, "Landmine Monitor, 2005, p. 214"),
        ({"m": MONITOR}, {"m": [("p. 9", None), ("p. 9", None), ("p. 2", None)]}, "Landmine Monitor, 2005, p. 9, p. 2"),
        ({"p": PRESS}, {}, "League, 20 Feb 2002"),
        ({"r": MIRAGE}, {}, "League, quoted by Mirage News, 26 Jun 2024"),
        ({"p": PRESS, "r": MIRAGE}, {}, "League, 20 Feb 2002; League, quoted by Mirage News, 26 Jun 2024"),
        ({"h": HERALD, "l": UNREAD}, {}, "Alpine Herald, quoting League, 23 Jun 2011; League, undated"),
        ({"l": UNREAD, "h": HERALD}, {"l": [("", "h")]}, "League, undated, quoted by Alpine Herald, 23 Jun 2011; Alpine Herald, quoting League, 23 Jun 2011"),
        ({"l": UNREAD, "a": PRESS | {"published": PartialDate(2021)}, "f": MINISTRY, "b": PRESS}, {}, "League, 20 Feb 2002, 2021, undated; Foreign Ministry, 4 Jan 2021"),
        ({"f": MINISTRY, "p": PRESS}, {}, "Foreign Ministry, 4 Jan 2021; League, 20 Feb 2002"),
    ],
)  # fmt: skip
def test_a_source_in_short_form(
    sources: dict[str, dict[str, Any]], places: dict[str, list[tuple[str, str | None]]], expected: str
) -> None:
    """Short name, date and place; who quotes a text that was not read itself; nothing about its series."""
    view = small_view(
        [source(id_, **fields) for id_, fields in sources.items()],
        cited_places={
            Citation("x/y", id_): tuple(CitedPlace(*place) for place in found)
            for id_, found in places.items()
        },
        short_publishers={"Ministry of Foreign Affairs of Zubrowka": "Foreign Ministry"},
    )
    text = short_citations(
        [Citation("x/y", id_) for id_ in sources], view, Labels.load("en", [(LABELS, "labels.yaml")])
    )
    assert text.replace("\u00a0", " ") == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", "League, 20 févr. 2002\u202f; Landmine Monitor, 2005"),
        ("tg", "League, 20 фев 2002; Landmine Monitor, 2005"),
        ("ar", "League\u200f، 20 فبراير 2002؛ Landmine Monitor\u200f، 2005"),
    ],
)
def test_sources_are_written_as_the_language_writes(language: str, expected: str) -> None:
    """Marks and months are those of the language; from right to left a date stays behind the name of its publisher."""
    path = package_data_folder() / "templates/labels" / f"{language}.yaml"
    view = small_view([source("p", **PRESS), source("m", **MONITOR)])
    labels = Labels.load(language, [(path, path.name)])
    text = short_citations([Citation("x/y", id_) for id_ in "pm"], view, labels)
    assert text.replace("\u00a0", " ") == expected
    assert publishers_text(["p", "m"], view, labels) == re.sub(r"[,،] [^;؛\u202f]*", "", expected)


def test_a_name_that_begins_with_a_figure_stays_whole_from_right_to_left() -> None:
    """A mark before it keeps "24.kg" from becoming "kg.24"; from left to right there is none."""
    arabic = Labels.load("ar", [(LABELS, "labels.yaml")])
    assert name_text(arabic, "24.kg") == "\u200e24.kg\u200f"
    assert name_text(arabic, "Trend") == "Trend\u200f"
    assert name_text(Labels.load("en", [(LABELS, "labels.yaml")]), "24.kg") == "24.kg"


def test_the_first_and_the_latest_information() -> None:
    """A margin shows the first source of each fact of a sentence, and the newest of all."""
    days = {"a": PartialDate(2001), "b": PartialDate(2019), "c": PartialDate(2010), "d": None}
    view = small_view([source(id_, published=day) for id_, day in days.items()])
    cited = [Citation("x/y", id_) for id_ in "dabc"]
    assert first_and_newest(cited, view) == ["d", "b"]
    reported_later = replace(view, attestations={Citation("x/y", "d"): PartialDate(2026)})
    assert first_and_newest(cited, reported_later) == ["d"]
    assert first_and_newest([], view) == []
    of_two_facts = [*cited[:2], *(Citation("x/z", id_) for id_ in "cb")]
    assert first_and_newest(of_two_facts, view) == ["d", "c", "b"]


def test_the_margin_prefers_official_sources_to_those_at_second_hand() -> None:
    """A ministry comes before the press, whatever the order of the sources, and a text that a blog repeats comes last."""
    sources = [
        source("blog", publisher="League", repeated_by="lamps (blog)", published=PartialDate(2013)),
        source("unread", publisher="League", published=PartialDate(2013)),
        source("press", published=PartialDate(2013)),
        source("ministry", publisher="League", published=PartialDate(2013)),
    ]
    second_hand = {Citation("x/y", "unread"): (CitedPlace("", "press"),)}
    view = small_view(sources, official_publishers=frozenset({"League"}), cited_places=second_hand)
    cited = [Citation("x/y", source.id) for source in sources]
    assert first_and_newest(cited, view) == ["ministry"]
    assert first_and_newest(cited[:3], view) == ["press"]
    assert first_and_newest(cited[:2], view) == ["blog"]
    assert first_and_newest(cited, replace(view, official_publishers=frozenset())) == ["press"]
    seen = replace(view, attestations={cited[3]: PartialDate(2020)})
    assert first_and_newest(cited, seen) == ["press", "ministry"]


PUBLISHERS = """\
publishers:
- id: league
  official: yes
  names:
  - {text: League of Lantern Keepers, lang: en}
  - {text: Lantern League, lang: en, form: short}
  - {text: Ligue des lanternes, lang: fr, form: short}
- id: herald
  names:
  - {text: Alpine Herald, lang: en}
  - {text: Héraut des Alpes, lang: fr}
  - {text: Héraut, lang: fr, form: short}
statements:
- {id: a, on: 2009, text: It snows., evidence: [{source: league-charter, locator: p. 3, via: alpine-herald-2019}]}
"""


def test_the_names_of_publishers_are_those_of_the_language(project: Path) -> None:
    """A publisher without a name in the language of the note keeps the one that the source writes."""
    add_fact_file(project, PUBLISHERS, "facts/shared/publishers.yaml")
    publishers = {
        language: {
            source.publisher
            for source in make_view(project, "2020-01-01", language=language).sources.values()
        }
        for language in ("en", "fr")
    }
    assert publishers == {
        "en": {"Alpine Herald", "League of Lantern Keepers"},
        "fr": {"Héraut des Alpes", "League of Lantern Keepers"},
    }


def test_short_names_and_places_come_from_the_facts(project: Path) -> None:
    """A view has the short names in the language of its note, and where facts stand in their sources."""
    add_fact_file(project, PUBLISHERS, "facts/shared/publishers.yaml")
    view = make_view(project, "2020-01-01")
    assert view.short_publishers == {"League of Lantern Keepers": "Lantern League"}
    assert view.official_publishers == {"League of Lantern Keepers"}
    place = CitedPlace("p. 3", "alpine-herald-2019")
    assert view.cited_places[Citation("shared/a", "league-charter")] == (place,)
