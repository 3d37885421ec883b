"""Draws the picture in the README anew: page 1 of the note on Tajikistan as of a fixed day.

    ./run python -m docs.picture

It needs what PDF needs, and `pdftoppm` of Poppler.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

__all__ = ["AS_OF", "PICTURE", "draw"]

PICTURE = Path(__file__).parent / "images" / "tajikistan.png"
AS_OF = "2026-11-23"
WIDTH = 920
COLOURS = 64


def draw(picture: Path) -> None:
    """Draw page 1, as wide as a README is read, in few colours so that the file is small.

    Args:
        picture: the PNG file to write.
    """
    with tempfile.TemporaryDirectory() as folder:
        briefings = [sys.executable, "-m", "briefings", "build", "tajikistan", "--as-of", AS_OF]
        _run(*briefings, "--format", "pdf", "--output", folder)
        (note,) = Path(folder).rglob("*.pdf")
        page = Path(folder, "page")
        size = ["-scale-to-x", str(WIDTH), "-scale-to-y", "-1"]
        _run(shutil.which("pdftoppm") or "pdftoppm", "-png", "-l", "1", "-singlefile", *size, note, page)
        few = Image.open(page.with_suffix(".png")).quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(picture, optimize=True)


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True, cwd=PICTURE.parents[2])  # noqa: S603 - programs of our own choice


if __name__ == "__main__":
    draw(PICTURE)
