"""The errors about facts that were just accepted, so that nothing contradictory is accepted in silence."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

from briefings.factbase.load import load
from briefings.lint.cache import ResultCache
from briefings.lint.incremental import check_facts
from briefings.model.diagnostics import Severity
from briefings.model.entities import SHARED_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from briefings.model.diagnostics import Diagnostic, Location
    from briefings.project import Project

__all__ = ["find_errors_about"]


def find_errors_about(project: Project, keys: Iterable[str], day: date, today: date) -> list[Diagnostic]:
    """Return the errors that `briefings check` finds about some facts.

    The results of the check are kept, so that the command itself is quick afterwards.

    Args:
        project: the project with the facts.
        keys: keys of the facts.
        day: the day of the check.
        today: the last day from which sources may be.
    """
    chosen = set(keys)
    folders = sorted({key.partition("/")[0] for key in chosen} - {SHARED_FOLDER})
    cache = ResultCache(project)
    findings = check_facts(project, day, folders, cache, max(day, today)).findings
    cache.save()
    errors = [problem for problem in findings if problem.severity is Severity.ERROR]
    if not errors:
        return []
    store = load(project.root, folders)
    accepted = {fact.location for fact in store.facts if fact.key in chosen}
    facts = (*store.facts, *store.proposals.values())
    starts = sorted(
        [*(entity.location for entity in store.entities.values()), *(fact.location for fact in facts)]
    )
    return [
        problem
        for problem in errors
        if any(
            _entry_at(starts, place) in accepted for place in (problem.location, *problem.related) if place
        )
    ]


def _entry_at(starts: Sequence[Location], place: Location) -> Location | None:
    """Return the start of the entry that a place is in; None if it is before all of them."""
    index = bisect.bisect_right(starts, place)
    return starts[index - 1] if index else None
