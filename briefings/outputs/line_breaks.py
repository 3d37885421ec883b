"""Parts of a text that a line must not divide: dates, ranges, names with initials or a slash, counts, telephone numbers.

Fact text keeps its own spaces; the parts get an element that style sheets keep on one line.
"""

from __future__ import annotations

import functools
import re

from briefings.model.locales import month_name, text_direction

__all__ = ["bind_spaces", "keep_together", "kept_spans"]

_INITIALS = r"(?:\b[A-ZÀ-ÞА-ЯЁҒҚҲҶӢӮ]\.[ \u00a0]?)+[A-ZÀ-ÞА-ЯЁҒҚҲҶӢӮ][\w’'-]{1,20}"
_COUNT = r"(?<![\w.,/-])\d{1,3}(?:[,.\u00a0\u202f]\d{3})*[ \u00a0][^\W\d_]{1,12}\b"
_KEPT_ELEMENT = re.compile(
    r'(<span class="(?:kept|confirm)"[^>]*>)((?:[^<]|<span class="ordinal">[^<]*</span>)*)'
)
_PLAIN_KEPT = re.compile(r'<span class="kept">((?:[^<]|<span class="ordinal">[^<]*</span>)*)</span>')
_STOP_AFTER_TEXT = re.compile(r'(<span lang="[^"]*">[^<]*)</span>([,.;:!?)»”]+)')
_BREAK = re.compile(r"(?<!span) |[–-](?=[\w(])|(?<!<)/(?=\w)")
_UNBROKEN = {" ": "\u00a0", "–": "–\u2060", "-": "-\u2060", "/": "/\u2060"}
_SLASHED = r"(?<![\w/.])[^\W\d_]{1,12}/[^\W\d_]{1,12}\b(?![/.])"
_HYPHENATED = r"\b[^\W\d_]{1,12}-[^\W\d_]{1,12}\b"
_TELEPHONE = r"\+\d[\d ()\u00a0-]{6,}\d"
_SPACE = "[ \u00a0]"
_RANGE = rf"(?:\d{{1,2}}(?:er)?(?:{_SPACE}?[–-]{_SPACE}?|{_SPACE}(?:to|and|au|et|и|по|то|إلى|و){_SPACE}))?"


def keep_together(html: str, language: str, *, are_names: bool = False) -> str:
    """Return escaped text with each part that a line must not divide in an element of the class `kept`.

    >>> keep_together("It met on 4 May 2007.", "en")
    'It met on <span class="kept">4 May 2007</span>.'

    Args:
        html: the text.
        language: of the text.
        are_names: whether its words are names, which a hyphen joins: "Asia-Plus"; else a line may end at a hyphen.
    """
    # From right to left the groups of a telephone number would change places.
    telephone_direction = ' dir="ltr"' if text_direction(language) == "rtl" else ""

    def wrap(match: re.Match[str]) -> str:
        """Return a part in its element."""
        direction = telephone_direction if match[0].startswith("+") else ""
        return f'<span class="kept"{direction}>{match[0]}</span>'

    return _kept_parts(language, are_names=are_names).sub(wrap, html)


def bind_spaces(html: str) -> str:
    r"""Return HTML whose parts that a line must not divide have no place for a break, for WeasyPrint.

    WeasyPrint breaks the text before an element in the wrong place when the element does not fit on the line and
    nothing before it lets the line break, or when a stop follows it. So spaces that do not break do here what the style
    sheet does in a browser, without an element, and a stop is inside the element before it.

    >>> bind_spaces('le\xa0<span class="kept">4 mai 2007</span>').encode()
    b'le\xc2\xa04\xc2\xa0mai\xc2\xa02007'
    >>> bind_spaces('by the <span lang="fr">Conseil</span>, in May')
    'by the <span lang="fr">Conseil,</span> in May'
    """
    bound = _KEPT_ELEMENT.sub(
        lambda match: match[1] + _BREAK.sub(lambda place: _UNBROKEN[place[0]], match[2]), html
    )
    return _STOP_AFTER_TEXT.sub(r"\1\2</span>", _PLAIN_KEPT.sub(r"\1", bound))


def kept_spans(text: str, language: str) -> list[tuple[int, int]]:
    """Return start and end (exclusive) of each part of a text that a line must not divide."""
    return [match.span() for match in _kept_parts(language).finditer(text)]


@functools.lru_cache(maxsize=32)
def _kept_parts(language: str, *, are_names: bool = False) -> re.Pattern[str]:
    """Return a pattern for the parts of a text in a language, or of names, that a line must not divide."""
    joined = _HYPHENATED if are_names else ""
    return re.compile(
        "|".join(filter(None, (_TELEPHONE, _date(language), _INITIALS, _COUNT, _SLASHED, joined)))
    )


def _date(language: str) -> str:
    """Return a pattern for dates with the name of a month; empty for a language without known months."""
    try:
        names = {
            month_name(number, language, standalone=standalone)
            for number in range(1, 13)
            for standalone in (True, False)
        }
    except KeyError:
        return ""
    months = "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))
    day = rf"(?:{_RANGE}\d{{1,2}}(?:er|<sup>er</sup>)?{_SPACE})"
    year = rf"(?:{_SPACE}\d{{4}}(?:{_SPACE}г\.)?)"
    return rf"\b(?:{day}(?:{months})\b{year}?|(?:{months}){year})"
