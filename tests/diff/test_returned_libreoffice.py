"""Tests of review copies that were edited in LibreOffice, by its own commands: each edit is read back right."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from briefings.diff.returned import read_returned
from briefings.model.diagnostics import BriefingsError
from tests.support.office import edit_in_libreoffice
from tests.support.review_copy import AGREED, BORDER, HEADING, KEEPERS, RATIFIED, RIVER, ROW, make_review_copy

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.thorough]

LIT = "A lamp was lit."
TRACKED = "doc.RecordChanges = True\n"


class Edit(NamedTuple):
    """An edit in Basic, and what is to be read: kind, text before and text now; and the comments."""

    code: str
    expected: list[tuple[str, str, str]]
    remarks: list[tuple[str, str]] = []  # noqa: RUF012 - never changed


CHANGED = [("changed", AGREED, AGREED.replace("2019", "2018"))]
STRUCK = [("struck", AGREED, "")]
EDITS = {
    "save_only": Edit("", []),
    "change_words": Edit('Found(doc, "2019").String = "2018"', CHANGED),
    "track_words": Edit(TRACKED + 'Found(doc, "2019").String = "2018"', CHANGED),
    "change_a_cell": Edit('Found(doc, "Minister of Lobbies").String = "Foreign Minister"', [("changed", ROW, ROW.replace("Minister of Lobbies", "Foreign Minister"))]),
    "make_bold": Edit('Found(doc, "agreed").CharWeight = 150', []),
    "other_font": Edit("cursor = doc.Text.createTextCursor()\ncursor.gotoEnd(True)\ncursor.CharHeight = 15\ncursor.CharColor = 255", []),
    "strike": Edit(f'Found(doc, "{AGREED}").String = ""', STRUCK),
    "track_a_deletion": Edit(TRACKED + f'Found(doc, "{AGREED}").String = ""', STRUCK),
    "strike_words": Edit('Found(doc, " for two years at a time").String = ""', [("changed", AGREED, AGREED.replace(" for two years at a time", ""))]),
    "strike_an_item": Edit(f'doc.CurrentController.select(Paragraph(doc, "{KEEPERS}"))\nDone(doc, "Delete")', [("struck", KEEPERS, "")]),
    "track_an_item": Edit(TRACKED + f'Paragraph(doc, "{BORDER}").String = ""', [("struck", BORDER, "")]),
    "strike_a_row": Edit("doc.TextTables.getByIndex(0).Rows.removeByIndex(1, 1)", [("struck", ROW, "")]),
    "track_a_row": Edit(TRACKED + "doc.TextTables.getByIndex(0).Rows.removeByIndex(1, 1)", [("struck", ROW, "")]),
    "type_behind": Edit(f'Typed(Found(doc, "{RATIFIED}").End, " {LIT}")', [("changed", RATIFIED, f"{RATIFIED} {LIT}")]),
    "type_in_front": Edit(f'Typed(Found(doc, "{RIVER}").Start, "Now ")', [("changed", RIVER, f"Now {RIVER}")]),
    "add_a_paragraph": Edit(f'NewParagraph(Found(doc, "{RATIFIED}").End, "{LIT}")', [("added", RATIFIED, LIT)]),
    "track_an_addition": Edit(TRACKED + f'NewParagraph(Found(doc, "{RATIFIED}").End, "{LIT}")', [("added", RATIFIED, LIT)]),
    "add_an_item": Edit(f'NewParagraph(Found(doc, "{RIVER}").End, "{LIT}")', [("changed", RIVER, f"{RIVER} {LIT}")]),
    "add_a_row": Edit(f'table = doc.TextTables.getByIndex(0)\ntable.Rows.insertByIndex(2, 1)\ntable.getCellByName("A3").String = "{LIT}"', [("added", ROW, LIT)]),
    "move_an_item": Edit(f'doc.CurrentController.select(Found(doc, "{BORDER}"))\nDone(doc, "MoveDown")\nDone(doc, "MoveDown")', [("moved", BORDER, BORDER)]),
    "cut_and_paste": Edit(f'doc.CurrentController.select(Found(doc, "{RIVER}"))\nDone(doc, "Cut")\ndoc.CurrentController.ViewCursor.gotoRange(Found(doc, "{RATIFIED}").End, False)\nDone(doc, "Paste")', [("changed", RATIFIED, f"{RATIFIED}{RIVER}"), ("struck", RIVER, "")]),
    "copy_and_paste": Edit(f'doc.CurrentController.select(Found(doc, "{RIVER}"))\nDone(doc, "Copy")\ndoc.CurrentController.ViewCursor.gotoRange(Found(doc, "{RATIFIED}").End, False)\nDone(doc, "Paste")', [("changed", RATIFIED, f"{RATIFIED}{RIVER}")]),
    "comment": Edit(f'Commented(doc, "{RATIFIED}", "Is this so?")', [], [("Is this so?", RATIFIED)]),
    "comment_a_cell": Edit('Commented(doc, "Minister of Lobbies", "Who?")', [], [("Who?", ROW)]),
    "rename_a_heading": Edit(f'Found(doc, "{HEADING}").String = "At one glance"', [("changed", HEADING, "At one glance")]),
    "break_a_paragraph": Edit(f'range = Found(doc, "{RATIFIED}").Start\nrange.Text.insertControlCharacter(range, com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK, False)', []),
    "join_items": Edit(f'cursor = Paragraph(doc, "{RIVER}")\ncursor.collapseToEnd()\ncursor.goRight(1, True)\ncursor.String = " "', []),
    "accept_all": Edit(TRACKED + 'Found(doc, "2019").String = "2018"\nDone(doc, "AcceptAllTrackedChanges")', CHANGED),
    "reject_all": Edit(TRACKED + 'Found(doc, "2019").String = "2018"\nDone(doc, "RejectAllTrackedChanges")', []),
    "by_way_of_odt": Edit('Found(doc, "2019").String = "2018"\nStored(doc, doc.URL & ".odt", "writer8")\nother = Opened(doc.URL & ".odt")\nStored(other, Replace(doc.URL, "copy.docx", "from_odt.docx"), "MS Word 2007 XML")\nother.close(True)', CHANGED),
}  # fmt: skip


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the review copy of a note, edited in each way."""
    folder = tmp_path_factory.mktemp("edited")
    data = make_review_copy(tmp_path_factory.mktemp("note"))
    (folder / "copy.docx").write_bytes(data)
    edit_in_libreoffice(folder / "copy.docx", {name: edit.code for name, edit in EDITS.items()}, folder)
    return folder


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_read_back(name: str, edited: Path) -> None:
    """Each edit is reported once, with the sentence that it is in, and no other is."""
    found = read_returned(edited / f"{name}.docx", name)
    assert [(change.kind, change.before, change.after) for change in found.changes] == EDITS[name].expected
    assert [(remark.text, remark.on) for remark in found.remarks] == EDITS[name].remarks


def test_a_copy_that_lost_its_record(edited: Path) -> None:
    """ODT has no place for the record of the sentences, so what came by way of it is refused with what to do."""
    with pytest.raises(BriefingsError, match="lost the record of its sentences"):
        read_returned(edited / "from_odt.docx", "from_odt")
