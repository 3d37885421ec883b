"""Markings in files: a level alone, or a mapping with the axes of the scheme and the days of a lower level."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.loading.collection_types import ItemOrListType
from briefings.loading.parsers import parse_single_day
from briefings.loading.scalars import DAY, LINE
from briefings.loading.tables import Key, Table
from briefings.loading.value_types import ValueType
from briefings.loading.yaml_nodes import Mapping, Node, Scalar
from briefings.model.diagnostics import Diagnostic
from briefings.model.marking_axes import PERMISSIVE
from briefings.model.markings import Marking
from briefings.model.suggest import unknown, with_suggestion

if TYPE_CHECKING:
    from datetime import date

    from briefings.loading.context import ReadContext
    from briefings.loading.value_types import Schema
    from briefings.model.dates import PartialDate
    from briefings.model.diagnostics import Location
    from briefings.model.marking_axes import Axis
    from briefings.model.markings import MarkingScheme

__all__ = ["MARKING", "MARKING_KEYS"]

MARKING_KEYS = ("level", "owner", "downgrade", "declassify")
"""The keys of each marking; the axes of its scheme are the others."""

_VALUES = ItemOrListType(LINE, "list of names")
_CODEWORD = re.compile(r"[A-Z][A-Z0-9-]*")
_DOWNGRADE = Table(
    "downgrade",
    lambda **values: values,
    (
        Key("on", DAY, "the day from which it has the lower level", required=True),
        Key("to", LINE, "the lower level", required=True, default=""),
    ),
)


@dataclass(frozen=True)
class _MarkingType(ValueType):
    """The type of markings of the scheme of the house."""

    word: str = "marking"

    def json_schema(self) -> Schema:
        """Return a schema that accepts a level and a mapping; only a loader knows the levels and the axes."""
        names = {"anyOf": [LINE.schema, {"type": "array", "items": LINE.schema}]}
        downgrade = {
            key.name: {"description": key.meaning, **key.type.json_schema()} for key in _DOWNGRADE.keys
        }
        mapping = {
            "type": "object",
            "properties": {
                "level": LINE.schema,
                "owner": LINE.schema,
                "downgrade": {
                    "type": "object",
                    "properties": downgrade,
                    "required": [*downgrade],
                    "additionalProperties": False,
                },
                "declassify": DAY.schema,
            },
            "required": ["level"],
            "additionalProperties": names,
        }
        return {"anyOf": [LINE.schema, mapping]}

    def read(self, node: Node, key: str, context: ReadContext) -> Marking | None:
        """Read a marking, or report everything in it that the scheme does not have and return None."""
        count = len(context.problems)
        if isinstance(node, Mapping):
            marking = _read_mapping(node, context)
        else:
            level = LINE.read(node, key, context)
            marking = (
                Marking(level) if level is not None and _is_level(level, node.location, context) else None
            )
        return marking if len(context.problems) == count else None

    @property
    def parses_words(self) -> bool:
        """Return that a wrong word is reported as `bad-KEY`."""
        return True


MARKING = _MarkingType()


def _is_level(level: str, location: Location, context: ReadContext) -> bool:
    """Return whether the scheme has a level, or report that it does not."""
    if context.scheme is None or level in context.scheme.levels:
        return True
    context.problems.append(unknown("marking", level, context.scheme.levels, location))
    return False


def _read_mapping(node: Mapping, context: ReadContext) -> Marking | None:
    """Read a marking that says more than its level."""
    nodes = {name.text: value for name, value in node.entries}
    if "level" not in nodes:
        message = "this marking has no 'level'"
        context.report("missing-field", message, node.location, "add `level:`", ("level",))
        return None
    level = LINE.read(nodes["level"], "level", context)
    if level is None or not _is_level(level, nodes["level"].location, context) or context.scheme is None:
        return None if level is None else Marking(level)
    axes = {axis.id: axis for axis in context.scheme.axes}
    tags: list[tuple[str, tuple[str, ...]]] = []
    for name, value in node.entries:
        if axis := axes.get(name.text):
            tags.append((axis.id, _read_values(value, axis, level, context)))
        elif name.text not in MARKING_KEYS:
            problem = Diagnostic("unknown-key", f"a marking has no {name.text!r}", name.location)
            context.problems.append(with_suggestion(problem, name.text, [*MARKING_KEYS, *axes]))
    steps, until = _read_dates(nodes, level, context)
    marking = Marking(level, tuple(tags), _read_owner(nodes, context), steps, until)
    return context.scheme.simplify(marking)


def _read_values(node: Node, axis: Axis, level: str, context: ReadContext) -> tuple[str, ...]:
    """Read the values of a marking on an axis, and report each value that the scheme does not allow there."""
    values: tuple[str, ...] = _VALUES.read(node, axis.id, context) or ()
    locations = [item.location for item in getattr(node, "items", (node,))]
    if not values and not isinstance(node, Scalar):
        context.report(
            "no-value", f"{axis.id!r} names nothing", node.location, "name one, or delete the line"
        )
    scheme = context.scheme
    assert scheme is not None  # noqa: S101 - the caller has looked
    for value, location in zip(values, locations, strict=False):
        context.problems.extend(_value_problems(value, axis, level, scheme, location))
    return values


def _value_problems(
    value: str, axis: Axis, level: str, scheme: MarkingScheme, location: Location
) -> list[Diagnostic]:
    """Return the problem of a value on an axis: it is unknown, or the level is too low or too high for it."""
    owner = {scheme.owner.community} if scheme.owner and axis.owner != "nowhere" else set()
    known = {*axis.tags, *(scheme.groups if axis.kind == PERMISSIVE else ()), *owner}
    if value not in known and (axis.tags or not _CODEWORD.fullmatch(value)):
        hint = "" if axis.tags else "write one word in capital letters"
        return [unknown(axis.id, value, known, location, code="unknown-marking", hint=hint)]
    lowest, highest = axis.bounds(value)
    for bound, is_wrong, word in (
        (lowest, bool(lowest) and scheme.rank(level) < scheme.rank(lowest or level), "at least"),
        (highest, bool(highest) and scheme.rank(level) > scheme.rank(highest or level), "at most"),
    ):
        if is_wrong:
            message = f"{value!r} goes with {word} {bound}, not with {level}"
            return [
                Diagnostic("wrong-level", message, location, hint="change the level, or delete the value")
            ]
    return []


def _read_owner(nodes: dict[str, Node], context: ReadContext) -> str:
    """Read the context of the owner; empty if it has none."""
    if "owner" not in nodes:
        return ""
    owner = LINE.read(nodes["owner"], "owner", context)
    known = context.scheme.owner.contexts if context.scheme and context.scheme.owner else {}
    if owner is not None and owner not in known:
        place = nodes["owner"].location
        context.problems.append(unknown("owner", owner, known, place, code="unknown-marking"))
    return owner or ""


def _read_dates(
    nodes: dict[str, Node], level: str, context: ReadContext
) -> tuple[tuple[tuple[date, str], ...], date | None]:
    """Read the days of a lower level, and the day from which restrictive tags no longer count."""
    steps: list[tuple[date, str]] = []
    scheme = context.scheme
    assert scheme is not None  # noqa: S101 - the caller has looked
    if "downgrade" in nodes and (entry := _DOWNGRADE.open(nodes["downgrade"], context)):
        day, lower = entry.values["on"], entry.values["to"]
        if day and lower and _is_level(lower, entry.location_of("to"), context):
            if scheme.rank(lower) >= scheme.rank(level):
                message = f"a downgrade goes to a lower level, but {lower} is not below {level}"
                context.report("wrong-level", message, entry.location_of("to"), "name a lower level")
            steps.append((day.first_day, lower))
    until = None
    if "declassify" in nodes and (day := _read_day(nodes["declassify"], context)):
        until = day.first_day
        if steps and until <= steps[0][0]:
            message = "the day of `declassify` is not after that of `downgrade`"
            context.report(
                "wrong-order", message, nodes["declassify"].location, "delete one, or correct the day"
            )
        if scheme.rank(level):
            steps.append((until, scheme.levels[0]))
    return tuple(steps), until


def _read_day(node: Node, context: ReadContext) -> PartialDate | None:
    """Read the day on which something is declassified, or report the problem and return None."""
    if not isinstance(node, Scalar) or node.is_null:
        DAY.read(node, "declassify", context)
        return None
    try:
        return parse_single_day(node.text)
    except ValueError as error:
        message, front = f"'declassify': {error}", "'declassify': "
        problem = Diagnostic("bad-declassify", message, node.location, keys=("declassify",), front=front)
        context.problems.append(problem)
        return None
