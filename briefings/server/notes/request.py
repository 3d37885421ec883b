"""The note that an address asks for, and its draft."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from briefings.build.catalog import PARTNER
from briefings.build.request import BuildRequest, Note
from briefings.build.wanted_notes import known_notes
from briefings.compose.note_options import NoteOptions
from briefings.model.diagnostics import BriefingsError
from briefings.model.house import DEFAULT_AUDIENCE
from briefings.server.problems import UnknownPageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from briefings.build.catalog import Subject
    from briefings.build.draft import Draft
    from briefings.server.reading import Reading

__all__ = ["NoteRequest", "check_release", "draft_note", "find_note", "note_address"]


@dataclass(frozen=True, slots=True)
class NoteRequest:
    """Which note the address asks for.

    Attributes:
        subject: the partner or region.
        note: which of its notes.
        build: for whom it is, as of which day, and with which options.
        products: the products that can be chosen: those of the notes that the house makes or has, then the others.
    """

    subject: Subject
    note: Note
    build: BuildRequest
    products: tuple[str, ...]

    def address(self, **changes: str) -> str:
        """Return the address of the note, with changes."""
        query = {
            "product": self.note.product,
            "about": self.note.about,
            "language": self.note.language,
            "audience": self.build.audience,
            "day": self.build.as_of.isoformat(),
        } | changes
        return note_address(self.subject.id, **query)

    def download(self, file_format: str) -> str:
        """Return the address of the file of the note in a format."""
        return f"{self.address(format=file_format).replace('/note/', '/download/', 1)}"

    def file_name(self, file_format: str) -> str:
        """Return the name of the file of the note in a format, as a build names it."""
        return self.build.file_name(self.subject.id, self.note, file_format)


def note_address(subject: str, **query: str) -> str:
    """Return the address of a note on a subject; what is empty is left out."""
    return f"/note/{subject}?{urlencode({name: value for name, value in query.items() if value})}"


def find_note(reading: Reading, subject_id: str) -> NoteRequest:
    """Return the note that the address asks for; what it leaves open is as for the standard note.

    Raises:
        BriefingsError: if a product has errors.
        UnknownPageError: if there is no such subject or audience.
    """
    catalog, query = reading.workspace.catalog, reading.query
    subject = catalog.subjects.get(subject_id)
    audience = query.get("audience") or reading.access.audience or DEFAULT_AUDIENCE
    is_other = reading.access.audience not in (None, audience)
    if subject is None or audience not in catalog.house.audiences or is_other:
        raise UnknownPageError
    if reading.access.audience and subject.id not in reading.store.entities and subject.kind == PARTNER:
        raise UnknownPageError
    standard = catalog.standard_note(subject)
    known = known_notes(catalog, reading.workspace.project.build_folder, subject, audience)
    first = standard if standard in known else next(iter(known), standard)
    note = Note(
        query.get("product") or first.product,
        query.get("about") or ("" if query.get("product") else first.about),
        query.get("language") or first.language,
    )
    options = known[note].options if note in known else NoteOptions(about=note.about)
    build = BuildRequest((subject.id,), reading.day, True, audience=audience).for_note(options)
    products = (*(each.product for each in known), *catalog.offered_products(subject, audience), note.product)
    return NoteRequest(subject, note, build, tuple(dict.fromkeys(products)))


def draft_note(reading: Reading, wanted: NoteRequest, day: date | None = None) -> Draft:
    """Return the draft of the note, as of a day; the day of the page if None. The last few drafts are kept.

    Raises:
        BriefingsError: if it can't be composed.
    """
    build = wanted.build if day is None else replace(wanted.build, as_of=day)
    return reading.warm.recall_draft(
        wanted.address(day=build.as_of.isoformat()),
        lambda: reading.workspace.draft(wanted.subject, wanted.note, build),
    )


def check_release(reading: Reading, wanted: NoteRequest, draft: Draft, files: Mapping[str, bytes]) -> None:
    """Refuse what the audience of the page may not see, as the gate of a build does.

    Raises:
        BriefingsError: if something of it is in the files.
    """
    if audience := reading.access.audience:
        gate = reading.workspace.gate(wanted.subject, draft.visible_facts)
        if problems := list(gate.find_withheld(audience, files)):
            raise BriefingsError(problems)
