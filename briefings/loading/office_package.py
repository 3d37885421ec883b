"""Packages of office programs, which people bring: ZIP archives of XML, read within limits and without entities.

Each part is unpacked up to a limit, whatever size the archive claims for it, and XML with a document type is refused,
because only that can define entities. Nothing in a package is run, followed or fetched.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

__all__ = ["NotAPackageError", "OfficePackage", "PackageError", "PackageTooLargeError", "parse_xml"]

_MAX_PARTS = 1000
_MAX_PART_BYTES = 20_000_000
_MAX_UNPACKED_BYTES = 60_000_000
_MAX_DEPTH = 200
_MAX_ELEMENTS = 1_000_000
_ENCRYPTED = 1
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
"""What `zipfile` raises for archives that are damaged, or packed in ways that it does not know."""


class PackageError(Exception):
    """A package, or a part of it, that is not read; the message says why."""


class NotAPackageError(PackageError):
    """A file that is something else."""


class PackageTooLargeError(PackageError):
    """A package that is larger than allowed."""


class OfficePackage:
    """The parts of a package; what is read of them all is bounded too.

    Attributes:
        names: their names, in order.
    """

    def __init__(self, data: bytes) -> None:
        """Open a package.

        Raises:
            PackageError: if it is not an archive, has too many parts, or two of one name.
        """
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE as error:
            message = "the file is not a ZIP archive"
            raise NotAPackageError(message) from error
        self.names = self._archive.namelist()
        self._left = _MAX_UNPACKED_BYTES
        if len(self.names) > _MAX_PARTS:
            message = f"the file has {len(self.names)} parts; {_MAX_PARTS} are allowed"
            raise PackageTooLargeError(message)
        if twice := next((name for name in self.names if self.names.count(name) > 1), ""):
            message = f"the file has two parts named {twice!r}"
            raise PackageError(message)

    def read(self, name: str) -> bytes:
        """Return the bytes of a part.

        Raises:
            PackageError: if there is none, or it is encrypted, damaged or larger than allowed.
        """
        if name not in self.names:
            message = f"the file has no part {name}"
            raise PackageError(message)
        limit = min(self._left, _MAX_PART_BYTES)
        try:
            if self._archive.getinfo(name).flag_bits & _ENCRYPTED:
                message = "the file is encrypted"
                raise PackageError(message)
            with self._archive.open(name) as part:
                content = part.read(limit + 1)
        except _DAMAGE as error:
            message = f"the part {name} is damaged"
            raise PackageError(message) from error
        if len(content) > limit:
            message = f"the file is larger than {_MAX_PART_BYTES // 1_000_000} MB when unpacked"
            raise PackageTooLargeError(message)
        self._left -= len(content)
        return content

    def read_xml(self, name: str) -> Element:
        """Return the root of a part.

        Raises:
            PackageError: if it can't be read, or is not XML within limits.
        """
        return parse_xml(self.read(name), name)


def parse_xml(content: bytes, name: str) -> Element:
    """Return the root of a part.

    Raises:
        PackageError: if it is not XML, has a document type, or is nested too deep.
    """
    parser = XMLParser(target=_SafeBuilder())  # noqa: S314 - the target refuses what makes XML unsafe
    try:
        parser.feed(content)
        root: Element = parser.close()
    except (ParseError, ValueError, LookupError) as error:  # the last for an unknown encoding
        message = f"{name} is not valid XML: {error}"
        raise PackageError(message) from error
    return root


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
