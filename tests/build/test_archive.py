"""Tests of builds for an archive: what the PDF holds, when it is rebuilt, and that it is kept so."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from briefings.build.plan import BuildOptions
from briefings.checks.text.reopen import reopen
from briefings.compose.note_options import NoteOptions
from briefings.editions.issue import IssueRequest, issue_note
from briefings.model.identity import find_identity
from briefings.outputs import pdf
from briefings.project import Project
from tests.support.builds import DAY, InlineExecutor, build, rebuild_reasons, set_files
from tests.support.tools import pdf_archive_findings

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from pathlib import Path

    from briefings.build.pdf_job import Job
    from tests.support.commands import CommandResult

    Command = Callable[..., CommandResult]

CARD: dict[str, Any] = {"products": ("card",), "formats": ("md", "pdf")}
STEM = "zubrowka.card.en"


class RecordingExecutor(InlineExecutor):
    """An executor that keeps the jobs that it gets."""

    def __init__(self) -> None:
        super().__init__()
        self.jobs: list[Job] = []

    def submit(self, fn: Callable[..., Any], job: Job, /, *words: object, **named: object) -> Future[Any]:  # type: ignore[override]
        """Keep a job, and typeset it."""
        self.jobs.append(job)
        return super().submit(fn, job, *words, **named)


def built_job(project: Path, **options: Any) -> Job:  # noqa: ANN401 - as `build` takes them
    """Build the card, and return the job of its PDF."""
    workers = RecordingExecutor()
    assert build(project, **CARD, **options, workers=workers).problems == []
    [job] = [job for job in workers.jobs if job.name == STEM]
    return job


def test_an_archive_pdf_holds_what_the_build_writes(project: Path) -> None:
    """Its text is the Markdown file, its manifest says what that of the set says, and it carries an identity of a note."""
    job = built_job(project, archive=True)
    held = {file.name: file.data for file in job.embedded}
    files = set_files(project)
    assert list(held) == [f"{STEM}.md", "manifest.json", "provenance.json"]
    assert held[f"{STEM}.md"] == files[f"{STEM}.md"]
    [entry] = json.loads(held["manifest.json"])["notes"]
    [built] = [note for note in json.loads(files["manifest.json"])["notes"] if note["product"] == "card"]
    assert {**entry, "files": built["files"]} == built
    identity = job.brief.identity
    assert identity
    found = (identity.number, identity.day, identity.audience, identity.is_issued)
    assert found == (STEM, DAY, "internal", False)
    assert find_identity([str(identity)]) == identity
    assert built_job(project, output=project / "elsewhere").embedded == ()


def test_when_it_is_rebuilt(project: Path) -> None:
    """Asking for it rebuilds the PDF alone, once."""
    build(project, **CARD)
    assert rebuild_reasons(build(project, **CARD, archive=True)) == {"card pdf": ["option --archive changed"]}
    assert rebuild_reasons(build(project, **CARD, archive=True)) == {}


def test_it_is_kept(project: Path, briefings: Command) -> None:
    """An order keeps it, `drop` names it in the command that restores the note, and an edition is made so too."""
    where = ("--project", project)
    card = ("zubrowka", "--product", "card", "--format", "pdf")
    assert "add --format pdf" in briefings("build", *card[:-1], "md", "--archive", *where).err
    order = "notes:\n- partner: zubrowka\n  products: [card]\n  formats: [pdf]\n  archive: yes\n"
    (project / "facts/notes.yaml").write_text(order, "utf-8")
    workers = RecordingExecutor()
    build(project, workers=workers)
    assert [bool(job.embedded) for job in workers.jobs if job.name == STEM] == [True]
    workers = RecordingExecutor()
    request = IssueRequest("zubrowka.card", ("The Minister",), DAY, "internal", ("pdf",))
    issue_note(Project(project, project), request, BuildOptions(workers=workers))
    assert [bool(job.embedded) for job in workers.jobs] == [True]
    ran = briefings("drop", "zubrowka.card", *where)
    assert "briefings build zubrowka --product card --format pdf --archive" in ran.out + ran.err


def test_options_as_the_command_line_has_them() -> None:
    """An option with a value is two words, a switch is one, and what is not given is none."""
    assert list(NoteOptions().as_arguments()) == []
    assert list(NoteOptions(occasion="A call", archive=True).as_arguments()) == [
        "--occasion",
        "A call",
        "--archive",
    ]


def test_it_is_told_from_an_edition(project: Path, briefings: Command, tmp_path: Path) -> None:
    """`check-edition` names the note that it is of, and an edition that says the same."""
    path, where = tmp_path / "renamed.md", ("--project", project)
    path.write_text(str(built_job(project, archive=True).brief.identity), "utf-8")
    told = briefings("check-edition", path, *where).err
    assert (
        f"error[not-issued]: {path} is not an edition, but the note {STEM} as it was built on 2019-06-01"
        in told
    )
    assert f"issue it with `briefings issue {STEM} --to WHO`" in told
    request = IssueRequest(STEM, ("The Minister",), DAY, "internal", ("md",))
    edition = issue_note(Project(project, project), request, BuildOptions())
    told = briefings("check-edition", path, *where).err
    assert f"1 says the same: send the files in editions/{edition.folder}" in told


@pytest.mark.slow
@pytest.mark.thorough
@pytest.mark.filterwarnings(
    "ignore:.*sRGB2014:pytest.PytestUnraisableExceptionWarning"
)  # WeasyPrint's open file
def test_the_pdf_passes_both_standards(project: Path) -> None:
    """The PDF of a build opens with its text, its manifest and its provenance, and carries the identity."""
    job = built_job(project, archive=True)
    data = pdf.render(job.brief, job.style, job.fonts, job.embedded).pdf
    assert pdf_archive_findings(data) == []
    held = {name: content for name, [content] in PdfReader(io.BytesIO(data)).attachments.items()}
    assert held == {file.name: file.data for file in job.embedded}
    assert find_identity(part.text for part in reopen("x.pdf", data)) == job.brief.identity
