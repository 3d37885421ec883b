"""Tests of what surrounds a note: its files, the comparison with another day, and with the last edition."""

from __future__ import annotations

import re
import shutil
import time
from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefings.build.builder import build_notes
from briefings.build.formats import FORMATS
from briefings.build.plan import BuildOptions
from briefings.build.request import BuildRequest
from briefings.editions.issue import IssueRequest, issue_note
from briefings.project import Project
from briefings.server.notes import downloads
from tests.support.builds import replace_once
from tests.support.live_page import Browser
from tests.support.notes import FICTIONAL, TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.build.pdf_job import Job

DESK = "zubrowka?product=desk&language=en"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Provide a copy of the fictional house."""
    root = tmp_path / "house"
    shutil.copytree(FICTIONAL, root)
    return root


@pytest.fixture(scope="module")
def browser() -> Browser:
    """Provide the page of the fictional house."""
    return Browser.open(FICTIONAL)


def test_a_download_is_the_file_that_build_writes(root: Path) -> None:
    """To the byte, in each format that is rendered at once; with its name."""
    day = date(2015, 6, 1)
    request = BuildRequest(
        ("zubrowka",),
        day,
        dated=True,
        products=("desk",),
        languages=("en",),
        formats=("md", "html", "docx", "review.docx"),
    )
    build_notes(Project(root, root), root / "build", request, BuildOptions())
    browser = Browser.open(root)
    for file_format in request.formats:
        [file] = (root / "build").rglob(f"*{day}.{file_format}")
        answer = browser.get(f"/download/{DESK}&day={day}&format={file_format}")
        assert answer.body == file.read_bytes()
        assert answer.header("content-disposition") == f'attachment; filename="{file.name}"'


def test_a_pdf_is_made_in_the_background(monkeypatch: pytest.MonkeyPatch) -> None:
    """Meanwhile pages answer; a change of the facts makes it again; an error is a page."""
    made: list[str] = []
    waits = [True]

    class Result:
        pdf = b"%PDF-"

    def typeset(job: Job) -> Result:
        made.append(job.name)
        while waits[0]:
            time.sleep(0.005)
        return Result()

    monkeypatch.setattr(downloads, "typeset", typeset)
    browser = Browser.open(FICTIONAL)
    target = f"/download/{DESK}&format=pdf"
    first = browser.get(target)
    assert (first.status, first.header("refresh"), first.header("retry-after")) == (503, "1", "1")
    assert not first.header("content-disposition")
    assert not first.header("content-type").startswith("application/pdf")
    assert "go on elsewhere" in first.visible
    assert browser.get("/find").status == 200
    assert (browser.get(target).status, browser.get(f"{target}&part=progress").status) == (503, 202)
    waits[0] = False
    answer = first
    while answer.status == 503:
        answer = browser.get(target)
    assert (answer.body, answer.header("content-type")) == (b"%PDF-", "application/pdf")
    assert made == [f"zubrowka.desk.en.{TODAY}.pdf"]


def test_too_many_pdfs_at_a_time_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads.PdfShelf, "_make", lambda *_: None)
    browser = Browser.open(FICTIONAL)
    statuses = [browser.get(f"/download/{DESK}&format=pdf&day=2015-06-0{day}").status for day in range(1, 7)]
    assert statuses == [503] * 4 + [404] * 2


def test_every_format_has_a_type() -> None:
    assert downloads._MEDIA_TYPES.keys() == FORMATS.keys()


@pytest.mark.parametrize("file_format", ["", "exe", "label.xml", "../md", "MD"])
def test_an_unknown_format_is_no_page(browser: Browser, file_format: str) -> None:
    assert browser.get(f"/download/{DESK}&format={file_format}").status == 404


def test_two_days_are_compared_word_by_word(browser: Browser) -> None:
    """Earlier and later day change places as needed; the same day differs in nothing."""
    on, other = f"/note/{DESK}&day=2015-06-01", "compare=2019-06-01"
    text = browser.get(f"{on}&{other}").text
    assert "From 1 June 2015 to 1 June 2019" in text
    compared = text.partition('id="compared"')[2].partition("</section>")[0]
    assert "<del>" in compared or "<ins>" in compared
    back = browser.get(f"/note/{DESK}&day=2019-06-01&compare=2015-06-01").text
    assert back.partition('id="compared"')[2].partition("</section>")[0].replace(
        "2019-06-01", "2015-06-01"
    ) == (compared.replace("2019-06-01", "2015-06-01"))
    assert "says the same on both days" in browser.get(f"{on}&compare=2015-06-01").text
    assert browser.get(f"{on}&compare=yesterday").status == 400


def test_sentences_that_differ_from_the_last_edition_are_marked(root: Path) -> None:
    browser = Browser.open(root)
    assert "Last edition" not in browser.get("/note/zubrowka?language=en").text
    asked = IssueRequest("zubrowka.en", ("Ada Example",), TODAY, "internal", ("md",))
    issue_note(Project(root, root), asked)
    page = browser.get("/note/zubrowka?language=en")
    assert "Each sentence is as issued" in page.visible
    assert "to Ada Example" in page.visible
    replace_once(root / "facts/zubrowka/zubrowka.yaml", "share lamp oil", "share lamp wax")
    page = browser.get("/note/zubrowka?language=en")
    assert re.search(r"2 sentences\s+of this note differ from it", page.visible)
    marked = re.findall(r'class="said differs"[^>]*>(.*?)</a>', page.text)
    assert "lamp wax" in "".join(marked)
