"""Golden files: long texts that a test expects, to be read as such in a review.

Each stands in `tests/golden/` under the name of its module and test. `pytest --update-golden` writes them anew; what
changed is then for a person to judge, in the diff.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FOLDER", "Golden", "unused"]

FOLDER = Path(__file__).parent / "golden"


@dataclass(frozen=True)
class Golden:
    """What one test expects."""

    test: str
    module: Path
    update: bool

    def check(self, actual: str, suffix: str = ".txt") -> None:
        """Compare with the golden file, or write it."""
        path = FOLDER / f"{self.module.stem}.{self.test}{suffix}"
        if self.update:
            path.parent.mkdir(exist_ok=True)
            path.write_text(actual, encoding="utf-8")
        assert path.is_file(), f"{path.name} is missing: run pytest --update-golden"
        assert path.read_text(encoding="utf-8") == actual, "if this is meant: pytest --update-golden"


def unused(golden: Path, tests: Path) -> list[str]:
    """The files of a folder of golden files that no test in another folder uses."""
    used = {f"{module.stem}.{test}" for module in tests.glob("test_*.py") for test in _users(module)}
    return sorted(path.name for path in golden.iterdir() if path.name.removesuffix(path.suffix) not in used)


def _users(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and any(argument.arg == "golden" for argument in node.args.args):
            yield node.name
