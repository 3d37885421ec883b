"""The timeline: milestones as dots on an axis that ends on the day of the note, at most six of them with a label."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from briefings.compose.svg import MARGIN, WIDTH, Axis, fit_text, svg_document, text_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.compose.svg import Pen
    from briefings.model.dates import PartialDate

__all__ = ["Milestone", "draw_timeline"]

_MAX_LABELS = 6
_MAX_LABEL_WIDTH = 340
_BOLD_FACTOR = 1.1
"""Width of bold text relative to regular text."""
_INSET = 4
"""The least distance of a stem from the ends of its label."""
_GAP = 10
_LINE_HEIGHT = 13
_STEM_HEIGHT = 8
_LABEL_HEIGHT = 2 * _LINE_HEIGHT + _STEM_HEIGHT
_BAND_HEIGHT = 18
_EDGE = 4
"""The space for the dots on a side without labels."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone in the picture.

    Attributes:
        when: its date.
        date_words: the date in words, short.
        head: what happened, in a few words.
    """

    when: PartialDate
    date_words: str
    head: str


@dataclass(frozen=True, slots=True)
class _Label:
    """The label of a milestone.

    Attributes:
        milestone: that it labels.
        x: of the dot.
        head: of the milestone, cut if it is very long.
        width: of the label.
    """

    milestone: Milestone
    x: float
    head: str
    width: float

    @classmethod
    def of(cls, milestone: Milestone, x: float) -> _Label:
        """Return the label of a milestone whose dot is at an x coordinate."""
        head = fit_text(milestone.head, _MAX_LABEL_WIDTH)
        return cls(milestone, x, head, max(text_width(milestone.date_words) * _BOLD_FACTOR, text_width(head)))


def draw_timeline(milestones: Sequence[Milestone], day: date, day_words: str, pen: Pen) -> str:
    """Draw dated milestones and return the SVG.

    Args:
        milestones: earliest first, at least one.
        day: of the note, where the axis ends.
        day_words: the day in words, short.
        pen: in the colours of the house.
    """
    first_day = date(min(milestones[0].when.year, day.year), 1, 1)
    axis = Axis(first_day, max(day, date(first_day.year, 1, 2)), MARGIN, WIDTH - MARGIN)
    positions = [axis.x_of_day(_midpoint(milestone.when)) for milestone in milestones]
    above, below = _choose_labels(milestones, positions)
    top = _LABEL_HEIGHT if above else _EDGE
    foot = top + _BAND_HEIGHT
    parts = list(_draw_band(axis, top, day_words, pen))
    parts += _draw_labels(above, top - _STEM_HEIGHT - _LINE_HEIGHT - 4, top - _STEM_HEIGHT, top, pen)
    parts += _draw_labels(below, foot + _STEM_HEIGHT + _LINE_HEIGHT - 3, foot + _STEM_HEIGHT, foot, pen)
    below_milestones = {id(label.milestone) for label in below}
    for milestone, x in zip(milestones, positions, strict=True):
        fill = pen.accent if milestone.when.day is not None else "#ffffff"
        y = foot if id(milestone) in below_milestones else top
        parts.append(pen.draw_dot(x, y, 3, f'fill="{fill}" stroke="{pen.accent}"'))
    return svg_document(foot + (_LABEL_HEIGHT if below else _EDGE), parts)


def _midpoint(when: PartialDate) -> float:
    """Return the middle of a date, as ordinal."""
    return (when.first_day.toordinal() + when.last_day.toordinal()) / 2


def _draw_band(axis: Axis, top: float, day_words: str, pen: Pen) -> Iterator[str]:
    """Yield the axis: a band with the years in it, and the day of the note at its end."""
    foot = top + _BAND_HEIGHT
    yield pen.draw_box(axis.left, top, axis.right - axis.left, _BAND_HEIGHT, f'fill="{pen.tint(0.1)}"')
    for y in (top, foot):
        yield pen.draw_line((axis.left, y), (axis.right, y), pen.quiet, ' stroke-width="0.75"')
    yield pen.draw_line((axis.right, top - 3), (axis.right, foot + 3), pen.accent, ' stroke-width="2"')
    day_room = text_width(day_words) * _BOLD_FACTOR + 2 * _INSET
    yield pen.draw_text((axis.right - _INSET, foot - 5), day_words, "end", colour=pen.accent, is_bold=True)
    for year in axis.labelled_years(day_room):
        yield pen.draw_text((axis.x_of_year(year), foot - 5), str(year), "middle", colour=pen.quiet)


def _draw_labels(
    labels: Sequence[_Label], baseline: float, stem_end: float, edge: float, pen: Pen
) -> Iterator[str]:
    """Yield the labels of one side of the axis, each with a stem to its dot.

    Args:
        labels: from left to right.
        baseline: of their first lines.
        stem_end: y coordinate of the ends of the stems.
        edge: of the axis, where the dots are.
        pen: in the colours of the house.
    """
    for label, left in zip(labels, _place_labels(labels) or (), strict=True):
        words = label.milestone.date_words
        half = text_width(words) * _BOLD_FACTOR / 2
        # As near to the stem as the label is.
        date_x = min(max(label.x, left + half), left + label.width - half)
        yield pen.draw_line((label.x, stem_end), (label.x, edge), pen.quiet, ' stroke-width="0.75"')
        yield pen.draw_text((date_x, baseline), words, "middle", is_bold=True)
        yield pen.draw_text((left + label.width / 2, baseline + _LINE_HEIGHT), label.head, "middle")


def _choose_labels(
    milestones: Sequence[Milestone], positions: Sequence[float]
) -> tuple[list[_Label], list[_Label]]:
    """Return the labels above and below the axis: those of the milestones that tell most of the time between them.

    The first and the last milestone have one, cut if it is very long; others have one only if it fits as it is.
    """
    sides: tuple[list[_Label], list[_Label]] = [], []
    ends = (0, len(milestones) - 1)
    for index in _order_by_spread(positions):
        label = _Label.of(milestones[index], positions[index])
        if sum(map(len, sides)) == _MAX_LABELS:
            break
        if label.head != milestones[index].head and index not in ends:
            continue
        for side in sorted(sides, key=len):
            candidate = sorted([*side, label], key=lambda label: label.x)
            if _place_labels(candidate) is not None:
                side[:] = candidate
                break
    return sides


def _order_by_spread(positions: Sequence[float]) -> Iterator[int]:
    """Yield the indexes of positions: the last, the first, and then always the one farthest from all before it."""
    rest = list(range(len(positions)))
    distances = dict.fromkeys(rest, float("inf"))
    index = rest[-1]
    while True:
        yield index
        rest.remove(index)
        if not rest:
            return
        for other in rest:
            distances[other] = min(distances[other], abs(positions[other] - positions[index]))
        index = max(rest, key=lambda other: (distances[other], -other))


def _place_labels(labels: Sequence[_Label]) -> list[float] | None:
    """Return the left ends of labels on one side, so that none touch and each is at its stem; None if impossible.

    Args:
        labels: from left to right.
    """
    least: list[float] = []
    end = 0.0
    for label in labels:
        left = max(end, label.x - label.width + _INSET)
        if left > min(label.x - _INSET, WIDTH - label.width):
            return None
        least.append(left)
        end = left + label.width + _GAP
    lefts: list[float] = []
    limit = float(WIDTH)
    for label, earliest in zip(reversed(labels), reversed(least), strict=True):
        latest = min(limit - label.width, label.x - _INSET)
        lefts.insert(0, min(max(label.x - label.width / 2, earliest), latest))
        limit = lefts[0] - _GAP
    return lefts
