"""The fastpath record of a build: all files and folders it read or wrote, with the times at that moment.

`briefings.fastpath` reads it to answer the next `briefings build` without loading anything.
"""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

from briefings.build.inputs import is_settled
from briefings.fastpath import ABSENT, FOLDER, RECORD_NAME, format_record
from briefings.loading.files import write_atomic
from briefings.model.hashing import file_hash
from briefings.model.house import DEFAULT_AUDIENCE
from briefings.project import package_data_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from briefings.build.inputs import FileState
    from briefings.build.request import SetName
    from briefings.build.state import SetState

__all__ = ["delete_record", "save_record"]


def delete_record(output: Path) -> None:
    """Delete the fastpath record, so that there is none during a build or after a failed one."""
    with contextlib.suppress(FileNotFoundError):
        (output / RECORD_NAME).unlink()


def save_record(
    home: Path,
    state_path: Path,
    input_folders: Sequence[tuple[Path, int]],
    input_files: Mapping[str, FileState],
    sets: Mapping[SetName, SetState],
) -> None:
    """Write the fastpath record; write nothing if a time can't be trusted yet or a file has changed since.

    Args:
        home: the project's top folder.
        state_path: the state file, in the build folder.
        input_folders: the folders with inputs, and their time of change in nanoseconds; 0 for a missing folder.
        input_files: the input files, by name.
        sets: the state of each set, by name.
    """
    audience_folder = state_path.parent / DEFAULT_AUDIENCE
    with contextlib.suppress(OSError):
        entries = [
            *_input_entries(home, input_folders, input_files),
            *_file_entries(home, state_path),
            # A dated set that the user deleted changes this folder, and the next build must forget it.
            (FOLDER, audience_folder.stat().st_mtime_ns, _path_from_home(home, audience_folder)),
            *(
                entry
                for name, set_state in sets.items()
                for entry in _output_entries(home, state_path.parent, name, set_state)
            ),
        ]
        notes = [note for set_state in sets.values() for note in set_state.notes.values()]
        first = max(*(note.as_of for note in notes), *(set_state.checked_on for set_state in sets.values()))
        last = min(
            (set_state.next_change for set_state in sets.values() if set_state.next_change), default="9999"
        )
        write_atomic(state_path.parent / RECORD_NAME, format_record(len(notes), (first, last), entries))


def _input_entries(
    home: Path, input_folders: Sequence[tuple[Path, int]], input_files: Mapping[str, FileState]
) -> Iterator[tuple[int, int, str]]:
    """Yield the entries of the inputs, as they were when read.

    Raises:
        OSError: if a time is too recent to be trusted.
    """
    now = time.time_ns()
    for path, mtime_ns in input_folders:
        if mtime_ns and not is_settled(mtime_ns, now):
            raise BlockingIOError
        yield FOLDER if mtime_ns else ABSENT, mtime_ns, _path_from_home(home, path)
    roots = {
        "facts": home / "facts",
        "templates": home / "templates",
        "packaged": package_data_folder() / "templates",
    }
    for name, file_state in input_files.items():
        if file_state.mtime_ns < 0:
            raise BlockingIOError
        top, _, rest = name.partition("/")
        yield file_state.size, file_state.mtime_ns, _path_from_home(home, roots[top] / rest)


def _file_entries(home: Path, path: Path) -> Iterator[tuple[int, int, str]]:
    """Yield the entry of one file, as it is now."""
    status = path.stat()
    yield status.st_size, status.st_mtime_ns, _path_from_home(home, path)


def _output_entries(
    home: Path, output: Path, name: SetName, set_state: SetState
) -> Iterator[tuple[int, int, str]]:
    """Yield the entries of the folder and the files of a set.

    Raises:
        OSError: if a file differs from what was written.
    """
    folder = output / DEFAULT_AUDIENCE / str(name)
    yield FOLDER, folder.stat().st_mtime_ns, _path_from_home(home, folder)
    if {path.name for path in folder.iterdir()} != set(set_state.output_files):
        raise FileExistsError
    for file, file_state in set_state.output_files.items():
        status = (folder / file).stat()
        mtime_ns = (status.st_size, status.st_mtime_ns) != (file_state.size, file_state.mtime_ns)
        if mtime_ns and file_hash((folder / file).read_bytes()) != file_state.sha256:
            raise FileExistsError
        yield status.st_size, status.st_mtime_ns, _path_from_home(home, folder / file)


def _path_from_home(home: Path, path: Path) -> str:
    """Return a path relative to the project's top folder if it is inside, else as it is."""
    return str(path.relative_to(home) if path.is_relative_to(home) else path)
