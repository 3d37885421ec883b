"""Tests of what is ahead, and of the calendar of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefings.authoring.ahead.calendar_file import calendar_bytes
from briefings.authoring.ahead.timeline import coming_data, coming_lines, list_coming
from briefings.authoring.importing.ics_file import read_ics
from briefings.authoring.partners.overview import list_partners
from briefings.project import Project
from tests.support.withheld import add_second_level

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.authoring.ahead.coming import Coming

DAY = date(2019, 3, 1)
FACTS = """
marking: PUBLIC
places: [{id: lutz, names: [{text: Lutz, lang: en}]}]
dates:
- {id: past, on: 2019-02-28, what: A feast, evidence: [league-charter]}
- {id: feast, on: 2019-03-01, sort: national-day, what: "A feast, with {person:zero-moustafa}; lamps", place: lutz, evidence: [league-charter]}
- {id: election, on: 2019-11, sort: election, what: An election, evidence: [league-charter]}
- {id: far, on: 2025, what: A jubilee, evidence: [league-charter]}
visits:
- {id: tour, on: 2019-05-07/2019-05-08, with: lantern-league, place: lutz, purpose: To talk., evidence: [league-charter]}
agreements:
- {id: oil-deal, valid: 2010/2019-12-31, title: Oil deal, evidence: [league-charter]}
statements:
- {id: secret, on: 2019-01-01, text: It snowed., not_before: 2019-04-01, evidence: [league-charter]}
"""


def coming(project: Path, **options: object) -> list[Coming]:
    """Return what is ahead in the fictional project with more facts."""
    (project / "facts" / "zubrowka" / "ahead.yaml").write_text(FACTS, "utf-8")
    return list_coming(Project(project, project), DAY, **options)  # type: ignore[arg-type]


def test_what_is_ahead_is_listed_in_the_order_of_time(project: Path) -> None:
    """What comes on the day counts, what is over does not."""
    lines = [" ".join(line.split()) for line in coming_lines(coming(project))]
    assert [line for line in lines if "zubrowka/" in line] == [
        "2019-03-01 Zubrowka: A feast, with Zero Moustafa; lamps, Lutz (zubrowka/feast)",
        "2019-04-01 Zubrowka: the embargo on zubrowka/secret ends (zubrowka/secret)",
        "2019-05-07/2019-05-08 Zubrowka: visit: To talk, Lutz (zubrowka/tour)",
        "2019-11 Zubrowka: An election (zubrowka/election)",
        "2019-12-31 Zubrowka: Oil deal ends (zubrowka/oil-deal)",
        "2025 Zubrowka: A jubilee (zubrowka/far)",
    ]
    assert {item["sort"] for item in coming_data(coming(project))} >= {"date", "visit", "end", "embargo"}


TURNS = """
marking: PUBLIC
sources: [{id: herald-2019, title: News, publisher: Alpine Herald, published: 2019-02-28, language: en}]
people: [{id: nina, names: [{text: Nina Oar, lang: en}]}]
tenures:
- {id: next, post: zubrowka-minister, holder: nina, valid: 2019-06-01/, evidence: [herald-2019]}
agreements:
- {id: air, title: Air Accord, evidence: [herald-2019], stages: [{stage: signed, on: 2019-01-01}, {stage: in-force, on: 2019-07-01}]}
- {id: tar, title: Tar Accord, valid: 2009/..2019, evidence: [herald-2019]}
memberships: [{id: next-programme, framework: wick-programme, valid: 2019-08-01/2020, evidence: [herald-2019]}]
contacts:
- {id: talks, on: 2019-04-01, form: negotiation-round, with: lantern-league, topics: [Wicks], evidence: [herald-2019], stages: [{stage: postponed, on: 2019-02-28, to: 2019-09-01}]}
dates:
- {id: poll, on: 2019-10-01, what: A poll, evidence: [herald-2019], stages: [{stage: cancelled, on: 2019-02-28}]}
places: [{id: lutz, names: [{text: Lutz, lang: en, valid: /2019-10-31}, {text: Neulutz, lang: en, valid: 2019-11-01/}]}]
posts: [{id: quay, role: quay, partner: zubrowka, valid: 2000/2019-12-01, titles: [{text: Keeper of the Quay, lang: en}]}]
"""


def test_what_begins_moves_and_ends_is_ahead(project: Path) -> None:
    """Successors, stages, plans of every form, names and posts are ahead; what was called off is not."""
    (project / "facts" / "zubrowka" / "turns.yaml").write_text(TURNS, "utf-8")
    lines = [" ".join(line.split()) for line in coming_lines(list_coming(Project(project, project), DAY))]
    assert lines == [
        "2019-06-01 Zubrowka: Minister of Lobbies: the term of Nina Oar begins (zubrowka/next)",
        "2019-07-01 Zubrowka: Air Accord: in force (zubrowka/air)",
        "2019-08-01 Zubrowka: participation in Wick Programme begins (zubrowka/next-programme)",
        "2019-09-01 Zubrowka: negotiation round: Wicks (zubrowka/talks)",
        "2019-11-01 Zubrowka: Lutz becomes Neulutz (lutz)",
        "2019-12-01 Zubrowka: Keeper of the Quay ends (quay)",
        "2019-12-31 Zubrowka: Tar Accord ends by then (zubrowka/tar)",
        "2020 Zubrowka: participation in Wick Programme ends (zubrowka/next-programme)",
        "2021-12-31 Envoy to the Far Valleys ends (league-envoy)",
    ]


CHANGES = """
marking: PUBLIC
sources:
- id: sealed
  title: The sealed letter
  publisher: Lantern Keepers
  published: 2018
  language: en
  marking: {level: LANTERN-SECRET, declassify: 2019-05-01}
