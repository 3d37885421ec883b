"""What all entries of fact files share: id, marking and waivers, and the reading of one entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefings.loading.collection_types import ListType
from briefings.loading.ids import ID
from briefings.loading.parsers import parse_paragraph
from briefings.loading.scalars import DATE, LINE
from briefings.loading.tables import Key, Table, TableType
from briefings.loading.value_types import ScalarType
from briefings.model.evidence import Waiver
from briefings.model.suggest import unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefings.loading.context import ReadContext
    from briefings.loading.rules import Rule
    from briefings.loading.yaml_nodes import Node
    from briefings.model.entities import Entity
    from briefings.model.facts import Fact

__all__ = ["ID_KEY", "LEVEL", "MARKING_KEY", "WAIVE_KEY", "entity_table", "read_entry"]


@dataclass(frozen=True)
class _LevelType(ScalarType):
    """The type of levels of the marking scheme of the house."""

    def read(self, node: Node, key: str, context: ReadContext) -> str | None:
        """Read a level, or report that the scheme does not have it and return None."""
        level: str | None = ScalarType.read(self, node, key, context)
        if level is None or context.marking_levels is None or level in context.marking_levels:
            return level
        context.problems.append(unknown("marking", level, context.marking_levels, node.location))
        return None


LEVEL = _LevelType("level", LINE.schema, parse_paragraph)

_WAIVER = Table(
    "waiver",
    Waiver,
    (
        Key("code", ID, "the check whose finding is accepted", required=True),
        Key("because", LINE, "the reason", required=True, field="reason"),
        Key("until", DATE, "the last day on which it is accepted", required=True),
    ),
)

ID_KEY = Key("id", ID, "unique in all files", required=True)
MARKING_KEY = Key("marking", LEVEL, "required unless the head of the file has one")
WAIVE_KEY = Key(
    "waive",
    ListType(TableType(_WAIVER), "list of waivers"),
    "findings of checks that are accepted here for a time; see [waivers](#waivers)",
    field="waivers",
)


def entity_table(
    kind: type[Entity],
    description: str,
    *keys: Key,
    rules: tuple[Rule, ...] = (),
    make: Callable[..., Entity] | None = None,
) -> Table[Any]:
    """Return the table of a kind of entity.

    Args:
        kind: the class of the entities.
        description: of the kind, in a sentence.
        keys: that the kind has besides `waive`.
        rules: what no single key says.
        make: makes the entity, if its class does not.
    """
    return Table(kind.kind, make or kind, keys, description, (WAIVE_KEY,), rules, has_folder=True)


def read_entry(node: Node, table: Table[Any], context: ReadContext) -> Entity | Fact | None:
    """Read one entry of a fact file, or report that it is not a mapping and return None.

    An entry with problems is read as well as it can be, so that links to it and in it are checked in the same pass.
    """
    entry = table.open(node, context)
    if entry is None:
        return None
    if MARKING_KEY in table.all_keys:
        if not entry.has_key(MARKING_KEY.name) and not context.has_file_marking:
            hint = "add `marking:` here, or once at the head of the file"
            context.report("no-marking", f"this {table.name} has no marking", entry.location, hint)
        entry.values[MARKING_KEY.name] = entry.values[MARKING_KEY.name] or context.file_marking or ""
    record: Entity | Fact = entry.build()
    return record
