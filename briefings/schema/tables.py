"""JSON Schemas of the mappings that tables of keys describe."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from briefings.loading.texts import TEXT_SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefings.loading.tables import Key, Table

__all__ = ["definitions", "inner_tables", "nested_tables", "table_schema"]

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def table_schema(table: Table[Any]) -> dict[str, Any]:
    """Return the schema of a mapping."""
    schema: dict[str, Any] = {"type": "object"}
    if table.description:
        schema["description"] = table.description
    schema["properties"] = {key.name: _key_schema(key) for key in table.all_keys}
    if required := [key.name for key in table.all_keys if key.required]:
        schema["required"] = required
    schema["additionalProperties"] = False
    if rules := [rule for rule in (rule.json_schema() for rule in table.rules) if rule]:
        schema["allOf"] = rules
    return schema


def _key_schema(key: Key) -> dict[str, Any]:
    """Return the schema of the value of a key, with its meaning, without links, as the description."""
    schema = key.type.json_schema()
    # Validators of draft-07 ignore everything next to a reference.
    schema = {"allOf": [schema]} if "$ref" in schema else schema
    meaning = _LINK.sub(r"\1", key.meaning)
    return {"description": meaning[:1].upper() + meaning[1:], **schema}


def definitions(tables: Iterable[Table[Any]]) -> dict[str, Any]:
    """Return the definitions that the schema of a file refers to: of texts, of tables and of the tables in them."""
    return {"text": TEXT_SCHEMA, **{table.slug: table_schema(table) for table in nested_tables(tables)}}


def inner_tables(table: Table[Any]) -> list[Table[Any]]:
    """Return the tables of the mappings in the values of a table."""
    return [inner for key in table.all_keys for inner in key.type.tables]


def nested_tables(tables: Iterable[Table[Any]]) -> list[Table[Any]]:
    """Return tables and those of the mappings in their values, each once."""
    found: dict[str, Table[Any]] = {}

    def collect(table: Table[Any]) -> None:
        """Add a table, and those in it."""
        if table.name not in found:
            found[table.name] = table
            for inner in inner_tables(table):
                collect(inner)

    for table in tables:
        collect(table)
    return list(found.values())
