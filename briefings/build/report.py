"""The report of a build: what happened to each set, and its summary in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefings.build.request import build_command
from briefings.fastpath import describe_current_notes
from briefings.model.house import DEFAULT_AUDIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from briefings.build.removed_files import RemovedFiles
    from briefings.build.request import SetName
    from briefings.model.diagnostics import Diagnostic

__all__ = ["BuildReport", "OutputFile", "SetResult", "summary_lines"]

_MAX_LISTED = 8
_MAX_FITTED = 3
_ITEMS = {
    "news": "change",
    "work": "sentence",
    "meetings": "contact",
    "outstanding": "commitment",
    "ahead": "date",
    "story": "sentence",
}
"""The words for an item of a section, by the name of its template."""
_OF_SECTION = {"work": " on joint work", "ahead": " ahead", "story": " of background"}


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file of a set, as it is or would be after the build.

    Attributes:
        note_description: what tells its note from the standard note; empty for that one and for the manifest.
        file_format: its format, or `manifest`.
        path: where it is.
        reasons: why it was (or would be) rebuilt; empty if it is current. For the manifest: why the set changed
            although no other file did.
        is_new: whether there was no such file before.
    """

    note_description: str
    file_format: str
    path: Path
    reasons: tuple[str, ...] = ()
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class SetResult:
    """The result of a build for one set.

    Attributes:
        name: of the set.
        files: the files of each note in turn; the manifest only if no other file was rebuilt.
        failed: whether it could not be built; the problems of the build say why.
        removed_files: its outdated files that were, or would be, removed.
        left_out: how many items of which section did not fit the pages of the notes that were built.
    """

    name: SetName
    files: Sequence[OutputFile]
    failed: bool = False
    removed_files: Sequence[RemovedFiles] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def has_changed(self) -> bool:
        """Return whether any file was rebuilt."""
        return any(file.reasons for file in self.files)

    @property
    def reasons(self) -> list[str]:
        """Return the reasons of all files, each reason once."""
        return list(dict.fromkeys(reason for file in self.files for reason in file.reasons))


@dataclass
class BuildReport:
    """The results of a build.

    Attributes:
        audience: for whom the build was.
        sets: the result for each requested set, in order.
        withdrawn_sets: names of sets that were removed because they showed what their audience may no longer see, each
            after the name of the audience.
        former_audiences: names of audiences that the house no longer has, whose sets were all removed.
        removed_sets: names of sets that were removed because their subject no longer exists, each after the name of the
            audience.
        forgotten_sets: names of sets that the user deleted and that this build did not rebuild.
        backups: copies of files that the user edited or added.
        problems: errors; sets without errors were built.
        environment_problems: missing parts of the environment without which a format can't be made.
        warnings: problems of notes that were built; an error among them makes the command fail.
    """

    audience: str = DEFAULT_AUDIENCE
    sets: list[SetResult] = field(default_factory=list)
    withdrawn_sets: list[tuple[str, SetName]] = field(default_factory=list)
    former_audiences: list[str] = field(default_factory=list)
    removed_sets: list[tuple[str, SetName]] = field(default_factory=list)
    forgotten_sets: list[SetName] = field(default_factory=list)
    backups: list[Path] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    environment_problems: list[Diagnostic] = field(default_factory=list)
    warnings: list[Diagnostic] = field(default_factory=list)

    def add(self, part: BuildReport) -> None:
        """Add what was reported of some sets while they were brought up to date."""
        self.backups += part.backups
        self.problems += part.problems
        self.environment_problems += part.environment_problems
        self.warnings += part.warnings


