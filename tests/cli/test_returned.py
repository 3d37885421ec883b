"""Tests of `build --copy review` and `returned`: the round trip as a desk makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docx.oxml.ns import qn

from tests.support.word import control_of, open_word, save_word

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.commands import CommandResult

AS_OF = ("--as-of", "2019-06-01")


def test_a_copy_goes_out_and_comes_back(
    briefings: Callable[..., CommandResult], project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The desk makes a review copy, a reviewer edits it, and the desk reads what to change in which file."""
    monkeypatch.chdir(project)
    made = briefings("build", "zubrowka", *AS_OF, "--copy", "review")
    name = "build/internal/zubrowka@2019-06-01/zubrowka.en.2019-06-01.review.docx"
    assert made.out == f"{name}\n"
    unchanged = briefings("returned", name)
    assert unchanged.out.endswith(": 0 changed, 0 struck, 0 moved, 0 added, 0 comments\n")
    file = open_word((project / name).read_bytes())
    control = next(item for item in file.element.body.iter(qn("w:sdt")) if control_of(file, "oil") is item)
    next(control.iter(qn("w:t"))).text = "Lamps burn butter."
    (project / "back.docx").write_bytes(save_word(file))
    before = sorted(path for path in project.rglob("*"))
    told = briefings("returned", "back.docx")
    assert told.code == 0
    assert (
        ": 1 changed, 0 struck, 0 moved, 0 added, 0 comments\n\nchanged under 'Key areas of cooperation':\n  - "
        in told.out
    )
    assert "\n  + Lamps burn butter.\n  fact: zubrowka/oil (facts/zubrowka/zubrowka.yaml:" in told.out
    assert sorted(path for path in project.rglob("*")) == before
    proposed = briefings("returned", "back.docx", "--propose")
    assert proposed.out == told.out
    assert "0 proposals added" in proposed.err  # the remark behind the text is gone as well
    next(control.iter(qn("w:t"))).text = "The two sides share wicks. (Last attested 3 February 2019.)"
    (project / "back.docx").write_bytes(save_word(file))
    proposed = briefings("returned", "back.docx", "--propose")
    assert "proposed: zubrowka/oil-returned, in place of zubrowka/oil (facts/zubrowka/" in proposed.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--copy", "review", "--format", "pdf"), "a review copy is a Word file; leave out --format pdf"),
        (("--copy", "draft"), "'draft' is neither a number from 1 nor 'review'"),
        (("--copy", "0"), "'0' is neither a number from 1 nor 'review'"),
    ],
)
def test_a_wrong_copy_is_refused(
    words: tuple[str, ...], message: str, briefings: Callable[..., CommandResult], project: Path
) -> None:
    """The message says what a copy can be."""
    result = briefings("build", "--project", project, *words)
    assert result.code == 2
    assert message in " ".join(result.err.split())


def test_what_is_no_review_copy(briefings: Callable[..., CommandResult], project: Path) -> None:
    """Any other file gets one located error."""
    path = project / "letter.docx"
    path.write_bytes(b"Dear colleague")
    result = briefings("returned", path, "--project", project)
    assert result.code == 1
    assert "letter.docx" in result.err
    assert "error[word-file]: the file is not a Word file" in result.err
