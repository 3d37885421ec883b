"""The errors about facts that were just accepted, so that nothing contradictory is accepted in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.factbase.load import load
from briefings.lint.cache import ResultCache
from briefings.lint.incremental import check_facts
from briefings.model.diagnostics import Severity
from briefings.model.entities import SHARED_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from briefings.model.diagnostics import Diagnostic
    from briefings.project import Project

__all__ = ["find_errors_about"]


def find_errors_about(project: Project, keys: Iterable[str], day: date) -> list[Diagnostic]:
    """Return the errors that `briefings check` finds about some facts.

    The results of the check are kept, so that the command itself is quick afterwards.

    Args:
        project: the project with the facts.
        keys: keys of the facts.
        day: the day of the check.
    """
    chosen = set(keys)
    folders = sorted({key.partition("/")[0] for key in chosen} - {SHARED_FOLDER})
    cache = ResultCache(project)
    findings = check_facts(project, day, folders, cache, day).findings
    cache.save()
    errors = [problem for problem in findings if problem.severity is Severity.ERROR]
    if not errors:
        return []
    places = {fact.location for fact in load(project.root, folders).facts if fact.key in chosen}
    return [problem for problem in errors if not places.isdisjoint((problem.location, *problem.related))]
