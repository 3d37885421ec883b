"""Tests of what a newcomer meets: words in place of ids and notations, what is needed, and what comes next."""

from __future__ import annotations

import re
import shutil
from html import unescape
from typing import TYPE_CHECKING

import pytest

from briefings.factbase.load import load
from briefings.model.entities import Post
from tests.support.commands import files_below, run_line
from tests.support.live_forms import problems_beside, shown_yaml
from tests.support.live_page import Browser
from tests.support.notes import FICTIONAL, TODAY

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = {"k.evidence.0.source": "Charter and holders of office"}
STATEMENT = {"partner": "zubrowka", "k.text.0": "The lamps were lit.", **SOURCE}


@pytest.fixture(scope="module")
def reader() -> Browser:
    """Provide a browser on a house that no test changes."""
    return Browser.open(FICTIONAL)


def preview(browser: Browser, kind: str, **form: str) -> str:
    """Return the YAML of a form."""
    return shown_yaml(browser.post(f"/add/{kind}", {"do": "preview", **form}))


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("3 May 2019", "2019-05-03"), ("mai 2019", "2019-05"), ("3 майи соли 2019", "2019-05-03"), ("2019", ""),
    ],
)  # fmt: skip
def test_dates_in_words_are_shown_as_they_are_read(reader: Browser, words: str, date: str) -> None:
    answer = reader.post("/add/statement", {"do": "live", "partner": "zubrowka", "k.on.0": words})
    assert f"on: {date or words}" in shown_yaml(answer)
    read = re.findall(r'id="k-on-0-read">(.*?)</p>', answer.text)
    assert read == [f"Read as {date}" if date else ""]


def test_a_date_with_two_readings_is_told_beside_its_field(reader: Browser) -> None:
    form = {**STATEMENT, "k.on.0": "2019", "k.evidence.0.source": "", "k.evidence.0.new-title": "On lamps"}
    form |= {"k.evidence.0.new-publisher": "Herald", "k.evidence.0.new-published": "3/5/2019"}
    beside = problems_beside(reader.post("/add/statement", {"do": "preview", **form}))
    assert "2019-03-05 or 2019-05-03" in beside["k-evidence-0-new-published"]


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("Foreign minister", "foreign-minister"),
        ("mission", "mission"),
        ("Keeper of wicks", "keeper-of-wicks"),
    ],
)
def test_roles_are_chosen_by_their_words(reader: Browser, words: str, role: str) -> None:
    form = {"k.role.0": words, "k.titles.0.text": "Keeper", "k.partner.0": "zubrowka"}
    assert f"role: {role}\n" in preview(reader, "post", **form)
    offered = reader.get("/complete?kinds=role&q=foreign").text
    assert '"word":"Foreign minister"' in offered


def test_what_is_needed_is_said_at_its_field(reader: Browser) -> None:
    form = reader.get("/add/tenure").text
    needs = dict(re.findall(r'(?:<legend>|for="[^"]*">)([^<]*) <span class="need">([^<]*)<', form))
    assert needs == {
        "Post": "needed", "Holder": "needed, unless the post is vacant", "From and until": "needed", "Sources": "needed",
        "Title": "needed", "Publisher": "needed", "Published": "needed, if it has one",
    }  # fmt: skip


def test_sentences_come_before_the_yaml_which_is_folded(reader: Browser) -> None:
    page = reader.post("/add/statement", {"do": "preview", **STATEMENT, "k.on.0": "2019"}).text
    assert (
        page.index("It will print") < page.index('<details class="behind">') < page.index('aria-label="YAML"')
    )


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        (
            {"k.on.0": "2031"},
            f"No note of {TODAY} prints it: it is dated 2031; correct `on:`, or wait for that day.",
        ),
        (
            {"k.on.0": "2019", "k.status.0": "proposed"},
            "it is proposed, and waits for a person to accept it.",
        ),
    ],
)
def test_the_reason_is_said_if_no_note_prints_a_fact(
    reader: Browser, form: dict[str, str], reason: str
) -> None:
    answer = reader.post("/add/statement", {"do": "preview", **STATEMENT, **form})
    assert reason in " ".join(answer.visible.split())


