"""Sources: their list; one source with its text, and all that rests on it; a text that was brought, before it is kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from briefings.authoring.sources.usage import find_usage
from briefings.authoring.wording.days import say_day
from briefings.authoring.wording.titles import fact_title
from briefings.checks.audit import find_contradictions
from briefings.checks.text.documents import read_document
from briefings.compose.addresses import web_link
from briefings.factbase.provenance import all_evidence, source_chain
from briefings.loading.captures import Captures
from briefings.model.diagnostics import BriefingsError
from briefings.model.entities import NamedEntity, Source
from briefings.server.problems import UnknownPageError
from briefings.server.reading import find_entity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.text.documents import Document
    from briefings.server.reading import Reading

__all__ = ["SourceDetails", "SourceRow", "audit_text", "describe_source", "list_sources"]

_PAGE = 100


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source in the list.

    Attributes:
        id: of the source.
        words: publisher, title and date.
        facts: how many pieces of evidence name it.
        is_captured: whether its text is kept.
    """

    id: str
    words: str
    facts: int
    is_captured: bool


@dataclass(frozen=True, slots=True)
class SaidSentence:
    """A sentence of a text.

    Attributes:
        text: its words.
        quoted_by: keys of the facts that quote from it.
        answers: what the facts say against it.
    """

    text: str
    quoted_by: tuple[str, ...]
    answers: tuple[str, ...]


_TextBlock = tuple[SaidSentence, ...]


@dataclass(frozen=True, slots=True)
class SourceDetails:
    """A source, its text and all that rests on it.

    Attributes:
        id: of the source.
        words: publisher, title and date.
        address: where it is; may be empty.
        link: the address as a link, if it is one of the web; else empty.
        place: where it is written.
        capture: the day on which its text was kept; empty if it was not, or has changed since.
        chain: the sources that it quotes: id and words.
        quoting: the sources that quote it: id and words.
        blocks: its text.
        findings: how many sentences the facts contradict.
        facts: that rest on it: key, title, and whether on it alone.
        entities: that rest on it: id and name.
        sentences: of notes that print these facts: the note and the sentence.
        editions: that rest on it.
    """

    id: str
    words: str
    address: str
    link: str
    place: str
    capture: str
    chain: tuple[tuple[str, str], ...]
    quoting: tuple[tuple[str, str], ...]
    blocks: tuple[_TextBlock, ...]
    findings: int
    facts: tuple[tuple[str, str, bool], ...]
    entities: tuple[tuple[str, str], ...]
    sentences: tuple[tuple[str, str], ...]
    editions: tuple[str, ...]


def list_sources(reading: Reading) -> tuple[list[SourceRow], int, int]:
    """Return a page of the sources, those with most evidence first, with its number and the number of pages.

    Raises:
        UnknownPageError: if there is no such page.
    """
    counts = Counter(item.source for _, item in all_evidence(reading.store))
    sources = sorted(reading.store.entities_of(Source), key=lambda source: (-counts[source.id], source.id))
    pages = max(1, -(-len(sources) // _PAGE))
    text = reading.query.get("page", "1")
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:6]) <= pages:
        raise UnknownPageError
    number = int(text[:6])
    is_desk = not reading.access.audience
    return (
        [
            SourceRow(source.id, _words(source), counts[source.id], is_desk and source.capture is not None)
            for source in sources[(number - 1) * _PAGE : number * _PAGE]
        ],
        number,
        pages,
    )


def describe_source(reading: Reading, id_: str) -> SourceDetails:
    """Return a source, its text and all that rests on it; an audience sees neither text nor editions.

    Raises:
        BriefingsError: if a template or the register has errors.
        UnknownPageError: if there is no such source.
    """
    source = find_entity(reading, id_)
    if not isinstance(source, Source):
        raise UnknownPageError
    store, audience = reading.store, reading.access.audience
    usage = reading.warm.recall(
        ("usage", id_, reading.day, audience),
        lambda: find_usage(reading.workspace, id_, reading.day, audience),
    )
    blocks = () if audience else _captured_blocks(reading, source)
    return SourceDetails(
        id=source.id,
        words=_words(source),
        address=source.address,
        link=web_link(source.address) if source.address else "",
        place=str(source.location),
        capture=str(source.capture.captured_on) if source.capture and blocks else "",
        chain=tuple((quoted.id, _words(quoted)) for quoted in source_chain(store, source)[1:]),
        quoting=tuple((other.id, _words(other)) for other in usage.quoting_sources),
        blocks=blocks,
        findings=sum(bool(sentence.answers) for block in blocks for sentence in block),
        facts=tuple(
            (item.fact.key, fact_title(store, item.fact, reading.day), item.is_sole_evidence)
            for item in usage.facts
        ),
        entities=tuple(
            (entity.id, reading.name(entity)) for entity in usage.entities if isinstance(entity, NamedEntity)
        ),
        sentences=tuple(
            (f"{reading.note_name(item)}, {item.heading}", item.text) for item in usage.sentences
        ),
        editions=() if audience else usage.editions,
    )


def audit_text(reading: Reading, document: Document, source_id: str = "") -> Iterator[_TextBlock]:
    """Yield the blocks of a text, each sentence with what the facts say against it, and the facts that quote it."""
    answers: dict[int, list[str]] = defaultdict(list)
    for sentence, found in find_contradictions(reading.store, document, reading.day):
        answers[id(sentence)].append(f"{found.message} ({found.hint})")
    quotes = [
        (fact.key, " ".join(item.quote.split()))
        for fact in reading.store.facts
        for item in fact.all_evidence
        if source_id and item.source == source_id and item.quote
    ]
    for _, block in groupby(document.sentences, key=lambda sentence: sentence.block):
        yield tuple(
            SaidSentence(
                sentence.text,
                tuple(
                    dict.fromkeys(key for key, quote in quotes if quote in " ".join(sentence.text.split()))
                ),
                tuple(answers.get(id(sentence), ())),
            )
            for sentence in block
        )


def _captured_blocks(reading: Reading, source: Source) -> tuple[_TextBlock, ...]:
    """Return the text of a source as it was captured; nothing if there is none, or it has changed since."""
    captures = Captures(reading.workspace.project.root)
    if captures.text(source) is None:
        return ()

    def find() -> tuple[_TextBlock, ...]:
        name = captures.file_name(source.id)
        try:
            document = read_document(reading.workspace.project.root / name, name)
        except BriefingsError:
            return ()  # it has no words
        return tuple(audit_text(reading, document, source.id))

    return reading.warm.recall(("capture", source.id, reading.day), find)


def _words(source: Source) -> str:
    """Return publisher, title and date of a source."""
    return f"{source.publisher}, {source.display_title}, {say_day(when) if (when := source.effective_date) else 'undated'}"