people:
- id: zq
  names: [{text: Zq, lang: en}, {text: Zqq, lang: en, form: variant, marking: {level: LANTERN-SECRET, downgrade: {on: 2019-06-01, to: PUBLIC}}}]
statements:
- {id: embargoed, on: 2019-01-01, text: It snowed., not_before: 2019-04-01, evidence: [league-charter]}
- {id: falling, on: 2019-01-01, text: "{person:zq} sang.", marking: {level: LANTERN-SECRET, declassify: 2019-04-15}, evidence: [sealed]}
"""


def test_the_days_on_which_notes_change(project: Path) -> None:
    """Embargoes and the markings of facts, sources and names are ahead for the desk; an audience learns of none."""
    add_second_level(project)
    house = project / "facts" / "house.yaml"
    house.write_text(
        house.read_text("utf-8").replace("internal: PUBLIC", "internal: LANTERN-SECRET, low: PUBLIC"), "utf-8"
    )
    before = list_coming(Project(project, project), DAY, audience="low")
    (project / "facts" / "zubrowka" / "changes.yaml").write_text(CHANGES, "utf-8")
    found = list_coming(Project(project, project), DAY)
    assert [(item.when, item.key) for item in found if item.sort in {"embargo", "marking"}] == [
        ("2019-04-01", "zubrowka/embargoed"),
        ("2019-04-15", "zubrowka/falling"),
        ("2019-05-01", "sealed"),
        ("2019-06-01", "zq"),
    ]
    (line,) = list_partners(Project(project, project), DAY)
    assert line.endswith("; notes change on 2019-04-01: the embargo on zubrowka/embargoed ends")
    (line,) = list_partners(Project(project, project), DAY, audience="low")
    assert "change" not in line
    assert coming_data(list_coming(Project(project, project), DAY, audience="low")) == coming_data(before)
    assert b"sealed" in calendar_bytes(found, "lantern-league", DAY)


def test_until_leaves_out_what_begins_later(project: Path) -> None:
    """The last day counts."""
    ids = [item.entry.id for item in coming(project, until=date(2019, 11, 1))]
    assert "election" in ids
    assert "oil-deal" not in ids


def test_an_audience_sees_its_own_dates(project: Path) -> None:
    """A calendar gives away nothing: what is withheld is not in it."""
    add_second_level(project)
    path = project / "facts" / "zubrowka" / "ahead.yaml"
    path.write_text(FACTS.replace("what: An election", "marking: LANTERN-SECRET, what: An election"), "utf-8")
    found = list_coming(Project(project, project), DAY, audience="internal")
    assert "election" not in [item.entry.id for item in found]
    assert b"election" not in calendar_bytes(found, "lantern-league", DAY)


def test_a_calendar_is_as_the_standard_has_it(project: Path) -> None:
    """Lines are folded at 75 octets, texts escaped, ends exclusive; the same facts make the same bytes."""
    data = calendar_bytes(coming(project), "lantern-league", DAY)
    assert data == calendar_bytes(coming(project), "lantern-league", DAY)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    lines = data.decode().replace("\r\n ", "").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert r"SUMMARY:Zubrowka: A feast\, with Zero Moustafa\; lamps" in lines
    assert "UID:date.feast.zubrowka@lantern-league.briefings" in lines
    assert "SUMMARY:Zubrowka: An election (2019-11)" in lines
    start = lines.index("DTSTART;VALUE=DATE:20190507")
    assert lines[start + 1] == "DTEND;VALUE=DATE:20190509"
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(uids) == len(set(uids))


@pytest.mark.parametrize("words", ["É" * 100, "a\\b;c,d"])
def test_any_text_survives_folding(words: str, project: Path) -> None:
    """No character is cut in two, and every line has its room."""
    (project / "facts" / "zubrowka" / "ahead.yaml").write_text(
        FACTS.replace("A jubilee", f"'{words}'"), "utf-8"
    )
    found = list_coming(Project(project, project), DAY)
    data = calendar_bytes(found, "lantern-league", DAY)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    assert f"SUMMARY:Zubrowka: {escaped} (2025)" in data.decode().replace("\r\n ", "")


YEARLY = """
marking: PUBLIC
dates:
- {id: feast, on: 1991-09-09, yearly: yes, sort: national-day, what: A feast, evidence: [league-charter]}
- {id: leap, on: 2004-02-29, yearly: yes, what: A leap, evidence: [league-charter]}
- {id: fair, on: 1999-10-30/1999-11-02, yearly: yes, what: A fair, evidence: [league-charter]}
- {id: jubilee, on: 2020-01-01, what: A jubilee, evidence: [league-charter]}
"""


def test_a_yearly_date_comes_back_in_a_calendar(project: Path) -> None:
    """A yearly date has a rule from its next day on, until the last day asked for; one of 29 February, of its month's end."""
    (project / "facts" / "zubrowka" / "ahead.yaml").write_text(YEARLY, "utf-8")
    found = [item for item in list_coming(Project(project, project), DAY) if item.key.startswith("zubrowka/")]
    assert [(item["when"], item["yearly"]) for item in coming_data(found)] == [
        ("2019-09-09", True),
        ("2019-10-30/2019-11-02", True),
        ("2020-01-01", False),
        ("2020-02-29", True),
    ]
    for until, rules in (
        (None, ["FREQ=YEARLY", "FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"]),
        (
            date(2030, 1, 1),
            ["FREQ=YEARLY;UNTIL=20300101"] * 2 + ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1;UNTIL=20300101"],
        ),
    ):
        data = calendar_bytes(found, "lantern-league", DAY, until)
        lines = data.decode().split("\r\n")
        assert [line.removeprefix("RRULE:") for line in lines if line.startswith("RRULE:")] == rules
    # Read as a calendar of visits, it has the one event that is of one year.
    read = read_ics(data, "ahead.ics")
    assert [row.cells["purpose"] for row in read.rows] == ["Zubrowka: A jubilee"]
    assert len(read.skipped) == 3
