"""Tests of all products with the validators of PDF/UA, WCAG and HTML.

Daily they look at a few; in a thorough run at those of all partners that come with Briefings, in all products.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from briefings.factbase.load import load
from briefings.loading.project import list_partner_ids
from briefings.model.entities import Person
from briefings.project import package_data_folder
from tests.support.builds import build
from tests.support.tools import NO_FINDINGS, browser_findings, pdf_ua_findings

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

DAY = date(2026, 11, 23)
SOME = (["mongolia"], ("card", "public"))
ALL = (list_partner_ids(package_data_folder()), ("brief", "card", "background", "public"))


@pytest.fixture(
    scope="module",
    params=[pytest.param(SOME, id="some"), pytest.param(ALL, id="all", marks=pytest.mark.thorough)],
)
def output_paths(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> list[Path]:
    """Return the HTML and PDF files of the notes on some partners, in some products."""
    partners, products = request.param
    place = tmp_path_factory.mktemp("notes")
    requests: list[dict[str, Any]] = [
        {"subjects": tuple(partners), "products": products},
        {"subjects": ("central-asia",), "products": ("region",)},
        *(
            {"subjects": (partner,), "products": ("biography",), "about": pick_person(partner)}
            for partner in partners
        ),
    ]
    for number, options in enumerate(requests):
        report = build(
            package_data_folder(), DAY, place / str(number), workers=None, formats=("html", "pdf"), **options
        )
        assert report.problems == []
    files = [path for path in sorted(place.glob("*/internal/*/*")) if path.suffix in (".html", ".pdf")]
    assert len(files) == 2 * (len(partners) * (len(products) + 1) + 1)
    return files


def pick_person(partner: str) -> str:
    """Return a person of the partner's own folder, or else of the shared one."""
    people = load(package_data_folder(), [partner]).entities_of(Person)
    own = f"facts/{partner}/"
    return max(people, key=lambda person: person.location.path.startswith(own)).id


def test_every_page_is_without_barrier(output_paths: list[Path]) -> None:
    """Every HTML file passes WCAG 2.2 AA, is valid, fits a phone and asks the network for nothing."""
    pages = [path for path in output_paths if path.suffix == ".html"]
    sound = NO_FINDINGS
    assert {page: found for page, found in browser_findings(pages).items() if found != sound} == {}


def test_every_pdf_is_for_everybody(output_paths: list[Path]) -> None:
    """Every PDF file passes PDF/UA-1."""
    found = {path: pdf_ua_findings(path.read_bytes()) for path in output_paths if path.suffix == ".pdf"}
    assert {path: rules for path, rules in found.items() if rules} == {}
