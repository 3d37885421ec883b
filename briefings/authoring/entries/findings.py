"""Findings of `briefings check` about entries that a command has just added or accepted."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

from briefings.factbase.load import load
from briefings.lint.cache import ResultCache
from briefings.lint.incremental import check_facts, check_store
from briefings.model.diagnostics import Severity
from briefings.model.entities import SHARED_FOLDER
from briefings.model.facts import Fact

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from briefings.factbase.store import FactStore
    from briefings.model.diagnostics import Diagnostic, Location
    from briefings.model.entities import Entity
    from briefings.project import Project

__all__ = ["find_draft_findings", "find_errors_about", "find_findings_about", "find_partner_findings"]


def find_errors_about(project: Project, keys: Iterable[str], day: date, today: date) -> list[Diagnostic]:
    """Return the errors that `briefings check` finds about some entries.

    The results of the check are kept, so that the command itself is quick afterwards.

    Args:
        project: the project with the facts.
        keys: keys of the facts, and ids of other entries.
        day: the day of the check.
        today: the last day from which sources may be.
    """
    chosen = set(keys)
    folders = sorted({key.partition("/")[0] for key in chosen if "/" in key} - {SHARED_FOLDER})
    cache = ResultCache(project)
    findings = check_facts(project, day, folders, cache, max(day, today)).findings
    cache.save()
    errors = [problem for problem in findings if problem.severity is Severity.ERROR]
    return _about(load(project.root, folders), errors, chosen) if errors else []


def find_draft_findings(
    project: Project, store: FactStore, keys: Collection[str], day: date, today: date
) -> list[Diagnostic]:
    """Return the errors and warnings that `briefings check` finds about some entries of a draft.

    Args:
        project: the project that the facts are of.
        store: all facts, as they will be.
        keys: keys of facts, and ids of other entries.
        day: the day of the check.
        today: the last day from which sources may be.
    """
    folders = {entry.folder for entry in _entries(store) if _key_of(entry) in keys}
    near = store if SHARED_FOLDER in folders else store.subset(folders)
    findings = check_store(project, near, day, max(day, today))
    serious = [finding for finding in findings if finding.severity is not Severity.INFO]
    return sorted(_about(near, serious, keys), key=lambda finding: finding.sort_key)


def find_findings_about(project: Project, keys: Collection[str], day: date) -> list[Diagnostic]:
    """Return the errors and warnings that `briefings check` finds about some entries that were just written.

    Args:
        project: the project with the facts.
        keys: keys of facts, and ids of other entries.
        day: the day of the check.
    """
    return find_draft_findings(project, load(project.root), keys, day, day)


def find_partner_findings(project: Project, partner: str, day: date) -> list[Diagnostic]:
    """Return the errors and warnings that `briefings check` finds about the entries in the folder of a partner.

    Args:
        project: the project with the facts.
        partner: id of the partner.
        day: the day of the check.
    """
    store = load(project.root)
    keys = {_key_of(entry) for entry in store.entries_by_folder.get(partner, ())}
    return find_draft_findings(project, store, keys, day, day)


def _about(store: FactStore, findings: Iterable[Diagnostic], keys: Collection[str]) -> list[Diagnostic]:
    """Return the findings that are in some entries, or name a place in one of them."""
    chosen = {entry.location for entry in _entries(store) if _key_of(entry) in keys}
    starts = sorted(entry.location for entry in _entries(store))
    return [
        problem
        for problem in findings
        if any(_entry_at(starts, place) in chosen for place in (problem.location, *problem.related) if place)
    ]


def _entries(store: FactStore) -> list[Fact | Entity]:
    """Return all entries of a store, with the proposals."""
    return [*store.entities.values(), *store.facts, *store.proposals.values()]


def _key_of(entry: Fact | Entity) -> str:
    """Return the key of a fact, or the id of another entry."""
    return entry.key if isinstance(entry, Fact) else entry.id


def _entry_at(starts: Sequence[Location], place: Location) -> Location | None:
    """Return the start of the entry that a place is in; None if it is before all of them."""
    index = bisect.bisect_right(starts, place)
    return starts[index - 1] if index else None
