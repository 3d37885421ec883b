"""Tests of right-to-left text in pictures for PDF: joined, and in the order in which it is seen."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.outputs.rtl_pictures import join_letters

FSI, PDI = "\u2068", "\u2069"
LETTERS = st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةىپچژگ", min_size=1, max_size=12)


def seen_text(text: str) -> str | None:
    """Return the text of a picture, from left to right as it is seen; None if it can't be drawn."""
    svg = join_letters(f"<svg><text>{text}</text></svg>")
    return svg and svg.removeprefix("<svg><text>").removesuffix("</text></svg>")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Joins the PfP, 2002", "Joins the PfP, 2002"),
        (f"{FSI}Joins{PDI}", "Joins"),
        ("سلام", "\ufee1\ufefc\ufeb3"),  # initial seen, final lam with alef, isolated meem
        ("لا", "\ufefb"),
        ("ورد", "\ufea9\ufead\ufeed"),  # letters that join nothing after them
        ("سًم", "\ufee2\ufeb3"),  # without the vowel mark
        ("שלום", "םולש"),
        ("18 ورد 2025", "2025 \ufea9\ufead\ufeed 18"),
        ("ورد 1.5", "1.5 \ufea9\ufead\ufeed"),
        ("ورد (NATO) ورد", "\ufea9\ufead\ufeed (NATO) \ufea9\ufead\ufeed"),
        ("ورد (ورد)", "(\ufea9\ufead\ufeed) \ufea9\ufead\ufeed"),
        ("Visit ورد 12", "Visit 12 \ufea9\ufead\ufeed"),
        ("ورد &amp; ورد", "\ufea9\ufead\ufeed &amp; \ufea9\ufead\ufeed"),
    ],
)
def test_text_is_in_the_order_in_which_it_is_seen(text: str, seen: str) -> None:
    """Words from right to left are reversed and joined; numbers and Latin words within them are not."""
    assert seen_text(text) == seen


@given(LETTERS)
def test_no_letter_is_lost(word: str) -> None:
    """A word that is read backwards, with each form back to its letter, is the word as it was."""
    assert normalize("NFKC", (seen_text(word) or "")[::-1]) == normalize("NFKC", word)


def test_a_script_without_forms_is_not_drawn() -> None:
    """Syriac letters join as well, but Unicode has no forms for them."""
    assert seen_text("ܫܠܡܐ") is None


def test_the_rest_of_a_picture_stays() -> None:
    """Attributes and style sheets are as they were."""
    svg = '<svg a="1 &lt; 2"><style>.a{fill:#fff}</style><text x="5">1 &lt; 2</text></svg>'
    assert join_letters(svg) == svg
