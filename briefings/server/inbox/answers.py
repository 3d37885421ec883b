"""The pages of the inbox, and of a table that is pasted."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse, Response

from briefings.authoring.proposals.returned_remarks import find_remark
from briefings.loading.facts import FACT_KINDS
from briefings.model.diagnostics import BriefingsError
from briefings.model.entities import Source
from briefings.server.forms.sending import show_to_writers
from briefings.server.inbox.page import describe_inbox, inbox_address
from briefings.server.inbox.pasted_table import read_table
from briefings.server.inbox.writes import settle, settle_returned
from briefings.server.problems import WrongAddressError

if TYPE_CHECKING:
    from starlette.requests import Request

    from briefings.model.diagnostics import Diagnostic
    from briefings.server.reading import Reading
    from briefings.server.site import Answer, Site

__all__ = ["INBOX_PAGES", "INBOX_WRITES"]

_NOTHING_NEW = (
    "The fact says so already. Name another source, the day on which this one shows it, or yourself."
)


def _show_inbox(site: Site, reading: Reading, request: Request) -> Response:
    """Return what waits for a person."""
    return _inbox_page(site, reading, request)


def _inbox_page(
    site: Site, reading: Reading, request: Request, problems: tuple[Diagnostic, ...] = (), reason: str = ""
) -> Response:
    """Return the inbox, with why something could not be done."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems or reason else HTTPStatus.OK
    last = next(iter(site.journal.saves()), None)
    return site.page(
        request,
        "inbox",
        status,
        reading=reading,
        inbox=describe_inbox(reading),
        last=last,
        remark=find_remark(reading.warm.project, reading.query.get("remark", "")),
        problems=problems,
        reason=reason,
        sent=request.scope.get("form") or {},
    )


def _settle(site: Site, reading: Reading, request: Request) -> Response:
    """Do what a form of the inbox asks for, and lead to what waits next."""
    form = request.scope["form"]
    if "remark" in form:
        settle_returned(reading, form)
        shown = "" if form.get("do") == "back" else form["remark"]
        return RedirectResponse(inbox_address({**reading.query, "remark": shown}), HTTPStatus.SEE_OTHER)
    try:
        with site.recording() as save:
            done = settle(reading, form)
            save.what, save.key = done.what, done.key
    except BriefingsError as error:
        return _inbox_page(site, reading, request, problems=error.diagnostics)
    except WrongAddressError as error:
        return _inbox_page(site, reading, request, reason=error.reason)
    if not save.has_changed:
        return _inbox_page(site, reading, request, reason=_NOTHING_NEW)
    if done.by:
        site.reviewer = done.by
    number = form.get("number", "0")
    anchor = f"#item-{number}" if number.isascii() and number.isdigit() else ""
    return RedirectResponse(f"{inbox_address(reading.query)}{anchor}", HTTPStatus.SEE_OTHER)


def _paste(site: Site, reading: Reading, request: Request) -> Response:
    """Return what a pasted table means, or take it as proposals."""
    form = request.scope.get("form") or reading.query
    table = read_table(reading, form)
    if form.get("do") == "save" and table.report and not table.problems:
        with site.recording(f"imported {len(table.report.added)} proposals", table.command):
            table.write(reading)
        if not table.problems:
            return RedirectResponse("/inbox?only=proposals", HTTPStatus.SEE_OTHER)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if table.problems else HTTPStatus.OK
    sources = [(source.id, source.display_title) for source in reading.store.entities_of(Source)]
    return site.page(
        request, "paste", status, reading=reading, table=table, lists=[*FACT_KINDS], sources=sources
    )


_PAGES: dict[str, Answer] = {"/inbox": _show_inbox, "/paste": _paste}
INBOX_PAGES: dict[str, Answer] = {path: partial(show_to_writers, show) for path, show in _PAGES.items()}
"""The answers to reading, by address."""
INBOX_WRITES: dict[str, Answer] = {"/inbox": _settle, "/paste": _paste}
"""The answers to forms, by address."""
