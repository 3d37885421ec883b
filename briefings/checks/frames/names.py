"""Statements about the time of a name, compared with the periods of names on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.claims.conflicts import Conflict
from briefings.checks.text.assertion import is_unasserted
from briefings.checks.text.vocabulary import WordPattern, may_contain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.frames.scene import Scene
    from briefings.checks.text.names import Mention
    from briefings.checks.text.times import NamedTime
    from briefings.model.dates import PartialDate

__all__ = ["read_names"]

_MOST_BETWEEN = 4
_NAMED = WordPattern(r"(?<!\w)(?:{name_words})(?!\w)")


def read_names(scene: Scene) -> Iterator[Conflict]:
    """Yield what a sentence says of the time of a name that the period of that name rules out."""
    if (
        scene.is_cell
        or not may_contain(scene.text, "name_words")
        or not _NAMED.search(scene.plain)
        or len(scene.times) != 1
    ):
        return
    bounds = scene.bounds
    for mention in scene.mentions:
        period = mention.name.period
        if period is None or is_unasserted(scene.text, mention.start) or not _is_named(scene, mention):
            continue
        for time, mark in ((bounds.until, period.end), (bounds.since, period.start)):
            if time and mark and _differs(time, mark):
                yield _conflict(time, mention)
                return


def _is_named(scene: Scene, mention: Mention) -> bool:
    """Return whether nothing but a time stands between a word for naming and a name."""
    for cue in _NAMED.finditer(scene.plain, 0, mention.start):
        between = scene.plain[cue.end() : mention.start]
        for time in scene.times:
            between = between.replace(time.text, " ")
        if not any(mark in between for mark in ".;:") and len(between.split()) <= _MOST_BETWEEN:
            return True
    return False


def _differs(time: NamedTime, mark: PartialDate) -> bool:
    return time.span is not None and time.span.overlap(mark.span) is None


def _conflict(time: NamedTime, mention: Mention) -> Conflict:
    message = (
        f"the text says {time.text!r} of the name {mention.name.text!r}, which holds {mention.name.period}"
    )
    return Conflict(time.start, message)
