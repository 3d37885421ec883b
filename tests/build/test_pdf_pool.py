"""Tests of the PDF workers: each PDF has its own process with limits, and is the same with every start method."""

from __future__ import annotations

import ctypes
import errno
import faulthandler
import os
import re
import tempfile
import time
from concurrent.futures import Executor
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefings.build import pdf_process
from briefings.build.pdf_pool import early_worker, local_executor
from briefings.build.pdf_process import typeset
from briefings.build.workspace import Workspace
from briefings.model.diagnostics import BriefingsError, Diagnostic, EnvironmentMissingError
from briefings.outputs import pdf
from briefings.project import Project
from tests.support.builds import (
    DAY,
    InlineExecutor,
    add_second_partner,
    append_text,
    build,
    rebuilt_files,
    replace_once,
    set_files,
)
from tests.support.notes import FICTIONAL, make_draft

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from briefings.build.pdf_job import Job

WAYS = pytest.mark.parametrize("way", ["fork", "new"])


@pytest.fixture(scope="module")
def job() -> Job:
    """Return the job that typesets the card on Zubrowka, the shortest of its notes."""
    workspace = Workspace(Project(FICTIONAL, FICTIONAL))
    brief = make_draft(workspace, "zubrowka", DAY, products=("card",)).brief
    subject = workspace.catalog.subjects["zubrowka"]
    return workspace.pdf_job(brief, subject, "zubrowka")


