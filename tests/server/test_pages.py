"""Tests of the pages: what they show, and that facts are text on them and nothing else."""

from __future__ import annotations

import re
import shutil
from datetime import date
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from briefings.build.builder import build_notes
from briefings.build.plan import BuildOptions
from briefings.build.request import BuildRequest
from briefings.project import Project
from briefings.server import app
from tests.support.builds import REPOSITORY, append_text, replace_once
from tests.support.live_page import Browser
from tests.support.notes import FICTIONAL, TODAY

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(1)>"\'><a href="javascript:alert(1)">{{ 7 * 7 }}</style>'
SAID = re.compile(r'<a class="said"[^>]*>(.*?)</a>', re.DOTALL)
SHEET = re.compile(r"<main>.*?</main>", re.DOTALL)


@pytest.fixture(scope="module")
def browser() -> Browser:
    """Provide the page of the fictional house."""
    return Browser.open(FICTIONAL)


class Tags(HTMLParser):
    """The tags of a page, with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.found.append((tag, dict(attrs)))


# --- what they show ------------------------------------------------------------------------------------


def test_the_desk_shows_what_waits(browser: Browser) -> None:
    text = browser.get("/").visible
    assert "Desk, 23 November 2026" in text
    assert "Minister of Lobbies: Zero Moustafa" in text
    assert "overdue since" in text
    assert "disputed by" in text
    assert re.search(r"Zubrowka\s+3 February 2019\s+\d+ hold", text)


@pytest.mark.parametrize("product", ["brief", "desk"])
@pytest.mark.parametrize("day", [TODAY, date(2015, 6, 1)])
def test_a_note_is_the_one_that_build_writes(tmp_path: Path, product: str, day: date) -> None:
    """Apart from the links at its sentences, the note on the page is that of the file, to the letter."""
    root = tmp_path / "house"
    shutil.copytree(FICTIONAL, root)
    request = BuildRequest(
        ("zubrowka",), day, dated=True, products=(product,), languages=("en",), formats=("html",)
    )
    build_notes(Project(root, root), root / "build", request, BuildOptions())
    [file] = (root / "build").rglob(f"*{day}.html")
    page = Browser.open(root).get(f"/note/zubrowka?product={product}&language=en&day={day}").text
    shown = SHEET.search(page)
    written = SHEET.search(file.read_text("utf-8"))
    assert shown
    assert written
    assert SAID.search(shown[0])
    assert SAID.sub(r"\1", shown[0]) == written[0]


def test_a_sentence_leads_to_its_facts_and_sources(browser: Browser) -> None:
    page = browser.get("/note/zubrowka?product=desk").text
    addresses = re.findall(r'<a class="said" href="([^"#]*)#rests">(.*?)</a>', page)
    address = next(address for address, text in addresses if "snow" in text)
    panel = browser.get(address.replace("&amp;", "&")).text.partition('id="rests"')[2]
    for words in (
        "What this rests on",
        "zubrowka/snow",
        "facts/zubrowka/zubrowka.yaml:",
        "Alpine Herald",
        "shows it on 3 February 2019",
    ):
        assert words in panel


def test_every_sentence_has_a_panel(browser: Browser) -> None:
    page = browser.get("/note/zubrowka?product=desk").text
    numbers = sorted({int(number) for number in re.findall(r"sentence=(\d+)#rests", page)})
    assert len(numbers) > 10
    for number in numbers[:6]:
        assert "What this rests on" in browser.get(f"/note/zubrowka?product=desk&sentence={number}").text
    for wrong in ("99999", "-1", "x", "²", ""):
        assert "Choose a sentence" in browser.get(f"/note/zubrowka?sentence={quote(wrong)}").text


def test_days_on_which_the_note_changes(browser: Browser) -> None:
    """A step leads to a day on which the note says something else, and back."""

    def said(target: str) -> str:
        shown = SHEET.search(browser.get(target).text)
        assert shown
        return re.sub(r"\d{4}|href=\S*", "", shown[0])

    start = "/note/zubrowka?product=desk&day=2014-05-02"
    on = browser.get(f"{start}&step=on")
    assert on.status == 303
    assert said(start) != said(on.header("location"))
    back = browser.get(f"{on.header('location')}&step=back").header("location")
    assert date.fromisoformat(back.rpartition("day=")[2]) <= date(2014, 5, 2)


def test_a_fact_shows_the_sentences_that_print_it(browser: Browser) -> None:
    text = browser.get("/fact/zubrowka/oil").visible
    assert "The two sides share lamp oil." in text
    assert "Brief on Zubrowka, " in text


def test_a_person_and_a_post_have_a_timeline(browser: Browser) -> None:
    for id_ in ("zero-moustafa", "zubrowka-minister", "zubrowka", "alpine-herald-2019"):
        assert "Minister of Lobbies: Zero Moustafa" in browser.get(f"/entry/{id_}").visible


@pytest.mark.parametrize(
    "query", ["moustafa", "MOUSTAFA zero", "Moustáfa", "lamp oil", "alpine herald", "zubrowka/oil"]
)
def test_find_knows_names_and_facts(browser: Browser, query: str) -> None:
    text = browser.get(f"/find?q={quote(query)}").visible
    assert "Nothing has all these words" not in text
    assert "Nothing has all" in browser.get(f"/find?q={quote(query)}+nowhere-at-all").visible


def test_find_knows_names_in_other_scripts(tmp_path: Path) -> None:
    root = tmp_path / "house"
    shutil.copytree(FICTIONAL, root)
    text = "marking: PUBLIC\npeople:\n- {id: zv, names: [{text: Зубр Зубров, lang: ru}]}\n"
    text += (
        "statements:\n- {id: zv-says, on: 2015, text: 'They met {person:zv}.', evidence: [league-charter]}\n"
    )
    (root / "facts/zubrowka/more.yaml").write_text(text, "utf-8")
    browser = Browser.open(root)
    for query in ("зубров", "Zubrov", "ZUBR"):
        assert "/entry/zv" in browser.get(f"/find?q={quote(query)}").text


def test_a_change_on_disk_is_on_the_page_at_once(tmp_path: Path) -> None:
    root = tmp_path / "house"
    shutil.copytree(FICTIONAL, root)
    browser, path = Browser.open(root), root / "facts/zubrowka/zubrowka.yaml"
    assert "wax" not in browser.get("/fact/zubrowka/oil").text
    replace_once(path, "share lamp oil", "share lamp wax")
    assert "share lamp wax" in browser.get("/fact/zubrowka/oil").text
    text = path.read_text("utf-8")
    append_text(path, "- broken: [\n")
    answer = browser.get("/")
    assert (answer.status, "facts/zubrowka/zubrowka.yaml:" in answer.text) == (200, True)
    assert "1 error in the files" in answer.visible
    assert "share lamp wax" in browser.get("/fact/zubrowka/oil").text  # the last good state
    assert Browser.open(root).get("/").status == 422  # there is none
    path.write_text(text, "utf-8")
    assert "in the files" not in browser.get("/").text


@pytest.mark.parametrize(
    ("target", "status", "words"),
    [
        ("/note/nowhere", 404, "There is no such page"),
        ("/fact/zubrowka/nothing", 404, "There is no such page"),
        ("/entry/nobody", 404, "There is no such page"),
        ("/note/zubrowka?day=tomorrow", 400, "The day must be like"),
        ("/note/zubrowka?day=9999-01-01", 400, "The day must be between"),
        ("/note/zubrowka?product=nothing", 422, "unknown"),
        ("/note/zubrowka?language=xx", 422, "not a language of the house"),
    ],
)
def test_a_problem_is_plain(browser: Browser, target: str, status: int, words: str) -> None:
    answer = browser.get(target)
    assert (answer.status, words in answer.visible) == (status, True)


# --- facts are text -------------------------------------------------------------------------------------


def test_no_script_of_a_fact_ever_runs(tmp_path: Path) -> None:
    """Whatever a fact, a name, a title or an address holds, the tags of the pages are our own."""
    root = tmp_path / "house"
    shutil.copytree(FICTIONAL, root)
    words = HOSTILE.replace("'", "''")
    (root / "facts/zubrowka/hostile.yaml").write_text(
        f"""\
