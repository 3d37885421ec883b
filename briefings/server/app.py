"""The live page as an application: its addresses, and what answers at each."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from briefings.authoring.yaml.edit import FileChangedError
from briefings.loading.files import file_problem
from briefings.model.diagnostics import BriefingsError
from briefings.server.events import stream_changes
from briefings.server.forms.raw_answers import WITHOUT_FACTS
from briefings.server.guard import Guard
from briefings.server.problems import ChangedMeanwhileError, UnknownPageError, WrongAddressError
from briefings.server.read_answers import READING
from briefings.server.reading import start_reading
from briefings.server.write_answers import WRITING

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from briefings.server.site import Answer, Site

__all__ = ["make_app"]

_FOLDER = Path(__file__).parent / "assets"
_ASSETS = {
    "page.css": "text/css",
    "page.js": "text/javascript",
    "form.css": "text/css",
    "form.js": "text/javascript",
    "inbox.js": "text/javascript",
    "raw.js": "text/javascript",
    "codemirror.js": "text/javascript",
    "live.js": "text/javascript",
    "keys.js": "text/javascript",
    "idiomorph.js": "text/javascript",
}
"""The files that pages load, with their types."""

_UNKNOWN = "There is no such page, or you may not see it."
_CHANGED = "The fact has changed since you opened the page. Nothing was written: go back, reload, and look at it again."
_BUSY = "Another command wrote to the same file while this was being saved. Nothing was written: go back, and save it again."
_BROKEN = "The facts or templates have errors. Run `briefings check` to see them."
_NO_FILE = "A file can't be read or written, so nothing was done."
_MOST_PROBLEMS = 50


def make_app(site: Site) -> Guard:
    """Return the application, behind its guard."""
    routes = [
        Route(path, partial(_answer, site, partial(_show, site, answer)), methods=[method])
        for method, table in (("GET", READING), ("POST", WRITING))
        for path, answer in table.items()
    ]
    routes += [
        Route(path, partial(_answer, site, partial(answer, site)), methods=["GET", "POST"])
        for path, answer in WITHOUT_FACTS.items()
    ]
    routes.append(Route("/events", partial(stream_changes, site.watch), methods=["GET"]))
    routes.append(Route("/assets/{name}", _send_asset, methods=["GET"]))
    app = Starlette(
        routes=routes,
        exception_handlers={
            HTTPException: partial(_show_refusal, site),
            Exception: partial(_show_bug, site),
        },
    )
    app.router.redirect_slashes = False
    return Guard(app, site.access)


def _show(site: Site, answer: Answer, request: Request) -> Response:
    """Return the answer to a request about facts without errors."""
    reading = start_reading(site.warm, site.access, site.find_today(), dict(request.query_params))
    return answer(site, reading, request)


def _answer(site: Site, answer: Callable[[Request], Response], request: Request) -> Response:
    """Answer a request, in a thread of its own; one after the other."""
    with site.lock:
        try:
            return answer(request)
        except UnknownPageError:
            return site.page(request, "problem", HTTPStatus.NOT_FOUND, reason=_UNKNOWN, problems=())
        except WrongAddressError as error:
            return site.page(request, "problem", HTTPStatus.BAD_REQUEST, reason=error.reason, problems=())
        except (ChangedMeanwhileError, FileChangedError) as error:
            reason = _CHANGED if isinstance(error, ChangedMeanwhileError) else _BUSY
            return site.page(request, "problem", HTTPStatus.CONFLICT, reason=reason, problems=())
        except BriefingsError as error:
            # A message may name what an audience may not see.
            problems = () if site.access.audience else (*error.diagnostics[:_MOST_PROBLEMS],)
            status = HTTPStatus.UNPROCESSABLE_ENTITY
            return site.page(request, "problem", status, reason=_BROKEN, problems=problems)
        except OSError as error:
            problems = () if site.access.audience else (file_problem(error),)
            status = HTTPStatus.INTERNAL_SERVER_ERROR
            return site.page(request, "problem", status, reason=_NO_FILE, problems=problems)


def _send_asset(request: Request) -> Response:
    """Return the style sheet or the script: files are chosen by name from a list, and never by path."""
    name = request.path_params["name"]
    if name not in _ASSETS:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return Response((_FOLDER / name).read_bytes(), media_type=_ASSETS[name])


async def _show_refusal(site: Site, request: Request, error: Exception) -> Response:
    """Return the page for an address that does not exist."""
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.NOT_FOUND
    return site.page(request, "problem", status, reason=_UNKNOWN, problems=())


async def _show_bug(site: Site, request: Request, _error: Exception) -> Response:
    """Return the page for a fault of ours; its reason goes to the terminal alone."""
    reason = "This is a fault of Briefings. The terminal where you started it says more."
    return site.page(request, "problem", HTTPStatus.INTERNAL_SERVER_ERROR, reason=reason, problems=())
