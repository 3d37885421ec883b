"""Tests of typesetting on a Dask cluster, a real one on this machine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from importlib import metadata
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from briefings.build import tool_versions
from briefings.build.dask_executor import dask_executor
from briefings.model.diagnostics import EnvironmentMissingError
from tests.support.builds import REPOSITORY, add_second_partner, run_briefings, set_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

if find_spec("distributed") is None and not os.environ.get("CI"):  # to load it takes half a second
    pytest.skip("the extra 'dask' is not installed", allow_module_level=True)

# What its libraries warn of is theirs.
pytestmark = [pytest.mark.slow, pytest.mark.thorough, pytest.mark.filterwarnings("ignore")]


def start_process(*arguments: str, until: str) -> tuple[subprocess.Popen[str], str]:
    """Start a process of a cluster; return it with the line by which it reports that it is ready."""
    run = subprocess.Popen(
        [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)}, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, encoding="utf-8",
    )  # fmt: skip
    assert run.stderr is not None
    for line in run.stderr:
        if until in line:
            return run, line
    pytest.fail(f"{arguments[0]} did not start")


def end_process(run: subprocess.Popen[str]) -> None:
    """Kill a process and wait for its end."""
    run.kill()
    run.wait()
    if run.stderr:
        run.stderr.close()


@pytest.fixture(scope="module")
def scheduler_address() -> Iterator[str]:
    """Yield the address of a scheduler without workers."""
    run, line = start_process(
        "dask_scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--no-dashboard",
        "--no-show",
        until="Scheduler at:",
    )
    found = re.search(r"tcp://127\.0\.0\.1:\d+", line)
    assert found
    yield found[0]
    end_process(run)


@pytest.fixture
def cluster_address(scheduler_address: str, tmp_path: Path) -> Iterator[str]:
    """Yield the address of a cluster with workers."""
    runs = [
        start_process(
            "dask_worker",
            scheduler_address,
            "--nthreads",
            "1",
            "--no-dashboard",
            "--no-nanny",
            "--local-directory",
            str(tmp_path),
            until="Registered to",
        )[0]
        for _ in range(2)
    ]
    yield scheduler_address
    for run in runs:
        end_process(run)
    time.sleep(0.5)


def test_a_cluster_makes_the_same_bytes(project: Path, cluster_address: str) -> None:
    """Every file made on the cluster is that of a local build."""
    add_second_partner(project)
    local = run_briefings(project, "build", "--as-of", "2019-06-01")
    here = {name: set_files(project, f"{name}@2019-06-01") for name in ("zubrowka", "freedonia")}
    far = run_briefings(
        project, "build", "--as-of", "2019-06-01", "--force", "--executor", f"dask:{cluster_address}"
    )
    assert (local.returncode, far.returncode) == (0, 0), far.stderr
    assert {name: set_files(project, f"{name}@2019-06-01") for name in here} == here
    assert all(f"{name}.en.2019-06-01.pdf" in files for name, files in here.items())
    assert "Traceback" not in far.stderr


def test_a_cluster_without_workers(project: Path, scheduler_address: str) -> None:
    """A cluster that has no workers is told, with what to start."""
    run = run_briefings(project, "build", "--executor", f"dask:{scheduler_address}")
    assert (run.returncode, run.stdout, run.stderr.splitlines()) == (
        3, "", [f"error[no-cluster]: the cluster at {scheduler_address} has no workers", f"  hint: start workers with `dask worker {scheduler_address}`"],
    )  # fmt: skip


def test_no_cluster(project: Path) -> None:
    """An address at which nothing answers is told, with what to start."""
    run = run_briefings(project, "build", "--executor", "dask:tcp://127.0.0.1:9")
    assert run.returncode == 3
    assert run.stdout == ""
    assert run.stderr.splitlines()[-2:] == [
        "error[no-cluster]: no Dask cluster answers at tcp://127.0.0.1:9",
        "  hint: start one with `dask scheduler`, and workers with `dask worker`",
    ]
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "dask:127.0.0.1", "slurm:tcp://127.0.0.1:1"])
def test_what_is_no_executor(project: Path, address: str) -> None:
    """What is not an address of a cluster is a mistake in usage."""
    assert run_briefings(project, "build", "--executor", address).returncode == 2


def test_a_cluster_with_other_versions(cluster_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers with another version of a library would make other bytes, and are not used."""
    theirs = tool_versions.tool_versions()
    monkeypatch.setattr(tool_versions, "_LIBRARIES", ("weasyprint",))
    monkeypatch.setattr(metadata, "version", lambda _name: "1")
    with pytest.raises(EnvironmentMissingError) as caught, dask_executor(cluster_address):
        pass
    words = f"has weasyprint {theirs['weasyprint']}, this machine 1"
    assert [(found.code, words in found.message) for found in caught.value.diagnostics] == [
        ("other-version", True)
    ] * 2
    assert caught.value.exit_code == 3
