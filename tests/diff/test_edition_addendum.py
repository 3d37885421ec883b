"""The seed's case as a story: a post changes after an edition is out, and everybody who has it is told.

On 20 October 2010 the Special Representative is Robert F. Simmons. On 23 June 2011 he is James Appathurai.
"""

from __future__ import annotations

import json
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefings.build.plan import BuildOptions
from briefings.diff.edition_addendum import AddendumRequest, issue_addendum
from briefings.diff.edition_check import changes_since
from briefings.editions.clear import ClearRequest, clear_note, lapsed_in_edition
from briefings.editions.issue import IssueRequest, issue_note
from briefings.editions.numbered_copies import copy_reader
from briefings.editions.search import affected_editions, find_editions
from briefings.model.diagnostics import BriefingsError
from briefings.model.hashing import file_hash
from briefings.project import Project, package_data_folder
from tests.support.builds import InlineExecutor, append_text

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.editions.register import Edition

BEFORE, AFTER = date(2010, 10, 20), date(2011, 6, 23)
OLD, NEW = "Robert F. Simmons", "James Appathurai"
FACT = "shared/sr-cca-simmons"
READERS = ("The Minister", "Embassy in Dushanbe")
NOTE = "tajikistan.brief.en"


@pytest.fixture
def house(tmp_path: Path) -> Project:
    """Return a project of the desk's own, whose notes have reference numbers."""
    shutil.copytree(package_data_folder() / "facts", tmp_path / "facts")
    append_text(tmp_path / "facts/house.yaml", 'reference: "T/{number}"\n')
    return Project(tmp_path, tmp_path)


def hand_out(house: Project, day: date) -> Edition:
    """Issue the brief to its readers."""
    request = IssueRequest(NOTE, READERS, day, "internal", ("md",))
    return issue_note(house, request, BuildOptions(workers=InlineExecutor()))


def text_of(house: Project, edition: Edition) -> str:
    """Return an edition as it was issued."""
    [path] = (house.root / "editions" / edition.folder).glob("*.md")
    return " ".join(path.read_text("utf-8").replace("\u00a0", " ").split())


def test_the_story(house: Project) -> None:
    """Recall, addendum, clearance and the next edition all follow from one change."""
    # The Director clears the brief, and it goes out. It names the Special Representative of the day.
    clear_note(house, ClearRequest(NOTE, "A. Lutz", "Director", BEFORE, "internal"))
    first = hand_out(house, BEFORE)
    text = text_of(house, first)
    assert OLD in text
    assert NEW not in text
    assert "Cleared by: A. Lutz, Director, 20 October 2010" in text

    # The post changes. Whoever has the old name is on the recall list.
    editions = find_editions(house.root)
    assert [each.to for each in affected_editions(house.root, editions, {FACT})] == [READERS]
    assert any(
        OLD in (line.before or "")
        for each in changes_since(house, [first], first, AFTER)
        for line in each.lines
    )

    # The addendum to edition 1 goes to the same readers, and replaces the name.
    addendum = issue_addendum(house, AddendumRequest("T/1", AFTER, ("md",)))
    assert (addendum.reference, addendum.to) == ("T/1 Addendum 1", READERS)
    text = text_of(house, addendum)
    assert "T/1 Addendum 1" in text
    replaced = next(item for item in text.split("- (") if OLD in item and NEW in item)
    assert ") Replace “" in replaced
    assert replaced.index(OLD) < replaced.index("” by “") < replaced.index(NEW)

    # What the Director cleared is no longer what the note says.
    second = hand_out(house, AFTER)
    [fallen] = lapsed_in_edition(house, second)
    assert fallen.code == "clearance-fallen"
    assert "A. Lutz" not in text_of(house, second)

    # Edition 2 says what is new since edition 1, and the register has all three.
    news = text_of(house, second).partition("What is new since edition T/1 of 20 October 2010")[2]
    assert NEW in news.partition(" ## ")[0]
    assert [each.reference for each in find_editions(house.root)] == ["T/1", "T/1 Addendum 1", "T/2"]


def test_addenda_follow_each_other(house: Project) -> None:
    """Each begins where the last one ended, and there is none where nothing has changed."""
    hand_out(house, BEFORE)
    issue_addendum(house, AddendumRequest("1", AFTER, ("md",), ("The Envoy",)))
    with pytest.raises(BriefingsError, match="nothing-to-add"):
        issue_addendum(house, AddendumRequest("1", AFTER, ("md",)))
    second = issue_addendum(house, AddendumRequest("1", date(2022, 1, 1), ("md",)))
    assert (second.reference, second.to, second.addendum_to) == ("T/1 Addendum 2", READERS, "T/1")
    for number in ("T/1 Addendum 1", "7"):
        with pytest.raises(BriefingsError, match="unknown-edition"):
            issue_addendum(house, AddendumRequest(number, AFTER, ("md",)))


@pytest.mark.slow
@pytest.mark.thorough
def test_numbered_copies_of_an_addendum(house: Project) -> None:
    """Each reader has the number of the edition; a new reader gets the next one."""
    append_text(house.root / "facts/markings/public.yaml", "copies: PUBLIC\n")
    first = hand_out(house, BEFORE)
    assert first.copies == (1, 2)
    readers = ("Embassy in Dushanbe", "The Envoy")
    addendum = issue_addendum(house, AddendumRequest("1", AFTER, ("md",), readers))
    assert (addendum.to, addendum.copies) == (readers, (2, 3))
    folder = house.root / "editions" / addendum.folder
    names = [f"tajikistan.en.addendum{copy}.md" for copy in (".copy-2", ".copy-3", "")]
    assert sorted(path.name for path in folder.glob("*.md")) == names
    assert "Copy 2" in (folder / names[0]).read_text("utf-8").replace("\u00a0", " ")
    assert sorted(json.loads((folder / "manifest.json").read_text("utf-8"))["files"]) == names
    assert copy_reader(addendum, names[1]) == "The Envoy"


def test_a_text_that_its_readers_may_no_longer_see_is_named_by_its_line(house: Project) -> None:
    """An addendum to an edition of another marking quotes nothing of it."""
    first = hand_out(house, BEFORE)
    path = house.root / "editions" / first.folder / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    manifest["notes"][0]["marking"] = "ABOVE ALL"
    data = json.dumps(manifest)
    register = house.root / "editions/register.yaml"
    path.write_text(data, "utf-8")
    register.write_text(
        register.read_text("utf-8").replace(first.manifest, file_hash(data.encode())), "utf-8"
    )
    text = text_of(house, issue_addendum(house, AddendumRequest("T/1", AFTER, ("md",))))
    assert "Replace line " in text
    assert OLD not in text.replace(f"{OLD} (then ", "")  # the new words name him with his former post
