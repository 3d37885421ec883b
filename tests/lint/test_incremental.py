"""Tests of cached check results: one per folder, and never used after a change."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from briefings.build.state_file import STATE_FILE
from briefings.factbase.load import load
from briefings.lint import incremental, project, run
from briefings.lint.run import check_project
from briefings.loading.reading import Reading
from briefings.model import processes
from briefings.model.diagnostics import Severity
from briefings.model.hashing import file_hash
from briefings.project import Project, package_data_folder
from tests.support.builds import append_text, replace_once
from tests.support.notes import TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.lint.roles import PostRoles

PARTNERS = ("zubrowka",)


@pytest.fixture
def read_folders(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Return a list that gets the partner folders of each load of facts."""
    seen: list[list[str]] = []

    def load_and_note(root: Path, partners: list[str]) -> object:
        seen.append(list(partners))
        return load(root, partners)

    monkeypatch.setattr(incremental, "load", load_and_note)
    return seen


@pytest.fixture
def cached_project(project: Path) -> Project:
    """Return a project with a build folder, so that results can be cached."""
    (project / "build").mkdir()
    return Project(project, project)


def test_what_has_not_changed_is_not_read_again(
    cached_project: Project, read_folders: list[list[str]]
) -> None:
    """The second time the same is said, and nothing was read."""
    first = check_project(cached_project, TODAY, PARTNERS)
    assert check_project(cached_project, TODAY, PARTNERS) == first
    assert first
    assert read_folders == [["zubrowka"]]


def test_another_day_is_another_verdict(cached_project: Project, read_folders: list[list[str]]) -> None:
    """What is overdue depends on the day."""
    check_project(cached_project, TODAY, PARTNERS)
    check_project(cached_project, TODAY + timedelta(days=1), PARTNERS)
    assert len(read_folders) == 2


def test_a_change_is_seen_and_only_its_folder_is_read(
    cached_project: Project, read_folders: list[list[str]]
) -> None:
    """Of two partners the changed one is judged anew; of both it is told what is the case."""
    facts = cached_project.root / "facts"
    shutil.copytree(facts / "zubrowka", facts / "lutz")
    for path in (facts / "lutz").rglob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("zubrowka", "lutz"), "utf-8")
    both = ("lutz", "zubrowka")
    check_project(cached_project, TODAY, both)
    replace_once(facts / "lutz/zubrowka.yaml", "share lamp oil", "share much lamp oil")
    changed = check_project(cached_project, TODAY, both)
    assert read_folders == [["lutz", "zubrowka"], ["lutz"]]
    shutil.rmtree(cached_project.root / "build")
    assert check_project(cached_project, TODAY, both) == changed


def test_a_capture_that_changes_is_noticed(cached_project: Project, read_folders: list[list[str]]) -> None:
    """Captured texts are no facts, and what is said of these rests on them all the same."""
    place = cached_project.root / "captures" / "league-charter.txt"
    place.parent.mkdir()
    entry = f"- id: league-charter\n  capture: {{sha256: {file_hash(b'Lamps.')}, on: 2019-01-01}}\n"
    replace_once(cached_project.root / "facts/shared/shared.yaml", "- id: league-charter\n", entry)
    place.write_bytes(b"Lamps.")
    codes = {each.code for each in check_project(cached_project, TODAY, PARTNERS)}
    assert "capture-changed" not in codes
    place.write_bytes(b"Lumps.")
    codes = {each.code for each in check_project(cached_project, TODAY, PARTNERS)}
    assert "capture-changed" in codes
    assert len(read_folders) == 2


