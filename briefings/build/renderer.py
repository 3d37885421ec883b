"""Making what is due of each set, and switching to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.build.edited_files import keep
from briefings.build.inputs import look
from briefings.build.manifest import manifest_of, record_of
from briefings.build.page_count import Extent
from briefings.build.pdf_pool import Job, typeset
from briefings.build.plan import unwritable
from briefings.build.state import NoteRecord, Record
from briefings.build.store import MANIFEST
from briefings.model.diagnostics import BriefingsError, Diagnostic, EnvironmentMissingError
from briefings.model.facts import AUDIENCE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Executor

    from briefings.build.plan import NoteTask, Run, Task
    from briefings.build.workspace import Workshop

__all__ = ["Maker"]


class Maker:
    """Makes what is due of each set."""

    def __init__(self, run: Run, workshop: Workshop) -> None:
        self.run = run
        self.workshop = workshop

    def hand_out(self, tasks: Iterable[Task], workers: Executor) -> None:
        """Begin to typeset the PDFs that are due, the longest note first."""
        due = [(task, note) for task in tasks for note in task.notes if "pdf" in note.redo]
        for task, note in sorted(due, key=lambda pair: -len(pair[1].drafted.brief.slots)):
            style, fonts = self.workshop.style(task.subject, "pdf"), self.workshop.fonts(task.subject)
            note.pdf = workers.submit(
                typeset, Job(note.note.stem(task.subject.id), note.drafted.brief, style, fonts)
            )

    def finish(self, task: Task) -> None:
        """Make what is due of a set, and switch to it."""
        try:
            for note in task.notes:
                for form in note.redo:
                    if form == "pdf":
                        self._take_pdf(task, note)
                    else:
                        made = self.workshop.render(note.drafted.brief, task.subject, form)
                        task.ready[self._file(task, note, form)] = made
            if task.ready or task.reasons or task.record is None:
                self._put(task)
            self._record(task)
        except BriefingsError as error:
            self.run.fail(task, error.diagnostics)
        except OSError as error:
            self.run.fail(task, [unwritable(error, self.run.output)])

    def _file(self, task: Task, note: NoteTask, form: str) -> str:
        return self.run.order.file_name(task.subject.id, note.note, form)

    def _take_pdf(self, task: Task, note: NoteTask) -> None:
        assert note.pdf is not None  # noqa: S101 - handed out before
        file = self._file(task, note, "pdf")
        try:
            printed = note.pdf.result()
            task.ready[file], note.extent = printed.pdf, Extent.of(printed)
        except EnvironmentMissingError as error:
            self.run.outcome.missing += error.diagnostics
            del note.formats["pdf"], note.reasons["pdf"]
        except BriefingsError as error:
            raise BriefingsError(self.workshop.explained(error.diagnostics, task.subject)) from error
        except Exception as error:  # an executor may fail in ways of its own
            message = f"typesetting {file} broke off: {type(error).__name__}: {error}"
            hint = "a worker was stopped, or lost; build again"
            raise BriefingsError([Diagnostic("lost-worker", message, hint=hint)]) from error

    def _put(self, task: Task) -> None:
        files = dict(task.ready)
        folder = self.run.shelf.current(task.name)
        listed = []
        for note in task.notes:
            assert note.snapshot is not None  # noqa: S101 - drafted notes only
            names = [self._file(task, note, form) for form in note.formats]
            for file in names:
                if file not in files and folder:
                    files[file] = (folder / file).read_bytes()
            listed.append((record_of(note.drafted.brief, note.snapshot), names))
        files[MANIFEST] = manifest_of(task.name, AUDIENCE, listed, files)
        self.run.outcome.kept += keep(self.run.shelf, task.name, self.run.output)
        self.run.shelf.put(task.name, files)

    def _record(self, task: Task) -> None:
        folder = self.run.shelf.current(task.name)
        files = sorted(path.name for path in folder.iterdir()) if folder else []
        ledger = self.run.ledger
        ledger.records[task.key] = Record(
            looked=self.run.order.as_of.isoformat(),
            changes_on=task.changes_on.isoformat() if task.changes_on else "",
            inputs=task.inputs,
            notes={
                note.note: NoteRecord(
                    note.drafted.brief.as_of.isoformat(),
                    note.content,
                    note.formats,
                    note.manifest,
                    _extent(note),
                )
                for note in task.notes
            },
            outputs={file: seen for file in files if folder and (seen := look(folder / file, None))},
        )
        for group, digest in task.inputs.items():
            ledger.parts[digest] = dict(task.parts[group])


def _extent(note: NoteTask) -> Extent | None:
    """How long a note is on paper: as it was typeset now, else as it was when its PDF was made."""
    if "pdf" not in note.formats:
        return None
    return note.extent or (note.record.extent if note.record else None)
