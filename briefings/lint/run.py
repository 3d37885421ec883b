"""The command `check`: everything that is wrong with a project, and everything doubtful in its facts."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING

from briefings.build.inputs import combined
from briefings.checks import CHECKS
from briefings.lint import incremental
from briefings.lint.cache import Memory, Verdict
from briefings.loading.project import chosen_partners, partner_folders
from briefings.model.diagnostics import BriefingsError, Diagnostic, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from briefings.project import Project

__all__ = ["check", "manual"]


def check(project: Project, day: date, partners: Sequence[str] = ()) -> list[Diagnostic]:
    """Every problem of facts, label files and templates, and what the checks say of the facts; sorted by place.

    Args:
        project: what is checked.
        day: as of which the facts are judged.
        partners: whose folders are looked at, beside what is shared; none for all.

    Raises:
        BriefingsError: if there is no such partner.
    """
    chosen = chosen_partners(project.root, partners)
    memory = Memory(project)
    said = incremental.facts(project, day, chosen, memory)
    # A role may be that of a post of a partner who is not looked at.
    roles = said.roles if chosen == partner_folders(project.root) else None
    problems = [*said.findings, *_fittings(project, chosen, roles, memory)]
    memory.save()
    return list(BriefingsError(problems).diagnostics)


def _fittings(
    project: Project, partners: Sequence[str], roles: frozenset[str] | None, memory: Memory
) -> Iterator[Diagnostic]:
    """What is wrong with templates and what goes with them; what most partners share is looked at once."""
    common, *special = (
        tuple(filter(Path.is_dir, project.template_folders(name))) for name in (None, *partners)
    )
    house = memory.digest({"house.yaml": project.root / "facts" / "house.yaml"})
    for folders in dict.fromkeys((common, *special)):
        names = [project.shown(folder) for folder in folders]
        made = not special or folders in special
        marks = [house, memory.tools, memory.digest(dict(zip(names, folders, strict=True)))]
        mark = combined([*marks, str(made), *(["unknown"] if roles is None else sorted(roles))])
        known = memory.recall(names[0], mark)
        if known is None:
            from briefings.lint.project import look_at  # noqa: PLC0415 - to load Jinja takes longer than to remember

            known = Verdict(mark, tuple(look_at(folders, project.root, roles, made=made)))
            memory.keep(names[0], known)
        yield from known.findings


def manual(code: str) -> str:
    """The manual page of a check.

    Raises:
        BriefingsError: if there is no such check.
    """
    if code not in CHECKS:
        hint = did_you_mean(code, CHECKS) or f"checks: {', '.join(sorted(CHECKS))}"
        raise BriefingsError([Diagnostic("unknown-check", f"there is no check {code!r}", hint=hint)])
    found = CHECKS[code]
    return f"{code} ({found.SEVERITY.value})\n\n{inspect.cleandoc(found.__doc__ or '')}"
