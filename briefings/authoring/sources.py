"""Work on sources: capture the text of one, weigh publishers, and tell all that rests on one."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from briefings.authoring.status import printed
from briefings.authoring.yaml_edit import FactFile
from briefings.build.workspace import Workshop
from briefings.checks.text.documents import sentences_of
from briefings.factbase.load import load
from briefings.factbase.provenance import chain, evidence, publishers
from briefings.loading.captures import Captures, digest_of
from briefings.loading.fields import identifier, language_tag, paragraph
from briefings.loading.project import partner_folders
from briefings.loading.yaml_nodes import written
from briefings.model.dates import PartialDate
from briefings.model.diagnostics import BriefingsError, Diagnostic, did_you_mean
from briefings.model.facts import SHARED, Fact, Line, Named, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from briefings.authoring.yaml_edit import Value
    from briefings.factbase.store import FactBase
    from briefings.model.facts import Entity
    from briefings.project import Project

__all__ = ["FORMS", "Recall", "Weight", "add", "recall", "told", "weights"]

_FILE = "sources.yaml"
_READ = (".html", ".htm", ".xhtml", ".pdf")
_FIELDS: Mapping[str, Callable[[str], object]] = {
    "id": identifier,
    "title": paragraph,
    "publisher": paragraph,
    "published": PartialDate.parse,
    "address": paragraph,
    "language": language_tag,
}


@dataclass(frozen=True, slots=True)
class Weight:
    """How much rests on a publisher; a source that quotes another counts as its publisher.

    Attributes:
        facts: how many facts it supports.
        alone: how many of them nobody else does.
        sources: how many of its sources are on record.
        newest: the newest date of these, as written; empty if none has one.
    """

    publisher: str
    facts: int
    alone: int
    sources: int
    newest: str


@dataclass(frozen=True, slots=True)
class Recall:
    """All that rests on a source.

    Attributes:
        quoting: sources that quote it, directly or through others.
        facts: that rest on it, on one that quotes it, or on such facts, and whether on nothing else.
        entities: posts, frameworks and names that do.
        sentences: that notes print of these facts: the note, the heading, the words.
    """

    source: Source
    quoting: tuple[Source, ...]
    facts: tuple[tuple[Fact, bool], ...]
    entities: tuple[Entity, ...]
    sentences: tuple[tuple[str, str, str], ...]


# --- capture ---------------------------------------------------------------------------------------


def add(project: Project, file: Path, entry: Mapping[str, str], folder: str, day: date) -> list[Path]:
    """Capture the text of a source and enter it; gives the text and the fact file.

    Plain text and Markdown are kept byte for byte; of HTML and PDF the words are, a sentence a line.

    Args:
        project: where it belongs.
        file: the text.
        entry: what is known of the source: `id`, `title`, `publisher`, and those of `published`, `address` and
            `language` that are; empty ones are left out.
        folder: `shared`, or the id of the partner for whose notes alone it is.
        day: on which the text was captured.

    Raises:
        BriefingsError: if the id is taken, a value or the text is not what it should be, or the facts are at fault;
            then nothing is written.
    """
    base = load(project.root)
    fields: dict[str, Value] = {key: value for key, value in entry.items() if value}
    problems = list(_problems(project, base, entry, folder))
    if problems:
        raise BriefingsError(problems)
    data = _text(file)
    captures = Captures(project.root)
    text = project.root / captures.name(entry["id"])
    if text.exists():
        message, hint = (
            f"there is a file {captures.name(entry['id'])} already",
            "it is never overwritten: move it away, or choose another id",
        )
        raise BriefingsError([Diagnostic("capture-exists", message, hint=hint)])
    path = _sources_file(project, base, folder)
    level = base.scheme.levels[0]
    if not path.exists():
        path.write_text(f"# Sources.\nmarking: {written(level)}\n", encoding="utf-8")
    sources = FactFile(path, path.relative_to(project.root).as_posix())
    if not sources.has("marking"):
        fields["marking"] = level
    fields["capture"] = {"sha256": digest_of(data), "on": day.isoformat()}
    sources.append("sources", fields)
    sources.verify()
    text.parent.mkdir(exist_ok=True)
    with text.open("xb") as out:
        out.write(data)
    sources.save()
    return [text, path]


def _problems(
    project: Project, base: FactBase, entry: Mapping[str, str], folder: str
) -> Iterator[Diagnostic]:
    for key, value in entry.items():
        try:
            if value:
                _FIELDS[key](value)
        except ValueError as error:
            yield Diagnostic("bad-value", f"--{key}: {error}")
    if entry["id"] in base.entities:
        taken = base.entities[entry["id"]].location
        hint = "a source that has changed is another source: give it an id of its own"
        yield Diagnostic(
            "repeated-id", f"the id {entry['id']!r} is taken already", hint=hint, related=(taken,)
        )
    folders = [SHARED, *partner_folders(project.root)]
    if folder not in folders:
        yield Diagnostic(
            "unknown-partner", f"there is no folder facts/{folder}", hint=did_you_mean(folder, folders)
        )


def _text(file: Path) -> bytes:
    """What is kept of a file."""
    sentences = sentences_of(file, file.name)
    if not sentences:
        hint = "of a scan, capture a transcript"
        raise BriefingsError([Diagnostic("no-text", f"{file.name} has no words that can be read", hint=hint)])
    if file.suffix.lower() in _READ:
        return "".join(f"{each.text}\n" for each in sentences).encode("utf-8")
    return file.read_bytes()


def _sources_file(project: Project, base: FactBase, folder: str) -> Path:
    """The file of a folder that has its sources: that of the first one, else `sources.yaml`."""
    start = f"facts/{folder}/"
    there = [each.location.path for each in base.all(Source) if each.location.path.startswith(start)]
    usual = f"{start}{_FILE}"
    return project.root / (usual if usual in there or not there else there[0])


# --- what rests on whom ----------------------------------------------------------------------------


def weights(project: Project) -> list[Weight]:
    """The weight of each publisher, the heaviest first.

    Raises:
        BriefingsError: if the facts are at fault.
    """
    base = load(project.root)
    facts: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for fact in base.facts:
        found = publishers(base, fact.evidence)
        facts.update(found)
        if len(found) == 1:
            alone.update(found)
    sources: dict[str, list[Source]] = {}
    for source in base.all(Source):
        sources.setdefault(source.publisher, []).append(source)
    told = [
        Weight(publisher, facts[publisher], alone[publisher], len(own), _newest(own))
        for publisher, own in sources.items()
    ]
    return sorted(told, key=lambda each: (-each.facts, -each.alone, each.publisher))


def _newest(sources: Iterable[Source]) -> str:
    dates = [source.dated for source in sources if source.dated]
    return str(max(dates, key=lambda when: (when.last, when.first))) if dates else ""


def recall(project: Project, id_: str, day: date) -> Recall:
    """All that rests on a source.

    Args:
        project: where the facts are.
        id_: of the source.
        day: of the notes whose sentences are told.

    Raises:
        BriefingsError: if there is no such source, or facts or templates are at fault.
    """
    workshop = Workshop(project)
    base = workshop.base
    known = {source.id: source for source in base.all(Source)}
    if id_ not in known:
        message = f"there is no source {id_!r}"
        raise BriefingsError([Diagnostic("unknown-source", message, hint=did_you_mean(id_, known))])
    reached = {source.id for source in known.values() if known[id_] in chain(base, source)}
    named = [entry for entry, item in evidence(base) if {item.source, item.via} & reached]
    direct = {entry.key for entry in named if isinstance(entry, Fact)}
    facts = [
        fact
        for fact in base.facts
        if fact.key in direct or (isinstance(fact, Line) and direct & base.basis(fact).keys())
    ]
    entities = {entry.id: entry for entry in named if not isinstance(entry, Fact)} | {
        each.id: each for each in base.all(Named) if any(reached & set(name.evidence) for name in each.names)
    }
    return Recall(
        known[id_],
        tuple(known[each] for each in sorted(reached - {id_})),
        tuple((fact, _alone(fact, reached)) for fact in facts),
        tuple(entities.values()),
        tuple(printed(workshop, facts, day)),
    )


def _alone(fact: Fact, reached: set[str]) -> bool:
    """Whether a fact has no evidence but of these sources."""
    supporting = [item for item in fact.evidence if item.says is None]
    return bool(supporting) and all({item.source, item.via} & reached for item in supporting)


# --- what the commands print -----------------------------------------------------------------------


def told(found: Recall, day: date) -> Iterator[str]:
    """A recall as lines of text."""
    source = found.source
    yield f"{source.id}: {source.publisher}, {source.title}, {source.dated or 'undated'}"
    yield f"  {source.location}"
    if found.quoting:
        yield "Quoted by:"
        yield from (f"  {each.id}: {each.publisher}, {each.title}" for each in found.quoting)
    yield "Facts:" if found.facts else "Facts: none"
    for fact, alone in found.facts:
        yield f"  {fact.key}{': on this alone' if alone else ''}"
        yield f"    {fact.location}"
    if found.entities:
        yield "Names, posts and frameworks:"
        yield from (f"  {each.id}\n    {each.location}" for each in found.entities)
    yield f"Printed in the notes as of {day}:" if found.sentences else f"Printed in no note as of {day}"
    yield from (f"  {note}, {section}: {text}" for note, section, text in found.sentences)


def _table(found: Iterable[Weight]) -> Iterator[str]:
    head = ("facts", "alone", "sources", "newest", "publisher")
    rows = [head] + [
        (str(each.facts), str(each.alone), str(each.sources), each.newest or "undated", each.publisher)
        for each in found
    ]
    for facts, alone, sources, newest, publisher in rows:
        yield f"{facts:>5}  {alone:>5}  {sources:>7}  {newest:10}  {publisher}"


def _json(found: Iterable[Weight]) -> Iterator[str]:
    yield json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=2)


FORMS: Mapping[str, Callable[[Iterable[Weight]], Iterator[str]]] = {"text": _table, "json": _json}
