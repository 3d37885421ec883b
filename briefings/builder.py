"""Bringing the build folder up to date: the steps of a build, one after the other.

What has to be made, and why, is decided in `deciding`; `making` makes it. Here are the locks, the order of steps, what
becomes of sets whose partner is gone, and what is told of it all.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from briefings import fingerprint
from briefings.deciding import Decider, is_current, task_of
from briefings.diagnostics import BriefingsError, Diagnostic, did_you_mean
from briefings.ledger import LEDGER, Ledger
from briefings.load import partner_folders
from briefings.lock import held
from briefings.making import Maker
from briefings.outcome import Made, Outcome
from briefings.reasons import MANIFEST as ONLY_MANIFEST
from briefings.scanning import Scan, doubt
from briefings.shelf import MANIFEST, Shelf
from briefings.stamping import drop, stamp
from briefings.task import Run
from briefings.typesetting import cores, local
from briefings.workshop import AUDIENCE, Order, Workshop

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from briefings.project import Project
    from briefings.task import Task

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
        shelf = Shelf(output / AUDIENCE)
        self.job = Run(project, output, order, force, dry, fingerprint.tools(), shelf, Ledger())
        self.jobs = jobs or cores()
        self.workers = workers
        self.progress = progress
        self.waiting = waiting

    def run(self) -> Outcome:
        """Bring the build folder up to date.

        Raises:
            BriefingsError: if nothing can be made at all: no such partner, what is shared is at fault.
        """
        job = self.job
        # A slip of the pen makes no folder.
        _chosen(partner_folders(job.project.root), job.order.partners)
        try:
            if job.dry:
                return self._run()
            with held(job.output / ".lock", self.waiting):
                return self._run()
        except OSError as error:
            raise BriefingsError([job.unwritable(error)]) from error

    def _run(self) -> Outcome:
        job = self.job
        job.ledger = Ledger.read(job.output / LEDGER)
        known = partner_folders(job.project.root)
        chosen = _chosen(known, job.order.partners)
        if not job.dry:
            drop(job.output)
            job.shelf.recover()
        scan = Scan.of(job, chosen)
        tasks = [task_of(job, scan, partner) for partner in chosen]
        stale = [task for task in tasks if not is_current(job, task)]
        doubts = False
        try:
            if stale:
                self._bring_up_to_date(stale, scan)
            self._tell(tasks)
            if not job.order.partners:
                self._prune(known)
        finally:
            if not job.dry:
                if stale:
                    begun, scan = scan, scan.again(job, [task.partner for task in stale])
                    doubts = doubt(job, stale, begun, scan)
                job.ledger.files = job.ledger.files | scan.files
                job.ledger.write(job.output / LEDGER)
        if not job.dry and not doubts:
            self._stamp(tasks, scan)
        return job.outcome

    def _bring_up_to_date(self, stale: list[Task], scan: Scan) -> None:
        job = self.job
        with contextlib.ExitStack() as stack:
            workers = self.workers
            if workers is None and "pdf" in job.order.formats and not job.dry:
                workers = stack.enter_context(local(min(self.jobs, len(stale))))
            workshop, stale = self._open(stale)
            decider = Decider(job, scan, workshop)
            drafted = [task for task in stale if decider.draft(task)]
            if job.dry:
                return
            maker = Maker(job, workshop)
            if workers is not None:
                maker.hand_out(drafted, workers)
            for number, task in enumerate(drafted):
                self.progress(task.name, number, len(drafted))
                maker.finish(task)

    def _open(self, stale: list[Task]) -> tuple[Workshop, list[Task]]:
        """The workshop for these sets, those left out whose own facts are at fault."""
        try:
            return Workshop(self.job.project, [task.partner for task in stale]), stale
        except BriefingsError as error:
            broken = {
                found.location.path.split("/")[1]
                if found.location and found.location.path.startswith("facts/")
                else ""
                for found in error.diagnostics
            }
            sound = [task for task in stale if task.partner not in broken]
            if not sound or not broken <= {task.partner for task in stale}:
                raise
            for task in stale:
                task.failed = task not in sound
            self.job.outcome.problems += error.diagnostics
            return Workshop(self.job.project, [task.partner for task in sound]), sound

    # --- afterwards ------------------------------------------------------------------------------

    def _tell(self, tasks: list[Task]) -> None:
        """Say what became of each set; those with a problem have said so already."""
        job = self.job
        for task in tasks:
            record = job.ledger.records.get(task.key) or task.record
            folder = job.output / AUDIENCE / task.name
            recorded = record.formats if record else {}
            names = recorded if record and not job.dry else task.formats or recorded
            outputs = record.outputs if record else {}
            files = {name: folder / file for name in names for file in outputs if file.endswith(f".{name}")}
            if task.draft:
                files |= {name: folder / task.file(job.order, name) for name in names}
            if ONLY_MANIFEST in task.reasons:
                files[ONLY_MANIFEST] = folder / MANIFEST
            reasons = {} if task.failed else task.reasons
            job.outcome.made.append(Made(task.name, files, reasons, task.failed))

    def _prune(self, known: Sequence[str]) -> None:
        """Take away the sets whose partner is gone."""
        job = self.job
        names = job.shelf.names()
        for name in names if job.dry else job.shelf.homes():
            if name.partition("@")[0] not in known:
                if name in names:
                    job.outcome.removed.append(name)
                if not job.dry:
                    job.shelf.remove(name)
                    job.ledger.records.pop(f"{AUDIENCE}/{name}", None)

    def _stamp(self, tasks: Sequence[Task], scan: Scan) -> None:
        """Let the front door know that all is current, where that is so and it could tell."""
        job = self.job
        home, order = job.project.root, job.order
        records = {task.name: job.ledger.records.get(task.key) for task in tasks}
        known = {
            name: record
            for name, record in records.items()
            if record and set(record.formats) == set(order.formats)
        }
        plain = order == Order((), order.as_of) and job.output == home / "build"
        sound = not (job.outcome.problems or job.outcome.missing) and len(known) == len(tasks)
        if plain and sound:
            stamp(home, job.output / LEDGER, scan.folders, scan.files, known)


def _chosen(known: Sequence[str], asked: Sequence[str]) -> list[str]:
    """The partners asked for, all if none, in order and without repeats."""
    unknown = [
        Diagnostic("unknown-partner", f"there is no partner {name!r}", hint=did_you_mean(name, known))
        for name in asked
        if name not in known
    ]
    if unknown:
        raise BriefingsError(unknown)
    if not known:
        hint = "a partner is a folder under facts/ with a file that has `partner:`"
        raise BriefingsError([Diagnostic("no-partner", "there are no partners", hint=hint)])
    return list(dict.fromkeys(asked)) or list(known)
