"""Script that takes the pictures of the live page in these pages, of the sample house on 1 June 2026.

    ./run python -m docs.live_pictures

It needs the extra `serve`, Node.js, Chromium, and the packages of `tests/browser/`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlencode

from PIL import Image

from docs.picture import IMAGES

__all__ = ["LIVE_PICTURES"]

_ROOT = Path(__file__).parent.parent
_WIDTH, _HEIGHT = 1280, 800
_PAGE_WIDTH, _COLOURS = 1000, 96

_CONTACT = {
    "partner": "graustark",
    "k.form.0": "call",
    "k.on.0": "28 May 2026",
    "k.with.0": "Concord of Rivers",
    "k.theirs.0.person": "Gaspon Halfont",
    "k.topics.0": "Gauges on the lower river",
    "k.evidence.0.new-title": "Call with the foreign minister",
    "k.evidence.0.new-publisher": "Concord of Rivers",
    "k.evidence.0.new-published": "28 May 2026",
}
"""A form as someone has filled it in."""

LIVE_PICTURES = {
    "live-page.png": "/note/graustark?day=2026-06-01&sentence=6",
    "live-desk.png": "/?day=2026-06-01",
    "live-terms.png": "/entry/concord-envoy?day=2026-06-01",
    "live-form.png": f"/add/contact?{urlencode(_CONTACT)}",
    "live-inbox.png": "/inbox",
}
"""The address that each picture shows, by the name of its file in `docs/images/`."""

_KEYS = {"live-inbox.png": "j,j,h"}
"""The keys to press before a picture is taken."""


def _take_pictures() -> None:
    """Serve the sample house, and take all pictures of it, in few colours to keep the files small."""
    with tempfile.TemporaryDirectory() as folder:
        house = Path(folder, "sample")
        briefings = (sys.executable, "-m", "briefings")
        subprocess.run([*briefings, "init", str(house)], check=True, cwd=_ROOT)  # noqa: S603 - our own program
        command = [*briefings, "serve", "--no-open", "--project", str(house)]
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        with subprocess.Popen(  # noqa: S603 - our own program
            command, cwd=_ROOT, stdout=subprocess.PIPE, text=True, env=environment
        ) as server:
            assert server.stdout  # noqa: S101 - asked for above
            entrance = server.stdout.readline().strip()
            for name, address in LIVE_PICTURES.items():
                _take_picture(
                    IMAGES / name, entrance, entrance.partition("/?")[0] + address, _KEYS.get(name, "")
                )
            server.terminate()


def _take_picture(path: Path, entrance: str, address: str, keys: str) -> None:
    """Write the picture of one page, once some keys are pressed."""
    node = shutil.which("node") or "node"
    size = ("--width", str(_WIDTH), "--height", str(_HEIGHT), "--keys", keys)
    script = str(_ROOT / "tests" / "browser" / "live.mjs")
    subprocess.run([node, script, *size, str(path), entrance, address], check=True)  # noqa: S603 - our own script
    with Image.open(path) as image:
        small = image.convert("RGB").resize((_PAGE_WIDTH, image.height * _PAGE_WIDTH // image.width))
        few = small.quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


if __name__ == "__main__":
    _take_pictures()
