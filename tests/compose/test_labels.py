"""Tests of labels: reading and merging label files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.compose.label_checks import check_required
from briefings.compose.label_text import date_text, label_text
from briefings.compose.labels import Label, Labels, Placeholder
from briefings.model.dates import PartialDate
from briefings.model.diagnostics import BriefingsError
from tests.support.notes import LABELS, LOCATION, merge_labels, write_labels

if TYPE_CHECKING:
    from pathlib import Path

NBSP = "\u00a0"


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
    ("text", "parts"),
    [
        ("Page {page} of {pages}", ("Page ", Placeholder("page", ""), " of ", Placeholder("pages", ""))),
        ("{start:since}", (Placeholder("start", "since"),)),
        ("{Name} {} {a b}", ("{Name} {} {a b}",)),
        ("", ()),
    ],
)
def test_the_parts_of_a_label(text: str, parts: tuple[str | Placeholder, ...]) -> None:
    """A placeholder is a name in braces, with the form of a date after a colon; other braces are text."""
    assert parts == Label(text, LOCATION).parts


def test_labels_are_known_by_their_dotted_keys(tmp_path: Path) -> None:
    """Nested mappings and lists give dotted keys, lists counted from 1."""
    labels = write_labels(tmp_path, "house:\n  closing: [Regards, Yours]\n")
    assert [key in labels for key in ("house.closing.1", "house.closing.2", "house.closing.3")] == [
        True,
        True,
        False,
    ]
    assert labels["house.closing.2"].text == "Yours"


def test_every_fault_of_a_label_file_is_found_at_its_place(tmp_path: Path) -> None:
    """Values that are no wording are reported with their lines, all in one pass."""
    text = LABELS.read_text(encoding="utf-8") + "empty:\nparagraphs: |\n  one\n  two\nquoted: ''\n"
    last = text.count("\n")
    assert label_problems(tmp_path, text) == [
        f"templates/labels/en.yaml:{last - 4}:7: error[bad-label]: 'empty' is not a text",
        "  hint: write the text on one line; write '' for an empty text",
        f"templates/labels/en.yaml:{last - 3}:13: error[bad-label]: 'paragraphs' is not a text",
        "  hint: write the text on one line; write '' for an empty text",
    ]


def test_what_every_note_says_must_be_there(tmp_path: Path) -> None:
    """A label file without a date, or with other placeholders in the furniture, is refused before any note is made."""
    text = LABELS.read_text(encoding="utf-8")
    text = text.replace('  year: "{year}"\n', "").replace(
        "subject: Briefing note as at {date}", "subject: Note of {day}"
    )
    text = text.replace("page: Page {page} of {pages}", "page: Page {page}")
    assert label_problems(tmp_path, text) == [
        "templates/labels/en.yaml:1:1: error[unknown-label]: the label 'date.year' is missing",
        "  hint: add it to templates/labels/en.yaml",
        "templates/labels/en.yaml:3:10: error[unknown-label]: the label 'subject' gets no value for {day}",
        "  hint: it reads 'Note of {day}'; its values are {date}",
        "templates/labels/en.yaml:5:7: error[unknown-label]: the label 'page' has no placeholder {pages}",
        "  hint: it reads 'Page {page}'; its values are {page}, {pages}",
    ]


def test_a_form_of_dates_is_whole(tmp_path: Path) -> None:
    """A form that a label asks for is there for days, months and years, each with its parts."""
    text = "date:\n  forms:\n    since: {day: 'le {day}', year: '{year}'}\nperiod: {since: 'depuis {start:since}'}\n"
    with pytest.raises(BriefingsError) as caught:
        merge_labels(tmp_path, text)
    assert [f"{found.location}: {found.message}" for found in caught.value.diagnostics] == [
        "1.yaml:1:1: the label 'date.forms.since.month' is missing",
        "1.yaml:3:18: the label 'date.forms.since.day' has no placeholder {month}, {year}",
    ]


def test_a_form_of_names_has_a_pattern_without_article(tmp_path: Path) -> None:
    """Each pattern has the name, and most names need the one without article."""
    text = "name:\n  forms:\n    de: {le: 'du'}\nflag: {alternative: 'Drapeau {partner:de}'}\n"
    with pytest.raises(BriefingsError) as caught:
        merge_labels(tmp_path, text)
    assert [f"{found.location}: {found.message}" for found in caught.value.diagnostics] == [
        "1.yaml:1:1: the label 'name.forms.de.none' is missing",
        "1.yaml:3:14: the label 'name.forms.de.le' has no placeholder {name}",
    ]


# --- files of a partner, a project and the package ------------------------------------------------


def test_a_file_may_hold_a_single_entry(tmp_path: Path) -> None:
    """Each entry comes from the first file that has it, and is located there."""
    labels = merge_labels(
        tmp_path, "section: {glance: In short}\n", "blank: ___\nsection: {glance: Summary, areas: Fields}\n"
    )
    keys = ("section.glance", "section.areas", "section.sources", "blank")
    assert [label_text(labels, key) for key in keys] == ["In short", "Fields", "Sources", "___"]
    assert [str(labels.location(key)) for key in keys[:2]] == ["1.yaml:1:19", "2.yaml:2:35"]
    assert labels.location("section.sources").path == "labels.yaml"


def test_a_list_can_be_replaced_in_part(tmp_path: Path) -> None:
    """One month is replaced by its number, and the others stay."""
    labels = merge_labels(tmp_path, "date: {months: {3: Lampmonth}}\n")
    assert date_text(labels, PartialDate(2002, 3)) == f"Lampmonth{NBSP}2002"
    assert date_text(labels, PartialDate(2002, 4)) == f"April{NBSP}2002"


def test_a_problem_stands_in_the_file_that_holds_the_entry(tmp_path: Path) -> None:
    """What a project's entry lacks is reported there, what no file has in the first one."""
    with pytest.raises(BriefingsError) as caught:
        merge_labels(tmp_path, "term: '{full}'\n", "term: x\nsubject: on {day}\n")
    assert [str(found.location) for found in caught.value.diagnostics] == ["1.yaml:1:7", "2.yaml:2:10"]
    labels = merge_labels(tmp_path, "term: '{full} ({short})'\n")
    (missing,) = check_required(labels, {"section.numbers": set()})
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
