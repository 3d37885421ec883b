"""Trial notes: `check` composes some and throws them away, since much shows only when a template runs.

A template may ask for an unknown name, use itself without end, or do too much for one note. Packaged templates
are known to be sound, so a project without templates of its own has no trial.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.build.catalog import PARTNER
from briefings.build.file_states import hash_strings
from briefings.build.request import BuildRequest, Note
from briefings.build.workspace import Workspace
from briefings.compose.products import product_files
from briefings.lint.cache import CachedResult
from briefings.loading.folders import MARKINGS_FOLDER
from briefings.model.diagnostics import BriefingsError
from briefings.model.entities import SHARED_FOLDER
from briefings.project import FACTS_FOLDER, package_data_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from briefings.build.catalog import Subject
    from briefings.lint.cache import ResultCache
    from briefings.model.diagnostics import Diagnostic
    from briefings.project import Project

__all__ = ["check_trial_notes"]

_TEMPLATES = "*.j2"


def check_trial_notes(
    project: Project, day: date, partners: Sequence[str], cache: ResultCache
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the templates of a project when they run, for the first partner that uses them.

    Args:
        project: the project, whose facts and templates have no errors by themselves.
        day: the as-of day of the notes.
        partners: ids of the partners that are checked.
        cache: results of earlier checks; new results are added.
    """
    first_by_folders: dict[tuple[Path, ...], str] = {}
    for partner in partners:
        folders = tuple(folder for folder in project.template_folders(partner) if folder.is_dir())
        first_by_folders.setdefault(folders, partner)
    for folders, partner in first_by_folders.items():
        own = [folder for folder in folders if folder != package_data_folder() / "templates"]
        if not any(any(folder.rglob(_TEMPLATES)) for folder in own):
            continue
        facts = ("house.yaml", MARKINGS_FOLDER, SHARED_FOLDER, partner)
        inputs_hash = hash_strings(
            [
                day.isoformat(),
                cache.tools_hash,
                cache.hash_files({name: project.root / FACTS_FOLDER / name for name in facts}),
                cache.hash_files({project.display_path(folder): folder for folder in folders}),
            ]
        )
        result = cache.get(part := f"trial/{partner}", inputs_hash)
        if result is None:
            result = CachedResult(inputs_hash, tuple(_compose_notes(project, day, partner, folders)))
            cache.put(part, result)
        yield from result.findings


def _compose_notes(
    project: Project, day: date, partner: str, folders: Sequence[Path]
) -> dict[Diagnostic, None]:
    """Compose each kind of note on a partner; return the problems at lines of templates."""
    found: dict[Diagnostic, None] = {}
    try:
        workspace = Workspace(project, [partner])
    except BriefingsError:  # another partner's folder has the error
        return found
    subject = workspace.catalog.subjects[partner]
    for id_ in product_files([folder / "products" for folder in folders]):
        try:
            _compose_note(workspace, subject, id_, day)
        except BriefingsError as error:
            found |= dict.fromkeys(
                problem
                for problem in error.diagnostics
                if problem.location and problem.location.path.endswith(_TEMPLATES.removeprefix("*"))
            )
    return found


def _compose_note(workspace: Workspace, subject: Subject, product: str, day: date) -> None:
    """Compose a note, if it needs no person and no visit.

    Raises:
        BriefingsError: if it can't be composed.
    """
    if workspace.catalog.product(product, subject).subject_kind == PARTNER:
        note = Note(product, "", workspace.store.house.default_language)
        workspace.draft(subject, note, BuildRequest((subject.id,), day, products=(product,)))
