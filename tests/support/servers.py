"""YAML files as a language server has them: plain values with the types of YAML, every value with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml
from jsonschema import Draft7Validator

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jsonschema import ValidationError

__all__ = ["VERSIONS", "Document", "Fault", "Place", "faults"]

VERSIONS = ("1.2", "1.1")

Path = tuple["str | int", ...]
Place = tuple[int, int]


class _Core(yaml.CSafeLoader):
    """Plain values as the core schema of YAML 1.2 has them."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - so PyYAML declares it


for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"null|Null|NULL|~|", ["n", "N", "~", ""]),
):
    _Core.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_pattern})$"), list(_first))


@dataclass
class Document:
    """A document: its value, and where each value and each key in it stands, by the way that leads there."""

    value: Any = None
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str, version: str = VERSIONS[0]) -> Document:
        """Read the first document of a file.

        Raises:
            yaml.YAMLError: if it is not YAML.
        """
        loader = (_Core if version == VERSIONS[0] else yaml.CSafeLoader)(text)
        document = cls()
        node = loader.get_single_node()
        if node is not None:
            document.value = document._value(node, (), loader)
        return document

    def _value(self, node: yaml.Node, path: Path, loader: yaml.CSafeLoader) -> Any:  # noqa: ANN401 - any YAML
        self.values[path] = _place(node)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item, (*path, number), loader) for number, item in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            found = {}
            for key, value in node.value:
                self.keys[*path, key.value] = _place(key)
                found[key.value] = self._value(value, (*path, key.value), loader)
            return found
        assert isinstance(node, yaml.ScalarNode)
        return _scalar(node, loader)


def _place(node: yaml.Node) -> Place:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _scalar(node: yaml.ScalarNode, loader: yaml.CSafeLoader) -> Any:  # noqa: ANN401 - any type of YAML
    kind = node.tag.rpartition(":")[2]
    if kind == "int" and isinstance(loader, _Core):
        base = {"0o": 8, "0x": 16}.get(node.value[:2], 10)
        return int(node.value, base)
    if kind in ("int", "float", "bool", "null"):
        return getattr(loader, f"construct_yaml_{kind}")(node)
    return node.value  # text, and what language servers leave as text: dates


@dataclass(frozen=True)
class Fault:
    """What a schema complains of.

    Attributes:
        place: line and column where an editor shows it.
        inside: the places of all that it lies in, the document left out.
        message: of the validator.
    """

    place: Place
    inside: frozenset[Place]
    message: str


def faults(schema: Mapping[str, Any], document: Document) -> Iterator[Fault]:
    """What a schema complains of in a document."""
    for error in Draft7Validator(schema).iter_errors(document.value):
        for leaf in _leaves(error):
            path = tuple(leaf.absolute_path)
            inside = frozenset(document.values[path[:depth]] for depth in range(1, len(path) + 1))
            if leaf.validator == "additionalProperties":
                of_leaf: Any = leaf.schema
                known, patterns = of_leaf.get("properties", {}), of_leaf.get("patternProperties", {})
                instance: Any = leaf.instance
                for key in instance:
                    if key not in known and not any(re.search(each, key) for each in patterns):
                        yield Fault(document.keys[*path, key], inside, f"no {key}")
            else:
                yield Fault(document.values.get(path, (1, 1)), inside, leaf.message)


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    """Of what may be one of several things, the complaint about that which it looks like."""
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
            yield from _leaves(inner)
    else:
        yield error
