"""Typesetting of PDFs on several cores; each worker loads WeasyPrint once."""

from __future__ import annotations

import contextlib
import functools
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

from briefings.build.pdf_process import can_fork, die_with_parent, load_weasyprint
from briefings.project import package_data_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor

__all__ = ["core_count", "early_worker", "local_executor"]

_WARM_UP_FONT = "templates/fonts/NotoSerif-Regular.ttf"


def core_count() -> int:
    """Return the number of processor cores that this process may use."""
    with contextlib.suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextlib.contextmanager
def local_executor(jobs: int, note_count: int) -> Iterator[Executor]:
    """Provide an executor on this machine; its workers start to load WeasyPrint at once.

    Args:
        jobs: the maximum number of workers.
        note_count: the maximum number of notes. With several, each worker first typesets a page that is thrown away,
            which makes all later ones faster; a single note would only wait for it.
    """
    prepare = _warm_up if note_count > 1 else load_weasyprint
    with _open_pool(min(jobs, note_count), prepare) as pool:
        pool.submit(prepare)
        yield pool


@contextlib.contextmanager
def early_worker() -> Iterator[Executor]:
    """Provide one worker before it is known what to typeset.

    It loads WeasyPrint and typesets a page that is thrown away, while this process loads everything else.
    """
    with _open_pool(1, _warm_up) as pool:
        pool.submit(_warm_up)
        yield pool


@contextlib.contextmanager
def _open_pool(size: int, prepare: Callable[[], None]) -> Iterator[Executor]:
    """Provide a pool of workers, which are prepared before their first task."""
    context = multiprocessing.get_context("fork" if can_fork() else "spawn")
    pool = ProcessPoolExecutor(size, mp_context=context, initializer=_start_worker, initargs=(prepare,))
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start_worker(prepare: Callable[[], None]) -> None:
    """Prepare a new worker."""
    die_with_parent()
    prepare()


@functools.cache
def _warm_up() -> None:
    """Load WeasyPrint and typeset a throw-away page, as the first page takes longer."""
    from briefings.outputs import typesetter  # noqa: PLC0415 - see _render_within_limits

    typesetter.warm_up((package_data_folder() / _WARM_UP_FONT).read_bytes())
