"""Tests of offices: capacities of tenures, titles by the holder's gender, and holders as firm as they are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.checks.engine import run_checks
from briefings.compose.labels import Labels
from briefings.compose.phrase_text import phrase_text
from briefings.factbase.load import load
from briefings.loading.captures import Captures
from briefings.model.capacities import CAPACITIES
from briefings.model.dates import parse_day
from briefings.views.builder import build_view
from briefings.views.records import Scope
from tests.support.views import CASE, ROOT, add_fact_file

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.factbase.store import FactStore
    from briefings.model.phrases import Phrase
    from briefings.views.records import View

HOLDERS = ROOT / "tests/cases/office-holders.yaml"
DAY = "2021-05-22"


@pytest.fixture(name="holders")
def holders_fixture(project: Path) -> FactStore:
    """Return the fictional facts with ten office-holders."""
    (project / CASE).write_bytes(HOLDERS.read_bytes())
    return load(project)


def packaged_labels(language: str) -> Labels:
    """Return the labels that come with Briefings, in a language."""
    return Labels.load(language, [(ROOT / f"templates/labels/{language}.yaml", f"{language}.yaml")])


def view_on(store: FactStore, day: str, language: str = "en", *, is_public: bool = False) -> View:
    """Return the view of the fictional partner."""
    return build_view(store, Scope("zubrowka", parse_day(day), "internal", language, is_public=is_public))


def plain(phrase: Phrase, language: str = "en") -> str:
    """Return a phrase as a note prints it."""
    return phrase_text(packaged_labels(language), phrase).replace("\u00a0", " ")


def who_rows(view: View, language: str = "en") -> list[str]:
    """Return the rows of their side: the title, and who has it."""
    assert view.edited
    rows = [
        f"{plain(row.title, language)}: {plain(row.name or row.text, language)}"
        for row in view.edited.sides[0].rows
    ]
    return [row for row in rows if "Lobbies" not in row]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (
            "2021-02-10",
            ["President: Jan Roth", "President: Hugo Pell (acting)", "Foreign Minister: Ada Stern", "Ambassador: Clara Wyk"],
        ),
        (
            DAY,
            [
                "President: Hugo Pell (acting)",
                "President: Greta Olm (elect)",
                "Foreign Minister: Ada Stern",
                "Foreign Minister: Bruno Falk (ad interim)",
                "Ambassador: Dmitri Orlo (chargé d’affaires a.i.)",
            ],
        ),
        ("2022-01-10", ["President: Greta Olm", "Foreign Minister: Ada Stern", "Ambassador: Ines Quay"]),
    ],
)  # fmt: skip
def test_each_is_shown_in_the_capacity_of_the_day(day: str, expected: list[str], holders: FactStore) -> None:
    """The rows of a day say who holds each post, who stands in and who is named for it."""
    assert who_rows(view_on(holders, day)) == expected


def test_texts_name_whoever_does_the_work(holders: FactStore) -> None:
    """A reference names a stand-in with the capacity, two certain holders with "and", and no one who is to come."""
    texts = [plain(fact.text) for fact in view_on(holders, DAY).facts["statements"]]
    assert texts[:3] == [
        "Hugo Pell (acting) opened the dam.",
        "Ada Stern and Bruno Falk (ad interim) closed it.",
        "Dmitri Orlo (chargé d’affaires a.i.) was there.",
    ]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Foreign Minister ad interim"),
        ("ru", "министр иностранных дел, врио"),
        ("ar", "وزير الخارجية بصفة مؤقتة"),
        ("tg", "муваққатан иҷрокунандаи вазифаи вазири корҳои хориҷӣ"),
    ],
)
def test_a_title_says_the_capacity_in_each_language(language: str, expected: str, holders: FactStore) -> None:
    """Beside a name, the title itself bears the capacity."""
    people = view_on(holders, DAY, language).people
    falk = next(person for person in people if "Falk" in plain(person.name, language))
    assert expected in plain(falk.offices[0], language)


@pytest.mark.parametrize(
    ("language", "day", "title"),
    [
        ("fr", "2022-01-10", "présidente"),  # a woman
        ("fr", "2021-02-10", "président"),  # two men
        ("fr", "2022-02-10", "ambassadrice"),
        ("ar", "2022-01-10", "وزيرة الخارجية"),
    ],
)
def test_titles_follow_the_gender(language: str, day: str, title: str, holders: FactStore) -> None:
    """A title takes the form for the gender of its holder."""
    rows = who_rows(view_on(holders, day, language), language)
    assert title in [row.partition(":")[0] for row in rows]


def test_a_holder_of_unknown_gender_has_the_title_for_everybody(holders: FactStore) -> None:
    """Dmitri Orlo's gender is not on file, so he is "ambassadeur"."""
    rows = who_rows(view_on(holders, DAY, "fr"), "fr")
    assert "ambassadeur: Dmitri Orlo (chargé d’affaires a.i.)" in rows


