"""Tools that examine finished notes: a browser, Poppler and a checker of PDF/UA."""

import json
import os
import shutil
import subprocess
from base64 import b64decode
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn, TypedDict, cast

import page
import pytest

BROWSER = Path(__file__).parent.parent / "browser"


class PageFindings(TypedDict):
    """Problems of an HTML file; all empty for a good one."""

    axe: list[str]
    """Barriers to people with disabilities, at desktop and at phone width."""
    overflow: bool
    """True if a phone has to scroll the page sideways."""
    html: list[str]
    """Invalid or doubtful markup."""
    requests: list[str]
    """Requests to the network, all of them blocked."""
    marks: list[str]
    """Citation marks that begin a line, and holes behind marks."""


NO_FINDINGS: PageFindings = {"axe": [], "overflow": False, "html": [], "requests": [], "marks": []}
"""The findings of a good page."""


def browser_findings(paths: Iterable[Path]) -> dict[Path, PageFindings]:
    """Check HTML files in headless Chromium and with html-validate."""
    return cast("dict[Path, PageFindings]", _run_in_browser("check.mjs", paths))


def browser_print(path: Path) -> bytes:
    """Return an HTML file as PDF, as headless Chromium prints it."""
    out = path.with_suffix(".pdf")
    chromium = _find_tool(os.environ.get("CHROMIUM", "chromium"))
    options = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
        f"--print-to-pdf={out}",
    ]
    subprocess.run([chromium, *options, path.absolute().as_uri()], capture_output=True, check=True)
    return out.read_bytes()


def marking_pictures(paths: Iterable[Path]) -> dict[Path, tuple[bytes, bytes]]:
    """Return pictures of the marking above and below each HTML file, as a browser shows it."""
    found = _run_in_browser("marking.mjs", paths)
    return {path: (b64decode(shown["top"]), b64decode(shown["bottom"])) for path, shown in found.items()}


def reached_elements(path: Path, styles: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return the numbers of the style sheets that mark an element outside the sheet of a page, and one in it.

    Args:
        path: the page.
        styles: style sheets; a mark is an outline of the colour rgb(1, 2, 3).
    """
    texts = path.with_suffix(".json")
    texts.write_text(json.dumps(styles), encoding="utf-8")
    found = _run_in_browser("reach.mjs", [path], arguments=[str(texts)])[path]
    return found["outside"], found["inside"]


def printed_pages(paths: Iterable[Path]) -> dict[Path, bytes]:
    """Return HTML files as PDF, all printed by one browser."""
    found = _run_in_browser("marking.mjs", paths, "--pdf")
    return {path: b64decode(shown["pdf"]) for path, shown in found.items()}


def walk_through_forms(entrance: str, file: Path, count: int | None = None) -> dict[str, Any]:
    """Return what a browser saw on each journey through the forms of the live page, and what is wrong with their pages.

    Args:
        entrance: the address that lets a browser in.
        file: a file of facts that changes on one of the journeys, as in an editor.
        count: how many journeys, and how many pages; None for all.
    """
    return _browser_report("journeys.mjs", [entrance, str(file), *([str(count)] if count else [])])


def _run_in_browser(
    script: str, paths: Iterable[Path], *options: str, arguments: Sequence[str] = ()
) -> dict[Path, Any]:
    """Return the JSON report of a script in `tests/browser/` on HTML files, by file."""
    files = {str(path.absolute()): path for path in paths}
    report = _browser_report(script, [*options, *files, *arguments])
    return {files[file]: findings for file, findings in report.items()}


def _browser_report(script: str, arguments: Sequence[str]) -> dict[str, Any]:
    """Return the JSON report of a script in `tests/browser/`."""
    chromium = _find_tool(os.environ.get("CHROMIUM", "chromium"))
    node = _find_tool("node")
    if not (BROWSER / "node_modules").is_dir():
        _skip_or_fail("tests/browser/node_modules")
    run = subprocess.run(
        [node, BROWSER / script, *arguments],
        env={**os.environ, "CHROMIUM": chromium},
        capture_output=True,
        text=True,
        check=False,
    )
    if not run.stdout:
        pytest.fail(f"{script} broke off:\n{run.stderr}")
    report: dict[str, Any] = json.loads(run.stdout)
    return report


def pdf_ua_findings(pdf: bytes) -> list[str]:
    """Return the rules of PDF/UA-1 that a PDF breaks."""
    return _pdf_findings(pdf, page.ValidationProfile.PDF_UA_1)


def pdf_archive_findings(pdf: bytes) -> list[str]:
    """Return the rules of PDF/A-3a and PDF/UA-1 that a PDF breaks."""
    return _pdf_findings(pdf, page.ValidationProfile.PDF_A_3A) + pdf_ua_findings(pdf)


def _pdf_findings(pdf: bytes, profile: page.ValidationProfile) -> list[str]:
    """Return the rules of a standard that a PDF breaks."""
    report = page.validate_pdf_bytes(pdf, profile=profile)
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def pdf_text(path: Path, *, layout: bool = False, raw: bool = False) -> str:
    """Return the text of a PDF, in reading order, as it is laid out, or as it was written, cell by cell."""
    options = ["-layout"] * layout + ["-raw"] * raw
    run = subprocess.run(
        [_find_tool("pdftotext"), "-enc", "UTF-8", *options, path, "-"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return run.stdout


def pdf_layout_xhtml(pdf: bytes) -> str:
    """Return the pages, lines and words of a PDF with their positions, as XHTML."""
    command = [_find_tool("pdftotext"), "-enc", "UTF-8", "-bbox-layout", "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def draw_pdf_pages(path: Path, out_dir: Path, dpi: int = 100) -> list[Path]:
    """Draw each page of a PDF into a folder and return the pictures in order."""
    stem = out_dir / path.stem
    subprocess.run([_find_tool("pdftoppm"), "-png", "-r", str(dpi), path, stem], check=True)
    return sorted(out_dir.glob(f"{path.stem}-*.png"))


def _find_tool(name: str) -> str:
    """Return the path of a program; skip the test if it is not installed."""
    return shutil.which(name) or _skip_or_fail(name)


def _skip_or_fail(name: str) -> NoReturn:
    """Skip the test, or fail in CI, where a skipped test would go unnoticed."""
    reason = f"{name} is missing: run the tests with ./run"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def walk_as_reader(entrance: str, root: Path, count: int) -> dict[str, Any]:
    """Return what a reader sees on journeys through the live page, and what is wrong with its pages.

    Args:
        entrance: the address that lets a browser in.
        root: the folder of the project, in which files change meanwhile.
        count: how many pages to look at.
    """
    return _browser_report("reading.mjs", [entrance, str(root), str(count)])


def walk_among_many(entrance: str, partner: str, file: Path) -> dict[str, Any]:
    """Return what someone sees on journeys through the live page of very many partners, and what is wrong with its pages.

    Args:
        entrance: the address that lets a browser in.
        partner: the id of a partner.
        file: one of its files, which changes meanwhile.
    """
    return _browser_report("many.mjs", [entrance, partner, str(file)])


def attack_from_another_tab(entrance: str) -> dict[str, Any]:
    """Return what a hostile page in another tab gets from the live page, and how the live page answers.

    Args:
        entrance: the address that lets a browser in.
    """
    return _browser_report("hostile.mjs", [entrance])
