"""Making PDFs on several cores or machines, each bounded in time and memory.

The seam is `concurrent.futures.Executor`: whatever has `submit` can typeset. A worker imports WeasyPrint once; each
note is then typeset in a child of its own, so that one bad note neither hangs nor takes down the others.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import multiprocessing
import os
import pickle  # between a process and its own child, never from a file
import signal
import subprocess
import sys
import threading
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefings.build import fingerprints
from briefings.model.diagnostics import BriefingsError, Diagnostic, EnvironmentMissingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from multiprocessing.connection import Connection

    from briefings.compose.brief import Brief
    from briefings.outputs.pdf import Printed

__all__ = ["Job", "cluster", "cores", "local", "serve", "typeset"]

SECONDS = 120
BYTES = 2 << 30


@dataclass(frozen=True, slots=True)
class Job:
    """A note to typeset, with all that is needed for it.

    Attributes:
        name: what messages call it.
        brief: the note.
        style: style sheet for print.
        fonts: font files by name.
        seconds: how long it may take.
        memory: how many bytes it may take beyond those of its worker.
    """

    name: str
    brief: Brief
    style: str
    fonts: Mapping[str, bytes]
    seconds: int = SECONDS
    memory: int = BYTES


def cores() -> int:
    """How many processor cores this process may use."""
    with contextlib.suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextlib.contextmanager
def local(jobs: int, notes: int) -> Iterator[Executor]:
    """An executor of this machine, whose workers begin to load WeasyPrint at once.

    Args:
        jobs: how many workers there are at most.
        notes: how many notes they will get, at most. A first page, typeset for nobody, saves time with each of many
            notes; one alone would wait for it.
    """
    context = multiprocessing.get_context("fork" if _can_fork() else "spawn")
    prepare = _warm if notes > 1 else _load
    pool = ProcessPoolExecutor(min(jobs, notes), mp_context=context, initializer=_start, initargs=(prepare,))
    pool.submit(prepare)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextlib.contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """The executor of a Dask cluster, whose workers must have the same tools as this machine.

    Args:
        address: of its scheduler, `tcp://HOST:PORT`.

    Raises:
        EnvironmentMissingError: if the extra `dask` is not installed, the cluster can't be reached, has no workers,
            or has other versions.
    """
    try:
        import distributed  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        hint = "pip install 'briefings[dask]'"
        raise EnvironmentMissingError(
            [Diagnostic("no-dask", "the extra 'dask' is not installed", hint=hint)]
        ) from error
    try:
        client = distributed.Client(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        hint = "start one with `dask scheduler`, and workers with `dask worker`"
        message = f"there is no Dask cluster at {address}"
        raise EnvironmentMissingError([Diagnostic("no-cluster", message, hint=hint)]) from error
    with client:
        tools = _tools_of(client, address)
        if not tools:
            hint = f"start some with `dask worker {address}`"
            message = f"the cluster at {address} has no workers"
            raise EnvironmentMissingError([Diagnostic("no-cluster", message, hint=hint)])
        problems = [
            Diagnostic(
                "other-version",
                f"worker {worker} has {name} {theirs.get(name, 'none')}, this machine {version}",
            )
            for worker, theirs in tools.items()
            for name, version in fingerprints.tools().items()
            if theirs.get(name) != version
        ]
        if problems:
            raise EnvironmentMissingError(problems)
        workers: Executor = client.get_executor(pure=False)
        yield workers


def _tools_of(client: Any, address: str) -> dict[str, dict[str, str]]:  # noqa: ANN401 - has no types
    """The tools of each worker of a cluster."""
    try:
        tools: dict[str, dict[str, str]] = client.run(fingerprints.tools)
    except Exception as error:
        hint = "install the same version of Briefings on each worker"
        message = f"workers of the cluster at {address} can't load Briefings: {error}"
        raise EnvironmentMissingError([Diagnostic("other-version", message, hint=hint)]) from error
    return tools


def typeset(job: Job) -> Printed:
    """Typeset a note in a child process that is stopped when it takes too much.

    Raises:
        EnvironmentMissingError: if PDF can't be made here.
        BriefingsError: if the note or its style is at fault, or took too long or too much memory.
    """
    outcome = _by_fork(job) if _can_fork() else _by_new_process(job)
    if isinstance(outcome, BriefingsError):
        raise outcome
    return outcome


def _by_fork(job: Job) -> Printed | BriefingsError:
    """A child with everything loaded already; the quick way."""
    _load()
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_send, args=(job, sender))
    child.start()
    sender.close()
    try:
        if not receiver.poll(job.seconds):
            return _fault(job, f"took longer than {job.seconds} seconds")
        outcome: Printed | BriefingsError = receiver.recv()
    except (EOFError, OSError):
        return _fault(job, "broke off: it took too much memory, or a library crashed")
    finally:
        child.kill()
        child.join()
        receiver.close()
    return outcome


def _by_new_process(job: Job) -> Printed | BriefingsError:
    """A child that loads everything itself; the way that works everywhere."""
    try:
        done = subprocess.run(  # noqa: S603 - ourselves
            [sys.executable, "-P", "-c", _CHILD, *sys.path],
            input=pickle.dumps(job),
            capture_output=True,
            timeout=job.seconds,
            check=True,
        )
    except subprocess.TimeoutExpired:
        return _fault(job, f"took longer than {job.seconds} seconds")
    except subprocess.CalledProcessError:
        return _fault(job, "broke off: it took too much memory, or a library crashed")
    outcome: Printed | BriefingsError = pickle.loads(done.stdout)  # noqa: S301 - what our own child wrote
    return outcome


# Modules are looked for where this process finds them, never in the working folder.
_CHILD = "import sys; sys.path[:] = sys.argv[1:]; from briefings.build.pdf_pool import serve; serve()"


def serve() -> None:
    """Typeset the job that comes on standard input, and write what becomes of it to standard output."""
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # what a library prints is not for our parent
        out.write(pickle.dumps(_outcome(pickle.loads(sys.stdin.buffer.read()))))  # noqa: S301 - from our parent


def _fault(job: Job, what: str) -> BriefingsError:
    hint = "look for a huge table, or a style that nests without end; the other notes were made"
    return BriefingsError([Diagnostic("typesetting-bound", f"typesetting {job.name} {what}", hint=hint)])


def _send(job: Job, sender: Connection) -> None:
    _die_with_parent()
    sender.send(_outcome(job))
    sender.close()


def _outcome(job: Job) -> Printed | BriefingsError:
    from briefings.outputs import pdf  # noqa: PLC0415 - loaded by a worker, not by those that only hand out jobs

    gc.disable()  # this process lives for one note, and all garbage goes with it
    _bound(job.memory)
    try:
        return pdf.render(job.brief, job.style, job.fonts)
    except BriefingsError as error:
        return error
    except MemoryError:
        return _fault(job, f"took more than {job.memory >> 20} MiB of memory")
    except RecursionError:
        return _fault(job, "nests too deep")
    except Exception as error:  # noqa: BLE001 - WeasyPrint may fail in any way on a style that it does not expect
        return _fault(job, f"broke off: {type(error).__name__}: {error}")


def _bound(memory: int) -> None:
    """Limit the memory of this process to what it has and so much more, where the system can."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on every system

        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - no path of the project
            pages = int(file.read().split()[0])
        limit = pages * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (limit, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _start(prepare: Callable[[], None]) -> None:
    """What a worker does first."""
    _die_with_parent()
    prepare()


def _die_with_parent() -> None:
    """Let the system end this process when the one that started it is killed, where it can."""
    if sys.platform == "linux":
        with contextlib.suppress(ImportError, OSError, AttributeError):
            import ctypes  # noqa: PLC0415 - for workers only

            ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)


_SET_PARENT_DEATH_SIGNAL = 1


def _load() -> None:
    """Load what every child needs, once for them all."""
    from briefings.outputs import pdf  # noqa: PLC0415 - see _outcome

    pdf.unsupported()


@functools.cache
def _warm() -> None:
    """Load it, and have it do for the first time what takes longer then."""
    from briefings.outputs import pdf  # noqa: PLC0415 - see _outcome

    pdf.warm_up()


def _can_fork() -> bool:
    """Whether a fork is safe: it copies one thread only, and locks as they are."""
    daemon = bool(multiprocessing.current_process().daemon)
    return sys.platform == "linux" and threading.active_count() == 1 and not daemon
