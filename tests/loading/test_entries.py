"""Tests of what all entries share: the id, the marking of an entry or of its file, and waivers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from briefings.loading.context import ReadContext
from briefings.loading.entries import ID_KEY, MARKING_KEY, WAIVE_KEY, entity_table, read_entry
from briefings.loading.facts import ENTRY_TABLES
from briefings.loading.rules import AtLeastOne
from briefings.loading.yaml_nodes import read_yaml
from briefings.model.dates import PartialDate
from briefings.model.diagnostics import Diagnostic, format_diagnostic
from briefings.model.entities import Area, Source
from briefings.model.evidence import Waiver
from briefings.model.markings import Marking

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.loading.tables import Table

STATEMENT = ENTRY_TABLES["statements"]
AREA = ENTRY_TABLES["areas"]
FACT = "id: a\non: 2007\ntext: A.\nevidence: [b]\n"
NAMES = "id: a\nnames: [{text: A, lang: en}]\n"


def read(table: Table[Any], text: str, folder: Path, **context: Any) -> tuple[Any, list[str]]:  # noqa: ANN401 - as the context has them
    """Return the entry that a text gives, and the problems as they are printed."""
    (folder / "x.yaml").write_text(text, "utf-8")
    node, found = read_yaml(folder / "x.yaml", "x.yaml")
    assert node is not None
    problems: list[Diagnostic] = [*found]
    entry = read_entry(node, table, ReadContext(problems, **context))
    return entry, [format_diagnostic(problem) for problem in problems]


NO_MARKING = (
    "x.yaml:1:1: error[no-marking]: this statement has no marking\n"
    "  hint: add `marking:` here, or once at the head of the file"
)
FILE = {"has_file_marking": True, "file_marking": Marking("SEALED")}


@pytest.mark.parametrize(
    ("text", "context", "marking", "problems"),
    [
        (FACT, FILE, "SEALED", []),
        (f"{FACT}marking: OPEN\n", FILE, "OPEN", []),
        (f"{FACT}marking: OPEN\n", {}, "OPEN", []),
        (FACT, {}, "", [NO_MARKING]),
        # A wrong marking is reported where it is, and not as missing.
        (FACT, {"has_file_marking": True}, "", []),
        (f"{FACT}marking: ''\n", {}, "", ["x.yaml:5:10: error[bad-marking]: 'marking': the text is empty"]),
    ],
)
def test_the_marking_of_a_fact(
    text: str, context: dict[str, Any], marking: str, problems: list[str], tmp_path: Path
) -> None:
    """A fact has its own marking or that of its file, and must have one."""
    entry, found = read(STATEMENT, text, tmp_path, **context)
    assert (entry.marking, found) == (Marking(marking), problems)


@pytest.mark.parametrize(
    ("text", "context", "marking"),
    [(NAMES, {}, None), (NAMES, FILE, Marking("SEALED")), (f"{NAMES}marking: OPEN\n", FILE, Marking("OPEN"))],
)
def test_the_marking_of_an_area(
    text: str, context: dict[str, Any], marking: Marking | None, tmp_path: Path
) -> None:
    """What needs no marking may have one, and takes that of its file."""
    entry, found = read(AREA, text, tmp_path, **context)
    assert (entry.marking, found) == (marking, [])


def test_waivers(tmp_path: Path) -> None:
    """An accepted finding has its check, a reason and a last day, and each is needed."""
    entry, found = read(
        STATEMENT, f"{FACT}waive: [{{code: two-holders, because: So., until: 2030}}]\n", tmp_path, **FILE
    )
    assert found == []
    (waiver,) = entry.waivers
    assert isinstance(waiver, Waiver)
    assert (waiver.code, waiver.reason, waiver.until) == ("two-holders", "So.", PartialDate(2030))
    _, found = read(STATEMENT, f"{FACT}waive: [{{}}]\n", tmp_path, **FILE)
    assert [problem.split("]: ")[1].partition("\n")[0] for problem in found] == [
        f"this waiver has no '{key}'" for key in ("code", "because", "until")
    ]


def test_what_is_no_mapping(tmp_path: Path) -> None:
    """A word in place of an entry is reported, and gives no entry."""
    entry, found = read(STATEMENT, "lamp\n", tmp_path)
    assert entry is None
    assert [problem.partition("\n")[0] for problem in found] == [
        "x.yaml:1:1: error[not-a-mapping]: a statement must be a mapping"
    ]


def test_an_id_is_needed(tmp_path: Path) -> None:
    """Each entry has an id."""
    _, found = read(STATEMENT, FACT.replace("id: a\n", ""), tmp_path, **FILE)
    assert [problem.partition("\n")[0] for problem in found] == [
        "x.yaml:1:1: error[missing-field]: this statement has no 'id'"
    ]


def test_the_table_of_a_kind() -> None:
    """A table of entities has the keys of its kind and the shared ones, and its own way to make the entity."""

    def make(**values: Any) -> Area:  # noqa: ANN401 - never called
        raise NotImplementedError(values)

    rule = AtLeastOne("light it")
    table = entity_table(Area, "An area.", ID_KEY, rules=(rule,), make=make)
    assert [key.name for key in table.all_keys] == ["waive", "id", "marking"]
    assert (table.name, table.record, table.description, table.rules) == ("area", make, "An area.", (rule,))
    assert table.has_folder is True
    assert entity_table(Area, "An area.", ID_KEY).record is Area
    assert entity_table(Area, "An area.", ID_KEY).rules == ()
    assert [key.name for key in entity_table(Area, "", ID_KEY, can_be_marked=False).all_keys] == [
        "waive",
        "id",
    ]
    marked = entity_table(Source, "", ID_KEY, MARKING_KEY)
    assert [key for key in marked.all_keys if key.name == "marking"] == [MARKING_KEY]
    assert (WAIVE_KEY.type.word, MARKING_KEY.required) == ("list of waivers", False)
