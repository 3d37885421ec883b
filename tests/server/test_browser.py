"""Tests of the live page in a real browser, over a real socket."""

from __future__ import annotations

import contextlib
import http.client
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.live_server import serve
from tests.support.notes import FICTIONAL

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def opening_address() -> Iterator[str]:
    """Provide the address of a running live page."""
    with serve(FICTIONAL, "--read-only") as address:
        yield address


@pytest.mark.slow
def test_only_this_machine_reaches_the_page(opening_address: str) -> None:
    """It listens on the loopback address alone, and refuses what a raw connection tries."""
    port = int(re.findall(r":(\d+)/", opening_address)[0])
    for other in {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}:
        if not str(other).startswith("127."):
            with pytest.raises(OSError, match=r"refused|timed out"):
                socket.create_connection((str(other), port), timeout=1)
    own = f"127.0.0.1:{port}".encode()
    for request in (
        b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"GET http://" + own + b"/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"GET / HTTP/1.0\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: " + own + b"\r\nHost: evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: " + own + b"\r\nCookie: briefings-0=x\r\n\r\n",
        b"POST /review HTTP/1.1\r\nHost: "
        + own
        + b"\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: " + own + b"\r\nX: " + b"x" * 200_000 + b"\r\n\r\n",
        b"\x16\x03\x01 nothing\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(request)
            status = connection.recv(4096).split(b"\r\n")[0]
        assert re.match(rb"HTTP/1\.1 4\d\d ", status), (request[:60], status)


@pytest.mark.slow
def test_it_leaves_no_process_behind(tmp_path: Path) -> None:
    """Ctrl+C ends it within seconds, with a PDF in the making and a page that listens, and with all that it started."""
    root = tmp_path / "house"
    shutil.copytree(FICTIONAL, root)
    command = [sys.executable, "-m", "briefings", "serve", "--no-open", "--project", str(root)]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process,
        contextlib.ExitStack() as stack,
    ):
        stack.callback(process.kill)  # or a failure would wait for a server that never ends
        assert process.stdout
        address = process.stdout.readline().strip()
        port, key = re.findall(r":(\d+)/\?key=(\S+)", address)[0]
        cookie = {"Cookie": f"briefings-{port}={key}", "Sec-Fetch-Site": "same-origin"}
        connections = [http.client.HTTPConnection("127.0.0.1", int(port), timeout=20) for _ in range(2)]
        for connection, target in zip(
            connections, ("/events?state=x", "/download/zubrowka?format=pdf&part=progress"), strict=True
        ):
            connection.request("GET", target, headers=cookie)
            assert connection.getresponse().status in (200, 202)
        assert any(has_worker(process.pid) for _ in range(500))
        process.send_signal(signal.SIGINT)
        process.wait(10)
        for connection in connections:
            connection.close()
    for _ in range(50):
        if not session_of(process.pid):
            return
        time.sleep(0.1)
    assert session_of(process.pid) == []


def has_worker(number: int) -> bool:
    """Return, after a moment, whether more than one process of a session runs."""
    time.sleep(0.01)
    return len(session_of(number)) > 1


def session_of(number: int) -> list[str]:
    """Return the commands of the processes of a session that still run."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            name, rest = path.read_text("utf-8").rsplit(")", 1)
            state, _, _, session = rest.split()[:4]
            if int(session) == number and state != "Z":
                found.append(name)
    return found
