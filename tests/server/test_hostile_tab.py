"""Test of a hostile page in another tab of a real browser: it reads nothing and changes nothing."""

from __future__ import annotations

import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar

import pytest

from tests.support.commands import files_below
from tests.support.live_server import serve
from tests.support.notes import FICTIONAL
from tests.support.tools import attack_from_another_tab

if TYPE_CHECKING:
    from pathlib import Path

ATTEMPTS = 60


@pytest.mark.thorough
def test_a_hostile_page_in_another_tab_gets_nothing(tmp_path: Path) -> None:
    """Its cookies are those of the live page, since both are on this machine; every answer to it is a refusal."""
    root = tmp_path / "house"
    shutil.copytree(FICTIONAL, root)
    before = files_below(root / "facts")
    with serve(root) as address:
        report = attack_from_another_tab(address)
    assert {name: got for name, got in report["attempts"].items() if got != "nothing"} == {}
    assert len(report["attempts"]) >= ATTEMPTS
    assert {status for _, _, status in report["answers"]} == {403}
    assert report["isStillIn"]
    assert files_below(root / "facts") == before


class _Open(BaseHTTPRequestHandler):
    """A server without a guard, which lets every origin read."""

    written: ClassVar[list[str]] = []

    def _answer(self) -> None:
        """Answer with something that runs as a script and is not empty."""
        self.send_response(200)
        self.send_header("access-control-allow-origin", self.headers.get("origin", "*"))
        self.send_header("access-control-allow-credentials", "true")
        self.send_header("content-type", "text/css" if self.path.endswith(".css") else "text/javascript")
        self.end_headers()
        self.wfile.write(b"/* open */")

    def do_GET(self) -> None:
        """Answer."""
        self._answer()

    def do_POST(self) -> None:
        """Write, whoever asks."""
        self.written.append(self.path)
        self._answer()

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.mark.thorough
def test_the_hostile_page_harms_a_server_without_a_guard() -> None:
    """So the attempts are real: against an open server many of them read, run or write something."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Open) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        report = attack_from_another_tab(f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()
    got = {name for name, what in report["attempts"].items() if what != "nothing"}
    assert {"read the desk, as 127.0.0.1", "run a script, as localhost", "import it, as 127.0.0.1"} <= got
    assert {"/undo", "/seen", "/edit/house"} <= {*_Open.written}
