"""The style of citations: marks, short forms in the margin, short forms after a paragraph, or none.

Each sentence of a `Brief` keeps its citations in every style: the manifest and `why` prove them.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from briefings.compose.label_text import curl_apostrophes, join_texts, label_text, name_text, short_date_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefings.compose.labels import Labels
    from briefings.model.dates import PartialDate
    from briefings.model.entities import Source
    from briefings.model.phrases import Citation
    from briefings.views.records import CitedPlace, View

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
    """Return the ids of the sources of a sentence to name: the best of each fact, and the newest.

    A margin has room for no more; the desk copy marks all of them. The newest is the one that reports its fact for the
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
    newest = max(sorted(citations, key=lambda item: _distance(item, view)), key=last_day)
    by_fact: dict[str, list[Citation]] = {}
    for citation in citations:
        by_fact.setdefault(citation.fact_key, []).append(citation)
    best = (_best(of_fact, view).source_id for of_fact in by_fact.values())
    return list(dict.fromkeys((*best, newest.source_id)))


def _best(citations: Sequence[Citation], view: View) -> Citation:
    """Return the citation of a fact that says it best: the first, as the desk has ordered them, unless one is closer.

    An official publisher is closer than others, and a text read where someone repeats or quotes it is the farthest. A
    source replaces another only if both show the whole fact, or both saw the state on the same day.
    """
    seen_on = view.attestations.get(citations[0])
    fit = [item for item in citations if view.attestations.get(item) == seen_on]
    return min(fit, key=lambda item: _distance(item, view))


def _distance(citation: Citation, view: View) -> int:
    """Return how far what was read is from who knows: 0 for an official publisher, 2 for a text read at second hand."""
    source, places = view.sources[citation.source_id], view.cited_places.get(citation, ())
    if source.repeated_by or (places and all(place.via_source for place in places)):
        return 2
    return 0 if source.publisher in view.official_publishers else 1


def short_citations(citations: Iterable[Citation], view: View, labels: Labels) -> str:
    """Return sources in short form, one publisher after the other: `NATO, 10 Apr 2013, 21 Mar 2019; Report, 6 Mar 2026`.

    The publishers are in the order of the text, and the sources of each in that of time, those without a date last.
    A source that is known from another one only says so: `NATO, undated, quoted by Asia-Plus, 23 Jun 2011`. An undated
    source names the last day of which it speaks, where that is known: `NATO, undated (as of 20 Oct 2012)`.

    Args:
        citations: in the order in which the text rests on them.
        view: with the cited sources.
        labels: in the language of the note.
    """
    days_by_publisher: dict[str, dict[str, date]] = {}
    citations = tuple(citations)
    spoken_of = _newest_attestations(citations, view)
    for id_, places in _places_by_source(citations, view).items():
        source = view.sources[id_]
        publisher = _short_publisher(source, view, labels)
        locators = dict.fromkeys(place.locator for place in places if place.locator)
        when = join_texts(labels, (_short_date(source, labels, spoken_of.get(id_)), *locators))
        reporters = dict.fromkeys(place.via_source for place in places if place.via_source)
        for via in (view.sources[reporter] for reporter in reporters):
            by = join_texts(labels, (_short_name(via.publisher, view, labels), _short_date(via, labels)))
            quoted = label_text(
                labels, "source.quoted-by", quoted=join_texts(labels, (publisher, when)), by=by
            )
            days_by_publisher.setdefault(quoted, {})
        if not reporters:
            day = source.effective_date.first_day if source.effective_date else date.max
            days_by_publisher.setdefault(publisher, {}).setdefault(when, day)
    by_publisher = (
        join_texts(labels, (publisher, *sorted(days, key=lambda when: days[when])))
        for publisher, days in days_by_publisher.items()
    )
    return join_texts(labels, by_publisher, ";")


def _places_by_source(citations: Iterable[Citation], view: View) -> dict[str, list[CitedPlace]]:
    """Return where each cited source says what the citations rest on; an empty list for the source as a whole."""
    places: dict[str, list[CitedPlace]] = {}
    for citation in citations:
        places.setdefault(citation.source_id, []).extend(view.cited_places.get(citation, ()))
    return places


def _newest_attestations(citations: Iterable[Citation], view: View) -> dict[str, PartialDate]:
    """Return the last date for which each cited source reports what the citations rest on, where the facts give one."""
    newest: dict[str, PartialDate] = {}
    for citation in citations:
        date, known = view.attestations.get(citation), newest.get(citation.source_id)
        if date and (known is None or known.last_day < date.last_day):
            newest[citation.source_id] = date
    return newest


def _short_date(source: Source, labels: Labels, spoken_of: PartialDate | None = None) -> str:
    """Return the date of a source; of an undated one the date of which it speaks, if that is given."""
    if date := source.effective_date:
        return short_date_text(labels, date)
    if spoken_of:
        return label_text(labels, "source.undated-as-of", date=short_date_text(labels, spoken_of))
    return label_text(labels, "source.undated")


def _short_publisher(source: Source, view: View, labels: Labels) -> str:
    """Return the short name of the publisher of a source, with the one that it quotes, or that repeats it."""
    publisher = _short_name(source.publisher, view, labels)
    if source.repeated_by:
        by = _short_name(source.repeated_by, view, labels)
        return label_text(labels, "source.quoted-by", quoted=publisher, by=by)
    quoted = view.sources.get(source.quoted_source or "")
    if quoted is None or quoted.publisher == source.publisher:
        return publisher
    return label_text(
        labels, "source.quoting", publisher=publisher, quoted=_short_name(quoted.publisher, view, labels)
    )


def _short_name(publisher: str, view: View, labels: Labels) -> str:
    return name_text(labels, curl_apostrophes(view.short_publishers.get(publisher, publisher)))
