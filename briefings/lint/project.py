"""Checks of the assets of a project: templates, logo, pictures, style sheets, label files, products."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from briefings.build.assets import find_logo, load_fonts, load_labels, read_house_template
from briefings.build.audiences import check_product_audience
from briefings.build.catalog import REGION
from briefings.build.formats import FORMATS
from briefings.build.own_labels import check_own_labels
from briefings.build.styles import check_style_text
from briefings.build.unprintable_texts import find_unprintable_labels
from briefings.compose.label_checks import ROLE_PREFIX
from briefings.compose.pictures import SUPPLIED_PICTURES
from briefings.compose.products import Product, check_default_product, product_files
from briefings.lint.labels import check_missing_labels, check_suspect_labels
from briefings.lint.roles import PostRoles, check_house_roles
from briefings.loading.files import MAX_FILE_BYTES, read_bytes
from briefings.loading.folders import MARKINGS_FOLDER
from briefings.loading.markings import read_schemes
from briefings.loading.project import load_house
from briefings.loading.svg import read_svg
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.suggest import unknown
from briefings.project import package_data_folder
from briefings.templating import Templates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from briefings.compose.labels import Labels
    from briefings.model.house import House
    from briefings.model.markings import MarkingScheme

__all__ = ["check_assets", "check_looks"]


def check_looks(templates: Templates) -> list[Diagnostic]:
    """Check the templates, pictures and style sheets of a project, for which no facts are needed."""
    if foreign := list(templates.foreign_files()):
        return foreign
    return [
        *templates.check(),
        *_check_pictures(templates),
        *_check_styles(templates),
        *_check_word_templates(templates),
    ]


def check_assets(
    folders: Sequence[Path],
    project: Path,
    roles: PostRoles,
    *,
    in_use: bool = True,
    looks: Sequence[Diagnostic] | None = None,
) -> list[Diagnostic]:
    """Check the templates, logo, pictures, style sheets, label files and products of a project.

    Args:
        folders: the template folders, in search order.
        project: the folder with `facts/`.
        roles: the roles of the posts, and the names in the facts.
        in_use: whether any notes use exactly these folders.
        looks: what `check_looks` found in these folders, if it is known already.
    """
    house, _ = load_house(project)  # checking the facts reports its problems
    templates = Templates(folders, project)
    problems = list(check_looks(templates) if looks is None else looks)
    if any(templates.foreign_files()):
        return problems
    problems += find_logo(templates, house).problems
    problems += (font_problems := _check_fonts(templates))
    labels_by_language, invalid_labels = _load_all_labels(templates, house)
    problems += invalid_labels
    products, invalid = _load_products(templates)
    problems += invalid
    if in_use:
        problems += _check_house_products(house, products)
        problems += _check_audience_products(house, project, products)
    valid_products = [product for product in products.values() if product]
    scheme = _scheme_of(house, project)
    for labels in labels_by_language.values():
        problems += (
            problem for product in valid_products for problem in product.check_references(templates, labels)
        )
        problems += check_own_labels(templates, labels, roles.entity_names, scheme)
        problems += () if font_problems else find_unprintable_labels(templates, labels)
    problems += check_missing_labels(templates, labels_by_language)
    requested_keys = _requested_label_keys(templates, valid_products, house, roles.names)
    problems += _check_label_words(templates, house, roles, labels_by_language, requested_keys)
    return problems


def _load_all_labels(templates: Templates, house: House) -> tuple[dict[str, Labels], list[Diagnostic]]:
    """Return the labels in the languages of the house, and the problems of unreadable ones."""
    labels: dict[str, Labels] = {}
    problems: list[Diagnostic] = []
    for language in house.languages:
        try:
            labels[language] = load_labels(language, templates, house.location_of("languages", language))
        except BriefingsError as error:
            problems += error.diagnostics
    return labels, problems


def _check_label_words(
    templates: Templates,
    house: House,
    roles: PostRoles,
    labels_by_language: Mapping[str, Labels],
    requested_keys: set[str],
) -> Iterator[Diagnostic]:
    """Check the labels in each language against what templates, products and roles ask for."""
    for labels in labels_by_language.values():
        yield from check_suspect_labels(templates, labels, requested_keys, roles_known=roles.are_complete)
    if roles.are_complete and len(labels_by_language) == len(house.languages):
        yield from check_house_roles(house, roles.names, list(labels_by_language.values()))


def _check_house_products(house: House, products: Mapping[str, Product | None]) -> Iterator[Diagnostic]:
    """Report products listed in the house file that do not exist or are not about one partner."""
    for id_ in house.products:
        location = house.location_of("products", id_)
        if id_ not in products:
            yield unknown("product", id_, products, location)
        elif (product := products[id_]) and (problem := check_default_product(product, location)):
            yield problem


def _scheme_of(house: House, project: Path) -> MarkingScheme | None:
    """Return the marking scheme of a house; None if the project has none by its name without errors."""
    return read_schemes(project / "facts" / MARKINGS_FOLDER, project).schemes.get(house.scheme_id)


def _check_audience_products(
    house: House, project: Path, products: Mapping[str, Product | None]
) -> Iterator[Diagnostic]:
    """Report products listed for an audience that do not exist, need a person or visit, or are for one that sees less."""
    scheme = _scheme_of(house, project)
    levels = {audience.level for audience in house.audiences.values()}
    is_known = scheme is not None and levels <= set(
        scheme.levels
    )  # checking the facts reports unknown levels
    for audience in house.audiences.values():
        for id_ in audience.products:
            if id_ not in products:
                yield unknown("product", id_, products, audience.location)
            elif product := products[id_]:
                if product.subject_kind != REGION and (
                    problem := check_default_product(product, audience.location)
                ):
                    yield problem
                if (
                    scheme
                    and is_known
                    and (problem := check_product_audience(product, audience, house, scheme))
                ):
                    yield problem


def _requested_label_keys(
    templates: Templates, products: Iterable[Product], house: House, roles: Iterable[str]
) -> set[str]:
    """Return the keys of labels that templates, products and roles use, as far as the files show them."""
    listed_roles = (*house.roles.their_side, *house.roles.our_side) if house.roles else ()
    return {
        *(label_use.key for label_use, _ in templates.label_uses()),
        *(key for product in products for key in (product.title_label, product.subject_label)),
        *(f"{ROLE_PREFIX}{role}" for role in (*listed_roles, *roles)),
    }


def _check_pictures(templates: Templates) -> list[Diagnostic]:
    """Check the maps and flags of a project; the packaged ones, and copies of them, are known to be valid."""
    problems: list[Diagnostic] = []
    packaged = package_data_folder() / "templates"
    for folder in templates.folders:
        if folder != packaged:
            for path in sorted(
                path for name in SUPPLIED_PICTURES.values() for path in (folder / name).glob("*.svg")
            ):
                if not _is_copy(path, packaged / path.relative_to(folder)):
                    problems += read_svg(path, templates.display_path(path)).problems
    return problems


def _is_copy(path: Path, original: Path) -> bool:
    """Return whether a file has the same bytes as another, if there is one."""
    with contextlib.suppress(OSError):
        return path.stat().st_size == original.stat().st_size and path.read_bytes() == original.read_bytes()
    return False


def _check_styles(templates: Templates) -> list[Diagnostic]:
    """Check the style sheets of a project; the packaged ones are known to be valid."""
    problems: list[Diagnostic] = []
    printed_by_name = {
        name: word == "pdf" for word, file_format in FORMATS.items() for name in file_format.style_sheets
    }
    for folder in templates.folders:
        if folder != package_data_folder() / "templates":
            for name, is_printed in printed_by_name.items():
                if (path := folder / name).is_file():
                    data, unreadable = read_bytes(path, templates.display_path(path), MAX_FILE_BYTES)
                    problems += unreadable
                    text = (data or b"").decode("utf-8", "surrogateescape")
                    problems += check_style_text(text, path, templates, for_pdf=is_printed)
    return problems


def _check_fonts(templates: Templates) -> tuple[Diagnostic, ...]:
    """Return the problems of the fonts that a project brings along."""
    for suffix in sorted({file_format.font_suffix for file_format in FORMATS.values()}):
        try:
            load_fonts(templates, suffix)
        except BriefingsError as error:
            return tuple(error.diagnostics)
    return ()


def _check_word_templates(templates: Templates) -> Iterator[Diagnostic]:
    """Check the Word templates of a project."""
    names = {name for file_format in FORMATS.values() for name in file_format.template_names}
    for folder in templates.folders:
        for name in sorted(names):
            if (path := folder / name).is_file():
                yield from read_house_template(path, templates).problems


def _load_products(templates: Templates) -> tuple[dict[str, Product | None], list[Diagnostic]]:
    """Load the products by id; return them, None for one with an invalid file, and the errors of these files."""
    products: dict[str, Product | None] = {}
    problems: list[Diagnostic] = []
    for id_, path in sorted(product_files([folder / "products" for folder in templates.folders]).items()):
        products[id_] = None
        try:
            products[id_] = Product.load(path, templates.display_path(path))
        except BriefingsError as error:
            problems += error.diagnostics
    return products, problems
