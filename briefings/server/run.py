"""Runs the live page on this machine until the user stops it."""

from __future__ import annotations

import contextlib
import socket
import threading
import webbrowser
from typing import TYPE_CHECKING

import uvicorn

from briefings.build.audiences import find_audience
from briefings.build.catalog import Catalog
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.memory import use_one_heap
from briefings.server.access import Access
from briefings.server.app import make_app
from briefings.server.notes.seen_facts import has_seen, mark_seen
from briefings.server.site import Site
from briefings.server.warm_project import WarmProject

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from briefings.project import Project

__all__ = ["run_server"]

_LOOPBACK = "127.0.0.1"


def run_server(  # noqa: PLR0913 - one for each option of the command, and the clock
    project: Project,
    find_today: Callable[[], date],
    announce: Callable[[str], None],
    *,
    port: int,
    is_read_only: bool,
    audience: str | None,
    opens_browser: bool,
) -> None:
    """Serve the live page on this machine alone, until the user stops it.

    Args:
        project: the project to show.
        find_today: returns the present day.
        announce: is called with the address to open.
        port: the port to listen on; 0 for any free one.
        is_read_only: whether to refuse every write.
        audience: name of the audience that reads the page; None for the desk. An audience never writes.
        opens_browser: whether to open the page in a browser.

    Raises:
        BriefingsError: if the port is taken, or the house has no such audience.
    """
    if audience:
        find_audience(Catalog.load(project).house, audience)
    use_one_heap()
    warm = WarmProject(project)
    with _listen(port) as listener:
        number = listener.getsockname()[1]
        access = Access(number, is_read_only or audience is not None or project.is_packaged, audience)
        site = Site(warm, access, find_today)
        config = uvicorn.Config(
            make_app(site),
            ws="none",
            lifespan="off",
            log_level="error",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=2,
        )
        announce(access.opening_address)
        threading.Thread(target=_warm_up, args=(site,), daemon=True).start()
        if opens_browser:
            webbrowser.open(access.opening_address)
        server = uvicorn.Server(config)
        site.watch.is_ending = lambda: server.should_exit
        server.run(sockets=[listener])


def _warm_up(site: Site) -> None:
    """Load the project while the browser starts; on the first run, take all facts as seen."""
    with site.lock, contextlib.suppress(BriefingsError, OSError):  # the page says so
        site.warm.workspace()
        if not site.access.is_read_only and not has_seen(site.warm.project):
            mark_seen(site.warm, site.find_today())


def _listen(port: int) -> socket.socket:
    """Return a socket that only this machine can reach.

    Raises:
        BriefingsError: if the port is taken.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((_LOOPBACK, port))
        listener.listen()  # before the address is printed: whoever opens it at once is heard
    except OSError as error:
        listener.close()
        hint = "name another one with `--port`, or leave the option out"
        raise BriefingsError(
            [Diagnostic("port-taken", f"the port {port} is not free on this machine", hint=hint)]
        ) from error
    return listener
