"""Proposals from a review copy that came back: each edit of a sentence that is one text of one fact.

A proposal has the sources of the fact that it is to replace. Whether they say so is for a person to find out, who then
accepts the proposal; it then replaces that fact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.authoring.yaml.fact_edits import LIST_BY_KIND, FactEdits
from briefings.factbase.load import load
from briefings.loading.entries import ID_KEY, STATUS_KEY, WAIVE_KEY
from briefings.loading.fact_tables import CORRECTS_KEY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefings.authoring.yaml.edit import FactFile
    from briefings.authoring.yaml.values import Value
    from briefings.diff.returned import Change
    from briefings.factbase.store import FactStore
    from briefings.model.facts import Fact
    from briefings.project import Project

__all__ = ["propose_edits"]

_SUFFIX = "-returned"
_TEXT_KEY = "text"
_OF_THE_OLD_TEXT = (WAIVE_KEY.name, "review", "reviewed", STATUS_KEY.name)
"""Keys that say something of the text as it was."""


def propose_edits(project: Project, changes: Iterable[Change]) -> dict[str, Fact]:
    """Add a proposal for each change that maps to one text; return the facts that they are to replace, by key of the proposal.

    Args:
        project: with the facts.
        changes: the edits in a review copy.

    Raises:
        BriefingsError: if the facts have errors, or would have; then no file changes.
    """
    store, edits = load(project.root), FactEdits(project)
    taken = {fact.key for fact in (*store.facts, *store.proposals.values())}
    replaced: dict[str, Fact] = {}
    proposed: set[tuple[Fact, str]] = set()
    for change in changes:
        fact = _changed_fact(store, change)
        if fact is None:
            continue
        list_name = LIST_BY_KIND[fact.kind]
        file = edits.open(fact)
        entry = file.entry(list_name, fact.id)
        text = _edited_text(entry.get(_TEXT_KEY), change)
        if not text or (fact, text) in proposed:
            continue  # a note may say a fact in two places
        proposed.add((fact, text))
        if _is_there(store, file, fact, text):
            continue
        id_ = _free_id(fact, taken)
        kept = {key: value for key, value in entry.items() if key not in _OF_THE_OLD_TEXT}
        status: dict[str, Value] = {STATUS_KEY.name: "proposed", CORRECTS_KEY.name: fact.id}
        file.append_entries(list_name, [{**kept, ID_KEY.name: id_, _TEXT_KEY: text, **status}])
        replaced[f"{fact.folder}/{id_}"] = fact
    if replaced:
        edits.save()
    return replaced


def _changed_fact(store: FactStore, change: Change) -> Fact | None:
    """Return the fact of a changed sentence; None if the sentence states several, or none that is still there."""
    if change.kind != "changed" or len(change.fact_keys) != 1:
        return None
    return next((fact for fact in store.facts if fact.key == change.fact_keys[0]), None)


def _edited_text(text: Value | None, change: Change) -> str:
    """Return the text of a fact as a change has it; empty unless the change is in that text alone."""
    if not isinstance(text, str):
        return ""  # a text in several languages, of which the change says one only
    plain, before, after = (
        " ".join(words.replace("’", "'").split()) for words in (text, change.before, change.after)
    )
    head, found, tail = before.partition(plain)
    if not found or not after.startswith(head) or not after.endswith(tail):
        return ""
    edited = after[len(head) : len(after) - len(tail)].strip()
    return edited if edited != plain else ""


def _is_there(store: FactStore, file: FactFile, fact: Fact, text: str) -> bool:
    """Return whether an earlier run has proposed a text in place of that of a fact: a command may be run again."""
    earlier = [
        each.id
        for each in store.proposals.values()
        if (each.kind, each.location.path) == (fact.kind, fact.location.path)
    ]
    list_name = LIST_BY_KIND[fact.kind]
    return any(
        file.entry(list_name, id_).get(_TEXT_KEY) == text
        for id_ in earlier
        if id_.startswith(f"{fact.id}{_SUFFIX}")
    )


def _free_id(fact: Fact, taken: set[str]) -> str:
    """Return an id for a proposal, and take it."""
    id_ = f"{fact.id}{_SUFFIX}"
    number = 2
    while f"{fact.folder}/{id_}" in taken:
        id_ = f"{fact.id}{_SUFFIX}-{number}"
        number += 1
    taken.add(f"{fact.folder}/{id_}")
    return id_
