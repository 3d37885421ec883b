"""Tests of the timeline: every milestone at its position, legible, and identical output everywhere."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.compose.svg import WIDTH, Pen, text_width
from briefings.compose.timeline import draw_timeline
from briefings.model.dates import PartialDate
from briefings.model.house import DEFAULT_COLOURS

if TYPE_CHECKING:
    from tests.support.golden import Golden

PEN = Pen.from_colours(DEFAULT_COLOURS)
GAP = "\u00a0" * 3
SVG = "{http://www.w3.org/2000/svg}"
FEW = [
    (PartialDate.parse("1992"), "1992", "Relations begin"),
    (PartialDate.parse("2002-02-20"), "20 February 2002", "Joins the PfP"),
    (PartialDate.parse("2004-03"), "March 2004", "Mines destroyed"),
    (PartialDate.parse("2026-11-22"), "22 November 2026", "A visit, yesterday, with a name that is long"),
]
TIMES = st.builds(PartialDate, st.integers(1900, 2026), st.none() | st.integers(1, 10), st.none())
TEXTS = st.text(alphabet="ab <&>\"'Ҷ", min_size=1, max_size=25)
MILESTONES = st.lists(st.tuples(TIMES, TEXTS, TEXTS), min_size=1, max_size=15).map(
    lambda found: sorted(found, key=lambda milestone: (milestone[0].first_day, milestone[0].last_day))
)
Milestones = list[tuple[PartialDate, str, str]]


def timeline_element(milestones: Milestones) -> ElementTree.Element:
    """Draw the timeline of these milestones and parse it."""
    return ElementTree.fromstring(draw_timeline(milestones, PEN))  # noqa: S314 - our own


def label_elements(svg: ElementTree.Element) -> list[ElementTree.Element]:
    """Return the elements with the labels of the milestones."""
    return [text for text in svg.iter(f"{SVG}text") if text.get("text-anchor") is None]


def coordinate(element: ElementTree.Element, name: str) -> float:
    """Return an attribute of an element as a number."""
    return float(element.attrib[name])


def test_a_timeline_is_drawn_as_it_should_be(golden: Golden) -> None:
    """Four milestones make the picture of the golden file, to the last digit."""
    golden.check(draw_timeline(FEW, PEN).replace("><", ">\n<") + "\n", ".svg")


def test_the_axis_reaches_the_year_of_the_note() -> None:
    """Years in which nothing happened are there to be seen, up to that of the note and no further."""
    svg = ElementTree.fromstring(draw_timeline(FEW[:3], PEN, 2011))  # noqa: S314 - our own
    years = [text.text for text in svg.iter(f"{SVG}text") if text.get("text-anchor")]
    assert years[-1] == "2012"
    assert draw_timeline(FEW, PEN, 2011) == draw_timeline(FEW, PEN)


@given(MILESTONES)
def test_every_milestone_is_told_word_for_word(milestones: Milestones) -> None:
    """Date and text of each milestone stand in the picture as they are, whatever characters they have."""
    told = [text.text for text in label_elements(timeline_element(milestones))]
    assert [f"{words}{GAP}{label}" for _, words, label in milestones] == told


@given(MILESTONES)
def test_labels_stay_inside_and_apart(milestones: Milestones) -> None:
    """No label runs over another one, nor over an edge of the picture unless it is as long as the picture is wide."""
    svg = timeline_element(milestones)
    height = float(svg.attrib["height"])
    boxes = []
    for label in label_elements(svg):
        x, y = coordinate(label, "x"), coordinate(label, "y")
        assert x >= 0
        assert 0 <= y <= height
        boxes.append((x, y, x + text_width(label.text or "")))
    for (x1, y1, end1), (x2, y2, end2) in combinations(boxes, 2):
        assert y1 != y2 or end1 <= x2 or end2 <= x1
    for end in (end for _, _, end in boxes):
        assert end <= WIDTH


@given(MILESTONES)
def test_later_milestones_stand_further_right(milestones: Milestones) -> None:
    """Points stand in the order of time, and those of one date at one place."""
    across = [coordinate(circle, "cx") for circle in timeline_element(milestones).iter(f"{SVG}circle")]
    middles = [when.first_day.toordinal() + when.last_day.toordinal() for when, _, _ in milestones]
    assert [x for _, x in sorted(zip(middles, across, strict=True))] == sorted(across)


@pytest.mark.parametrize(
    ("first", "years"),
    [("2026", ["2026", "2027"]), ("2020", ["2020", "2021", "2022", "2023", "2024", "2025", "2026", "2027"]), ("1990", ["1990", "1995", "2000", "2005", "2010", "2015", "2020", "2025"]), ("1850", ["1860", "1880", "1900", "1920", "1940", "1960", "1980", "2000", "2020"])],
)  # fmt: skip
def test_years_are_ticked_in_round_numbers(first: str, years: list[str]) -> None:
    """The axis has at most a dozen years on it, evenly apart."""
    svg = timeline_element([(PartialDate.parse(year), year, "x") for year in (first, "2026")])
    assert years == [text.text for text in svg.iter(f"{SVG}text") if text.get("text-anchor") == "middle"]


def test_a_point_is_full_where_the_day_is_known() -> None:
    """A date of which only month or year is known has a hollow point."""
    filled = [circle.attrib["fill"] != "#ffffff" for circle in timeline_element(FEW).iter(f"{SVG}circle")]
    assert filled == [False, True, False, True]


def test_a_picture_asks_for_nothing_else() -> None:
    """The picture names no other file and runs nothing."""
    svg = draw_timeline(FEW, PEN)
    assert re.findall(r"(?:href|url|script|style|on\w+)\s*[=(]", svg) == []
    assert {element.tag.removeprefix(SVG) for element in timeline_element(FEW).iter()} == {
        "svg",
        "line",
        "circle",
        "text",
    }
