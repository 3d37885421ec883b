"""Tests of the reading of JSON that may be damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

import briefings
from briefings.model import json_data
from briefings.model.json_data import parse_json

PACKAGE = Path(briefings.__file__).parent


def test_json_is_read() -> None:
    assert parse_json(b'{"a": [1, null]}') == parse_json('{"a": [1, null]}') == {"a": [1, None]}


@pytest.mark.parametrize("text", ["", "[", "[" * 100_000, '{"a":' * 100_000, b"\xff", "9" * 5000, "{'a': 1}"])
def test_what_is_damaged_is_an_error_of_its_form(text: str | bytes) -> None:
    """Deep nesting is the same error as a missing bracket, so that each reader handles both."""
    with pytest.raises(ValueError, match=r"\w"):
        parse_json(text)


def other_readers(folder: Path) -> list[str]:
    """Return the modules that read JSON by themselves."""
    return [path.name for path in sorted(folder.rglob("*.py")) if "json.load" in path.read_text("utf-8")]


def test_nothing_else_reads_json(tmp_path: Path) -> None:
    """A module that did would take a file of ours that someone damaged for a bug."""
    assert other_readers(PACKAGE) == [Path(json_data.__file__).name]
    (tmp_path / "planted.py").write_text("json.loads(text)", "utf-8")
    assert other_readers(tmp_path) == ["planted.py"]
