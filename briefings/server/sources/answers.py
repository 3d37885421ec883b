"""The answers about sources: their list, one of them, a text that was brought, and the quotes of facts."""

from __future__ import annotations

import shlex
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse, Response

from briefings.authoring.entries.ids import free_id, id_from_name
from briefings.authoring.entries.pasted_text import clean_pasted
from briefings.authoring.proposals.returned_remarks import take_copy
from briefings.authoring.sources.capture import NewSource
from briefings.authoring.sources.quotes import add_quote
from briefings.model.diagnostics import BriefingsError
from briefings.model.entities import SHARED_FOLDER
from briefings.server.entries.fact_details import find_fact
from briefings.server.forms.sending import read_day
from briefings.server.problems import UnknownPageError, WrongAddressError
from briefings.server.sources.page import audit_text, describe_source, list_sources
from briefings.server.sources.uploads import keep_upload, read_review_copy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from briefings.server.reading import Reading
    from briefings.server.site import Answer, Site

__all__ = ["SOURCE_PAGES", "SOURCE_WRITES"]

_FIELDS = ("id", "title", "publisher", "published", "address", "language")


def _show_sources(site: Site, reading: Reading, request: Request) -> Response:
    """Return a page of the sources."""
    rows, number, pages = list_sources(reading)
    return site.page(request, "sources", reading=reading, rows=rows, number=number, pages=pages)


def _show_source(site: Site, reading: Reading, request: Request) -> Response:
    """Return a source, its text, and all that rests on it."""
    source = describe_source(reading, request.path_params["id"])
    return site.page(request, "source", reading=reading, source=source)


def _take_text(site: Site, _reading: Reading, request: Request) -> Response:
    """Read a text that was brought, then lead to it; of a review copy that came back, to what waits in the inbox."""
    if request.scope["form"].get("purpose") == "returned":
        copy = read_review_copy(request.scope["form"])
        with site.recording(f"took the edits in {copy.title}") as save:
            replaced, _ = take_copy(site.warm.project, copy)
            save.what += f": {len(replaced)} proposals"
        return RedirectResponse("/inbox", HTTPStatus.SEE_OTHER)
    upload = site.uploads.take(request.scope["form"])
    return RedirectResponse(f"/capture/{upload.id}", HTTPStatus.SEE_OTHER)


def _show_text(site: Site, reading: Reading, request: Request) -> Response:
    """Return a text that was brought: what the facts say against it, and a form to keep it."""
    if site.access.is_read_only:
        raise UnknownPageError
    return _text_page(site, reading, request, {}, ())


def _keep_text(site: Site, reading: Reading, request: Request) -> Response:
    """Keep a text as the capture of a new source, then lead to the source."""
    form = request.scope["form"]
    values = {name: clean_pasted(form.get(name, "")).text.strip() for name in _FIELDS}
    upload = site.uploads.find(request.path_params["upload"])
    if missing := [name for name in ("title", "publisher") if not values[name]]:
        raise WrongAddressError(f"A source needs a title and a publisher: {', '.join(missing)} is missing.")
    values["id"] = values["id"] or free_id(id_from_name(values["title"]) or "source", reading.store.entities)
    values["published"] = read_day(values["published"])
    optional = {name: values[name] or None for name in ("published", "address", "language")}
    folder = form.get("folder") or SHARED_FOLDER
    source = NewSource(values["id"], values["title"], values["publisher"], **optional, folder=folder)
    options = [part for name in _FIELDS if values[name] for part in (f"--{name}", values[name])]
    command = shlex.join(("briefings", "source", "add", upload.name, *options))
    try:
        with site.recording(f"kept the text of {source.id}", command, source.id):
            keep_upload(site.warm.project, upload, source, reading.today)
    except BriefingsError as error:
        return _text_page(site, reading, request, values, tuple(error.diagnostics))
    return RedirectResponse(f"/source/{source.id}", HTTPStatus.SEE_OTHER)


def _text_page(
    site: Site, reading: Reading, request: Request, values: Mapping[str, str], problems: tuple[object, ...]
) -> Response:
    """Return the page of a text that was brought, with what was filled in and what is wrong with it."""
    upload = site.uploads.find(request.path_params["upload"])
    blocks = list(audit_text(reading, upload.document))
    return site.page(
        request,
        "capture",
        HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK,
        reading=reading,
        upload=upload,
        blocks=blocks,
        findings=sum(bool(sentence.answers) for block in blocks for sentence in block),
        values=values,
        problems=problems,
    )


def _add_quote(site: Site, reading: Reading, request: Request) -> Response:
    """Make some words of a source the quote of a fact, then lead back to the source."""
    form, id_ = request.scope["form"], request.path_params["id"]
    fact = find_fact(reading, form.get("fact", "").strip())
    source = reading.store.entities.get(id_)
    if source is None or source.kind != "source":
        raise UnknownPageError
    if fact is None:
        raise WrongAddressError("Name the fact by its key, such as tajikistan/joined: Find shows it.")
    quote = " ".join(clean_pasted(form.get("quote", "")).text.split())
    if not quote:
        raise WrongAddressError("Select the words to quote first.")
    with site.recording(f"quoted {id_} for {fact.key}", f"edit {fact.location}", fact.key):
        add_quote(site.warm.project, fact, id_, quote)
    return RedirectResponse(f"/source/{id_}", HTTPStatus.SEE_OTHER)


SOURCE_PAGES: Mapping[str, Answer] = {
    "/sources": _show_sources,
    "/source/{id}": _show_source,
    "/capture/{upload}": _show_text,
}
"""The answers to reading, by address."""

SOURCE_WRITES: Mapping[str, Answer] = {
    "/upload": _take_text,
    "/capture/{upload}": _keep_text,
    "/source/{id}": _add_quote,
}
"""The answers to forms, by address."""
