"""Tests of what comes back: a review copy is edited as reviewers do, through python-docx and lxml, and read again."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from briefings.diff.returned import read_returned
from briefings.model.diagnostics import BriefingsError
from briefings.outputs.word import document
from tests.support.notes import note_of
from tests.support.review_copy import (
    AGREED,
    BORDER,
    HEADING,
    KEEPERS,
    RATIFIED,
    ROW,
    SECURE,
    make_review_copy,
)
from tests.support.word import control_of, join_parts, new_run, open_word, parts_of, save_word, text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docx.document import Document

    from briefings.diff.returned import ReturnedCopy


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the review copy of a note with a paragraph, a list and a table."""
    return make_review_copy(tmp_path_factory.mktemp("copy"))


def returned(folder: Path, file: Document) -> ReturnedCopy:
    """Return what is read in an edited copy."""
    path = folder / "returned.docx"
    path.write_bytes(save_word(file))
    return read_returned(path, "returned.docx")


# --- edits ----------------------------------------------------------------------------------------


def set_text(control: Any, text: str) -> None:  # noqa: ANN401 - an element of lxml
    """Give a control one run with a text."""
    first, *others = control.iter(qn("w:t"))
    first.text = text
    for other in others:
        other.text = ""


def paragraph_of(element: Any) -> Any:  # noqa: ANN401 - an element of lxml
    """Return the paragraph that an element is in."""
    return next(element.iterancestors(qn("w:p")))


def row_of(element: Any) -> Any:  # noqa: ANN401 - an element of lxml
    """Return the row that an element is in."""
    return next(element.iterancestors(qn("w:tr")))


def tracked(tag: str, *content: Any) -> Any:  # noqa: ANN401 - an element of lxml
    """Return a tracked change with content."""
    change = OxmlElement(f"w:{tag}")
    change.set(qn("w:id"), "9001")
    change.set(qn("w:author"), "Agatha Baker")
    change.extend(content)
    return change


def change_words(file: Document) -> None:
    """Type other words."""
    set_text(control_of(file, AGREED), AGREED.replace("2019", "2018"))


def change_a_cell(file: Document) -> None:
    """Type other words into one cell of a row."""
    set_text(control_of(file, "Zero Moustafa, Minister"), "Zero Moustafa, Foreign Minister")


def split_into_runs(file: Document) -> None:
    """Make one word bold, which parts the run, and say the same."""
    run = next(control_of(file, AGREED).iter(qn("w:r")))
    for words in ("By March 2019 the guilds ", "agreed", " for two years at a time."):
        run.addprevious(new_run(words))
    run.getparent().remove(run)


def track_words(file: Document) -> None:
    """Type other words with tracked changes."""
    control = control_of(file, AGREED)
    run = next(control.iter(qn("w:r")))
    run.addprevious(new_run("By March "))
    run.addprevious(tracked("del", new_run("2019", "delText")))
    run.addprevious(tracked("ins", new_run("2018")))
    run.addprevious(new_run(" the guilds agreed for two years at a time."))
    run.getparent().remove(run)


def track_a_deletion(file: Document) -> None:
    """Strike a sentence with tracked changes."""
    control = control_of(file, AGREED)
    run = next(control.iter(qn("w:r")))
    run.addprevious(tracked("del", new_run(AGREED, "delText")))
    run.getparent().remove(run)


def strike(file: Document) -> None:
    """Delete a sentence with its control."""
    control = control_of(file, AGREED)
    control.getparent().remove(control)


def empty_a_control(file: Document) -> None:
    """Delete the words of a sentence and leave its empty control."""
    set_text(control_of(file, AGREED), "")


def strike_an_item(file: Document) -> None:
    """Delete a whole item of a list."""
    paragraph = paragraph_of(control_of(file, BORDER))
    paragraph.getparent().remove(paragraph)


def strike_a_row(file: Document) -> None:
    """Delete a row of a table."""
    row = row_of(control_of(file, "Zero Moustafa, Minister"))
    row.getparent().remove(row)


def track_a_row(file: Document) -> None:
    """Delete a row with tracked changes."""
    row = row_of(control_of(file, "Zero Moustafa, Minister"))
    row.find(qn("w:trPr")).append(tracked("del"))


