"""The work on stale sets: each is composed, rendered and published; without PDFs, the processor cores share many sets.

A copy of this process publishes its sets itself, as each is in a folder of its own; what a build records of them and
reports comes back to this process.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from briefings.build.inputs import COMMON_GROUPS
from briefings.build.planner import Planner
from briefings.build.renderer import Renderer
from briefings.build.report import BuildReport
from briefings.build.withdrawal import hash_of_facts
from briefings.model.processes import share_tasks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from concurrent.futures import Executor

    from briefings.build.inputs import InputScan
    from briefings.build.plan import BuildRun, SetTask
    from briefings.build.request import SetName
    from briefings.build.workspace import Workspace

__all__ = ["SetUpdates"]

_FEWEST_SHARED = 8
"""From how many sets on the cores share them: a copy of this process takes as long to start as a note or two."""
_MOST_GROUPS = 64
"""Into how many groups sets are divided: so many that no core is long without work, and few to hand over."""


class _Update(NamedTuple):
    """A group of sets that are up to date, or failed, and what was reported meanwhile."""

    tasks: list[SetTask]
    report: BuildReport


class SetUpdates:
    """The updates of the stale sets of a run."""

    def __init__(self, run: BuildRun, scan: InputScan, workspace: Workspace) -> None:
        """Prepare the updates."""
        self.run = run
        self.planner = Planner(run, scan, workspace)
        self.renderer = Renderer(run, workspace)
        self._tasks: dict[SetName, SetTask] = {}

    def update_with_pdfs(self, stale: Sequence[SetTask], workers: Executor) -> None:
        """Compose all sets, so that the workers can begin with the longest PDF; then render and publish each."""
        drafted = [task for task in stale if self.planner.draft_set(task)]
        self.renderer.submit_pdfs(drafted, workers)
        for number, task in enumerate(drafted):
            self._finish(task, number, len(drafted))

    def update_texts(self, stale: Sequence[SetTask]) -> None:
        """Compose, render and publish one set after the other; in a dry run, only compose them."""
        self._tasks = {task.name: task for task in stale}
        first, *rest = stale
        # Whatever all sets need is loaded with the first one, so that no copy of this process repeats it.
        self._take_in(self._update([first], 0, len(stale)))
        size = -(-len(rest) // _MOST_GROUPS) or 1
        starts = range(0, len(rest), size)
        updates = [
            partial(self._update, rest[start : start + size], start + 1, len(stale)) for start in starts
        ]
        is_shared = len(stale) >= _FEWEST_SHARED and self._can_share(rest)
        for update in share_tasks(updates) if is_shared else (update() for update in updates):
            self._take_in(update)

    def _can_share(self, tasks: Iterable[SetTask]) -> bool:
        """Return whether several processes may publish these sets at once."""
        return self.run.options.dry_run or self.run.output_store.can_share(task.name for task in tasks)

    def _update(self, tasks: list[SetTask], done: int, total: int) -> _Update:
        """Update a group of sets, in this process or in a copy of it.

        Args:
            tasks: the group.
            done: the number of sets before it.
            total: the number of all sets.
        """
        run = self.run
        report, run.report = run.report, BuildReport(run.report.audience)
        known = run.state.recorded_groups
        try:
            for number, task in enumerate(tasks, start=done):
                if self.planner.draft_set(task) and not run.options.dry_run:
                    self._finish(task, number, total)
                task.drop_drafts()
                task.part_hashes = {
                    key: parts
                    for key, parts in task.part_hashes.items()
                    if key not in COMMON_GROUPS or task.input_hashes[key] not in known
                }
            return _Update(tasks, run.report)
        finally:
            run.report = report

    def _take_in(self, update: _Update) -> None:
        """Record and report what was done with a group of sets."""
        self.run.report.add(update.report)
        for done in update.tasks:
            task = self._tasks[done.name]
            task.take_over(done)
            self._record(task)

    def _finish(self, task: SetTask, done: int, total: int) -> None:
        """Render and publish a set, and record it."""
        self.run.options.on_progress(str(task.name), done, total)
        self.renderer.finish_set(task)
        self._record(task)

    def _record(self, task: SetTask) -> None:
        """Record the inputs, notes and files of a set in the build state, if it is as it should be."""
        if task.new_state is None:
            return
        self.run.state.record_set(task.name, task.new_state, task.part_hashes)
        # Made from what the audience may see of these facts, it shows nothing else.
        self.run.state.cleared_sets[task.name] = hash_of_facts(task.input_hashes, task.subject.folders)
