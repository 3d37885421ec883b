"""Tests of what takes things away or back: removed entries, files with errors, and review copies that come back."""

from __future__ import annotations

import base64
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from briefings.authoring.proposals.returned_remarks import take_copy, waiting_remarks
from briefings.diff.returned import Change, Remark, ReturnedCopy
from briefings.factbase.load import load
from briefings.model.evidence import Text
from briefings.model.hashing import short_hash
from briefings.project import Project
from tests.support.commands import files_below
from tests.support.live_page import Browser
from tests.support.notes import FICTIONAL, TODAY

if TYPE_CHECKING:
    from pathlib import Path

FACTS = "facts/zubrowka/zubrowka.yaml"
OIL = "The two sides share lamp oil."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Provide a house to write into."""
    root = tmp_path / "house"
    shutil.copytree(FICTIONAL, root)
    return root


def version_on(page: str) -> str:
    """Return the version of what a page removes."""
    return str(re.findall(r'name="version" value="(\w+)"', page)[0])


def test_an_entry_goes_with_what_rests_on_it_and_comes_back(root: Path) -> None:
    """The page names all of it, and the sentences that notes lose; one undo brings it back to the byte."""
    before, browser = files_below(root / "facts"), Browser.open(root)
    page = browser.get("/remove/zero-moustafa")
    assert page.status == 200
    resting = re.findall(r'<li><a href="/fact/([^"]*)"', page.text)
    assert resting
    assert "Notes will no longer print" in page.visible
    assert browser.post("/remove/zero-moustafa", {"do": "save", "version": "00000000"}).status == 409
    assert files_below(root / "facts") == before
    assert (
        browser.post("/remove/zero-moustafa", {"do": "save", "version": version_on(page.text)}).status == 303
    )
    store = load(root)
    assert not {"zero-moustafa", *resting} & {*store.entities, *store.facts_by_key}
    saved = browser.get("/saved")
    assert "removed person: Zero Moustafa, and" in saved.visible
    browser.post("/undo", {"number": re.findall(r'name="number" value="(\d+)"', saved.text)[0]})
    assert files_below(root / "facts") == before


def test_a_fact_alone_is_removed_with_its_lines_alone(root: Path) -> None:
    browser, old = Browser.open(root), (root / FACTS).read_text("utf-8")
    page = browser.get("/remove/zubrowka/oil").text
    assert browser.post("/remove/zubrowka/oil", {"do": "save", "version": version_on(page)}).status == 303
    new = (root / FACTS).read_text("utf-8")
    assert "lamp oil" not in new
    assert {*new.splitlines()} < {*old.splitlines()}


def test_a_partner_goes_with_its_folder_and_comes_back(root: Path) -> None:
    """With its posts, which are in the shared folder, and all that rests on them; one undo brings back each byte."""
    first, browser = files_below(root / "facts"), Browser.open(root)
    assert (
        browser.post(
            "/add/partner", {"country": "Uzbekistan", "post.head-of-state": "President", "do": "save"}
        ).status
        == 303
    )
    browser.post(
        "/add/statement",
        {
            "partner": "uzbekistan",
            "k.on.0": "2019",
            "k.text.0": "Lamps were lit.",
            "k.evidence.0.source": "Charter and holders of office",
            "do": "save",
        },
    )
    before = files_below(root / "facts")
    page = browser.get("/remove/uzbekistan")
    assert (page.status, "Lamps were lit" in page.visible) == (200, True)
    assert browser.post("/remove/uzbekistan", {"do": "save", "version": version_on(page.text)}).status == 303
    assert not (root / "facts/uzbekistan").exists()
    assert files_below(root / "facts").keys() <= first.keys() | {"shared/posts.yaml"}
    assert load(root).entities.keys() == load(FICTIONAL).entities.keys()
    saved = browser.get("/saved")
    assert "removed partner: Uzbekistan, and" in saved.visible
    browser.post("/undo", {"number": re.findall(r'name="number" value="(\d+)"', saved.text)[0]})
    assert files_below(root / "facts") == before


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("facts/zubrowka/photo.png", "no fact", "its folder has files that are not facts: photo.png"),
        ("facts/notes.yaml", "notes:\n- {partner: zubrowka}\n", "a standing order asks for its notes"),
        (
            "facts/shared/envoy.yaml",
            "marking: PUBLIC\nposts:\n- {id: envoy, role: envoy, titles: [{text: Envoy, lang: en}], organisation: lantern-league, covers: [zubrowka]}\n",
            "the post “Envoy” names it",
        ),
    ],
)  # fmt: skip
def test_the_page_says_what_keeps_a_partner(root: Path, file: str, text: str, words: str) -> None:
    """What names it elsewhere stays, and so do files that no undo could bring back."""
    (root / file).write_text(text, "utf-8")
    before, browser = files_below(root / "facts"), Browser.open(root)
    page = browser.get("/remove/zubrowka")
    assert (page.status, words in page.visible, 'value="save"' in page.text) == (422, True, False)
    browser.post("/remove/zubrowka", {"do": "save", "version": version_on(page.text)})
    assert files_below(root / "facts") == before


@pytest.mark.parametrize("key", ["house", "nobody", "../house"])
def test_what_is_no_entry_has_no_page_that_removes_it(root: Path, key: str) -> None:
    assert Browser.open(root).get(f"/remove/{key}").status == 404


BROKEN = "statements: [\n"


def test_a_broken_file_is_corrected_on_the_page(root: Path) -> None:
    """It is written once the loader finds no error in it; from a run that began with the error, too."""
    path = root / "facts/zubrowka/broken.yaml"
    path.write_text(BROKEN, "utf-8")
    browser = Browser.open(root)
    address = re.findall(r'href="(/correct/\w+)"', browser.get("/").text)[0]
    page = browser.get(address)
    assert (page.status, 'data-line="' in page.text) == (200, True)
    form = {"before": BROKEN.strip(), "do": "save"}
    wrong = browser.post(address, {**form, "text": "statements:\n- {id: x, on: soon}"})
    assert (wrong.status, path.read_text("utf-8")) == (422, BROKEN)
    assert "Not saved." in wrong.visible
    assert browser.post(address, {**form, "before": "other", "text": "marking: PUBLIC"}).status == 409
    assert browser.post(address, {**form, "text": "marking: PUBLIC"}).status == 303
    assert path.read_text("utf-8") == "marking: PUBLIC\n"
    assert browser.get("/").status == 200
    assert browser.get(address).status == 404


def test_only_files_of_facts_that_are_broken_are_shown(root: Path) -> None:
    """A link out of the facts, or a file without errors, has no page; a reader has none at all."""
    path = root / "facts/zubrowka/broken.yaml"
    secret = root.parent / "secret.yaml"
    secret.write_text("statements: [\nsecret words", "utf-8")
    path.symlink_to(secret)
    browser = Browser.open(root)
    assert "secret words" not in browser.get("/").everything
    for name in ("facts/zubrowka/broken.yaml", FACTS, "facts/house.yaml", str(secret)):
        assert browser.get(f"/correct/{short_hash(name)}").status == 404
    path.unlink()
    path.write_text(BROKEN, "utf-8")
    reader = Browser.open(root, is_read_only=True)
    assert "/correct/" not in reader.get("/").text
    assert reader.get(f"/correct/{short_hash('facts/zubrowka/broken.yaml')}").status == 400


COPY = ReturnedCopy(
    "Zubrowka",
    "2019-06-01",
    (
        Change("changed", OIL, "The two sides share wicks.", "Areas", ("zubrowka/oil",)),
        Change("struck", "It snows.", "", "Background", ("zubrowka/snow",)),
    ),
    (Remark("A. Reader", "2019-06-02", "Is this still so?", OIL, ("zubrowka/oil",)),),
)


def test_what_came_back_waits_once(root: Path) -> None:
    """What no proposal can say is kept, and what was settled does not come back with the same copy."""
    project = Project(root, root)
    replaced, remarks = take_copy(project, COPY)
    assert ([*replaced], [remark.kind for remark in remarks]) == (
        ["zubrowka/oil-returned"],
        ["comment", "struck"],
    )
    assert take_copy(project, COPY) == ({}, [])
    browser = Browser.open(root)
    page = browser.get("/inbox?only=returned")
    assert "Returned 2" in " ".join(page.visible.split())
    assert "Is this still so?" in page.visible
    first, second = re.findall(r'name="remark" value="(\w+)"', page.text)
    moved = browser.post("/inbox", {"remark": first, "do": "accept"}).header("location")
    assert "Bring it back" in browser.get(moved).visible
    assert [remark.id for remark in waiting_remarks(project, TODAY)] == [second]
    browser.post("/inbox", {"remark": first, "do": "back"})
    browser.post("/inbox", {"remark": first, "do": "reject"})
    browser.post("/inbox", {"remark": second, "do": "not-yet"})
    assert waiting_remarks(project, TODAY) == []
    assert take_copy(project, COPY) == ({}, [])
    for form in ({"remark": "../house", "do": "accept"}, {"remark": "01234567", "do": "accept"}):
        assert browser.post("/inbox", form).status == 404
    assert browser.post("/inbox", {"remark": first, "do": "everything"}).status == 400


def test_an_edit_that_came_back_goes_into_the_fact(root: Path) -> None:
    """The fact keeps its id and all else; the proposal is gone."""
    take_copy(Project(root, root), COPY)
    browser, store = Browser.open(root), load(root)
    page = browser.get("/inbox?only=proposals")
    assert f"It corrects zubrowka/oil, {FACTS}" in " ".join(page.visible.split())
    version = short_hash(store.proposals["zubrowka/oil-returned"])
    form = {"fact": "zubrowka/oil-returned", "version": version, "do": "accept", "by": "A. Baker"}
    assert browser.post("/inbox?only=proposals", form).status == 303
    after = load(root)
    oil = after.facts_by_key["zubrowka/oil"]
    assert isinstance(oil.content, Text)
    assert oil.content.by_language["en"] == "The two sides share wicks."
    assert (oil.last_review and oil.last_review.fact_hash) == short_hash(oil)
    assert not after.proposals


@pytest.mark.parametrize("data", ["", "no file", base64.urlsafe_b64encode(b"PK no Word file").decode()])
def test_a_file_that_is_no_review_copy_changes_nothing(root: Path, data: str) -> None:
    before = files_below(root)
    form = {"purpose": "returned", "name": "../../back.docx", "data": data}
    assert Browser.open(root).post("/upload", form).status in (400, 422)
    assert files_below(root) == before
