"""Tests of the live page in a real browser, over a real socket."""

from __future__ import annotations

import re
import socket
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
