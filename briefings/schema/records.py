"""A record: a mapping whose keys are known. From it come a schema and a table of the reference."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefings.schema.values import TEXTS

if TYPE_CHECKING:
    from briefings.schema.values import Schema, Type

__all__ = ["Key", "Record", "definitions", "either", "never_both", "only_with"]

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a record.

    Attributes:
        name: as it is written.
        type: of its value.
        meaning: for the reference, in Markdown.
        required: whether it must be there.
    """

    name: str
    type: Type
    meaning: str
    required: bool = False

    def schema(self) -> dict[str, Any]:
        """Of its value, with the meaning as a help that needs no other page."""
        help_ = _LINK.sub(r"\1", self.meaning)
        of_all: Schema = {"allOf": [self.type.schema]} if "$ref" in self.type.schema else self.type.schema
        return {"description": help_[:1].upper() + help_[1:], **of_all} if help_ else dict(of_all)


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping whose keys are known.

    Attributes:
        what: the readers call it so.
        about: what it is, in a sentence; empty where the key that holds it says so.
        keys: those that are its own.
        shared: those that it shares with other records, and that the reference has in one place.
        rules: what must hold of its keys together.
    """

    what: str
    about: str
    keys: tuple[Key, ...]
    shared: tuple[Key, ...] = ()
    rules: tuple[Schema, ...] = ()

    @property
    def name(self) -> str:
        """Of its definition, and of its table in the reference."""
        return re.sub(r"[^a-z]+", "-", self.what).strip("-")

    @property
    def reference(self) -> Schema:
        """A schema that says: such a record."""
        return {"$ref": f"#/definitions/{self.name}"}

    def schema(self) -> dict[str, Any]:
        """Of the whole record."""
        keys = (*self.shared[:1], *self.keys, *self.shared[1:])
        schema: dict[str, Any] = {"type": "object"}
        if self.about:
            schema["description"] = self.about
        schema["properties"] = {key.name: key.schema() for key in keys}
        if required := [key.name for key in keys if key.required]:
            schema["required"] = required
        schema["additionalProperties"] = False
        if self.rules:
            schema["allOf"] = list(self.rules)
        return schema


def definitions(*records: Record) -> dict[str, Any]:
    """What the schemas of a file refer to."""
    return {"text": TEXTS, **{record.name: record.schema() for record in records}}


def either(one: str, other: str) -> Schema:
    """One of two keys is there, and not both."""
    return {"oneOf": [{"required": [one]}, {"required": [other]}]}


def never_both(one: str, other: str) -> Schema:
    """Two keys are not there together."""
    return {"not": {"required": [one, other]}}


def only_with(key: str, word: str, wanted: tuple[str, ...] = (), unwanted: tuple[str, ...] = ()) -> Schema:
    """Where a key has a word, other keys are there, and yet others are not."""
    then: dict[str, Any] = {"required": list(wanted)} if wanted else {}
    if unwanted:
        then["not"] = {"anyOf": [{"required": [name]} for name in unwanted]}
    return {"if": {"properties": {key: {"const": word}}, "required": [key]}, "then": then}
