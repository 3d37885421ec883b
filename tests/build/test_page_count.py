"""How long notes may be: more pages than a product allows are reported, with the section that takes most of them."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from briefings.build.page_count import Extent
from briefings.build.state import LEDGER, Ledger
from briefings.loading.project import partner_folders
from briefings.model.diagnostics import format_diagnostic
from briefings.outputs.pdf import Printed
from briefings.project import packaged
from tests.cli.test_entry import aged
from tests.support.builds import DAY, Inline, build, front_door, names_made, set_of, swap

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefings.build.report import Outcome
    from tests.conftest import Run

BRIEF = "templates/products/brief.yaml"
TOO_LONG = (
    "templates/products/brief.yaml:2:8: warning[too-long]: zubrowka.en.pdf has 3 pages, where 'brief' allows 2; "
    "its longest section is “Background”, 2.8 pages\n"
    "  hint: shorten it, or allow more `pages:`"
)


@pytest.fixture
def limited(project: Path) -> Path:
    """The fictional project, whose standard note may have two pages."""
    path = project / BRIEF
    path.parent.mkdir(parents=True)
    path.write_text("title: title\npages: 2\nsections: [reference, background, contacts, sources]\n", "utf-8")
    return project


def warned(outcome: Outcome) -> list[str]:
    """The warnings of a build as they are printed."""
    return [format_diagnostic(found) for found in outcome.warnings]


def test_a_note_that_is_too_long_is_made_and_reported(limited: Path) -> None:
    """On real paper: the report counts the pages as they are, and names the section that somebody made too long."""
    long = "The lamps burn in the valley and nobody puts them out before the morning. " * 12
    (limited / "facts/zubrowka/case.yaml").write_text(
        "marking: PUBLIC\nstatements:\n"
        + "".join(f"- {{id: s{n}, on: 2008, text: {long}, evidence: [league-charter]}}\n" for n in range(15)),
        "utf-8",
    )
    (found,) = build(limited, workers=None, jobs=1, formats=("pdf",)).warnings
    pages = len(PdfReader(io.BytesIO(set_of(limited)["zubrowka.en.pdf"])).pages)
    assert pages > 2
    assert found.message.startswith(
        f"zubrowka.en.pdf has {pages} pages, where 'brief' allows 2; its longest section is “Background”, "
    )
    assert pages / 2 < float(found.message.split()[-2]) < pages


def test_the_report_is_repeated_though_nothing_is_made_again(limited: Path) -> None:
    """A note that is current and too long is reported by every build that asks for its PDF, and by no other."""
    assert warned(build(limited, workers=Inline(pages=3))) == [TOO_LONG]
    again = build(limited, workers=Inline())
    assert (names_made(again), warned(again)) == ({}, [TOO_LONG])
    assert warned(build(limited, workers=Inline(), formats=("md",))) == []
    assert warned(build(limited, workers=Inline(), dry=True)) == [TOO_LONG]


def test_another_limit_needs_no_typesetting(limited: Path) -> None:
    """What a product allows is no part of the note: where it changes, only the report does."""
    build(limited, workers=Inline(pages=3))
    swap(limited / BRIEF, "pages: 2", "pages: 3")
    made = build(limited, workers=(workers := Inline(pages=9)))
    assert (workers.names, warned(made)) == ([], [])


def test_what_will_be_made_again_is_not_judged_by_how_it_was(limited: Path) -> None:
    """A dry build says nothing of the length of a PDF that is due."""
    build(limited, workers=Inline(pages=3))
    swap(limited / "facts/zubrowka/zubrowka.yaml", "The two sides share lamp oil.", "They share oil.")
    swap(limited / "facts/zubrowka/zubrowka.yaml", "meets in the snow.", "meets.")
    assert warned(build(limited, dry=True)) == []


def test_a_note_that_was_shortened_is_reported_no_more(limited: Path) -> None:
    """The length on record is that of the last typesetting."""
    build(limited, workers=Inline(pages=3))
    swap(limited / "facts/zubrowka/zubrowka.yaml", "meets in the snow.", "meets.")
    assert warned(build(limited, workers=Inline(pages=2))) == []
    record = Ledger.read(limited / "build" / LEDGER).records["internal/zubrowka"]
    assert [note.extent for note in record.notes.values()] == [Extent(2, "Background", 1.8)]


def test_the_front_door_does_not_pass_over_a_report(limited: Path) -> None:
    """A build that has something to report is not answered by the front door the next time; one that has nothing is."""
    aged(limited)
    build(limited, workers=Inline(pages=3))
    assert front_door(limited, DAY) == 0
    swap(limited / BRIEF, "pages: 2", "pages: 3")
    aged(limited)
    build(limited, workers=Inline())
    assert front_door(limited, DAY) == 1


def test_the_command_prints_the_report_and_succeeds(limited: Path, briefings: Callable[..., Run]) -> None:
    """The report goes to stderr; the note was made, so all is well."""
    build(limited, workers=Inline(pages=3), dated=True)
    run = briefings(
        "build", "--project", limited, "--output", limited / "build", "--as-of", DAY, "--format", "pdf"
    )
    assert (run.code, run.out) == (0, "")
    assert TOO_LONG.replace("zubrowka.en.pdf", f"zubrowka.en.{DAY}.pdf") in run.err


def test_a_note_without_sections_has_no_longest() -> None:
    """A product of one block is judged by its pages alone."""
    assert Extent.of(Printed(b"", 4, ())) == Extent(4, "", 0.0)


def test_no_card_that_comes_with_briefings_is_too_long(tmp_path: Path) -> None:
    """What is to be taken into a meeting on one page is one page, for every partner."""
    outcome = build(
        packaged(), date(2026, 11, 23), tmp_path, workers=None, products=("card",), formats=("pdf",)
    )
    assert len(outcome.made) == len(partner_folders(packaged()))
    assert warned(outcome) == []
    assert outcome.problems == []
