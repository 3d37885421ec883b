"""Tests of the day of a finished document."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefings.checks.dateline import find_dateline

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
        ("Words of May 2002 without a day. 31 November 2011 was none.", None),
    ],
)  # fmt: skip
def test_dateline(text: str, day: date | None, tmp_path: Path) -> None:
    """The day of a text is the first whole date at its head."""
    path = tmp_path / "article.txt"
    path.write_text(text, "utf-8")
    assert find_dateline(path, path.name) == day
