"""The names by which users call notes: as their files are named, with or without language and format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.build.formats import format_of
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.entities import ALL_PARTNERS
from briefings.model.house import DEFAULT_PRODUCT
from briefings.model.suggest import unknown

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from briefings.build.catalog import Subject
    from briefings.build.request import Note

__all__ = ["NoteName", "find_name", "find_notes"]


@dataclass(frozen=True, slots=True)
class NoteName:
    """The notes that a name means: of one product, of one partner or all, in one language or all (empty)."""

    partner: str
    product: str
    about: str
    language: str

    def has(self, note: Note) -> bool:
        """Return whether a note is among them."""
        is_same = (note.product, note.about) == (self.product, self.about)
        return is_same and self.language in ("", note.language)


def find_name(known: Mapping[Subject, Collection[Note]], name: str) -> NoteName:
    """Return what a name means; `all.card` means the cards of all partners.

    Raises:
        BriefingsError: if no note has this name.
    """
    stem = name.rstrip("/").rpartition("/")[2]
    if suffix := format_of(stem):
        stem = stem.removesuffix(f".{suffix}")
    names = {}
    for subject, notes in known.items():
        for note in notes:
            for partner in (subject.id, ALL_PARTNERS):
                without_language = f"{partner}.{note.key.removesuffix(f'.{note.language}')}"
                names[without_language] = NoteName(partner, note.product, note.about, "")
                in_language = NoteName(partner, note.product, note.about, note.language)
                names[f"{partner}.{note.key}"] = names[note.file_stem(partner)] = in_language
    if of_subject := next((notes for subject, notes in known.items() if subject.id == stem), None):
        products = sorted({f"{stem}.{note.key.removesuffix(f'.{note.language}')}" for note in of_subject})
        hint = f"{stem} has several notes; name one: {', '.join(products)}"
        raise BriefingsError([Diagnostic("unknown-note", f"{name!r} does not name one note", hint=hint)])
    if stem not in names:
        hint = "name it as its files are named, such as tajikistan.card or tajikistan.card.fr"
        raise BriefingsError([unknown("note", name, names, hint=hint)])
    return names[stem]


def _only_note(known: Mapping[Subject, Collection[Note]], name: str) -> NoteName | None:
    """Return what the name of a subject alone means; None if the name is another, or could mean several notes."""
    of_subject = next((notes for subject, notes in known.items() if subject.id == name), ())
    kinds = {(note.product, note.about) for note in of_subject}
    if (DEFAULT_PRODUCT, "") in kinds:
        return NoteName(name, DEFAULT_PRODUCT, "", "")
    return NoteName(name, *kinds.pop(), "") if len(kinds) == 1 else None


def find_notes(known: Mapping[Subject, Collection[Note]], name: str) -> tuple[Subject, list[Note]]:
    """Return the subject and the notes of one product that a name means, in all languages unless it has one.

    The name of a subject alone means its brief, as messages of builds call it, or else its only note.

    Raises:
        BriefingsError: if no note on a single subject has this name.
    """
    single = {subject: notes for subject, notes in known.items() if not name.startswith(f"{ALL_PARTNERS}.")}
    found = _only_note(single, name) or find_name(single, name)
    subject = next(subject for subject in known if subject.id == found.partner)
    return subject, [note for note in known[subject] if found.has(note)]
