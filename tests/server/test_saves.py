"""Tests of saves: they keep comments, refuse to overwrite, can be undone, and are there in whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefings.authoring.yaml.entry_text import update_text
from briefings.authoring.yaml.texts import load_data
from briefings.factbase.load import load
from briefings.server.saves.journal import Journal
from tests.support.builds import replace_once
from tests.support.commands import files_below
from tests.support.live_forms import form_fields_of, problems_beside, read_form
from tests.support.live_page import Browser
from tests.support.notes import FICTIONAL

FACTS = "facts/zubrowka/zubrowka.yaml"
OIL = "/edit/zubrowka/oil"
ENTRY = """\
- id: oil  # the id
  # about the day
  on: 2019  # the day
  valid: 2010/
  evidence:  # all sources
    - source: herald   # first
      quote: >-
        hello
        world
    # between
    - {source: charter, quote: "x y"}
  ours: [p, {person: q, as: Z}]
  text: |
    long
    text
  # the end"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Provide a house to write into."""
    root = tmp_path / "house"
    shutil.copytree(FICTIONAL, root)
    return root


def facts_below(root: Path) -> dict[str, bytes]:
    """Return the files of facts."""
    return files_below(root / "facts")


CHANGES = [
    ("a value", {"on": "2020"}, "  on: 2020  # the day"),
    ("a period", {"valid": "2010/2012-05"}, "  valid: 2010/2012-05\n"),
    ("a part", {"evidence": [{"source": "herald", "quote": "bye"}, {"source": "charter", "quote": "x y"}]}, "      quote: bye\n    # between"),
    ("one more", {"evidence": [{"source": "herald", "quote": "hello world"}, {"source": "charter", "quote": "x y"}, "new"]}, '"x y"}\n    - new\n'),
    ("one less", {"evidence": [{"source": "charter", "quote": "x y"}]}, "  evidence:  # all sources\n    # between\n    - {source"),
    ("a list", {"ours": ["p", {"person": "q"}]}, "  ours: [p, {person: q}]"),
    ("a block", {"text": "short: one"}, '  text: "short: one"\n  # the end'),
    ("a new key", {"review": "2030"}, "    text\n  review: 2030\n  # the end"),
    ("no key", {"on": None}, "- id: oil  # the id\n  # about the day\n  valid: 2010/"),
    ("a list for a word", {"valid": ["a", "b"]}, "  valid: [a, b]"),
    ("a word for a list", {"evidence": "none"}, "  evidence: none\n  ours"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "shown"), [case[1:] for case in CHANGES], ids=[case[0] for case in CHANGES]
)
def test_a_change_of_an_entry_leaves_the_rest_as_it_is_written(
    changes: dict[str, object], shown: str
) -> None:
    """Only the lines of the change differ: comments, order, quotes and layout stay."""
    entry = {**load_data(ENTRY)[0], **changes}
    wanted = {key: value for key, value in entry.items() if value is not None}
    text = update_text(ENTRY, wanted)
    assert load_data(text) == [wanted]
    assert shown in text
    kept = [
        line
        for line in ENTRY.split("\n")
        if "#" in line and not (line.strip() == "# between" and "#" not in text)
    ]
    lost = [line for line in kept if line not in text]
    assert len(lost) <= (4 if changes.get("evidence") == "none" else 1)


def test_a_save_writes_the_change_and_undo_takes_it_back(root: Path) -> None:
    before = facts_below(root)
    browser = Browser.open(root)
    answer = browser.post(OIL, {**form_fields_of(browser, OIL), "k.valid.0": "2010/2019-05", "do": "save"})
    assert (answer.status, answer.header("location")) == (303, "/saved")
    old, new = before["zubrowka/zubrowka.yaml"].decode(), (root / FACTS).read_text("utf-8")
    assert new == old.replace("  valid: 2010/\n", "  valid: 2010/2019-05\n")
    again = Browser.open(root)  # another run
    number = re.findall(r'name="number" value="(\d+)"', again.get("/saved").text)[0]
    assert "changed cooperation in an area: The two sides share" in again.get("/saved").visible
    assert again.post("/undo", {"number": number}).status == 303
    assert facts_below(root) == before
    assert again.post("/undo", {"number": number}).status == 400


