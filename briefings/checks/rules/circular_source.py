"""Sources that rest on each other.

What it finds:
    Sources that quote each other in a circle, through `quotes` or because the evidence of one is known `via` the
    other. Sources that quote a later source.

Why it matters:
    Two pages that copy from each other look like two witnesses, but they are not.

Example:
    sources:
    - {id: herald, quotes: gazette, ...}
    - {id: gazette, quotes: herald, ...}

Write instead:
    Find out which source came first, and let only the other one quote it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.factbase.provenance import all_evidence, source_chain
from briefings.model.diagnostics import Severity
from briefings.model.entities import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefings.checks.context import CheckContext

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.ERROR


def check(context: CheckContext) -> Iterator[Finding]:
    """Check the sources that each source quotes."""
    for source in context.store.entities_of(Source):
        if source.quoted_source is None:
            continue
        chain = source_chain(context.store, source)
        quoted = context.store.source(source.quoted_source)
        if chain[-1].quoted_source == source.id:
            yield Finding(
                message=f"{' quotes '.join(linked.id for linked in (*chain, source))}",
                location=source.location,
                entries=tuple(chain),
                hint="say which came first, and let only the other one quote it",
                related=tuple(linked.location for linked in chain[1:]),
                cause=("circle", frozenset(linked.id for linked in chain)),
            )
        elif source.published and quoted.published and source.published.last_day < quoted.published.first_day:
            yield Finding(
                message=f"{source.id} of {source.published} quotes {quoted.id}, which is of {quoted.published}",
                location=source.location,
                entries=(source, quoted),
                hint="one of the dates is wrong, or it quotes an earlier document",
                related=(quoted.location,),
            )
    yield from _check_via(context)


def _check_via(context: CheckContext) -> Iterator[Finding]:
    """Report evidence known through a source that in the end goes back to the evidence's own source."""
    items = [(entry, item) for entry, item in all_evidence(context.store) if item.via_source]
    quoted_ids: dict[str, set[str]] = {
        source.id: {source.quoted_source}
        for source in context.store.entities_of(Source)
        if source.quoted_source
    }
    for _, item in items:
        quoted_ids.setdefault(item.via_source or "", set()).add(item.source)
    for entry, item in items:
        circle = _find_path(quoted_ids, item.source, item.via_source or "")
        if circle:
            sources = [context.store.source(id_) for id_ in circle]
            yield Finding(
                message=f"{item.via_source} quotes {' quotes '.join(circle)}"
                if len(circle) > 1
                else f"{item.via_source} is known through itself",
                location=item.location,
                entries=(entry, *sources),
                hint="say which came first, and let only the other one quote it",
                related=tuple(source.location for source in sources),
                cause=("circle", frozenset(circle)),
            )


def _find_path(quoted_ids: Mapping[str, set[str]], start: str, end: str) -> list[str]:
    """Return the sources that lead from one to another, both included, or an empty list if none do."""
    paths = [[start]]
    visited = {start}
    for path in paths:
        if path[-1] == end:
            return path
        for quoted_id in sorted(quoted_ids.get(path[-1], set()) - visited):
            visited.add(quoted_id)
            paths.append([*path, quoted_id])
    return []
