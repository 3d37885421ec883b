"""Entries as YAML, and files with errors as they are, each with the findings at their lines."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response

from briefings.authoring.yaml.fact_edits import FactEdits
from briefings.model.diagnostics import BriefingsError
from briefings.server.broken_files import draft_file, find_broken_file
from briefings.server.forms.drafts import draft_text
from briefings.server.forms.fields import kind_in_words
from briefings.server.forms.raw_page import RawText
from briefings.server.forms.sending import (
    LIVE,
    SAVE,
    form_of,
    line_ends,
    refuse_readers,
    save_draft,
    show_conflict,
    show_gone,
    show_to_writers,
)
from briefings.server.forms.slots import find_slot
from briefings.server.forms.trials import Trial, refuse_words, try_draft
from briefings.server.problems import ChangedMeanwhileError, UnknownPageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request

    from briefings.server.reading import Reading
    from briefings.server.site import Answer, Site

__all__ = ["RAW_PAGES", "RAW_WRITES", "WITHOUT_FACTS"]


def _raw(site: Site, reading: Reading, request: Request) -> Response:
    """Return an entry as YAML, or write it."""
    edits = FactEdits(reading.warm.project)
    form = form_of(reading, request)
    try:
        slot = find_slot(reading, edits, request.path_params["key"])
    except UnknownPageError:
        if request.method != "POST" or not form.get("before"):
            raise
        return show_gone(site, request, form)
    start_line = slot.start_line
    before = line_ends(form.get("before", "")) or slot.text()
    text = line_ends(form.get("text", "")) or before
    draft, trial = None, None
    if request.method == "POST":
        try:
            draft = draft_text(edits, slot, text, before)
            trial = try_draft(reading, draft, (), with_checks=form.get("do") != LIVE)
        except ChangedMeanwhileError as error:
            return show_conflict(site, reading, request, slot, error)
        except BriefingsError as error:
            trial = refuse_words(error.diagnostics, (), reading.today)
        if draft and trial.is_good and form.get("do") == SAVE:
            return save_draft(site, draft, f"changed {kind_in_words(slot.kind)}: {trial.title}", trial)
    raw = RawText(
        title=slot.key,
        about=f"As in {slot.file.display_path}, with its comments.",
        address=f"/raw/{quote(slot.key)}",
        text=text,
        before=before,
        start_line=start_line,
        form_address=f"/edit/{quote(slot.key)}",
        is_fact=slot.is_fact,
        is_refused=form.get("do") == SAVE,
    )
    return _show_text(site, request, raw, trial, reading)


def _correct(site: Site, request: Request) -> Response:
    """Return a file with errors, or write it once the loader finds none in it; it needs no facts without errors."""
    refuse_readers(site)
    with suppress(BriefingsError):
        site.warm.workspace()
    file = find_broken_file(site.warm, request.path_params["file"])
    form = request.scope.get("form") or {}
    before = line_ends(form.get("before", "")) or line_ends(file.text)
    text, trial = line_ends(form.get("text", "")) or before, Trial(others=[*file.problems])
    is_written = request.method == "POST"
    if is_written:
        if before != line_ends(file.text):
            raise ChangedMeanwhileError
        draft = draft_file(site.warm.project.root, file, text)
        trial = Trial(others=draft.problems, is_good=not draft.problems)
        if trial.is_good and form.get("do") == SAVE:
            with site.recording(f"corrected {file.path}"):
                draft.write()
            return RedirectResponse("/saved", HTTPStatus.SEE_OTHER)
    raw = RawText(
        title=file.path,
        about="The file has errors. It can be written as soon as it has none.",
        address=f"/correct/{file.id}",
        text=text,
        before=before,
        is_refused=is_written and form.get("do") == SAVE,
    )
    return _show_text(site, request, raw, trial, None)


def _show_text(
    site: Site, request: Request, raw: RawText, trial: Trial | None, reading: Reading | None
) -> Response:
    """Return a text; the status says whether it was refused."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if raw.is_refused else HTTPStatus.OK
    return site.page(request, "raw", status, reading=reading, raw=raw, trial=trial)


RAW_PAGES: dict[str, Answer] = {"/raw/{key:path}": partial(show_to_writers, _raw)}
"""The answers to reading, by address."""
RAW_WRITES: dict[str, Answer] = {"/raw/{key:path}": _raw}
"""The answers to forms, by address."""
WITHOUT_FACTS: Mapping[str, Callable[[Site, Request], Response]] = {"/correct/{file}": _correct}
"""The answers to reading and to forms that need no facts without errors, by address."""
