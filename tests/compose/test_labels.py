"""Tests of labels: reading label files, and filling labels with values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.compose.labels import Labels
from briefings.model.dates import PartialDate
from briefings.model.diagnostics import BriefingsError
from briefings.model.phrases import LabelRef, Phrase, Term
from tests.support.notes import LABELS, phrase, write_labels

if TYPE_CHECKING:
    from pathlib import Path

NBSP = "\u00a0"
EN = Labels.load("en", [(LABELS, "labels.yaml")])


def read_labels(folder: Path, text: str) -> Labels:
    """Read labels from a text."""
    path = folder / "en.yaml"
    path.write_text(text, encoding="utf-8")
    return Labels.load("en", [(path, "templates/labels/en.yaml")])


def label_problems(folder: Path, text: str) -> list[str]:
    """Return the problems for which a text of labels is refused."""
    with pytest.raises(BriefingsError) as caught:
        read_labels(folder, text)
    return str(caught.value).splitlines()


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
    assert expected == EN.format_date(PartialDate.parse(date))


def test_a_phrase_is_spoken_part_by_part() -> None:
    """Words, dates, terms and wording within wording come out in order."""
    said = phrase("It joined.")
    remark = Phrase((LabelRef("sentence.presumed", (("date", Phrase((PartialDate(2002, 2),))),)),))
    part = LabelRef("sentence.noted", (("text", said), ("remark", remark)))
    spoken = EN.render_text(Phrase((part, " ", Term("Lamp Forum", "LF"))), lambda term: f"<{term.short}>")
    assert spoken == f"It joined. (Last attested February{NBSP}2002.) <LF>"


def test_an_apostrophe_is_that_of_print() -> None:
    """Between two letters, in words, names and titles; anywhere else a straight one stays."""
    words = Phrase(("the ", Term("Keeper's", "Keeper's"), " lamp, 'so', 6' l'eau"))
    assert EN.render_text(words, lambda term: term.full) == "the Keeper’s lamp, 'so', 6' l’eau"


def test_a_value_with_braces_is_not_a_placeholder() -> None:
    """Braces in the words of a value stay what they are."""
    part = LabelRef("participant", (("name", phrase("{office}")), ("office", phrase("{name}"))))
    assert EN.render_text(Phrase((part,)), lambda term: term.short) == "{office} ({name})"


@pytest.mark.parametrize(
    ("key", "values", "expected"),
    [
        ("participant", {"name", "office"}, None),
        ("blank", set(), None),
        ("participant", {"name"}, ("the label 'participant' wants office", "it reads '{name} ({office})'")),
        (
            "participant",
            {"name", "office", "rank", "age"},
            ("the label 'participant' has no place for age, rank", "it reads '{name} ({office})'"),
        ),
        ("participants", set(), ("there is no label 'participants'", "did you mean participant?")),
        ("wxyz", set(), ("there is no label 'wxyz'", "add it to labels.yaml")),
        ("section", set(), ("there is no label 'section'", "did you mean section.areas?")),
    ],
)
def test_asking_wrongly_for_a_label_is_explained(
    key: str, values: set[str], expected: tuple[str, str] | None
) -> None:
    """An unknown label, one with a value missing and one with a value too many are told apart."""
    assert expected == EN.usage_problem(key, values)


def test_labels_are_known_by_their_dotted_keys(tmp_path: Path) -> None:
    """Nested mappings and lists give dotted keys, lists counted from 1."""
    labels = write_labels(tmp_path, "house:\n  closing: [Regards, Yours]\n")
    assert [key in labels for key in ("house.closing.1", "house.closing.2", "house.closing.3")] == [
        True,
        True,
        False,
    ]
    assert labels.format("house.closing.2") == "Yours"


def test_every_fault_of_a_label_file_is_found_at_its_place(tmp_path: Path) -> None:
    """Values that are no wording are reported with their lines, all in one pass."""
    text = LABELS.read_text(encoding="utf-8") + "empty:\nparagraphs: |\n  one\n  two\nquoted: ''\n"
    last = text.count("\n")
    assert label_problems(tmp_path, text) == [
        f"templates/labels/en.yaml:{last - 4}:7: error[bad-label]: 'empty' is not wording",
        "  hint: write the words on one line; quote them where they are empty",
        f"templates/labels/en.yaml:{last - 3}:13: error[bad-label]: 'paragraphs' is not wording",
        "  hint: write the words on one line; quote them where they are empty",
    ]


def test_what_every_note_says_must_be_there(tmp_path: Path) -> None:
    """A label file without a date, or with other placeholders in the furniture, is refused before any note is made."""
    text = LABELS.read_text(encoding="utf-8")
    text = text.replace('  year: "{year}"\n', "").replace(
        "subject: Briefing note as at {date}", "subject: Note of {day}"
    )
    text = text.replace("page: Page {page} of {pages}", "page: Page {page}")
    assert label_problems(tmp_path, text) == [
        "templates/labels/en.yaml:1:1: error[unknown-label]: there is no label 'date.year'",
        "  hint: add it to templates/labels/en.yaml",
        "templates/labels/en.yaml:3:10: error[unknown-label]: the label 'subject': there is no {day}",
        "  hint: known: {date}",
        "templates/labels/en.yaml:5:7: error[unknown-label]: the label 'page' has no place for pages",
        "  hint: it reads 'Page {page}'; put {pages} where it belongs",
    ]


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
    ],
)
def test_a_date_takes_the_form_that_a_label_asks_for(
    date: str, alone: str, within: str, tmp_path: Path
) -> None:
    """Languages put an article or a case behind some words, which depends on how exact the date is."""
    labels = merge_labels(tmp_path, FORMS)
    when = PartialDate.parse(date)
    said = labels.render_text(
        Phrase((LabelRef("period.since", (("start", Phrase((when,))),)),)), lambda term: term.short
    )
    assert [text.replace(NBSP, " ") for text in (labels.format_date(when), said)] == [alone, within]
    assert labels.format("period.since", start=when) == said


def test_a_form_of_dates_is_whole(tmp_path: Path) -> None:
    """A form that a label asks for is there for days, months and years, each with its parts."""
    text = "date:\n  forms:\n    since: {day: 'le {day}', year: '{year}'}\nperiod: {since: 'depuis {start:since}'}\n"
    with pytest.raises(BriefingsError) as caught:
        merge_labels(tmp_path, text)
    assert [f"{found.location}: {found.message}" for found in caught.value.diagnostics] == [
        "1.yaml:1:1: there is no label 'date.forms.since.month'",
        "1.yaml:3:18: the label 'date.forms.since.day' has no place for month, year",
    ]


# --- files of a partner, a project and the package ------------------------------------------------


def merge_labels(folder: Path, *texts: str) -> Labels:
    """Read label files with these texts, the first with the highest priority, above those of small notes."""
    files = []
    for number, text in enumerate(texts, 1):
        path = folder / f"{number}.yaml"
        path.write_text(text, encoding="utf-8")
        files.append((path, path.name))
    return Labels.load("en", [*files, (LABELS, "labels.yaml")])


def test_a_file_may_hold_a_single_entry(tmp_path: Path) -> None:
    """Each entry comes from the first file that has it, and is located there."""
    labels = merge_labels(
        tmp_path, "section: {glance: In short}\n", "blank: ___\nsection: {glance: Summary, areas: Fields}\n"
    )
    keys = ("section.glance", "section.areas", "section.sources", "blank")
    assert [labels.format(key) for key in keys] == ["In short", "Fields", "Sources", "___"]
    assert [str(labels.location(key)) for key in keys[:2]] == ["1.yaml:1:19", "2.yaml:2:35"]
    assert labels.location("section.sources").path == "labels.yaml"


def test_a_list_can_be_replaced_in_part(tmp_path: Path) -> None:
    """One month is replaced by its number, and the others stay."""
    labels = merge_labels(tmp_path, "date: {months: {3: Lampmonth}}\n")
    assert labels.format_date(PartialDate(2002, 3)) == f"Lampmonth{NBSP}2002"
    assert labels.format_date(PartialDate(2002, 4)) == f"April{NBSP}2002"


def test_a_problem_stands_in_the_file_that_holds_the_entry(tmp_path: Path) -> None:
    """What a project's entry lacks is reported there, what no file has in the first one."""
    with pytest.raises(BriefingsError) as caught:
        merge_labels(tmp_path, "term: '{full}'\n", "term: x\nsubject: on {day}\n")
    assert [str(found.location) for found in caught.value.diagnostics] == ["1.yaml:1:7", "2.yaml:2:10"]
    labels = merge_labels(tmp_path, "term: '{full} ({short})'\n")
    (missing,) = labels.check_required([("section.numbers", set())])
    assert str(missing.location) == "1.yaml:1:1"


def test_a_file_says_who_has_reviewed_it(tmp_path: Path) -> None:
    """`reviewed:` is no label; it may be empty, and belongs to its own file."""
    labels = merge_labels(
        tmp_path, "reviewed: A. Moustafa, 2020-01-01\n", "reviewed:\nblank: _\n", "blank: '-'\n"
    )
    assert labels.reviewed == {
        "1.yaml": "A. Moustafa, 2020-01-01", "2.yaml": "", "3.yaml": "", "labels.yaml": "",
    }  # fmt: skip
    assert "reviewed" not in labels


def test_a_file_that_is_no_yaml_is_refused_with_its_place(tmp_path: Path) -> None:
    """A label file is read as strictly as a fact file."""
    assert label_problems(tmp_path, "title: [")[0].startswith("templates/labels/en.yaml:")
    assert label_problems(tmp_path, "title: a\ntitle: b\n")[0].startswith(
        "templates/labels/en.yaml:2:1: error[duplicate-key]"
    )
