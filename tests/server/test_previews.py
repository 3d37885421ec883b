"""A property: what a preview says of an entry is what `check` finds once the entry is saved."""

from __future__ import annotations

import re
import shutil
from random import Random
from typing import TYPE_CHECKING

import pytest

from briefings.authoring.yaml.fact_edits import FactEdits
from briefings.checks.engine import run_checks
from briefings.factbase.load import load
from briefings.loading.captures import Captures
from briefings.loading.project import list_partner_ids
from briefings.project import Project
from briefings.server.forms import draft_findings, trials
from briefings.server.forms.drafts import Draft
from tests.support.live_forms import form_fields_of
from tests.support.live_page import Browser
from tests.support.notes import FICTIONAL, TODAY
from tests.support.views import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.factbase.store import FactStore
    from briefings.model.diagnostics import Diagnostic
    from briefings.server.reading import Reading

Said = tuple[str, str]

GRAUSTARK = """\
marking: PUBLIC
partner: {id: graustark, names: [{text: Graustark, lang: en}]}
people:
- {id: grenfall, names: [{text: Grenfall Lorry, lang: en}]}
- {id: other-boris, names: [{text: Boris Wick, lang: en}]}
posts:
- {id: graustark-minister, role: foreign-minister, partner: graustark, titles: [{text: Minister of Towers, lang: en}]}
tenures:
- {id: lorry, post: graustark-minister, holder: grenfall, valid: 2008/, evidence: [league-charter]}
statements:
- {id: towers, on: 2012-03-04, text: In March 2012 Graustark lit its last 1250 tower lamps., evidence: [league-charter]}
- {id: census, on: 2013, text: Grenfall Lorry counted the towers in 2013., evidence: [league-charter]}
"""
REGION = """\
regions:
  valleys: {names: [{text: Valleys, lang: en}], partners: [graustark, zubrowka]}
"""
TEXTS = (
    "In March 2012 Zubrowka lit its last 1520 tower lamps.",
    "In March 2012 Graustark lit its last 1520 tower lamps.",
    "Currently Zero Moustaffa keeps the lamps.",
    "The two sides share lamp oil since last year.",
    "From May 2011 to May 2014, for five years, the SNBL lit the valley.",
    "Graustark and Zubrowka meet in the snow.",
)
DAYS = ("2012-03-05", "4 March 2012", "May 2019", "2007/", "2027")


def add_statement(random: Random) -> tuple[str, dict[str, str]]:
    """Return the form of a statement, which may contradict another one or break a rule of style."""
    return "/add/statement", {"k.on.0": random.choice(DAYS), "k.text.0": random.choice(TEXTS)}


def add_tenure(random: Random) -> tuple[str, dict[str, str]]:
    """Return the form of a second holder, maybe a new person with a name that is known elsewhere."""
    holder = random.choice(["gustave-h", "zero-moustafa", "Boris Wick", "Grenfall Lorry", "Ada Snow"])
    return "/add/tenure", {
        "k.post.0": "zubrowka-minister", "k.holder.0": holder, "k.valid.0": random.choice(["2015/", "2010/2012"]),
    }  # fmt: skip


def add_contact(random: Random) -> tuple[str, dict[str, str]]:
    """Return the form of a contact, maybe with a person before their time."""
    return "/add/contact", {
        "k.form.0": "meeting",
        "k.on.0": random.choice(["2019-02-03", "2003-02-01", "2014-05-01"]),
        "k.with.0": "lantern-league",
        "k.theirs.0.person": random.choice(["zero-moustafa", "Boris Wick", "gustave-h"]),
        "k.theirs.0.post": "zubrowka-minister",
        "k.topics.0": random.choice(["Lamps", "Snow"]),
    }


def add_figure(random: Random) -> tuple[str, dict[str, str]]:
    """Return the form of a figure."""
    return "/add/figure", {
        "k.name.0": "Lamps", "k.value.0": random.choice(["12", "13"]), "k.on.0": "2019", "k.telling.0": "yes",
    }  # fmt: skip


def add_person(random: Random) -> tuple[str, dict[str, str]]:
    """Return the form of a person, maybe with the name of one who is known."""
    return "/add/person", {
        "partner": "",
        "k.names.0.text": random.choice(["Grenfall Lorry", "Ada Snow", "Zero Mustafa"]),
    }


def add_source(random: Random) -> tuple[str, dict[str, str]]:
    """Return the form of a source, maybe without a day."""
    return "/add/source", {
        "k.title.0": "On lamps",
        "k.publisher.0": "Herald",
        "k.published.0": random.choice(["2019", ""]),
    }


ADDERS = (add_statement, add_tenure, add_contact, add_figure, add_person, add_source)


def make_valleys(root: Path) -> None:
    """Write a house with two partners of one region."""
    shutil.copytree(FICTIONAL, root)
    (root / "facts/graustark").mkdir()
    (root / "facts/graustark/graustark.yaml").write_text(GRAUSTARK, "utf-8")
    house = root / "facts/house.yaml"
    house.write_text(house.read_text("utf-8") + REGION, "utf-8")


def found_on_disk(root: Path) -> list[Diagnostic]:
    """Return what `check` finds in the facts as they are."""
    return run_checks(load(root), TODAY, Captures(root))


def said(findings: list[Diagnostic]) -> list[str]:
    """Return what findings say, and where."""
    return [f"{each.location} {each.code} {each.message}" for each in findings]


