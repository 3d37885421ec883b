"""Words on paper: reports the texts of a document that its pages do not show, or do not show whole.

A style can hide a text, cut it off, cover it or move it over the edge of the page; whoever reads the paper would not
notice.
"""

from __future__ import annotations

import re
import textwrap
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from briefings.model.diagnostics import Diagnostic
from briefings.outputs.paper_layers import Layers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefings.outputs.paper_layers import Edges, Order

__all__ = ["check_words"]

_NO_LETTERS = re.compile(r"[\W_]+")
_INVENTED = ("::before", "::after", "::marker")
_TOLERANCE = 2  # pixels; a letter may lean over the edge of its box
_LEAST_FONT_SIZE = 2  # pixels
_LEAST_OPACITY = 0.1
_MOST_QUOTED = 60


@dataclass(frozen=True, slots=True)
class _Window:
    """The part of a page in which a box shows, in pixels of the page, and how far it moves what is in it.

    Attributes:
        left: of the part.
        top: of the part.
        right: of the part.
        bottom: of the part.
        matrix: the transformation of what is in it; None without one.
    """

    left: float
    top: float
    right: float
    bottom: float
    matrix: Any = None

    def within(self, box: Any) -> _Window | None:  # noqa: ANN401 - WeasyPrint has no types
        """Return the part in which the content of a box shows; None if it shows nowhere."""
        if box.style["opacity"] < _LEAST_OPACITY:
            return None
        window = self
        if moved := box.transformation_matrix:
            if not moved.determinant:
                return None
            window = replace(window, matrix=moved @ self.matrix if self.matrix else moved)
        # What overflows these two overflows the page.
        if (
            box.style["overflow"] == "visible"
            or box.element_tag in ("html", "body")
            or not hasattr(box, "padding_left")
        ):
            return window
        left, top, right, bottom = window.place(
            box.padding_box_x(), box.padding_box_y(), box.padding_width(), box.padding_height()
        )
        return replace(
            window,
            left=max(left, window.left),
            top=max(top, window.top),
            right=min(right, window.right),
            bottom=min(bottom, window.bottom),
        )

    def place(
        self, left: float, top: float, width: float, height: float
    ) -> tuple[float, float, float, float]:
        """Return the edges of a rectangle on the page."""
        corners = [(left, top), (left + width, top), (left, top + height), (left + width, top + height)]
        if self.matrix:
            corners = [self.matrix.transform_point(*corner) for corner in corners]
        across, down = [x for x, _ in corners], [y for _, y in corners]
        return min(across), min(down), max(across), max(down)

    def edges_of(self, text: Any) -> Edges:  # noqa: ANN401 - WeasyPrint has no types
        """Return the edges of a text on the page."""
        return self.place(text.position_x, text.position_y, text.width, text.height)

    def edges_with_borders(self, box: Any) -> Edges | None:  # noqa: ANN401 - WeasyPrint has no types
        """Return the edges of what shows of a box with a background; None if it has none."""
        if getattr(box, "background", None) is None or not hasattr(box, "padding_left"):
            return None
        left, top, right, bottom = self.place(
            box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height()
        )
        return max(left, self.left), max(top, self.top), min(right, self.right), min(bottom, self.bottom)

    def shows(self, text: Any) -> bool:  # noqa: ANN401 - WeasyPrint has no types
        """Return whether a text can be read whole."""
        style = text.style
        if style["visibility"] != "visible" or style["font_size"] < _LEAST_FONT_SIZE:
            return False
        if style["color"].alpha < _LEAST_OPACITY:
            return False
        left, top, right, bottom = self.edges_of(text)
        lean = (bottom - top) / 3  # a font is higher than its letters
        return (
            left >= self.left - _TOLERANCE
            and right <= self.right + _TOLERANCE
            and top >= self.top - lean
            and bottom <= self.bottom + lean
        )


def check_words(root: Any, pages: Iterable[Any]) -> Iterator[Diagnostic]:  # noqa: ANN401 - WeasyPrint has no types
    """Yield a diagnostic if pages do not show all words of a document whole.

    Args:
        root: the document; what stands in its `main` belongs on the pages.
        pages: as WeasyPrint lays them out.
    """
    if lost := _lost_texts(root, pages):
        first = textwrap.shorten(lost[0], _MOST_QUOTED, placeholder="…")
        others = f", nor {len(lost) - 1} more texts" if len(lost) > 1 else ""
        hint = "look in the style for what hides, cuts or moves text, such as display, overflow or position"
        yield Diagnostic("lost-text", f"the pages do not show {first!r} whole{others}", hint=hint)


def _lost_texts(root: Any, pages: Iterable[Any]) -> list[str]:  # noqa: ANN401 - WeasyPrint has no types
    """Return each text of the elements of a document, in order, that the pages do not show whole."""
    shown: dict[int, list[str]] = defaultdict(list)
    for page in pages:
        layers = Layers()
        window = _Window(0, 0, page.width, page.height)
        placed = [
            each
            for box in page._page_box.children
            for each in _shown_texts(box, window, layers, layers.enter_page_part(box), 1.0)
        ]
        for text, order, edges in placed:
            if not layers.hide(text, order, edges):
                shown[id(text.element)].append(text.text)
    own_texts = ((element, _own_text(element)) for main in root.iter("main") for element in main.iter())
    return [
        " ".join(text.split())
        for element, text in own_texts
        if (letters := _letters(text)) and letters not in _letters("".join(shown[id(element)]))
    ]


def _shown_texts(
    box: Any,  # noqa: ANN401 - WeasyPrint has no types
    window: _Window,
    layers: Layers,
    around: Order,
    opacity: float,
) -> Iterator[tuple[Any, Order, Edges]]:
    """Yield the boxes of text below a box that can be read whole unless they are painted over, with order and edges."""
    is_invented = (box.element_tag or "").endswith(_INVENTED)
    if hasattr(box, "text"):
        order = layers.order_of_text(around)
        if window.shows(box) and not is_invented:
            yield box, order, window.edges_of(box)
        return
    opacity *= box.style["opacity"]
    inner = window.within(box)
    around = layers.enter(box, around, opacity, (inner or window).edges_with_borders(box))
    if inner and not is_invented:
        for child in box.children:
            yield from _shown_texts(child, inner, layers, around, opacity)


def _own_text(element: Any) -> str:  # noqa: ANN401 - WeasyPrint has no types
    """Return the text of an element without that of the elements in it."""
    return "".join([element.text or "", *(child.tail or "" for child in element)])


def _letters(text: str) -> str:
    """Return the letters and digits of a text: spaces, hyphens and case change when lines are set."""
    return _NO_LETTERS.sub("", text.casefold())
