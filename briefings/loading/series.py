"""Reading of a series of numbers from a CSV file beside the fact file that names it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from briefings.loading.files import read_bytes
from briefings.loading.folders import find_kind_problem
from briefings.loading.scalars import line_schema
from briefings.loading.value_types import ValueType
from briefings.loading.yaml_nodes import Node, Scalar
from briefings.model.amounts import Amount, ReferencePeriod
from briefings.model.dates import PartialDate
from briefings.model.diagnostics import Diagnostic, Location
from briefings.model.figures import Point
from briefings.model.suggest import with_suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from briefings.loading.context import ReadContext
    from briefings.loading.value_types import Schema

__all__ = ["SERIES"]

_MAX_BYTES = 200_000
_MAX_ROWS = 1000
_NAME = r"[A-Za-z0-9][A-Za-z0-9_-]*\.csv"
_REQUIRED = ("period", "value")
_COLUMNS = (*_REQUIRED, "estimate", "published")


def _parse_yes(text: str) -> bool:
    """Parse `yes`, or nothing."""
    if text not in ("", "yes", "no"):
        message = f"{text!r} is not one of yes, no"
        raise ValueError(message)
    return text == "yes"


_PARSERS: dict[str, Callable[[str], Any]] = {
    "period": ReferencePeriod.parse,
    "value": Amount.parse,
    "estimate": _parse_yes,
    "published": lambda text: PartialDate.parse(text) if text else None,
}


@dataclass(frozen=True)
class _SeriesType(ValueType):
    """The type of a series: the name of a CSV file in the folder of the fact file."""

    word: str = "file name"

    def json_schema(self) -> Schema:
        """Return the JSON Schema of a file name."""
        return line_schema(_NAME, "a CSV file in the same folder: population.csv")

    def read(self, node: Node, key: str, context: ReadContext) -> tuple[Point, ...] | None:
        """Read the file into points, by their time, or report the problems and return None."""
        if not isinstance(node, Scalar) or context.project is None:
            context.report("not-a-value", f"{key!r} must be a single value", node.location)
            return None
        name = PurePosixPath(node.text)
        if name.name != node.text or name.suffix != ".csv" or node.text.startswith((".", "~")):
            hint = "put the file into the folder of this one, and write its name: population.csv"
            context.report("bad-series", f"{node.text!r} is not the name of a CSV file", node.location, hint)
            return None
        shown = str(PurePosixPath(node.location.path).parent / name)
        path = context.project / shown
        if not path.exists() and not path.is_symlink():
            hint = "write it with the columns period,value"
            context.report("no-series", f"there is no file {shown}", node.location, hint)
            return None
        points = _read_file(path, shown, context)
        if points == ():
            context.report(
                "empty-series", "the series has no numbers", Location(shown), "add a row: 2025,1.2"
            )
        return points or None


SERIES = _SeriesType()


def _read_file(path: Path, shown: str, context: ReadContext) -> tuple[Point, ...] | None:
    """Return the points of a file, by their time; None if it can't be read as a table."""
    assert context.project is not None  # noqa: S101 - the caller has asked
    if problem := find_kind_problem(path, context.project, shown):
        context.problems.append(problem)
        return None
    data, problems = read_bytes(path, shown, _MAX_BYTES, hint="keep the years that a note needs")
    context.problems.extend(problems)
    if data is None:
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        context.report("not-utf8", "the file is not UTF-8 text", Location(shown), "save it as CSV UTF-8")
        return None
    delimiter = ";" if ";" in text.lstrip().partition("\n")[0] else ","
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        context.report("bad-series", f"the file is not CSV: {error}", Location(shown), "save it as CSV again")
        return None
    if len(rows) > _MAX_ROWS + 1:
        context.report(
            "bad-series", f"the file has more than {_MAX_ROWS} rows", Location(shown), "keep fewer"
        )
        return None
    return _read_rows(rows, shown, context)


def _read_rows(rows: Sequence[Sequence[str]], shown: str, context: ReadContext) -> tuple[Point, ...] | None:
    """Return the points of rows, by their time; None if the columns are not known."""
    filled = [(number, row) for number, row in enumerate(rows, 1) if any(map(str.strip, row))]
    columns = [name.strip().lower() for name in filled[0][1]] if filled else []
    if not _check_columns(columns, shown, context):
        return None
    points: dict[ReferencePeriod, tuple[int, Point]] = {}
    for number, row in filled[1:]:
        if len(row) != len(columns):
            message = f"row {number} has {len(row)} values for {len(columns)} columns"
            context.report("bad-series", message, Location(shown, number), "write a number with a point: 1.2")
            continue
        point = _read_point(dict(zip(columns, row, strict=True)), columns, Location(shown, number), context)
        if point and point.reference in points:
            message = f"the series has this period twice: {row[columns.index('period')].strip()}"
            first = points[point.reference][0]
            context.problems.append(
                Diagnostic(
                    "repeated-period",
                    message,
                    Location(shown, number),
                    hint=f"delete row {first} or {number}",
                )
            )
        elif point:
            points[point.reference] = (number, point)
    found = [point for _, point in points.values()]
    return tuple(sorted(found, key=lambda point: (point.reference.last_day, point.reference.first_day)))


def _check_columns(columns: Sequence[str], shown: str, context: ReadContext) -> bool:
    """Report missing, unknown and repeated columns; return whether there are none."""
    problems = []
    for number, name in enumerate(columns, 1):
        if name not in _COLUMNS:
            problem = Diagnostic("bad-series", f"a series has no column {name!r}", Location(shown, 1, number))
            problems.append(with_suggestion(problem, name, _COLUMNS))
        elif name in columns[: number - 1]:
            problems.append(
                Diagnostic("bad-series", f"the column {name!r} is there twice", Location(shown, 1, number))
            )
    for name in _REQUIRED:
        if name not in columns:
            hint = "the first row names the columns: period,value"
            problems.append(
                Diagnostic("bad-series", f"the series has no column {name!r}", Location(shown), hint=hint)
            )
    context.problems.extend(problems)
    return not problems


def _read_point(
    row: dict[str, str], columns: Iterable[str], place: Location, context: ReadContext
) -> Point | None:
    """Return the point of a row, or report its problems, each with its column, and return None."""
    values: dict[str, Any] = {}
    for number, name in enumerate(columns, 1):
        try:
            values[name] = _PARSERS[name](row[name].strip())
        except ValueError as error:
            column = 1 + sum(len(field) + 1 for field in list(row.values())[: number - 1])
            context.problems.append(
                Diagnostic(
                    "bad-series",
                    f"{name!r}: {error}",
                    place._replace(column=column),
                    keys=(name,),
                    front=f"{name!r}: ",
                )
            )
    if len(values) < len(row):
        return None
    return Point(values["period"], values["value"], values.get("estimate", False), values.get("published"))
