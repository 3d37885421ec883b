"""Where benchmarks are made: projects of fictional partners in a folder that goes away, and commands to time."""

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
from benchmarks.timing import Taken, timed
from briefings.build.builder import Builder
from briefings.build.request import Order
from briefings.outputs.pdf import Printed
from briefings.project import Project, packaged

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Lab", "Scale", "Site"]

_ROOT = Path(__file__).parent.parent
_START = "import sys; sys.argv[0] = 'briefings'; from briefings.entry import main; main()"
_PDF_BYTES = 80_000
# The margins of our pages are not for style sheets; a page by itself needs them written.
_PAGE = "@page { margin: 16mm 15mm 17mm; font-size: 8pt } body > header, body > footer { display: none }\n"


@dataclass(frozen=True, slots=True)
class Scale:
    """How many partners and rounds.

    Attributes:
        few: partners of the smaller of two projects whose growth is compared.
        many: of the usual one.
        most: of the larger one.
        sample: PDFs that are really typeset to estimate those of all.
        rounds: of runs that take seconds.
        quick_rounds: of runs that take milliseconds.
    """

    few: int
    many: int
    most: int
    sample: int
    rounds: int
    quick_rounds: int

    @classmethod
    def of(cls, *, quick: bool) -> Scale:
        """The scale of the targets, or one for a first look."""
        return cls(10, 20, 100, 4, 3, 7) if quick else cls(100, 200, 1000, 8, 5, 15)


class _StandIn(Executor):
    """Answers at once with bytes as many as those of a PDF, where no typesetting is measured."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:  # noqa: ANN401, ARG002
        """Pretend that the job was done."""
        future: Future[Any] = Future()
        pdf = b"%PDF-1.7\n" + args[0].name.encode() + bytes(_PDF_BYTES)
        future.set_result(Printed(pdf, pages=1, sections=()))
        return future


class Site:
    """One project.

    Attributes:
        root: its folder.
        ids: of its partners.
    """

    def __init__(self, root: Path, count: int) -> None:
        self.root = root
        self.ids = partners.make(root, count)
        self._edits = itertools.count(1)

    def fill(self) -> None:
        """Bring `build/` up to date with stand-ins for PDFs; twice, so that the front door takes it as settled."""
        order = Order((), datetime.now(tz=UTC).astimezone().date())
        for _ in range(2):
            outcome = Builder(
                Project(self.root, self.root), self.root / "build", order, workers=_StandIn()
            ).run()
            assert not outcome.problems, outcome.problems  # noqa: S101 - what is measured must have been made

    def edit(self, file: str, words: str) -> str:
        """Change the first fact that bears these words, and tell the ending that sets it apart."""
        path = self.root / "facts" / file
        text = path.read_text(encoding="utf-8")
        ending = f"(edition {next(self._edits)})"
        old = re.compile(rf"{re.escape(words)}(?: \(edition \d+\))?")
        path.write_text(old.sub(f"{words} {ending}", text, count=1), encoding="utf-8")
        return ending

    def outputs(self) -> dict[str, bytes]:
        """All outputs, by path."""
        top = self.root / "build" / "internal"
        files = (path for folder in top.iterdir() if folder.name != ".sets" for path in folder.iterdir())
        return {path.relative_to(top).as_posix(): path.read_bytes() for path in files}


class Lab:
    """All projects and commands of a run."""

    def __init__(self, folder: Path, scale: Scale) -> None:
        self.folder = folder
        self.scale = scale
        self._sites: dict[int, Site] = {}
        self._fresh = itertools.count()
        self.environment = {**os.environ, "PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": ""}

    def site(self, count: int) -> Site:
        """A project of so many partners, up to date."""
        if count not in self._sites:
            self._sites[count] = Site(self.folder / f"partners-{count}", count)
            self._sites[count].fill()
        return self._sites[count]

    def site_in(self, languages: Sequence[str], count: int) -> Site:
        """A project of so many partners that writes in several languages; nothing is built of it yet."""
        site = Site(self.folder / f"languages-{count}", count)
        house = site.root / "facts" / "house.yaml"
        text = house.read_text(encoding="utf-8")
        listed = f"languages: [{', '.join(languages)}]\nwritten: en"
        house.write_text(re.sub(r"^languages: .*$", listed, text, flags=re.MULTILINE), encoding="utf-8")
        return site

    def fresh(self) -> Path:
        """A folder that does not exist yet."""
        return self.folder / f"output-{next(self._fresh)}"

    def run(self, *command: str, folder: Path | None = None) -> Taken:
        """Time a command."""
        return timed(command, folder or self.folder, self.environment)

    def python(self, *arguments: str, folder: Path | None = None) -> Taken:
        """Time this Python with arguments."""
        return self.run(sys.executable, *arguments, folder=folder)

    def bare(self) -> Taken:
        """Time Python that does nothing."""
        return self.python("-I", "-c", "pass")

    def briefings(self, site: Site, *arguments: str) -> Taken:
        """Time Briefings in a project; it is started as its entry point does, without pip's wrapper."""
        return self.python("-c", _START, *arguments, folder=site.root)

    def anew(self, site: Site, *arguments: str) -> Taken:
        """Time a build into a folder of its own, which then goes away."""
        output = self.fresh()
        taken = self.briefings(site, "build", *arguments, "--output", str(output))
        shutil.rmtree(output)
        return taken

    def page(self, site: Site, partner: str) -> Path:
        """The published page of a note with the style sheet for print, and its fonts beside it."""
        folder = self.folder / "page"
        folder.mkdir(exist_ok=True)
        templates = packaged() / "templates"
        for font in (templates / "fonts").glob("*.ttf"):
            shutil.copy(font, folder)
        style = (templates / "print.css").read_text(encoding="utf-8").replace("briefings:", "") + _PAGE
        html = (site.root / "build" / "internal" / partner / f"{partner}.en.html").read_text(encoding="utf-8")
        # What stands in the margins of a page is at the end of its own style, and stays.
        before, margins, after = re.split(r"(?<=<style>).*\n(@page .*\n)(?=</style>)", html, flags=re.DOTALL)
        page = folder / f"{partner}.html"
        page.write_text(before + style + margins + after, encoding="utf-8")
        return page

    @staticmethod
    def has(peer: str) -> bool:
        """Whether a peer is installed: a module, or a program."""
        return importlib.util.find_spec(peer) is not None or shutil.which(peer) is not None
