"""Changes around the overrides of a project, as unified diffs: in the file below, and in the override itself."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.templating.blocks import block_texts, extends_below

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefings.authoring.templates.overrides import Override

__all__ = ["OverrideDiff", "compare_overrides", "override_diff_data", "override_diff_lines"]


@dataclass(frozen=True, slots=True)
class OverrideDiff:
    """The changes around an override, or around one block of it.

    Attributes:
        override: the override.
        block: name of the block; None for the whole file.
        upstream: unified diff from the base of the override to the file below now; empty if nothing has changed, or
            the base is not on record.
        own: unified diff from the base to the override; from the file below now if the base is not on record.
    """

    override: Override
    block: str | None
    upstream: tuple[str, ...]
    own: tuple[str, ...]


def compare_overrides(overrides: Iterable[Override]) -> list[OverrideDiff]:
    """Compare overrides with their bases, and the bases with the files below; block by block if an override extends."""
    return [difference for override in overrides for difference in _compare_override(override)]


def _compare_override(override: Override) -> Iterator[OverrideDiff]:
    """Yield the changes around a whole override, or around each of its blocks that exists below."""
    base = override.base.text if override.base else override.upstream
    if not extends_below(override.text):
        yield _compare_texts(override, None, base, override.upstream, override.text)
        return
    base_blocks, upstream_blocks = block_texts(base), block_texts(override.upstream)
    for block, text in block_texts(override.text).items():
        if block in base_blocks or block in upstream_blocks:
            yield _compare_texts(
                override, block, base_blocks.get(block, ""), upstream_blocks.get(block, ""), text
            )


def _compare_texts(
    override: Override, block: str | None, base: str, upstream: str, text: str
) -> OverrideDiff:
    """Compare three texts of a file or block: the base, the text below now, and the text of the override."""
    now = f"{override.below}, now"
    then = f"{override.below}, Briefings {override.base.version}" if override.base else now
    return OverrideDiff(
        override,
        block,
        upstream=_unified_diff(base, upstream, then, now),
        own=_unified_diff(base, text, then, "yours"),
    )


def _unified_diff(old: str, new: str, old_name: str, new_name: str) -> tuple[str, ...]:
    """Return the lines of a unified diff, without line ends; empty if the texts are equal."""
    return tuple(
        difflib.unified_diff(old.splitlines(), new.splitlines(), old_name, new_name, n=1, lineterm="")
    )


def override_diff_lines(differences: Sequence[OverrideDiff]) -> Iterator[str]:
    """Yield the changes as lines for a terminal."""
    if not differences:
        yield "The project overrides no templates."
    for difference in differences:
        block = f", block {difference.block}" if difference.block else ""
        yield f"{difference.override.file.display_path}{block}: {_describe_base(difference)}"
        yield from difference.upstream
        yield from difference.own


def _describe_base(difference: OverrideDiff) -> str:
    """Return what the override is based on, and whether that has changed since."""
    override = difference.override
    if override.base is None:
        partner = override.file.level.partner
        command = (
            f"briefings template accept {override.file.name}{f' --partner {partner}' if partner else ''}"
        )
        return f"its base is not on record; if it fits the {override.below} file, run `{command}`"
    changed = "has changed since" if difference.upstream else "has not changed since"
    return f"based on the {override.below} file of Briefings {override.base.version}, which {changed}"


def override_diff_data(differences: Sequence[OverrideDiff]) -> list[dict[str, object]]:
    """Return the changes as data for JSON, with one object per file or block."""
    return [
        {
            "name": difference.override.file.name,
            "file": difference.override.file.display_path,
            "level": str(difference.override.file.level),
            "below": str(difference.override.below),
            "block": difference.block,
            "version": difference.override.base.version if difference.override.base else None,
            "moved": bool(difference.upstream),
            "below_changed": list(difference.upstream),
            "you_changed": list(difference.own),
        }
        for difference in differences
    ]
