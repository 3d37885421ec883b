"""Tests of the import of lists: proposals with their places, all problems in one pass, nothing twice, nothing half."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from briefings.authoring.importing.import_map import sample_map
from briefings.authoring.importing.written_capacities import split_capacity
from briefings.factbase.load import load
from briefings.model.contacts import Visit
from briefings.model.entities import Post
from briefings.model.facts import Tenure
from briefings.model.figures import Figure
from tests.support.builds import OWN, replace_once
from tests.support.commands import CommandResult, files_below, run_line
from tests.support.workbooks import make_workbook

if TYPE_CHECKING:
    from pathlib import Path

VISITS = """\
Country,Date,Type,Place,Our side,Their side,Topics
Zubrowka,03/02/2019,Meeting,Lutz,Agatha Baker,Zero Moustafa; Anna \u200bŚwit,Lamps; Wicks
zubrowka,04/05/2018,Phone call,Nebelsbad,Agatha Baker,Anna Świt,"=cmd|' /C calc'!A0"
"""
IMPORT = "import list.csv --source 'The Keeper Visits Zubrowka' --map map.yaml --as-of 2019-06-01"
SOURCE = "alpine-herald-2019"


@pytest.fixture
def working_project(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the fictional project with a list of contacts and its map, as the working folder."""
    monkeypatch.chdir(project)
    (project / "list.csv").write_text(VISITS, "utf-8")
    (project / "map.yaml").write_text(run_line("import --sample contacts").out, "utf-8")
    return project


def import_line(name: str, more: str = "") -> str:
    """Return a command line that imports a file."""
    return f"import {name} zubrowka --source {SOURCE} --as-of 2019-06-01 {more}"


def test_rows_become_proposals_with_their_places(working_project: Path) -> None:
    """The rest of each file stays byte for byte; what is known stands beside; a new person is made once."""
    before = files_below(working_project / "facts")
    run = run_line(import_line("list.csv", "--map map.yaml"))
    assert run.code == 0, run.err
    assert "cleaned row 2: theirs: U+200B (zero width space) removed" in run.err
    assert run.out == (
        "These differ from what is known (proposal | known):\n"
        "row 2: zubrowka/meeting-2019-02-03 | zubrowka/visit-2019, facts/zubrowka/zubrowka.yaml:63:3\n"
        "  form: meeting | visit\n"
        "  our: agatha-baker | agatha-baker, league-keeper\n"
        "  their: zero-moustafa; anna-swit | zero-moustafa, zubrowka-minister; Porters of the valley\n"
        "  topics: Lamps; Wicks | Snow\n"
        f"2 proposals imported\nfacts/zubrowka/people.yaml\n{OWN}\n"
    )
    after = files_below(working_project / "facts")
    assert after["zubrowka/people.yaml"].decode().count("anna-swit") == 1
    added = after["zubrowka/zubrowka.yaml"].removeprefix(before["zubrowka/zubrowka.yaml"]).decode()
    assert (
        added
        == """\
- id: meeting-2019-02-03
  status: proposed
  form: meeting
  with: lantern-league
  place: Lutz
  ours: [agatha-baker]
  theirs: [zero-moustafa, anna-swit]
  topics: [Lamps, Wicks]
  on: 2019-02-03
  evidence:
  - {source: alpine-herald-2019, locator: row 2}
- id: call-2018-05-04
  status: proposed
  form: call
  with: lantern-league
  place: Nebelsbad
  ours: [agatha-baker]
  theirs: [anna-swit]
  topics: ["=cmd|' /C calc'!A0"]
  on: 2018-05-04
  evidence:
  - {source: alpine-herald-2019, locator: row 3}
"""
    )


