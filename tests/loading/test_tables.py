"""Tests of tables of keys: a row is all that a key needs to be read, checked and filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from briefings.loading.collection_types import ItemNeed, ListType, MappingType
from briefings.loading.ids import ID, UnreadableId
from briefings.loading.rules import AtLeastOne
from briefings.loading.scalars import LINE, whole_number
from briefings.loading.tables import IdOrTableType, Key, Table, TableType
from briefings.loading.texts import TEXT
from briefings.model.diagnostics import Diagnostic, Location
from tests.support.entries import open_mapping, read_mapping

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefings.loading.tables import Entry
    from briefings.model.evidence import Text


class Wick(NamedTuple):
    """A part of a lamp."""

    id: str
    length: int | None
    location: Location


class Lamp(NamedTuple):
    """A record of a kind that only these tests know."""

    id: str
    title: Text
    seats: int
    tags: tuple[str, ...]
    wicks: tuple[Wick, ...]
    levels: dict[str, int]
    location: Location


def make_wick(id_: str, *, location: Location) -> Wick:
    """Make a wick of which only the id is written."""
    return Wick(id_, None, location)


WICK = Table("wick", Wick, (Key("id", ID, "", required=True), Key("length", whole_number(1), "")))
LAMP = Table(
    "lamp",
    Lamp,
    (
        Key("id", ID, "", required=True),
        Key("name", TEXT, "", required=True, field="title", may_be_empty=True),
        Key("seats", whole_number(1), "", default=1),
        Key("tags", ListType(LINE, "list", is_unique=True), ""),
        Key(
            "wicks",
            ListType(
                IdOrTableType(ID, WICK, make_wick),
                "list",
                needs=ItemNeed(lambda wick: wick.id != "spare", {}, "no-wick", "no wick burns", "add one"),
            ),
            "",
        ),
        Key("levels", MappingType(whole_number(1), {"oil": "", "water": ""}, ("oil",), example="5"), ""),
        Key("lit", LINE, "", is_stored=False),
    ),
)


def test_a_mapping_is_read_into_its_record(tmp_path: Path) -> None:
    """Each value arrives under the name of its field, with its type; a key that is not stored does not."""
    text = "id: lobby\nname: Lobby\nseats: 2\ntags: [a, b]\nwicks: [main, {id: side, length: 3}]\nlevels: {oil: 4}\nlit: x\n"
    record, problems = read_mapping(LAMP, text, tmp_path)
    assert problems == []
    assert record._replace(title=record.title.by_language) == Lamp(
        id="lobby",
        title={"en": "Lobby"},  # type: ignore[arg-type] # the words of the text
        seats=2,
        tags=("a", "b"),
        wicks=(Wick("main", None, Location("x.yaml", 5, 9)), Wick("side", 3, Location("x.yaml", 5, 15))),
        levels={"oil": 4},
        location=Location("x.yaml"),
    )


def test_missing_keys_are_filled_in(tmp_path: Path) -> None:
    """A missing key has its default or that of its type; a required one is reported, and has a blank."""
    record, problems = read_mapping(LAMP, "{}\n", tmp_path)
    assert [problem.partition("\n")[0] for problem in problems] == [
        "x.yaml:1:1: error[missing-field]: this lamp has no 'id'",
        "x.yaml:1:1: error[missing-field]: this lamp has no 'name'",
    ]
    assert isinstance(record.id, UnreadableId)
    assert (record.seats, record.tags, record.wicks, record.levels) == (1, (), (), {})
    assert record.title.by_language == {}


PROBLEMS = {
    "id: A b": "1:5: error[bad-id]: 'id': 'A b' is not an id; use small letters, digits and single hyphens, 64 at most",
    "id: [a]": "1:5: error[not-a-value]: 'id' must be a single value",
    "id: a\nname:": None,
    "id: a\nseats:": "2:7: error[no-value]: 'seats' has no value",
    "id: a\nseats: #5": "2:7: error[no-value]: 'seats' has no value",
    "id: a\ntags: x": "2:7: error[not-a-list]: 'tags' must be a list",
    "id: a\ntags: [x, y, x]": "2:14: error[repeated-item]: 'tags' has 'x' twice",
    "id: a\nwicks: [spare]": "2:8: error[no-wick]: no wick burns",
    "id: a\nwicks: [B, spare]": "2:9: error[bad-wicks]: 'wicks': 'B' is not an id; use small letters, digits and single hyphens, 64 at most",
    "id: a\nwicks: [[b]]": "2:9: error[not-a-mapping]: a wick must be a mapping",
    "id: a\nlevels: 5": "2:9: error[not-a-mapping]: 'levels' must be a mapping",
    "id: a\nlevels: {water: 5}": "2:9: error[missing-field]: 'levels' has no 'oil'",
    "id: a\nlevels: {oil: 5, watr: 5}": "2:18: error[unknown-key]: 'levels' has no 'watr'",
    "id: a\nlevels: {oil: none}": "2:15: error[bad-levels]: 'levels': 'none' is not a whole number from 1",
    "id: a\nlit: TODO": "2:6: error[to-do]: 'lit' is still to be written",
    "id: a\nseat: 5": "2:1: error[unknown-key]: a lamp has no 'seat'",
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PROBLEMS.items())
def test_each_problem_is_reported_once(text: str, expected: str | None, tmp_path: Path) -> None:
    """A wrong value is reported at its place, and the rest of the mapping is read all the same."""
    name = "" if "name" in text else "\nname: Lobby"
    record, problems = read_mapping(LAMP, f"{text}{name}\n", tmp_path)
    assert record is not None
    found = [problem.partition("\n")[0].removeprefix("x.yaml:") for problem in problems]
    assert found == ([expected] if expected else [])


def test_what_is_not_a_mapping_has_no_record(tmp_path: Path) -> None:
    """Instead of a mapping, a word gives a problem and nothing else."""
    assert read_mapping(LAMP, "lobby\n", tmp_path) == (
        None,
        [
            "x.yaml:1:1: error[not-a-mapping]: a lamp must be a mapping\n  hint: write it as `name: value` lines"
        ],
    )


def test_positions_of_items_have_the_names_on_the_way(tmp_path: Path) -> None:
    """Each key, each item of a list and each value in a mapping can be pointed at."""
    entry = open_mapping(LAMP, "tags: [a]\nlevels:\n  oil: 5\n", tmp_path)[0]
    assert entry.item_locations() == {
        ("tags",): Location("x.yaml", 1, 7),
        ("tags", "a"): Location("x.yaml", 1, 8),
        ("levels",): Location("x.yaml", 3, 3),
        ("levels", "oil"): Location("x.yaml", 3, 8),
    }
    assert entry.location_of("tags") == Location("x.yaml", 1, 7)
    assert entry.location_of("seats") == entry.location


def test_a_table_knows_the_tables_in_it() -> None:
    """The tables of the values of a key are known, in lists and mappings too; a name becomes a slug."""
    assert [table for key in LAMP.all_keys for table in key.type.tables] == [WICK]
    assert MappingType(TableType(WICK)).tables == (WICK,)
    assert Table("'says' of it", Wick, ()).slug == "says-of-it"


HINTS = {
    "name: Lobby": "1:1: error[missing-field]: this lamp has no 'id'\n  hint: add `id:`",
    "id: a\nname: L\nseats:": "3:7: error[no-value]: 'seats' has no value\n  hint: write one, or delete the line",
    "id: a\nname: L\nseats: #003399": (
        "3:7: error[no-value]: 'seats' has no value\n"
        '  hint: YAML reads a comment from #; put the value in quotes: "#003399"'
    ),
    "{id: a, name: old lamp, burning bright}": (
        "1:25: error[unknown-key]: a lamp has no 'burning bright'\n"
        "  hint: a comma ends a text in braces; put the text in quotes"
    ),
    "{id: a, name: L, seat: }": "1:18: error[unknown-key]: a lamp has no 'seat'\n  hint: did you mean seats?",
    "{id: a, name: L, seat: 2}": "1:18: error[unknown-key]: a lamp has no 'seat'\n  hint: did you mean seats?",
    "{id: a, name: L, seat: [2]}": "1:18: error[unknown-key]: a lamp has no 'seat'\n  hint: did you mean seats?",
}


@pytest.mark.parametrize(("text", "expected"), HINTS.items())
def test_hints(text: str, expected: str, tmp_path: Path) -> None:
    """A problem says what to do; a text that a comma or a comment has cut off is put in quotes."""
    _, problems = read_mapping(LAMP, f"{text}\n", tmp_path)
    assert problems == [f"x.yaml:{expected}"]


class Placed(NamedTuple):
    """A record that takes the folder of its file and not its place."""

    id: str
    folder: str
    more: int


def test_a_table_has_rules_and_shared_keys(tmp_path: Path) -> None:
    """The first shared key is the first of all, the others are the last; each rule is asked about each mapping."""

    class Rule(AtLeastOne):
        def check(self, entry: Entry) -> Iterator[Diagnostic]:
            """Report every mapping."""
            yield Diagnostic("ruled", f"{entry.table.name} is ruled", entry.location)

    shared = (
        Key("id", ID, ""),
        Key("waive", LINE, "", is_stored=False),
        Key("due", LINE, "", is_stored=False),
    )
    own = (Key("oil", LINE, "", is_stored=False),)
    table = Table("placed", Placed, own, "", shared, (Rule("x"),), has_location=False, has_folder=True)
    assert [key.name for key in table.all_keys] == ["id", "oil", "waive", "due"]
    assert Table("'a' of b'", Placed, ()).slug == "a-of-b"
    assert Table("a", Placed, ()).description == ""
    entry, problems = open_mapping(table, "id: a\n", tmp_path)
    assert entry.build(more=7) == Placed("a", "", 7)
    assert problems == ["x.yaml:1:1: error[ruled]: placed is ruled"]
    assert entry.has_key("id")
    assert not entry.has_key("oil")


# --- unknown keys ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("{id: a, colour: red}", "a lamp has a glow, not a colour"),
        ("{id: a, shade: red}", "write `glow:`"),
        ("{id: a, glwo: red}", "did you mean glow?"),
        ("{id: a, glow: warm, and bright}", "a comma ends a text in braces; put the text in quotes"),
        ("{id: a, zzzzzz: red}", "known: glow, id"),
    ],
)
def test_an_unknown_key_comes_with_advice(text: str, hint: str, tmp_path: Path) -> None:
    """What the table knows better comes first, then a comma in a text, then the nearest key."""
    table: Table[object] = Table(
        "lamp",
        dict,
        (Key("id", ID, ""), Key("glow", LINE, "")),
        has_location=False,
        instead={"colour": "a lamp has a glow, not a colour"},
        advise=lambda key, value: "write `glow:`" if (key, value) == ("shade", "red") else "",
    )
    _, (problem,) = open_mapping(table, text, tmp_path)
    assert problem.partition("\n  hint: ")[2] == hint
