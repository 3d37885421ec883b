"""Audiences that may see no fact at all: their notes would be empty pages, which is seldom what a house means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.build.audiences import sees_everything
from briefings.loading.project import load_house
from briefings.model.diagnostics import Diagnostic, Severity
from briefings.views.release import release

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from briefings.factbase.store import FactStore
    from briefings.lint.cache import CachedResult

__all__ = ["check_blind_audiences", "folders_by_audience"]


def folders_by_audience(store: FactStore, day: date) -> Mapping[str, frozenset[str]]:
    """Return the folders in which each audience of the house sees a fact on a day, by its name."""
    return {
        name: frozenset(
            fact.folder
            for fact in (
                store if sees_everything(store.scheme, audience) else release(store, name, day)
            ).facts
        )
        for name, audience in store.house.audiences.items()
    }


def check_blind_audiences(root: Path, results: Iterable[CachedResult]) -> Iterator[Diagnostic]:
    """Report each audience that sees no fact, though there are facts.

    Args:
        root: the top folder of the project.
        results: of checking all its folders of facts.
    """
    results = list(results)
    seeing = {name for result in results for name in result.seen_by}
    blind = {name for result in results for name in result.unseen_by} - seeing
    audiences = load_house(root)[0].audiences if blind else {}
    for name in sorted(blind & audiences.keys()):
        level = audiences[name].level
        yield Diagnostic(
            "blind-audience",
            f"no fact is for the audience {name!r}, so its notes are empty",
            audiences[name].location,
            Severity.WARNING,
            f"give the facts that it may see `marking: {level}`, or give it a higher level than {level}",
        )
