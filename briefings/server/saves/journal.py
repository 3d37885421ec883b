"""The journal of saves: what each changed, so that it can be undone, also by a later run.

Its folder is `.briefings/undo/` of the project, outside the facts and outside what is built, readable for its owner alone:
it holds what no audience may see. Undoing never takes away what someone else has written since.
"""

from __future__ import annotations

import json
import os
import re
import stat
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from briefings.authoring.wording.days import say_day
from briefings.fastpath import describe_file
from briefings.loading.files import make_folder, read_file, write_atomic
from briefings.model.diagnostics import BriefingsError
from briefings.model.json_data import parse_json
from briefings.project import FACTS_FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

__all__ = ["Journal", "Save"]

_FOLDER = (".briefings", "undo")
_MOST_SAVES = 50
_SUFFIX = ".json"
_ID = re.compile(rb"""\bid:\s*["']?([\w-]+)""")


@dataclass(frozen=True, slots=True)
class _Change:
    """A file that a save changed: its bytes before, None if it was new, and the hash of those after, empty if it is gone."""

    path: str
    before: bytes | None
    after: str


class _KeptFile(NamedTuple):
    """A file as it was: its stamp and its bytes."""

    stamp: str
    data: bytes


class Snapshot(NamedTuple):
    """Files as they were: which may change, None for all, and each by its path in the project."""

    paths: frozenset[Path] | None
    files: Mapping[str, _KeptFile]


