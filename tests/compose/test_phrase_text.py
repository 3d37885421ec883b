"""Tests of the text of phrases."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefings.compose.labels import Labels
from briefings.compose.phrase_text import full_form, phrase_slot, phrase_text
from briefings.model.dates import PartialDate, Period
from briefings.model.phrases import AsOfDay, ForeignText, LabelRef, Noun, Phrase, ShortDate, Term
from briefings.project import package_data_folder
from briefings.views.phrases import period_phrase
from tests.support.notes import LABELS, phrase

if TYPE_CHECKING:
    from briefings.model.phrases import Part

NBSP = "\u00a0"
EN = Labels.load("en", [(LABELS, "labels.yaml")])
PACKAGED_EN, FR = (
    Labels.load(language, [(package_data_folder() / f"templates/labels/{language}.yaml", f"{language}.yaml")])
    for language in ("en", "fr")
)


def test_a_phrase_is_spoken_part_by_part() -> None:
    """Words, dates, terms and wording within wording come out in order."""
    said = phrase("It joined.")
    remark = Phrase((LabelRef("sentence.presumed", (("date", Phrase((PartialDate(2002, 2),))),)),))
    part = LabelRef("sentence.noted", (("text", said), ("remark", remark)))
    spoken = phrase_text(EN, Phrase((part, " ", Term("Lamp Forum", "LF"))), lambda term: f"<{term.short}>")
    assert spoken == f"It joined. (Last attested February{NBSP}2002.) <LF>"


def test_an_apostrophe_is_that_of_print() -> None:
    """Between two letters, in words, names and titles; anywhere else a straight one stays."""
    words = Phrase(("the ", Term("Keeper's", "Keeper's"), " lamp, 'so', 6' l'eau"))
    assert phrase_text(EN, words, full_form) == "the Keeper’s lamp, 'so', 6' l’eau"


def test_a_value_with_braces_is_not_a_placeholder() -> None:
    """Braces in the words of a value stay what they are."""
    part = LabelRef("participant", (("name", phrase("{office}")), ("office", phrase("{name}"))))
    assert phrase_text(EN, Phrase((part,))) == "{office} ({name})"


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("Ministre des Affaires étrangères", "ministre des Affaires étrangères"),
        ("Premier ministre", "Premier ministre"),
        ("Premier vice-ministre", "premier vice-ministre"),
        ("ONU", "ONU"),
        (Noun("Ambassade de Graustark", "l"), "ambassade de Graustark"),
        (ForeignText(Phrase(("Lord Keeper",)), "en", show_language=False), "Lord Keeper"),
    ],
)
def test_a_title_within_a_sentence_takes_a_small_letter(title: Part, printed: str) -> None:
    """The label asks for it, and the labels name the words that keep their capital."""
    values = (("name", phrase("Bruno Falk")), ("office", Phrase((title,))))
    assert phrase_text(FR, Phrase((LabelRef("participant", values),))) == f"Bruno Falk ({printed})"


def test_a_time_within_a_month_begins_with_its_day() -> None:
    """Some languages write the first day of a month as an ordinal."""
    time = period_phrase(Period.parse("2022-12-01/2022-12-02"))
    assert phrase_text(PACKAGED_EN, time).replace(NBSP, " ") == "1 to 2 December 2022"
    assert phrase_text(FR, time).replace(NBSP, " ") == "1er–2 décembre 2022"


def test_the_day_of_the_note_is_in_words_or_in_digits() -> None:
    """A slot knows that the day is part of its text, however deep it is."""
    day = PartialDate(2011, 6, 23)
    in_digits = phrase_slot(EN, Phrase((AsOfDay(day, in_digits=True),)))
    in_words = phrase_slot(EN, Phrase((LabelRef("as-at", (("date", Phrase((AsOfDay(day),))),)),)))
    assert (in_digits.text, in_words.text) == ("2011-06-23", f"As at 23{NBSP}June{NBSP}2011")
    assert in_digits.contains_day
    assert in_words.contains_day
    assert not phrase_slot(EN, Phrase((day,))).contains_day


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (PartialDate.parse("2002~"), f"About{NBSP}2002"),
        (LabelRef("sentence.noted", (("text", phrase("oil")), ("remark", phrase("x")))), "oil (x.)"),
        (PartialDate(2002, 2), f"February{NBSP}2002"),
        ("iron is mined", "iron is mined"),
        (ForeignText(phrase("iron"), "fr", show_language=False), "iron"),
    ],
)
def test_an_item_begins_with_a_capital_unless_a_fact_begins_it(part: Part, text: str) -> None:
    """Labels and dates get a capital at the start of a list item; the words of a fact stay as they are."""
    assert phrase_slot(EN, Phrase((part,)), starts_item=True).text == text


def test_a_label_takes_the_place_of_a_title_that_is_not_translated() -> None:
    """Where a language has a label for a role it is printed, without a tag; else the title is, with one."""
    title = ForeignText(phrase("Gardien"), "fr", label_key="glance.who")
    assert phrase_text(EN, Phrase((title,))) == EN["glance.who"].text
    assert phrase_text(EN, Phrase((replace(title, label_key="role.none"),))) == "Gardien [fr]"


def speak(labels: Labels, key: str, **values: Part) -> str:
    """Return a label with values as text, in full."""
    phrases = tuple((name, Phrase((value,))) for name, value in values.items())
    return phrase_text(labels, Phrase((LabelRef(key, phrases),)), full_form).replace(NBSP, " ")


@pytest.mark.parametrize(
    ("labels", "partner", "framework", "expected"),
    [
        (PACKAGED_EN, Noun("Lamp Republic", "the"), Noun("Oil Plan", "the"), "The Lamp Republic has been a partner of LL in the Oil Plan since 2002."),
        (PACKAGED_EN, "Graustark", "PfP", "Graustark has been a partner of LL in PfP since 2002."),
        (PACKAGED_EN, "eLand", Noun(Term("Oil Plan", "OP"), "the"), "eLand has been a partner of LL in the Oil Plan since 2002."),
        (PACKAGED_EN, ForeignText(phrase("Syldavie"), "fr"), "PfP", "Syldavie [fr] has been a partner of LL in PfP since 2002."),
        (FR, Noun("Mongolie", "la"), Noun("Plan", "le"), "La Mongolie est partenaire de LL et participe au Plan depuis 2002."),
        (FR, Noun("Arménie", "l"), Noun("Union", "l"), "L’Arménie est partenaire de LL et participe à l’Union depuis 2002."),
        (FR, "Cuba", "Plan", "Cuba est partenaire de LL et participe au cadre «\u202fPlan\u202f» depuis 2002."),
    ],
)  # fmt: skip
def test_a_name_takes_its_article_where_a_label_asks_for_it(
    labels: Labels, partner: Part, framework: Part, expected: str
) -> None:
    """An article that begins a sentence has a capital; a name without article stays as it is."""
    assert (
        speak(labels, "lead.partner", side="LL", partner=partner, framework=framework, date=PartialDate(2002))
        == expected
    )


def test_a_date_keeps_its_form_before_a_remark() -> None:
    """A label asks for the form of the date; the mark of an old source behind it is printed as it is."""
    mark = LabelRef("state.confirm", (("date", Phrase((ShortDate(PartialDate(2016, 4)),))),))
    since = Phrase((PartialDate(2002, 2, 20), " ", mark))
    told = phrase_text(FR, Phrase((LabelRef("period.since", (("start", since),)),))).replace(NBSP, " ")
    assert told == "depuis le 20 février 2002 (avr. 2016, à confirmer)"


def test_a_short_form_has_its_own_article() -> None:
    """It is the Lantern League, but LL: the article is that of the form which is printed."""
    term = Noun(Term("Lantern League", "LL"), "the")
    part = LabelRef("contacts.other-body", (("body", Phrase((term,))),))
    assert phrase_text(PACKAGED_EN, Phrase((part,)), full_form) == "With the Lantern League"
    assert phrase_text(PACKAGED_EN, Phrase((part,))) == "With LL"


def test_elsewhere_a_name_has_no_article() -> None:
    """A title, a row and a list name it bare."""
    assert phrase_text(EN, Phrase((Noun("Lamp Republic", "the"),))) == "Lamp Republic"
