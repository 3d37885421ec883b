"""The comparisons of notes: with their earlier state, with the next build, with a git revision, and between two days."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.build.audiences import find_audience, released_store
from briefings.build.catalog import PARTNER, Catalog, Subject
from briefings.build.comparison import compare_snapshots
from briefings.build.earlier_states import earlier_snapshot
from briefings.build.manifest import read_snapshots
from briefings.build.snapshot import Snapshot
from briefings.build.state import BuildState
from briefings.build.store import MANIFEST_NAME, OutputStore, not_built_error
from briefings.build.wanted_notes import GIVEN_UP, known_notes
from briefings.build.withdrawal import find_exposures
from briefings.build.workspace import Workspace
from briefings.diff.revision import extract_facts, located_in
from briefings.loading.files import read_file
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.entities import Source
from briefings.model.suggest import unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from briefings.build.comparison import Comparison
    from briefings.build.request import BuildRequest, Note, SetName
    from briefings.factbase.store import FactStore
    from briefings.model.facts import Fact
    from briefings.project import Project

__all__ = ["compare_builds", "compare_days", "compare_preview", "compare_revision", "find_marking"]


def find_marking(project: Project, audience: str) -> str:
    """Return the highest marking that an audience may see, for what is passed on to it.

    Raises:
        BriefingsError: if the house has no such audience.
    """
    return find_audience(Catalog.load(project).house, audience).level


def compare_builds(
    project: Project, output: Path, request: BuildRequest
) -> tuple[list[Comparison], list[str]]:
    """Compare each note with what it said before its last change; return the names of notes without an earlier state too.

    Sets that show what their audience may no longer see are left out: the next build removes them.

    Args:
        project: where the house is.
        output: the build folder.
        request: which notes of which subjects.

    Raises:
        BriefingsError: if a requested note has no outputs, or a manifest is damaged.
    """
    catalog = Catalog.load(project)
    store = OutputStore(output / find_audience(catalog.house, request.audience).name)
    comparisons, without = [], []
    for name, snapshot in _present_notes(catalog, output, request):
        earlier = earlier_snapshot(store, name, snapshot)
        if earlier is None:
            without.append(_note_name(catalog, name.subject, snapshot.note))
        else:
            comparisons.append(_compare(catalog, name.subject, earlier, snapshot))
    return comparisons, without


def compare_preview(
    project: Project, output: Path, request: BuildRequest
) -> tuple[list[Comparison], list[str]]:
    """Compare each note with what a build would make of it now; return the names of new notes too.

    Raises:
        BriefingsError: if a requested note has no outputs, a manifest is damaged, or facts or templates have errors.
    """
    catalog = Catalog.load(project)
    present = list(_present_notes(catalog, output, request))
    subjects = list(dict.fromkeys(name.subject for name, _ in present))
    workspace = _open_workspace(project, catalog, replace(request, subjects=tuple(subjects)))
    old = {(name.subject, snapshot.note): snapshot for name, snapshot in present}
    comparisons, new = [], []
    for subject in subjects:
        for note, snapshot in _take_snapshots(workspace, catalog.subjects[subject], output, request).items():
            if (subject, note) in old:
                comparisons.append(_compare(catalog, subject, old[subject, note], snapshot))
            else:
                new.append(_note_name(catalog, subject, note))
    return comparisons, new


def _present_notes(
    catalog: Catalog, output: Path, request: BuildRequest
) -> Iterator[tuple[SetName, Snapshot]]:
    """Yield the requested notes that are in the build folder, each with its set.

    Raises:
        BriefingsError: if a requested note is not there, or a manifest is damaged.
    """
    catalog.select_subjects(request.subjects)
    store = OutputStore(output / find_audience(catalog.house, request.audience).name)
    built = {name.subject: name for name in store.set_names() if name.follows_today}
    if missing := [subject for subject in request.subjects if subject not in built]:
        raise not_built_error(missing, request.audience)
    if not built:
        raise not_built_error((), request.audience)
    state = BuildState.load(output, request.audience)
    exposures = find_exposures(catalog, request.audience, store, state, request.as_of)
    exposed = {exposure.name for exposure in exposures}
    found: list[Note] = []
    for name in (built[subject] for subject in request.subjects or built):
        folder = store.current_folder(name)
        if folder is None or name in exposed:
            continue
        snapshots = _read_manifest(folder / MANIFEST_NAME)
        for note in _select(catalog, request, snapshots):
            found.append(note)
            yield name, snapshots[note]
    products = {note.product for note in found}
    if missing := [id_ for id_ in request.products if id_ not in products]:
        names = [f"{subject}.{id_}" for id_ in missing for subject in request.subjects or ("all",)]
        raise not_built_error(names, request.audience)


def _select(catalog: Catalog, request: BuildRequest, notes: Iterable[Note]) -> list[Note]:
    """Return the requested ones of some notes; without a language, each in that of the house, or what it has."""
    chosen = [
        note
        for note in notes
        if (not request.products or note.product in request.products)
        and request.options.about in ("", note.about)
    ]
    default = catalog.house.default_language
    in_default = {(note.product, note.about) for note in chosen if note.language == default}
    return [
        note
        for note in chosen
        if note.language in (request.languages or (default,))
        or (not request.languages and (note.product, note.about) not in in_default)
    ]


def compare_days(
    project: Project, output: Path, request: BuildRequest, start: date, end: date
) -> Iterator[Comparison]:
    """Compare the notes on two days, from the same facts.

    Raises:
        BriefingsError: if facts or templates have errors.
    """
    catalog = Catalog.load(project)
    subjects = catalog.select_subjects(request.subjects)
    workspace = _open_workspace(project, catalog, request)
    for subject in subjects:
        before = _take_snapshots(workspace, subject, output, replace(request, as_of=start))
        after = _take_snapshots(workspace, subject, output, replace(request, as_of=end))
        yield from _compare_all(catalog, subject.id, before, after)


def compare_revision(
    project: Project, output: Path, request: BuildRequest, revision: str
) -> Iterator[Comparison]:
    """Compare the notes from the facts of a git revision with those from the present facts, on one day.

    A marking may have risen since, so the old notes show nothing that is withheld from the audience now.

    Raises:
        BriefingsError: if there is no such revision, or facts or templates have errors.
    """
    with extract_facts(project.root, revision) as root:
        catalog = Catalog.load(project)
        with located_in(revision):
            old_catalog = Catalog.load(replace(project, root=root))
        subjects = {**old_catalog.subjects, **catalog.subjects}
        unknown_names = [name for name in request.subjects if name not in subjects]
        if unknown_names:
            raise BriefingsError(unknown("partner", name, subjects) for name in unknown_names)
        current_workspace = _open_workspace(project, catalog, request)
        with located_in(revision):
            old_workspace = _open_workspace(project, old_catalog, request, root)
        old_workspace.store = _with_present_markings(old_workspace.store, current_workspace.store, request)
        for name in request.subjects or sorted(subjects):
            before, after = (
                _take_snapshots(workspace, its_catalog.subjects[name], output, request)
                if name in its_catalog.subjects
                else {}
                for workspace, its_catalog in ((old_workspace, old_catalog), (current_workspace, catalog))
            )
            yield from _compare_all(catalog, name, before, after)


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


def _take_snapshots(
    workspace: Workspace, subject: Subject, output: Path, request: BuildRequest
) -> dict[Note, Snapshot]:
    """Return the snapshots of the requested notes on a subject, each with the options that it was asked with.

    Without a product, these are all notes of the house, those ordered, and those in the build folder. One on a person
    or visit that these facts do not have is left out.

    Raises:
        BriefingsError: if a note can't be composed for another reason.
    """
    catalog = workspace.catalog
    options = {
        note: wanted.options
        for note, wanted in known_notes(catalog, output, subject, request.audience).items()
    }
    known_products = {note.product for note in _select(catalog, request, options)}
    if missing := tuple(id_ for id_ in request.products if id_ not in known_products):
        asked = replace(request, products=missing, subjects=(subject.id,))
        catalog.check_request(asked)
        options |= dict.fromkeys(catalog.requested_notes(asked, subject), request.given_options)
    snapshots = {}
    for note in _select(catalog, request, options):
        try:
            draft = workspace.draft(subject, note, request.for_note(options[note]))
        except BriefingsError as error:
            if {problem.code for problem in error.diagnostics} <= {*GIVEN_UP}:
                continue
            raise
        snapshots[note] = Snapshot.from_brief(note, draft.brief, draft.visible_facts)
    return snapshots


def _compare_all(
    catalog: Catalog, name: str, before: Mapping[Note, Snapshot], after: Mapping[Note, Snapshot]
) -> Iterator[Comparison]:
    """Compare the notes on a subject; a note that is only in one state is compared with an empty one."""
    old, new = _add_empty(before, after), _add_empty(after, before)
    for note in new:
        yield _compare(catalog, name, old[note], new[note])


def _compare(catalog: Catalog, name: str, before: Snapshot, after: Snapshot) -> Comparison:
    """Compare two states of a note."""
    return compare_snapshots(_note_name(catalog, name, after.note), name, before, after)


def _note_name(catalog: Catalog, name: str, note: Note) -> str:
    """Return what messages call a note on a subject."""
    subject = catalog.subjects.get(name, Subject(name, PARTNER, (name,)))
    return f"{name} {note.describe(catalog.standard_note(subject))}".rstrip()


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