def test_what_something_later_rests_on_is_not_undone(root: Path) -> None:
    """Undoing it would leave facts that refer to nothing, and then no form could save; the page says what to undo first."""
    browser, before = Browser.open(root), (root / FACTS).read_text("utf-8")
    journal = Journal(root)
    earlier = journal.snapshot()
    (root / FACTS).write_text(before.replace("- id: oil\n", "- id: lamp-oil\n"), "utf-8")
    journal.record("renamed oil", "", "zubrowka/lamp-oil", earlier)
    (root / "facts/zubrowka/later.yaml").write_text(
        "marking: PUBLIC\nlines:\n- {id: thanks, use: objective, valid: 2010/.., text: Thank them., rests: [zubrowka/lamp-oil]}\n"
    )
    answer = browser.post("/undo", {"number": "1"})
    assert answer.status == 400
    assert "Something that was saved later rests on this" in answer.visible
    assert "lamp-oil" in (root / FACTS).read_text("utf-8")
    (root / "facts/zubrowka/later.yaml").unlink()
    assert browser.post("/undo", {"number": "1"}).status == 303
    assert (root / FACTS).read_text("utf-8") == before


def test_no_undo_is_offered_for_what_others_rest_on(root: Path) -> None:
    """The page says what rests on it; and the answer to a form that was sent all the same stays on the screen."""
    browser = Browser.open(root)
    source = {"k.title.0": "On lamps", "k.publisher.0": "Herald", "k.published.0": "2019-05-03"}
    assert browser.post("/add/source", {**source, "do": "save"}).status == 303
    number = re.findall(r'name="number" value="(\d+)"', browser.get("/saved").text)[0]
    form = {"partner": "zubrowka", "k.text.0": "The lamps were lit.", "k.on.0": "2019-05-02"}
    form |= {"k.evidence.0.source": "On lamps"}
    assert browser.post("/add/statement", {**form, "do": "save"}).status == 303
    saved = browser.get("/saved")
    assert f'name="number" value="{number}"' not in saved.text
    assert "“The lamps were lit” rests on it" in saved.visible
    assert '<main class="own narrow" data-own>' in browser.post("/undo", {"number": number}).text
    latest = re.findall(r'name="number" value="(\d+)"', saved.text)[0]
    assert browser.post("/undo", {"number": latest}).status == 303
    assert f'name="number" value="{number}"' in browser.get("/saved").text


def test_no_undo_is_offered_for_a_person_who_was_made_beside_it(root: Path) -> None:
    """A contact brings a new person; an office-holder in another file rests on them, and on no contact."""
    browser = Browser.open(root)
    contact = {
        "partner": "zubrowka", "k.form.0": "call", "k.on.0": "2019-02-04", "k.with.0": "lantern-league",
        "k.theirs.0.person": "kk: Әже", "k.evidence.0.source": "alpine-herald-2019", "do": "save",
    }  # fmt: skip
    assert browser.post("/add/contact", contact).status == 303
    number = re.findall(r'name="number" value="(\d+)"', browser.get("/saved").text)[0]
    people = (root / "facts/zubrowka/people.yaml").read_text("utf-8")
    assert "{text: Әже, lang: kk}" in people
    id_ = re.findall(r"id: (\S+)", people)[0]
    path = root / "facts/zubrowka/later.yaml"
    fact = (
        f"{{id: old, post: zubrowka-minister, holder: {id_}, valid: 2005/2006, evidence: [league-charter]}}"
    )
    path.write_text(f"marking: PUBLIC\ntenures:\n- {fact}\n", "utf-8")
    saved = browser.get("/saved")
    assert f'name="number" value="{number}"' not in saved.text
    assert "“Minister of Lobbies: Äzhe” rests on it" in saved.visible
    fact = f"{{id: old, on: 2005, text: '{{person:{id_}}} sat.', evidence: [league-charter]}}"
    path.write_text(f"marking: PUBLIC\nstatements:\n- {fact}\n", "utf-8")
    assert "“Äzhe sat” rests on it" in browser.get("/saved").visible
    path.unlink()
    assert f'name="number" value="{number}"' in browser.get("/saved").text


def test_the_page_after_a_save_begins_with_what_notes_print(root: Path) -> None:
    """Files and commands come last, folded away."""
    browser = Browser.open(root)
    form = {"partner": "zubrowka", "k.text.0": "The lamps were lit.", "k.on.0": "2019-02-02", "do": "save"}
    browser.post("/add/statement", {**form, "k.evidence.0.source": "alpine-herald-2019"})
    latest = browser.get("/saved").text.partition('id="latest"')[2]
    order = (
        "added background statement",
        "Notes of 23 November 2026 print",
        "Brief on Zubrowka",
        "<button>Undo",
    )
    places = [latest.index(words) for words in (*order, "<details", FACTS, "briefings add statement")]
    assert places == sorted(places)


