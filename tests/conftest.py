"""Fixtures for all tests: a copy of the fictional project, golden files and a command line to run."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import is_hypothesis_test, settings

from briefings.cli import main
from briefings.model.memory import set_objects_aside
from tests.support.cases import CaseChecker
from tests.support.commands import CommandResult
from tests.support.golden import Golden
from tests.support.notes import FICTIONAL, SHARED_FOLDER
from tests.support.parsed_texts import parse_each_text_once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Where this is set, each command that a test starts would compile every module anew, which takes most of its time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# A busy machine must not fail a test, and earlier examples must not stay in the folder.
settings.register_profile("suite", deadline=None, database=None, max_examples=20)
settings.register_profile("thorough", deadline=None, database=None, max_examples=300)

parse_each_text_once()


def pytest_configure(config: pytest.Config) -> None:
    """Try few random examples of each kind daily, many in a thorough run."""
    settings.load_profile("thorough" if is_thorough(config) else "suite")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Let a thorough run include all tests with random examples."""
    if is_thorough(item.config) and is_hypothesis_test(getattr(item, "obj", None)):
        item.add_marker("thorough")


def is_thorough(config: pytest.Config) -> bool:
    """Return whether this is a thorough run."""
    return bool(config.option.markexpr == "thorough")


def pytest_xdist_auto_num_workers() -> int:
    """Return the number of workers for `-n auto`: more than processors, since many tests wait for a browser or a process."""
    return (os.cpu_count() or 1) * 3 // 2


@pytest.fixture(scope="session", autouse=True)
def _temporary_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Take away at the end what libraries and browsers leave in the temporary folder; some sockets need a short path."""
    own = tmp_path_factory.getbasetemp()  # what tests write stays, to be looked at
    shared = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared"
    shared.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="tests-", ignore_cleanup_errors=True) as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv("TMPDIR", folder)
        patch.setenv(SHARED_FOLDER, str(shared))
        patch.setattr(tempfile, "tempdir", folder)
        patch.setattr(os, "fsync", lambda _: None)  # what tests write need not outlive a loss of power
        yield


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the fictional project (facts only; its templates are the packaged ones)."""
    return Path(shutil.copytree(FICTIONAL, tmp_path / "project"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that rewrite expected texts."""
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden; read the diff")
    parser.addoption("--update-cases", action="store_true", help="rewrite tests/cases; read the diff")
    parser.addoption("--update-docs", action="store_true", help="rewrite what pages show; read the diff")


@pytest.hookimpl(trylast=True)  # after the tests were shuffled
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the modules that have slow tests, so that at the end no worker waits for another."""
    slow_modules = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow_modules)


def pytest_collection() -> None:
    """Search for no garbage among tests that are being collected: they stay to the end."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Leave thousands of collected tests out of each search for garbage."""
    set_objects_aside()
    gc.enable()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Return the golden file of this test."""
    return Golden(request.node.originalname, request.path, request.config.getoption("--update-golden"))


@pytest.fixture
def case_checker(request: pytest.FixtureRequest) -> CaseChecker:
    """Return what compares a text with the `expected` of a case."""
    return CaseChecker(request.config.getoption("--update-cases"))


@pytest.fixture
def briefings(capsys: pytest.CaptureFixture[str]) -> Callable[..., CommandResult]:
    """Return a function that runs a command line in this process: `briefings("build", project, "--format", "md")`."""

    def run(*arguments: object) -> CommandResult:
        """Run the command line."""
        capsys.readouterr()
        if "build" in arguments and "--output" not in arguments:
            assert not {FICTIONAL, str(FICTIONAL)} & {*arguments}, (
                "build a copy: other tests copy this folder meanwhile"
            )
        with pytest.raises(SystemExit) as caught:
            main([str(argument) for argument in arguments])
        assert isinstance(caught.value.code, int)
        return CommandResult(caught.value.code, *capsys.readouterr())

    return run
