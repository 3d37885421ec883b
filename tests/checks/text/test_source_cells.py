"""Tests of the sources that a text names in a list or in a cell."""

from __future__ import annotations

import pytest

from briefings.checks.text.source_cells import blank_source_cells, is_source_entry


@pytest.mark.parametrize(
    ("text", "is_entry"),
    [
        ("Gazette, quoting the Herald, “Lamps of Lutz”, 3 May 2012 (in Russian).", True),
        ("Gazette, «Лампы», 3 мая 2012 (язык: русский). <https://gazette.example/a>", True),
        ("Gazette, «Lampes», sans date.", True),
        ("Zubrowka, “land of lamps”, 3 May 2012 was lit.", False),
        ("The Keeper said “yes” on 3 May 2012.", False),
        ("On 3 May 2012 the Keeper spoke of Lutz, “land of lamps”, and left.", False),
    ],
)
def test_entries_of_a_list_of_sources(text: str, is_entry: bool) -> None:
    """An entry has a publisher, a title in quotation marks and a date, and nothing more."""
    assert is_source_entry(text) is is_entry


@pytest.mark.parametrize(
    ("row", "has_sources"),
    [
        ("Keeper | Zero. | Gazette, undated; Herald, 3 May 2012 |", True),
        ("Keeper | Zero | – | Gazette, 3 May 2012 |", True),
        ("Keeper | Zero. | Gazette tells of 3 May 2012 |", False),
        ("Keeper | Zero, 3 May 2012 |", False),
    ],
)
def test_cells_of_sources(row: str, has_sources: bool) -> None:
    """A last cell of publishers and dates is left out; a cell with a name and its date is not."""
    left = blank_source_cells(row)
    assert len(left) == len(row)
    assert ("2012" not in left) is has_sources
