"""Tests of `verify`: it finds every changed output, and reports whether outputs still match the facts."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING

import pytest

from briefings.build.request import SetName
from briefings.build.store import OutputStore
from briefings.diff.verify import verify_files
from tests.support.builds import add_second_partner, build, replace_once, run_briefings, set_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.commands import CommandResult

    Command = Callable[..., CommandResult]

OWN = "facts/zubrowka/zubrowka.yaml"


def states_by_file(project: Path) -> dict[str, str]:
    """Return the states of all files, by name."""
    return {finding.path.name: finding.state for finding in verify_files(project / "build", ())}


INTACT = dict.fromkeys(("zubrowka.en.md", "zubrowka.en.html", "zubrowka.en.pdf", "manifest.json"), "intact")


def test_what_was_written_is_intact(project: Path) -> None:
    """Of a set as it was written, with links or without, nothing is to be said."""
    build(project)
    assert states_by_file(project) == INTACT
    files = set_files(project)
    shutil.rmtree(project / "build")
    OutputStore(project / "build/internal", can_link=False).publish(SetName("zubrowka"), files)
    assert states_by_file(project) == INTACT


@pytest.mark.parametrize("links", [True, False])
def test_any_flipped_byte_is_found(project: Path, links: bool) -> None:
    """A byte changed anywhere, in the manifest too, is found, and the file is named."""
    build(project)
    files = set_files(project)
    shutil.rmtree(project / "build")
    OutputStore(project / "build/internal", can_link=links).publish(SetName("zubrowka"), files)
    dice = random.Random(1)
    total = [(name, place) for name, data in files.items() for place in range(len(data))]
    for name, place in dice.sample(total, 40) + [
        ("manifest.json", n) for n in range(0, len(files["manifest.json"]), 211)
    ]:
        path = project / "build/internal/zubrowka" / name
        data = bytearray(files[name])
        data[place] ^= 1 << dice.randrange(8)
        path.write_bytes(data)
        found = states_by_file(project)
        assert {state for state in found.values() if state != "intact"}, (name, place)
        assert name == "manifest.json" or found[name] == "changed since it was built"
        path.write_bytes(files[name])
    assert states_by_file(project) == INTACT


@pytest.mark.parametrize("name", INTACT)
def test_a_missing_file_is_found(project: Path, name: str) -> None:
    """A file that was deleted is missing."""
    build(project)
    (project / "build/internal/zubrowka" / name).unlink()
    assert states_by_file(project)[name] == "missing"


def test_a_file_too_many_is_found(project: Path) -> None:
    """A file that nobody wrote here is one too many; so is a folder."""
    build(project)
    (project / "build/internal/zubrowka/x.pdf").write_bytes(b"%PDF")
    (project / "build/internal/zubrowka/y").mkdir()
    assert states_by_file(project) == {**INTACT, "x.pdf": "extra", "y": "extra"}


def test_a_set_that_was_exchanged_is_found(project: Path) -> None:
    """A set whose link leads elsewhere is not the one written, though each of its files may be."""
    build(project)
    place = project / "build/internal/zubrowka"
    shutil.copytree(place, project / "elsewhere")
    place.unlink()
    place.symlink_to(project / "elsewhere")
    assert states_by_file(project) == {"zubrowka": "changed since it was built"}
    place.unlink()
    assert states_by_file(project) == {"zubrowka": "missing"}


def test_a_file_exchanged_for_a_link_is_found(project: Path) -> None:
    """A link to the same bytes is not the file that was written."""
    build(project)
    path = project / "build/internal/zubrowka/zubrowka.en.md"
    path.rename(project / "moved.md")
    path.symlink_to(project / "moved.md")
    assert states_by_file(project)["zubrowka.en.md"] == "changed since it was built"


def test_the_command(project: Path, briefings: Command) -> None:
    """One line says that all is well; otherwise what is not is named, and nothing else."""
    verify = ("verify", "--project", project)
    unbuilt = briefings(*verify)
    assert (unbuilt.code, unbuilt.out, unbuilt.err.splitlines()[0]) == (
        1,
        "",
        "error[not-built]: no notes are built yet",
    )
    briefings("build", "--project", project, "--format", "md")
    clean = briefings(*verify)
    assert (clean.code, clean.out) == (0, "1 file intact; 1 set of notes matches the facts.\n")
    replace_once(project / OWN, "share lamp oil", "share much lamp oil")
    stale = briefings(*verify, "zubrowka")
    assert (stale.code, stale.out) == (
        1,
        "zubrowka: no longer matches the facts: fact zubrowka/oil changed\n",
    )
    assert "did you mean zubrowka?" in briefings(*verify, "zubrovka").err


def test_a_note_with_options_is_not_stale_for_that(project: Path) -> None:
    """A note is looked at with the occasion, contacts, formats and day with which it was made."""
    add_second_partner(project)
    run_briefings(
        project, "build", "zubrowka", "--occasion", "Visit to Lutz", "--contacts", "all", "--format", "md"
    )
    run_briefings(
        project, "build", "freedonia", "--as-of", "2011-06-23", "--contacts", "0", "--format", "html"
    )
    found = run_briefings(project, "verify")
    assert (found.returncode, found.stdout) == (0, "2 files intact; 2 sets of notes match the facts.\n")
    replace_once(project / OWN, "share lamp oil", "share much lamp oil")
    found = run_briefings(project, "verify")
    assert (found.returncode, found.stdout) == (
        1, "zubrowka: no longer matches the facts: fact zubrowka/oil changed\n",
    )  # fmt: skip


def test_what_was_never_built(project: Path) -> None:
    """A name of which nothing is built is told with what to do."""
    run_briefings(project, "build", "--format", "md")
    add_second_partner(project)
    run = run_briefings(project, "verify", "freedonia")
    assert (run.returncode, run.stderr.splitlines()) == (
        1, ["error[not-built]: notes on 'freedonia' are not built yet", "  hint: run `briefings build` first"],
    )  # fmt: skip


def test_a_set_that_was_taken_away_can_be_forgotten(project: Path) -> None:
    """Whoever deletes the folder of a set is told how to have it again and how to be rid of it, and both work."""
    run_briefings(project, "build", "--format", "md")
    for day in ("2019-06-01", "2019-06-02"):
        run_briefings(project, "build", "--format", "md", "--as-of", day)
    run_briefings(project, "build", "--format", "md")
    assert run_briefings(project, "verify").returncode == 0
    for name in ("zubrowka@2019-06-01", "zubrowka@2019-06-02"):
        (project / "build/internal" / name).unlink()
    run = run_briefings(project, "verify")
    assert run.returncode == 1
    assert (
        "build/internal/zubrowka@2019-06-01: missing; `briefings build zubrowka --as-of 2019-06-01` rebuilds it; "
        "`briefings build` forgets it\n"
    ) in run.stdout
    run_briefings(project, "build", "zubrowka", "--format", "md", "--as-of", "2019-06-01")
    assert "zubrowka@2019-06-02" not in run_briefings(project, "verify").stdout
    (project / "build/internal/zubrowka@2019-06-01").unlink()
    assert (
        "zubrowka@2019-06-01: would be forgotten; its folder was deleted"
        in run_briefings(project, "build", "--format", "md", "--check").stderr
    )
    assert (
        "zubrowka@2019-06-01: forgotten; its folder was deleted"
        in run_briefings(project, "build", "--format", "md").stderr
    )
    assert run_briefings(project, "verify").returncode == 0
    assert not (project / "build/internal/.sets/zubrowka@2019-06-01").exists()
    (project / "build/internal/zubrowka").unlink()
    run = run_briefings(project, "verify")
    assert "build/internal/zubrowka: missing; `briefings build zubrowka` rebuilds it\n" in run.stdout
    run_briefings(project, "build", "zubrowka", "--format", "md")
    assert run_briefings(project, "verify").returncode == 0


@pytest.mark.parametrize("links", [True, False])
def test_what_else_stands_in_the_place_of_a_set_is_not_forgotten(project: Path, links: bool) -> None:
    """A folder, file or link that is none of ours is left, and so is what is kept of the set that was there."""
    build(project, dated=True, formats=("md",))
    place = project / "build/internal/zubrowka@2019-06-01"
    place.unlink()
    if links:
        place.symlink_to("nowhere")
    else:
        place.mkdir()
    assert build(project, formats=("md",)).forgotten_sets == []
    assert place.is_symlink() == links
    assert states_by_file(project)["zubrowka@2019-06-01"] == "changed since it was built"