def test_a_second_import_changes_nothing(working_project: Path) -> None:
    """Not after the proposals were accepted, nor if rows moved or one was edited in the facts."""
    run_line(import_line("list.csv", "--map map.yaml"))
    before = files_below(working_project / "facts")
    again = run_line(import_line("list.csv", "--map map.yaml"))
    assert (again.code, again.out) == (0, "0 proposals imported, 2 known already\n")
    assert files_below(working_project / "facts") == before
    assert run_line("review --accept zubrowka").code == 0
    replace_once(working_project / OWN, "topics: [Lamps, Wicks]", "topics: [Lamps, Wicks, Oil]")
    before = files_below(working_project / "facts")
    run = run_line(import_line("list.csv", "--map map.yaml"))
    assert run.out.splitlines()[2:] == [
        "  topics: Lamps; Wicks | Lamps; Wicks; Oil",
        "0 proposals imported, 2 known already",
    ]
    head, first, second = VISITS.splitlines()
    moved = f"{head}\n{second}\nZubrowka,05/05/2018,Meeting,Lutz,,,\n{second}\n"
    (working_project / "list.csv").write_text(moved, "utf-8")
    run = run_line(import_line("list.csv", "--map map.yaml --dry-run"))
    assert run.out == f"1 proposal to import, 2 known already\n{OWN}\n"
    assert files_below(working_project / "facts") == before
    assert first


def test_a_row_that_has_changed_is_told(working_project: Path) -> None:
    """It proposes nothing, since the fact may have been corrected; but it is not passed over in silence."""
    run_line(import_line("list.csv", "--map map.yaml"))
    (working_project / "list.csv").write_text(VISITS.replace("Lutz", "Nebelsbad"), "utf-8")
    run = run_line(import_line("list.csv", "--map map.yaml"))
    place = "facts/zubrowka/zubrowka.yaml"
    assert "These rows and the facts from this source now differ (row | fact)" in run.out
    assert f"row 2 | zubrowka/meeting-2019-02-03, {place}:" in run.out
    assert "  place: Nebelsbad | Lutz\n" in run.out
    assert run.out.endswith("0 proposals imported, 2 known already\n")


def test_all_problems_are_reported_at_once_and_nothing_is_written(working_project: Path) -> None:
    """Each with file, row and column; what follows from another problem is left out."""
    rows = [
        "Zubrofka,03/02/2019,Meeting,Lutz,,,",
        "Zubrowka,31/02/2019,Meeting,Lutz,Zero,,",
        "Zubrowka,03/02/19,Meet ing,Lutz,,,",
        "Zubrowka,03/02/2019,Meeting,TODO,,,",
        "Zubrowka,,Meeting,Lutz,,外交部,",
        "Zubrowka,03/02/2019,Meeting,Lutz,,Zero Moustafa,Good one",
    ]
    (working_project / "list.csv").write_text("\n".join([VISITS.splitlines()[0], *rows]), "utf-8")
    before = files_below(working_project)
    run = run_line(import_line("list.csv", "--map map.yaml").replace("zubrowka ", ""))
    found = re.findall(r"^(\S+) error\[([a-z-]+)\]: (row \d+(?:, column [\w ]+)?)", run.err, re.MULTILINE)
    assert (run.code, run.out) == (1, "")
    assert found == [
        ("list.csv:2:1:", "unknown-partner", "row 2"),
        ("list.csv:3:2:", "bad-on", "row 3, column Date"),
        ("list.csv:4:2:", "ambiguous-date", "row 4, column Date"),
        ("list.csv:4:3:", "unknown-form", "row 4, column Type"),
        ("list.csv:5:4:", "to-do", "row 5, column Place"),
        ("list.csv:6:1:", "no-id", "row 6"),
    ]
    assert files_below(working_project) == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("on: Date", "on: Day", "map.yaml:9:7: error[unknown-column]: unknown column 'Day'"),
        ("form: Type", "from: Type", "map.yaml:10:9: error[unknown-key]: contacts have no 'from'\n  hint: did you mean form?"),
        ("list: contacts", "list: contact", "map.yaml:6:7: error[bad-list]: 'list': 'contact' is not one of"),
        ("dates: dmy", "dates: european", "error[bad-dates]"),
        ("dates: dmy", "order: dmy", "error[unknown-key]: an import map has no 'order'"),
        ("dates: dmy  ", "#", "list.csv:2:2: error[ambiguous-date]: rows 2, 3: in row 2, column Date: '03/02/2019' can be 2019-02-03 or 2019-03-02"),
    ],
)  # fmt: skip
def test_mistakes_in_the_map_have_their_place(working_project: Path, old: str, new: str, said: str) -> None:
    replace_once(working_project / "map.yaml", old, new)
    assert said in run_line(import_line("list.csv", "--map map.yaml")).err


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (
            "import list.csv --source herald --map map.yaml",
            1,
            "error[unknown-source]: unknown source 'herald'",
        ),
        (import_line("list.csv"), 1, "error[no-map]: list.csv needs a map"),
        (import_line("list.csv", "--map list.csv"), 1, "list.csv:1:1: error[not-a-mapping]"),
        (import_line("list.docx"), 1, "error[not-a-table]: list.docx is of no kind that can be imported"),
        (import_line("none.json"), 1, "error[no-columns]: none.json has no column for holder and post"),
        ("import list.csv", 2, "name the file and its source"),
        ("import --sample contact", 1, "error[unknown-sample]: unknown sample 'contact'"),
    ],
)
def test_what_can_not_be_imported_is_refused(working_project: Path, line: str, code: int, said: str) -> None:
    (working_project / "list.docx").write_bytes(b"PK")
    (working_project / "none.json").write_text("[]", "utf-8")
    run = run_line(line)
    assert (run.code, said in run.err) == (code, True), run.err


