"""Tests of the note on Tajikistan: correct as of any date; the reference case of the product."""

from __future__ import annotations

import calendar
import random
import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefings.build.workspace import Workspace
from briefings.compose.compose import compose
from briefings.compose.house_style import HouseStyle
from briefings.compose.labels import Labels
from briefings.compose.products import Product
from briefings.factbase.announcements import announced_end, announced_start
from briefings.outputs import markdown
from briefings.project import Project
from briefings.templating import Templates
from briefings.views.builder import build_view
from briefings.views.records import Scope
from tests.support.notes import make_draft
from tests.support.turns import in_turn
from tests.support.views import shipped_store

if TYPE_CHECKING:
    from briefings.compose.brief import Brief

ROOT = Path(__file__).parent.parent
PROJECT = Project(ROOT, ROOT)
BASE = shipped_store()
TEMPLATES = Templates(PROJECT.template_folders(), ROOT)
PRODUCT = Product.load(ROOT / "templates" / "products" / "desk.yaml", "templates/products/desk.yaml")
LABELS = Labels.load("en", [(ROOT / "templates" / "labels" / "en.yaml", "templates/labels/en.yaml")])
TODAY = date(2026, 11, 23)
ORACLE_DAYS = [
    "2003-01-01",
    "2010-06-01",
    "2011-06-23",
    "2016-01-01",
    "2019-06-01",
    "2025-11-15",
    "2026-11-23",
]
# What was agreed or planned in advance may lie ahead of the day of the note.
PLANS = {
    "tajikistan/virtual-silk-highway-end",
    "kazakhstan/meeting-2021-09",
    "moldova/itpp-plan-2024",
}


@cache
def make_brief(day: str, partner: str = "tajikistan", contacts: int | None = 8) -> Brief:
    """Return the note of a day."""
    view = build_view(BASE, Scope(partner, date.fromisoformat(day), "internal", "en", contacts))
    return compose(view, PRODUCT, HouseStyle(BASE.house, BASE.scheme, TEMPLATES, LABELS))


def section_text(day: str, section: str = "", contacts: int | None = 8) -> str:
    """Return the sentences of a section of the note, one per line; of the whole note if no section is given."""
    lines = [
        sentence.text.replace("\u00a0", " ")
        for sentence in make_brief(day, contacts=contacts).sentences
        if sentence.section_key.endswith(section)
    ]
    return "\n".join(lines)


def glance_row(day: str, item: str) -> str:
    """Return the row of the table at a glance that begins with an item."""
    return next(line for line in section_text(day, "glance").split("\n") if line.startswith(item))


def contact_rows(day: str, limit: int | None = 8) -> list[str]:
    """Return the rows of the table of contacts."""
    return [line for line in section_text(day, "contacts", limit).split("\n") if line.count(" | ") == 3]


def test_2003_partnership_but_no_special_representative() -> None:
    """In 2003 the partnership is on record, the envoy's post did not exist, and the minister is not known."""
    assert "Partnership for Peace (PfP) | since 20 February 2002" in glance_row(
        "2003-01-01", "Framework | Partnership"
    )
    assert "The post did not exist" in glance_row("2003-01-01", "Special Representative")
    assert glance_row("2003-01-01", "Foreign minister") == "Foreign minister | Not known for this date"


def test_2010_simmons_and_zarifi() -> None:
    """In June 2010 Simmons and Zarifi hold office, and nothing of 2011 is told."""
    assert "Robert F. Simmons" in glance_row("2010-06-01", "Special Representative")
    assert "Hamrokhon Zarifi" in glance_row("2010-06-01", "Foreign minister")
    assert "Appathurai" not in section_text("2010-06-01")
    assert "2011" not in section_text("2010-06-01")


def test_2011_appathurai_and_the_page_that_nobody_updated() -> None:
    """In June 2011 Appathurai holds the post, and the page that names Simmons is quoted, not believed."""
    day = "2011-06-23"

    assert "James Appathurai" in glance_row(day, "Special Representative")
    assert "Simmons" not in glance_row(day, "Special Representative")
    assert contact_rows(day)[0].startswith("22 June 2011 | Visit, Dushanbe | Hamrokhon Zarifi")
    assert "Individual Partnership Programme (IPP)" in section_text(day, "glance")
    assert "IPCP" not in section_text(day)
    assert (
        "NATO, “NATO’s relations with Tajikistan” (undated; as quoted by Asia-Plus on 23 June 2011): "
        "names Robert F. Simmons."
    ) in section_text(day, "questions")
    assert "Ҳамрохон Зарифӣ" in section_text(day, "names")


def test_the_page_is_in_question_from_the_day_it_was_quoted() -> None:
    """A day earlier nobody had quoted the page yet."""
    assert "names Robert F. Simmons" not in section_text("2011-06-22", "questions")


