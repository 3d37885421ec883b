"""The formats of notes: one table with the renderer and the style sheets of each.

A renderer is imported when a note needs it, so that the command line can name the formats and stays quick.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from briefings.compose.brief import Brief

__all__ = ["FORMATS", "Format"]

_ADDED_STYLE = "look.css"


@dataclass(frozen=True, slots=True)
class Format:
    """A format of notes.

    Attributes:
        render: returns the bytes of a brief, given the text of its style sheets and its fonts by name; None if worker processes typeset it.
        base_styles: the medium of each style sheet by its name, empty for all media; a project's file replaces it.
        font_suffix: of the files of its fonts; empty for none.
    """

    render: Callable[[Brief, str, Mapping[str, bytes]], bytes] | None
    base_styles: Mapping[str, str] = field(default_factory=dict)
    font_suffix: str = ""

    @property
    def style_sheets(self) -> tuple[str, ...]:
        """Return the names of all style sheets; those of the last name are added to the base."""
        return (*self.base_styles, _ADDED_STYLE) if self.base_styles else ()


def _render_markdown(brief: Brief, _style: str, _fonts: Mapping[str, bytes]) -> bytes:
    from briefings.outputs import markdown  # noqa: PLC0415 - see above

    return markdown.render(brief)


def _render_html(brief: Brief, style: str, fonts: Mapping[str, bytes]) -> bytes:
    from briefings.outputs import html  # noqa: PLC0415 - see above

    return html.render(brief, style, fonts)


FORMATS: dict[str, Format] = {
    "md": Format(_render_markdown),
    "html": Format(_render_html, {"screen.css": "screen", "print.css": "print"}, ".woff2"),
    "pdf": Format(None, {"print.css": ""}, ".ttf"),
}
"""The formats, by the suffix of their files, in the order in which a build makes them."""
