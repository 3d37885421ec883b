"""The reader of frames: it compares a sentence, or a cell with its headings, with the facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.frames.agreements import read_agreements
from briefings.checks.frames.holders import read_holders
from briefings.checks.frames.memberships import read_memberships
from briefings.checks.frames.names import read_names
from briefings.checks.frames.offices import read_terms
from briefings.checks.frames.posts import read_posts
from briefings.checks.frames.styles import read_styles
from briefings.checks.frames.successions import read_successions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.claims.conflicts import Conflict
    from briefings.checks.frames.scene import Scene

__all__ = ["read_frames"]

_RULES = (
    read_terms,
    read_holders,
    read_memberships,
    read_agreements,
    read_successions,
    read_names,
    read_posts,
    read_styles,
)


def read_frames(scene: Scene) -> Iterator[Conflict]:
    """Yield what a sentence or cell says that the facts rule out."""
    for rule in _RULES:
        yield from rule(scene)