def test_undo_takes_nothing_of_others_away(root: Path) -> None:
    browser = Browser.open(root)
    browser.post(OIL, {**form_fields_of(browser, OIL), "k.valid.0": "2011/", "do": "save"})
    number = re.findall(r'name="number" value="(\d+)"', browser.get("/saved").text)[0]
    replace_once(root / FACTS, "share lamp oil", "share lamp wax")
    before = facts_below(root)
    assert browser.post("/undo", {"number": number}).status == 400
    assert facts_below(root) == before
    assert "can't be undone" in browser.get("/saved").visible


@pytest.mark.parametrize("room", ["edit", "raw"])
def test_what_was_written_about_an_entry_that_is_gone_is_shown(root: Path, room: str) -> None:
    """Someone removed it meanwhile: nothing is written, and nothing is lost."""
    browser = Browser.open(root)
    form = form_fields_of(browser, f"/{room}/zubrowka/oil")
    replace_once(root / FACTS, "- id: oil\n", "- id: lamp-oil\n")
    before = facts_below(root)
    words = (
        {"text": f"{form.get('text')}  # mine"} if room == "raw" else {"k.text.0": "They share wax. # mine"}
    )
    answer = browser.post(f"/{room}/zubrowka/oil", {**form, **words, "do": "save"})
    assert (answer.status, facts_below(root)) == (409, before)
    assert "This entry is no longer there" in answer.visible
    assert "# mine" in answer.visible


def test_a_new_id_leads_to_the_renamed_entry(root: Path) -> None:
    """Written as YAML, an entry may have another id: its sentences and its page are found by that one."""
    browser = Browser.open(root)
    form = form_fields_of(browser, "/raw/zubrowka/snow")
    form["text"] = form["text"].replace("id: snow", "id: deep-snow")
    assert "It will print" in browser.post("/raw/zubrowka/snow", {**form, "do": "preview"}).visible
    assert browser.post("/raw/zubrowka/snow", {**form, "do": "save"}).status == 303
    assert 'href="/fact/zubrowka/deep-snow"' in browser.get("/saved").text


def test_fifty_saves_are_kept_for_their_owner_alone(root: Path) -> None:
    journal = Journal(root)
    for number in range(53):
        before = journal.snapshot()
        (root / FACTS).write_bytes(before.files[FACTS].data + b"\n")
        journal.record(f"save {number}", "", "", before)
    saves = journal.saves()
    assert [saves[0].what, saves[-1].what, len(saves)] == ["save 52", "save 3", 50]
    for save in saves:
        assert journal.undo(save.number)
    folder = root / ".briefings"
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / ".gitignore").read_text("utf-8") == "*\n"


@pytest.mark.parametrize("path", ["../../etc/passwd", "facts/../../x", "/etc/passwd", "build/x", "facts//x"])
def test_a_journal_leads_to_no_other_file(root: Path, path: str) -> None:
    journal = Journal(root)
    before = journal.snapshot()
    (root / FACTS).write_bytes(before.files[FACTS].data + b"\n")
    journal.record("save", "", "", before)
    file = next((root / ".briefings/undo").glob("*.json"))
    file.write_text(file.read_text("utf-8").replace(FACTS, path), "utf-8")
    assert journal.saves() == []
    assert journal.undo(1) is None


