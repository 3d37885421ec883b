"""Tests of lists that come later: they confirm, correct and end what is known, and accepting them leaves nothing beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.factbase.load import load
from tests.support.builds import OWN, append_text, replace_once
from tests.support.commands import run_line

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.commands import CommandResult

OLD, NEW = "league-charter", "alpine-herald-2019"
KNOWN = f"""
posts:
- {{id: oil-minister, role: minister-of-oil, titles: [{{text: Minister of Oil, lang: en}}], partner: zubrowka}}
people:
- {{id: anna-swit, names: [{{text: Anna Świt, lang: en}}]}}
tenures:
- id: oil-anna    # of the old list
  post: oil-minister
  holder: anna-swit
  valid: 2017/    # or so
  marking: PUBLIC
  evidence:
  - {{source: {OLD}, locator: row 2, attests: 2018-06-01}}
contacts:
- id: talk
  form: meeting
  with: lantern-league
  on: 2018-02-03
  place: Lutz
  theirs: [anna-swit]
  outcome: They agreed on oil.
  evidence: [{{source: {OLD}, locator: row 7}}]
"""
HOLDERS = "Office,Name,From,To\n"
CONTACTS = "Date,Type,Place,Their side\n"
CONTACT_MAP = "list: contacts\ncolumns: {on: Date, form: Type, place: Place, theirs: Their side}\n"
FILE = "facts/zubrowka/oil.yaml"


@pytest.fixture
def own_folder(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the fictional project with facts from an old list, as the working folder."""
    monkeypatch.chdir(project)
    (project / FILE).write_text(f"marking: PUBLIC\n{KNOWN}", "utf-8")
    return project


def import_holders(folder: Path, rows: str, *, source: str = NEW, more: str = "") -> CommandResult:
    """Import office-holders as of 1 June 2019."""
    (folder / "list.csv").write_text(HOLDERS + rows, "utf-8")
    map_text = "list: tenures\ncolumns: {post: Office, holder: Name, valid: {from: From, to: To}}\nvalues: {attests: 2019-06-01}\n"
    (folder / "map.yaml").write_text(map_text, "utf-8")
    run = run_line(f"import list.csv zubrowka --source {source} --map map.yaml --as-of 2019-06-01 {more}")
    assert run.code == 0, run.err
    return run


def accept(by: str = "") -> CommandResult:
    """Accept all proposals about Zubrowka."""
    run = run_line(f"review --accept zubrowka --as-of 2019-06-02 {by}")
    assert run.code == 0, run.err
    return run


def entries(folder: Path) -> str:
    """Return the tenures and contacts of the file."""
    return (folder / FILE).read_text("utf-8").partition("tenures:\n")[2]


def test_a_later_list_confirms_what_it_says_again(own_folder: Path) -> None:
    """The fact gets a source more; its comments, id and order stay; nothing is proposed twice, nor after that."""
    row = "Minister of Oil,Anna Świt,2017,\n"
    assert "1 proposal imported (1 to confirm one of a later day)" in import_holders(own_folder, row).out
    assert "0 proposals imported, 1 known already" in import_holders(own_folder, row).out
    assert "    confirms zubrowka/oil-anna: it says the same\n" in run_line("review --as-of 2019-06-02").out
    accepted = accept()
    assert "1 fact is confirmed by a newer source\n" in accepted.out
    assert "was:" not in accepted.out
    assert entries(own_folder).startswith(f"""\
- id: oil-anna    # of the old list
  post: oil-minister
  holder: anna-swit
  valid: 2017/    # or so
  marking: PUBLIC
  evidence:
  - {{source: {OLD}, locator: row 2, attests: 2018-06-01}}
  - {{source: {NEW}, locator: row 2, attests: 2019-06-01}}
contacts:
""")
    assert "0 proposals imported, 1 known already" in import_holders(own_folder, row).out


