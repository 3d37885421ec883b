"""The three comparisons of notes: with the build before, with a git revision of the facts, and between two days."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.build.audiences import find_audience, released_store
from briefings.build.catalog import PARTNER, Catalog, Subject
from briefings.build.manifest import read_snapshots
from briefings.build.snapshot import Snapshot
from briefings.build.state import BuildState
from briefings.build.store import MANIFEST_NAME, OutputStore, not_built_error
from briefings.build.withdrawal import find_exposures
from briefings.build.workspace import Workspace
from briefings.diff.comparison import compare_snapshots
from briefings.diff.revision import extract_facts
from briefings.loading.files import read_file
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.entities import Source
from briefings.model.suggest import unknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from briefings.build.request import BuildRequest, Note
    from briefings.diff.comparison import Comparison
    from briefings.factbase.store import FactStore
    from briefings.model.facts import Fact
    from briefings.project import Project

__all__ = ["compare_builds", "compare_days", "compare_revision", "find_marking"]


def find_marking(project: Project, audience: str) -> str:
    """Return the highest marking that an audience may see, for what is passed on to it.

    Raises:
        BriefingsError: if the house has no such audience.
    """
    return find_audience(Catalog.load(project).house, audience).level


def compare_builds(project: Project, output: Path, request: BuildRequest) -> Iterator[Comparison]:
    """Compare the current outputs with those before; sets that were built only once are skipped.

    So are sets that show what their audience may no longer see: the next build removes them.

    Args:
        project: where the house is.
        output: the build folder.
        request: which notes of which subjects.

    Raises:
        BriefingsError: if a requested subject has no outputs, or a manifest is damaged.
    """
    catalog = Catalog.load(project)
    output_store = OutputStore(output / find_audience(catalog.house, request.audience).name)
    built = {name.subject: name for name in output_store.set_names() if name.follows_today}
    if unknown := [subject for subject in request.subjects if subject not in built]:
        raise not_built_error(unknown, request.audience)
    state = BuildState.load(output, request.audience)
    exposed = {
        exposure.name
        for exposure in find_exposures(catalog, request.audience, output_store, state, request.as_of)
    }
    for name in (built[subject] for subject in request.subjects or built):
        if name in exposed:
            continue
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

    A marking may have risen since, so the old notes show nothing that is withheld from the audience now.

    Raises:
        BriefingsError: if there is no such revision, or facts or templates have errors.
    """
    with extract_facts(project.root, revision) as root:
        catalog, old_catalog = Catalog.load(project), Catalog.load(replace(project, root=root))
        subjects = {**old_catalog.subjects, **catalog.subjects}
        unknown_names = [name for name in request.subjects if name not in subjects]
        if unknown_names:
            raise BriefingsError(unknown("partner", name, subjects) for name in unknown_names)
        current_workspace = _open_workspace(project, catalog, request)
        old_workspace = _open_workspace(project, old_catalog, request, root)
        old_workspace.store = _with_present_markings(old_workspace.store, current_workspace.store, request)
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
            old, new = _add_empty(before, after), _add_empty(after, before)
            yield from _compare_notes(catalog, name, request, old, new)


def _open_workspace(
    project: Project, catalog: Catalog, request: BuildRequest, facts: Path | None = None
) -> Workspace:
    """Open a workspace with the folders of the requested subjects; `facts` is a folder to read instead of the project."""
    subjects = [catalog.subjects[name] for name in request.subjects if name in catalog.subjects]
    folders = {folder for subject in subjects for folder in subject.folders}
    return Workspace(project, folders if request.subjects else None, facts)


def _with_present_markings(old: FactStore, present: FactStore, request: BuildRequest) -> FactStore:
    """Return old facts and sources with their present marking if this withholds them from the audience now."""
    released = released_store(present, request.audience, request.as_of)
    facts = present.facts_by_key.items()
    withheld_facts = {key: fact for key, fact in facts if key not in released.facts_by_key}
    withheld_sources = {
        source.id: source for source in present.entities_of(Source) if source.id not in released.entities
    }
    return old.with_entries(
        (
            replace(entity, marking=withheld_sources[entity.id].marking)
            if isinstance(entity, Source) and entity.id in withheld_sources
            else entity
            for entity in old.entities.values()
        ),
        (
            _as_withheld_now(fact, withheld_facts[fact.key]) if fact.key in withheld_facts else fact
            for fact in old.facts
        ),
    )


def _as_withheld_now(old: Fact, present: Fact) -> Fact:
    """Return an old fact with whatever withholds it now: its marking, its embargo, its disclosure."""
    return replace(
        old,
        marking=present.marking,
        not_before=present.not_before,
        is_undisclosed=present.is_undisclosed,
        withheld_ground=present.withheld_ground,
    )


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


def _compare_notes(
    catalog: Catalog,
    name: str,
    request: BuildRequest,
    before: Mapping[Note, Snapshot],
    after: Mapping[Note, Snapshot],
) -> Iterator[Comparison]:
    """Compare each requested note of a subject that exists before and after."""
    languages = _with_default_language(catalog, request).languages
    subject = catalog.subjects.get(name, Subject(name, PARTNER, (name,)))
    for note in after:
        is_requested = not request.products or note.product in request.products
        if note in before and note.language in languages and is_requested:
            note_name = f"{name} {note.describe(catalog.standard_note(subject))}".rstrip()
            yield compare_snapshots(note_name, name, before[note], after[note])


def _add_empty(snapshots: Mapping[Note, Snapshot], others: Mapping[Note, Snapshot]) -> dict[Note, Snapshot]:
    """Return the snapshots, with an empty one for each note that only the others have."""
    empty = {note: replace(other, facts={}, lines=()) for note, other in others.items()}
    return {**empty, **snapshots}


def _read_manifest(path: Path) -> dict[Note, Snapshot]:
    """Return the snapshots in a manifest file, or raise an error if it is damaged."""
    try:
        return read_snapshots(read_file(path))
    except (OSError, ValueError) as error:
        hint = "build it again with --force"
        raise BriefingsError(
            [Diagnostic("damaged-manifest", f"{path} can't be used: {error}", hint=hint)]
        ) from error
