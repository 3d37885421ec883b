"""The records of a principal's copy: what the editor chose from the facts, in the order of reading.

Everything in them is a `Phrase` with its citations. They state no doubt except in `confirm` and in the short remarks
named `doubt`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefings.model.phrases import Phrase

if TYPE_CHECKING:
    from briefings.views.records.prospects import CommitmentView, DateView

__all__ = [
    "EditedView",
    "ItemView",
    "MatrixRowView",
    "MatrixView",
    "MeetingView",
    "OfficeRowView",
    "PartyView",
    "RelationView",
    "SideView",
    "WorkAreaView",
    "WorkView",
]

_EMPTY = Phrase()


@dataclass(frozen=True, slots=True)
class ItemView:
    """A short title and what is said under it."""

    title: Phrase
    text: Phrase


@dataclass(frozen=True, slots=True)
class RelationView:
    """A framework or an agreement: since when it has held or its stage, whether that needs confirming, and remarks.

    `remarks` are the sentences that it replaces or supplements another one, or is replaced or supplemented itself.
    """

    name: Phrase
    time: Phrase
    doubt: Phrase
    remark: Phrase
    remarks: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficeRowView:
    """An office and who holds it.

    Attributes:
        title: the role, or the title of the post where the house has no label for its role.
        name: the holder; empty if the post is vacant.
        other_script: the name in the script of the holder's country; empty if that is the script of the note.
        text: since when, or that the post is vacant.
        doubt: the month of the last source if that is too old.
        former_name: an earlier name with the time until which it was used; empty if there is none.
        is_coming: whether the holder takes over later, as the text says.
    """

    title: Phrase
    name: Phrase
    other_script: Phrase
    text: Phrase
    doubt: Phrase
    former_name: Phrase
    is_coming: bool = False


@dataclass(frozen=True, slots=True)
class SideView:
    """The offices of one side."""

    party: Phrase
    rows: tuple[OfficeRowView, ...]


@dataclass(frozen=True, slots=True)
class WorkAreaView:
    """An area of cooperation and the sentences about it, newest source first."""

    name: Phrase
    sentences: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class WorkView:
    """The work that the two sides do together.

    Attributes:
        head: the source and month to which all sentences belong that give no other; empty if none is needed.
        areas: the areas, in the order of the house.
        completed: what has been done and is over, newest first.
    """

    head: Phrase
    areas: tuple[WorkAreaView, ...]
    completed: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class PartyView:
    """A participant of the other side, in the row of a meeting.

    Attributes:
        name: the name, after a short title; or a group in words.
        remark: a long title, or words on the office, in brackets; may be empty.
        is_named: whether it is a person or a body on record, and not a group in words.
    """

    name: Phrase
    remark: Phrase
    is_named: bool = True


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A contact between the two sides, or one that is planned.

    Attributes:
        date: its day or days.
        form: its form in words, where the names of the people do not say enough: they did not meet, or are not known.
        theirs: the people of the other side.
        ours: the people of our side.
        ours_in_words: these people as a list in words.
        others: participants on neither side.
        place: where; may be empty.
        topics: what it was about.
        details: its session, in the margins of what it took place, and who wrote or called.
        outcome: the result; may be empty.
        body: the body on our side, if it is not the house's own.
        has_met: whether the people met, and did not speak by telephone or write.
        has_talked: whether they met or spoke.
        state: how a plan stands; empty for what took place.
    """

    date: Phrase
    form: Phrase
    theirs: tuple[PartyView, ...]
    ours: tuple[Phrase, ...]
    ours_in_words: Phrase
    others: tuple[Phrase, ...]
    place: Phrase
    topics: tuple[Phrase, ...]
    details: tuple[Phrase, ...]
    outcome: Phrase
    body: Phrase
    has_met: bool
    has_talked: bool
    state: Phrase = _EMPTY


@dataclass(frozen=True, slots=True)
class MatrixRowView:
    """A row of the matrix of a region.

    Attributes:
        role: the role of an office, which the house may have a label for; empty in other rows.
        title: what the row is about.
        cells: one per partner; empty where there is nothing to say.
    """

    role: str
    title: Phrase
    cells: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class MatrixView:
    """A table of a region: its partners, each with a column."""

    partners: tuple[Phrase, ...]
    rows: tuple[MatrixRowView, ...]


@dataclass(frozen=True, slots=True)
class EditedView:
    """The content of a principal's copy.

    Attributes:
        lead: sentences that say what the relationship is today.
        latest_information: the month of the latest that is known of the relations; empty if it is fresh.
        confirm: what someone must check before it is used, the most embarrassing first.
        confirm_further: what else to check, by name; empty if there is nothing else.
        news_since: the day from which on changes count as new.
        news: changes since then, newest first.
        silence: since when no meeting with their side is known; empty if there was one since that day.
        sides: who matters, their side first.
        relations: current frameworks and agreements.
        work: what is done together.
        coming: meetings that are planned.
        meetings: meetings with their side: the last at each level, then the latest.
        others: contacts without anyone of their side.
        outstanding: commitments that are open, the overdue ones first.
        ahead: dates ahead, the next one first.
        omitted_count: how many earlier meetings are left out; empty for none.
        left_out: how many items did not fit the pages, by the name of the template of their section.
        background: sentences, oldest first.
        telling: what is worth knowing by heart, newest first.
        figures: the figures that the desk has marked as telling, each in a line.
        matrix: the partners of a region side by side; empty in other notes.
    """

    lead: tuple[Phrase, ...] = ()
    latest_information: Phrase = _EMPTY
    confirm: tuple[ItemView, ...] = ()
    confirm_further: Phrase = _EMPTY
    news_since: Phrase = _EMPTY
    news: tuple[Phrase, ...] = ()
    silence: Phrase = _EMPTY
    sides: tuple[SideView, ...] = ()
    relations: tuple[RelationView, ...] = ()
    work: WorkView = field(default_factory=lambda: WorkView(_EMPTY, (), ()))
    coming: tuple[MeetingView, ...] = ()
    meetings: tuple[MeetingView, ...] = ()
    others: tuple[MeetingView, ...] = ()
    outstanding: tuple[CommitmentView, ...] = ()
    ahead: tuple[DateView, ...] = ()
    omitted_count: Phrase = _EMPTY
    left_out: tuple[tuple[str, int], ...] = ()
    background: tuple[Phrase, ...] = ()
    telling: tuple[Phrase, ...] = ()
    figures: tuple[Phrase, ...] = ()
    matrix: tuple[MatrixView, ...] = ()
