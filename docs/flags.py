"""Script that copies the packaged flags: one small SVG per country of ISO 3166-1.

    npm pack flag-icons@7.5.0 && tar xzf flag-icons-7.5.0.tgz
    npm install --no-save svgo@4.0.0
    PATH=$PATH:node_modules/.bin ./run python -m docs.flags package

The flags are those of flag-icons, in the shape 4 to 3. Most files stay as they are. A few with a detailed coat of arms
have more than 40 kB, which every note with the flag would carry; SVGO rounds their coordinates to whole units. A flag is
640 units wide, and a note shows it 13 mm wide, so no one can see the difference.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

__all__ = ["FOLDER"]

FOLDER = Path(__file__).parent.parent / "templates" / "flags"
LARGE_SIZE = 40_000
SVGO_SETTINGS = "export default { multipass: true, floatPrecision: 0 };\n"


def copy_flags(package: Path) -> None:
    """Copy the flag of each country from the unpacked package flag-icons."""
    FOLDER.mkdir(exist_ok=True)
    for country in json.loads((package / "country.json").read_text(encoding="utf-8")):
        if not country["iso"]:
            continue
        flag = FOLDER / f"{country['code'].upper()}.svg"
        shutil.copyfile(package / country["flag_4x3"], flag)
        if flag.stat().st_size > LARGE_SIZE:
            _simplify(flag)


def _simplify(flag: Path) -> None:
    """Round the coordinates of a flag to whole units."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder, "svgo.config.mjs")
        settings.write_text(SVGO_SETTINGS, encoding="utf-8")
        command: list[str | Path] = [shutil.which("svgo") or "svgo", "--quiet", "--config", settings]
        subprocess.run([*command, "--input", flag], check=True)  # noqa: S603 - a program of our own choice


if __name__ == "__main__":
    copy_flags(Path(sys.argv[1]))