def test_a_workbook_is_imported_with_sheet_and_row(working_project: Path) -> None:
    lines = [line.split(",")[:5] for line in VISITS.splitlines()[:2]]
    lines[1][1] = '<c s="1"><v>43499</v></c>'
    (working_project / "list.xlsx").write_bytes(make_workbook({"Visits": lines}))
    replace_once(working_project / "map.yaml", "  theirs: {column: Their side, separator: ;}\n", "")
    replace_once(working_project / "map.yaml", "  topics: {column: Topics, separator: ;}\n", "")
    run = run_line(import_line("list.xlsx", "--map map.yaml"))
    assert run.code == 0, run.err
    fact = load(working_project).proposals["zubrowka/meeting-2019-02-03"]
    assert (str(fact.period), fact.evidence[0].locator) == ("2019-02-03", "sheet Visits, row 2")


def test_holders_and_visits_need_no_map(working_project: Path) -> None:
    """A post that no file has becomes a proposal too, and is accepted with its holder."""
    holders = [
        {"personLabel": "Anna Świt", "positionLabel": "Minister of Wicks", "start": "2009-01-01T00:00:00Z"},
        {"personLabel": "Zero Moustafa", "positionLabel": "Minister of Lobbies", "start": "2013"},
    ]
    (working_project / "list.json").write_text(json.dumps(holders), "utf-8")
    (working_project / "list.ics").write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20310304\nLOCATION:Lutz\nEND:VEVENT\nEND:VCALENDAR\n", "utf-8"
    )
    run = run_line(import_line("list.json"))
    assert run.code == 0, run.err
    assert "item 2: zubrowka/zubrowka-minister-zero-moustafa corrects zubrowka/minister-zero" in run.out
    assert "  period: 2013/ | /" in run.out
    assert run_line(import_line("list.ics")).code == 0
    store = load(working_project)
    assert [*store.proposals] == [
        "zubrowka/visit-2031-03-04",
        "zubrowka/zubrowka-minister-of-wicks-anna-swit",
        "zubrowka/zubrowka-minister-zero-moustafa",
    ]
    assert run_line("review --accept zubrowka/zubrowka-minister-of-wicks-anna-swit").code == 0
    assert (
        "status"
        not in (working_project / OWN)
        .read_text("utf-8")
        .split("zubrowka-minister-of-wicks\n")[1]
        .split("- id")[0]
    )


INVITATION = (
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20310304\nLOCATION:Lutz\n"
    'ATTENDEE;CN="Moustafa, Zero":mailto:z@example.org\nATTENDEE;CN="Porters, All":mailto:p@example.org\n'
    "END:VEVENT\nEND:VCALENDAR\n"
)


