"""Tests of partial dates and periods, and of their relation to a day."""

from __future__ import annotations

import calendar
import contextlib
import re
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.model.dates import ANY_TIME, Certainty, Duration, PartialDate, Period, parse_day

if TYPE_CHECKING:
    from collections.abc import Callable

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "facts.md"
DAY = timedelta(days=1)

# The forms of the table in docs/reference/facts.md, and what each is read as.
FEBRUARY = PartialDate(2002, 2)
FORMS = {
    "2002": Period(PartialDate(2002), PartialDate(2002), text="2002"),
    "2002-02": Period(FEBRUARY, FEBRUARY, text="2002-02"),
    "2002-02-20": Period(PartialDate(2002, 2, 20), PartialDate(2002, 2, 20), text="2002-02-20"),
    "2004-06~": Period(
        PartialDate(2004, 6, qualifier="~"), PartialDate(2004, 6, qualifier="~"), text="2004-06~"
    ),
    "2004-06?": Period(
        PartialDate(2004, 6, qualifier="?"), PartialDate(2004, 6, qualifier="?"), text="2004-06?"
    ),
    "2004-09/2010-11": Period(PartialDate(2004, 9), PartialDate(2010, 11), text="2004-09/2010-11"),
    "2002/..": Period(PartialDate(2002), None, open_end=True, text="2002/.."),
    "2002/": Period(PartialDate(2002), None, text="2002/"),
    "2002/..2015": Period(PartialDate(2002), PartialDate(2015, qualifier=".."), text="2002/..2015"),
    "../2011-06": Period(None, PartialDate(2011, 6), open_start=True, text="../2011-06"),
    "/2011-06": Period(None, PartialDate(2011, 6), text="/2011-06"),
    "/": Period(text="/"),
}


def test_end_that_is_only_a_limit() -> None:
    """An end by which a state was over may have been any day since its start, and is written as it was read."""
    end = Period.parse("2002-02/..2015").end
    assert end
    assert (end.first_day, end.last_day, str(end)) == (date(2002, 2, 1), date(2015, 12, 31), "..2015")


@pytest.mark.parametrize("text", FORMS)
def test_forms(text: str) -> None:
    """Each form of the reference is read as the reference says."""
    assert FORMS[text] == Period.parse(text)


def test_every_form_of_the_reference_is_tested() -> None:
    """The table of dates and periods in the reference holds the forms tested here, and no others."""
    section = REFERENCE.read_text("utf-8").partition("## Dates and periods")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
    assert list(FORMS) == [form for row in rows for form in re.findall(r"`([^`]+)`", row)]


def test_any_time() -> None:
    """A period that is open at both ends is what holds where nothing else is written."""
    assert Period.parse("../..") == ANY_TIME
    assert ANY_TIME.certainty_on(date.min) is ANY_TIME.certainty_on(date.max) is Certainty.CERTAIN


NOT_A_DATE = "is not a date; write 2002, 2002-02 or 2002-02-20"
NOT_A_PERIOD = "is not a period; write it as 2002/2004 or 2002-02-20/2002-02-27"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2013-11-31", "'2013-11-31' is not a date: November 2013 has 30 days"),
        ("2013-02-29", "'2013-02-29' is not a date: February 2013 has 28 days"),
        ("2012-02-30", "'2012-02-30' is not a date: February 2012 has 29 days"),
        ("2013-11-00", "'2013-11-00' is not a date: November 2013 has 30 days"),
        ("2011-13", "'2011-13' is not a date: months run from 01 to 12"),
        ("2011-00-05", "'2011-00-05' is not a date: months run from 01 to 12"),
        ("0000", "'0000' is not a date: years start at 0001"),
        ("0000-01-01/2002", "'0000-01-01' is not a date: years start at 0001"),
        ("2011-6-2", "'2011-6-2' is not a date; write 2011-06-02"),
        ("2011/6", "'2011/6' is not a date; write 2011-06"),
        ("3.5.2024", "'3.5.2024' is not a date; write 2024-05-03 or 2024-03-05"),
        ("3/13/2024", "'3/13/2024' is not a date; write 2024-03-13"),
        ("13/13/2024", f"'13/13/2024' {NOT_A_PERIOD}"),
        ("02", f"'02' {NOT_A_DATE}"),
        ("20020", f"'20020' {NOT_A_DATE}"),
        ("-2002", f"'-2002' {NOT_A_DATE}"),
        ("2002-02-20T12:30", "'2002-02-20T12:30' is not a date; write 2002-02-20"),
        ("20 February 2002", "'20 February 2002' is not a date; write 2002-02-20"),
        ("2002~?", f"'2002~?' {NOT_A_DATE}"),
        ("~2002", "'~2002' is not a date; write 2002~"),
        (" 2002", "' 2002' is not a date; write 2002"),
        ("2002\n", "'2002\\n' is not a date; write 2002"),
        ("٢٠٠٢", f"'٢٠٠٢' {NOT_A_DATE}"),
        ("２００２", f"'２００２' {NOT_A_DATE}"),
        ("", f"'' {NOT_A_DATE}"),
        ("..", f"'..' {NOT_A_DATE}"),
        ("2002/2003/2004", f"'2002/2003/2004' {NOT_A_PERIOD}"),
        ("2002/...", f"'...' {NOT_A_DATE}"),
        ("2002/..2015~", "'..2015~' is not an end; write the latest day it can have been, without ~"),
        ("2016/..2015", "'2016/..2015' ends before it begins"),
        ("2002/now", f"'now' {NOT_A_DATE}"),
        ("2010-11/2004-09", "'2010-11/2004-09' ends before it begins"),
        ("2002-02-20/2002-02-19", "'2002-02-20/2002-02-19' ends before it begins"),
    ],
)
def test_refusals(text: str, expected: str) -> None:
    """What is no period is refused with a sentence that says why."""
    with pytest.raises(ValueError, match=f"^{re.escape(expected)}$"):
        Period.parse(text)


