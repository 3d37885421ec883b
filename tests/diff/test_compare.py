"""Tests of the states to compare: outputs, facts in a git history, two days."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefings.diff import compare
from briefings.project import Project
from tests.support.builds import DAY, add_second_partner, build, folder_snapshot, replace_once, run_briefings
from tests.support.notes import make_request, use_packaged_brief

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefings.build.comparison import Comparison
    from tests.support.commands import CommandResult

    Command = Callable[..., CommandResult]

GIT = shutil.which("git") or "git"
OWN = "facts/zubrowka/zubrowka.yaml"


def run_git(folder: Path, *arguments: str) -> None:
    """Run git with the name of an author."""
    who = ["-c", "user.name=Desk", "-c", "user.email=desk@valleys.example", "-c", "commit.gpgsign=false"]
    subprocess.run([GIT, "-C", folder, *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def git_project(project: Path) -> Path:
    """Return a project whose facts are in git."""
    run_git(project, "init", "-q")
    run_git(project, "add", "-A")
    run_git(project, "commit", "-qm", "Facts")
    return project


def changed_facts(run: subprocess.CompletedProcess[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the changes of each note in a JSON comparison: facts by kind of change."""
    assert run.returncode == 0, run.stderr
    return [
        (note["name"], [(fact["what"], fact["key"]) for fact in note["facts"]])
        for note in json.loads(run.stdout)
    ]


def test_the_last_two_states_of_the_outputs(project: Path) -> None:
    """Without options the note as it is is compared with the one before; word for word."""
    run_briefings(project, "build", "--format", "md")
    once = run_briefings(project, "diff")
    assert (once.returncode, once.stdout, once.stderr) == (1, "", "zubrowka: no earlier state\n")
    replace_once(project / OWN, "share lamp oil", "share much lamp oil")
    run_briefings(project, "build", "--format", "md")
    lines = run_briefings(project, "diff", "zubrowka").stdout.splitlines()
    assert [line.replace("\u00a0", " ") for line in lines[1:]] == [
        "  changed: zubrowka/oil (cooperation: The two sides share much lamp oil. (Last attested 3 February 2019; confirmation due.))",
        "  Key areas of cooperation",
        "    The two sides share {+much +}lamp oil. (Last attested 3 February 2019; confirmation due.)",
        "  Open questions",
        "    The two sides share {+much +}lamp oil. · 3 February 2019 · 3 February 2022",
        "Changed notes: zubrowka.",
    ]


def test_outputs_that_are_out_of_date_are_told(project: Path) -> None:
    """That nothing differs is not said of notes whose facts have changed since; nor where these can't be read."""
    run_briefings(project, "build", "--format", "md")
    replace_once(project / OWN, "share lamp oil", "share much lamp oil")
    run = run_briefings(project, "diff", "zubrowka")
    assert (run.returncode, run.stdout, run.stderr) == (
        1,
        "",
        (
            "zubrowka: no earlier state\n"
            "error[not-current]: zubrowka is out of date: fact zubrowka/oil changed\n"
            "  hint: run `briefings build zubrowka` first; `briefings diff --preview` shows what it will change\n"
        ),
    )
    assert run_briefings(project, "diff", "--format", "json").stdout == "[]\n"
    run_briefings(project, "build", "--format", "md")
    replace_once(project / OWN, "share much lamp oil", "share all lamp oil")
    run = run_briefings(project, "diff")
    assert "share {+much +}lamp oil" in run.stdout.replace("\u00a0", " ")
    assert run.returncode == 1
    replace_once(project / OWN, "share all lamp oil", "share {all} lamp oil")
    run = run_briefings(project, "diff")
    assert (run.returncode, "stray-brace" in run.stderr) == (1, True)
    assert run_briefings(project, "diff", "--from", "2019-01-01").returncode == 1


