"""Tests of the forms: each kind of entry has one from its table, and it writes what its command would write."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from typing import TYPE_CHECKING

import pytest

from briefings.authoring.entries.form import form_fields
from briefings.authoring.yaml.fact_edits import FactEdits
from briefings.factbase.load import load
from briefings.loading.facts import ENTRY_TABLES
from briefings.project import Project
from briefings.server.forms.drafts import draft_change
from briefings.server.forms.entry_names import ValueNames, id_namer
from briefings.server.forms.field_words import FIRST_FIELDS, MADE_FOR_YOU
from briefings.server.forms.fields import form_of_list
from briefings.server.forms.page import show_fields
from briefings.server.forms.slots import find_slot
from briefings.server.forms.words import posted_words, words_of_entry
from briefings.server.reading import start_reading
from briefings.server.warm_project import WarmProject
from tests.support.commands import files_below, run_line
from tests.support.everything import ONE_OF_EVERYTHING
from tests.support.live_forms import form_fields_of, problems_beside, read_form, shown_yaml
from tests.support.live_page import Browser
from tests.support.notes import FICTIONAL, TODAY

if TYPE_CHECKING:
    from pathlib import Path

KINDS = {table.name: list_name for list_name, table in ENTRY_TABLES.items()}
FACTS = "facts/zubrowka/zubrowka.yaml"
SOURCE = {"k.evidence.0.source": "alpine-herald-2019"}
ADDED: dict[str, dict[str, str]] = {
    "statement": {"k.on.0": "2019-02-03", "k.text.0": "The lamps were lit.", **SOURCE},
    "membership": {"k.framework.0": "lamp-forum", "k.valid.0": "2013/", **SOURCE},
    "agreement": {"k.on.0": "2019-02-03", "k.title.0": "Wick accord", **SOURCE},
    "cooperation": {"k.area.0": "light", "k.valid.0": "2019/", "k.text.0": "They share oil.", **SOURCE},
    "contact": {
        "k.form.0": "call",
        "k.on.0": "2019-02-04",
        "k.with.0": "lantern-league",
        "k.theirs.0.person": "zero-moustafa",
        "k.theirs.1.person": "Boris Wick",
        "k.theirs.1.as": "Guest",
        "k.topics.0": "Lamps",
        "k.topics.1": "Wicks: long ones",
        **SOURCE,
        "k.evidence.0.quote": 'They "spoke", at length',
    },
    "visit": {"k.on.0": "2031-05-04", "k.with.0": "lantern-league", "k.place.0": "Lutz", **SOURCE},
    "tenure": {"k.post.0": "zubrowka-minister", "k.holder.0": "gustave-h", "k.valid.0": "2020/", **SOURCE},
    "figure": {"k.name.0": "Lamps", "k.value.0": "1.2 million", "k.on.0": "2019", **SOURCE},
    "commitment": {"k.by.0": "theirs", "k.text.0": "They send oil.", "k.on.0": "2019-02-04", **SOURCE},
    "date": {"k.what.0": "Feast of lamps", "k.on.0": "2031-06-01", **SOURCE},
    "line": {
        "k.use.0": "point",
        "k.to.0": "The minister",
        "k.text.0": "Thank them.",
        "k.valid.0": "2026/",
        "k.rests.0": "zubrowka/oil",
    },
    "source": {"k.title.0": "On lamps", "k.publisher.0": "Alpine Herald", "k.published.0": "2019-05-04"},
    "person": {"k.names.0.text": "Agatha Christie"},
    "organisation": {"k.names.0.text": "Guild of Wicks"},
    "area": {"k.names.0.text": "Wicks"},
    "post": {
        "k.titles.0.text": "Keeper of oil",
        "k.role.0": "mission",
        "k.partner.0": "zubrowka",
        "k.marking.0": "",
    },
}
OF_PARTNER = {"partner": "zubrowka"}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """Provide a browser on a house that no test changes."""
    root = tmp_path_factory.mktemp("forms") / "house"
    shutil.copytree(FICTIONAL, root)
    (root / "facts/zubrowka/everything.yaml").write_text(ONE_OF_EVERYTHING, "utf-8")
    return Browser.open(root)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Provide a house to write into."""
    root = tmp_path / "house"
    shutil.copytree(FICTIONAL, root)
    return root


def facts_below(root: Path) -> dict[str, bytes]:
    """Return the files of facts."""
    return files_below(root / "facts")


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_a_form_of_its_own_table(reader: Browser, kind: str) -> None:
    """Every key that the command takes has a field, and the first ones are those that a newcomer needs."""
    answer = reader.get(f"/add/{kind}")
    assert answer.status == 200
    names = {name.split(".")[1] for name in re.findall(r' name="(k\.[^"]*)"', answer.text)}
    assert names == {field.key.name for field in form_fields(KINDS[kind])}
    first = [field.name for field in form_of_list(KINDS[kind]) if field.is_first]
    required = {field.key.name for field in form_fields(KINDS[kind]) if field.key.required}
    assert {name for name in required if (KINDS[kind], name) not in MADE_FOR_YOU} <= {*first}
    assert len(first) <= 9