@pytest.mark.parametrize("language", ["en", "fr", "ru", "tg", "ar"])
def test_every_capacity_has_its_words(language: str) -> None:
    """Each capacity has a word beside a name and a form of the title, in every language."""
    labels = packaged_labels(language)
    for capacity in CAPACITIES:
        assert not labels[f"capacity.word.{capacity}"].placeholders
        assert labels[f"capacity.title.{capacity}"].placeholders == {"title"}


def test_none_contradicts_another(holders: FactStore) -> None:
    """Whoever stands in and whoever is named take no seat, and no text names the holder of a vacant post."""
    codes = {problem.code for problem in run_checks(holders, parse_day("2022-02-01"), Captures())}
    assert not codes & {"two-holders", "duplicate-tenure", "vacant-holder", "unsure-holder", "outside-tenure"}


UNSURE = """\
posts:
- {id: watch, role: watch, partner: zubrowka, titles: [{text: Watch, lang: en}]}
tenures:
- {id: one, post: watch, holder: agatha-baker, valid: VALID, evidence: [{source: league-charter, attests: 2009-06-01}]}
statements:
- {id: bridge, on: 2013-05-05, text: "{holder:watch} opened the bridge.", evidence: [league-charter]}
"""


@pytest.mark.parametrize(
    ("valid", "is_public", "expected"),
    [
        ("2008/", False, "Agatha Baker (Jun 2009, confirm) opened the bridge."),
        ("2008/", True, "Agatha Baker (as of Jun 2009) opened the bridge."),
        ("2008/2013", False, "Agatha Baker (holder to be confirmed) opened the bridge."),
        ("2008/2013", True, "Agatha Baker (not confirmed) opened the bridge."),
        ("2008/2014", False, "Agatha Baker opened the bridge."),
    ],
)
def test_a_sentence_is_as_firm_as_its_holder(
    valid: str, expected: str, project: Path, *, is_public: bool
) -> None:
    """A holder who is only possible, or was confirmed long before, is named with that doubt."""
    add_fact_file(project, UNSURE.replace("VALID", valid))
    view = view_on(load(project), "2020-02-03", is_public=is_public)
    assert expected in [plain(fact.text) for fact in view.facts["statements"]]


ACCREDITED = """\
posts:
- {id: envoy, role: mission, organisation: lantern-league, covers: [zubrowka], titles: [{text: Envoy, lang: en}], resident: {en: Ganlook, fr: Ganlouc}}
- {id: legate, role: mission, partner: zubrowka, titles: [{text: Legate, lang: en}], resident: white-town}
places:
- {id: white-town, names: [{text: Edelweiss, lang: en, valid: 2019-12/}, {text: Ganlook, lang: en, valid: /2019-11}]}
tenures:
- {id: one, post: envoy, holder: agatha-baker, valid: 2018/, evidence: [{source: league-charter, attests: 2020-01-01}]}
- {id: two, post: legate, holder: gustave-h, valid: 2018/, evidence: [{source: league-charter, attests: 2020-01-01}]}
"""


def test_who_lives_elsewhere_is_said_to(project: Path) -> None:
    """A post whose holder lives elsewhere is printed with the place, on both sides and in the language of the note."""
    add_fact_file(project, ACCREDITED)
    store = load(project)
    assert "Legate (resident in Edelweiss): Gustave H." in who_rows(view_on(store, "2020-02-03"))
    titles = [plain(post.title, "fr") for post in view_on(store, "2020-02-03", "fr").posts["mission"]]
    assert "Legate (resident in Ganlook): Gustave H." in who_rows(view_on(store, "2019-05-03"))
    assert any("(résidence\u202f: Ganlouc)" in title for title in titles)
