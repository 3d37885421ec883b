"""The page of a Word note: its size and margins, its direction and its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.model.locales import text_direction
from briefings.outputs.word.xml import attribute, element, find_all

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

    from briefings.compose.brief import Brief
    from briefings.outputs.word.template import HouseTemplate

__all__ = ["put_setting", "set_language", "set_page"]

_SIZES = {"A4": (11906, 16838), "Letter": (12240, 15840), "A5": (8391, 11906)}
"""Width and height of pages, in twentieths of a point."""
_CARD = "A5"
_CARD_MARGINS = {
    "top": "1000",
    "right": "800",
    "bottom": "1000",
    "left": "800",
    "header": "450",
    "footer": "450",
    "gutter": "0",
}
_DESK_MARGINS = {
    "top": "1100",
    "right": "1000",
    "bottom": "1200",
    "left": "1000",
    "header": "500",
    "footer": "500",
    "gutter": "0",
}
_WIDE_MARGINS = {
    "top": "1300",
    "right": "1500",
    "bottom": "1300",
    "left": "1500",
    "header": "560",
    "footer": "560",
    "gutter": "0",
}
_AFTER_DIRECTION = ("rtlGutter", "docGrid", "printerSettings", "sectPrChange")
_AFTER_FOOTNOTES = (
    "endnotePr", "compat", "docVars", "rsids", "mathPr", "attachedSchema", "themeFontLang", "clrSchemeMapping",
    "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown",
    "smartTagType", "schemaLibrary", "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator",
)  # fmt: skip
"""The settings behind that of footnotes, in a part whose order counts."""


def set_page(template: HouseTemplate, brief: Brief) -> int:
    """Set size, margins and direction of the page; return the width of the text, in twentieths of a point.

    A house's own page stays, except for a card, which needs a small one.
    """
    section = template.document.element.body[-1]
    if not template.has_own_page or brief.look.page_size == _CARD or section.find(attribute("pgSz")) is None:
        for child in list(section):
            section.remove(child)
        width, height = _SIZES[brief.look.page_size]
        section.append(element("pgSz", w=width, h=height))
        section.append(element("pgMar", **_margins(brief)))
    if text_direction(brief.language) == "rtl":
        for given in section.findall(attribute("bidi")):
            section.remove(given)
        _insert_before(section, element("bidi"), _AFTER_DIRECTION)
    size, margins = section.find(attribute("pgSz")), section.find(attribute("pgMar"))
    return int(size.get(attribute("w"))) - sum(
        int(margins.get(attribute(side))) for side in ("left", "right")
    )


def _margins(brief: Brief) -> dict[str, str]:
    """Return the margins of a page: narrow on a card and in a desk copy, wide for a principal and the public."""
    if brief.look.page_size == _CARD:
        return _CARD_MARGINS
    return _DESK_MARGINS if brief.reader == "desk" else _WIDE_MARGINS


def set_language(template: HouseTemplate, language: str) -> None:
    """Set the language of text without a tag."""
    is_rtl = text_direction(language) == "rtl"
    for defaults in find_all(template.document.styles.element, "rPrDefault"):
        properties = defaults.find(attribute("rPr"))
        if properties is None:
            properties = element("rPr")
            defaults.append(properties)
        given = properties.find(attribute("lang"))
        tag = element("lang") if given is None else given
        properties.append(tag)
        tag.set(attribute("bidi" if is_rtl else "val"), language)


def put_setting(settings: Element, footnotes: Element) -> None:
    """Put the setting of footnotes into its place."""
    for given in settings.findall(footnotes.tag):
        settings.remove(given)
    _insert_before(settings, footnotes, _AFTER_FOOTNOTES)


def _insert_before(parent: Element, child: Element, followers: tuple[str, ...]) -> None:
    """Insert a child before the first of its followers, whatever their namespace; at the end if there are none."""
    names = (item.tag.rpartition("}")[2] for item in parent)
    place = next((number for number, name in enumerate(names) if name in followers), len(parent))
    parent.insert(place, child)
