"""Tests of the warm project: what it keeps is always what a fresh reading of the same files gives."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from briefings.factbase.load import load
from briefings.loading import fact_files, fact_folders
from briefings.model.diagnostics import BriefingsError
from briefings.project import Project
from briefings.server.warm_project import WarmProject
from tests.support.live_page import Browser
from tests.support.notes import FICTIONAL

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from briefings.loading.context import ReadContext
    from briefings.loading.fact_files import FileContents

    Files = Mapping[Path, FileContents]

FACT = "marking: PUBLIC\nstatements:\n- {id: extra, on: 2015, text: '%s', evidence: [league-charter]}\n"
PERSON = "marking: PUBLIC\npeople:\n- {id: %s, names: [{text: Ada Example, lang: en}]}\n"
EDITS: list[tuple[str, str | None]] = [
    ("graustark/extra.yaml", FACT % "It rains."),
    ("zubrowka/extra.yaml", FACT % "It rains on {person:zero-moustafa}."),
    ("zubrowka/extra.yaml", FACT % "It rains in {person:nobody}."),
    ("graustark/more.yaml", PERSON % "nobody"),
    ("graustark/more.yaml", None),
    ("shared/more.yaml", PERSON % "nobody"),
    ("graustark/more.yaml", PERSON % "nobody"),
    ("graustark/more.yaml", FACT % "The same id again."),
    ("graustark/more.yaml", None),
    ("zubrowka/more.yaml", "statements: [\n"),
    ("shared/more.yaml", None),
    ("zubrowka/more.yaml", None),
    ("zubrowka/extra.yaml", None),
    ("markings/more.yaml", "scheme: [\n"),
    ("markings/more.yaml", None),
    ("stray.yaml", "marking: PUBLIC\n"),
    ("stray.yaml", None),
]
"""Files that are written, with their content, or removed, one after another."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Provide a copy of the fictional house, with a second partner."""
    root = tmp_path / "house"
    shutil.copytree(FICTIONAL, root)
    (root / "facts/graustark").mkdir(exist_ok=True)
    (root / "facts/graustark/partner.yaml").write_text(
        "marking: PUBLIC\npartner: {id: graustark, names: [{text: Graustark, lang: en}]}\n", "utf-8"
    )
    return root


def outcome(read: Callable[[], object]) -> object:
    """Return what a reading gives: its value, or its problems."""
    try:
        return read()
    except BriefingsError as error:
        return error.diagnostics


def test_what_is_kept_is_what_a_fresh_reading_gives(root: Path) -> None:
    """After any change: the same entries, and the same problems at the same places."""
    warm = WarmProject(Project(root, root))
    warm.workspace()
    kinds = set()
    for name, text in EDITS:
        path = root / "facts" / name
        if text is None:
            path.unlink()
        else:
            path.write_text(text, "utf-8")
        store = warm.workspace().store
        fresh = outcome(lambda: load(root))
        kinds.add(type(fresh))
        if warm.problems:
            assert warm.problems == fresh
        else:
            assert store == fresh
    assert len(kinds) == 2  # some of the states have problems, and some have none


def test_a_page_is_that_of_a_fresh_start(root: Path) -> None:
    """After any change, each page is the same as that of a run which has just begun, to the letter."""
    browser = Browser.open(root)

    def shown(browser: Browser, target: str) -> str:
        return re.sub(r'(nonce|data-state|name="token" value)="[^"]*"', "", browser.get(target).text)

    targets = ("/", "/note/zubrowka?product=desk", "/entry/zubrowka", "/find?q=rains", "/fact/zubrowka/oil")
    for target in targets:
        browser.get(target)
    for name, text in (EDITS[0], EDITS[5], EDITS[2], EDITS[12]):
        path = root / "facts" / name
        if text is None:
            path.unlink()
        else:
            path.write_text(text, "utf-8")
        fresh = Browser.open(root)
        for target in targets:
            assert shown(browser, target) == shown(fresh, target), (name, target)


