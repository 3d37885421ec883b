"""The sentences of editions: what was issued, to whom, though no note of today may say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.build.manifest import read_snapshots
from briefings.build.snapshot import join_cells
from briefings.editions.search import find_editions, list_line, read_manifest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from briefings.build.snapshot import NoteLine

__all__ = ["issued_sentences"]


def issued_sentences(
    root: Path, audience: str | None, is_wanted: Callable[[NoteLine], bool]
) -> Iterator[tuple[str, list[str]]]:
    """Yield each edition with wanted sentences, on one line with its readers, and these sentences.

    Args:
        root: the project's top folder.
        audience: name of the audience of the editions; None for every audience.
        is_wanted: whether a sentence counts.

    Raises:
        BriefingsError: if the register has errors, or the manifest of an edition is not the one that was issued.
    """
    for edition in find_editions(root):
        if audience in (None, edition.audience):
            sentences = [
                f"{line.heading or snapshot.title}: {join_cells(line.text)}"
                for snapshot in read_snapshots(read_manifest(root, edition)).values()
                for line in snapshot.lines
                if is_wanted(line)
            ]
            if sentences:
                yield list_line(edition), list(dict.fromkeys(sentences))
