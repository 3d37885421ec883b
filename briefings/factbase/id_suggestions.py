"""Suggestions of ids for names that someone wrote in place of an id."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.loading.ids import InvalidId, UnreadableId
from briefings.model.entities import Source
from briefings.model.suggest import nearest_match

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefings.factbase.store import FactStore
    from briefings.model.diagnostics import Diagnostic

__all__ = ["add_suggestions"]


def add_suggestions(problems: Iterable[Diagnostic], store: FactStore) -> list[Diagnostic]:
    """Return the problems with a suggested id added to each one that has a name in place of an id."""
    return [
        _suggest_id(problem, store) if isinstance(problem, InvalidId) and not problem.hint else problem
        for problem in problems
    ]


def _suggest_id(problem: InvalidId, store: FactStore) -> InvalidId:
    """Return the problem of a text in place of an id, with the id of the entity of this name, if there is one."""
    ids: dict[str, str] = {}
    for entity in store.entities.values():
        if isinstance(entity, problem.kinds) and not isinstance(entity.id, UnreadableId):
            for name in (entity.id, *entity.known_as()):
                ids.setdefault(name.casefold(), entity.id)
    match = nearest_match(problem.text, ids)
    match = match or nearest_match(problem.text.replace("_", "-").replace(" ", "-"), ids)
    if match:
        return replace(problem, suggestion=ids[match])
    if problem.kinds == (Source,):
        return replace(problem, hint="write the `id:` of one of the `sources:`")
    return problem
