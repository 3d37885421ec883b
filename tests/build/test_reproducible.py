"""Tests of reproducibility: the same inputs and day give the same bytes in any surroundings."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.builds import REPOSITORY, set_files
from tests.support.notes import FICTIONAL

pytestmark = pytest.mark.slow

NUMBER = int(os.environ.get("BRIEFINGS_VARIATIONS", "3"))
PLACES = ("plain", "with space", "проект", "Қалъа ё", "日本", "quote's")


def build_copy(  # noqa: PLR0913 - what may vary
    folder: Path, *, seed: str, zone: str, locale: str, mask: int, jobs: int, elsewhere: bool
) -> dict[str, bytes]:
    """Build a copy of the project, and return the files of the set."""
    project = Path(shutil.copytree(FICTIONAL, folder / "project"))
    env = {
        **os.environ,
        "PYTHONPATH": str(REPOSITORY),
        "PYTHONHASHSEED": seed,
        "TZ": zone,
        "LC_ALL": locale,
        "LANG": locale,
    }
    subprocess.run(
        [sys.executable, "-m", "briefings", "build", "--as-of", "2019-06-01", "--jobs", str(jobs), "--project", project],
        cwd=folder if elsewhere else project, env=env, umask=mask, check=True, capture_output=True,
    )  # fmt: skip
    return set_files(project, "zubrowka@2019-06-01")


def test_surroundings_change_no_byte(tmp_path: Path) -> None:
    """Hash seed, locale, time zone, folders, umask and number of jobs change no byte of any output."""
    dice = random.Random(7)
    sets = []
    for number in range(NUMBER):
        folder = tmp_path / str(number) / PLACES[number % len(PLACES)]
        folder.mkdir(parents=True)
        sets.append(
            build_copy(
                folder,
                seed=str(dice.randrange(2**32)),
                zone=dice.choice(["UTC", "Asia/Dushanbe", "America/Los_Angeles", "Pacific/Kiritimati"]),
                locale=dice.choice(["C", "C.UTF-8", "POSIX", "de_DE.UTF-8", "tr_TR.UTF-8"]),
                mask=dice.choice([0o022, 0o077, 0o002, 0o027]),
                jobs=dice.choice([1, 2, 3]),
                elsewhere=dice.random() < 0.5,
            )
        )
    assert set(sets[0]) == {
        "manifest.json",
        *(f"zubrowka.en.2019-06-01.{form}" for form in ("md", "html", "pdf")),
    }
    assert all(files == sets[0] for files in sets)
