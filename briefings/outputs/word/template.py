"""The template of a Word note: the packaged styles, or the styles, page and header logo of a house.

A house draws its template in Word. Only its look is taken: a text in it is refused, because it would state something that
no source shows, and so is everything that a note must not carry: macros, links to other files, embedded objects.
"""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docx.oxml.parser import parse_xml

from briefings.model.diagnostics import Diagnostic
from briefings.model.house import DEFAULT_COLOURS
from briefings.outputs.word.package import add_xml_part
from briefings.outputs.word.xml import attribute, element, find_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docx.document import Document
    from docx.opc.part import Part
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

    from briefings.model.diagnostics import Location

__all__ = ["HouseTemplate", "check_template", "open_template"]

_MAIN_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_CONTENT_TYPES = "[Content_Types].xml"
_STYLES_PART = "word/styles.xml"
_KEPT_RELATIONS = (
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.SETTINGS,
    RELATIONSHIP_TYPE.NUMBERING,
    RELATIONSHIP_TYPE.THEME,
    RELATIONSHIP_TYPE.FONT_TABLE,
)
"""The parts that a note takes from a template, besides the pictures in its header."""
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BARE_PARTS = {
    _CONTENT_TYPES: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN_TYPE.decode()}"/>'
    '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>'
    '<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>'
    "</Types>",
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{RELATIONSHIP_TYPE.OFFICE_DOCUMENT}" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{RELATIONSHIP_TYPE.STYLES}" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{RELATIONSHIP_TYPE.SETTINGS}" Target="settings.xml"/></Relationships>',
    "word/settings.xml": f'<w:settings xmlns:w="{_W}"><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>',
    "word/document.xml": f'<w:document xmlns:w="{_W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    "<w:body><w:sectPr/></w:body></w:document>",
}


@dataclass(frozen=True, slots=True)
class HeaderPicture:
    """A paragraph with a picture, of the header of a house, and the part whose relations it uses."""

    paragraph: Element
    part: Part


@dataclass(frozen=True, slots=True)
class HouseTemplate:
    """An opened template, without any content.

    Attributes:
        document: to fill; its body has nothing but the properties of the page.
        styles: the id of each style, by its name in small letters.
        has_own_page: whether the page and its margins are those of the house.
        pictures: of the header of the house.
    """

    document: Document
    styles: Mapping[str, str]
    has_own_page: bool
    pictures: tuple[HeaderPicture, ...]


def check_template(data: bytes, location: Location) -> Diagnostic | None:
    """Return the problem of a template of a house that can't be opened; None if it can."""
    try:
        open_template(data, DEFAULT_COLOURS)
    except Exception as error:  # noqa: BLE001 - python-docx fails in many ways on a damaged file
        message = f"the template can't be opened: {type(error).__name__}"
        hint = "open it in Word and save it again as .docx or .dotx"
        return Diagnostic("word-template", message, location, hint=hint)
    return None


def open_template(data: bytes | None, colours: Mapping[str, str]) -> HouseTemplate:
    """Return a template, ready to be filled.

    Args:
        data: the file of the house, checked before; None for the packaged styles.
        colours: of the house, for the packaged styles.
    """
    packaged = _packaged_styles(colours)
    document = docx.Document(io.BytesIO(_bare_package(packaged) if data is None else _as_document(data)))
    shift = _add_numbering(document)
    styles = document.styles.element
    pictures: tuple[HeaderPicture, ...] = ()
    if data is not None:
        _add_missing_styles(styles, parse_xml(packaged.encode()), shift)
        pictures = tuple(_header_pictures(document))
    _clear(document)
    return HouseTemplate(document, _ids_by_name(styles), data is not None, pictures)


def _header_pictures(document: Document) -> Iterator[HeaderPicture]:
    """Yield the pictures in the header of the first section."""
    header = document.sections[0].header
    if not header.is_linked_to_previous:
        for paragraph in find_all(header._element, "p"):
            if next(iter(find_all(paragraph, "drawing")), None) is not None:
                yield HeaderPicture(deepcopy(paragraph), header.part)


