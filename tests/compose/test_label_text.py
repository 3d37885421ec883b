"""Tests of the text of labels, and of dates in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.compose.label_text import date_text, label_text
from briefings.compose.labels import Labels
from briefings.compose.phrase_text import phrase_text
from briefings.model.dates import PartialDate, Period
from briefings.model.diagnostics import BriefingsError
from briefings.model.phrases import LabelRef, Phrase
from tests.support.notes import LABELS, merge_labels

NBSP = "\u00a0"
PACKAGED = Path(__file__).parents[2] / "templates" / "labels"
EN = Labels.load("en", [(LABELS, "labels.yaml")])


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2002", "2002"),
        ("2002-02", f"February{NBSP}2002"),
        ("2002-02-20", f"20{NBSP}February{NBSP}2002"),
        ("2002-12-01", f"1{NBSP}December{NBSP}2002"),
        ("2004-06~", f"about{NBSP}June{NBSP}2004"),
        ("2004?", f"2004{NBSP}(uncertain)"),
        ("0987", "987"),
    ],
)
def test_dates_are_words_on_one_line(date: str, expected: str) -> None:
    """A date is printed with what is known of it, and is not broken over two lines."""
    assert expected == date_text(EN, PartialDate.parse(date))


FORMS = """\
date:
  first: 1er
  forms:
    since: {day: "le {day} {of_month} {year}", month: "{of_month} {year}", year: "l’an {year}"}
period: {since: "depuis {start:since}"}
"""


@pytest.mark.parametrize(
    ("date", "alone", "within"),
    [
        ("2002-02-20", "20 February 2002", "depuis le 20 February 2002"),
        ("2002-02-01", "1er February 2002", "depuis le 1er February 2002"),
        ("2002-02", "February 2002", "depuis February 2002"),
        ("2002", "2002", "depuis l’an 2002"),
        ("2002~", "about 2002", "depuis about 2002"),
        ("2002?", "2002 (uncertain)", "depuis l’an 2002 (uncertain)"),
    ],
)
def test_a_date_takes_the_form_that_a_label_asks_for(
    date: str, alone: str, within: str, tmp_path: Path
) -> None:
    """Languages put an article or a case behind some words, which depends on how exact the date is."""
    labels = merge_labels(tmp_path, FORMS)
    when = PartialDate.parse(date)
    said = phrase_text(labels, Phrase((LabelRef("period.since", (("start", Phrase((when,))),)),)))
    assert [text.replace(NBSP, " ") for text in (date_text(labels, when), said)] == [alone, within]
    assert label_text(labels, "period.since", start=when) == said


@pytest.mark.parametrize("words", ["section.sources: The {partner} list\n", 'section: {lead: "By {whom}"}\n'])
def test_a_label_with_a_placeholder_of_its_own_is_refused_at_its_place(words: str, tmp_path: Path) -> None:
    """A house may write any label in other words, but no value fills a placeholder that it makes up."""
    labels = merge_labels(tmp_path, words)
    key = "section.sources" if "sources" in words else "section.lead"
    with pytest.raises(BriefingsError, match=r"error\[unknown-label\]: the label .* gets no value for \{"):
        label_text(labels, key)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "June 2015 at the latest"),
        ("fr", "juin 2015 au plus tard"),
        ("ru", "июнь 2015 г. или ранее"),
        ("tg", "июни соли 2015 ё пештар"),
        ("ar", "يونيو 2015 أو قبل ذلك"),
    ],
)
def test_an_end_that_is_only_a_limit(language: str, expected: str) -> None:
    """The end of a state that was over by some month is printed as such in every language."""
    labels = Labels.load(language, [(PACKAGED / f"{language}.yaml", "labels.yaml")])
    end = Period.parse("2004/..2015-06").end
    assert end
    assert date_text(labels, end).replace(NBSP, " ") == expected
