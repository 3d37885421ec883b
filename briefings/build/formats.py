"""The formats of notes: one table with the renderer and the style sheets of each.

A renderer is imported when a note needs it, so that the command line can name the formats and stays quick.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import PurePath

    from briefings.compose.brief import Brief

__all__ = ["DEFAULT_FORMATS", "FORMATS", "NAMED_FORMATS", "REVIEW_FORMAT", "Format", "format_of"]

_ADDED_STYLE = "look.css"


@dataclass(frozen=True, slots=True)
class Format:
    """A format of notes.

    Attributes:
        render: returns the bytes of a brief, given the text of its style sheets and its further files by name; None if worker processes typeset it.
        base_styles: the medium of each style sheet by its name, empty for all media; a project's file replaces it.
        font_suffix: of the files of its fonts; empty for none.
        template_names: of the Word file that gives it its look; the first found counts.
        is_default: whether a build makes it unless it is asked for others.
    """

    render: Callable[[Brief, str, Mapping[str, bytes]], bytes] | None
    base_styles: Mapping[str, str] = field(default_factory=dict)
    font_suffix: str = ""
    template_names: tuple[str, ...] = ()
    is_default: bool = True

    @property
    def style_sheets(self) -> tuple[str, ...]:
        """Return the names of all style sheets; those of the last name are added to the base."""
        return (*self.base_styles, _ADDED_STYLE) if self.base_styles else ()

    def uses(self, path: PurePath) -> bool:
        """Return whether a font or Word template is for notes in this format."""
        return path.name in self.template_names or (path.suffix == self.font_suffix != "")


def _render_markdown(brief: Brief, _style: str, _fonts: Mapping[str, bytes]) -> bytes:
    from briefings.outputs import markdown  # noqa: PLC0415 - see above

    return markdown.render(brief)


def _render_html(brief: Brief, style: str, fonts: Mapping[str, bytes]) -> bytes:
    from briefings.outputs import html  # noqa: PLC0415 - see above

    return html.render(brief, style, fonts)


def _render_word(brief: Brief, _style: str, files: Mapping[str, bytes]) -> bytes:
    from briefings.outputs.word import document  # noqa: PLC0415 - see above

    return document.render(brief, next(iter(files.values()), None))


def _render_review(brief: Brief, _style: str, files: Mapping[str, bytes]) -> bytes:
    from briefings.outputs.word import review  # noqa: PLC0415 - see above

    return review.render(brief, next(iter(files.values()), None))


_WORD_TEMPLATES = ("house.docx", "house.dotx")
REVIEW_FORMAT = "review.docx"
"""The copy that reviewers edit: a format of its own, so that it never replaces the note in Word."""

FORMATS: dict[str, Format] = {
    "md": Format(_render_markdown),
    "html": Format(_render_html, {"screen.css": "screen", "print.css": "print"}, ".woff2"),
    "pdf": Format(None, {"print.css": ""}, ".ttf"),
    "docx": Format(_render_word, template_names=_WORD_TEMPLATES, is_default=False),
    REVIEW_FORMAT: Format(_render_review, template_names=_WORD_TEMPLATES, is_default=False),
}
"""The formats, by the suffix of their files, in the order in which a build makes them."""

DEFAULT_FORMATS = tuple(name for name, file_format in FORMATS.items() if file_format.is_default)
"""The formats of a build that asks for none."""

NAMED_FORMATS = tuple(name for name in FORMATS if name != REVIEW_FORMAT)
"""The formats that a person names; the review copy is asked for as a copy."""


def format_of(file_name: str) -> str:
    """Return the format of a file of a set; empty for a file in none.

    >>> format_of("tajikistan.en.review.docx"), format_of("tajikistan.en.docx"), format_of("manifest.json")
    ('review.docx', 'docx', '')
    """
    return next((name for name in reversed(FORMATS) if file_name.endswith(f".{name}")), "")
