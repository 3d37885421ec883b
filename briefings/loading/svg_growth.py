"""Bounds of how large a picture can grow: a small file may use its elements again and again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.loading.files import UnreadableFileError
from briefings.model.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

    from briefings.model.diagnostics import Location

__all__ = ["INTERNAL_URL", "MAX_DEPTH", "check_growth", "refused"]

MAX_DEPTH = 32
"""The most levels of elements; an element counts as a child of each element that uses or refers to it."""
_MAX_ELEMENTS = 10_000
"""The most elements; each counts again wherever it is used."""

INTERNAL_URL = re.compile(r"url\(\s*(['\"]?)#([\w.:-]+)\1\s*\)", re.IGNORECASE)
"""A reference to an element of the same picture."""
_GRADIENTS = ("linearGradient", "radialGradient")


def refused(message: str, location: Location, hint: str) -> Diagnostic:
    """Return the diagnostic for content that a picture must not have."""
    return Diagnostic("svg-refused", message, location, hint=hint)


def _referenced_ids(element: Element) -> Iterator[str]:
    """Yield the ids of the elements that an element uses or refers to."""
    for name, value in element.attrib.items():
        if name == "href":
            yield value[1:]
        else:
            yield from (id_ for _, id_ in INTERNAL_URL.findall(value))


def check_growth(root: Element, locations: Mapping[Element, Location]) -> Iterator[Diagnostic]:
    """Yield a problem for each reference that would make a small file a huge or endless picture.

    Raises:
        UnreadableFileError: if references are circular or nest too deep.
    """
    by_id: dict[str, list[Element]] = {}
    for element in root.iter():
        by_id.setdefault(element.get("id", ""), []).append(element)
    for style in root.iter("style"):
        # A style sheet may apply to any number of elements, so what it refers to must not draw more elements.
        for _, id_ in INTERNAL_URL.findall("".join(style.itertext())):
            if any(element.tag not in _GRADIENTS for element in by_id.get(id_, ())):
                message = f"a style sheet refers to #{id_}, which is not a gradient"
                yield refused(message, locations[style], "name it in an attribute of the element")
    sizes: dict[Element, tuple[int, int]] = {}

    def measure(element: Element, ancestors: tuple[Element, ...]) -> tuple[int, int]:
        """Return how many elements are drawn for this one, and in how many levels."""
        if element in ancestors:
            message = f"<{element.tag}> is drawn within itself"
            raise UnreadableFileError(refused(message, locations[element], "delete the reference"))
        if element not in sizes and len(ancestors) < MAX_DEPTH:
            referenced = [inner for id_ in _referenced_ids(element) for inner in by_id.get(id_, ())]
            inner_sizes = [measure(inner, (*ancestors, element)) for inner in (*element, *referenced)]
            count = 1 + sum(inner_count for inner_count, _ in inner_sizes)
            sizes[element] = count, 1 + max((levels for _, levels in inner_sizes), default=0)
        if element not in sizes or len(ancestors) + sizes[element][1] > MAX_DEPTH:
            message = f"elements use each other more than {MAX_DEPTH} levels deep"
            raise UnreadableFileError(refused(message, locations[element], "use the element itself"))
        return sizes[element]

    if measure(root, ())[0] > _MAX_ELEMENTS:
        message = f"the picture has more than {_MAX_ELEMENTS} elements, each counted wherever it is used"
        yield refused(message, locations[root], "simplify it")
