"""Typesetting of one PDF in a child process, which is stopped when it exceeds its limits.

So one bad note neither hangs nor stops the others.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import multiprocessing
import os
import pickle  # only between a process and its own child, never from a file
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from briefings.loading.files import file_problem
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.processes import can_fork, die_with_parent, held_interrupts

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from briefings.build.pdf_job import Job
    from briefings.outputs.pdf import PdfResult

__all__ = ["load_weasyprint", "typeset", "use_temporary_folder"]


_PATIENCE = 4
"""How many times its processor time a job may take on a machine that is busy with others."""


def typeset(job: Job) -> PdfResult:
    """Typeset a note in a child process, which is stopped when it exceeds its limits.

    Raises:
        EnvironmentMissingError: if PDF can't be made here.
        BriefingsError: if the note or its style has errors, or took too long or too much memory, or if the disk is full.
    """
    temporary = Path(tempfile.gettempdir())
    try:
        # The child is killed, so whatever it leaves in the temporary folder goes with this one.
        with tempfile.TemporaryDirectory(prefix="briefings-", ignore_cleanup_errors=True) as folder:
            result = _typeset_in_fork(job, folder) if can_fork() else _typeset_in_new_process(job, folder)
    except OSError as error:
        raise BriefingsError([file_problem(error, temporary)]) from error
    if isinstance(result, BriefingsError):
        raise result
    return result


def _typeset_in_fork(job: Job, temporary_folder: str) -> PdfResult | BriefingsError:
    """Typeset in a forked child, which has everything loaded already; the fast way."""
    load_weasyprint()
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_run_forked_child, args=(job, sender, temporary_folder))
    with held_interrupts():
        child.start()
    sender.close()
    try:
        if not receiver.poll(_PATIENCE * job.timeout_seconds):
            return _typesetting_error(job, _too_slow(job))
        result: PdfResult | BriefingsError = receiver.recv()
    except (EOFError, OSError):
        child.join()
        return _typesetting_error(job, _describe_end(job, child.exitcode))
    finally:
        child.kill()
        child.join()
        receiver.close()
    return result


def _typeset_in_new_process(job: Job, temporary_folder: str) -> PdfResult | BriefingsError:
    """Typeset in a new process, which loads everything itself; the way that works everywhere."""
    try:
        process = subprocess.run(  # noqa: S603 - ourselves
            [sys.executable, "-P", "-c", _CHILD, str(os.getpid()), *sys.path],
            input=pickle.dumps(job),
            capture_output=True,
            timeout=_PATIENCE * job.timeout_seconds,
            check=True,
            env={**os.environ, "TMPDIR": temporary_folder},
        )
    except subprocess.TimeoutExpired:
        return _typesetting_error(job, _too_slow(job))
    except subprocess.CalledProcessError as error:
        return _typesetting_error(job, _describe_end(job, error.returncode))
    result: PdfResult | BriefingsError = pickle.loads(process.stdout)  # noqa: S301 - what our own child wrote
    return result


# The child imports modules from where this process finds them, never from the working folder.
_CHILD = (
    "import sys; sys.path[:] = sys.argv[2:]; "
    "from briefings.build.pdf_process import _typeset_from_stdin; _typeset_from_stdin(int(sys.argv[1]))"
)


def _typeset_from_stdin(parent: int) -> None:
    """Typeset the pickled job on standard input, and write the pickled result to standard output.

    Args:
        parent: the process that wants the result; if it has ended meanwhile, nothing is done.
    """
    die_with_parent()
    if os.getppid() != parent:
        return
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # the output of libraries must not mix with the result
        out.write(pickle.dumps(_render_within_limits(pickle.loads(sys.stdin.buffer.read()))))  # noqa: S301 - from our parent


def _too_slow(job: Job) -> str:
    """Return what a job that was stopped did."""
    return f"took longer than {job.timeout_seconds} seconds"


def _describe_end(job: Job, exit_code: int | None) -> str:
    """Return how a child ended that gave no result: the signal says whether the system or a library ended it."""
    number = -(exit_code or 0)
    if number == getattr(signal, "SIGXCPU", None):
        return _too_slow(job)
    if number == getattr(signal, "SIGXFSZ", None):
        return "failed: it wrote more than the system allows (ulimit -f)"
    return "failed: it took too much memory, or a library crashed"


def _typesetting_error(job: Job, event: str) -> BriefingsError:
    """Return the error for a note that could not be typeset within its limits."""
    hint = "look for a huge table or endless nesting in a style; the other notes were built"
    return BriefingsError([Diagnostic("typesetting-bound", f"typesetting {job.name} {event}", hint=hint)])


def _run_forked_child(job: Job, sender: Connection, temporary_folder: str) -> None:
    """Typeset a job in a forked child, and send the result to the parent."""
    die_with_parent()
    use_temporary_folder(temporary_folder)
    sender.send(_render_within_limits(job))
    sender.close()


def _render_within_limits(job: Job) -> PdfResult | BriefingsError:
    """Render a PDF in this process under the limits of its job; return the result or the error."""
    from briefings.outputs import pdf  # noqa: PLC0415 - loaded in workers, not in the process that submits jobs

    gc.disable()  # this process lives for one note only
    _limit_memory(job.memory_limit_bytes)
    _limit_time(job.timeout_seconds)
    try:
        return _check_size(job, pdf.render(job.brief, job.style, job.fonts, job.embedded))
    except Exception as error:  # noqa: BLE001 - WeasyPrint may fail in any way on an unexpected style
        return _describe_failure(job, error)


def _describe_failure(job: Job, error: Exception) -> BriefingsError:
    """Return the error for a note whose typesetting failed: one of memory whoever met it first, a library or a file."""
    if _is_out_of_memory(error):
        return _typesetting_error(job, f"took more than {job.memory_limit_bytes >> 20} MiB of memory")
    if isinstance(error, BriefingsError):
        return error
    if isinstance(error, OSError):
        return BriefingsError([file_problem(error, Path(tempfile.gettempdir()).parent)])
    if isinstance(error, RecursionError):
        return _typesetting_error(job, "failed: the content is nested too deeply")
    return _typesetting_error(job, f"failed: {type(error).__name__}: {error}")


def _is_out_of_memory(error: BaseException | None) -> bool:
    """Return whether an error, or one that it was raised from, is that the system gives no more memory."""
    while error:
        if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
            return True
        error = error.__cause__ or error.__context__
    return False


def _check_size(job: Job, result: PdfResult) -> PdfResult | BriefingsError:
    """Return the result of a job, or the error if it is too long or too large to use."""
    if result.page_count > job.most_pages:
        return _typesetting_error(
            job, f"gave {result.page_count} pages; at most {job.most_pages} are allowed"
        )
    if len(result.pdf) > job.most_bytes:
        size = f"{len(result.pdf) >> 20} MiB; at most {job.most_bytes >> 20} MiB are allowed"
        return _typesetting_error(job, f"gave a file of {size}")
    return result


def _limit_memory(extra_bytes: int) -> None:
    """Limit the memory of this process to its present size and some more, on systems that can."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on every system

        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - not a path of the project
            pages = int(file.read().split()[0])
        limit = pages * resource.getpagesize() + extra_bytes
        resource.setrlimit(resource.RLIMIT_AS, (limit, resource.getrlimit(resource.RLIMIT_AS)[1]))


def use_temporary_folder(folder: str) -> None:
    """Have this process and its libraries make their temporary files in a folder."""
    os.environ["TMPDIR"] = tempfile.tempdir = folder


def _limit_time(seconds: int) -> None:
    """Limit the processor time of this process, on systems that can, so that it ends even if its parent is gone."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def load_weasyprint() -> None:
    """Load WeasyPrint before forking, so that no child has to."""
    from briefings.outputs import pdf, typesetter  # noqa: F401, PLC0415 - see _render_within_limits

    typesetter.check_support()
