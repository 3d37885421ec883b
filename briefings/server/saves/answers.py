"""The last saves, each with a way back."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response

from briefings.model.diagnostics import BriefingsError
from briefings.model.entities import Partner
from briefings.server.entries.fact_details import find_fact
from briefings.server.entries.fact_parts import find_printed, find_unprinted_reason
from briefings.server.forms.entry_names import posts_without_holder
from briefings.server.forms.fields import kind_in_words
from briefings.server.forms.sending import show_to_writers
from briefings.server.problems import WrongAddressError
from briefings.server.saves.resting import find_resting
from briefings.server.site import LastSave

if TYPE_CHECKING:
    from starlette.requests import Request

    from briefings.model.facts import Fact
    from briefings.server.reading import Reading
    from briefings.server.saves.journal import Save
    from briefings.server.site import Answer, Site

__all__ = ["SAVED_PAGES", "SAVED_WRITES"]


def _show_saved(site: Site, reading: Reading, request: Request) -> Response:
    """Return the last saves, each with a way back, and what one does next."""
    saves = site.journal.saves()
    fact = find_fact(reading, saves[0].key) if saves else None
    partner = reading.store.entities.get(fact.folder if fact else saves[0].key if saves else "")
    if not isinstance(partner, Partner):
        partner = None
    last = _outcome(site, reading, saves[0], fact) if saves else LastSave()
    resting = find_resting(reading.store, saves, reading.day)
    return site.page(
        request,
        "saved",
        reading=reading,
        undone=site.undone
        if site.undone and reading.query.get("undone") == str(site.undone.number)
        else None,
        saves=[(save, _address_of(reading, save.key), resting.get(save.number, "")) for save in saves],
        unprinted=last.reason,
        sentences=last.sentences,
        doubts=last.doubts,
        kind=fact.kind if fact else "",
        kind_in_words=kind_in_words(fact.kind) if fact else "",
        empty_posts=list(posts_without_holder(reading, partner)),
        partner=partner.id if partner else "",
        partner_name=reading.name(partner) if partner else "",
    )


def _outcome(site: Site, reading: Reading, save: Save, fact: Fact | None) -> LastSave:
    """Return what notes print because of the last save, or why none does; of what a form saved, its trial knows it."""
    if site.saved.key == save.key and save.is_undoable:
        return site.saved
    if fact is None:
        return LastSave()
    printed = find_printed(reading, fact)
    return LastSave(save.key, find_unprinted_reason(reading, fact), (), tuple(dict.fromkeys(printed)))


def _address_of(reading: Reading, key: str) -> str:
    """Return the address of an entry that is there; empty for another one."""
    if reading.store.facts_by_key.get(key) or reading.store.proposals.get(key):
        return f"/fact/{quote(key)}"
    return f"/entry/{quote(key)}" if key in reading.store.entities else ""


def _undo(site: Site, reading: Reading, request: Request) -> Response:
    """Undo a save, and lead to what is left."""
    number = request.scope["form"].get("number", "")
    warm, was_sound = reading.warm, not reading.warm.problems

    def check() -> None:
        warm.workspace()  # of what is kept, only the folders with a change are reread
        if was_sound and warm.problems:
            raise BriefingsError(warm.problems)

    try:
        save = site.journal.undo(int(number[:9]), check) if number.isascii() and number.isdigit() else None
    except BriefingsError as error:
        message = (
            f"Something that was saved later rests on this: {error.diagnostics[0].message}. Undo that first."
        )
        raise WrongAddressError(message) from error
    if save is None:
        message = (
            "This save can't be undone: its file has changed since, or it was undone before. "
            "Undo what was saved later first, or change the entry itself."
        )
        raise WrongAddressError(message)
    site.undone = save
    return RedirectResponse(f"/saved?undone={save.number}", HTTPStatus.SEE_OTHER)


SAVED_PAGES: dict[str, Answer] = {"/saved": partial(show_to_writers, _show_saved)}
"""The answers to reading, by address."""
SAVED_WRITES: dict[str, Answer] = {"/undo": _undo}
"""The answers to forms, by address."""
