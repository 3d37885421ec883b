"""Layers of a page: which of its boxes are painted over a text, and on which colour the text stands.

The order is that of CSS: backgrounds of blocks, then floats, then lines, then positioned boxes by their `z-index`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Edges", "Layers", "Order"]

Edges: TypeAlias = "tuple[float, float, float, float]"
"""Left, top, right and bottom, in pixels of the page."""
Order: TypeAlias = "tuple[tuple[int, int, int], ...]"
"""When something is painted: in each group of boxes around it by its z-index, its kind and its place in the document."""

_BELOW_ALL = -(10**9)
_OWN, _BLOCK, _FLOAT, _LINE, _POSITIONED = 2, 4, 5, 7, 8
_OPAQUE = 0.7
_MOST_COVERED = 0.3
_LEAST_CONTRAST = 1.2
_WHITE = 1.0
_GAMMA = 2.2


class _Paint(NamedTuple):
    """A coloured rectangle, and how light it is from 0 to 1."""

    order: Order
    edges: Edges
    lightness: float


@dataclass
class Layers:
    """The coloured boxes of a page, in the order of the document."""

    _count: int = 0
    _paints: list[_Paint] = field(default_factory=list)
    _last: Order = ()

    def enter(self, box: Any, around: Order, opacity: float, edges: Edges | None) -> Order:  # noqa: ANN401 - WeasyPrint has no types
        """Note the background of a box, and return the order of the group that its content is in.

        Args:
            box: the box.
            around: the order of the group that the box is in.
            opacity: of the box and all around it.
            edges: of the box with its borders; None if it shows nowhere.
        """
        self._count += 1
        level, index = _level(box)
        place = (*around, (index, level, self._count))
        is_group = level in (_FLOAT, _POSITIONED) or _is_inline_group(box)
        background = getattr(box, "background", None)
        if background is not None and edges and background.color.alpha * opacity > _OPAQUE:
            order = (*place, (_BELOW_ALL, _OWN, 0)) if is_group else place
            self._paints.append(_Paint(order, edges, _lightness(background.color)))
            self._last = max(self._last, order)
        return place if is_group else around

    def enter_page_part(self, box: Any) -> Order:  # noqa: ANN401 - see above
        """Return the order of the content of a page, or of a box in its margin; each is a group."""
        self._count += 1
        index = box.style["z_index"]
        return ((index if isinstance(index, int) else 0, _POSITIONED, self._count),)

    def order_of_text(self, around: Order) -> Order:
        """Return when the next text of a group is painted."""
        self._count += 1
        return (*around, (0, _LINE, self._count))

    def hide(self, text: Any, order: Order, edges: Edges) -> bool:  # noqa: ANN401 - see above
        """Return whether a text is painted over, or has the colour of what it stands on; asked when all is noted."""
        area = (edges[2] - edges[0]) * (edges[3] - edges[1])
        if order < self._last and any(
            paint.order > order and _shared_area(paint.edges, edges) > _MOST_COVERED * area
            for paint in self._paints
        ):
            return True
        lightness = _lightness(text.style["color"])
        near = [paint for paint in self._paints if _contrast(paint.lightness, lightness) < _LEAST_CONTRAST]
        if not near and _contrast(_WHITE, lightness) >= _LEAST_CONTRAST:
            return False
        below = max(self._below(order, edges), key=lambda paint: paint.order, default=None)
        return _contrast(below.lightness if below else _WHITE, lightness) < _LEAST_CONTRAST

    def _below(self, order: Order, edges: Edges) -> Iterator[_Paint]:
        """Yield what is painted before something, and holds its middle."""
        across, down = (edges[0] + edges[2]) / 2, (edges[1] + edges[3]) / 2
        for paint in self._paints:
            left, top, right, bottom = paint.edges
            if paint.order < order and left <= across <= right and top <= down <= bottom:
                yield paint


def _level(box: Any) -> tuple[int, int]:  # noqa: ANN401 - see above
    """Return the kind of a box in the order of painting, and its z-index."""
    style = box.style
    if style["position"] != "static" or style["opacity"] < 1 or style["transform"] not in ((), "none"):
        index = style["z_index"]
        return _POSITIONED, index if isinstance(index, int) else 0
    if style["float"] != "none":
        return _FLOAT, 0
    return (_LINE if _is_inline(box) else _BLOCK), 0


def _is_inline(box: Any) -> bool:  # noqa: ANN401 - see above
    """Return whether a box is part of a line."""
    return _is_kind(box, "InlineLevelBox")


def _is_inline_group(box: Any) -> bool:  # noqa: ANN401 - see above
    """Return whether a box in a line is painted with all that is in it at once."""
    return _is_kind(box, "AtomicInlineLevelBox")


def _is_kind(box: Any, name: str) -> bool:  # noqa: ANN401 - see above
    """Return whether a box is of a kind of WeasyPrint's, which only its worker loads."""
    return any(kind.__name__ == name for kind in type(box).__mro__)


def _shared_area(one: Edges, other: Edges) -> float:
    """Return the area that two rectangles share."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width * height if width > 0 and height > 0 else 0.0


def _lightness(color: Any) -> float:  # noqa: ANN401 - see above
    """Return how light a colour is, from 0 to 1, as the contrast of WCAG has it."""
    red, green, blue = (
        min(max(float(part), 0.0), 1.0) ** _GAMMA for part in color.to("srgb").coordinates[:3]
    )
    lightness: float = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return lightness


def _contrast(one: float, other: float) -> float:
    """Return the contrast of two colours by how light they are."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)
