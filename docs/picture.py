"""Script that draws the pictures of notes in these pages: the brief on Tajikistan, and notes of the sample house.

    ./run python -m docs.picture

It needs the libraries for PDF and `pdftoppm` of Poppler.
`docs/images/brief-before.png` is a page of version 0.2.0; this version cannot draw it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

__all__ = ["IMAGES", "PICTURES", "Picture", "draw_picture"]

IMAGES = Path(__file__).parent / "images"
PAGE_WIDTH = 470
COLOURS = 96
GAP = 20


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the pages of some notes, side by side.

    Attributes:
        name: the name of the PNG file in `docs/images/`.
        is_sample: whether the notes are those of a sample house, not of the facts of this project.
        notes: the arguments of `briefings build` for each note.
        page_count: how many pages of each note it shows.
    """

    name: str
    is_sample: bool
    notes: tuple[tuple[str, ...], ...]
    page_count: int = 1


PICTURES = (
    Picture("tajikistan.png", False, (("tajikistan", "--as-of", "2026-11-23"),), page_count=2),
    Picture("brief-after.png", False, (("tajikistan", "--as-of", "2026-11-23"),)),
    Picture(
        "graustark.png",
        True,
        (
            ("graustark", "--as-of", "2026-06-01"),
            ("graustark", "--as-of", "2026-06-01", "--product", "scenario", "--about", "edelweiss-2027"),
        ),
    ),
)


def draw_picture(picture: Picture) -> None:
    """Write a picture of some pages, in few colours to keep the file small."""
    with tempfile.TemporaryDirectory() as folder:
        project = IMAGES.parents[1]
        if picture.is_sample:
            project = Path(folder, "sample")
            _run_checked(IMAGES.parents[1], sys.executable, "-m", "briefings", "init", str(project))
        pages = []
        for index, arguments in enumerate(picture.notes):
            output = Path(folder, str(index))
            build = (sys.executable, "-m", "briefings", "build", *arguments, "--format", "pdf")
            _run_checked(project, *build, "--output", str(output))
            (note,) = output.rglob("*.pdf")
            pages += _draw_pages(note, picture.page_count)
        _join_pages(pages).save(IMAGES / picture.name, optimize=True)


def _draw_pages(note: Path, count: int) -> list[Image.Image]:
    """Return the first pages of a PDF as images."""
    size = ("-scale-to-x", str(PAGE_WIDTH), "-scale-to-y", "-1")
    program = shutil.which("pdftoppm") or "pdftoppm"
    _run_checked(note.parent, program, "-png", "-l", str(count), *size, str(note), "page")
    return [Image.open(path) for path in sorted(note.parent.glob("page*.png"))]


def _join_pages(pages: list[Image.Image]) -> Image.Image:
    """Return pages side by side on a grey ground."""
    width = sum(page.width + GAP for page in pages) + GAP
    joined = Image.new("RGB", (width, max(page.height for page in pages) + 2 * GAP), "#d9dde1")
    for index, page in enumerate(pages):
        joined.paste(page, (GAP + index * (PAGE_WIDTH + GAP), GAP))
    return joined.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)


def _run_checked(folder: Path, *command: str) -> None:
    """Run a command in a folder; fail if it fails."""
    subprocess.run(command, check=True, cwd=folder)  # noqa: S603 - programs of our own choice


if __name__ == "__main__":
    for each in PICTURES:
        draw_picture(each)
