"""The problems of a whole project, for the command `check`."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefings.build.file_states import hash_strings
from briefings.editions.edition_record import changed_lines
from briefings.editions.register import EDITIONS_FOLDER, lost_folders, read_register, repeated_numbers
from briefings.factbase.load import load
from briefings.lint import incremental
from briefings.lint.cache import CachedResult, ResultCache
from briefings.lint.foreign_posts import without_foreign_posts
from briefings.lint.roles import PostRoles
from briefings.loading.clearances import read_clearances
from briefings.loading.folders import ORDERS_FILE
from briefings.loading.project import list_partner_ids, load_house, select_partners
from briefings.model.diagnostics import BriefingsError, Location, Severity
from briefings.model.entities import SHARED_FOLDER
from briefings.model.memory import pause_collector
from briefings.model.suggest import unknown
from briefings.project import FACTS_FOLDER, PARTNERS_FOLDER, TEMPLATES_FOLDER, package_data_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from briefings.model.diagnostics import Diagnostic
    from briefings.project import Project

__all__ = ["check_project"]

_MANY_PARTNERS = 30
"""From so many partners on, reading them takes longer than checking the templates of the house."""


@pause_collector()
def check_project(
    project: Project,
    day: date,
    partners: Sequence[str] = (),
    audience: str | None = None,
    *,
    today: date | None = None,
) -> list[Diagnostic]:
    """Check the facts, label files and templates of a project; return the diagnostics, sorted by location.

    Args:
        project: the project to check.
        day: the as-of day of the checks.
        partners: ids of the partners whose folders are checked, in addition to the shared facts; empty for all.
        audience: name of the audience for which the facts are checked; None for all facts.
        today: the last day from which sources may be; the as-of day if None.

    Raises:
        BriefingsError: if a partner or the audience does not exist.
    """
    chosen = select_partners(project.root, partners)
    cache = ResultCache(project)
    with _check_templates_meanwhile(project, day, chosen, audience, cache) as finish:
        if audience is None:
            fact_results = incremental.check_facts(project, day, chosen, cache, max(day, today or day))
        else:
            fact_results = incremental.check_visible_facts(
                project, day, chosen, audience, max(day, today or day)
            )
        # A partner that is not checked may have a post with any role.
        is_whole = chosen == list_partner_ids(project.root)
        roles = fact_results.roles if is_whole else PostRoles(entity_names=fact_results.roles.entity_names)
        findings = (
            fact_results.findings if is_whole else _without_foreign(project, chosen, fact_results.findings)
        )
        known = finish()
    problems = [*findings, *_check_all_assets(project, chosen, roles, cache, known)]
    if audience is None and not any(problem.severity is Severity.ERROR for problem in problems):
        problems += _check_trial_notes(project, day, chosen, cache, known)
    problems += (*_check_orders(project), *_check_register(project), *_check_partner_folders(project))
    cache.save()
    return list(BriefingsError(problems).diagnostics)


_Known = dict[str, list["Diagnostic"]]
"""Findings by the name that the cache has for what they are about."""


@contextlib.contextmanager
def _check_templates_meanwhile(
    project: Project, day: date, partners: Sequence[str], audience: str | None, cache: ResultCache
) -> Iterator[Callable[[], _Known]]:
    """Have a copy of this process check and try the templates that all partners share, while this one reads many facts.

    A check of what one audience may see has no trial notes, and so starts no copy.

    Yields:
        a function that returns what was found.
    """
    if audience is not None or not cache.is_empty or len(partners) < _MANY_PARTNERS:
        yield dict
        return
    from briefings.lint.project import check_looks  # noqa: PLC0415 - see `_check_all_assets`
    from briefings.model.processes import start_tasks  # noqa: PLC0415 - few projects have so many partners
    from briefings.templating import Templates  # noqa: PLC0415 - see `_check_all_assets`

    def look() -> _Known:
        folders = _template_folders(project, None)
        return {project.display_path(folders[0]): check_looks(Templates(folders, project.root))}

    def try_out() -> _Known:
        return _try_templates(project, day, partners)

    with start_tasks([look, try_out]) as finish:
        yield lambda: {part: found for known in finish() for part, found in known.items()}


def _template_folders(project: Project, partner: str | None) -> tuple[Path, ...]:
    """Return the template folders that exist, of a partner or of all partners."""
    return tuple(filter(Path.is_dir, project.template_folders(partner)))


def _without_foreign(
    project: Project, partners: Sequence[str], findings: Sequence[Diagnostic]
) -> Sequence[Diagnostic]:
    """Return the findings that concern some partners; facts are read only if any is about what partners share."""
    shared = f"{FACTS_FOLDER}/{SHARED_FOLDER}/"
    if not any(finding.location and finding.location.path.startswith(shared) for finding in findings):
        return findings
    try:
        return list(without_foreign_posts(load(project.root, partners), findings))
    except BriefingsError:  # its problems are among the findings
        return findings


def _check_trial_notes(
    project: Project, day: date, partners: Sequence[str], cache: ResultCache, known: _Known
) -> Iterator[Diagnostic]:
    """Check the templates of a project by composing notes."""
    if _has_templates(project):
        from briefings.lint.trial_notes import check_trial_notes  # noqa: PLC0415 - see `_check_all_assets`

        yield from check_trial_notes(project, day, partners, cache, known)


def _try_templates(project: Project, day: date, partners: Sequence[str]) -> _Known:
    """Compose notes before it is known whether the project has errors."""
    if not _has_templates(project):
        return {}
    from briefings.lint.trial_notes import try_templates  # noqa: PLC0415 - see `_check_all_assets`

    return try_templates(project, day, partners)


def _has_templates(project: Project) -> bool:
    """Return whether a project has a folder of templates; many have none."""
    return project.root != package_data_folder() and (project.root / TEMPLATES_FOLDER).is_dir()


def _check_orders(project: Project) -> Iterator[Diagnostic]:
    """Check the standing orders; a project without any has nothing to look up."""
    if not (project.root / FACTS_FOLDER / ORDERS_FILE).exists():
        return
    from briefings.build.catalog import Catalog  # noqa: PLC0415 - few projects need it

    with contextlib.suppress(BriefingsError):  # checking the facts reports the problems of the house
        yield from Catalog.load(project).order_book.problems


def _check_register(project: Project) -> Iterator[Diagnostic]:
    """Check the register of editions; a number may have been used twice, as after a merge of two desks."""
    if not (project.root / EDITIONS_FOLDER).is_dir():
        return
    editions, problems = read_register(project.root)
    yield from (*problems, *repeated_numbers(editions or ()))
    if not problems:
        yield from changed_lines(project.root, editions or ())
        yield from lost_folders(project.root, editions or ())
    yield from read_clearances(project.root).problems


def _check_partner_folders(project: Project) -> Iterator[Diagnostic]:
    """Check that each folder of templates for one partner is that of a partner or region; no note uses any other."""
    folder = project.root / TEMPLATES_FOLDER / PARTNERS_FOLDER
    names = sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    if names:
        house, _ = load_house(project.root)
        known = [*list_partner_ids(project.root), *(region.id for region in house.regions)]
        for name in names:
            if name not in known:
                place = Location(project.display_path(folder / name), 0, 0)
                problem = unknown("partner", name, known, place, hint="rename the folder, or remove it")
                yield replace(problem, severity=Severity.WARNING)


def _check_all_assets(
    project: Project,
    partners: Sequence[str],
    roles: PostRoles,
    cache: ResultCache,
    known: _Known,
) -> Iterator[Diagnostic]:
    """Check every list of template folders that notes use; partners that share a list are checked once.

    Args:
        project: the project.
        partners: ids of the partners.
        roles: the roles of the posts, and the names in the facts.
        cache: the results of earlier checks.
        known: what `check_looks` found, if it is known already.
    """
    common_folders, *partner_folder_lists = (_template_folders(project, name) for name in (None, *partners))
    house_hash = cache.hash_files(
        {name: project.root / "facts" / name for name in ("house.yaml", "markings")}
    )
    for folders in dict.fromkeys((common_folders, *partner_folder_lists)):
        names = [project.display_path(folder) for folder in folders]
        in_use = not partner_folder_lists or folders in partner_folder_lists
        hashes = [house_hash, cache.tools_hash, cache.hash_files(dict(zip(names, folders, strict=True)))]
        inputs_hash = hash_strings(
            [
                *hashes,
                str(in_use),
                *sorted(roles.names),
                str(roles.are_complete),
                "",
                *sorted(roles.entity_names),
            ]
        )
        result = cache.get(names[0], inputs_hash)
        if result is None:
            from briefings.lint.project import check_assets  # noqa: PLC0415 - loading Jinja takes longer than reading the cache

            looks = known.get(names[0])
            found = check_assets(folders, project.root, roles, in_use=in_use, looks=looks)
            result = CachedResult(inputs_hash, tuple(found))
            cache.put(names[0], result)
        yield from result.findings
