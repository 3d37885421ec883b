"""Tests of the boxes of a period: they give back what a file says, word for word."""

from __future__ import annotations

import pytest

from briefings.model.dates import Period
from briefings.server.forms.period_words import posted_period, split_period

SHOWN = [
    "2021",
    "2021-05/",
    "2021/..",
    "2021/2023-04-01",
    "../2023",
    "/2023",
    "/",
    "/..",
    "2021~/2023?",
    "2021/..2023",
    "/..2023-04",
    "../..2023",
    "2023/..2023",
    "../..",
]


@pytest.mark.parametrize("word", SHOWN)
def test_the_boxes_of_a_period_give_it_back(word: str) -> None:
    boxes = split_period(word)
    assert boxes
    sent = {"k.valid.0.from": boxes.start, "k.valid.0.until": boxes.until, "k.valid.0.end": boxes.end}
    assert posted_period(sent, "k.valid.0") == word


@pytest.mark.parametrize("word", ["2021/2021", "2021/2022/2023"])
def test_a_period_that_the_boxes_would_change_has_one_box(word: str) -> None:
    assert split_period(word) is None


def test_an_end_that_is_the_latest_one_needs_a_day() -> None:
    """Without a day the period would read as one that goes on, so that it is refused instead; two signs are not doubled."""
    sent = {"v.from": "2021", "v.until": "", "v.end": "latest"}
    with pytest.raises(ValueError, match="no last day"):
        Period.parse(posted_period(sent, "v"))
    assert posted_period(sent | {"v.until": "..2023"}, "v") == "2021/..2023"


def test_empty_boxes_are_no_period() -> None:
    assert posted_period({"k.valid.0.end": "unknown"}, "k.valid.0") == ""
    assert posted_period({}, "k.valid.0") == ""
