"""Tests of reading the house file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.factbase.load import load
from briefings.model.dates import Duration
from briefings.model.diagnostics import Location
from briefings.model.evidence import Text
from briefings.model.house import DEFAULT_COLOURS, House, Look, Roles
from briefings.model.markings import Audience

if TYPE_CHECKING:
    from pathlib import Path


def test_the_house_is_read(project: Path) -> None:
    """The house file arrives as written, a blank desk as an empty one."""
    years = {
        "tenure": 1,
        "membership": 3,
        "cooperation": 3,
        "agreement": 3,
        "statement": 3,
        "figure": 1,
        "contact": 1,
        "commitment": 1,
        "date": 1,
        "life": 20,
    }
    expected = House(
        default_language="en",
        side="lantern-league", languages=("en",), scheme_id="public",
        audiences={"internal": Audience(name="internal", level="PUBLIC", location=Location(""))},
        review_periods={kind: Duration(12 * number, 0, f"P{number}Y") for kind, number in years.items()}
        | {"line": Duration(6, 0, "P6M")},
        roles=Roles(
            their_side=("head-of-state", "foreign-minister", "mission"),
            our_side=("secretary-general", "special-representative", "liaison-officer", "contact-point-embassy"),
        ),
        location=Location("facts/house.yaml"), locations={},
    )  # fmt: skip
    assert expected == load(project).house
    with (project / "facts/house.yaml").open("a", encoding="utf-8") as file:
        file.write(OPTIONS)
    here = Location("")
    assert load(project).house == replace(
        expected,
        originator=Text({"en": "Keepers’ Office", "fr": "Bureau des gardiens"}, here),
        reference_pattern="LLK {year}/{number}",
        disclaimer=Text({"en": "For the valley only."}, here),
        contact_count=None,
        look=Look("Letter", {**DEFAULT_COLOURS, "accent": "#6b1f2a"}, "pictures/lamp.svg"),
    )


OPTIONS = """\
originator: {en: Keepers’ Office, fr: Bureau des gardiens}
reference: LLK {year}/{number}
disclaimer: For the valley only.
contacts: all
page: Letter
colours: {accent: "#6B1F2A"}
logo: pictures/lamp.svg
"""


def test_a_house_may_say_how_often_it_looks_at_its_lines(project: Path) -> None:
    """A house that says nothing of lines looks at them after half a year; one that does, when it says."""
    house = project / "facts" / "house.yaml"
    house.write_text(house.read_text("utf-8").replace("contact: P1Y", "contact: P1Y, line: P30D"), "utf-8")
    assert load(project).house.review_periods["line"] == Duration(0, 30, "P30D")


def test_fields_and_items_have_their_places(project: Path) -> None:
    """A field is found by its name, an item by the names on the way; what is not written is where its field is."""
    house = load(project).house
    text = (project / "facts/house.yaml").read_text("utf-8").split("\n")

    def line_at(*names: str) -> str:
        return text[house.location_of(*names).line - 1]

    assert "languages" in line_at("languages", "en")
    assert house.location_of("languages", "xx") == house.location_of("languages")
    assert house.location_of("no", "such") == house.location
    assert "keeper" not in line_at("side")


def test_an_audience_is_a_level_or_says_what_else_it_may_see(project: Path) -> None:
    """An audience arrives with its name; a level alone is short for the mapping."""
    house_file = project / "facts/house.yaml"
    text = house_file.read_text(encoding="utf-8")
    keepers = "{level: PUBLIC, communities: [WICK], holds: [LANTERN], products: [card]}"
    house_file.write_text(
        text.replace("{internal: PUBLIC}", f"{{internal: PUBLIC, keepers: {keepers}}}"), encoding="utf-8"
    )
    assert list(load(project).house.audiences.values()) == [
        Audience(name="internal", level="PUBLIC", location=Location("")),
        Audience(
            name="keepers",
            level="PUBLIC",
            communities=("WICK",),
            holds=("LANTERN",),
            products=("card",),
            location=Location(""),
        ),
    ]
