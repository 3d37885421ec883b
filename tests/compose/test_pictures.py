"""Tests of pictures in notes: drawn on request, in the house colours, with citations, and read from files."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from briefings.compose.brief import Brief, Figure, SlotText, SourceList
from briefings.compose.map_colours import colour_map
from briefings.factbase.spans import sure_span
from briefings.lint.run import check_project
from briefings.loading.svg import read_svg
from briefings.model.dates import PartialDate, Period
from briefings.model.diagnostics import BriefingsError
from briefings.model.house import DEFAULT_COLOURS, Look
from briefings.model.locales import country_names
from briefings.outputs import markdown
from briefings.project import Project, package_data_folder
from briefings.views.records import HistoryView, TenureView
from docs.maps import UNITED_NATIONS
from tests.support.notes import (
    EMPTY,
    FICTIONAL,
    MILESTONE_TABLE,
    MILESTONES,
    TODAY,
    compose_note,
    load_store,
    phrase,
    render_html,
    render_pdf,
    skeleton_text,
    write_labels,
)
from tests.support.pdf_pages import embedded_fonts
from tests.support.tools import NO_FINDINGS, browser_findings, pdf_ua_findings

if TYPE_CHECKING:
    from pathlib import Path


FOLDERS = {
    "map": package_data_folder() / "templates" / "maps",
    "flag": package_data_folder() / "templates" / "flags",
}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path d="M0 0h4v3z"/></svg>'
DRAWN = SVG.replace('viewBox="0 0 4 3"', 'viewBox="0 0 4 3" width="4" height="3"').replace('z"/>', 'z" />')
LABELS = """
map: {alternative: "Map: {partner}.", caption: For orientation.}
flag: {alternative: "Flag of {partner}"}
strip:
  alternative: "{posts} posts, {tenures} tenures, {first} to {last}."
  together-in: "At one time {post}: {names}."
  attested: seen
  presumed: presumed
  unconfirmed: unconfirmed
  inexact: inexact
  together: together
"""
TENURES = (
    ("Gustave H.", "ended", "2001-02-03/2012-01-01", "a", ()),
    ("Zero Moustafa", "presumed", "2011-01-01/", "b", (PartialDate.parse("2014"),)),
)
HISTORIES = (
    HistoryView(
        title=phrase("Keeper"),
        seats=1,
        tenures=tuple(
            TenureView(
                text=phrase(name, letter),
                status=status,
                time=phrase(valid, letter),
                attested=EMPTY,
                due=EMPTY,
                attested_time=EMPTY,
                period=Period.parse(valid),
                attested_dates=attested_dates,
                sure_span=sure_span(Period.parse(valid), attested_dates),
            )
            for name, status, valid, letter, attested_dates in TENURES
        ),
    ),
)
TABLE = """
| {{ label("glance.what") }} | {{ label("glance.who") }} |
|---|---|
{% for x in histories[0].tenures %}
| {{ x.text }} | {{ x.time }} |
{% endfor %}
"""


def compose_pictures(folder: Path, template: str, **fields: Any) -> Brief:  # noqa: ANN401 - fields are of any kind
    """Compose a note with the labels of pictures."""
    return compose_note(folder, template, labels=write_labels(folder, LABELS), **fields)


def figure_slots(brief: Brief) -> list[Figure]:
    """Return the figures of a note."""
    return [slot for slot in brief.slots if isinstance(slot, Figure)]


def write_picture(folder: Path, name: str, svg: str = SVG) -> None:
    """Write an SVG file, by default a valid one."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(svg, encoding="utf-8")


# --- files --------------------------------------------------------------------------------------


def test_a_map_and_a_flag_are_files_under_the_code_of_the_partner(tmp_path: Path) -> None:
    """Both are printed with the partner's name for those who can't see them, the map with its caption."""
    write_picture(tmp_path, "maps/ZB.svg")
    write_picture(tmp_path, "flags/ZB.svg")
    brief = compose_pictures(tmp_path, "{{ flag }}\n\n{{ map }}", code="ZB")
    assert [replace(figure, mark=None) for figure in figure_slots(brief)] == [
        Figure("flag", DRAWN, "Flag of Zubrowka"),
        Figure("map", colour_map(DRAWN, DEFAULT_COLOURS), "Map: Zubrowka.", "For orientation."),
    ]


def test_a_picture_that_there_is_not_prints_nothing(tmp_path: Path) -> None:
    """A template can ask whether there is a picture, and one that just prints it leaves no trace."""
    brief = compose_pictures(
        tmp_path, "{{ map }}\n\n{% if map %}\n# {{ partner.name }}\n{% endif %}\n{{ strip }}", code="ZB"
    )
    assert figure_slots(brief) == []
    assert skeleton_text(brief).strip() == ""


