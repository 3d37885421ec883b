"""The list of sources of a note, and its colophon: how many statements and sources it has, and how old they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.compose.brief import CitedSource
from briefings.compose.label_text import curl_apostrophes, join_texts, label_text, name_text
from briefings.model.locales import language_name, primary_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from briefings.compose.brief import Sentence
    from briefings.compose.labels import Labels
    from briefings.model.entities import Source
    from briefings.model.phrases import Citation
    from briefings.views.records import CitedPlace, View

__all__ = ["cited_sources", "colophon_text", "publishers_text"]


def cited_sources(
    source_ids: Iterable[str], citations: Iterable[Citation], view: View, labels: Labels
) -> Iterator[CitedSource]:
    """Yield the items of the list of sources, each with all places where the note cites it.

    Args:
        source_ids: the cited sources, in order of their numbers.
        citations: of the note.
        view: with these sources.
        labels: in the language of the note.
    """
    note_language = view.scope.language
    is_home_language = primary_language(view.home_language) == primary_language(note_language)
    places: dict[str, dict[CitedPlace, None]] = {}
    for citation in citations:
        places.setdefault(citation.source_id, {}).update(dict.fromkeys(view.cited_places.get(citation, ())))
    for number, id_ in enumerate(source_ids, 1):
        source = view.sources[id_]
        yield CitedSource(
            number=number,
            id=id_,
            text_before=label_text(
                labels, "source.before", publisher=name_text(labels, _publisher_text(source, view, labels))
            ),
            title=label_text(labels, "source.title", title=curl_apostrophes(source.title)),
            text_after=_text_after(source, places.get(id_, ()), view, labels),
            address=source.address,
            # The house writes all titles in its own language.
            language="" if is_home_language else view.home_language,
        )


def _publisher_text(source: Source, view: View, labels: Labels) -> str:
    """Return the publisher of a source in full: with a series or archive, the one that it quotes, or that repeats it."""
    text = curl_apostrophes(source.publisher)
    if source.detail:
        text = label_text(labels, "list.comma", first=text, second=curl_apostrophes(source.detail))
    if source.repeated_by:
        return label_text(labels, "source.repeated", publisher=text, by=curl_apostrophes(source.repeated_by))
    quoted = view.sources.get(source.quoted_source or "")
    if quoted is None or quoted.publisher == source.publisher:
        return text
    return label_text(labels, "source.quoting", publisher=text, quoted=curl_apostrophes(quoted.publisher))


def _text_after(source: Source, places: Iterable[CitedPlace], view: View, labels: Labels) -> str:
    """Return the text after the title of a source.

    That is its date, where in it the note's facts stand, the sources that report it if it was not read itself, and its
    language if that differs from the one of the note.
    """
    places, note_language = tuple(places), view.scope.language
    date = source.effective_date or label_text(labels, "source.undated")
    text = label_text(labels, "source.after", date=date)
    for locator in dict.fromkeys(place.locator for place in places if place.locator):
        text = label_text(labels, "list.comma", first=text, second=curl_apostrophes(locator))
    for reporter in dict.fromkeys(place.via_source for place in places if place.via_source):
        via = view.sources[reporter]
        when = via.effective_date or label_text(labels, "source.undated")
        by = label_text(labels, "list.comma", first=curl_apostrophes(via.publisher), second=when)
        text = label_text(labels, "source.quoted-by", quoted=text, by=by)
    if source.language and primary_language(source.language) != primary_language(note_language):
        name = language_name(source.language, note_language)
        text += label_text(labels, "source.in-language", language=name) if name else f" [{source.language}]"
    return text if text.endswith(".") else f"{text}."


def colophon_text(
    sentences: Iterable[Sentence], source_ids: Sequence[str], view: View, labels: Labels
) -> str:
    """Return the colophon.

    Args:
        sentences: of the note.
        source_ids: the cited sources.
        view: with these sources, and the dates of the facts that they attest.
        labels: in the language of the note.
    """
    cited_sentences = [sentence for sentence in sentences if sentence.citations]
    values: dict[str, str] = {
        "statements": str(len(cited_sentences)),
        "sources": str(len(source_ids)),
        "publishers": str(len({view.sources[id_].publisher for id_ in source_ids})),
    }
    fact_keys = {citation.fact_key for sentence in cited_sentences for citation in sentence.citations}
    dates = [day for fact in fact_keys for day in view.attested_ranges.get(fact, ())]
    if dates:
        oldest, newest = (pick(dates, key=lambda day: day.last_day) for pick in (min, max))
        text = label_text(labels, "colophon.dated", **values, oldest=oldest, newest=newest)
    else:
        text = label_text(labels, "colophon.undated", **values)
    sources = [view.sources[id_] for id_ in source_ids]
    newest_day = max((day.last_day for day in dates), default=None)
    return " ".join(
        filter(None, (text, _later_text(sources, newest_day, labels), _retrieval_text(sources, labels)))
    )


def _later_text(sources: Iterable[Source], newest_attestation: date | None, labels: Labels) -> str:
    """Return the date of the newest source if it is later than every day that the facts are attested on; else empty.

    A note of a past day may rest on sources of a later day, which say what held then.
    """
    dates = [source.effective_date for source in sources if source.effective_date]
    newest = max(dates, key=lambda when: when.first_day, default=None)
    if newest is None or newest_attestation is None or newest.first_day <= newest_attestation:
        return ""
    return label_text(labels, "colophon.later", date=newest)


def publishers_text(source_ids: Sequence[str], view: View, labels: Labels) -> str:
    """Return the publishers of the cited sources in the order of their first citation, each once."""
    publishers = (name_text(labels, curl_apostrophes(view.sources[id_].publisher)) for id_ in source_ids)
    return join_texts(labels, dict.fromkeys(publishers), ";")


def _retrieval_text(sources: Sequence[Source], labels: Labels) -> str:
    """Return when the sources were retrieved; empty if that is not known for all of them."""
    dates = [source.retrieved for source in sources if source.retrieved]
    if not dates or len(dates) < len(sources):
        return ""
    first, last = min(dates, key=lambda day: day.first_day), max(dates, key=lambda day: day.last_day)
    if first == last:
        return label_text(labels, "colophon.retrieved", when=first)
    span = label_text(labels, "period.from-to", start=first, end=last)
    return label_text(labels, "colophon.retrieved", when=span)
