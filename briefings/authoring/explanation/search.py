"""Search over everything that a project says: names, facts, sentences of notes and editions, and captured sources.

Case, accents, script and spelling of names do not count: "Rahmon" finds «Раҳмон», and «رحمون» finds both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.authoring.explanation.printed_sentences import printed_sentences
from briefings.authoring.explanation.query import Query
from briefings.authoring.wording.titles import dated_title
from briefings.build.audiences import readable_store
from briefings.build.workspace import Workspace
from briefings.editions.issued_sentences import issued_sentences
from briefings.loading.captures import Captures
from briefings.model.entities import NamedEntity, Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from briefings.factbase.store import FactStore
    from briefings.project import Project

__all__ = ["Found", "search"]


@dataclass(frozen=True, slots=True)
class Found:
    """Something that has the words of a query.

    Attributes:
        kind: what it is: a kind of entry, `note`, `edition` or `capture`.
        title: its name or its words.
        place: where it is: a key or id with its file and line, a note, an edition or a captured file.
    """

    kind: str
    title: str
    place: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.title}\n  {self.place}"


def search(project: Project, text: str, day: date, audience: str | None = None) -> Iterator[Found]:
    """Yield everything that has all words of a text: names first, then facts, sentences, editions and captures.

    Args:
        project: the project.
        text: the words.
        day: the day of the notes.
        audience: name of the audience whose notes, editions and facts are searched; None for all.

    Raises:
        BriefingsError: if facts or templates have errors.
    """
    query = Query(text)
    if not query:
        return
    workspace = Workspace(project)
    store = readable_store(workspace.store, audience, day)
    yield from _find_entries(store, query, day)
    seen: set[str] = set()
    for sentence in printed_sentences(workspace, day, audience, in_all_languages=True):
        if sentence.fact_keys and sentence.text not in seen and query.matches(sentence.text):
            seen.add(sentence.text)
            yield Found(
                "note", sentence.text, f"{sentence.note}, {sentence.heading}; {', '.join(sentence.fact_keys)}"
            )
    for edition, sentences in issued_sentences(project.root, audience, lambda line: query.matches(line.text)):
        for issued in sentences:
            yield Found("edition", issued, edition)
    if audience is None:
        yield from _find_captures(store, Captures(project.root), query)


def _find_entries(store: FactStore, query: Query, day: date) -> Iterator[Found]:
    """Yield the named entities, sources and facts that have the words of a query."""
    for entity in store.entities.values():
        if isinstance(entity, NamedEntity):
            names = [name.text for name in entity.names]
        elif isinstance(entity, Source):
            names = [text for text in (entity.title, entity.publisher) if text]
        else:
            continue
        if query.matches(" ".join((entity.id, *names))):
            yield Found(
                entity.kind, " / ".join(dict.fromkeys(names)) or entity.id, f"{entity.id}, {entity.location}"
            )
    for fact in (*store.facts, *store.proposals.values()):
        title = dated_title(store, fact, day)
        texts = [words for text in fact.texts() for words in text.by_language.values()]
        quotes = [item.quote for item in fact.all_evidence if item.quote]
        if query.matches(" ".join((title, fact.key, *texts, *quotes))):
            kind = f"proposed {fact.kind}" if fact.is_proposed else fact.kind
            yield Found(kind, title, f"{fact.key}, {fact.location}")


def _find_captures(store: FactStore, captures: Captures, query: Query) -> Iterator[Found]:
    """Yield the lines of captured sources that have the words of a query."""
    for source in store.entities_of(Source):
        for number, line in enumerate((captures.text(source) or "").splitlines(), 1):
            if query.matches(line):
                words = " ".join(line.split())
                yield Found("capture", words, f"{source.id}, {captures.file_name(source.id)}:{number}")
