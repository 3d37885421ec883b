"""One request for a page: what it may see of the facts, and as of which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from briefings.build.audiences import readable_store
from briefings.model.diagnostics import BriefingsError
from briefings.model.entities import NamedEntity, Source
from briefings.server.notes.names import note_name
from briefings.server.problems import UnknownPageError, WrongAddressError
from briefings.views.names import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefings.authoring.explanation.printed_sentences import PrintedSentence
    from briefings.build.workspace import Workspace
    from briefings.factbase.store import FactStore
    from briefings.model.entities import Entity
    from briefings.server.access import Access
    from briefings.server.warm_project import WarmProject

__all__ = ["Reading", "find_entity", "parse_day", "start_reading"]

_FIRST_YEAR, _LAST_YEAR = 1800, 2200


@dataclass(frozen=True, slots=True)
class Reading:
    """One request.

    Attributes:
        warm: the open project.
        workspace: its facts and templates as they are now; a page may compose notes with it, and no page prints from it
            what the reader may not see.
        access: the settings of this run.
        today: the present day.
        day: the as-of day of the page.
        store: what the reader may see of the facts on that day.
        query: what the address asks for.
    """

    warm: WarmProject
    workspace: Workspace
    access: Access
    today: date
    day: date
    store: FactStore
    query: Mapping[str, str]

    def name(self, entity: Entity) -> str:
        """Return the name of an entity on the day; the title of a source."""
        if isinstance(entity, NamedEntity):
            return plain_name(entity, self.store.house.default_language, self.day)
        return entity.display_title if isinstance(entity, Source) else entity.id

    def note_name(self, sentence: PrintedSentence) -> str:
        """Return what people call the note that has a sentence."""
        return note_name(self.store, sentence, self.day)

    def note_names(self, sentences: Iterable[PrintedSentence]) -> str:
        """Return what people call the notes that have some sentences, each once."""
        return ", ".join(dict.fromkeys(map(self.note_name, sentences)))


def start_reading(warm: WarmProject, access: Access, today: date, query: Mapping[str, str]) -> Reading:
    """Start to answer a request.

    Raises:
        BriefingsError: if the facts have errors.
        WrongAddressError: if the address has a wrong day.
    """
    workspace = warm.workspace()
    if access.audience and warm.problems:
        # What is broken may be what closes a fact to the audience: nothing is shown until it is corrected.
        raise BriefingsError(warm.problems)
    day = parse_day(query.get("day", ""), today, access)
    store = warm.recall(
        ("store", access.audience, day if access.audience else None),
        lambda: readable_store(workspace.store, access.audience, day),
    )
    return Reading(warm, workspace, access, today, day, store, query)


def parse_day(text: str, today: date, access: Access) -> date:
    """Return the day that an address asks for; today if it names none.

    Raises:
        WrongAddressError: if it is not a day, or the reader may not see that day.
    """
    try:
        day = date.fromisoformat(text) if text else today
    except ValueError as error:
        raise WrongAddressError("The day must be like 2025-06-01.") from error
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise WrongAddressError(f"The day must be between {_FIRST_YEAR} and {_LAST_YEAR}.")
    if access.audience and day > today:
        # An embargo or a marking may end by then: what opens tomorrow is closed today.
        raise WrongAddressError("For an audience, the page shows no day after today.")
    return day


def find_entity(reading: Reading, id_: str) -> Entity:
    """Return an entity that the reader may see.

    Raises:
        UnknownPageError: if there is none.
    """
    entity = reading.store.entities.get(id_)
    if entity is None:
        raise UnknownPageError
    return entity
