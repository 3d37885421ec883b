"""Tests of edits to fact files by commands: only the intended entry changes, in any layout."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefings.authoring.yaml.edit import FactFile
from briefings.factbase.load import load
from briefings.model.diagnostics import BriefingsError
from tests.support.notes import FICTIONAL
from tests.support.turns import in_turn
from tests.support.views import shipped_store

if TYPE_CHECKING:
    from briefings.model.facts import Fact

ROOT = Path(__file__).parents[2]
STAMP = {"by": "A. Baker", "on": "2020-02-03", "of": "1a2b3c4d"}
WRITTEN = "reviewed: {by: A. Baker, on: 2020-02-03, of: 1a2b3c4d}"
LISTS = {
    "statement": "statements", "membership": "memberships", "agreement": "agreements", "cooperation": "cooperation",
    "figure": "figures", "tenure": "tenures", "contact": "contacts", "visit": "visits", "line": "lines",
}  # fmt: skip


def fact_files() -> list[tuple[Path, list[Fact]]]:
    """Return the shipped and fictional files that have facts, each with its facts."""
    found: dict[Path, list[Fact]] = {}
    for root, store in ((ROOT, shipped_store()), (FICTIONAL, load(FICTIONAL))):
        for fact in store.facts:
            found.setdefault(root / fact.location.path, []).append(fact)
    return sorted(found.items())


SHIPPED = fact_files()


@pytest.mark.parametrize(
    "file", in_turn(SHIPPED, 4, name=lambda each: f"{each[0].parent.name}/{each[0].name}")
)
def test_a_stamp_leaves_every_other_byte_as_it_is(tmp_path: Path, file: tuple[Path, list[Fact]]) -> None:
    """The first and the last fact of every file, as well as any between them, can be stamped."""
    source, facts = file
    check_stamp(tmp_path, source, facts[0])
    check_stamp(tmp_path, source, facts[-1])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_fact_can_be_stamped(tmp_path: Path, data: st.DataObject) -> None:
    source, facts = data.draw(st.sampled_from(SHIPPED))
    check_stamp(tmp_path, source, data.draw(st.sampled_from(facts)))


def check_stamp(folder: Path, source: Path, fact: Fact) -> None:
    """Check that a stamp adds only its own bytes, a second one replaces it, and without it the file is as before."""
    path = Path(shutil.copy(source, folder / "file.yaml"))
    before = path.read_bytes()
    list_ = LISTS[fact.kind]
    file = FactFile(path, "file.yaml")
    file.set_key(list_, fact.id, "reviewed", STAMP)
    file.save()
    after = path.read_bytes()
    lines = after.decode().split("\n")
    (at,) = [number for number, line in enumerate(lines) if WRITTEN in line]
    assert at >= fact.location.line - 1
    if lines[at].strip() == WRITTEN:
        assert "\n".join(lines[:at] + lines[at + 1 :]).encode() == before
    else:
        assert after.replace(f", {WRITTEN}".encode(), b"") == before
    file = FactFile(path, "file.yaml")
    file.set_key(list_, fact.id, "reviewed", STAMP | {"by": "C. Dean"})
    file.save()
    assert path.read_bytes() == after.replace(b"A. Baker", b"C. Dean")
    file.remove_key(list_, fact.id, "reviewed")
    file.save()
    assert path.read_bytes() == before


# --- layouts that people write ---------------------------------------------------------------------


LAYOUTS = [
    pytest.param("l:\n- id: a\n  b: c\n", "l:\n- id: a\n  b: c\n  k: v\n", id="block"),
    pytest.param("l:\n- id: a\n  b: c", "l:\n- id: a\n  b: c\n  k: v", id="no line break at the end"),
    pytest.param("l:\r\n- id: a\r\n", "l:\r\n- id: a\r\n  k: v\r\n", id="line breaks of Windows"),
    pytest.param("\ufeffl:\n- id: a\n", "\ufeffl:\n- id: a\n  k: v\n", id="byte order mark"),
    pytest.param("l:\n- {id: a, b: c}  # why\n", "l:\n- {id: a, b: c, k: v}  # why\n", id="flow"),
    pytest.param("l:\n- {id: a, b: [c], }\n", "l:\n- {id: a, b: [c], k: v, }\n", id="flow with a last comma"),
    pytest.param(
        "l:\n- {id: a,\n   b: c}\n- id: b\n", "l:\n- {id: a,\n   b: c, k: v}\n- id: b\n", id="flow on two lines"
    ),
    pytest.param(
        "l:\n- id: a\n  b: >-\n    c\n\n    # d\n\n# next\n- id: e\n",
        "l:\n- id: a\n  b: >-\n    c\n\n    # d\n  k: v\n\n# next\n- id: e\n",
        id="folded words with what looks like a comment",
    ),
    pytest.param("l:\n- id: a  # why\n\nm: []\n", "l:\n- id: a  # why\n  k: v\n\nm: []\n", id="a comment behind"),
    pytest.param("l:\n  -   id: a\n      b:\n      - c\n", "l:\n  -   id: a\n      b:\n      - c\n      k: v\n", id="deep"),
    pytest.param("l:\n-\n  id: a\nm: 1\n", "l:\n-\n  id: a\n  k: v\nm: 1\n", id="a dash by itself"),
    pytest.param("l:\n- id: a\n  k: u  # why\n  b: c\n", "l:\n- id: a\n  k: v  # why\n  b: c\n", id="there already"),
    pytest.param("l:\n- k: \"u\"\n  id: a\n", "l:\n- k: v\n  id: a\n", id="there already, first"),
    pytest.param(
        "l:\n- id: a\n  k:    # why\n\n    # who\n    by: x\n    on: y\n  # next\n- id: b\n",
        "l:\n- id: a\n  k: v    # why\n\n    # who\n  # next\n- id: b\n",
        id="there already, as a block of lines",
    ),
    pytest.param("l:\n- id: a\n  k:\n  - x\n  - y\n  b: c\n", "l:\n- id: a\n  k: v\n  b: c\n", id="there already, as a list"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LAYOUTS)
def test_a_key_is_put_where_a_person_would_put_it(tmp_path: Path, text: str, expected: str) -> None:
    path = tmp_path / "file.yaml"
    path.write_bytes(text.encode())
    file = FactFile(path, "file.yaml")
    file.set_key("l", "a", "k", "v")
    file.save()
    assert path.read_bytes().decode() == expected


ENTRIES = [
    pytest.param("l:\n- id: a\n\n# of m\nm:\n- id: b\n", "l:\n- id: a\n- id: n\n  t: \"x: y\"\n\n# of m\nm:\n- id: b\n", id="in the middle"),
    pytest.param("l:\n  - {id: a}\n", "l:\n  - {id: a}\n  - id: n\n    t: \"x: y\"\n", id="indented"),
    pytest.param("marking: X\n", "marking: X\nl:\n- id: n\n  t: \"x: y\"\n", id="no such list"),
    pytest.param("# c\n", "# c\nl:\n- id: n\n  t: \"x: y\"\n", id="nothing but a comment"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ENTRIES)
def test_an_entry_is_added_at_the_end_of_its_list(tmp_path: Path, text: str, expected: str) -> None:
    path = tmp_path / "file.yaml"
    path.write_text(text, "utf-8")
    file = FactFile(path, "file.yaml")
    file.append_entries("l", [{"id": "n", "t": "x: y"}])
    file.save()
    assert path.read_text("utf-8") == expected


REFUSED = [pytest.param("l: [{id: a}]\n", id="a list on one line")]


@pytest.mark.parametrize("text", REFUSED)
def test_what_would_come_out_wrong_is_not_written(tmp_path: Path, text: str) -> None:
    """A layout that the splicing does not know is refused, and the file is as it was."""
    path = tmp_path / "file.yaml"
    path.write_text(text, "utf-8")
    file = FactFile(path, "file.yaml")
    file.append_entries("l", [{"id": "n"}])
    with pytest.raises(BriefingsError, match="not-editable"):
        file.save()
    assert path.read_text("utf-8") == text
    assert [each.name for each in tmp_path.iterdir()] == ["file.yaml"]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("# head\nl: []\nm: 1\n", "# head\nm: 1\nl:\n- a: x\n  b: [y, z]\n"),
        ("l:\n", "l:\n- a: x\n  b: [y, z]\n"),
        (None, "# new\nl:\n- a: x\n  b: [y, z]\n"),
    ],
)
def test_a_list_begins_and_ends(tmp_path: Path, text: str | None, after: str) -> None:
    """The first entry begins a list, in a new file too; without its last entry, a list without ids is gone."""
    path = tmp_path / "file.yaml"
    if text is not None:
        path.write_text(text, "utf-8")
    file = FactFile(path, "file.yaml", "# new\n" if text is None else None)
    file.append_entries("l", [{"a": "x", "b": ("y", "z")}])
    file.save()
    assert path.read_text("utf-8") == after
    file.append_entries("l", [{"a": "w"}])
    file.set_key("l", 1, "b", ("v",))
    file.remove_entry("l", 0)
    file.save()
    assert path.read_text("utf-8") == after.replace("- a: x\n  b: [y, z]\n", "- a: w\n  b: [v]\n")
    file.remove_entry("l", 0)
    file.save()
    assert "l:" not in path.read_text("utf-8")
