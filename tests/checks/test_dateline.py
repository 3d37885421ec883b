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
        ("Card as at 2 March 2020 · latest information on these relations: May 2002", date(2020, 3, 2)),
        ("Note de fond, situation au 2 mars 2020 · dernières informations sur ces relations : mai 2002", date(2020, 3, 2)),
        ("Справка по состоянию на 2 марта 2020 г. · Язык фактов: английский", date(2020, 3, 2)),
        ("По состоянию на: 2 марта 2020 г.", date(2020, 3, 2)),
        ("Маълумот то 2 марти соли 2020 · Забони далелҳо: англисӣ", date(2020, 3, 2)),
        ("مذكرة، الوضع بتاريخ 2 مارس 2020 · لغة الوقائع: الإنجليزية", date(2020, 3, 2)),
        ("L’accord entre en vigueur au 2 mars 2020. Des mots.", None),
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


def test_a_title_with_the_day_of_a_visit(tmp_path: Path) -> None:
    """The line that says of what day a text is comes before a title with another day."""
    path = tmp_path / "note.md"
    path.write_text("# Zubrowka: visite, 5 avril 2020\n\nNote au 2 mars 2020 · aucune source\n", "utf-8")
    found = find_day(read_document(path, path.name))
    assert found
    assert found.day == date(2020, 3, 2)


def test_the_day_of_the_metadata(tmp_path: Path) -> None:
    """A page that gives its day only in its metadata is of that day."""
    path = tmp_path / "page.html"
    path.write_text(
        '<head><meta property="article:published_time" content="2020-03-02T10:00"></head><p>Words.', "utf-8"
    )
    assert find_day(read_document(path, path.name)) == (date(2020, 3, 2), "its metadata")
