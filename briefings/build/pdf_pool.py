"""Typesetting of PDFs on several cores or machines, each limited in time and memory.

The interface is `concurrent.futures.Executor`: anything with `submit` can typeset. A worker imports WeasyPrint once and
typesets each note in a child process, so that one bad note neither hangs nor stops the others.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import multiprocessing
import os
import pickle  # only between a process and its own child, never from a file
import signal
import subprocess
import sys
import threading
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefings.build.tool_versions import tool_versions
from briefings.model.diagnostics import BriefingsError, Diagnostic, EnvironmentMissingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from multiprocessing.connection import Connection

    from briefings.compose.brief import Brief
    from briefings.outputs.pdf import PdfResult

__all__ = ["Job", "core_count", "dask_executor", "local_executor", "typeset", "typeset_from_stdin"]

TIMEOUT_SECONDS = 120
MEMORY_LIMIT_BYTES = 2 << 30


@dataclass(frozen=True, slots=True)
class Job:
    """A note to typeset, with everything that this needs.

    Attributes:
        name: the name of the note in messages.
        brief: the note.
        style: style sheet for print.
        fonts: font files by name.
        timeout_seconds: the time limit.
        memory_limit_bytes: the memory it may use beyond that of its worker.
    """

    name: str
    brief: Brief
    style: str
    fonts: Mapping[str, bytes]
    timeout_seconds: int = TIMEOUT_SECONDS
    memory_limit_bytes: int = MEMORY_LIMIT_BYTES


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
    context = multiprocessing.get_context("fork" if _can_fork() else "spawn")
    initialize = _warm_up if note_count > 1 else _load_weasyprint
    pool = ProcessPoolExecutor(
        min(jobs, note_count), mp_context=context, initializer=_start_worker, initargs=(initialize,)
    )
    pool.submit(initialize)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextlib.contextmanager
def dask_executor(address: str) -> Iterator[Executor]:
    """Provide the executor of a Dask cluster; its workers must have the same tool versions as this machine.

    Args:
        address: of its scheduler, `tcp://HOST:PORT`.

    Raises:
        EnvironmentMissingError: if the extra `dask` is not installed, or the cluster can't be reached, has no workers,
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
        versions_by_worker = _tool_versions_by_worker(client, address)
        if not versions_by_worker:
            hint = f"start some with `dask worker {address}`"
            message = f"the cluster at {address} has no workers"
            raise EnvironmentMissingError([Diagnostic("no-cluster", message, hint=hint)])
        problems = [
            Diagnostic(
                "other-version",
                f"worker {worker} has {name} {worker_versions.get(name, 'none')}, this machine {version}",
            )
            for worker, worker_versions in versions_by_worker.items()
            for name, version in tool_versions().items()
            if worker_versions.get(name) != version
        ]
        if problems:
            raise EnvironmentMissingError(problems)
        workers: Executor = client.get_executor(pure=False)
        yield workers


def _tool_versions_by_worker(client: Any, address: str) -> dict[str, dict[str, str]]:  # noqa: ANN401 - has no types
    """Return the tool versions of each worker of a cluster, by address of the worker."""
    try:
        versions: dict[str, dict[str, str]] = client.run(tool_versions)
    except Exception as error:
        hint = "install the same version of Briefings on each worker"
        message = f"workers of the cluster at {address} can't load Briefings: {error}"
        raise EnvironmentMissingError([Diagnostic("other-version", message, hint=hint)]) from error
    return versions


def typeset(job: Job) -> PdfResult:
    """Typeset a note in a child process, which is stopped when it exceeds its limits.

    Raises:
        EnvironmentMissingError: if PDF can't be made here.
        BriefingsError: if the note or its style has errors, or took too long or too much memory.
    """
    result = _typeset_in_fork(job) if _can_fork() else _typeset_in_new_process(job)
    if isinstance(result, BriefingsError):
        raise result
    return result


def _typeset_in_fork(job: Job) -> PdfResult | BriefingsError:
    """Typeset in a forked child, which has everything loaded already; the fast way."""
    _load_weasyprint()
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_run_forked_child, args=(job, sender))
    child.start()
    sender.close()
    try:
        if not receiver.poll(job.timeout_seconds):
            return _typesetting_error(job, f"took longer than {job.timeout_seconds} seconds")
        result: PdfResult | BriefingsError = receiver.recv()
    except (EOFError, OSError):
        return _typesetting_error(job, "broke off: it took too much memory, or a library crashed")
    finally:
        child.kill()
        child.join()
        receiver.close()
    return result


