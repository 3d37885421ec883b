"""The formats of notes: one table with the renderer and the style sheets of each.

A renderer is imported when a note needs it, so that the command line can name the formats and stays quick.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefings.compose.brief import Brief

__all__ = ["FORMATS", "Format"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format of notes.

    Attributes:
        render: returns the bytes of a brief, given the text of its style sheets; None if worker processes typeset it.
        style_sheets: two names, or none: a project's file replaces the first; its files of the second name are added.
    """

    render: Callable[[Brief, str], bytes] | None
    style_sheets: tuple[str, ...] = ()


def _render_markdown(brief: Brief, _style: str) -> bytes:
    from briefings.outputs import markdown  # noqa: PLC0415 - see above

    return markdown.render(brief)


def _render_html(brief: Brief, style: str) -> bytes:
    from briefings.outputs import html  # noqa: PLC0415 - see above

    return html.render(brief, style)


FORMATS: dict[str, Format] = {
    "md": Format(_render_markdown),
    "html": Format(_render_html, ("screen.css", "look.css")),
    "pdf": Format(None, ("print.css", "look.css")),
}
"""The formats, by the suffix of their files, in the order in which a build makes them."""
