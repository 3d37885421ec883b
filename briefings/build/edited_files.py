"""Backups of files that users edited or added in the folder of a set, made before the set is replaced.

Outputs are not meant to be edited, but users do it under time pressure, and a build must not lose their work.
The copies are beside the folders of the audiences, not in them: no one has looked at what was written into them.
"""

from __future__ import annotations

import itertools
import shutil
from typing import TYPE_CHECKING

from briefings.build.manifest import read_file_hashes
from briefings.build.store import MANIFEST_NAME, refuse_links
from briefings.loading.files import read_file
from briefings.model.hashing import file_hash
from briefings.model.house import EDITED_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefings.build.request import SetName
    from briefings.build.store import OutputStore

__all__ = ["back_up_edits"]


def back_up_edits(output_store: OutputStore, name: SetName) -> list[Path]:
    """Copy the edited and added files of a current set, and return the paths of the copies.

    The copies are in `edited/AUDIENCE/SET` of the build folder; Briefings never replaces or removes anything there.

    Args:
        output_store: has the set.
        name: of the set.

    Raises:
        BriefingsError: if a link is in the place of one of these folders: it could lead anywhere.
        OSError: if a copy can't be written; the set stays as it is.
    """
    folder = output_store.current_folder(name)
    edited_files = list(_edited_files(folder)) if folder else []
    if not edited_files:
        return []
    store_folder = output_store.folder
    audience_folder = store_folder.parent / EDITED_FOLDER / store_folder.name
    backup_folder = audience_folder / str(name)
    refuse_links(audience_folder.parent, audience_folder, backup_folder)
    return [_back_up(path, backup_folder) for path in edited_files]


def _edited_files(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder that differ from its manifest or are not in it; all files if it can't be read."""
    try:
        recorded_hashes = read_file_hashes(read_file(folder / MANIFEST_NAME))
    except (OSError, ValueError):
        recorded_hashes = {}
    for path in sorted(folder.iterdir()):
        is_regular_file = path.is_file() and not path.is_symlink()
        if path.name != MANIFEST_NAME and not (
            is_regular_file and file_hash(read_file(path)) == recorded_hashes.get(path.name)
        ):
            yield path


def _back_up(path: Path, backup_folder: Path) -> Path:
    """Copy a file, link or folder under a free name, and return the copy; an equal earlier copy is reused."""
    backup_folder.mkdir(parents=True, exist_ok=True)
    is_regular_file = path.is_file() and not path.is_symlink()
    for number in itertools.count(1):
        copy = backup_folder / (f"{path.stem}-{number}{path.suffix}" if number > 1 else path.name)
        if not (copy.exists() or copy.is_symlink()):
            break
        # An interrupted or failed build left this copy.
        if is_regular_file and copy.is_file() and read_file(copy) == read_file(path):
            return copy
    if path.is_dir() and not path.is_symlink():
        shutil.copytree(path, copy, symlinks=True)
    else:
        shutil.copy2(path, copy, follow_symlinks=False)
    return copy
