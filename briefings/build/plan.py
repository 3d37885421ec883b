"""The work of a build: the run with its options, and a task for each set and each note."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefings.build.audiences import hide_fact_lines
from briefings.build.report import BuildReport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from concurrent.futures import Executor, Future
    from datetime import date
    from pathlib import Path

    from briefings.build.catalog import Catalog, Subject
    from briefings.build.draft import Draft
    from briefings.build.inputs import InputKey
    from briefings.build.orders import WantedNote
    from briefings.build.page_count import PageCount
    from briefings.build.parts import Part
    from briefings.build.removed_files import Removal
    from briefings.build.request import BuildRequest, Note, SetName
    from briefings.build.snapshot import Snapshot
    from briefings.build.state import BuildState, NoteState, SetState
    from briefings.build.store import OutputStore
    from briefings.model.diagnostics import Diagnostic
    from briefings.outputs.pdf import PdfResult
    from briefings.project import Project

__all__ = ["BuildOptions", "BuildRun", "NoteTask", "SetTask"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """The options of a run, which have no effect on what a note says.

    Attributes:
        jobs: how many PDFs to typeset at once; None for the number of cores.
        force: whether to rebuild everything.
        dry_run: whether to report what would be built, and write nothing.
        workers: an executor to typeset on; None for one on this machine.
        early_worker: a worker on this machine that is loading already, for a build of one note; None to start one.
        words: what the user typed after `briefings build`, so that the same words can be answered at once the next time;
            None if they can't.
        on_progress: called with the name of the set, the number of sets done, and the number of all.
        on_wait: called with a message when the run waits for another one.
    """

    jobs: int | None = None
    force: bool = False
    dry_run: bool = False
    workers: Executor | None = None
    early_worker: Executor | None = None
    words: tuple[str, ...] | None = None
    on_progress: Callable[[str, int, int], None] = lambda _name, _done, _all: None
    on_wait: Callable[[str], None] = lambda _message: None


@dataclass(kw_only=True)
class BuildRun:
    """One run of a build.

    Attributes:
        output: the build folder.
        request: what to build.
        options: how to build it.
        catalog: the subjects and products of the project.
        tool_versions: versions of everything besides the project's files that a note depends on, by name.
        output_store: the published sets.
        state: what earlier builds recorded.
        report: what this build did.
        hides_fact_lines: whether the audience may not learn the lines of fact files: they count what is withheld above.
    """

    output: Path
    request: BuildRequest
    options: BuildOptions
    catalog: Catalog
    tool_versions: Mapping[str, str]
    output_store: OutputStore
    state: BuildState
    report: BuildReport = field(default_factory=BuildReport)
    hides_fact_lines: bool = False

    @property
    def project(self) -> Project:
        """Return where facts and templates are."""
        return self.catalog.project

    def is_still_valid(self, state: SetState) -> bool:
        """Return whether no fact in the scope of a set began, ended or fell due since the set was last checked."""
        return self.request.dated or state.is_valid_on(self.request.as_of)

    def fail_set(self, task: SetTask, problems: Iterable[Diagnostic]) -> None:
        """Report why a set can't be built; its published files stay as they are."""
        task.failed = True
        self.report.problems += map(self.as_shown, problems)

    def as_shown(self, problem: Diagnostic) -> Diagnostic:
        """Return a problem with a note as the audience of the build may see it."""
        return hide_fact_lines(problem) if self.hides_fact_lines else problem


@dataclass
class NoteTask:
    """The work on one note.

    Attributes:
        note: which note of its subject.
        description: what tells it from the standard note; empty for that one.
        wanted: its formats and options, and who asks for it.
        previous: its state after the last build; None for a new note.
        draft: the composed note, once there is one.
        snapshot: what it says, once composed.
        format_hashes: hash of what each format is rendered from.
        content_hash: hash of what the note says, without its date.
        manifest_hash: hash of its entry in the manifest.
        due_formats: the formats to render.
        reasons: why they are due, by format.
        pdf_future: the PDF that is being typeset.
        page_count: the length of the PDF, once typeset.
        left_out: how many items of which section did not fit its pages, once it is rendered.
    """

    note: Note
    description: str
    wanted: WantedNote
    previous: NoteState | None
    draft: Draft | None = None
    snapshot: Snapshot | None = None
    format_hashes: dict[str, str] = field(default_factory=dict)
    content_hash: str = ""
    manifest_hash: str = ""
    due_formats: list[str] = field(default_factory=list)
    reasons: dict[str, list[str]] = field(default_factory=dict)
    pdf_future: Future[PdfResult] | None = None
    page_count: PageCount | None = None
    left_out: tuple[tuple[str, int], ...] = ()

    @property
    def finished_draft(self) -> Draft:
        """Return the composed note."""
        assert self.draft is not None  # noqa: S101 - read only after the note was composed
        return self.draft


@dataclass
class SetTask:
    """The work on one set.

    Attributes:
        subject: the partner or region of its notes.
        name: of the set.
        previous: its state after the last build; None for a new set.
        input_hashes: hash of each group of inputs now.
        intact_files: names of its files that are unchanged since they were written.
        present_files: names of the files in its folder.
        notes: to bring up to date; all that the set has are among them.
        next_change: the next day on which the content of a note may change; None for never.
        part_hashes: the hash of each part of each group of inputs.
        manifest_reasons: why the set changes although none of its files is rendered again.
        removals: files that can no longer be made, and so are removed.
        rendered_files: the new files, by name.
        blindness: a warning that its readers see no fact, once its notes have been composed; None if they see one.
        new_state: its state after this build, once it is published.
        is_drafted: whether its notes have been composed.
        failed: whether it can't be built.
    """

    subject: Subject
    name: SetName
    previous: SetState | None
    input_hashes: dict[InputKey, str]
    intact_files: frozenset[str]
    present_files: frozenset[str]
    notes: list[NoteTask]
    next_change: date | None = None
    part_hashes: Mapping[InputKey, Mapping[Part, str]] = field(default_factory=dict)
    manifest_reasons: list[str] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    rendered_files: dict[str, bytes] = field(default_factory=dict)
    blindness: Diagnostic | None = None
    new_state: SetState | None = None
    is_drafted: bool = False
    failed: bool = False

    @property
    def has_extra_files(self) -> bool:
        """Return whether its folder has a file that Briefings did not write."""
        return self.previous is not None and not self.present_files <= self.previous.output_files.keys()

    def drop_drafts(self) -> None:
        """Forget the composed notes and the rendered files, once the set is published or reported."""
        self.rendered_files = {}
        for note in self.notes:
            note.draft = note.snapshot = None

    def take_over(self, copy: SetTask) -> None:
        """Take over what a copy of this task has become in another process."""
        vars(self).update(vars(copy))
