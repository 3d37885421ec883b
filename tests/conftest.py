"""What several tests share: a fictional project to change at will, and files of what is expected."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import settings

from briefings.cli import main
from tests.support.golden import Golden

if TYPE_CHECKING:
    from collections.abc import Callable

# A busy machine is no failure, and what was tried once does not stay behind in the folder.
settings.register_profile("suite", deadline=None, database=None)
settings.load_profile("suite")

FICTIONAL = Path(__file__).parent / "fictional"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the fictional project (facts only; its templates are the packaged ones)."""
    return Path(shutil.copytree(FICTIONAL, tmp_path / "project"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes the golden files anew."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew; read the diff")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """The file of what this test expects."""
    return Golden(request.node.originalname, request.path, request.config.getoption("--update-golden"))


class Run(NamedTuple):
    """What a command came to."""

    code: int
    out: str
    err: str


@pytest.fixture
def briefings(capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """Run a command line in this process: `briefings("build", project, "--format", "md")`."""

    def run(*arguments: object) -> Run:
        capsys.readouterr()
        with pytest.raises(SystemExit) as caught:
            main([str(argument) for argument in arguments])
        assert isinstance(caught.value.code, int)
        return Run(caught.value.code, *capsys.readouterr())

    return run
