"""Tests of commands on damaged memories, wrong options and floods of problems: none is a bug of Briefings."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from briefings.build.state_file import STATE_FILE
from briefings.build.workspace import Workspace
from briefings.cli.reporting import limit_repeats
from briefings.diff import revision
from briefings.model.diagnostics import Diagnostic, Location
from briefings.model.hashing import file_hash
from briefings.project import Project
from tests.support.builds import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.commands import CommandResult

    Command = Callable[..., CommandResult]

DAY = ("--as-of", "2019-06-01")
GIT = shutil.which("git") or "git"


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 300_000,
        b'{"files": 1e999}',
        b'{"files": {}, "parts": {"x": []}}',
        b"[]",
        b'{"files": [1], "parts": {}}',
    ],
    ids=["deep", "infinite", "short", "list", "wrong kinds"],
)
def test_a_memory_of_another_form_counts_as_none(
    project: Path, briefings: Command, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    """A state whose sums are right and whose content is not costs a build and a check, nothing else."""
    monkeypatch.chdir(project)
    briefings("build", "--format", "md", *DAY)
    briefings("check", *DAY)
    state = project / "build" / STATE_FILE
    headers = [
        {**json.loads(line), "sha256": file_hash(content)} for line in state.read_bytes().split(b"\n")[::2]
    ]
    assert len(headers) > 1
    damaged = b"\n".join(line for header in headers for line in (json.dumps(header).encode(), content))
    for line in (("check", *DAY), ("build", "--format", "md", *DAY)):
        state.write_bytes(damaged)
        assert briefings(*line).code == 0


@pytest.mark.parametrize("languages", ["", ","])
def test_a_project_needs_a_language(project: Path, briefings: Command, languages: str) -> None:
    """No language is a usage error."""
    run = briefings("init", project / "new", "--lang", languages)
    assert (run.code, run.err) == (
        2,
        "error: Invalid value for --lang: name at least one language (see --help)\n",
    )


@pytest.mark.parametrize("revision", ["", "--output=x", "HEAD\x1b[31m"])
def test_a_revision_is_never_an_option(project: Path, briefings: Command, revision: str) -> None:
    """Git gets no argument that it could take for an option, and no message repeats control characters."""
    run = briefings("diff", "--project", project, "--since", revision)
    assert (run.code, "error[no-revision]" in run.err, "\x1b" in run.err) == (1, True, False)


def test_edited_notes_are_not_copied_through_a_link(
    project: Path, briefings: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A link in place of the folder of copies is refused, and nothing gets out of the project."""
    monkeypatch.chdir(project)
    briefings("build", "--format", "md", *DAY)
    outside = tmp_path / "outside"
    outside.mkdir()
    (project / "build/edited").symlink_to(outside)
    note = next((project / "build/internal").glob("*/*.md"))
    note.write_text("mine", encoding="utf-8")
    run = briefings("build", "--format", "md", *DAY)
    assert (run.code, list(outside.iterdir()), note.read_text(encoding="utf-8")) == (1, [], "mine")
    assert "build/edited is a link that Briefings did not write" in run.err


def test_captures_are_not_written_through_a_link(project: Path, briefings: Command, tmp_path: Path) -> None:
    """A link in place of `captures/` is refused."""
    (project / "captures").symlink_to(tmp_path)
    (project / "a.txt").write_text("The lamps were lit.\n", encoding="utf-8")
    options = ("--id", "herald", "--title", "Lamps", "--publisher", "Herald", "--project", project)
    run = briefings("source", "add", project / "a.txt", *options)
    assert (run.code, run.err.splitlines()[0]) == (1, "error[not-a-file]: captures: this is a link")
    assert not (tmp_path / "herald.txt").exists()


def test_a_flood_of_problems_is_cut() -> None:
    """Of many problems of one kind in one file people see a hundred, and how many are left."""
    flood = [Diagnostic("no-id", f"problem {number}", Location("a.yaml", number)) for number in range(1, 251)]
    other = Diagnostic("no-id", "another", Location("b.yaml"))
    shown = limit_repeats([*flood, other])
    assert (len(shown), shown[99].message, shown[100]) == (
        101,
        "problem 100 (and 150 more in this file)",
        other,
    )


