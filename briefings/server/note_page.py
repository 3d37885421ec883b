"""A note as it prints, each sentence of which leads to what it rests on; and the days on which it changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from briefings.build.catalog import PARTNER, REGION
from briefings.build.request import BuildRequest, Note
from briefings.build.snapshot import join_cells
from briefings.build.wanted_notes import known_notes
from briefings.compose.note_options import NoteOptions
from briefings.model.diagnostics import BriefingsError
from briefings.model.house import DEFAULT_AUDIENCE
from briefings.model.locales import text_direction
from briefings.outputs.html import render_parts, style_texts
from briefings.server.fact_details import describe_fact, find_fact
from briefings.server.problems import UnknownPageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from briefings.build.catalog import Subject
    from briefings.compose.brief import Brief, Sentence
    from briefings.server.fact_details import FactDetails
    from briefings.server.reading import Reading

__all__ = ["NoteDetails", "NoteRequest", "Panel", "describe_note", "describe_panel", "find_note", "find_step"]

_MOST_STEPS = 60
"""How many days are tried for the next one on which the note says something else; then the last of them is shown."""


@dataclass(frozen=True, slots=True)
class NoteRequest:
    """Which note the address asks for.

    Attributes:
        subject: the partner or region.
        note: which of its notes.
        build: for whom it is, as of which day, and with which options.
        known: the notes that the house makes on the subject, those in its build folder included.
    """

    subject: Subject
    note: Note
    build: BuildRequest
    known: tuple[Note, ...]

    def address(self, **changes: str) -> str:
        """Return the address of the note, with changes."""
        query = {
            "product": self.note.product,
            "about": self.note.about,
            "language": self.note.language,
            "audience": self.build.audience,
            "day": self.build.as_of.isoformat(),
        } | changes
        return f"/note/{self.subject.id}?{urlencode({name: value for name, value in query.items() if value})}"


@dataclass(frozen=True, slots=True)
class Panel:
    """The facts and quotes under a sentence.

    Attributes:
        number: of the sentence.
        text: of the sentence.
        facts: that it cites.
        quotes: the words of sources, each with the id of the source.
    """

    number: int
    text: str
    facts: tuple[FactDetails, ...]
    quotes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NoteDetails:
    """A note and what surrounds it.

    Attributes:
        title: of the note.
        language: of the note.
        direction: of its text.
        content: its HTML, with a link at each sentence.
        styles: its style sheets.
        days: the days on which it may change.
        panel: what the chosen sentence rests on; None if none is chosen.
    """

    title: str
    language: str
    direction: str
    content: str
    styles: tuple[str, ...]
    days: tuple[date, ...]
    panel: Panel | None


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
    return NoteRequest(subject, note, build, tuple(known))


def describe_note(reading: Reading, wanted: NoteRequest) -> NoteDetails:
    """Compose a note for the page.

    Raises:
        BriefingsError: if it can't be composed, or the gate finds in it what its audience may not see.
    """
    workspace, subject = reading.workspace, wanted.subject
    draft = workspace.draft(subject, wanted.note, wanted.build)
    brief = draft.brief
    fonts = workspace.files(subject, "html").files
    links = dict(_sentence_links(brief, wanted))
    content, styles = render_parts(brief, workspace.style_sheet(subject, "html"), fonts, links)
    if reading.access.audience:
        gate = workspace.gate(subject, draft.visible_facts)
        if problems := list(gate.find_withheld(reading.access.audience, {"note.html": content.encode()})):
            raise BriefingsError(problems)
    return NoteDetails(
        title=brief.title,
        language=brief.language,
        direction=text_direction(brief.language),
        content=content,
        styles=tuple(style_texts(brief, styles)),
        days=_change_days(reading, wanted),
        panel=_panel(reading, brief),
    )


def describe_panel(reading: Reading, wanted: NoteRequest) -> Panel | None:
    """Return what the chosen sentence rests on, without the note around it; None if none is chosen.

    Raises:
        BriefingsError: if the note can't be composed.
    """
    return _panel(reading, reading.workspace.draft(wanted.subject, wanted.note, wanted.build).brief)


def find_step(reading: Reading, wanted: NoteRequest, *, is_back: bool) -> date:
    """Return the next or the last day before on which the note says something else; the day itself if there is none.

    Raises:
        BriefingsError: if the note can't be composed.
    """
    day = wanted.build.as_of
    days = _change_days(reading, wanted)
    others = [other for other in days if (other < day if is_back else other > day)]
    if is_back:
        return _first_day_of_state(reading, wanted, others)
    said = _said(reading, wanted, day)
    for other in others[:_MOST_STEPS]:
        if _said(reading, wanted, other) != said:
            return other
    return others[:_MOST_STEPS][-1] if others else day


def _first_day_of_state(reading: Reading, wanted: NoteRequest, earlier: list[date]) -> date:
    """Return the first day of the state of the note before the present one."""
    said = _said(reading, wanted, wanted.build.as_of)
    other_said = None
    found = wanted.build.as_of
    for day in earlier[: -_MOST_STEPS - 1 : -1]:
        now_said = _said(reading, wanted, day)
        if other_said is not None and now_said != other_said:
            break
        if now_said != said:
            other_said = now_said
        found = day
    return found


def _said(reading: Reading, wanted: NoteRequest, day: date) -> tuple[str, ...]:
    """Return the sentences of a note on a day."""

    def compose() -> tuple[str, ...]:
        build = replace(wanted.build, as_of=day)
        brief = reading.workspace.draft(wanted.subject, wanted.note, build).brief
        return tuple(sentence.text for sentence in brief.sentences if sentence.citations)

    return reading.warm.recall(("said", wanted.address(day=day.isoformat())), compose)


def _change_days(reading: Reading, wanted: NoteRequest) -> tuple[date, ...]:
    """Return the days on which the note may change; for an audience, none after today, and none for a region."""
    if wanted.subject.kind == REGION:
        return ()

    def find() -> tuple[date, ...]:
        audience, day = wanted.build.audience, reading.today
        days = reading.workspace.change_days(wanted.subject, day, audience)
        return tuple(day for day in days if not reading.access.audience or day <= reading.today)

    return reading.warm.recall(("days", wanted.subject.id, wanted.build.audience, reading.today), find)


def _sentence_links(brief: Brief, wanted: NoteRequest) -> Iterator[tuple[int, str]]:
    """Yield the slots of sentences that cite a fact, each with the address of the panel for it."""
    for number, sentence in enumerate(brief.sentences):
        if sentence.citations:
            address = f"{wanted.address(sentence=str(number))}#rests"
            yield from ((slot, address) for slot in sentence.slots)


def _panel(reading: Reading, brief: Brief) -> Panel | None:
    """Return what the sentence rests on that the address chooses; None if it chooses none."""
    number = reading.query.get("sentence", "")
    if not (number.isascii() and number.isdigit() and len(number) < len("10000")):
        return None
    chosen: Mapping[int, Sentence] = dict(enumerate(brief.sentences))
    sentence = chosen.get(int(number))
    if sentence is None:
        return None
    keys = dict.fromkeys(citation.fact_key for citation in sentence.citations)
    facts = [fact for key in keys if (fact := find_fact(reading, key))]
    details = tuple(describe_fact(reading, fact) for fact in facts)
    return Panel(int(number), join_cells(sentence.text), details, sentence.quotes)
