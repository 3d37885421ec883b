"""The reasons for a rebuild, in words: the parts of the inputs that changed since the last build."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.build.plan import SetTask
    from briefings.build.request import Note
    from briefings.build.state import BuildState, SetState

__all__ = ["MANIFEST_FORMAT", "describe_changes"]

MANIFEST_FORMAT = "manifest"
"""The format name of the manifest, which is not one of the formats of a note."""


def describe_changes(
    build_state: BuildState, set_state: SetState, task: SetTask, file_format: str, note: Note | None = None
) -> Iterator[str]:
    """Yield a sentence for each changed part that affects a format.

    Args:
        build_state: has the recorded parts.
        set_state: the recorded state of the set.
        task: the work on the set.
        file_format: a format, or `MANIFEST_FORMAT`.
        note: the note of the file; None for the manifest, which is about all notes.
    """
    for key, group_hash in task.input_hashes.items():
        old_hash = set_state.input_hashes.get(key)
        if old_hash != group_hash:
            old, new = build_state.parts_of(old_hash), task.part_hashes.get(key, {})
            for part in sorted({*old, *new}):
                if old.get(part) != new.get(part) and part.affects(file_format, note):
                    yield part.describe_change(old.get(part), new.get(part))