@pytest.mark.parametrize("text", ["2002/2002-01", "2002-12-31/2002", "2002-02-20/2002-02-20", "2003~/2002"])
def test_ends_that_may_be_in_order(text: str) -> None:
    """An end that can lie on or after the start is accepted, even where it need not."""
    assert text == str(Period.parse(text))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2002-02-20", (2002, 2, 20), (2002, 2, 20)),
        ("2002-02", (2002, 2, 1), (2002, 2, 28)),
        ("2004-02", (2004, 2, 1), (2004, 2, 29)),
        ("1900-02", (1900, 2, 1), (1900, 2, 28)),
        ("2002", (2002, 1, 1), (2002, 12, 31)),
        ("2002-02-20~", (2002, 2, 19), (2002, 2, 21)),
        ("2004-02-28?", (2004, 2, 27), (2004, 2, 29)),
        ("2002-12-31~", (2002, 12, 30), (2003, 1, 1)),
        ("2004-06~", (2004, 5, 1), (2004, 7, 31)),
        ("2004-06?", (2004, 5, 1), (2004, 7, 31)),
        ("2004-01~", (2003, 12, 1), (2004, 2, 29)),
        ("2004-03~", (2004, 2, 1), (2004, 4, 30)),
        ("2003-12?", (2003, 11, 1), (2004, 1, 31)),
        ("2004~", (2003, 1, 1), (2005, 12, 31)),
        ("0001", (1, 1, 1), (1, 12, 31)),
        ("0001~", (1, 1, 1), (2, 12, 31)),
        ("0001-01~", (1, 1, 1), (1, 2, 28)),
        ("0001-01-01~", (1, 1, 1), (1, 1, 2)),
        ("9999~", (9998, 1, 1), (9999, 12, 31)),
        ("9999-12~", (9999, 11, 1), (9999, 12, 31)),
        ("9999-12-31~", (9999, 12, 30), (9999, 12, 31)),
    ],
)
def test_ranges(text: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    """A partial date runs from its first day to its last; a mark widens it by one of its units either side."""
    partial = PartialDate.parse(text)
    assert (date(*first), date(*last)) == (partial.first_day, partial.last_day)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2004", "2004-01-01"),
        ("2004~", "2004-01-01"),
        ("2004-06?", "2004-06-01"),
        ("2004-06-20~", "2004-06-20"),
    ],
)
def test_written(text: str, expected: str) -> None:
    """The first day that a date names is the same with a mark and without."""
    assert parse_day(expected) == PartialDate.parse(text).nominal_first_day


