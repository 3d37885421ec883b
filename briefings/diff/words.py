"""The comparison of two texts word by word."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["diff_words"]

_WORD = re.compile(r"\s+|[^\s\w]|\w+")


def diff_words(before: str, after: str) -> list[tuple[str, str]]:
    """Compare two texts word by word; return pairs of a kind (`same`, `gone` or `new`) and the text."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    pieces = [
        ("".join(old[a:b]), "".join(new[c:d]), kind == "equal")
        for kind, a, b, c, d in _shift_spaces(matcher, old, new)
    ]
    segments: list[tuple[str, str]] = []
    for deleted, inserted, is_same in _join_across_spaces(pieces):
        parts = [("same", deleted)] if is_same else [("gone", deleted), ("new", inserted)]
        segments += [(kind, text) for kind, text in parts if text]
    return segments


def _join_across_spaces(pieces: list[tuple[str, str, bool]]) -> list[tuple[str, str, bool]]:
    """Join changed pieces that only a space separates, so that neighbouring words change as one.

    A piece is its text before, its text after, and whether the two are the same.
    """
    joined: list[tuple[str, str, bool]] = []
    for deleted, inserted, is_same in pieces:
        if (
            len(joined) > 1
            and not is_same
            and joined[-1][2]
            and joined[-1][0].isspace()
            and not joined[-2][2]
        ):
            space, (first_deleted, first_inserted, _) = joined[-1][0], joined[-2]
            whole = (first_deleted + space + deleted, first_inserted + space + inserted)
            if all(part.strip() == part for part in whole):
                joined[-2:] = [(*whole, False)]
                continue
        joined.append((deleted, inserted, is_same))
    return joined


def _shift_spaces(
    matcher: difflib.SequenceMatcher[str], old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield the opcodes of a matcher, moved so that an inserted or deleted word takes the space after it."""
    steps = [list(step[1:]) for step in matcher.get_opcodes()]
    kinds = [step[0] for step in matcher.get_opcodes()]
    for number in range(1, len(steps) - 1):
        before, (a, b, c, d), after = steps[number - 1 : number + 2]
        if kinds[number - 1 : number + 2] not in (["equal", "insert", "equal"], ["equal", "delete", "equal"]):
            continue
        words, start, end = (new, c, d) if kinds[number] == "insert" else (old, a, b)
        if words[start].isspace() and words[start] == words[end] and after[1] - after[0] > 1:
            before[1], before[3], after[0], after[2] = (
                before[1] + 1,
                before[3] + 1,
                after[0] + 1,
                after[2] + 1,
            )
            steps[number] = [a + 1, b + 1, c + 1, d + 1]
    for kind, (a, b, c, d) in zip(kinds, steps, strict=True):
        yield kind, a, b, c, d