def test_what_was_not_built(project: Path) -> None:
    """A note of which nothing is built is told."""
    run = run_briefings(project, "diff", "zubrowka")
    assert (run.returncode, run.stderr.splitlines()[0]) == (
        1,
        "error[not-built]: notes on 'zubrowka' are not built yet",
    )


def test_a_damaged_manifest_is_told(project: Path) -> None:
    """A manifest that can't be read is a message with what to do."""
    run_briefings(project, "build", "--format", "md")
    replace_once(project / OWN, "share lamp oil", "share much lamp oil")
    run_briefings(project, "build", "--format", "md")
    (project / "build/internal/zubrowka/manifest.json").write_text("{", encoding="utf-8")
    run = run_briefings(project, "diff")
    assert (run.returncode, "error[damaged-manifest]" in run.stderr, "Traceback" in run.stderr) == (
        1,
        True,
        False,
    )


def test_since_a_revision(git_project: Path) -> None:
    """Facts now are compared with those of a revision, whatever was built."""
    assert run_briefings(git_project, "diff", "--since", "HEAD").stdout == "No changes.\n"
    replace_once(git_project / OWN, "share lamp oil", "share much lamp oil")
    assert changed_facts(run_briefings(git_project, "diff", "--since", "HEAD", "--format", "json")) == [
        ("zubrowka", [("changed", "zubrowka/oil")])
    ]


def test_a_translation_changes_no_note_in_another_language(git_project: Path) -> None:
    """A translation that the note does not print changes nothing in it: a first one, a second one, or new words of one."""
    text = "text: The two sides share lamp oil."
    replace_once(git_project / OWN, text, "text: {en: The two sides share lamp oil., fr: De l’huile.}")
    assert run_briefings(git_project, "diff", "--since", "HEAD").stdout == "No changes.\n"
    run_git(git_project, "commit", "-qam", "French")
    replace_once(git_project / OWN, "fr: De l’huile.", "fr: De l’huile de lampe., de: Öl.")
    assert run_briefings(git_project, "diff", "--since", "HEAD").stdout == "No changes.\n"
    replace_once(git_project / OWN, "share lamp oil", "share much lamp oil")
    assert changed_facts(run_briefings(git_project, "diff", "--since", "HEAD", "--format", "json")) == [
        ("zubrowka", [("changed", "zubrowka/oil")])
    ]


def test_partners_that_came_and_went(git_project: Path) -> None:
    """A partner that was not there before has all its facts added; one that is gone has them removed."""
    add_second_partner(git_project)
    found = dict(changed_facts(run_briefings(git_project, "diff", "--since", "HEAD", "--format", "json")))
    assert {what for what, _ in found["freedonia"]} == {"added"}
    run_git(git_project, "add", "-A")
    run_git(git_project, "commit", "-qm", "Freedonia")
    shutil.rmtree(git_project / "facts/freedonia")
    found = dict(changed_facts(run_briefings(git_project, "diff", "--since", "HEAD", "--format", "json")))
    assert list(found) == ["freedonia"]
    assert {what for what, _ in found["freedonia"]} == {"no longer stated"}


def test_a_project_in_a_folder_of_its_repository(tmp_path: Path, project: Path) -> None:
    """A project need not be at the top of its repository."""
    top = tmp_path / "top"
    shutil.copytree(project, top / "desk" / "briefings")
    run_git(top, "init", "-q")
    run_git(top, "add", "-A")
    run_git(top, "commit", "-qm", "Facts")
    replace_once(top / "desk/briefings" / OWN, "share lamp oil", "share much lamp oil")
    assert changed_facts(
        run_briefings(top / "desk/briefings", "diff", "--since", "HEAD", "--format", "json")
    ) == [("zubrowka", [("changed", "zubrowka/oil")])]


@pytest.mark.parametrize("revision", ["nonsense", "HEAD~9", "-v", "--output=stolen", ""])
def test_what_is_no_revision(git_project: Path, revision: str) -> None:
    """What git does not know, and what it could take for an option, is told in one line."""
    run = run_briefings(git_project, "diff", f"--since={revision}")
    if revision == "":
        assert run.returncode in (0, 1)
    else:
        assert (run.returncode, run.stdout) == (1, "")
        assert run.stderr.startswith("error[no-revision]: ")
    assert "Traceback" not in run.stderr
    assert not (git_project / "stolen").exists()


