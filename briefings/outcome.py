"""What a build did, and in which words it is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from briefings.diagnostics import Diagnostic

__all__ = ["Made", "Outcome", "summary"]

_FEW = 8


@dataclass(frozen=True, slots=True)
class Made:
    """What happened to one set.

    Attributes:
        name: of the set.
        files: by format, the file as it is now, or is to be.
        reasons: by format, why it was (or would be) made again; nothing for one left as it was. Under `manifest` why
            the set changed though none of its formats did.
        failed: whether it could not be made, for reasons among the problems.
    """

    name: str
    files: Mapping[str, Path]
    reasons: Mapping[str, Sequence[str]]
    failed: bool = False

    @property
    def changed(self) -> bool:
        """Whether anything was made again."""
        return bool(self.reasons)


@dataclass
class Outcome:
    """What a build did.

    Attributes:
        made: the sets looked at, in order.
        removed: names of sets whose partner is gone.
        problems: what went wrong; the other sets were made all the same.
        missing: what of the environment is missing, so that a format could not be made.
    """

    made: list[Made] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    missing: list[Diagnostic] = field(default_factory=list)


def summary(outcome: Outcome, *, dry: bool) -> Iterator[str]:
    """In words, what was made again and why, and what was left."""
    again = [made for made in outcome.made if made.changed]
    verb = "would be made again" if dry else "made again"
    for made in again[:_FEW]:
        reasons = list(dict.fromkeys(why for reasons in made.reasons.values() for why in reasons))
        more = f" and {len(reasons) - _FEW} more reasons" if len(reasons) > _FEW else ""
        yield f"{made.name}: {', '.join(made.reasons)} {verb}: {'; '.join(reasons[:_FEW])}{more}"
    if len(again) > _FEW:
        yield f"and {len(again) - _FEW} more notes {verb}"
    for name in outcome.removed:
        yield f"{name}: {'would be ' if dry else ''}removed, since its partner is gone"
    left = sum(not made.changed and not made.failed for made in outcome.made)
    if not again:
        yield f"{left} notes, all current; nothing {verb}."
    elif left:
        yield f"{left} other notes are current and were left as they are."