def test_an_accepted_correction_takes_the_place_of_the_fact(own_folder: Path) -> None:
    """It ends the tenure more exactly, keeps the older source, and shows the earlier lines."""
    run = import_holders(own_folder, "Minister of Oil,Anna Świt,2017-02-03,2019-03-04\n")
    assert "row 2: zubrowka/oil-minister-anna-swit corrects zubrowka/oil-anna" in run.out
    assert "  period: 2017-02-03/2019-03-04 | 2017/\n1 proposal imported (1 to correct a fact)" in run.out
    before = entries(own_folder)
    run = accept("--by 'A. Baker'")
    assert "# zubrowka/oil-anna (corrected) was:\n- id: oil-anna    # of the old list\n" in run.out
    assert "paste the earlier lines in the place of the entry with this id" in run.err
    tenures = [fact for fact in load(own_folder).facts if fact.id == "oil-anna"]
    assert [str(fact.period) for fact in tenures] == ["2017-02-03/2019-03-04"]
    assert [item.source for item in tenures[0].evidence] == [OLD, NEW]
    assert run_line("review zubrowka/oil-anna --as-of 2019-06-02").code in {0, 1}
    assert "corrects" not in entries(own_folder)
    assert len(before.splitlines()) == len(entries(own_folder).splitlines()) + 8


TREATY_MAP = (
    "list: agreements\ncolumns: {title: Title}\nstages: {signed: Signed, in-force: In force, ended: Ended}\n"
)
TREATIES = """
agreements:
- id: accord-lamps    # of the old list
  title: Accord on lamps
  stages:
  - {stage: signed, on: 2010}    # in spring
  evidence: [{source: league-charter, locator: row 2}]
- id: accord-oil
  title: Accord on oil
  stages: [{stage: signed, on: 2011}, {stage: ended, on: 2015}]
  evidence: [{source: league-charter, locator: row 3}]
"""


def test_a_later_list_of_treaties_adds_stages_and_makes_days_exact(own_folder: Path) -> None:
    """Empty cells are no stage; a known stage stays, and one with another day is a correction."""
    append_text(own_folder / FILE, TREATIES)
    rows = "Title,Signed,In force,Ended\nAccord on lamps,3 April 2010,02-2011,n/a\nAccord on oil,2011,,2016\nAccord on tar,-,2017,\n"
    (own_folder / "list.csv").write_text(rows, "utf-8")
    (own_folder / "map.yaml").write_text(TREATY_MAP, "utf-8")
    line = f"import list.csv zubrowka --source {NEW} --map map.yaml --as-of 2019-06-01"
    run = run_line(line)
    assert run.code == 0, run.err
    assert "3 proposals imported (2 to correct a fact)" in run.out
    accept()
    facts = {fact.id: fact for fact in load(own_folder).facts}
    stages = {id_: [f"{stage.word} {stage.on}" for stage in fact.stages] for id_, fact in facts.items()}
    assert stages["accord-lamps"] == ["signed 2010-04-03", "in-force 2011-02"]
    assert [item.source for item in facts["accord-lamps"].evidence] == [OLD, NEW]
    assert stages["accord-oil"] == ["signed 2011", "ended 2016"]
    assert [item.source for item in facts["accord-oil"].evidence] == [NEW]
    assert stages["accord-on-tar"] == ["in-force 2017"]
    assert "0 proposals imported, 3 known already" in run_line(line).out


def test_a_new_holder_ends_the_tenure_of_the_one_before(own_folder: Path) -> None:
    """It is said in the review and after it; the list is the source of the end, and no check is left to find two holders."""
    import_holders(own_folder, "Minister of Oil,Ivan Śnieg,2019-03-04,\n")
    assert "    ends zubrowka/oil-anna on that day\n" in run_line("review --as-of 2019-06-02").out
    run = accept("--by 'A. Baker'")
    assert "# zubrowka/oil-anna (ended) was:\n" in run.out
    assert "  valid: 2017/2019-03-04    # or so\n" in entries(own_folder)
    assert f"  - {{source: {NEW}, locator: row 2}}\n  reviewed: " in entries(own_folder)
    assert "two-holders" not in run_line("check --as-of 2019-06-02").out


@pytest.mark.parametrize(
    ("row", "known"),
    [
        ("Minister of Oil,Ivan Śnieg,2016-03-04,\n", "2017/"),
        ("Minister of Oil,Ivan Śnieg,2018-03-04,\n", "2017/"),
        ("Minister of Oil,Ivan Śnieg,,\n", "2017/"),
        ("Minister of Snow,Ivan Śnieg,2019-03-04,\n", "2017/"),
    ],
    ids=["earlier", "while the other was still seen in office", "of an unknown day", "in another post"],
)
def test_a_tenure_that_the_next_one_does_not_follow_stays(own_folder: Path, row: str, known: str) -> None:
    import_holders(own_folder, row)
    assert "(ended)" not in accept().out
    assert f"  valid: {known}    # or so\n" in entries(own_folder)


