"""Suggestions of ids for names that someone wrote in place of an id."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from briefings.loading.ids import InvalidId, UnreadableId
from briefings.model.entities import SHARED_FOLDER, Post, Source
from briefings.model.suggest import nearest_match

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefings.factbase.store import FactStore
    from briefings.model.diagnostics import Diagnostic
    from briefings.model.entities import Entity

__all__ = ["add_suggestions"]


def add_suggestions(problems: Iterable[Diagnostic], store: FactStore) -> list[Diagnostic]:
    """Return the problems with a suggested id added to each one that has a name in place of an id."""
    return [
        _suggest_id(problem, store) if isinstance(problem, InvalidId) and not problem.hint else problem
        for problem in problems
    ]


_OF_ONE_WORD, _OF_WORDS = 0.6, 0.8
"""How like a name must be; several words are like those of other posts, as one minister's title is like another's."""


def _names(entity: Entity, folder: str) -> Iterator[str]:
    """Yield what a person in a folder may call an entity; nothing for a post of another partner."""
    if isinstance(entity, Post) and entity.partner:
        if folder not in (SHARED_FOLDER, entity.partner, entity.folder):
            return
        if folder != SHARED_FOLDER:
            yield from (role.replace("-", " ") for role in entity.roles)
    yield from (entity.id, *entity.known_as())


def _suggest_id(problem: InvalidId, store: FactStore) -> InvalidId:
    """Return the problem of a text in place of an id, with the id of the entity of this name, if there is one."""
    folder = PurePosixPath(problem.location.path).parent.name if problem.location else ""
    ids: dict[str, str] = {}
    for entity in store.entities.values():
        if isinstance(entity, problem.kinds) and not isinstance(entity.id, UnreadableId):
            for name in _names(entity, folder):
                ids.setdefault(name.casefold(), entity.id)
    likeness = _OF_WORDS if " " in problem.value else _OF_ONE_WORD
    match = nearest_match(problem.value, ids, likeness)
    match = match or nearest_match(problem.value.replace("_", "-").replace(" ", "-"), ids, likeness)
    if match:
        return replace(problem, suggestion=ids[match])
    if problem.kinds == (Source,):
        return replace(problem, hint="write the `id:` of one of the `sources:`")
    return problem
