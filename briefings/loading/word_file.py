"""Word files that people bring: read within limits, without entities, and without following any link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.loading.files import read_bytes
from briefings.loading.office_package import NotAPackageError, OfficePackage, PackageError, parse_xml
from briefings.loading.reading import Reading
from briefings.model.diagnostics import Diagnostic, Location

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from xml.etree.ElementTree import Element

__all__ = ["MAIN_PART", "WordFile", "read_word_file", "word_name"]

MAIN_PART = "word/document.xml"
"""The part with the text."""

_CONTENT_TYPES = "[Content_Types].xml"
_MAX_BYTES = 20_000_000
_WORD_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


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
    try:
        package = OfficePackage(data)
        parts = {name: package.read(name) for name in package.names}
        trees = {
            name: parse_xml(content, name)
            for name, content in parts.items()
            if name.endswith((".xml", ".rels"))
        }
        if MAIN_PART not in trees or _CONTENT_TYPES not in trees:
            raise NotAPackageError
    except PackageError as error:
        message = "the file is not a Word file" if isinstance(error, NotAPackageError) else str(error)
        hint = "save it in Word as .docx, without a password"
        return Reading(None, (Diagnostic("word-file", message, Location(display_path), hint=hint),))
    return Reading(WordFile(data, parts, trees))