def test_no_git(git_project: Path, tmp_path: Path) -> None:
    """Without git there is a message with what to do instead."""
    run = run_briefings(git_project, "diff", "--since", "HEAD", env={"PATH": str(tmp_path)})
    assert (run.returncode, run.stderr.splitlines()) == (
        1, ["error[no-git]: git is not installed", "  hint: compare days with --from"],
    )  # fmt: skip


def test_no_repository(project: Path) -> None:
    """Facts that are not in git have no revisions."""
    run = run_briefings(
        project, "diff", "--since", "HEAD", env={"GIT_CEILING_DIRECTORIES": str(project.parent)}
    )
    assert (run.returncode, run.stderr.startswith("error[no-revision]: git has no facts of 'HEAD'")) == (
        1,
        True,
    )


def test_two_days(project: Path) -> None:
    """The same facts on two days: what began, what ended, what fell due."""
    run = run_briefings(project, "diff", "--from", "2014-06-01", "--to", "2015-06-01", "--format", "json")
    ((_, facts),) = changed_facts(run)
    assert ("began", "shared/keeper-agatha") in facts
    assert ("ended", "shared/keeper-gustave") in facts
    later = changed_facts(
        run_briefings(project, "diff", "--from", "2020-01-01", "--to", "2023-01-01", "--format", "json")
    )
    assert "overdue" in {what for _, facts in later for what, _ in facts}
    assert (
        run_briefings(project, "diff", "--from", "2019-06-01", "--to", "2019-06-02").stdout == "No changes.\n"
    )


def test_what_the_earlier_note_announced_began(project: Path) -> None:
    """An agreement that stood in the earlier note as one to come has begun, and is not merely confirmed."""
    (project / "facts/zubrowka/cranes.yaml").write_text(
        "marking: PUBLIC\nagreements:\n"
        "- {id: cranes, valid: 2019-03-01/, title: Agreement on Cranes, evidence: [alpine-herald-2019]}\n",
        "utf-8",
    )
    use_packaged_brief(project)
    run = run_briefings(project, "diff", "--from", "2019-02-10", "--to", "2019-03-02", "--format", "json")
    assert ("began", "zubrowka/cranes") in changed_facts(run)[0][1]
    told = run_briefings(project, "why", "zubrowka/cranes", "--as-of", "2019-02-10").stdout
    assert "On 2019-02-10: is ahead" in told


@pytest.mark.parametrize("options", [("--from", "2019-01-01"), ("--since", "HEAD")])
def test_a_partner_that_there_is_not(git_project: Path, options: tuple[str, ...]) -> None:
    """A name that is no partner is told, with the nearest one."""
    run = run_briefings(git_project, "diff", "zubrovka", *options)
    assert (run.returncode, run.stderr.splitlines()) == (
        1, ["error[unknown-partner]: unknown partner 'zubrovka'", "  hint: did you mean zubrowka?"],
    )  # fmt: skip


# --- each note by itself -------------------------------------------------------------------------


def test_each_note_has_its_own_earlier_state(project: Path) -> None:
    """A build of another product, or of the same notes again, takes nothing from what a note said before."""
    add_visits(project)
    build(project, formats=("md",), products=("brief", "desk"))
    build(project, formats=("md",), subjects=("zubrowka",), products=("scenario",), about="lutz-2019")
    replace_once(project / OWN, "share lamp oil", "share much lamp oil")
    build(project, formats=("md",))
    build(project, formats=("md",), products=("card",))
    build(project, formats=("md",), products=("card",), occasion="A call")
    comparisons, alone = compare_notes(project)
    assert [each.name for each in comparisons if each] == ["zubrowka", "zubrowka desk"]
    assert "zubrowka card" in alone
    assert "zubrowka scenario lutz-2019" in alone
    replace_once(project / OWN, "share much lamp oil", "share lamp oil")
    build(project, formats=("md",))
    [(again, _)] = [(each.lines, each) for each in compare_notes(project, products=("desk",))[0]]
    assert [(line.after, line.before) for line in again] == [
        (line.before, line.after)
        for each in comparisons
        if each.note.product == "desk"
        for line in each.lines
    ]


