"""What has become of the templates that a project made its own: what changed below them, and in them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefings.authoring.threeway import changes, conflicts
from briefings.templating.blocks import extends_below, texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefings.authoring.overrides import Override
    from briefings.authoring.threeway import Conflict, Edit

__all__ = ["FORMS", "Drift", "as_json", "as_text", "drifts"]


@dataclass(frozen=True, slots=True)
class Drift:
    """What has changed about a file that stands for another one, or about a block of it.

    Attributes:
        override: the file.
        block: name of the block; empty for the whole file.
        theirs: what has changed below since it was made; empty where that is not on record.
        ours: what is otherwise in the project's; than what it was made from, or, where that is not on record, than
            what is below now.
        conflicts: where both changed the same lines.
    """

    override: Override
    block: str
    theirs: tuple[Edit, ...]
    ours: tuple[Edit, ...]
    conflicts: tuple[Conflict, ...]


def drifts(overrides: Iterable[Override]) -> list[Drift]:
    """Compare files with what they were made from, and that with what it is now; block by block where they extend it."""
    return [drift for override in overrides for drift in _drifts(override)]


def _drifts(override: Override) -> Iterator[Drift]:
    if not extends_below(override.own):
        yield _drift(override, "", override.base, override.now, override.own)
        return
    base, now = texts(override.base), texts(override.now)
    for block, own in texts(override.own).items():
        if block in base or block in now:
            yield _drift(override, block, base.get(block, ""), now.get(block, ""), own)


def _drift(override: Override, block: str, base: str, now: str, own: str) -> Drift:
    if not override.version:
        return Drift(override, block, (), changes(now, own), ())
    return Drift(override, block, changes(base, now), changes(base, own), conflicts(base, now, own))


# --- in words -----------------------------------------------------------------------------------


def as_text(found: Sequence[Drift]) -> str:
    """For a terminal."""
    if not found:
        return "No file of the project stands for another one."
    return "\n".join(line for drift in found for line in _lines(drift))


def as_json(found: Sequence[Drift]) -> str:
    """For programs: a list with one object a file or block."""
    return json.dumps([_data(drift) for drift in found], ensure_ascii=False, indent=1)


FORMS = {"text": as_text, "json": as_json}


def _lines(drift: Drift) -> Iterator[str]:
    served = drift.override.served
    what = f"block {drift.block}" if drift.block else "the whole file"
    yield f"{served.shown}: {what}, {_made_from(drift)}"
    yield from _edits(f"changed in the {served.below} one", drift.theirs)
    yield from _edits(
        "changed by you" if drift.override.version else f"otherwise than the {served.below} one", drift.ours
    )
    for conflict in drift.conflicts:
        yield "  both changed:"
        yield from (f"    was    {line}" for line in conflict.base)
        yield from (f"    below  {line}" for line in conflict.theirs)
        yield from (f"    yours  {line}" for line in conflict.ours)


def _made_from(drift: Drift) -> str:
    version, below = drift.override.version, drift.override.served.below
    if not version:
        return f"not on record what it was made from; `briefings template accept` it when it fits the {below} one"
    return f"made from the {below} one with Briefings {version}, which has {'' if drift.theirs else 'not '}changed since"


def _edits(title: str, edits: Sequence[Edit]) -> Iterator[str]:
    if edits:
        yield f"  {title}:"
    for edit in edits:
        yield from (f"    - {line}" for line in edit.old)
        yield from (f"    + {line}" for line in edit.new)


def _data(drift: Drift) -> dict[str, Any]:
    served = drift.override.served
    return {
        "name": served.name,
        "file": served.shown,
        "level": served.level,
        "below": served.below,
        "block": drift.block or None,
        "version": drift.override.version or None,
        "moved": bool(drift.theirs),
        "below_changed": [_edit(edit) for edit in drift.theirs],
        "you_changed": [_edit(edit) for edit in drift.ours],
        "conflicts": [
            {"was": list(found.base), "below": list(found.theirs), "yours": list(found.ours)}
            for found in drift.conflicts
        ],
    }


def _edit(edit: Edit) -> dict[str, Any]:
    return {"line": edit.start + 1, "old": list(edit.old), "new": list(edit.new)}
