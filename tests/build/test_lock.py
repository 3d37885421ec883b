"""Tests of the lock: one build at a time in a build folder."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from io import FileIO
from typing import TYPE_CHECKING

import pytest

from briefings.build import lock
from briefings.build.lock import hold_lock, try_lock
from briefings.loading.files import UnwritableFileError
from tests.support.builds import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path


def test_two_builds_at_once(project: Path) -> None:
    """The second one says for whom it waits, and both end right."""
    holder = subprocess.Popen(
        [sys.executable, "-c", f"from briefings.build.lock import hold_lock; from pathlib import Path\nwith hold_lock(Path({str(project / 'build/.lock')!r}), print):\n print('held', flush=True); input()"],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    assert holder.stdout is not None
    assert holder.stdin is not None
    assert holder.stdout.readline() == "held\n"
    second = subprocess.Popen(
        [sys.executable, "-m", "briefings", "build", "--format", "md"], cwd=project,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)}, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    assert second.stderr is not None
    line = second.stderr.readline()
    assert line == f"waiting for another build in this folder (process {holder.pid})\n"
    assert not (project / "build/internal").exists()
    holder.stdin.write("\n")
    holder.stdin.close()
    assert holder.wait() == 0
    second.stderr.read()
    assert second.wait() == 0
    holder.stdout.close()
    second.stderr.close()
    assert (project / "build/internal/zubrowka/manifest.json").is_file()


def test_a_dead_holder_holds_nothing(tmp_path: Path) -> None:
    """The lock of a process that is gone, whose children live on, is free."""
    code = (
        "import os, sys, time; from pathlib import Path; from briefings.build.lock import hold_lock\n"
        f"with hold_lock(Path({str(tmp_path / 'lock')!r}), print):\n"
        "    if os.fork() == 0:\n        time.sleep(30)\n    print('held', flush=True)\n    os.kill(os.getpid(), 9)\n"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert run.stdout is not None
    assert run.stdout.readline() == b"held\n"
    run.wait()
    waited: list[str] = []
    try:
        with hold_lock(tmp_path / "lock", waited.append):
            pass
    finally:
        os.killpg(run.pid, signal.SIGKILL)
        run.stdout.close()
    assert waited == []


def test_a_lock_is_free_again(tmp_path: Path) -> None:
    """Who holds a lock writes down who it is; the next one waits for nobody."""
    waited: list[str] = []
    for _ in range(2):
        with hold_lock(tmp_path / "folder/lock", waited.append):
            assert (tmp_path / "folder/lock").read_text(encoding="ascii") == f"{os.getpid()}\n"
    assert waited == []


def test_a_lock_that_another_process_holds_is_not_waited_for(tmp_path: Path) -> None:
    """Who only tries gets the lock if it is free, and goes on without it if not."""
    path = tmp_path / "lock"
    with try_lock(path) as is_held:
        assert is_held
    code = (
        "from briefings.build.lock import hold_lock; from pathlib import Path\n"
        f"with hold_lock(Path({str(path)!r}), print):\n    print('held', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with try_lock(path) as is_held:
            assert not is_held
        holder.communicate("\n")
    with try_lock(tmp_path / "no folder/lock") as is_held:
        assert not is_held


def test_a_lock_on_a_full_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message has the file, though the system does not say it."""

    class FullDisk(FileIO):
        def write(self, _data: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(lock, "FileIO", FullDisk)
    with pytest.raises(UnwritableFileError, match="lock"), hold_lock(tmp_path / "lock", print):
        pass
