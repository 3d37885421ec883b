"""Statements of a finished text that the facts do not have, proposed with the words of the text as quotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.authoring.importing.import_list import ImportRequest, import_rows
from briefings.authoring.importing.import_map import ImportMap, MappedColumn
from briefings.authoring.importing.rows import Row, RowList
from briefings.model.diagnostics import Location

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from briefings.authoring.importing.import_list import ImportReport
    from briefings.checks.suggestions import Suggestion
    from briefings.project import Project

__all__ = ["propose_suggestions"]

_SEVERAL = ("ours", "theirs")
_TAJIK_LETTERS = frozenset("ғӣқӯҳҷ")


def propose_suggestions(
    project: Project, suggestions: Sequence[Suggestion], file: Path, source: str, day: date
) -> list[ImportReport]:
    """Add the suggestions that no fact or proposal says yet as proposals, list by list; return what was added.

    Args:
        project: the project with the facts.
        suggestions: the statements.
        file: the text.
        source: id or title of the source that the text is.
        day: the day of the comparison with what is known.

    Raises:
        BriefingsError: if a statement can't be written; then nothing is.
    """
    groups: dict[tuple[str, str], list[Suggestion]] = {}
    for suggestion in suggestions:
        groups.setdefault((suggestion.list_name, _language_of(suggestion)), []).append(suggestion)
    request = ImportRequest(file, source)
    lists = [
        (_rows(group, file.name), _map(group, list_name, language))
        for (list_name, language), group in groups.items()
    ]
    for rows, import_map in lists:  # what can't be written is found before anything is
        import_rows(project, rows, import_map, request, day, dry_run=True)
    return [import_rows(project, rows, import_map, request, day) for rows, import_map in lists]


def _map(group: Sequence[Suggestion], list_name: str, language: str) -> ImportMap:
    """Return a map with a column for each key of some suggestions."""
    keys = dict.fromkeys(key for suggestion in group for key in suggestion.words)
    columns = {
        key: MappedColumn(key, separator=";" if key in _SEVERAL else "")
        for key in ("partner", "quote", *keys)
    }
    return ImportMap(
        list_name,
        columns,
        {},
        {},
        {},
        dates="",
        numbers="",
        sheet="",
        header=0,
        language=language,
        location=Location(""),
    )


def _rows(group: Sequence[Suggestion], file_name: str) -> RowList:
    """Return a row for each suggestion."""
    rows = []
    for suggestion in group:
        line = suggestion.sentence.line_starts[0][1]
        cells = {"partner": suggestion.folder, "quote": suggestion.quote, **suggestion.words}
        rows.append(Row(f"line {line}", cells, file_name, line))
    columns = dict.fromkeys(key for row in rows for key in row.cells)
    return RowList(tuple(columns), tuple(rows))


def _language_of(suggestion: Suggestion) -> str:
    """Return the language of new names in Cyrillic; empty for that of the house."""
    letters = {letter.lower() for word in suggestion.words.values() for letter in word}
    if not any("а" <= letter <= "я" for letter in letters):
        return ""
    return "tg" if letters & _TAJIK_LETTERS else "ru"
