"""What two sides have made of one text: what each has changed, and where both changed the same lines."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Conflict", "Edit", "changes", "conflicts"]


@dataclass(frozen=True, slots=True)
class Edit:
    """Lines of a text that became others.

    Attributes:
        start: number of the first of these lines, from 0; where lines were only added, of the one that follows.
        old: the lines as they were, without line ends.
        new: the lines as they are.
    """

    start: int
    old: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def end(self) -> int:
        """Number of the line behind the last of these lines."""
        return self.start + len(self.old)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Lines that both sides have changed, each in its own way.

    Attributes:
        base: as they were.
        theirs: as one side has them.
        ours: as the other has them.
    """

    base: tuple[str, ...]
    theirs: tuple[str, ...]
    ours: tuple[str, ...]


def changes(old: str, new: str) -> tuple[Edit, ...]:
    """What has changed from one text to another, in order."""
    before, after = old.splitlines(), new.splitlines()
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    return tuple(
        Edit(i1, tuple(before[i1:i2]), tuple(after[j1:j2]))
        for kind, i1, i2, j1, j2 in matcher.get_opcodes()
        if kind != "equal"
    )


def conflicts(base: str, theirs: str, ours: str) -> tuple[Conflict, ...]:
    """Where two sides have changed the same lines, or lines next to each other, and not in the same way."""
    lines = base.splitlines()
    found = []
    for start, end, left, right in _touching(changes(base, theirs), changes(base, ours)):
        conflict = Conflict(
            tuple(lines[start:end]), _applied(lines, left, start, end), _applied(lines, right, start, end)
        )
        if left and right and conflict.theirs != conflict.ours:
            found.append(conflict)
    return tuple(found)


def _touching(
    left: Sequence[Edit], right: Sequence[Edit]
) -> Iterator[tuple[int, int, list[Edit], list[Edit]]]:
    """Edits of two sides in groups that touch, each with the lines from the first of them to behind the last."""
    edits = sorted(
        [*((edit, 0) for edit in left), *((edit, 1) for edit in right)], key=lambda pair: pair[0].start
    )
    groups: list[list[tuple[Edit, int]]] = []
    reached = -1
    for edit, side in edits:
        if groups and edit.start <= reached:
            groups[-1].append((edit, side))
        else:
            groups.append([(edit, side)])
        reached = max(reached, edit.end)
    for group in groups:
        sides = [[edit for edit, side in group if side == wanted] for wanted in (0, 1)]
        yield group[0][0].start, max(edit.end for edit, _ in group), sides[0], sides[1]


def _applied(lines: Sequence[str], edits: Sequence[Edit], start: int, end: int) -> tuple[str, ...]:
    """Some lines with the edits of one side."""
    out: list[str] = []
    places = [start, *(place for edit in edits for place in (edit.start, edit.end)), end]
    for number, (begin, stop) in enumerate(pairwise(places)):
        out += edits[number // 2].new if number % 2 else lines[begin:stop]
    return tuple(out)
