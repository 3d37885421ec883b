"""Types of values that have other values in them: lists, and mappings from names to values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from briefings.loading.parsers import is_id
from briefings.loading.value_types import Schema, ValueType
from briefings.loading.yaml_nodes import Mapping as MappingNode
from briefings.loading.yaml_nodes import Node, Scalar, Sequence
from briefings.model.diagnostics import Diagnostic
from briefings.model.suggest import with_suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from briefings.loading.context import ReadContext
    from briefings.loading.tables import Table
    from briefings.model.diagnostics import Location

__all__ = ["ItemNeed", "ItemOrListType", "ListType", "MappingType", "items_of"]


@dataclass(frozen=True, slots=True)
class ItemNeed:
    """An item that a list must have.

    Attributes:
        test: returns whether an item is such a one.
        schema: keywords of JSON Schema for the same rule.
        code: code of the problem if no item is.
        message: what is wrong then.
        hint: what to do then.
    """

    test: Callable[[Any], bool]
    schema: Schema
    code: str
    message: str
    hint: str

    def check(self, items: Iterable[Any], location: Location) -> Iterator[Diagnostic]:
        """Yield a problem at the location of a list if it has no such item."""
        if not any(map(self.test, items)):
            yield Diagnostic(self.code, self.message, location, hint=self.hint)


@dataclass(frozen=True)
class ListType(ValueType):
    """A type of lists.

    Attributes:
        item: the type of each item.
        is_unique: whether no item may occur twice.
        needs: an item that the list must have, or None.
    """

    absent: ClassVar[Any] = ()

    item: ValueType
    word: str
    is_unique: bool = False
    needs: ItemNeed | None = None

    def json_schema(self) -> Schema:
        """Return the JSON Schema of the list."""
        unique = {"uniqueItems": True} if self.is_unique else {}
        needs = self.needs.schema if self.needs else {}
        return {"type": "array", "items": self.item.json_schema(), **unique, **needs}

    def read(self, node: Node, key: str, context: ReadContext) -> tuple[Any, ...] | None:
        """Read a list, leaving out invalid items after reporting them."""
        nodes = items_of(node, key, context, are_words=self.item.parses_words)
        if nodes is None:
            return None
        items = [self.item.read(item, key, context) for item in nodes]
        values = tuple(item for item in items if item is not None)
        if self.is_unique:
            for number, item in enumerate(items):
                if item is not None and item in items[:number]:
                    context.report(
                        "repeated-item", f"{key!r} has {item!r} twice", nodes[number].location, "delete one"
                    )
        if self.needs and len(values) == len(items):
            context.problems.extend(self.needs.check(values, node.location))
        return values

    @property
    def parses_words(self) -> bool:
        """Return whether the items are plain words."""
        return self.item.parses_words

    @property
    def tables(self) -> tuple[Table[Any], ...]:
        """Return the tables of the items."""
        return self.item.tables


@dataclass(frozen=True)
class ItemOrListType(ListType):
    """A type of lists of which one item may be written without a list."""

    def json_schema(self) -> Schema:
        """Return a schema that accepts an item and a list."""
        return {"anyOf": [self.item.json_schema(), ListType.json_schema(self)]}

    def read(self, node: Node, key: str, context: ReadContext) -> tuple[Any, ...] | None:
        """Read one item as a list of one, or a list."""
        if not isinstance(node, Scalar):
            return ListType.read(self, node, key, context)
        item = self.item.read(node, key, context)
        return None if item is None else (item,)


def items_of(
    node: Node, key: str, context: ReadContext, *, are_words: bool = False
) -> tuple[Node, ...] | None:
    """Return the items of a node that must be a list, or report that it is not and return None.

    Args:
        node: the node.
        key: its key, for messages.
        context: the context of reading.
        are_words: whether the items may be plain words, so that one without brackets can be meant.
    """
    if isinstance(node, Sequence):
        return node.items
    hint = "put each item on its own line, after '- '"
    if are_words and isinstance(node, Scalar) and is_id(node.text):
        hint = f"write `{key}: [{node.text}]`"
    context.report("not-a-list", f"{key!r} must be a list", node.location, hint)
    return None


@dataclass(frozen=True)
class MappingType(ValueType):
    """A type of mappings from names to values of one type.

    Attributes:
        value: the type of each value.
        names: the names allowed, each with a description or an empty text; None for any name.
        required: names that the mapping must have.
        example: a value, for the hint about a missing name.
    """

    absent: ClassVar[Any] = {}

    value: ValueType
    names: Mapping[str, str] | None = None
    required: tuple[str, ...] = ()
    example: str = ""
    word: str = "mapping"

    def json_schema(self) -> Schema:
        """Return the JSON Schema of the mapping."""
        value_schema = self.value.json_schema()
        schema: dict[str, Any] = {"type": "object"}
        if self.names is not None:
            schema["properties"] = {
                name: {**value_schema, "description": text} if text else value_schema
                for name, text in self.names.items()
            }
        if self.required:
            schema["required"] = list(self.required)
        return schema | {"additionalProperties": value_schema if self.names is None else False}

    @staticmethod
    def report_no_mapping(node: Node, key: str, context: ReadContext) -> None:
        """Report a value that is not a mapping."""
        context.report(
            "not-a-mapping", f"{key!r} must be a mapping", node.location, "write it as `name: value` lines"
        )

    def read(self, node: Node, key: str, context: ReadContext) -> Any:  # noqa: ANN401 - values of all types
        """Read a mapping, leaving out invalid values after reporting them."""
        if not isinstance(node, MappingNode):
            self.report_no_mapping(node, key, context)
            return None
        values = {}
        for name, value_node in node.entries:
            if self.names is not None and name.text not in self.names:
                problem = Diagnostic("unknown-key", f"{key!r} has no {name.text!r}", name.location)
                context.problems.append(with_suggestion(problem, name.text, self.names))
            elif (value := self.value.read(value_node, key, context)) is not None:
                values[name.text] = value
        written = {name.text for name, _ in node.entries}
        for name_ in self.required:
            if name_ not in written:
                hint = f"add `{name_}: {self.example}`"
                message = f"{key!r} has no {name_!r}"
                context.report("missing-field", message, node.location, hint, (name_,))
        return values

    @property
    def parses_words(self) -> bool:
        """Return whether the values are plain words."""
        return self.value.parses_words

    @property
    def tables(self) -> tuple[Table[Any], ...]:
        """Return the tables of the values."""
        return self.value.tables
