"""Tests of the list of sources and of the colophon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.compose.labels import Labels
from briefings.compose.source_list import cited_sources
from briefings.model.dates import PartialDate
from briefings.model.phrases import Citation
from briefings.outputs import html, markdown
from briefings.views.records import CitedPlace
from tests.support.notes import (
    LABELS,
    compose_note,
    compose_with_facts,
    fact,
    skeleton_text,
    small_view,
    source,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "Gazette, “On s”, undated."),
        ({"published": PartialDate(2002, 2)}, "Gazette, “On s”, February\u00a02002."),
        (
            {"published": PartialDate(2002), "updated": PartialDate(2004, 5, 6)},
            "Gazette, “On s”, 6\u00a0May\u00a02004.",
        ),
        ({"languages": ("ru",)}, "Gazette, “On s”, undated (in Russian)."),
        ({"languages": ("ru-Latn",)}, "Gazette, “On s”, undated (in Russian)."),
        ({"languages": ("wo",)}, "Gazette, “On s”, undated (in Wolof)."),
        ({"languages": ("qqq",)}, "Gazette, “On s”, undated [qqq]."),
        ({"languages": ()}, "Gazette, “On s”, undated."),
        ({"languages": ("en", "fr")}, "Gazette, “On s”, undated (in English and French)."),
        ({"languages": ("ar", "fr", "ru")}, "Gazette, “On s”, undated (in Arabic, French and Russian)."),
        (
            {"published_from": PartialDate(2025, 5), "published": PartialDate(2025, 6)},
            "Gazette, “On s”, May\u00a02025 to June\u00a02025.",
        ),
        ({"number": "S/2026/113", "published": PartialDate(2026)}, "Gazette, “On s”, S/2026/113, 2026."),
        ({"authors": ("A. Writer",)}, "A. Writer, Gazette, “On s”, undated."),
        ({"authors": ("A. Writer", "B. Penn")}, "A. Writer and B. Penn, Gazette, “On s”, undated."),
        ({"title": ""}, "Gazette, untitled, undated."),
        ({"grade": "B2"}, "Gazette, “On s”, undated [grade B2]."),
    ],
)
def test_a_source_is_told_with_its_date_and_language(
    tmp_path: Path, fields: dict[str, object], expected: str
) -> None:
    """A line of the list of sources has publisher, title, last date and, if foreign, the language."""
    brief = compose_note(
        tmp_path,
        "{{ facts.statements[0].text }}",
        statements=(fact("It joined.", "s"),),
        sources=[source("s", **fields)],
    )
    (cited,) = brief.sources
    assert expected == cited.text_before + cited.title + cited.text_after
    assert cited.address == "https://gazette.example/s"


def test_a_shelf_mark_is_printed_and_further_copies_are_links(tmp_path: Path) -> None:
    """What is no web address is told in words; a DOI and an archived copy are links of their own."""
    brief = compose_note(
        tmp_path,
        "{{ facts.statements[0].text }}",
        statements=(fact("It joined.", "s", "t"),),
        sources=[
            source("s", address="FO 93/156/003"),
            source("t", doi="10.1000/182", archived="https://archive.example/t"),
        ],
    )
    shelf, web = brief.sources
    assert (shelf.text_after, shelf.address, shelf.links) == (", undated, FO 93/156/003.", "", ())
    assert web.links == (
        ("doi:10.1000/182", "https://doi.org/10.1000/182"),
        ("Archived copy", "https://archive.example/t"),
    )
    assert "Archived copy <https://archive.example/t>" in markdown.render(brief).decode()
    assert '<a href="https://archive.example/t">Archived copy</a>' in html.render(brief, "", {}).decode()


@pytest.mark.parametrize("readers", ["desk", "principal", "public"])
def test_the_desk_alone_reads_the_grade(readers: str) -> None:
    """A grade judges a source, so it stays with the desk."""
    view = small_view(sources=[source("s", grade="B2")])
    labels = Labels.load("en", [(LABELS, "labels.yaml")])
    (cited,) = cited_sources(["s"], [], view, labels, readers)
    assert ("B2" in cited.text_after) is (readers == "desk")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"detail": "press release (2002) 022"}, "Gazette, press release (2002) 022, “On s”, undated."),
        ({"repeated_by": "Mirage"}, "Gazette, repeated by Mirage, “On s”, undated."),
        ({"quoted_source": "h"}, "Gazette, quoting Herald, “On s”, undated."),
        ({"quoted_source": "b"}, "Gazette, “On s”, undated."),
    ],
)
def test_the_publisher_is_given_in_full(tmp_path: Path, fields: dict[str, object], expected: str) -> None:
    """The list names a series, who repeats the text and whom it quotes, unless that is the same publisher."""
    brief = compose_note(
        tmp_path,
        "{{ facts.statements[0].text }}",
        statements=(fact("It joined.", "s"),),
        sources=[source("s", **fields), source("h", publisher="Herald")],
        short_publishers={"Gazette": "G."},
    )
    (cited,) = brief.sources
    assert expected == cited.text_before + cited.title + cited.text_after


def test_the_places_in_a_source_are_listed(tmp_path: Path) -> None:
    """The list has each place once, in the order of the citations, and the source that reports an unread one."""
    places = {
        Citation("test/s", "s"): (CitedPlace("p. 214", None), CitedPlace("p. 9", None)),
        Citation("test/a", "a"): (CitedPlace("", "b"), CitedPlace("p. 3", "b")),
        Citation("test/other", "s"): (CitedPlace("p. 1000", None),),
    }
    brief = compose_note(
        tmp_path,
        "{{ facts.statements[0].text }} {{ facts.statements[1].text }}",
        statements=(fact("It joined.", "s"), fact("It left.", "a")),
        sources=[source("s"), source("b", publisher="Herald", published=PartialDate(2011, 6, 23))],
        cited_places=places,
    )
    assert [cited.text_after.replace("\u00a0", " ") for cited in brief.sources] == [
        ", undated, p. 214, p. 9.",
        ", undated, p. 3, quoted by Herald, 23 June 2011.",
    ]


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (("2024-05-01", "2024-05-01"), " Retrieved 1 May 2024."),
        (("2024-05", "2023-02-01"), " Retrieved 1 February 2023 to May 2024."),
        (("2024-05-01", None), ""),
    ],
)
def test_the_colophon_says_when_all_sources_were_read(
    days: tuple[str | None, ...], told: str, tmp_path: Path
) -> None:
    """From the first to the last day; and nothing while that is not on record for each of them."""
    read = [
        source(id_, retrieved=PartialDate.parse(day) if day else None)
        for id_, day in zip("ab", days, strict=True)
    ]
    brief = compose_with_facts(tmp_path, "{2}\n\n{{ colophon }}", sources=read)
    said = skeleton_text(brief).replace("\u00a0", " ")
    assert said.endswith(f"Statements 1, sources 2, publishers 1.{told}")


@pytest.mark.parametrize(
    ("published", "later"),
    [("2021-01-04", " Newest source: 4 January 2021."), ("2019-03-20", ""), ("2019", ""), ("", "")],
)
def test_the_colophon_of_a_past_day_names_a_newer_source(published: str, later: str, tmp_path: Path) -> None:
    """A source of 2021 that attests 2019 is newer than "newest" says, so the colophon gives its date as well."""
    newest = source("a", published=PartialDate.parse(published) if published else None)
    brief = compose_with_facts(
        tmp_path,
        "{0}\n\n{{ colophon }}",
        sources=[newest],
        attested_ranges={"test/a": (PartialDate(2018, 3), PartialDate(2019, 3, 21))},
    )
    said = skeleton_text(brief).replace("\u00a0", " ")
    assert said.endswith(f"from March 2018 to 21 March 2019.{later}")