def test_the_fields_of_a_newcomer_are_keys_of_the_tables() -> None:
    for list_name, names in FIRST_FIELDS.items():
        assert {*names} <= {key.name for key in ENTRY_TABLES[list_name].all_keys}


QUICK = ("contact", "line")


@pytest.mark.parametrize(
    "kind", [kind if kind in QUICK else pytest.param(kind, marks=pytest.mark.thorough) for kind in ADDED]
)
def test_a_preview_shows_what_the_command_writes(reader: Browser, kind: str) -> None:
    """The YAML of the preview is that of the command which the preview shows; nothing is written."""
    before = facts_below(reader.root)
    answer = reader.post(f"/add/{kind}", {"do": "preview", **OF_PARTNER, **ADDED[kind]})
    assert not [words for words in problems_beside(answer).values() if words.startswith("Wrong:")]
    assert answer.status == 200, answer.visible[-1500:]
    command = re.findall(r'class="command"[^>]*>(.*?)</pre>', answer.text, re.DOTALL)
    words = shlex.split(Browser.plain(command[-1]))
    result = run_line(shlex.join([*words[1:], "--project", str(reader.root), "--dry-run"]))
    assert result.code == 0, result.err
    assert result.out.strip() == shown_yaml(answer)
    assert facts_below(reader.root) == before


def test_a_new_contact_brings_its_person_and_its_source(root: Path) -> None:
    browser = Browser.open(root)
    form = {
        **OF_PARTNER,
        **ADDED["contact"],
        "k.evidence.0.source": "",
        "k.evidence.0.new-title": "Lamps and calls",
        "k.evidence.0.new-publisher": "Alpine Herald",
        "k.evidence.0.new-published": "2019-02-05",
    }
    answer = browser.post("/add/contact", {"do": "preview", **form})
    assert "New source: Lamps and calls" in " ".join(answer.visible.split())
    assert "New person: Boris Wick" in " ".join(answer.visible.split())
    assert "It will print" in answer.visible
    assert browser.post("/add/contact", {"do": "save", **form}).status == 303
    store = load(root)
    fact = store.facts_by_key["zubrowka/call-2019-02-04"]
    assert {"boris-wick", "lamps-and-calls"} <= {*store.entities}
    assert [item.source for item in fact.all_evidence] == ["lamps-and-calls"]


WRONG = [
    ("contact", {"k.on.0": "2019-13-04"}, "f-on", "months run from 01 to 12"),
    ("contact", {"k.with.0": "Nobody at all"}, "f-with", "No organisation has this name"),
    ("contact", {"k.with.0": "nobody"}, "f-with", "nobody"),
    ("contact", {"k.theirs.0.post": "no-post"}, "k-theirs-0-post", "no-post"),
    ("contact", {"k.evidence.0.attests": "yesterday"}, "k-evidence-0-attests", "date"),
    ("contact", {"k.evidence.0.source": "no-source"}, "k-evidence-0-source", "no-source"),
    ("contact", {"k.form.0": ""}, "f-form", "This is needed."),
    ("contact", {"k.evidence.0.source": "", "k.evidence.0.quote": ""}, "f-evidence", "This is needed."),
    ("source", {"k.published.0": "soon"}, "f-published", "soon"),
    ("line", {"k.rests.0": "zubrowka/nothing"}, "f-rests", "zubrowka/nothing"),
    ("person", {"k.names.0.lang": "english"}, "k-names-0-lang", "english"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "wrong", "field", "words"), WRONG)
def test_a_wrong_value_is_told_beside_its_field(
    reader: Browser, kind: str, wrong: dict[str, str], field: str, words: str
) -> None:
    before = facts_below(reader.root)
    answer = reader.post(f"/add/{kind}", {"do": "save", **OF_PARTNER, **ADDED[kind], **wrong})
    assert answer.status == 422
    assert words in problems_beside(answer).get(field, ""), problems_beside(answer)
    kept = {name: value for name, value in {**ADDED[kind], **wrong}.items() if value and "valid" not in name}
    assert kept.items() <= {**read_form(answer)}.items()
    assert facts_below(reader.root) == before


def test_while_someone_types_nothing_nags(reader: Browser) -> None:
    answer = reader.post("/add/contact", {"do": "live", **OF_PARTNER, "k.form.0": "call"})
    assert problems_beside(answer) == {}
    assert "Still needed" in answer.visible


