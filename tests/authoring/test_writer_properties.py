"""Properties of the writer: what is written is what is read, in every kind of entry, and all else stays where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefings.authoring.yaml.edit import FactFile
from briefings.authoring.yaml.entry_text import update_text
from briefings.authoring.yaml.texts import load_data
from briefings.authoring.yaml.values import entry_lines, to_data, to_flow_style
from briefings.loading.facts import ENTRY_TABLES
from briefings.loading.yaml_nodes import Mapping, Scalar, Sequence, parse_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.authoring.yaml.values import Value
    from briefings.loading.yaml_nodes import Node

Made: TypeAlias = "tuple[str, str, list[dict[str, Value]]]"
"""A list, a file with entries of it, and these entries."""
SIGNS = ":#-?{}[],&*!|>'\"%@`\\ \u00a0~=<"
WORDS = st.text(
    st.characters(exclude_categories=("Cc", "Cf", "Cs", "Cn", "Zl", "Zp")) | st.sampled_from(SIGNS),
    max_size=24,
) | st.sampled_from(
    [
        "2018/",
        "../2019-03",
        "yes",
        "null",
        "0x1F",
        "1_000",
        "{holder:oil}",
        "a: b",
        "# no",
        "- x",
        "''",
        "Świt",
        "№ 7",
    ]
)
SMALL = st.dictionaries(
    st.sampled_from(["text", "en", "fr", "source", "locator", "person"]), WORDS, min_size=1, max_size=3
)
VALUES = WORDS | st.lists(WORDS, min_size=1, max_size=3) | SMALL | st.lists(SMALL, min_size=1, max_size=3)


@st.composite
def entries(draw: st.DrawFn, list_name: str, id_: str) -> dict[str, Value]:
    """Return an entry of a list with some of its keys, and any values: layout does not depend on their meaning."""
    names = [key.name for key in ENTRY_TABLES[list_name].all_keys if key.name not in {"id", "reviewed"}]
    chosen = draw(st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True))
    return {"id": id_, **{name: draw(VALUES) for name in chosen}}


@st.composite
def files(draw: st.DrawFn) -> Made:
    """Return a list, a file with two entries of it, laid out and commented as people do, and these entries."""
    list_name = draw(st.sampled_from(sorted(ENTRY_TABLES)))
    known = [draw(entries(list_name, id_)) for id_ in ("one", "two")]
    lines = ["# What we know.", "marking: PUBLIC", f"{list_name}:"]
    for number, entry in enumerate(known):
        laid_out = [f"- {to_flow_style(entry)}"] if draw(st.booleans()) else [*entry_lines(entry)]
        if draw(st.booleans()):
            laid_out = [f"{line}    # remark {number}-{place}" for place, line in enumerate(laid_out)]
        lines += [f"# About {number}.", *laid_out, *[""] * draw(st.integers(0, 1))]
    return list_name, "\n".join([*lines, "# The end.", ""]), known


def as_data(node: Node | None) -> Any:  # noqa: ANN401 - data
    """Return what the loader reads as data."""
    if isinstance(node, Mapping):
        return {key.text: as_data(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [as_data(item) for item in node.items]
    return node.text if isinstance(node, Scalar) else None


def is_kept(lines: list[str], text: str) -> bool:
    """Return whether lines are in a text, in their order."""
    rest = iter(text.split("\n"))
    return all(line in rest for line in lines)


def check_additions(path: Path, made: Made, new: list[dict[str, Value]]) -> None:
    """Add entries, set and remove a key, remove an entry: each is read back, by the loader too."""
    list_name, text, known = made
    path.write_text(text, "utf-8")
    file = FactFile(path, "x.yaml")
    file.append_entries(list_name, new)
    file.save()
    written = path.read_text("utf-8")
    node, problems = parse_yaml(written.encode(), "x.yaml")
    assert not problems
    assert as_data(node)[list_name] == to_data([*known, *new])
    assert is_kept(text.rstrip("\n").split("\n"), written)
    file.set_key(list_name, "one", "review", "2031-02-03")
    file.set_key(list_name, "two", "reviewed", {"by": "A: B", "on": "2019-01-02"})
    file.save()
    data = load_data(path.read_text("utf-8"))[list_name]
    assert data[:2] == [
        to_data({**known[0], "review": "2031-02-03"}),
        to_data({**known[1], "reviewed": {"by": "A: B", "on": "2019-01-02"}}),
    ]
    file.remove_key(list_name, "two", "reviewed")
    file.remove_entry(list_name, "one")
    file.save()
    assert load_data(path.read_text("utf-8"))[list_name] == to_data([known[1], *new])
    assert is_kept([line for line in text.split("\n") if line.startswith("#")], path.read_text("utf-8"))


def check_change(path: Path, made: Made, wanted: dict[str, Value]) -> None:
    """Give an entry other values, as forms and corrections do: they are read back; what is above and below stays."""
    list_name, text, known = made
    path.write_text(text, "utf-8")
    file = FactFile(path, "x.yaml")
    before = file.entry_text(list_name, "one")
    wanted = {**wanted, "id": "one"}
    after = update_text(before, wanted)
    file.replace_entry(list_name, "one", after)
    file.save()
    written = path.read_text("utf-8")
    assert as_data(parse_yaml(written.encode(), "x.yaml")[0])[list_name] == to_data([wanted, known[1]])
    head, _, tail = text.partition(before)
    assert written.startswith(head)
    assert written.endswith(tail)
    kept = [line for line in before.split("\n") if line.startswith("  # ")]
    assert is_kept(kept, after)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=files(), data=st.data())
def test_what_commands_add_is_read_back(tmp_path: Path, made: Any, data: st.DataObject) -> None:  # noqa: ANN401 - as drawn
    new = [data.draw(entries(made[0], f"new-{number}")) for number in range(2)]
    check_additions(tmp_path / "x.yaml", made, new)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=files(), data=st.data())
def test_what_forms_and_corrections_change_is_read_back(
    tmp_path: Path, made: Made, data: st.DataObject
) -> None:
    check_change(tmp_path / "x.yaml", made, data.draw(entries(made[0], "one")))


@pytest.mark.thorough
@settings(max_examples=1500, suppress_health_check=[*HealthCheck])
@given(made=files(), data=st.data())
def test_many_entries_are_read_back(tmp_path: Path, made: Any, data: st.DataObject) -> None:  # noqa: ANN401 - as drawn
    """Both properties, with many more entries."""
    new = [data.draw(entries(made[0], f"new-{number}")) for number in range(2)]
    check_additions(tmp_path / "x.yaml", made, new)
    check_change(tmp_path / "x.yaml", made, data.draw(entries(made[0], "one")))
