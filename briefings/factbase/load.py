"""Load a project: read its files, index what they say, and look up every id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.factbase.links import add_suggestions, check_links
from briefings.factbase.store import FactBase
from briefings.loading.project import read_project
from briefings.model.diagnostics import BriefingsError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["load"]


def load(project: Path, partners: Iterable[str] | None = None) -> FactBase:
    """Load the facts of a project.

    Args:
        project: the folder that holds `facts/`.
        partners: the partners whose folders are read, beside the shared one; None for all.

    Raises:
        BriefingsError: with every problem of every file.
    """
    records = read_project(project, partners)
    store = FactBase.of(
        records.house, records.schemes, [*records.entities, *records.house.regions], records.facts
    )
    problems = [*records.problems, *check_links(store, records.partners, records.unread)]
    if problems:
        raise BriefingsError(add_suggestions(problems, store))
    return store
