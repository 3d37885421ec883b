"""The explanation of a fact: its texts, standing, evidence, and the sentences that print it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.authoring.explanation.printed_sentences import find_printed_sentences
from briefings.authoring.wording.stages import say_stage
from briefings.build.audiences import readable_store
from briefings.build.workspace import Workspace
from briefings.editions.issued_sentences import issued_sentences
from briefings.factbase.announcements import is_ahead
from briefings.factbase.links import unknown_fact
from briefings.factbase.plans import is_called_off
from briefings.factbase.standing import (
    has_begun,
    holders_named,
    own_standing,
    review_period,
    standing_of,
    superseding_fact,
)
from briefings.model.diagnostics import BriefingsError
from briefings.model.entities import Framework, Post
from briefings.model.facts import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from briefings.factbase.store import FactStore
    from briefings.model.evidence import Evidence
    from briefings.model.facts import Fact
    from briefings.project import Project

__all__ = ["explain_fact", "status_text"]

_STATUS_TEXTS = {"ended": "does not hold", "overdue": "overdue for review"}
"""Texts of the statuses whose names alone would be unclear."""


def explain_fact(project: Project, key: str, day: date, audience: str | None = None) -> Iterator[str]:
    """Yield everything about a fact, where the notes of a day print it, and to whom it was issued.

    With an audience, only what it may see, and its notes.

    Raises:
        BriefingsError: if the fact does not exist, or facts or templates have errors.
    """
    workspace = Workspace(project)
    store = readable_store(workspace.store, audience, day)
    fact = store.facts_by_key.get(key)
    issued = list(_issued_lines(project, key, audience))
    if fact is None and issued:
        yield f"{key} is no longer in the facts"
        yield from issued
        return
    if fact is None:
        raise BriefingsError([unknown_fact(store, key)])
    yield f"{fact.key}: {fact.kind}, {'on' if fact.is_event else 'valid'} {fact.period}, marked {fact.marking}"
    yield f"  {fact.location}"
    for text in fact.texts():
        yield from (f"  {language}: {words}" for language, words in text.by_language.items())
    yield from _stage_lines(store, fact)
    yield _standing_line(store, fact, day)
    yield from _order_lines(store, fact, day)
    if basis := _basis_of(store, fact, day):
        yield "Rests on:"
        yield from (f"  {key}: {status_text(store, basis_fact, day)}" for key, basis_fact in basis.items())
    yield "Evidence:"
    for evidence in fact.all_evidence:
        yield from _evidence_lines(store, evidence)
    yield f"Printed in the notes as of {day}:"
    sentences = [f"  {sentence}" for sentence in find_printed_sentences(workspace, [fact], day, audience)]
    yield from sentences or ["  nowhere"]
    yield from issued


def _issued_lines(project: Project, key: str, audience: str | None) -> Iterator[str]:
    """Yield the editions that cite a fact, with their readers and its sentences."""
    editions = list(issued_sentences(project.root, audience, lambda line: key in line.fact_keys))
    if editions:
        yield "Issued in:"
    for edition, sentences in editions:
        yield f"  {edition}"
        yield from (f"    {sentence}" for sentence in sentences)


def _standing_line(store: FactStore, fact: Fact, day: date) -> str:
    """Return the status of a fact on a day, its last attestation, and when and why it is due for review."""
    standing = standing_of(store, fact, day)
    line = f"On {day}: {status_text(store, fact, day)}"
    if standing.last_attestation:
        line += f", last attested {standing.last_attestation}"
    if standing.review_due:
        line += f", due for review {standing.review_due}{_review_rule(store, fact, standing.review_due, day)}"
    return line


def _stage_lines(store: FactStore, fact: Fact) -> Iterator[str]:
    """Yield the stages of a fact, and the agreements that one replaces or supplements, or is replaced or supplemented by."""
    for stage in fact.stages:
        yield f"  {say_stage(stage)}"
    if isinstance(fact, Agreement):
        yield from (f"  replaces {key}" for key in fact.replaced_keys)
        if fact.main_key:
            yield f"  supplements {fact.main_key}"
    yield from (f"  replaced by {later.key}" for later in store.replacements.get(fact.key, ()))
    yield from (f"  supplemented by {added.key}" for added in store.supplements.get(fact.key, ()))


def _order_lines(store: FactStore, fact: Fact, day: date) -> Iterator[str]:
    """Yield which fact a fact follows, which facts follow it, and whether one of them has superseded it by a day."""
    if fact.earlier_key:
        yield f"Comes after: {fact.earlier_key}"
    for later in store.later_facts.get(fact.key, ()):
        yield f"Comes before: {later.key}"
    superseding = superseding_fact(store, fact, day)
    if superseding and has_begun(store, fact, day):
        yield f"Superseded by: {superseding.key}, once this fact is overdue"


def status_text(store: FactStore, fact: Fact, day: date) -> str:
    """Return the status of a fact on a day, in words."""
    status = standing_of(store, fact, day).status
    end = fact.period_on(day).end
    if (
        status == "ended"
        and fact.may_be_planned
        and end
        and end.last_day >= day
        and not is_called_off(fact, day)
    ):
        return "is ahead"
    if status == "ended" and is_ahead(store, fact, day):
        return "is ahead"
    return _STATUS_TEXTS.get(status, status)


def _review_rule(store: FactStore, fact: Fact, due_day: date, day: date) -> str:
    """Return which rule makes a fact due for review; empty for a talking point that is due because of another fact."""
    if fact.review_day and fact.review_day.first_day == due_day:
        return " (its own `review:`)" if fact.review_due else " (its own `due:`)"
    if fact.basis_keys and own_standing(store, fact, day).review_due != due_day:
        return ""
    entity = store.entities[fact.subject_id] if fact.subject_id else None
    if isinstance(entity, Post | Framework) and entity.review_period:
        return f" ({entity.review_period.text}, set by {entity.id} in {entity.location})"
    return f" ({review_period(store, fact).text}, set in facts/house.yaml)"


def _basis_of(store: FactStore, fact: Fact, day: date) -> Mapping[str, Fact]:
    """Return the facts that a fact rests on, by key; for a judgement, the tenures of the holders it names too."""
    basis = dict(store.basis(fact))
    if fact.is_judgement:
        basis |= {tenure.key: tenure for tenure in holders_named(store, fact, day)}
    return basis


def _evidence_lines(store: FactStore, evidence: Evidence) -> Iterator[str]:
    """Yield the source of an evidence entry, and its details."""
    source = store.source(evidence.source)
    yield f"  {source.publisher}, {source.display_title}, {source.effective_date or 'undated'} [{source.id}]"
    details: dict[str, object] = {
        "at": evidence.locator,
        "attests": evidence.attested_on,
        "asserted": evidence.asserted_on,
        "via": evidence.via_source,
    }
    if disagreement := evidence.disagreement:
        text = next(iter(disagreement.text.by_language.values())) if disagreement.text else ""
        details["said before" if disagreement.is_revised else "says instead"] = (
            disagreement.holder or disagreement.value or disagreement.period or text
        )
    yield from (f"    {name} {value}" for name, value in details.items() if value)
    for address in filter(None, (source.address, source.doi and f"doi:{source.doi}", source.archived)):
        yield f"    {address}"
