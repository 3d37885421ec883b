"""What a build works on: the run as it was ordered, and each set on its way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefings.diagnostics import Diagnostic
from briefings.outcome import Outcome
from briefings.workshop import AUDIENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from concurrent.futures import Future
    from pathlib import Path

    from briefings.changes import Snapshot
    from briefings.ledger import Ledger, Record
    from briefings.project import Project
    from briefings.shelf import Shelf
    from briefings.workshop import Draft, Order

__all__ = ["Run", "Task"]


@dataclass
class Run:
    """One run of a build.

    Attributes:
        project: where facts and templates are.
        output: the build folder.
        order: what to build.
        force: whether everything is made again.
        dry: whether it is only said what would be made.
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
    tools: Mapping[str, str]
    shelf: Shelf
    ledger: Ledger
    outcome: Outcome = field(default_factory=Outcome)

    def fail(self, task: Task, problems: Iterable[Diagnostic]) -> None:
        """Leave a set as it is, and say why."""
        task.failed = True
        self.outcome.problems += problems

    def unwritable(self, error: OSError) -> Diagnostic:
        """What is said where the system refuses to write."""
        message = f"{error.filename or self.output} can't be written: {error.strerror or error}"
        return Diagnostic("unwritable-file", message)


@dataclass
class Task:
    """A set on its way.

    Attributes:
        partner: whose note it is.
        name: of the set.
        record: what is on record of it, or None.
        inputs: digest of each group of inputs now, by name.
        intact: the files of it that are as they were written.
        extra: whether there is a file in it that nobody wrote.
        draft: the note, once composed.
        snapshot: what it says.
        parts: what each group of inputs consists of, by name of the group.
        formats: digest of what each format is made from.
        content: digest of what the note says.
        manifest: digest of what the manifest says of the note.
        redo: the formats that are due.
        reasons: why, by format.
        ready: the files made, by name.
        pdf: the one that is being typeset.
        failed: whether it can't be made.
    """

    partner: str
    name: str
    record: Record | None
    inputs: dict[str, str]
    intact: frozenset[str]
    extra: bool
    draft: Draft | None = None
    snapshot: Snapshot | None = None
    parts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    content: str = ""
    manifest: str = ""
    redo: list[str] = field(default_factory=list)
    reasons: dict[str, list[str]] = field(default_factory=dict)
    ready: dict[str, bytes] = field(default_factory=dict)
    pdf: Future[bytes] | None = None
    failed: bool = False

    @property
    def key(self) -> str:
        """Under which the set is on record."""
        return f"{AUDIENCE}/{self.name}"

    @property
    def drafted(self) -> Draft:
        """The note, which has been composed."""
        assert self.draft is not None  # noqa: S101 - asked of drafted tasks only
        return self.draft

    def file(self, order: Order, form: str) -> str:
        """The name of the file of a format."""
        return order.file_name(self.partner, self.drafted.brief.language, form)
