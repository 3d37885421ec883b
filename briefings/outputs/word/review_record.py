"""The record in a review copy: what each of its sentences said and rests on, so that the edited file can be compared.

Word keeps such data when it saves a file. It says nothing that the manifest of the note does not say as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "AUTHOR",
    "RECORD_ITEM",
    "RecordedSentence",
    "ReviewRecord",
    "is_record",
    "read_record",
    "write_record",
]

AUTHOR = "Briefings"
"""The author of the comments with sources."""
RECORD_ITEM = 1
"""The number of the record among the data of its file."""

_NAMESPACE = "{urn:briefings:review:1}"


@dataclass(frozen=True, slots=True)
class RecordedSentence:
    """A sentence, list item or table row, as it was written.

    Attributes:
        tag: of its controls.
        text: what it said.
        heading: of its section.
        fact_keys: the facts that it states.
        controls: in how many controls it is: one for each cell of a row.
    """

    tag: str
    text: str
    heading: str
    fact_keys: tuple[str, ...]
    controls: int


@dataclass(frozen=True, slots=True)
class ReviewRecord:
    """The content of a review copy when it was made.

    Attributes:
        title: of the note.
        as_of: the day of the note, as `YYYY-MM-DD`.
        sentences: in reading order.
        other_texts: the texts of paragraphs outside the sentences, in order.
        comments: the texts of the comments with sources.
    """

    title: str
    as_of: str
    sentences: tuple[RecordedSentence, ...]
    other_texts: tuple[str, ...]
    comments: frozenset[str]


def write_record(record: ReviewRecord) -> bytes:
    """Return a record as XML."""
    root = Element(f"{_NAMESPACE}review", {"title": record.title, "as-of": record.as_of})
    for sentence in record.sentences:
        item = SubElement(
            root,
            f"{_NAMESPACE}sentence",
            {"tag": sentence.tag, "heading": sentence.heading, "controls": str(sentence.controls)},
        )
        _add_texts(item, "text", [sentence.text])
        _add_texts(item, "fact", sentence.fact_keys)
    _add_texts(root, "other", record.other_texts)
    _add_texts(root, "comment", sorted(record.comments))
    data: bytes = tostring(root, "utf-8")
    return data


def is_record(root: Element) -> bool:
    """Return whether a part is a record."""
    return root.tag == f"{_NAMESPACE}review"


def read_record(root: Element) -> ReviewRecord:
    """Return the record that a part holds; what it lacks is empty."""
    return ReviewRecord(
        root.get("title", ""),
        root.get("as-of", ""),
        tuple(
            RecordedSentence(
                item.get("tag", ""),
                "".join(_texts(item, "text")),
                item.get("heading", ""),
                tuple(_texts(item, "fact")),
                int(item.get("controls", "1")) if item.get("controls", "1").isdecimal() else 1,
            )
            for item in root.iter(f"{_NAMESPACE}sentence")
        ),
        tuple(_texts(root, "other")),
        frozenset(_texts(root, "comment")),
    )


def _add_texts(parent: Element, tag: str, texts: Iterable[str]) -> None:
    """Add an element for each text."""
    for text in texts:
        SubElement(parent, f"{_NAMESPACE}{tag}").text = text


def _texts(parent: Element, tag: str) -> list[str]:
    """Return the texts of the children with a tag."""
    return [child.text or "" for child in parent.findall(f"{_NAMESPACE}{tag}")]
