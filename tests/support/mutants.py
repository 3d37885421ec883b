"""Do the tests notice mutants of the modules that guard a brief, and do they take every branch?

    ./run python -m tests.support.mutants [MODULE ...] [--jobs N]

prints for each module of `tests/mutants.yaml` the mutants, the share of them that its tests notice (which kills them),
those that survive, and the lines with a branch that no test takes. The exit code is 1 if fewer than 85 % are killed or
a branch is not taken.

mutmut and cosmic-ray would do the same more slowly. mutmut renames each function in a copy of the project, which the
tests of names and layers reject, and leaves tables and patterns outside functions alone; cosmic-ray starts pytest for
each mutant. Here one process imports everything and collects the tests once. A fork of it swaps the code of functions
and runs the tests that reach the changed line, the quickest first: a tenth of a second for most mutants. Only a mutant
outside functions is imported in a new process.
"""

from __future__ import annotations

import argparse
import functools
import gc
import importlib.util
import os
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, NamedTuple

import coverage
import pytest
import yaml

from tests.support.forks import Task, result_of_fork, run_in_forks
from tests.support.mutations import Mutant, mutants_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["LIST", "Target", "Trial", "main", "read_list", "try_mutants"]

LIST = Path(__file__).parent.parent / "mutants.yaml"
_LEAST_SHARE = 0.85
_SURVIVED, _KILLED, _NEEDS_IMPORT = 0, 1, 3
_LIBRARIES = ("weasyprint", "babel.dates", "jinja2", "markdown", "pypdf", "ruamel.yaml", "fontTools.ttLib")
"""Libraries that are imported once, since a mutant outside functions imports the package from the beginning."""


class Target(NamedTuple):
    """A module to mutate, and the tests that have to notice it.

    Attributes:
        module: its dotted name.
        path: its file.
        tests: files and folders for pytest.
    """

    module: str
    path: Path
    tests: tuple[str, ...]


@dataclass
class Trial:
    """What happens to a module and its mutants.

    Attributes:
        seconds: how long each test takes that passes with the module as it is, by id.
        tests_of_line: the tests that run a line, by its number; the empty one is importing and collecting.
        missed: lines that no test runs, or with a branch that none takes.
        killed: the mutants that a test notices.
        survivors: the others.
    """

    seconds: dict[str, float] = field(default_factory=dict)
    tests_of_line: dict[int, set[str]] = field(default_factory=dict)
    missed: list[int] = field(default_factory=list)
    killed: list[Mutant] = field(default_factory=list)
    survivors: list[Mutant] = field(default_factory=list)

    def tests_for(self, mutant: Mutant) -> list[str]:
        """Return the tests that run what a mutant changes in a function, the quickest first."""
        found = self._tests_of(mutant.lines) or self._tests_of(mutant.function_lines or mutant.lines)
        return [test for test in self.all_tests if test in found]

    @cached_property
    def all_tests(self) -> list[str]:
        """Return all tests, the quickest first."""
        return sorted(self.seconds, key=lambda test: (self.seconds[test], test))

    def needs_import(self, mutant: Mutant) -> bool:
        """Return whether importing the modules, also those of the tests, runs what a mutant changes."""
        return mutant.function_lines is None or "" in self._tests_of(mutant.lines)

    def _tests_of(self, lines: tuple[int, int]) -> set[str]:
        return set().union(*(self.tests_of_line.get(line, ()) for line in range(lines[0], lines[1] + 1)))


def try_mutants(target: Target, jobs: int) -> Trial:
    """Try every mutant of a module.

    Raises:
        RuntimeError: if the tests can't be run, or fail with the module as it is when they run in this way.
    """
    text = target.path.read_text("utf-8")
    whole = (1, text.count("\n") + 1)
    unchanged = Mutant(whole, whole, "nothing", compile(text, str(target.path), "exec"))
    mutants = [unchanged, *mutants_of(text, str(target.path))]
    trial: Trial = result_of_fork(lambda: _Recorder(target).trial())
    codes: dict[int, int] = result_of_fork(lambda: _Swapper(target, trial, mutants, jobs).codes())
    if codes[0] != _SURVIVED:
        message = f"the tests of {target.module} fail without a mutant"
        raise RuntimeError(message)
    late = [index for index, code in codes.items() if code == _NEEDS_IMPORT]
    tasks = [_import_task(target, mutants[index].code, trial.all_tests) for index in late]
    codes |= {late[index]: code for index, code in run_in_forks(tasks, jobs)}
    for index, mutant in enumerate(mutants[1:], start=1):
        (trial.survivors if codes[index] == _SURVIVED else trial.killed).append(mutant)
    return trial


