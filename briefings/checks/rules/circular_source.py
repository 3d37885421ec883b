"""Sources that rest on each other.

Finds:
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

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from briefings.checks.causes import Cause
from briefings.checks.context import Finding
from briefings.factbase.provenance import all_evidence, source_chain
from briefings.model.diagnostics import Severity
from briefings.model.entities import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefings.checks.context import CheckContext

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.ERROR


@dataclass(frozen=True, slots=True)
class _Circle(Cause):
    """Sources that quote each other, by id."""

    sources: frozenset[str]


def check(context: CheckContext) -> Iterator[Finding]:
    """Check the sources that each source quotes."""
    for source in context.store.entities_of(Source):
        if source.quoted_source is None:
            continue
        chain = source_chain(context.store, source)
        quoted = context.store.source(source.quoted_source)
        if chain[-1].quoted_source == source.id:
            yield Finding(
                message=_describe_circle([linked.id for linked in (*chain, source)]),
                location=source.location,
                entries=tuple(chain),
                hint="find out which source came first, and let only the other one quote it",
                related=tuple(linked.location for linked in chain[1:]),
                cause=_Circle(frozenset(linked.id for linked in chain)),
            )
        elif source.published and quoted.published and source.published.last_day < quoted.published.first_day:
            yield Finding(
                message=f"{source.id} ({source.published}) quotes {quoted.id}, which was published later ({quoted.published})",
                location=source.location,
                entries=(source, quoted),
                hint="correct one of the dates, or name the earlier document that it quotes",
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
                message=_describe_circle([circle[-1], *circle]),
                location=item.location,
                entries=(entry, *sources),
                hint="find out which source came first, and let only the other one quote it",
                related=tuple(source.location for source in sources),
                cause=_Circle(frozenset(circle)),
            )


def _describe_circle(ids: Sequence[str]) -> str:
    """Return how sources quote each other, given their ids in order, the first one again at the end."""
    return ", ".join(f"{quoting} quotes {quoted}" for quoting, quoted in pairwise(ids))


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
