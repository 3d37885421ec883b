"""Tests of the card: one small page for every shipped partner, with what is worth knowing by heart."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from tests.support.notes import Note, note_of, shipped_notes
from tests.support.turns import in_turn

CARDS = shipped_notes("card")


@pytest.mark.slow
@pytest.mark.parametrize("card", in_turn(CARDS))
def test_a_card_has_one_page(card: Note) -> None:
    """On paper a card has one page of A5."""
    (page,) = PdfReader(io.BytesIO(card.pdf)).pages
    width, height = (round(float(side) / 72 * 25.4) for side in (page.mediabox.width, page.mediabox.height))
    assert (width, height) == (148, 210)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ru", "tg", "ar"])
def test_a_card_has_one_page_in_other_languages(language: str) -> None:
    """Longer titles and names take a second line of a row, and no second page."""
    card = note_of("tajikistan", language=language, product="card")
    assert len(PdfReader(io.BytesIO(card.pdf)).pages) == 1


def test_cards_have_something_worth_knowing() -> None:
    """A card has up to three telling facts, as far as it has room; most cards have."""
    counts = {}
    for card in (card for card in CARDS if card.language == "en"):
        section = card.markdown.partition("## Worth knowing\n")[2].partition("\n>")[0]
        counts[str(card)] = section.count("\n- ")
    assert max(counts.values()) <= 3
    assert sum(count > 0 for count in counts.values()) > len(counts) // 2
