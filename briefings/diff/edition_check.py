"""Changes since an edition was issued."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.build.catalog import Catalog
from briefings.build.comparison import compare_snapshots
from briefings.build.manifest import read_snapshots
from briefings.build.request import BuildRequest
from briefings.build.snapshot import Snapshot
from briefings.build.wanted_notes import GIVEN_UP
from briefings.build.workspace import Workspace
from briefings.editions.edition_record import issued_options
from briefings.editions.search import check_audience, read_manifest
from briefings.model.diagnostics import BriefingsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from briefings.build.catalog import Subject
    from briefings.build.comparison import Comparison
    from briefings.editions.register import Edition
    from briefings.project import Project

__all__ = ["changes_since"]


def changes_since(
    project: Project, editions: Sequence[Edition], edition: Edition, day: date
) -> Iterator[Comparison]:
    """Compare each note of one of the editions of a project, as it was issued, with what it would say on a day.

    Raises:
        BriefingsError: if its manifest is damaged, or facts or templates have errors.
    """
    catalog = Catalog.load(project)
    check_audience(catalog.house, edition)
    name = edition.note.partition(".")[0]
    issued = read_snapshots(read_manifest(project.root, edition))
    subject = catalog.subjects.get(name)
    workspace = Workspace(project, subject.folders) if subject else None
    request = BuildRequest((name,), day, audience=edition.audience)
    options = issued_options(project.root, editions, edition)
    if options:
        request = request.for_note(options)
    for note, before in issued.items():
        after = _draft_snapshot(workspace, subject, before, request) if workspace and subject else None
        gone = replace(before, as_of=day, facts={}, lines=())
        yield compare_snapshots(
            f"{edition.reference} {note.file_stem(name)}", name, before, gone if after is None else after
        )


def _draft_snapshot(
    workspace: Workspace, subject: Subject, before: Snapshot, request: BuildRequest
) -> Snapshot | None:
    """Return what a note would say; None if the project no longer has it."""
    try:
        draft = workspace.draft(subject, before.note, request)
    except BriefingsError as error:
        if {problem.code for problem in error.diagnostics} <= {*GIVEN_UP}:
            return None
        raise
    return Snapshot.from_brief(before.note, draft.brief, draft.visible_facts)
