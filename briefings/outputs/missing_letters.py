"""Notes with characters that no font has: what a PDF leaves out, and what it prints instead.

A further form of a name, such as the Chinese one of a person, is left out with the mark that separates it from its
neighbour. In any other text, and for a person of whom no other form is on file, "[…]" shows the reader that something is
missing.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.compose.brief import Figure, SlotText, SourceNote
from briefings.templating.slots import CLOSE, OPEN

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from briefings.compose.brief import Brief, CitedSource, Slot

__all__ = ["REPLACEMENT", "without_letters"]

REPLACEMENT = "[…]"
"""What replaces words in letters that no font has."""

_FORMS = ("people.form", "people.spelled", "people.formerly", "office.formerly")
"""The labels of slots with a further form of a name."""
_SEPARATOR = r"\s*[;؛,،·]\s"


def without_letters(brief: Brief, letters: AbstractSet[int]) -> Brief:
    """Return a note without further forms of names in some letters, and with a mark in the place of other words.

    Args:
        brief: the note.
        letters: code points that can't be printed.
    """
    if not letters:
        return brief
    lost = _words_in(letters)
    skeleton = brief.skeleton
    for index, slot in enumerate(brief.slots):
        if isinstance(slot, SlotText) and _is_form(slot, letters):
            skeleton = _remove_slot(skeleton, index)
    return replace(
        brief,
        skeleton=skeleton,
        slots=tuple(_mark_slot(slot, lost) for slot in brief.slots),
        sources=tuple(_mark_source(source, lost) for source in brief.sources),
    )


def _words_in(letters: AbstractSet[int]) -> re.Pattern[str]:
    """Return a pattern for words in some letters, with the spaces between them and the marks that belong to them."""
    letter = f"[{''.join(re.escape(chr(point)) for point in sorted(letters))}]"
    return re.compile(rf"{letter}[\u200d\ufe0e\ufe0f]*(?:\s*{letter}[\u200d\ufe0e\ufe0f]*)*")


def _is_form(slot: SlotText, letters: AbstractSet[int]) -> bool:
    """Return whether a slot is a further form of a name in some letters."""
    return slot.key in _FORMS and not letters.isdisjoint(map(ord, slot.text))


def _remove_slot(skeleton: str, index: int) -> str:
    """Return a skeleton without a slot and its separator; unchanged if the slot is the only one of its place."""
    token = re.escape(f"{OPEN}{index}{CLOSE}")
    for pattern in (f"{_SEPARATOR}{token}", f"{token}{_SEPARATOR}", rf"(?<=\S \| ){token}(?= \|)"):
        shorter, count = re.subn(pattern, "", skeleton)
        if count:
            return shorter
    return skeleton


def _mark_slot(slot: Slot, lost: re.Pattern[str]) -> Slot:
    """Return a slot with marks in the place of lost words."""
    match slot:
        case SlotText(text, runs=runs):
            moved = tuple(
                replace(
                    run, start=_marked_length(text, run.start, lost), end=_marked_length(text, run.end, lost)
                )
                for run in runs
            )
            return replace(slot, text=lost.sub(REPLACEMENT, text), runs=moved)
        case SourceNote(text):
            return replace(slot, text=lost.sub(REPLACEMENT, text))
        case Figure(svg=svg, caption=caption):
            return replace(slot, svg=lost.sub(REPLACEMENT, svg), caption=lost.sub(REPLACEMENT, caption))
        case _:
            return slot


def _marked_length(text: str, end: int, lost: re.Pattern[str]) -> int:
    """Return where a place of a text is once lost words are marked; within such words, where their mark ends."""
    change = 0
    for match in lost.finditer(text):
        if match.start() >= end:
            break
        change += len(REPLACEMENT) - (min(match.end(), end) - match.start())
    return end + change


def _mark_source(source: CitedSource, lost: re.Pattern[str]) -> CitedSource:
    """Return a source with marks in the place of lost words."""
    return replace(
        source,
        text_before=lost.sub(REPLACEMENT, source.text_before),
        title=lost.sub(REPLACEMENT, source.title),
        text_after=lost.sub(REPLACEMENT, source.text_after),
        links=tuple((lost.sub(REPLACEMENT, text), target) for text, target in source.links),
    )