# Period, day, whether it holds: every boundary, one day before it and on it.
BOUNDARIES = """
2002-02-20/2002-02-22   2002-02-19  NO
2002-02-20/2002-02-22   2002-02-20  CERTAIN
2002-02-20/2002-02-22   2002-02-22  CERTAIN
2002-02-20/2002-02-22   2002-02-23  NO
2002-02-20              2002-02-20  CERTAIN
2002-02-20              2002-02-21  NO
2002-02-20~             2002-02-18  NO
2002-02-20~             2002-02-19  POSSIBLE
2002-02-20~             2002-02-20  POSSIBLE
2002-02-20~             2002-02-21  POSSIBLE
2002-02-20~             2002-02-22  NO
2004-09/2010-11         2004-08-31  NO
2004-09/2010-11         2004-09-01  POSSIBLE
2004-09/2010-11         2004-09-29  POSSIBLE
2004-09/2010-11         2004-09-30  CERTAIN
2004-09/2010-11         2010-11-01  CERTAIN
2004-09/2010-11         2010-11-02  POSSIBLE
2004-09/2010-11         2010-11-30  POSSIBLE
2004-09/2010-11         2010-12-01  NO
2002                    2002-01-01  POSSIBLE
2002                    2002-12-31  POSSIBLE
2002/2003               2002-12-30  POSSIBLE
2002/2003               2002-12-31  CERTAIN
2002/2003               2003-01-01  CERTAIN
2002/2003               2003-01-02  POSSIBLE
2002-02-20/..           2002-02-19  NO
2002-02-20/..           2002-02-20  CERTAIN
2002-02-20/..           9999-12-31  CERTAIN
2002/..                 2002-12-30  POSSIBLE
2002/..                 2002-12-31  CERTAIN
2002-02-20/..2015       2002-02-19  NO
2002-02-20/..2015       2002-02-21  POSSIBLE
2002-02-20/..2015       2015-12-31  POSSIBLE
2002-02-20/..2015       2016-01-01  NO
2002-02-20/             2002-02-19  NO
2002-02-20/             2002-02-20  POSSIBLE
2002-02-20/             9999-12-31  POSSIBLE
../2011-06-22           0001-01-01  CERTAIN
../2011-06-22           2011-06-22  CERTAIN
../2011-06-22           2011-06-23  NO
../2011-06              2011-06-01  CERTAIN
../2011-06              2011-06-02  POSSIBLE
../2011-06              2011-06-30  POSSIBLE
../2011-06              2011-07-01  NO
/2011-06-22             0001-01-01  POSSIBLE
/2011-06-22             2011-06-22  POSSIBLE
/2011-06-22             2011-06-23  NO
/                       0001-01-01  POSSIBLE
/                       9999-12-31  POSSIBLE
/..                     2011-06-22  POSSIBLE
../                     2011-06-22  POSSIBLE
"""


@pytest.mark.parametrize("row", BOUNDARIES.strip().split("\n"), ids=lambda row: " ".join(row.split()))
def test_truth_on_days(row: str) -> None:
    """A period is no, possible or certain on each side of each of its boundaries."""
    period, day, expected = row.split()
    assert Certainty[expected] is Period.parse(period).certainty_on(parse_day(day))


def test_order_of_truth() -> None:
    """No is less than possible, possible less than presumed, presumed less than certain."""
    ascending = [Certainty.NO, Certainty.POSSIBLE, Certainty.PRESUMED, Certainty.CERTAIN]
    assert ascending == sorted([Certainty.CERTAIN, Certainty.NO, Certainty.PRESUMED, Certainty.POSSIBLE])
    assert max(ascending) >= Certainty.CERTAIN > Certainty.PRESUMED


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("P1Y", "2024-02-29", "2025-02-28"),
        ("P4Y", "2024-02-29", "2028-02-29"),
        ("P1Y", "2023-02-28", "2024-02-28"),
        ("P1M", "2023-01-31", "2023-02-28"),
        ("P1M", "2024-01-31", "2024-02-29"),
        ("P1M", "2023-02-28", "2023-03-28"),
        ("P18M", "2022-12-31", "2024-06-30"),
        ("P12M", "2023-06-15", "2024-06-15"),
        ("P90D", "2023-12-31", "2024-03-30"),
        ("P1M1D", "2024-01-31", "2024-03-01"),
        ("P1Y2M3D", "2020-12-31", "2022-03-03"),
        ("P0D", "2020-12-31", "2020-12-31"),
        ("P1D", "9999-12-31", "9999-12-31"),
        ("P999Y", "9999-01-01", "9999-12-31"),
        ("P999Y999M9999D", "9900-01-01", "9999-12-31"),
    ],
)
def test_duration_after(text: str, day: str, expected: str) -> None:
    """A duration counts calendar years, months, then days, and never leaves the month or the calendar."""
    assert parse_day(expected) == Duration.parse(text).add_to(parse_day(day))


@pytest.mark.parametrize(
    "text",
    ["", "P", "1Y", "PY", "P1W", "P1H", "PT1H", "P1D1M", "P-1Y", "P1.5Y", "p1y", "P1Y ", "P1000Y", "P１Y"],
)
def test_duration_refused(text: str) -> None:
    """What is no length of time is refused with a sentence that shows how to write one."""
    expected = f"{text!r} is not a length of time; write P1Y, P18M or P90D"
    with pytest.raises(ValueError, match=f"^{re.escape(expected)}$"):
        Duration.parse(text)


@pytest.mark.parametrize("text", ["2011", "2011-06", "2011-06-23~", "2011-06-23?"])
def test_a_day_is_exact(text: str) -> None:
    """Where a day is due, a month, a year or an approximate day is refused."""
    with pytest.raises(ValueError, match=f"^{re.escape(repr(text))} is not a day; write it as 2011-06-23$"):
        parse_day(text)


# --- laws ------------------------------------------------------------------------------------------

