"""The check which sets no longer match the facts, by a trial build that writes nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.build.audiences import find_audience
from briefings.build.builder import build_notes
from briefings.build.catalog import Catalog
from briefings.build.plan import BuildOptions
from briefings.build.request import BuildRequest, build_command
from briefings.build.store import OutputStore
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.house import DEFAULT_AUDIENCE
from briefings.model.suggest import unknown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from briefings.project import Project

__all__ = ["find_outdated", "rebuild_requests"]


def rebuild_requests(
    project: Project, output: Path, names: tuple[str, ...], today: date, audience: str = DEFAULT_AUDIENCE
) -> list[BuildRequest]:
    """Return the requests that rebuild the sets as they are, to see whether they still match the facts.

    Each set keeps its recorded date, and each note its formats and options.

    Args:
        project: where the facts are.
        output: the build folder.
        names: of subjects or sets; empty for all.
        today: the as-of date for sets without a date of their own.
        audience: name of the audience of the sets.

    Raises:
        BriefingsError: if no set matches a name, or the house has no such audience.
    """
    catalog = Catalog.load(project)
    known_subjects = catalog.subjects
    subjects_by_request: dict[BuildRequest, list[str]] = {}
    output_store = OutputStore(output / find_audience(catalog.house, audience).name)
    known_names = {str(name) for name in output_store.names_with_leftovers()} | known_subjects.keys()
    if problems := [
        unknown("partner", subject, known_subjects)
        for name in names
        if name not in known_names and (subject := name.partition("@")[0]) not in known_subjects
    ]:
        raise BriefingsError(problems)
    deleted = output_store.deleted_names()
    for name in output_store.select(names):
        if name.subject not in known_subjects or name.is_addendum or name in deleted:
            continue
        request = BuildRequest(
            (),
            name.as_of or today,
            dated=name.as_of is not None,
            existing_only=True,
            audience=audience,
        )
        subjects_by_request.setdefault(request, []).append(name.subject)
    return [replace(request, subjects=tuple(subjects)) for request, subjects in subjects_by_request.items()]


def find_outdated(project: Project, output: Path, request: BuildRequest) -> Iterator[Diagnostic]:
    """Report the undated sets that are out of date, each with the first reason, and the problems of sets that fail.

    Args:
        project: where the facts are.
        output: the build folder.
        request: the subjects and the audience of the sets, and the as-of date to check against.

    Raises:
        BriefingsError: if no set matches a name.
    """
    for rebuild in rebuild_requests(project, output, request.subjects, request.as_of, request.audience):
        if rebuild.dated:
            continue
        try:
            report = build_notes(project, output, rebuild, BuildOptions(dry_run=True))
        except BriefingsError as error:
            yield from error.diagnostics
            continue
        yield from report.problems
        for audience in report.former_audiences:
            message = f"{audience}: the house no longer has this audience, and its notes are still there"
            yield Diagnostic("not-current", message, hint=f"run `{build_command(request.audience)}` first")
        for audience, name in report.withdrawn_sets:
            message = f"{audience}: {name} shows what this audience may no longer see"
            yield Diagnostic("not-current", message, hint=f"run `{build_command(audience)}` first")
        for result in report.sets:
            if result.has_changed:
                message = f"{result.name} is out of date: {result.reasons[0]}"
                command = build_command(request.audience, str(result.name))
                hint = f"run `{command}` first; `briefings diff --preview` shows what it will change"
                yield Diagnostic("not-current", message, hint=hint)
