"""Mappings with known keys: each gives a JSON Schema and a table of the reference."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefings.schema.values import TEXT_SCHEMA

if TYPE_CHECKING:
    from briefings.schema.values import Schema, ValueType

__all__ = ["Key", "MappingSchema", "at_most_one", "definitions", "exactly_one", "rule_when"]

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a mapping.

    Attributes:
        name: as written in the file.
        type: of its value.
        meaning: for the reference, in Markdown.
        required: whether the mapping must have the key.
    """

    name: str
    type: ValueType
    meaning: str
    required: bool = False

    def json_schema(self) -> dict[str, Any]:
        """Return the schema of the value, with the meaning as its description, without links."""
        description = _LINK.sub(r"\1", self.meaning)
        value_schema: Schema = (
            {"allOf": [self.type.schema]} if "$ref" in self.type.schema else self.type.schema
        )
        return (
            {"description": description[:1].upper() + description[1:], **value_schema}
            if description
            else dict(value_schema)
        )


@dataclass(frozen=True, slots=True)
class MappingSchema:
    """A mapping with known keys.

    Attributes:
        name: as the readers call it.
        description: of the mapping, in a sentence; empty if the key that has it as value describes it.
        keys: that only this mapping has.
        shared_keys: that other mappings have as well; the reference lists them in one place.
        rules: schemas that the mapping as a whole must match.
    """

    name: str
    description: str
    keys: tuple[Key, ...]
    shared_keys: tuple[Key, ...] = ()
    rules: tuple[Schema, ...] = ()

    @property
    def slug(self) -> str:
        """Return the name of its definition in a schema and of its table in the reference."""
        return re.sub(r"[^a-z]+", "-", self.name).strip("-")

    @property
    def reference(self) -> Schema:
        """Return a schema that refers to the definition of this mapping."""
        return {"$ref": f"#/definitions/{self.slug}"}

    def json_schema(self) -> dict[str, Any]:
        """Return the schema of the whole mapping."""
        keys = (*self.shared_keys[:1], *self.keys, *self.shared_keys[1:])
        schema: dict[str, Any] = {"type": "object"}
        if self.description:
            schema["description"] = self.description
        schema["properties"] = {key.name: key.json_schema() for key in keys}
        if required := [key.name for key in keys if key.required]:
            schema["required"] = required
        schema["additionalProperties"] = False
        if self.rules:
            schema["allOf"] = list(self.rules)
        return schema


def definitions(*mappings: MappingSchema) -> dict[str, Any]:
    """Return the definitions that the schema of a file refers to."""
    return {"text": TEXT_SCHEMA, **{record.slug: record.json_schema() for record in mappings}}


def exactly_one(first: str, second: str) -> Schema:
    """Return a rule that a mapping has one of two keys, but not both."""
    return {"oneOf": [{"required": [first]}, {"required": [second]}]}


def at_most_one(first: str, second: str) -> Schema:
    """Return a rule that a mapping does not have both of two keys."""
    return {"not": {"required": [first, second]}}


def rule_when(
    key: str, value: str, required: tuple[str, ...] = (), forbidden: tuple[str, ...] = ()
) -> Schema:
    """Return a rule that a mapping in which a key has a value has certain other keys and lacks others.

    Args:
        key: that decides.
        value: of that key.
        required: keys that the mapping must have then.
        forbidden: keys that it must not have then.
    """
    then: dict[str, Any] = {"required": list(required)} if required else {}
    if forbidden:
        then["not"] = {"anyOf": [{"required": [name]} for name in forbidden]}
    return {"if": {"properties": {key: {"const": value}}, "required": [key]}, "then": then}
