"""References, quotations and characters of texts: what to leave out, and what to write instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.checks.text.spelling import CAPITAL
from briefings.model.entities import Person
from briefings.model.references import REFERENCE

if TYPE_CHECKING:
    from briefings.model.entities import Entity

__all__ = [
    "blank_citations",
    "blank_links",
    "blank_quotations",
    "blank_references",
    "quoted_spans",
    "reference_to",
    "unify_characters",
]

# A quotation may begin or end in another sentence.
_QUOTED = re.compile(r"“[^”]*(?:”|$)|«[^»]*(?:»|$)|\"[^\"]*\"|„[^“”]*(?:[“”]|$)|^[^“]*”|^[^«]*»")
_QUOTATION_MARK = re.compile('[“”«»"„]')
# «Partnership for Peace»: a name in quotation marks, as Russian and French write them.
_QUOTED_NAME = re.compile(rf"[“«\"„]\s?{CAPITAL}[^\W\d]*(?:[ -][^\W\d]+){{0,4}}\s?[”“»\"]")
_LINK = re.compile(r"https?://[^\s<>\"”»]+")
_CHARACTER_VARIANTS = str.maketrans(
    dict.fromkeys("“”„‟«»″", '"')
    | dict.fromkeys("‘’‚‛‹›′`", "'")
    | dict.fromkeys("‐‑‒–—−", "-")
    | {"،": ",", "؛": ";", "؟": "?"}
)
# "[NATO, 24 Oct 2019]", "the Herald (3 May 2012): …": the date is that of a source.
# "Keeper (2001-2004): NAME" has a term in brackets, and no source.
_CITATION = re.compile(
    r"\\?\[[^\[\]]{2,400}\]|\((?![^()]*\d{4}\s*[-–—]|[^()\d]*(?:since|depuis|с)\s)[^()]{4,40}\)(?=\s*:)"
)


def blank_references(text: str) -> str:
    """Return the text with its references replaced by spaces, so that all positions stay the same."""
    return REFERENCE.sub(lambda match: " " * len(match[0]), text) if "{" in text else text


def blank_quotations(text: str, *, but_names: bool = False) -> str:
    """Return the text with its quotations replaced by spaces.

    A source's title and a quoted statement belong to their own time, not to that of the text.

    Args:
        text: the text.
        but_names: whether names in quotation marks stay, as many languages write those of programmes.
    """
    if not _QUOTATION_MARK.search(text):
        return text
    return _QUOTED.sub(
        lambda match: match[0] if but_names and _QUOTED_NAME.fullmatch(match[0]) else " " * len(match[0]),
        text,
    )


def blank_links(text: str) -> str:
    """Return the text with its web addresses replaced by spaces: their words say nothing."""
    return _LINK.sub(lambda match: " " * len(match[0]), text) if "://" in text else text


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Return where each quotation of a text begins and ends."""
    return [match.span() for match in _QUOTED.finditer(text)]


def reference_to(entity: Entity) -> str:
    """Return the reference to write for a person or a body: `{person:agatha-baker}`."""
    return f"{{{'person' if isinstance(entity, Person) else 'body'}:{entity.id}}}"


def unify_characters(text: str) -> str:
    """Return the text with plain quotation marks, apostrophes and dashes, so that all positions stay the same."""
    return text if text.isascii() and "`" not in text else text.translate(_CHARACTER_VARIANTS)


def blank_citations(text: str) -> str:
    """Return a text with spaces in place of its citations, whose dates are those of sources."""
    if "[" not in text and "(" not in text:
        return text
    return _CITATION.sub(lambda match: " " * len(match[0]), text)
