"""The three comparisons of notes: with the build before, with a git revision of the facts, and between two days."""

from __future__ import annotations

import contextlib
import io
import subprocess
import tarfile
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefings.build.catalog import PARTNER, Catalog, Subject
from briefings.build.manifest import read_snapshots
from briefings.build.snapshot import Snapshot, compare_snapshots
from briefings.build.store import MANIFEST_NAME, OutputStore, not_built_error
from briefings.build.workspace import Workspace
from briefings.model.diagnostics import BriefingsError, Diagnostic, suggestion_hint
from briefings.model.house import DEFAULT_AUDIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from briefings.build.request import BuildRequest, Note
    from briefings.build.snapshot import Comparison
    from briefings.project import Project

__all__ = ["compare_builds", "compare_days", "compare_revision"]


def compare_builds(project: Project, output: Path, request: BuildRequest) -> Iterator[Comparison]:
    """Compare the current outputs with those before; sets that were built only once are skipped.

    Args:
        project: where the house is.
        output: the build folder.
        request: which notes of which subjects.

    Raises:
        BriefingsError: if a requested subject has no outputs, or a manifest is damaged.
    """
    catalog = Catalog.load(project)
    output_store = OutputStore(output / DEFAULT_AUDIENCE)
    built = {name.subject: name for name in output_store.set_names() if name.follows_today}
    if unknown := [subject for subject in request.subjects if subject not in built]:
        raise not_built_error(unknown)
    for name in (built[subject] for subject in request.subjects or built):
        current, previous = output_store.current_folder(name), output_store.previous_folder(name)
        if current and previous:
            yield from _compare_notes(
                catalog,
                name.subject,
                request,
                _read_manifest(previous / MANIFEST_NAME),
                _read_manifest(current / MANIFEST_NAME),
            )


def compare_days(project: Project, request: BuildRequest, start: date, end: date) -> Iterator[Comparison]:
    """Compare the notes on two days, from the same facts.

    Raises:
        BriefingsError: if facts or templates have errors.
    """
    catalog = Catalog.load(project)
    catalog.check_request(request)
    workspace = _open_workspace(project, catalog, request)
    for subject in catalog.select_subjects(request.subjects):
        before = _take_snapshots(workspace, subject, replace(request, as_of=start))
        after = _take_snapshots(workspace, subject, replace(request, as_of=end))
        yield from _compare_notes(catalog, subject.id, request, before, after)


def compare_revision(project: Project, request: BuildRequest, revision: str) -> Iterator[Comparison]:
    """Compare the notes from the facts of a git revision with those from the present facts, on one day.

    Raises:
        BriefingsError: if there is no such revision, or facts or templates have errors.
    """
    with _extract_facts(project.root, revision) as root:
        catalog, old_catalog = Catalog.load(project), Catalog.load(replace(project, root=root))
        subjects = {**old_catalog.subjects, **catalog.subjects}
        unknown = [name for name in request.subjects if name not in subjects]
        if unknown:
            raise BriefingsError(
                Diagnostic(
                    "unknown-partner", f"there is no partner {name!r}", hint=suggestion_hint(name, subjects)
                )
                for name in unknown
            )
        current_workspace = _open_workspace(project, catalog, request)
        old_workspace = _open_workspace(project, old_catalog, request, root)
        for name in request.subjects or sorted(subjects):
            before = (
                _take_snapshots(old_workspace, old_catalog.subjects[name], request)
                if name in old_catalog.subjects
                else {}
            )
            after = (
                _take_snapshots(current_workspace, catalog.subjects[name], request)
                if name in catalog.subjects
                else {}
            )
            yield from _compare_notes(catalog, name, request, before, after, include_unpaired=True)


