"""The objects of a PDF, read in one pass over its bytes: every object counts, even if nothing refers to it.

pypdf looks for each object by itself, and loading it takes a fifth of the time of a note. This reader knows plain files, as
Briefings writes them; it refuses any other, so that its caller can leave it to pypdf.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ForeignPdfError", "PdfFile"]

_STRING = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)"
_OBJECT = re.compile(rb"(\d+)\s+\d+\s+obj\b")
_BODY = re.compile(
    rb"((?:[^(se]+|" + _STRING + rb"|(?!stream\r?\n|endobj)[se])*+)(stream\r?\n|endobj)", re.DOTALL
)
_LENGTH = re.compile(rb"/Length\s+(\d+)(?!\d|\s+\d+\s+R)")
_FILTER = re.compile(rb"/Filter\s*(?:/(\w+)|\[\s*/(\w+)\s*\])")
_STREAM_END = re.compile(rb"\s*endstream\s*endobj\b")
_TEXT = re.compile(_STRING + rb"|<[0-9A-Fa-f\s]*>", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\n": b"",
    b"\r": b"",
    b"\r\n": b"",
}
_TOKEN = re.compile(
    rb"(?P<mark><<|>>|[\[\]])|(?P<text>" + _STRING + rb"|<[0-9A-Fa-f\s]*>)|(?P<name>/[^\s/<>\[\](){}%]*)"
    rb"|(?P<link>\d+)\s+\d+\s+R\b|(?P<other>[^\s/<>\[\](){}%]+)",
    re.DOTALL,
)
_PLAIN_FILTERS = (b"DCTDecode",)
"""Filters of streams that hold no text."""
_DEEPEST = 50


class ForeignPdfError(Exception):
    """The error for a PDF that has something this reader does not know."""


@dataclass(frozen=True)
class PdfFile:
    """The objects of a PDF.

    Attributes:
        bodies: each object without its stream, by its number; the last one of several with a number.
        streams: what the streams hold, by the number of their object.
        rest: all bytes that hold texts of objects, and what is between objects.
    """

    bodies: dict[int, bytes] = field(default_factory=dict)
    streams: dict[int, bytes] = field(default_factory=dict)
    rest: list[bytes] = field(default_factory=list)

    @classmethod
    def read(cls, data: bytes) -> PdfFile:
        """Read the objects of a file.

        Raises:
            ForeignPdfError: if it has something that this does not know.
        """
        file, end = cls(), 0
        while found := _OBJECT.search(data, end):
            file.rest.append(data[end : found.start()])
            end = file._read_object(int(found[1]), data, found.end())
        file.rest.append(data[end:])
        if any(b"/Encrypt" in part for part in file.rest):
            raise ForeignPdfError
        return file

    def _read_object(self, number: int, data: bytes, start: int) -> int:
        """Read an object, and return where it ends."""
        found = _BODY.match(data, start)
        if found is None:
            raise ForeignPdfError
        body, end = found[1], found.end()
        self.bodies[number] = body
        self.rest.append(body)
        if found[2] != b"endobj":
            length = _LENGTH.search(body)
            closing = _STREAM_END.match(data, end + int(length[1])) if length else None
            if length is None or closing is None:
                raise ForeignPdfError
            self._add_stream(number, body, data[end : end + int(length[1])])
            end = closing.end()
        return end

    def _add_stream(self, number: int, body: bytes, content: bytes) -> None:
        """Add a stream, and the objects in it."""
        found = _FILTER.search(body)
        if (name := (found[1] or found[2]) if found else b"") == b"FlateDecode":
            try:
                content = zlib.decompress(content)
            except zlib.error as error:
                raise ForeignPdfError from error
        elif b"/Filter" in body and name not in _PLAIN_FILTERS:
            raise ForeignPdfError
        if number in self.streams:
            raise ForeignPdfError  # a later revision of the file
        if re.search(rb"/Type\s*/ObjStm\b", body):
            self._add_inner_objects(body, content)
        else:
            self.streams[number] = content

    def _add_inner_objects(self, body: bytes, content: bytes) -> None:
        """Add the objects in a stream of objects."""
        first = re.search(rb"/First\s+(\d+)", body)
        if first is None:
            raise ForeignPdfError
        numbers = [int(number) for number in content[: int(first[1])].split()]
        starts = [int(first[1]) + offset for offset in numbers[1::2]]
        for number, start, end in zip(numbers[::2], starts, [*starts[1:], len(content)], strict=True):
            self.bodies[number] = content[start:end]
        self.rest.append(content[int(first[1]) :])

    def texts(self) -> Iterator[str]:
        """Yield every string in the objects."""
        for part in self.rest:
            for found in _TEXT.finditer(part):
                yield _decode(found[0])

    @cached_property
    def pages(self) -> tuple[_Dictionary, ...]:
        """Return the pages in order.

        Raises:
            ForeignPdfError: if the file has something that this does not know.
        """
        roots = [number for number, body in self.bodies.items() if re.search(rb"/Type\s*/Catalog\b", body)]
        if len(roots) != 1:
            raise ForeignPdfError
        return tuple(self._pages_below(self._dictionary(_Link(roots[0])).get("/Pages"), 0))

    def _pages_below(self, node: Any, depth: int) -> Iterator[_Dictionary]:  # noqa: ANN401 - any object
        """Yield the pages of a tree."""
        if not isinstance(node, _Dictionary) or depth > _DEEPEST:
            raise ForeignPdfError
        if node.get("/Type") == "/Page":
            yield node
            return
        kids = node.get("/Kids")
        for kid in kids if isinstance(kids, list) else ():
            yield from self._pages_below(self.resolve(kid), depth + 1)

    def _dictionary(self, link: _Link) -> _Dictionary:
        """Return the dictionary that a link leads to."""
        found = self.resolve(link)
        if not isinstance(found, _Dictionary):
            raise ForeignPdfError
        return found

    def resolve(self, value: Any) -> Any:  # noqa: ANN401 - any object
        """Return what a value is, or leads to.

        Raises:
            ForeignPdfError: if it leads nowhere.
        """
        if not isinstance(value, _Link):
            return value
        if value.number not in self.bodies:
            raise ForeignPdfError
        found = self._parse(self.bodies[value.number])
        if isinstance(found, _Dictionary):
            found.number = value.number
        return found

    def _parse(self, body: bytes) -> Any:  # noqa: ANN401 - any object
        """Return the value that some bytes write."""
        open_lists: list[list[Any]] = [[]]
        for found in _TOKEN.finditer(body):
            mark = found["mark"]
            if mark in {b"<<", b"["}:
                open_lists.append([])
            elif mark:
                if len(open_lists) == 1:
                    raise ForeignPdfError
                items = open_lists.pop()
                open_lists[-1].append(items if mark == b"]" else self._make_dictionary(items))
            elif found["link"]:
                open_lists[-1].append(_Link(int(found["link"])))
            else:
                open_lists[-1].append(found[0].decode("latin-1"))
        if len(open_lists) != 1 or not open_lists[0]:
            raise ForeignPdfError
        return open_lists[0][0]

    def _make_dictionary(self, items: list[Any]) -> _Dictionary:
        """Return the dictionary of keys and values in turn."""
        keys, values = items[::2], items[1::2]
        if len(keys) != len(values) or not all(isinstance(key, str) for key in keys):
            raise ForeignPdfError
        return _Dictionary(self, zip(keys, values, strict=True))


@dataclass(frozen=True)
class _Link:
    """A link to an object by its number."""

    number: int


class _Dictionary(dict[str, Any]):
    """A dictionary of a PDF, in the manner of pypdf, as far as `page_text` needs it."""

    def __init__(self, file: PdfFile, items: Iterator[tuple[str, Any]]) -> None:
        super().__init__(items)
        self._file = file
        self.number: int | None = None

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - as of a dictionary
        """Return what a key leads to."""
        return self._file.resolve(super().get(key, default))

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - as of a dictionary
        return self._file.resolve(super().__getitem__(key))

    def items(self) -> Any:  # noqa: ANN401 - as of a dictionary
        """Return the keys, each with what it leads to."""
        return [(key, self[key]) for key in self]

    def get_object(self) -> _Dictionary:
        """Return the dictionary itself."""
        return self

    def get_data(self) -> bytes:
        """Return the stream of the object."""
        if self.number not in self._file.streams:
            raise ForeignPdfError
        return self._file.streams[self.number]

    def get_contents(self) -> _Dictionary | None:
        """Return the only stream of operators of a page; None if it has none."""
        found = self.get("/Contents")
        if isinstance(found, list) and len(found) == 1:
            found = self._file.resolve(found[0])
        if not (found is None or isinstance(found, _Dictionary)):
            raise ForeignPdfError
        return found

    def extract_text(self) -> str:
        """Refuse to say where each letter stands."""
        raise ForeignPdfError


def _decode(text: bytes) -> str:
    """Return a string of a PDF as text."""
    if text.startswith(b"<"):
        digits = b"".join(text[1:-1].split())
        plain = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    elif b"\\" in text:
        plain = _ESCAPE.sub(_unescape, text[1:-1])
    else:
        plain = text[1:-1]
    if plain.startswith(b"\xfe\xff"):
        return plain[2:].decode("utf-16-be", "replace")
    if plain.startswith(b"\xef\xbb\xbf"):
        return plain[3:].decode("utf-8", "replace")
    return plain.decode("utf-16-be" if b"\0" in plain else "latin-1", "replace")


def _unescape(found: re.Match[bytes]) -> bytes:
    """Return what an escape sequence means."""
    escaped = found[1]
    if escaped[:1] in b"01234567":
        return bytes([int(escaped, 8) & 0xFF])
    return _ESCAPED.get(escaped, escaped)
