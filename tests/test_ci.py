"""Tests of files that others run: the pre-commit hook, the container, examples for code hosts. None is run here."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import tomllib
import zipfile
from typing import TYPE_CHECKING, Any

import click
import pytest
from hatchling.builders.wheel import WheelBuilder

from briefings.cli import cli
from tests.support.builds import REPOSITORY
from tests.support.pages import blocks
from tests.support.servers import Document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = REPOSITORY / "docs" / "how-to" / "check-in-ci.md"
CONTAINER = REPOSITORY / "Containerfile"
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]


def is_valid_command(line: str) -> bool:
    """Return whether a command line calls Briefings with an existing command and existing options."""
    words = shlex.split(line)
    if words[0] not in PROJECT["scripts"]:
        return False
    command: click.Command = cli
    context = click.Context(cli, info_name="briefings")
    while isinstance(command, click.Group):
        name, found, words = command.resolve_command(context, words[1:] if command is cli else words)
        assert name
        assert found
        command = found
    command.make_context("briefings", list(words), parent=context)
    return True


@pytest.mark.parametrize(
    "line", ["briefings chekc", "briefings check --stirct", "briefings check --format git"]
)
def test_a_command_line_that_is_wrong_is_noticed(line: str) -> None:
    """A command, an option and a value that there are not."""
    with pytest.raises(click.UsageError):
        is_valid_command(line)


def read_example(path: str) -> Any:  # noqa: ANN401 - any YAML
    """Return the text of a file that the page shows."""
    (block,) = [block for block in blocks(PAGE) if block.path == path]
    return Document.read(block.text).value


# --- pre-commit ------------------------------------------------------------------------------------


def read_hooks() -> list[dict[str, Any]]:
    """Return the hook that the repository offers, and the one on the page."""
    (offered,) = Document.read((REPOSITORY / ".pre-commit-hooks.yaml").read_text("utf-8")).value
    (repository,) = read_example(".pre-commit-config.yaml")["repos"]
    (shown,) = repository["hooks"]
    return [offered, shown]


@pytest.mark.parametrize("hook", read_hooks(), ids=["offered", "shown"])
def test_a_hook_checks_facts(hook: dict[str, Any]) -> None:
    """It runs the check on all facts where a fact or a template is in the commit, and fails for warnings, too."""
    assert hook["id"] == "briefings-check"
    assert is_valid_command(hook["entry"])
    assert "--strict" in hook["entry"]
    assert hook["pass_filenames"] is False
    touched = [
        name
        for name in (
            "facts/house.yaml",
            "facts/a/b.yaml",
            "templates/labels/en.yaml",
            "docs/facts/a.yaml",
            "docs/templates/a.md",
        )
        if re.search(hook["files"], name)
    ]
    assert touched == ["facts/house.yaml", "facts/a/b.yaml", "templates/labels/en.yaml"]


# --- code hosts ------------------------------------------------------------------------------------


def test_the_example_for_github_shows_findings_at_their_lines() -> None:
    """Each step has what it needs, and what it runs of Briefings there is."""
    workflow = read_example(".github/workflows/facts.yml")
    assert set(workflow["on"]) == {"push", "pull_request"}
    (job,) = workflow["jobs"].values()
    lines = [step["run"] for step in job["steps"] if "run" in step]
    assert [line for line in lines if is_valid_command(line)] == ["briefings check --strict --format github"]
    (python,) = [step["with"]["python-version"] for step in job["steps"] if "with" in step]
    assert is_supported_version(python)
    (needed,) = [step["env"] for step in job["steps"] if "$BRIEFINGS" in step.get("run", "")]
    assert set(needed) == {"BRIEFINGS"}


def test_the_example_for_gitlab_fails_for_warnings() -> None:
    """What it runs of Briefings there is."""
    (job,) = read_example(".gitlab-ci.yml").values()
    assert [line for line in job["script"] if is_valid_command(line)] == ["briefings check --strict"]
    assert is_supported_version(job["image"].partition(":")[2])


def is_supported_version(version: str) -> bool:
    """Return whether Briefings runs on a version of Python such as `3.13-slim`."""
    least = [int(part) for part in PROJECT["requires-python"].removeprefix(">=").split(".")]
    return [int(part) for part in version.partition("-")[0].split(".")] >= least


# --- the container ---------------------------------------------------------------------------------


def container_instructions() -> list[tuple[str, str]]:
    """Return the instructions of the container file, each with its arguments."""
    text = re.sub(r"^#.*\n", "", CONTAINER.read_text("utf-8"), flags=re.MULTILINE).replace("\\\n", " ")
    return [(line.partition(" ")[0], line.partition(" ")[2]) for line in text.splitlines() if line.strip()]


def instruction_arguments(name: str) -> list[str]:
    """Return the arguments of all instructions of a kind."""
    return [rest for instruction, rest in container_instructions() if instruction == name]


def test_the_container_is_made_of_what_is_named_here() -> None:
    """No instruction is unknown, and no image is of a registry that somebody would have to be on."""
    assert {name for name, _ in container_instructions()} <= {
        "FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "ENTRYPOINT", "CMD",
    }  # fmt: skip
    images = [image.partition(" AS ")[0] for image in instruction_arguments("FROM")]
    assert set(images) == {"python:3.13-slim"}
    assert is_supported_version(images[0].partition(":")[2])


def test_the_container_has_the_libraries_that_run_installs() -> None:
    """The two libraries are those that `./run` installs on such a system, and that the README names."""
    (line,) = [rest for rest in instruction_arguments("RUN") if "apt-get install" in rest]
    packages = re.findall(r"\blib[\w.-]+", line.partition("install")[2].partition("&&")[0])
    assert " ".join(packages) in (REPOSITORY / "run").read_text("utf-8")
    assert all(f"`{package}`" in (REPOSITORY / "README.md").read_text("utf-8") for package in packages)


def test_the_container_runs_briefings_and_not_as_root() -> None:
    """What it starts is installed by the wheel, and what it does by default is a command that there is."""
    (start,), (usual,) = (json.loads(instruction_arguments(name)[0]) for name in ("ENTRYPOINT", "CMD"))
    assert is_valid_command(shlex.join([start, usual]))
    assert instruction_arguments("USER") == ["nobody"]


def copied_paths() -> Iterator[str]:
    """Return the files of the project that the container copies."""
    for rest in instruction_arguments("COPY"):
        *sources, _ = rest.split()
        if not sources[0].startswith("--from"):
            yield from sources


def test_the_container_has_all_that_a_wheel_is_made_of(tmp_path: Path) -> None:
    """From the files that are copied, and no others, a wheel is made that has everything."""
    for name in copied_paths():
        path = REPOSITORY / name
        if path.is_dir():
            shutil.copytree(path, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(path, tmp_path / name)
    (wheel,) = WheelBuilder(str(tmp_path)).build(directory=str(tmp_path / "wheels"), versions=["standard"])
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {
        "briefings/entry.py",
        "briefings/starter/common/facts/house.yaml",
        "briefings/data/facts/house.yaml",
        "briefings/data/templates/brief.md.j2",
        "briefings/data/templates/fonts/NotoSans-Regular.ttf",
    } <= names


def test_the_page_and_the_file_say_how_the_container_is_used() -> None:
    """The lines of the page stand in the file for containers, and what they run there is."""
    (block,) = [block for block in blocks(PAGE) if block.language == "sh"]
    lines = block.text.splitlines()
    head = CONTAINER.read_text("utf-8")
    assert f"#     {lines[0]}\n" in head
    assert f"#     {lines[-1]}\n" in head
    for line in lines[1:]:
        assert is_valid_command(line[line.index("briefings ") :])
