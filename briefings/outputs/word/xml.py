"""Elements of WordprocessingML, made in one line each."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from docx.oxml.ns import nsmap
from docx.oxml.parser import OxmlElement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docx.oxml.xmlchemy import BaseOxmlElement as Element

__all__ = ["attribute", "element", "field", "find_all", "wrap_sdt"]

_W = nsmap["w"]
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def element(tag: str, *children: Element | None, text: str = "", **attributes: str | int) -> Element:
    """Return an element of the main namespace.

    Args:
        tag: without prefix.
        children: to append; None for nothing.
        text: of the element, whose spaces are kept.
        attributes: of the main namespace, without prefix.
    """
    made: Element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(attribute(name), str(value))
    if text:
        made.text = text
        if text != text.strip() or "  " in text:
            made.set(_XML_SPACE, "preserve")
    made.extend([child for child in children if child is not None])
    return made


def attribute(name: str) -> str:
    """Return the name of an attribute of the main namespace, as lxml writes it."""
    return f"{{{_W}}}{name}"


def find_all(root: Element, tag: str) -> Iterator[Element]:
    """Yield all elements of the main namespace with a tag, below and including an element."""
    yield from root.iter(attribute(tag))


def field(instruction: str, shown: str, properties: Element | None = None) -> list[Element]:
    """Return the runs of a field, which Word computes: the number of a page, a reference to a note.

    Args:
        instruction: such as `PAGE`.
        shown: what to show until it is computed.
        properties: of each run; copied.
    """
    parts = (
        element("fldChar", fldCharType="begin"),
        element("instrText", text=f" {instruction} "),
        element("fldChar", fldCharType="separate"),
        element("t", text=shown),
        element("fldChar", fldCharType="end"),
    )
    return [element("r", None if properties is None else deepcopy(properties), part) for part in parts]


def wrap_sdt(content: Iterable[Element], *, tag: str, title: str, number: int, lock: str = "") -> Element:
    """Return a content control around some content.

    Args:
        content: paragraphs, or runs.
        tag: by which programs know it.
        title: that Word shows on it.
        number: unique in the file.
        lock: such as `sdtContentLocked`; empty for none.
    """
    return element(
        "sdt",
        element(
            "sdtPr",
            element("alias", val=title),
            element("tag", val=tag),
            element("id", val=number),
            element("lock", val=lock) if lock else None,
        ),
        element("sdtContent", *content),
    )
