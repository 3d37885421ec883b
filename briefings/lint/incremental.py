"""Checks of the facts of a project, folder by folder; only folders that have changed are read.

Only facts that load without errors are checked and cached. If a file has an error, every folder is read and its errors
are reported, as if the cache were empty.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.build.audiences import readable_store
from briefings.build.file_states import hash_strings
from briefings.build.unprintable_texts import (
    find_unprintable_markings,
    find_unprintable_texts,
    letters_without_font,
)
from briefings.checks.engine import run_checks
from briefings.factbase.load import load
from briefings.lint.blind_audiences import check_blind_audiences, folders_by_audience
from briefings.lint.cache import CachedResult
from briefings.lint.forms import check_forms
from briefings.lint.roles import PostRoles, check_post_roles
from briefings.lint.unprinted import check_unprinted
from briefings.lint.unused_series import find_unused_series
from briefings.loading import captures
from briefings.loading.captures import Captures
from briefings.loading.files import read_text
from briefings.loading.folders import find_yaml_files
from briefings.loading.project import list_partner_ids
from briefings.loading.yaml_nodes import MAX_BYTES as MAX_FACT_BYTES
from briefings.model.diagnostics import BriefingsError, Diagnostic, Location, Severity
from briefings.model.entities import SHARED_FOLDER, Area, NamedEntity, Post
from briefings.model.memory import pause_collector
from briefings.templating import Templates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from briefings.factbase.store import FactStore
    from briefings.lint.cache import ResultCache
    from briefings.project import Project

__all__ = ["FactResults", "check_facts", "check_store"]

_TODO_COMMENT = re.compile(r"^\s*#\s*(TODO\b)|\btext: [\"']?(TODO\b)")
"""A comment that says what to write, or the frame of a translation, which the loader leaves out."""


@dataclass(frozen=True, slots=True)
class FactResults:
    """The result of checking the facts.

    Attributes:
        findings: the diagnostics.
        roles: the roles of the posts that were checked; incomplete if the facts did not load.
    """

    findings: Sequence[Diagnostic]
    roles: PostRoles


@pause_collector()
def check_facts(
    project: Project, day: date, partners: Sequence[str], cache: ResultCache, known_by: date
) -> FactResults:
    """Check the facts as of a day.

    Args:
        project: the project with the facts.
        day: the day that decides what is stale or planned.
        partners: ids of the partners whose folders are checked, in addition to the shared facts.
        cache: results of earlier checks by folder; new results are added.
        known_by: the last day from which sources may be.
    """
    folder_hashes = _hash_folders(project, (day, known_by), (SHARED_FOLDER, *partners), cache)
    stale = [name for name in folder_hashes if cache.get(_part_name(name), folder_hashes[name]) is None]
    try:
        if stale:
            store = load(project.root, [name for name in stale if name != SHARED_FOLDER])
            found = check_store(project, store, day, known_by)
            for name, result in _results_by_folder(project, folder_hashes, store, found, day):
                cache.put(_part_name(name), result)
        cached = (cache.get(_part_name(name), hash_) for name, hash_ in folder_hashes.items())
        results = [result for result in cached if result is not None]
        ids = [id_ for result in results for id_ in result.entity_ids]
        if len(ids) != len(set(ids)):
            # Two folders use the same id, but they were read separately: loading all folders together reports it.
            load(project.root, partners)
    except BriefingsError as error:
        return FactResults([*error.diagnostics, *_find_todos(project, folder_hashes)], PostRoles())
    findings = [finding for result in results for finding in result.findings]
    if list(partners) == list_partner_ids(project.root):
        findings += check_blind_audiences(project.root, results)
    return FactResults(
        findings,
        PostRoles(
            frozenset(role for result in results for role in result.roles),
            are_complete=True,
            entity_names=frozenset(name for result in results for name in result.names),
        ),
    )


def check_visible_facts(
    project: Project, day: date, partners: Sequence[str], audience: str, known_by: date
) -> FactResults:
    """Check what an audience may see of the facts as of a day.

    Nothing is cached, and comments are left out: they have no marking.

    Args:
        project: the project with the facts.
        day: the day that decides what is stale or planned.
        partners: ids of the partners whose folders are checked, in addition to the shared facts.
        audience: name of the audience.
        known_by: the last day from which sources may be.

    Raises:
        BriefingsError: if the house has no such audience.
    """
    try:
        facts = load(project.root, partners)
    except BriefingsError as error:
        return FactResults(error.diagnostics, PostRoles())
    store = readable_store(facts, audience, day)
    posts = store.entities_of(Post)
    roles = {role for post in posts for role in (*post.roles, post.joined_role(post.roles))}
    return FactResults(
        check_store(project, store, day, known_by),
        PostRoles(frozenset(roles), are_complete=True),
    )


def check_store(project: Project, store: FactStore, day: date, known_by: date) -> list[Diagnostic]:
    """Return what the checks find in a store, and what of it labels and fonts can't print."""
    found = run_checks(store, day, Captures(project.root), known_by)
    return [
        *found,
        *check_forms(project, store),
        *_check_letters(project, store),
        *check_post_roles(store),
        *check_unprinted(project, store, day),
    ]


