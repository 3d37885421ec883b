"""Tests of times in words: what fact files write instead, as a date and as a period."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.model.date_words import suggest_date, suggest_period
from briefings.model.dates import PartialDate, Period

if TYPE_CHECKING:
    from collections.abc import Callable

# What people write, the date that it may mean, and the period; empty where there is none.
WORDS = """
8 December 2022            | 2022-12-08 | 2022-12-08
Dec 8, 2022                | 2022-12-08 | 2022-12-08
in May 2019                | 2019-05    | 2019-05
3 мая 2020                 | 2020-05-03 | 2020-05-03
spring 2019                | 2019-04~   | 2019-03/2019-05
the summer of 2006         | 2006-07~   | 2006-06/2006-08
printemps 2019             | 2019-04~   | 2019-03/2019-05
2019-21                    | 2019-04~   | 2019-03/2019-05
2019-36                    | 2019-11~   | 2019-10/2019-12
winter 2019                |            |
Q2 2019                    | 2019-05~   | 2019-04/2019-06
2019-Q2                    | 2019-05~   | 2019-04/2019-06
the second quarter of 2019 | 2019-05~   | 2019-04/2019-06
H1 2019                    | 2019       | 2019-01/2019-06
the first half of 2019     | 2019       | 2019-01/2019-06
early 2016                 | 2016-02~   | 2016-01/2016-03
mid-2016                   | 2016-06~   | 2016-05/2016-07
end of 2026                | 2026-11~   | 2026-10/2026-12
circa 2017                 | 2017~      | 2017~
~2002                      | 2002~      | 2002~
about June 2004            | 2004-06~   | 2004-06~
by March 2018              |            | ../2018-03
until 2020                 |            | /2020
before 2018                |            | ../2017
before 3 May 2018          |            | ../2018-05-02
prior to March 2020        |            | ../2020-02
since May 2015             |            | 2015-05/
after 2015                 |            | 2016/
after 29 February 2020     |            | 2020-03-01/
2015-present               |            | 2015/
from May 2015 to date      |            | 2015-05/
the 1990s                  |            | 1990/1999
19th century               |            | 1801/1900
15-16 May 2026             |            | 2026-05-15/2026-05-16
29 April – 2 May 2026      |            | 2026-04-29/2026-05-02
from 2018 to 2020          |            | 2018/2020
12.05.2020 - 14.05.2020    |            | 2020-05-12/2020-05-14
12.-14.05.2020             |            | 2020-05-12/2020-05-14
May-June 2020              |            | 2020-05/2020-06
16-15 May 2026             |            |
2026-06-30T17:00           | 2026-06-30 | 2026-06-30
2016-05-XX                 | 2016-05    | 2016-05
2016-XX-05                 | 2016       | 2016
unknown                    |            | /
3/4/2019                   |            |
31 April 2020              |            |
next year                  |            |
Ramadan 2020               |            |
"""
ROWS = [[cell.strip() for cell in row.split("|")] for row in WORDS.strip().splitlines()]


@pytest.mark.parametrize(("text", "date", "period"), ROWS, ids=[row[0] for row in ROWS])
def test_words_of_time(text: str, date: str, period: str) -> None:
    """Words that have one meaning have a date or a period; other words have none."""
    assert (suggest_date(text), suggest_period(text)) == (date, period)


@pytest.mark.parametrize(
    ("parse", "text", "message"),
    [
        (PartialDate.parse, "spring 2019", "'spring 2019' is not a date; write 2019-04~"),
        (Period.parse, "spring 2019", "'spring 2019' is not a date; write 2019-03/2019-05"),
        (Period.parse, "2019-21", "'2019-21' is not a date; write 2019-03/2019-05"),
        (Period.parse, "2019/May 2020", "'May 2020' is not a date; write 2020-05"),
        (Period.parse, "soon", "'soon' is not a date; write 2002, 2002-02 or 2002-02-20"),
    ],
)
def test_a_message_says_what_to_write(parse: Callable[[str], object], text: str, message: str) -> None:
    """A field for a date advises a date, one for a period a period."""
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the message is compared
        parse(text)
    assert str(caught.value) == message


PIECES = st.lists(
    st.sampled_from([*"~-/.,–?0123456789 ", " to ", "before ", "since ", "spring ", "May ", "2019", "9999", "0001", "q5", "s", "th century"]),
    max_size=6,
).map("".join)  # fmt: skip


@given(PIECES)
def test_whatever_is_advised_can_be_read(text: str) -> None:
    """No text stops the advice, and what it advises is a date or a period."""
    if date := suggest_date(text):
        assert str(PartialDate.parse(date)) == date
    if period := suggest_period(text):
        assert str(Period.parse(period)) == period