def test_templates_are_looked_at_again_only_when_they_or_the_house_have_changed(
    cached_project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of a template is told each time, and found once; mended, it is told no more."""
    looked: list[tuple[Path, ...]] = []
    check_assets = project.check_assets

    def look_and_note(
        folders: tuple[Path, ...], project: Path, roles: PostRoles, *, in_use: bool, looks: None
    ) -> object:
        looked.append(folders)
        return check_assets(folders, project, roles, in_use=in_use, looks=looks)

    monkeypatch.setattr(project, "check_assets", look_and_note)
    template = cached_project.root / "templates" / "sections" / "own.md.j2"
    template.parent.mkdir(parents=True)

    def template_codes() -> list[str]:
        return [
            each.code
            for each in check_project(cached_project, TODAY, PARTNERS)
            if each.code.startswith("template")
        ]

    template.write_text("{% if %}", "utf-8")
    assert template_codes() == template_codes() == ["template-syntax"]
    assert len(looked) == 1
    template.write_text("{{ label('sources') }}", "utf-8")
    assert template_codes() == []
    replace_once(cached_project.root / "facts/house.yaml", "languages: [", "languages: [ ")
    template_codes()
    assert len(looked) == 3


@pytest.mark.parametrize(
    "files",
    [
        {"flags/xx.svg": "<svg", "screen.css": "p { color: url(https://example.org/) }"},
        {"sections/contacts.md.j2": "{{ partner.zither }}"},
    ],
)
def test_templates_that_a_copy_checks(
    project: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str]
) -> None:
    """With many partners a copy of the process checks and tries the templates meanwhile, and finds the same."""
    for name, text in files.items():
        path = project / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    alone = check_project(Project(project, project), TODAY, PARTNERS)
    monkeypatch.setattr(run, "_MANY_PARTNERS", 1)
    monkeypatch.setattr(processes, "core_count", lambda: 2)
    monkeypatch.setattr(processes, "can_fork", lambda: True)
    assert check_project(Project(project, project), TODAY, PARTNERS) == alone
    places = {each.location.path for each in alone if each.location and each.severity is Severity.ERROR}
    assert places
    assert places <= {f"templates/{name}" for name in files}


def test_copies_of_packaged_pictures_are_known(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A flag that is the packaged one byte for byte is not read again; one that was changed is."""
    read: list[str] = []

    def look(path: Path, _name: str) -> Reading[str]:
        read.append(path.name)
        return Reading[str]("", ())

    monkeypatch.setattr("briefings.lint.project.read_svg", look)
    folder = project / "templates/flags"
    folder.mkdir(parents=True)
    for name in ("AM.svg", "AZ.svg"):
        shutil.copy(package_data_folder() / "templates/flags" / name, folder)
    append_text(folder / "AZ.svg", "<!-- ours -->")
    check_project(Project(project, project), TODAY, PARTNERS)
    assert read == ["AZ.svg"]


def test_what_templates_are_judged_by_is_remembered_with_them(cached_project: Project) -> None:
    """A role of the house that loses its only post is told, though no template has changed."""
    house = cached_project.root / "facts/house.yaml"
    replace_once(house, "foreign-minister, mission]", "lamp-bearer]")
    post = cached_project.root / "facts/zubrowka/lamps.yaml"

    def role_codes() -> list[str]:
        return [each.code for each in check_project(cached_project, TODAY) if each.code == "unknown-role"]

    post.write_text(
        "posts:\n- {id: lamps, role: lamp-bearer, titles: [{text: Lamps, lang: en}], partner: zubrowka}\n",
        "utf-8",
    )
    assert role_codes() == role_codes() == []
    replace_once(post, "lamp-bearer", "lamp-lighter")
    assert role_codes() == role_codes() == ["unknown-role"]
    # Some of the posts are not looked at: nothing is said of what they may have.
    shutil.copytree(cached_project.root / "facts/zubrowka", cached_project.root / "facts/lutz")
    assert [
        each.code
        for each in check_project(cached_project, TODAY, ["zubrowka"])
        if each.code == "unknown-role"
    ] == []


def test_a_to_do_is_remembered_with_its_folder(
    cached_project: Project, read_folders: list[list[str]]
) -> None:
    """What people marked as yet to be written is told each time, whether the folder was read or not."""
    with (cached_project.root / "facts/zubrowka/zubrowka.yaml").open("a", encoding="utf-8") as file:
        file.write("# TODO: who sent the lamps?\n")
    for _ in range(2):
        assert "to-do" in {each.code for each in check_project(cached_project, TODAY, PARTNERS)}
    assert len(read_folders) == 1


def test_a_file_that_was_tampered_with_is_not_believed(
    cached_project: Project, read_folders: list[list[str]]
) -> None:
    """What can't be read counts as nothing."""
    check_project(cached_project, TODAY, PARTNERS)
    place = cached_project.output_root / "build" / STATE_FILE
    for text in ("", "{}", json.dumps({"files": {}, "parts": {"x": {}}})):
        place.write_text(text, "utf-8")
        check_project(cached_project, TODAY, PARTNERS)
    assert len(read_folders) == 4


def test_nothing_is_written_where_nothing_is_built(project: Path) -> None:
    """A check by itself makes no folder."""
    check_project(Project(project, project), TODAY, PARTNERS)
    assert not (project / "build").exists()
