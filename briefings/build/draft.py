"""A composed note, with the facts that its readers may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.build.clearances import standing_clearances
from briefings.build.manifest import note_entry
from briefings.build.snapshot import Snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.build.request import Note
    from briefings.compose.brief import Brief
    from briefings.model.clearances import Clearance
    from briefings.views.release import ReleasedStore

__all__ = ["Draft"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A composed note.

    Attributes:
        brief: the note.
        visible_facts: the facts that its readers may see.
    """

    brief: Brief
    visible_facts: ReleasedStore

    def standing(self, root: Path, note: Note, clearances: tuple[Clearance, ...]) -> tuple[Clearance, ...]:
        """Return the clearances that hold for what the note says.

        Args:
            root: the project's top folder.
            note: which note of its subject.
            clearances: of the note, whether or not they hold.
        """
        if not clearances:
            return ()
        snapshot = Snapshot.from_brief(note, self.brief, self.visible_facts)
        return standing_clearances(root, clearances, note_entry(self.brief, snapshot))
