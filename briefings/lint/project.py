"""What is wrong with what notes are made with: templates, logo, pictures, label files, products."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.build.request import STYLES
from briefings.build.workspace import found_logo, labels_in
from briefings.compose.pictures import BROUGHT
from briefings.compose.products import Product, no_product, not_usual, product_files
from briefings.lint.labels import ROLE, missing, slips
from briefings.loading.project import load_house
from briefings.loading.svg import read_svg
from briefings.model.diagnostics import BriefingsError, Diagnostic, Severity, nearest
from briefings.outputs.css import faults
from briefings.project import packaged
from briefings.templating import Templates

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from briefings.compose.labels import Labels
    from briefings.model.house import House

__all__ = ["look_at"]


def look_at(
    folders: Sequence[Path], project: Path, roles: Collection[str] | None = None, *, made: bool = True
) -> list[Diagnostic]:
    """Every problem of what notes are made with.

    Args:
        folders: in which templates are searched, first one first.
        project: the folder with `facts/`.
        roles: that posts have; None if that is not known.
        made: whether there are notes that are made with just these.
    """
    house = load_house(project, [])  # its faults are told with the facts
    templates = Templates(folders, project)
    problems = templates.check()
    found_logo(templates, house, problems)
    problems += _picture_problems(templates)
    problems += _style_problems(templates)
    wording = {}
    for language in house.languages:
        try:
            wording[language] = labels_in(language, templates, house.place("languages", language))
        except BriefingsError as error:
            problems += error.diagnostics
    products = _products(templates, problems)
    if made:
        problems += _usual_problems(house, products)
    sound = [product for product in products.values() if product]
    for labels in wording.values():
        problems += (found for product in sound for found in product.problems(templates, labels))
    problems += missing(templates, wording)
    asked = _asked(templates, sound, house, roles or ())
    for labels in wording.values():
        problems += slips(templates, labels, asked, roles_known=roles is not None)
    if roles is not None and len(wording) == len(house.languages):
        problems += _role_problems(house, roles, wording.values())
    return problems


def _usual_problems(house: House, products: Mapping[str, Product | None]) -> Iterator[Diagnostic]:
    """Products of the house that there are not, or that are not about a partner."""
    for id_ in house.products:
        place = house.place("products", id_)
        if id_ not in products:
            yield no_product(id_, products, place)
        elif (product := products[id_]) and (problem := not_usual(product, place)):
            yield problem


def _asked(templates: Templates, products: Iterable[Product], house: House, roles: Iterable[str]) -> set[str]:
    """The keys of labels that something asks for, as far as that shows."""
    listed = (*house.roles.theirs, *house.roles.ours) if house.roles else ()
    return {
        *(asked.key for asked, _ in templates.asked()),
        *(key for product in products for key in (product.title, product.subject)),
        *(f"{ROLE}{role}" for role in (*listed, *roles)),
    }


def _role_problems(house: House, roles: Collection[str], wording: Collection[Labels]) -> Iterator[Diagnostic]:
    """Roles of which a note says nothing, not even that there is nobody: they have no post and no label."""
    known = {
        *roles,
        *(key.removeprefix(ROLE) for each in wording for key in each.entries if key.startswith(ROLE)),
    }
    for name, listed in (("theirs", house.roles.theirs), ("ours", house.roles.ours)) if house.roles else ():
        for role in listed:
            silent = [labels for labels in wording if f"{ROLE}{role}" not in labels]
            if role in roles or not silent:
                continue
            place = house.place("roles", name, role)
            message = f"no post has the role {role!r}, and no label says what it is called"
            hint = f"give a post `role: {role}`, or add the label {ROLE}{role} to {silent[0].path}"
            if role in known:
                # It is called something in another language, so somebody meant it.
                message = f"{message} in {silent[0].language!r}"
                yield Diagnostic("unknown-role", message, place, Severity.NOTE, hint)
                continue
            if near := nearest(role, known):
                hint = f"did you mean {near}?"
            yield Diagnostic("unknown-role", message, place, hint=hint)


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


def _products(templates: Templates, problems: list[Diagnostic]) -> dict[str, Product | None]:
    """The products, by id; those whose files are at fault, which is added to the problems, are None."""
    products: dict[str, Product | None] = {}
    for id_, path in sorted(product_files([folder / "products" for folder in templates.folders]).items()):
        products[id_] = None
        try:
            products[id_] = Product.read(path, templates.shown(path))
        except BriefingsError as error:
            problems += error.diagnostics
    return products
