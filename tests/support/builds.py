"""Builds for tests: a project to change at will, with PDFs that cost nothing."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from concurrent.futures import Executor, Future
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefings import fastpath
from briefings.build import fingerprints
from briefings.build.builder import Builder
from briefings.build.request import Order
from briefings.model.facts import AUDIENCE
from briefings.outputs.pdf import Printed
from briefings.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from briefings.build.pdf_pool import Job
    from briefings.build.report import Outcome

__all__ = [
    "CODE", "DAY", "Inline", "append", "build", "command", "front_door", "manifest", "names_made", "reasons",
    "second_partner", "set_of", "swap", "tree",
]  # fmt: skip

DAY = date(2019, 6, 1)
CODE = Path(__file__).parents[2]


class Inline(Executor):
    """Typesets here and now, into bytes that differ where a PDF would; `names` says what it was given.

    Each note has so many pages, nearly all of them taken by one section.
    """

    def __init__(self, fault: BaseException | None = None, pages: int = 1) -> None:
        self.names: list[str] = []
        self.fault = fault
        self.pages = pages

    def submit(self, _fn: Callable[..., Any], job: Job, /, *_: object, **__: object) -> Future[Any]:  # type: ignore[override]
        """Typeset a job."""
        self.names.append(job.name)
        future: Future[Any] = Future()
        if self.fault:
            future.set_exception(self.fault)
            return future
        fonts = {name: hashlib.sha256(data).hexdigest() for name, data in job.fonts.items()}
        paper = (fingerprints.paper_of(job.brief), fingerprints.look_of(job.brief))
        pdf = fingerprints.of((paper, job.style, fonts)).encode()
        sections = (("At a glance", 0.1), ("Background", self.pages - 0.2))
        future.set_result(Printed(pdf, self.pages, sections))
        return future


def build(project: Path, day: date = DAY, output: Path | None = None, **options: Any) -> Outcome:  # noqa: ANN401 - those of an order and of a builder
    """Build a project, by default all of it and with PDFs of `Inline`."""
    order = {
        name: options.pop(name)
        for name in (
            "subjects",
            "dated",
            "products",
            "languages",
            "about",
            "formats",
            "occasion",
            "number",
            "contacts",
            "as_made",
        )
        if name in options
    }
    options.setdefault("workers", Inline())
    made = replace(Order((), day), **order)
    return Builder(Project(project, project), output or project / "build", made, **options).run()


def names_made(outcome: Outcome) -> dict[str, list[str]]:
    """What was made again, by set: formats, with what tells their note from the standard one."""
    return {
        made.name: [f"{file.note} {file.form}".lstrip() for file in made.files if file.reasons]
        for made in outcome.made
        if made.changed
    }


def reasons(outcome: Outcome, name: str = "zubrowka") -> dict[str, list[str]]:
    """Why each file of a set was made again: by format, with what tells its note from the standard one."""
    return {
        f"{file.note} {file.form}".lstrip(): list(file.reasons)
        for made in outcome.made
        if made.name == name
        for file in made.files
        if file.reasons
    }


def set_of(project: Path, name: str = "zubrowka") -> dict[str, bytes]:
    """The files of a set, by name."""
    folder = project / "build" / AUDIENCE / name
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())} if folder.is_dir() else {}


def manifest(project: Path, name: str = "zubrowka") -> Any:  # noqa: ANN401 - JSON
    """The manifest of a set."""
    return json.loads(set_of(project, name)["manifest.json"])


def tree(folder: Path) -> dict[str, tuple[int, int, bytes | str]]:
    """All that is in a folder, with times."""
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


def swap(path: Path, old: str, new: str) -> None:
    """Replace words of a file that are there once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def append(path: Path, text: str) -> None:
    """Add to the end of a file."""
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def second_partner(project: Path, name: str = "freedonia") -> None:
    """Give a project another partner, with the same facts as the first."""
    text = (project / "facts/zubrowka/zubrowka.yaml").read_text(encoding="utf-8")
    folder = project / "facts" / name
    folder.mkdir()
    (folder / f"{name}.yaml").write_text(
        text.replace("zubrowka", name).replace("Zubrowka", name.capitalize()), encoding="utf-8"
    )


def command(
    folder: Path, *arguments: str, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `briefings` in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "briefings", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(CODE), "LC_ALL": "C.UTF-8", **(env or {})},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def front_door(project: Path, day: date) -> int:
    """What the front door says of a project on a day."""
    here, now = Path.cwd(), time.localtime
    time.localtime = lambda *_: day.timetuple()
    try:
        return fastpath.is_current(str(project))
    finally:
        time.localtime = now
        os.chdir(here)
