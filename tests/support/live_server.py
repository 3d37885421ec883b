"""A running `briefings serve`, for tests with a real browser."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["serve"]

_ROOT = Path(__file__).parents[2]


@contextmanager
def serve(project: Path, *options: str) -> Iterator[str]:
    """Run the live page of a project, give the address that it printed, and end it by Ctrl+C."""
    command = [sys.executable, "-m", "briefings", "serve", "--no-open", "--project", str(project), *options]
    with subprocess.Popen(
        command,
        cwd=_ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().strip()
        finally:
            process.send_signal(2)
            _, messages = process.communicate(timeout=20)
        assert "Traceback" not in messages
        assert "ERROR" not in messages