marking: PUBLIC
people:
- {{id: mallory, names: [{{text: 'Mallory {words}', lang: en}}]}}
sources:
- {{id: evil-page, title: 'T {words}', publisher: 'P {words}', published: 2019-01-01, language: en, address: 'javascript:alert(1)'}}
statements:
- id: evil
  valid: 2007/
  text: 'E {words.replace("{{ 7 * 7 }}", "7")} {{person:mallory}}'
  evidence:
  - {{source: evil-page, locator: 'L {words}', attests: 2019-01-01, quote: 'Q {words}'}}
- id: proposed-evil
  status: proposed
  valid: 2007/
  text: 'F {words.replace("{{ 7 * 7 }}", "7")}'
  evidence: [evil-page]
""",
        "utf-8",
    )
    browser = Browser.open(root)
    page = browser.get("/note/zubrowka?product=desk").text
    sentences = re.findall(r"\?[^\"]*sentence=\d+", page)
    targets = [
        "/",
        "/note/zubrowka?product=desk",
        "/fact/zubrowka/evil",
        "/fact/zubrowka/proposed-evil",
        "/entry/mallory",
    ]
    targets += [
        "/entry/evil-page",
        "/source/evil-page",
        "/sources",
        "/list/proposals",
        "/calendar?year=2019",
        "/note/zubrowka?product=desk&day=2005-01-01&compare=2019-06-01",
        "/fact/zubrowka/evil?part=printed",
        "/fact/zubrowka/evil?part=history",
        f"/find?q={quote(HOSTILE)}",
        "/find?q=mallory",
        f"/note/zubrowka{sentences[-1]}".replace("&amp;", "&"),
    ]
    own_scripts = [
        {"src": f"/assets/{name}", "defer": None}
        for name, kind in app._ASSETS.items()
        if kind == "text/javascript"
    ]
    shown = 0
    for target in targets:
        text = browser.get(target).text
        shown += "&lt;script&gt;alert(1)" in text
        for tag, attributes in Tags(text).found:
            assert tag != "script" or attributes in own_scripts
            assert tag != "style" or attributes.get("nonce")
            assert not [name for name in attributes if name.startswith("on") or name == "style"]
            for address in (attributes.get("href"), attributes.get("src"), attributes.get("action")):
                assert not (address or "").casefold().startswith(("javascript:", "data:text"))
            assert attributes.get("src") != "x"
        assert "49" not in re.sub(r"\d{3,}|<[^>]*>", "", text.partition("Mallory")[2][:400])
    assert shown > 6


def test_a_post_has_a_strip_of_its_holders(browser: Browser) -> None:
    page = browser.get("/entry/zubrowka-minister")
    assert "Terms" in page.visible
    assert 'class="bar' in page.text
    assert "Zero Moustafa, " in page.visible


def test_what_was_known_on_a_day(browser: Browser) -> None:
    """A fact whose sources are all later is left out if the address asks for that, and counted if not."""
    rows = [
        browser.get(f"/entry/zubrowka?day={day}{known}").text.count('class="when"')
        for day in ("2009-01-01", "2020-01-01")
        for known in ("", "&known=yes")
    ]
    assert rows[1] < rows[0] == rows[2]
    assert rows[1] < rows[3]
    assert "rest on later sources" in browser.get("/entry/zubrowka?day=2009-01-01").visible


def test_contacts_are_a_calendar(browser: Browser) -> None:
    page = browser.get("/calendar?year=2019")
    assert "Contacts of 2019" in page.visible
    assert "/fact/zubrowka/" in page.text
    assert browser.get("/calendar?year=2019&partner=zubrowka").status == 200
    assert browser.get("/calendar").status == 200
    assert browser.get("/calendar?year=19").status == 400
    assert browser.get("/calendar?partner=nobody").status == 404


def test_each_gap_leads_to_the_form_that_closes_it(tmp_path: Path) -> None:
    """Those of the shipped facts are of many sorts."""
    shutil.copytree(REPOSITORY / "facts", tmp_path / "house/facts")
    browser = Browser.open(tmp_path / "house", today=TODAY)
    page = browser.get("/entry/armenia").text
    gaps = re.findall(r'<a href="([^"]*)" aria-label="(Add|Change) it: ', page)
    assert len(gaps) > 5
    forms = {unescape(address).partition("?")[0]: unescape(address) for address, _ in gaps}
    added = [address for path, address in forms.items() if path.startswith("/add/")]
    for address in (*added, next(path for path in forms if path.startswith("/edit/"))):
        assert browser.get(address).status == 200, address
