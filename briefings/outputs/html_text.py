"""The texts of slots as HTML: escaped, with languages and directions, and with parts that a line must not divide."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from briefings.model.locales import primary_language, text_direction
from briefings.outputs.line_breaks import keep_together

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.compose.brief import SlotText

__all__ = ["language_attributes", "localize_marks", "raise_ordinals", "render_text", "wrap_language"]

_WORDS = re.compile(r"\w+")
_MARKS = {"ltr": str.maketrans("،؛", ",;"), "rtl": {}}
"""The marks between values as text of each direction writes them, by code point."""
_RUN_OF_SPACES = re.compile(r"  +|^ | $")
_ORDINAL = re.compile(r"(?<![\w.])(\d{1,3})(ers?|res?|es?)\b(?![^<>]*>)")


def render_text(words: SlotText, language: str, outer_language: str) -> str:
    """Return escaped text, with language tags on its runs, and with runs of spaces preserved.

    Args:
        words: the text.
        language: of the note.
        outer_language: of the block: a text of the note in it is a run of another language there.
    """
    out: list[str] = []
    for start, end, run_language in _all_runs(words, language):
        if run_language == outer_language:
            out.append(keep_together(_keep_spaces(words.text, start, end), run_language))
            continue
        text = words.text[start:end]
        first, last = _inner_span(text, is_own=run_language == language)
        first, last = start + first, start + last
        inner = keep_together(_keep_spaces(words.text, first, last), run_language)
        out += [
            localize_marks(_keep_spaces(words.text, start, min(first, end)), outer_language),
            wrap_language(inner, run_language, outer_language) if inner else "",
            localize_marks(_keep_spaces(words.text, max(last, first), end), outer_language),
        ]
    return raise_ordinals("".join(out), language)


def _inner_span(text: str, *, is_own: bool) -> tuple[int, int]:
    """Return start and end (exclusive) of the part of a run that has the direction of its language.

    A space at the edge of a run belongs to the text around it, or the other direction moves it. So do the brackets and
    stops of a label in a block of the other direction: there they would be mirrored.

    Args:
        text: of the run.
        is_own: whether it is in the language of the note.
    """
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    if not is_own:
        return first, last
    words = list(_WORDS.finditer(text))
    if not words:
        return len(text), len(text)
    first, last = words[0].start(), words[-1].end()
    return first, last + (text[first:last].count("(") > text[first:last].count(")"))


def localize_marks(text: str, outer_language: str) -> str:
    """Return the marks between values with the characters of the direction of the block around them."""
    return text.translate(_MARKS[text_direction(outer_language)])


def _all_runs(words: SlotText, language: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and language of each part of a text, the parts in the language of the note included."""
    position = 0
    for run in words.runs:
        if position < run.start:
            yield position, run.start, language
        yield run.start, run.end, run.language
        position = run.end
    if position < len(words.text):
        yield position, len(words.text), language


def raise_ordinals(html: str, language: str) -> str:
    """Return escaped French text with the endings of its ordinal numbers raised: 1er, 27e."""
    if primary_language(language) != "fr":
        return html
    return _ORDINAL.sub(lambda match: f'{match[1]}<span class="ordinal">{match[2]}</span>', html)


def _keep_spaces(text: str, start: int, end: int) -> str:
    """Return a part of a text, escaped, with the spaces that HTML would drop or collapse.

    Args:
        text: the whole text.
        start: index of the first character of the part.
        end: index after its last character.
    """
    out: list[str] = []
    for match in _RUN_OF_SPACES.finditer(text, start, end):
        if match.group() == " " and match.start() > 0 and match.end() < len(text):
            continue  # at the edge of the part only
        out += [escape(text[start : match.start()]), f'<span class="spaces">{match.group()}</span>']
        start = match.end()
    return "".join([*out, escape(text[start:end])])


def wrap_language(html: str, language: str, outer_language: str) -> str:
    """Return HTML in an element with its language and direction.

    Args:
        html: to wrap.
        language: of the HTML, as BCP 47 tag.
        outer_language: of the surrounding text.
    """
    return f"<span{language_attributes(language, outer_language)}>{html}</span>"


def language_attributes(language: str, outer_language: str) -> str:
    """Return the attributes for a language, with the direction if it differs from that of the surrounding text."""
    direction = text_direction(language)
    return f' lang="{escape(language)}"' + (
        f' dir="{direction}"' if direction != text_direction(outer_language) else ""
    )