def test_a_note_on_a_visit(project: Path) -> None:
    """A visit that moved is a change of its note, in the build folder, in a preview and against a revision."""
    path = add_visits(project)
    run_git(project, "init", "-q")
    run_git(project, "add", "-A")
    run_git(project, "commit", "-qm", "Facts")
    asked: dict[str, Any] = {"subjects": ("zubrowka",), "products": ("scenario",), "about": "lutz-2019"}
    build(project, formats=("md",), **asked)
    text = path.read_text("utf-8")
    path.write_text(text.replace("where: Lutz station", "where: Upper Lutz"), "utf-8")
    home, request = Project(project, project), make_request(("zubrowka",), DAY, about="lutz-2019")
    [preview], new = compare.compare_preview(home, project / "build", request)
    assert (preview.name, bool(preview.lines), new) == ("zubrowka scenario lutz-2019", True, [])
    [since] = compare.compare_revision(home, project / "build", request, "HEAD")
    assert since.lines == preview.lines
    build(project, formats=("md",), **asked)
    assert compare_notes(project, about="lutz-2019")[0][0].lines == preview.lines
    path.unlink()
    [gone] = compare.compare_revision(home, project / "build", request, "HEAD")
    assert all(change.after is None for change in gone.lines)


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("zubrovka",), 1, "did you mean zubrowka?"),
        (("--product", "card"), 1, "error[not-built]: notes on 'all.card' are not built yet"),
        (("--about", "nobody"), 1, "error[unknown-note]: there is no note about 'nobody'"),
        (("--about", "nobody", "--since", "HEAD"), 1, "error[unknown-note]"),
        (("--preview", "--from", "2019-01-01"), 2, "can't be combined"),
        (("zubrowka", "--since", "HEAD", "--product", "scenario"), 1, "error[no-subject]"),
    ],
)
def test_what_can_not_be_compared(
    git_project: Path, briefings: Command, words: tuple[str, ...], code: int, message: str
) -> None:
    """A note that is not there is never said to be without changes."""
    build(git_project, formats=("md",))
    ran = briefings("diff", *words, "--project", git_project)
    assert (ran.code, message in ran.err, ran.out) == (code, True, "")


def test_a_preview_writes_nothing(project: Path, briefings: Command) -> None:
    """What will change in the sentences is shown before anything is built."""
    build(project, formats=("md",))
    replace_once(project / OWN, "share lamp oil", "share much lamp oil")
    (project / "facts/notes.yaml").write_text("notes:\n- {partner: all, products: [card]}\n", "utf-8")
    before = folder_snapshot(project / "build/internal")
    ran = briefings("diff", "--preview", "--project", project)
    assert "share {+much +}lamp oil" in ran.out.replace("\u00a0", " ")
    assert (ran.code, ran.err) == (0, "zubrowka card: new; a build makes it\n")
    assert folder_snapshot(project / "build/internal") == before


def add_visits(project: Path) -> Path:
    """Add some visits to the facts of a project, and return their file."""
    return Path(
        shutil.copy(
            Path(__file__).parent.parent / "cases/visits.yaml", project / "facts/zubrowka/visits.yaml"
        )
    )


def compare_notes(project: Path, **asked: Any) -> tuple[list[Comparison], list[str]]:  # noqa: ANN401 - of `make_request`
    """Compare the notes of a project with their earlier states."""
    return compare.compare_builds(
        Project(project, project), project / "build", make_request((), DAY, **asked)
    )