def test_what_a_row_leaves_open_stays_as_it_is_known(own_folder: Path) -> None:
    """A contact keeps its outcome; a list that is less exact corrects nothing."""
    (own_folder / "list.csv").write_text(f"{CONTACTS}2018-02-03,Meeting,Nebelsbad,Anna Świt\n", "utf-8")
    (own_folder / "map.yaml").write_text(CONTACT_MAP, "utf-8")
    line = f"import list.csv zubrowka --source {NEW} --map map.yaml"
    assert "  place: Nebelsbad | Lutz\n1 proposal imported (1 to correct a fact)" in run_line(line).out
    accept()
    assert (
        "- id: talk\n  form: meeting\n  with: lantern-league\n  on: 2018-02-03\n  place: Nebelsbad\n"
        in entries(own_folder)
    )
    assert "  outcome: They agreed on oil.\n" in entries(own_folder)
    assert OLD not in entries(own_folder).partition("contacts:")[2]  # it says another place
    (own_folder / "list.csv").write_text(f"{CONTACTS}2018-02-03,Meeting,,Anna Świt\n", "utf-8")
    assert "0 proposals imported, 1 known already" in run_line(line).out
    assert (
        "(1 to confirm one of a later day)" in import_holders(own_folder, "Minister of Oil,Anna Świt,,\n").out
    )


def test_a_number_that_a_later_list_revises_keeps_the_earlier_one(own_folder: Path) -> None:
    """The earlier number is there as a revision, with its source; words are replaced."""
    figures = (
        f"figures:\n- {{id: snow-2018, name: Snow, value: 3.5, unit: m3, period: 2018, evidence: [{OLD}]}}\n"
        f"- {{id: fog-2018, name: Fog, value: thick, valid: 2018, evidence: [{OLD}]}}\n"
    )
    replace_once(own_folder / FILE, "contacts:\n", f"{figures}contacts:\n")
    (own_folder / "list.csv").write_text("What,How much,When\nSnow,4.5,2018\n", "utf-8")
    map_text = "list: figures\ncolumns: {name: What, value: How much, period: When}\nvalues: {unit: m3}\n"
    (own_folder / "map.yaml").write_text(map_text, "utf-8")
    line = f"import list.csv zubrowka --source {NEW} --map map.yaml"
    assert "1 proposal imported (1 to correct a fact)" in run_line(line).out
    accept()
    written = next(line for line in entries(own_folder).splitlines() if "id: snow-2018" in line)
    assert f"evidence: [{{source: {NEW}, locator: row 2}}]" in written
    assert f"revised_from: [{{value: 3.5, source: {OLD}}}]" in written.replace('"', "")
    assert "0 proposals imported, 1 known already" in run_line(line).out


def test_rows_of_the_same_source_correct_facts_when_asked(own_folder: Path) -> None:
    """A fact that was corrected by hand stays, unless the command says otherwise; a new day is the same contact."""
    row = "2018-02-13,Meeting,Lutz,Anna Świt\n"
    (own_folder / "list.csv").write_text(CONTACTS + "\n" * 5 + row, "utf-8")
    (own_folder / "map.yaml").write_text(CONTACT_MAP, "utf-8")
    line = f"import list.csv zubrowka --source {OLD} --map map.yaml"
    run = run_line(line)
    assert f"row 7 | zubrowka/talk, {FILE}:" in run.out
    assert "  period: 2018-02-13 | 2018-02-03\n0 proposals imported" in run.out
    assert "propose what the rows say, with `--correct`" in run.err
    assert "1 proposal imported (1 to correct a fact)" in run_line(f"{line} --correct").out
    accept()
    assert "  on: 2018-02-13\n" in entries(own_folder)


