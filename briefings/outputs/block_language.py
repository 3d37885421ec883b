"""The language of a paragraph, list item or cell whose text runs in another direction than the note."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from unicodedata import bidirectional

from briefings.compose.brief import SlotText
from briefings.model.locales import text_direction
from briefings.model.phrases import NO_LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefings.compose.brief import Slot

__all__ = ["block_language"]

_LEAST_SHARE = 0.75
"""The share of letters of the other direction from which a block takes that direction."""
_SHARE_BEHIND_A_LABEL = 0.9
"""The same share for a block that begins with a word of the note; with more such words it reads in the note's direction."""
_SENTENCE_END = re.compile(r"[.!?…؟][”’»\"')\]]*\s*$")
_RIGHT_TO_LEFT = ("R", "AL")
_FIRST_LEFT = "\u0590"
"""From here on Unicode has letters that run from right to left."""


def block_language(slots: Iterable[Slot], language: str) -> str:
    """Return the language of a block that begins in the other direction and is nearly all written in it; else that of the note.

    A block that begins with a whole sentence in the other direction has that direction, however long the remark on it
    is; so has one of several such sentences behind a word of the note, because they would change places. Any other
    block with a sentence of the note keeps that of the note.

    Args:
        slots: the contents of the block.
        language: of the note, as BCP 47 tag.
    """
    texts = [slot for slot in slots if isinstance(slot, SlotText) and slot.text]
    if text_direction(language) == "ltr" and not any(map(_may_run_left, texts)):  # as most blocks
        return language
    sentence_languages = [_first_sentence_language(slot, language) for slot in texts]
    if any(sentence_languages[:1]):
        return sentence_languages[0]
    are_other = [
        _direction(letter) != text_direction(language)
        for slot in texts
        for letter in slot.text
        if letter.isalpha()
    ]
    if sum(are_other) < _LEAST_SHARE * len(are_other):
        return language
    others = list(filter(None, sentence_languages))
    if len(others) > 1 and sum(are_other) > _SHARE_BEHIND_A_LABEL * len(are_other):
        return others[0]
    if not any(are_other[:1]) or any(_is_own_sentence(slot.text, language) for slot in texts):
        return language
    languages = Counter[str]()
    for slot in texts:
        for run in slot.runs:
            if run.language != NO_LANGUAGE and text_direction(run.language) != text_direction(language):
                languages[run.language] += run.end - run.start
    return languages.most_common(1)[0][0] if languages else language


def _may_run_left(slot: SlotText) -> bool:
    """Return whether a text may have letters or parts that run from right to left."""
    return max(slot.text) >= _FIRST_LEFT or any(text_direction(run.language) == "rtl" for run in slot.runs)


def _first_sentence_language(slot: SlotText, language: str) -> str:
    """Return the language of a sentence that a text begins with, if it has another direction than the note; else empty."""
    for run in slot.runs[:1]:
        is_sentence = run.start == 0 and bool(_SENTENCE_END.search(slot.text[: run.end]))
        if (
            is_sentence
            and run.language != NO_LANGUAGE
            and text_direction(run.language) != text_direction(language)
        ):
            return run.language
    return ""


def _is_own_sentence(text: str, language: str) -> bool:
    """Return whether a text is a sentence that begins in the direction of the note."""
    begins = text[0].isalpha() and _direction(text[0]) == text_direction(language)
    return begins and bool(_SENTENCE_END.search(text))


def _direction(letter: str) -> str:
    """Return the direction of a letter."""
    return "rtl" if bidirectional(letter) in _RIGHT_TO_LEFT else "ltr"
