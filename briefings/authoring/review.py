"""Which facts somebody should look at again, and the stamp that says that somebody has: `briefings review`."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from briefings.authoring.yaml_edit import FactFile
from briefings.checks.rules.overdue import due
from briefings.factbase.load import load
from briefings.loading.facts import READERS
from briefings.loading.project import chosen_partners
from briefings.model.diagnostics import BriefingsError, Diagnostic, did_you_mean
from briefings.model.facts import Line
from briefings.model.hashing import short_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from briefings.factbase.store import FactBase
    from briefings.model.facts import Fact
    from briefings.project import Project

__all__ = ["FORMS", "Due", "ask", "counted", "review", "stamp"]

OVERDUE, CHANGED, UNREVIEWED = "overdue", "changed", "unreviewed"
_STATES = (OVERDUE, CHANGED, UNREVIEWED)
_LISTS = {what: list_ for list_, (what, _) in READERS.items()}


@dataclass(frozen=True, slots=True)
class Due:
    """A fact that somebody should look at.

    Attributes:
        state: `overdue`, `changed` since its review, or `unreviewed`.
        since: from which day it is overdue, when it was reviewed, or the newest day for which a source speaks;
            None where that is not known.
        lines: keys of the lines that rest on it.
        partners: whose notes it is for.
    """

    fact: Fact
    state: str
    since: date | None
    lines: tuple[str, ...]
    partners: tuple[str, ...]


def review(
    project: Project, day: date, partners: Sequence[str] = (), *, everything: bool = False
) -> list[Due]:
    """What is due for review: by state, folder, age, and what depends on it.

    Args:
        project: where the facts are.
        day: as of which they are judged.
        partners: whose notes they are for; none for all.
        everything: list also what nobody has reviewed as it is, though it is not overdue.

    Raises:
        BriefingsError: if there is no such partner, or the facts are at fault.
    """
    chosen = chosen_partners(project.root, partners)
    base = load(project.root)
    lines = [(fact.key, base.basis(fact)) for fact in base.facts if isinstance(fact, Line)]
    found: list[Due] = []
    for fact in base.facts:
        state, since = _state(base, fact, day)
        if not state or (state != OVERDUE and not everything):
            continue
        concerned = tuple(each.id for each in base.partners if base.concerns(fact, each.id))
        if partners and not set(chosen) & set(concerned):
            continue
        resting = tuple(key for key, basis in lines if fact.key in basis)
        found.append(Due(fact, state, since, resting, concerned))
    return sorted(found, key=_order)


def counted(found: Sequence[Due]) -> str:
    """How many facts are due for review, and how many nobody has reviewed as they are, in words."""
    by_state = {state: sum(each.state == state for each in found) for state in _STATES}
    words = {
        OVERDUE: "due for review",
        CHANGED: "changed since somebody looked",
        UNREVIEWED: "never reviewed",
    }
    told = ", ".join(f"{number} {words[state]}" for state, number in by_state.items() if number)
    return told if by_state[OVERDUE] else f"Nothing is due for review{'; ' if told else '.'}{told}"


def stamp(project: Project, by: str, keys: Iterable[str], day: date) -> list[Path]:
    """Note in the files that somebody has looked facts over; gives the files.

    A date under `review` that has come is met by this, and taken out.

    Args:
        project: where the facts are.
        by: who has looked.
        keys: of the facts.
        day: when.

    Raises:
        BriefingsError: if there is no such fact, the facts are at fault, or a file can't be changed; then none is.
    """
    files: dict[str, FactFile] = {}
    for fact in _facts(load(project.root), keys):
        file = _file(project, fact, files)
        met = fact.review is not None and fact.review.first <= day
        if met:
            file.drop(_LISTS[fact.kind], fact.id, "review")
        of = short_hash(replace(fact, review=None) if met else fact)
        file.put(_LISTS[fact.kind], fact.id, "reviewed", {"by": by, "on": day.isoformat(), "of": of})
    return _save(files)


def ask(project: Project, facts: Iterable[Fact], day: date) -> list[Path]:
    """Make facts due for review from a day on; gives the files.

    Raises:
        BriefingsError: if a file can't be changed; then none is.
    """
    files: dict[str, FactFile] = {}
    for fact in facts:
        if fact.review is None or fact.review.first > day:
            file = _file(project, fact, files)
            file.put(_LISTS[fact.kind], fact.id, "review", day.isoformat())
    return _save(files)


def _state(base: FactBase, fact: Fact, day: date) -> tuple[str, date | None]:
    """How a fact is due, and since when; empty where somebody has reviewed it as it is."""
    if since := due(base, fact, day):
        return OVERDUE, since
    if fact.reviewed is None:
        said = (item.attests or item.asserted or base.source(item.source).dated for item in fact.evidence)
        return UNREVIEWED, max((when.last for when in said if when), default=None)
    return ("", None) if fact.reviewed.of == short_hash(fact) else (CHANGED, fact.reviewed.on.last)


def _order(each: Due) -> tuple[int, str, str, int, str]:
    depending = len(each.lines) + len(each.partners)
    return (_STATES.index(each.state), each.fact.folder, str(each.since or ""), -depending, each.fact.key)


def _facts(base: FactBase, keys: Iterable[str]) -> list[Fact]:
    chosen = list(dict.fromkeys(keys))
    unknown = [
        Diagnostic(
            "unknown-fact",
            f"there is no fact {key!r}",
            hint=did_you_mean(key, base.by_key) or "write it as partner/id",
        )
        for key in chosen
        if key not in base.by_key
    ]
    if unknown:
        raise BriefingsError(unknown)
    return [base.by_key[key] for key in chosen]


def _file(project: Project, fact: Fact, files: dict[str, FactFile]) -> FactFile:
    name = fact.location.path
    if name not in files:
        files[name] = FactFile(project.root / name, name)
    return files[name]


def _save(files: Mapping[str, FactFile]) -> list[Path]:
    for file in files.values():
        file.verify()
    for file in files.values():
        file.save()
    return [file.path for file in files.values()]


# --- what the command prints -----------------------------------------------------------------------


_SINCE = {
    OVERDUE: "overdue since",
    CHANGED: "changed since its review on",
    UNREVIEWED: "unreviewed, its sources of",
}


def _text(found: Iterable[Due]) -> Iterator[str]:
    folder = state = ""
    for each in found:
        if (each.fact.folder, each.state) != (folder, state):
            folder, state = each.fact.folder, each.state
            yield f"{folder}, {state}:"
        depends = (
            f"; {', '.join(each.lines)} rest{'s' if len(each.lines) == 1 else ''} on it" if each.lines else ""
        )
        if len(each.partners) > 1:
            depends += f"; in the notes of {len(each.partners)} partners"
        yield f"  {each.fact.key}: {_SINCE[each.state]} {each.since or 'no known day'}{depends}"
        yield f"    {each.fact.location}"


def _json(found: Iterable[Due]) -> Iterator[str]:
    def data(each: Due) -> dict[str, Any]:
        return {
            "fact": each.fact.key,
            "state": each.state,
            "since": each.since.isoformat() if each.since else None,
            "lines": each.lines,
            "partners": each.partners,
            "file": each.fact.location.path,
            "line": each.fact.location.line,
        }

    yield json.dumps([data(each) for each in found], ensure_ascii=False, indent=2)


FORMS: Mapping[str, Callable[[Iterable[Due]], Iterator[str]]] = {"text": _text, "json": _json}
