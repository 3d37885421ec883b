"""The answers that write: each address of a form, and the function that does what it asks for."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse, Response

from briefings.server.forms.add_answers import ADD_WRITES
from briefings.server.forms.answers import FORM_WRITES
from briefings.server.forms.raw_answers import RAW_WRITES
from briefings.server.inbox.answers import INBOX_WRITES
from briefings.server.notes.seen_facts import mark_seen
from briefings.server.saves.answers import SAVED_WRITES
from briefings.server.saves.remove_answers import REMOVE_WRITES
from briefings.server.saves.writes import write
from briefings.server.sources.answers import SOURCE_WRITES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from briefings.server.reading import Reading
    from briefings.server.site import Answer, Site

__all__ = ["WRITING"]

_MOST_DONE = 50


def _write(site: Site, reading: Reading, request: Request) -> Response:
    """Do what a form asks for, then lead to the first page, which shows what was done."""
    form = request.scope["form"]
    with site.recording(key=form.get("fact", "")) as recording:
        done = write(replace(reading, day=reading.today), form)
        recording.what, recording.command = done.what, done.command
    site.reviewer = done.reviewer or site.reviewer
    site.done = [done, *site.done][:_MOST_DONE]
    return RedirectResponse("/#done", HTTPStatus.SEE_OTHER)


def _mark_seen(site: Site, reading: Reading, _request: Request) -> Response:
    """Mark all facts as seen, then lead to the first page."""
    mark_seen(site.warm, reading.today)
    return RedirectResponse("/", HTTPStatus.SEE_OTHER)


WRITING: Mapping[str, Answer] = {
    "/review": _write,
    "/seen": _mark_seen,
    **SOURCE_WRITES,
    **ADD_WRITES,
    **FORM_WRITES,
    **RAW_WRITES,
    **SAVED_WRITES,
    **REMOVE_WRITES,
    **INBOX_WRITES,
}
"""The answers to POST, by address."""
