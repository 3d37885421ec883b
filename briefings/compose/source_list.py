"""The list of sources of a note, and its colophon: how many statements and sources it has, and how old they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.compose.addresses import doi_link, source_link, web_link
from briefings.compose.brief import CitedSource
from briefings.compose.label_text import curl_apostrophes, join_texts, label_text, list_text, name_text
from briefings.model.locales import language_name, primary_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from briefings.compose.brief import Sentence
    from briefings.compose.labels import Labels
    from briefings.model.dates import PartialDate
    from briefings.model.entities import Source
    from briefings.model.phrases import Citation
    from briefings.views.records import CitedPlace, View

__all__ = ["cited_sources", "colophon_text", "publishers_text"]


def cited_sources(
    source_ids: Iterable[str],
    citations: Iterable[Citation],
    view: View,
    labels: Labels,
    readers: str = "desk",
) -> Iterator[CitedSource]:
    """Yield the items of the list of sources, each with all places where the note cites it.

    Args:
        source_ids: the cited sources, in order of their numbers.
        citations: of the note.
        view: with these sources.
        labels: in the language of the note.
        readers: of the note; only the desk reads the grades of sources.
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
            title=_title_text(source, labels),
            text_after=_text_after(source, places.get(id_, ()), view, labels, shows_grade=readers == "desk"),
            address=source_link(source),
            links=tuple(_further_links(source, labels)),
            # The house writes all titles in its own language.
            language="" if is_home_language or not source.title else view.home_language,
        )


def _title_text(source: Source, labels: Labels) -> str:
    """Return the title of a source in quotation marks, or that it has none."""
    if not source.title:
        return label_text(labels, "source.untitled")
    return label_text(labels, "source.title", title=curl_apostrophes(source.title))


def _further_links(source: Source, labels: Labels) -> Iterator[tuple[str, str]]:
    """Yield the words and the target of each link beside that of the title."""
    main = source_link(source)
    archived = web_link(source.archived)
    if source.doi and doi_link(source.doi) != main:
        yield f"doi:{source.doi}", doi_link(source.doi)
    if archived and archived != main:
        yield label_text(labels, "source.archived"), archived


def _publisher_text(source: Source, view: View, labels: Labels) -> str:
    """Return the publisher of a source in full, after its authors.

    It comes with a series or archive, the publisher that it quotes, or the one that repeats it.
    """
    text = curl_apostrophes(source.publisher)
    if source.authors:
        authors = list_text(labels, [curl_apostrophes(author) for author in source.authors])
        text = label_text(labels, "list.comma", first=authors, second=text)
    if source.detail:
        text = label_text(labels, "list.comma", first=text, second=curl_apostrophes(source.detail))
    if source.repeated_by:
        return label_text(labels, "source.repeated", publisher=text, by=curl_apostrophes(source.repeated_by))
    quoted = view.sources.get(source.quoted_source or "")
    if quoted is None or quoted.publisher == source.publisher:
        return text
    return label_text(labels, "source.quoting", publisher=text, quoted=curl_apostrophes(quoted.publisher))


def _text_after(
    source: Source, places: Iterable[CitedPlace], view: View, labels: Labels, *, shows_grade: bool
) -> str:
    """Return the text after the title of a source.

    That is its number and date, the shelf mark, where in it the note's facts stand, the sources that report it if it was
    not read itself, that it was withdrawn, its languages if the note is in none of them or there are several, and its grade.
    """
    places = tuple(places)
    text = label_text(labels, "source.after", date=_date_text(source, labels))
    if source.number:
        numbered = label_text(labels, "source.after", date=curl_apostrophes(source.number))
        text = f"{numbered}{text}"
    if source.address and not web_link(source.address):
        text = label_text(labels, "list.comma", first=text, second=curl_apostrophes(source.address))
    for locator in dict.fromkeys(place.locator for place in places if place.locator):
        text = label_text(labels, "list.comma", first=text, second=curl_apostrophes(locator))
    for reporter in dict.fromkeys(place.via_source for place in places if place.via_source):
        via = view.sources[reporter]
        when = via.effective_date or label_text(labels, "source.undated")
        by = label_text(labels, "list.comma", first=curl_apostrophes(via.publisher), second=when)
        text = label_text(labels, "source.quoted-by", quoted=text, by=by)
    if source.withdrawn_on and source.withdrawn_on.last_day <= view.scope.as_of:
        text += label_text(labels, "source.withdrawn", date=source.withdrawn_on)
    text += _languages_text(source, view.scope.language, labels)
    if source.grade and shows_grade:
        text += label_text(labels, "source.grade", grade=source.grade)
    return text if text.endswith(".") else f"{text}."


def _date_text(source: Source, labels: Labels) -> PartialDate | str:
    """Return the date of a source: of its last update, or its publication, which may take some time."""
    if source.published_from and not source.updated and source.published:
        return label_text(labels, "period.from-to", start=source.published_from, end=source.published)
    return source.effective_date or label_text(labels, "source.undated")


def _languages_text(source: Source, note_language: str, labels: Labels) -> str:
    """Return the languages of a source in brackets; empty if it has only that of the note."""
    if [primary_language(tag) for tag in source.languages] in ([], [primary_language(note_language)]):
        return ""
    names = [language_name(tag, note_language) for tag in source.languages]
    if not all(names):
        return f" [{', '.join(source.languages)}]"
    return label_text(labels, "source.in-language", language=list_text(labels, names))


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
