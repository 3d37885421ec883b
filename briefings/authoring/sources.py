"""Sources: capture of their texts, facts per publisher, and everything that rests on a source."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.authoring.status import printed_sentences
from briefings.authoring.yaml_edit import FactFile
from briefings.build.workspace import Workspace
from briefings.checks.text.documents import read_sentences
from briefings.factbase.load import load
from briefings.factbase.provenance import all_evidence, independent_publishers, source_chain
from briefings.loading.captures import Captures
from briefings.loading.fields import parse_id, parse_language_tag, parse_paragraph
from briefings.loading.project import list_partner_ids
from briefings.loading.yaml_nodes import quote_if_needed
from briefings.model.dates import PartialDate
from briefings.model.diagnostics import BriefingsError, Diagnostic, suggestion_hint
from briefings.model.entities import SHARED_FOLDER, NamedEntity, Source
from briefings.model.facts import Fact, TalkingPoint
from briefings.model.hashing import file_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from briefings.authoring.yaml_edit import Value
    from briefings.factbase.store import FactStore
    from briefings.model.entities import Entity
    from briefings.project import Project

__all__ = [
    "FORMATTERS",
    "PublisherStats",
    "SourceUsage",
    "capture_source",
    "find_usage",
    "publisher_stats",
    "usage_lines",
]

_DEFAULT_FILE = "sources.yaml"
_CONVERTED_SUFFIXES = (".html", ".htm", ".xhtml", ".pdf")
_FIELD_PARSERS: Mapping[str, Callable[[str], object]] = {
    "id": parse_id,
    "title": parse_paragraph,
    "publisher": parse_paragraph,
    "published": PartialDate.parse,
    "address": parse_paragraph,
    "language": parse_language_tag,
}


@dataclass(frozen=True, slots=True)
class PublisherStats:
    """The facts and sources of a publisher; a source that quotes another counts for the publisher it quotes.

    Attributes:
        publisher: the name of the publisher.
        fact_count: the number of facts that it supports.
        sole_count: the number of these facts that no other publisher supports.
        source_count: the number of its sources on record.
        newest_date: the newest date of its sources, as written; empty if none has a date.
    """

    publisher: str
    fact_count: int
    sole_count: int
    source_count: int
    newest_date: str


@dataclass(frozen=True, slots=True)
class SourceUsage:
    """Everything that rests on a source.

    Attributes:
        source: the source.
        quoting_sources: the sources that quote it, directly or through others.
        facts: the facts that rest on it, on a source that quotes it, or on such facts; each with whether it has no
            other evidence.
        entities: the posts, frameworks and named entities that rest on it or on a source that quotes it.
        sentences: the sentences in notes that cite these facts: the note, the heading, the text.
    """

    source: Source
    quoting_sources: tuple[Source, ...]
    facts: tuple[tuple[Fact, bool], ...]
    entities: tuple[Entity, ...]
    sentences: tuple[tuple[str, str, str], ...]


# --- capture ---------------------------------------------------------------------------------------


def capture_source(
    project: Project, file: Path, entry: Mapping[str, str], folder: str, day: date
) -> list[Path]:
    """Capture the text of a source and add it to a fact file; return the paths of the capture and the fact file.

    Plain text and Markdown are kept byte for byte; HTML and PDF are converted to text, one sentence per line.

    Args:
        project: the project to add the source to.
        file: the file with the text.
        entry: the fields of the source: `id`, `title`, `publisher`, and optionally `published`, `address` and
            `language`; empty values are left out.
        folder: `shared`, or the id of the only partner whose notes use the source.
        day: the day of the capture.

    Raises:
        BriefingsError: if the id is taken, a value is invalid, the file has no text, or the facts have errors; then
            nothing is written.
    """
    store = load(project.root)
    fields: dict[str, Value] = {key: value for key, value in entry.items() if value}
    problems = list(_check_entry(project, store, entry, folder))
    if problems:
        raise BriefingsError(problems)
    capture = _read_capture(file)
    captures = Captures(project.root)
    capture_path = project.root / captures.file_name(entry["id"])
    if capture_path.exists():
        message, hint = (
            f"there is a file {captures.file_name(entry['id'])} already",
            "it is never overwritten: move it away, or choose another id",
        )
        raise BriefingsError([Diagnostic("capture-exists", message, hint=hint)])
    fact_path = _sources_file(project, store, folder)
    level = store.scheme.levels[0]
    if not fact_path.exists():
        fact_path.write_text(f"# Sources.\nmarking: {quote_if_needed(level)}\n", encoding="utf-8")
    fact_file = FactFile(fact_path, fact_path.relative_to(project.root).as_posix())
    if not fact_file.has_key("marking"):
        fields["marking"] = level
    fields["capture"] = {"sha256": file_hash(capture), "on": day.isoformat()}
    fact_file.append_entry("sources", fields)
    fact_file.verify()
    capture_path.parent.mkdir(exist_ok=True)
    with capture_path.open("xb") as stream:
        stream.write(capture)
    fact_file.save()
    return [capture_path, fact_path]


def _check_entry(
    project: Project, store: FactStore, entry: Mapping[str, str], folder: str
) -> Iterator[Diagnostic]:
    """Report invalid values of a new source, an id that is taken, and an unknown folder."""
    for key, value in entry.items():
        try:
            if value:
                _FIELD_PARSERS[key](value)
        except ValueError as error:
            yield Diagnostic("bad-value", f"--{key}: {error}")
    if entry["id"] in store.entities:
        first_use = store.entities[entry["id"]].location
        hint = "a source that has changed is another source: give it an id of its own"
        yield Diagnostic(
            "repeated-id", f"the id {entry['id']!r} is taken already", hint=hint, related=(first_use,)
        )
    folders = [SHARED_FOLDER, *list_partner_ids(project.root)]
    if folder not in folders:
        yield Diagnostic(
            "unknown-partner", f"there is no folder facts/{folder}", hint=suggestion_hint(folder, folders)
        )


def _read_capture(file: Path) -> bytes:
    """Return the bytes to keep of a file.

    Raises:
        BriefingsError: if the file has no text.
    """
    sentences = read_sentences(file, file.name)
    if not sentences:
        hint = "of a scan, capture a transcript"
        raise BriefingsError([Diagnostic("no-text", f"{file.name} has no words that can be read", hint=hint)])
    if file.suffix.lower() in _CONVERTED_SUFFIXES:
        return "".join(f"{sentence.text}\n" for sentence in sentences).encode("utf-8")
    return file.read_bytes()


def _sources_file(project: Project, store: FactStore, folder: str) -> Path:
    """Return the file for the sources of a folder: `sources.yaml`, or the file of its first source if that has none."""
    start = f"facts/{folder}/"
    existing = [
        source.location.path for source in store.entities_of(Source) if source.location.path.startswith(start)
    ]
    default = f"{start}{_DEFAULT_FILE}"
    return project.root / (default if default in existing or not existing else existing[0])


# --- usage -----------------------------------------------------------------------------------------


def publisher_stats(project: Project) -> list[PublisherStats]:
    """Count the facts and sources of each publisher; the publisher with most facts comes first.

    Raises:
        BriefingsError: if the facts have errors.
    """
    store = load(project.root)
    fact_counts: Counter[str] = Counter()
    sole_counts: Counter[str] = Counter()
    for fact in store.facts:
        publisher_names = independent_publishers(store, fact.evidence)
        fact_counts.update(publisher_names)
        if len(publisher_names) == 1:
            sole_counts.update(publisher_names)
    sources: dict[str, list[Source]] = {}
    for source in store.entities_of(Source):
        sources.setdefault(source.publisher, []).append(source)
    stats = [
        PublisherStats(
            publisher,
            fact_counts[publisher],
            sole_counts[publisher],
            len(publisher_sources),
            _newest_date(publisher_sources),
        )
        for publisher, publisher_sources in sources.items()
    ]
    return sorted(stats, key=lambda row: (-row.fact_count, -row.sole_count, row.publisher))


def _newest_date(sources: Iterable[Source]) -> str:
    """Return the newest date of some sources, as written; empty if none has a date."""
    dates = [source.effective_date for source in sources if source.effective_date]
    return str(max(dates, key=lambda when: (when.last_day, when.first_day))) if dates else ""


def find_usage(project: Project, source_id: str, day: date) -> SourceUsage:
    """Find everything that rests on a source.

    Args:
        project: the project with the facts.
        source_id: id of the source.
        day: as-of day of the notes whose sentences are returned.

    Raises:
        BriefingsError: if the source does not exist, or facts or templates have errors.
    """
    workspace = Workspace(project)
    store = workspace.store
    sources = {source.id: source for source in store.entities_of(Source)}
    if source_id not in sources:
        message = f"there is no source {source_id!r}"
        raise BriefingsError(
            [Diagnostic("unknown-source", message, hint=suggestion_hint(source_id, sources))]
        )
    reached_ids = {
        source.id for source in sources.values() if sources[source_id] in source_chain(store, source)
    }
    dependents = [
        entry for entry, item in all_evidence(store) if {item.source, item.via_source} & reached_ids
    ]
    direct_keys = {entry.key for entry in dependents if isinstance(entry, Fact)}
    facts = [
        fact
        for fact in store.facts
        if fact.key in direct_keys
        or (isinstance(fact, TalkingPoint) and direct_keys & store.basis(fact).keys())
    ]
    entities = {entry.id: entry for entry in dependents if not isinstance(entry, Fact)} | {
        entity.id: entity
        for entity in store.entities_of(NamedEntity)
        if any(reached_ids & set(name.evidence) for name in entity.names)
    }
    return SourceUsage(
        sources[source_id],
        tuple(sources[id_] for id_ in sorted(reached_ids - {source_id})),
        tuple((fact, _rests_only_on(fact, reached_ids)) for fact in facts),
        tuple(entities.values()),
        tuple(printed_sentences(workspace, facts, day)),
    )


def _rests_only_on(fact: Fact, source_ids: set[str]) -> bool:
    """Return whether all evidence that supports a fact is from these sources."""
    supporting_evidence = [item for item in fact.evidence if item.disagreement is None]
    return bool(supporting_evidence) and all(
        {item.source, item.via_source} & source_ids for item in supporting_evidence
    )


# --- output ----------------------------------------------------------------------------------------


def usage_lines(usage: SourceUsage, day: date) -> Iterator[str]:
    """Yield the usage of a source as lines for a terminal."""
    source = usage.source
    yield f"{source.id}: {source.publisher}, {source.title}, {source.effective_date or 'undated'}"
    yield f"  {source.location}"
    if usage.quoting_sources:
        yield "Quoted by:"
        yield from (
            f"  {quoting.id}: {quoting.publisher}, {quoting.title}" for quoting in usage.quoting_sources
        )
    yield "Facts:" if usage.facts else "Facts: none"
    for fact, is_sole in usage.facts:
        yield f"  {fact.key}{': on this alone' if is_sole else ''}"
        yield f"    {fact.location}"
    if usage.entities:
        yield "Names, posts and frameworks:"
        yield from (f"  {entity.id}\n    {entity.location}" for entity in usage.entities)
    yield f"Printed in the notes as of {day}:" if usage.sentences else f"Printed in no note as of {day}"
    yield from (f"  {note}, {section}: {text}" for note, section, text in usage.sentences)


def _table_lines(stats: Iterable[PublisherStats]) -> Iterator[str]:
    """Yield the stats of publishers as a table."""
    header = ("facts", "alone", "sources", "newest", "publisher")
    rows = [header] + [
        (
            str(row.fact_count),
            str(row.sole_count),
            str(row.source_count),
            row.newest_date or "undated",
            row.publisher,
        )
        for row in stats
    ]
    for facts, alone, sources, newest, publisher in rows:
        yield f"{facts:>5}  {alone:>5}  {sources:>7}  {newest:10}  {publisher}"


def _json_lines(stats: Iterable[PublisherStats]) -> Iterator[str]:
    """Yield the stats of publishers as a JSON list."""
    data = [
        {
            "publisher": row.publisher,
            "facts": row.fact_count,
            "alone": row.sole_count,
            "sources": row.source_count,
            "newest": row.newest_date,
        }
        for row in stats
    ]
    yield json.dumps(data, ensure_ascii=False, indent=2)


FORMATTERS: Mapping[str, Callable[[Iterable[PublisherStats]], Iterator[str]]] = {
    "text": _table_lines,
    "json": _json_lines,
}
"""The functions that format the stats of publishers, by the name of the format."""
