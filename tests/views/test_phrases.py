"""Tests of phrases: labels, dates and text in another language."""

from __future__ import annotations

import pytest

from briefings.model.dates import PartialDate
from briefings.model.phrases import EMPTY, Citation, Phrase
from briefings.views.phrases import attested_phrase, date_phrase, label, language_phrase
from tests.support.words import phrase_text


def test_a_label_carries_the_citations_of_its_values() -> None:
    """A label around phrases carries the citations of all of them, once each."""
    first, second = Citation("zubrowka/a", "one"), Citation("zubrowka/b", "two")
    made = label("holder.or", {"first": Phrase(("A",), (first,)), "second": Phrase(("B",), (second, first))})
    assert made.citations == (first, second)
    assert phrase_text(made) == "<holder.or first=A second=B>"


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ([], ""),
        (["2014-05-01"], "<holders.on date=2014-05-01>"),
        (["2014", "2014"], "<holders.on date=2014>"),
        (["2014-05-01", "2016", "2019-02-03"], "<holders.from-to first=2014-05-01 last=2019-02-03>"),
    ],
)
def test_attestations_are_given_by_their_first_and_last(dates: list[str], expected: str) -> None:
    """One day stands alone; of several, the first and the last are given, with their sources."""
    cited = (Citation("zubrowka/a", "one"),)
    phrase = attested_phrase([PartialDate.parse(date) for date in dates], cited)
    assert phrase_text(phrase) == expected
    assert phrase.citations == (cited if dates else ())


@pytest.mark.parametrize(
    ("language", "expected"),
    [("", "x"), ("en", "x"), ("en-GB", "x"), ("fr", "x [fr]"), ("tg-Latn", "x [tg-Latn]")],
)
def test_text_in_another_language_is_marked(language: str, expected: str) -> None:
    """Text in the language of the note, or in none, is plain; any other is foreign."""
    assert phrase_text(language_phrase(("x",), language, "en")) == expected
    assert phrase_text(language_phrase(("x",), language, "en", show_language=False)) == "x"


def test_no_date_is_empty() -> None:
    """Without a date there is no phrase, and nothing to cite."""
    assert date_phrase(None, (Citation("zubrowka/a", "one"),)) == EMPTY
