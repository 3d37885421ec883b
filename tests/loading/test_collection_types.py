"""Tests of the types of lists and mappings: what they read, what they report, and their schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from briefings.loading.collection_types import ItemNeed, ItemOrListType, ListType, MappingType
from briefings.loading.context import ReadContext
from briefings.loading.ids import ID
from briefings.loading.scalars import LINE, whole_number
from briefings.loading.tables import IdOrTableType, Key, Table, TableType
from briefings.loading.yaml_nodes import read_yaml
from briefings.model.diagnostics import Diagnostic, format_diagnostic

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.loading.value_types import ValueType

NUMBER = whole_number(1)
WICK: Table[dict[str, object]] = Table("old wick", dict, (Key("length", NUMBER, ""),), has_location=False)
NEED = ItemNeed(
    lambda item: item == "oil", {"contains": {"const": "oil"}}, "no-oil", "no item is oil", "add oil"
)
LINES = ListType(LINE, "list", is_unique=True)
LEVELS = MappingType(NUMBER, {"oil": "how much", "water": ""}, ("oil", "water"), example="5")


def read(type_: ValueType, text: str, folder: Path) -> tuple[Any, list[str]]:
    """Return the value that a text has under the key `lamp`, and the problems as they are printed."""
    (folder / "x.yaml").write_text(text, "utf-8")
    node, found = read_yaml(folder / "x.yaml", "x.yaml")
    assert node is not None
    problems: list[Diagnostic] = [*found]
    value = type_.read(node, "lamp", ReadContext(problems))
    return value, [format_diagnostic(problem).removeprefix("x.yaml:") for problem in problems]


CASES: list[tuple[ValueType, str, Any, list[str]]] = [
    (LINES, "[]", (), []),
    (LINES, "[a, b]", ("a", "b"), []),
    (LINES, "[a, '', b, a, '', a]", ("a", "b", "a", "a"), [
        "1:5: error[bad-lamp]: 'lamp': the text is empty",
        "1:15: error[bad-lamp]: 'lamp': the text is empty",
        "1:12: error[repeated-item]: 'lamp' has 'a' twice\n  hint: delete one",
        "1:19: error[repeated-item]: 'lamp' has 'a' twice\n  hint: delete one",
    ]),
    (ListType(LINE, "list"), "[a, a]", ("a", "a"), []),
    (LINES, "wick", None, ["1:1: error[not-a-list]: 'lamp' must be a list\n  hint: write `lamp: [wick]`"]),
    (LINES, "two words", None, ["1:1: error[not-a-list]: 'lamp' must be a list\n  hint: put each item on its own line, after '- '"]),
    (LINES, "a: b", None, ["1:1: error[not-a-list]: 'lamp' must be a list\n  hint: put each item on its own line, after '- '"]),
    (ListType(TableType(WICK), "list"), "wick", None, ["1:1: error[not-a-list]: 'lamp' must be a list\n  hint: put each item on its own line, after '- '"]),
    (ListType(LINE, "list", needs=NEED), "[oil]", ("oil",), []),
    (ListType(LINE, "list", needs=NEED), "[wax, oil]", ("wax", "oil"), []),
    (ListType(LINE, "list", needs=NEED), "[wax]", ("wax",), ["1:1: error[no-oil]: no item is oil\n  hint: add oil"]),
    (ListType(LINE, "list", needs=NEED), "[wax, '']", ("wax",), ["1:7: error[bad-lamp]: 'lamp': the text is empty"]),
    (ItemOrListType(LINE, "list"), "wax", ("wax",), []),
    (ItemOrListType(LINE, "list"), "[wax, oil]", ("wax", "oil"), []),
    (ItemOrListType(LINE, "list"), "''", None, ["1:1: error[bad-lamp]: 'lamp': the text is empty"]),
    (ItemOrListType(LINE, "list"), "a: b", None, ["1:1: error[not-a-list]: 'lamp' must be a list\n  hint: put each item on its own line, after '- '"]),
    (LEVELS, "{oil: 1, water: 2}", {"oil": 1, "water": 2}, []),
    (LEVELS, "{oil: x, water: 2}", {"water": 2}, ["1:7: error[bad-lamp]: 'lamp': 'x' is not a whole number from 1"]),
    (LEVELS, "{watr: 2}", {}, [
        "1:2: error[unknown-key]: 'lamp' has no 'watr'\n  hint: did you mean water?",
        "1:1: error[missing-field]: 'lamp' has no 'oil'\n  hint: add `oil: 5`",
        "1:1: error[missing-field]: 'lamp' has no 'water'\n  hint: add `water: 5`",
    ]),
    (LEVELS, "[oil]", None, ["1:1: error[not-a-mapping]: 'lamp' must be a mapping\n  hint: write it as `name: value` lines"]),
    (MappingType(LINE), "{any: a, thing: b}", {"any": "a", "thing": "b"}, []),
    (IdOrTableType(ID, WICK, lambda id_, *, location: (id_, location.column)), "- a", None, ["1:1: error[not-a-mapping]: an old wick must be a mapping\n  hint: write it as `name: value` lines"]),
    (IdOrTableType(ID, WICK, lambda id_, *, location: (id_, location.column)), "a", ("a", 1), []),
    (IdOrTableType(ID, WICK, lambda id_, *, location: (id_, location.column)), "length: 3", {"length": 3}, []),
    (TableType(WICK), "length: 3", {"length": 3}, []),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "text", "value", "problems"), CASES)
def test_reading(type_: ValueType, text: str, value: object, problems: list[str], tmp_path: Path) -> None:
    """Each item that can be read is read, and each other one is reported at its place."""
    assert read(type_, text, tmp_path) == (value, problems)


REFERENCE = {"$ref": "#/definitions/old-wick"}


@pytest.mark.parametrize(
    ("type_", "schema"),
    [
        (ListType(LINE, "list"), {"type": "array", "items": LINE.schema}),
        (LINES, {"type": "array", "items": LINE.schema, "uniqueItems": True}),
        (
            ListType(LINE, "list", needs=NEED),
            {"type": "array", "items": LINE.schema, "contains": {"const": "oil"}},
        ),
        (ItemOrListType(LINE, "list"), {"anyOf": [LINE.schema, {"type": "array", "items": LINE.schema}]}),
        (MappingType(LINE), {"type": "object", "additionalProperties": LINE.schema}),
        (
            LEVELS,
            {
                "type": "object",
                "properties": {"oil": {**NUMBER.schema, "description": "how much"}, "water": NUMBER.schema},
                "required": ["oil", "water"],
                "additionalProperties": False,
            },
        ),
        (TableType(WICK), REFERENCE),
        (IdOrTableType(ID, WICK, dict), {"anyOf": [ID.schema, REFERENCE]}),
    ],
)
def test_schemas(type_: ValueType, schema: dict[str, Any]) -> None:
    """The schema for editors says the same as the reader."""
    assert type_.json_schema() == schema


@pytest.mark.parametrize(
    ("type_", "tables", "parses_words", "absent", "word"),
    [
        (LINES, (), True, (), "list"),
        (ListType(TableType(WICK), "list of wicks"), (WICK,), False, (), "list of wicks"),
        (LEVELS, (), True, {}, "mapping"),
        (MappingType(TableType(WICK)), (WICK,), False, {}, "mapping"),
        (TableType(WICK), (WICK,), False, None, "mapping"),
        (IdOrTableType(ID, WICK, dict), (WICK,), True, None, "mapping"),
    ],
)
def test_what_a_type_says_of_itself(
    type_: ValueType, tables: tuple[object, ...], parses_words: bool, absent: object, word: str
) -> None:
    """A type knows the tables in it, whether it reports words, its value for a missing key, and its word."""
    assert (type_.tables, type_.parses_words, type_.absent, type_.word) == (
        tables,
        parses_words,
        absent,
        word,
    )