def test_a_file_that_does_more_than_draw_is_refused_where_it_is_printed(tmp_path: Path) -> None:
    """The note is not made, and the place in the file is told."""
    write_picture(tmp_path, "maps/ZB.svg", SVG.replace("<path", "\n<script/><path"))
    with pytest.raises(BriefingsError, match=r"maps/ZB\.svg:2:1: error\[svg-refused\]: <script>"):
        compose_pictures(tmp_path, "{{ map }}", code="ZB")
    assert figure_slots(compose_pictures(tmp_path, "{{ flag }}", code="ZB")) == []


def test_check_looks_at_maps_and_flags_that_nothing_prints(project: Path) -> None:
    """Every file of the project is looked at, those of partners as well."""
    write_picture(project, "templates/maps/ZB.svg", SVG.replace("path", "image"))
    write_picture(project, "templates/partners/zubrowka/flags/ZB.svg", "")
    found = [
        (problem.code, problem.location.path)
        for problem in check_project(Project(project, project), TODAY)
        if problem.location and problem.location.path.endswith(".svg")
    ]
    assert found == [
        ("svg-refused", "templates/maps/ZB.svg"),
        ("svg-syntax", "templates/partners/zubrowka/flags/ZB.svg"),
    ]


# --- what comes with Briefings ------------------------------------------------------------------

BROUGHT = [path for folder in FOLDERS.values() for path in sorted(folder.glob("*.svg"))]


