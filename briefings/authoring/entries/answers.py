"""Answers to questions about a new entry, each checked as soon as it is given."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from briefings.authoring.entries.form import FormReader, kinds_of, replace_names
from briefings.authoring.yaml.values import entry_lines
from briefings.loading.context import ReadContext
from briefings.loading.yaml_nodes import Mapping as MappingNode
from briefings.loading.yaml_nodes import Sequence as SequenceNode
from briefings.loading.yaml_nodes import parse_yaml
from briefings.model.entities import SHARED_FOLDER, Partner, Person
from briefings.model.suggest import unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.authoring.yaml.values import Value
    from briefings.factbase.store import FactStore
    from briefings.loading.tables import Key
    from briefings.model.diagnostics import Diagnostic
    from briefings.model.entities import Entity
    from briefings.project import Project

__all__ = ["CheckedAnswer", "check_answer", "read_when"]

_STAND_IN = "new-person"
"""The id of a person that is yet to be made, so that the rest of the answer can be read."""


class CheckedAnswer(NamedTuple):
    """The problems of an answer, and the names in it that no person has yet."""

    problems: list[Diagnostic]
    new_people: list[str]


def check_answer(project: Project, store: FactStore, folder: str, key: Key, word: str) -> CheckedAnswer:
    """Return the problems of an answer by itself; rules between answers are for the entry as a whole.

    Args:
        project: the project.
        store: its facts, whose names may replace ids.
        folder: id of the partner; empty if it is not known.
        key: the key that the answer is for.
        word: one answer, as typed.
    """
    reader = FormReader(store, (Person,), folder)
    value = reader.read(key, [word])
    new_people = [*reader.new_names]
    problems = [*reader.problems]
    value = replace_names(value, dict.fromkeys(new_people, _STAND_IN))
    problems = problems or [*_unknown_names(store, key, value, word)]
    problems = problems or [*_reading_problems(project, store, folder, key, value)]
    told = [replace(each, location=None, message=each.said) for each in problems]
    return CheckedAnswer(told, [] if told else new_people)


def read_when(store: FactStore, keys: dict[str, Key], word: str) -> tuple[str, str]:
    """Return the key of a time, `on` for an event and `valid` for a state, and the time in the notation of files.

    Args:
        store: the facts; their house has the languages in which dates may be written.
        keys: the two keys by name.
        word: a day, a month or a year; with a slash, or as in "since 2019", for what lasts.
    """
    value = FormReader(store).read(keys["valid"], [word])
    return ("valid" if "/" in str(value) else "on"), word


def _reading_problems(
    project: Project, store: FactStore, folder: str, key: Key, value: Value
) -> Iterator[Diagnostic]:
    """Yield what the loader finds wrong with the value of a key."""
    context = ReadContext(
        [],
        store.house.default_language,
        store.scheme,
        folder=folder or SHARED_FOLDER,
        has_file_marking=True,
        project=project.root,
    )
    lines = "\n".join(entry_lines({key.name: value}))
    root, problems = parse_yaml(lines.encode(), "")
    if isinstance(root, SequenceNode) and isinstance(entry := root.items[0], MappingNode):
        key.type.read(entry.entries[0][1], key.name, context)
    yield from problems
    yield from context.problems


def _unknown_names(store: FactStore, key: Key, value: Value, word: str) -> Iterator[Diagnostic]:
    """Yield a problem for each id of a value that no entry of its kinds has, with the nearest name."""
    kinds = kinds_of(key.type)
    for id_ in value if isinstance(value, list) else [value]:
        if not kinds or not isinstance(id_, str) or id_ == _STAND_IN:
            continue
        if not isinstance(store.entities.get(id_), kinds):
            yield _unknown(store, kinds, word)


def _unknown(store: FactStore, kinds: tuple[type[Entity], ...], word: str) -> Diagnostic:
    """Return the problem that nothing of some kinds is called so, with what is called nearly so."""
    known = {
        name
        for kind in kinds
        for entity in store.entities_of(kind)
        for name in (entity.id, *entity.known_as())
    }
    noun = " or ".join(kind.kind for kind in kinds)
    command = "new" if kinds[0] is Partner else f"add {kinds[0].kind}"
    hint = f"add it in another terminal with `briefings {command}`, then answer again"
    problem = unknown(noun, word, known, code=f"unknown-{kinds[0].kind}")
    return replace(problem, hint="; ".join(filter(None, (problem.hint, hint))))
