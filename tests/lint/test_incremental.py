"""What the checks said is remembered folder by folder, and never believed when anything has changed."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from briefings.factbase.load import load
from briefings.lint import incremental, project
from briefings.lint.run import check
from briefings.loading.captures import digest_of
from briefings.project import Project
from tests.support.builds import swap
from tests.support.notes import TODAY

if TYPE_CHECKING:
    from pathlib import Path

PARTNERS = ("zubrowka",)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The folders of partners that were read, for each time that facts were."""
    seen: list[list[str]] = []

    def noted(root: Path, partners: list[str]) -> object:
        seen.append(list(partners))
        return load(root, partners)

    monkeypatch.setattr(incremental, "load", noted)
    return seen


@pytest.fixture
def known(project: Path) -> Project:
    """A project with a build folder, of which something may be remembered."""
    (project / "build").mkdir()
    return Project(project, project)


def test_what_has_not_changed_is_not_read_again(known: Project, reads: list[list[str]]) -> None:
    """The second time the same is said, and nothing was read."""
    first = check(known, TODAY, PARTNERS)
    assert check(known, TODAY, PARTNERS) == first
    assert first
    assert reads == [["zubrowka"]]


def test_another_day_is_another_verdict(known: Project, reads: list[list[str]]) -> None:
    """What is overdue depends on the day."""
    check(known, TODAY, PARTNERS)
    check(known, TODAY + timedelta(days=1), PARTNERS)
    assert len(reads) == 2


def test_a_change_is_seen_and_only_its_folder_is_read(known: Project, reads: list[list[str]]) -> None:
    """Of two partners the changed one is judged anew; of both it is told what is the case."""
    facts = known.root / "facts"
    shutil.copytree(facts / "zubrowka", facts / "lutz")
    for path in (facts / "lutz").rglob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("zubrowka", "lutz"), "utf-8")
    both = ("lutz", "zubrowka")
    check(known, TODAY, both)
    swap(facts / "lutz/zubrowka.yaml", "share lamp oil", "share much lamp oil")
    changed = check(known, TODAY, both)
    assert reads == [["lutz", "zubrowka"], ["lutz"]]
    shutil.rmtree(known.root / "build")
    assert check(known, TODAY, both) == changed


def test_a_capture_that_changes_is_noticed(known: Project, reads: list[list[str]]) -> None:
    """Captured texts are no facts, and what is said of these rests on them all the same."""
    place = known.root / "captures" / "league-charter.txt"
    place.parent.mkdir()
    entry = f"- id: league-charter\n  capture: {{sha256: {digest_of(b'Lamps.')}, on: 2019-01-01}}\n"
    swap(known.root / "facts/shared/shared.yaml", "- id: league-charter\n", entry)
    place.write_bytes(b"Lamps.")
    codes = {each.code for each in check(known, TODAY, PARTNERS)}
    assert "capture-changed" not in codes
    place.write_bytes(b"Lumps.")
    codes = {each.code for each in check(known, TODAY, PARTNERS)}
    assert "capture-changed" in codes
    assert len(reads) == 2


def test_templates_are_looked_at_again_only_when_they_or_the_house_have_changed(
    known: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of a template is told each time, and found once; mended, it is told no more."""
    looked: list[tuple[Path, ...]] = []
    look_at = project.look_at

    def noted(
        folders: tuple[Path, ...], project: Path, roles: frozenset[str] | None, *, made: bool
    ) -> object:
        looked.append(folders)
        return look_at(folders, project, roles, made=made)

    monkeypatch.setattr(project, "look_at", noted)
    template = known.root / "templates" / "sections" / "own.md.j2"
    template.parent.mkdir(parents=True)

    def told() -> list[str]:
        return [each.code for each in check(known, TODAY, PARTNERS) if each.code.startswith("template")]

    template.write_text("{% if %}", "utf-8")
    assert told() == told() == ["template-syntax"]
    assert len(looked) == 1
    template.write_text("{{ label('sources') }}", "utf-8")
    assert told() == []
    swap(known.root / "facts/house.yaml", "languages: [", "languages: [ ")
    told()
    assert len(looked) == 3


def test_what_templates_are_judged_by_is_remembered_with_them(known: Project) -> None:
    """A role of the house that loses its only post is told, though no template has changed."""
    house = known.root / "facts/house.yaml"
    swap(house, "foreign-minister, mission]", "lamp-bearer]")
    post = known.root / "facts/zubrowka/lamps.yaml"

    def told() -> list[str]:
        return [each.code for each in check(known, TODAY) if each.code == "unknown-role"]

    post.write_text(
        "posts:\n- {id: lamps, role: lamp-bearer, titles: [{text: Lamps, lang: en}], partner: zubrowka}\n",
        "utf-8",
    )
    assert told() == told() == []
    swap(post, "lamp-bearer", "lamp-lighter")
    assert told() == told() == ["unknown-role"]
    # Some of the posts are not looked at: nothing is said of what they may have.
    shutil.copytree(known.root / "facts/zubrowka", known.root / "facts/lutz")
    assert [each.code for each in check(known, TODAY, ["zubrowka"]) if each.code == "unknown-role"] == []


def test_a_to_do_is_remembered_with_its_folder(known: Project, reads: list[list[str]]) -> None:
    """What people marked as yet to be written is told each time, whether the folder was read or not."""
    with (known.root / "facts/zubrowka/zubrowka.yaml").open("a", encoding="utf-8") as file:
        file.write("# TODO: who sent the lamps?\n")
    for _ in range(2):
        assert "to-do" in {each.code for each in check(known, TODAY, PARTNERS)}
    assert len(reads) == 1


def test_a_file_that_was_tampered_with_is_not_believed(known: Project, reads: list[list[str]]) -> None:
    """What can't be read counts as nothing."""
    check(known, TODAY, PARTNERS)
    place = known.home / "build" / ".checked.json"
    for text in ("", "{}", json.dumps({"files": {}, "parts": {"x": {}}})):
        place.write_text(text, "utf-8")
        check(known, TODAY, PARTNERS)
    assert len(reads) == 4


def test_nothing_is_written_where_nothing_is_built(project: Path) -> None:
    """A check by itself makes no folder."""
    check(Project(project, project), TODAY, PARTNERS)
    assert not (project / "build").exists()
