"""What a shell offers for a word that is being typed: partners, countries, products, languages, checks, templates.

Whatever goes wrong, nothing is offered: somebody who types must not be told of it on the line.
"""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING

from briefings.model.diagnostics import BriefingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import click
    from click.shell_completion import CompletionItem

    from briefings.project import Project

__all__ = ["checks", "countries", "house_languages", "languages", "partners", "products", "templates"]


def _project(context: click.Context) -> Project:
    from briefings.project import Project

    return Project.find(Path.cwd(), context.params.get("folder"))


def _offered(
    names: Callable[[click.Context], Iterable[str]],
) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """What click asks for: the names that begin as the word does, but for those that stand there already."""

    def offer(context: click.Context, parameter: click.Parameter, word: str) -> list[str]:
        there = context.params.get(parameter.name or "") or ()
        try:
            return sorted(name for name in names(context) if name.startswith(word) and name not in there)
        except (BriefingsError, OSError):
            return []

    return offer


@_offered
def partners(context: click.Context) -> Iterable[str]:
    """The partners of the project."""
    from briefings.loading.project import partner_folders

    return partner_folders(_project(context).root)


@_offered
def products(context: click.Context) -> Iterable[str]:
    """The kinds of note that there are templates for."""
    from briefings.compose.products import product_files

    return product_files([folder / "products" for folder in _project(context).template_folders()])


@_offered
def languages(context: click.Context) -> Iterable[str]:
    """The languages for which there are labels."""
    folders = _project(context).template_folders()
    return {path.stem for folder in folders for path in (folder / "labels").glob("*.yaml")}


@_offered
def house_languages(context: click.Context) -> Iterable[str]:
    """The languages in which the house has its notes."""
    from briefings.loading.project import load_house

    return load_house(_project(context).root, []).languages


@_offered
def countries(context: click.Context) -> Iterable[str]:
    """The countries that are no partners yet, by their names in the languages of the house, as ids."""
    from briefings.authoring.partner import country_ids
    from briefings.loading.project import load_house, partner_folders

    root = _project(context).root
    return country_ids(load_house(root, []).languages) - {*partner_folders(root)}


@_offered
def templates(context: click.Context) -> Iterable[str]:
    """Templates, products, label files and styles."""
    from briefings.authoring.overrides import served

    return [each.name for each in served(_project(context), context.params.get("partner") or "")]


def checks(_context: click.Context, _parameter: click.Parameter, word: str) -> list[CompletionItem]:
    """The codes of checks, each with what it looks for."""
    from click.shell_completion import CompletionItem

    from briefings.checks import CHECKS

    return [
        CompletionItem(code, help=inspect.cleandoc(check.__doc__ or "").partition("\n")[0])
        for code, check in CHECKS.items()
        if code.startswith(word)
    ]