def test_a_calendar_is_that_of_any_house(working_project: Path) -> None:
    """A visit is with the side of the house, and a known person is found by the family name first."""
    for path in (working_project / "facts").rglob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("lantern-league", "lamp-league"), "utf-8")
    (working_project / "list.ics").write_text(INVITATION, "utf-8")
    run = run_line(import_line("list.ics"))
    assert run.code == 0, run.err
    visit = load(working_project).proposals["zubrowka/visit-2031-03-04"]
    assert isinstance(visit, Visit)
    assert (visit.body, visit.actor_ids) == ("lamp-league", ("zero-moustafa", "porters-all"))


def test_problems_of_events_name_the_events(working_project: Path) -> None:
    """A message gives the places of events and items by their own names, not as rows."""
    event = "BEGIN:VEVENT\nUID:{}\nDTSTART:soon\nEND:VEVENT\n"
    calendar = f"BEGIN:VCALENDAR\n{event.format('a')}{event.format('b')}END:VCALENDAR\n"
    (working_project / "list.ics").write_text(calendar, "utf-8")
    run = run_line(import_line("list.ics"))
    assert "event 1 (a), event 2 (b), column on: 'soon' is not a date" in run.err


@pytest.mark.parametrize("name", ["contacts", "figures", "tenures", "treaties", "visits"])
def test_the_list_in_a_sample_map_can_be_imported(working_project: Path, name: str) -> None:
    """The CSV file that each sample describes works with it."""
    comments = [
        line[4:] for line in sample_map(name).read_text("utf-8").splitlines() if line.startswith("#   ")
    ]
    (working_project / "list.csv").write_text("\n".join(comments), "utf-8")
    (working_project / "map.yaml").write_text(run_line(f"import --sample {name}").out, "utf-8")
    run = run_line(import_line("list.csv", "--map map.yaml"))
    assert run.code == 0, run.err
    assert "1 proposal imported" in run.out
    assert run_line("check --as-of 2019-06-01").code == 0


def test_a_rejected_row_does_not_come_back(working_project: Path) -> None:
    """Not from the same source with the same words; a row that was changed, and another source, are new."""
    line = import_line("list.csv", "--map map.yaml")
    assert run_line(line).code == 0
    key = "zubrowka/meeting-2019-02-03"
    assert run_line(f"review --reject {key} --by 'A. Baker' --as-of 2019-06-01").code == 0
    record = (working_project / "facts/rejected.yaml").read_text("utf-8")
    assert re.search(
        rf'^- fact: "{key}"\n  content: \S{{8,10}}\n  sources: \[{SOURCE}\]\n  on: 2019-06-01\n  by: A\. Baker\n', record, re.MULTILINE
    )  # fmt: skip
    before = files_below(working_project / "facts")
    assert (
        run_line(line).out
        == "0 proposals imported, 1 known already, 1 rejected before (facts/rejected.yaml)\n"
    )
    assert files_below(working_project / "facts") == before
    assert "1 proposal imported" in run_line(line.replace(SOURCE, "league-charter")).out
    replace_once(working_project / "list.csv", "Lamps; Wicks", "Lamps; Oil")
    assert "1 proposal imported, 1 known already\n" in run_line(line).out
    replace_once(working_project / "facts/rejected.yaml", "content:", "contents:")
    broken = run_line(line)
    assert (broken.code, "facts/rejected.yaml:4:3: error[unknown-key]" in broken.err) == (1, True)


@pytest.mark.parametrize(
    ("declared", "cell", "value"),
    [
        ('"1,234.5"', '"1,204.5"', "1204.5"),
        ('"1 234,5"', '"1\u202f204,5"', "1204.5"),
        ('"1.234,5"', '"1.204..1.500"', "1204..1500"),
        ('"1\'234.5"', "1’204", "1204"),
        ('"1,234.5"', "12.5 million", "12.5 million"),
        ("", "1204.5", "1204.5"),
        ("", "61 %", "61 %"),
    ],
)
def test_a_list_says_how_it_writes_numbers(
    declared: str, cell: str, value: str, working_project: Path
) -> None:
    import_figure(working_project, declared, cell)
    assert run_line(import_line("list.csv", "--map map.yaml")).code == 0
    (figure,) = load(working_project).proposals.values()
    assert isinstance(figure, Figure)
    assert figure.value == value