def _check_letters(project: Project, store: FactStore) -> Iterator[Diagnostic]:
    """Yield a warning for each name and text with letters that no font of the house has."""
    folders = [folder for folder in project.template_folders() if folder.is_dir()]
    try:
        templates = Templates(folders, project.root)
        yield from find_unprintable_markings(store.scheme, templates)
        letters = letters_without_font(store, templates)
    except BriefingsError as error:
        yield from error.diagnostics
    else:
        yield from find_unprintable_texts(store, letters)


def _part_name(folder: str) -> str:
    """Return the name of a folder of facts in the cache."""
    return f"facts/{folder}"


def _hash_folders(
    project: Project, days: Sequence[date], folders: Iterable[str], cache: ResultCache
) -> dict[str, str]:
    """Return, for each folder, a hash of everything that its check result depends on."""
    root = project.root / "facts"

    def hash_entries(*names: str) -> str:
        return cache.hash_files({name: root / name for name in names})

    captures_hash = cache.hash_files({captures.CAPTURES_FOLDER: project.root / captures.CAPTURES_FOLDER})
    printing = ("fonts", "labels", "partners", "products")
    printing_hash = cache.hash_files(
        {f"templates/{name}": project.root / "templates" / name for name in printing}
    )
    entries = sorted(path.name for path in root.iterdir()) if root.is_dir() else []
    shared = hash_strings(
        [
            hash_entries("house.yaml", "markings", SHARED_FOLDER),
            *entries,
            captures_hash,
            printing_hash,
            cache.tools_hash,
            *(day.isoformat() for day in days),
        ]
    )
    return {
        name: shared if name == SHARED_FOLDER else hash_strings([shared, hash_entries(name)])
        for name in folders
    }


def _results_by_folder(
    project: Project,
    folder_hashes: dict[str, str],
    store: FactStore,
    findings: Iterable[Diagnostic],
    day: date,
) -> Iterator[tuple[str, CachedResult]]:
    """Sort findings into one result per loaded folder; findings about the house belong to the shared folder."""
    loaded_folders = {SHARED_FOLDER, *(partner.id for partner in store.partners)} & folder_hashes.keys()

    entries = [entry for folder_entries in store.entries_by_folder.values() for entry in folder_entries]
    folders_by_file = {entry.location.path: entry.folder for entry in entries}

    def folder_at(location: Location | None) -> str:
        name = folders_by_file.get(location.path, SHARED_FOLDER) if location else SHARED_FOLDER
        return name if name in loaded_folders else SHARED_FOLDER

    findings_by_folder: dict[str, list[Diagnostic]] = {
        name: [*_find_todos(project, [name]), *find_unused_series(project, name)] for name in loaded_folders
    }
    ids: dict[str, list[str]] = {name: [] for name in loaded_folders}
    for finding in findings:
        findings_by_folder[folder_at(finding.location)].append(finding)
    roles: dict[str, set[str]] = {name: set() for name in loaded_folders}
    names: dict[str, set[str]] = {name: set() for name in loaded_folders}
    for entity in store.entities.values():
        ids[folder_at(entity.location)].append(entity.id)
        if isinstance(entity, Post):
            roles[folder_at(entity.location)].update(entity.roles, (entity.joined_role(entity.roles),))
        if isinstance(entity, NamedEntity) and not isinstance(entity, Area):
            names[folder_at(entity.location)].update(entity.known_as())
    seen_folders = folders_by_audience(store, day)
    with_facts = {fact.folder for fact in store.facts}
    for name in loaded_folders:
        seen_by = [audience for audience, folders in seen_folders.items() if name in folders]
        unseen_by = sorted(seen_folders.keys() - seen_by) if name in with_facts else []
        yield (
            name,
            CachedResult(
                folder_hashes[name],
                tuple(findings_by_folder[name]),
                tuple(ids[name]),
                tuple(sorted(roles[name])),
                tuple(sorted(names[name])),
                tuple(seen_by),
                tuple(unseen_by),
            ),
        )


def _find_todos(project: Project, folders: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield an info diagnostic for each TODO comment in the fact files of some folders."""
    for folder in folders:
        for path in find_yaml_files(project.root / "facts" / folder, project.root).paths:
            with contextlib.suppress(OSError):  # loading reports unreadable files
                text = read_text(path, MAX_FACT_BYTES)
                for number, line in enumerate(text.split("\n") if "TODO" in text else (), 1):
                    if match := _TODO_COMMENT.search(line):
                        start = max(match.start(1), match.start(2))
                        location = Location(path.relative_to(project.root).as_posix(), number, start + 1)
                        yield Diagnostic("to-do", _todo_in_words(line[start:]), location, Severity.INFO)


def _todo_in_words(words: str) -> str:
    """Return what a TODO asks for, in words.

    >>> _todo_in_words("TODO who holds them."), _todo_in_words("TODO, lang: en, form: formal}]")
    ('to write: who holds them.', 'to write: a text (lang: en, form: formal)')
    """
    rest = words.removeprefix("TODO").strip(" ,:\"'")
    if ": " not in words or words.startswith("TODO "):
        return f"to write: {rest or 'a text'}"
    return f"to write: a text ({rest.rstrip('}]')})"
