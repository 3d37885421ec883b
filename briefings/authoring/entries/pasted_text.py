"""Texts that people paste from web pages and documents, cleaned of invisible signs."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import NamedTuple

from briefings.loading.characters import is_refused_character

__all__ = ["PastedText", "clean_pasted"]

_JUNK = frozenset("\xad\u2060")
"""Signs that fact files may have, and that only web pages put into texts: places where a word may break."""
_JOINERS = frozenset("\u200c\u200d")
"""Signs that the spelling of some scripts needs, and none with separate letters."""
_SEPARATE_LETTERS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN", "HEBREW", "CJK")


class PastedText(NamedTuple):
    """A text after cleaning.

    Attributes:
        text: the clean text.
        changes: the signs removed or replaced, each in a few words; empty for none.
    """

    text: str
    changes: tuple[str, ...]


def clean_pasted(text: str) -> PastedText:
    r"""Return a text on one line, without invisible signs, and with ordinary spaces between its words.

    >>> clean_pasted("Lamps\u200b\xa0 and wicks\n").text
    'Lamps and wicks'
    """
    removed: Counter[str] = Counter()
    kept: list[str] = []
    for place, sign in enumerate(text):
        if sign.isspace():
            if sign not in " \n\r\t":
                removed[f"{_describe(sign)} replaced by a space"] += 1
            kept.append(" ")
        elif is_refused_character(sign) or sign in _JUNK or (sign in _JOINERS and _is_idle(text, place)):
            removed[f"{_describe(sign)} removed"] += 1
        else:
            kept.append(sign)
    changes = tuple(f"{count} × {change}" if count > 1 else change for change, count in removed.items())
    return PastedText(" ".join("".join(kept).split()), changes)


def _is_idle(text: str, place: int) -> bool:
    """Return whether a joiner is at an end of a text, or next to a letter that never joins."""
    around = (text[place - 1 : place], text[place + 1 : place + 2])
    return any(not sign or unicodedata.name(sign, "").startswith(_SEPARATE_LETTERS) for sign in around)


def _describe(sign: str) -> str:
    """Return the code point of a sign, with its name if it has one."""
    name = unicodedata.name(sign, "").lower()
    return f"U+{ord(sign):04X}{f' ({name})' if name else ''}"