def _open_workspace(
    project: Project, catalog: Catalog, request: BuildRequest, facts: Path | None = None
) -> Workspace:
    """Open a workspace with the folders of the requested subjects; `facts` is a folder to read instead of the project."""
    subjects = [catalog.subjects[name] for name in request.subjects if name in catalog.subjects]
    folders = {folder for subject in subjects for folder in subject.folders}
    return Workspace(project, folders if request.subjects else None, facts)


def _take_snapshots(workspace: Workspace, subject: Subject, request: BuildRequest) -> dict[Note, Snapshot]:
    """Return the snapshots of the requested notes on a subject."""
    snapshots = {}
    for note in workspace.catalog.requested_notes(
        _with_default_language(workspace.catalog, request), subject
    ):
        draft = workspace.draft(subject, note, request)
        snapshots[note] = Snapshot.from_brief(note, draft.brief, draft.visible_facts)
    return snapshots


def _with_default_language(catalog: Catalog, request: BuildRequest) -> BuildRequest:
    """Return the request with the default language if it names none, so that each change is reported once."""
    return request if request.languages else replace(request, languages=(catalog.house.default_language,))


def _compare_notes(  # noqa: PLR0913, PLR0917 - two states, and what is asked of them
    catalog: Catalog,
    name: str,
    request: BuildRequest,
    before: Mapping[Note, Snapshot],
    after: Mapping[Note, Snapshot],
    include_unpaired: bool = False,
) -> Iterator[Comparison]:
    """Compare each note of a subject; with `include_unpaired`, also notes that exist only before or only after."""
    languages = _with_default_language(catalog, request).languages
    subject = catalog.subjects.get(name, Subject(name, PARTNER, (name,)))
    for note in dict.fromkeys((*after, *before)):
        if note.language not in languages or (request.products and note.product not in request.products):
            continue
        old, new = before.get(note), after.get(note)
        if not include_unpaired and not (old and new):
            continue
        present = new or old
        assert present is not None  # noqa: S101 - the note is in one or the other
        note_name = f"{name} {note.describe(catalog.standard_note(subject))}".rstrip()
        empty = replace(present, facts={}, lines=())
        yield compare_snapshots(note_name, name, old or empty, new or empty)


def _read_manifest(path: Path) -> dict[Note, Snapshot]:
    """Return the snapshots in a manifest file, or raise an error if it is damaged."""
    try:
        return read_snapshots(path.read_bytes())
    except (OSError, ValueError) as error:
        hint = "build it again with --force"
        raise BriefingsError(
            [Diagnostic("damaged-manifest", f"{path} can't be used: {error}", hint=hint)]
        ) from error


@contextlib.contextmanager
def _extract_facts(root: Path, revision: str) -> Iterator[Path]:
    """Provide a temporary folder with the facts of a git revision."""
    if revision.startswith("-"):
        raise BriefingsError([Diagnostic("no-revision", f"{revision!r} is no revision")])
    try:
        process = subprocess.run(  # noqa: S603 - no shell; a revision can't be taken for an option
            ["git", "-C", str(root), "archive", "--format=tar", revision, "facts"],  # noqa: S607 - git as installed
            capture_output=True,
            check=True,
        )
    except FileNotFoundError as error:
        raise BriefingsError(
            [Diagnostic("no-git", "git is not installed", hint="compare days with --from")]
        ) from error
    except subprocess.CalledProcessError as error:
        error_lines = error.stderr.decode("utf-8", "replace").strip().splitlines()
        message = (
            f"git has no facts of {revision!r}: {error_lines[-1] if error_lines else 'it does not say why'}"
        )
        raise BriefingsError([Diagnostic("no-revision", message, hint="try `git log -- facts`")]) from error
    with tempfile.TemporaryDirectory() as folder, tarfile.open(fileobj=io.BytesIO(process.stdout)) as archive:
        try:
            archive.extractall(folder, filter="data")
        except tarfile.TarError as error:
            message = f"the facts of {revision!r} can't be used: {error}"
            raise BriefingsError([Diagnostic("no-revision", message)]) from error
        yield Path(folder).resolve()
