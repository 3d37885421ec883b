"""Tests of figures over time: numbers, units, revisions and series, as a note states them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.compose.labels import Labels
from briefings.compose.phrase_text import phrase_text
from briefings.factbase.load import load
from briefings.model.dates import parse_day
from briefings.project import package_data_folder
from briefings.views.builder import build_view
from briefings.views.records import Scope
from tests.support.views import add_fact_file, make_view

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.model.phrases import Phrase
    from briefings.views.records import View

TEN = """\
figures:
- {id: people-2017, name: Population, value: 1.20 million, unit: people, period: 2017, evidence: [league-charter]}
- {id: people-2018, name: Population, value: 1.21 million, unit: people, period: 2018, evidence: [league-charter]}
- {id: gdp, name: Product, value: 12.5, scale: billion, currency: USD, period: 2018, revised_from: {value: 11.9, source: alpine-herald-2019}, evidence: [league-charter]}
- {id: growth, name: Growth, value: 3.5..4.0, unit: per cent, period: 2018-Q3, evidence: [league-charter]}
- {id: fall, name: Fall, value: {from: -1.5, to: 2}, unit: per cent, period: 2017/2018, evidence: [league-charter]}
- {id: trade, name: Trade, value: 1200000, currency: EUR, valid: 2018/, evidence: [{source: alpine-herald-2019, attests: 2019-02-03}]}
- {id: visas, name: Visas, value: 1450, unit: {en: visas, fr: visas}, period: 2018, evidence: [league-charter]}
- {id: outlook, name: Outlook, value: 2, scale: thousand, unit: MW, period: 2030, estimate: yes, on: 2019-02-03, evidence: [league-charter]}
- {id: share, name: Turnout, value: 61 %, on: 2018-10-12, evidence: [league-charter]}
- {id: inflation, name: Inflation, unit: per cent, series: inflation.csv, telling: yes, evidence: [league-charter]}
- {id: words, name: Lamps, value: about thirty, valid: 2018/, evidence: [{source: alpine-herald-2019, attests: 2019-02-03}]}
"""
INFLATION = "period,value,estimate,published\n2015,5.5,,\n2017,7.1,,\n2016,11.5,,\n2018,-3.0,yes,2019-03-01\n"
DAY = "2019-06-01"


@pytest.fixture
def figures(project: Path) -> Path:
    """Return the fictional project with ten figures and a series."""
    add_fact_file(project, TEN)
    (project / "facts/zubrowka/inflation.csv").write_text(INFLATION, "utf-8")
    return project


def labels_in(language: str) -> Labels:
    """Return the packaged labels of a language."""
    path = package_data_folder() / "templates" / "labels" / f"{language}.yaml"
    return Labels.load(language, [(path, path.name)])


def printed(phrase: Phrase, language: str = "en") -> str:
    """Return a phrase as a note prints it, with plain spaces."""
    return phrase_text(labels_in(language), phrase).replace("\u00a0", " ").replace("\u202f", " ")


def view_on(project: Path, day: str, language: str) -> View:
    """Return the view of the fictional partner in a language."""
    return build_view(load(project), Scope("zubrowka", parse_day(day), "internal", language))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            {
                "Population": "1.21 million people (2018); up 0.8% on 2017",
                "Product": "USD 12.5 billion (2018)",
                "Growth": "3.5 to 4.0% (Q3 2018)",
                "Fall": "−1.5 to 2% (2017/2018)",
                "Trade": "EUR 1,200,000",
                "Visas": "1,450 visas (2018)",
                "Outlook": "2,000 MW (2030, estimate)",
                "Turnout": "61%",
                "Inflation": "−3.0% (2018, estimate); down 10.1 percentage points on 2017",
                "Lamps": "about thirty",
            },
        ),
        (
            "fr",
            {
                "Population": "1,21 million de personnes (2018) ; +0,8 % par rapport à 2017",
                "Product": "12,5 milliards USD (2018)",
                "Growth": "3,5 à 4,0 % (T3 2018)",
                "Trade": "1 200 000 EUR",
                "Visas": "1 450 visas (2018)",
            },
        ),
        (
            "ru",
            {
                "Population": "1,21 миллиона чел. (2018 г.); +0,8 % (сравнение: 2017 г.)",
                "Product": "12,5 миллиарда USD (2018 г.)",
                "Trade": "1 200 000 EUR",
            },
        ),
        ("tg", {"Product": "12,5 миллиард USD (соли 2018)", "Turnout": "61%"}),
        ("ar", {"Product": "12.5 مليار USD (2018)", "Growth": "3.5 إلى 4.0% (الربع 3 من 2018)"}),
    ],
)
def test_each_language_writes_numbers_in_its_way(
    figures: Path, language: str, expected: dict[str, str]
) -> None:
    found = {
        printed(figure.name, language).partition(" [")[0]: printed(figure.text, language)
        for figure in view_on(figures, DAY, language).facts["figures"]
    }
    found = {name: text.replace(" [en]", "") for name, text in found.items()}
    assert {name: found[name] for name in expected} == expected


def test_the_desk_sees_every_number_with_its_change_and_what_it_was(figures: Path) -> None:
    """Older numbers, revisions and estimates are in the series; a figure with one number is not."""
    series = make_view(figures, DAY).series
    rows = {
        (printed(item.name), printed(point.period)): (
            printed(point.value),
            printed(point.change),
            printed(point.remark),
            [printed(revision) for revision in point.revisions],
        )
        for item in series
        for point in item.points
    }
    assert rows == {
        ("Population", "2017"): ("1.20 million people", "", "", []),
        ("Population", "2018"): ("1.21 million people", "up 0.8%", "", []),
        ("Product", "2018"): (
            "USD 12.5 billion",
            "",
            "",
            ["revised from USD 11.9 billion (4 February 2019)"],
        ),
        ("Inflation", "2015"): ("5.5%", "", "", []),
        ("Inflation", "2016"): ("11.5%", "up 6.0 percentage points", "", []),
        ("Inflation", "2017"): ("7.1%", "down 4.4 percentage points", "", []),
        ("Inflation", "2018"): ("−3.0%", "down 10.1 percentage points", "estimate", []),
    }


def test_a_revision_is_no_dispute(figures: Path) -> None:
    assert not any(figure.disputed for figure in make_view(figures, DAY).facts["figures"])
    assert not any("Product" in printed(question.text) for question in make_view(figures, DAY).questions)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2015-12-30", None),
        ("2015-12-31", "5.5% (2015)"),
        ("2017-12-31", "7.1% (2017); down 4.4 percentage points on 2016"),
        ("2019-02-28", "7.1% (2017); down 4.4 percentage points on 2016"),
        ("2019-03-01", "−3.0% (2018, estimate); down 10.1 percentage points on 2017"),
    ],
)
def test_a_series_stands_as_it_was_known_on_the_day(figures: Path, day: str, expected: str | None) -> None:
    """A number counts once its time is over, or from the day on which it was published."""
    found = {
        printed(figure.name): printed(figure.text) for figure in make_view(figures, day).facts["figures"]
    }
    assert found.get("Inflation") == expected


def test_the_principal_reads_the_figures_that_the_desk_has_marked(figures: Path) -> None:
    edited = make_view(figures, DAY).edited
    assert edited is not None
    assert [printed(figure) for figure in edited.figures] == [
        "Inflation: −3.0% (2018, estimate); down 10.1 percentage points on 2017"
    ]


def test_figures_of_one_name_that_differ_in_kind_are_no_series(project: Path) -> None:
    """Another currency, or no time of its own: each stands alone."""
    add_fact_file(
        project,
        "figures:\n"
        "- {id: a, name: Trade, value: 5, currency: EUR, period: 2017, evidence: [league-charter]}\n"
        "- {id: b, name: Trade, value: 6, currency: USD, period: 2018, evidence: [league-charter]}\n"
        "- {id: c, name: Trade, value: much, valid: 2018/, evidence: [{source: alpine-herald-2019, attests: 2019-02-03}]}\n",
    )
    view = make_view(project, DAY)
    assert [printed(figure.text) for figure in view.facts["figures"]] == [
        "EUR 5 (2017)",
        "USD 6 (2018)",
        "much",
    ]
    assert view.series == ()