def test_only_the_folder_with_a_change_is_reread(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    original = fact_folders._read_folder

    def note(folder: Path, context: ReadContext, known: Files) -> fact_folders.FolderContents:
        read.append(folder.name)
        return original(folder, context, known)

    monkeypatch.setattr(fact_folders, "_read_folder", note)
    warm = WarmProject(Project(root, root))
    first = warm.workspace()
    assert sorted(read) == ["graustark", "shared", "zubrowka"]
    assert warm.workspace() is first
    read.clear()
    (root / "facts/graustark/more.yaml").write_text(FACT % "It rains.", "utf-8")
    second = warm.workspace()
    assert read == ["graustark"]
    subject = second.catalog.subjects["zubrowka"]
    assert second.templates(subject) is first.templates(subject)


def test_a_trial_reads_only_the_file_of_its_draft(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warm = WarmProject(Project(root, root))
    store, read = warm.workspace().store, []
    original = fact_files.read_fact_file

    def note(path: Path, project: Path, context: ReadContext) -> FileContents:
        read.append(path.name)
        return original(path, project, context)

    monkeypatch.setattr(fact_folders, "read_fact_file", note)
    draft = {root / "facts/zubrowka/extra.yaml": (FACT % "It rains.").encode()}
    tried = warm.trial(draft, only_add=True, is_whole=False).store
    assert read == ["extra.yaml"]
    assert tried.facts_by_key["zubrowka/oil"] is store.facts_by_key["zubrowka/oil"]


def test_the_last_good_state_stays_while_a_file_is_broken(root: Path) -> None:
    warm = WarmProject(Project(root, root))
    good = warm.workspace()
    path = root / "facts/graustark/more.yaml"
    path.write_text("statements: [\n", "utf-8")
    assert warm.workspace() is good
    assert [str(problem.location).partition(":")[0] for problem in warm.problems] == [
        "facts/graustark/more.yaml"
    ]
    path.unlink()
    warm.workspace()
    assert warm.problems == ()


def test_a_result_on_a_folder_is_kept_until_the_folder_changes(root: Path) -> None:
    warm = WarmProject(Project(root, root))
    warm.workspace()
    made: list[str] = []

    def make(folder: str) -> int:
        made.append(folder)
        return len(made)

    def find(folder: str) -> int:
        return warm.recall_part(("part", folder), folder, lambda: make(folder))

    assert [find("zubrowka"), find("graustark"), find("zubrowka"), find("graustark")] == [1, 2, 1, 2]
    (root / "facts/graustark/more.yaml").write_text(FACT % "It rains.", "utf-8")
    warm.workspace()
    assert [find("zubrowka"), find("graustark")] == [1, 3]
    (root / "facts/shared/more.yaml").write_text(PERSON % "nobody", "utf-8")
    warm.workspace()
    assert [find("zubrowka"), find("graustark")] == [4, 5]


def test_a_trial_reads_what_its_drafts_can_change(root: Path) -> None:
    """A draft in the folder of a partner needs that partner; one of the shared folder needs all, unless it only adds."""
    warm = WarmProject(Project(root, root))
    own, shared = root / "facts/zubrowka/extra.yaml", root / "facts/shared/extra.yaml"
    partners = [partner.id for partner in warm.workspace().store.partners]
    assert len(partners) > 1
    for paths, only_add, near in (
        ((own,), False, ["zubrowka"]), ((own, shared), True, ["zubrowka"]), ((own, shared), False, None),
        ((shared,), True, None), ((root / "facts/house.yaml",), False, None), ((root / "facts/new/a.yaml",), True, None),
    ):  # fmt: skip
        assert warm.partners_near(paths, only_add=only_add) == near
    draft = {own: (FACT % "It rains.").encode()}
    store = warm.trial(draft, is_whole=False).store
    assert [partner.id for partner in store.partners] == ["zubrowka"]
    assert "zubrowka/extra" in store.facts_by_key
    assert [partner.id for partner in warm.trial(draft).store.partners] == partners


WRONG = [
    ("zubrowka/extra.yaml", FACT % "It rains in {person:nobody}."),
    ("shared/shared.yaml", ""),
    ("shared/extra.yaml", PERSON % "zero-moustafa"),
    ("house.yaml", "side: nobody\n"),
]


@pytest.mark.parametrize(("file", "text"), WRONG)
def test_a_trial_finds_what_a_fresh_reading_finds(root: Path, file: str, text: str) -> None:
    """Also when the links of the other folders were sound before."""
    warm, drafts = WarmProject(Project(root, root)), {root / "facts" / file: text.encode()}
    warm.workspace()
    with pytest.raises(BriefingsError) as fresh:
        load(root, drafts=drafts)
    with pytest.raises(BriefingsError) as warmed:
        warm.trial(drafts)
    assert {*map(str, warmed.value.diagnostics)} == {*map(str, fresh.value.diagnostics)}
