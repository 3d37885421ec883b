"""Tests of the checkers: each must report a bad note, or its silence on a good one proves nothing."""

from pathlib import Path

import pytest
from weasyprint import HTML

from tests.support.tools import (
    NO_FINDINGS,
    PageFindings,
    browser_findings,
    draw_pdf_pages,
    pdf_text,
    pdf_ua_findings,
)

pytestmark = pytest.mark.slow

GOOD_PAGE = """<!DOCTYPE html>
<html lang="tg">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>Ёддошт</title>
  </head>
  <body><main><h1>Ёддошт</h1><p>Ҷумҳурии Тоҷикистон</p></main></body>
</html>
"""
PLANTED = {
    "good": "",
    "barriers": '<img src="data:,"><p class="pale">Pale</p><style>.pale { color: #ccc; background: #fff }</style>',
    "wide": '<p class="wide">Wide</p><style>.wide { width: 500px }</style>',
    "markup": '<img src="https://example.org/flag.png" alt="Flag"><p><b>Bold</p>',
}


@pytest.fixture(scope="module")
def browser_reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, PageFindings]:
    """Return the findings in a good page and in pages with planted faults."""
    folder = tmp_path_factory.mktemp("pages")
    paths = [folder / f"{name}.html" for name in [*PLANTED, "no-viewport"]]
    for path in paths:
        text = GOOD_PAGE.replace("</main>", PLANTED.get(path.stem, "") + "</main>")
        if path.stem == "no-viewport":
            text = text.replace('    <meta name="viewport" content="width=device-width">\n', "")
        path.write_text(text, encoding="utf-8")
    return {path.stem: findings for path, findings in browser_findings(paths).items()}


def test_a_good_page_passes(browser_reports: dict[str, PageFindings]) -> None:
    assert browser_reports["good"] == NO_FINDINGS


@pytest.mark.parametrize("rule", ["image-alt at 1280 px", "color-contrast at 360 px"])
def test_a_barrier_is_found(browser_reports: dict[str, PageFindings], rule: str) -> None:
    assert any(finding.startswith(rule) for finding in browser_reports["barriers"]["axe"])


@pytest.mark.parametrize("name", ["wide", "no-viewport"])
def test_a_page_too_wide_for_a_phone_is_found(browser_reports: dict[str, PageFindings], name: str) -> None:
    assert browser_reports[name]["overflow"]


def test_invalid_markup_is_found(browser_reports: dict[str, PageFindings]) -> None:
    assert any("close-order" in finding for finding in browser_reports["markup"]["html"])


def test_a_request_to_the_network_is_found(browser_reports: dict[str, PageFindings]) -> None:
    assert browser_reports["markup"]["requests"] == ["https://example.org/flag.png"]


def test_a_good_pdf_passes() -> None:
    assert pdf_ua_findings(HTML(string=GOOD_PAGE).write_pdf(pdf_variant="pdf/ua-1")) == []


def test_a_pdf_without_tags_title_and_language_is_found() -> None:
    rules = {finding.split(":")[0] for finding in pdf_ua_findings(HTML(string="Ё").write_pdf())}
    assert {
        "PDFUA1-TAGGED-DOCUMENT-001",
        "PDFUA1-METADATA-TITLE-001",
        "PDFUA1-TEXT-LANGUAGE-001",
    } <= rules


def test_a_pdf_is_read_and_drawn(tmp_path: Path) -> None:
    path = tmp_path / "note.pdf"
    HTML(string='<p>Ҷумҳурӣ<p style="break-before: page">2').write_pdf(path)
    assert pdf_text(path).split() == ["Ҷумҳурӣ", "2"]
    assert "Ҷумҳурӣ" in pdf_text(path, layout=True)
    pictures = draw_pdf_pages(path, tmp_path, dpi=50)
    assert [picture.name for picture in pictures] == ["note-1.png", "note-2.png"]
    assert all(picture.read_bytes().startswith(b"\x89PNG") for picture in pictures)