@pytest.mark.parametrize("path", BROUGHT, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_picture_that_comes_with_briefings_is_sound_and_small(path: Path) -> None:
    """Each is one that a user could have brought, in the shape of its kind, and not large."""
    svg, problems = read_svg(path, path.name)
    assert problems == ()
    assert svg
    width, height = (float(number) for number in re.findall(r'(?:width|height)="(\d+)"', svg)[:2])
    assert width / height == pytest.approx(4 / 3)
    assert path.stat().st_size < 64_000


def test_there_is_a_map_of_every_state_and_a_flag_of_every_country() -> None:
    """Maps are those of the list in `docs/maps.py`; flags are those of ISO 3166-1, which does not have Kosovo's XK."""
    assert sorted(path.stem for path in FOLDERS["map"].glob("*.svg")) == sorted(UNITED_NATIONS.split())
    flags = {path.stem for path in FOLDERS["flag"].glob("*.svg")}
    assert flags == set(country_names("en")) - {"XK"}
    assert len(flags) == 249
    assert set(UNITED_NATIONS.split()) < flags


@pytest.mark.parametrize("kind", ["map", "flag"])
def test_packaged_pictures_take_little_room(kind: str) -> None:
    """All maps together, and all flags, are little more than a megabyte."""
    assert sum(path.stat().st_size for path in FOLDERS[kind].glob("*.svg")) < 1_250_000


def test_no_product_shows_a_map_unasked() -> None:
    """A map takes sides where borders are in dispute, so whether to show one is for a house to decide; briefs have flags."""
    shown = {
        path.stem: re.findall(r"\b(?:map|flag)\b", path.read_text("utf-8"))
        for path in (package_data_folder() / "templates" / "products").glob("*.yaml")
    }
    assert {product: pictures for product, pictures in shown.items() if pictures} == {"brief": ["flag"]}


# --- the strip ----------------------------------------------------------------------------------


def test_the_strip_tells_in_words_what_stands_out(tmp_path: Path) -> None:
    """Its alternative text counts posts and tenures, says from when to when, and names who was in a post at once."""
    (figure,) = figure_slots(compose_pictures(tmp_path, f"{{{{ strip }}}}\n{TABLE}", histories=HISTORIES))
    assert figure.alt_text == (
        "1 posts, 2 tenures, 3\u00a0February\u00a02001 to 2014. At one time Keeper: Gustave H., Zero Moustafa."
    )


def test_the_strip_needs_its_table(tmp_path: Path) -> None:
    """What it shows must be cited in words: a table that leaves out one holder is not enough."""
    with pytest.raises(BriefingsError, match=r"picture-alone.*the strip shows"):
        compose_pictures(tmp_path, "{{ strip }}", histories=HISTORIES)
    with pytest.raises(BriefingsError, match="picture-alone"):
        compose_pictures(
            tmp_path, "{{ strip }}\n" + TABLE.replace("tenures", "tenures[:1]"), histories=HISTORIES
        )


def test_pictures_have_the_colours_of_the_house(tmp_path: Path) -> None:
    """A house with another accent has it in its pictures, and none of the usual one."""
    house = load_store(FICTIONAL).house
    red = replace(house, look=Look(colours={**DEFAULT_COLOURS, "accent": "#8c1d18"}))
    (figure,) = figure_slots(
        compose_pictures(tmp_path, f"{{{{ strip }}}}\n{TABLE}", histories=HISTORIES, house=red)
    )
    assert "#8c1d18" in figure.svg
    assert DEFAULT_COLOURS["accent"] not in figure.svg


def test_the_wording_of_a_picture_must_be_there(tmp_path: Path) -> None:
    """A label file without it is named, with the label."""
    labels = write_labels(tmp_path, LABELS.replace("  inexact: inexact\n", ""))
    with pytest.raises(BriefingsError, match=r"unknown-label.*'strip\.inexact'"):
        compose_note(tmp_path, f"{{{{ strip }}}}\n{TABLE}", labels=labels, histories=HISTORIES)


# --- in the formats -----------------------------------------------------------------------------


@pytest.fixture
def illustrated_brief(tmp_path: Path) -> Brief:
    """Return a note with all pictures except the timeline, some of them real ones."""
    for name, folder in FOLDERS.items():
        write_picture(tmp_path, f"{name}s/ZB.svg", (folder / "TJ.svg").read_text(encoding="utf-8"))
    template = f"{{{{ flag }}}}\n\n# {{{{ partner.name }}}}\n\n{{{{ map }}}}\n\n## {{{{ label('section.glance') }}}}\n\n{{{{ strip }}}}\n\n{TABLE}\n\n## {{{{ label('section.sources') }}}}\n\n{{{{ sources }}}}"
    return compose_pictures(tmp_path, template, code="ZB", histories=HISTORIES)


def test_markdown_has_no_pictures(illustrated_brief: Brief) -> None:
    """Neither a picture nor its caption is in the Markdown; the table is."""
    text = markdown.render(illustrated_brief).decode()
    assert "orientation" not in text
    assert "svg" not in text
    assert "Zero Moustafa" in text


@pytest.mark.slow
def test_pictures_are_no_barrier_in_html(illustrated_brief: Brief, tmp_path: Path) -> None:
    """The page passes WCAG 2.2 AA, is valid HTML, fits a phone and asks the network for nothing."""
    page = tmp_path / "page.html"
    page.write_text(render_html(illustrated_brief), encoding="utf-8")
    assert browser_findings([page]) == {page: NO_FINDINGS}


def test_pictures_are_no_barrier_in_pdf(illustrated_brief: Brief) -> None:
    """The PDF passes PDF/UA-1."""
    assert pdf_ua_findings(render_pdf(illustrated_brief)) == []


def test_a_map_with_arabic_names_has_the_font_for_them(tmp_path: Path) -> None:
    """The PDF embeds a font that only a picture needs."""
    write_picture(
        tmp_path, "maps/ZB.svg", SVG.replace("<path", '<text y="2" font-size="1">دوشنبه</text><path')
    )
    fonts = embedded_fonts(render_pdf(compose_pictures(tmp_path, "{{ map }}", code="ZB")))
    assert any("Arabic" in font for font in fonts)


# --- the timeline in a note --------------------------------------------------------------------------------


def test_the_timeline_is_a_figure_with_an_alternative(tmp_path: Path) -> None:
    """Printed alone on its line, the timeline is a picture whose alternative text says from when to when it goes."""
    brief = compose_note(tmp_path, f"{{{{ timeline }}}}\n{MILESTONE_TABLE}", milestones=MILESTONES)
    (figure,) = [slot for slot in brief.slots if isinstance(slot, Figure)]
    assert figure.alt_text == "Timeline of 2 milestones from 1994 to 2002."
    assert "Event of 1994" in figure.svg
    assert brief.skeleton.split("\n")[1:2] == [""]


def test_the_timeline_needs_the_same_in_words(tmp_path: Path) -> None:
    """A picture bears no marks, so what it shows must be printed and cited in the note as well."""
    with pytest.raises(BriefingsError, match=r"picture-alone.*the text of the note does not cite"):
        compose_note(tmp_path, "{{ timeline }}", milestones=MILESTONES)


def test_without_milestones_there_is_no_picture(tmp_path: Path) -> None:
    """A template that prints the timeline of no milestones prints nothing."""
    brief = compose_note(tmp_path, "{{ timeline }}")
    assert [slot for slot in brief.slots if not isinstance(slot, SourceList)] == [SlotText("")]
