"""Word files that people bring: read within limits, without entities, and without following any link.

A Word file is a ZIP archive of XML. Each part is unpacked up to a limit, whatever size the archive claims for it, and
XML with a document type is refused, because only that can define entities.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from briefings.loading.files import read_bytes
from briefings.loading.reading import Reading
from briefings.model.diagnostics import Diagnostic, Location

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["MAIN_PART", "WordFile", "read_word_file", "word_name"]

MAIN_PART = "word/document.xml"
"""The part with the text."""

_CONTENT_TYPES = "[Content_Types].xml"
_MAX_BYTES = 20_000_000
_MAX_PARTS = 1000
_MAX_PART_BYTES = 20_000_000
_MAX_UNPACKED_BYTES = 60_000_000
_MAX_DEPTH = 200
_MAX_ELEMENTS = 1_000_000
_ENCRYPTED = 1
_WORD_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HINT = "save it in Word as .docx, without a password"


@dataclass(frozen=True, slots=True)
class WordFile:
    """An unpacked Word file.

    Attributes:
        data: the whole file.
        parts: the bytes of each part, by name.
        xml: the parts that are XML, parsed, by name.
    """

    data: bytes
    parts: Mapping[str, bytes]
    xml: Mapping[str, Element]


class _UnsafeFileError(Exception):
    """A file that is not read, with the reason."""


def word_name(tag: str) -> str:
    """Return an element or attribute name of Word's main namespace, as ElementTree writes it."""
    return _WORD_NAMESPACE + tag


def read_word_file(path: Path, display_path: str) -> Reading[WordFile]:
    """Read a Word file, or say why it can't be read.

    Args:
        path: the file.
        display_path: the path in messages.
    """
    data, problems = read_bytes(path, display_path, _MAX_BYTES)
    if data is None:
        return Reading(None, problems)
    part = ""
    try:
        parts = _unpack(data)
        trees = {}
        for part, content in parts.items():
            if part.endswith((".xml", ".rels")):
                trees[part] = _parse_xml(content)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
        return _refused("the file is not a Word file", display_path)
    except _UnsafeFileError as error:
        return _refused(f"{part}: {error}" if part else str(error), display_path)
    except ParseError as error:
        return _refused(f"{part} is not valid XML: {error}", display_path)
    if MAIN_PART not in trees or _CONTENT_TYPES not in trees:
        return _refused("the file is not a Word file", display_path)
    return Reading(WordFile(data, parts, trees))


def _parse_xml(content: bytes) -> Element:
    """Return the tree of a part.

    Raises:
        ParseError: if it is not XML, has a document type, or is nested too deeply.
    """
    parser = XMLParser(target=_SafeBuilder())  # noqa: S314 - the target refuses what makes XML unsafe
    try:
        parser.feed(content)
        tree: Element = parser.close()
    except (ValueError, LookupError) as error:  # an unknown encoding
        raise ParseError(str(error)) from error
    return tree


class _SafeBuilder(TreeBuilder):
    """A builder of trees that refuses document types, deep trees and huge ones."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0
        self._count = 0

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        """Refuse a document type, which could define entities."""
        message = "it has a document type"
        raise ParseError(message)

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        """Start an element."""
        self._depth += 1
        self._count += 1
        if self._depth > _MAX_DEPTH or self._count > _MAX_ELEMENTS:
            message = "it has too many elements"
            raise ParseError(message)
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        """End an element."""
        self._depth -= 1
        return super().end(tag)


def _refused(message: str, display_path: str) -> Reading[WordFile]:
    """Return the problem of a file that is not read."""
    return Reading(None, (Diagnostic("word-file", message, Location(display_path), hint=_HINT),))


def _unpack(data: bytes) -> dict[str, bytes]:
    """Return the parts of an archive, in order.

    Raises:
        BadZipFile: if it is not an archive; zlib and zipfile raise further errors for a damaged one.
        _UnsafeFileError: if it is encrypted, or larger than allowed.
    """
    archive = zipfile.ZipFile(io.BytesIO(data))
    entries = archive.infolist()
    if len(entries) > _MAX_PARTS:
        message = f"the file has {len(entries)} parts; {_MAX_PARTS} are allowed"
        raise _UnsafeFileError(message)
    parts: dict[str, bytes] = {}
    left = _MAX_UNPACKED_BYTES
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED:
            message = "the file is encrypted"
            raise _UnsafeFileError(message)
        if entry.filename in parts:
            message = f"the file has two parts named {entry.filename!r}"
            raise _UnsafeFileError(message)
        limit = min(left, _MAX_PART_BYTES)
        with archive.open(entry) as part:
            content = part.read(limit + 1)
        if len(content) > limit:
            message = f"the file is larger than {_MAX_PART_BYTES // 1_000_000} MB when unpacked"
            raise _UnsafeFileError(message)
        left -= len(content)
        parts[entry.filename] = content
    return parts
