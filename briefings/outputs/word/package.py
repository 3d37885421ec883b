"""The package of a Word file: its parts, its properties, and the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from html import escape
from operator import itemgetter
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml.parser import parse_xml

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

    from briefings.compose.brief import Brief

__all__ = ["add_custom_xml", "add_xml_part", "save", "set_properties"]

_CONTENT_TYPES = "[Content_Types].xml"
_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_CUSTOM_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FIRST_PROPERTY = 2
"""The lowest id that a property can have."""
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_DATA_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_DATA_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_DATA_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_DATA_ID = "{{6B1F2C3E-5D4A-4B7C-9E8F-00000000000{}}}"
_MODE = 0o600 << 16


def add_xml_part(
    source: Part, name: str, content_type: str, relation: str, root: Element
) -> tuple[XmlPart, str]:
    """Add a part to the package; return it with the id of the relation to it.

    Args:
        source: the part that relates to it.
        name: with its path in the package.
        content_type: of the part.
        relation: the type of the relation.
        root: the content.
    """
    part = XmlPart(PackURI(name), content_type, root, source.package)
    return part, source.relate_to(part, relation)


def add_custom_xml(document: Document, number: int, data: bytes) -> None:
    """Add data for programs to a document, which Word and LibreOffice keep when they save the file.

    Args:
        document: the document.
        number: of the data, each another one.
        data: XML.
    """
    package = document.part.package
    item = Part(PackURI(f"/customXml/item{number}.xml"), "application/xml", data, package)
    document.part.relate_to(item, _DATA_RELATION)
    properties = parse_xml(
        f'<ds:datastoreItem xmlns:ds="{_DATA_NAMESPACE}" ds:itemID="{_DATA_ID.format(number)}"><ds:schemaRefs/></ds:datastoreItem>'
    )
    add_xml_part(item, f"/customXml/itemProps{number}.xml", _DATA_TYPE, f"{_DATA_RELATION}Props", properties)


def set_properties(document: Document, brief: Brief) -> None:
    """Set the properties of a document: title, author, language, day, marking and edition."""
    package = document.part.package
    for id_ in [
        id_ for id_, relation in package.rels.items() if relation.reltype != RELATIONSHIP_TYPE.OFFICE_DOCUMENT
    ]:
        del package.rels[id_]
    core = document.core_properties
    day = datetime(brief.as_of.year, brief.as_of.month, brief.as_of.day, tzinfo=UTC)
    core.title, core.subject, core.language = brief.title, brief.subject, brief.language
    core.author = core.last_modified_by = brief.author
    core.created = core.modified = day
    core.revision = 1
    custom = {"Marking": brief.marking, "Edition": str(brief.identity or "")}
    properties = [
        f'<property fmtid="{_FORMAT_ID}" pid="{number}" name="{name}"><vt:lpwstr>{escape(value)}</vt:lpwstr></property>'
        for number, (name, value) in enumerate(filter(itemgetter(1), custom.items()), _FIRST_PROPERTY)
    ]
    if properties:
        root = parse_xml(
            f'<Properties xmlns="{_CUSTOM_NAMESPACE}" xmlns:vt="{_TYPES_NAMESPACE}">{"".join(properties)}</Properties>'
        )
        part = XmlPart(PackURI("/docProps/custom.xml"), _CUSTOM_TYPE, root, package)
        package.relate_to(part, _CUSTOM_RELATION)


def save(document: Document) -> bytes:
    """Return the bytes of a document: the parts in order, with one date, so that the same note has the same bytes."""
    buffer = io.BytesIO()
    document.save(buffer)
    source = zipfile.ZipFile(buffer)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(source.namelist(), key=lambda name: (name != _CONTENT_TYPES, name)):
            entry = zipfile.ZipInfo(name, _DAY_OF_ZIP)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, _MODE, 3
            archive.writestr(entry, source.read(name))
    return out.getvalue()
