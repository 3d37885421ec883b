"""Tests of the addendum: the same title, only new information, every line cited."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from briefings.build.lock import hold_lock
from tests.support.builds import REPOSITORY, replace_once, run_briefings, set_files
from tests.support.tools import NO_FINDINGS, browser_findings, pdf_text, pdf_ua_findings

if TYPE_CHECKING:
    from pathlib import Path

OWN = "facts/zubrowka/zubrowka.yaml"


def test_an_addendum_in_all_formats(project: Path, tmp_path: Path) -> None:
    """What is new since the note went out, with its sources, under the title of the note; PDF and HTML are accessible."""
    run_briefings(project, "build", "--format", "md")
    replace_once(project / OWN, "share lamp oil", "share much lamp oil")
    run_briefings(project, "build", "--format", "md")
    run = run_briefings(project, "diff", "--addendum")
    assert (run.returncode, run.stdout.splitlines()) == (
        0, [f"build/internal/zubrowka@addendum/zubrowka.en.addendum.{form}" for form in ("md", "html", "pdf")],
    )  # fmt: skip
    files = set_files(project, "zubrowka@addendum")
    text = files["zubrowka.en.addendum.md"].decode().replace("\u00a0", " ")
    title = next(
        line for line in set_files(project)["zubrowka.en.md"].decode().splitlines() if line.startswith("# ")
    )
    assert f"# Addendum: {title[2:]}" in text
    assert (
        "- The two sides share much lamp oil. (Last attested 3 February 2019; confirmation due.)[^1]" in text
    )
    assert "[^1]: Alpine Herald, “A visit in the snow”" in text or "[^1]:" in text
    assert "Keeper of the League" not in text
    assert pdf_ua_findings(files["zubrowka.en.addendum.pdf"]) == []
    pdf = tmp_path / "a.pdf"
    pdf.write_bytes(files["zubrowka.en.addendum.pdf"])
    assert "share much lamp oil" in pdf_text(pdf)
    page = tmp_path / "a.html"
    page.write_bytes(files["zubrowka.en.addendum.html"])
    assert browser_findings([page]) == {page: NO_FINDINGS}
    assert run_briefings(project, "verify").returncode == 0


def test_headings_read_as_in_the_note(project: Path) -> None:
    """What is new stands under its heading as the note has it, also where that names a body; so does what differs."""
    visits = """\
contacts:
- {id: porters, on: 2019-05-02, form: visit, with: embassy-grand-fenwick, place: Lutz, evidence: [alpine-herald-2019]}
"""
    more = project / "facts/zubrowka/more.yaml"
    more.write_text(f"marking: PUBLIC\n{visits}", encoding="utf-8")
    run_briefings(project, "build", "--format", "md")
    replace_once(more, "place: Lutz", "place: Nebelsbad")
    run_briefings(project, "build", "--format", "md")
    assert (
        "  With the Embassy of Grand Fenwick\n    2 May 2019 · Visit, [-Lutz-]{+Nebelsbad+}"
        in run_briefings(project, "diff", "zubrowka").stdout.replace("\u00a0", " ")
    )
    assert run_briefings(project, "diff", "--addendum").returncode == 0
    text = set_files(project, "zubrowka@addendum")["zubrowka.en.addendum.md"].decode().replace("\u00a0", " ")
    assert "## With the Embassy of Grand Fenwick\n\n- 2 May 2019 · Visit, Nebelsbad[^" in text


def test_facts_that_changed_after_the_note(project: Path) -> None:
    """An addendum to a note that is not up to date would leave something out: it is refused."""
    run_briefings(project, "build", "--format", "md")
    replace_once(project / OWN, "share lamp oil", "share much lamp oil")
    run_briefings(project, "build", "--format", "md")
    replace_once(project / OWN, "share much lamp oil", "share no lamp oil")
    run = run_briefings(project, "diff", "--addendum")
    assert (run.returncode, run.stdout, run.stderr.splitlines()[0]) == (
        1, "", "error[not-current]: the facts changed after the note on zubrowka was built",
    )  # fmt: skip


def test_an_addendum_waits_for_a_build(project: Path) -> None:
    """What a build is at work on is not written to by another command: that one says for whom it waits."""
    run_briefings(project, "build", "--format", "md")
    replace_once(project / OWN, "share lamp oil", "share much lamp oil")
    run_briefings(project, "build", "--format", "md")
    # A lock of a process is free to that process itself, so that another one has to ask for it.
    with hold_lock(project / "build/.lock", print), subprocess.Popen(
        [sys.executable, "-m", "briefings", "diff", "--addendum"], cwd=project,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)}, stderr=subprocess.PIPE, encoding="utf-8",
    ) as waiting:  # fmt: skip
        assert waiting.stderr is not None
        line = waiting.stderr.readline()
        is_written = (project / "build/internal/zubrowka@addendum").exists()
        waiting.kill()
    assert (line, is_written) == (
        f"waiting for another build in this folder (process {os.getpid()})\n",
        False,
    )


def test_nothing_to_add(project: Path) -> None:
    """Where nothing is new there is no addendum."""
    run_briefings(project, "build", "--format", "md")
    assert run_briefings(project, "diff", "--addendum").stdout == ""
    assert not (project / "build/internal/zubrowka@addendum").exists()
