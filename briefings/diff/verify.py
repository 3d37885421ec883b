"""The verification of outputs: whether each file is unchanged, to the byte, since it was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.build.manifest import read_file_hashes
from briefings.build.request import build_command
from briefings.build.set_folder import set_hash
from briefings.build.store import MANIFEST_NAME, OutputStore, not_built_error
from briefings.loading.files import read_file
from briefings.model.hashing import file_hash
from briefings.model.house import DEFAULT_AUDIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefings.build.request import SetName

__all__ = ["FileCheck", "verify_files"]

_INTACT = "intact"
_DIFFERS = "changed since it was built"


@dataclass(frozen=True, slots=True)
class FileCheck:
    """The result of the check of one file or set.

    Attributes:
        path: of the file, or of the set's folder.
        state: `intact`, `missing`, `extra` or `changed since it was built`.
        advice: what to do, or empty.
    """

    path: Path
    state: str
    advice: str = ""

    @property
    def is_intact(self) -> bool:
        """Return whether the file is unchanged since it was written."""
        return self.state == _INTACT


def verify_files(
    output: Path, names: tuple[str, ...], audience: str = DEFAULT_AUDIENCE
) -> Iterator[FileCheck]:
    """Compare each file of the sets with the hash in the manifest, and the manifest with the hash of its set.

    Args:
        output: the build folder.
        names: of subjects or sets; empty for all.
        audience: name of the audience of the sets.

    Raises:
        BriefingsError: if no set matches a name, or there are none.
    """
    output_store = OutputStore(output / audience)
    selected = output_store.select(names)
    if not selected:
        raise not_built_error((), audience)
    for name in selected:
        folder = output_store.current_folder(name)
        place = output_store.place(name)
        if folder is None:
            is_deleted = name in output_store.deleted_names()
            yield (
                FileCheck(place, "missing", _restore_advice(name, audience))
                if is_deleted
                else FileCheck(place, _DIFFERS)
            )
            continue
        # The hash of the set covers the manifest, so a change of the manifest is found too.
        yield from _verify_set(folder, place, output_store.current_hash(name))


def _restore_advice(name: SetName, audience: str) -> str:
    """Return the advice for a set whose folder was deleted."""
    forget = f"`{build_command(audience)}` forgets it"
    if name.is_addendum:
        return forget
    if name.as_of is None:
        return f"`{build_command(audience, name.subject)}` rebuilds it"
    return f"`{build_command(audience, name.subject, '--as-of', str(name.as_of))}` rebuilds it; {forget}"


def _verify_set(folder: Path, place: Path, recorded_hash: str) -> Iterator[FileCheck]:
    """Check each file of one set.

    Args:
        folder: the folder with the files.
        place: the path by which users know the folder.
        recorded_hash: the hash of the whole set when it was published.
    """
    present = {path.name: path for path in sorted(folder.iterdir())}
    contents = {
        name: read_file(path) for name, path in present.items() if path.is_file() and not path.is_symlink()
    }
    try:
        recorded_hashes = read_file_hashes(contents[MANIFEST_NAME])
    except (KeyError, ValueError):
        yield FileCheck(place / MANIFEST_NAME, "missing" if MANIFEST_NAME not in present else _DIFFERS)
        return
    all_intact = True
    for name, recorded in recorded_hashes.items():
        if name not in present:
            state = "missing"
        else:
            is_same = name in contents and file_hash(contents[name]) == recorded
            state = _INTACT if is_same else _DIFFERS
        all_intact = all_intact and state == _INTACT
        yield FileCheck(place / name, state)
    extra_names = present.keys() - {MANIFEST_NAME, *recorded_hashes}
    for name in sorted(extra_names):
        yield FileCheck(place / name, "extra")
    # With a damaged or missing file the hash of the set can't be computed, so the manifest counts as intact.
    actual_hash = (
        set_hash({name: contents[name] for name in (MANIFEST_NAME, *recorded_hashes)})
        if all_intact
        else recorded_hash
    )
    yield FileCheck(place / MANIFEST_NAME, _INTACT if actual_hash == recorded_hash else _DIFFERS)
