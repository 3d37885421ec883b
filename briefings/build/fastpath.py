"""The fastpath record of a build: all files and folders it read or wrote, as they were at that moment.

`briefings.fastpath` reads it to answer the next `briefings build` with the same words without loading anything.
"""

from __future__ import annotations

import contextlib
import time
from pathlib import Path
from typing import TYPE_CHECKING

from briefings.build.file_states import is_settled, read_file_state
from briefings.build.orders import orders_path
from briefings.build.state_file import STATE_FILE
from briefings.fastpath import ABSENT, RECORD_NAME, describe_file, record_content, record_name
from briefings.loading.clearances import clearances_path
from briefings.loading.files import write_atomic

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefings.build.inputs import InputScan
    from briefings.build.plan import BuildRun
    from briefings.build.request import SetName
    from briefings.build.state import SetState
    from briefings.build.store import OutputStore

__all__ = ["delete_record", "save_record"]

_MOST_RECORDS = 8

_Entry = tuple[Path, str | None]
"""A path and its description; None if it can't be trusted."""


def delete_record(output: Path, words: Sequence[str]) -> None:
    """Delete the fastpath record of a build with these words, so that a running or failed one leaves none."""
    (output / record_name([*words])).unlink(missing_ok=True)


def save_record(
    run: BuildRun, words: Sequence[str], scan: InputScan, sets: Mapping[SetName, SetState]
) -> None:
    """Write the fastpath record; write nothing if a time can't be trusted yet or a file has changed since.

    The folder keeps the latest records, one for each way in which the desk builds.

    Args:
        run: the build.
        words: what the user typed after `briefings build`.
        scan: the inputs, as they were when read.
        sets: the state of each set.
    """
    home = run.project.root
    with contextlib.suppress(OSError):
        state_entry = _present_entry(run.output / STATE_FILE)
        entries = dict(
            (
                *_input_entries(scan),
                *_book_entries(run),
                state_entry,
                *_output_entries(run.output_store, sets),
            )
        )
        descriptions = [description for description in entries.values() if description is not None]
        if len(descriptions) < len(entries):
            return
        notes = [note for set_state in sets.values() for note in set_state.notes.values()]
        days = ("", "") if run.request.dated else _current_days(sets)
        paths = [str(path.relative_to(home) if path.is_relative_to(home) else path) for path in entries]
        content = record_content([*words], [str(len(notes)), *days], paths, descriptions)
        write_atomic(run.output / record_name([*words]), content.encode("utf-8", "surrogateescape"))
        for old in _records(run.output)[:-_MOST_RECORDS]:
            old.unlink()


def _current_days(sets: Mapping[SetName, SetState]) -> tuple[str, str]:
    """Return the first day on which all sets are current, and the first on which they no longer are; empty for never."""
    days = [
        *(note.as_of for set_state in sets.values() for note in set_state.notes.values()),
        *(set_state.checked_on for set_state in sets.values()),
    ]
    changes = [set_state.next_change for set_state in sets.values() if set_state.next_change]
    return str(max(days)), str(min(changes, default=""))


def _records(output: Path) -> list[Path]:
    """Return the records in a build folder, the oldest first."""
    return sorted(output.glob(f"{RECORD_NAME}*"), key=lambda path: path.lstat().st_mtime_ns)


def _input_entries(scan: InputScan) -> Iterator[_Entry]:
    """Yield the inputs, as they were when read."""
    now = time.time_ns()
    for folder, status in scan.folders.items():
        if status is None:
            yield folder, ABSENT
        else:
            is_trusted = is_settled(status, now)
            yield folder, describe_file(status) if is_trusted else None
    for group in scan.groups.values():
        for name, state in group.files.items():
            yield Path(group.paths[name]), state.stamp or None


def _book_entries(run: BuildRun) -> Iterator[_Entry]:
    """Yield the file of standing orders and the record of clearances, as they were when read."""
    root, now = run.project.root, time.time_ns()
    orders, clearances = run.catalog.order_book, run.catalog.clearance_book
    for path, status in ((orders_path(root), orders.status), (clearances_path(root), clearances.status)):
        if status is None:
            yield path, ABSENT
        else:
            yield path, describe_file(status) if is_settled(status, now) else None


def _output_entries(output_store: OutputStore, sets: Mapping[SetName, SetState]) -> Iterator[_Entry]:
    """Yield the outputs, as they are now if they are as they were written.

    Raises:
        OSError: if one is missing.
    """
    # A dated set that the user deleted changes this folder, and the next build must forget it.
    yield _present_entry(output_store.folder)
    for name, set_state in sets.items():
        folder = output_store.place(name)
        is_complete = {path.name for path in folder.iterdir()} == set_state.output_files.keys()
        yield _present_entry(folder) if is_complete else (folder, None)
        for file_name, recorded in set_state.output_files.items():
            entry = _present_entry(folder / file_name)
            current = read_file_state(folder / file_name, recorded)
            yield entry if current and current.sha256 == recorded.sha256 else (folder / file_name, None)


def _present_entry(path: Path) -> _Entry:
    """Return the entry of a file or folder as it is now."""
    status = path.stat()
    return path, describe_file(status)
