"""Schemas of the files under `facts/`: fact files, the house file and marking schemes."""

from __future__ import annotations

import inspect
from typing import Any

from briefings.checks import CHECKS
from briefings.loading.entities import PARTNER
from briefings.loading.entries import MARKING_KEY
from briefings.loading.facts import ENTRY_TABLES
from briefings.loading.house import HOUSE, SEVERITY_NAMES
from briefings.loading.markings import MARKING_SCHEME
from briefings.loading.orders import ORDERS
from briefings.loading.scalars import one_of
from briefings.schema.tables import definitions, inner_tables, table_schema

__all__ = ["fact_file_schema", "house_file_schema", "marking_scheme_schema", "orders_file_schema"]


def fact_file_schema() -> dict[str, Any]:
    """Return the schema of a fact file, which may also be empty."""
    marked_lists = [name for name, table in ENTRY_TABLES.items() if MARKING_KEY in table.all_keys]
    lists = {
        name: {
            "description": table.description,
            "type": "array",
            "items": {"$ref": f"#/definitions/{table.slug}"},
        }
        for name, table in ENTRY_TABLES.items()
    }
    partner = {"description": PARTNER.description, "allOf": [{"$ref": f"#/definitions/{PARTNER.slug}"}]}
    marking = {
        "description": "The marking of every entry in the file that has none of its own.",
        **MARKING_KEY.type.json_schema(),
    }
    tables = definitions([PARTNER, *ENTRY_TABLES.values()])
    # Checks come after loading, so its tables don't know them.
    tables["waiver"]["properties"]["code"]["examples"] = list(CHECKS)
    return {
        "type": ["object", "null"],
        "properties": {"marking": marking, "partner": partner, **lists},
        "additionalProperties": False,
        "if": {"type": "object", "not": {"required": ["marking"]}},
        "then": {"properties": {name: {"items": {"required": ["marking"]}} for name in marked_lists}},
        "definitions": tables,
    }


def house_file_schema() -> dict[str, Any]:
    """Return the schema of the house file."""
    schema = table_schema(HOUSE)
    # An unknown code is accepted: the command `check` reports it.
    severity = one_of(*SEVERITY_NAMES).schema
    titles = {
        code: inspect.cleandoc(check.__doc__ or "").partition("\n")[0] for code, check in CHECKS.items()
    }
    schema["properties"]["checks"]["properties"] = {
        code: {**severity, "description": title} for code, title in titles.items()
    }
    return {**schema, "definitions": definitions(inner_tables(HOUSE))}


def marking_scheme_schema() -> dict[str, Any]:
    """Return the schema of a marking scheme."""
    return {**table_schema(MARKING_SCHEME), "definitions": definitions(inner_tables(MARKING_SCHEME))}


def orders_file_schema() -> dict[str, Any]:
    """Return the schema of the file of standing orders."""
    return {**table_schema(ORDERS), "definitions": definitions(inner_tables(ORDERS))}
