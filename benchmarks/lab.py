"""Temporary projects of fictional partners for benchmarks, and commands to time in them."""

from __future__ import annotations

import importlib.util
import itertools
import os
import re
import shutil
import sys
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import partners
from benchmarks.timing import Measurement, time_command
from briefings.build.builder import build_notes
from briefings.build.plan import BuildOptions
from briefings.build.request import BuildRequest
from briefings.outputs.pdf import PdfResult
from briefings.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["START_SCRIPT", "Lab", "Scale", "Site"]

_ROOT = Path(__file__).parent.parent
START_SCRIPT = "import sys; sys.argv[0] = 'briefings'; from briefings.entry import main; main()"
_PDF_BYTES = 80_000
# Briefings sets the page margins outside its style sheets; a page typeset on its own needs them here.


@dataclass(frozen=True, slots=True)
class Scale:
    """Numbers of partners and rounds.

    Attributes:
        few_partners: in the smaller of two projects whose growth is compared.
        many_partners: in the usual project.
        most_partners: in the larger project.
        pdf_sample: PDFs that are really typeset, to estimate the time for all.
        rounds: for runs that take seconds.
        quick_rounds: for runs that take milliseconds.
    """

    few_partners: int
    many_partners: int
    most_partners: int
    pdf_sample: int
    rounds: int
    quick_rounds: int

    @classmethod
    def choose(cls, *, quick: bool) -> Scale:
        """Return the scale that the targets are set for, or a smaller one for a first look."""
        return cls(10, 20, 100, 4, 3, 7) if quick else cls(100, 200, 1000, 8, 5, 15)


class _StandInExecutor(Executor):
    """An executor that returns at once as many bytes as a PDF has, where typesetting is not measured."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:  # noqa: ANN401, ARG002
        """Return a future that is already done."""
        future: Future[Any] = Future()
        pdf = b"%PDF-1.7\n" + args[0].name.encode() + bytes(_PDF_BYTES)
        future.set_result(PdfResult(pdf, page_count=1, section_lengths=()))
        return future


class Site:
    """A project of fictional partners.

    Attributes:
        root: its folder.
        ids: ids of its partners.
    """

    def __init__(self, root: Path, count: int) -> None:
        self.root = root
        self.ids = partners.make_project(root, count)
        self._edit_numbers = itertools.count(1)

    def build_with_stand_ins(self) -> None:
        """Bring `build/` up to date with stand-ins for PDFs.

        It builds twice, so that the fast path finds files old enough to trust their times.
        """
        request = BuildRequest((), datetime.now(tz=UTC).astimezone().date())
        options = BuildOptions(workers=_StandInExecutor(), words=())
        for _ in range(2):
            report = build_notes(Project(self.root, self.root), self.root / "build", request, options)
            assert not report.problems, report.problems  # noqa: S101 - only a successful build may be measured

    def edit_fact(self, file: str, words: str) -> str:
        """Change the first fact that contains these words, and return the ending that makes it unique."""
        path = self.root / "facts" / file
        text = path.read_text(encoding="utf-8")
        ending = f"(edition {next(self._edit_numbers)})"
        old = re.compile(rf"{re.escape(words)}(?: \(edition \d+\))?")
        path.write_text(old.sub(f"{words} {ending}", text, count=1), encoding="utf-8")
        return ending

    def outputs(self) -> dict[str, bytes]:
        """Return the content of all outputs, by path."""
        top = self.root / "build" / "internal"
        files = (path for folder in top.iterdir() if folder.name != ".sets" for path in folder.iterdir())
        return {path.relative_to(top).as_posix(): path.read_bytes() for path in files}


class Lab:
    """All projects and commands of a run."""

    def __init__(self, folder: Path, scale: Scale) -> None:
        self.folder = folder
        self.scale = scale
        self._sites: dict[int, Site] = {}
        self._output_numbers = itertools.count()
        self.environment = {**os.environ, "PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": ""}

    def site(self, count: int) -> Site:
        """Return a project with this number of partners, up to date; it is created once."""
        if count not in self._sites:
            self._sites[count] = Site(self.folder / f"partners-{count}", count)
            self._sites[count].build_with_stand_ins()
        return self._sites[count]

    def make_multilingual_site(self, languages: Sequence[str], count: int) -> Site:
        """Create a project that writes in several languages; nothing is built in it yet."""
        site = Site(self.folder / f"languages-{count}", count)
        house = site.root / "facts" / "house.yaml"
        text = house.read_text(encoding="utf-8")
        listed = f"languages: [{', '.join(languages)}]\nwritten: en"
        house.write_text(re.sub(r"^languages: .*$", listed, text, flags=re.MULTILINE), encoding="utf-8")
        return site

    def make_marked_site(self, count: int) -> Site:
        """Create a project whose partners have facts that the audience `outer` may not see; nothing is built in it yet."""
        site = Site(self.folder / f"marked-{count}", count)
        for id_ in site.ids:
            lines = [
                f"- {{id: inner-{number}, valid: 2001/.., text: The Quillfeather plan number {number} stays at home., "
                "evidence: [league-yearbook]}"
                for number in range(10)
            ]
            text = "\n".join(["marking: INNER", "statements:", *lines, ""])
            (site.root / "facts" / id_ / "inner.yaml").write_text(text, encoding="utf-8")
        return site

    def new_output_folder(self) -> Path:
        """Return the path of a folder that does not exist yet."""
        return self.folder / f"output-{next(self._output_numbers)}"

    def time_command(self, *command: str, folder: Path | None = None) -> Measurement:
        """Time a command."""
        return time_command(command, folder or self.folder, self.environment)

    def time_python(self, *arguments: str, folder: Path | None = None) -> Measurement:
        """Time this Python with arguments."""
        return self.time_command(sys.executable, *arguments, folder=folder)

    def time_bare_python(self) -> Measurement:
        """Time a Python that does nothing."""
        return self.time_python("-I", "-c", "pass")

    def time_briefings(self, site: Site, *arguments: str) -> Measurement:
        """Time Briefings in a project, started like its entry point but without pip's wrapper."""
        return self.time_python("-c", START_SCRIPT, *arguments, folder=site.root)

    def time_clean_build(self, site: Site, *arguments: str) -> Measurement:
        """Time a build into a new folder, and delete the folder."""
        output = self.new_output_folder()
        measurement = self.time_briefings(site, "build", *arguments, "--output", str(output))
        shutil.rmtree(output)
        return measurement

    def write_print_page(self, site: Site, partner: str) -> Path:
        """Copy the published page of a note, which holds its style for print and its fonts."""
        folder = self.folder / "page"
        folder.mkdir(exist_ok=True)
        published = site.root / "build" / "internal" / partner / f"{partner}.en.html"
        return Path(shutil.copy(published, folder / f"{partner}.html"))

    @staticmethod
    def has_peer(peer: str) -> bool:
        """Return whether a peer is installed, as a module or as a program."""
        return importlib.util.find_spec(peer) is not None or shutil.which(peer) is not None