def test_a_corrected_list_replaces_the_proposals_of_its_rows(own_folder: Path) -> None:
    """A name that was mistyped, and a date, without a second proposal; what others say of the same rows stays."""
    import_holders(own_folder, "Minister of Snow,Anna Swidt,2018,\nMinister of Fog,Zero Moustafa,2018,\n")
    rows = "Minister of Ice,Zero Moustafa,2018,\nMinister of Snow,Anna Świt,2018,\nMinister of Fog,Zero Moustafa,2018,\n"
    fixed = rows.partition("\n")[2]
    told = import_holders(own_folder, fixed)
    assert "row 2 | zubrowka/zubrowka-minister-of-snow-anna-swidt, " in told.out
    assert "  holder: anna-swit | anna-swidt\n0 proposals imported, 2 known already" in told.out
    assert "1 proposal imported, 1 known already" in import_holders(own_folder, fixed, more="--correct").out
    assert [fact.actor_ids for fact in load(own_folder).proposals.values()] == [
        ("zero-moustafa",),
        ("anna-swit",),
    ]
    assert "1 proposal imported, 2 known already" in import_holders(own_folder, rows, more="--correct").out


def test_a_rejected_correction_does_not_come_back(own_folder: Path) -> None:
    row = "Minister of Oil,Anna Świt,2017-02-03,2019-03-04\n"
    import_holders(own_folder, row)
    assert run_line("review --reject zubrowka").code == 0
    run = import_holders(own_folder, row)
    assert "0 proposals imported, 1 rejected before (facts/rejected.yaml)" in run.out


def test_two_proposals_can_not_correct_one_fact(own_folder: Path) -> None:
    import_holders(own_folder, "Minister of Oil,Anna Świt,2017-02-03,2019-03-04\n")
    import_holders(own_folder, "Minister of Oil,Anna Świt,2017-02-03,2019-03-05\n", source="undated-page")
    run = run_line("review --accept zubrowka")
    assert (run.code, "error[two-corrections]" in run.err) == (1, True), run.err


def test_doubts_about_a_list_are_told(own_folder: Path) -> None:
    """Two holders in one post, and names that are much alike, in another order, with an accent or as an initial."""
    rows = (
        "Minister of Snow,John Smith,2018-02-03,\nMinister of Snow,Jon Smith,2018-03-03,\n"
        "Minister of Fog,Swit Anna,2018-02-03,\nMinister of Ice,A. Baker,2018-02-03,\nMinister of Ash,Zero Z,2018-02-03,\n"
    )
    run = import_holders(own_folder, rows)
    doubts = run.out.partition("Look at these before you accept them:\n")[2]
    assert "  rows 2 and 3: zubrowka-minister-of-snow has one seat and 2 holders" in doubts
    assert "  'Jon Smith' is new (jon-smith), and much like 'John Smith' (john-smith)" in doubts or (
        "  'John Smith' is new (john-smith), and much like 'Jon Smith' (jon-smith)" in doubts
    )
    assert "  'Swit Anna' is new (swit-anna), and much like 'Anna Świt' (anna-swit)" in doubts
    assert "  'A. Baker' is new (a-baker), and much like 'Agatha Baker' (agatha-baker)" in doubts
    assert "Zero Z" not in doubts


def test_a_list_tells_what_it_does_not_use_and_joins_equal_problems(own_folder: Path) -> None:
    rows = "".join(f"2018-02-0{day},Regatta,Lutz,Anna Świt\n" for day in range(1, 5))
    (own_folder / "list.csv").write_text(CONTACTS.replace("Place", "Room") + rows, "utf-8")
    (own_folder / "map.yaml").write_text(CONTACT_MAP.replace("place: Place, ", ""), "utf-8")
    line = f"import list.csv zubrowka --source {NEW} --map map.yaml"
    run = run_line(line)
    assert run.err.count("error[") == 1
    assert "list.csv:2:2: error[unknown-form]: rows 2, 3, 4, 5, column Type: no label names" in run.err
    labels = own_folder / "templates/labels/en.yaml"
    labels.parent.mkdir(parents=True, exist_ok=True)
    labels.write_text("contact:\n  form:\n    regatta: Regatta\n", "utf-8")
    run = run_line(line)
    assert "columns that the map does not use: Room\n" in run.err
    assert "4 proposals imported" in run.out