def _typeset_in_new_process(job: Job) -> PdfResult | BriefingsError:
    """Typeset in a new process, which loads everything itself; the way that works everywhere."""
    try:
        process = subprocess.run(  # noqa: S603 - ourselves
            [sys.executable, "-P", "-c", _CHILD, *sys.path],
            input=pickle.dumps(job),
            capture_output=True,
            timeout=job.timeout_seconds,
            check=True,
        )
    except subprocess.TimeoutExpired:
        return _typesetting_error(job, f"took longer than {job.timeout_seconds} seconds")
    except subprocess.CalledProcessError:
        return _typesetting_error(job, "broke off: it took too much memory, or a library crashed")
    result: PdfResult | BriefingsError = pickle.loads(process.stdout)  # noqa: S301 - what our own child wrote
    return result


# The child imports modules from where this process finds them, never from the working folder.
_CHILD = (
    "import sys; sys.path[:] = sys.argv[1:]; "
    "from briefings.build.pdf_pool import typeset_from_stdin; typeset_from_stdin()"
)


def typeset_from_stdin() -> None:
    """Typeset the pickled job on standard input, and write the pickled result to standard output."""
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # the output of libraries must not mix with the result
        out.write(pickle.dumps(_render_within_limits(pickle.loads(sys.stdin.buffer.read()))))  # noqa: S301 - from our parent


def _typesetting_error(job: Job, event: str) -> BriefingsError:
    """Return the error for a note that could not be typeset within its limits."""
    hint = "look for a huge table, or a style that nests without end; the other notes were made"
    return BriefingsError([Diagnostic("typesetting-bound", f"typesetting {job.name} {event}", hint=hint)])


def _run_forked_child(job: Job, sender: Connection) -> None:
    """Typeset a job in a forked child, and send the result to the parent."""
    _die_with_parent()
    sender.send(_render_within_limits(job))
    sender.close()


def _render_within_limits(job: Job) -> PdfResult | BriefingsError:
    """Render a PDF in this process under the limits of its job; return the result or the error."""
    from briefings.outputs import pdf  # noqa: PLC0415 - loaded in workers, not in the process that submits jobs

    gc.disable()  # this process lives for one note only
    _limit_memory(job.memory_limit_bytes)
    try:
        return pdf.render(job.brief, job.style, job.fonts)
    except BriefingsError as error:
        return error
    except MemoryError:
        return _typesetting_error(job, f"took more than {job.memory_limit_bytes >> 20} MiB of memory")
    except RecursionError:
        return _typesetting_error(job, "nests too deep")
    except Exception as error:  # noqa: BLE001 - WeasyPrint may fail in any way on an unexpected style
        return _typesetting_error(job, f"broke off: {type(error).__name__}: {error}")


def _limit_memory(extra_bytes: int) -> None:
    """Limit the memory of this process to its present size and some more, on systems that can."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on every system

        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - not a path of the project
            pages = int(file.read().split()[0])
        limit = pages * resource.getpagesize() + extra_bytes
        resource.setrlimit(resource.RLIMIT_AS, (limit, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _start_worker(initialize: Callable[[], None]) -> None:
    """Prepare a new worker."""
    _die_with_parent()
    initialize()


def _die_with_parent() -> None:
    """Have the system end this process when its parent is killed, on systems that can."""
    if sys.platform == "linux":
        with contextlib.suppress(ImportError, OSError, AttributeError):
            import ctypes  # noqa: PLC0415 - for workers only

            ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)


_SET_PARENT_DEATH_SIGNAL = 1


def _load_weasyprint() -> None:
    """Load WeasyPrint before forking, so that no child has to."""
    from briefings.outputs import pdf  # noqa: PLC0415 - see _render_within_limits

    pdf.check_support()


@functools.cache
def _warm_up() -> None:
    """Load WeasyPrint and typeset a throw-away page, as the first page takes longer."""
    from briefings.outputs import pdf  # noqa: PLC0415 - see _render_within_limits

    pdf.warm_up()


def _can_fork() -> bool:
    """Return whether a fork is safe: it copies only the calling thread, but all locks as they are."""
    is_daemon = bool(multiprocessing.current_process().daemon)
    return sys.platform == "linux" and threading.active_count() == 1 and not is_daemon
