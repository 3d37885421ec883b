"""A browser for tests of the live page: it sends exactly the bytes that a test wants, without a socket."""

from __future__ import annotations

import asyncio
import re
import shutil
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlencode

from briefings.project import Project
from briefings.server.access import Access
from briefings.server.app import make_app
from briefings.server.site import Site
from briefings.server.warm_project import WarmProject
from tests.support.notes import FICTIONAL, TODAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from briefings.server.events import ChangeWatch
    from briefings.server.guard import Guard

__all__ = ["HOST", "PROPOSALS_FILE", "Answer", "Browser", "Headers", "make_house_with_proposals"]

Headers = list[tuple[bytes, bytes]]
HOST = b"127.0.0.1:8000"
_PORT = 8000
PROPOSALS_FILE = "facts/zubrowka/proposals.yaml"
_PROPOSALS = """\
marking: PUBLIC
# Kept.
statements:
- {id: moon, status: proposed, on: 2015-01-01, text: They saw the moon., evidence: [league-charter]}  # kept too
- {id: sun, status: proposed, on: 2015-01-02, text: They saw the sun., evidence: [league-charter]}
"""


def make_house_with_proposals(root: Path) -> None:
    """Write the fictional house with two proposals."""
    shutil.copytree(FICTIONAL, root)
    (root / PROPOSALS_FILE).write_text(_PROPOSALS, "utf-8")


@dataclass(frozen=True)
class Answer:
    """What the page answered."""

    status: int
    headers: Headers
    body: bytes

    @property
    def text(self) -> str:
        """Return the body as text."""
        return self.body.decode()

    @property
    def visible(self) -> str:
        """Return the text without tags, with its entities resolved."""
        return unescape(re.sub(r"<[^>]*>", " ", self.text))

    def header(self, name: str) -> str:
        """Return a header, or an empty text."""
        return next((value.decode() for key, value in self.headers if key.decode() == name), "")

    @property
    def everything(self) -> str:
        """Return all that left the process: headers and body."""
        return f"{self.headers!r}\n{self.text}\n{unescape(self.text)}"


@dataclass
class Browser:
    """A browser that has opened the live page of a project."""

    app: Guard
    access: Access
    watch: ChangeWatch
    root: Path
    fields: dict[str, str] = field(default_factory=dict)

    @classmethod
    def open(
        cls,
        root: Path,
        *,
        today: date = TODAY,
        is_read_only: bool = False,
        audience: str | None = None,
        body_seconds: float = 10.0,
    ) -> Browser:
        """Serve a project, and open it."""
        access = Access(_PORT, is_read_only or audience is not None, audience)
        site = Site(WarmProject(Project(root, root)), access, lambda: today)
        app = make_app(site)
        app._body_seconds = body_seconds
        return cls(app, access, site.watch, root)

    @staticmethod
    def plain(text: str) -> str:
        """Return a part of a page without its entities."""
        return unescape(text)

    @property
    def cookie(self) -> tuple[bytes, bytes]:
        """Return the header with the key."""
        return (b"cookie", f"{self.access.cookie_name}={self.access.key}".encode())

    def get(self, target: str, headers: Iterable[tuple[bytes, bytes]] = ()) -> Answer:
        """Return the answer to a request of our own page."""
        own = [(b"host", HOST), self.cookie, (b"sec-fetch-site", b"same-origin")]
        return self.send("GET", target, [*own, *headers])

    def post(self, target: str, fields: Mapping[str, str]) -> Answer:
        """Return the answer to a form of our own page, with its token."""
        body = urlencode({"token": self.access.form_token, **fields}).encode()
        return self.send("POST", target, self.form_headers(body), [body])

    def form_headers(self, body: bytes) -> Headers:
        """Return the headers with which a browser sends one of our forms."""
        return [
            (b"host", HOST),
            self.cookie,
            (b"sec-fetch-site", b"same-origin"),
            (b"origin", b"http://" + HOST),
            (b"content-type", b"application/x-www-form-urlencoded"),
            (b"content-length", str(len(body)).encode()),
        ]

    def send(
        self, method: str, target: str, headers: Headers, parts: Sequence[bytes | None] = (b"",)
    ) -> Answer:
        """Return the answer to any request.

        Args:
            method: of the request.
            target: path and query, as they are on the wire.
            headers: all headers, as they are on the wire.
            parts: of the body, in order; None for one that never comes.
        """
        return asyncio.run(self._send(method, target, headers, parts))

    async def _send(
        self, method: str, target: str, headers: Headers, parts: Sequence[bytes | None]
    ) -> Answer:
        path, _, query = target.partition("?")
        scope: dict[str, Any] = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": headers,
            "client": ("127.0.0.1", 50000),
            "server": ("127.0.0.1", _PORT),
        }
        waiting = list(parts)
        sent: list[Any] = []

        async def receive() -> dict[str, Any]:
            if not waiting:
                return {"type": "http.disconnect"}
            part = waiting.pop(0)
            if part is None:
                await asyncio.sleep(60)
            return {"type": "http.request", "body": part, "more_body": bool(waiting)}

        async def send(message: Any) -> None:  # noqa: ANN401 - a message of any kind
            sent.append(message)

        await self.app(scope, receive, send)
        body = b"".join(message.get("body", b"") for message in sent[1:])
        return Answer(sent[0]["status"], sent[0]["headers"], body)
