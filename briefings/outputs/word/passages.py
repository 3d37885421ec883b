"""The text of a Word body as a reader sees it, by sentence: for the writer of a review copy, and for what comes back.

It works on elements of lxml and of ElementTree alike. Tracked insertions count as accepted, tracked deletions as made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "BOOKMARK_SEPARATOR",
    "SENTENCE_TAG",
    "SOURCE_ANCHOR",
    "Anchor",
    "Passage",
    "plain_text",
    "read_body",
]

SENTENCE_TAG = "sentence_"
"""The start of the tag of the controls of a sentence, and of the names of the bookmarks around them.

Word keeps both; some editors lose the tags.
"""
BOOKMARK_SEPARATOR = "x"
"""What follows the tag in the name of a bookmark; no tag has this letter behind its start."""
SOURCE_ANCHOR = "source-"
"""The start of the name of the place of a source in the list."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_REMOVED = (f"{_W}del", f"{_W}moveFrom")
_ADDED = (f"{_W}ins", f"{_W}moveTo")
_SPACES = (f"{_W}tab", f"{_W}br", f"{_W}cr")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\u202a-\u202e\u2066-\u2069\ufeff]")
_MOST_OPEN = 20
"""The most bookmarks of sentences that are open at one place; a copy has one."""
_MARKS_ONLY = re.compile(r"[\s,]*")


class _Element(Protocol):
    """What lxml and ElementTree have in common."""

    tag: Any
    text: str | None

    def get(self, key: str, /) -> str | None:
        """Return an attribute."""

    def find(self, path: str, /) -> Any:  # noqa: ANN401 - an element of either library
        """Return the first child with a tag."""

    def __iter__(self) -> Iterator[Any]:
        """Return the children."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a paragraph or table row.

    Attributes:
        block: the number of its paragraph, or of its table row.
        tag: of the sentence that it belongs to; empty for text outside the sentences.
        control: the name of the bookmark or the number of the control that it is in; empty outside of both.
        text: as a reader sees it.
        authors: who has tracked changes in it.
    """

    block: int
    tag: str
    control: str
    text: str
    authors: tuple[str, ...] = ()


@dataclass(slots=True)
class Anchor:
    """The place of a comment: the numbers of the passages that it is on, from `start` to `end` (exclusive)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the reader of the body is."""

    tag: str = ""
    control: str = ""
    author: str = ""
    is_mark: bool = False
    is_in_row: bool = False


@dataclass(slots=True)
class _Reader:
    """A reader of a body."""

    passages: list[Passage] = field(default_factory=list)
    anchors: dict[str, Anchor] = field(default_factory=dict)
    bookmarks: dict[str, str] = field(default_factory=dict)
    block: int = 0
    controls: int = 0

    def read(self, parent: _Element, place: _Place) -> None:
        """Read the children of an element."""
        for child in parent:
            if not isinstance(child.tag, str) or child.tag == _FALLBACK or _is_removed_row(child):
                continue
            if child.tag in _REMOVED:
                self._add("", replace(place, author=child.get(f"{_W}author") or ""))
            elif child.tag == f"{_W}t":
                self._add(child.text or "", place)
            elif child.tag in _SPACES:
                self._add(" ", place)
            else:
                self._enter(child, place)

    def _enter(self, child: _Element, place: _Place) -> None:
        """Read an element that is not text itself."""
        if child.tag == f"{_W}p":
            self.bookmarks.clear()  # each ends in the paragraph where it begins
            if place.is_in_row:
                self._add(" ", place)
            else:
                self.block += 1
        elif child.tag == f"{_W}tr":
            self.block += 1
            place = replace(place, is_in_row=True)
        elif child.tag == f"{_W}hyperlink":
            is_mark = (child.get(f"{_W}anchor") or "").startswith(SOURCE_ANCHOR)
            place = replace(place, is_mark=place.is_mark or is_mark)
        elif child.tag in _ADDED:
            place = replace(place, author=child.get(f"{_W}author") or "")
        elif child.tag == f"{_W}sdt":
            tag = _control_tag(child)
            if tag.startswith(SENTENCE_TAG):
                self.controls += 1
                place = replace(place, tag=tag, control=str(self.controls))
        else:
            self._note_place(child)
        self.read(child, place)

    def _note_place(self, child: _Element) -> None:
        """Note where a bookmark or a comment begins or ends."""
        id_, end = child.get(f"{_W}id") or "", len(self.passages)
        if child.tag == f"{_W}bookmarkStart":
            name = child.get(f"{_W}name") or ""
            if name.startswith(SENTENCE_TAG) and len(self.bookmarks) < _MOST_OPEN:
                self.bookmarks[id_] = name
        elif child.tag == f"{_W}bookmarkEnd":
            self.bookmarks.pop(id_, None)
        elif child.tag == f"{_W}commentRangeStart":
            self.anchors[id_] = Anchor(end, end)
        elif child.tag == f"{_W}commentRangeEnd":
            if anchor := self.anchors.get(id_):
                anchor.end = end
        elif child.tag == f"{_W}commentReference":
            self.anchors.setdefault(id_, Anchor(max(end - 1, 0), end))

    def _add(self, text: str, place: _Place) -> None:
        """Add a text, unless it is the mark of a source."""
        if place.is_mark:
            return
        authors = (place.author,) if place.author else ()
        tag, control = place.tag, place.control
        for name in self.bookmarks.values():
            bookmarked = SENTENCE_TAG + name.removeprefix(SENTENCE_TAG).partition(BOOKMARK_SEPARATOR)[0]
            if tag in ("", bookmarked):
                tag, control = bookmarked, name
        self.passages.append(Passage(self.block, tag, control, text, authors))


def read_body(body: _Element) -> tuple[list[Passage], dict[str, Anchor]]:
    """Return the passages of a body in order, and the places of its comments by their id."""
    reader = _Reader()
    reader.read(body, _Place())
    return reader.passages, reader.anchors


def plain_text(text: str) -> str:
    """Return a text without what no reader sees: directions, joiners, and more than one space at a place."""
    plain = " ".join(_INVISIBLE.sub("", text).split())
    return "" if _MARKS_ONLY.fullmatch(plain) else plain


def _control_tag(control: _Element) -> str:
    """Return the tag of a control, or empty."""
    properties = control.find(f"{_W}sdtPr")
    tag = None if properties is None else properties.find(f"{_W}tag")
    return "" if tag is None else tag.get(f"{_W}val") or ""


def _is_removed_row(child: _Element) -> bool:
    """Return whether an element is a row whose deletion is tracked."""
    properties = child.find(f"{_W}trPr") if child.tag == f"{_W}tr" else None
    return properties is not None and properties.find(f"{_W}del") is not None
