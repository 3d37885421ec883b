"""Typesetting of PDFs on several cores; each worker loads WeasyPrint once."""

from __future__ import annotations

import contextlib
import functools
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

from briefings.build.pdf_process import load_weasyprint, use_temporary_folder
from briefings.build.set_folder import delete
from briefings.loading.files import make_folder
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.processes import can_fork, die_with_parent, held_interrupts
from briefings.project import package_data_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor, Future
    from pathlib import Path
    from typing import ParamSpec, TypeVar

    Arguments = ParamSpec("Arguments")
    Result = TypeVar("Result")

__all__ = ["early_worker", "local_executor", "temporary_folder"]

_TEMPORARY_FOLDER = ".typesetting"
_NOTES_FOLDER = "notes"
_WARM_UP_FONT = "templates/fonts/NotoSerif-Regular.ttf"


class _Pool(ProcessPoolExecutor):
    """A pool whose workers start, at a task, without the interrupts that are meant for this process."""

    def submit(
        self, fn: Callable[Arguments, Result], /, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Future[Result]:
        """Give the pool a task."""
        with held_interrupts():
            return super().submit(fn, *args, **kwargs)


def temporary_folder(output: Path) -> Path:
    """Return the folder in a build folder for all that workers leave, which lasts as long as they do.

    Raises:
        BriefingsError: if its path is not UTF-8: then no fonts can be read from it.
    """
    folder = output.absolute() / _TEMPORARY_FOLDER
    try:
        str(folder).encode()
    except UnicodeEncodeError:
        message = f"{output}: the path is not UTF-8, so no PDF can be made there"
        hint = "rename the folder, or choose another with --output"
        raise BriefingsError([Diagnostic("unwritable-file", message, hint=hint)]) from None
    return folder


@contextlib.contextmanager
def local_executor(jobs: int, note_count: int, folder: Path) -> Iterator[Executor]:
    """Provide an executor on this machine; its workers start to load WeasyPrint at once.

    Args:
        jobs: the maximum number of workers.
        note_count: the maximum number of notes. With several, each worker first typesets a page that is thrown away,
            which makes all later ones faster; a single note would only wait for it.
        folder: a temporary folder for all that the workers leave; it is removed in the end. After a kill it stays, until
            the next build with the same folder.
    """
    early = folder / str(os.getpid())
    for old in [*folder.glob("*")] if folder.is_dir() else ():
        if old != early:
            delete(old)
    prepare = _warm_up if note_count > 1 else load_weasyprint
    try:
        with _open_pool(min(jobs, note_count), prepare, folder / _NOTES_FOLDER) as pool:
            pool.submit(prepare)
            yield pool
    finally:
        _remove_if_empty(folder)


@contextlib.contextmanager
def early_worker(folder: Path) -> Iterator[Executor]:
    """Provide one worker before it is known what to typeset.

    It loads WeasyPrint and typesets a page that is thrown away, while this process loads everything else.

    Args:
        folder: a temporary folder, as for `local_executor`; but others may use it too, so this worker has a folder of
            its own in it. What did not exist before and is empty afterwards is removed.
    """
    made = [path for path in (folder, folder.parent) if not path.exists()]
    try:
        with _open_pool(1, _warm_up, folder / str(os.getpid())) as pool:
            pool.submit(_warm_up)
            yield pool
    finally:
        for path in made:
            _remove_if_empty(path)


def _remove_if_empty(folder: Path) -> None:
    """Remove a folder unless there is something in it."""
    with contextlib.suppress(OSError):
        folder.rmdir()


@contextlib.contextmanager
def _open_pool(size: int, prepare: Callable[[], None], folder: Path) -> Iterator[Executor]:
    """Provide a pool of workers, which are prepared before their first task; remove their folder in the end."""
    make_folder(folder)
    context = multiprocessing.get_context("fork" if can_fork() else "spawn")
    pool = _Pool(size, mp_context=context, initializer=_start_worker, initargs=(prepare, folder))
    try:
        yield pool
    except KeyboardInterrupt:
        for worker in multiprocessing.active_children():
            worker.kill()  # else the user waits for the page that is being typeset
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        delete(folder)


def _start_worker(prepare: Callable[[], None], folder: Path) -> None:
    """Prepare a new worker."""
    die_with_parent()
    use_temporary_folder(str(folder))
    prepare()


@functools.cache
def _warm_up() -> None:
    """Load WeasyPrint and typeset a throw-away page, as the first page takes longer."""
    from briefings.outputs import typesetter  # noqa: PLC0415 - see _render_within_limits

    typesetter.warm_up((package_data_folder() / _WARM_UP_FONT).read_bytes())
