"""Parts that all forms share: the words as they were sent, and the answers to a save."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse, Response

from briefings.model.written_dates import AmbiguousDateError, read_period
from briefings.server.problems import WrongAddressError
from briefings.server.site import LastSave

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from briefings.server.forms.drafts import Draft
    from briefings.server.forms.slots import EntrySlot
    from briefings.server.forms.trials import Trial
    from briefings.server.problems import ChangedMeanwhileError
    from briefings.server.reading import Reading
    from briefings.server.site import Answer, Site

__all__ = [
    "LIVE",
    "SAVE",
    "form_of",
    "line_ends",
    "refuse_readers",
    "save_draft",
    "show_conflict",
    "show_gone",
    "show_to_writers",
]

SAVE, LIVE = "save", "live"
"""The words of a form that asks to be saved, and of one that only shows what it would do while someone types."""


def form_of(reading: Reading, request: Request) -> Mapping[str, str]:
    """Return the fields that were sent: those of the form, or of the address that opens it."""
    form: Mapping[str, str] = request.scope.get("form") or reading.query
    return form


def line_ends(text: str) -> str:
    """Return a text of a browser with the line ends of a file."""
    return text.replace("\r\n", "\n").strip("\n")


def show_conflict(
    site: Site, reading: Reading, request: Request, slot: EntrySlot, error: ChangedMeanwhileError
) -> Response:
    """Return three texts of an entry: as the form would write it, as it is, and as it was."""
    return site.page(request, "conflict", HTTPStatus.CONFLICT, reading=reading, slot=slot, texts=error)


def show_gone(site: Site, request: Request, form: Mapping[str, str]) -> Response:
    """Return what was written about an entry that is no longer there, so that it is not lost."""
    words = [
        f"{name.split('.', 1)[1]}: {word}" for name, word in form.items() if name.startswith("k.") and word
    ]
    mine = line_ends(form.get("text", "")) or "\n".join(words)
    before = line_ends(form.get("before", ""))
    return site.page(request, "gone", HTTPStatus.CONFLICT, mine=mine, before=before)


def save_draft(site: Site, draft: Draft, what: str, trial: Trial) -> Response:
    """Write a draft that was tried, and lead to what was saved."""
    command = " && ".join(draft.commands)
    with site.recording(what, command, draft.key, draft.edits.drafts()):
        draft.edits.save(is_tried=True)
    site.saved = LastSave(draft.key, trial.reason, trial.doubts, tuple(trial.sentences))
    return RedirectResponse("/saved", HTTPStatus.SEE_OTHER)


def show_to_writers(show: Answer, site: Site, reading: Reading, request: Request) -> Response:
    """Return a page with a form, which shows an entry as written; who may not write sees none."""
    refuse_readers(site)
    return show(site, reading, request)


def refuse_readers(site: Site) -> None:
    """Refuse a page with a form to who may not write.

    Raises:
        WrongAddressError: if the page is read-only.
    """
    if site.access.is_read_only:
        raise WrongAddressError("This page is read-only, so it has no forms.")


def read_day(word: str) -> str:
    """Return a day in the notation of fact files.

    Raises:
        WrongAddressError: if it can be read in two ways.
    """
    try:
        return read_period(word)
    except AmbiguousDateError as error:
        raise WrongAddressError(f"{error}: write the month in letters.") from error
