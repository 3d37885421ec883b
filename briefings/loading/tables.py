"""Tables of keys: the one declaration of what a mapping in a file may contain.

Readers, JSON Schemas and the tables of the reference are made from them. A new key is one row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from briefings.loading.value_types import ScalarType, ValueType, comment_hint
from briefings.loading.yaml_nodes import Mapping, Node, Scalar, Sequence
from briefings.model.diagnostics import Diagnostic, Location, with_article
from briefings.model.suggest import with_suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from briefings.loading.context import ReadContext
    from briefings.loading.rules import Rule
    from briefings.loading.value_types import Schema

__all__ = ["Entry", "IdOrTableType", "Key", "Table", "TableType"]

Record = TypeVar("Record")
_NOWHERE = Location("")


@dataclass(frozen=True)
class Key:
    """A key of a mapping.

    Attributes:
        name: as written in the file.
        type: of its value.
        meaning: for the reference, in Markdown.
        required: whether the mapping must have the key.
        field: the argument of the record that takes the value; empty if it has the name of the key.
        default: the value if the key is missing or its value can't be read; None for that of the type.
        may_be_empty: whether the key may be written without a value.
        is_stored: whether the record takes the value.
    """

    name: str
    type: ValueType
    meaning: str
    required: bool = False
    field: str = ""
    default: Any = None
    may_be_empty: bool = False
    is_stored: bool = True

    def fill(self, location: Location) -> Any:  # noqa: ANN401 - values of all types
        """Return the value of a key that is missing or unreadable."""
        if self.default is not None:
            return self.default
        return self.type.blank(location) if self.required else self.type.absent


class Entry:
    """A mapping of a file, read by a table.

    Attributes:
        table: the table.
        context: the context of reading.
        location: the location of the mapping.
        nodes: the node of each key written.
        values: the value of each key of the table.
    """

    def __init__(self, table: Table[Any], node: Mapping, context: ReadContext) -> None:
        """Read every key of the table, and report every problem."""
        self.table = table
        self.context = context
        self.location = node.location
        self.nodes = {key.text: value for key, value in node.entries}
        self.values = dict(table.unwritten)
        for key in table.all_keys:
            if key.required or key.name in self.nodes:
                self.values[key.name] = self._read(key)
        self._report_unknown_keys(node)
        for rule in table.rules:
            context.problems.extend(rule.check(self))

    def _read(self, key: Key) -> Any:  # noqa: ANN401 - values of all types
        """Read the value of a key."""
        node = self.nodes.get(key.name)
        value = None
        if node is None:
            if key.required:
                message, hint = f"this {self.table.name} has no {key.name!r}", f"add `{key.name}:`"
                self.context.report("missing-field", message, self.location, hint, (key.name,))
        elif isinstance(node, Scalar) and node.is_null:
            if not key.may_be_empty:
                hint = comment_hint(node) or "write one, or delete the line"
                self.context.report("no-value", f"{key.name!r} has no value", node.location, hint)
        else:
            value = key.type.read(node, key.name, self.context)
        return key.fill(self.location) if value is None else value

    def _report_unknown_keys(self, node: Mapping) -> None:
        """Report the keys that are not in the table."""
        for key, value in node.entries:
            if key.text not in self.values:
                message = f"{with_article(self.table.name)} has no {key.text!r}"
                problem = Diagnostic("unknown-key", message, key.location)
                written = value.text if isinstance(value, Scalar) else ""
                if self.table.advise and (hint := self.table.advise(key.text, written)):
                    self.context.problems.append(replace(problem, hint=hint))
                elif _is_cut_by_comma(key, value):
                    hint = "a comma ends a text in braces; put the text in quotes"
                    self.context.problems.append(replace(problem, hint=hint))
                elif key.text in self.table.instead:
                    self.context.problems.append(replace(problem, hint=self.table.instead[key.text]))
                else:
                    self.context.problems.append(with_suggestion(problem, key.text, self.values))

    def has_key(self, name: str) -> bool:
        """Return whether the entry has a key, with or without a value."""
        return name in self.nodes

    def location_of(self, name: str) -> Location:
        """Return the location of the value of a key, or that of the entry if it has no such key."""
        return self.nodes[name].location if name in self.nodes else self.location

    def item_locations(self) -> dict[tuple[str, ...], Location]:
        """Return the location of each key by its name, and of each item in its value by the names on the way."""
        return dict(_item_locations(self.nodes.items(), ()))

    def build(self, **more: Any) -> Any:  # noqa: ANN401 - arguments of all types
        """Return the record of the entry.

        Args:
            more: further arguments of the record.
        """
        arguments = {field: self.values[name] for name, field in self.table.fields}
        if self.table.has_location:
            more["location"] = self.location
        if self.table.has_folder:
            more["folder"] = self.context.folder
        return self.table.record(**arguments, **more)


def _item_locations(
    items: Iterable[tuple[str, Node]], path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Location]]:
    """Yield the location of each item, and of the items in it, by the names on the way."""
    for name, node in items:
        yield (*path, name), node.location
        if isinstance(node, Mapping):
            pairs = ((key.text, value) for key, value in node.entries)
            yield from _item_locations(pairs, (*path, name))
        elif isinstance(node, Sequence):
            scalars = ((item.text, item) for item in node.items if isinstance(item, Scalar))
            yield from _item_locations(scalars, (*path, name))


def _is_cut_by_comma(key: Scalar, value: Node) -> bool:
    """Return whether a key in braces has no colon: a comma has cut it off the text before it."""
    position = (value.location.line, value.location.column)
    key_end = (key.location.line, key.location.column + len(key.text))
    return isinstance(value, Scalar) and value.is_null and position == key_end


@dataclass(frozen=True)
class Table(Generic[Record]):
    """A kind of mapping with known keys.

    Attributes:
        name: what messages call such a mapping: `contact`, `source`.
        record: makes the record from the values; it takes each under the name of its field.
        keys: that only this mapping has.
        description: of the mapping, in a sentence; empty if the key that has it as value describes it.
        shared_keys: that other mappings have as well; the reference lists them in one place.
        rules: what no single key says.
        instead: what to write instead of keys that people try.
        has_location: whether the record also takes the `location` of the mapping.
        has_folder: whether the record also takes the `folder` of the file.
        advise: returns what to write instead of an unknown key with a value; empty for no advice.
    """

    name: str
    record: Callable[..., Record]
    keys: tuple[Key, ...]
    description: str = ""
    shared_keys: tuple[Key, ...] = ()
    rules: tuple[Rule, ...] = ()
    instead: dict[str, str] = field(default_factory=dict)
    has_location: bool = True
    has_folder: bool = False
    advise: Callable[[str, str], str] | None = None

    @property
    def slug(self) -> str:
        """Return the name of its definition in a schema and of its table in the reference."""
        return re.sub(r"[^a-z]+", "-", self.name).strip("-")

    @cached_property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """Return the names of the keys whose values the record takes, each with the argument that takes it."""
        return tuple((key.name, key.field or key.name) for key in self.all_keys if key.is_stored)

    @cached_property
    def all_keys(self) -> tuple[Key, ...]:
        """Return all keys: the first shared one, which is the id, then the own ones, then the other shared ones."""
        return (*self.shared_keys[:1], *self.keys, *self.shared_keys[1:])

    @cached_property
    def unwritten(self) -> dict[str, Any]:
        """Return the value of each key that is not written, in the order of the keys; None for one that must be."""
        return {key.name: None if key.required else key.fill(_NOWHERE) for key in self.all_keys}

    def open(self, node: Node, context: ReadContext) -> Entry | None:
        """Read the values of a mapping, or report that the node is not a mapping and return None."""
        if isinstance(node, Mapping):
            return Entry(self, node, context)
        hint = "write it as `name: value` lines"
        context.report("not-a-mapping", f"{with_article(self.name)} must be a mapping", node.location, hint)
        return None

    def read(self, node: Node, context: ReadContext) -> Record | None:
        """Read a mapping into a record, or report that the node is not a mapping and return None."""
        entry = self.open(node, context)
        record: Record | None = entry.build() if entry else None
        return record


def _reference(table: Table[Any]) -> Schema:
    """Return a schema that refers to the definition of a table."""
    return {"$ref": f"#/definitions/{table.slug}"}


@dataclass(frozen=True)
class TableType(ValueType):
    """A type of mappings with known keys."""

    table: Table[Any]
    word: str = "mapping"

    def json_schema(self) -> Schema:
        """Return a schema that refers to the definition of the table."""
        return _reference(self.table)

    def read(self, node: Node, key: str, context: ReadContext) -> Any:  # noqa: ANN401, ARG002 - messages name the table, not the key
        """Read the mapping into its record."""
        return self.table.read(node, context)

    @property
    def tables(self) -> tuple[Table[Any], ...]:
        """Return the table."""
        return (self.table,)


@dataclass(frozen=True)
class IdOrTableType(ValueType):
    """A type of values that are an id or, with more to say, a mapping.

    Attributes:
        id_type: the type of the id.
        table: the table of the mapping.
        from_id: makes the record from an id; it takes the id and `location`.
    """

    id_type: ScalarType
    table: Table[Any]
    from_id: Callable[..., Any]
    word: str = "mapping"

    def json_schema(self) -> Schema:
        """Return a schema that accepts an id and the mapping."""
        return {"anyOf": [self.id_type.schema, _reference(self.table)]}

    def read(self, node: Node, key: str, context: ReadContext) -> Any:  # noqa: ANN401 - records of all kinds
        """Read an id or a mapping into its record."""
        if not isinstance(node, Scalar):
            return self.table.read(node, context)
        id_ = self.id_type.read(node, key, context)
        return None if id_ is None else self.from_id(id_, location=node.location)

    @property
    def parses_words(self) -> bool:
        """Return that a wrong id is reported as `bad-KEY`."""
        return True

    @property
    def tables(self) -> tuple[Table[Any], ...]:
        """Return the table."""
        return (self.table,)
