"""What is wrong with what notes are made with: templates, logo, pictures, label files, products."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from briefings.building.order import STYLES
from briefings.building.workshop import found_logo, labels_in
from briefings.composing.labels import PACKAGED_LANGUAGE, Labels
from briefings.composing.pictures import BROUGHT
from briefings.composing.products import Product, product_files
from briefings.outputs.styles import faults
from briefings.project import packaged
from briefings.reading.load import load_house
from briefings.reading.svg import read_svg
from briefings.templating import Templates
from briefings.vocabulary.diagnostics import BriefingsError, Diagnostic, Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

__all__ = ["look_at"]


def look_at(folders: Sequence[Path], project: Path) -> list[Diagnostic]:
    """Every problem of what notes are made with.

    Args:
        folders: in which templates are searched, first one first.
        project: the folder with `facts/`.
    """
    house = load_house(project, [])  # its faults are told with the facts
    templates = Templates(folders, project)
    problems = templates.check()
    found_logo(templates, house, problems)
    problems += _picture_problems(templates)
    problems += _style_problems(templates)
    problems += _label_problems(templates, house.languages)
    problems += _product_problems(templates, house.languages)
    return problems


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


def _style_problems(templates: Templates) -> Iterator[Diagnostic]:
    """What is wrong with the style sheets of a project; those that come with Briefings are known to be sound."""
    names = {name: form == "pdf" for form, pair in STYLES.items() for name in pair}
    for folder in templates.folders:
        if folder != packaged() / "templates":
            for name, printed in names.items():
                if (path := folder / name).is_file():
                    yield from faults(
                        path.read_text("utf-8", "replace"), templates.shown(path), printed=printed
                    )


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
