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
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from briefings.loading.yaml_nodes import Node, Scalar
from briefings.model.diagnostics import Diagnostic

if TYPE_CHECKING:
    from briefings.loading.context import ReadContext
    from briefings.loading.tables import Table
    from briefings.model.diagnostics import Location

__all__ = [
    "ScalarType",
    "Schema",
    "ValueType",
    "comment_hint",
    "is_to_do",
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
        keys, front, key = (key,), f"{key!r}: ", key.replace("_", "-")
        return Diagnostic(
            f"bad-{key}",
            f"{front}{error}",
            node.location,
            hint=getattr(error, "hint", ""),
            suggestion=getattr(error, "suggestion", ""),
            keys=keys,
            front=front,
            value=getattr(error, "value", node.text),
            wanted=getattr(error, "wanted", ""),
        )

    def blank(self, location: Location) -> Any:  # noqa: ANN401, ARG002 - values of all types
        """Return what replaces a required value that can't be read."""
        return self.blank_value

    @property
    def parses_words(self) -> bool:
        """Return that a wrong word is reported as `bad-KEY`."""
        return True


def is_to_do(text: str) -> bool:
    """Return whether a text is still to be written."""
    return _TO_DO.match(text) is not None


def comment_hint(node: Scalar) -> str:
    """Return a hint for a value that YAML took for a comment, such as #003399; empty if there is none."""
    match = _COMMENTED_VALUE.fullmatch(node.comment)
    return f'YAML reads a comment from #; put the value in quotes: "{match[1]}"' if match else ""