def _clear(document: Document) -> None:
    """Remove everything from a document but the properties of its last section, and those without its headers."""
    body, part = document.element.body, document.part
    section = body.find(attribute("sectPr"))
    section = element("sectPr") if section is None else section
    for child in list(section):
        if child.tag in (attribute("headerReference"), attribute("footerReference"), attribute("titlePg")):
            section.remove(child)
    for child in list(body):
        body.remove(child)
    body.append(section)
    for id_ in [id_ for id_, relation in part.rels.items() if relation.reltype not in _KEPT_RELATIONS]:
        del part.rels[id_]


def _packaged_styles(colours: Mapping[str, str]) -> str:
    """Return the packaged styles in the colours of a house."""
    text = Path(__file__).with_name("styles.xml").read_text("utf-8")
    for name, default in DEFAULT_COLOURS.items():
        text = text.replace(f'"{default[1:].upper()}"', f'"{colours[name][1:].upper()}"')
    return text


def _bare_package(styles: str) -> bytes:
    """Return a document with styles and nothing else."""
    return _as_package({name: text.encode() for name, text in {**_BARE_PARTS, _STYLES_PART: styles}.items()})


def _as_package(parts: Mapping[str, bytes]) -> bytes:
    """Return a package of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def _as_document(data: bytes) -> bytes:
    """Return a .dotx file as .docx file: python-docx opens documents only, and both differ in one word."""
    source = zipfile.ZipFile(io.BytesIO(data))
    parts = {name: source.read(name) for name in source.namelist()}
    if _TEMPLATE_TYPE not in parts[_CONTENT_TYPES]:
        return data
    parts[_CONTENT_TYPES] = parts[_CONTENT_TYPES].replace(_TEMPLATE_TYPE, _MAIN_TYPE)
    return _as_package(parts)


def _add_numbering(document: Document) -> int:
    """Add the packaged lists to those of a document, and return by how much their numbers are raised."""
    packaged = parse_xml(Path(__file__).with_name("numbering.xml").read_bytes())
    part = document.part
    try:
        own_part = part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:
        add_xml_part(
            part, "/word/numbering.xml", CONTENT_TYPE.WML_NUMBERING, RELATIONSHIP_TYPE.NUMBERING, packaged
        )
        return 0
    assert isinstance(own_part, XmlPart)  # noqa: S101 - python-docx reads this part so
    own = own_part.element
    names = ("abstractNumId", "numId")
    shift = max((int(item.get(attribute(name), 0)) for item in own for name in names), default=0)
    first_list = own.find(attribute("num"))
    place = len(own) if first_list is None else own.index(first_list)
    for item in reversed(list(packaged)):
        for name in names:
            if item.get(attribute(name)):
                item.set(attribute(name), str(int(item.get(attribute(name))) + shift))
        for reference in item.findall(attribute("abstractNumId")):
            reference.set(attribute("val"), str(int(reference.get(attribute("val"))) + shift))
        own.insert(place if item.tag == attribute("abstractNum") else len(own), item)
    return shift


def _add_missing_styles(own: Element, packaged: Element, shift: int) -> None:
    """Add the packaged styles that a house has not drawn: a style that is used but not defined is lost in silence.

    Args:
        own: the styles of the house.
        packaged: the packaged styles.
        shift: by how much the numbers of the packaged lists are raised.
    """
    for number in find_all(packaged, "numId"):
        number.set(attribute("val"), str(int(number.get(attribute("val"))) + shift))
    ids, taken = _ids_by_name(own), set(_ids_by_name(own).values())
    packaged_ids = {id_: name for name, id_ in _ids_by_name(packaged).items()}
    added = [style for style in find_all(packaged, "style") if _style_name(style) not in ids]
    for style in added:
        id_ = style.get(attribute("styleId"))
        ids[_style_name(style)] = id_ if id_ not in taken else f"Briefings{id_}"
    for style in added:
        style.set(attribute("styleId"), ids[_style_name(style)])
        for tag in ("basedOn", "next"):
            for reference in find_all(style, tag):
                reference.set(attribute("val"), ids[packaged_ids[reference.get(attribute("val"))]])
        if style.get(attribute("default")):
            del style.attrib[attribute("default")]
        own.append(style)


def _ids_by_name(styles: Element) -> dict[str, str]:
    """Return the id of each style by its name, which is English in every edition of Word, in small letters."""
    return {_style_name(style): style.get(attribute("styleId")) for style in find_all(styles, "style")}


def _style_name(style: Element) -> str:
    """Return the name of a style in small letters."""
    name = style.find(attribute("name"))
    return "" if name is None else name.get(attribute("val"), "").lower()
