"""Helpers for tests of builds: a project to change, with PDFs that cost nothing."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import Executor, Future
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefings import fastpath
from briefings.build.brief_hashes import look_hash, paper_hash
from briefings.build.builder import build_notes
from briefings.build.plan import BuildOptions
from briefings.build.request import BuildRequest
from briefings.compose.note_options import NoteOptions
from briefings.model.hashing import content_hash
from briefings.model.house import DEFAULT_AUDIENCE
from briefings.outputs.pdf import PdfResult
from briefings.project import Project
from tests.support.notes import make_request
from tests.support.warm_commands import warm_program

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from briefings.build.pdf_job import Job
    from briefings.build.report import BuildReport

__all__ = [
    "DAY",
    "OWN",
    "REPOSITORY",
    "InlineExecutor",
    "add_second_partner",
    "age_files",
    "append_text",
    "build",
    "clean_build",
    "folder_snapshot",
    "load_manifest",
    "rebuild_reasons",
    "rebuilt_files",
    "replace_once",
    "run_briefings",
    "run_fastpath",
    "set_files",
]  # fmt: skip

DAY = date(2019, 6, 1)
OWN = "facts/zubrowka/zubrowka.yaml"
REPOSITORY = Path(__file__).parents[2]


class InlineExecutor(Executor):
    """An executor that typesets at once, into bytes that differ where a PDF would.

    Each note has the same number of pages, nearly all of them in one section.

    Attributes:
        job_names: names of the jobs that it was given.
        error: raised by every job; None for success.
        pages: number of pages of each note.
        missing_letters: the letters of each note that no font has.
    """

    def __init__(self, error: BaseException | None = None, pages: int = 1, missing_letters: str = "") -> None:
        self.job_names: list[str] = []
        self.missing_letters = missing_letters
        self.error = error
        self.pages = pages

    def submit(self, _fn: Callable[..., Any], job: Job, /, *_: object, **__: object) -> Future[Any]:  # type: ignore[override]
        """Typeset a job."""
        self.job_names.append(job.name)
        future: Future[Any] = Future()
        if self.error:
            future.set_exception(self.error)
            return future
        fonts = {name: hashlib.sha256(data).hexdigest() for name, data in job.fonts.items()}
        paper = (paper_hash(job.brief), look_hash(job.brief))
        pdf = content_hash((paper, job.style, fonts)).encode()
        sections = (("At a glance", 0.1), ("Background", self.pages - 0.2))
        future.set_result(PdfResult(pdf, self.pages, sections, self.missing_letters))
        return future


def build(project: Path, day: date = DAY, output: Path | None = None, **options: Any) -> BuildReport:  # noqa: ANN401 - of `BuildRequest` and `BuildOptions`
    """Build a project; by default all of it, with PDFs of `InlineExecutor`."""
    request_fields = {field.name for kind in (BuildRequest, NoteOptions) for field in fields(kind)}
    requested: dict[str, Any] = {name: options.pop(name) for name in request_fields & options.keys()}
    if not requested and output is None:
        options.setdefault("words", ())
    request = make_request(requested.pop("subjects", ()), requested.pop("as_of", day), **requested)
    options.setdefault("workers", InlineExecutor())
    return build_notes(
        Project(project, project), output or project / "build", request, BuildOptions(**options)
    )


def clean_build(project: Path, day: date = DAY, **options: Any) -> dict[str, dict[str, bytes]]:  # noqa: ANN401 - those of an order
    """Return the files that a build from scratch writes, by set."""
    with tempfile.TemporaryDirectory() as folder:
        build(project, day, output=Path(folder), **options)
        return {
            path.name: {file.name: file.read_bytes() for file in path.iterdir()}
            for path in (Path(folder) / "internal").iterdir()
            if not path.name.startswith(".")
        }


def rebuilt_files(report: BuildReport) -> dict[str, list[str]]:
    """Return the files that were rebuilt, by set.

    Each is given as its format, preceded by what distinguishes its note from the standard one.
    """
    return {
        str(made.name): [
            f"{file.note_description} {file.file_format}".lstrip() for file in made.files if file.reasons
        ]
        for made in report.sets
        if made.has_changed
    }


def rebuild_reasons(report: BuildReport, name: str = "zubrowka") -> dict[str, list[str]]:
    """Return why each file of a set was rebuilt: by format, after what distinguishes its note from the standard one."""
    return {
        f"{file.note_description} {file.file_format}".lstrip(): list(file.reasons)
        for made in report.sets
        if str(made.name) == name
        for file in made.files
        if file.reasons
    }


def set_files(project: Path, name: str = "zubrowka") -> dict[str, bytes]:
    """Return the content of the files of a set, by name."""
    folder = project / "build" / DEFAULT_AUDIENCE / name
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())} if folder.is_dir() else {}


def load_manifest(project: Path, name: str = "zubrowka") -> Any:  # noqa: ANN401 - JSON
    """Return the manifest of a set."""
    return json.loads(set_files(project, name)["manifest.json"])


def folder_snapshot(folder: Path) -> dict[str, tuple[int, int, bytes | str]]:
    """Return everything in a folder: mode, modification time and content, by path."""
    found: dict[str, tuple[int, int, bytes | str]] = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        content: bytes | str = ""
        if path.is_symlink():
            content = str(path.readlink())
        elif path.is_file():
            content = path.read_bytes()
        found[path.relative_to(folder).as_posix()] = (status.st_mode, status.st_mtime_ns, content)
    return found


def replace_once(path: Path, old: str, new: str) -> None:
    """Replace a text in a file, in which it must occur once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def append_text(path: Path, text: str) -> None:
    """Add text to the end of a file."""
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def add_second_partner(project: Path, name: str = "freedonia") -> None:
    """Add another partner to a project, with the same facts as the first."""
    text = (project / "facts/zubrowka/zubrowka.yaml").read_text(encoding="utf-8")
    folder = project / "facts" / name
    folder.mkdir()
    (folder / f"{name}.yaml").write_text(
        text.replace("zubrowka", name).replace("Zubrowka", name.capitalize()), encoding="utf-8"
    )


def age_files(project: Path) -> None:
    """Make the files of a project old enough to trust their times."""
    for path in (project, *project.rglob("*")):
        if "build" not in path.parts:
            os.utime(path, ns=(10**18 + 1, 10**18 + 1))
    time.sleep(0.06)  # nothing sets the time at which their state changed


def run_briefings(
    folder: Path, *arguments: str, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `briefings` in a folder, in its own process: a warm one, unless Python itself is to be told something."""
    is_plain = not any(name.startswith("PYTHON") for name in env or ())
    program = warm_program() if is_plain else [sys.executable, "-m"]
    return subprocess.run(
        [*program, "briefings", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "LC_ALL": "C.UTF-8", **(env or {})},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def run_fastpath(project: Path, day: date, *words: str) -> int:
    """Return what the fast path reports for a project on a day: the number of current notes, or 0 if it cannot tell."""
    with contextlib.chdir(project):
        return fastpath.count_current_notes([*words], day.isoformat())
