"""Reading of one fact file: a mapping of lists of entries, one list per kind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from briefings.loading.collection_types import items_of
from briefings.loading.entities import PARTNER
from briefings.loading.entries import MARKING_KEY, read_entry
from briefings.loading.facts import ENTRY_TABLES
from briefings.loading.folders import display_path
from briefings.loading.marking_values import MARKING
from briefings.loading.yaml_nodes import Mapping, parse_draft, read_yaml
from briefings.model.diagnostics import Diagnostic
from briefings.model.suggest import with_suggestion

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.loading.context import ReadContext
    from briefings.loading.yaml_nodes import Node
    from briefings.model.entities import Entity
    from briefings.model.facts import Fact

__all__ = ["PARTNER_KEY", "FileContents", "read_fact_file"]

PARTNER_KEY = "partner"
"""The key of the one mapping that describes the partner of a folder."""


class FileContents(NamedTuple):
    """The entries of a fact file.

    Attributes:
        entries: in the order of the file; each is as complete as it could be read.
        is_complete: whether every entry is among them, so that an id that none of them has does not exist.
    """

    entries: tuple[Entity | Fact, ...] = ()
    is_complete: bool = False


def read_fact_file(path: Path, project: Path, context: ReadContext) -> FileContents:
    """Read the entries of a fact file, and report every problem in it."""
    shown_path, draft = display_path(path, project), context.drafts.get(path)
    node, syntax_problems = read_yaml(path, shown_path) if draft is None else parse_draft(draft, shown_path)
    context.problems.extend(syntax_problems)
    if node is None:
        return FileContents()
    if not isinstance(node, Mapping):
        hint = "begin with the name of a list, such as `statements:`"
        context.report("not-a-mapping", "a fact file must be a mapping", node.location, hint)
        return FileContents()
    contents = _read_lists(node, _with_file_marking(node, context))
    loses_entries = any(map(_loses_entries, syntax_problems))
    return contents._replace(is_complete=contents.is_complete and not loses_entries)


def _loses_entries(problem: Diagnostic) -> bool:
    """Return whether a problem of a file loses entries: a repeated list, or a second document after ---."""
    is_top_level = problem.location is not None and problem.location.column == 1
    return problem.code == "several-documents" or (problem.code == "duplicate-key" and is_top_level)


def _with_file_marking(node: Mapping, context: ReadContext) -> ReadContext:
    """Return the context with the marking at the head of the file."""
    marking = next((value for key, value in node.entries if key.text == MARKING_KEY.name), None)
    if marking is None:
        return context
    return replace(
        context, has_file_marking=True, file_marking=MARKING.read(marking, MARKING_KEY.name, context)
    )


def _read_lists(node: Mapping, context: ReadContext) -> FileContents:
    """Read the lists of a fact file, and the partner if it has one."""
    entries: list[Entity | Fact | None] = []
    is_complete = True
    for key, value in node.entries:
        if key.text == PARTNER_KEY:
            entries.append(read_entry(value, PARTNER, context))
        elif key.text in ENTRY_TABLES:
            entries += _read_list(value, key.text, context)
        elif key.text != MARKING_KEY.name:
            problem = Diagnostic("unknown-key", f"a fact file has no {key.text!r}", key.location)
            known_keys = [*ENTRY_TABLES, PARTNER_KEY, MARKING_KEY.name]
            context.problems.append(with_suggestion(problem, key.text, known_keys))
            is_complete = False
    read = tuple(entry for entry in entries if entry is not None)
    return FileContents(read, is_complete and len(read) == len(entries))


def _read_list(node: Node, name: str, context: ReadContext) -> list[Entity | Fact | None]:
    """Read the entries of a list; None for one that can't be read, or in place of the list itself."""
    items = items_of(node, name, context)
    return [None] if items is None else [read_entry(item, ENTRY_TABLES[name], context) for item in items]
