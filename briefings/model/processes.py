"""Copies of this process that share its work, and what every worker needs: no interrupts, and an end with its parent."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from functools import partial
from itertools import islice
from multiprocessing.reduction import ForkingPickler
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

__all__ = [
    "can_fork",
    "core_count",
    "die_with_parent",
    "held_interrupts",
    "run_ahead",
    "share_tasks",
    "start_tasks",
]

_Result = TypeVar("_Result")
_SET_PARENT_DEATH_SIGNAL = 1
_MOST_TASKS = 256
"""The number of a task is one byte of a pipe, from which each process takes one at a time."""
_BATCH = 64
"""So many results are sent at once, which is much faster than one by one."""


def core_count() -> int:
    """Return the number of processor cores that this process may use."""
    with contextlib.suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def can_fork() -> bool:
    """Return whether a fork is safe: it copies only the calling thread, but all locks as they are."""
    is_daemon = bool(multiprocessing.current_process().daemon)
    return sys.platform == "linux" and threading.active_count() == 1 and not is_daemon


@contextlib.contextmanager
def held_interrupts() -> Iterator[None]:
    """Hold back Ctrl-C while a process starts, which inherits this: it must not act as its parent until it ignores it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def die_with_parent() -> None:
    """Have the system end this process when its parent is killed, on systems that can.

    Ctrl-C reaches every process of a terminal: the parent ends its workers, which must not report it as well.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        with contextlib.suppress(ImportError, OSError, AttributeError):
            import ctypes  # noqa: PLC0415 - for workers only

            ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)


def share_tasks(tasks: Sequence[Callable[[], _Result]]) -> list[_Result]:
    """Return the results of some tasks, in order; this process shares them with copies of itself, one a core.

    A task must give the same in a copy. If it fails in a copy, or the copy is killed, this process does it, and raises
    its error as without copies.

    Args:
        tasks: functions whose results can be sent from one process to another, the longest first.
    """
    with start_tasks(tasks) as finish:
        return finish()


@contextlib.contextmanager
def start_tasks(tasks: Sequence[Callable[[], _Result]]) -> Iterator[Callable[[], list[_Result]]]:
    """Have copies of this process begin with some tasks; what is given takes part in them, and returns the results.

    So this process can do something else first. See `share_tasks`.
    """
    copies = min(core_count(), len(tasks)) - 1 if can_fork() and len(tasks) <= _MOST_TASKS else 0
    if copies < 1:
        yield lambda: [task() for task in tasks]
        return
    waiting, queue = os.pipe()
    os.write(queue, bytes(range(len(tasks))))
    os.close(queue)
    context = multiprocessing.get_context("fork")
    workers: list[tuple[ForkProcess, Connection]] = []
    try:
        for _ in range(copies):
            receiver, sender = context.Pipe(duplex=False)
            worker = context.Process(target=_work, args=(tasks, waiting, sender))
            with held_interrupts():
                worker.start()
                workers.append((worker, receiver))
            sender.close()
        yield partial(_finish, tasks, waiting, [receiver for _, receiver in workers])
    finally:
        os.close(waiting)
        for worker, receiver in workers:
            worker.kill()
            worker.join()
            receiver.close()


@contextlib.contextmanager
def run_ahead(produce: Callable[[], Iterator[_Result]]) -> Iterator[Iterator[_Result]]:
    """Have a copy of this process produce results, while this one uses them one by one, in order.

    If the copy fails or is killed, or there is only one processor core, this process produces them.

    Args:
        produce: a function that yields results that can be sent from one process to another; the same in a copy.
    """
    if core_count() == 1 or not can_fork():
        yield produce()
        return
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    worker = context.Process(target=_produce, args=(produce, sender))
    with held_interrupts():
        worker.start()
    sender.close()
    try:
        yield _receive(receiver, produce)
    finally:
        worker.kill()
        worker.join()
        receiver.close()


def _produce(produce: Callable[[], Iterator[object]], sender: Connection) -> None:
    """Produce results in a copy of the process, and send them; an empty batch is the end."""
    die_with_parent()
    results = produce()
    with contextlib.suppress(Exception):  # the parent produces what is missing, and raises the error
        while batch := list(islice(results, _BATCH)):
            sender.send(batch)
        sender.send([])
    sender.close()


def _receive(receiver: Connection, produce: Callable[[], Iterator[_Result]]) -> Iterator[_Result]:
    """Yield the results of a copy, and then the ones that it did not send."""
    received = 0
    with contextlib.suppress(EOFError, OSError):
        while batch := receiver.recv():
            for result in batch:
                received += 1
                yield result
        return
    yield from islice(produce(), received, None)


def _finish(
    tasks: Sequence[Callable[[], _Result]], waiting: int, receivers: Sequence[Connection]
) -> list[_Result]:
    """Do the tasks that no copy has taken, hear the copies in between, and return all results in order."""
    done: dict[int, _Result] = {}
    for number in _take(waiting):
        done[number] = tasks[number]()
        for receiver in receivers:
            with contextlib.suppress(EOFError, OSError):
                while receiver.poll():
                    done |= [receiver.recv()]
    for receiver in receivers:
        with contextlib.suppress(EOFError, OSError):
            while True:
                done |= [receiver.recv()]
    return [done[number] if number in done else task() for number, task in enumerate(tasks)]


def _take(waiting: int) -> Iterator[int]:
    """Yield the numbers of tasks that no other process has taken."""
    while taken := os.read(waiting, 1):
        yield taken[0]


def _work(tasks: Sequence[Callable[[], object]], waiting: int, sender: Connection) -> None:
    """Do tasks in a copy of the process, and send each result with its number while the next one is done."""
    die_with_parent()
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - for copies only

    with ThreadPoolExecutor(1) as sending:
        for number in _take(waiting):
            with contextlib.suppress(Exception):  # the parent does it, and raises the error
                # What the next task changes must not change what is sent.
                message = ForkingPickler.dumps((number, tasks[number]()))
                sending.submit(sender.send_bytes, message)
    sender.close()
