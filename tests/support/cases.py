"""Cases as data: YAML files whose entries have a `name`, an input and the `expected` text.

`pytest --update-cases` writes what is printed today into `expected`; the diff is then for a person to judge. Run it
without `-n`, since one process has to own the files.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CASES", "Case", "CaseChecker", "case_params", "files_of", "read_cases", "replace_expected"]

CASES = Path(__file__).parent.parent / "cases"
CASE_FILE = "facts/zubrowka/case.yaml"
"""Where the text of a case goes that names no other file."""


@dataclass(frozen=True)
class Case(Mapping[str, Any]):
    """One case of a file.

    Attributes:
        path: the file.
        name: unique in its file.
        data: every key of the entry.
    """

    path: Path
    name: str
    data: dict[str, Any]

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - YAML of any shape
        return self.data[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)


@dataclass(frozen=True)
class CaseChecker:
    """Compares what is printed with what a case expects, or writes it there."""

    update: bool

    def check(self, case: Case, actual: str) -> None:
        """Compare with the `expected` of a case; a final line break plays no part."""
        expected = case["expected"].rstrip("\n")
        if self.update and actual.rstrip("\n") != expected:
            text = case.path.read_text("utf-8")
            case.path.write_text(replace_expected(text, case.name, actual), "utf-8")
            return
        assert actual.rstrip("\n") == expected, "if this is intended: pytest --update-cases"


def read_cases(path: Path) -> list[Case]:
    """Read the cases of a file, in its order."""
    return [Case(path, case["name"], case) for case in read_data(path)]


def read_data(path: Path) -> Any:  # noqa: ANN401 - YAML
    """Return the data of a YAML file, read by libyaml: every worker reads all cases before the first test."""
    return yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)


def case_params(path: Path, prefix: str = "") -> list[Any]:
    """Return the cases of a file as parameters of a test, each under its name."""
    return [pytest.param(case, id=f"{prefix}{case.name}") for case in read_cases(path)]


def files_of(case: Mapping[str, Any]) -> dict[str, str]:
    """Return the files that a case adds to the fictional project, by path."""
    files = dict(case.get("files", {}))
    if "text" in case:
        files[case.get("file", CASE_FILE)] = case["text"]
    return files


def replace_expected(text: str, name: str, actual: str) -> str:
    """Put another `expected` into the entry of a name, and leave the rest of the file as it is.

    Raises:
        LookupError: if no entry has the name, or the entry has no `expected`.
    """
    lines = text.split("\n")
    starts = [number for number, line in enumerate(lines) if line.startswith("- name:")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        if yaml.safe_load(lines[start][2:])["name"] != name:
            continue
        for number in range(start, end):
            if re.match(r"  expected:", lines[number]):
                after = number + 1
                while after < end and (lines[after].startswith("    ") or not lines[after].strip()):
                    after += 1
                while not lines[after - 1].strip():
                    after -= 1
                lines[number:after] = _block(actual)
                return "\n".join(lines)
    message = f"no case {name!r} with `expected:`"
    raise LookupError(message)


def _block(actual: str) -> list[str]:
    """Return the lines of `expected:` that hold a text."""
    body = actual.rstrip("\n").split("\n")
    if body == [""]:
        return ['  expected: ""']
    return ["  expected: |", *(f"    {line}" if line else "" for line in body)]