@pytest.mark.parametrize(
    ("declared", "cell", "said"),
    [
        ("", '"1,204"', "'1,204' can be 1204 or 1.204\n  hint: say in the map how the list writes numbers: `numbers: \"1,234.5\"` or `numbers: \"1.234,5\"`"),
        ("", "1.204", "'1.204' can be 1.204 or 1204"),
        ("", '"1,204.5"', "'1,204.5' has a separator\n  hint: say in the map how the list writes numbers: `numbers: \"1,234.5\"`"),
        ('"1.234,5"', '"1,204.5"', "'1,204.5' is not written as 1.234,5\n  hint: correct the cell, or `numbers:` in the map"),
        ('"1,234.5"', '"12,04"', "'12,04' is not written as 1,234.5"),
    ],
)  # fmt: skip
def test_an_unclear_number_is_refused_at_its_cell(
    declared: str, cell: str, said: str, working_project: Path
) -> None:
    import_figure(working_project, declared, cell)
    run = run_line(import_line("list.csv", "--map map.yaml"))
    assert run.code == 1
    assert f"list.csv:2:3: error[ambiguous-number]: row 2, column Value: {said}" in run.err


def import_figure(project: Path, declared: str, cell: str) -> None:
    """Write a list with a figure, and its map."""
    (project / "list.csv").write_text(f"Indicator,Year,Value\nLamps,2018,{cell}\n", "utf-8")
    text = run_line("import --sample figures").out.partition("numbers:")[0]
    (project / "map.yaml").write_text(text + (f"numbers: {declared}\n" if declared else ""), "utf-8")


def test_a_number_of_a_workbook_is_read_as_it_is(working_project: Path) -> None:
    """The point of a cell that holds a number is before decimals, whatever the map says of texts."""
    import_figure(working_project, '"1.234,5"', "")
    lines = [
        ["Indicator", "Year", "Value"],
        ["Lamps", "2018", "<c><v>1.204</v></c>"],
        ["Oil", "2018", "1.204,5"],
    ]
    (working_project / "list.xlsx").write_bytes(make_workbook({"Lamps": lines}))
    run = run_line(import_line("list.xlsx", "--map map.yaml"))
    assert run.code == 0, run.err
    values = [fact.value for fact in load(working_project).proposals.values() if isinstance(fact, Figure)]
    assert values == ["1.204", "1204.5"]


def test_a_list_does_not_show_in_office_who_has_left(working_project: Path) -> None:
    """The day of the list is evidence for tenures without an end only."""
    (working_project / "list.csv").write_text(
        "Office,Name,From,To\nMinister of Wicks,Anna Świt,2010,2012\nMinister of Wicks,Agatha Baker,2012,\n",
        "utf-8",
    )
    (working_project / "map.yaml").write_text(run_line("import --sample tenures").out, "utf-8")
    assert run_line(import_line("list.csv", "--map map.yaml")).code == 0
    days = [fact.evidence[0].attested_on for fact in load(working_project).proposals.values()]
    assert [str(day) for day in days] == ["None", "2019-06-01"]


def test_new_posts_have_the_usual_roles(working_project: Path) -> None:
    """A president is the head of state, who then is among those who matter; other roles are named."""
    rows = ("President of Zubrowka", "Minister of Foreign Affairs", "President of the Chamber")
    lines = "".join(f"{title},Anna Świt,2018,\n" for title in rows)
    (working_project / "list.csv").write_text(f"Office,Name,From,To\n{lines}", "utf-8")
    (working_project / "map.yaml").write_text(run_line("import --sample tenures").out, "utf-8")
    run = run_line(import_line("list.csv", "--map map.yaml"))
    assert run.code == 0, run.err
    posts = [post for post in load(working_project).entities_of(Post) if post.is_proposed]
    assert [post.roles for post in posts] == [
        ("head-of-state",),
        ("foreign-minister",),
        ("president-of-the-chamber",),
    ]
    assert "The house does not list these roles of new posts: president-of-the-chamber. To have" in run.err


