"""Tests of the first page of an edition that is superseded: it says what was issued, below marking and banner."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest

from briefings.build.plan import BuildOptions
from briefings.cli import main
from briefings.editions import banner
from briefings.editions.banner import banner_files
from briefings.editions.issue import IssueRequest, issue_note
from briefings.model.diagnostics import BriefingsError
from briefings.project import Project
from tests.support.builds import DAY, InlineExecutor, append_text, replace_once
from tests.support.commands import run_line
from tests.support.faults import ProcessKilled, fail_nth_call
from tests.support.pdf_pages import read_pages
from tests.support.tools import pdf_ua_findings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.commands import CommandResult

    Command = Callable[..., CommandResult]

OWN = "facts/zubrowka/zubrowka.yaml"


@pytest.fixture
def editions_project(project: Path) -> Path:
    """Return a project with an edition."""
    append_text(project / "facts/house.yaml", 'reference: "LL/{year}/{number}"\n')
    issue(project)
    return project


def issue(project: Path) -> None:
    """Issue the brief as Markdown."""
    request = IssueRequest("zubrowka.brief", ("The Minister",), DAY, "internal", ("md",))
    issue_note(Project(project, project), request, BuildOptions(workers=InlineExecutor()))


@pytest.mark.slow
def test_the_banner_is_above_what_was_issued(
    editions_project: Path, tmp_path: Path, briefings: Command
) -> None:
    """Both files have marking, banner and the old words in this order, on one page; later words are not there."""
    replace_once(editions_project / OWN, "share lamp oil", "share candles")
    issue(editions_project)
    where = ("--project", editions_project, "--output", tmp_path / "out")
    ran = briefings("banner", "LL/2019/1", *where)
    assert (ran.code, ran.out.count("LL-2019-1.en.superseded.")) == (0, 2)
    page = (tmp_path / "out/LL-2019-1.en.superseded.html").read_text("utf-8")
    banner = "Superseded: see LL/2019/2"
    places = [page.index(words) for words in ('<p class="marking">', banner, "LL/2019/1", "share lamp oil")]
    assert places == sorted(places)
    assert "share candles" not in page
    pdf = (tmp_path / "out/LL-2019-1.en.superseded.pdf").read_bytes()
    [pdf_page] = read_pages(pdf)
    words = " ".join(word.text for word in pdf_page.words)
    places = [
        words.index(text) for text in ("PUBLIC", f"{banner} of 1 June 2019", "LL/2019/1", "share lamp oil")
    ]
    assert places == sorted(places)
    assert pdf_ua_findings(pdf) == []
    assert briefings("banner", "1", *where).code == 0


@pytest.mark.parametrize(
    ("number", "code"), [("LL/2019/1", "not-superseded"), ("1", "not-superseded"), ("7", "unknown-edition")]
)
def test_what_has_no_banner(editions_project: Path, number: str, code: str) -> None:
    """There is none for the latest edition of a note, nor for one that does not exist."""
    with pytest.raises(BriefingsError) as caught:
        banner_files(Project(editions_project, editions_project), number, DAY)
    assert [problem.code for problem in caught.value.diagnostics] == [code]


@pytest.mark.parametrize("fault", [OSError("disk full"), ProcessKilled()], ids=["fault", "killed"])
def test_a_banner_that_is_stopped_leaves_whole_files(
    fault: BaseException, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever call fails, or is the last one, each file is the old or the new one; the command then goes through."""
    old, new = dict.fromkeys(("a.html", "a.pdf"), b"old"), dict.fromkeys(("a.html", "a.pdf"), b"new")
    monkeypatch.setattr(banner, "banner_files", lambda *_: new)
    words = ["banner", "1", "--project", str(project), "--output", str(tmp_path)]
    for step in range(1, 50):
        for name, data in old.items():
            (tmp_path / name).write_bytes(data)
        with (
            fail_nth_call(monkeypatch, step, fault) as calls,
            contextlib.suppress(ProcessKilled, SystemExit),
        ):
            main(words)
        kept = {name: (tmp_path / name).read_bytes() for name in old}
        assert set(kept.values()) <= {b"old", b"new"}
        if len(calls) < step:
            break
        run_line(" ".join(words))
        assert {name: (tmp_path / name).read_bytes() for name in old} == new
    assert step > 4