@pytest.mark.parametrize(
    ("day", "name", "other"),
    [("2016-01-01", "Sirojiddin Aslov", "Muhriddin"), ("2019-06-01", "Sirojiddin Muhriddin", "Zarifi")],
)
def test_one_minister_two_names(day: str, name: str, other: str) -> None:
    """The same man is called by the name he bore on the day."""
    assert name in glance_row(day, "Foreign minister")
    assert other not in glance_row(day, "Foreign minister")


def test_2016_the_programme_is_the_ipcp() -> None:
    """In 2016 the programme is the IPCP, and the IPP is past."""
    standing = [
        line for line in section_text("2016-01-01", "glance").split("\n") if line.startswith("Framework")
    ]

    assert any("Individual Partnership and Cooperation Programme (IPCP)" in line for line in standing)
    assert not any("IPP" in line for line in standing)


def test_2025_the_post_is_vacant() -> None:
    """In November 2025 the post of Special Representative is said to be vacant."""
    assert "Vacant" in glance_row("2025-11-15", "Special Representative")


def test_2026_presumed_and_overdue() -> None:
    """In November 2026 what was last attested long ago is shown as overdue, not as plain truth."""
    day = TODAY.isoformat()

    assert "Kevin Hamilton" in glance_row(day, "Special Representative")
    assert "last attested 6 March 2026" in glance_row(day, "Special Representative")
    assert "last attested January 2026" in glance_row(day, "Foreign minister")
    assert "last attested 21 March 2019; confirmation due" in glance_row(day, "Framework | Individual")
    assert "The latest contact on record: 12 May 2023." in section_text(day, "contacts")


def test_2026_names_of_the_time_in_contacts() -> None:
    """The contact of October 2004 names the President as he was then called, later ones by his later name."""
    by_year = {line[: line.index(" | ")][-4:]: line for line in contact_rows(TODAY.isoformat(), None)}

    assert "Emomali Rahmonov" in by_year["2004"]
    assert "Emomali Rahmon (President)" in by_year["2007"]
    assert "Emomali Rahmon (President)" in by_year["2013"]


def test_the_assembly_is_kept_apart() -> None:
    """A meeting with the NATO Parliamentary Assembly is not among those with NATO."""
    note = markdown.render(make_brief(TODAY.isoformat())).decode().replace("\u00a0", " ")
    with_nato, _, with_assembly = note.partition("### With the NATO Parliamentary Assembly")

    assert "| 23 June 2015 |" not in with_nato
    assert "| 23 June 2015 |" in with_assembly


_MONTHS = calendar.month_name[1:]
_IN_WORDS = re.compile(rf"(?:(?:(\d{{1,2}}) )?({'|'.join(_MONTHS)}) )?\b((?:19|20)\d\d)\b")


def first_days(words: str) -> list[date]:
    """Return the first day of each date in a text."""
    return [
        date(int(year), _MONTHS.index(month) + 1 if month else 1, int(day or 1))
        for day, month, year in _IN_WORDS.findall(words.replace("\u00a0", " "))
    ]


def random_days(number: int) -> list[str]:
    """Return random days that are the same in every run, so that failures can be reproduced."""
    dice = random.Random(20110623)
    first = date(1991, 1, 1)
    return [(first + timedelta(dice.randrange((TODAY - first).days))).isoformat() for _ in range(number)]


def announced_days(keys: set[str], day: date) -> set[date]:
    """Return the first days of the ends and beginnings of facts that sources of a day announce."""
    facts = [BASE.facts_by_key[key] for key in keys & BASE.facts_by_key.keys()]
    told = [find(BASE, fact, day) for fact in facts for find in (announced_end, announced_start)]
    return {when.nominal_first_day for when in told if when}


@pytest.mark.slow
@pytest.mark.parametrize("count", [0, pytest.param(80, marks=pytest.mark.thorough)])
@pytest.mark.parametrize("partner", [partner.id for partner in BASE.partners])
def test_nothing_comes_from_later(partner: str, count: int) -> None:
    """On the days of the oracle, and in a thorough run on random ones, no sentence of a note names a later date that was not announced."""
    for day in [*ORACLE_DAYS, *random_days(count)]:
        for sentence in make_brief(day, partner).sentences:
            cited = {citation.fact_key for citation in sentence.citations}
            if not cited & PLANS:
                known = announced_days(cited, date.fromisoformat(day))
                later = [found for found in first_days(sentence.text) if found > date.fromisoformat(day)]
                assert [found for found in later if found not in known] == [], f"as of {day}: {sentence.text}"


def test_the_guard_against_later_dates_bites() -> None:
    """The reading of dates in the test above finds a day, a month and a year."""
    assert [date(2011, 6, 22), date(2012, 5, 1), date(2013, 1, 1)] == first_days(
        "on 22 June 2011, in May 2012, by 2013"
    )
    assert {fact.key for fact in BASE.facts} >= PLANS


@pytest.mark.parametrize("partner", in_turn(partner.id for partner in BASE.partners))
def test_the_same_note_twice(partner: str) -> None:
    """Composing twice from newly read facts gives the same bytes."""
    first, second = (markdown.render(make_draft(Workspace(PROJECT), partner, TODAY).brief) for _ in range(2))

    assert first == second
