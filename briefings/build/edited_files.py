"""What people changed by hand, or put there, in the folder of a set: copied away before the set is made again.

Finished files are not the place to write in, but somebody will, on the evening before the meeting.
"""

from __future__ import annotations

import hashlib
import itertools
import shutil
from typing import TYPE_CHECKING

from briefings.build.manifest import files_in
from briefings.build.store import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefings.build.store import Shelf

__all__ = ["EDITED", "keep"]

EDITED = "edited"
"""The folder in the build folder that has the copies; nothing in it is ever replaced or taken away."""


def keep(shelf: Shelf, name: str, output: Path) -> list[Path]:
    """Copy what is in the current set of a name and was not written so by Briefings; gives the copies.

    Args:
        shelf: where the set is.
        name: of the set.
        output: the build folder.

    Raises:
        OSError: if a copy can't be written; the set is as it was.
    """
    folder = shelf.current(name)
    if folder is None:
        return []
    return [_copied(path, output / EDITED / name) for path in _by_hand(folder)]


def _by_hand(folder: Path) -> Iterator[Path]:
    """What is in a folder and not as its manifest says; all of it where that can't be read."""
    try:
        written = files_in((folder / MANIFEST).read_bytes())
    except (OSError, ValueError):
        written = {}
    for path in sorted(folder.iterdir()):
        plain = path.is_file() and not path.is_symlink()
        if path.name != MANIFEST and not (plain and _digest(path) == written.get(path.name)):
            yield path


def _copied(path: Path, home: Path) -> Path:
    home.mkdir(parents=True, exist_ok=True)
    plain = path.is_file() and not path.is_symlink()
    for number in itertools.count(1):
        copy = home / (f"{path.stem}-{number}{path.suffix}" if number > 1 else path.name)
        if not (copy.exists() or copy.is_symlink()):
            break
        # Of a build that was interrupted, or was tried before.
        if plain and copy.is_file() and _digest(copy) == _digest(path):
            return copy
    if path.is_dir() and not path.is_symlink():
        shutil.copytree(path, copy, symlinks=True)
    else:
        shutil.copy2(path, copy, follow_symlinks=False)
    return copy


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