def summary_lines(report: BuildReport, *, dry_run: bool) -> Iterator[str]:
    """Yield the lines of the summary: what was built and why, what was removed, what is unchanged.

    Every line names the audience, unless it is the one of a build that names none.
    """
    prefix = "" if report.audience == DEFAULT_AUDIENCE else f"{report.audience}: "
    verb = "would remove" if dry_run else "removed"
    for audience in report.former_audiences:
        yield f"{audience}: {verb} all notes; the house no longer has this audience"
    for audience, name in report.withdrawn_sets:
        verb = "would withdraw" if dry_run else "withdrew"
        yield f"{audience}: {name}: {verb} the notes; they show what this audience may no longer see"
    verb = "would be removed" if dry_run else "removed"
    for audience, name in report.removed_sets:
        place = "" if audience == DEFAULT_AUDIENCE else f"{audience}: "
        yield f"{place}{name}: {verb}; the partner or region no longer exists"
    for line in _own_lines(report, dry_run=dry_run):
        yield f"{prefix}{line}"


def _own_lines(report: BuildReport, *, dry_run: bool) -> Iterator[str]:
    """Yield the lines about the sets of the build's own audience."""
    built = [line for result in report.sets for line in _built_lines(result, dry_run=dry_run)]
    yield from built[:_MAX_LISTED]
    if len(built) > _MAX_LISTED:
        yield f"{'would build' if dry_run else 'built'} {len(built) - _MAX_LISTED} more"
    yield from _fitting_lines(report)
    # Never truncate: each line has the only command that restores its files.
    for result in report.sets:
        yield from (removed.describe(dry_run=dry_run) for removed in result.removed_files)
    verb = "would be " if dry_run else ""
    for set_name in report.forgotten_sets:
        yield f"{set_name}: {verb}forgotten; its folder was deleted"
    has_failed = bool(report.problems or report.environment_problems) or any(
        result.failed for result in report.sets
    )
    unchanged_count = sum(
        not any(file.reasons for file in result.files if file.note_description == description)
        for result in report.sets
        if not result.failed
        for description in _note_descriptions(result)
    )
    if not built and not has_failed:
        yield describe_current_notes(unchanged_count)
    elif unchanged_count:
        # After a failure the line must not read as if the whole build had succeeded.
        yield f"{unchanged_count} other note{'s are' if unchanged_count > 1 else ' is'} unchanged."


def _fitting_lines(report: BuildReport) -> Iterator[str]:
    """Yield what did not fit the pages of the notes that were built, and the command for the copy that has it all."""
    fitted = [result for result in report.sets if result.left_out]
    if len(fitted) > _MAX_FITTED:
        command = build_command(report.audience, "--product", "desk")
        yield f"{len(fitted)} briefs leave something out to fit their pages; `{command}` makes copies with everything"
        return
    for result in fitted:
        day = ("--as-of", str(result.name.as_of)) if result.name.as_of else ()
        command = build_command(report.audience, result.name.subject, "--product", "desk", *day)
        *rest, last = (
            f"{count} {_ITEMS[section]}{'s' if count > 1 else ''}{_OF_SECTION.get(section, '')}"
            for section, count in result.left_out.items()
        )
        items = f"{', '.join(rest)} and {last}" if rest else last
        yield f"{result.name}: left out {items}, to fit the pages; `{command}` shows all"


def _note_descriptions(result: SetResult) -> list[str]:
    """Return the descriptions of the notes of a set, each once."""
    return list(dict.fromkeys(file.note_description for file in result.files))


def _built_lines(result: SetResult, *, dry_run: bool) -> Iterator[str]:
    """Yield a line for the new files of each note of a set, and one for its rebuilt files."""
    for description in _note_descriptions(result):
        name = f"{result.name} {description}".rstrip()
        due = [file for file in result.files if file.note_description == description and file.reasons]
        for is_new, verb in ((True, "build"), (False, "rebuild")):
            if files := [file for file in due if file.is_new == is_new]:
                formats = ", ".join(file.file_format for file in files)
                reasons = list(dict.fromkeys(reason for file in files for reason in file.reasons))
                more = f"; and {len(reasons) - _MAX_LISTED} more" if len(reasons) > _MAX_LISTED else ""
                built = f"would {verb}" if dry_run else f"{verb[:-1]}t"
                yield f"{name}: {built} {formats} ({'; '.join(reasons[:_MAX_LISTED])}{more})"