def test_an_unchanged_form_changes_no_entry(reader: Browser) -> None:
    """Whatever an entry says, its form gives it back word for word, with comments and layout."""
    project = Project(reader.root, reader.root)
    reading = start_reading(WarmProject(project), reader.access, TODAY, {})
    edits = FactEdits(project)
    for key in (*reading.store.facts_by_key, *reading.store.entities, "house"):
        slot = find_slot(reading, edits, key)
        before = slot.text()
        words = words_of_entry(slot.fields, slot.data(before), id_namer(reading))
        first, more = show_fields(slot.fields, words, {}, ValueNames(reading))
        shown = {one.name: one.value for item in (*first, *more) for row in item.rows for one in row.inputs}
        assert draft_change(reading, edits, slot, posted_words(slot.fields, shown), before).text == before, (
            key
        )


HOSTILE = '"><script>alert(1)</script>{{ 7*7 }}'


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_words_stay_words(reader: Browser, kind: str) -> None:
    """What is written into any field comes back as text, never as a tag, in the form, the preview and the address."""
    names = re.findall(r' name="(k\.[^"]*)"', reader.get(f"/add/{kind}").text)
    answer = reader.post(f"/add/{kind}", {**dict.fromkeys(names, HOSTILE), "do": "live", "partner": HOSTILE})
    assert "&lt;script&gt;alert" in answer.text
    assert "<script>alert" not in answer.text
    assert "49" not in answer.visible
    assert "<script>alert" not in reader.get(f"/add/{kind}?k.text.0=%3Cscript%3Ealert(1)").text
    assert "script-src 'self';" in answer.header("content-security-policy")


@pytest.mark.parametrize("address", ["/add", "/add/contact", "/edit/zubrowka/oil", "/raw/zubrowka/oil", "/edit/house", "/saved", "/complete?kinds=person&q=z"])  # fmt: skip
@pytest.mark.parametrize("audience", [None, "internal"])
def test_who_may_not_write_sees_no_entry_as_written(root: Path, address: str, audience: str | None) -> None:
    browser = Browser.open(root, is_read_only=True, audience=audience)
    answer = browser.get(address)
    assert (answer.status, "Zero" in answer.text, browser.access.form_token in answer.text) == (
        400,
        False,
        False,
    )
    before = facts_below(root)
    assert browser.post(address.partition("?")[0], {"do": "save", **ADDED["person"]}).status == 403
    assert facts_below(root) == before


@pytest.mark.parametrize("key", ["../house", "zubrowka/../../house.yaml", "facts/house.yaml", "nobody", "zubrowka/nothing"])  # fmt: skip
def test_entries_are_found_by_key_and_never_by_path(reader: Browser, key: str) -> None:
    for room in ("edit", "raw"):
        assert reader.get(f"/{room}/{key}").status == 404
        assert reader.post(f"/{room}/{key}", {"do": "save", "text": "- {id: x}"}).status == 404
        gone = reader.post(f"/{room}/{key}", {"do": "save", "text": "- {id: x}", "before": "old words"})
        shown = re.findall(r'<pre class="yaml"[^>]*>(.*?)</pre>', gone.text)
        assert (gone.status, shown) == (409, ["- {id: x}", "old words"])  # what was sent, and no more


def test_names_are_offered_in_any_script(reader: Browser) -> None:
    assert "Zero Moustafa" in reader.get("/complete?kinds=person&q=mousta").text
    assert (
        '"Zubrowka: The two sides share lamp oil."' in reader.get("/complete?kinds=fact&q=zubrowka/oil").text
    )
    assert reader.get("/complete?kinds=organisation&q=mousta").text == "[]"


def test_a_known_source_is_offered_with_its_day(reader: Browser) -> None:
    """The form fills it in as the day on which the source shows what lasts, as it does for a new source."""
    [offer] = json.loads(reader.get("/complete?kinds=source&q=alpine-herald-2019").text)
    assert offer["day"] == "2019-02-04"
    offers = json.loads(reader.get("/complete?kinds=person&q=mousta").text)
    assert {offer["day"] for offer in offers} == {""}


def test_an_empty_house_says_what_comes_first(tmp_path: Path) -> None:
    assert run_line(f"init '{tmp_path / 'new'}' --name 'Union of Lanterns' --short UL").code == 0
    browser = Browser.open(tmp_path / "new")
    for address in ("/", "/add"):
        assert 'href="/add/partner">Add a partner</a> first' in browser.get(address).text
    assert browser.post("/add/partner", {"country": "UZ", "do": "save"}).status == 303
    form = form_fields_of(browser, "/add/contact?partner=uzbekistan")
    assert (form["partner"], form["k.with.0"]) == ("uzbekistan", "Union of Lanterns")
