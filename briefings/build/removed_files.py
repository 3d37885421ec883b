"""The files that a build removes, why, and the command that rebuilds them."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.build.formats import DEFAULT_FORMATS, REVIEW_FORMAT
from briefings.model.house import DEFAULT_AUDIENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from briefings.build.catalog import Catalog, Subject
    from briefings.build.orders import WantedNote
    from briefings.build.request import BuildRequest, Note

__all__ = ["Removal", "RemovedFiles", "group_removals", "rebuild_command"]


@dataclass(frozen=True, slots=True)
class Removal:
    """The files of one note to remove.

    Attributes:
        note: which note of its subject.
        wanted: the formats to remove, and the options of the note.
        reason: why, in words.
    """

    note: Note
    wanted: WantedNote
    reason: str


@dataclass(frozen=True, slots=True)
class RemovedFiles:
    """Files that a build removed, or would remove, as it reports them.

    Attributes:
        files: their paths.
        note_names: the names of their notes, as in the file names.
        formats: their formats.
        reason: why they were removed, in words.
    """

    files: tuple[Path, ...]
    note_names: tuple[str, ...]
    formats: tuple[str, ...]
    reason: str

    def describe(self, *, dry_run: bool = False) -> str:
        """Return the removal in words, as one line."""
        count = len(self.files)
        verb = "would remove" if dry_run else "removed"
        files = f"{count} file{'s' if count > 1 else ''} ({', '.join(self.formats)})"
        return f"{', '.join(self.note_names)}: {verb} {files}: {self.reason}"


def group_removals(
    request: BuildRequest, subject: Subject, removals: Iterable[Removal], folder: Path
) -> Iterator[RemovedFiles]:
    """Yield the files removed from the set in a folder, with those of one reason together."""
    notes: dict[tuple[tuple[str, ...], str], list[Note]] = {}
    for removal in removals:
        notes.setdefault((removal.wanted.formats, removal.reason), []).append(removal.note)
    for (formats, reason), removed in notes.items():
        names = tuple(request.file_name(subject.id, note, "").removesuffix(".") for note in removed)
        files = tuple(folder / f"{name}.{file_format}" for name in names for file_format in formats)
        yield RemovedFiles(files, names, formats, f"it can no longer be built: {reason}")


def rebuild_command(
    catalog: Catalog, audience: str, subject: Subject, notes: Sequence[Note], wanted: WantedNote
) -> str:
    """Return the command that builds some notes on a subject that differ in their language alone.

    Args:
        catalog: the subjects and products of the project.
        audience: for whom the notes are.
        subject: the partner or region that they are on.
        notes: the notes.
        wanted: their formats and options.
    """
    note, languages = notes[0], [note.language for note in notes]
    arguments = ["briefings", "build", subject.id]
    if audience != (catalog.audience_of(note.product) or DEFAULT_AUDIENCE):
        arguments += ["--audience", audience]
    if note.product not in catalog.default_products(subject, audience):
        arguments += ["--product", note.product]
    if note.about:
        arguments += ["--about", note.about]
    if set(languages) != set(catalog.house.languages):
        arguments += [word for language in languages for word in ("--lang", language)]
    asked = [file_format for file_format in wanted.formats if file_format != REVIEW_FORMAT]
    named = [] if tuple(asked) == DEFAULT_FORMATS else [word for name in asked for word in ("--format", name)]
    commands = [shlex.join([*arguments, *named, *wanted.options.as_arguments()])] if asked else []
    if REVIEW_FORMAT in wanted.formats:
        # This option has the place of the number of a copy.
        commands.append(shlex.join([*arguments, "--copy", "review"]))
    return " and ".join(commands)
