"""The stamp by which the front door knows that all is current: what a build has looked at, as it was at that time."""

from __future__ import annotations

import contextlib
import hashlib
import time
from typing import TYPE_CHECKING

from briefings.build.inputs import settled
from briefings.fastpath import ABSENT, FOLDER, STAMP, write_stamp
from briefings.model.facts import AUDIENCE
from briefings.project import packaged

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from briefings.build.inputs import Seen
    from briefings.build.state import Record

__all__ = ["drop", "stamp"]


def drop(output: Path) -> None:
    """Take the stamp away, so that none is there while a build is at work, or after one that failed."""
    with contextlib.suppress(FileNotFoundError):
        (output / STAMP).unlink()


def stamp(
    home: Path,
    ledger: Path,
    folders: Sequence[tuple[Path, int]],
    files: Mapping[str, Seen],
    records: Mapping[str, Record],
) -> None:
    """Write down that all is current; nothing where times can't be trusted, or something has changed meanwhile.

    Args:
        home: the project's top folder.
        ledger: the ledger, in the build folder.
        folders: in which inputs are, with the times of their last change; 0 where one is not there.
        files: the inputs, by name.
        records: of the sets, by name.
    """
    shelf = ledger.parent / AUDIENCE
    with contextlib.suppress(OSError):
        entries = [
            *_inputs(home, folders, files),
            *_listed(home, ledger),
            # Where a set was taken away that has a day of its own, there is something to forget.
            (FOLDER, shelf.stat().st_mtime_ns, _shown(home, shelf)),
            *(
                entry
                for name, record in records.items()
                for entry in _outputs(home, ledger.parent, name, record)
            ),
        ]
        notes = [note for record in records.values() for note in record.notes.values()]
        first = max(*(note.as_of for note in notes), *(record.looked for record in records.values()))
        last = min((record.changes_on for record in records.values() if record.changes_on), default="9999")
        write_stamp(str(home), len(notes), (first, last), entries)


def _inputs(
    home: Path, folders: Sequence[tuple[Path, int]], files: Mapping[str, Seen]
) -> Iterator[tuple[int, int, str]]:
    """The inputs as they were when they were read.

    Raises:
        OSError: if the time of one can't be trusted yet.
    """
    now = time.time_ns()
    for path, changed in folders:
        if changed and not settled(changed, now):
            raise BlockingIOError
        yield FOLDER if changed else ABSENT, changed, _shown(home, path)
    roots = {"facts": home / "facts", "templates": home / "templates", "packaged": packaged() / "templates"}
    for name, seen in files.items():
        if seen.time < 0:
            raise BlockingIOError
        top, _, rest = name.partition("/")
        yield seen.size, seen.time, _shown(home, roots[top] / rest)


def _listed(home: Path, path: Path) -> Iterator[tuple[int, int, str]]:
    status = path.stat()
    yield status.st_size, status.st_mtime_ns, _shown(home, path)


def _outputs(home: Path, output: Path, name: str, record: Record) -> Iterator[tuple[int, int, str]]:
    """The files of a set, as they were written.

    Raises:
        OSError: if one of them is another by now.
    """
    folder = output / AUDIENCE / name
    yield FOLDER, folder.stat().st_mtime_ns, _shown(home, folder)
    if {path.name for path in folder.iterdir()} != set(record.outputs):
        raise FileExistsError
    for file, seen in record.outputs.items():
        status = (folder / file).stat()
        changed = (status.st_size, status.st_mtime_ns) != (seen.size, seen.time)
        if changed and hashlib.sha256((folder / file).read_bytes()).hexdigest() != seen.digest:
            raise FileExistsError
        yield status.st_size, status.st_mtime_ns, _shown(home, folder / file)


def _shown(home: Path, path: Path) -> str:
    return str(path.relative_to(home) if path.is_relative_to(home) else path)
