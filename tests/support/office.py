"""LibreOffice for tests: it runs Basic of its own, so a test can edit a file as a person does there."""

from __future__ import annotations

import shutil
import subprocess
from html import escape
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

__all__ = ["edit_in_libreoffice"]

_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">{}</script:module>
"""
_MACRO = "macro:///Standard.Module1.Main()"
_HELPERS = """
Function Opened(url)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  Opened = StarDesktop.loadComponentFromURL(url, "_blank", 0, hidden())
End Function

Sub Stored(doc, url, filter)
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName" : kind(0).Value = filter
  doc.storeToURL(url, kind())
End Sub

Function Found(doc, words)
  search = doc.createSearchDescriptor()
  search.SearchString = words
  search.SearchCaseSensitive = True
  Found = doc.findFirst(search)
End Function

Function Paragraph(doc, words)
  range = Found(doc, words)
  cursor = range.Text.createTextCursorByRange(range)
  cursor.gotoStartOfParagraph(False)
  cursor.gotoEndOfParagraph(True)
  Paragraph = cursor
End Function

Sub Typed(range, words)
  range.Text.insertString(range, words, False)
End Sub

Sub NewParagraph(range, words)
  range.Text.insertControlCharacter(range, com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK, False)
  range.Text.insertString(range, words, False)
End Sub

Sub Commented(doc, words, remark)
  note = doc.createInstance("com.sun.star.text.textfield.Annotation")
  note.Author = "Agatha Baker"
  note.Content = remark
  range = Found(doc, words)
  range.Text.insertTextContent(range, note, True)
End Sub

Sub Done(doc, command)
  helper = createUnoService("com.sun.star.frame.DispatchHelper")
  helper.executeDispatch(doc.CurrentController.Frame, ".uno:" & command, "", 0, Array())
End Sub
"""


def edit_in_libreoffice(file: Path, edits: Mapping[str, str], folder: Path) -> None:
    """Open a Word file in LibreOffice for each edit, and save it as `NAME.docx`, from one run of the program.

    Args:
        file: the Word file.
        edits: statements of Basic by name; `doc` is the open file.
        folder: for the results.
    """
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    profile = folder / "profile"
    command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", _MACRO]
    # The first run makes the profile; the program then has a module to put this code into.
    _run(command)
    pending, failed = list(edits), ""
    while pending:
        module = profile / "user/basic/Standard/Module1.xba"
        module.write_text(_MODULE.format(escape(_program(file, edits, pending, folder))), "utf-8")
        _run(command)
        pending = [name for name in pending if not (folder / f"{name}.docx").exists()]
        if pending[:1] == [failed]:
            del pending[0]  # an edit that ends the program twice has no result
        failed = next(iter(pending), "")


def _program(file: Path, edits: Mapping[str, str], names: Sequence[str], folder: Path) -> str:
    """Return the program that makes some edits."""
    subs = [f"Sub {name}(doc)\n{edits[name]}\nEnd Sub" for name in names]
    calls = [
        f'doc = Opened("{file.as_uri()}")\n{name}(doc)\n'
        f'Stored(doc, "{(folder / name).as_uri()}.docx", "MS Word 2007 XML")\ndoc.close(True)'
        for name in names
    ]
    # Without an open document the program ends.
    start = ["Sub Main", "On Error Resume Next", 'keep = Opened("private:factory/swriter")']
    return "\n".join([_HELPERS, *subs, *start, *calls, "keep.close(True)", "End Sub"])


def _run(command: Sequence[str]) -> None:
    """Run the program to its end."""
    subprocess.run(command, capture_output=True, check=False, timeout=300)
