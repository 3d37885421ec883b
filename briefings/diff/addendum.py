"""Addenda: late developments to notes that readers already have."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.build.build_folder import check_build_folder
from briefings.build.catalog import Catalog
from briefings.build.edited_files import back_up_edits
from briefings.build.lock import LOCK_FILE, hold_lock
from briefings.build.manifest import make_manifest, note_entry
from briefings.build.pdf_process import typeset
from briefings.build.request import LABEL_FORMAT, SetName
from briefings.build.snapshot import Snapshot, join_cells
from briefings.build.store import MANIFEST_NAME, OutputStore
from briefings.build.workspace import Workspace
from briefings.compose.reference_number import as_reference
from briefings.compose.template_context import AddendumView, DevelopmentView
from briefings.model.dates import PartialDate
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.phrases import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from briefings.build.catalog import Subject
    from briefings.build.comparison import Comparison
    from briefings.build.draft import Draft
    from briefings.build.request import BuildRequest
    from briefings.compose.brief import Brief
    from briefings.project import Project

__all__ = ["write_addenda"]


def write_addenda(
    project: Project,
    output: Path,
    request: BuildRequest,
    comparisons: list[Comparison],
    on_wait: Callable[[str], None] = lambda _message: None,
) -> list[Path]:
    """Write an addendum to each note that has changed, and return the files written.

    Args:
        project: where facts and templates are.
        output: the build folder.
        request: the options of the notes.
        comparisons: the changes since the notes that readers have.
        on_wait: called with a message when this waits for a running build.

    Raises:
        BriefingsError: if facts or templates have errors, or PDF can't be made.
    """
    due: dict[str, list[Comparison]] = {}
    for comparison in comparisons:
        if any(line.after for line in comparison.lines):
            due.setdefault(comparison.subject, []).append(comparison)
    if not due:
        return []
    catalog = Catalog.load(project)
    check_build_folder(project, output, catalog.house)
    subjects = [catalog.subjects[id_] for id_ in due]
    workspace = Workspace(project, {folder for subject in subjects for folder in subject.folders})
    with hold_lock(output / LOCK_FILE, on_wait):
        return list(_write_addenda(workspace, output, request, due))


def _write_addenda(
    workspace: Workspace, output: Path, request: BuildRequest, due: Mapping[str, list[Comparison]]
) -> Iterator[Path]:
    """Draft, render and publish the addenda of each subject as one set; yield the files."""
    output_store = OutputStore(output / request.audience)
    for subject in (workspace.catalog.subjects[id_] for id_ in due):
        files: dict[str, bytes] = {}
        entries = []
        for comparison in due[subject.id]:
            if draft := _draft_addendum(workspace, subject, request, comparison):
                stem = f"{comparison.note.file_stem(subject.id)}.addendum"
                rendered = {
                    f"{stem}.md": workspace.render(draft.brief, subject, "md"),
                    f"{stem}.html": workspace.render(draft.brief, subject, "html"),
                    f"{stem}.pdf": typeset(workspace.pdf_job(draft.brief, subject, stem)).pdf,
                }
                if draft.brief.label:
                    rendered[f"{stem}.{LABEL_FORMAT}"] = draft.brief.label.encode()
                files |= rendered
                snapshot = Snapshot.from_brief(comparison.note, draft.brief, draft.visible_facts)
                entries.append((note_entry(draft.brief, snapshot), list(rendered)))
        if files:
            name = SetName(subject.id, is_addendum=True)
            back_up_edits(output_store, name)
            output_store.publish(
                name, {**files, MANIFEST_NAME: make_manifest(name, request.audience, entries, files)}
            )
            yield from (output_store.place(name) / file for file in files)


def _draft_addendum(
    workspace: Workspace, subject: Subject, request: BuildRequest, comparison: Comparison
) -> Draft | None:
    """Draft the addendum to a note; return None without developments."""
    request = replace(request, as_of=comparison.after)
    note = comparison.note
    developments = _find_developments(workspace.draft(subject, note, request).brief, comparison)
    if not developments:
        return None
    since = Phrase((PartialDate.from_day(comparison.before),))
    reference = as_reference((comparison.reference,) if comparison.reference else ())
    return workspace.draft(subject, note, request, addendum=AddendumView(since, reference, developments))


def _find_developments(note: Brief, comparison: Comparison) -> tuple[DevelopmentView, ...]:
    """Find the new and rewritten sentences with citations, by section, in the order of the note.

    Raises:
        BriefingsError: if the facts have changed since the note was built.
    """
    new = {(line.section, line.after) for line in comparison.lines if line.after}
    if not new <= {(sentence.section_key, sentence.text) for sentence in note.sentences}:
        hint = "run `briefings build` first"
        message = f"the facts changed after the note on {comparison.name} was built"
        raise BriefingsError([Diagnostic("not-current", message, hint=hint)])
    items: dict[str, list[Phrase]] = {}
    for sentence in note.sentences:
        if (sentence.section_key, sentence.text) in new and sentence.citations:
            text = join_cells(sentence.text)
            items.setdefault(sentence.heading, []).append(Phrase((text,), sentence.citations))
    return tuple(
        DevelopmentView(Phrase((heading or note.title,)), tuple(phrases))
        for heading, phrases in items.items()
    )
