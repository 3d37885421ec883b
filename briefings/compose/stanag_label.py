"""The label that programs read beside a note: its marking in the form of STANAG 4774, as XML.

It says nothing that the banner does not say, and its time is the day of the note, so the same note has the same label.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from briefings.model.marking_axes import PERMISSIVE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from briefings.model.markings import Marking, MarkingScheme

__all__ = ["bind_label", "stanag_label"]

_NAMESPACE = "urn:nato:stanag:4774:confidentialitymetadatalabel:1:0"
_BINDING_NAMESPACE = "urn:nato:stanag:4778:bindinginformation:1:0"
_DIRECTORY_SIGNS = re.compile(r'([,+"\\<>;=#])')


def stanag_label(scheme: MarkingScheme, marking: Marking, day: date, originator: str) -> str:
    """Return the label of a note; empty if its scheme asks for none.

    Args:
        scheme: the marking scheme.
        marking: of the note, in its simple form.
        day: of the note.
        originator: who is responsible for it; may be empty.
    """
    if not scheme.label_policy:
        return ""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<originatorConfidentialityLabel xmlns="{_NAMESPACE}"{_review(scheme, day)}>',
        "  <ConfidentialityInformation>",
        f"    <PolicyIdentifier>{escape(scheme.label_policy)}</PolicyIdentifier>",
        f"    <Classification>{escape(_first_name(scheme, marking.level))}</Classification>",
        *_categories(scheme, marking),
        "  </ConfidentialityInformation>",
    ]
    if originator:
        name = escape(_DIRECTORY_SIGNS.sub(r"\\\1", originator))
        lines.append(f'  <OriginatorID IDType="directoryName">O={name}</OriginatorID>')
    lines += [
        f"  <CreationDateTime>{day.isoformat()}T00:00:00Z</CreationDateTime>",
        "</originatorConfidentialityLabel>",
    ]
    return "\n".join(lines) + "\n"


def _review(scheme: MarkingScheme, day: date) -> str:
    """Return the attribute with the day of the next review; empty if the scheme has none.

    ADatP-4774 asks for it in a label that says nothing of a later marking.
    """
    if scheme.label_review is None:
        return ""
    return f' ReviewDateTime="{scheme.label_review.add_to(day).isoformat()}T00:00:00Z"'


def bind_label(label: str) -> str:
    """Return a label bound to the file that contains it, in the form of STANAG 4778."""
    _, _, content = label.partition("\n")
    return (
        f'<mb:BindingInformation xmlns:mb="{_BINDING_NAMESPACE}"><mb:MetadataBindingContainer><mb:MetadataBinding>'
        f'<mb:Metadata>{content.strip()}</mb:Metadata><mb:DataReference URI=""/>'
        "</mb:MetadataBinding></mb:MetadataBindingContainer></mb:BindingInformation>"
    )


def _first_name(scheme: MarkingScheme, level: str) -> str:
    """Return the name of a level in the first language that the scheme has, whatever that of the note is."""
    return next(iter(scheme.names[level].values()), level)


def _categories(scheme: MarkingScheme, marking: Marking) -> Iterator[str]:
    """Yield a category for the owner, and one for each axis with values."""
    if scheme.owner and scheme.owner.name:
        context = scheme.owner.contexts.get(marking.owner) or scheme.owner.name
        yield from _category("Context", PERMISSIVE, (context,))
    for axis in scheme.axes:
        if values := marking.values(axis.id):
            yield from _category(axis.tag_name or axis.id, axis.kind, values)


def _category(tag_name: str, kind: str, values: tuple[str, ...]) -> Iterator[str]:
    """Yield the lines of a category."""
    yield f'    <Category TagName="{escape(tag_name)}" Type="{kind.upper()}">'
    yield from (f"      <GenericValue>{escape(value)}</GenericValue>" for value in values)
    yield "    </Category>"
