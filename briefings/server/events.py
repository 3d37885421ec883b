"""The event stream: it says that something has changed, and never what.

For an audience it speaks only of what that audience may see: it stays silent on any other change.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import secrets
import threading
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.responses import Response, StreamingResponse

from briefings.build.audiences import readable_store
from briefings.model.diagnostics import BriefingsError
from briefings.model.hashing import content_hash

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import date

    from starlette.requests import Request

    from briefings.server.warm_project import WarmProject

__all__ = ["ChangeWatch", "stream_changes"]

_PAUSE_SECONDS = 0.1
_MOST_LOAD = 10
"""Between two looks at the files, at least ten times as long passes as a look that finds nothing new takes."""
_ALIVE_SECONDS = 15
_MOST_STREAMS = 32
_CHANGED = b"event: changed\ndata:\n\n"
_ALIVE = b":\n\n"


@dataclass
class ChangeWatch:
    """What tells the pages of one run that something they show has changed.

    Attributes:
        warm: the open project.
        audience: name of the audience that reads the page; None for the desk.
        find_today: returns the present day.
        lock: held while the project is read.
        is_ending: returns whether the run ends.
        streams: how many pages listen now.
    """

    warm: WarmProject
    audience: str | None
    find_today: Callable[[], date]
    lock: threading.Lock
    is_ending: Callable[[], bool] = lambda: False
    streams: int = 0
    _secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    _seen: tuple[float, str] = (0.0, "")
    _looking: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def shown_state(self) -> str:
        """Return a sign of what the pages show now; it is the same for the same content, and says nothing about it."""
        state = f"{self.find_today()} {self._visible_state(self.warm.shown_state)}"
        return hmac.new(self._secret, state.encode(), hashlib.sha256).hexdigest()[:32]

    def _current_state(self) -> str:
        """Return the same sign for what is on disk now; of many askers at a time, one looks at the files."""
        with self._looking:
            good_until, before = self._seen
            if time.monotonic() < good_until:
                return before
            begun = time.thread_time()
            with self.lock:
                with contextlib.suppress(BriefingsError):  # the page says so
                    self.warm.workspace()
                state = self.shown_state()
            took = time.thread_time() - begun  # not by the clock: other work on the machine delays nothing
            pause = _MOST_LOAD * took if state == before else 0.0
            self._seen = (time.monotonic() + pause, state)
            return state

    def _visible_state(self, files: str) -> str:
        """Return the state of what the reader may see."""
        if self.audience is None:
            return files
        if self.warm.problems:
            return "broken"

        def find() -> str:
            store = readable_store(self.warm.workspace().store, self.audience, self.find_today())
            return content_hash((tuple(store.entities.values()), store.facts, store.gaps))

        return f"{self.warm.template_state} {self.warm.recall(('state', self.find_today()), find)}"


def stream_changes(watch: ChangeWatch, request: Request) -> Response:
    """Answer with a stream that says "changed" each time that the pages would show something else.

    The address names the state that the page shows, so no change is missed between the page and its stream.
    """
    if request.method != "GET":
        return Response()
    if watch.streams >= _MOST_STREAMS:
        return Response("Too many open pages.\n", HTTPStatus.SERVICE_UNAVAILABLE)
    return StreamingResponse(
        _changes(watch, request.query_params.get("state", "")), media_type="text/event-stream"
    )


async def _changes(watch: ChangeWatch, shown: str) -> AsyncIterator[bytes]:
    """Yield an event for each change, and a sign of life now and then."""
    watch.streams += 1
    try:
        yield b"retry: 500\n\n"
        said_at = time.monotonic()
        while not watch.is_ending():
            state = await asyncio.to_thread(watch._current_state)
            if state != shown:
                shown = state
                yield _CHANGED
                said_at = time.monotonic()
            elif time.monotonic() > said_at + _ALIVE_SECONDS:
                yield _ALIVE
                said_at = time.monotonic()
            await asyncio.sleep(_PAUSE_SECONDS)
    finally:
        watch.streams -= 1