def test_a_flood_of_errors_is_cut_in_the_short_list_too(
    project: Path, briefings: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`check` prints a hundred errors of one kind and file, and its summary counts all; JSON has them all."""
    monkeypatch.chdir(project)
    sections = ", ".join(f"s{number}" for number in range(400))
    product = project / "templates/products/flood.yaml"
    product.write_text(f"title: product.card.title\nsections: [{sections}]\n", encoding="utf-8")
    run = briefings("check", *DAY)
    assert run.out.count("error[unknown-section]") == 100
    assert "(and 300 more in this file)" in run.out
    assert run.err.startswith("400 errors")
    assert len(json.loads(briefings("check", "--format", "json", *DAY).out)) > 400


def commit_all(project: Path) -> None:
    """Make a repository of a project."""
    for words in (
        ("init", "-q"),
        ("add", "-A"),
        ("-c", "user.name=A", "-c", "user.email=a@b.example", "commit", "-qm", "F"),
    ):
        subprocess.run((GIT, "-C", project, *words), check=True, capture_output=True)


def test_an_error_in_an_old_revision_names_it(project: Path, briefings: Command) -> None:
    """The file of today may be right, so the place has the revision before it, as git writes it."""
    bad = project / "facts/zubrowka/bad.yaml"
    bad.write_text("statements: [\n", encoding="utf-8")
    commit_all(project)
    bad.unlink()
    run = briefings("diff", "--project", project, "--since", "HEAD")
    assert (run.code, run.err.partition(": ")[0]) == (1, "HEAD:facts/zubrowka/bad.yaml:1:13")


def test_a_huge_file_in_an_old_revision_is_not_read(
    project: Path, briefings: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The facts of a revision have a size too, which git tells before it hands them out."""
    commit_all(project)
    monkeypatch.setattr(revision, "_MAX_BYTES", 1000)
    run = briefings("diff", "--project", project, "--since", "HEAD")
    assert (run.code, run.err.splitlines()[0]) == (
        1, "error[no-revision]: the facts of 'HEAD' are larger than 0 MB",
    )  # fmt: skip


def test_a_style_that_grows_without_end_is_refused_at_its_place(
    project: Path, briefings: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A style whose values grow and grow is not given to the typesetter."""
    monkeypatch.chdir(project)
    grown = "".join(f"--a{n + 1}: var(--a{n}) var(--a{n}) var(--a{n}) var(--a{n});" for n in range(12))
    style = f":root {{ --a0: xxxxxxxxxx; {grown} }} p {{ font-family: var(--a12) }}"
    (project / "templates").mkdir(exist_ok=True)
    (project / "templates/look.css").write_text(style, encoding="utf-8")
    run = briefings("build", "--format", "pdf", *DAY)
    assert run.code == 1
    assert re.search(r"^templates/look\.css:1:\d+: error\[", run.err, re.MULTILINE)


def test_a_note_that_takes_too_much_is_located_at_the_styles_of_the_house(project: Path) -> None:
    """Whatever made it too much is in a file of the project, so the files that shape its pages are named."""
    (project / "templates").mkdir(exist_ok=True)
    (project / "templates/look.css").write_text("p { color: #123456 }", encoding="utf-8")
    workspace = Workspace(Project(project, project))
    found = Diagnostic("typesetting-bound", "typesetting zubrowka.en took too long")
    (told,) = workspace.explain_problems([found], workspace.catalog.subjects["zubrowka"])
    assert str(told.location) == "templates/look.css:1:1"


@pytest.mark.slow
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_build_that_is_ended_says_one_word_and_leaves_nothing(
    project: Path, tmp_path: Path, end: signal.Signals
) -> None:
    """Ctrl-C reaches all processes and prints "interrupted"; however a build ends, the temporary folder is empty."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    env = {**os.environ, "PYTHONPATH": str(REPOSITORY), "TMPDIR": str(folder)}
    command = [sys.executable, "-m", "briefings", "build", "--force"]
    for at_work in ("build/.lock", "build/.typesetting/*/*"):
        with subprocess.Popen(
            command, cwd=project, env=env, stderr=subprocess.PIPE, text=True, start_new_session=True
        ) as process:
            while process.poll() is None and not any(project.glob(at_work)):
                time.sleep(0.01)
            (os.killpg if end is signal.SIGINT else os.kill)(process.pid, end)
            _, messages = process.communicate(timeout=60)
        said = [line for line in messages.splitlines() if line and not line.startswith("zubrowka: ")]
        assert (process.returncode, said) == ((130, ["interrupted"]) if end is signal.SIGINT else (-end, []))
        assert list(folder.iterdir()) == []
