"""Tests of page limits: a note with more pages than its product allows is reported, with its longest section."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from briefings.build.page_count import PageCount
from briefings.build.request import SetName
from briefings.build.state import BuildState
from briefings.loading.project import list_partner_ids
from briefings.model.diagnostics import format_diagnostic
from briefings.outputs.pdf import PdfResult
from briefings.project import package_data_folder
from tests.support.builds import (
    DAY,
    InlineExecutor,
    age_files,
    build,
    rebuilt_files,
    replace_once,
    run_fastpath,
    set_files,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefings.build.report import BuildReport
    from tests.support.commands import CommandResult

BRIEF = "templates/products/brief.yaml"
TOO_LONG = (
    "templates/products/brief.yaml:2:8: warning[too-long]: zubrowka.en.pdf has 3 pages; 'brief' allows 2; "
    "its longest section is “Background”, 2.8 pages\n"
    "  hint: shorten the note, or allow more `pages:`"
)


@pytest.fixture
def limited_project(project: Path) -> Path:
    """Return the fictional project, whose standard note may have two pages."""
    path = project / BRIEF
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        "title: product.desk.title\npages: 2\nsections: [reference, background, contacts, sources]\n", "utf-8"
    )
    return project


def printed_warnings(report: BuildReport) -> list[str]:
    """Return the warnings of a build as they are printed."""
    return [format_diagnostic(found) for found in report.warnings]


def test_a_note_that_is_too_long_is_made_and_reported(limited_project: Path) -> None:
    """On real paper: the report counts the pages as they are, and names the section that somebody made too long."""
    long = "The lamps burn in the valley and nobody puts them out before the morning. " * 12
    (limited_project / "facts/zubrowka/case.yaml").write_text(
        "marking: PUBLIC\nstatements:\n"
        + "".join(f"- {{id: s{n}, on: 2008, text: {long}, evidence: [league-charter]}}\n" for n in range(15)),
        "utf-8",
    )
    (found,) = build(limited_project, workers=None, jobs=1, formats=("pdf",)).warnings
    pages = len(PdfReader(io.BytesIO(set_files(limited_project)["zubrowka.en.pdf"])).pages)
    assert pages > 2
    assert found.message.startswith(
        f"zubrowka.en.pdf has {pages} pages; 'brief' allows 2; its longest section is “Background”, "
    )
    assert pages / 2 < float(found.message.split()[-2]) < pages


def test_the_report_is_repeated_though_nothing_is_made_again(limited_project: Path) -> None:
    """A note that is current and too long is reported by every build: each keeps its PDF up to date."""
    assert printed_warnings(build(limited_project, workers=InlineExecutor(pages=3))) == [TOO_LONG]
    again = build(limited_project, workers=InlineExecutor())
    assert (rebuilt_files(again), printed_warnings(again)) == ({}, [TOO_LONG])
    assert printed_warnings(build(limited_project, workers=InlineExecutor(), formats=("md",))) == [TOO_LONG]
    assert printed_warnings(build(limited_project, workers=InlineExecutor(), dry_run=True)) == [TOO_LONG]


def test_another_limit_is_another_note(limited_project: Path) -> None:
    """A note that would be too long is set tighter, so one with another limit is typeset again."""
    build(limited_project, workers=InlineExecutor(pages=3))
    replace_once(limited_project / BRIEF, "pages: 2", "pages: 3")
    made = build(limited_project, workers=(workers := InlineExecutor(pages=3)))
    assert (workers.job_names, printed_warnings(made)) == (["zubrowka.en"], [])


def test_what_will_be_made_again_is_not_judged_by_how_it_was(limited_project: Path) -> None:
    """A dry build says nothing of the length of a PDF that is due."""
    build(limited_project, workers=InlineExecutor(pages=3))
    replace_once(
        limited_project / "facts/zubrowka/zubrowka.yaml", "The two sides share lamp oil.", "They share oil."
    )
    replace_once(limited_project / "facts/zubrowka/zubrowka.yaml", "meets in the snow.", "meets.")
    assert printed_warnings(build(limited_project, dry_run=True)) == []


def test_a_note_that_was_shortened_is_reported_no_more(limited_project: Path) -> None:
    """The length on record is that of the last typesetting."""
    build(limited_project, workers=InlineExecutor(pages=3))
    replace_once(limited_project / "facts/zubrowka/zubrowka.yaml", "meets in the snow.", "meets.")
    assert printed_warnings(build(limited_project, workers=InlineExecutor(pages=2))) == []
    record = BuildState.load(limited_project / "build").sets[SetName("zubrowka")]
    assert [note.page_count for note in record.notes.values()] == [PageCount(2, "Background", 1.8)]


def test_the_front_door_does_not_pass_over_a_report(limited_project: Path) -> None:
    """A build that has something to report is not answered by the front door the next time; one that has nothing is."""
    age_files(limited_project)
    build(limited_project, workers=InlineExecutor(pages=3))
    assert run_fastpath(limited_project, DAY) == 0
    replace_once(limited_project / BRIEF, "pages: 2", "pages: 3")
    age_files(limited_project)
    build(limited_project, workers=InlineExecutor())
    assert run_fastpath(limited_project, DAY) == 1


def test_the_command_prints_the_report_and_succeeds(
    limited_project: Path, briefings: Callable[..., CommandResult]
) -> None:
    """The report goes to stderr; the note was made, so all is well."""
    build(limited_project, workers=InlineExecutor(pages=3), dated=True)
    run = briefings(
        "build",
        "--project",
        limited_project,
        "--output",
        limited_project / "build",
        "--as-of",
        DAY,
        "--format",
        "pdf",
    )
    assert (run.code, run.out) == (0, "")
    assert TOO_LONG.replace("zubrowka.en.pdf", f"zubrowka.en.{DAY}.pdf") in run.err


def test_a_note_for_a_principal_that_is_too_long_fails_the_command(
    limited_project: Path, briefings: Callable[..., CommandResult]
) -> None:
    """Two pages are a promise to a principal: the note is made, so that the desk can look at it, and the build fails."""
    replace_once(limited_project / BRIEF, "pages: 2", "readers: principal\npages: 2")
    folder = limited_project / "build"
    build(limited_project, workers=InlineExecutor(pages=3), dated=True)
    words = ("build", "--project", limited_project, "--output", folder, "--as-of", DAY, "--format", "pdf")
    run = briefings(*words)
    assert (run.code, run.out) == (1, "")
    assert "brief.yaml:3:8: error[too-long]: " in run.err


def test_a_note_without_sections_has_no_longest() -> None:
    """A product of one block is judged by its pages alone."""
    assert PageCount.from_pdf_result(PdfResult(b"", 4, ())) == PageCount(4, "", 0.0)


def test_no_card_that_comes_with_briefings_is_too_long(tmp_path: Path) -> None:
    """What is to be taken into a meeting on one page is one page, for every partner."""
    report = build(
        package_data_folder(),
        date(2026, 11, 23),
        tmp_path,
        workers=None,
        products=("card",),
        formats=("pdf",),
    )
    assert len(report.sets) == len(list_partner_ids(package_data_folder()))
    assert printed_warnings(report) == []
    assert report.problems == []
