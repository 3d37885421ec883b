"""Trial notes: `check` composes some and throws them away, since much shows only when a template runs.

A template may ask for an unknown name, use itself without end, or do too much for one note. Packaged templates
are known to be sound, so a project without templates, labels, products and styles of its own has no trial.
A style may take words from the paper, which only a finished page shows, so notes under such a style are typeset.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from briefings.build.catalog import PARTNER, REGION, Catalog
from briefings.build.file_states import hash_strings
from briefings.build.formats import FORMATS
from briefings.build.request import BuildRequest, Note
from briefings.build.topics import PERSON, VISIT, topic_ids
from briefings.build.wanted_notes import GIVEN_UP
from briefings.build.workspace import Workspace
from briefings.compose.note_options import NoteOptions
from briefings.compose.products import product_files
from briefings.lint.cache import CachedResult
from briefings.loading.folders import MARKINGS_FOLDER
from briefings.model.diagnostics import BriefingsError, EnvironmentMissingError
from briefings.model.entities import SHARED_FOLDER
from briefings.model.house import DEFAULT_AUDIENCE
from briefings.project import FACTS_FOLDER, package_data_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from briefings.build.catalog import Subject
    from briefings.lint.cache import ResultCache
    from briefings.model.diagnostics import Diagnostic
    from briefings.project import Project

__all__ = ["check_trial_notes", "try_templates"]

_STYLES = FORMATS["pdf"].style_sheets
_WATCHED = ("*.j2", "labels/*.yaml", "products/*.yaml", *_STYLES)
_CHOSEN_FACTS = ("house.yaml", MARKINGS_FOLDER, SHARED_FOLDER)


def try_templates(project: Project, day: date, partners: Sequence[str]) -> dict[str, list[Diagnostic]]:
    """Return what is wrong with the templates of a project when they run, by the name of each trial in the cache.

    Args:
        project: the project; its facts and templates may have errors by themselves.
        day: the as-of day of the notes.
        partners: ids of the partners that are checked.
    """
    with contextlib.suppress(
        Exception
    ):  # if nothing has errors by itself, it is tried again, and raises this then
        return {
            _part_name(subject): list(_make_notes(project, day, subject, folders))
            for subject, folders in _first_subjects(project, partners)
        }
    return {}


def check_trial_notes(
    project: Project,
    day: date,
    partners: Sequence[str],
    cache: ResultCache,
    tried: Mapping[str, Sequence[Diagnostic]],
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the templates of a project when they run, for the first subjects that use them.

    Args:
        project: the project, whose facts and templates have no errors by themselves.
        day: the as-of day of the notes.
        partners: ids of the partners that are checked.
        cache: results of earlier checks; new results are added.
        tried: what `try_templates` found; empty if it did not run.
    """
    for subject, folders in _first_subjects(project, partners):
        inputs_hash = hash_strings(
            [
                day.isoformat(),
                cache.tools_hash,
                cache.hash_files(
                    {name: project.root / FACTS_FOLDER / name for name in (*_CHOSEN_FACTS, *subject.folders)}
                ),
                cache.hash_files({project.display_path(folder): folder for folder in folders}),
            ]
        )
        result = cache.get(part := _part_name(subject), inputs_hash)
        if result is None:
            found = tried[part] if part in tried else _make_notes(project, day, subject, folders)
            result = CachedResult(inputs_hash, tuple(found))
            cache.put(part, result)
        yield from result.findings


def _part_name(subject: Subject) -> str:
    """Return the name of the trial of a subject in the cache."""
    return f"trial/{subject.id}"


def _first_subjects(project: Project, partners: Sequence[str]) -> Iterator[tuple[Subject, tuple[Path, ...]]]:
    """Yield the first partner and the first region with each list of template folders in which the project has its own."""
    seen = set()
    for subject in Catalog.load(project).subjects.values():
        folders = tuple(folder for folder in project.template_folders(subject.id) if folder.is_dir())
        if (subject.kind, folders) in seen or not set(subject.folders) <= set(partners):
            continue
        seen.add((subject.kind, folders))
        if any(any(folder.rglob(pattern)) for folder in _own(folders) for pattern in _WATCHED):
            yield subject, folders


def _own(folders: Iterable[Path]) -> list[Path]:
    """Return the template folders of the project itself."""
    return [folder for folder in folders if not folder.is_relative_to(package_data_folder())]


def _make_notes(
    project: Project, day: date, subject: Subject, folders: Iterable[Path]
) -> dict[Diagnostic, None]:
    """Compose each kind of note on a subject, and typeset the usual ones if the project has a style of its own.

    Returns:
        what `build` would refuse.
    """
    are_typeset = any((folder / name).exists() for folder in _own(folders) for name in _STYLES)
    found: dict[Diagnostic, None] = {}
    try:
        workspace = Workspace(project, subject.folders)
    except BriefingsError:  # another partner's folder has the error
        return found
    for id_ in product_files([folder / "products" for folder in project.template_folders(subject.id)]):
        try:
            for note, request in _trial_notes(workspace, subject, id_, day):
                draft = workspace.draft(subject, note, request)
                if are_typeset and _is_usual(workspace, note):
                    with contextlib.suppress(EnvironmentMissingError):
                        workspace.typeset(draft.brief, subject, f"{subject.id} ({note})")
        except BriefingsError as error:
            found |= dict.fromkeys(problem for problem in error.diagnostics if problem.code not in GIVEN_UP)
    return found


def _is_usual(workspace: Workspace, note: Note) -> bool:
    """Return whether a build makes a note unless it is asked for others; its first language is enough for a trial."""
    house = workspace.store.house
    return note.product in house.products and note.language == house.default_language


def _trial_notes(
    workspace: Workspace, subject: Subject, product_id: str, day: date
) -> Iterator[tuple[Note, BuildRequest]]:
    """Yield a note of a product in each language that the house gives it, if there is what the product is about.

    Raises:
        BriefingsError: if the file of the product has errors.
    """
    house, catalog = workspace.store.house, workspace.catalog
    product = catalog.product(product_id, subject)
    kind, about = product.subject_kind, ""
    if kind in (PERSON, VISIT):
        about, *_ = topic_ids(workspace.store, kind, subject.folders) or [""]
    if subject.kind != (REGION if kind == REGION else PARTNER) or (kind in (PERSON, VISIT) and not about):
        return
    options = NoteOptions(about=about)
    audience = product.audience if product.audience in house.audiences else DEFAULT_AUDIENCE
    request = BuildRequest((subject.id,), day, products=(product.id,), audience=audience, options=options)
    is_usual = product.id in house.products or kind == REGION
    for language in house.languages if is_usual else [house.default_language]:
        yield Note(product.id, about, language), request
