"""Tests of the day of a finished document."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefings.checks.dateline import find_day
from briefings.checks.text.documents import read_document

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("DUSHANBE, June 23, 2011, Gazette -- Words.", date(2011, 6, 23)),
        ("Last updated: 21 Mar. 2019 12:08\n\nWords.", date(2019, 3, 21)),
        ("2016-04-08\n\nWords of 1 May 2002.", date(2016, 4, 8)),
        ("DOUCHANBÉ, le 21 mars 2019. Des mots.", date(2019, 3, 21)),
        ("ДУШАНБЕ, 15 мая 2013 года. Слова.", date(2013, 5, 15)),
        ("Lutz, 2 March 2020 – Words of 1 May 2002.", date(2020, 3, 2)),
        ("Note on the League (2 March 2020)\n\nWords.", date(2020, 3, 2)),
        ("Zubrowka joined the League on 20 February 2003. Words.", None),
        ("Words of May 2002 without a day. 31 November 2011 was none.", None),
    ],
)  # fmt: skip
def test_dateline(text: str, day: date | None, tmp_path: Path) -> None:
    """The day of a text is that of its dateline or of a heading; a day in a sentence is not."""
    path = tmp_path / "article.txt"
    path.write_text(text, "utf-8")
    found = find_day(read_document(path, path.name))
    assert (found and found.day) == day
    assert found is None or "line 1" in found.reason


def test_the_day_of_the_metadata(tmp_path: Path) -> None:
    """A page that gives its day only in its metadata is of that day."""
    path = tmp_path / "page.html"
    path.write_text(
        '<head><meta property="article:published_time" content="2020-03-02T10:00"></head><p>Words.', "utf-8"
    )
    assert find_day(read_document(path, path.name)) == (date(2020, 3, 2), "its metadata")
