"""Reading of files that users supply, with a size limit, and writing of files in one step.

Every file is read and written here, so each failure of the file system is reported in the same way: an `OSError` that
names its file, and an `UnwritableFileError` if the file was to be written.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from briefings.loading.reading import Reading
from briefings.model.diagnostics import Diagnostic, Location

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "MAX_FILE_BYTES",
    "FileTooLargeError",
    "UnreadableFileError",
    "UnwritableFileError",
    "failure_reason",
    "file_problem",
    "make_folder",
    "one_writer",
    "read_bytes",
    "read_file",
    "read_text",
    "sync_folder",
    "write_atomic",
    "write_if_same",
    "write_new",
    "writing",
]

MAX_FILE_BYTES = 64_000_000
"""The largest file that is read where no smaller limit is given."""

_SPECIAL_FILE = "this is a folder, pipe or device, not a file"
_CHUNK = 1 << 20
_WRITE_ERRNOS = (errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EFBIG)
"""Errors that only writing causes."""


class UnreadableFileError(Exception):
    """A file whose reading can't go on.

    Attributes:
        diagnostic: the reason.
    """

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class UnwritableFileError(OSError):
    """A failure of the file system to write."""


class FileTooLargeError(OSError):
    """A file that is larger than its limit."""

    def __init__(self, path: Path, max_bytes: int) -> None:
        super().__init__(errno.EFBIG, f"the file is larger than {max_bytes // 1000} kB", str(path))


def failure_reason(error: OSError) -> str:
    """Return the reason of a failure of the file system, in words."""
    return error.strerror or type(error).__name__


def file_problem(error: OSError, written_folder: Path | None = None) -> Diagnostic:
    """Return the problem of a failure of the file system: the file, and the reason.

    Args:
        error: the failure.
        written_folder: a folder that the command writes, where every failure is one to write; None for no folder.
    """
    name = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else ""
    is_in_folder = written_folder is not None and (not name or Path(name).is_relative_to(written_folder))
    is_write = isinstance(error, UnwritableFileError) or is_in_folder or error.errno in _WRITE_ERRNOS
    code = "unwritable-file" if is_write and not isinstance(error, FileTooLargeError) else "unreadable-file"
    place = name or str(written_folder or _nameless_place())
    if error.errno == errno.EACCES:
        place = _closed_folder(place) or place
    return Diagnostic(code, f"{_relative_name(place)}: {failure_reason(error)}")


def _nameless_place() -> str:
    """Return where a failure without a name may have been: the working folder if it is gone."""
    try:
        Path.cwd()
    except OSError:
        return "the working folder"
    return "a file of the system"


def _closed_folder(name: str) -> str:
    """Return the first folder above a path that this user may not enter; empty if there is none.

    The system names only the path that was asked for, and whether anything has that name is not known.
    """
    by_effective_user = os.access in os.supports_effective_ids
    for folder in reversed(Path(name).parents):
        if folder.is_dir() and not os.access(folder, os.X_OK, effective_ids=by_effective_user):
            return str(folder)
    return ""


def _relative_name(name: str) -> str:
    """Return a path relative to the working folder if it is below it, else unchanged."""
    return (
        os.path.relpath(name) if Path(name).is_absolute() and Path(name).is_relative_to(Path.cwd()) else name
    )


def read_file(path: Path, max_bytes: int = MAX_FILE_BYTES) -> bytes:
    """Return the content of a file; its kind and its size are looked at first.

    Raises:
        FileTooLargeError: if it is too large.
        OSError: if it can't be read, or is a folder, pipe or device.
    """
    _check_kind(path.stat(), path, max_bytes)
    # The file may have been replaced by a pipe, and opening a pipe would wait for its other end.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(handle)
        _check_kind(status, path, max_bytes)
        data = file.read(status.st_size + 1)
        while len(data) <= max_bytes and (rest := file.read(_CHUNK)):
            data += rest
    if len(data) > max_bytes:
        raise FileTooLargeError(path, max_bytes)
    return data


def _check_kind(status: os.stat_result, path: Path, max_bytes: int) -> None:
    """Raise an error for what is not a file, or is too large."""
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, _SPECIAL_FILE, str(path))
    if status.st_size > max_bytes:
        raise FileTooLargeError(path, max_bytes)


def read_text(path: Path, max_bytes: int = MAX_FILE_BYTES) -> str:
    """Return the text of a file, with line feeds as line ends.

    Raises:
        OSError: if it can't be read, or is not UTF-8 text.
    """
    try:
        text = read_file(path, max_bytes).decode("utf-8")
    except UnicodeDecodeError as error:
        raise OSError(errno.EILSEQ, "the file is not UTF-8 text", str(path)) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_bytes(path: Path, display_path: str, max_bytes: int, *, hint: str = "") -> Reading[bytes]:
    """Read a whole file, or say why that failed.

    Args:
        path: the file.
        display_path: the path in messages.
        max_bytes: the largest size accepted.
        hint: the next step for a file that is too large.
    """
    location = Location(display_path)
    try:
        return Reading(read_file(path, max_bytes))
    except FileTooLargeError as error:
        problem = Diagnostic("file-too-large", failure_reason(error), location, hint=hint)
    except OSError as error:
        message = f"the file can't be read: {failure_reason(error)}"
        problem = Diagnostic("unreadable-file", message, location)
    return Reading(None, (problem,))


@contextlib.contextmanager
def writing(place: Path | str) -> Iterator[None]:
    """Turn each failure of the file system in this context into an `UnwritableFileError`.

    Args:
        place: what is written, for a failure that does not name its file.
    """
    try:
        yield
    except (UnwritableFileError, BrokenPipeError):
        raise
    except OSError as error:
        raise UnwritableFileError(error.errno, failure_reason(error), error.filename or str(place)) from error


def make_folder(path: Path, inside: Path | None = None) -> None:
    """Make a folder and those above it, unless they exist.

    Args:
        path: the folder.
        inside: a folder above it; what lies between them may not be a link, which could lead out of the project. None
            for no such bound.

    Raises:
        UnwritableFileError: if that is not possible.
    """
    with writing(path):
        names = path.relative_to(inside).parts if inside else ()
        for number in range(1, len(names) + 1):
            if inside and (part := inside.joinpath(*names[:number])).is_symlink():
                message = "this is a link, which Briefings does not write through"
                raise OSError(errno.ELOOP, message, str(part))
        path.mkdir(parents=True, exist_ok=True)


def write_new(path: Path, data: bytes) -> None:
    """Write a file that does not exist yet; a link in its place is not followed.

    Raises:
        UnwritableFileError: if anything has this name, or the file can't be written; then it is not there.
    """
    with writing(path):
        file = path.open("xb")
        try:
            with file:
                file.write(data)
        except BaseException:
            path.unlink(missing_ok=True)
            raise


@contextlib.contextmanager
def one_writer(folder: Path) -> Iterator[None]:
    """Let one writer at a time into a folder; the next one waits, and comes in when this one ends, however it ends.

    It keeps out only who asks here too. Where the system knows no such locks, it keeps out no one.
    """
    try:
        import fcntl  # noqa: PLC0415 - not on every system
    except ImportError:
        yield
        return
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            stack.callback(os.close, handle)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def write_if_same(path: Path, old: bytes | None, data: bytes) -> bool:
    """Write a file in one step if its content is still the old one; return whether it was.

    Args:
        path: the file; its folder must exist.
        old: the content that was read; None for a file that did not exist.
        data: the new content.

    Raises:
        UnwritableFileError: if the file can't be written; then the old one is still there.
    """
    with writing(path), one_writer(path.parent):
        is_same = (read_file(path) if path.exists() else None) == old
        if is_same:
            _replace_file(path, data, sync=False)
        return is_same


def write_atomic(path: Path, data: bytes, *, sync: bool = False) -> None:
    """Write a file in one step: whoever reads it gets the old content or the new one.

    An existing file keeps its mode. A link is replaced, never followed. Of two writers at once, the later one counts.

    Args:
        path: the file; its folder must exist.
        data: the new content.
        sync: whether to force the file to disk before and after the step.

    Raises:
        UnwritableFileError: if the file can't be written; then the old one is still there.
    """
    with writing(path), one_writer(path.parent):
        _replace_file(path, data, sync=sync)


def _replace_file(path: Path, data: bytes, *, sync: bool) -> None:
    """Write a file next to the old one and rename it."""
    new_path = path.with_name(f".{path.name.lstrip('.')}.new")
    new_path.unlink(missing_ok=True)
    file = new_path.open("xb")
    try:
        with file:
            file.write(data)
            if sync:
                file.flush()
                os.fsync(file.fileno())
        if path.is_file() and not path.is_symlink():
            new_path.chmod(path.stat().st_mode)
        new_path.replace(path)
    except BaseException:
        new_path.unlink(missing_ok=True)
        raise
    if sync:
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Force the entries of a folder to disk, on systems that can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