def test_each_date_is_refused_at_its_own_cell(own_folder: Path) -> None:
    rows = "Minister of Oil,Anna Świt,2017,soon\nMinister of Snow,Anna Świt,2017-13,2018\n"
    (own_folder / "list.csv").write_text(HOLDERS + rows, "utf-8")
    map_text = "list: tenures\ncolumns: {post: Office, holder: Name, valid: {from: From, to: To}}\n"
    (own_folder / "map.yaml").write_text(map_text, "utf-8")
    run = run_line(f"import list.csv zubrowka --source {NEW} --map map.yaml")
    assert "list.csv:2:4: error[bad-valid]: row 2, column To: 'soon' is not a date" in run.err
    assert "list.csv:3:3: error[bad-valid]: row 3, column From: '2017-13' is not a date" in run.err
    assert run.err.count("error[") == 2
    hints = [line.partition("; if empty, ")[2] for line in run.err.splitlines() if "  hint: " in line]
    assert hints == ["it holds until today", "the beginning is unknown"]
    (own_folder / "list.csv").write_text(f"{HOLDERS}Minister of Oil,Anna Świt,2017-02-03,2009\n", "utf-8")
    assert (
        "row 2, columns From and To: '2017-02-03/2009' ends before it begins\n  hint: correct one of the two cells"
        in run_line(f"import list.csv zubrowka --source {NEW} --map map.yaml").err
    )


def test_new_entries_go_to_another_file_when_one_is_full(own_folder: Path) -> None:
    """A long list can be imported again: all of it fits into the trial."""
    path = own_folder / OWN
    path.write_text(path.read_text("utf-8") + f"# {'-' * 998}\n" * 501, "utf-8")
    before = path.read_bytes()
    import_holders(own_folder, "Minister of Snow,Zero Moustafa,2018,\n")
    assert path.read_bytes() == before
    proposal = load(own_folder).proposals["zubrowka/zubrowka-minister-of-snow-zero-moustafa"]
    assert proposal.location.path == "facts/zubrowka/tenures.yaml"


def test_people_of_our_side_are_shared(own_folder: Path) -> None:
    """So a list about a second partner can name them."""
    assert run_line("new japan").code == 0
    (own_folder / "map.yaml").write_text(
        "list: contacts\ncolumns: {partner: Country, on: Date, form: Type, ours: Ours}\n", "utf-8"
    )
    for partner in ("zubrowka", "japan"):
        (own_folder / "list.csv").write_text(
            f"Country,Date,Type,Ours\n{partner},2018-02-03,Call,Ivan Śnieg\n", "utf-8"
        )
        run = run_line(f"import list.csv --source {NEW} --map map.yaml")
        assert (run.code, "1 proposal imported" in run.out) == (0, True), run.err
    assert load(own_folder).entities["ivan-snieg"].folder == "shared"


def test_a_correction_is_under_the_marking_of_its_fact(own_folder: Path) -> None:
    """It is written into the same file, not into the one that has other tenures."""
    import_holders(own_folder, "Minister of Oil,Anna Świt,2017-02-03,2019-03-04\n")
    assert "corrects: oil-anna" in (own_folder / FILE).read_text("utf-8")


CHANGED_ROWS = {
    "the person of a contact": (
        "list: contacts\ncolumns: {on: A, form: B, place: C, theirs: D}\n",
        "2018-02-04,meeting,Lutz,Ana Świtt",
        "2018-02-04,meeting,Lutz,Zero Moustafa",
        "their: zero-moustafa | ana-switt",
    ),
    "one of the people of a visit": (
        "list: contacts\ncolumns: {on: A, place: C, theirs: {column: D, separator: ;}}\nvalues: {form: visit}\n",
        "2018-02-04,,Lutz,Ana Świtt; Zero Moustafa",
        "2018-02-04,,Lutz,Anna Świt; Zero Moustafa",
        "their: anna-swit; zero-moustafa | ana-switt; zero-moustafa",
    ),
    "the holder of a post": (
        "list: tenures\ncolumns: {post: B, holder: D, valid: {from: A, to: C}}\n",
        "2016-02-04,Minister of Oil,2016-12-31,Ana Świtt",
        "2016-02-04,Minister of Oil,2016-12-31,Zero Moustafa",
        "holder: zero-moustafa | ana-switt",
    ),
    "the title of an agreement": (
        "list: agreements\ncolumns: {on: A, title: B}\n",
        "2018-02-04,Acord on Lamps,,",
        "2018-02-04,Accord on Lamps,,",
        "title: Accord on Lamps | Acord on Lamps",
    ),
    "the name of a figure": (
        "list: figures\ncolumns: {period: A, name: B, value: C}\nvalues: {unit: m3}\n",
        "2018,Snwo,7,",
        "2018,Snow,7,",
        "name: Snow | Snwo",
    ),
    "the value of a figure": (
        "list: figures\ncolumns: {period: A, name: B, value: C}\nvalues: {unit: m3}\n",
        "2018,Snow,7,",
        "2018,Snow,8,",
        "value: 8 | 7",
    ),
}