@pytest.mark.parametrize("zone", ["XXX25:59:59", "Nowhere/Lutz", ":", "Pacific/Kiritimati"])
def test_undo_does_not_depend_on_the_clock(root: Path, monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    """A save is offered whatever the zone and the time of its file, beside files that no journal wrote."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        journal = Journal(root)
        before = journal.snapshot()
        (root / FACTS).write_bytes(before.files[FACTS].data + b"\n")
        journal.record("save", "", "", before)
        folder = root / ".briefings/undo"
        os.utime(folder / "000001.json", (0, 0))
        for name in ("\u00b2.json", "x.json", "-1.json", ".json", "000009.json"):
            (folder / name).write_text("[" * 100_000, "utf-8")
        assert [save.number for save in journal.saves()] == [1]
        assert journal.undo(1)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_an_entry_that_has_changed_is_shown_three_ways(root: Path) -> None:
    """Two tabs edit one entry: the second is told, sees all three texts, and can write its own all the same."""
    browser = Browser.open(root)
    first, second = form_fields_of(browser, OIL), form_fields_of(browser, OIL)
    browser.post(OIL, {**first, "k.valid.0": "2011/", "do": "save"})
    before = facts_below(root)
    answer = browser.post(OIL, {**second, "k.text.0": "They share wax.", "do": "save"})
    assert answer.status == 409
    for words in ("valid: 2011/", "text: They share wax.", "text: The two sides share lamp oil."):
        assert words in answer.visible
    assert facts_below(root) == before
    mine = read_form(answer)
    assert browser.post("/raw/zubrowka/oil", {**mine, "do": "save"}).status == 303
    oil = load(root).facts_by_key["zubrowka/oil"]
    assert (str(oil.period), "wax" in str([*oil.texts()])) == ("2010/", True)


def test_another_entry_of_the_file_may_change_meanwhile(root: Path) -> None:
    browser = Browser.open(root)
    form = form_fields_of(browser, OIL)
    replace_once(root / FACTS, "headline: First lamp lit", "headline: First lamp lit  # by whom?")
    assert browser.post(OIL, {**form, "k.valid.0": "2011/", "do": "save"}).status == 303
    assert "# by whom?" in (root / FACTS).read_text("utf-8")


def test_an_entry_can_be_written_as_yaml(root: Path) -> None:
    browser = Browser.open(root)
    form = form_fields_of(browser, "/raw/zubrowka/oil")
    text = form["text"].replace("valid: 2010/", "valid: 2010/  # until when?")
    assert browser.post("/raw/zubrowka/oil", {**form, "text": text, "do": "save"}).status == 303
    assert "# until when?" in (root / FACTS).read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- id: oil\n  area: [", "not one entry"),
        ("- {id: oil}\n- {id: wax}", "not one entry"),
        ("id: oil", "not one entry"),
        ("- {id: oil, area: light, valid: 2010/, text: They share., evidence: [nothing]}", "unknown source"),
        ("- {id: oil, colour: red}", "colour"),
        ("- {id: '<script>alert(1)</script>'}", "id"),
    ],
)
def test_wrong_yaml_is_told_and_not_written(root: Path, text: str, words: str) -> None:
    browser, before = Browser.open(root), facts_below(root)
    answer = browser.post(
        "/raw/zubrowka/oil", {**form_fields_of(browser, "/raw/zubrowka/oil"), "text": text, "do": "save"}
    )
    assert answer.status == 422
    assert words.lower() in answer.visible.lower()
    assert "<script>alert" not in answer.text
    assert facts_below(root) == before


def test_the_house_and_a_partner_have_a_form(root: Path) -> None:
    browser = Browser.open(root)
    form = form_fields_of(browser, "/edit/house")
    wrong = browser.post("/edit/house", {**form, "k.languages.0": "english", "do": "save"})
    assert "f-languages" in problems_beside(wrong), problems_beside(wrong)
    assert (
        browser.post("/edit/house", {**form, "k.originator.0": "Office of Lamps", "do": "save"}).status == 303
    )
    assert "# in a house that does not exist" in (root / "facts/house.yaml").read_text("utf-8")
    assert str(load(root).house.originator)
    form = form_fields_of(browser, "/edit/zubrowka")
    assert (
        browser.post("/edit/zubrowka", {**form, "k.names.0.text": "Zubrowka Proper", "do": "save"}).status
        == 303
    )
    assert "Zubrowka Proper" in (root / FACTS).read_text("utf-8")


def test_a_partner_is_added_by_the_name_of_its_country(root: Path) -> None:
    browser = Browser.open(root)
    assert "unknown country" in browser.post("/add/partner", {"country": "Nowherestan", "do": "save"}).visible
    answer = browser.post("/add/partner", {"country": "Uzbekistan", "do": "save"})
    assert (answer.status, answer.header("location")) == (303, "/add?partner=uzbekistan&added=yes")
    assert "Add to Uzbekistan" in " ".join(browser.get("/add?partner=uzbekistan").visible.split())
    number = re.findall(r'name="number" value="(\d+)"', browser.get("/saved").text)[0]
    browser.post("/undo", {"number": number})
    assert "uzbekistan" not in {partner.id for partner in load(root).partners}


_SAVER = """
import sys
from pathlib import Path
from tests.support.live_page import Browser
from tests.support.live_forms import form_fields_of
browser = Browser.open(Path(sys.argv[1]))
print("ready", flush=True)
for number in range(1000):
    form = form_fields_of(browser, "/edit/zubrowka/oil")
    text = f"They share {number} lamps. " + "They share. " * 2000
    browser.post("/edit/zubrowka/oil", {**form, "k.text.0": text, "do": "save"})
"""


@pytest.mark.thorough
@pytest.mark.parametrize("pause", [0.05 * number for number in range(1, 21)])
def test_a_save_that_is_killed_leaves_the_old_file_or_the_new_one(root: Path, pause: float) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _SAVER, str(root)], cwd=Path(__file__).parents[2], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        process.stdout.readline()
        time.sleep(pause + 1)
        process.send_signal(signal.SIGKILL)
    found = re.findall(r"They share (\d+) lamps\. ((?:They share\. ?)*)", (root / FACTS).read_text("utf-8"))
    assert all(words.count("They share.") == 2000 for _, words in found)
    load(root)
    assert Browser.open(root).get("/saved").status == 200
