"""Tests of captures of sources: the text that is kept, the entry, and refusals."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefings.authoring.sources.capture import NewSource, capture_source
from briefings.factbase.load import load
from briefings.loading.captures import Captures
from briefings.model.diagnostics import BriefingsError
from briefings.model.markings import Marking
from tests.support.authoring import REVIEW_DAY
from tests.support.builds import folder_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefings.project import Project
    from tests.support.commands import CommandResult

NEW = NewSource("gazette", "On lamps", "Gazette: Valley", "2019-02")


@pytest.mark.parametrize(
    ("name", "data", "kept"),
    [
        ("page.txt", b"Lamps  are\r\nlit.\r\n", b"Lamps  are\r\nlit.\r\n"),
        ("page.md", b"# Lamps\n\nThey are *lit*.\n", b"# Lamps\n\nThey are *lit*.\n"),
        (
            "page.html",
            b"<head><title>x</title></head><script>y</script><p>Lamps are&nbsp;lit. Oil <b>is</b> dear.</p>",
            b"Lamps are lit.\nOil is dear.\n",
        ),
    ],
)
def test_a_text_is_captured(
    own_project: Project, tmp_path: Path, name: str, data: bytes, kept: bytes
) -> None:
    """Plain text is kept byte for byte, of a page its words; the entry has digest and day, and no other day is made up."""
    file = tmp_path / name
    file.write_bytes(data)
    before = (own_project.root / "facts/shared/shared.yaml").read_text("utf-8")
    text, path = capture_source(own_project, file, NEW, REVIEW_DAY)
    assert text == own_project.root / "captures/gazette.txt"
    assert text.read_bytes() == kept
    source = load(own_project.root).source("gazette")
    assert (source.publisher, str(source.published), source.retrieved) == ("Gazette: Valley", "2019-02", None)
    assert source.capture
    assert str(source.capture.captured_on) == "2020-02-03"
    assert Captures(own_project.root).text(source) == kept.decode()
    lines = path.read_text("utf-8").split("\n")
    at = source.location.line - 1
    assert "\n".join(lines[:at] + lines[at + 5 :]) == before


def test_a_partner_gets_a_file_of_sources_if_it_has_none(own_project: Project, tmp_path: Path) -> None:
    for path in (own_project.root / "facts/zubrowka").glob("*.yaml"):
        assert "\nsources:" not in path.read_text("utf-8")
    file = tmp_path / "page.txt"
    file.write_text("Lamps.", "utf-8")
    assert (
        capture_source(own_project, file, replace(NEW, folder="zubrowka"), REVIEW_DAY)[1].name
        == "sources.yaml"
    )
    assert load(own_project.root).source("gazette").marking == Marking("PUBLIC")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": "league-charter"}, "the id 'league-charter' is already used"),
        ({"id": "../gazette"}, "--id: "),
        ({"published": "yesterday"}, "--published: "),
        ({"folder": "zubrovka"}, "did you mean zubrowka?"),
    ],
)
def test_what_is_wrong_is_refused(
    own_project: Project, tmp_path: Path, change: dict[str, str], said: str
) -> None:
    """Nothing is written then."""
    file = tmp_path / "page.txt"
    file.write_text("Lamps.", "utf-8")
    before = folder_snapshot(own_project.root)
    with pytest.raises(BriefingsError) as caught:
        capture_source(own_project, file, replace(NEW, **change), REVIEW_DAY)
    assert said in str(caught.value)
    assert folder_snapshot(own_project.root) == before


def test_a_captured_text_is_never_overwritten(own_project: Project, tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text("Lamps.", "utf-8")
    (own_project.root / "captures").mkdir()
    (own_project.root / "captures/gazette.txt").write_text("Older lamps.", "utf-8")
    before = folder_snapshot(own_project.root)
    with pytest.raises(BriefingsError, match=r"captures/gazette.txt already exists"):
        capture_source(own_project, file, NEW, REVIEW_DAY)
    assert folder_snapshot(own_project.root) == before


def test_a_page_without_words_is_refused(own_project: Project, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("<script>y</script>", "utf-8")
    with pytest.raises(BriefingsError, match="has no words to read"):
        capture_source(own_project, file, NEW, REVIEW_DAY)


def test_all_that_is_missing_of_a_source_is_told_at_once(
    project: Path, tmp_path: Path, briefings: Callable[..., CommandResult]
) -> None:
    """Who leaves out several things is not asked for one after the other."""
    text = tmp_path / "article.txt"
    text.write_text("Lamps burn.", encoding="utf-8")
    run = briefings("source", "add", text, "--title", " ", "--publisher", "Herald", "--project", project)
    assert run.code == 2
    assert "a source needs an id, a title and a publisher; add --id, --title" in run.err


def test_what_the_checks_find_about_a_source_is_told(
    project: Path, tmp_path: Path, briefings: Callable[..., CommandResult]
) -> None:
    """A source of a year to come is kept, and reported at once."""
    text = tmp_path / "article.txt"
    text.write_text("Lamps burn.", encoding="utf-8")
    details = ("--id", "herald", "--title", "Lamps", "--publisher", "Herald", "--published", "2999")
    run = briefings("source", "add", text, *details, "--project", project)
    assert (run.code, "warning[impossible-evidence-date]" in run.err) == (0, True)
    assert run.err.splitlines()[-1].endswith(" about the new source")


@pytest.mark.parametrize(
    "line",
    [
        "source add {} --id gazette --title Lamps --publisher Gazette",
        "import {} zubrowka --source league-charter",
    ],
)
def test_the_place_of_what_is_refused_is_the_path_as_typed(
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    briefings: Callable[..., CommandResult],
    line: str,
) -> None:
    """A message leads to the file from the working folder, wherever it is."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists/people.json").write_bytes(b"\xff\xfe\x00")
    for file in ("lists/people.json", "/dev/zero", str(tmp_path / "lists/people.json")):
        run = briefings(*line.format(file).split(), "--project", project)
        assert run.code == 1
        assert f" {file}" in f" {run.err}"
