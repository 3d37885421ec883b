"""Shell completion: partners, countries, products, languages, codes and templates for the word being typed.

If anything fails, nothing is offered: an error message must not appear on the line that the user is typing.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefings.model.diagnostics import BriefingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import click
    from click.shell_completion import CompletionItem

    from briefings.model.entities import Entity
    from briefings.project import Project

__all__ = [
    "audiences",
    "codes",
    "countries",
    "entities",
    "house_languages",
    "languages",
    "ordered_notes",
    "partners",
    "products",
    "templates",
]


def _find_project(context: click.Context) -> Project:
    """Return the project that the command line names, or the one at or above the working folder."""
    from briefings.project import Project

    return Project.find(Path.cwd(), context.params.get("folder"))


def _completer(
    names: Callable[[click.Context], Iterable[str]],
) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """Turn a function that lists names into a completion callback of click.

    The callback offers the names that begin with the typed word, without those already on the line.
    """

    def offer(context: click.Context, parameter: click.Parameter, word: str) -> list[str]:
        """Return the completions of a word; none if the project cannot be read."""
        present = context.params.get(parameter.name or "") or ()
        try:
            return sorted(name for name in names(context) if name.startswith(word) and name not in present)
        except (BriefingsError, OSError):
            return []

    return offer


@_completer
def audiences(context: click.Context) -> Iterable[str]:
    """Return the names of the audiences of the house."""
    from briefings.loading.project import load_house

    return load_house(_find_project(context).root)[0].audiences


@_completer
def partners(context: click.Context) -> Iterable[str]:
    """Return the ids of the partners of the project."""
    from briefings.loading.project import list_partner_ids

    return list_partner_ids(_find_project(context).root)


@_completer
def products(context: click.Context) -> Iterable[str]:
    """Return the kinds of note that have a template."""
    from briefings.compose.products import product_files

    return product_files([folder / "products" for folder in _find_project(context).template_folders()])


@_completer
def languages(context: click.Context) -> Iterable[str]:
    """Return the languages that have labels."""
    from briefings.compose.labels import label_languages

    return label_languages(_find_project(context).template_folders())


@_completer
def house_languages(context: click.Context) -> Iterable[str]:
    """Return the languages in which the house writes its notes."""
    from briefings.loading.project import load_house

    return load_house(_find_project(context).root)[0].languages


@_completer
def countries(context: click.Context) -> Iterable[str]:
    """Return, as ids, the names of all countries that are not partners yet, in the languages of the house."""
    from briefings.authoring.partners.countries import country_ids
    from briefings.loading.project import list_partner_ids, load_house

    root = _find_project(context).root
    return country_ids(load_house(root)[0].languages) - {*list_partner_ids(root)}


@_completer
def templates(context: click.Context) -> Iterable[str]:
    """Return the names of templates, products, label files and styles."""
    from briefings.authoring.templates.files import served_files

    return [
        served_file.name
        for served_file in served_files(_find_project(context), context.params.get("partner"))
    ]


def entities(kinds: tuple[type[Entity], ...]) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """Return the completion of ids of some kinds of entities; it offers nothing without kinds."""

    @_completer
    def ids(context: click.Context) -> Iterable[str]:
        """Return the ids of the entities."""
        from briefings.factbase.load import load

        return [
            entity.id
            for kind in kinds
            for entity in (load(_find_project(context).root).entities_of(kind) if kinds else ())
        ]

    return ids


def codes(_context: click.Context, _parameter: click.Parameter, word: str) -> list[CompletionItem]:
    """Return the codes of diagnostics that begin with the typed word, each with its meaning."""
    from click.shell_completion import CompletionItem

    from briefings.lint.explain import code_titles

    return [
        CompletionItem(code, help=title) for code, title in code_titles().items() if code.startswith(word)
    ]


@_completer
def ordered_notes(context: click.Context) -> Iterable[str]:
    """Return the names of the notes that standing orders ask for."""
    from briefings.build.catalog import Catalog

    catalog = Catalog.load(_find_project(context))
    return {
        f"{order.partner}.{'.'.join(filter(None, (product, order.about)))}"
        for order in catalog.order_book.orders
        for product in order.products or catalog.house.products
    }
