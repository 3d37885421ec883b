"""Boxes of the texts in a picture that Briefings drew, as wide as it reckons them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from briefings.compose.svg import WIDTH, text_width

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

__all__ = ["SVG", "TextBox", "coordinate", "misplaced_texts", "text_boxes"]

SVG = "{http://www.w3.org/2000/svg}"
_SHARES = {"end": 1.0, "middle": 0.5}
_ASCENT, _DESCENT = 9, 2
_ISOLATES = "\u2068\u2069"
_TOLERANCE = 0.2
"""Coordinates are rounded to a tenth."""


@dataclass(frozen=True, slots=True)
class TextBox:
    """The box of a text, from the tops of its capitals to its descenders."""

    text: str
    fill: str
    left: float
    top: float
    right: float
    bottom: float


def coordinate(element: Element, name: str) -> float:
    """Return an attribute of an element as a number."""
    return float(element.attrib[name])


def text_boxes(svg: Element) -> list[TextBox]:
    """Return the boxes of all texts of a picture, in order."""
    return list(_text_boxes(svg))


def _text_boxes(svg: Element) -> Iterator[TextBox]:
    """Yield the boxes of all texts of a picture."""
    for element in svg.iter(f"{SVG}text"):
        text = (element.text or "").strip(_ISOLATES)
        width = text_width(text) * (1.1 if element.get("font-weight") else 1)
        left = coordinate(element, "x") - _SHARES.get(element.get("text-anchor", ""), 0.0) * width
        y = coordinate(element, "y")
        yield TextBox(text, element.attrib["fill"], left, y - _ASCENT, left + width, y + _DESCENT)


def misplaced_texts(svg: Element) -> list[str]:
    """Return the texts that leave their picture, and the pairs that run over each other."""
    boxes, height = text_boxes(svg), coordinate(svg, "height")
    outside = [
        box.text
        for box in boxes
        if box.left < -0.1 or box.right > WIDTH + 0.1 or box.top < 0 or box.bottom > height
    ]
    pairs = combinations(boxes, 2)
    return outside + [
        f"{first.text} / {second.text}" for first, second in pairs if _do_overlap(first, second)
    ]


def _do_overlap(first: TextBox, second: TextBox) -> bool:
    """Return whether two texts run over each other."""
    is_apart = (
        first.right <= second.left + _TOLERANCE
        or second.right <= first.left + _TOLERANCE
        or first.bottom <= second.top
        or second.bottom <= first.top
    )
    return not is_apart