def type_behind(file: Document) -> None:
    """Type a sentence at the end of a paragraph."""
    paragraph_of(control_of(file, RATIFIED)).append(new_run(" A lamp was lit."))


def type_within(file: Document) -> None:
    """Type a sentence at the end of another one, within its control."""
    control_of(file, RATIFIED).find(qn("w:sdtContent")).append(new_run(" A lamp was lit."))


def track_an_addition(file: Document) -> None:
    """Add a paragraph with tracked changes."""
    paragraph = OxmlElement("w:p")
    paragraph.append(tracked("ins", new_run("A lamp was lit.")))
    paragraph_of(control_of(file, RATIFIED)).addnext(paragraph)


def move_an_item(file: Document) -> None:
    """Drag an item of a list to its end."""
    paragraph = paragraph_of(control_of(file, BORDER))
    last = paragraph_of(control_of(file, KEEPERS))
    last.addnext(paragraph)


def paste_a_copy(file: Document) -> None:
    """Copy a sentence to another place: Word copies its control, and leaves its bookmark."""
    control = deepcopy(control_of(file, AGREED))
    paragraph_of(control_of(file, RATIFIED)).append(control)


def remove_controls(file: Document) -> None:
    """Save the file in an editor that keeps neither controls nor bookmarks."""
    body = file.element.body
    for control in list(body.iter(qn("w:sdt"))):
        for run in control.find(qn("w:sdtContent")):
            control.addprevious(run)
        control.getparent().remove(control)
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        for mark in list(body.iter(qn(tag))):
            mark.getparent().remove(mark)


def remove_controls_and_edit(file: Document) -> None:
    """Do the same after an edit."""
    set_text(control_of(file, BORDER), SECURE)
    remove_controls(file)


def rename_a_heading(file: Document) -> None:
    """Type another heading, which no fact is behind."""
    heading = next(p for p in file.paragraphs if p.text == HEADING)
    heading.runs[0].text = "At one glance"


def break_a_paragraph(file: Document) -> None:
    """Begin a new paragraph between two sentences."""
    paragraph = paragraph_of(control_of(file, RATIFIED))
    second = OxmlElement("w:p")
    start = control_of(file, RATIFIED).getprevious().getprevious()
    moved = list(paragraph)[list(paragraph).index(start) :]
    second.extend(moved)
    paragraph.addnext(second)


class Edit(NamedTuple):
    """An edit, and what is to be read: kind, text before and text now."""

    make: Callable[[Document], None]
    expected: list[tuple[str, str, str]]
    authors: tuple[str, ...] = ()


CHANGED = [("changed", AGREED, AGREED.replace("2019", "2018"))]
STRUCK = [("struck", AGREED, "")]
EDITS = [
    Edit(lambda _: None, []),
    Edit(change_words, CHANGED),
    Edit(change_a_cell, [("changed", ROW, ROW.replace("Minister of Lobbies", "Foreign Minister"))]),
    Edit(split_into_runs, []),
    Edit(track_words, CHANGED, ("Agatha Baker",)),
    Edit(track_a_deletion, STRUCK, ("Agatha Baker",)),
    Edit(strike, STRUCK),
    Edit(empty_a_control, STRUCK),
    Edit(strike_an_item, [("struck", BORDER, "")]),
    Edit(strike_a_row, [("struck", ROW, "")]),
    Edit(track_a_row, [("struck", ROW, "")]),
    Edit(type_behind, [("added", RATIFIED, "A lamp was lit.")]),
    Edit(type_within, [("changed", RATIFIED, f"{RATIFIED} A lamp was lit.")]),
    Edit(track_an_addition, [("added", RATIFIED, "A lamp was lit.")], ("Agatha Baker",)),
    Edit(move_an_item, [("moved", BORDER, BORDER)]),
    Edit(paste_a_copy, [("added", RATIFIED, AGREED)]),
    Edit(remove_controls, []),
    Edit(rename_a_heading, [("changed", HEADING, "At one glance")]),
    Edit(break_a_paragraph, []),
    Edit(remove_controls_and_edit, [("changed", BORDER, SECURE)]),
]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.make.__name__)
def test_an_edit_is_read_back(edit: Edit, copy: bytes, tmp_path: Path) -> None:
    """Each edit is reported once, with the sentence that it is in, and no other is."""
    file = open_word(copy)
    edit.make(file)
    found = returned(tmp_path, file)
    shown = [(change.kind, change.before, change.after) for change in found.changes]
    assert shown == edit.expected
    assert found.remarks == ()
    for change in found.changes:
        assert change.authors == edit.authors


