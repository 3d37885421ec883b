"""Tests of the schemas of tables: keys, nested tables and help."""

from __future__ import annotations

from briefings.loading.collection_types import ListType
from briefings.loading.ids import ID
from briefings.loading.rules import AtLeastOne
from briefings.loading.scalars import LINE
from briefings.loading.tables import Key, Table, TableType
from briefings.schema.tables import definitions, nested_tables, table_schema

WICK: Table[dict[str, object]] = Table("wick of a lamp", dict, (Key("length", LINE, "how long"),))
LAMP: Table[dict[str, object]] = Table(
    "lamp",
    dict,
    (Key("wicks", ListType(TableType(WICK), "list"), "see [wicks](#wicks)"), Key("oil", TableType(WICK), "spare")),
    "A lamp.",
    (Key("id", ID, "its id", required=True), Key("waive", LINE, "what is accepted")),
    (AtLeastOne("light it"),),
)  # fmt: skip


def test_a_table_becomes_the_schema_of_a_mapping() -> None:
    """Keys come in the order of the table, the shared ones around the others; no other key is allowed."""
    schema = table_schema(LAMP)
    assert list(schema["properties"]) == ["id", "wicks", "oil", "waive"]
    assert (schema["required"], schema["additionalProperties"]) == (["id"], False)
    assert (schema["description"], schema["allOf"]) == ("A lamp.", [{"minProperties": 1}])


def test_a_key_is_described_by_its_meaning() -> None:
    """The meaning is a sentence without links, beside a reference too."""
    properties = table_schema(LAMP)["properties"]
    assert properties["wicks"]["description"] == "See wicks"
    assert properties["oil"] == {"description": "Spare", "allOf": [{"$ref": "#/definitions/wick-of-a-lamp"}]}


def test_tables_within_tables_are_defined_once() -> None:
    """The definitions of a file have each table under its slug, and texts."""
    assert nested_tables([LAMP, WICK]) == [LAMP, WICK]
    assert list(definitions([LAMP])) == ["text", "lamp", "wick-of-a-lamp"]