def test_a_person_of_two_partners_is_shared(working_project: Path) -> None:
    assert run_line("new japan").code == 0
    rows = "Zubrowka,03/02/2018,Meeting,,,Anna Świt,\njapan,04/02/2018,Meeting,,,Anna Świt,\n"
    (working_project / "list.csv").write_text(f"{VISITS.splitlines()[0]}\n{rows}", "utf-8")
    run = run_line(import_line("list.csv", "--map map.yaml").replace("zubrowka ", ""))
    assert run.code == 0, run.err
    assert load(working_project).entities["anna-swit"].folder == "shared"


def test_comments_and_order_outlast_every_command(working_project: Path) -> None:
    """Import, accept, build, edit by command: each line of the file is where it was among the others."""
    path = working_project / OWN
    text = path.read_text("utf-8").replace(
        "  place: Lutz\n", "  # By the lake.\n  place: Lutz    # or near it\n"
    )
    path.write_text(f"# What we know.\n{text}\n# The end.\n", "utf-8")
    written = path.read_text("utf-8").splitlines()
    for line in (
        import_line("list.csv", "--map map.yaml"),
        "review --accept zubrowka --by 'A. Baker'",
        "build --format md --as-of 2019-06-01 --output built",
        "add agreement zubrowka --on 2019 --title Accord --evidence league-charter",
        "add contact zubrowka --on 2018-01-02 --form call --with lantern-league --evidence league-charter",
        "review zubrowka/snow --by 'A. Baker'",
    ):
        assert run_line(line).code == 0, line
    rest = iter(path.read_text("utf-8").splitlines())
    assert all(line in rest for line in written)


def test_a_group_is_not_made_a_person(working_project: Path) -> None:
    """Words for one tell it; what only has no capital is asked about, and can be written as a group."""
    people = "The delegation of river pilots; Zero Moustafa; 3 \u200bexperts; Группа экспертов; River pilots; {group: Bellboys}"
    rows = f"Zubrowka,03/02/2018,Meeting,,Staff,{people},\nZubrowka,04/02/2018,Meeting,,,3 experts,\n"
    (working_project / "list.csv").write_text(f"{VISITS.splitlines()[0]}\n{rows}", "utf-8")
    run = run_line(import_line("list.csv", "--map map.yaml"))
    assert run.code == 0, run.err
    assert "row 2: 'The delegation of river pilots' is read as a group, not as a person\n" in run.err
    assert run.err.count("is read as a group") == 4
    assert (
        "  'River pilots' is new as a person (river-pilots); for a group, write `{group: River pilots}`"
        in run.out
    )
    assert run_line("review --accept zubrowka").code == 0
    written = re.sub(r"\n +- ", " | ", (working_project / OWN).read_text("utf-8"))
    groups = "theirs: | {group: The delegation of river pilots} | zero-moustafa | {group: 3 experts} | {group: Группа экспертов}"
    assert f"  ours: | {{group: Staff}}\n  {groups} | river-pilots | {{group: Bellboys}}\n" in written


def test_a_post_much_like_another_one_is_in_doubt(working_project: Path) -> None:
    """Like a known one or one of the list, in which the rarer spelling is wrong; no role is asked for it."""
    titles = (
        "Chief Lamp Tendr", "Chief Lamp Tender", "Chief Lamp Tender", "Deputy Chief Lamp Tender",
        "Ministre of Snow", "Minister for Snow", "Warden of the West", "Warden of the East",
    )  # fmt: skip
    lines = "".join(f"{title},Anna Świt,{year},{year}\n" for year, title in enumerate(titles, 2010))
    (working_project / "list.csv").write_text(f"Office,Name,From,To\n{lines}", "utf-8")
    (working_project / "map.yaml").write_text(run_line("import --sample tenures").out, "utf-8")
    run = run_line(import_line("list.csv", "--map map.yaml"))
    assert run.code == 0, run.err
    assert [line for line in run.out.splitlines() if line.startswith("  the post")] == [
        "  the post 'Chief Lamp Tendr' is new (zubrowka-chief-lamp-tendr), and much like 'Chief Lamp Tender' (zubrowka-chief-lamp-tender)",
        "  the post 'Minister for Snow' is new (zubrowka-minister-for-snow), and much like 'Ministre of Snow' (zubrowka-ministre-of-snow)",
    ]
    assert "new posts: chief-lamp-tender, deputy-chief-lamp-tender, ministre-of-snow, warden" in run.err


