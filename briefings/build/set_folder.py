"""The folder of one version of a set: named by the hash of its files, written once, and never changed."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from briefings.loading.files import read_file, sync_folder
from briefings.model.hashing import chunks_hash

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "UNFINISHED_PREFIX",
    "delete",
    "free_folder",
    "hash_in_name",
    "holds_exactly",
    "set_hash",
    "write_set",
]

UNFINISHED_PREFIX = ".making-"
"""How the names of files and folders begin that are not complete yet."""


def set_hash(files: Mapping[str, bytes]) -> str:
    """Return the hash of a set of files: SHA-256, the first 32 hexadecimal digits."""
    return chunks_hash(
        chunk for name in sorted(files) for chunk in (f"{name}\0{len(files[name])}\0".encode(), files[name])
    )


def hash_in_name(folder_name: str) -> str:
    """Return the hash in the name of a set folder, without the number that tells damaged copies apart."""
    return folder_name.partition("-")[0]


def free_folder(home: Path, files: Mapping[str, bytes]) -> Path:
    """Return a folder that already holds exactly these files, or a free one.

    A folder that readers may be using is never written into.
    """
    hash_ = set_hash(files)
    names_to_try = itertools.chain([hash_], (f"{hash_}-{number}" for number in itertools.count(2)))
    return next(
        place
        for place in (home / name for name in names_to_try)
        if not (place.exists() or place.is_symlink()) or holds_exactly(place, files)
    )


def holds_exactly(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Return whether a folder holds these files, unchanged, and no others."""
    try:
        names = {path.name for path in folder.iterdir()}
        return names == set(files) and all(read_file(folder / name) == data for name, data in files.items())
    except OSError:
        return False


def write_set(home: Path, final_folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files into a temporary folder, sync it, and rename it to its final name."""
    unfinished = Path(tempfile.mkdtemp(dir=home, prefix=UNFINISHED_PREFIX))
    try:
        unfinished.chmod(0o777 & ~_current_umask())
        _write_synced({unfinished / name: data for name, data in files.items()})
        sync_folder(unfinished)
        unfinished.rename(final_folder)
        sync_folder(home)
    except BaseException:
        delete(unfinished)
        raise


def delete(path: Path) -> None:
    """Delete a file, link or folder, if it exists."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _write_synced(files: Mapping[Path, bytes]) -> None:
    """Write files, then force them to disk: the system has least to wait for when it knows of all of them."""
    with contextlib.ExitStack() as stack:
        written = [stack.enter_context(path.open("wb")) for path in files]
        for file, data in zip(written, files.values(), strict=True):
            file.write(data)
            file.flush()
        for file in written:
            os.fsync(file.fileno())


def _current_umask() -> int:
    """Return the umask of this process; the system can only be asked by setting another one."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
