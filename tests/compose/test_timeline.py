"""Tests of the timeline: every milestone at its position, labels legible, and identical output everywhere."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.compose.svg import WIDTH, Pen
from briefings.compose.timeline import Milestone, draw_timeline
from briefings.model.dates import PartialDate
from briefings.model.house import DEFAULT_COLOURS
from tests.support.svg_boxes import SVG, coordinate, misplaced_texts, text_boxes

if TYPE_CHECKING:
    from tests.support.golden import Golden
    from tests.support.svg_boxes import TextBox

PEN = Pen.from_colours(DEFAULT_COLOURS)
MIRRORED_PEN = Pen.from_colours(DEFAULT_COLOURS, is_mirrored=True)
DAY, DAY_WORDS = date(2026, 11, 23), "23 Nov 2026"
FEW = [
    Milestone(PartialDate.parse(when), words, head)
    for when, words, head in [
        ("1992", "1992", "Relations begin"),
        ("2002-02-20", "20 Feb 2002", "Joins the PfP"),
        ("2004-03", "Mar 2004", "Mines destroyed"),
        ("2026-11-22", "22 Nov 2026", "A visit, yesterday, with a name that is long"),
    ]
]
TIMES = st.builds(PartialDate, st.integers(1900, 2026), st.none() | st.integers(1, 10), st.none())
TEXTS = st.text(alphabet="ab <&>\"'Ҷ", min_size=1, max_size=70)
DATE_WORDS = st.text(alphabet="ab 19", min_size=4, max_size=25)
MILESTONES = st.lists(st.builds(Milestone, TIMES, DATE_WORDS, TEXTS), min_size=1, max_size=40).map(
    lambda found: sorted(found, key=lambda milestone: (milestone.when.first_day, milestone.when.last_day))
)
DAYS = st.dates(date(1900, 1, 1), date(2026, 12, 31))
PENS = st.sampled_from([PEN, MIRRORED_PEN])


def timeline_element(milestones: list[Milestone], day: date = DAY, pen: Pen = PEN) -> ElementTree.Element:
    """Draw the timeline of these milestones and parse it."""
    return ElementTree.fromstring(draw_timeline(milestones, day, DAY_WORDS, pen))  # noqa: S314 - our own


def label_boxes(svg: ElementTree.Element) -> list[TextBox]:
    """Return the boxes of the labels, without the years and the day on the axis."""
    return [box for box in text_boxes(svg) if box.fill == PEN.ink]


def years_shown(svg: ElementTree.Element) -> list[str]:
    """Return the years on the axis."""
    return [box.text for box in text_boxes(svg) if box.fill == PEN.quiet]


def test_a_timeline_is_drawn_as_it_should_be(golden: Golden) -> None:
    """Four milestones make the picture of the golden file, to the last digit."""
    golden.check(draw_timeline(FEW, DAY, DAY_WORDS, PEN).replace("><", ">\n<") + "\n", ".svg")


def test_a_timeline_can_go_from_right_to_left(golden: Golden) -> None:
    """For Arabic, the same picture has its first milestone at the right."""
    golden.check(draw_timeline(FEW, DAY, DAY_WORDS, MIRRORED_PEN).replace("><", ">\n<") + "\n", ".svg")


@pytest.mark.parametrize(("day", "years"), [(date(2011, 6, 23), ["1994", "1996", "1998", "2000", "2002", "2004", "2006", "2008"]), (DAY, ["1995", "2000", "2005", "2010", "2015", "2020"])])  # fmt: skip
def test_the_axis_ends_on_the_day_of_the_note(day: date, years: list[str]) -> None:
    """Nothing is to the right of the day, which is named at the end; years that would touch its name are left out."""
    svg = timeline_element(FEW[:3], day)
    assert years_shown(svg) == years
    (end,) = [box for box in text_boxes(svg) if box.text == DAY_WORDS]
    band = next(svg.iter(f"{SVG}rect"))
    assert end.right <= coordinate(band, "x") + coordinate(band, "width")


def test_the_strip_is_22_millimetres_high() -> None:
    """On the 180 mm of a page, labels on both sides included."""
    assert coordinate(timeline_element(FEW), "height") / WIDTH * 180 == pytest.approx(22, abs=1)


@given(MILESTONES)
def test_at_most_six_milestones_have_a_label(milestones: list[Milestone]) -> None:
    """Each has a dot; a label has the date as given, and the head as it is unless it is very long."""
    svg = timeline_element(milestones)
    told = [box.text for box in label_boxes(svg)]
    assert len(list(svg.iter(f"{SVG}circle"))) == len(milestones)
    assert 2 <= len(told) <= 12
    words = {milestone.date_words for milestone in milestones}
    heads = {milestone.head for milestone in milestones}
    assert all(text in words for text in told[::2])
    assert all(text in heads or text.endswith("…") for text in told[1::2])
    assert sum(text not in heads for text in told[1::2]) <= 2


def test_the_first_and_the_last_milestone_have_labels() -> None:
    """Of a hundred milestones, the ends of the story are told, and others far from them and from each other."""
    many = [
        Milestone(PartialDate.parse(f"{year}"), f"{year}", f"Event of {year}") for year in range(1926, 2026)
    ]
    told = sorted(box.text for box in label_boxes(timeline_element(many)) if not box.text.startswith("Event"))
    assert told == ["1926", "1951", "1976", "1988", "2000", "2025"]


@given(MILESTONES, DAYS, PENS)
def test_labels_stay_inside_and_apart(milestones: list[Milestone], day: date, pen: Pen) -> None:
    """No text runs over another one nor over an edge of the picture, and none touches a dot."""
    svg = timeline_element(milestones, day, pen)
    assert misplaced_texts(svg) == []
    boxes = text_boxes(svg)
    for circle in svg.iter(f"{SVG}circle"):
        y = coordinate(circle, "cy")
        assert all(y + 3 <= box.top or y - 3 >= box.bottom for box in boxes)


@given(MILESTONES, DAYS, PENS)
def test_each_label_is_at_its_stem(milestones: list[Milestone], day: date, pen: Pen) -> None:
    """A stem goes from the dot to the label and meets it."""
    svg = timeline_element(milestones, day, pen)
    stems = [line for line in svg.iter(f"{SVG}line") if line.get("x1") == line.get("x2")][1:]
    boxes = label_boxes(svg)
    labels = list(zip(boxes[::2], boxes[1::2], strict=True))
    assert len(stems) == len(labels)
    for stem, (words, head) in zip(stems, labels, strict=True):
        left, right = min(words.left, head.left), max(words.right, head.right)
        assert left <= coordinate(stem, "x1") <= right


@given(MILESTONES)
def test_later_milestones_stand_further_right(milestones: list[Milestone]) -> None:
    """Dots are in the order of time, those of one date at one place; from right to left, it is the other way."""
    middles = [
        milestone.when.first_day.toordinal() + milestone.when.last_day.toordinal() for milestone in milestones
    ]
    for pen, direction in ((PEN, 1), (MIRRORED_PEN, -1)):
        svg = timeline_element(milestones, pen=pen)
        across = [direction * coordinate(circle, "cx") for circle in svg.iter(f"{SVG}circle")]
        assert [x for _, x in sorted(zip(middles, across, strict=True))] == sorted(across)


@pytest.mark.parametrize(
    ("first", "years"),
    [("2026", []), ("2020", ["2021", "2022", "2023", "2024", "2025"]), ("1990", ["1995", "2000", "2005", "2010", "2015", "2020"]), ("1850", ["1860", "1880", "1900", "1920", "1940", "1960", "1980", "2000"])],
)  # fmt: skip
def test_years_are_ticked_in_round_numbers(first: str, years: list[str]) -> None:
    """The axis has at most a dozen years on it, evenly apart."""
    svg = timeline_element([Milestone(PartialDate.parse(year), year, "x") for year in (first, "2026")])
    assert years_shown(svg) == years


def test_a_point_is_full_where_the_day_is_known() -> None:
    """A date of which only month or year is known has a hollow point."""
    filled = [circle.attrib["fill"] != "#ffffff" for circle in timeline_element(FEW).iter(f"{SVG}circle")]
    assert filled == [False, True, False, True]


def test_a_picture_asks_for_nothing_else() -> None:
    """The picture names no other file and runs nothing."""
    svg = draw_timeline(FEW, DAY, DAY_WORDS, PEN)
    assert re.findall(r"(?:href|url|script|style|on\w+)\s*[=(]", svg) == []
    assert {element.tag.removeprefix(SVG) for element in timeline_element(FEW).iter()} == {
        "svg",
        "line",
        "circle",
        "rect",
        "text",
    }
