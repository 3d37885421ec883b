"""The answers that read: each address, and the function that answers it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse, Response

from briefings.build.formats import FORMATS
from briefings.server.desk.calendar_page import describe_year
from briefings.server.desk.page import describe_desk, describe_list
from briefings.server.desk.parts import SECTIONS
from briefings.server.entries.fact_details import describe_fact, find_fact
from briefings.server.entries.fact_parts import find_history, find_printed, find_unprinted_reason
from briefings.server.entries.find_page import find_entries
from briefings.server.entries.page import describe_entry
from briefings.server.forms.add_answers import ADD_PAGES
from briefings.server.forms.answers import FORM_PAGES
from briefings.server.forms.raw_answers import RAW_PAGES
from briefings.server.inbox.answers import INBOX_PAGES
from briefings.server.notes.days import find_step
from briefings.server.notes.downloads import find_download
from briefings.server.notes.page import describe_note, describe_panel
from briefings.server.notes.request import find_note
from briefings.server.problems import UnknownPageError
from briefings.server.saves.answers import SAVED_PAGES
from briefings.server.saves.remove_answers import REMOVE_PAGES
from briefings.server.sources.answers import SOURCE_PAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from briefings.server.reading import Reading
    from briefings.server.site import Answer, Site

__all__ = ["READING"]


def _show_desk(site: Site, reading: Reading, request: Request) -> Response:
    """Return the first page."""
    desk = describe_desk(reading)
    return site.page(request, "desk", reading=reading, desk=desk, done=site.done, sections=SECTIONS)


def _show_list(site: Site, reading: Reading, request: Request) -> Response:
    """Return one page of a list of the first page."""
    name = request.path_params["name"]
    return site.page(request, "list", reading=reading, list=describe_list(reading, name))


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
    return site.page(request, "note", reading=reading, wanted=wanted, note=note, formats=tuple(FORMATS))


def _send_file(site: Site, reading: Reading, request: Request) -> Response:
    """Return a file of a note; for a PDF that is still made, a page that asks again.

    Its status is that of an error, so that no browser and no command takes the page for the file and saves it; the
    script of the page asks for the progress, and gets no error.
    """
    wanted = find_note(reading, request.path_params["subject"])
    found = find_download(reading, wanted, site.pdfs)
    if found.data is None:
        is_script = reading.query.get("part") == "progress"
        status = HTTPStatus.ACCEPTED if is_script else HTTPStatus.SERVICE_UNAVAILABLE
        answer: Response = site.page(request, "making", status, file_name=found.name, seconds=found.seconds)
        answer.headers["refresh"] = answer.headers["retry-after"] = "1"
        return answer
    headers = {"content-disposition": f'attachment; filename="{found.name}"'}
    return Response(found.data, media_type=found.media_type, headers=headers)


def _show_fact(site: Site, reading: Reading, request: Request) -> Response:
    """Return all about a fact, and the sentences that print it."""
    fact = find_fact(reading, f"{request.path_params['folder']}/{request.path_params['id']}")
    if fact is None:
        raise UnknownPageError
    part = reading.query.get("part")
    if part == "history":
        return site.page(request, "fact_history", history=find_history(reading, fact))
    sentences, reason = find_printed(reading, fact), find_unprinted_reason(reading, fact)
    if part == "printed":
        return site.page(request, "fact_printed", reading=reading, sentences=sentences, reason=reason)
    return site.page(
        request,
        "fact",
        reading=reading,
        fact=describe_fact(reading, fact),
        sentences=sentences,
        reason=reason,
        history=find_history(reading, fact),
    )


def _show_entry(site: Site, reading: Reading, request: Request) -> Response:
    """Return the page of a person, post, partner or other entry."""
    return site.page(
        request, "entry", reading=reading, entry=describe_entry(reading, request.path_params["id"])
    )


def _show_year(site: Site, reading: Reading, request: Request) -> Response:
    """Return the contacts of a year."""
    return site.page(request, "calendar", reading=reading, page=describe_year(reading))


def _show_found(site: Site, reading: Reading, request: Request) -> Response:
    """Return what was found."""
    query = reading.query.get("q", "")
    return site.page(request, "find", reading=reading, query=query, found=find_entries(reading, query))


READING: Mapping[str, Answer] = {
    "/": _show_desk,
    "/list/{name}": _show_list,
    "/note/{subject}": _show_note,
    "/download/{subject}": _send_file,
    "/fact/{folder}/{id}": _show_fact,
    "/entry/{id}": _show_entry,
    "/calendar": _show_year,
    "/find": _show_found,
    **SOURCE_PAGES,
    **ADD_PAGES,
    **FORM_PAGES,
    **RAW_PAGES,
    **SAVED_PAGES,
    **REMOVE_PAGES,
    **INBOX_PAGES,
}
"""The answers to GET, by address."""