def test_a_refused_save_says_so_and_leads_to_the_fields(reader: Browser) -> None:
    answer = reader.post("/add/statement", {"do": "save", **STATEMENT, "k.text.0": "", "k.on.0": "soon"})
    assert answer.status == 422
    assert "Not saved." in answer.visible
    assert re.findall(r'<a href="(#f-\w+)">', answer.text) == ["#f-text", "#f-on"]
    assert "Not saved." not in reader.post("/add/statement", {"do": "live", "k.on.0": "soon"}).visible


def test_a_note_offers_every_product(reader: Browser) -> None:
    page = reader.get("/note/zubrowka").text
    products = re.findall(r'<select name="product">(.*?)</select>', page, re.DOTALL)[0]
    assert {"brief", "desk", "card"} <= {*re.findall(r"<option[^>]*>([\w-]+)", products)}


def test_a_new_partner_brings_its_top_posts(tmp_path: Path) -> None:
    """As the shown command does, to the byte; then the page asks who holds them, and undoing takes all away."""
    for name in ("page", "command"):
        assert run_line(f"init '{tmp_path / name}' --name 'Union of Lanterns' --short UL").code == 0
    root = tmp_path / "page"
    before, browser = files_below(root / "facts"), Browser.open(root)
    fields = dict(re.findall(r'name="(post\.[\w-]+)" value="([^"]*)"', browser.get("/add/partner").text))
    assert fields == {
        "post.head-of-state": "Head of state",
        "post.head-of-government": "Head of government",
        "post.foreign-minister": "Foreign minister",
    }
    form = {
        "country": "Uzbekistan",
        **fields,
        "post.head-of-state": "President",
        "post.head-of-government": "",
    }
    page = browser.post("/add/partner", {**form, "do": "preview"}).text
    command = unescape(re.findall(r'aria-label="Command">(.*?)</pre>', page)[0])
    answer = browser.post("/add/partner", {**form, "do": "save"})
    posts = {
        post.id: (post.roles, post.names[0].text) for post in load(root).entities_of(Post) if post.partner
    }
    assert posts == {
        "uzbekistan-head-of-state": (("head-of-state",), "President"),
        "uzbekistan-foreign-minister": (("foreign-minister",), "Foreign minister"),
    }
    assert run_line(f"{command.removeprefix('briefings ')} --project '{tmp_path / 'command'}'").code == 0
    assert files_below(tmp_path / "command/facts") == files_below(root / "facts")
    asked = browser.get(answer.header("location")).text
    assert re.findall(r'href="/add/tenure\?partner=uzbekistan&amp;k.post.0=(\w+)', asked) == [
        "President",
        "Foreign",
    ]
    number = re.findall(r'name="number" value="(\d+)"', browser.get("/saved").text)[0]
    undone = browser.post("/undo", {"number": number}).header("location")
    assert "Undone: added partner: Uzbekistan." in " ".join(browser.get(undone).visible.split())
    assert files_below(root / "facts") == before


def test_contacts_are_called_by_day_form_and_people(tmp_path: Path) -> None:
    root = tmp_path / "house"
    shutil.copytree(FICTIONAL, root)
    browser = Browser.open(root)
    form = {
        "k.form.0": "call",
        "k.on.0": "4 Feb 2019",
        "k.with.0": "lantern-league",
        "k.topics.0": "Lamps",
        **SOURCE,
    }
    form |= {"partner": "zubrowka", "k.theirs.0.person": "Zero Moustafa", "k.theirs.1.group": "Porters"}
    assert browser.post("/add/contact", {"do": "save", **form}).status == 303
    assert "added contact: 2019-02-04, call: Zero Moustafa, Porters: Lamps" in browser.get("/saved").visible
    assert "2019-02-04, call: Zero Moustafa, Porters: Lamps" in browser.get("/find?q=porters").visible
