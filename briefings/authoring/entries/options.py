"""Problems of a new entry in the words of the command that adds it: they name the option, not a place in a draft."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.authoring.entries.draft import EntryPlaces
from briefings.authoring.entries.form import form_fields
from briefings.loading.ids import InvalidId
from briefings.model.entities import Partner, Person
from briefings.model.hints import say_keys

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from briefings.authoring.entries.new_entry import DraftedEntry
    from briefings.model.diagnostics import Diagnostic
    from briefings.model.hints import NamedKey

__all__ = ["say_in_options"]


def say_in_options(
    problems: Iterable[Diagnostic], drafted: DraftedEntry, details: Collection[str]
) -> Iterator[Diagnostic]:
    """Yield the problems of a draft; those of the new entry name the option and no place.

    Args:
        problems: what the loader, or the making of a note, says of the draft.
        drafted: the new entry in the draft of its file.
        details: the keys of its one source that have an option of their own.
    """
    places = EntryPlaces(drafted.file.content, drafted.file.display_path, (drafted.list_name, drafted.id))
    keys = {form.key.name for form in form_fields(drafted.list_name)}
    for problem in problems:
        path, is_elsewhere = places.find(problem), False
        if path is None:
            paths = (places.find(replace(problem, location=place)) for place in problem.related)
            path, is_elsewhere = next(filter(None, paths), None), True
        if path is None:
            yield problem
            continue
        key = path[-1] if path and path[-1] in details else "".join(path[:1])
        option = f"--{_option(key)}: " if key else ""
        yield replace(
            problem,
            location=None,
            related=() if is_elsewhere else problem.related,
            message=f"{option}{_message(problem)}",
            # What a value in braces lacks goes into the braces, and has no option.
            hint=problem.hint
            if option and problem.code == "missing-field"
            else _hint(problem, keys.union(details)),
        )


def _message(problem: Diagnostic) -> str:
    """Return the message of a problem, without the keys in front of it."""
    if isinstance(problem, InvalidId) and problem.kinds:
        return f"no {_kinds(problem)} is called {problem.value!r}"
    return problem.said


def _hint(problem: Diagnostic, keys: Collection[str]) -> str:
    """Return the next step, with options in place of keys."""
    if isinstance(problem, InvalidId) and problem.kinds:
        kind = problem.kinds[0]
        if kind is Person:
            return "; ".join(filter(None, ("give --new-people to add one, or the id of one", problem.hint)))
        command = "new" if kind is Partner else f"add {kind.kind}"
        return f"give the id of one, or add one: `briefings {command}`"

    def say(named: NamedKey) -> str:
        if named.key not in keys:
            return f"{named.order}{named.text}"
        return f"{'give ' if named.order else ''}`--{_option(named.key)}`"

    return say_keys(problem.hint, say)


def _kinds(problem: InvalidId) -> str:
    """Return the kinds of entries that an id may be of, in words."""
    return " or ".join(kind.kind for kind in problem.kinds)


def _option(key: str) -> str:
    """Return the name of the option for a key."""
    return key.replace("_", "-")
