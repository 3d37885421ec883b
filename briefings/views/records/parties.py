"""The records of the parties: the partner and our side by name, and the house that writes the note."""

from __future__ import annotations

from dataclasses import dataclass

from briefings.model.phrases import EMPTY, Phrase

__all__ = ["HouseView", "NamedView"]


@dataclass(frozen=True, slots=True)
class NamedView:
    """The names of a partner or body: its name, and its formal name and adjective if there are any.

    Attributes:
        ending: the sentence that a partner has ended, with what came after it; empty while it exists.
    """

    name: Phrase
    formal: Phrase
    adjective: Phrase
    ending: Phrase = EMPTY


@dataclass(frozen=True, slots=True)
class HouseView:
    """The text that the house prints on each of its notes.

    Attributes:
        originator: the office responsible for the note; empty if the house names none.
        desk: the desk that drafted the note; empty if it is not stated.
        clearance: the offices that clear the note, in order; of each that has, who and when.
        cleared: who has cleared the note, as what, and when; empty if no one has.
        disclaimer: the text at the end of the note; empty if there is none.
        distribution: who gets the note; empty if it is not stated.
    """

    originator: Phrase
    desk: Phrase
    clearance: tuple[Phrase, ...]
    cleared: tuple[Phrase, ...]
    disclaimer: Phrase
    distribution: Phrase
