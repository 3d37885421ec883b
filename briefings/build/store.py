"""The build folder: sets of files that appear wholly or not at all.

A set is everything made for one note: all formats and the manifest. It is written into a folder of its own beside the
others and forced to disk; then one rename switches the name under which readers find it.

```
build/internal/tajikistan            a link to the set that is current
build/internal/.sets/tajikistan/     the sets themselves, each under its digest
    3f9c.../                         files and manifest.json
    previous                         a link to the set before, kept so that the two can be compared
```

Where links can't be had the current set is a plain folder, and a file named `placed` beside the sets says which one.
Then two renames are needed, and a journal written before the first lets the next command complete the second.
"""

from __future__ import annotations

import errno
import hashlib
import itertools
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from briefings.model.diagnostics import BriefingsError, Diagnostic

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = ["MANIFEST", "Shelf", "digest_of"]

MANIFEST = "manifest.json"

_SETS = ".sets"
_PREVIOUS = "previous"
_PLACED = "placed"
_JOURNAL = ".journal.json"
_UNFINISHED = ".making-"
_NO_LINKS = (errno.EPERM, errno.EACCES, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL)


def digest_of(files: Mapping[str, bytes]) -> str:
    """One digest for a set of files: hexadecimal, SHA-256, cut to 32 digits."""
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(f"{name}\0{len(files[name])}\0".encode())
        total.update(files[name])
    return total.hexdigest()[:32]