days = st.dates()
years = st.integers(1, 9999) | st.sampled_from([1, 2, 1900, 2000, 2024, 9998, 9999])


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    """Generate a partial date."""
    year, month = draw(years), draw(st.none() | st.integers(1, 12))
    day = draw(st.none() | st.integers(1, calendar.monthrange(year, month)[1])) if month else None
    return PartialDate(year, month, day, draw(st.sampled_from(["", "", "~", "?"])))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Generate a period, from its text."""
    partial = partial_dates().map(str)
    side = partial | st.sampled_from(["", ".."])
    text = draw(partial | st.builds("{}/{}".format, side, side))
    try:
        return Period.parse(text)
    except ValueError:
        # The ends stand the wrong way round.
        return Period.parse("/".join(reversed(text.split("/"))))


@given(partial_dates())
def test_first_is_not_after_last(partial: PartialDate) -> None:
    """A partial date begins no later than it ends, and what is unmarked lies within what is marked."""
    bare = PartialDate(partial.year, partial.month, partial.day)
    assert partial.first_day <= bare.first_day <= bare.last_day <= partial.last_day


@given(partial_dates())
def test_a_date_reads_back(partial: PartialDate) -> None:
    """What a date prints is read as the same date."""
    assert partial == PartialDate.parse(str(partial))


@given(periods())
def test_a_period_reads_back(period: Period) -> None:
    """What a period prints is read as the same period."""
    assert period == Period.parse(str(period))


@given(days)
def test_a_day_is_itself(day: date) -> None:
    """The partial date of a day is that day and no other."""
    partial = PartialDate.from_day(day)
    assert (day, day) == (partial.first_day, partial.last_day)
    assert day == parse_day(day.isoformat())


@given(periods(), days)
def test_no_outside_its_ends(period: Period, day: date) -> None:
    """A period is no exactly before the first day of its start and after the last day of its end."""
    before = period.start is not None and day < period.start.first_day
    after = period.end is not None and day > period.end.last_day
    assert (before or after) is (period.certainty_on(day) is Certainty.NO)


@given(periods(), st.data())
def test_certain_between_its_ends(period: Period, data: st.DataObject) -> None:
    """A period is certain from the last day of its start to the first day of its end, and nowhere else."""
    edges = [day for end in (period.start, period.end) if end for day in (end.first_day, end.last_day)]
    near = [day + shift * DAY for day in edges for shift in (-1, 0, 1) if date.min < day < date.max]
    day = data.draw(st.sampled_from(near) if near else days)
    begun = period.open_start if period.start is None else period.start.last_day <= day
    going_on = period.open_end if period.end is None else day <= period.end.first_day
    assert (begun and going_on) is (period.certainty_on(day) is Certainty.CERTAIN)


@given(periods(), days)
def test_dates_alone_presume_nothing(period: Period, day: date) -> None:
    """By its dates alone a period is no, possible or certain, never presumed."""
    assert period.certainty_on(day) in (Certainty.NO, Certainty.POSSIBLE, Certainty.CERTAIN)


DURATIONS = st.builds("P{}Y{}M{}D".format, st.integers(0, 999), st.integers(0, 999), st.integers(0, 9999))


@given(DURATIONS, days, days)
def test_duration_keeps_order(text: str, one: date, other: date) -> None:
    """After a duration a day is never earlier than it was, and two days never change places."""
    duration = Duration.parse(text)
    assert duration.add_to(one) >= one
    assert (duration.add_to(min(one, other)) <= duration.add_to(max(one, other))) is True


ODD = st.text(st.sampled_from("0123456789-/.~?PYMDTW+ :eE٣³\n"), max_size=40) | st.text(max_size=40)


@pytest.mark.parametrize("read", [PartialDate.parse, Period.parse, Duration.parse, parse_day])
@given(text=ODD)
def test_nothing_but_value_error(read: Callable[[str], object], text: str) -> None:
    """Whatever is written, reading it gives a value or a ValueError, never another error."""
    with contextlib.suppress(ValueError):
        assert read(text) is not None


@pytest.mark.parametrize("read", [PartialDate.parse, Period.parse, Duration.parse, parse_day])
@pytest.mark.parametrize("text", ["9" * 100_000, "P" + "9" * 100_000 + "Y", "2002/" * 20_000, "-" * 100_000])
def test_absurdly_long(read: Callable[[str], object], text: str) -> None:
    """Digits without end are refused like any other text that is no date."""
    with pytest.raises(ValueError, match="is not a"):
        read(text)


def test_equal_dates_are_one() -> None:
    """A project has ten thousands of dates, most of them written often: they take the memory of one."""
    assert PartialDate.parse("2011-06") is PartialDate.parse("2011-06")
    assert Period.parse("2011/..") is Period.parse("2011/..")
