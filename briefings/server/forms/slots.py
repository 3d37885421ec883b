"""Places of entries: in a list of a fact file, as the partner of a folder, or as the whole house file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefings.authoring.entries.draft import EntryPlaces
from briefings.authoring.yaml.entry_text import update_text
from briefings.authoring.yaml.fact_edits import LIST_BY_KIND
from briefings.authoring.yaml.texts import load_data
from briefings.loading.entities import PARTNER
from briefings.loading.facts import ENTRY_TABLES, FACT_KINDS
from briefings.loading.folders import HOUSE_FILE
from briefings.loading.house import HOUSE
from briefings.model.entities import Partner
from briefings.project import FACTS_FOLDER
from briefings.server.entries.fact_details import find_fact
from briefings.server.forms.field_words import FIRST_FIELDS
from briefings.server.forms.fields import form_of_list, form_of_table
from briefings.server.problems import UnknownPageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefings.authoring.yaml.edit import FactFile
    from briefings.authoring.yaml.fact_edits import FactEdits
    from briefings.authoring.yaml.values import Value
    from briefings.loading.tables import Table
    from briefings.server.forms.fields import Field
    from briefings.server.reading import Reading

__all__ = ["HOUSE_KEY", "EntrySlot", "find_slot"]

HOUSE_KEY = "house"
"""The word for the settings of the house in the address of a form; no entry has this id, for it begins a path."""
_PARTNER_KEY = "partner"
_FIRST_OF_PARTNER = ("names", "code", "posts")
_FIRST_OF_HOUSE = ("side", "languages", "originator", "desk")


@dataclass(frozen=True, slots=True)
class EntrySlot:
    """The place of an entry in its file.

    Attributes:
        key: of the fact, id of the entry, or `house`.
        kind: of the entry.
        list_name: the list of the file; empty if it is not in a list.
        table: what the entry may say.
        file: its file, with the edits so far.
        steps: lead to the entry from the text that `text` returns.
    """

    key: str
    kind: str
    list_name: str
    table: Table[Any]
    file: FactFile
    steps: tuple[str | int, ...]

    @property
    def id(self) -> str:
        """Return the id of the entry."""
        return self.key.rpartition("/")[2]

    @property
    def is_fact(self) -> bool:
        """Return whether it is a fact, which notes may print."""
        return self.list_name in FACT_KINDS

    @property
    def can_go(self) -> bool:
        """Return whether it can be removed: everything but the settings of the house can."""
        return self.key != HOUSE_KEY

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return the fields of its form."""
        if self.list_name in FIRST_FIELDS:
            return form_of_list(self.list_name)
        first = {PARTNER.name: _FIRST_OF_PARTNER, HOUSE.name: _FIRST_OF_HOUSE}
        return form_of_table(self.table, first.get(self.table.name, ()))

    def text(self) -> str:
        """Return the entry as written in its file; the whole file if it is in no list."""
        if self.list_name:
            return self.file.entry_text(self.list_name, self.id)
        return self.file.text.strip("\n")

    @property
    def start_line(self) -> int:
        """Return the line of its file on which `text` begins."""
        if not self.list_name:
            return 1 + len(self.file.text) - len(self.file.text.lstrip("\n"))
        return self.file.entry_line(self.list_name, self.id)

    def replace(self, text: str) -> None:
        """Write another text in its place, in the draft of its file.

        Raises:
            YAMLError: if it is not YAML.
            ValueError: if it is not one entry.
        """
        if self.list_name:
            self.file.replace_entry(self.list_name, self.id, text)
        else:
            self.file.replace_text(f"{text}\n")

    def data(self, text: str) -> dict[str, Value]:
        """Return the values of the entry in a text."""
        data = load_data(text)
        for step in self.steps:
            data = data[step]
        return dict(data)

    def updated(self, text: str, entry: Mapping[str, Value]) -> str:
        """Return a text with other values.

        Raises:
            ValueError: if its layout can't be changed piece by piece.
        """
        return update_text(text, entry, self.steps)

    def places(self) -> EntryPlaces:
        """Return the places of its keys in the draft of its file."""
        steps = (self.list_name, self.id) if self.list_name else tuple(map(str, self.steps))
        return EntryPlaces(self.file.content, self.file.display_path, steps)


def find_slot(reading: Reading, edits: FactEdits, key: str) -> EntrySlot:
    """Return the place of an entry: files are found by the facts that were read, and never by a path.

    Raises:
        UnknownPageError: if there is no such entry.
    """
    if key == HOUSE_KEY:
        file = edits.open_path(reading.warm.project.root / FACTS_FOLDER / HOUSE_FILE)
        return EntrySlot(key, "house", "", HOUSE, file, ())
    entry = find_fact(reading, key) or reading.store.entities.get(key)
    if entry is None or (list_name := LIST_BY_KIND.get(entry.kind, "")) not in ENTRY_TABLES:
        if isinstance(entry, Partner):
            return EntrySlot(key, entry.kind, "", PARTNER, edits.open(entry), (_PARTNER_KEY,))
        raise UnknownPageError
    return EntrySlot(key, entry.kind, list_name, ENTRY_TABLES[list_name], edits.open(entry), (0,))
