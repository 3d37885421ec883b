"""The XMP metadata of a PDF: the edition that it is of, and the standards that it follows.

WeasyPrint makes a file of one standard. An archive PDF is PDF/A-3a and PDF/UA-1 at once, so the second is declared here.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ARCHIVE_VARIANT", "IDENTITY_NAME", "USUAL_VARIANT", "EmbeddedFile", "complete_metadata"]

USUAL_VARIANT = "pdf/ua-1"
ARCHIVE_VARIANT = "pdf/a-3a"
IDENTITY_NAME = "dcterms.identifier"
"""The name of the element with the identity of an edition, in the head of a document."""

_END = b"</rdf:RDF>"
_AMBIGUOUS_END = b"\r\nendstream"
_IDENTITY = (
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:identifier>{}</dc:identifier></rdf:Description>"
)
# PDF/A knows no property of PDF/UA, so the file has to describe the one that it has.
_ACCESSIBLE = (
    '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>'
    '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)


@dataclass(frozen=True, slots=True)
class EmbeddedFile:
    """A file within a PDF.

    Attributes:
        name: of the file.
        data: its content.
        relationship: what it is to the PDF, in the words of PDF/A-3: `Source`, `Alternative`, `Data`, `Supplement`.
        description: for people who see the list of the files.
    """

    name: str
    data: bytes
    relationship: str
    description: str


def complete_metadata(pdf: Any, identity: str, variant: str) -> None:  # noqa: ANN401 - pydyf has no types
    """Add to the metadata of a PDF what WeasyPrint does not write; a PDF that is only built stays as it is.

    The metadata of an edition is not compressed: other programs find it, even in a damaged file.

    Args:
        pdf: the PDF that is being written.
        identity: of the edition; empty for none.
        variant: the standard that WeasyPrint declares.
    """
    if "AF" in pdf.catalog:
        # WeasyPrint lists each embedded file twice.
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
    added = "".join(_descriptions(identity, variant)).encode()
    for thing in pdf.objects if added else ():
        if getattr(thing, "extra", {}).get("Type") == "/Metadata":
            thing.compress = False
            thing.stream = [part.replace(_END, added + _END) for part in thing.stream]
        elif variant == ARCHIVE_VARIANT and getattr(thing, "compress", False):
            # Before the line feed that follows, a return at the end of a stream reads as part of the end of the line.
            thing.compress = not thing.data.endswith(_AMBIGUOUS_END)


def _descriptions(identity: str, variant: str) -> Iterator[str]:
    """Yield the descriptions to add, as RDF."""
    if identity:
        yield _IDENTITY.format(escape(identity))
    if variant == ARCHIVE_VARIANT:
        yield _ACCESSIBLE
