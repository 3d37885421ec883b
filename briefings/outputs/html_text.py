"""The texts of slots as HTML: escaped, with languages and directions, and with parts that a line must not divide."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from briefings.model.locales import primary_language, text_direction
from briefings.outputs.line_breaks import keep_together
from briefings.outputs.text_runs import localize_marks, text_runs

if TYPE_CHECKING:
    from briefings.compose.brief import SlotText
    from briefings.outputs.text_runs import TextRun

__all__ = ["language_attributes", "raise_ordinals", "render_text", "wrap_language"]

_RUN_OF_SPACES = re.compile(r"  +|^ | $")
_LONG_WORD = re.compile(r"\S{40,}")
_ORDINAL = re.compile(r"(?<![\w.])(\d{1,3})(ers?|res?|es?)\b(?![^<>]*>)")


def render_text(words: SlotText, language: str, outer_language: str) -> str:
    """Return escaped text, with language tags on its runs, and with runs of spaces preserved.

    Args:
        words: the text.
        language: of the note.
        outer_language: of the block: a text of the note in it is a run of another language there.
    """
    out = [_render_run(words.text, run, outer_language) for run in text_runs(words, language, outer_language)]
    return raise_ordinals("".join(out), language)


def _render_run(text: str, run: TextRun, outer_language: str) -> str:
    """Return a run of a text, with a language tag if its language is not that of its block."""
    if run.is_edge:
        return localize_marks(_keep_spaces(text, run.start, run.end), outer_language)
    html = keep_together(_keep_spaces(text, run.start, run.end), run.language)
    return html if run.language == outer_language else wrap_language(html, run.language, outer_language)


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
        out += [_escape(text[start : match.start()]), f'<span class="spaces">{match.group()}</span>']
        start = match.end()
    return "".join([*out, _escape(text[start:end])])


def _escape(text: str) -> str:
    """Return escaped text; a word too long for a column of a table may break anywhere, or else it leaves the page."""
    html, start = "", 0
    for match in _LONG_WORD.finditer(text):
        html += f'{escape(text[start : match.start()])}<span class="long-word">{escape(match[0])}</span>'
        start = match.end()
    return html + escape(text[start:])


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
