"""Finished files, opened again: every text that a reader or a program could find in one.

A gate before release searches these texts for what the readers may not see, so nothing here relies on how the file was
made: HTML is read with its attributes, comments and embedded data, PDF with its metadata, bookmarks, alternative texts,
links, attachments and every stream, and Word with every part of its package.
"""

from __future__ import annotations

import base64
import binascii
import io
import logging
import re
import zipfile
import zlib
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from briefings.checks.text.pdf_objects import ForeignPdfError, PdfFile
from briefings.checks.text.pdf_pages import page_text

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FoundText", "reopen"]

_TAG = re.compile(r"<[^>]*>")
_DATA_URL = re.compile(r"data:[\w/+.;=-]*?;base64,([A-Za-z0-9+/=\s]+)")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_ATTRIBUTE = re.compile(r"""=\s*("[^"]*"|'[^']*')""")
_LEAST_STRING = 4
_ASCII_RUN = re.compile(rb"[\t\n\r -~]{4,}")
_UTF_16_RUN = re.compile(rb"(?:\x00[ -~]){4,}")


@dataclass(frozen=True, slots=True)
class FoundText:
    """A text in a finished file.

    Attributes:
        place: where in the file, in words.
        text: as a reader or a program finds it.
    """

    place: str
    text: str


def reopen(file_name: str, data: bytes) -> Iterator[FoundText]:
    """Yield the name of a file and all texts in it.

    A file that can't be opened in its format is searched as it is.
    """
    yield FoundText("its name", file_name)
    if data.startswith(b"%PDF-"):
        yield from _pdf_texts(data)
        return
    if data.startswith(b"PK\x03\x04"):
        yield from _package_texts(data)
        return
    text = data.decode("utf-8", "replace")
    if file_name.endswith((".html", ".htm", ".svg", ".xml")):
        yield from _markup_texts(text)
        return
    yield FoundText("its text", _DATA_URL.sub("", text))
    if file_name.endswith(".json"):
        yield FoundText("its text", _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text))


def _markup_texts(text: str) -> Iterator[FoundText]:
    """Yield the words of a page without its tags, its character references resolved, and its embedded data."""
    data, text = _DATA_URL.findall(text), _DATA_URL.sub("", text)
    # The parts of a word in several elements read as one word.
    yield FoundText("its words", unescape(_TAG.sub("", text)))
    yield FoundText("its words", unescape(_TAG.sub(" ", text)))
    yield FoundText("its markup", unquote(unescape(text)))
    for encoded in data:
        try:
            yield FoundText("its embedded data", _readable_text(base64.b64decode(encoded)))
        except binascii.Error:
            continue


def _package_texts(data: bytes) -> Iterator[FoundText]:
    """Yield the texts of the parts of a package, such as a Word file: words, attributes, and data in other forms."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    except (zipfile.BadZipFile, zlib.error, EOFError):
        yield FoundText("its bytes", _readable_text(data))
        return
    yield FoundText("the note of its package", _readable_text(archive.comment))
    for name, part in parts:
        yield FoundText("the names of its parts", name)
        if not part.lstrip().startswith(b"<"):
            yield FoundText(name, _readable_text(part))
            continue
        text = part.decode("utf-8", "replace")
        # The runs of a word read as one word; a tag between two words parts them.
        yield FoundText(name, unescape(_TAG.sub("", text)))
        yield FoundText(name, unescape(_TAG.sub(" ", text)))
        yield FoundText(name, unquote(unescape("\n".join(_ATTRIBUTE.findall(text)))))


def _pdf_texts(data: bytes) -> Iterator[FoundText]:
    """Yield the texts of a PDF: page by page as printed, and every string and stream in it."""
    try:
        found = list(_plain_pdf_texts(PdfFile.read(data)))
    except ForeignPdfError:
        found = list(_foreign_pdf_texts(data))
    yield from found


def _plain_pdf_texts(file: PdfFile) -> Iterator[FoundText]:
    """Yield the texts of a PDF as Briefings writes it.

    Raises:
        ForeignPdfError: if it is any other.
    """
    for number, page in enumerate(file.pages, 1):
        yield FoundText(f"page {number}", page_text(page))
    strings = dict.fromkeys(text for text in file.texts() if len(text) >= _LEAST_STRING)
    for text in strings:
        yield FoundText("its metadata, bookmarks, links or alternative texts", text)
    yield FoundText("its bytes", "\n".join(_readable_text(part) for part in file.rest))
    for stream in file.streams.values():
        yield FoundText("a stream", _readable_text(stream))


def _foreign_pdf_texts(data: bytes) -> Iterator[FoundText]:
    """Yield the texts of any PDF, as pypdf finds them."""
    from pypdf import PdfReader  # noqa: PLC0415 - only where something is withheld

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        for number, page in enumerate(reader.pages, 1):
            yield FoundText(f"page {number}", page_text(page))
        for number in reader.xref_objStm.keys() | {n for table in reader.xref.values() for n in table}:
            yield from _object_texts(reader.get_object(number))
    except Exception:  # noqa: BLE001 - pypdf fails in many ways on a damaged file
        yield FoundText("its bytes", _readable_text(data))


def _object_texts(value: Any) -> Iterator[FoundText]:  # noqa: ANN401 - pypdf's objects of all kinds
    """Yield the strings in an object of a PDF, and its stream; what it refers to is an object of its own."""
    from pypdf.generic import (  # noqa: PLC0415 - see above
        ArrayObject,
        ByteStringObject,
        DictionaryObject,
        StreamObject,
        TextStringObject,
    )

    if isinstance(value, TextStringObject | ByteStringObject):
        text = value if isinstance(value, str) else value.decode("latin-1")
        if len(text) >= _LEAST_STRING:
            yield FoundText("its metadata, bookmarks, links or alternative texts", str(text))
    elif isinstance(value, DictionaryObject):
        if isinstance(value, StreamObject):
            yield FoundText("a stream", _readable_text(value.get_data()))
        for item in value.values():
            yield from _object_texts(item)
    elif isinstance(value, ArrayObject):
        for item in value:
            yield from _object_texts(item)


def _readable_text(stream: bytes) -> str:
    """Return a stream as text; of binary data, the runs of letters in it."""
    try:
        return stream.decode("utf-8")
    except UnicodeDecodeError:
        runs = [run.decode("ascii") for run in _ASCII_RUN.findall(stream)]
        return "\n".join([*runs, *(run.decode("utf-16-be") for run in _UTF_16_RUN.findall(stream))])
