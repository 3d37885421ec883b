"""Differences between the overrides of a project, the files they were made from, and those files as they are now."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefings.authoring.threeway import find_conflicts, find_edits
from briefings.templating.blocks import block_texts, extends_below

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefings.authoring.overrides import Override
    from briefings.authoring.threeway import Conflict, Edit

__all__ = ["FORMATTERS", "Drift", "as_json", "as_text", "compare_overrides"]


@dataclass(frozen=True, slots=True)
class Drift:
    """The changes around an override, or around one block of it.

    Attributes:
        override: the override.
        block: name of the block; empty for the whole file.
        their_edits: changes to the file below since the override was made; empty if its base is not on record.
        our_edits: changes in the override, compared with its base; if that is not on record, with the file below.
        conflicts: lines that both sides changed differently.
    """

    override: Override
    block: str
    their_edits: tuple[Edit, ...]
    our_edits: tuple[Edit, ...]
    conflicts: tuple[Conflict, ...]


def compare_overrides(overrides: Iterable[Override]) -> list[Drift]:
    """Compare overrides with their bases, and the bases with the files below; block by block if the override extends."""
    return [drift for override in overrides for drift in _compare_override(override)]


def _compare_override(override: Override) -> Iterator[Drift]:
    """Yield the drift of a whole override, or of each of its blocks that exists below."""
    if not extends_below(override.text):
        yield _compare_text(override, "", override.base, override.upstream, override.text)
        return
    base_blocks, upstream_blocks = block_texts(override.base), block_texts(override.upstream)
    for block, text in block_texts(override.text).items():
        if block in base_blocks or block in upstream_blocks:
            yield _compare_text(
                override, block, base_blocks.get(block, ""), upstream_blocks.get(block, ""), text
            )


def _compare_text(override: Override, block: str, base: str, upstream: str, text: str) -> Drift:
    """Compare three texts of a file or block: the base, the text below now, and the text of the override."""
    if not override.version:
        return Drift(override, block, (), find_edits(upstream, text), ())
    return Drift(
        override,
        block,
        find_edits(base, upstream),
        find_edits(base, text),
        find_conflicts(base, upstream, text),
    )


# --- output -------------------------------------------------------------------------------------


def as_text(drifts: Sequence[Drift]) -> str:
    """Return drifts as text for a terminal."""
    if not drifts:
        return "No file of the project stands for another one."
    return "\n".join(line for drift in drifts for line in _drift_lines(drift))


def as_json(drifts: Sequence[Drift]) -> str:
    """Return drifts as a JSON list with one object per file or block."""
    return json.dumps([_drift_to_dict(drift) for drift in drifts], ensure_ascii=False, indent=1)


FORMATTERS = {"text": as_text, "json": as_json}
"""The functions that format drifts, by the name of the format."""


def _drift_lines(drift: Drift) -> Iterator[str]:
    """Yield the lines of one drift: what it is about, the edits of both sides, and the conflicts."""
    file = drift.override.file
    scope = f"block {drift.block}" if drift.block else "the whole file"
    yield f"{file.display_path}: {scope}, {_describe_base(drift)}"
    yield from _edit_lines(f"changed in the {file.level_below} one", drift.their_edits)
    yield from _edit_lines(
        "changed by you" if drift.override.version else f"otherwise than the {file.level_below} one",
        drift.our_edits,
    )
    for conflict in drift.conflicts:
        yield "  both changed:"
        yield from (f"    was    {line}" for line in conflict.base)
        yield from (f"    below  {line}" for line in conflict.theirs)
        yield from (f"    yours  {line}" for line in conflict.ours)


def _describe_base(drift: Drift) -> str:
    """Return what the override was made from, and whether that has changed since."""
    version, below = drift.override.version, drift.override.file.level_below
    if not version:
        return f"not on record what it was made from; `briefings template accept` it when it fits the {below} one"
    return f"made from the {below} one with Briefings {version}, which has {'' if drift.their_edits else 'not '}changed since"


def _edit_lines(title: str, edits: Sequence[Edit]) -> Iterator[str]:
    """Yield edits as lines with `-` and `+`, under a title; nothing if there are no edits."""
    if edits:
        yield f"  {title}:"
    for edit in edits:
        yield from (f"    - {line}" for line in edit.old_lines)
        yield from (f"    + {line}" for line in edit.new_lines)


def _drift_to_dict(drift: Drift) -> dict[str, Any]:
    """Return a drift as data for JSON."""
    file = drift.override.file
    return {
        "name": file.name,
        "file": file.display_path,
        "level": file.level,
        "below": file.level_below,
        "block": drift.block or None,
        "version": drift.override.version or None,
        "moved": bool(drift.their_edits),
        "below_changed": [_edit_to_dict(edit) for edit in drift.their_edits],
        "you_changed": [_edit_to_dict(edit) for edit in drift.our_edits],
        "conflicts": [
            {"was": list(conflict.base), "below": list(conflict.theirs), "yours": list(conflict.ours)}
            for conflict in drift.conflicts
        ],
    }


def _edit_to_dict(edit: Edit) -> dict[str, Any]:
    """Return an edit as data for JSON; its line counts from 1."""
    return {"line": edit.start + 1, "old": list(edit.old_lines), "new": list(edit.new_lines)}
