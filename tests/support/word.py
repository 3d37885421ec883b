"""Helpers for tests of Word files: parts, words and edits, by python-docx and lxml."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

import docx
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx_integrity import check

from briefings.outputs.word.passages import plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from docx.document import Document

__all__ = [
    "block_texts",
    "control_of",
    "integrity_findings",
    "join_parts",
    "new_run",
    "open_word",
    "parts_of",
    "save_word",
    "text_of",
]


def open_word(data: bytes) -> Document:
    """Return a Word file, opened by python-docx."""
    return docx.Document(io.BytesIO(data))


def save_word(document: Document) -> bytes:
    """Return the bytes of a document."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def join_parts(parts: Mapping[str, bytes]) -> bytes:
    """Return a Word file of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def text_of(node: Any) -> str:  # noqa: ANN401 - an element of lxml
    """Return the text of an element as a reader sees it, without citation marks."""
    texts = [
        text.text or ""
        for text in node.iter(qn("w:t"))
        if not any(
            str(parent.get(qn("w:anchor"), "")).startswith("source-")
            for parent in text.iterancestors(qn("w:hyperlink"))
        )
    ]
    return plain_text("".join(texts))


def block_texts(data: bytes) -> list[str]:
    """Return the texts of the paragraphs and table rows of a Word file, cells parted as in a sentence of a note."""
    out = []
    for block in open_word(data).element.body:
        if block.tag == qn("w:tbl"):
            for row in block.iter(qn("w:tr")):
                cells = [text_of(cell) for cell in row.iter(qn("w:tc"))]
                out.append(" | ".join(filter(None, cells)))
        elif block.tag == qn("w:p"):
            out.append(text_of(block))
    return out


def control_of(document: Document, words: str) -> Any:  # noqa: ANN401 - an element of lxml
    """Return the first control of a sentence whose text has these words."""
    return next(control for control in document.element.body.iter(qn("w:sdt")) if words in text_of(control))


def integrity_findings(folder: Path, data: bytes) -> list[str]:
    """Return what an independent check of Word files finds."""
    path = folder / "checked.docx"
    path.write_bytes(data)
    found = [str(finding) for finding in check(path)]
    return [re.sub(r"\s+", " ", text) for text in found]


def new_run(text: str, tag: str = "t") -> Any:  # noqa: ANN401 - an element of lxml
    """Return a run with a text."""
    run, words = OxmlElement("w:r"), OxmlElement(f"w:{tag}")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(words)
    return run