def test_cells_as_clerks_fill_them_are_read(working_project: Path) -> None:
    """Forms of address, surnames first, words for nothing, days of a visit in one cell, and a head that comes again."""
    (working_project / "list.csv").write_text(
        "Date;Type;Their side;Topics\n"
        "12.05.2018 - 14.05.2018;Visit;H.E. Mr Zero Moustafa; MOUSTAFA, Zero|n/a\n"
        "Date;Type;Their side;Topics\n"
        "spring 2017;Meeting;tbc;Oil|-\n".replace("; MOUSTAFA", "|MOUSTAFA"),
        "utf-8",
    )
    (working_project / "map.yaml").write_text(
        'list: contacts\ndates: dmy\ncolumns:\n  {on: Date, form: Type, theirs: {column: Their side, separator: "|"},'
        ' topics: {column: Topics, separator: "|"}}\n',
        "utf-8",
    )
    run = run_line("import list.csv zubrowka --source alpine-herald-2019 --map map.yaml")
    assert run.code == 0, run.err
    assert "skipped row 3 has the names of the columns again\n" in run.err
    assert "cleaned row 2: 'H.E. Mr Zero Moustafa' is read as 'Zero Moustafa'\n" in run.err
    text = (
        (working_project / "facts/zubrowka/zubrowka.yaml").read_text("utf-8").partition("status: proposed")[2]
    )
    assert 'theirs: [zero-moustafa]\n  on: "2018-05-12/2018-05-14"\n' in text
    assert 'on: "2017-03/2017-05"\n' in text
    assert "topics: [Oil]\n" in text
    assert text.count("theirs:") == 1


def test_both_ends_of_a_stay_may_have_times(working_project: Path) -> None:
    """Neither end is lost with what follows the time of the first one."""
    stay = "2018-05-12 09:00:00/2018-05-14 18:00:00"
    (working_project / "list.csv").write_text(f"Date;Type;Their side\n{stay};Visit;Zero Moustafa\n", "utf-8")
    (working_project / "map.yaml").write_text(
        "list: contacts\ncolumns: {on: Date, form: Type, theirs: Their side}\n", "utf-8"
    )
    run = run_line(import_line("list.csv", "--map map.yaml"))
    assert run.code == 0, run.err
    text = (working_project / "facts/zubrowka/zubrowka.yaml").read_text("utf-8")
    assert 'on: "2018-05-12/2018-05-14"\n' in text.partition("status: proposed")[2]


def import_holders(project: Path, rows: str) -> CommandResult:
    """Import a list of office-holders into a project, and return what the command says."""
    (project / "list.csv").write_text(rows, "utf-8")
    (project / "map.yaml").write_text(
        "list: tenures\ncolumns: {post: Office, holder: Name, valid: {from: From, to: To}}\nvalues: {attests: 2019-06-01}\n",
        "utf-8",
    )
    run = run_line("import list.csv zubrowka --source alpine-herald-2019 --map map.yaml")
    assert run.code == 0, run.err
    return run


def test_holders_as_lists_write_them(working_project: Path) -> None:
    """A surname in capitals before the first name, an end that has not come, and a post without a holder."""
    run = import_holders(
        working_project,
        "Office,Name,From,To\n"
        "Warden of Oars,MOUSTAFA Zero,2017,present\nWarden of Nets,Moustafa Zero,2017,To date\nWarden of Tar,VACANT,2018-02-01,\n",
    )
    assert "cleaned row 2: 'MOUSTAFA Zero' is read as 'Zero Moustafa'\n" in run.err
    text = "".join(path.read_text("utf-8") for path in (working_project / "facts/zubrowka").rglob("*.yaml"))
    assert text.count('holder: zero-moustafa\n  valid: "2017/"\n') == 1
    assert 'holder: moustafa-zero\n  valid: "2017/"\n' in text  # in doubt
    assert 'vacant: yes\n  valid: "2018-02-01/"\n' in text


