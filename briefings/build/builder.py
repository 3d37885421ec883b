"""The steps of a build, which brings the build folder up to date.

`planner` decides what to rebuild and why, and `renderer` does it. This module takes the lock, orders the steps, removes
sets without a subject, and reports the results.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from briefings.build.audiences import sees_everything
from briefings.build.build_folder import check_build_folder, claim_build_folder
from briefings.build.catalog import Catalog
from briefings.build.clearance_warnings import find_lapsed
from briefings.build.fastpath import delete_record, save_record
from briefings.build.inputs import InputScan, invalidate_changed
from briefings.build.lock import LOCK_FILE, hold_lock
from briefings.build.orphans import remove_former_audiences, remove_orphaned_sets
from briefings.build.page_count import check_page_limit
from briefings.build.pdf_pool import local_executor, temporary_folder
from briefings.build.plan import BuildOptions, BuildRun
from briefings.build.planner import create_task, is_current
from briefings.build.reasons import MANIFEST_FORMAT
from briefings.build.removed_files import group_removals
from briefings.build.report import BuildReport, OutputFile, SetResult
from briefings.build.set_updates import SetUpdates
from briefings.build.state import BuildState
from briefings.build.store import MANIFEST_NAME, OutputStore
from briefings.build.tool_versions import tool_versions
from briefings.build.withdrawal import withdraw_sets
from briefings.factbase.load import FactsError, load
from briefings.loading.files import file_problem
from briefings.loading.project import list_partner_ids
from briefings.model.diagnostics import BriefingsError
from briefings.model.memory import hold_objects_aside
from briefings.model.processes import core_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from briefings.build.catalog import Subject
    from briefings.build.plan import NoteTask, SetTask
    from briefings.build.request import BuildRequest
    from briefings.build.workspace import Workspace
    from briefings.model.diagnostics import Diagnostic
    from briefings.project import Project

__all__ = ["build_notes"]


def build_notes(
    project: Project, output: Path, request: BuildRequest, options: BuildOptions | None = None
) -> BuildReport:
    """Bring the notes in a build folder up to date.

    Args:
        project: where facts and templates are.
        output: the build folder.
        request: what to build.
        options: how to build it.

    Raises:
        BriefingsError: if nothing can be built, for example an unknown partner or errors in the shared facts.
    """
    options = options or BuildOptions()
    # A mistyped name must not create a build folder.
    catalog = _load_catalog(project, request)
    catalog.check_request(request)
    try:
        check_build_folder(project, output, catalog.house)
        if options.dry_run:
            return _build(_start_run(catalog, output, request, options))
        with hold_lock(output / LOCK_FILE, options.on_wait):
            claim_build_folder(output, catalog.house)
            return _build(_start_run(_load_catalog(project, request), output, request, options))
    except OSError as error:
        raise BriefingsError([file_problem(error, output)]) from error


def _load_catalog(project: Project, request: BuildRequest) -> Catalog:
    """Load the catalog.

    Raises:
        BriefingsError: if the house file has errors; then with the problems of the facts too.
    """
    try:
        return Catalog.load(project)
    except BriefingsError:
        load(project.root, set(request.subjects).intersection(list_partner_ids(project.root)) or None)
        raise


def _start_run(catalog: Catalog, output: Path, request: BuildRequest, options: BuildOptions) -> BuildRun:
    """Return a new run, with the state that earlier builds recorded."""
    return BuildRun(
        output=output,
        request=request,
        options=options,
        catalog=catalog,
        tool_versions=tool_versions(),
        output_store=OutputStore(output / request.audience),
        state=BuildState.load(output, request.audience),
        report=BuildReport(request.audience),
    )


def _build(run: BuildRun) -> BuildReport:
    """Plan, rebuild and report all requested sets, and save the build state."""
    root, is_dry = run.project.root, run.options.dry_run
    subjects = run.catalog.select_subjects(run.request.subjects)
    if not is_dry:
        if run.options.words is not None:
            delete_record(run.output, run.options.words)
        run.output_store.recover()
    remove_former_audiences(run)
    withdraw_sets(run)
    if not run.request.dated:
        run.report.problems += run.catalog.order_book.problems
    run.report.problems += run.catalog.clearance_book.problems
    scan = InputScan.of_subjects(root, subjects, run.state.input_files)
    tasks = list(_create_tasks(run, scan, subjects))
    stale = [task for task in tasks if not is_current(run, task)]
    has_changed_inputs = False
    try:
        if stale:
            _update_sets(run, stale, scan)
        run.report.sets += [_set_result(run, task) for task in tasks]
        if not run.request.subjects:
            remove_orphaned_sets(run)
        _forget_deleted_sets(run, tasks)
        run.report.warnings += _page_limit_warnings(run, tasks)
        run.report.warnings += [task.blindness for task in tasks if task.is_drafted and task.blindness]
        run.report.warnings += find_lapsed(
            run.catalog, run.output_store, run.request.audience, [task.name for task in tasks]
        )
    except BriefingsError as error:
        if not (run.report.former_audiences or run.report.withdrawn_sets):
            raise
        run.report.problems += error.diagnostics  # what went is reported all the same
    finally:
        if not is_dry:
            if stale:
                old_scan = scan
                scan = old_scan.rescan(root, [task.subject for task in stale], run.state.input_files)
                has_changed_inputs = invalidate_changed(run.state, stale, old_scan, scan)
            run.state.input_files |= scan.files
            run.state.save(run.output, run.request.audience)
    if not is_dry and not has_changed_inputs:
        _save_fastpath_record(run, tasks, scan)
    return run.report


def _update_sets(run: BuildRun, stale: list[SetTask], scan: InputScan) -> None:
    """Compose the stale sets; unless in a dry run, render and publish what differs."""
    options = run.options
    with contextlib.ExitStack() as stack:
        workers = options.workers
        has_pdf = any("pdf" in note.wanted.formats for task in stale for note in task.notes)
        if workers is None and has_pdf and not options.dry_run:
            note_count = sum(len(task.notes) for task in stale)
            workers = options.early_worker if note_count == 1 else None
            workers = workers or stack.enter_context(
                local_executor(options.jobs or core_count(), note_count, temporary_folder(run.output))
            )
        workspace, stale = _open_workspace(run, stale)
        stack.enter_context(hold_objects_aside())
        audience = workspace.store.house.audiences[run.request.audience]
        run.hides_fact_lines = not sees_everything(workspace.store.scheme, audience)
        updates = SetUpdates(run, scan, workspace)
        if has_pdf and workers is not None and not options.dry_run:
            updates.update_with_pdfs(stale, workers)
        else:
            updates.update_texts(stale)


def _create_tasks(run: BuildRun, scan: InputScan, subjects: Sequence[Subject]) -> Iterator[SetTask]:
    """Yield a task for each subject with requested notes; report subjects whose own products have errors."""
    for subject in subjects:
        try:
            task = create_task(run, scan, subject)
        except BriefingsError as error:
            run.report.problems += error.diagnostics
            continue
        if task:
            yield task


def _open_workspace(run: BuildRun, stale: list[SetTask]) -> tuple[Workspace, list[SetTask]]:
    """Open a workspace for these sets, and return it with the sets that it can compose.

    Sets whose own folders have errors fail; the others go on.
    """
    from briefings.build.workspace import Workspace  # noqa: PLC0415 - workers load WeasyPrint meanwhile

    folders = dict.fromkeys(folder for task in stale for folder in task.subject.folders)
    try:
        return Workspace(run.project, folders), stale
    except FactsError as error:
        loadable = [task for task in stale if error.folders.isdisjoint(task.subject.folders)]
        if not loadable or not error.folders <= folders.keys():
            raise
        for task in stale:
            task.failed = task not in loadable
        run.report.problems += error.diagnostics
        return Workspace(run.project, [folder for folder in folders if folder not in error.folders]), loadable


def _set_result(run: BuildRun, task: SetTask) -> SetResult:
    """Return the result for a set; the problems of a failed one are in the report already."""
    if task.failed:
        return SetResult(task.name, (), failed=True)
    folder = run.output_store.place(task.name)
    files = [file for note in task.notes for file in _output_files(run, task, note, folder)]
    if task.manifest_reasons:
        files.append(OutputFile("", MANIFEST_FORMAT, folder / MANIFEST_NAME, tuple(task.manifest_reasons)))
    removed_files = group_removals(run.request, task.subject, task.removals, folder)
    left_out: dict[str, int] = {}
    for section, count in (pair for note in task.notes for pair in note.left_out):
        left_out[section] = max(count, left_out.get(section, 0))  # of its languages, the one with least room
    return SetResult(task.name, files, removed_files=tuple(removed_files), left_out=left_out)


def _output_files(run: BuildRun, task: SetTask, note: NoteTask, folder: Path) -> Iterator[OutputFile]:
    """Yield the files of a note, as they are or would be after the build."""
    recorded = note.previous.format_hashes if note.previous else {}
    for file_format in note.format_hashes if task.is_drafted else recorded:
        name = run.request.file_name(task.subject.id, note.note, file_format)
        reasons = tuple(note.reasons.get(file_format, ()))
        is_new = file_format not in recorded and name not in task.present_files
        yield OutputFile(note.description, file_format, folder / name, reasons, is_new)


def _page_limit_warnings(run: BuildRun, tasks: Iterable[SetTask]) -> Iterator[Diagnostic]:
    """Yield a warning for each PDF over its page limit, including PDFs that were current."""
    for task in tasks:
        set_state = run.state.sets.get(task.name)
        for note in task.notes if set_state and not task.failed else ():
            note_state = set_state.notes.get(note.note) if set_state else None
            is_due = run.options.dry_run and "pdf" in note.due_formats
            if note_state and note_state.page_count and "pdf" in note.wanted.formats and not is_due:
                file_name = run.request.file_name(task.subject.id, note.note, "pdf")
                product = run.catalog.product(note.note.product, task.subject)
                if warning := check_page_limit(file_name, note_state.page_count, product):
                    yield warning


def _forget_deleted_sets(run: BuildRun, tasks: Sequence[SetTask]) -> None:
    """Forget requested sets whose folder the user deleted and that this build does not rebuild."""
    requested_ids = set(run.request.subjects or run.catalog.subjects)
    for name in run.output_store.deleted_names({task.name for task in tasks}):
        if name.subject in requested_ids:
            run.report.forgotten_sets.append(name)
            if not run.options.dry_run:
                run.output_store.remove(name)
                run.state.sets.pop(name, None)


def _save_fastpath_record(run: BuildRun, tasks: Sequence[SetTask], scan: InputScan) -> None:
    """Save the fastpath record after a build that left all its notes current and without problems."""
    states = {task.name: run.state.sets.get(task.name) for task in tasks}
    set_states = {name: state for name, state in states.items() if state}
    has_all_formats = all(
        note.note in set_states[task.name].notes
        and set(note.wanted.formats) <= set_states[task.name].notes[note.note].format_hashes.keys()
        for task in tasks
        if task.name in set_states
        for note in task.notes
    )
    report = run.report
    words = run.options.words
    if (
        words is not None
        and has_all_formats
        and len(set_states) == len(tasks)
        and not (report.problems or report.environment_problems or report.warnings)
    ):
        save_record(run, words, scan, set_states)
