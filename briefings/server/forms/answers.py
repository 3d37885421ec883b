"""The forms for new entries, and for present ones."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import JSONResponse, Response

from briefings.authoring.entries.key_meaning import without_markdown
from briefings.authoring.wording.titles import fact_title
from briefings.authoring.yaml.fact_edits import LIST_BY_KIND, FactEdits
from briefings.loading.facts import ENTRY_TABLES, FACT_KINDS
from briefings.model.diagnostics import BriefingsError, with_article
from briefings.server.entries.fact_details import find_fact
from briefings.server.forms.completion import complete
from briefings.server.forms.drafts import draft_change, draft_new
from briefings.server.forms.entry_names import ValueNames, id_namer
from briefings.server.forms.fields import about_kind, form_of_list, kind_in_words
from briefings.server.forms.page import FormDetails, show_fields
from briefings.server.forms.sending import (
    LIVE,
    SAVE,
    form_of,
    line_ends,
    save_draft,
    show_conflict,
    show_gone,
    show_to_writers,
)
from briefings.server.forms.slots import HOUSE_KEY, find_slot
from briefings.server.forms.trials import MISSING, refuse_words, try_draft
from briefings.server.forms.words import posted_words, words_of_entry
from briefings.server.problems import ChangedMeanwhileError, UnknownPageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from briefings.model.diagnostics import Diagnostic
    from briefings.server.forms.slots import EntrySlot
    from briefings.server.forms.trials import Trial
    from briefings.server.forms.words import Words
    from briefings.server.reading import Reading
    from briefings.server.site import Answer, Site

__all__ = ["FORM_PAGES", "FORM_WRITES"]


def _add(site: Site, reading: Reading, request: Request) -> Response:
    """Return the form for a new entry, or write it."""
    kind = request.path_params["kind"]
    if kind not in LIST_BY_KIND:
        raise UnknownPageError
    list_name = LIST_BY_KIND[kind]
    form = form_of(reading, request)
    fields = form_of_list(list_name)
    words = posted_words(fields, form)
    folder = form.get("partner", "")
    if request.method != "POST":
        words = _usual_words(reading, list_name) | words
    draft, trial = None, None
    if request.method == "POST":
        try:
            draft = draft_new(reading, list_name, words, fields, folder)
            trial = try_draft(reading, draft, fields, with_checks=form.get("do") != LIVE)
        except BriefingsError as error:
            trial = refuse_words(error.diagnostics, fields, reading.today, words)
        if draft and trial.is_good and form.get("do") == SAVE:
            return save_draft(site, draft, f"added {kind_in_words(kind)}: {trial.title}", trial)
    first, more = show_fields(fields, words, _beside(trial, form), ValueNames(reading))
    details = FormDetails(
        title=f"New {kind_in_words(kind)}",
        about=about_kind(ENTRY_TABLES[list_name]),
        address=f"/add/{kind}",
        draft_key=f"add/{kind}",
        first=first,
        more=more,
        folder=folder if list_name in FACT_KINDS else None,
        draft=draft,
        trial=trial,
    )
    return _show_form(site, reading, request, details)


def _usual_words(reading: Reading, list_name: str) -> Words:
    """Return what is usual for a new entry of a list: our side met someone, and principals see a figure."""
    if list_name in ("contacts", "visits"):
        return {"with": [{"": id_namer(reading)(reading.store.house.side, "organisation")}]}
    return {"telling": [{"": "yes"}]} if list_name == "figures" else {}


def _edit(site: Site, reading: Reading, request: Request) -> Response:
    """Return the form of an entry, or write it."""
    edits = FactEdits(reading.warm.project)
    form = form_of(reading, request)
    try:
        slot = find_slot(reading, edits, request.path_params["key"])
    except UnknownPageError:
        if request.method != "POST" or not form.get("before"):
            raise
        return show_gone(site, request, form)
    before = line_ends(form.get("before", "")) or slot.text()
    draft, trial = None, None
    words: Words = words_of_entry(slot.fields, slot.data(before), id_namer(reading))
    if request.method == "POST":
        words = posted_words(slot.fields, form)
        try:
            draft = draft_change(reading, edits, slot, words, before)
            trial = try_draft(reading, draft, slot.fields, with_checks=form.get("do") != LIVE)
        except ChangedMeanwhileError as error:
            return show_conflict(site, reading, request, slot, error)
        except BriefingsError as error:
            trial = refuse_words(error.diagnostics, slot.fields, reading.today, words)
        if draft and trial.is_good and form.get("do") == SAVE:
            return save_draft(site, draft, f"changed {kind_in_words(slot.kind)}: {trial.title}", trial)
    else:
        words |= posted_words(slot.fields, reading.query)
    first, more = show_fields(slot.fields, words, _beside(trial, form), ValueNames(reading))
    details = FormDetails(
        title=f"Change {with_article(kind_in_words(slot.kind))}"
        if slot.key != HOUSE_KEY
        else "Settings of the house",
        about=_about(reading, slot),
        address=f"/edit/{quote(slot.key)}",
        draft_key=f"edit/{slot.key}",
        first=first,
        more=more,
        before=before,
        draft=draft,
        trial=trial,
        raw_address=f"/raw/{quote(slot.key)}",
        remove_address=f"/remove/{quote(slot.key)}" if slot.can_go else "",
        view_address=_view_address(slot.key, is_fact=slot.is_fact),
    )
    return _show_form(site, reading, request, details)


def _about(reading: Reading, slot: EntrySlot) -> str:
    """Return what an entry says, so that its reader knows where they are."""
    if fact := find_fact(reading, slot.key):
        return fact_title(reading.store, fact, reading.day)
    entity = reading.store.entities.get(slot.key)
    return reading.name(entity) if entity else without_markdown(slot.table.description)


def _beside(trial: Trial | None, form: Mapping[str, str]) -> dict[str, list[Diagnostic]]:
    """Return the problems to show beside fields: while someone types, not those of what is still to be written."""
    if trial is None:
        return {}
    if form.get("do") != LIVE:
        return trial.beside
    return {
        name: kept
        for name, problems in trial.beside.items()
        if (kept := [problem for problem in problems if problem.code not in MISSING])
    }


def _show_form(site: Site, reading: Reading, request: Request, details: FormDetails) -> Response:
    """Return a form; the status says whether it can be written."""
    is_bad = details.trial is not None and not details.trial.is_good
    action = form_of(reading, request).get("do")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_bad and action != LIVE else HTTPStatus.OK
    details = replace(details, is_refused=is_bad and action == SAVE)
    return site.page(request, "form", status, reading=reading, form=details)


def _view_address(key: str, *, is_fact: bool) -> str:
    """Return the address of the page of an entry; that of the first page for the house."""
    if key == HOUSE_KEY:
        return "/"
    return f"/fact/{quote(key)}" if is_fact else f"/entry/{quote(key)}"


def _complete(_site: Site, reading: Reading, _request: Request) -> Response:
    """Return what is offered while someone types."""
    query = reading.query
    return JSONResponse(
        complete(reading, query.get("kinds", ""), query.get("q", ""), query.get("folder", ""))
    )


_PAGES: dict[str, Answer] = {
    "/add/{kind}": _add,
    "/edit/{key:path}": _edit,
    "/complete": _complete,
}
FORM_PAGES: dict[str, Answer] = {path: partial(show_to_writers, show) for path, show in _PAGES.items()}
"""The answers to reading, by address."""
FORM_WRITES: dict[str, Answer] = {
    "/add/{kind}": _add,
    "/edit/{key:path}": _edit,
}
"""The answers to forms, by address."""
