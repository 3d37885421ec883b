"""Everything that rests on a source: facts, names, and the sentences of notes that print them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.authoring.explanation.printed_sentences import find_printed_sentences
from briefings.build.audiences import readable_store
from briefings.editions.search import affected_editions, find_editions, list_line
from briefings.factbase.provenance import all_evidence, source_chain
from briefings.model.diagnostics import BriefingsError
from briefings.model.entities import NamedEntity, Source
from briefings.model.facts import Fact
from briefings.model.suggest import unknown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet
    from datetime import date

    from briefings.authoring.explanation.printed_sentences import PrintedSentence
    from briefings.build.workspace import Workspace
    from briefings.factbase.store import FactStore
    from briefings.model.entities import Entity
    from briefings.project import Project

__all__ = ["DependentFact", "SourceUsage", "find_usage", "usage_lines"]


@dataclass(frozen=True, slots=True)
class DependentFact:
    """A fact that rests on a source.

    Attributes:
        fact: the fact.
        is_sole_evidence: whether nothing but the source, or sources that quote it, supports the fact.
    """

    fact: Fact
    is_sole_evidence: bool


@dataclass(frozen=True, slots=True)
class SourceUsage:
    """Everything that rests on a source.

    Attributes:
        source: the source.
        quoting_sources: the sources that quote it, directly or through others.
        facts: the facts that rest on it, on a source that quotes it, or on such facts.
        entities: the posts, frameworks and named entities that rest on it or on a source that quotes it.
        sentences: the sentences in notes that cite these facts.
        editions: that rest on it or on these facts, each on a line with its readers.
    """

    source: Source
    quoting_sources: tuple[Source, ...]
    facts: tuple[DependentFact, ...]
    entities: tuple[Entity, ...]
    sentences: tuple[PrintedSentence, ...]
    editions: tuple[str, ...]

    @property
    def keys(self) -> set[str]:
        """Return the ids of the sources and the keys of the facts."""
        return {
            *(source.id for source in (self.source, *self.quoting_sources)),
            *(item.fact.key for item in self.facts),
        }


def find_usage(workspace: Workspace, source_id: str, day: date, audience: str | None = None) -> SourceUsage:
    """Find everything that rests on a source.

    Args:
        workspace: the project with the facts.
        source_id: id of the source.
        day: as-of day of the notes whose sentences are returned.
        audience: name of the audience that the facts and notes are for; None for all facts.

    Raises:
        BriefingsError: if the source does not exist, or facts or templates have errors.
    """
    store = readable_store(workspace.store, audience, day)
    sources = {source.id: source for source in store.entities_of(Source)}
    if source_id not in sources:
        raise BriefingsError([unknown("source", source_id, sources)])
    reached_ids = {
        source.id for source in sources.values() if sources[source_id] in source_chain(store, source)
    }
    dependents = [
        entry for entry, item in all_evidence(store) if {item.source, item.via_source} & reached_ids
    ]
    facts = _dependent_facts(store, {entry.key for entry in dependents if isinstance(entry, Fact)})
    entities = {entry.id: entry for entry in dependents if not isinstance(entry, Fact)} | {
        entity.id: entity
        for entity in store.entities_of(NamedEntity)
        if any(reached_ids & set(name.evidence) for name in entity.names)
    }
    return SourceUsage(
        source=sources[source_id],
        quoting_sources=tuple(sources[id_] for id_ in sorted(reached_ids - {source_id})),
        facts=tuple(DependentFact(fact, _rests_only_on(fact, reached_ids)) for fact in facts),
        entities=tuple(entities.values()),
        sentences=tuple(find_printed_sentences(workspace, facts, day, audience)),
        editions=tuple(_editions_on(workspace.project, reached_ids | {fact.key for fact in facts}, audience)),
    )


def _editions_on(project: Project, keys: AbstractSet[str], audience: str | None) -> Iterator[str]:
    """Yield the editions for an audience, or for any, that rest on some sources and facts."""
    editions = [edition for edition in find_editions(project.root) if audience in (None, edition.audience)]
    yield from map(list_line, affected_editions(project.root, editions, keys))


def _dependent_facts(store: FactStore, direct_keys: AbstractSet[str]) -> list[Fact]:
    """Return the facts with these keys, and the facts that rest on them."""
    return [fact for fact in store.facts if fact.key in direct_keys or direct_keys & store.basis(fact).keys()]


def _rests_only_on(fact: Fact, source_ids: AbstractSet[str]) -> bool:
    """Return whether all evidence that supports a fact is from these sources."""
    supporting_evidence = [item for item in fact.all_evidence if item.disagreement is None]
    return bool(supporting_evidence) and all(
        {item.source, item.via_source} & source_ids for item in supporting_evidence
    )


def usage_lines(usage: SourceUsage, day: date) -> Iterator[str]:
    """Yield the usage of a source as lines for a terminal."""
    source = usage.source
    yield f"{source.id}: {source.publisher}, {source.display_title}, {source.effective_date or 'undated'}"
    yield f"  {source.location}"
    if usage.quoting_sources:
        yield "Quoted by:"
        yield from (
            f"  {quoting.id}: {quoting.publisher}, {quoting.display_title}"
            for quoting in usage.quoting_sources
        )
    yield "Facts:" if usage.facts else "Facts: none"
    for dependent in usage.facts:
        yield f"  {dependent.fact.key}{': its only evidence' if dependent.is_sole_evidence else ''}"
        yield f"    {dependent.fact.location}"
    if usage.entities:
        yield "Names, posts and frameworks:"
        yield from (f"  {entity.id}\n    {entity.location}" for entity in usage.entities)
    yield f"Printed in the notes as of {day}:" if usage.sentences else f"Not printed in any note as of {day}"
    yield from (f"  {sentence}" for sentence in usage.sentences)
    if usage.editions:
        yield "Issued in:"
    yield from (f"  {edition}" for edition in usage.editions)
