"""Text that stands on a page from left to right, as glyphs do, in the order in which it is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["logical_text", "mend_brackets"]

_ARABIC = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_FROM_RIGHT = re.compile("[\u0590-\u060b\u060d-\u061a\u0620-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# The end of a line from right to left, without a letter of it; a space after it is that of a line from left to right.
_LAST_MARK = re.compile(r"\s*[،؛.,:)]+(?![\s،؛.,:)])")
# Latin words from the right: "82 2102 rebotcO" is "28 October 2012".
_TURNED = re.compile(r"(?P<day>\d{1,2}\s(?=\d))?(?P<words>.*)", re.DOTALL)
_LETTER = re.compile(f"[^\\W\\d_{_ARABIC}]")
_WORD = rf"[^\W_{_ARABIC}]+(?:[^\w\s{_ARABIC}]?[^\W_{_ARABIC}]+)*"
_FROM_LEFT = re.compile(rf"{_WORD}(?:[^\S\n][(,.]?{_WORD}|[),.][^\S\n]{_WORD})*")
_OPENS_WORD = re.compile(r"(?:(?<=\s)|^)(?:\(|(?P<wrong>\)))(?=\w)")
_SWAPPED = str.maketrans("()", ")(")


def logical_text(glyphs: Sequence[str], *, from_right: bool) -> str:
    """Return what glyphs from left to right mean, as one reads them.

    Args:
        glyphs: the letters of each glyph; a glyph for several has them in the order of reading.
        from_right: whether the text is in a language that is written from right to left.
    """
    text = "".join(glyphs)
    is_turned = from_right and (_LAST_MARK.match(text) or not _LETTER.search(text))
    if not (is_turned or _FROM_RIGHT.search(text)):
        return text
    turned = "".join(
        letters if _FROM_RIGHT.search(letters) else letters[::-1] for letters in reversed(glyphs)
    )
    return _FROM_LEFT.sub(_turn_back, turned)


def _turn_back(found: re.Match[str]) -> str:
    """Return Latin words in their order, or numbers each in its own."""
    if _LETTER.search(found[0]) and (turned := _TURNED.match(found[0])):
        day = turned["day"] or ""
        return day[:-1][::-1] + day[-1:] + turned["words"][::-1]
    return re.sub(_WORD, lambda number: number[0][::-1], found[0])


def mend_brackets(lines: Sequence[str]) -> list[str]:
    """Return lines with the brackets the right way round.

    A font has one glyph for "(" from right to left and ")" from left to right, and a PDF gives it one meaning.
    """
    found = [match for line in lines for match in _OPENS_WORD.finditer(line)]
    wrong = sum(match["wrong"] is not None for match in found)
    return [line.translate(_SWAPPED) for line in lines] if wrong > len(found) - wrong else list(lines)
