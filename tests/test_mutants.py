"""Tests of the mutants: each kind of change is made, and a planted gap in the tests of a module is found."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.mutants import LIST, read_list
from tests.support.mutations import mutants_of

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[1]

MODULE = '''\
"""A module with a gap in its tests."""

LIMITS = {"lamps": 3}


def may_light(lamps: int) -> bool:
    """Return whether so few lamps may burn."""
    return lamps <= LIMITS["lamps"]


def count(lamps: int) -> int:
    """Count lamps one by one."""
    counted = 0
    while counted < lamps:
        counted += 1
    return counted


def oil(lamps: int) -> int:
    """Return the litres of oil."""
    if lamps > 100:
        return 0
    return lamps + 1
'''
TESTS = """\
import planted


def test_may_light():
    assert planted.may_light(3)
    assert not planted.may_light(4)


def test_count():
    assert planted.count(2) == 2


def test_oil():
    assert planted.oil(7) == 8


def test_that_always_fails():
    assert planted.oil(7) == 9
"""


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("a < b", ["a <= b", "a >= b"]),
        ("a >= b", ["a > b", "a < b"]),
        ("a == b", ["a != b"]),
        ("a is b", ["a is not b"]),
        ("a not in b", ["a in b"]),
        ("a and not b", ["a or not b", "b"]),
        ("a + b", ["a - b"]),
        ("a | b", ["a & b"]),
        ("f(0)", ["pass", "1"]),
        ("x = True", ["False"]),
        ("x = ''", ["'_'"]),
        ("x = 'code'", ["'code_'"]),
        ("min(a)", ["pass", "max(a)"]),
        ("any(a)", ["pass", "all(a)"]),
        ("a[b:c]", [":c", "b:"]),
        ("x = a if b else c", ["a if not b else c"]),
        ("[x for x in a if x]", ["for x in a if not x"]),
        ("if a:\n    raise b", ["if not a:", "pass"]),
        ("for a in b:\n    continue", ["pass"]),
        ("while a:\n    break", ["pass"]),
        ("def f(a=1):\n    return a", ["2", "return None"]),
        ("def f():\n    return a or b", ["return not (a or b)", "a and b"]),
        ("def f():\n    yield a", ["pass"]),
    ],
)
def test_each_kind_of_change_is_made(text: str, changes: Sequence[str]) -> None:
    """A mutant differs in one operator, constant, condition or statement."""
    found = [mutant.change.partition(" -> ")[2] for mutant in mutants_of(text, "planted.py")]
    assert found == [*changes]


@pytest.mark.parametrize(
    "text",
    [
        '"""A docstring, as long as you like."""',
        "message = 'the lamp is out'",
        "message = f'{lamp} is out'",
        "__all__ = ['lamp']",
        "import lamp",
        "assert isinstance(lamp, int)",
        "if TYPE_CHECKING:\n    import lamp",
        "@dataclass(frozen=True)\nclass Lamp:\n    oil: Literal['full']",
        "def f(a: 'Lamp') -> 'Oil': pass",
    ],
)
def test_what_no_test_should_notice_stays(text: str) -> None:
    """Messages, docstrings, types, imports and the like are not changed."""
    assert list(mutants_of(text, "planted.py")) == []


@pytest.mark.slow
@pytest.mark.thorough
def test_gaps_are_found(tmp_path: Path) -> None:
    """A mutant that no test notices is named, and so is a branch that none takes; the share decides on the code."""
    (tmp_path / "planted.py").write_text(MODULE, "utf-8")
    (tmp_path / "test_planted.py").write_text(TESTS, "utf-8")
    (tmp_path / "mutants.yaml").write_text(
        "modules: {planted.py: [test_planted.py]}\n"
        "equivalent: {planted: [{line: 'return 0', change: 0 -> 1, reason: nobody has so many lamps}]}\n",
        "utf-8",
    )
    command = [sys.executable, "-m", "tests.support.mutants", "--jobs", "2", "--list", "mutants.yaml"]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path or "." for path in [str(ROOT), *sys.path])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "planted.py:13: survives: 0 -> 1",
        "planted.py:15: survives: 1 -> 2",
        "planted.py:21: survives: lamps > 100 -> lamps >= 100",
        "planted.py:21: survives: 100 -> 101",
        "planted: 18 mutants, 14 killed, 4 survive, 77.8%; 1 equivalent; 3 tests; branches or lines not reached: [21, 22]",
    ]


def test_the_list_names_what_there_is() -> None:
    """Each module and each test of the list exists, and each equivalent mutant is one and has a reason."""
    targets, equivalent = read_list(LIST)
    assert {*equivalent} <= {target.module for target in targets}
    for target in targets:
        assert all((ROOT / test.partition("::")[0]).exists() for test in target.tests)
        lines = target.path.read_text("utf-8").splitlines()
        known = {
            (lines[mutant.lines[0] - 1].strip(), mutant.change)
            for mutant in mutants_of("\n".join(lines), "planted.py")
        }
        entries = equivalent.get(target.module, [])
        assert {(entry["line"], entry["change"]) for entry in entries} <= known
        assert all(entry["reason"] for entry in entries)
