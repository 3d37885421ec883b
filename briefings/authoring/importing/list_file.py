"""The file of a list that is imported, read by its suffix, with the map of its columns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.authoring.importing.csv_file import read_csv
from briefings.authoring.importing.ics_file import read_ics
from briefings.authoring.importing.import_map import load_map, sample_map
from briefings.authoring.importing.json_file import HOLDER_COLUMNS, read_json
from briefings.authoring.importing.rows import MAX_IMPORT_BYTES, refuse
from briefings.authoring.importing.xlsx_file import read_xlsx
from briefings.loading.files import read_file

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.authoring.importing.import_map import ImportMap
    from briefings.authoring.importing.rows import RowList

__all__ = ["read_list_file"]


def read_list_file(path: Path, map_file: Path | None) -> tuple[RowList, ImportMap]:
    """Read a file by its suffix, with its map.

    Args:
        path: of the file.
        map_file: its map; None for that of a format with fixed columns.

    Raises:
        BriefingsError: if it can't be read, or needs a map.
    """
    name, suffix = str(path), path.suffix.lower()
    data = read_file(path, MAX_IMPORT_BYTES)
    import_map = load_map(map_file, str(map_file)) if map_file else None
    if suffix == ".ics":
        return read_ics(data, name), import_map or load_map(sample_map("calendar"), "calendar.yaml")
    if suffix == ".json":
        rows = read_json(data, name)
        return rows, import_map or _holder_map(rows, name)
    if suffix not in (".csv", ".tsv", ".txt", ".xlsx"):
        hint = "save it as .csv or .xlsx; .json and .ics are read as well"
        raise refuse("not-a-table", f"{name} is of no kind that can be imported", hint)
    if import_map is None:
        hint = "give one with --map; `briefings import --sample contacts` prints one to begin with"
        raise refuse("no-map", f"{name} needs a map that says what its columns are", hint)
    if suffix == ".xlsx":
        return read_xlsx(data, name, import_map.sheet, import_map.header), import_map
    return read_csv(data, name, import_map.header), import_map


def _holder_map(rows: RowList, name: str) -> ImportMap:
    """Return the map for a list of office-holders, by the usual names of its columns.

    Raises:
        BriefingsError: if it has no people or no posts.
    """
    import_map = load_map(sample_map("holders"), "holders.yaml")
    found = {
        key: next((name for name in names if name in rows.columns), "")
        for key, names in HOLDER_COLUMNS.items()
    }
    missing = [key for key in ("holder", "post") if not found[key] and key not in import_map.values]
    if missing:
        hint = f"it has {', '.join(rows.columns) or 'no columns'}; name them in a map, with --map"
        raise refuse("no-columns", f"{name} has no column for {' and '.join(missing)}", hint)
    columns = {
        key: replace(column, column=found.get(key, ""), first=found["start"] if column.first else "", last=found["end"] if column.first else "")
        for key, column in import_map.columns.items()
    }  # fmt: skip
    return replace(import_map, columns=columns)