def use_start_method(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Start workers in this way: by fork, or as new processes."""
    monkeypatch.setattr(pdf_process, "can_fork", lambda: way == "fork")


@pytest.mark.slow
def test_the_same_bytes_by_either_way_and_by_any_number_of_jobs(
    job: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A PDF is the same bytes from a fork, a new process, one worker, and one of two."""
    made = []
    for way in ("fork", "new"):
        use_start_method(way, monkeypatch)
        made.append(typeset(job))
    monkeypatch.undo()
    for jobs in (1, 2):
        with local_executor(jobs, 2, tmp_path / "temporary") as pool:
            made += [future.result() for future in [pool.submit(typeset, job) for _ in range(jobs)]]
    assert made[0].pdf.startswith(b"%PDF")
    assert len(set(made)) == 1


@WAYS
def test_nothing_stays_in_the_temporary_folder(
    job: Job, way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the typesetter writes beside the PDF is gone when it is done, has failed or was stopped."""
    use_start_method(way, monkeypatch)
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    assert typeset(job).pdf
    for bad in (replace(job, style="@page { size: 1mm }"), replace(job, memory_limit_bytes=-(16 << 20))):
        with pytest.raises(BriefingsError):
            typeset(bad)
    assert list(folder.iterdir()) == []


def test_the_folder_of_the_workers_is_removed(job: Job, tmp_path: Path) -> None:
    """What a killed build left is removed by the next one, and that one leaves nothing."""
    folder = tmp_path / "temporary"
    (folder / "weasyprint-left").mkdir(parents=True)
    with local_executor(1, 1, folder) as pool:
        assert not (folder / "weasyprint-left").exists()
        assert pool.submit(typeset, job).result().pdf
    assert not folder.exists()


def test_a_job_that_takes_too_long_in_a_fork(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """A note that does not get done is named and given up."""
    use_start_method("fork", monkeypatch)
    monkeypatch.setattr(pdf, "render", lambda *_: time.sleep(60))
    monkeypatch.setattr(pdf_process, "_PATIENCE", 0.5)
    with pytest.raises(BriefingsError, match="typesetting zubrowka took longer than 1 seconds"):
        typeset(replace(job, timeout_seconds=1))


def test_a_job_that_takes_too_long_in_a_new_process(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound on time holds without forks too."""
    use_start_method("new", monkeypatch)
    monkeypatch.setattr(pdf_process, "_CHILD", "import time; time.sleep(60)")
    monkeypatch.setattr(pdf_process, "_PATIENCE", 0.5)
    with pytest.raises(BriefingsError, match="typesetting zubrowka took longer than 1 seconds"):
        typeset(replace(job, timeout_seconds=1))


def use_all_memory(*_: object) -> bytes:
    """Ask for more memory than a worker may have."""
    return bytes(1 << 33)


def find_no_memory_for_a_file(*_: object) -> bytes:
    """Fail as the system does that has no memory left to list a folder."""
    raise OSError(errno.ENOMEM, "Cannot allocate memory", "pens")


def hide_a_lack_of_memory(*_: object) -> bytes:
    """Fail as a library does that gives its own name to a lack of memory."""
    try:
        raise MemoryError
    except MemoryError as error:
        raise BriefingsError([Diagnostic("bad-font", "this font can't be read")]) from error


def exit_abruptly(*_: object) -> bytes:
    """End the process without cleaning up."""
    os._exit(3)


def cause_segfault(*_: object) -> bytes:
    """Read from address 0."""
    faulthandler.disable()
    ctypes.string_at(0)
    return b""


def raise_index_error(*_: object) -> bytes:
    """Raise an error that is a bug of the typesetter."""
    raise IndexError("no such box")


def recurse_forever(*_: object) -> bytes:
    """Call itself without end."""
    return recurse_forever()


@pytest.mark.parametrize(
    ("render", "what"),
    [
        (use_all_memory, "took more than 64 MiB of memory"),
        (find_no_memory_for_a_file, "took more than 64 MiB of memory"),
        (hide_a_lack_of_memory, "took more than 64 MiB of memory"),
        (exit_abruptly, "failed: it took too much memory, or a library crashed"),
        (cause_segfault, "failed: it took too much memory, or a library crashed"),
        (raise_index_error, "failed: IndexError: no such box"),
        (recurse_forever, "failed: the content is nested too deeply"),
    ],
)
def test_a_child_that_fails_is_named(
    job: Job,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    render: Callable[..., bytes],
    what: str,
) -> None:
    """Whatever becomes of the child, a message names the note; no traceback is printed."""
    use_start_method("fork", monkeypatch)
    monkeypatch.setattr(pdf, "render", render)
    with pytest.raises(BriefingsError) as caught:
        typeset(replace(job, memory_limit_bytes=64 << 20))
    assert [(found.code, found.message) for found in caught.value.diagnostics] == [
        ("typesetting-bound", f"typesetting zubrowka {what}")
    ]
    assert "Traceback" not in capfd.readouterr().err


def fill_the_disk(*_: object) -> bytes:
    """Fail as a full disk does."""
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_said_as_everywhere(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a fault neither of the note nor of its style."""
    use_start_method("fork", monkeypatch)
    monkeypatch.setattr(pdf, "render", fill_the_disk)
    place = re.escape(tempfile.gettempdir())
    with pytest.raises(BriefingsError, match=rf"error\[unwritable-file\]: {place}: No space left on device"):
        typeset(job)


@pytest.mark.parametrize("child", ["import os; os._exit(3)", "import ctypes; ctypes.string_at(0)"])
def test_a_new_process_that_crashes_is_named(job: Job, monkeypatch: pytest.MonkeyPatch, child: str) -> None:
    """The same without forks."""
    use_start_method("new", monkeypatch)
    monkeypatch.setattr(pdf_process, "_CHILD", child)
    with pytest.raises(BriefingsError, match="typesetting zubrowka failed: it took too much memory"):
        typeset(job)


def test_a_new_process_bounds_its_memory(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """A note that takes more memory than it may is given up without forks too."""
    use_start_method("new", monkeypatch)
    with pytest.raises(BriefingsError, match=r"typesetting zubrowka .*memory"):
        typeset(replace(job, memory_limit_bytes=1 << 20))


def test_a_new_process_finds_modules_where_this_one_does(
    job: Job, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of the working folder that is named like a module is not run."""
    use_start_method("new", monkeypatch)
    (project / "pickle.py").write_text("raise SystemExit('ran')", encoding="utf-8")
    (project / "briefings.py").write_text("raise SystemExit('ran')", encoding="utf-8")
    monkeypatch.chdir(project)
    assert typeset(job).pdf.startswith(b"%PDF")


def test_what_a_library_prints_is_not_taken_for_the_note(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words on standard output of the child do no harm."""
    use_start_method("new", monkeypatch)
    noisy = (
        "import sys; sys.path[:] = sys.argv[2:]; import briefings.build.pdf_process as t; r = t._render_within_limits\n"
        "def o(j):\n print('hello', flush=True); return r(j)\nt._render_within_limits = o; t._typeset_from_stdin(int(sys.argv[1]))"
    )
    monkeypatch.setattr(pdf_process, "_CHILD", noisy)
    assert typeset(job).pdf.startswith(b"%PDF")


@WAYS
def test_a_problem_of_the_style_keeps_its_words(job: Job, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    """What is wrong with a style is told as it is by the PDF output itself."""
    use_start_method(way, monkeypatch)
    with pytest.raises(BriefingsError, match=r"refused-request.*https://far\.example/x\.png"):
        typeset(replace(job, style=job.style + "p { background: url(https://far.example/x.png) }"))


def test_one_bad_note_does_not_stop_the_others(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The note whose PDF crashes is reported by name; the other one is made."""
    add_second_partner(project)
    real = pdf.render

    def render(brief: object, *rest: object) -> pdf.PdfResult:
        if "Freedonia" in brief.title:  # type: ignore[attr-defined]
            os._exit(9)
        return real(brief, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(pdf, "render", render)
    report = build(project, workers=None, jobs=2)
    assert [problem.message for problem in report.problems] == [
        "typesetting freedonia.en failed: it took too much memory, or a library crashed"
    ]
    assert rebuilt_files(report) == {"zubrowka": ["md", "html", "pdf"]}
    assert set_files(project, "freedonia") == {}


def test_a_killed_worker_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system kills a worker the notes that it had are reported, and the next build makes them."""
    with monkeypatch.context() as patch:
        patch.setattr(pdf_process, "_typeset_in_fork", exit_abruptly)
        report = build(project, workers=None, jobs=1)
    assert [problem.code for problem in report.problems] == ["lost-worker"]
    assert set_files(project) == {}
    assert rebuilt_files(build(project)) == {"zubrowka": ["md", "html", "pdf"]}


def test_where_pdf_can_not_be_made_the_rest_is(project: Path) -> None:
    """Without Pango the other formats are made, the PDF is absent, also where there was one."""
    build(project)
    missing = EnvironmentMissingError([Diagnostic("no-pango", "no Pango")])
    replace_once(project / "facts/zubrowka/zubrowka.yaml", "share lamp oil", "share much lamp oil")
    report = build(project, workers=InlineExecutor(missing))
    assert (report.problems, [found.code for found in report.environment_problems]) == ([], ["no-pango"])
    assert rebuilt_files(report) == {"zubrowka": ["md", "html"]}
    assert list(set_files(project)) == ["manifest.json", "zubrowka.en.html", "zubrowka.en.md"]
    assert rebuilt_files(build(project)) == {"zubrowka": ["pdf"]}


def test_the_longest_note_comes_first(project: Path) -> None:
    """What takes longest is handed out first, so that no worker waits for it at the end."""
    add_second_partner(project)
    lines = "".join(
        f"- {{id: call-{n}, on: 2018-05-{n:02}, form: call, with: lantern-league, evidence: [league-charter]}}\n"
        for n in range(10, 20)
    )
    append_text(project / "facts/zubrowka/zubrowka.yaml", lines)
    workers = InlineExecutor()
    build(project, workers=workers)
    assert workers.job_names == ["zubrowka.en", "freedonia.en"]


def test_a_worker_that_started_early_typesets_the_only_note(project: Path) -> None:
    """A build of one note uses the worker that is loading already."""
    worker = InlineExecutor()
    build(project, workers=None, early_worker=worker)
    assert worker.job_names == ["zubrowka.en"]


@pytest.mark.slow
def test_a_worker_that_started_early_is_too_few_for_two_notes(project: Path) -> None:
    """A build of several notes opens as many workers as it needs, and makes all PDFs."""
    worker = InlineExecutor()
    report = build(project, workers=None, early_worker=worker, products=("brief", "card"))
    assert worker.job_names == []
    assert not report.problems
    assert sorted(name for name in set_files(project) if name.endswith(".pdf")) == [
        "zubrowka.card.en.pdf",
        "zubrowka.en.pdf",
    ]


@pytest.mark.parametrize("open_executor", [lambda folder: local_executor(1, 1, folder), early_worker])
def test_an_executor_is_all_that_is_needed(
    open_executor: Callable[[Path], AbstractContextManager[Executor]], tmp_path: Path
) -> None:
    """The workers of this machine are a plain executor, as the standard library has it."""
    with open_executor(tmp_path / "temporary") as pool:
        assert isinstance(pool, Executor)
        assert pool.submit(len, "abc").result() == 3


def test_a_note_too_long_or_too_large_is_an_error(job: Job) -> None:
    """However quickly it was typeset, a file too long or too large to use is not written."""
    for bad, words in (
        (replace(job, most_pages=0), "pages; at most 0"),
        (replace(job, most_bytes=0), "at most 0 MiB"),
    ):
        with pytest.raises(BriefingsError, match=words):
            typeset(bad)
