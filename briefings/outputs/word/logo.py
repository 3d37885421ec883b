"""The logo of a house at the head of a Word note, or its name in place of a picture that Word can't be relied on to show.

Word shows SVG only beside a PNG of the same picture, and nothing here makes one of the other. So a logo in SVG, like the
pictures of a note, is left out: its name, or the table next to the picture, says the same.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from briefings.outputs.word.text import text_run
from briefings.outputs.word.xml import element

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.oxml.xmlchemy import BaseOxmlElement as Element

    from briefings.compose.brief import Brief
    from briefings.outputs.word.template import HouseTemplate

__all__ = ["logo_block"]

_MOST_WIDE, _MOST_HIGH = 2_880_000, 540_000
"""The largest logo, in units of 1/36000 mm: 80 by 15 mm."""


def logo_block(brief: Brief, template: HouseTemplate) -> Iterator[Element]:
    """Yield the paragraph with the logo, or its name; nothing if the house has none, or one in its template."""
    if brief.logo is None or template.pictures:
        return
    properties = element("pPr", element("pStyle", val=template.styles["note head"]))
    if brief.logo.media_type == "image/svg+xml":
        yield element("p", properties, text_run(brief.logo_name, brief.language, brief.language))
        return
    part = template.document.part
    inline = part.new_pic_inline(io.BytesIO(brief.logo.data))
    scale = min(_MOST_WIDE / inline.extent.cx, _MOST_HIGH / inline.extent.cy, 1)
    for extent in (inline.extent, inline.graphic.graphicData.pic.spPr):
        extent.cx, extent.cy = round(extent.cx * scale), round(extent.cy * scale)
    inline.docPr.set("descr", brief.logo_name)
    yield element("p", properties, element("r", element("drawing", inline)))
