"""Two states to compare: of the outputs, of the facts in a git history, of two days."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.support.builds import command, second_partner, swap

if TYPE_CHECKING:
    from pathlib import Path

GIT = shutil.which("git") or "git"
OWN = "facts/zubrowka/zubrowka.yaml"


def git(folder: Path, *arguments: str) -> None:
    """Run git as somebody."""
    who = ["-c", "user.name=Desk", "-c", "user.email=desk@valleys.example", "-c", "commit.gpgsign=false"]
    subprocess.run([GIT, "-C", folder, *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def kept(project: Path) -> Path:
    """A project whose facts are in git."""
    git(project, "init", "-q")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "Facts")
    return project


def differing(run: subprocess.CompletedProcess[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a comparison in JSON tells of each note: facts by what became of them."""
    assert run.returncode == 0, run.stderr
    return [
        (note["name"], [(fact["what"], fact["key"]) for fact in note["facts"]])
        for note in json.loads(run.stdout)
    ]


def test_the_last_two_states_of_the_outputs(project: Path) -> None:
    """Without options the note as it is is compared with the one before; word for word."""
    command(project, "build", "--format", "md")
    assert command(project, "diff").stdout == "Nothing differs.\n"
    swap(project / OWN, "share lamp oil", "share much lamp oil")
    command(project, "build", "--format", "md")
    lines = command(project, "diff", "zubrowka").stdout.splitlines()
    assert [line.replace("\u00a0", " ") for line in lines[1:]] == [
        "  changed: zubrowka/oil (cooperation: The two sides share much lamp oil. (Last attested 3 February 2019; confirmation due.))",
        "  Key areas of cooperation",
        "    The two sides share {+much +}lamp oil. (Last attested 3 February 2019; confirmation due.)",
        "  Open questions",
        "    The two sides share {+much +}lamp oil. · 3 February 2019 · 3 February 2022",
        "Notes reached: zubrowka.",
    ]


def test_outputs_that_are_out_of_date_are_told(project: Path) -> None:
    """That nothing differs is not said of notes whose facts have changed since; nor where these can't be read."""
    command(project, "build", "--format", "md")
    swap(project / OWN, "share lamp oil", "share much lamp oil")
    run = command(project, "diff", "zubrowka")
    assert (run.returncode, run.stdout, run.stderr) == (
        1,
        "",
        (
            "error[not-current]: zubrowka is out of date: fact zubrowka/oil changed\n"
            "  hint: run `briefings build zubrowka` first\n"
        ),
    )
    assert command(project, "diff", "--format", "json").stdout == "[]\n"
    command(project, "build", "--format", "md")
    swap(project / OWN, "share much lamp oil", "share all lamp oil")
    run = command(project, "diff")
    assert "share {+much +}lamp oil" in run.stdout.replace("\u00a0", " ")
    assert run.returncode == 1
    swap(project / OWN, "share all lamp oil", "share {all} lamp oil")
    run = command(project, "diff")
    assert (run.returncode, "stray-brace" in run.stderr) == (1, True)
    assert command(project, "diff", "--from", "2019-01-01").returncode == 1


def test_what_was_not_built(project: Path) -> None:
    """A note of which nothing is built is told."""
    run = command(project, "diff", "zubrowka")
    assert (run.returncode, run.stderr.splitlines()[0]) == (
        1,
        "error[not-built]: nothing is built of 'zubrowka'",
    )


def test_a_damaged_manifest_is_told(project: Path) -> None:
    """A manifest that can't be read is a message with what to do."""
    command(project, "build", "--format", "md")
    swap(project / OWN, "share lamp oil", "share much lamp oil")
    command(project, "build", "--format", "md")
    (project / "build/internal/zubrowka/manifest.json").write_text("{", encoding="utf-8")
    run = command(project, "diff")
    assert (run.returncode, "error[damaged-manifest]" in run.stderr, "Traceback" in run.stderr) == (
        1,
        True,
        False,
    )


