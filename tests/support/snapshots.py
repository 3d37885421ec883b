"""Snapshots for tests: of the standard note on Zubrowka, with a few facts and lines."""

from __future__ import annotations

from datetime import date

from briefings.build.request import Note
from briefings.build.snapshot import FactState, NoteLine, Snapshot

__all__ = ["make_fact_state", "make_line", "make_snapshot"]


def make_fact_state(
    status: str = "certain", digest: str = "1", starts: str | None = None, ends: str | None = None
) -> FactState:
    """Return the state of a fact."""
    return FactState(
        "statement: Lamps.",
        status,
        digest,
        date.fromisoformat(starts) if starts else None,
        date.fromisoformat(ends) if ends else None,
    )


def make_snapshot(
    as_of: str, facts: dict[str, FactState] | None = None, lines: tuple[NoteLine, ...] = ()
) -> Snapshot:
    """Return a snapshot of the standard note."""
    return Snapshot(Note("brief", "", "en"), "Relations", date.fromisoformat(as_of), facts or {}, lines)


def make_line(text: str, *facts: str, section: str = "section.background") -> NoteLine:
    """Return a line of a note with the facts that it rests on."""
    return NoteLine(section, "Background", text, facts)