def test_a_sentence_has_its_facts(copy: bytes, tmp_path: Path) -> None:
    """A change names the facts to look at, and the section."""
    file = open_word(copy)
    change_words(file)
    (change,) = returned(tmp_path, file).changes
    assert (change.heading, change.fact_keys) == (HEADING, ("test/a",))


def test_comments_of_people_are_listed(copy: bytes, tmp_path: Path) -> None:
    """A comment has its author and the sentence that it is on; those that came with the copy are left out."""
    file = open_word(copy)
    paragraph = file.add_paragraph("A lamp was lit.")
    file.add_comment(paragraph.runs, "Who says so?", author="Agatha Baker", initials="AB")
    start = control_of(file, AGREED)
    new = file.add_comment(paragraph.runs, "Is this so?", author="Zero Moustafa", initials="ZM")
    for tag in ("w:commentRangeStart", "w:commentRangeEnd"):
        mark = next(
            item for item in file.element.body.iter(qn(tag)) if item.get(qn("w:id")) == str(new.comment_id)
        )
        (start.addprevious if tag.endswith("Start") else start.addnext)(mark)
    found = returned(tmp_path, file)
    assert [(remark.author, remark.text) for remark in found.remarks] == [
        ("Agatha Baker", "Who says so?"),
        ("Zero Moustafa", "Is this so?"),
    ]
    assert found.remarks[1].on == AGREED
    assert found.remarks[1].fact_keys == ("test/a",)


def test_a_comment_of_the_copy_that_was_edited_is_listed(copy: bytes, tmp_path: Path) -> None:
    """Who writes into a comment of Briefings is read as well."""
    file = open_word(copy)
    comment = next(iter(file.comments))
    comment.paragraphs[0].add_run(" This source was withdrawn.")
    (remark,) = returned(tmp_path, file).remarks
    assert "This source was withdrawn." in remark.text


def test_a_note_is_no_review_copy(tmp_path: Path) -> None:
    """A Word file without a record is refused, with what to do."""
    path = tmp_path / "note.docx"
    path.write_bytes(document.render(note_of("zubrowka").brief, None))
    with pytest.raises(BriefingsError) as caught:
        read_returned(path, "note.docx")
    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.location.path if problem.location else "") == ("word-file", "note.docx")


def test_the_edited_text_is_what_word_shows(copy: bytes) -> None:
    """The helpers of this test edit the sentence that they name."""
    assert text_of(control_of(open_word(copy), AGREED)) == AGREED


# --- hostile files ----------------------------------------------------------------------------------


def record_of(sentences: int, words: str) -> bytes:
    """Return a record of many sentences."""
    items = "".join(
        f'<sentence tag="sentence_{number}" controls="1"><text>{words} {number}</text></sentence>'
        for number in range(sentences)
    )
    return f'<review xmlns="urn:briefings:review:1">{items}</review>'.encode()


@pytest.mark.parametrize(
    ("sentences", "paragraphs", "is_read"),
    [(2001, 1, False), (1, 2001, False), (100, 100, True)],
)
def test_a_hostile_copy_takes_bounded_time(
    sentences: int, paragraphs: int, is_read: bool, copy: bytes, tmp_path: Path
) -> None:
    """More text than any note has is refused; texts that nearly match each other are compared for seconds at most."""
    parts = parts_of(copy)
    words = "a b " * 100
    body = "".join(f"<w:p><w:r><w:t>{words} x{number}</w:t></w:r></w:p>" for number in range(paragraphs))
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = f'<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'.encode()
    record = record_of(sentences, words)
    path = tmp_path / "hostile.docx"
    path.write_bytes(join_parts({**parts, "word/document.xml": xml, "customXml/item1.xml": record}))
    if is_read:
        assert len(read_returned(path, "hostile.docx").changes) >= sentences
    else:
        with pytest.raises(BriefingsError) as caught:
            read_returned(path, "hostile.docx")
        assert [problem.code for problem in caught.value.diagnostics] == ["word-file"]
