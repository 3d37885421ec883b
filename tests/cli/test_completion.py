"""Tests of shell completion."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.shell_completion import ShellComplete

from briefings.cli import cli, commands_by_name
from briefings.lint.explain import code_titles
from tests.support.builds import REPOSITORY, replace_once, run_briefings

if TYPE_CHECKING:
    from pathlib import Path


def completions(*words: str) -> list[str]:
    """Return the completions of the last of these words."""
    shell = ShellComplete(cli, {}, "briefings", "_BRIEFINGS_COMPLETE")
    return [item.value for item in shell.get_completions(list(words[:-1]), words[-1])]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["che"], ["check", "check-edition"]),
        (["template", "sh"], ["show"]),
        (["build", "z"], ["zubrowka"]),
        (["build", "zubrowka", ""], []),
        (["check", "Z"], []),
        (["gaps", ""], ["zubrowka"]),
        (["review", ""], ["zubrowka"]),
        (["verify", ""], ["zubrowka"]),
        (["diff", ""], ["zubrowka"]),
        (["build", "--lang", ""], ["en", "xx"]),
        (["build", "--lang", "f"], []),
        (["new", "uz"], ["uzbekistan"]),
        (["new", "bosnia"], ["bosnia-and-herzegovina"]),
        (["new", "zub"], []),
        (["new", "kyrgyzstan", ""], []),
        (["add", "coo"], ["cooperation"]),
        (["add", "contact", "zu"], ["zubrowka"]),
        (["add", "contact", "--ours", "zero"], ["zero-moustafa"]),
        (["add", "contact", "--place", ""], []),
        (["init", "desk", "--lang", "f"], ["fr"]),
        (["build", "--product", "c"], ["card"]),
        (["build", "--product", "o"], ["own"]),
        (["build", "--format", ""], ["md", "html", "pdf", "docx"]),
        (["check", "--explain", "two"], ["two-holders", "two-corrections"]),
        (["check", "--explain", "bad-va"], ["bad-vacant", "bad-valid", "bad-value", "bad-values"]),
        (["check", "--explain", ""], list(code_titles())),
        (["template", "show", "sections/gl"], ["sections/glance.md.j2"]),
        (["template", "show", "--partner", "z"], ["zubrowka"]),
        (["schema", "h"], ["house"]),
        (["completion", ""], ["bash", "fish", "zsh"]),
        (["build", "--project", "nowhere", ""], []),
    ],
    ids=" ".join,
)
def test_what_is_offered(
    words: list[str], expected: list[str], project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Commands, and the names that a project and Briefings have for what is asked; nothing where there is no project."""
    for name in ("products/own.yaml", "labels/xx.yaml"):
        (project / "templates" / name).parent.mkdir(parents=True, exist_ok=True)
        (project / "templates" / name).touch()
    replace_once(project / "facts/house.yaml", "languages: [en]", "languages: [en, xx]")
    monkeypatch.chdir(project)
    assert completions(*words) == expected


def test_another_project_may_be_named(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The partners are those of the project that stands on the line."""
    monkeypatch.chdir(tmp_path)
    assert completions("build", "--project", str(project), "z") == ["zubrowka"]


def test_a_country_that_is_a_partner_already_is_not_offered(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new partner is none that there is already; names are those of the languages of the house as well."""
    replace_once(project / "facts/house.yaml", "languages: [en]", "languages: [en, fr]")
    shutil.copytree(project / "facts/zubrowka", project / "facts/uzbekistan")
    monkeypatch.chdir(project)
    assert (completions("new", "uz"), completions("new", "ouz")) == ([], ["ouzbekistan"])


def test_every_name_of_a_partner_is_completed() -> None:
    """No command that takes partners forgets to offer them."""
    silent = [
        words
        for words, each in commands_by_name().items()
        for parameter in each.params
        if parameter.name in ("partner", "partners") and parameter._custom_shell_complete is None
    ]
    assert silent == []


@pytest.mark.parametrize("shell", ["bash", "fish", "zsh"])
def test_a_script_asks_briefings(shell: str, tmp_path: Path) -> None:
    """Each script is for the command `briefings`, and can be read by its shell where that is there."""
    done = run_briefings(tmp_path, "completion", shell)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"_BRIEFINGS_COMPLETE={shell}_complete" in done.stdout
    if program := shutil.which(shell):
        subprocess.run([program, "-n"], input=done.stdout, encoding="utf-8", check=True)


def test_a_shell_is_answered(project: Path) -> None:
    """What a script of a shell runs gives it the words to offer."""
    asked = {"_BRIEFINGS_COMPLETE": "bash_complete", "COMP_WORDS": "briefings build zu", "COMP_CWORD": "2"}
    done = subprocess.run(
        [sys.executable, "-m", "briefings"],
        cwd=project,
        env={**os.environ, **asked, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert (done.stdout, done.stderr) == ("plain,zubrowka\n", "")
