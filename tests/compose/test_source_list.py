"""Tests of the list of sources and of the colophon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.model.dates import PartialDate
from tests.support.notes import (
    compose_note,
    compose_with_facts,
    fact,
    skeleton_text,
    source,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "Gazette, “On s”, undated."),
        ({"published": PartialDate(2002, 2)}, "Gazette, “On s”, February\u00a02002."),
        (
            {"published": PartialDate(2002), "updated": PartialDate(2004, 5, 6)},
            "Gazette, “On s”, 6\u00a0May\u00a02004.",
        ),
        ({"language": "ru"}, "Gazette, “On s”, undated (in Russian)."),
        ({"language": "ru-Latn"}, "Gazette, “On s”, undated (in Russian)."),
        ({"language": "wo"}, "Gazette, “On s”, undated (in Wolof)."),
        ({"language": "qqq"}, "Gazette, “On s”, undated [qqq]."),
        ({"language": ""}, "Gazette, “On s”, undated."),
    ],
)
def test_a_source_is_told_with_its_date_and_language(
    tmp_path: Path, fields: dict[str, object], expected: str
) -> None:
    """A line of the list of sources has publisher, title, last date and, if foreign, the language."""
    brief = compose_note(
        tmp_path,
        "{{ facts.statements[0].text }}",
        statements=(fact("It joined.", "s"),),
        sources=[source("s", **fields)],
    )
    (cited,) = brief.sources
    assert expected == cited.text_before + cited.title + cited.text_after
    assert cited.address == "https://gazette.example/s"


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (("2024-05-01", "2024-05-01"), " Retrieved 1 May 2024."),
        (("2024-05", "2023-02-01"), " Retrieved 1 February 2023 to May 2024."),
        (("2024-05-01", None), ""),
    ],
)
def test_the_colophon_says_when_all_sources_were_read(
    days: tuple[str | None, ...], told: str, tmp_path: Path
) -> None:
    """From the first to the last day; and nothing while that is not on record for each of them."""
    read = [
        source(id_, retrieved=PartialDate.parse(day) if day else None)
        for id_, day in zip("ab", days, strict=True)
    ]
    brief = compose_with_facts(tmp_path, "{2}\n\n{{ colophon }}", sources=read)
    said = skeleton_text(brief).replace("\u00a0", " ")
    assert said.endswith(f"Statements 1, sources 2, publishers 1.{told}")
