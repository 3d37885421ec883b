"""Keys that all entries of fact files share (id, marking, waivers), and the reading of one entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefings.loading.collection_types import ListType
from briefings.loading.ids import ID
from briefings.loading.marking_values import MARKING
from briefings.loading.scalars import DATE, LINE, PROPOSED_ONLY
from briefings.loading.tables import Key, Table, TableType
from briefings.model.evidence import Waiver
from briefings.model.markings import Marking

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefings.loading.context import ReadContext
    from briefings.loading.rules import Rule
    from briefings.loading.yaml_nodes import Node
    from briefings.model.entities import Entity
    from briefings.model.facts import Fact

__all__ = ["ID_KEY", "MARKING_KEY", "STATUS_KEY", "WAIVE_KEY", "entity_table", "read_entry"]


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
MARKING_KEY = Key(
    "marking", MARKING, "required unless the head of the file has one; see [markings](#markings)"
)
_OWN_MARKING_KEY = Key(
    "marking", MARKING, "who may know of it; by default the marking at the head of the file, if it has one"
)
STATUS_KEY = Key(
    "status",
    PROPOSED_ONLY,
    "`proposed` for what no note prints until you accept it; see [proposals](#proposals)",
    field="is_proposed",
    default=False,
)
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
    can_be_marked: bool = True,
) -> Table[Any]:
    """Return the table of a kind of entity.

    Args:
        kind: the class of the entities.
        description: of the kind, in a sentence.
        keys: that the kind has besides `waive`, and `marking` if it must have one.
        rules: what no single key says.
        make: makes the entity, if its class does not.
        can_be_marked: whether it may have a marking; every reader knows of what may not.
    """
    shared = (WAIVE_KEY, _OWN_MARKING_KEY) if can_be_marked and MARKING_KEY not in keys else (WAIVE_KEY,)
    return Table(kind.kind, make or kind, keys, description, shared, rules, has_folder=True)


def read_entry(node: Node, table: Table[Any], context: ReadContext) -> Entity | Fact | None:
    """Read one entry of a fact file, or report that it is not a mapping and return None.

    An entry with problems is read as well as it can be, so that links to it and in it are checked in the same pass.
    """
    entry = table.open(node, context)
    if entry is None:
        return None
    marking = entry.values.get(MARKING_KEY.name) or context.file_marking
    if MARKING_KEY in table.all_keys:
        if not entry.has_key(MARKING_KEY.name) and not context.has_file_marking:
            hint = "add `marking:` here, or once at the head of the file"
            context.report("no-marking", f"this {table.name} has no marking", entry.location, hint)
        marking = marking or Marking("")
    entry.values[MARKING_KEY.name] = marking
    record: Entity | Fact = entry.build()
    return record