# --- tests --------------------------------------------------------------------------------------


def _run_pytest(tests: Sequence[str], plugin: object = None, *options: str) -> int:
    """Run tests in this process, always in the same order, and return the exit code of pytest."""
    fixed = ["-q", "--capture=sys", "-m", "not slow", "--hypothesis-seed=0", "--override-ini=addopts="]
    absent = [part for name in ("randomly", "xdist", "cacheprovider") for part in ("-p", f"no:{name}")]
    return int(pytest.main([*fixed, *absent, *options, *tests], plugins=[plugin] if plugin else []))


class _Recorder:
    """A plugin that records which lines each test runs, and how long it takes."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.seconds: dict[str, float] = {}
        self.failed: set[str] = set()
        self.coverage = coverage.Coverage(
            branch=True, include=[str(target.path)], data_file=None, config_file=False
        )
        self.coverage.exclude("if TYPE_CHECKING:")

    def trial(self) -> Trial:
        """Run the tests, and return what is recorded."""
        self.coverage.start()
        _run_pytest(self.target.tests, self)
        self.coverage.stop()
        path = str(self.target.path)
        tests_of_line: dict[int, set[str]] = defaultdict(set)
        for line, tests in self.coverage.get_data().contexts_by_lineno(path).items():
            tests_of_line[line].update(tests)
        partial = [line for line, (ways, taken) in self.coverage.branch_stats(path).items() if taken < ways]
        missed = sorted({*partial, *self.coverage.analysis2(path)[3]})
        seconds = {test: time for test, time in self.seconds.items() if test not in self.failed}
        return Trial(seconds, dict(tests_of_line), missed)

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Name the test to the measurement."""
        self.coverage.switch_context(nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the time of a test, and whether it fails."""
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0) + report.duration
        if not report.passed:
            self.failed.add(report.nodeid)


class _Swapper:
    """A plugin that, with the tests collected, runs them in a fork for each mutant."""

    def __init__(self, target: Target, trial: Trial, mutants: Sequence[Mutant], jobs: int) -> None:
        self.target, self.trial, self.mutants, self.jobs = target, trial, mutants, jobs
        self.found: dict[int, int] = {}

    def codes(self) -> dict[int, int]:
        """Return the exit code of each mutant, by its index."""
        _run_pytest(self.target.tests, self)
        return self.found

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the mutants in place of the tests."""
        items = {item.nodeid: item for item in session.items}
        tasks = [self.task(mutant, session, items) for mutant in self.mutants]
        self.found.update(run_in_forks(tasks, self.jobs))
        return True

    def task(self, mutant: Mutant, session: pytest.Session, items: dict[str, pytest.Item]) -> Task:
        """Return what a fork does with a mutant."""
        names = self.trial.tests_for(mutant)

        def run() -> int:
            if not mutant.function_lines or not _swap_code(mutant.code):
                return _NEEDS_IMPORT
            for name, following in zip(names, [*names[1:], None], strict=True):
                next_item = items[following] if following else None
                session.config.hook.pytest_runtest_protocol(item=items[name], nextitem=next_item)
                if session.testsfailed:
                    return _KILLED
            return (
                _NEEDS_IMPORT
                if self.trial.needs_import(mutant) and mutant is not self.mutants[0]
                else _SURVIVED
            )

        return Task(run, self.trial_seconds(names))

    def trial_seconds(self, names: Sequence[str]) -> float:
        """Return how long a mutant may take on a busy machine."""
        return 3 + 3 * sum(self.trial.seconds[name] for name in names)


def _swap_code(module_code: CodeType) -> bool:
    """Give the functions of a module the code of a mutant; return whether that is possible."""
    codes: dict[tuple[str, int], list[CodeType]] = defaultdict(list)
    for code in _inner_codes(module_code):
        codes[code.co_qualname, code.co_firstlineno].append(code)
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType) and thing.__code__.co_filename == module_code.co_filename:
            found = codes[thing.__code__.co_qualname, thing.__code__.co_firstlineno]
            if len(found) != 1 or len(found[0].co_freevars) != len(thing.__code__.co_freevars):
                return False
            thing.__code__ = found[0]
        elif isinstance(thing, functools._lru_cache_wrapper):
            thing.cache_clear()
    return True


