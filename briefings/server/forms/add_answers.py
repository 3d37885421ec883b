"""The pages that begin something new: the kinds of entries that can be added, and the form for a new partner."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response

from briefings.loading.facts import ENTRY_TABLES, FACT_KINDS
from briefings.server.forms.entry_names import posts_without_holder
from briefings.server.forms.fields import about_kind, kind_in_words
from briefings.server.forms.partner_form import read_partner
from briefings.server.forms.sending import SAVE, form_of, show_to_writers

if TYPE_CHECKING:
    from starlette.requests import Request

    from briefings.server.reading import Reading
    from briefings.server.site import Answer, Site

__all__ = ["ADD_PAGES", "ADD_WRITES"]


def _show_kinds(site: Site, reading: Reading, request: Request) -> Response:
    """Return the kinds of entries that can be added."""
    kinds = {
        name: [
            (table.name, kind_in_words(table.name), about_kind(table))
            for list_name, table in ENTRY_TABLES.items()
            if is_fact == (list_name in FACT_KINDS)
        ]
        for name, is_fact in (("Facts", True), ("People, offices, sources and what else facts name", False))
    }
    partner = reading.store.entities.get(reading.query.get("partner", ""))
    return site.page(
        request,
        "kinds",
        reading=reading,
        kinds=kinds,
        partner=partner.id if partner else "",
        is_added=partner is not None and reading.query.get("added") == "yes",
        partner_name=reading.name(partner) if partner else "",
        empty_posts=list(posts_without_holder(reading, partner)),
    )


def _add_partner(site: Site, reading: Reading, request: Request) -> Response:
    """Return the form for a new partner, or write it."""
    form = form_of(reading, request)
    found = read_partner(reading, form)
    if form.get("do") == SAVE and found.seed:
        with site.recording(f"added partner: {found.name}", found.command, found.seed.id):
            seed = found.write(reading)
        if seed:
            return RedirectResponse(f"/add?partner={quote(seed.id)}&added=yes", HTTPStatus.SEE_OTHER)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if found.problems else HTTPStatus.OK
    return site.page(request, "partner", status, reading=reading, form=found)


_PAGES: dict[str, Answer] = {"/add": _show_kinds, "/add/partner": _add_partner}
ADD_PAGES: dict[str, Answer] = {path: partial(show_to_writers, show) for path, show in _PAGES.items()}
"""The answers to reading, by address; they come before the form for an entry of any kind."""
ADD_WRITES: dict[str, Answer] = {"/add/partner": _add_partner}
"""The answers to forms, by address."""
