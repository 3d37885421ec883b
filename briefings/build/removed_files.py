"""The outdated files that a build removes, and the command that rebuilds them.

A build removes outdated files that were not requested, and reports every removal.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.build.formats import FORMATS
from briefings.model.house import DEFAULT_AUDIENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from briefings.build.catalog import Catalog, Subject
    from briefings.build.request import BuildRequest, Note

__all__ = ["Removal", "RemovedFiles", "group_removals"]


@dataclass(frozen=True, slots=True)
class Removal:
    """The files of one note to remove.

    Attributes:
        note: which note of its subject.
        formats: the formats to remove.
        kept_formats: its formats that stay.
        failure: why the note can't be rebuilt, in words; empty if it can.
    """

    note: Note
    formats: tuple[str, ...]
    kept_formats: tuple[str, ...]
    failure: str


@dataclass(frozen=True, slots=True)
class RemovedFiles:
    """Files that a build removed, or would remove, as it reports them.

    Attributes:
        files: their paths.
        note_names: the names of their notes, as in the file names.
        formats: their formats.
        reason: why they were removed, in words.
        rebuild_command: the command that rebuilds them; empty if they can't be rebuilt.
    """

    files: tuple[Path, ...]
    note_names: tuple[str, ...]
    formats: tuple[str, ...]
    reason: str
    rebuild_command: str

    def describe(self, *, dry_run: bool = False) -> str:
        """Return the removal in words, as one line."""
        count = len(self.files)
        files = f"{count} outdated file" if self.rebuild_command else f"{count} file"
        verb = "would remove" if dry_run else "removed"
        removal = f"{', '.join(self.note_names)}: {verb} {files}{'s' if count > 1 else ''} ({', '.join(self.formats)})"
        return (
            f"{removal}; rebuild with: {self.rebuild_command}"
            if self.rebuild_command
            else f"{removal}: {self.reason}"
        )


def group_removals(
    catalog: Catalog, request: BuildRequest, subject: Subject, removals: Iterable[Removal], folder: Path
) -> Iterator[RemovedFiles]:
    """Yield the files removed from the set in a folder, with the languages of one note together."""
    notes_by_removal: dict[tuple[str, str, tuple[str, ...], tuple[str, ...], str], list[Note]] = {}
    for removal in removals:
        notes_by_removal.setdefault(
            (
                removal.note.product,
                removal.note.about,
                removal.formats,
                removal.kept_formats,
                removal.failure,
            ),
            [],
        ).append(removal.note)
    for (_product, _about, formats, kept_formats, failure), notes in notes_by_removal.items():
        note_names = tuple(request.file_name(subject.id, note, "").removesuffix(".") for note in notes)
        yield RemovedFiles(
            tuple(folder / f"{name}.{file_format}" for name in note_names for file_format in formats),
            note_names,
            formats,
            f"can no longer be built: {failure}" if failure else "outdated",
            "" if failure else _rebuild_command(catalog, request, subject, notes, {*formats, *kept_formats}),
        )


def _rebuild_command(
    catalog: Catalog, request: BuildRequest, subject: Subject, notes: Sequence[Note], formats: set[str]
) -> str:
    """Return the command that rebuilds these notes, in the formats given."""
    note, languages = notes[0], [note.language for note in notes]
    arguments = ["briefings", "build", subject.id]
    if request.audience != DEFAULT_AUDIENCE:
        arguments += ["--audience", request.audience]
    if request.dated:
        arguments += ["--as-of", request.as_of.isoformat()]
    if note.product not in catalog.default_products(subject, request.audience):
        arguments += ["--product", note.product]
    if note.about:
        arguments += ["--about", note.about]
    if set(languages) != set(catalog.house.languages):
        arguments += [word for language in languages for word in ("--lang", language)]
    if formats != set(FORMATS):
        arguments += [
            word for file_format in FORMATS if file_format in formats for word in ("--format", file_format)
        ]
    for option, value in (
        ("--occasion", request.options.occasion),
        ("--number", request.options.number),
        ("--copy", request.options.copy),
        ("--contacts", request.options.contacts),
        ("--since", request.options.since),
    ):
        arguments += [option, value] if value else []
    return shlex.join(arguments)
