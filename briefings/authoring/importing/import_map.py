"""Maps: small files that say which column of a list becomes which key of an entry."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from briefings.authoring.entries.form import form_fields
from briefings.authoring.entries.new_entry import EVIDENCE_DETAILS
from briefings.authoring.importing.written_numbers import NUMBER_FORMATS
from briefings.loading.collection_types import MappingType
from briefings.loading.context import ReadContext
from briefings.loading.facts import FACT_KINDS
from briefings.loading.rules import AtMostOne
from briefings.loading.scalars import LANGUAGE, LINE, one_of, whole_number
from briefings.loading.tables import IdOrTableType, Key, Table
from briefings.loading.yaml_nodes import read_yaml
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.suggest import unknown, with_suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefings.authoring.importing.rows import RowList
    from briefings.model.diagnostics import Location

__all__ = ["PARTNER_COLUMN", "STAGES_KEY", "ImportMap", "MappedColumn", "load_map", "sample_map"]

PARTNER_COLUMN = "partner"
"""The name of the column, among those of keys, that names the partner of a row."""
STAGES_KEY = "stages"
"""The key of facts whose stages have columns of their own."""
_SAMPLES = "samples"


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """Where the value of a key comes from: a column, or two that are the ends of a period.

    Attributes:
        column: the name of the column; empty for a period of two columns.
        separator: what is between several values in a cell; empty for one value.
        first: the column with the beginning of a period.
        last: the column with its end.
    """

    column: str = ""
    separator: str = ""
    first: str = ""
    last: str = ""
    location: Location | None = field(default=None, compare=False)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of its columns."""
        return tuple(filter(None, (self.column, self.first, self.last)))


@dataclass(frozen=True, slots=True)
class ImportMap:
    """A map.

    Attributes:
        list_name: the list of the facts that rows become.
        columns: the columns by key.
        stages: the columns with the days of stages, by the word for each.
        values: values that all rows share, by key.
        words: what words of a column mean, by key and word.
        dates: the order of day, month and year in dates such as 03/04/2026: `dmy`, `mdy` or `ymd`; empty if unknown.
        numbers: how the list writes numbers, such as `1,234.5`; empty if without separators.
        sheet: the sheet of a workbook; empty for the only one.
        header: the line with the names of the columns; 0 for the first one.
        language: the language of new names; empty for the default language of the house.
    """

    list_name: str
    columns: Mapping[str, MappedColumn]
    stages: Mapping[str, str]
    values: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]]
    dates: str
    numbers: str
    sheet: str
    header: int
    language: str
    location: Location = field(compare=False)

    def check_columns(self, rows: RowList) -> Iterator[Diagnostic]:
        """Yield a problem for each column that a file does not have; one for all, if another line names them all."""
        places = [(name, column.location) for column in self.columns.values() for name in column.names]
        places += [(name, self.location) for name in self.stages.values()]
        missing = [(name, place) for name, place in places if name not in rows.columns]
        line = rows.line_with(name for name, _ in places) if missing else 0
        if line:
            message = f"the names of the columns are in line {line}, below other lines"
            yield Diagnostic(
                "unknown-column", message, self.location, hint=f"write `header: {line}` in the map"
            )
            return
        for name, place in missing:
            yield unknown("column", name, rows.columns, place)

    def unused_columns(self, rows: RowList) -> list[str]:
        """Return the columns of a file that no key takes."""
        used = {name for column in self.columns.values() for name in column.names}
        return [name for name in rows.columns if name not in {*used, *self.stages.values()}]


_COLUMN = Table(
    "column",
    MappedColumn,
    (
        Key("column", LINE, "its name", default=""),
        Key("separator", LINE, "what is between several values in a cell", default=""),
        Key("from", LINE, "the column with the beginning of a period", field="first", default=""),
        Key("to", LINE, "the column with its end", field="last", default=""),
    ),
    rules=(AtMostOne("column", "from", "keep `column:`, or `from:` and `to:`"),),
)
_MAP = Table(
    "import map",
    ImportMap,
    (
        Key("list", one_of(*FACT_KINDS), "the list that rows become", required=True, field="list_name"),
        Key(
            "columns",
            MappingType(IdOrTableType(LINE, _COLUMN, MappedColumn)),
            "the columns by key",
            required=True,
        ),
        Key("stages", MappingType(LINE), "the columns with the days of stages, by the word for each"),
        Key("values", MappingType(LINE), "values that all rows share, by key"),
        Key("words", MappingType(MappingType(LINE)), "what words of a column mean, by key"),
        Key("dates", one_of("dmy", "mdy", "ymd"), "the order of day, month and year", default=""),
        Key("numbers", one_of(*NUMBER_FORMATS), "how the list writes numbers, in quotes", default=""),
        Key("sheet", LINE, "the sheet of a workbook", default=""),
        Key("header", whole_number(1), "the line with the names of the columns", default=0),
        Key("language", LANGUAGE, "the language of new names", default=""),
    ),
)


def load_map(path: Path, display_path: str) -> ImportMap:
    """Load a map.

    Raises:
        BriefingsError: with all problems of its file.
    """
    node, problems = read_yaml(path, display_path)
    context = ReadContext([*problems])
    found = _MAP.read(node, context) if node is not None else None
    if found:
        context.problems.extend(_key_problems(found))
    if found is None or context.problems:
        raise BriefingsError(context.problems)
    return found


def _key_problems(found: ImportMap) -> Iterator[Diagnostic]:
    """Yield a problem for each key that the facts of a map do not have."""
    if not found.list_name:
        return
    known = [*(form.key.name for form in form_fields(found.list_name)), *EVIDENCE_DETAILS, PARTNER_COLUMN]
    written = (*found.columns, *found.values, *found.words, *([STAGES_KEY] if found.stages else []))
    for name in dict.fromkeys(written):
        if name not in known:
            column = found.columns.get(name)
            place = column.location if column and column.location else found.location
            yield with_suggestion(
                Diagnostic("unknown-key", f"{found.list_name} have no {name!r}", place), name, known
            )


def _sample_names() -> list[str]:
    """Return the names of the sample maps."""
    folder = resources.files(__package__) / _SAMPLES
    return sorted(file.name.removesuffix(".yaml") for file in folder.iterdir() if file.name.endswith(".yaml"))


def sample_map(name: str) -> Path:
    """Return the file of a sample map.

    Raises:
        BriefingsError: if no sample has the name.
    """
    if name not in _sample_names():
        raise BriefingsError([unknown("sample", name, _sample_names())])
    return Path(str(resources.files(__package__) / _SAMPLES / f"{name}.yaml"))