def test_capacities_in_titles_and_names_are_no_posts(working_project: Path) -> None:
    """Whoever is acting holds the post that the others hold; a column of the list and a title on record go first."""
    run = import_holders(
        working_project,
        "Office,Name,From,To\nWarden of Oars (acting),Anna Ash,2011,2012\nWarden of Oars,Berta Birch (a.i.),2012,2013\n"
        "Warden of Oars-designate,Carl Cedar,2013,2014\nWarden of Oars,Dora Dogwood,2014,\n",
    )
    assert "cleaned row 2: 'Warden of Oars (acting)' is read as 'Warden of Oars', acting\n" in run.err
    tenures = load(working_project).proposals.values()
    assert {tenure.post for tenure in tenures if isinstance(tenure, Tenure)} == {"zubrowka-warden-of-oars"}
    found = {tenure.holder: tenure.capacity for tenure in tenures if isinstance(tenure, Tenure)}
    assert found == {
        "anna-ash": "acting",
        "berta-birch": "ad-interim",
        "carl-cedar": "designate",
        "dora-dogwood": "",
    }


@pytest.mark.parametrize(
    ("text", "name", "capacity"),
    [
        ("Acting Minister of Lobbies", "Minister of Lobbies", "acting"),
        ("Minister of Lobbies, ad interim", "Minister of Lobbies", "ad-interim"),
        ("interim Warden", "Warden", "acting"),
        ("President-elect", "President", "elect"),
        ("Caretaker Prime Minister", "Prime Minister", "caretaker"),
        ("Ministre des couloirs par intérim", "Ministre des couloirs", "ad-interim"),
        ("Première ministre sortante", "Première ministre", "caretaker"),
        ("и.о. министра коридоров", "Министр коридоров", "acting"),
        ("Временно исполняющий обязанности Председателя совета", "Председатель совета", "acting"),
        ("وزير الممرات بالوكالة", "وزير الممرات", "acting"),
        ("Chargé d’affaires a.i.", "Chargé d’affaires a.i.", ""),  # so heads of missions are called
        ("Warden of Acting Schools", "Warden of Acting Schools", ""),
        ("Hua Ai", "Hua Ai", ""),
        ("Acting", "Acting", ""),
    ],
)
def test_a_capacity_is_split_from_a_title(text: str, name: str, capacity: str) -> None:
    assert split_capacity(text) == (name, capacity)


def test_a_name_without_an_id_names_the_command_that_adds_it(working_project: Path) -> None:
    """The language stands in the command, and nothing else is said about the same cell."""
    (working_project / "list.csv").write_text("Office,Name,From\nWarden,Νίκος Παππάς,2017\n", "utf-8")
    (working_project / "map.yaml").write_text(
        "list: tenures\ncolumns: {post: Office, holder: Name, valid: {from: From, to: From}}\n", "utf-8"
    )
    run = run_line("import list.csv zubrowka --source alpine-herald-2019 --map map.yaml")
    assert run.code == 1
    assert "`briefings add person --names 'el: Νίκος Παππάς' --id ID`" in run.err
    assert run.err.count("error[") == 1


def test_names_of_columns_below_other_lines_are_pointed_at(working_project: Path) -> None:
    """One problem says which line has them all."""
    (working_project / "list.csv").write_text(
        "Who,,When\nOffice,Name,From\nWarden,Zero Moustafa,2017\n", "utf-8"
    )
    (working_project / "map.yaml").write_text(
        "list: tenures\ncolumns: {post: Office, holder: Name, valid: {from: From, to: From}}\n", "utf-8"
    )
    run = run_line("import list.csv zubrowka --source alpine-herald-2019 --map map.yaml")
    assert run.code == 1
    assert "the names of the columns are in line 2" in run.err
    assert "write `header: 2` in the map" in run.err
    assert run.err.count("error[") == 1
