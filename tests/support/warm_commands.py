"""Commands that begin at once: forks of one process that has loaded Briefings, with everything else of their own.

A new Python takes half a second to load Briefings, and each worker for PDFs one more; the tests start hundreds. A warm
command has its own arguments, folder, environment, standard streams, exit code and end, as each process has.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import importlib
import marshal
import os
import pkgutil
import runpy
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

__all__ = ["warm_program"]

_READY = b"ready\n"
_ROOT = Path(__file__).parents[2]
_CLIENT = Path(__file__).with_name("warm_client.py")
_COLD_PARTS = ("briefings.__main__", "briefings.server")
"""What the warm process does not load: running it, and the live page with its libraries."""


def warm_program() -> list[str]:
    """Return the words that start a module as `python -m` does, in a fork of the warm process of this project."""
    return [sys.executable, "-I", "-S", str(_CLIENT), _warm_address()]


@functools.cache
def _warm_address() -> str:
    """Start the warm process, which ends with this one; return its address."""
    folder = tempfile.mkdtemp(prefix="warm-")
    address = f"{folder}/socket"
    process = subprocess.Popen(
        [sys.executable, "-m", __name__, address],
        cwd=_ROOT,
        env={**os.environ, "PYTHONPATH": str(_ROOT), "LC_ALL": "C.UTF-8"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )

    def end() -> None:
        process.communicate()
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(end)
    assert process.stdout
    assert process.stdout.readline() == _READY
    return address


def _load_everything() -> None:
    """Load what commands load, and typeset a page as each worker for PDFs does first."""
    import briefings  # noqa: PLC0415 - only the warm process loads all of it
    from briefings.build import pdf_pool  # noqa: PLC0415
    from briefings.model.memory import set_objects_aside  # noqa: PLC0415
    from tests.support.parsed_texts import parse_each_text_once  # noqa: PLC0415

    parse_each_text_once()
    os.fsync = _write_without_waiting
    for module in pkgutil.walk_packages(briefings.__path__, "briefings."):
        if not module.name.startswith(_COLD_PARTS):
            importlib.import_module(module.name)
    pdf_pool._warm_up()
    _fill_caches()
    set_objects_aside()


def _write_without_waiting(fd: object) -> None:
    """Stand for `os.fsync`, as in tests: nothing has to outlive a loss of power."""


def _fill_caches() -> None:
    """Build and check a project and read the packaged facts: all commands have what was read, patterns and the like."""
    from briefings.cli import main  # noqa: PLC0415 - as above

    with tempfile.TemporaryDirectory() as folder, Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        project = shutil.copytree(_ROOT / "tests" / "fictional", Path(folder) / "project")
        for line, root in (("build --format md,html", project), ("check", project), ("list", ":packaged")):
            with (
                contextlib.redirect_stdout(nowhere),
                contextlib.redirect_stderr(nowhere),
                contextlib.suppress(SystemExit),
            ):
                main([*line.split(), "--project", str(root)])


def _serve(address: str) -> socket.socket | None:
    """Fork for each command: return its connection in the fork, and None when the process that started this one ends."""
    running: dict[int, socket.socket] = {}
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(address)
        server.listen(16)
        os.write(1, _READY)
        while True:
            ready, _, _ = select.select([server, sys.stdin], [], [], 0.005 if running else None)
            if sys.stdin in ready:
                return None
            if server in ready:
                connection, _ = server.accept()
                process = os.fork()
                if not process:
                    return connection
                running[process] = connection
            _tell_ended(running)


def _tell_ended(running: dict[int, socket.socket]) -> None:
    """Tell the exit codes of commands that have ended."""
    for process in list(running):
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            with running.pop(process) as connection, contextlib.suppress(BrokenPipeError):
                connection.sendall(str(os.waitstatus_to_exitcode(status)).encode())


def _receive_words(connection: socket.socket) -> list[str]:
    """Become a process as the other end of the connection asks: with its streams, folder and environment."""
    _, streams, _, _ = socket.recv_fds(connection, 1, 3)
    with connection, connection.makefile("rb") as file:
        words: list[str]
        folder, words, environment = marshal.load(file)  # noqa: S302 - written by `warm_client`
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    sys.path[0] = folder
    return words


def _main() -> None:
    """Run as the warm process; each fork is a command."""
    _load_everything()
    if connection := _serve(sys.argv[1]):
        sys.argv = _receive_words(connection)
        try:
            runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
        except SystemExit as end:
            if isinstance(end.code, int):
                _leave(end.code)
            raise
        _leave(0)


def _leave(code: int) -> None:
    """End as Python does, but leave what is in memory to the system: to take it apart takes longer than most commands."""
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        if stream:
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    _main()
