"""Typesetting of PDFs on several cores; each worker loads WeasyPrint once."""

from __future__ import annotations

import contextlib
import functools
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

from briefings.build.pdf_process import can_fork, die_with_parent, load_weasyprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor

__all__ = ["core_count", "local_executor"]


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
    context = multiprocessing.get_context("fork" if can_fork() else "spawn")
    initialize = _warm_up if note_count > 1 else load_weasyprint
    pool = ProcessPoolExecutor(
        min(jobs, note_count), mp_context=context, initializer=_start_worker, initargs=(initialize,)
    )
    pool.submit(initialize)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start_worker(initialize: Callable[[], None]) -> None:
    """Prepare a new worker."""
    die_with_parent()
    initialize()


@functools.cache
def _warm_up() -> None:
    """Load WeasyPrint and typeset a throw-away page, as the first page takes longer."""
    from briefings.outputs import typesetter  # noqa: PLC0415 - see _render_within_limits

    typesetter.warm_up()
