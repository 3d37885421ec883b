"""How a note shows its citations: marks, short forms in the margin, short forms after a paragraph, or not at all.

Each sentence of a `Brief` keeps its citations in every style: the manifest and `why` prove them.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from briefings.compose.label_text import curl_apostrophes, label_text, short_date_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefings.compose.labels import Labels
    from briefings.model.entities import Source
    from briefings.model.phrases import Citation
    from briefings.views.records import View

__all__ = ["CitationStyle", "first_and_newest", "short_citations"]


class CitationStyle(StrEnum):
    """A way to show citations, as products name it under `citations:`."""

    MARKS = "marks"
    MARGIN = "margin"
    ENDS = "ends"
    NONE = "none"

    @property
    def has_source_notes(self) -> bool:
        """Return whether a block of text is followed by the short forms of its sources."""
        return self in (CitationStyle.MARGIN, CitationStyle.ENDS)

    @property
    def has_source_list(self) -> bool:
        """Return whether a note needs a numbered list of its sources."""
        return self is CitationStyle.MARKS


def first_and_newest(citations: Sequence[Citation], view: View) -> list[str]:
    """Return the ids of at most two sources of a sentence: the first, which says it best, and the newest.

    A margin has room for no more; the desk copy marks all of them. The newest is the one that reports the fact for the
    latest date, whenever it was published.

    Args:
        citations: in the order in which the sentence rests on them.
        view: with these sources.
    """

    def last_day(citation: Citation) -> date:
        when = view.attestations.get(citation) or view.sources[citation.source_id].effective_date
        return when.last_day if when else date.min

    if not citations:
        return []
    newest = max(citations, key=last_day)
    return list(dict.fromkeys((citations[0].source_id, newest.source_id)))


def short_citations(source_ids: Iterable[str], view: View, labels: Labels) -> str:
    """Return sources in short form, one publisher after the other: `NATO, 10 Apr 2013, 21 Mar 2019; Report, 6 Mar 2026`.

    Args:
        source_ids: the sources, in the order in which the text rests on them.
        view: with these sources.
        labels: in the language of the note.
    """
    dates_by_publisher: dict[str, list[str]] = {}
    for id_ in source_ids:
        source = view.sources[id_]
        dates = dates_by_publisher.setdefault(_publisher_text(source, view, labels), [])
        published = (
            short_date_text(labels, source.effective_date)
            if source.effective_date
            else label_text(labels, "source.undated")
        )
        if published not in dates:
            dates.append(published)
    return "; ".join(", ".join((publisher, *dates)) for publisher, dates in dates_by_publisher.items())


def _publisher_text(source: Source, view: View, labels: Labels) -> str:
    """Return the name of a publisher, with the publisher that it quotes."""
    quoted = view.sources.get(source.quoted_source or "")
    if quoted is None or quoted.publisher == source.publisher:
        return curl_apostrophes(source.publisher)
    return label_text(
        labels, "source.quoting", publisher=curl_apostrophes(source.publisher), quoted=quoted.publisher
    )
