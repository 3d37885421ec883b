"""The timeline shows every milestone at its place, legibly, and is the same everywhere."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.compose.svg import WIDTH, Pen, width
from briefings.compose.timeline import timeline
from briefings.model.dates import PartialDate
from briefings.model.house import COLOURS

if TYPE_CHECKING:
    from tests.support.golden import Golden

PEN = Pen.of(COLOURS)
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
    lambda found: sorted(found, key=lambda milestone: (milestone[0].first, milestone[0].last))
)
Milestones = list[tuple[PartialDate, str, str]]


def _drawn(milestones: Milestones) -> ElementTree.Element:
    return ElementTree.fromstring(timeline(milestones, PEN))  # noqa: S314 - our own


def _labels(svg: ElementTree.Element) -> list[ElementTree.Element]:
    return [text for text in svg.iter(f"{SVG}text") if text.get("text-anchor") is None]


def _place(element: ElementTree.Element, name: str) -> float:
    return float(element.attrib[name])


def test_a_timeline_is_drawn_as_it_should_be(golden: Golden) -> None:
    """Four milestones make the picture of the golden file, to the last digit."""
    golden.check(timeline(FEW, PEN).replace("><", ">\n<") + "\n", ".svg")


def test_the_axis_reaches_the_year_of_the_note() -> None:
    """Years in which nothing happened are there to be seen, up to that of the note and no further."""
    svg = ElementTree.fromstring(timeline(FEW[:3], PEN, 2011))  # noqa: S314 - our own
    years = [text.text for text in svg.iter(f"{SVG}text") if text.get("text-anchor")]
    assert years[-1] == "2012"
    assert timeline(FEW, PEN, 2011) == timeline(FEW, PEN)


@given(MILESTONES)
def test_every_milestone_is_told_word_for_word(milestones: Milestones) -> None:
    """Date and text of each milestone stand in the picture as they are, whatever characters they have."""
    told = [text.text for text in _labels(_drawn(milestones))]
    assert [f"{words}{GAP}{label}" for _, words, label in milestones] == told


@given(MILESTONES)
def test_labels_stay_inside_and_apart(milestones: Milestones) -> None:
    """No label runs over another one, nor over an edge of the picture unless it is as long as the picture is wide."""
    svg = _drawn(milestones)
    height = float(svg.attrib["height"])
    boxes = []
    for label in _labels(svg):
        x, y = _place(label, "x"), _place(label, "y")
        assert x >= 0
        assert 0 <= y <= height
        boxes.append((x, y, x + width(label.text or "")))
    for (x1, y1, end1), (x2, y2, end2) in combinations(boxes, 2):
        assert y1 != y2 or end1 <= x2 or end2 <= x1
    for end in (end for _, _, end in boxes):
        assert end <= WIDTH


@given(MILESTONES)
def test_later_milestones_stand_further_right(milestones: Milestones) -> None:
    """Points stand in the order of time, and those of one date at one place."""
    across = [_place(circle, "cx") for circle in _drawn(milestones).iter(f"{SVG}circle")]
    middles = [when.first.toordinal() + when.last.toordinal() for when, _, _ in milestones]
    assert [x for _, x in sorted(zip(middles, across, strict=True))] == sorted(across)


@pytest.mark.parametrize(
    ("first", "years"),
    [("2026", ["2026", "2027"]), ("2020", ["2020", "2021", "2022", "2023", "2024", "2025", "2026", "2027"]), ("1990", ["1990", "1995", "2000", "2005", "2010", "2015", "2020", "2025"]), ("1850", ["1860", "1880", "1900", "1920", "1940", "1960", "1980", "2000", "2020"])],
)  # fmt: skip
def test_years_are_ticked_in_round_numbers(first: str, years: list[str]) -> None:
    """The axis has at most a dozen years on it, evenly apart."""
    svg = _drawn([(PartialDate.parse(year), year, "x") for year in (first, "2026")])
    assert years == [text.text for text in svg.iter(f"{SVG}text") if text.get("text-anchor") == "middle"]


def test_a_point_is_full_where_the_day_is_known() -> None:
    """A date of which only month or year is known has a hollow point."""
    filled = [circle.attrib["fill"] != "#ffffff" for circle in _drawn(FEW).iter(f"{SVG}circle")]
    assert filled == [False, True, False, True]


def test_a_picture_asks_for_nothing_else() -> None:
    """The picture names no other file and runs nothing."""
    svg = timeline(FEW, PEN)
    assert re.findall(r"(?:href|url|script|style|on\w+)\s*[=(]", svg) == []
    assert {element.tag.removeprefix(SVG) for element in _drawn(FEW).iter()} == {
        "svg",
        "line",
        "circle",
        "text",
    }