def next_form(browser: Browser, random: Random) -> tuple[str, dict[str, str]]:
    """Return a form to send: of a new entry, or of one with another text."""
    if random.random() < 0.3:
        address = "/edit/zubrowka/oil"
        changed = {"k.valid.0": random.choice(["2009/2011", "2010/"]), "k.text.0": random.choice(TEXTS)}
        return address, form_fields_of(browser, address) | changed
    address, form = random.choice(ADDERS)(random)
    source = {"k.evidence.0.source": random.choice(["league-charter", "alpine-herald-2019"])}
    return address, {"partner": "zubrowka", **source, **form}


def record_findings(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Draft, list[Diagnostic]]]:
    """Record what each preview finds, with its draft."""
    previewed: list[tuple[Draft, list[Diagnostic]]] = []
    find = draft_findings.new_findings

    def record(reading: Reading, store: FactStore, draft: Draft, *, with_checks: bool) -> list[Diagnostic]:
        found = find(reading, store, draft, with_checks=with_checks)
        previewed.append((draft, found))
        return found

    monkeypatch.setattr(trials, "new_findings", record)
    return previewed


@pytest.mark.parametrize(
    ("seed", "steps"),
    [(1, 8), *(pytest.param(seed, 16, marks=pytest.mark.thorough) for seed in range(2, 20))],
)
def test_a_preview_says_what_check_finds_after_the_save(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, steps: int
) -> None:
    """After any saves and undone ones: what is kept of earlier checks changes no finding."""
    previewed = record_findings(monkeypatch)
    root, random = tmp_path / "house", Random(seed)
    make_valleys(root)
    browser, codes = Browser.open(root), set()
    for _ in range(steps):
        address, form = next_form(browser, random)
        before = {(each.code, each.message) for each in found_on_disk(root)}
        if browser.post(address, {**form, "do": "preview"}).status != 200:
            continue  # the same entry is there already
        draft, found = previewed[-1]
        assert browser.post(address, {**form, "do": "save"}).status == 303
        expected = [
            each
            for each in found_on_disk(root)
            if (each.code, each.message) not in before or draft.path_of(each) is not None
        ]
        assert said(found) == said(expected), (address, form)
        codes |= {each.code for each in expected}
        if random.random() < 0.5:
            number = re.findall(r'name="number" value="(\d+)"', browser.get("/saved").text)[0]
            assert browser.post("/undo", {"number": number}).status == 303
    assert len(codes) > 3


@pytest.mark.thorough
@pytest.mark.parametrize("partner", list_partner_ids(ROOT))
def test_the_checks_of_a_partner_read_no_other_folder(partner: str) -> None:
    """So a preview may check one partner alone; the shipped facts have all that a check can speak of."""
    store, captures = load(ROOT), Captures(ROOT)

    def found_in_its_folder(store: FactStore) -> list[str]:
        found = run_checks(store, TODAY, captures)
        return said([each for each in found if each.location and f"/{partner}/" in each.location.path])

    assert found_in_its_folder(store.subset([partner])) == found_in_its_folder(store)


def test_in_a_large_house_what_is_shared_is_checked_with_a_few(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All partners would take seconds; a person is compared with every namesake all the same."""
    monkeypatch.setattr(draft_findings, "_MANY_FACTS", 0)
    make_valleys(tmp_path / "house")
    browser, previewed = Browser.open(tmp_path / "house"), record_findings(monkeypatch)
    person = {"k.names.0.text": "Grenfall Lorry", "do": "preview"}
    page = browser.post("/add/person", person).visible
    assert [finding.code for finding in previewed[-1][1]] == ["same-name"]
    assert "are both called 'Grenfall Lorry'" in page
    assert browser.post("/add/person", person | {"do": "save"}).status == 303
    assert "are both called 'Grenfall Lorry'" in browser.get("/saved").visible
    assert "They have read it with what all partners share" in page
    form = form_fields_of(browser, "/edit/zero-moustafa") | {
        "k.names.0.text": "Zero Mustafa",
        "do": "preview",
    }
    assert "Zero Mustafa" in browser.post("/edit/zero-moustafa", form).visible
    statement = {"partner": "zubrowka", "k.on.0": "2019", "k.text.0": TEXTS[0], "do": "preview"}
    page = browser.post("/add/statement", statement | {"k.evidence.0.source": "league-charter"}).visible
    assert "They have read it with" not in page


def test_a_partner_whose_words_name_an_entry_uses_it(project: Path) -> None:
    """A reference in a text counts as a link does: the text says something else once the entry has another name."""
    (project / "facts/shared/more.yaml").write_text(
        "marking: PUBLIC\npeople: [{id: ada-wick, names: [{text: Ada Wick, lang: en}]}]\n", "utf-8"
    )
    store, draft = (
        load(project),
        Draft(FactEdits(Project(project, project)), "ada-wick", before="- id: ada-wick"),
    )
    assert [*draft_findings._partners_using(store, draft)] == []
    (project / "facts/zubrowka/more.yaml").write_text(
        "marking: PUBLIC\nstatements: [{id: wick, on: 2012, text: '{person:ada-wick} lit it.', evidence: [league-charter]}]\n",
        "utf-8",
    )
    assert [*draft_findings._partners_using(load(project), draft)] == ["zubrowka"]
