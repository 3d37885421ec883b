"""Sources that rest on each other.

What it finds:
    Sources that quote each other in a circle, by `quotes` or because evidence of one is known `via` the other; sources
    that quote a later one.

Why it matters:
    Two pages that copy from each other look like two witnesses, and are none.

Example:
    sources:
    - {id: herald, quotes: gazette, ...}
    - {id: gazette, quotes: herald, ...}

Write instead:
    Which one came first; the other one quotes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.context import Finding
from briefings.factbase.provenance import chain, evidence
from briefings.model.diagnostics import Severity
from briefings.model.facts import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefings.checks.context import Case

__all__ = ["SEVERITY", "check"]

SEVERITY = Severity.ERROR


def check(case: Case) -> Iterator[Finding]:
    """Look at what each source quotes."""
    for source in case.base.all(Source):
        if source.quotes is None:
            continue
        found = chain(case.base, source)
        quoted = case.base.source(source.quotes)
        if found[-1].quotes == source.id:
            yield Finding(
                message=f"{' quotes '.join(each.id for each in (*found, source))}",
                location=source.location,
                about=tuple(found),
                hint="say which came first, and let only the other one quote it",
                related=tuple(each.location for each in found[1:]),
                cause=("circle", frozenset(each.id for each in found)),
            )
        elif source.published and quoted.published and source.published.last < quoted.published.first:
            yield Finding(
                message=f"{source.id} of {source.published} quotes {quoted.id}, which is of {quoted.published}",
                location=source.location,
                about=(source, quoted),
                hint="one of the dates is wrong, or it quotes an earlier document",
                related=(quoted.location,),
            )
    yield from _through(case)


def _through(case: Case) -> Iterator[Finding]:
    """Evidence known through a source that in the end goes back to it."""
    items = [(entry, item) for entry, item in evidence(case.base) if item.via]
    quoted: dict[str, set[str]] = {
        source.id: {source.quotes} for source in case.base.all(Source) if source.quotes
    }
    for _, item in items:
        quoted.setdefault(item.via or "", set()).add(item.source)
    for entry, item in items:
        circle = _path(quoted, item.source, item.via or "")
        if circle:
            sources = [case.base.source(id_) for id_ in circle]
            yield Finding(
                message=f"{item.via} quotes {' quotes '.join(circle)}"
                if len(circle) > 1
                else f"{item.via} is known through itself",
                location=item.location,
                about=(entry, *sources),
                hint="say which came first, and let only the other one quote it",
                related=tuple(each.location for each in sources),
                cause=("circle", frozenset(circle)),
            )


def _path(quoted: Mapping[str, set[str]], start: str, end: str) -> list[str]:
    """The sources by which one leads to another, both included; empty if it does not."""
    paths = [[start]]
    seen = {start}
    for path in paths:
        if path[-1] == end:
            return path
        for next_ in sorted(quoted.get(path[-1], set()) - seen):
            seen.add(next_)
            paths.append([*path, next_])
    return []
