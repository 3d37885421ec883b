"""Tests of the chart of tenures: length and spacing of bars, overlaps, and identical output everywhere."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.compose.svg import WIDTH, Pen, text_width
from briefings.compose.tenure_bars import Bar, Row, find_overlaps
from briefings.compose.tenure_chart import LegendEntry, draw_tenure_chart
from briefings.factbase.spans import sure_span
from briefings.model.dates import PartialDate, Period
from briefings.model.house import DEFAULT_COLOURS

if TYPE_CHECKING:
    from tests.support.golden import Golden

PEN = Pen.from_colours(DEFAULT_COLOURS)
SVG = "{http://www.w3.org/2000/svg}"
WORDS = {entry: f"({entry.value})" for entry in LegendEntry}


def make_bar(name: str, status: str, valid: str, *sightings: str) -> Bar:
    """Return a tenure, given as in a fact file."""
    period, attested_dates = Period.parse(valid), tuple(PartialDate.parse(when) for when in sightings)
    return Bar(name, status, period, attested_dates, sure_span(period, attested_dates))


KEEPERS = Row(
    "Keeper of the Lamps",
    1,
    [
        make_bar("Gustave H.", "ended", "1932-03-01/1938-05-01"),
        make_bar("Zero Moustafa", "ended", "1937/1941"),
        make_bar("Ivan", "ended", "/1944-06-01", "1943-05-01"),
        make_bar("Serge", "ended", "/", "1946"),
        make_bar("Agatha", "presumed", "1950-01-01/", "1955-01-01"),
    ],
)
PORTERS = Row(
    "Porter", 2, [make_bar("A", "certain", "../"), make_bar("B", "overdue", "1950-06/", "1951-01-01")]
)


def draw_chart(*rows: Row) -> ElementTree.Element:
    """Draw the chart of these rows and parse it."""
    return ElementTree.fromstring(draw_tenure_chart(rows, WORDS, PEN))  # noqa: S314 - our own


def chart_texts(svg: ElementTree.Element) -> list[str]:
    """Return the texts of the picture without the years of its axis."""
    return [text.text or "" for text in svg.iter(f"{SVG}text") if text.get("text-anchor") != "middle"]


def test_a_strip_is_drawn_as_it_should_be(golden: Golden) -> None:
    """Two posts make the picture of the golden file, to the last digit."""
    golden.check(draw_tenure_chart([KEEPERS, PORTERS], WORDS, PEN).replace("><", ">\n<") + "\n", ".svg")


def test_titles_names_and_what_needs_explaining_are_told() -> None:
    """Each post and holder is named, and of the legend there is what the picture shows."""
    told = [
        "Keeper of the Lamps",
        "Gustave H.",
        "Zero Moustafa",
        "Ivan",
        "Serge",
        "Agatha",
        "Porter",
        "A",
        "B",
    ]
    assert chart_texts(draw_chart(KEEPERS, PORTERS)) == [*told, *WORDS.values()]
    assert chart_texts(draw_chart(Row("Porter", 1, [make_bar("A", "ended", "1932-03-01/1938-05-01")]))) == [
        "Porter",
        "A",
    ]


CLASHES = [
    ("1930-01-01/1935-01-01", "1935-01-01/1940-01-01", 1, []),
    ("1930-01-01/1935", "1935/1940-01-01", 1, []),
    ("1930-01-01/1935-01-02", "1935-01-01/1940-01-01", 1, ["1935-01-01 to 1935-01-02: one, two"]),
    ("1930-01-01/1938-01-01", "1935/1940-01-01", 1, ["1935-12-31 to 1938-01-01: one, two"]),
    ("1930-01-01/1938-01-01", "1935/1940-01-01", 2, []),
    ("1930-01-01/1940-01-01", "1932-01-01/1933-01-01", 1, ["1932-01-01 to 1933-01-01: one, two"]),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "seats", "expected"), CLASHES)
def test_more_holders_than_seats_stand_out(first: str, second: str, seats: int, expected: list[str]) -> None:
    """Two surely at one time in a post for one are marked for that time; a handover on one day or in one month is not."""
    row = Row("Porter", seats, [make_bar("one", "ended", first), make_bar("two", "ended", second)])
    found = [
        f"{PartialDate.from_day(day_of_ordinal(begin))} to {PartialDate.from_day(day_of_ordinal(end))}: {', '.join(names)}"
        for begin, end, names in find_overlaps(row)
    ]
    assert expected == found
    assert (WORDS[LegendEntry.OVERLAP] in chart_texts(draw_chart(row))) == bool(expected)


def day_of_ordinal(ordinal: int) -> date:
    """Return the day with this ordinal number."""
    return date.fromordinal(ordinal)


def test_whoever_was_seen_after_a_successor_began_stands_out() -> None:
    """A sighting counts as a day in the post, though the end of the time is not known."""
    row = Row(
        "Porter",
        1,
        [make_bar("one", "presumed", "1930/", "1936-05-01"), make_bar("two", "presumed", "1935-01-01/")],
    )
    ((begin, end, names),) = find_overlaps(row)
    assert (day_of_ordinal(begin), day_of_ordinal(end), names) == (
        date(1935, 1, 1),
        date(1935, 1, 2),
        ("one", "two"),
    )
    late = Row(
        "Porter",
        1,
        [make_bar("one", "presumed", "1930/", "1936-05-01"), make_bar("two", "presumed", "/", "1936-05-01")],
    )
    assert find_overlaps(late) == []


@pytest.mark.parametrize(
    ("valid", "sightings", "edges"),
    [("1932-03-01/1938-05-01", [], 2), ("1932-03/1938-05-01", [], 1), ("1932/1938", [], 0), ("/1938-05-01", ["1937"], 1), ("/", ["1937"], 0), ("1932-03-01~/1938-05-01?", [], 0)],
)  # fmt: skip
def test_a_bar_has_an_edge_where_the_day_is_known(valid: str, sightings: list[str], edges: int) -> None:
    """Where a date is partial, doubtful or not known, the bar fades instead."""
    svg = draw_chart(Row("Porter", 1, [make_bar("A", "ended", valid, *sightings)]))
    assert edges == sum(line.get("stroke-width") == "2" for line in svg.iter(f"{SVG}line"))
    assert (WORDS[LegendEntry.INEXACT] in chart_texts(svg)) == (edges < 2)


STATUSES = st.sampled_from(["certain", "presumed", "possible", "overdue", "ended"])
DATES = st.builds(
    PartialDate,
    st.integers(1900, 2026),
    st.none() | st.integers(1, 12),
    st.none(),
    st.sampled_from(["", "", "~"]),
)
NAMES = st.text(alphabet="ab <&>\"'ҶШ", min_size=1, max_size=40)


@st.composite
def bars(draw: st.DrawFn) -> Bar:
    """Draw a tenure that, as in a view, has an end only if it has ended."""
    status = draw(STATUSES)
    dates = sorted(
        draw(st.lists(DATES, min_size=1, max_size=4)), key=lambda when: (when.first_day, when.last_day)
    )
    start = dates.pop(0) if draw(st.booleans()) else None
    end = dates.pop() if status == "ended" and dates and draw(st.booleans()) else None
    period, attested_dates = Period(start, end, draw(st.booleans()) and not start), tuple(dates[:2])
    return Bar(draw(NAMES), status, period, attested_dates, sure_span(period, attested_dates))


ROWS = st.lists(
    st.builds(Row, NAMES, st.integers(1, 2), st.lists(bars(), min_size=1, max_size=12)),
    min_size=1,
    max_size=4,
)


@given(ROWS)
def test_names_stay_inside_and_apart(rows: list[Row]) -> None:
    """No name runs over another one or over an edge of the picture, however many there are."""
    svg = draw_chart(*rows)
    height = float(svg.attrib["height"])
    boxes = []
    for text in svg.iter(f"{SVG}text"):
        x, y, words = float(text.attrib["x"]), float(text.attrib["y"]), text.text or ""
        anchor = {"end": 1.0, "middle": 0.5}.get(text.get("text-anchor", ""), 0.0)
        left = x - anchor * text_width(words)
        boxes.append((left, y, left + text_width(words)))
        assert 0 <= y <= height
        assert left >= -0.1
        assert left + text_width(words) <= WIDTH + 0.1
    for (left, y, right), (other_left, other_y, other_right) in combinations(boxes, 2):
        assert abs(y - other_y) > 5 or right <= other_left + 0.2 or other_right <= left + 0.2


@given(ROWS)
def test_nothing_is_drawn_outside(rows: list[Row]) -> None:
    """Every box lies within the picture and has some length."""
    svg = draw_chart(*rows)
    for rect in svg.iter(f"{SVG}rect"):
        x, long = float(rect.attrib["x"]), float(rect.attrib["width"])
        assert long >= 0
        assert x >= 0
        assert x + long <= WIDTH


def test_a_hundred_holders_have_room() -> None:
    """A post with very many holders gets as many lanes as it needs."""
    row = Row(
        "Porter",
        1,
        [make_bar(f"Holder {year}", "ended", f"{year}-02-01/{year + 1}-02-01") for year in range(1900, 2000)],
    )
    assert [f"Holder {year}" for year in range(1900, 2000)] == chart_texts(draw_chart(row))[1:]
