"""A note as a Word file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.compose.stanag_label import bind_label
from briefings.outputs.word.body import BodyWriter
from briefings.outputs.word.logo import logo_block
from briefings.outputs.word.marking import MarginWriter
from briefings.outputs.word.package import add_custom_xml, save, set_properties
from briefings.outputs.word.page import set_language, set_page
from briefings.outputs.word.sources import Footnotes, Sources
from briefings.outputs.word.template import open_template

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefings.compose.brief import Brief
    from briefings.outputs.word.template import HouseTemplate

__all__ = ["render"]

_LABEL_ITEM = 2
"""The number of the label among the data of its file."""


def render(
    brief: Brief,
    template: bytes | None,
    make_sources: Callable[[Brief, HouseTemplate], Sources] | None = None,
) -> bytes:
    """Render the note as a Word file.

    Args:
        brief: the note.
        template: the template of the house, checked before; None for the packaged look.
        make_sources: makes what shows the sources of the note; None for what the product asks for.
    """
    opened = open_template(template, brief.look.colours)
    sources = (make_sources or (Footnotes if brief.has_footnotes else Sources))(brief, opened)
    text_width = set_page(opened, brief)
    set_language(opened, brief.language)
    body = opened.document.element.body
    body[:0] = [*logo_block(brief, opened), *BodyWriter(brief, opened, sources, text_width).blocks()]
    sources.finish()
    MarginWriter(opened, brief, text_width).write()
    set_properties(opened.document, brief)
    if brief.label:
        add_custom_xml(opened.document, _LABEL_ITEM, bind_label(brief.label).encode())
    return save(opened.document)
