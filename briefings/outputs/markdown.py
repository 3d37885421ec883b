"""A note as Markdown that reads well by itself: native tables and footnotes, words exactly as in the facts.

Only what a Markdown reader would take for markup is escaped, by a backslash where every reader knows it and by a
character reference elsewhere. Written for CommonMark with tables and footnotes, and for Python-Markdown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.compose.brief import Cite, Figure, SourceList, Words
from briefings.templating.slots import SLOT

if TYPE_CHECKING:
    from briefings.compose.brief import Brief, CitedSource

__all__ = ["escape", "render"]

_MARKUP = re.compile(
    r"[\\`*_{\[\]<>~^|$]"
    r"|&(?=#|\w+;)"  # what would be read as a character
    r"|:(?=[\w+-]+:)|(?<=\w):(?=//)|(?<=\bwww)\."  # a picture word such as :smile:, and bare addresses
)
_BACKSLASHED = frozenset("\\`*_{[]")
_EDGE = re.compile(r"^\s+|\s+$")
_AT_START = re.compile(r"#|[-+](?=[-+\s]|$)|=|:")
_ORDERED = re.compile(r"(\d+)([.)])(?=\s|$)")


def render(brief: Brief) -> bytes:
    """The note as UTF-8 Markdown."""
    lines = [_line(line, brief) for line in brief.skeleton.split("\n")]
    body = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
    banner = f"**{escape(brief.marking)}**"
    # A picture can't be in this file; it stands for a name.
    name = f"{escape(brief.author, starts_line=True)}\n\n" if brief.logo else ""
    return f"{banner}\n\n{name}{body}\n\n{banner}\n".encode()


def escape(text: str, *, starts_line: bool = False) -> str:
    """Words as Markdown, so that a reader shows exactly them.

    Args:
        text: words on one line.
        starts_line: whether a line begins with them, where more is taken for markup.
    """
    escaped = _EDGE.sub(_references, _MARKUP.sub(_escaped, text))
    if starts_line:
        escaped = _AT_START.sub(_references, escaped, count=1) if _AT_START.match(escaped) else escaped
        escaped = _ORDERED.sub(r"\1\\\2", escaped, count=1) if _ORDERED.match(escaped) else escaped
    return escaped


def _escaped(match: re.Match[str]) -> str:
    return f"\\{match.group()}" if match.group() in _BACKSLASHED else _references(match)


def _references(match: re.Match[str]) -> str:
    return "".join(f"&#{ord(character)};" for character in match.group())


def _line(line: str, brief: Brief) -> str:
    out: list[str] = []
    position = 0
    for match in SLOT.finditer(line):
        out.append(line[position : match.start()])
        position = match.end()
        slot = brief.slots[int(match[1])]
        if isinstance(slot, Words):
            out.append(escape(slot.text, starts_line=_begins(out)))
        elif isinstance(slot, Cite):
            out.append(f"[^{slot.number}]")
        elif isinstance(slot, SourceList):
            out.append("\n".join(_definition(source) for source in brief.sources))
        elif isinstance(slot, Figure):
            # A picture can't be in this file; what it says of facts, a table says as well.
            return ""
    out.append(line[position:])
    return "".join(out)


def _begins(out: list[str]) -> bool:
    """Whether what follows stands where a block may begin."""
    return not "".join(out).strip(" *_>-+")


def _definition(source: CitedSource) -> str:
    words = escape(f"{source.before}{source.title}{source.after}", starts_line=True)
    address = f" <{source.address}>" if _linkable(source.address) else ""
    return f"[^{source.number}]: {words}{address}"


def _linkable(address: str) -> bool:
    return bool(re.fullmatch(r"https?://[^\s<>]+", address))
