"""A note as it prints, each sentence of which leads to what it rests on; and the days on which it changes."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from briefings.build.snapshot import join_cells
from briefings.model.locales import text_direction
from briefings.outputs.html import render_parts, style_texts
from briefings.server.entries.fact_details import describe_fact, find_fact
from briefings.server.notes.comparison import compare_days, find_last_edition
from briefings.server.notes.days import find_change_days
from briefings.server.notes.request import check_release, draft_note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from briefings.compose.brief import Brief, Sentence
    from briefings.server.entries.fact_details import FactDetails
    from briefings.server.notes.comparison import DayComparison
    from briefings.server.notes.request import NoteRequest
    from briefings.server.reading import Reading

__all__ = ["NoteDetails", "Panel", "describe_note", "describe_panel"]


@dataclass(frozen=True, slots=True)
class Panel:
    """The facts and quotes under a sentence.

    Attributes:
        number: of the sentence.
        text: of the sentence.
        facts: that it cites.
        quotes: the words of sources, each with the id of the source.
        differs: whether the last edition of the note does not have it.
    """

    number: int
    text: str
    facts: tuple[FactDetails, ...]
    quotes: tuple[tuple[str, str], ...]
    differs: bool


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
        edition: the last edition of the note; empty if it was never issued.
        differing: how many of its sentences differ from that edition.
        comparison: what differs from another day; None if the address names none.
    """

    title: str
    language: str
    direction: str
    content: str
    styles: tuple[str, ...]
    days: tuple[date, ...]
    panel: Panel | None
    edition: str
    differing: int
    comparison: DayComparison | None


def describe_note(reading: Reading, wanted: NoteRequest) -> NoteDetails:
    """Compose a note for the page.

    Raises:
        BriefingsError: if it can't be composed, or the gate finds in it what its audience may not see.
        WrongAddressError: if the address has a wrong day to compare with.
    """
    workspace, subject = reading.workspace, wanted.subject
    draft = draft_note(reading, wanted)
    brief = draft.brief
    fonts = workspace.files(subject, "html").files
    links = dict(_sentence_links(brief, wanted))
    content, styles = render_parts(brief, workspace.style_sheet(subject, "html"), fonts, links)
    check_release(reading, wanted, draft, {"note.html": content.encode()})
    issued = find_last_edition(reading, wanted)
    differing = issued.differing_sentences(brief) if issued else ()
    return NoteDetails(
        title=brief.title,
        language=brief.language,
        direction=text_direction(brief.language),
        content=_mark(content, wanted, differing),
        styles=tuple(style_texts(brief, styles)),
        days=find_change_days(reading, wanted),
        panel=_panel(reading, wanted, brief),
        edition=issued.name if issued else "",
        differing=len(differing),
        comparison=compare_days(reading, wanted),
    )


def describe_panel(reading: Reading, wanted: NoteRequest) -> Panel | None:
    """Return what the chosen sentence rests on, without the note around it; None if none is chosen.

    Raises:
        BriefingsError: if the note can't be composed.
    """
    return _panel(reading, wanted, draft_note(reading, wanted).brief)


def _mark(content: str, wanted: NoteRequest, differing: Iterable[int]) -> str:
    """Return the note with marks at the sentences that differ from the last edition."""
    for number in differing:
        address = escape(f"{wanted.address(sentence=str(number))}#rests")
        content = content.replace(
            f'<a class="said" href="{address}">', f'<a class="said differs" href="{address}">'
        )
    return content


def _sentence_links(brief: Brief, wanted: NoteRequest) -> Iterator[tuple[int, str]]:
    """Yield the slots of sentences that cite a fact, each with the address of the panel for it."""
    for number, sentence in enumerate(brief.sentences):
        if sentence.citations:
            address = f"{wanted.address(sentence=str(number))}#rests"
            yield from ((slot, address) for slot in sentence.slots)


def _panel(reading: Reading, wanted: NoteRequest, brief: Brief) -> Panel | None:
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
    issued = find_last_edition(reading, wanted)
    differs = issued is not None and int(number) in issued.differing_sentences(brief)
    return Panel(int(number), join_cells(sentence.text), details, sentence.quotes, differs)
