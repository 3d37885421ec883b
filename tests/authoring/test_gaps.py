"""Tests of the gaps in the facts about a partner."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefings.authoring.gaps.missing import find_gaps
from briefings.model.diagnostics import BriefingsError
from briefings.project import Project
from tests.support.authoring import PARTNER_DAY, add_to_project
from tests.support.builds import replace_once, run_briefings
from tests.support.commands import run_line

if TYPE_CHECKING:
    from pathlib import Path


def gap_codes(project: Path, partner: str, day: date = PARTNER_DAY) -> list[str]:
    """Return the codes of the gaps of a partner, without repeats."""
    return list(dict.fromkeys(each.code for each in find_gaps(Project(project, project), partner, day)))


def test_gaps_of_a_partner_of_whom_nothing_is_known(project: Path) -> None:
    """All that a note would like is lacking, who holds which post first."""
    add_to_project(project)
    assert gap_codes(project, "uzbekistan") == [
        "no-post", "no-contact", "no-framework", "no-background", "no-milestone", "empty-area", "no-figure",
        "no-formal-name",
    ]  # fmt: skip


MORE = """\
marking: PUBLIC
sources:
- {id: leaflet, title: A leaflet, publisher: Porters, language: en}
posts:
- {id: zubrowka-mission, role: mission, partner: zubrowka, titles: [{text: Envoy, lang: en}]}
frameworks:
- {id: oil-club, organisation: lantern-league, names: [{text: Oil Club, lang: en}]}
memberships:
- {id: club, framework: oil-club, valid: /, evidence: [{source: leaflet, attests: 2015}]}
"""


@pytest.mark.parametrize(
    ("code", "place", "words"),
    [
        ("no-post", "facts/zubrowka/zubrowka.yaml:3:3", "role 'head-of-state'"),
        ("no-holder", "facts/zubrowka/more.yaml:5:3", "the holder of Envoy is unknown"),
        ("undated-framework", "facts/zubrowka/more.yaml:9:3", "“Oil Club” has no beginning"),
        ("framework-overdue", "facts/zubrowka/more.yaml:9:3", "“Oil Club” has been overdue for review"),
        ("source-without-date", "facts/zubrowka/more.yaml:3:3", "the source “A leaflet” has no date"),
        ("untranslated", "facts/zubrowka/zubrowka.yaml:26:9", "lamps has no text in fr"),
        ("untranslated-name", "facts/zubrowka/more.yaml:5:3", "“Envoy” has no title in fr"),
        ("untranslated-name", "facts/zubrowka/more.yaml:7:3", "“Oil Club” has no name in fr"),
        ("untranslated-name", "facts/zubrowka/zubrowka.yaml:3:3", "“Zubrowka” has no name in fr"),
        ("untranslated", "facts/house.yaml:7:7", "the desk of the house has no text in fr"),
        ("untranslated", "facts/house.yaml:8:29", "the clearance of the house has no text in fr"),
    ],
)
def test_each_gap_has_its_place(project: Path, code: str, place: str, words: str) -> None:
    """What is lacking is told where it belongs, with what to write."""
    (project / "facts/zubrowka/more.yaml").write_text(MORE, "utf-8")
    replace_once(project / "facts/house.yaml", "languages: [en]", "languages: [en, fr]")
    replace_once(
        project / "facts/house.yaml",
        "desk:\nclearance: []",
        "desk: West desk\nclearance: [{en: A, fr: B}, Head]",
    )
    found = [
        each for each in find_gaps(Project(project, project), "zubrowka", PARTNER_DAY) if each.code == code
    ]
    assert (place, True) in [(str(each.location), words in each.message) for each in found], found
    assert all(each.hint for each in found)


def test_a_gap_with_a_frame_asks_for_the_words(project: Path) -> None:
    """The place is there already, so the hint says what stands in it."""
    replace_once(project / "facts/house.yaml", "languages: [en]", "languages: [en, fr, ru]")
    text = "text: {en: Lamps., fr: {text: TODO, of: 1a2b3c4d}}"
    entry = f"- {{id: framed, on: 2011, {text}, evidence: [league-charter]}}\n"
    (project / "facts/zubrowka/more.yaml").write_text(f"marking: PUBLIC\nstatements:\n{entry}", "utf-8")
    found = find_gaps(Project(project, project), "zubrowka", PARTNER_DAY)
    (gap,) = [each for each in found if str(each.location).startswith("facts/zubrowka/more.yaml")]
    assert gap.hint == "add `ru:`; write it in place of the TODO of `fr:`"


DETAILS = """\
marking: PUBLIC
posts:
- {id: zubrowka-mission, role: foreign-minister, partner: zubrowka, titles: [{text: Envoy, lang: en}, {text: envoyée, lang: fr, gender: f}]}
people:
- {id: ada, names: [{text: Ada Stern, lang: en}]}
- {id: ben, gender: m, names: [{text: Ben Falk, lang: en}]}
tenures:
- {id: t1, post: zubrowka-mission, holder: ada, valid: 2018/2030, evidence: [league-charter]}
contacts:
- {id: dinner, on: 2019-04-01, form: meeting, with: lantern-league, evidence: [league-charter]}
- {id: lunch, on: 2019-04-02, form: meeting, with: lantern-league, outcome: They ate., evidence: [league-charter]}
- {id: letter, on: 2019-04-03, form: letter, with: lantern-league, evidence: [league-charter]}
commitments:
- {id: barrel, on: 2019-04-01, by: ours, text: A barrel., evidence: [league-charter]}
- {id: wicks, on: 2019-04-01, by: ours, text: Wicks., evidence: [league-charter]}
- {id: lamps-given, on: 2019-04-01, by: ours, text: Lamps., evidence: [league-charter], stages: [{stage: kept, on: 2019-05-01}]}
agreements:
- {id: pact, on: 2018-01-02, title: Pact of Lutz, evidence: [league-charter]}
- {id: treaty, title: Treaty of Lutz, evidence: [league-charter], stages: [{stage: signed, on: 2018}]}
figures:
- {id: guests, name: Guests, value: 12, valid: 2018/, evidence: [{source: league-charter, attests: 2019-04-01}]}
- {id: lamp-count, name: Lamps, value: 12, period: 2018, evidence: [league-charter]}
dates:
- {id: vote, on: 2019-04-05, sort: election, what: Election, evidence: [alpine-herald-2019]}
"""


def test_details_that_are_missing_are_one_line_each(project: Path) -> None:
    """Facts that lack the same stand together; those that have it are not named."""
    (project / "facts/zubrowka/more.yaml").write_text(DETAILS, "utf-8")
    replace_once(project / "facts/house.yaml", "languages: [en]", "languages: [en, fr]")
    found = {
        each.code: each.message for each in find_gaps(Project(project, project), "zubrowka", date(2019, 6, 1))
    }
    assert {code: found[code] for code in found if code in DETAIL_CODES} == {
        "no-outcome": "no outcome is on record for “1 April 2019, meeting”, “3 February 2019, visit, Lutz: Agatha Baker, Zero Moustafa, Porters of the valley: Snow”",
        "no-due-day": "no due day is on record for “A barrel.”, “Wicks.”",
        "past-date": "no source reports the outcome of “Election”",
        "stage-unknown": "not recorded whether this agreement is in force: “Pact of Lutz”",
        "no-gender": "titles need the gender of “Ada Stern”",
        "no-life": "only posts are on record for “Ada Stern”, “Zero Moustafa”; a biography needs more",
        "no-period": "no time is on record for the figures “Guests: 12”",
    }


DETAIL_CODES = ("no-outcome", "no-due-day", "past-date", "stage-unknown", "no-gender", "no-life", "no-period")


def test_gaps_that_come_with_time(project: Path) -> None:
    """A year after the last sign of a holder and the last contact, both are gaps; before, neither is."""
    recent, later = (
        gap_codes(project, "zubrowka", date(2019, 3, 1)),
        gap_codes(project, "zubrowka", date(2021, 3, 1)),
    )
    assert not {"holder-overdue", "no-recent-contact"} & set(recent)
    assert {"holder-overdue", "no-recent-contact"} <= set(later)
    assert later.index("holder-overdue") < later.index("no-recent-contact")


def test_gaps_of_nobody(project: Path) -> None:
    """A partner that there is not is named, with the one that may be meant, or how to add it."""
    for asked, hint in (("zubrovka", "did you mean zubrowka?"), ("uzbekistan", "known: zubrowka")):
        with pytest.raises(BriefingsError, match="unknown-partner") as caught:
            gap_codes(project, asked)
        assert hint in str(caught.value)


def test_the_commands(project: Path) -> None:
    """`new` names what it wrote, and `gaps` tells people in lines and programs in JSON."""
    made = run_briefings(project, "new", "grand-fenwick", "--name", "Grand Fenwick")
    assert (made.returncode, made.stdout.split("\n")[0]) == (0, "facts/grand-fenwick/partner.yaml")
    told = run_briefings(project, "gaps", "grand-fenwick", "--as-of", "2019-06-01")
    assert told.stdout.startswith("facts/grand-fenwick/partner.yaml:5:3: info[no-post]: ")
    data = json.loads(
        run_briefings(project, "gaps", "grand-fenwick", "--as-of", "2019-06-01", "--format", "json").stdout
    )
    assert len(data) == told.stdout.count(": info[")
    assert data[0]["location"] == {"path": "facts/grand-fenwick/partner.yaml", "line": 5, "column": 3}


def test_the_commands_in_hints_have_the_options_that_they_name(project: Path) -> None:
    """A new partner lacks everything; each `briefings add` in a hint is a command, with options that it has."""
    add_to_project(project)
    found = find_gaps(Project(project, project), "uzbekistan", PARTNER_DAY)
    commands = [each for gap in found for each in re.findall(r"`briefings add (\w+)([^`]*)`", gap.hint)]
    assert {kind for kind, _ in commands} >= {
        "post",
        "contact",
        "membership",
        "statement",
        "cooperation",
        "figure",
    }
    for kind, words in commands:
        help_text = run_line(f"add {kind} --help").out
        assert not [option for option in re.findall(r"--[\w-]+", words) if f"{option} " not in help_text]
