"""Three-way comparison of texts: the edits of each side, and the conflicts between them."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Conflict", "Edit", "find_conflicts", "find_edits"]


@dataclass(frozen=True, slots=True)
class Edit:
    """A run of lines that changed from one text to another.

    Attributes:
        start: index of the first old line, from 0; if lines were only added, the index of the line after them.
        old_lines: the lines before the change, without line ends.
        new_lines: the lines after the change, without line ends.
    """

    start: int
    old_lines: tuple[str, ...]
    new_lines: tuple[str, ...]

    @property
    def end(self) -> int:
        """Return the index of the line after the last old line."""
        return self.start + len(self.old_lines)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Lines that both sides changed differently.

    Attributes:
        base: the lines before either change.
        theirs: the lines of the other side.
        ours: the lines of our side.
    """

    base: tuple[str, ...]
    theirs: tuple[str, ...]
    ours: tuple[str, ...]


def find_edits(old_text: str, new_text: str) -> tuple[Edit, ...]:
    """Return the edits that turn the old text into the new text, in order."""
    before, after = old_text.splitlines(), new_text.splitlines()
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    return tuple(
        Edit(i1, tuple(before[i1:i2]), tuple(after[j1:j2]))
        for kind, i1, i2, j1, j2 in matcher.get_opcodes()
        if kind != "equal"
    )


def find_conflicts(base: str, theirs: str, ours: str) -> tuple[Conflict, ...]:
    """Return the places where two sides changed the same or adjacent lines differently."""
    lines = base.splitlines()
    conflicts = []
    for start, end, their_edits, our_edits in _group_touching(
        find_edits(base, theirs), find_edits(base, ours)
    ):
        conflict = Conflict(
            tuple(lines[start:end]),
            _apply_edits(lines, their_edits, start, end),
            _apply_edits(lines, our_edits, start, end),
        )
        if their_edits and our_edits and conflict.theirs != conflict.ours:
            conflicts.append(conflict)
    return tuple(conflicts)


def _group_touching(
    their_edits: Sequence[Edit], our_edits: Sequence[Edit]
) -> Iterator[tuple[int, int, list[Edit], list[Edit]]]:
    """Yield groups of overlapping or adjacent edits.

    Each group is its first line, the line after its last (both indices from 0), their edits, and our edits.
    """
    edits = sorted(
        [*((edit, 0) for edit in their_edits), *((edit, 1) for edit in our_edits)],
        key=lambda pair: pair[0].start,
    )
    groups: list[list[tuple[Edit, int]]] = []
    group_end = -1
    for edit, side in edits:
        if groups and edit.start <= group_end:
            groups[-1].append((edit, side))
        else:
            groups.append([(edit, side)])
        group_end = max(group_end, edit.end)
    for group in groups:
        edits_by_side = [[edit for edit, side in group if side == number] for number in (0, 1)]
        yield group[0][0].start, max(edit.end for edit, _ in group), edits_by_side[0], edits_by_side[1]


def _apply_edits(lines: Sequence[str], edits: Sequence[Edit], start: int, end: int) -> tuple[str, ...]:
    """Return the lines from `start` (inclusive) to `end` (exclusive) with the edits of one side applied."""
    result: list[str] = []
    bounds = [start, *(bound for edit in edits for bound in (edit.start, edit.end)), end]
    for number, (begin, stop) in enumerate(pairwise(bounds)):
        result += edits[number // 2].new_lines if number % 2 else lines[begin:stop]
    return tuple(result)
