"""What a build works on: the run as it was ordered, and each set on its way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefings.build.report import Outcome
from briefings.model.diagnostics import Diagnostic
from briefings.model.facts import AUDIENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from concurrent.futures import Future
    from datetime import date
    from pathlib import Path

    from briefings.build.catalog import Catalogue, Subject
    from briefings.build.page_count import Extent
    from briefings.build.removed_files import Going
    from briefings.build.request import Note, Order
    from briefings.build.snapshot import Snapshot
    from briefings.build.state import Ledger, NoteRecord, Record
    from briefings.build.store import Shelf
    from briefings.build.workspace import Draft
    from briefings.outputs.pdf import Printed
    from briefings.project import Project

__all__ = ["NoteTask", "Run", "Task", "unwritable"]


@dataclass
class Run:
    """One run of a build.

    Attributes:
        project: where facts and templates are.
        output: the build folder.
        order: what to build.
        force: whether everything is made again.
        dry: whether it is only said what would be made.
        catalogue: the subjects and products of the project.
        tools: versions of everything besides the project's files that a note depends on, by name.
        shelf: where the sets are.
        ledger: what is on record of them.
        outcome: what became of them.
    """

    project: Project
    output: Path
    order: Order
    force: bool
    dry: bool
    catalogue: Catalogue
    tools: Mapping[str, str]
    shelf: Shelf
    ledger: Ledger
    outcome: Outcome = field(default_factory=Outcome)

    def fail(self, task: Task, problems: Iterable[Diagnostic]) -> None:
        """Leave a set as it is, and say why."""
        task.failed = True
        self.outcome.problems += problems


@dataclass
class NoteTask:
    """A note on its way.

    Attributes:
        note: which one.
        words: in what it differs from the standard one; empty for that one.
        asked: the formats asked for; none for a note that is only in the set already.
        record: what is on record of it, or None.
        draft: the note, once composed.
        snapshot: what it says.
        formats: digest of what each format is made from.
        content: digest of what the note says.
        manifest: digest of what the manifest says of the note.
        redo: the formats that are due.
        reasons: why, by format.
        pdf: the one that is being typeset.
        extent: how long it is on paper, once that is known.
    """

    note: Note
    words: str
    asked: tuple[str, ...]
    record: NoteRecord | None
    draft: Draft | None = None
    snapshot: Snapshot | None = None
    formats: dict[str, str] = field(default_factory=dict)
    content: str = ""
    manifest: str = ""
    redo: list[str] = field(default_factory=list)
    reasons: dict[str, list[str]] = field(default_factory=dict)
    pdf: Future[Printed] | None = None
    extent: Extent | None = None

    @property
    def drafted(self) -> Draft:
        """The note, which has been composed."""
        assert self.draft is not None  # noqa: S101 - asked of drafted notes only
        return self.draft


@dataclass
class Task:
    """A set on its way.

    Attributes:
        subject: whose notes they are.
        name: of the set.
        record: what is on record of it, or None.
        inputs: digest of each group of inputs now, by name.
        intact: the files of it that are as they were written.
        extra: whether there is a file in it that nobody wrote.
        notes: those asked for, then those that are in the set already.
        changes_on: the next day on which one of them may have to say something else; None for never.
        parts: what each group of inputs consists of, by name of the group.
        reasons: why the set changes though none of its files is made again.
        going: what of its notes goes, since it is out of date and was not asked for.
        ready: the files made, by name.
        begun: whether its notes have been composed.
        failed: whether it can't be made.
    """

    subject: Subject
    name: str
    record: Record | None
    inputs: dict[str, str]
    intact: frozenset[str]
    extra: bool
    notes: list[NoteTask]
    changes_on: date | None = None
    parts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)
    going: list[Going] = field(default_factory=list)
    ready: dict[str, bytes] = field(default_factory=dict)
    begun: bool = False
    failed: bool = False

    @property
    def key(self) -> str:
        """Under which the set is on record."""
        return f"{AUDIENCE}/{self.name}"


def unwritable(error: OSError, output: Path) -> Diagnostic:
    """What is said where the system refuses to write into the build folder."""
    message = f"{error.filename or output} can't be written: {error.strerror or error}"
    return Diagnostic("unwritable-file", message)