def _inner_codes(code: CodeType) -> Iterator[CodeType]:
    """Yield the code of each function in a piece of code."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _inner_codes(constant)


class _MutantFinder:
    """What imports a mutant in place of its module."""

    def __init__(self, target: Target, code: CodeType) -> None:
        self.target, self.code = target, code

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """Return how to import the mutant, and None for any other module."""
        if name != self.target.module:
            return None
        loader = SourceFileLoader(name, str(self.target.path))
        loader.get_code = lambda _: self.code  # type: ignore[assignment,method-assign]
        return importlib.util.spec_from_file_location(name, self.target.path, loader=loader)


def _import_task(target: Target, code: CodeType, tests: Sequence[str]) -> Task:
    """Return what a fork does with a mutant that has to be imported."""

    def run() -> int:
        sys.meta_path.insert(0, _MutantFinder(target, code))
        return _SURVIVED if _run_pytest(tests, None, "-x") == pytest.ExitCode.OK else _KILLED

    return Task(run, 60)


# --- the command --------------------------------------------------------------------------------


def read_list(path: Path) -> tuple[list[Target], dict[str, list[dict[str, str]]]]:
    """Return the targets of the list, and its equivalent mutants by module."""
    data = yaml.safe_load(path.read_text("utf-8"))
    targets = [
        Target(name.removesuffix(".py").replace("/", "."), Path(name).resolve(), tuple(tests))
        for name, tests in data["modules"].items()
    ]
    return targets, data["equivalent"]


def main() -> int:
    """Try the mutants of the modules named, or of all that are listed, and print what survives."""
    parser = argparse.ArgumentParser(description="Try mutants of the modules that guard a brief.")
    parser.add_argument(
        "modules", nargs="*", help="the end of a path, such as views/release.py; default: all"
    )
    parser.add_argument("--list", type=Path, default=LIST, help="the file of modules and equivalent mutants")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    arguments = parser.parse_args()
    for library in _LIBRARIES:
        importlib.import_module(library)
    targets, equivalent = read_list(arguments.list)
    is_good = True
    for target in targets:
        if not arguments.modules or str(target.path).endswith(tuple(arguments.modules)):
            trial = try_mutants(target, arguments.jobs)
            is_good &= _report(target, trial, equivalent.get(target.module, []))
    return 0 if is_good else 1


def _report(target: Target, trial: Trial, equivalent: list[dict[str, str]]) -> bool:
    """Print what happened to the mutants of a module; return whether that is good enough."""
    lines = target.path.read_text("utf-8").splitlines()
    excused = {(entry["line"], entry["change"]) for entry in equivalent}
    survivors = [
        mutant
        for mutant in trial.survivors
        if (lines[mutant.lines[0] - 1].strip(), mutant.change) not in excused
    ]
    count = len(trial.killed) + len(survivors)
    share = len(trial.killed) / count if count else 1
    name = target.path.relative_to(Path.cwd())
    report = [f"{name}:{mutant.lines[0]}: survives: {mutant.change}" for mutant in survivors]
    report.append(
        f"{target.module}: {count} mutants, {len(trial.killed)} killed, {len(survivors)} survive, {share:.1%};"
        f" {len(trial.survivors) - len(survivors)} equivalent; {len(trial.seconds)} tests;"
        f" branches or lines not reached: {trial.missed or 'none'}"
    )
    print("\n".join(report), flush=True)  # noqa: T201 - what the command is for
    return share >= _LEAST_SHARE and not trial.missed


if __name__ == "__main__":
    sys.exit(main())
