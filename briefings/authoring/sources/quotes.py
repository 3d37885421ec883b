"""The words of a source as the quote of a fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.authoring.yaml.fact_edits import LIST_BY_KIND, FactEdits
from briefings.model.diagnostics import BriefingsError, Diagnostic

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.authoring.yaml.values import Value
    from briefings.model.facts import Fact
    from briefings.project import Project

__all__ = ["add_quote"]

_EVIDENCE = "evidence"


def add_quote(project: Project, fact: Fact, source_id: str, quote: str) -> list[Path]:
    """Write the words of a source to the evidence of a fact; return the file.

    They go to the evidence that names the source and has no quote yet, else to a new one.

    Args:
        project: the project with the fact.
        fact: the fact.
        source_id: id of the source.
        quote: its exact words, on one line.

    Raises:
        BriefingsError: if the quote is there already, or the facts would have errors; then no file changes.
    """
    if any(item.source == source_id and item.quote == quote for item in fact.evidence):
        message = f"{fact.key} has this quote already"
        raise BriefingsError([Diagnostic("nothing-to-do", message, fact.location)])
    edits = FactEdits(project)
    file, list_name = edits.open(fact), LIST_BY_KIND[fact.kind]
    written = file.entry(list_name, fact.id).get(_EVIDENCE)
    items: list[Value] = [*written] if isinstance(written, list) else []
    for number, item in enumerate(items):
        if item == source_id:
            items[number] = {"source": source_id, "quote": quote}
            break
        if isinstance(item, dict) and item.get("source") == source_id and not item.keys() & {"quote", "says"}:
            items[number] = {**item, "quote": quote}
            break
    else:
        items.append({"source": source_id, "quote": quote})
    file.set_key(list_name, fact.id, _EVIDENCE, items)
    return edits.save()
