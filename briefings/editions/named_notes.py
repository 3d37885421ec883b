"""The notes that a user names to issue or clear them, with what they are asked with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.build.audiences import find_audience
from briefings.build.note_names import find_notes
from briefings.build.wanted_notes import known_notes

if TYPE_CHECKING:
    from briefings.build.catalog import Catalog, Subject
    from briefings.build.request import Note
    from briefings.compose.note_options import NoteOptions

__all__ = ["find_named_notes"]


def find_named_notes(catalog: Catalog, name: str, audience: str) -> tuple[Subject, dict[Note, NoteOptions]]:
    """Return the subject and the notes that a name means, in all languages unless it has one, with their options.

    Raises:
        BriefingsError: if no note on a single subject has this name, or the house has no such audience.
    """
    find_audience(catalog.house, audience)
    output = catalog.project.build_folder
    known = {each: known_notes(catalog, output, each, audience) for each in catalog.subjects.values()}
    subject, notes = find_notes(known, name)
    return subject, {note: known[subject][note].options for note in notes}
