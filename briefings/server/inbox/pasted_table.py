"""A table that is pasted: its columns are matched with keys, and `briefings import` reads it before it is taken."""

from __future__ import annotations

import shlex
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from briefings.authoring.entries.form import form_fields
from briefings.authoring.entries.new_entry import EVIDENCE_DETAILS
from briefings.authoring.importing.csv_file import read_csv
from briefings.authoring.importing.import_list import ImportRequest, import_list
from briefings.authoring.yaml.values import to_flow_style
from briefings.loading.facts import ENTRY_TABLES, FACT_KINDS
from briefings.model.diagnostics import BriefingsError
from briefings.server.forms.fields import form_of_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefings.authoring.importing.import_list import ImportReport
    from briefings.authoring.importing.rows import RowList
    from briefings.authoring.yaml.values import Value
    from briefings.model.diagnostics import Diagnostic
    from briefings.server.reading import Reading

__all__ = ["PastedTable", "read_table"]

_NAME, _MAP_NAME = "pasted.csv", "map.yaml"
_MOST_SHOWN = 8
_PARTNER = "partner"
_OTHER_NAMES = {
    "date": "on", "day": "on", "form": "form", "kind": "form", "type": "form", "location": "place", "city": "place",
    "subject": "topics", "topic": "topics", "country": _PARTNER, "name": "name", "text": "text", "title": "title",
    "period": "valid", "theirs": "theirs", "ours": "ours", "page": "locator",
}  # fmt: skip
"""What people call columns."""


@dataclass
class PastedTable:
    """A table that was pasted.

    Attributes:
        words: what the form has, by field.
        keys: what a column can be: key and label.
        rows: the table; None if nothing was pasted or it can't be read.
        columns: the key of each column; empty for one that is left out.
        report: what an import would add; None if that is not known.
        problems: why it can't be imported.
        map_text: the map of the columns, for the command.
    """

    words: Mapping[str, str]
    keys: tuple[tuple[str, str], ...] = ()
    rows: RowList | None = None
    columns: dict[str, str] = field(default_factory=dict)
    report: ImportReport | None = None
    problems: tuple[Diagnostic, ...] = ()
    map_text: str = ""

    @property
    def command(self) -> str:
        """Return the command that does the same with files of these names."""
        partner = (self.words["partner"],) if self.words["partner"] else ()
        options = ("--source", self.words["source"], "--map", _MAP_NAME)
        return shlex.join(("briefings", "import", _NAME, *partner, *options))

    @property
    def shown(self) -> list[list[str]]:
        """Return the first rows, for the eye."""
        if self.rows is None:
            return []
        return [[row.cells.get(name, "") for name in self.columns] for row in self.rows.rows[:_MOST_SHOWN]]

    def write(self, reading: Reading) -> None:
        """Import the table as proposals."""
        self._import(reading, dry_run=False)

    def preview(self, reading: Reading) -> None:
        """Find out what an import would add."""
        self._import(reading, dry_run=True)

    def _import(self, reading: Reading, *, dry_run: bool) -> None:
        """Import the table from a file of its own, as the command does."""
        with tempfile.TemporaryDirectory() as folder:
            file, map_file = Path(folder) / _NAME, Path(folder) / _MAP_NAME
            file.write_text(self.words["table"], "utf-8")
            map_file.write_text(self.map_text, "utf-8")
            request = ImportRequest(file, self.words["source"], map_file, self.words["partner"])
            try:
                self.report = import_list(reading.warm.project, request, reading.today, dry_run=dry_run)
            except BriefingsError as error:
                self.problems = tuple(error.diagnostics)


def read_table(reading: Reading, form: Mapping[str, str]) -> PastedTable:
    """Return what a form says of a pasted table."""
    words = {name: form.get(name, "") for name in ("table", "list", "partner", "source", "dates")}
    words["table"] = words["table"].replace("\r\n", "\n")
    if words["list"] not in FACT_KINDS:
        words["list"] = "contacts"
    list_name = words["list"]
    labels = {item.name: item.label for item in form_of_list(list_name)}
    known = [*(question.key.name for question in form_fields(list_name)), *EVIDENCE_DETAILS, _PARTNER]
    table = PastedTable(words, keys=tuple((name, labels.get(name, name.capitalize())) for name in known))
    if not words["table"].strip():
        return table
    try:
        table.rows = read_csv(words["table"].encode(), _NAME)
    except BriefingsError as error:
        table.problems = tuple(error.diagnostics)
        return table
    for number, column in enumerate(table.rows.columns):
        key = form.get(f"column.{number}")
        table.columns[column] = _guess(column, known) if key is None else key
    table.map_text = _map_text(table)
    if words["source"] and any(table.columns.values()):
        table.preview(reading)
    return table


def _guess(column: str, known: list[str]) -> str:
    """Return the key that a column probably has; empty if its name says nothing."""
    word = column.strip().casefold().replace(" ", "_")
    key = word if word in known else _OTHER_NAMES.get(word, "")
    return key if key in known else ""


def _map_text(table: PastedTable) -> str:
    """Return the map of the columns as YAML."""
    columns: dict[str, Value] = {
        key: {"column": column, "separator": ";"} if _takes_several(table, key) else column
        for column, key in table.columns.items()
        if key
    }
    found: dict[str, Value] = {"list": table.words["list"], "columns": columns}
    if table.words["dates"]:
        found["dates"] = table.words["dates"]
    return "".join(f"{key}: {to_flow_style(value)}\n" for key, value in found.items())


def _takes_several(table: PastedTable, key: str) -> bool:
    """Return whether a cell of a column may have several values."""
    keys = {item.name: item for item in ENTRY_TABLES[table.words["list"]].all_keys}
    return any(
        item.takes_several for item in form_of_list(table.words["list"]) if item.name == key and key in keys
    )
