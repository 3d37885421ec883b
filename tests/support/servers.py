"""YAML files as a language server reads them: plain values with the types of YAML, each with its position."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml
from jsonschema import Draft7Validator

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jsonschema import ValidationError

__all__ = ["VERSIONS", "Document", "Position", "SchemaViolation", "schema_violations"]

VERSIONS = ("1.2", "1.1")

Path = tuple["str | int", ...]
Position = tuple[int, int]


class _CoreLoader(yaml.CSafeLoader):
    """A loader that types plain values as the core schema of YAML 1.2 does."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - so PyYAML declares it


for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"null|Null|NULL|~|", ["n", "N", "~", ""]),
):
    _CoreLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_pattern})$"), list(_first)
    )


@dataclass
class Document:
    """A document: its value, and the positions of all values and keys, by path."""

    value: Any = None
    positions: dict[Path, Position] = field(default_factory=dict)
    key_positions: dict[Path, Position] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str, version: str = VERSIONS[0]) -> Document:
        """Read the first document of a file.

        Raises:
            yaml.YAMLError: if it is not YAML.
        """
        loader = (_CoreLoader if version == VERSIONS[0] else yaml.CSafeLoader)(text)
        document = cls()
        node = loader.get_single_node()
        if node is not None:
            document.value = document._read_value(node, (), loader)
        return document

    def _read_value(self, node: yaml.Node, path: Path, loader: yaml.CSafeLoader) -> Any:  # noqa: ANN401 - any YAML
        """Return the value of a node, and note the positions in it."""
        self.positions[path] = _position(node)
        if isinstance(node, yaml.SequenceNode):
            return [self._read_value(item, (*path, number), loader) for number, item in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            found = {}
            for key, value in node.value:
                self.key_positions[*path, key.value] = _position(key)
                found[key.value] = self._read_value(value, (*path, key.value), loader)
            return found
        assert isinstance(node, yaml.ScalarNode)
        return _read_scalar(node, loader)


def _position(node: yaml.Node) -> Position:
    """Return line and column of a node, from 1."""
    return node.start_mark.line + 1, node.start_mark.column + 1


def _read_scalar(node: yaml.ScalarNode, loader: yaml.CSafeLoader) -> Any:  # noqa: ANN401 - any type of YAML
    """Return a scalar with its type."""
    kind = node.tag.rpartition(":")[2]
    if kind == "int" and isinstance(loader, _CoreLoader):
        base = {"0o": 8, "0x": 16}.get(node.value[:2], 10)
        return int(node.value, base)
    if kind in ("int", "float", "bool", "null"):
        return getattr(loader, f"construct_yaml_{kind}")(node)
    return node.value  # text, and what language servers leave as text: dates


@dataclass(frozen=True)
class SchemaViolation:
    """A violation of a schema.

    Attributes:
        position: line and column where an editor shows it.
        enclosing: the positions of all values around it, without the document.
        message: of the validator.
    """

    position: Position
    enclosing: frozenset[Position]
    message: str


def schema_violations(schema: Mapping[str, Any], document: Document) -> Iterator[SchemaViolation]:
    """Yield the violations of a schema in a document."""
    for error in Draft7Validator(schema).iter_errors(document.value):
        for leaf in _leaf_errors(error):
            path = tuple(leaf.absolute_path)
            inside = frozenset(document.positions[path[:depth]] for depth in range(1, len(path) + 1))
            if leaf.validator == "additionalProperties":
                of_leaf: Any = leaf.schema
                known, patterns = of_leaf.get("properties", {}), of_leaf.get("patternProperties", {})
                instance: Any = leaf.instance
                for key in instance:
                    if key not in known and not any(re.search(each, key) for each in patterns):
                        yield SchemaViolation(document.key_positions[*path, key], inside, f"no {key}")
            else:
                yield SchemaViolation(document.positions.get(path, (1, 1)), inside, leaf.message)


def _leaf_errors(error: ValidationError) -> Iterator[ValidationError]:
    """Yield the innermost errors; of several alternatives, only those of the one that the value resembles."""
    branches: dict[Any, list[ValidationError]] = {}
    for inner in error.context or ():
        branches.setdefault(inner.schema_path[0], []).append(inner)
    like = [
        inners
        for inners in branches.values()
        if not any(inner.validator == "type" and not inner.path for inner in inners)
    ]
    if error.validator == "anyOf" and len(like) == 1:
        for inner in like[0]:
            yield from _leaf_errors(inner)
    else:
        yield error
