"""Tests of the chart of tenures: length and spacing of bars and names, overlaps, and identical output everywhere."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.compose.svg import WIDTH, Pen
from briefings.compose.tenure_bars import (
    PLOT_LEFT,
    PLOT_RIGHT,
    Bar,
    Row,
    dates_shown,
    find_overlaps,
    make_axis,
    place_bar,
)
from briefings.compose.tenure_chart import LegendEntry, draw_tenure_charts
from briefings.factbase.spans import sure_span
from briefings.model.dates import PartialDate, Period
from briefings.model.house import DEFAULT_COLOURS
from tests.support.svg_boxes import SVG, coordinate, misplaced_texts, text_boxes

if TYPE_CHECKING:
    from tests.support.golden import Golden

PEN = Pen.from_colours(DEFAULT_COLOURS)
MIRRORED_PEN = Pen.from_colours(DEFAULT_COLOURS, is_mirrored=True)
PENS = st.sampled_from([PEN, MIRRORED_PEN])
DAY, DAY_WORDS = date(2026, 11, 23), "23 Nov 2026"
WORDS = {entry: f"({entry.value})" for entry in LegendEntry}


def make_bar(name: str, status: str, valid: str, *sightings: str, is_vacancy: bool = False) -> Bar:
    """Return a tenure, given as in a fact file."""
    period, attested_dates = Period.parse(valid), tuple(PartialDate.parse(when) for when in sightings)
    return Bar(name, status, period, attested_dates, sure_span(period, attested_dates), is_vacancy)


KEEPERS = Row(
    "Keeper of the Lamps",
    1,
    [
        make_bar("Gustave H.", "ended", "1932-03-01/1938-05-01"),
        make_bar("Zero Moustafa", "ended", "1937/1941"),
        make_bar("Ivan", "ended", "/1944-06-01", "1943-05-01"),
        make_bar("vacant", "ended", "1944-06-01/1945-11-05", is_vacancy=True),
        make_bar("Serge", "ended", "/", "1946"),
        make_bar("Agatha", "presumed", "1950-01-01/", "1955-01-01"),
    ],
)
PORTERS = Row(
    "Porter", 2, [make_bar("A", "certain", "../"), make_bar("B", "overdue", "1950-06/", "1951-01-01")]
)


def draw_chart(*rows: Row, day: date = DAY, pen: Pen = PEN) -> ElementTree.Element:
    """Draw the chart of these rows, which are few enough for one, and parse it."""
    (chart,) = draw_charts(*rows, day=day, pen=pen)
    return chart


def draw_charts(*rows: Row, day: date = DAY, pen: Pen = PEN) -> list[ElementTree.Element]:
    """Draw the charts of these rows and parse them."""
    charts = draw_tenure_charts(rows, WORDS, day, DAY_WORDS, pen)
    return [ElementTree.fromstring(chart.svg) for chart in charts]  # noqa: S314 - our own


def chart_texts(svg: ElementTree.Element) -> list[str]:
    """Return the texts of the picture without those of its axis."""
    return [box.text for box in text_boxes(svg) if box.fill == PEN.ink]


def draw_example(pen: Pen) -> str:
    """Return the chart of two posts, one element a line."""
    (chart,) = draw_tenure_charts([KEEPERS, PORTERS], WORDS, date(1960, 5, 1), "1 May 1960", pen)
    return chart.svg.replace("><", ">\n<") + "\n"


def test_a_strip_is_drawn_as_it_should_be(golden: Golden) -> None:
    """Two posts make the picture of the golden file, to the last digit."""
    golden.check(draw_example(PEN), ".svg")


def test_a_strip_can_go_from_right_to_left(golden: Golden) -> None:
    """For Arabic, the same picture has its titles and the first year at the right."""
    golden.check(draw_example(MIRRORED_PEN), ".svg")


def test_titles_names_and_what_needs_explaining_are_told() -> None:
    """Each post and holder is named, and of the legend there is what the picture shows."""
    told = [
        "Keeper of the Lamps",
        "Gustave H.",
        "Zero Moustafa",
        "Ivan",
        "vacant",
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


def test_a_high_chart_is_divided_where_a_page_may_break() -> None:
    """The charts share the axis, none is much higher than the others, and the last has the legend for all."""
    rows = [Row(f"Porter {n}", 1, [make_bar("A", "presumed", "1950-01-01/", "1955")]) for n in range(20)]
    charts = draw_tenure_charts(rows, WORDS, DAY, DAY_WORDS, PEN)
    assert [row for chart in charts for row in chart.rows] == rows
    assert [len(chart.rows) for chart in charts] == [10, 10]
    first, last = (ElementTree.fromstring(chart.svg) for chart in charts)  # noqa: S314 - our own
    assert WORDS[LegendEntry.PRESUMED] in chart_texts(last)
    assert WORDS[LegendEntry.PRESUMED] not in chart_texts(first)


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
    [("1932-03-01/1938-05-01", [], 2), ("1932-03/1938-05-01", [], 1), ("1932/1938", [], 0), ("/1938-05-01", ["1937"], 1), ("/", ["1937"], 0), ("1932-03-01~/1938-05-01?", [], 0),
     ("1932-03-01/..1938", [], 1), ("1932/..1932", [], 0), ("1932/..1932-06", [], 0), ("1932/1932-06", [], 0), ("../..1938", [], 0)],
)  # fmt: skip
def test_a_bar_has_an_edge_where_the_day_is_known(valid: str, sightings: list[str], edges: int) -> None:
    """Where a date is partial, doubtful or not known, the bar fades instead."""
    svg = draw_chart(Row("Porter", 1, [make_bar("A", "ended", valid, *sightings)]))
    assert edges == sum(line.get("stroke-width") == "2" for line in svg.iter(f"{SVG}line"))
    assert (WORDS[LegendEntry.INEXACT] in chart_texts(svg)) == (edges < 2)


@pytest.mark.parametrize("valid", ["1932/..1932-06", "1932/1932-06-30", "1932/..1938"])
def test_no_bar_goes_on_after_the_latest_end(valid: str) -> None:
    """A start of which only the year is known may be as late as that year, but not later than the end."""
    bar = make_bar("A", "ended", valid)
    axis = make_axis(dates_shown([Row("Porter", 1, [bar])]), date(1950, 1, 1))
    assert bar.period.end
    last = axis.x_of_day(bar.period.end.last_day.toordinal())
    assert max(piece.right for piece in place_bar(bar, axis).pieces) == last


DAYS = st.dates(date(1900, 1, 1), date(2026, 12, 31))
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
    return Bar(
        draw(NAMES),
        status,
        period,
        attested_dates,
        sure_span(period, attested_dates),
        is_vacancy=draw(st.booleans()),
    )


ROWS = st.lists(
    st.builds(Row, NAMES, st.integers(1, 2), st.lists(bars(), min_size=1, max_size=7)),
    min_size=1,
    max_size=3,
)


@given(ROWS, DAYS, PENS)
def test_names_stay_inside_and_apart(rows: list[Row], day: date, pen: Pen) -> None:
    """No name runs over another one or over an edge of the picture, however many there are."""
    for svg in draw_charts(*rows, day=day, pen=pen):
        assert misplaced_texts(svg) == []


@given(ROWS, DAYS, PENS)
def test_no_bar_touches_a_text_or_leaves_the_axis(rows: list[Row], day: date, pen: Pen) -> None:
    """Bars, edges and dots are between the ends of the axis, and below the name that they belong to."""
    axis = sorted([PLOT_LEFT, PLOT_RIGHT] if pen is PEN else [WIDTH - PLOT_LEFT, WIDTH - PLOT_RIGHT])
    for svg in draw_charts(*rows, day=day, pen=pen):
        last_name = max(box.bottom for box in text_boxes(svg) if box.text == DAY_WORDS) - 11
        texts = [box for box in text_boxes(svg) if box.bottom < last_name]
        for rect in svg.iter(f"{SVG}rect"):
            left, top = coordinate(rect, "x"), coordinate(rect, "y")
            right, bottom = left + coordinate(rect, "width"), top + coordinate(rect, "height")
            if top >= last_name:
                continue  # of the legend
            assert axis[0] - 0.2 <= left <= right <= axis[1] + 0.2
            for box in texts:
                assert right <= box.left or left >= box.right or bottom <= box.top or top >= box.bottom


def test_a_vacancy_is_hatched() -> None:
    """The time in which no one held the post has slanted lines, and neither edges nor the fill of a bar."""
    held = draw_chart(Row("Porter", 1, [make_bar("A", "ended", "1932-03-01/1938-05-01")]))
    vacant = draw_chart(
        Row("Porter", 1, [make_bar("vacant", "ended", "1932-03-01/1938-05-01", is_vacancy=True)])
    )
    assert [len(list(svg.iter(f"{SVG}path"))) for svg in (held, vacant)] == [0, 1]
    assert [sum(line.get("stroke-width") == "2" for line in svg.iter(f"{SVG}line")) for svg in (held, vacant)] == [2, 0]  # fmt: skip
    assert chart_texts(vacant) == ["Porter", "vacant"]


@pytest.mark.parametrize("status", ["certain", "presumed", "overdue"])
def test_who_holds_a_post_holds_it_to_the_day_of_the_note(status: str) -> None:
    """The bar of a holder ends where the axis ends, on the day, whose name is below."""
    svg = draw_chart(Row("Porter", 1, [make_bar("A", status, "1990-01-01/", "2020-01-01")]))
    ends = [
        coordinate(rect, "x") + coordinate(rect, "width")
        for rect in svg.iter(f"{SVG}rect")
        if coordinate(rect, "x") > PLOT_LEFT
    ]
    assert max(ends) == pytest.approx(PLOT_RIGHT, abs=0.2)
    (day,) = [box for box in text_boxes(svg) if box.text == DAY_WORDS]
    assert day.right == pytest.approx(PLOT_RIGHT, abs=0.2)


def test_a_long_title_has_several_lines() -> None:
    """The title of a post is beside its bars, in as many lines as it needs, up to five."""
    title = "Secretary General's Special Representative for the Caucasus and Central Asia"
    told = chart_texts(draw_chart(Row(title, 1, [make_bar("A", "ended", "1932/1938")])))
    assert " ".join(told[: told.index("A")]) == title


def test_a_hundred_holders_have_room() -> None:
    """A post with very many holders gets as many lanes as it needs."""
    row = Row(
        "Porter",
        1,
        [make_bar(f"Holder {year}", "ended", f"{year}-02-01/{year + 1}-02-01") for year in range(1900, 2000)],
    )
    assert [f"Holder {year}" for year in range(1900, 2000)] == chart_texts(draw_chart(row))[1:]
