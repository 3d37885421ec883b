"""Markdown output: a note that reads well as plain text, with native tables and footnotes, and fact text unchanged.

Lines of text have at most 100 characters, as in mail; only the row of a table, or a word without a space, is longer.
Only characters that a Markdown reader would take as markup are escaped: with a backslash if all readers support that,
else with a character reference. Made for CommonMark with tables and footnotes, and for Python-Markdown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.compose.addresses import web_link
from briefings.compose.brief import CitationMark, Figure, PortionMark, SlotText, SourceList, SourceNote
from briefings.outputs.line_breaks import kept_spans
from briefings.templating.slots import SLOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.compose.brief import Brief, CitedSource, Slot

__all__ = ["escape", "render"]

_MARKUP = re.compile(
    r"[\\`*_{\[\]<>~^|$]"
    r"|&(?=#|\w+;)"  # character references
    r"|:(?=[\w+-]+:)|(?<=\w):(?=//)|(?<=\bwww)\."  # a picture word such as :smile:, and bare addresses
)
_BACKSLASHED = frozenset("\\`*_{[]")
_EDGE = re.compile(r"^\s+|\s+$")
_BLOCK_MARKUP = re.compile(r"#|[-+](?=[-+\s]|$)|=|:")
_LINE_WIDTH = 100
_ITEM_START = re.compile(r"\s*(?:> ?)*\s*(?:[-*+] )?")
# A line that begins or ends so would be a list, a heading, a line under a heading or a line break.
_UNSAFE_START = re.compile(r"[-+*=#>|:~`]|<(?!http)|\d+\\?[.)]|\[\^")
_BREAK = re.compile(r"(?<=\S) (?=\S)")
_ORDERED_ITEM = re.compile(r"(\d+)([.)])(?=\s|$)")


def render(brief: Brief) -> bytes:
    """Render the note as UTF-8 Markdown."""
    text = "\n".join(_render_line(line, brief) for line in brief.skeleton.split("\n"))
    lines = [wrapped for line in text.split("\n") for wrapped in _wrap_line(line, brief.language)]
    body = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
    top, bottom = (f"**{escape(marking)}**" for marking in (brief.marking, brief.bottom_marking))
    copy = f"{escape(brief.copy_text, starts_line=True)}\n\n" if brief.copy_text else ""
    # A text file has no logo; the name replaces it.
    name = f"{escape(brief.logo_name, starts_line=True)}\n\n" if brief.logo else ""
    identity = f"\n<!-- {brief.identity} -->\n" if brief.identity else ""
    return f"{top}\n\n{copy}{name}{body}\n\n{bottom}\n{identity}".encode()


def escape(text: str, *, starts_line: bool = False) -> str:
    """Escape a text, so that a Markdown reader shows exactly its characters.

    Args:
        text: on one line.
        starts_line: whether it is at the start of a line, where more characters are markup.
    """
    escaped = _EDGE.sub(_as_references, _MARKUP.sub(_escape_match, text))
    if starts_line:
        escaped = (
            _BLOCK_MARKUP.sub(_as_references, escaped, count=1) if _BLOCK_MARKUP.match(escaped) else escaped
        )
        escaped = _ORDERED_ITEM.sub(r"\1\\\2", escaped, count=1) if _ORDERED_ITEM.match(escaped) else escaped
    return escaped


def _wrap_line(line: str, language: str) -> Iterator[str]:
    """Yield the lines of a paragraph, list item, quotation or footnote; a heading and a row stay as they are."""
    if len(line) <= _LINE_WIDTH or line.startswith(("#", "|")):
        yield line
        return
    lead = _continuation_lead(line)
    start, last, width = 0, 0, _LINE_WIDTH
    for position in (*_break_positions(line, len(lead), language), len(line)):
        if position - start > width and last:
            yield (lead if start else "") + line[start:last]
            start, last, width = last + 1, 0, _LINE_WIDTH - len(lead)
        last = position
    yield (lead if start else "") + line[start:]


def _continuation_lead(line: str) -> str:
    """Return the start of the further lines of a paragraph, list item, quotation or footnote."""
    if line.startswith("[^"):
        return "    "
    match = _ITEM_START.match(line)
    return re.sub(r"[-*+]", " ", match.group() if match else "")


def _break_positions(line: str, first: int, language: str) -> Iterator[int]:
    """Yield the positions of the spaces of a line, from a position on, that a line break can replace."""
    spans = kept_spans(line, language)
    for match in _BREAK.finditer(line, first):
        is_unsafe = _UNSAFE_START.match(line, match.end()) or line[match.start() - 1] == "\\"
        if not is_unsafe and not any(start < match.start() < end for start, end in spans):
            yield match.start()


def _escape_match(match: re.Match[str]) -> str:
    """Return a character of markup, escaped."""
    return f"\\{match.group()}" if match.group() in _BACKSLASHED else _as_references(match)


def _as_references(match: re.Match[str]) -> str:
    """Return the matched characters as character references."""
    return "".join(f"&#{ord(character)};" for character in match.group())


def _render_line(line: str, brief: Brief) -> str:
    """Return a line of the skeleton with filled slots."""
    out: list[str] = []
    position = 0
    for match in SLOT.finditer(line):
        out.append(line[position : match.start()])
        position = match.end()
        slot = brief.slots[int(match[1])]
        out.append(_render_slot(slot, brief, starts_line=_is_block_start(out)))
    out.append(line[position:])
    return "".join(out)


def _render_slot(slot: Slot, brief: Brief, *, starts_line: bool) -> str:
    """Return the content of a slot as Markdown."""
    match slot:
        case SlotText(text):
            return escape(text, starts_line=starts_line)
        case CitationMark(number):
            return f"[^{number}]"
        case SourceNote(text):
            return f" \\[{escape(text)}]"
        case PortionMark(text):
            return f"{escape(text, starts_line=starts_line)} "
        case SourceList():
            return "\n".join(_footnote(source) for source in brief.sources)
        case Figure():  # pragma: no branch - a slot is one of these
            # A text file has no pictures; a table in the note states the same facts.
            return ""


def _is_block_start(out: list[str]) -> bool:
    """Return whether a block can begin after the parts of a line so far."""
    return not "".join(out).strip(" *_>-+")


def _footnote(source: CitedSource) -> str:
    """Return the footnote of a source."""
    words = escape(f"{source.text_before}{source.title}{source.text_after}", starts_line=True)
    address = f" <{web_link(source.address)}>" if web_link(source.address) else ""
    links = "".join(f" {escape(text)} <{web_link(target)}>" for text, target in source.links)
    return f"[^{source.number}]: {words}{address}{links}"
