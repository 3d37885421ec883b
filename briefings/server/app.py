"""The live page as an application: its addresses, and what answers at each."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from briefings.authoring.printed_sentences import find_printed_sentences
from briefings.loading.files import file_problem
from briefings.model.diagnostics import BriefingsError
from briefings.server.desk_page import describe_desk
from briefings.server.entry_page import describe_entry
from briefings.server.fact_details import describe_fact, find_fact
from briefings.server.find_page import find_entries
from briefings.server.guard import Guard
from briefings.server.note_page import describe_note, describe_panel, find_note, find_step
from briefings.server.problems import ChangedMeanwhileError, UnknownPageError, WrongAddressError
from briefings.server.reading import start_reading
from briefings.server.writes import write
from briefings.templating.pages import PageTemplates

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from starlette.requests import Request

    from briefings.server.access import Access
    from briefings.server.reading import Reading
    from briefings.server.warm_project import WarmProject
    from briefings.server.writes import Done

    Answer = Callable[["Site", Reading, Request], Response]

__all__ = ["Site", "make_app"]

_FOLDER = Path(__file__).parent
_ASSETS = {"page.css": "text/css", "page.js": "text/javascript"}
_UNKNOWN = "There is no such page, or you may not see it."
_CHANGED = "The fact has changed since you opened the page. Nothing was written: go back, reload, and look at it again."
_BROKEN = "The facts or templates have errors. Run `briefings check` to see them."
_NO_FILE = "A file can't be read or written, so nothing was done."
_MOST_DONE = 50
_MOST_PROBLEMS = 50


@dataclass
class Site:
    """The live page of one run.

    Attributes:
        warm: the open project.
        access: who may ask what.
        find_today: returns the present day.
        templates: of the pages.
        done: the writes of this run, the latest first.
        lock: held while a request is answered: a workspace serves one at a time.
    """

    warm: WarmProject
    access: Access
    find_today: Callable[[], date]
    templates: PageTemplates = field(default_factory=lambda: PageTemplates(_FOLDER / "pages"))
    done: list[Done] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def page(
        self, request: Request, name: str, status: int = HTTPStatus.OK, **values: object
    ) -> HTMLResponse:
        """Return a page.

        Args:
            request: with the nonce of its styles.
            name: of its template.
            status: of the answer.
            values: what its template can name.
        """
        common = {
            "access": self.access,
            "nonce": request.scope["nonce"],
            "reviewer": next((done.reviewer for done in self.done if done.reviewer), ""),
            "query": "",
        }
        return HTMLResponse(self.templates.render(name, **(common | values)), status)


def make_app(site: Site) -> Guard:
    """Return the application, behind its guard."""
    pages: dict[str, Answer] = {
        "/": _show_desk,
        "/note/{subject}": _show_note,
        "/fact/{folder}/{id}": _show_fact,
        "/entry/{id}": _show_entry,
        "/find": _show_found,
    }
    routes = [
        Route(path, partial(_answer, site, show), methods=["GET"], name=path) for path, show in pages.items()
    ]
    routes += [
        Route("/review", partial(_answer, site, _write), methods=["POST"], name="review"),
        Route("/assets/{name}", _send_asset, methods=["GET"]),
    ]
    app = Starlette(
        routes=routes,
        exception_handlers={
            HTTPException: partial(_show_refusal, site),
            Exception: partial(_show_bug, site),
        },
    )
    app.router.redirect_slashes = False
    return Guard(app, site.access)


def _answer(site: Site, show: Answer, request: Request) -> Response:
    """Answer a request, in a thread of its own; one after the other."""
    with site.lock:
        try:
            query = dict(request.query_params)
            reading = start_reading(site.warm, site.access, site.find_today(), query)
            return show(site, reading, request)
        except UnknownPageError:
            return site.page(request, "problem", HTTPStatus.NOT_FOUND, reason=_UNKNOWN, problems=())
        except WrongAddressError as error:
            return site.page(request, "problem", HTTPStatus.BAD_REQUEST, reason=error.reason, problems=())
        except ChangedMeanwhileError:
            return site.page(request, "problem", HTTPStatus.CONFLICT, reason=_CHANGED, problems=())
        except BriefingsError as error:
            # A message may name what an audience may not see.
            problems = () if site.access.audience else (*error.diagnostics[:_MOST_PROBLEMS],)
            status = HTTPStatus.UNPROCESSABLE_ENTITY
            return site.page(request, "problem", status, reason=_BROKEN, problems=problems)
        except OSError as error:
            problems = () if site.access.audience else (file_problem(error),)
            status = HTTPStatus.INTERNAL_SERVER_ERROR
            return site.page(request, "problem", status, reason=_NO_FILE, problems=problems)


def _show_desk(site: Site, reading: Reading, request: Request) -> Response:
    """Return the first page."""
    desk = reading.warm.recall(("desk", reading.access.audience, reading.day), lambda: describe_desk(reading))
    return site.page(request, "desk", reading=reading, desk=desk, done=site.done)


def _show_note(site: Site, reading: Reading, request: Request) -> Response:
    """Return a note; or lead to the next day on which it changes, if the address asks for that."""
    wanted = find_note(reading, request.path_params["subject"])
    step = reading.query.get("step")
    if step in ("back", "on"):
        day = find_step(reading, wanted, is_back=step == "back")
        return RedirectResponse(wanted.address(day=day.isoformat()), HTTPStatus.SEE_OTHER)
    if reading.query.get("part") == "panel":
        panel = describe_panel(reading, wanted)
        return site.page(request, "panel", reading=reading, wanted=wanted, panel=panel)
    note = describe_note(reading, wanted)
    return site.page(request, "note", reading=reading, wanted=wanted, note=note)


def _show_fact(site: Site, reading: Reading, request: Request) -> Response:
    """Return all about a fact, and the sentences that print it."""
    fact = find_fact(reading, f"{request.path_params['folder']}/{request.path_params['id']}")
    if fact is None:
        raise UnknownPageError
    sentences = (
        []
        if fact.is_proposed
        else list(find_printed_sentences(reading.workspace, [fact], reading.day, reading.access.audience))
    )
    return site.page(request, "fact", reading=reading, fact=describe_fact(reading, fact), sentences=sentences)


def _show_entry(site: Site, reading: Reading, request: Request) -> Response:
    """Return the page of a person, post, partner or other entry."""
    return site.page(
        request, "entry", reading=reading, entry=describe_entry(reading, request.path_params["id"])
    )


def _show_found(site: Site, reading: Reading, request: Request) -> Response:
    """Return what was found."""
    query = reading.query.get("q", "")
    return site.page(request, "find", reading=reading, query=query, found=find_entries(reading, query))


def _write(site: Site, reading: Reading, request: Request) -> Response:
    """Do what a form asks for, then lead to the first page, which shows what was done."""
    done = write(replace(reading, day=reading.today), request.scope["form"])
    site.done = [done, *site.done][:_MOST_DONE]
    return RedirectResponse("/#done", HTTPStatus.SEE_OTHER)


def _send_asset(request: Request) -> Response:
    """Return the style sheet or the script: files are chosen by name from a list, and never by path."""
    name = request.path_params["name"]
    if name not in _ASSETS:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return Response((_FOLDER / "assets" / name).read_bytes(), media_type=_ASSETS[name])


async def _show_refusal(site: Site, request: Request, error: Exception) -> Response:
    """Return the page for an address that does not exist."""
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.NOT_FOUND
    return site.page(request, "problem", status, reason=_UNKNOWN, problems=())


async def _show_bug(site: Site, request: Request, _error: Exception) -> Response:
    """Return the page for a fault of ours; its reason goes to the terminal alone."""
    reason = "This is a fault of Briefings. The terminal where you started it says more."
    return site.page(request, "problem", HTTPStatus.INTERNAL_SERVER_ERROR, reason=reason, problems=())
