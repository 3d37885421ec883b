"""The renderer: renders the due files of each set and publishes the set."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.build.archive import archive_job
from briefings.build.earlier_states import record_earlier_states
from briefings.build.edited_files import back_up_edits
from briefings.build.file_states import read_file_state
from briefings.build.manifest import make_manifest, note_entry
from briefings.build.page_count import PageCount
from briefings.build.pdf_process import typeset
from briefings.build.removed_files import Removal
from briefings.build.request import LABEL_FORMAT
from briefings.build.state import NoteState, SetState
from briefings.build.store import MANIFEST_NAME
from briefings.build.unprintable_texts import find_unprintable_labels, find_unprintable_texts
from briefings.loading.files import file_problem, read_file
from briefings.model.diagnostics import BriefingsError, Diagnostic, EnvironmentMissingError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Executor

    from briefings.build.plan import BuildRun, NoteTask, SetTask
    from briefings.build.workspace import Workspace

__all__ = ["Renderer"]


class Renderer:
    """Renders the due files of each set, and publishes them."""

    def __init__(self, run: BuildRun, workspace: Workspace) -> None:
        """Prepare the renderer of a run."""
        self.run = run
        self.workspace = workspace

    def submit_pdfs(self, tasks: Iterable[SetTask], workers: Executor) -> None:
        """Submit the due PDFs to the workers, longest note first."""
        due = [(task, note) for task in tasks for note in task.notes if "pdf" in note.due_formats]
        for task, note in sorted(due, key=lambda pair: -len(pair[1].finished_draft.brief.slots)):
            name = note.note.file_stem(task.subject.id)
            job = self.workspace.pdf_job(note.finished_draft.brief, task.subject, name)
            if note.wanted.options.archive:
                text = self.workspace.render(note.finished_draft.brief, task.subject, "md")
                job = archive_job(job, self.run.request, task.subject.id, note, text)
            note.pdf_future = workers.submit(typeset, job)

    def finish_set(self, task: SetTask) -> None:
        """Render the due files of a set, publish it and note its state; report any failure."""
        try:
            for note in task.notes:
                note.left_out = note.finished_draft.brief.left_out if note.due_formats else ()
                for file_format in note.due_formats:
                    if file_format == "pdf":
                        self._collect_pdf(task, note)
                    else:
                        data = self.workspace.render(note.finished_draft.brief, task.subject, file_format)
                        task.rendered_files[self._file_name(task, note, file_format)] = data
            if task.rendered_files or task.manifest_reasons or task.previous is None:
                self._publish(task)
            task.new_state = self._new_state(task)
        except BriefingsError as error:
            self.run.fail_set(task, error.diagnostics)
        except OSError as error:
            self.run.fail_set(task, [file_problem(error, self.run.output)])

    def _file_name(self, task: SetTask, note: NoteTask, file_format: str) -> str:
        """Return the name of a file of the set."""
        return self.run.request.file_name(task.subject.id, note.note, file_format)

    def _collect_pdf(self, task: SetTask, note: NoteTask) -> None:
        """Wait for the PDF of a note and add it to the rendered files.

        Raises:
            BriefingsError: if it can't be typeset. Where PDF can't be made at all, the note goes without one.
        """
        assert note.pdf_future is not None  # noqa: S101 - submitted before
        file_name = self._file_name(task, note, "pdf")
        try:
            result = note.pdf_future.result()
            task.rendered_files[file_name], note.page_count = result.pdf, PageCount.from_pdf_result(result)
            self._warn_of_missing_letters(task, note, result.missing_letters)
        except EnvironmentMissingError as error:
            self.run.report.environment_problems += error.diagnostics
            del note.format_hashes["pdf"], note.reasons["pdf"]
            if note.previous and "pdf" in note.previous.format_hashes:
                lost = replace(note.wanted, formats=("pdf",))
                task.removals.append(
                    Removal(note.note, lost, "it is out of date, and PDF can't be made here")
                )
        except BriefingsError as error:
            raise BriefingsError(self.workspace.explain_problems(error.diagnostics, task.subject)) from error
        except Exception as error:  # an executor may fail in ways of its own
            message = f"typesetting {file_name} failed: {type(error).__name__}: {error}"
            hint = "a worker stopped or was lost; build again"
            raise BriefingsError([Diagnostic("lost-worker", message, hint=hint)]) from error

    def _warn_of_missing_letters(self, task: SetTask, note: NoteTask, letters: str) -> None:
        """Report the names, texts and labels of a note with letters that no font has; each once in a build."""
        if not letters:
            return
        templates = self.workspace.templates(task.subject)
        labels = self.workspace.labels(task.subject, note.note.language)
        found = (
            *find_unprintable_texts(note.finished_draft.visible_facts, set(map(ord, letters))),
            *find_unprintable_labels(templates, labels),
        )
        for warning in map(self.run.as_shown, found):
            if warning not in self.run.report.warnings:
                self.run.report.warnings.append(warning)

    def _publish(self, task: SetTask) -> None:
        """Publish the rendered files with the current ones and the manifest, after a backup of edited files.

        Raises:
            BriefingsError: if the gate finds in them what their readers may not see; then nothing is published.
        """
        files = dict(task.rendered_files)
        folder = self.run.output_store.current_folder(task.name)
        entries = []
        for note in task.notes:
            assert note.snapshot is not None  # noqa: S101 - the note was composed before
            file_names = [self._file_name(task, note, file_format) for file_format in note.format_hashes]
            for file_name in file_names:
                if file_name not in files and folder:
                    files[file_name] = read_file(folder / file_name)
            if label := note.finished_draft.brief.label:
                file_names.append(self._file_name(task, note, LABEL_FORMAT))
                files[file_names[-1]] = label.encode()
            entries.append((note_entry(note.finished_draft.brief, note.snapshot), file_names))
        audience = self.run.request.audience
        files[MANIFEST_NAME] = make_manifest(task.name, audience, entries, files)
        gate = self.workspace.gate(task.subject, task.notes[0].finished_draft.visible_facts)
        if problems := list(gate.find_withheld(audience, files)):
            raise BriefingsError(problems)
        self.run.report.backups += back_up_edits(self.run.output_store, task.name)
        record_earlier_states(self.run.output_store, task.name, (entry for entry, _ in entries))
        self.run.output_store.publish(task.name, files)

    def _new_state(self, task: SetTask) -> SetState:
        """Return the state of a set with its inputs, notes and files as they are now."""
        folder = self.run.output_store.current_folder(task.name)
        file_names = sorted(path.name for path in folder.iterdir()) if folder else []
        return SetState(
            checked_on=self.run.request.as_of,
            next_change=task.next_change,
            input_hashes=task.input_hashes,
            notes={
                note.note: NoteState(
                    as_of=note.finished_draft.brief.as_of,
                    options=note.wanted.options,
                    content_hash=note.content_hash,
                    format_hashes=note.format_hashes,
                    manifest_hash=note.manifest_hash,
                    page_count=_latest_page_count(note),
                )
                for note in task.notes
            },
            output_files={
                file_name: file_state
                for file_name in file_names
                if folder and (file_state := read_file_state(folder / file_name, None))
            },
        )


def _latest_page_count(note: NoteTask) -> PageCount | None:
    """Return the page count of a note: from this build, or else from the build that made its PDF."""
    if "pdf" not in note.format_hashes:
        return None
    return note.page_count or (note.previous.page_count if note.previous else None)
