"""Notes with characters that no font has: what a PDF leaves out, and what it prints instead.

A form of a name, such as the Chinese one of a person, is left out with the mark that separates it from its neighbour.
In any other text a replacement character shows the reader that something is missing.
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

REPLACEMENT = "\ufffd"
"""The character that replaces a letter that no font has."""

_SEPARATOR = r"\s*[;؛,،·]\s"
_SENTENCE_END = re.compile(r"[.!?…؟]\s*$")


def without_letters(brief: Brief, letters: AbstractSet[int]) -> Brief:
    """Return a note without forms of names in some letters, and with replacement characters elsewhere.

    Args:
        brief: the note.
        letters: code points that can't be printed.
    """
    if not letters:
        return brief
    table = dict.fromkeys(letters, REPLACEMENT)
    skeleton = brief.skeleton
    for index, slot in enumerate(brief.slots):
        if isinstance(slot, SlotText) and _is_form(slot, letters):
            skeleton = _remove_slot(skeleton, index)
    return replace(
        brief,
        skeleton=skeleton,
        slots=tuple(_translate_slot(slot, table) for slot in brief.slots),
        sources=tuple(_translate_source(source, table) for source in brief.sources),
    )


def _is_form(slot: SlotText, letters: AbstractSet[int]) -> bool:
    """Return whether a slot is a form of a name, with or without a label, in some letters."""
    runs = [run for run in slot.runs if letters & set(map(ord, slot.text[run.start : run.end]))]
    is_whole = any((run.start, run.end) == (0, len(slot.text)) for run in runs)
    return is_whole or bool(runs and slot.key and not _SENTENCE_END.search(slot.text))


def _remove_slot(skeleton: str, index: int) -> str:
    """Return a skeleton without a slot and its separator; unchanged if the slot is the only one of its place."""
    token = re.escape(f"{OPEN}{index}{CLOSE}")
    for pattern in (f"{_SEPARATOR}{token}", f"{token}{_SEPARATOR}", rf"(?<=\S \| ){token}(?= \|)"):
        shorter, count = re.subn(pattern, "", skeleton)
        if count:
            return shorter
    return skeleton


def _translate_slot(slot: Slot, table: dict[int, str]) -> Slot:
    """Return a slot with replacement characters; as many as there were letters, so that its runs stay."""
    match slot:
        case SlotText(text) | SourceNote(text):
            return replace(slot, text=text.translate(table))
        case Figure(svg=svg, caption=caption):
            return replace(slot, svg=svg.translate(table), caption=caption.translate(table))
        case _:
            return slot


def _translate_source(source: CitedSource, table: dict[int, str]) -> CitedSource:
    """Return a source with replacement characters."""
    return replace(
        source,
        text_before=source.text_before.translate(table),
        title=source.title.translate(table),
        text_after=source.text_after.translate(table),
        links=tuple((text.translate(table), target) for text, target in source.links),
    )
