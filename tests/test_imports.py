"""Tests of imports at run time: no command loads a library that it does not need."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import briefings
from briefings.cli import commands_by_name
from tests.support.notes import FICTIONAL
from tests.support.turns import in_turn

PACKAGE = Path(briefings.__file__).parent
LIBRARIES = (
    "click", "docx", "fontTools", "jinja2", "markdown", "ruamel", "starlette", "uvicorn", "weasyprint", "yaml",
)  # fmt: skip
HEAVY = {*LIBRARIES} - {"click"}

# Runs the command line, then tells on the last line which libraries are loaded and with what code it ended.
COMMAND = """
import json, sys
from briefings.cli import main
try:
    main({arguments})
except SystemExit as exit_:
    code = exit_.code
print(json.dumps([code, [name for name in {libraries} if name in sys.modules]]))
"""
LOADING = """
import json, sys
from pathlib import Path
from briefings.factbase.load import load
base = load(Path({project!r}))
print(json.dumps([len(base.facts), [name for name in {libraries} if name in sys.modules]]))
"""


def loaded_libraries(script: str, package: Path = PACKAGE) -> tuple[int, set[str]]:
    """Run a script in a fresh interpreter; return the number and the libraries that it prints at the end."""
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=package.parent,  # where `-c` looks for modules first
        check=True,
        capture_output=True,
        text=True,
    )
    number, names = json.loads(done.stdout.splitlines()[-1])
    return number, set(names)


def libraries_after(*arguments: str, package: Path = PACKAGE) -> tuple[int, set[str]]:
    """Return the exit code of a command and the libraries that it has loaded."""
    return loaded_libraries(COMMAND.format(arguments=list(arguments), libraries=LIBRARIES), package)


@pytest.mark.parametrize(
    "arguments",
    in_turn(
        [
            ["--version"],
            ["--help"],
            *([*words.split(), "--help"] for words in commands_by_name() if not words.startswith("add ")),
        ],
        4,
        name=" ".join,
    ),
)
def test_help_is_quick(arguments: list[str]) -> None:
    """To tell its version or how it is used, no command loads more than the command line itself."""
    assert libraries_after(*arguments) == (0, {"click"})


def test_help_for_a_kind_of_entry_reads_the_tables() -> None:
    """The options of `add KIND` come from the tables of fact files; nothing that makes notes is loaded for them."""
    code, names = libraries_after("add", "statement", "--help")
    assert code == 0
    assert not names & {"docx", "fontTools", "markdown", "weasyprint"}


def test_a_wrong_word_is_quick() -> None:
    """A misspelt command is refused before anything is loaded."""
    assert libraries_after("biuld") == (2, {"click"})


def test_facts_without_templates() -> None:
    """To read facts neither the templates nor the command line are loaded."""
    number, names = loaded_libraries(LOADING.format(project=str(FICTIONAL), libraries=LIBRARIES))
    assert number > 10
    assert names == {"yaml"}


@pytest.mark.parametrize("library", sorted(HEAVY))
def test_the_probe_bites(library: str, tmp_path: Path) -> None:
    """A library that the command line loads at its head is noticed."""
    package = tmp_path / "briefings"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    source = (package / "cli/build.py").read_text("utf-8")
    (package / "cli/build.py").write_text(
        source.replace("\nimport click\n", f"\nimport click\nimport {library}\n"), "utf-8"
    )
    code, names = libraries_after("--version", package=package)
    assert code == 0
    assert {"click", library} <= names


def test_the_probe_bites_when_facts_are_read(tmp_path: Path) -> None:
    """A library that reading facts loads is noticed too."""
    package = tmp_path / "briefings"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    with (package / "model/markings.py").open("a", encoding="utf-8") as file:
        file.write("import jinja2\n")
    assert (
        "jinja2" in loaded_libraries(LOADING.format(project=str(FICTIONAL), libraries=LIBRARIES), package)[1]
    )
