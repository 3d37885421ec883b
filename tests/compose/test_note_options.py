"""Tests of the options of a note."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefings.compose.note_options import NoteOptions
from briefings.loading.contact_limit import ContactLimit
from tests.support.notes import FICTIONAL, PRODUCT, load_store

HOUSE = replace(load_store(FICTIONAL).house, contact_count=8)


@pytest.mark.parametrize(
    ("asked", "of_product", "expected"),
    [
        ("3", ContactLimit(5), 3),
        ("all", ContactLimit(5), None),
        ("", ContactLimit(5), 5),
        ("", ContactLimit(0), 0),
        ("", ContactLimit(None), None),
        ("", None, 8),
    ],
)
def test_the_number_of_contacts(asked: str, of_product: ContactLimit | None, expected: int | None) -> None:
    """The option comes before the product, and the product before the house."""
    product = replace(PRODUCT, contact_limit=of_product)
    assert expected == NoteOptions(contacts=asked).contact_limit(HOUSE, product)
