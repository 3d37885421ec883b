"""Script that draws the picture in the README: page 1 of the note on Tajikistan as of a fixed day.

    ./run python -m docs.picture

It needs the libraries for PDF and `pdftoppm` of Poppler.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

__all__ = ["AS_OF", "PICTURE", "draw_picture"]

PICTURE = Path(__file__).parent / "images" / "tajikistan.png"
AS_OF = "2026-11-23"
WIDTH = 920
COLOURS = 64


def draw_picture(picture: Path) -> None:
    """Draw page 1 at the width of a README, in few colours to keep the file small.

    Args:
        picture: the PNG file to write.
    """
    with tempfile.TemporaryDirectory() as folder:
        briefings = [sys.executable, "-m", "briefings", "build", "tajikistan", "--as-of", AS_OF]
        _run_checked(*briefings, "--format", "pdf", "--output", folder)
        (note,) = Path(folder).rglob("*.pdf")
        page = Path(folder, "page")
        size = ["-scale-to-x", str(WIDTH), "-scale-to-y", "-1"]
        _run_checked(
            shutil.which("pdftoppm") or "pdftoppm", "-png", "-l", "1", "-singlefile", *size, note, page
        )
        reduced = Image.open(page.with_suffix(".png")).quantize(COLOURS, dither=Image.Dither.NONE)
        reduced.save(picture, optimize=True)


def _run_checked(*command: str | Path) -> None:
    """Run a command in the project's folder; fail if it fails."""
    subprocess.run(command, check=True, cwd=PICTURE.parents[2])  # noqa: S603 - programs of our own choice


if __name__ == "__main__":
    draw_picture(PICTURE)
