"""What others run: the hook for pre-commit, the container, the examples for code hosts. None of it is run here."""

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
from tests.support.builds import CODE
from tests.support.pages import blocks
from tests.support.servers import Document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = CODE / "docs" / "how-to" / "check-in-ci.md"
CONTAINER = CODE / "Containerfile"
PROJECT = tomllib.loads((CODE / "pyproject.toml").read_text("utf-8"))["project"]


def understood(line: str) -> bool:
    """Whether a command line calls Briefings, with a command and options that there are."""
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
        understood(line)


def example(path: str) -> Any:  # noqa: ANN401 - any YAML
    """A file that the page shows."""
    (block,) = [block for block in blocks(PAGE) if block.path == path]
    return Document.read(block.text).value


# --- pre-commit ------------------------------------------------------------------------------------


def hooks() -> list[dict[str, Any]]:
    """The hook that the repository offers, and the one on the page."""
    (offered,) = Document.read((CODE / ".pre-commit-hooks.yaml").read_text("utf-8")).value
    (repository,) = example(".pre-commit-config.yaml")["repos"]
    (shown,) = repository["hooks"]
    return [offered, shown]


@pytest.mark.parametrize("hook", hooks(), ids=["offered", "shown"])
def test_a_hook_checks_facts(hook: dict[str, Any]) -> None:
    """It runs the check on all facts where a fact or a template is in the commit, and fails for warnings, too."""
    assert hook["id"] == "briefings-check"
    assert understood(hook["entry"])
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
    workflow = example(".github/workflows/facts.yml")
    assert set(workflow["on"]) == {"push", "pull_request"}
    (job,) = workflow["jobs"].values()
    lines = [step["run"] for step in job["steps"] if "run" in step]
    assert [line for line in lines if understood(line)] == ["briefings check --strict --format github"]
    (python,) = [step["with"]["python-version"] for step in job["steps"] if "with" in step]
    assert new_enough(python)
    (needed,) = [step["env"] for step in job["steps"] if "$BRIEFINGS" in step.get("run", "")]
    assert set(needed) == {"BRIEFINGS"}


def test_the_example_for_gitlab_fails_for_warnings() -> None:
    """What it runs of Briefings there is."""
    (job,) = example(".gitlab-ci.yml").values()
    assert [line for line in job["script"] if understood(line)] == ["briefings check --strict"]
    assert new_enough(job["image"].partition(":")[2])


def new_enough(version: str) -> bool:
    """Whether a version of Python, `3.13-slim`, will do."""
    least = [int(part) for part in PROJECT["requires-python"].removeprefix(">=").split(".")]
    return [int(part) for part in version.partition("-")[0].split(".")] >= least


# --- the container ---------------------------------------------------------------------------------


def instructions() -> list[tuple[str, str]]:
    """The instructions of the file for containers, each with what is behind it."""
    text = re.sub(r"^#.*\n", "", CONTAINER.read_text("utf-8"), flags=re.MULTILINE).replace("\\\n", " ")
    return [(line.partition(" ")[0], line.partition(" ")[2]) for line in text.splitlines() if line.strip()]


def behind(name: str) -> list[str]:
    """What is behind each instruction of a kind."""
    return [rest for instruction, rest in instructions() if instruction == name]


def test_the_container_is_made_of_what_is_named_here() -> None:
    """No instruction is unknown, and no image is of a registry that somebody would have to be on."""
    assert {name for name, _ in instructions()} <= {
        "FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "ENTRYPOINT", "CMD",
    }  # fmt: skip
    images = [image.partition(" AS ")[0] for image in behind("FROM")]
    assert set(images) == {"python:3.13-slim"}
    assert new_enough(images[0].partition(":")[2])


def test_the_container_has_the_libraries_that_run_installs() -> None:
    """The two libraries are those that `./run` installs on such a system, and that the README names."""
    (line,) = [rest for rest in behind("RUN") if "apt-get install" in rest]
    packages = re.findall(r"\blib[\w.-]+", line.partition("install")[2].partition("&&")[0])
    assert " ".join(packages) in (CODE / "run").read_text("utf-8")
    assert all(f"`{package}`" in (CODE / "README.md").read_text("utf-8") for package in packages)


def test_the_container_runs_briefings_and_not_as_root() -> None:
    """What it starts is installed by the wheel, and what it does by default is a command that there is."""
    (start,), (usual,) = (json.loads(behind(name)[0]) for name in ("ENTRYPOINT", "CMD"))
    assert understood(shlex.join([start, usual]))
    assert behind("USER") == ["nobody"]


def copied() -> Iterator[str]:
    """What the container is made from, of the files of the project."""
    for rest in behind("COPY"):
        *sources, _ = rest.split()
        if not sources[0].startswith("--from"):
            yield from sources


def test_the_container_has_all_that_a_wheel_is_made_of(tmp_path: Path) -> None:
    """From the files that are copied, and no others, a wheel is made that has everything."""
    for name in copied():
        path = CODE / name
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
        assert understood(line[line.index("briefings ") :])