@pytest.mark.parametrize(("map_text", "old", "new", "said"), CHANGED_ROWS.values(), ids=CHANGED_ROWS)
def test_a_changed_row_of_the_same_source_corrects_its_accepted_fact(
    own_folder: Path, map_text: str, old: str, new: str, said: str
) -> None:
    """Whatever of the row was changed; not without being asked, and never in silence when asked."""
    (own_folder / "map.yaml").write_text(map_text, "utf-8")
    line = f"import list.csv zubrowka --source {NEW} --map map.yaml --as-of 2019-06-01"
    (own_folder / "list.csv").write_text(f"A,B,C,D\n{old}\n", "utf-8")
    assert run_line(line).code == 0
    accept()
    (own_folder / "list.csv").write_text(f"A,B,C,D\n{new}\n", "utf-8")
    run = run_line(f"{line} --dry-run")
    assert "row 2 | zubrowka/" in run.out
    assert f"  {said}\n" in run.out
    assert "0 proposals to import" in run.out
    run = run_line(f"{line} --correct --dry-run")
    assert f"  {said}\n" in run.out
    assert "1 proposal to import (1 to correct a fact)" in run.out
    assert "with `--correct`" not in run.err


@pytest.mark.parametrize(
    ("place", "topics", "said"),
    [
        ("", "Snow", "0 proposals to import, 3 known already"),
        ("locator: File, ", "Snow; Ice", "1 proposal to import (1 to correct a fact), 2 known already"),
    ],
    ids=["by its row", "by a column"],
)
def test_a_row_that_has_moved_corrects_its_own_fact_only(
    own_folder: Path, place: str, topics: str, said: str
) -> None:
    """Its fact is not taken for that of the row now in its place; a column may hold a place that moves with it."""
    rows = ["R/1,2018-02-04,Oil", "R/2,2018-02-04,Snow", "R/3,2018-02-04,Fog"]
    columns = f"columns: {{{place}on: Date, topics: About}}\nvalues: {{form: visit, place: Lutz}}\n"
    (own_folder / "map.yaml").write_text(f"list: contacts\n{columns}", "utf-8")
    line = f"import list.csv zubrowka --source {NEW} --map map.yaml --correct"
    (own_folder / "list.csv").write_text("\n".join(["File,Date,About", *rows]), "utf-8")
    assert run_line(line).code == 0
    accept()
    moved = [rows[2], rows[0], rows[1].replace("Snow", topics)]
    (own_folder / "list.csv").write_text("\n".join(["File,Date,About", *moved]), "utf-8")
    assert said in run_line(f"{line} --dry-run").out


def test_a_name_in_capitals_is_the_same_name(own_folder: Path) -> None:
    """It makes neither a second person nor a second post, and the name stays as people write it."""
    rows = "MINISTER OF SNOW,IVAN SNOW,2015,2016\nMinister of Snow,Ivan Snow,2017,\nMinister of Snow,ivan SNOW,2016,2017\n"
    assert "Look at these" not in import_holders(own_folder, rows).out
    store = load(own_folder)
    assert [*store.entities["ivan-snow"].known_as()] == ["Ivan Snow"]
    assert [*store.entities["zubrowka-minister-of-snow"].known_as()] == ["Minister of Snow"]
    assert len({(fact.subject_id, *fact.actor_ids) for fact in store.proposals.values()}) == 1


def test_what_is_accepted_with_errors_is_told(own_folder: Path) -> None:
    """Two holders of one seat are; what has no error, and errors about other facts, are not counted."""
    import_holders(
        own_folder, "Minister of Snow,Zero Moustafa,2016,2018\nMinister of Snow,Ivan Snow,2017,2018\n"
    )
    import_holders(own_folder, "Minister of Fog,Ivan Snow,2018-07-01,2019\n", source=OLD)
    message = "There is now 1 error in what you accepted: 1 two-holders. See `briefings check zubrowka --as-of 2019-06-02"
    assert "you accepted" not in run_line("review --accept zubrowka/zubrowka-minister-of-fog-ivan-snow").err
    assert message in accept().err
    house = own_folder / "facts/house.yaml"
    append_text(house, "checks: {impossible-evidence-date: error}\n")
    for row, day, told in (
        ("Ash,Zero Moustafa,2017", "2020-01-02", False),
        ("Ice,Ivan Snow,2018", "2999-01-02", True),
    ):
        import_holders(own_folder, f"Minister of {row},\n", source="undated-page")
        replace_once(own_folder / OWN, "attests: 2019-06-01}", f"attests: {day}}}")
        assert (
            "you accepted: 1 impossible-evidence-date. " in accept().err
        ) == told  # by today, not by --as-of


