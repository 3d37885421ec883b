"""Types of values: the word for each in the reference, its JSON Schema, and how it is read from a node.

A language server gives plain values the types of YAML: it reads `2002` as a number and `null` as nothing; with YAML
1.1 it reads `NO` as false and `12:30` as 750. Our readers take all of them as the text in the file. So a schema accepts
everything that a language server may have made of a valid text, and never reports a valid value. The one exception is
a plain `null` where the value is not free text: an editor reports it as a value that is still missing.

`patternErrorMessage` and `doNotSuggest` are keywords of language servers; validators ignore them.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from briefings.loading.parsers import is_id
from briefings.loading.yaml_nodes import Mapping as MappingNode
from briefings.loading.yaml_nodes import Node, Scalar, Sequence
from briefings.model.diagnostics import Diagnostic
from briefings.model.suggest import with_suggestion

if TYPE_CHECKING:
    from briefings.loading.context import ReadContext
    from briefings.loading.tables import Table
    from briefings.model.diagnostics import Location

__all__ = [
    "ItemNeed",
    "ListType",
    "MappingType",
    "ScalarType",
    "Schema",
    "ValueType",
    "comment_hint",
    "items_of",
    "scalar_schema",
]

Schema: TypeAlias = Mapping[str, Any]

_TO_DO = re.compile(r"TODO\b")
"""The start of a value that is still to be written and must not be printed."""
_COMMENTED_VALUE = re.compile(r'(#[^\s#"][^"]*?)(?: +#.*|\s*)')
"""A comment that looks like a value: it has no space after #."""


def scalar_schema(pattern: str, hint: str, *types: str, **keywords: Any) -> Schema:  # noqa: ANN401 - keywords of JSON Schema
    """Return the schema of a text, which a language server may also have read as a value of another type.

    Args:
        pattern: regular expression for the whole text.
        hint: the message of an editor if the text does not match.
        types: JSON types that a language server may make of such a text.
        keywords: further keywords of the schema.
    """
    return {
        "type": ["string", *types],
        "pattern": f"^(?:{pattern})$",
        "patternErrorMessage": hint,
        **keywords,
    }


class ValueType(ABC):
    """A type of values.

    Attributes:
        word: its name in the reference.
        absent: the value of an optional key without a value.
    """

    absent: ClassVar[Any] = None

    word: str

    @abstractmethod
    def json_schema(self) -> Schema:
        """Return the JSON Schema that such a value matches."""

    @abstractmethod
    def read(self, node: Node, key: str, context: ReadContext) -> Any:  # noqa: ANN401 - values of all types
        """Read a value from a node, or report the problem and return None."""

    def blank(self, location: Location) -> Any:  # noqa: ANN401, ARG002 - values of all types; of use to some
        """Return what replaces a required value that can't be read, so that the rest of its entry can be checked."""
        return self.absent

    @property
    def parses_words(self) -> bool:
        """Return whether the value is, or lists, plain words, so that a wrong one is reported as `bad-KEY`."""
        return False

    @property
    def tables(self) -> tuple[Table[Any], ...]:
        """Return the tables of the mappings that such a value may have."""
        return ()


@dataclass(frozen=True)
class ScalarType(ValueType):
    """A type of single values.

    Attributes:
        schema: the JSON Schema that such a value matches.
        parse: turns the text into the value; raises ValueError with a message for the user.
        blank_value: replaces a required value that can't be read.
    """

    word: str
    schema: Schema = field(repr=False)
    parse: Callable[[str], Any]
    blank_value: Any = None

    def json_schema(self) -> Schema:
        """Return the JSON Schema that such a value matches."""
        return self.schema

    def read(self, node: Node, key: str, context: ReadContext) -> Any:  # noqa: ANN401 - values of all types
        """Read a node that must be a scalar with a value, or report the problem and return None."""
        if not isinstance(node, Scalar):
            context.report("not-a-value", f"{key!r} must be a single value", node.location)
        elif node.is_null:
            context.report("no-value", f"{key!r} has no value", node.location, comment_hint(node))
        elif _TO_DO.match(node.text):
            hint = "write it, or put # before the line until you know it"
            context.report("to-do", f"{key!r} is still to be written", node.location, hint)
        else:
            try:
                return self.parse(node.text)
            except ValueError as error:
                context.problems.append(self.describe(error, node, key))
        return None

    def describe(self, error: ValueError, node: Scalar, key: str) -> Diagnostic:
        """Return the diagnostic for a text that could not be parsed."""
        return Diagnostic(
            f"bad-{key}",
            f"{key!r}: {error}",
            node.location,
            hint=getattr(error, "hint", ""),
            suggestion=getattr(error, "suggestion", ""),
        )

    def blank(self, location: Location) -> Any:  # noqa: ANN401, ARG002 - values of all types
        """Return what replaces a required value that can't be read."""
        return self.blank_value

    @property
    def parses_words(self) -> bool:
        """Return that a wrong word is reported as `bad-KEY`."""
        return True


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
                context.report("missing-field", f"{key!r} has no {name_!r}", node.location, hint)
        return values

    @property
    def parses_words(self) -> bool:
        """Return whether the values are plain words."""
        return self.value.parses_words

    @property
    def tables(self) -> tuple[Table[Any], ...]:
        """Return the tables of the values."""
        return self.value.tables


def comment_hint(node: Scalar) -> str:
    """Return a hint for a value that YAML took for a comment, such as #003399; empty if there is none."""
    match = _COMMENTED_VALUE.fullmatch(node.comment)
    return f'YAML reads a comment from #; put the value in quotes: "{match[1]}"' if match else ""
