"""Web addresses of sources, as links that every format keeps whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from briefings.model.entities import Source

__all__ = ["ascii_link", "doi_link", "source_link", "web_link"]

_WEB_ADDRESS = re.compile(r"https?://\S.*", re.IGNORECASE)
_DOI_ADDRESS = re.compile(r"doi:\s*(10\.\S+)", re.IGNORECASE)
_HOST = re.compile(r"(https?://)([^/?#:@\[\]]+)(?![^/?#]*@)", re.IGNORECASE)
_UNLIKE_IN_STANDARDS = frozenset("ßς\u200c\u200d")
"""Letters for which the two standards of host names differ; Python knows the older one."""
_ENDS_LINK = re.compile(r'[\s<>"`\\^{}]')
"""Signs at which a link in running text ends; a browser writes them as percent codes, too."""


def web_link(address: str) -> str:
    """Return the link to an address; empty for anything else, such as a shelf mark.

    >>> web_link("https://example.org/a b.pdf")
    'https://example.org/a%20b.pdf'
    >>> web_link("doi:10.1000/182")
    'https://doi.org/10.1000/182'
    >>> web_link("FO 93/156/003")
    ''
    """
    if match := _DOI_ADDRESS.fullmatch(address):
        return doi_link(match[1])
    if not _WEB_ADDRESS.fullmatch(address):
        return ""
    return _ENDS_LINK.sub(lambda sign: quote(sign.group()), address)


def ascii_link(link: str) -> str:
    """Return a link with its host as the name system has it, for readers that take no other letters there.

    >>> ascii_link("https://müller.example/straße")
    'https://xn--mller-kva.example/straße'
    """
    match = _HOST.match(link)
    if match is None or match[2].isascii() or not _UNLIKE_IN_STANDARDS.isdisjoint(match[2]):
        return link
    try:
        host = match[2].encode("idna").decode("ascii")
    except UnicodeError:
        return link
    return f"{match[1]}{host}{link[match.end() :]}"


def doi_link(doi: str) -> str:
    """Return the link to a DOI."""
    return f"https://doi.org/{quote(doi, safe='/:;()._-')}"


def source_link(source: Source) -> str:
    """Return the link to a source: its own address, else its DOI, else its archived copy; empty if it has none."""
    return web_link(source.address) or (doi_link(source.doi) if source.doi else web_link(source.archived))
