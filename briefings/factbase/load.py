"""Loading of a project: read its files, index the entries and check every link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.factbase.links import add_suggestions, check_links
from briefings.factbase.store import FactStore
from briefings.loading.project import read_project
from briefings.model.diagnostics import BriefingsError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["load"]


def load(project: Path, partners: Iterable[str] | None = None) -> FactStore:
    """Load the facts of a project.

    Args:
        project: the folder that contains `facts/`.
        partners: ids of the partners to load, in addition to the shared folder; None for all.

    Raises:
        BriefingsError: with all problems of all files.
    """
    contents = read_project(project, partners)
    store = FactStore.from_records(
        contents.house, contents.schemes, [*contents.entities, *contents.house.regions], contents.facts
    )
    problems = [*contents.problems, *check_links(store, contents.partners, contents.incomplete_folders)]
    if problems:
        raise BriefingsError(add_suggestions(problems, store))
    return store