@dataclass(frozen=True, slots=True)
class Save:
    """A save that was made.

    Attributes:
        number: counts the saves of the project.
        what: what was done, in words.
        command: the command that does the same; empty if none does.
        at: when, as people write it.
        key: of the entry; empty if there is none.
        changes: of the files.
        is_undoable: whether the files are as this save left them.
    """

    number: int
    what: str
    command: str
    at: str
    key: str
    changes: tuple[_Change, ...]
    is_undoable: bool

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the changed files."""
        return tuple(change.path for change in self.changes)

    @property
    def ids_before(self) -> frozenset[str]:
        """Return the ids in the changed files before it."""
        return frozenset(
            found.decode() for change in self.changes for found in _ID.findall(change.before or b"")
        )


class Journal:
    """The last saves of a project."""

    def __init__(self, root: Path) -> None:
        """Open the journal of a project; its folder is made by the first save."""
        self._root = root
        self._folder = root.joinpath(*_FOLDER)

    def snapshot(self, paths: Iterable[Path] | None = None) -> Snapshot:
        """Return the files that are about to be written, which spares a look at a thousand others; None for all."""
        chosen = None if paths is None else frozenset(paths)
        return Snapshot(chosen, dict(self._read_files(chosen, {})))

    def record(self, what: str, command: str, key: str, snapshot: Snapshot) -> bool:
        """Remember a save that was made, and forget those before the last fifty; return whether any file changed."""
        before = snapshot.files
        after = dict(self._read_files(snapshot.paths, before))
        changes = [
            {
                "path": path,
                "before": b64encode(before[path].data).decode() if path in before else None,
                "after": sha256(after[path].data).hexdigest() if path in after else "",
            }
            for path in sorted({*before, *after})
            if path not in before or path not in after or before[path].data != after[path].data
        ]
        if not changes:
            return False
        self._open_folder()
        number = max(self._numbers(), default=0) + 1
        entry = {
            "what": what,
            "command": command,
            "key": key,
            "changes": changes,
        }
        path = self._path(number)
        write_atomic(path, json.dumps(entry, ensure_ascii=False).encode())
        path.chmod(0o600)
        for old in sorted(self._numbers())[:-_MOST_SAVES]:
            self._path(old).unlink(missing_ok=True)
        return True

    def _read_files(
        self, paths: Collection[Path] | None, before: Mapping[str, _KeptFile]
    ) -> Iterator[tuple[str, _KeptFile]]:
        """Yield the files that may change; what has its stamp of before is not reread."""
        for path in self._all_files() if paths is None else map(str, paths):
            try:
                status = os.lstat(path)
            except FileNotFoundError:
                continue
            if path.endswith(".yaml") and stat.S_ISREG(status.st_mode):
                shown, stamp = os.path.relpath(path, self._root), describe_file(status)
                shown = shown.replace(os.sep, "/")
                known = before.get(shown)
                is_same = known is not None and known.stamp == stamp
                yield shown, known if known and is_same else _KeptFile(stamp, read_file(Path(path)))

    def _all_files(self) -> Iterator[str]:
        """Yield the paths of all files of facts; strings, since a Path for each of a thousand takes longer."""
        for folder, _, names in os.walk(self._root / FACTS_FOLDER):
            yield from (os.path.join(folder, name) for name in names)  # noqa: PTH118 - as above

    def saves(self) -> list[Save]:
        """Return the saves, the latest first."""
        return [save for number in sorted(self._numbers(), reverse=True) if (save := self._read(number))]

    def undo(self, number: int, check: Callable[[], None] = lambda: None) -> Save | None:
        """Give the files of a save their bytes before it; None if it is unknown, or a file has changed since.

        A file that the save was about to change when it was stopped is left as it is.

        Args:
            number: of the save.
            check: raises BriefingsError if the files can't be as they are then; they get back what they had.

        Raises:
            BriefingsError: of the check.
        """
        save = self._read(number)
        if save is None or not save.is_undoable:
            return None
        paths = {change.path: self._root / change.path for change in save.changes}
        present = {name: path.read_bytes() if path.exists() else None for name, path in paths.items()}
        for change in save.changes:
            self._give(change.path, change.before)
        try:
            check()
        except BriefingsError:
            for path, data in present.items():
                self._give(path, data)
            raise
        self._path(number).unlink(missing_ok=True)
        return save

    def _give(self, name: str, data: bytes | None) -> None:
        """Write a file, or remove it, with the folder that it leaves empty."""
        path = self._root / name
        if data is not None:
            make_folder(path.parent, inside=self._root)
            write_atomic(path, data)
            return
        path.unlink(missing_ok=True)
        if path.parent.is_dir() and not any(path.parent.iterdir()):
            path.parent.rmdir()  # of a new partner

    def _open_folder(self) -> None:
        """Make the folder, which no one else reads and which Git ignores."""
        if self._folder.is_dir():
            return
        make_folder(self._folder, inside=self._root)
        for folder in (self._folder.parent, self._folder):
            folder.chmod(0o700)
        write_atomic(self._folder.parent / ".gitignore", b"*\n")

    def _numbers(self) -> Iterator[int]:
        """Yield the numbers of the saves."""
        if self._folder.is_dir():
            names = (path.name.removesuffix(_SUFFIX) for path in self._folder.glob(f"*{_SUFFIX}"))
            yield from (int(name) for name in names if name.isascii() and name.isdigit())

    def _path(self, number: int) -> Path:
        """Return the file of a save."""
        return self._folder / f"{number:06}{_SUFFIX}"

    def _read(self, number: int) -> Save | None:
        """Return a save; None if its file is not there, or can't be read."""
        try:
            data: dict[str, Any] = parse_json(read_file(self._path(number)))
            changes = tuple(
                _Change(
                    self._own_path(item["path"]),
                    None if item["before"] is None else b64decode(item["before"]),
                    item["after"],
                )
                for item in data["changes"]
            )
            words = [str(data[name]) for name in ("what", "command", "key")]
            saved_at = self._path(number).stat().st_mtime
            written = datetime.fromtimestamp(saved_at)  # noqa: DTZ006 - a clock may be further from UTC than a zone
        except (OSError, ValueError, KeyError, TypeError, OverflowError):
            return None
        is_undoable = all(self._hash(change.path) == change.after for change in changes)
        return Save(
            number,
            words[0],
            words[1],
            f"{say_day(written.date())}, {written:%H:%M}",
            words[2],
            changes,
            is_undoable,
        )

    def _own_path(self, path: str) -> str:
        """Return a path of a file of facts.

        Raises:
            ValueError: if it leads elsewhere.
        """
        parts = path.split("/")
        if parts[0] != FACTS_FOLDER or ".." in parts or "" in parts or "\\" in path:
            raise ValueError(path)
        return path

    def _hash(self, path: str) -> str:
        """Return the hash of a file as it is now; empty if it is not there."""
        try:
            return sha256((self._root / path).read_bytes()).hexdigest()
        except OSError:
            return ""
