"""Making what is due of each set, and switching to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.diagnostics import BriefingsError, Diagnostic, EnvironmentMissingError
from briefings.inputs import look
from briefings.ledger import Record
from briefings.manifest import manifest_of
from briefings.shelf import MANIFEST
from briefings.typesetting import Job, typeset
from briefings.workshop import AUDIENCE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Executor

    from briefings.task import Run, Task
    from briefings.workshop import Workshop

__all__ = ["Maker"]


class Maker:
    """Makes what is due of each set."""

    def __init__(self, run: Run, workshop: Workshop) -> None:
        self.run = run
        self.workshop = workshop

    def hand_out(self, tasks: Iterable[Task], workers: Executor) -> None:
        """Begin to typeset the PDFs that are due, the longest note first."""
        due = [task for task in tasks if "pdf" in task.redo]
        for task in sorted(due, key=lambda task: -len(task.drafted.brief.slots)):
            style, fonts = self.workshop.style(task.partner, "pdf"), self.workshop.fonts(task.partner)
            task.pdf = workers.submit(typeset, Job(task.name, task.drafted.brief, style, fonts))

    def finish(self, task: Task) -> None:
        """Make what is due of a set, and switch to it."""
        try:
            for name in task.redo:
                if name == "pdf":
                    self._take_pdf(task)
                else:
                    made = self.workshop.render(task.drafted.brief, task.partner, name)
                    task.ready[task.file(self.run.order, name)] = made
            if task.ready or task.reasons or task.record is None:
                self._put(task)
            self._record(task)
        except BriefingsError as error:
            self.run.fail(task, error.diagnostics)
        except OSError as error:
            self.run.fail(task, [self.run.unwritable(error)])

    def _take_pdf(self, task: Task) -> None:
        assert task.pdf is not None  # noqa: S101 - handed out before
        try:
            task.ready[task.file(self.run.order, "pdf")] = task.pdf.result()
        except EnvironmentMissingError as error:
            self.run.outcome.missing += error.diagnostics
            del task.formats["pdf"], task.reasons["pdf"]
        except BriefingsError:
            raise
        except Exception as error:  # an executor may fail in ways of its own
            message = f"typesetting {task.name} broke off: {type(error).__name__}: {error}"
            hint = "a worker was stopped, or lost; build again"
            raise BriefingsError([Diagnostic("lost-worker", message, hint=hint)]) from error

    def _put(self, task: Task) -> None:
        assert task.snapshot is not None  # noqa: S101 - drafted tasks only
        files = dict(task.ready)
        folder = self.run.shelf.current(task.name)
        for name in task.formats:
            file = task.file(self.run.order, name)
            if file not in files and folder:
                files[file] = (folder / file).read_bytes()
        files[MANIFEST] = manifest_of(task.drafted.brief, task.snapshot, AUDIENCE, files)
        self.run.shelf.put(task.name, files)

    def _record(self, task: Task) -> None:
        folder = self.run.shelf.current(task.name)
        files = sorted(path.name for path in folder.iterdir()) if folder else []
        outputs = {file: seen for file in files if folder and (seen := look(folder / file, None))}
        draft, ledger = task.drafted, self.run.ledger
        ledger.records[task.key] = Record(
            as_of=draft.brief.as_of.isoformat(),
            looked=self.run.order.as_of.isoformat(),
            changes_on=draft.changes_on.isoformat() if draft.changes_on else "",
            inputs=task.inputs,
            content=task.content,
            formats=task.formats,
            manifest=task.manifest,
            outputs=outputs,
        )
        for group, digest in task.inputs.items():
            ledger.parts[digest] = dict(task.parts[group])