class Shelf:
    """The sets of one audience."""

    def __init__(self, folder: Path, *, links: bool | None = None) -> None:
        """Open the shelf.

        Args:
            folder: `build/<audience>`; need not exist yet.
            links: whether symbolic links can be made; found out by trying if None.
        """
        self.folder = folder
        self.sets = folder / _SETS
        self._links = links

    # --- reading ----------------------------------------------------------------------------------

    def names(self) -> list[str]:
        """The names of all sets that Briefings made here."""
        if not self.sets.is_dir():
            return []
        return sorted(path.name for path in self.sets.iterdir() if path.is_dir() and self.current(path.name))

    def homes(self) -> list[str]:
        """The names of all sets of which anything is kept, be it only what an interrupted run left."""
        return (
            sorted(path.name for path in self.sets.iterdir() if path.is_dir()) if self.sets.is_dir() else []
        )

    def gone(self, known: Collection[str] = ()) -> list[str]:
        """The names of sets that somebody took away: something is kept of them, and nothing stands in their place.

        Args:
            known: names that are not looked at.
        """
        others = (name for name in self.homes() if name not in known)
        return [name for name in others if self.current(name) is None and self._vacant(name)]

    def _vacant(self, name: str) -> bool:
        """Whether the place of a set is free: nothing is there, or a link of ours that leads nowhere."""
        place = self.folder / name
        ours = place.is_symlink() and place.readlink().is_relative_to(f"{_SETS}/{name}")
        return ours or not (place.is_symlink() or place.exists())

    def current(self, name: str) -> Path | None:
        """The folder of the current set, or None if there is none of ours."""
        place, home = self.folder / name, self.sets / name
        if place.is_symlink():
            target = self.folder / place.readlink()
            return target if target.parent == home and target.is_dir() else None
        if place.is_dir():
            return place if self.placed(name) else None
        # Between the two renames of an interrupted switch the new set is where it was made.
        due = self._due()
        coming = home / due[1] if due and due[0] == name else None
        return coming if coming and coming.is_dir() else None

    def placed(self, name: str) -> str:
        """The digest of the set that stands in its place as a plain folder; empty where that is none of ours."""
        due = self._due()
        if due and due[0] == name and not (self.sets / name / due[1]).is_dir():
            return due[1]
        try:
            return (self.sets / name / _PLACED).read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            return ""

    def previous(self, name: str) -> Path | None:
        """The folder of the set before the current one, or None."""
        link = self.sets / name / _PREVIOUS
        if not link.is_symlink():
            return link if link.is_dir() else None
        target = link.parent / link.readlink()
        return target if target.is_dir() else None

    # --- writing ----------------------------------------------------------------------------------

    def put(self, name: str, files: Mapping[str, bytes]) -> bool:
        """Make these files the current set of a name; says whether that changed anything.

        Raises:
            BriefingsError: if something stands in the way that Briefings did not make.
            OSError: if the disk is full, the folder can't be written, or the like; what was current stays so.
        """
        self._refuse_strangers(name)
        home = self.sets / name
        home.mkdir(parents=True, exist_ok=True)
        before = self.current(name)
        if before is not None and self._intact(before, files):
            return False
        final = self._place_for(home, files)
        if not final.exists():
            self._make(home, final, files)
        if self.can_link(name):
            # What was damaged and is made again as it was has the same set before it.
            if before is not None and _digest_in(before) != _digest_in(final):
                self._point(home / _PREVIOUS, before.name)
            self._point(self.folder / name, f"{_SETS}/{name}/{final.name}")
        else:
            self._swap(name, final)
        self._sweep(name)
        return True

    def remove(self, name: str) -> None:
        """Take a set away with all that belongs to it, and nothing else."""
        place = self.folder / name
        if self.current(name) is not None or self._vacant(name):
            if place.is_symlink():
                place.unlink()
            elif place.is_dir():
                shutil.rmtree(place)
        _discard(self.sets / name)

    def recover(self) -> None:
        """Complete a switch that was interrupted, and clear away sets that were never finished."""
        self._refuse_links(self.folder, self.sets)
        if due := self._due():
            self._finish_swap(*due)
        (self.sets / _JOURNAL).unlink(missing_ok=True)
        if self.sets.is_dir():
            for home in (self.sets, *(path for path in self.sets.iterdir() if path.is_dir())):
                for leftover in home.glob(f"{_UNFINISHED}*"):
                    _discard(leftover)

    def can_link(self, name: str) -> bool:
        """Whether the current set of a name can be a link.

        Raises:
            OSError: if that can't be found out, since the disk is full or the like.
        """
        place = self.folder / name
        if self._links is not False and place.is_dir() and not place.is_symlink():
            return False  # it was made where links could not be had
        if self._links is None:
            trial = self.sets / name / f"{_UNFINISHED}link"
            try:
                trial.unlink(missing_ok=True)
                trial.symlink_to("nowhere")
                trial.unlink()
                self._links = True
            except NotImplementedError:
                self._links = False
            except OSError as error:
                if error.errno not in _NO_LINKS or place.is_symlink():
                    raise
                self._links = False
        return self._links

    # --- steps ------------------------------------------------------------------------------------

    def _refuse_strangers(self, name: str) -> None:
        place = self.folder / name
        self._refuse_links(self.folder, self.sets, self.sets / name)
        # A link of ours whose set is gone is still ours.
        if not self._vacant(name) and self.current(name) is None:
            raise _not_ours(place)

    @staticmethod
    def _refuse_links(*folders: Path) -> None:
        for folder in folders:
            if folder.is_symlink():
                raise _not_ours(folder)

    def _due(self) -> tuple[str, str] | None:
        """The switch that was begun and not completed: name and digest of the set."""
        try:
            entry = json.loads((self.sets / _JOURNAL).read_bytes())
            name, final = entry["name"], entry["final"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
        plain = all(isinstance(part, str) and part == Path(part).name for part in (name, final))
        return (name, final) if plain else None

    def _place_for(self, home: Path, files: Mapping[str, bytes]) -> Path:
        """A folder that holds these files already, or one that is free: what readers use is never written into."""
        digest = digest_of(files)
        names = itertools.chain([digest], (f"{digest}-{number}" for number in itertools.count(2)))
        return next(
            place
            for place in (home / name for name in names)
            if not (place.exists() or place.is_symlink()) or self._intact(place, files)
        )

    @staticmethod
    def _intact(folder: Path, files: Mapping[str, bytes]) -> bool:
        try:
            names = {path.name for path in folder.iterdir()}
            return names == set(files) and all(
                (folder / name).read_bytes() == data for name, data in files.items()
            )
        except OSError:
            return False

    def _make(self, home: Path, final: Path, files: Mapping[str, bytes]) -> None:
        making = Path(tempfile.mkdtemp(dir=home, prefix=_UNFINISHED))
        try:
            making.chmod(0o777 & ~_umask())
            for name, data in files.items():
                _write(making / name, data)
            _sync(making)
            making.rename(final)
            _sync(home)
        except BaseException:
            _discard(making)
            raise

    def _point(self, link: Path, target: str) -> None:
        """Let a link point elsewhere, in one step."""
        link.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.sets / f"{_UNFINISHED}{link.parent.name}-{link.name}"
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(target)
        fresh.replace(link)
        _sync(link.parent)

    def _swap(self, name: str, final: Path) -> None:
        """Without links: the journal says what is to be done before anything is."""
        entry = json.dumps({"name": name, "final": final.name})
        fresh = self.sets / f"{_UNFINISHED}journal"
        _write(fresh, entry.encode())
        fresh.replace(self.sets / _JOURNAL)
        _sync(self.sets)
        self._finish_swap(name, final.name)

    def _finish_swap(self, name: str, final: str) -> None:
        home, place = self.sets / name, self.folder / name
        coming, previous = home / final, home / _PREVIOUS
        if coming.is_dir():
            if place.is_symlink():
                before = self.current(name)
                place.unlink()
                if before is not None:
                    _discard(previous)
                    before.rename(previous)
            elif place.is_dir():
                _discard(previous)
                place.rename(previous)
            coming.rename(place)
            _sync(self.folder)
        fresh = home / f"{_UNFINISHED}{_PLACED}"
        _write(fresh, final.encode())
        fresh.replace(home / _PLACED)
        _sync(home)
        (self.sets / _JOURNAL).unlink(missing_ok=True)

    def _sweep(self, name: str) -> None:
        """Keep the current set and the one before it."""
        kept = {path for path in (self.current(name), self.previous(name)) if path}
        for path in (self.sets / name).iterdir():
            if path not in kept and path.name not in (_PREVIOUS, _PLACED):
                _discard(path)


def _digest_in(folder: Path) -> str:
    return folder.name.partition("-")[0]


def _not_ours(place: Path) -> BriefingsError:
    what = "a link" if place.is_symlink() else "a file or folder"
    hint = "move it away: only what Briefings wrote is replaced"
    return BriefingsError(
        [Diagnostic("not-ours", f"{place} is {what} that Briefings did not make", hint=hint)]
    )


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Force the names in a folder to disk, where the system knows how."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _discard(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
