"""Forks of this process: each has its own folder for files, prints nothing, and is bounded in time and memory."""

from __future__ import annotations

import math
import os
import pickle
import resource
import shutil
import signal
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["Task", "result_of_fork", "run_in_forks"]

_MOST_MEMORY = 4 * 2**30
_PATIENCE = 10
"""How many times the seconds of a task may pass by the clock: other processes need the processor too."""


class Task(NamedTuple):
    """What a fork does: a function that returns its exit code, and the seconds of the processor that it may take."""

    run: Callable[[], int]
    seconds: float = 3600


class _Fork(NamedTuple):
    """A fork that runs: the number of its task, the time at which it is ended, and its folder."""

    number: int
    end: float
    folder: str


def run_in_forks(tasks: Sequence[Task], jobs: int) -> Iterator[tuple[int, int]]:
    """Yield index and exit code of each task, as they end; a task that takes too long is ended."""
    waiting, running = list(enumerate(tasks))[::-1], dict[int, _Fork]()
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                index, task = waiting.pop()
                folder = tempfile.mkdtemp(prefix="mutant-")
                end = time.monotonic() + _PATIENCE * task.seconds
                running[_fork(task, folder)] = _Fork(index, end, folder)
            for pid, fork in list(running.items()):
                done, status = os.waitpid(pid, os.WNOHANG)
                if done or time.monotonic() > fork.end:
                    del running[pid]
                    yield fork.number, os.waitstatus_to_exitcode(status) if done else _end(pid)
                    shutil.rmtree(fork.folder, ignore_errors=True)
            time.sleep(0.005)
    finally:
        for pid in running:
            _end(pid)


def _end(pid: int) -> int:
    """End a fork and what it has started, and return its exit code."""
    os.killpg(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _fork(task: Task, folder: str) -> int:
    """Start a silent process with its own folder for files and its own group; return its id."""
    if pid := os.fork():
        return pid
    code = 1
    try:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(task.seconds), math.ceil(task.seconds)))
        null = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(null, stream)
        os.environ["PYTEST_DEBUG_TEMPROOT"] = tempfile.tempdir = folder
        code = task.run()
    finally:
        os._exit(code)


def result_of_fork(function: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the function returns
    """Return what a function returns in a process of its own, so that this one imports nothing of the package."""
    with tempfile.NamedTemporaryFile() as file:

        def run() -> int:
            try:
                result = function()
            except BaseException as error:  # noqa: BLE001 - the other process raises it
                result = RuntimeError(repr(error))
            Path(file.name).write_bytes(pickle.dumps(result))
            return 0

        list(run_in_forks([Task(run)], jobs=1))
        result = pickle.loads(Path(file.name).read_bytes())  # noqa: S301 - written by the fork
    if isinstance(result, Exception):
        raise result
    return result
