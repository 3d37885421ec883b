"""Bringing the build folder up to date: the steps of a build, one after the other.

What has to be made, and why, is decided in `deciding`; `making` makes it. Here are the locks, the order of steps, what
becomes of sets whose partner is gone, and what is told of it all.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from briefings.build import fingerprints
from briefings.build.catalog import Catalogue
from briefings.build.edited_files import keep
from briefings.build.fastpath import drop, stamp
from briefings.build.lock import held
from briefings.build.page_count import too_long
from briefings.build.pdf_pool import cores, local
from briefings.build.plan import Run, unwritable
from briefings.build.planner import Decider, is_current, task_of
from briefings.build.reasons import MANIFEST as ONLY_MANIFEST
from briefings.build.removed_files import taken
from briefings.build.renderer import Maker
from briefings.build.report import File, Made, Outcome
from briefings.build.request import Order
from briefings.build.scanning import Scan, doubt
from briefings.build.state import LEDGER, Ledger
from briefings.build.store import MANIFEST, Shelf
from briefings.factbase.load import load
from briefings.loading.project import partner_folders
from briefings.model.diagnostics import BriefingsError
from briefings.model.facts import AUDIENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from briefings.build.catalog import Subject
    from briefings.build.plan import Task
    from briefings.build.request import Note
    from briefings.build.workspace import Workshop
    from briefings.model.diagnostics import Diagnostic
    from briefings.project import Project

__all__ = ["Builder"]


class Builder:
    """One run of `briefings build`."""

    def __init__(  # noqa: PLR0913 - what a run can be told
        self,
        project: Project,
        output: Path,
        order: Order,
        *,
        jobs: int | None = None,
        force: bool = False,
        dry: bool = False,
        workers: Executor | None = None,
        progress: Callable[[str, int, int], None] = lambda _what, _done, _all: None,
        waiting: Callable[[str], None] = lambda _message: None,
    ) -> None:
        """Prepare a run.

        Args:
            project: where facts and templates are.
            output: the build folder.
            order: what to build.
            jobs: how many PDFs are typeset at once; as many as there are cores if None.
            force: make everything again.
            dry: only say what would be made; nothing is written.
            workers: an executor to typeset on; one of this machine if None.
            progress: told what is made, how many notes are done, how many there are.
            waiting: told why a run waits, when another one is at work.
        """
        self.project = project
        self.output = output
        self.order = order
        self.force = force
        self.dry = dry
        self.jobs = jobs or cores()
        self.workers = workers
        self.progress = progress
        self.waiting = waiting

    def run(self) -> Outcome:
        """Bring the build folder up to date.

        Raises:
            BriefingsError: if nothing can be made at all: no such partner, what is shared is at fault.
        """
        # A slip of the pen makes no folder.
        catalogue = self._catalogue()
        catalogue.refuse(self.order)
        try:
            if self.dry:
                return self._run(catalogue)
            with held(self.output / ".lock", self.waiting):
                return self._run(self._catalogue())
        except OSError as error:
            raise BriefingsError([unwritable(error, self.output)]) from error

    def _catalogue(self) -> Catalogue:
        """The subjects and products, as they are.

        Raises:
            BriefingsError: if the house is at fault, with all other problems that there are.
        """
        try:
            return Catalogue.of(self.project)
        except BriefingsError:
            load(
                self.project.root,
                set(self.order.subjects).intersection(partner_folders(self.project.root)) or None,
            )
            raise

    def _run(self, catalogue: Catalogue) -> Outcome:
        run = Run(
            self.project,
            self.output,
            self.order,
            self.force,
            self.dry,
            catalogue,
            fingerprints.tools(),
            Shelf(self.output / AUDIENCE),
            Ledger.read(self.output / LEDGER),
        )
        subjects = catalogue.chosen(self.order.subjects)
        if not run.dry:
            drop(run.output)
            run.shelf.recover()
        scan = Scan.of(run, subjects)
        tasks = list(_tasks(run, scan, subjects))
        stale = [task for task in tasks if not is_current(run, task)]
        doubts = False
        try:
            if stale:
                self._bring_up_to_date(run, stale, scan)
            run.outcome.made += [_made(run, task) for task in tasks]
            if not self.order.subjects:
                _prune(run)
            _forget(run, tasks)
            run.outcome.warnings += _too_long(run, tasks)
        finally:
            if not run.dry:
                if stale:
                    begun, scan = scan, scan.again(run, [task.subject for task in stale])
                    doubts = doubt(run, stale, begun, scan)
                run.ledger.files = run.ledger.files | scan.files
                run.ledger.write(run.output / LEDGER)
        if not run.dry and not doubts:
            _stamp(run, tasks, scan)
        return run.outcome

    def _bring_up_to_date(self, run: Run, stale: list[Task], scan: Scan) -> None:
        with contextlib.ExitStack() as stack:
            workers = self.workers
            if (
                workers is None
                and not run.dry
                and any("pdf" in note.asked for task in stale for note in task.notes)
            ):
                workers = stack.enter_context(local(self.jobs, sum(len(task.notes) for task in stale)))
            workshop, stale = _open(run, stale)
            decider = Decider(run, scan, workshop)
            drafted = [task for task in stale if decider.draft(task)]
            if run.dry:
                return
            maker = Maker(run, workshop)
            if workers is not None:
                maker.hand_out(drafted, workers)
            for number, task in enumerate(drafted):
                self.progress(task.name, number, len(drafted))
                maker.finish(task)


def _tasks(run: Run, scan: Scan, subjects: Sequence[Subject]) -> Iterator[Task]:
    """The sets of which something is asked for; a subject whose own products are at fault is left as it is."""
    for subject in subjects:
        try:
            task = task_of(run, scan, subject)
        except BriefingsError as error:
            run.outcome.problems += error.diagnostics
            continue
        if task:
            yield task


def _open(run: Run, stale: list[Task]) -> tuple[Workshop, list[Task]]:
    """The workshop for these sets, those left out whose own facts are at fault."""
    from briefings.build.workspace import Workshop  # noqa: PLC0415 - workers load WeasyPrint meanwhile

    folders = dict.fromkeys(folder for task in stale for folder in task.subject.folders)
    try:
        return Workshop(run.project, folders), stale
    except BriefingsError as error:
        broken = {
            found.location.path.split("/")[1]
            if found.location and found.location.path.startswith("facts/")
            else ""
            for found in error.diagnostics
        }
        sound = [task for task in stale if broken.isdisjoint(task.subject.folders)]
        if not sound or not broken <= folders.keys():
            raise
        for task in stale:
            task.failed = task not in sound
        run.outcome.problems += error.diagnostics
        return Workshop(run.project, [folder for folder in folders if folder not in broken]), sound


def _made(run: Run, task: Task) -> Made:
    """What became of a set; one with a problem has said so already."""
    folder = run.output / AUDIENCE / task.name
    if task.failed:
        return Made(task.name, (), failed=True)

    def files(note: Note, words: str, formats: Iterable[str], why: Mapping[str, list[str]]) -> Iterator[File]:
        for form in formats:
            path = folder / run.order.file_name(task.subject.id, note, form)
            yield File(words, form, path, tuple(why.get(form, ())))

    if task.begun:
        made = [
            file for note in task.notes for file in files(note.note, note.words, note.formats, note.reasons)
        ]
    else:
        made = [
            file
            for note in task.notes
            if note.record
            for file in files(note.note, note.words, note.record.formats, {})
        ]
    if task.reasons:
        made.append(File("", ONLY_MANIFEST, folder / MANIFEST, tuple(task.reasons)))
    gone = taken(run.catalogue, run.order, task.subject, task.going, folder)
    return Made(task.name, made, taken=tuple(gone))


def _too_long(run: Run, tasks: Iterable[Task]) -> Iterator[Diagnostic]:
    """The notes whose PDFs have more pages than they may; those too that were left as they are."""
    for task in tasks:
        record = run.ledger.records.get(task.key)
        for note in task.notes if record and not task.failed else ():
            known = record.notes.get(note.note) if record else None
            due = run.dry and "pdf" in note.redo
            if known and known.extent and "pdf" in note.asked and not due:
                file = run.order.file_name(task.subject.id, note.note, "pdf")
                product = run.catalogue.product(note.note.product, task.subject)
                if found := too_long(file, known.extent, product):
                    yield found


def _prune(run: Run) -> None:
    """Take away the sets whose subject is gone."""
    names = run.shelf.names()
    for name in names if run.dry else run.shelf.homes():
        if name.partition("@")[0] not in run.catalogue.subjects:
            if name in names:
                run.outcome.removed.append(name)
            if not run.dry:
                run.outcome.kept += keep(run.shelf, name, run.output)
                run.shelf.remove(name)
                run.ledger.records.pop(f"{AUDIENCE}/{name}", None)


def _forget(run: Run, tasks: Sequence[Task]) -> None:
    """Forget sets that somebody took away by hand, but for those that are being made."""
    asked = set(run.order.subjects or run.catalogue.subjects)
    for name in run.shelf.gone({task.name for task in tasks}):
        if name.partition("@")[0] in asked:
            run.outcome.forgotten.append(name)
            if not run.dry:
                run.shelf.remove(name)
                run.ledger.records.pop(f"{AUDIENCE}/{name}", None)


def _stamp(run: Run, tasks: Sequence[Task], scan: Scan) -> None:
    """Let the front door know that all is current, where that is so and it could tell."""
    home, order = run.project.root, run.order
    records = {task.name: run.ledger.records.get(task.key) for task in tasks}
    known = {name: record for name, record in records.items() if record}
    plain = order == Order((), order.as_of) and run.output == home / "build"
    made = all(
        note.note in known[task.name].notes
        and set(note.asked) <= known[task.name].notes[note.note].formats.keys()
        for task in tasks
        if task.name in known
        for note in task.notes
    )
    outcome = run.outcome
    if (
        plain
        and made
        and len(known) == len(tasks)
        and not (outcome.problems or outcome.missing or outcome.warnings)
    ):
        stamp(home, run.output / LEDGER, scan.folders, scan.files, known)
