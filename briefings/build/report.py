"""The report of a build: what happened to each set, and its summary in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefings.build.removed_files import RemovedFiles
    from briefings.build.request import SetName
    from briefings.model.diagnostics import Diagnostic

__all__ = ["BuildReport", "OutputFile", "SetResult", "summary_lines"]

_MAX_LISTED = 8


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file of a set, as it is or would be after the build.

    Attributes:
        note_description: what tells its note from the standard note; empty for that one and for the manifest.
        file_format: its format, or `manifest`.
        path: where it is.
        reasons: why it was (or would be) rebuilt; empty if it is current. For the manifest: why the set changed
            although no other file did.
    """

    note_description: str
    file_format: str
    path: Path
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetResult:
    """The result of a build for one set.

    Attributes:
        name: of the set.
        files: the files of each note in turn; the manifest only if no other file was rebuilt.
        failed: whether it could not be built; the problems of the build say why.
        removed_files: its outdated files that were, or would be, removed.
    """

    name: SetName
    files: Sequence[OutputFile]
    failed: bool = False
    removed_files: Sequence[RemovedFiles] = ()

    @property
    def has_changed(self) -> bool:
        """Return whether any file was rebuilt."""
        return any(file.reasons for file in self.files)

    @property
    def reasons(self) -> list[str]:
        """Return the reasons of all files, each reason once."""
        return list(dict.fromkeys(reason for file in self.files for reason in file.reasons))

    @property
    def note_descriptions(self) -> list[str]:
        """Return the descriptions of its notes, each once."""
        return list(dict.fromkeys(file.note_description for file in self.files))


@dataclass
class BuildReport:
    """The results of a build.

    Attributes:
        sets: the result for each requested set, in order.
        removed_sets: names of sets that were removed because their subject no longer exists.
        forgotten_sets: names of sets that the user deleted and that this build did not rebuild.
        backups: copies of files that the user edited or added.
        problems: errors; sets without errors were built.
        environment_problems: missing parts of the environment without which a format can't be made.
        warnings: problems of notes that were built.
    """

    sets: list[SetResult] = field(default_factory=list)
    removed_sets: list[SetName] = field(default_factory=list)
    forgotten_sets: list[SetName] = field(default_factory=list)
    backups: list[Path] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    environment_problems: list[Diagnostic] = field(default_factory=list)
    warnings: list[Diagnostic] = field(default_factory=list)


def summary_lines(report: BuildReport, *, dry_run: bool) -> Iterator[str]:
    """Yield the lines of the summary: what was rebuilt and why, what was removed, what is current."""
    verb = "would be made again" if dry_run else "made again"
    rebuilt = [line for set_result in report.sets for line in _rebuilt_notes(set_result)]
    for name, formats, reasons in rebuilt[:_MAX_LISTED]:
        more = f" and {len(reasons) - _MAX_LISTED} more reasons" if len(reasons) > _MAX_LISTED else ""
        yield f"{name}: {', '.join(formats)} {verb}: {'; '.join(reasons[:_MAX_LISTED])}{more}"
    if len(rebuilt) > _MAX_LISTED:
        yield f"and {len(rebuilt) - _MAX_LISTED} more notes {verb}"
    # Never truncate: each line has the only command that restores its files.
    yield from (
        removed.describe(dry_run=dry_run)
        for set_result in report.sets
        for removed in set_result.removed_files
    )
    for set_name in report.removed_sets:
        yield f"{set_name}: {'would be ' if dry_run else ''}removed: there is no such partner or region any more"
    for set_name in report.forgotten_sets:
        yield f"{set_name}: {'would be ' if dry_run else ''}forgotten: somebody took its folder away"
    current_count = sum(
        not any(file.reasons for file in set_result.files if file.note_description == description)
        for set_result in report.sets
        if not set_result.failed
        for description in set_result.note_descriptions
    )
    has_failed = bool(report.problems or report.environment_problems) or any(
        set_result.failed for set_result in report.sets
    )
    if not rebuilt and has_failed:
        # The line about the other notes must not read as if the whole build had succeeded.
        if current_count:
            yield f"{current_count} other note{'s are' if current_count > 1 else ' is'} current; nothing {verb}."
    elif not rebuilt:
        yield (
            f"1 note, current; nothing {verb}."
            if current_count == 1
            else f"{current_count} notes, all current; nothing {verb}."
        )
    elif current_count == 1:
        yield "1 other note is current and was left as it is."
    elif current_count:
        yield f"{current_count} other notes are current and were left as they are."


def _rebuilt_notes(set_result: SetResult) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield the name, the rebuilt formats and the reasons of each rebuilt note of a set."""
    for description in set_result.note_descriptions:
        files = [file for file in set_result.files if file.note_description == description and file.reasons]
        if files:
            reasons = list(dict.fromkeys(reason for file in files for reason in file.reasons))
            yield f"{set_result.name} {description}".rstrip(), [file.file_format for file in files], reasons
