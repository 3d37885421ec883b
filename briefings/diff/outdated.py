"""The check which sets no longer match the facts, by a trial build that writes nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.build.builder import build_notes
from briefings.build.catalog import Catalog
from briefings.build.plan import BuildOptions
from briefings.build.request import BuildRequest
from briefings.build.state import BuildState
from briefings.build.store import OutputStore
from briefings.compose.note_options import NoteOptions
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.house import DEFAULT_AUDIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from briefings.project import Project

__all__ = ["find_outdated", "rebuild_requests"]


def rebuild_requests(
    project: Project, output: Path, names: tuple[str, ...], today: date
) -> list[BuildRequest]:
    """Return the requests that rebuild the sets as they are, to see whether they still match the facts.

    Each set keeps its recorded date, notes, formats, occasion, number, contacts and since.

    Args:
        project: where the facts are.
        output: the build folder.
        names: of subjects or sets; empty for all.
        today: the as-of date for sets without a date of their own.
    """
    build_state = BuildState.load(output)
    known_subjects = Catalog.load(project).subjects
    subjects_by_request: dict[BuildRequest, list[str]] = {}
    output_store = OutputStore(output / DEFAULT_AUDIENCE)
    deleted = output_store.deleted_names()
    for name in output_store.select(names):
        if name.subject not in known_subjects or name.is_addendum or name in deleted:
            continue
        set_state = build_state.sets.get(name)
        request = BuildRequest(
            (),
            name.as_of or today,
            dated=name.as_of is not None,
            options=set_state.options if set_state else NoteOptions(),
            existing_only=set_state is not None,
        )
        subjects_by_request.setdefault(request, []).append(name.subject)
    return [replace(request, subjects=tuple(subjects)) for request, subjects in subjects_by_request.items()]


def find_outdated(
    project: Project, output: Path, names: tuple[str, ...], today: date
) -> Iterator[Diagnostic]:
    """Report the undated sets that are out of date, each with the first reason, and the problems of sets that fail.

    Args:
        project: where the facts are.
        output: the build folder.
        names: of subjects; empty for all.
        today: the as-of date to check against.

    Raises:
        BriefingsError: if no set matches a name.
    """
    for request in rebuild_requests(project, output, names, today):
        if request.dated:
            continue
        try:
            report = build_notes(project, output, request, BuildOptions(dry_run=True))
        except BriefingsError as error:
            yield from error.diagnostics
            continue
        yield from report.problems
        for result in report.sets:
            if result.has_changed:
                message = f"{result.name} is out of date: {result.reasons[0]}"
                hint = f"run `briefings build {result.name}` first"
                yield Diagnostic("not-current", message, hint=hint)