def test_a_review_begins_with_the_doubtful_proposals(own_folder: Path) -> None:
    """Each says why; new people are listed once; the others follow by their day; what ends a tenure is no doubt."""
    rows = (
        "Minister of Snow,Zero Moustafa,2016,2018\nMinister of Snow,Ivan Snow,2017,2018\nMinistre of Snow,Otto Ice,2014,2015\n"
        "Minister of Fog,Otto Ice,2013,2014\nMinister of Oil,Otto Ice,2019-03-04,\nMinister of Ash,A fog,2012,2013\n"
    )
    import_holders(own_folder, rows)
    first, _, rest = run_line("review zubrowka --as-of 2019-06-02").out.partition("zubrowka, proposed:\n")
    lines = first.partition("zubrowka, proposed, look at these first:\n")[2].splitlines()
    proposals = [line.partition(":")[0].strip() for line in lines if line.startswith("  zubrowka/")]
    assert [key.removeprefix("zubrowka/zubrowka-") for key in proposals] == [
        "minister-of-ash-a-fog",
        "ministre-of-snow-otto-ice",
        "minister-of-snow-zero-moustafa",
        "minister-of-snow-ivan-snow",
    ]
    assert lines[0].startswith("  new in these: ")
    assert "A fog (a-fog), " in lines[0]
    looks = [line for line in lines if line.startswith("    look: ")]
    assert "'A fog' is new as a person" in looks[0]
    assert "the post 'Ministre of Snow' is new" in looks[1]
    assert all("zubrowka-minister-of-snow has one seat and 2 holders" in look for look in looks[2:])
    assert len(looks) == 4
    others = [line.split()[0] for line in rest.splitlines() if line.startswith("  zubrowka/")]
    assert others == ["zubrowka/zubrowka-minister-of-fog-otto-ice:", "zubrowka/oil-minister-otto-ice:"]
    assert (lines[0].count("Otto Ice (otto-ice)"), rest.count("Otto Ice (otto-ice)")) == (1, 0)


def test_another_meeting_in_the_same_row_is_a_new_one(own_folder: Path) -> None:
    """A list that drops its oldest meetings corrects none of them, though form, place and our side are the same."""
    (own_folder / "map.yaml").write_text(CONTACT_MAP.replace("}", ", ours: Ours}"), "utf-8")
    line = f"import list.csv zubrowka --source {NEW} --map map.yaml --correct"
    for row in (
        "2018-02-04,meeting,Lutz,Zero Moustafa,Agatha Baker",
        "2018-03-05,meeting,Lutz,Anna Świt,Agatha Baker",
    ):
        (own_folder / "list.csv").write_text(f"{CONTACTS.strip()},Ours\n{row}\n", "utf-8")
        assert "\n1 proposal imported\n" in f"\n{run_line(line).out}"
        accept()


def test_equal_rows_of_a_list_are_told(own_folder: Path) -> None:
    row = "Minister of Snow,Zero Moustafa,2018,\n"
    run = import_holders(
        own_folder, f"{row}Minister of Oil,Anna Świt,2017,\n{row}Minister of Oil,Anna Świt,2017,\n"
    )
    assert "row 4 says the same as row 2\nrow 5 says the same as row 3\n" in run.err
    assert "2 proposals imported (1 to confirm one of a later day), 2 twice in the list\n" in run.out


def test_a_list_beside_a_resolution(own_folder: Path) -> None:
    """What a resolution settles is not among the rows of a list, which are compared with each other alone."""
    ruled = "resolutions: [{id: ruled, settles: [zubrowka/minister-zero], how: both, by: A, on: 2019-03-01, because: So., of: c19bc85f}]\n"
    append_text(own_folder / FILE, ruled)
    run = import_holders(own_folder, "Minister of Snow,Bo Wick,2018,\n", more="--dry-run")
    assert run.out.startswith("1 proposal to import\n")
