"""Golden files: long expected texts, kept as files so that a review can read them.

Each is in `tests/golden/` under the name of its module and test. `pytest --update-golden` rewrites them; a person has
to judge the changes in the diff.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FOLDER", "Golden", "unused_files"]

TESTS = Path(__file__).parent.parent
FOLDER = TESTS / "golden"


@dataclass(frozen=True)
class Golden:
    """The golden file of one test."""

    test: str
    module: Path
    update: bool

    def check(self, actual: str, suffix: str = ".txt") -> None:
        """Compare a text with the golden file, or write it."""
        path = FOLDER / self.module.parent.relative_to(TESTS) / f"{self.module.stem}.{self.test}{suffix}"
        if self.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, encoding="utf-8")
        assert path.is_file(), f"{path.name} is missing: run pytest --update-golden"
        assert path.read_text(encoding="utf-8") == actual, "if this is meant: pytest --update-golden"


def unused_files(golden: Path, tests: Path) -> list[str]:
    """List the golden files that no test uses, as paths relative to their folder."""
    used = {
        f"{(module.parent.relative_to(tests) / module.stem).as_posix()}.{test}"
        for module in tests.rglob("test_*.py")
        for test in _golden_tests(module)
    }
    names = (path.relative_to(golden).as_posix() for path in golden.rglob("*") if path.is_file())
    return sorted(name for name in names if name.removesuffix(Path(name).suffix) not in used)


def _golden_tests(module: Path) -> Iterator[str]:
    """Yield the names of the tests in a module that use a golden file."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and any(argument.arg == "golden" for argument in node.args.args):
            yield node.name
