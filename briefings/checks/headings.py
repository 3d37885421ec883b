"""Headings of finished texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.checks.dateline import is_dateline
from briefings.checks.text.times import find_times

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.checks.context import CheckContext
    from briefings.checks.text.documents import Sentence

__all__ = ["heading_blocks"]

_LONGEST_HEADING = 60
_NOT_A_HEADING = re.compile(r"[:;|\t]|[.!?…][”’»\"')\]]*$")


def heading_blocks(context: CheckContext, sentences: Sequence[Sentence]) -> frozenset[int]:
    """Return the numbers of the blocks that are headings: a few words without an end, and without an office."""
    blocks: dict[int, list[str]] = {}
    for sentence in sentences:
        blocks.setdefault(sentence.block, []).append(sentence.text)
    return frozenset(
        number
        for number, texts in blocks.items()
        if len(texts) == 1
        and len(texts[0]) < _LONGEST_HEADING
        and not _NOT_A_HEADING.search(texts[0])
        and not _is_day_alone(texts[0])
        and not context.titles.find(texts[0])
    )


def _is_day_alone(text: str) -> bool:
    """Return whether a line is a dateline with a day, which is that of the text."""
    return is_dateline(text) and any(time.when and time.when.day for time in find_times(text))
