"""The reader of frames: it compares a sentence, or a cell with its headings, with the facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.checks.frames.agreements import find_agreement_conflicts
from briefings.checks.frames.holders import find_holder_conflicts
from briefings.checks.frames.memberships import find_membership_conflicts
from briefings.checks.frames.names import find_name_conflicts
from briefings.checks.frames.offices import find_office_conflicts
from briefings.checks.frames.posts import find_post_conflicts
from briefings.checks.frames.styles import find_style_conflicts
from briefings.checks.frames.successions import find_succession_conflicts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.checks.claims.conflicts import Conflict
    from briefings.checks.frames.scene import Scene

__all__ = ["read_frames"]

_RULES = (
    find_office_conflicts,
    find_holder_conflicts,
    find_membership_conflicts,
    find_agreement_conflicts,
    find_succession_conflicts,
    find_name_conflicts,
    find_post_conflicts,
    find_style_conflicts,
)


def read_frames(scene: Scene) -> Iterator[Conflict]:
    """Yield what a sentence or cell says that the facts rule out."""
    for rule in _RULES:
        yield from rule(scene)
