"""The command `check`: everything that is wrong with a project, and everything doubtful in its facts."""

from __future__ import annotations

import contextlib
import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING

from briefings.building.workshop import PACKAGED_LANGUAGE, found_logo, labels_in
from briefings.checks import CHECKS
from briefings.composing.labels import Labels
from briefings.composing.pictures import BROUGHT
from briefings.composing.products import Product, product_files
from briefings.desk import verdicts
from briefings.project import packaged
from briefings.reading.load import SHARED, chosen_partners, load_house
from briefings.reading.svg import read_svg
from briefings.templating import Templates
from briefings.vocabulary.diagnostics import BriefingsError, Diagnostic, Location, Severity, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
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
    problems: list[Diagnostic] = []
    languages: tuple[str, ...] = ()
    try:
        found = verdicts.verdict(project, day, chosen)
        languages = found.languages
        problems += found.findings
    except BriefingsError as error:
        problems += error.diagnostics
    problems += _to_dos(project, chosen)
    house = load_house(project.root, [])
    # Most partners have no templates of their own: each set of folders is read once.
    folders = (tuple(filter(Path.is_dir, project.template_folders(name))) for name in (None, *chosen))
    for searched in dict.fromkeys(folders):
        templates = Templates(searched, project.root)
        problems += templates.check()
        found_logo(templates, house, problems)
        problems += _picture_problems(templates)
        problems += _label_problems(templates, languages or (PACKAGED_LANGUAGE,))
        problems += _product_problems(templates, languages or (PACKAGED_LANGUAGE,))
    return list(BriefingsError(problems).diagnostics)


def _to_dos(project: Project, partners: Iterable[str]) -> Iterator[Diagnostic]:
    """What people marked, in comments of fact files, as yet to be written."""
    for folder in (SHARED, *partners):
        for path in sorted((project.root / "facts" / folder).rglob("*.yaml")):
            with contextlib.suppress(OSError, UnicodeDecodeError):  # reported by who reads them
                lines = path.read_text(encoding="utf-8").split("\n")
                for number, line in enumerate(lines, 1):
                    if found := _TO_DO.search(line):
                        place = Location(
                            path.relative_to(project.root).as_posix(), number, found.start(1) + 1
                        )
                        yield Diagnostic("to-do", line[found.start(1) :].strip(), place, Severity.NOTE)


_TO_DO = re.compile(r"^\s*#\s*(TODO\b)")


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


def _label_problems(templates: Templates, languages: Sequence[str]) -> Iterator[Diagnostic]:
    """What is wrong with label files, and what they lack beside those of the package and what other languages add."""
    wanted = _packaged_labels(PACKAGED_LANGUAGE)
    known = {key for language in (PACKAGED_LANGUAGE, *languages) for key in _packaged_labels(language)}
    for language in languages:
        try:
            labels = labels_in(language, templates, Location("facts/house.yaml"))
        except BriefingsError as error:
            yield from error.diagnostics
            continue
        yield from labels.lacking(wanted.items())
        # Forms that one language has and another has no need of come with the package; a house's own are for all.
        wanted = {key: words for key, words in labels.values.items() if key not in known} | wanted


def _packaged_labels(language: str) -> dict[str, set[str]]:
    """The labels that come with Briefings in a language, with their places for values; none if there are none."""
    path = packaged() / "templates" / "labels" / f"{language}.yaml"
    return Labels.read(language, [(path, path.name)]).values if path.is_file() else {}


def _picture_problems(templates: Templates) -> list[Diagnostic]:
    """What is wrong with the maps and flags of a project; those that come with Briefings are known to be sound."""
    problems: list[Diagnostic] = []
    for folder in templates.folders:
        if folder != packaged() / "templates":
            for path in sorted(path for name in BROUGHT.values() for path in (folder / name).glob("*.svg")):
                read_svg(path, templates.shown(path), problems)
    return problems


def _product_problems(templates: Templates, languages: Iterable[str]) -> Iterator[Diagnostic]:
    """What is wrong with the files of products."""
    for _, path in sorted(product_files([folder / "products" for folder in templates.folders]).items()):
        try:
            product = Product.read(path, templates.shown(path))
        except BriefingsError as error:
            yield from error.diagnostics
            continue
        for language in languages:
            with contextlib.suppress(BriefingsError):  # label files that are at fault have been reported
                yield from product.problems(templates, labels_in(language, templates, None))