def test_since_a_revision(kept: Path) -> None:
    """Facts now are compared with those of a revision, whatever was built."""
    assert command(kept, "diff", "--since", "HEAD").stdout == "Nothing differs.\n"
    swap(kept / OWN, "share lamp oil", "share much lamp oil")
    assert differing(command(kept, "diff", "--since", "HEAD", "--format", "json")) == [
        ("zubrowka", [("changed", "zubrowka/oil")])
    ]


def test_partners_that_came_and_went(kept: Path) -> None:
    """A partner that was not there before has all its facts added; one that is gone has them removed."""
    second_partner(kept)
    found = dict(differing(command(kept, "diff", "--since", "HEAD", "--format", "json")))
    assert {what for what, _ in found["freedonia"]} == {"added"}
    git(kept, "add", "-A")
    git(kept, "commit", "-qm", "Freedonia")
    shutil.rmtree(kept / "facts/freedonia")
    found = dict(differing(command(kept, "diff", "--since", "HEAD", "--format", "json")))
    assert list(found) == ["freedonia"]
    assert {what for what, _ in found["freedonia"]} == {"no longer told"}


def test_a_project_in_a_folder_of_its_repository(tmp_path: Path, project: Path) -> None:
    """A project need not be at the top of its repository."""
    top = tmp_path / "top"
    shutil.copytree(project, top / "desk" / "briefings")
    git(top, "init", "-q")
    git(top, "add", "-A")
    git(top, "commit", "-qm", "Facts")
    swap(top / "desk/briefings" / OWN, "share lamp oil", "share much lamp oil")
    assert differing(command(top / "desk/briefings", "diff", "--since", "HEAD", "--format", "json")) == [
        ("zubrowka", [("changed", "zubrowka/oil")])
    ]


@pytest.mark.parametrize("revision", ["nonsense", "HEAD~9", "-v", "--output=stolen", ""])
def test_what_is_no_revision(kept: Path, revision: str) -> None:
    """What git does not know, and what it could take for an option, is told in one line."""
    run = command(kept, "diff", f"--since={revision}")
    if revision == "":
        assert run.returncode in (0, 1)
    else:
        assert (run.returncode, run.stdout) == (1, "")
        assert run.stderr.startswith("error[no-revision]: ")
    assert "Traceback" not in run.stderr
    assert not (kept / "stolen").exists()


def test_no_git(kept: Path, tmp_path: Path) -> None:
    """Without git there is a message with what to do instead."""
    run = command(kept, "diff", "--since", "HEAD", env={"PATH": str(tmp_path)})
    assert (run.returncode, run.stderr.splitlines()) == (
        1, ["error[no-git]: git is not installed", "  hint: compare days with --from"],
    )  # fmt: skip


def test_no_repository(project: Path) -> None:
    """Facts that are not in git have no revisions."""
    run = command(project, "diff", "--since", "HEAD", env={"GIT_CEILING_DIRECTORIES": str(project.parent)})
    assert (run.returncode, run.stderr.startswith("error[no-revision]: git has no facts of 'HEAD'")) == (
        1,
        True,
    )


def test_two_days(project: Path) -> None:
    """The same facts on two days: what began, what ended, what fell due."""
    run = command(project, "diff", "--from", "2014-06-01", "--to", "2015-06-01", "--format", "json")
    ((_, facts),) = differing(run)
    assert ("began", "shared/keeper-agatha") in facts
    assert ("ended", "shared/keeper-gustave") in facts
    later = differing(
        command(project, "diff", "--from", "2020-01-01", "--to", "2023-01-01", "--format", "json")
    )
    assert "fallen due" in {what for _, facts in later for what, _ in facts}
    assert (
        command(project, "diff", "--from", "2019-06-01", "--to", "2019-06-02").stdout == "Nothing differs.\n"
    )


@pytest.mark.parametrize("options", [("--from", "2019-01-01"), ("--since", "HEAD")])
def test_a_partner_that_there_is_not(kept: Path, options: tuple[str, ...]) -> None:
    """A name that is no partner is told, with the nearest one."""
    run = command(kept, "diff", "zubrovka", *options)
    assert (run.returncode, run.stderr.splitlines()) == (
        1, ["error[unknown-partner]: there is no partner 'zubrovka'", "  hint: did you mean zubrowka?"],
    )  # fmt: skip
