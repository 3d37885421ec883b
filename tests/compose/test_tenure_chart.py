"""The strip of posts: bars as long as is known, clear of one another, clashes marked, the same everywhere."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.compose.svg import WIDTH, Pen, width
from briefings.compose.tenure_bars import Bar, Row, together
from briefings.compose.tenure_chart import LEGEND, strip
from briefings.model.dates import PartialDate, Period
from briefings.model.house import COLOURS

if TYPE_CHECKING:
    from tests.support.golden import Golden

PEN = Pen.of(COLOURS)
SVG = "{http://www.w3.org/2000/svg}"
WORDS = {name: f"({name})" for name in LEGEND}


def bar(name: str, status: str, valid: str, *sightings: str) -> Bar:
    """A tenure in the words of a fact file."""
    return Bar(name, status, Period.parse(valid), tuple(PartialDate.parse(when) for when in sightings))


KEEPERS = Row(
    "Keeper of the Lamps",
    1,
    [
        bar("Gustave H.", "ended", "1932-03-01/1938-05-01"),
        bar("Zero Moustafa", "ended", "1937/1941"),
        bar("Ivan", "ended", "/1944-06-01", "1943-05-01"),
        bar("Serge", "ended", "/", "1946"),
        bar("Agatha", "presumed", "1950-01-01/", "1955-01-01"),
    ],
)
PORTERS = Row("Porter", 2, [bar("A", "certain", "../"), bar("B", "overdue", "1950-06/", "1951-01-01")])


def drawn(*rows: Row) -> ElementTree.Element:
    return ElementTree.fromstring(strip(rows, WORDS, PEN))  # noqa: S314 - our own


def texts(svg: ElementTree.Element) -> list[str]:
    """The words of the picture without the years of its axis."""
    return [text.text or "" for text in svg.iter(f"{SVG}text") if text.get("text-anchor") != "middle"]


def test_a_strip_is_drawn_as_it_should_be(golden: Golden) -> None:
    """Two posts make the picture of the golden file, to the last digit."""
    golden.check(strip([KEEPERS, PORTERS], WORDS, PEN).replace("><", ">\n<") + "\n", ".svg")


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
    assert texts(drawn(KEEPERS, PORTERS)) == [*told, *WORDS.values()]
    assert texts(drawn(Row("Porter", 1, [bar("A", "ended", "1932-03-01/1938-05-01")]))) == ["Porter", "A"]


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
    row = Row("Porter", seats, [bar("one", "ended", first), bar("two", "ended", second)])
    found = [
        f"{PartialDate.of(_day(begin))} to {PartialDate.of(_day(end))}: {', '.join(names)}"
        for begin, end, names in together(row)
    ]
    assert expected == found
    assert (WORDS["together"] in texts(drawn(row))) == bool(expected)


def _day(ordinal: int) -> date:
    return date.fromordinal(ordinal)


def test_whoever_was_seen_after_a_successor_began_stands_out() -> None:
    """A sighting counts as a day in the post, though the end of the time is not known."""
    row = Row(
        "Porter", 1, [bar("one", "presumed", "1930/", "1936-05-01"), bar("two", "presumed", "1935-01-01/")]
    )
    ((begin, end, names),) = together(row)
    assert (_day(begin), _day(end), names) == (date(1935, 1, 1), date(1935, 1, 2), ("one", "two"))
    late = Row(
        "Porter",
        1,
        [bar("one", "presumed", "1930/", "1936-05-01"), bar("two", "presumed", "/", "1936-05-01")],
    )
    assert together(late) == []


@pytest.mark.parametrize(
    ("valid", "sightings", "edges"),
    [("1932-03-01/1938-05-01", [], 2), ("1932-03/1938-05-01", [], 1), ("1932/1938", [], 0), ("/1938-05-01", ["1937"], 1), ("/", ["1937"], 0), ("1932-03-01~/1938-05-01?", [], 0)],
)  # fmt: skip
def test_a_bar_has_an_edge_where_the_day_is_known(valid: str, sightings: list[str], edges: int) -> None:
    """Where a date is partial, doubtful or not known, the bar fades instead."""
    svg = drawn(Row("Porter", 1, [bar("A", "ended", valid, *sightings)]))
    assert edges == sum(line.get("stroke-width") == "2" for line in svg.iter(f"{SVG}line"))
    assert (WORDS["inexact"] in texts(svg)) == (edges < 2)


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
    """A tenure with an end only if it has ended, as a view has them."""
    status = draw(STATUSES)
    dates = sorted(draw(st.lists(DATES, min_size=1, max_size=4)), key=lambda when: (when.first, when.last))
    start = dates.pop(0) if draw(st.booleans()) else None
    end = dates.pop() if status == "ended" and dates and draw(st.booleans()) else None
    return Bar(draw(NAMES), status, Period(start, end, draw(st.booleans()) and not start), tuple(dates[:2]))


ROWS = st.lists(
    st.builds(Row, NAMES, st.integers(1, 2), st.lists(bars(), min_size=1, max_size=12)),
    min_size=1,
    max_size=4,
)


@given(ROWS)
def test_names_stay_inside_and_apart(rows: list[Row]) -> None:
    """No name runs over another one or over an edge of the picture, however many there are."""
    svg = drawn(*rows)
    height = float(svg.attrib["height"])
    boxes = []
    for text in svg.iter(f"{SVG}text"):
        x, y, words = float(text.attrib["x"]), float(text.attrib["y"]), text.text or ""
        anchor = {"end": 1.0, "middle": 0.5}.get(text.get("text-anchor", ""), 0.0)
        left = x - anchor * width(words)
        boxes.append((left, y, left + width(words)))
        assert 0 <= y <= height
        assert left >= -0.1
        assert left + width(words) <= WIDTH + 0.1
    for (left, y, right), (other_left, other_y, other_right) in combinations(boxes, 2):
        assert abs(y - other_y) > 5 or right <= other_left + 0.2 or other_right <= left + 0.2


@given(ROWS)
def test_nothing_is_drawn_outside(rows: list[Row]) -> None:
    """Every box lies within the picture and has some length."""
    svg = drawn(*rows)
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
        [bar(f"Holder {year}", "ended", f"{year}-02-01/{year + 1}-02-01") for year in range(1900, 2000)],
    )
    assert [f"Holder {year}" for year in range(1900, 2000)] == texts(drawn(row))[1:]
