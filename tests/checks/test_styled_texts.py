"""Twenty finished texts in the styles of real ones: most of what is wrong in them is found, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefings.checks.audit import find_contradictions
from briefings.checks.text.documents import read_document
from briefings.factbase.load import load
from briefings.project import package_data_folder
from tests.support.cases import read_data

if TYPE_CHECKING:
    from briefings.factbase.store import FactStore

CASES: list[dict[str, Any]] = read_data(Path(__file__).parent.parent / "cases" / "styled-texts.yaml")
LEAST_FOUND = 0.8


@pytest.fixture(scope="module")
def store() -> FactStore:
    """Return the shipped facts."""
    return load(package_data_folder())


def test_mistakes_are_found_and_nothing_else(store: FactStore, tmp_path: Path) -> None:
    """Each finding is in a sentence with a mistake, and eight of ten mistakes have one."""
    found, false = 0, []
    for case in CASES:
        path = tmp_path / "text.txt"
        path.write_text(case["text"], "utf-8")
        said = find_contradictions(store, read_document(path, path.name), case["day"])
        found += sum(any(error in sentence.text for sentence, _ in said) for error in case["errors"])
        false += [
            f"{case['name']}: {contradiction.message}"
            for sentence, contradiction in said
            if not any(error in sentence.text for error in case["errors"])
        ]
    assert false == []
    assert found >= LEAST_FOUND * sum(len(case["errors"]) for case in CASES)


def test_there_are_enough() -> None:
    """Twenty texts, and each mistake is in its text."""
    assert len(CASES) >= 20
    assert [error for case in CASES for error in case["errors"] if error not in case["text"]] == []
