"""What the tests look at finished notes with: a browser, Poppler and a checker of PDF/UA."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn, TypedDict, cast

import page
import pytest

BROWSER = Path(__file__).parent.parent / "browser"


class PageFindings(TypedDict):
    """What is wrong with an HTML file; of a good one, nothing."""

    axe: list[str]
    """Barriers to people with disabilities, at desktop and at phone width."""
    overflow: bool
    """Whether a phone has to scroll the page sideways."""
    html: list[str]
    """Invalid or doubtful markup."""
    requests: list[str]
    """What the page wanted from the network, and did not get."""


def browser_findings(paths: Iterable[Path]) -> dict[Path, PageFindings]:
    """Check HTML files in headless Chromium and with html-validate."""
    chromium = _tool(os.environ.get("CHROMIUM", "chromium"))
    node = _tool("node")
    if not (BROWSER / "node_modules").is_dir():
        _missing("tests/browser/node_modules")
    files = {str(path.absolute()): path for path in paths}
    run = subprocess.run(
        [node, BROWSER / "check.mjs", *files],
        env={**os.environ, "CHROMIUM": chromium},
        capture_output=True,
        text=True,
        check=False,
    )
    if not run.stdout:
        pytest.fail(f"check.mjs broke off:\n{run.stderr}")
    found = cast("dict[str, PageFindings]", json.loads(run.stdout))
    return {files[file]: findings for file, findings in found.items()}


def pdf_ua_findings(pdf: bytes) -> list[str]:
    """Return the rules of PDF/UA-1 that a PDF breaks."""
    report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def pdf_text(path: Path, *, layout: bool = False) -> str:
    """Return the text of a PDF, in reading order or as it is laid out."""
    options = ["-layout"] if layout else []
    run = subprocess.run(
        [_tool("pdftotext"), "-enc", "UTF-8", *options, path, "-"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return run.stdout


def pdf_boxes(pdf: bytes) -> str:
    """Return the pages, lines and words of a PDF with the places where they stand, as XHTML."""
    command = [_tool("pdftotext"), "-enc", "UTF-8", "-bbox-layout", "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def pdf_pages_png(path: Path, out_dir: Path, dpi: int = 100) -> list[Path]:
    """Draw each page of a PDF into a folder and return the pictures in order."""
    stem = out_dir / path.stem
    subprocess.run([_tool("pdftoppm"), "-png", "-r", str(dpi), path, stem], check=True)
    return sorted(out_dir.glob(f"{path.stem}-*.png"))


def _tool(name: str) -> str:
    return shutil.which(name) or _missing(name)


def _missing(name: str) -> NoReturn:
    """Skip the test; but fail where a test that is not run would go unseen."""
    reason = f"{name} is missing: run the tests with ./run"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
