"""The pages that write: forms for new entries and for those there are, entries as YAML, and what was saved."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import JSONResponse, RedirectResponse, Response

from briefings.authoring.fact_edits import LIST_BY_KIND, FactEdits
from briefings.authoring.fact_titles import fact_title
from briefings.factbase.load import load
from briefings.loading.facts import ENTRY_TABLES, FACT_KINDS
from briefings.model.diagnostics import BriefingsError, with_article
from briefings.model.entities import Partner
from briefings.server.complete import complete
from briefings.server.entry_drafts import draft_change, draft_new, draft_text
from briefings.server.entry_names import id_namer, posts_without_holder
from briefings.server.entry_slots import HOUSE_KEY, find_slot
from briefings.server.fact_details import find_fact
from briefings.server.form_fields import about_kind, form_of_list, kind_in_words, plain_words
from briefings.server.form_page import FormDetails, show_fields
from briefings.server.form_words import posted_words, words_of_entry
from briefings.server.problems import ChangedMeanwhileError, UnknownPageError, WrongAddressError
from briefings.server.trials import MISSING_WORDS, refuse_words, try_draft

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from briefings.model.diagnostics import Diagnostic
    from briefings.server.entry_drafts import Draft
    from briefings.server.entry_slots import EntrySlot
    from briefings.server.form_words import Words
    from briefings.server.reading import Reading
    from briefings.server.site import Answer, Site
    from briefings.server.trials import Trial

__all__ = ["FORM_PAGES", "FORM_WRITES", "SAVE", "form_of", "show_to_writers"]

SAVE, _LIVE = "save", "live"


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
            trial = try_draft(reading, draft, fields, with_checks=form.get("do") != _LIVE)
        except BriefingsError as error:
            trial = refuse_words(error.diagnostics, fields)
        if draft and trial.is_good and form.get("do") == SAVE:
            return _save(site, draft, f"added {kind_in_words(kind)}: {trial.title}")
    first, more = show_fields(fields, words, _beside(trial, form))
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
    slot = find_slot(reading, edits, request.path_params["key"])
    form = form_of(reading, request)
    before = _line_ends(form.get("before", "")) or slot.text()
    draft, trial = None, None
    words: Words = words_of_entry(slot.fields, slot.data(before), id_namer(reading))
    if request.method == "POST":
        words = posted_words(slot.fields, form)
        try:
            draft = draft_change(reading, edits, slot, words, before)
            trial = try_draft(reading, draft, slot.fields, with_checks=form.get("do") != _LIVE)
        except ChangedMeanwhileError as error:
            return _show_conflict(site, reading, request, slot, error)
        except BriefingsError as error:
            trial = refuse_words(error.diagnostics, slot.fields)
        if draft and trial.is_good and form.get("do") == SAVE:
            return _save(site, draft, f"changed {kind_in_words(slot.kind)}: {trial.title}")
    else:
        words |= posted_words(slot.fields, reading.query)
    first, more = show_fields(slot.fields, words, _beside(trial, form))
    details = FormDetails(
        title=f"Change {with_article(slot.kind)}" if slot.key != HOUSE_KEY else "Settings of the house",
        about=_about(reading, slot),
        address=f"/edit/{quote(slot.key)}",
        draft_key=f"edit/{slot.key}",
        first=first,
        more=more,
        before=before,
        draft=draft,
        trial=trial,
        raw_address=f"/raw/{quote(slot.key)}",
        view_address=_view_address(slot.key, is_fact=slot.is_fact),
    )
    return _show_form(site, reading, request, details)


def _raw(site: Site, reading: Reading, request: Request) -> Response:
    """Return an entry as YAML, or write it."""
    edits = FactEdits(reading.warm.project)
    slot = find_slot(reading, edits, request.path_params["key"])
    form, start_line = form_of(reading, request), slot.start_line
    before = _line_ends(form.get("before", "")) or slot.text()
    text = _line_ends(form.get("text", "")) or before
    draft, trial = None, None
    if request.method == "POST":
        try:
            draft = draft_text(edits, slot, text, before)
            trial = try_draft(reading, draft, (), with_checks=form.get("do") != _LIVE)
        except ChangedMeanwhileError as error:
            return _show_conflict(site, reading, request, slot, error)
        except BriefingsError as error:
            trial = refuse_words(error.diagnostics, ())
        if draft and trial.is_good and form.get("do") == SAVE:
            return _save(site, draft, f"changed {kind_in_words(slot.kind)}: {trial.title}")
    status = HTTPStatus.OK if trial is None or trial.is_good else HTTPStatus.UNPROCESSABLE_ENTITY
    return site.page(
        request,
        "raw",
        status,
        reading=reading,
        slot=slot,
        start_line=start_line,
        text=text,
        before=before,
        trial=trial,
    )


def _about(reading: Reading, slot: EntrySlot) -> str:
    """Return what an entry says, so that its reader knows where they are."""
    if fact := find_fact(reading, slot.key):
        return fact_title(reading.store, fact, reading.day)
    entity = reading.store.entities.get(slot.key)
    return reading.name(entity) if entity else plain_words(slot.table.description)


def form_of(reading: Reading, request: Request) -> Mapping[str, str]:
    """Return the fields that were sent: those of the form, or of the address that opens it."""
    form: Mapping[str, str] = request.scope.get("form") or reading.query
    return form


def _line_ends(text: str) -> str:
    """Return a text of a browser with the line ends of a file."""
    return text.replace("\r\n", "\n").strip("\n")


def _beside(trial: Trial | None, form: Mapping[str, str]) -> dict[str, list[Diagnostic]]:
    """Return the problems to show beside fields: while someone types, not those of what is still to be written."""
    if trial is None:
        return {}
    if form.get("do") != _LIVE:
        return trial.beside
    return {
        name: kept
        for name, problems in trial.beside.items()
        if (kept := [problem for problem in problems if problem.message != MISSING_WORDS])
    }


def _show_form(site: Site, reading: Reading, request: Request, details: FormDetails) -> Response:
    """Return a form; the status says whether it can be written."""
    is_bad = details.trial is not None and not details.trial.is_good
    action = form_of(reading, request).get("do")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_bad and action != _LIVE else HTTPStatus.OK
    details = replace(details, is_refused=is_bad and action == SAVE)
    return site.page(request, "form", status, reading=reading, form=details)


def _show_conflict(
    site: Site, reading: Reading, request: Request, slot: EntrySlot, error: ChangedMeanwhileError
) -> Response:
    """Return three texts of an entry: as the form would write it, as it is, and as it was."""
    return site.page(request, "conflict", HTTPStatus.CONFLICT, reading=reading, slot=slot, texts=error)


def _save(site: Site, draft: Draft, what: str) -> Response:
    """Write a draft, and lead to what was saved."""
    command = " && ".join(draft.commands)
    with site.recording(what, command, draft.key):
        draft.edits.save()
    return RedirectResponse("/saved", HTTPStatus.SEE_OTHER)


def _view_address(key: str, *, is_fact: bool) -> str:
    """Return the address of the page of an entry; that of the first page for the house."""
    if key == HOUSE_KEY:
        return "/"
    return f"/fact/{quote(key)}" if is_fact else f"/entry/{quote(key)}"


def _show_saved(site: Site, reading: Reading, request: Request) -> Response:
    """Return the last saves, each with a way back, and what one does next."""
    saves = site.journal.saves()
    fact = find_fact(reading, saves[0].key) if saves else None
    partner = reading.store.entities.get(fact.folder if fact else saves[0].key if saves else "")
    if not isinstance(partner, Partner):
        partner = None
    return site.page(
        request,
        "saved",
        reading=reading,
        undone=site.undone
        if site.undone and reading.query.get("undone") == str(site.undone.number)
        else None,
        saves=[(save, _address_of(reading, save.key)) for save in saves],
        kind=fact.kind if fact else "",
        kind_in_words=kind_in_words(fact.kind) if fact else "",
        empty_posts=list(posts_without_holder(reading, partner)),
        partner=partner.id if partner else "",
        partner_name=reading.name(partner) if partner else "",
    )


def _address_of(reading: Reading, key: str) -> str:
    """Return the address of an entry that is there; empty for another one."""
    if reading.store.facts_by_key.get(key) or reading.store.proposals.get(key):
        return f"/fact/{quote(key)}"
    return f"/entry/{quote(key)}" if key in reading.store.entities else ""


def _undo(site: Site, reading: Reading, request: Request) -> Response:
    """Undo a save, and lead to what is left."""
    number = request.scope["form"].get("number", "")
    root = reading.warm.project.root

    def check() -> None:
        if not reading.warm.problems:
            load(root)

    try:
        save = site.journal.undo(int(number[:9]), check) if number.isascii() and number.isdigit() else None
    except BriefingsError as error:
        message = (
            f"Something that was saved later rests on this: {error.diagnostics[0].message}. Undo that first."
        )
        raise WrongAddressError(message) from error
    if save is None:
        message = "This save can't be undone: its file has changed since, or it was undone before."
        raise WrongAddressError(message)
    site.undone = save
    return RedirectResponse(f"/saved?undone={save.number}", HTTPStatus.SEE_OTHER)


def _complete(_site: Site, reading: Reading, _request: Request) -> Response:
    """Return what is offered while someone types."""
    query = reading.query
    return JSONResponse(
        complete(reading, query.get("kinds", ""), query.get("q", ""), query.get("folder", ""))
    )


def show_to_writers(show: Answer, site: Site, reading: Reading, request: Request) -> Response:
    """Return a page with a form, which shows an entry as written; who may not write sees none."""
    if site.access.is_read_only:
        raise WrongAddressError("This page is read-only, so it has no forms.")
    return show(site, reading, request)


_PAGES: dict[str, Answer] = {
    "/add/{kind}": _add,
    "/edit/{key:path}": _edit,
    "/raw/{key:path}": _raw,
    "/saved": _show_saved,
    "/complete": _complete,
}
FORM_PAGES: dict[str, Answer] = {path: partial(show_to_writers, show) for path, show in _PAGES.items()}
"""The answers to reading, by address."""
FORM_WRITES: dict[str, Answer] = {
    "/add/{kind}": _add,
    "/edit/{key:path}": _edit,
    "/raw/{key:path}": _raw,
    "/undo": _undo,
}
"""The answers to forms, by address."""
