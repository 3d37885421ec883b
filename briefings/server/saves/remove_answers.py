"""The page that removes an entry: what rests on it goes with it, and what notes will no longer print."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response

from briefings.authoring.entries.removal import find_removal
from briefings.authoring.explanation.printed_sentences import find_printed_sentences
from briefings.authoring.wording.titles import title_of
from briefings.authoring.yaml.fact_edits import LIST_BY_KIND
from briefings.model.entities import Partner
from briefings.model.facts import Fact
from briefings.model.hashing import short_hash
from briefings.server.entries.fact_details import find_fact
from briefings.server.forms.fields import kind_in_words
from briefings.server.forms.sending import SAVE, form_of, show_to_writers
from briefings.server.problems import ChangedMeanwhileError, UnknownPageError

if TYPE_CHECKING:
    from starlette.requests import Request

    from briefings.authoring.entries.removal import Removal
    from briefings.authoring.explanation.printed_sentences import PrintedSentence
    from briefings.model.entities import Entity
    from briefings.server.reading import Reading
    from briefings.server.site import Answer, Site

__all__ = ["REMOVE_PAGES", "REMOVE_WRITES"]


def _remove(site: Site, reading: Reading, request: Request) -> Response:
    """Return what would go with an entry, or remove it all."""
    key = request.path_params["key"]
    entry = find_fact(reading, key) or reading.store.entities.get(key)
    if entry is None or not (entry.kind in LIST_BY_KIND or isinstance(entry, Partner)):
        raise UnknownPageError
    removal = find_removal(reading.warm.project, reading.store, entry)
    # What is seen is what goes: a page that shows less than rests on it now removes nothing.
    version = short_hash(tuple(short_hash(each) for each in removal.entries))
    form = form_of(reading, request)
    if request.method == "POST" and form.get("do") == SAVE and not removal.problems:
        if form.get("version") != version:
            raise ChangedMeanwhileError
        title = title_of(reading.store, key, reading.day)
        others = len(removal.entries) - 1
        belonged = "of its facts and entries" if removal.folder else "that rested on it"
        more = f", and {others} {belonged}" if others else ""
        with site.recording(f"removed {kind_in_words(entry.kind)}: {title}{more}"):
            removal.save()
        return RedirectResponse("/saved", HTTPStatus.SEE_OTHER)
    return site.page(
        request,
        "remove",
        HTTPStatus.UNPROCESSABLE_ENTITY if removal.problems else HTTPStatus.OK,
        reading=reading,
        key=key,
        is_partner=bool(removal.folder),
        rows=[_row(reading, each) for each in removal.entries],
        sentences=_lost_sentences(reading, removal),
        problems=removal.problems,
        version=version,
    )


def _lost_sentences(reading: Reading, removal: Removal) -> list[PrintedSentence]:
    """Return the sentences that notes lose; the notes of a partner that is removed go as a whole."""
    facts = [each for each in removal.entries if isinstance(each, Fact) and not each.is_proposed]
    if not facts:
        return []
    sentences = find_printed_sentences(reading.workspace, facts, reading.day, reading.access.audience)
    return [each for each in dict.fromkeys(sentences) if each.note.partition(" ")[0] != removal.folder]


def _row(reading: Reading, entry: Fact | Entity) -> tuple[str, str, str]:
    """Return the kind, the title and the address of an entry."""
    if isinstance(entry, Fact):
        return (
            kind_in_words(entry.kind),
            title_of(reading.store, entry.key, reading.day),
            f"/fact/{entry.key}",
        )
    return kind_in_words(entry.kind), reading.name(entry), f"/entry/{quote(entry.id)}"


REMOVE_PAGES: dict[str, Answer] = {"/remove/{key:path}": partial(show_to_writers, _remove)}
"""The answers to reading, by address."""
REMOVE_WRITES: dict[str, Answer] = {"/remove/{key:path}": _remove}
"""The answers to forms, by address."""
