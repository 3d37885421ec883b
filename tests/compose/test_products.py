"""Tests of products: the file of a kind of note, and its errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.checks import CHECKS
from briefings.compose.labels import Labels
from briefings.compose.products import Product, product_files
from briefings.lint.run import check_project
from briefings.loading.contact_limit import ContactLimit
from briefings.model.diagnostics import BriefingsError
from briefings.project import Project, package_data_folder
from briefings.templating import Templates
from tests.support.notes import TODAY

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = """title: product.card.title
subject: product.card.subject
about: partner
pages: 1
contacts: 3
sections: [reference, glance, sources]
"""


def read_product(folder: Path, text: str) -> Product:
    """Read a product from a text."""
    path = folder / "card.yaml"
    path.write_text(text, encoding="utf-8")
    return Product.load(path, "templates/products/card.yaml")


def test_a_product_is_read(tmp_path: Path) -> None:
    """Every field stands as written."""
    assert read_product(tmp_path, WHOLE) == Product(
        "card", "product.card.title", "product.card.subject", "partner", ("reference", "glance", "sources"), 1, ContactLimit(3)
    )  # fmt: skip


def test_a_product_may_show_all_contacts(tmp_path: Path) -> None:
    """`all` is different from a number, and from the setting of the house."""
    product = read_product(tmp_path, "title: title\ncontacts: all\nsections: [sources]\n")
    assert product.contact_limit == ContactLimit(None)


def test_a_product_needs_little(tmp_path: Path) -> None:
    """A title and sections are enough: the note is about a partner, of any length."""
    product = read_product(tmp_path, "title: title\nsections: [sources]\n")
    assert product == Product("card", "title", "subject", "partner", ("sources",), None, None)


FAULTS = {
    "no mapping": ("- title\n", ["1:1 not-a-mapping"]),
    "no sections": ("title: title\n", ["1:1 missing-field"]),
    "no title": ("sections: [sources]\n", ["1:1 missing-field"]),
    "sections are no list": ("title: title\nsections: sources\n", ["2:11 not-a-list"]),
    "a section twice": ("title: title\nsections: [sources, people, sources]\n", ["2:29 repeated-item"]),
    "a section is no word": ("title: title\nsections: [Sources]\n", ["2:12 bad-sections"]),
    "a path for a section": ("title: title\nsections: [../brief]\n", ["2:12 bad-sections"]),
    "about something else": ("title: title\nabout: countries\nsections: [sources]\n", ["2:8 bad-about"]),
    "for somebody else": ("title: title\nreaders: friends\nsections: [sources]\n", ["2:10 bad-readers"]),
    "no pages": ("title: title\npages: 0\nsections: [sources]\n", ["2:8 bad-pages"]),
    "pages in words": ("title: title\npages: two\nsections: [sources]\n", ["2:8 bad-pages"]),
    "very many pages": (f"title: title\npages: {'9' * 5000}\nsections: [sources]\n", ["2:8 bad-pages"]),
    "contacts in words": ("title: title\ncontacts: many\nsections: [sources]\n", ["2:11 bad-contacts"]),
    "a negative number": ("title: title\ncontacts: -1\nsections: [sources]\n", ["2:11 bad-contacts"]),
    "no key of a label": ("title: a..b\nsections: [sources]\n", ["1:8 bad-title"]),
    "an unknown field": ("title: title\nsection: [sources]\nsections: [sources]\n", ["2:1 unknown-key"]),
    "all at once": ("titel: title\nabout: x\n", ["1:1 missing-field", "1:1 missing-field", "1:1 unknown-key", "2:8 bad-about"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "found"), FAULTS.values(), ids=FAULTS)
def test_what_is_wrong_with_a_product(tmp_path: Path, text: str, found: list[str]) -> None:
    """Every problem of the file is told at its place."""
    with pytest.raises(BriefingsError) as error:
        read_product(tmp_path, text)
    told = [
        f"{each.location.line}:{each.location.column} {each.code}"
        for each in error.value.diagnostics
        if each.location
    ]
    assert told == found


def test_a_section_and_a_label_that_are_not_there(tmp_path: Path) -> None:
    """What a product names and there is not is told at its place, with what may have been meant."""
    templates = Templates([package_data_folder() / "templates"], package_data_folder())
    labels = Labels.load("en", [(package_data_folder() / "templates/labels/en.yaml", "en.yaml")])
    product = read_product(tmp_path, "title: product.cart.title\nsections: [referenze, sources]\n")
    assert [
        (found.code, str(found.location), found.advice)
        for found in product.check_references(templates, labels)
    ] == [
        ("unknown-section", "templates/products/card.yaml:2:12", "did you mean reference?"),
        ("unknown-label", "templates/products/card.yaml:1:8", "did you mean product.card.title?"),
    ]


def test_check_reads_the_products_of_a_project_and_of_a_partner(project: Path) -> None:
    """`check` reads every product, used or not, wherever it stands."""
    for place in ("", "partners/zubrowka/"):
        path = project / f"templates/{place}products/mine.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("title: product.desk.title\nsections: [nothing-of-this-name]\n", encoding="utf-8")
    assert [
        (found.code, str(found.location))
        for found in check_project(Project(project, project), TODAY)
        if found.code not in CHECKS
    ] == [
        ("unknown-section", "templates/partners/zubrowka/products/mine.yaml:2:12"),
        ("unknown-section", "templates/products/mine.yaml:2:12"),
    ]


def test_the_first_folder_that_has_a_product_wins(tmp_path: Path) -> None:
    """A project's product takes the place of the packaged one of its name, whole."""
    (tmp_path / "products").mkdir()
    (tmp_path / "products/brief.yaml").write_text("title: title\nsections: [sources]\n", encoding="utf-8")
    files = product_files([tmp_path / "products", package_data_folder() / "templates/products"])
    assert files["brief"] == tmp_path / "products/brief.yaml"
    assert "card" in files
