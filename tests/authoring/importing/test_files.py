"""Tests of the files that can be imported: what their rows are, and what is refused."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from briefings.authoring.importing.csv_file import read_csv
from briefings.authoring.importing.ics_file import read_ics
from briefings.authoring.importing.json_file import read_json
from briefings.authoring.importing.xlsx_file import read_xlsx
from briefings.model.diagnostics import BriefingsError
from briefings.model.written_dates import AmbiguousDateError, read_date
from tests.support.workbooks import make_workbook

BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
DATE_CELLS = [
    ("<c><v>43499</v></c>", "43499"),
    ('<c s="1"><v>43499</v></c>', "2019-02-03"),
    ('<c s="2"><v>43499.5</v></c>', "2019-02-03"),
    ('<c s="1"><v>59</v></c>', "1900-02-28"),
    ('<c s="1"><v>61</v></c>', "1900-03-01"),
    ('<c s="1"><v>60</v></c>', "60"),
    ('<c s="1"><v>0.5</v></c>', "0.5"),
    ('<c s="3"><v>7</v></c>', "7"),
    ("<c><v>5.0</v></c>", "5"),
    ('<c t="s"><v>0</v></c>', "Shared"),
    ('<c t="s"><v>1</v></c>', "Two runs"),
    ('<c t="b"><v>1</v></c>', "yes"),
    ('<c t="d"><v>2019-02-03T00:00:00</v></c>', "2019-02-03"),
    ('<c t="str"><f>CONCAT("a","b")</f><v>ab</v></c>', '=CONCAT("a","b")'),
    ('<c t="e"><v>#N/A</v></c>', "#N/A"),
    ("<c/>", ""),
    ('<c r="C2" t="inlineStr"><is><t>far</t></is></c>', ""),
]


@pytest.mark.parametrize(("xml", "text"), DATE_CELLS)
def test_cells_are_texts_and_dates_are_days(xml: str, text: str) -> None:
    """No formula is computed, and no number becomes a date that its style does not make one."""
    rows = read_xlsx(make_workbook({"Visits": [["A", "B", "C"], [xml, "", "x"]]}), "l.xlsx").rows
    assert rows[0].cells.get("A", "") == text
    assert rows[0].place == "sheet Visits, row 2"


def test_workbooks_of_other_programs() -> None:
    """Days may count from 1904, sheets are named, and empty lines count."""
    book = make_workbook(
        {"A": [[]], "B & C": [[], ["x"], [], ['<c s="1"><v>42037</v></c>']]}, dates_from_1904=True
    )
    found = read_xlsx(book, "l.xlsx", "B & C")
    assert [(row.place, row.number, row.cells) for row in found.rows] == [
        ("sheet B & C, row 4", 4, {"x": "2019-02-03"})
    ]
    assert found.rows[0].location_of("x") == ("l.xlsx", 4, 1)


def zip_of(**files: bytes) -> bytes:
    """Return an archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


REFUSED_BOOKS = {
    "no archive": (b"Name,Day\n", "not-a-table"),
    "another archive": (zip_of(a=b"b"), "not-a-table"),
    "entities": (make_workbook({"A": [["x"]]}, xl__worksheets__sheet1_xml=BOMB), "not-a-table"),
    "entities in UTF-16": (make_workbook({"A": [["x"]]}, xl__styles_xml=BOMB.decode().encode("utf-16")), "not-a-table"),
    "broken XML": (make_workbook({"A": [["x"]]}, xl__styles_xml=b"<a><b></a>"), "not-a-table"),
    "a text that is not there": (make_workbook({"A": [["x"], ['<c t="s"><v>z</v></c>']]}), "not-a-table"),
    "a bomb": (make_workbook({"A": [["x"]]}, xl__styles_xml=b"<a>" + b" " * 61_000_000 + b"</a>"), "file-too-large"),
    "a row far below": (
        make_workbook({"A": [["x"]]}, xl__worksheets__sheet1_xml=b'<w xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><row r="9999999"/></w>'),
        "file-too-large",
    ),
    "too many parts": (zip_of(**{f"p{number}": b"" for number in range(1_001)}), "file-too-large"),
    "two sheets": (make_workbook({"A": [["x"]], "B": [["x"]]}), "unknown-sheet"),
    "no columns": (make_workbook({"A": [[]]}), "no-columns"),
    "a column twice": (make_workbook({"A": [["x", "x"]]}), "no-columns"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "code"), REFUSED_BOOKS.values(), ids=REFUSED_BOOKS)
def test_other_workbooks_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(BriefingsError) as caught:
        read_xlsx(data, "l.xlsx")
    assert [problem.code for problem in caught.value.diagnostics] == [code]


def test_tables_of_text() -> None:
    """Any of four delimiters, line breaks in cells, blank lines; the number of a row is its line."""
    data = '\ufeff\r\nName;Day\r\n"A; b\nc";2019\r\n\r\nD;"2,5"\r\nE\r\n'.encode()
    rows = read_csv(data, "l.csv").rows
    assert [(row.number, row.cells) for row in rows] == [
        (3, {"Name": "A; b\nc", "Day": "2019"}), (6, {"Name": "D", "Day": "2,5"}), (7, {"Name": "E"}),
    ]  # fmt: skip
    assert read_csv(b"a title\nx,y\n1,2\n", "l.csv", 2).rows[0].cells == {"x": "1", "y": "2"}
    assert read_csv(b"x|y\nFalk, Adam|2\n", "l.csv").rows[0].cells == {"x": "Falk, Adam", "y": "2"}


def test_the_title_of_a_list_stands_above_the_names_of_columns() -> None:
    """Lines with one cell do not name the columns, unless the list has only one column."""
    found = read_csv(b"Visits of 2026,,\n\nDate,Type,Place\n2026-02-03,Meeting,Lutz\n", "l.csv")
    assert found.columns == ("Date", "Type", "Place")
    assert [(row.place, row.cells["Place"]) for row in found.rows] == [("row 4", "Lutz")]
    assert read_csv(b"Date\n2026-02-03\n", "l.csv").columns == ("Date",)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"Name\n\xff\n", "not-utf8"), (b"a\0b\n", "not-a-table"), (b'Name\n"open\n', "not-a-table"), (b"\n\n", "no-columns"),
        (b"x\n" * 10_002, "too-many-rows"),
    ],
)  # fmt: skip
def test_other_tables_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(BriefingsError, match=code):
        read_csv(data, "l.csv")


SPARQL = {
    "head": {"vars": ["person", "personLabel"]},
    "results": {
        "bindings": [
            {
                "person": {"type": "uri", "value": "http://www.wikidata.org/entity/Q7"},
                "personLabel": {"value": "Anna"},
                "start": {"value": "+2009-01-01T00:00:00Z"},
                "startPrecision": {"value": "9"},
                "end": {"value": "2012-05-06T00:00:00Z"},
            }
        ]
    },
}
POPOLO = {
    "persons": [{"id": "p", "name": "Anna"}],
    "organizations": [{"id": "o", "name": "Government"}],
    "posts": [{"id": "m", "label": "Minister", "organization_id": "o"}],
    "memberships": [
        {"id": "x", "person_id": "p", "post_id": "m", "start_date": "2010"},
        {"person_id": "p", "role": "Speaker", "end_date": None},
    ],
}


def test_office_holders_in_json() -> None:
    """The answer of a query, the flat list that the query service saves, and Popolo."""
    row = read_json(json.dumps(SPARQL).encode(), "l.json").rows[0]
    assert row.place == "item 1 (Q7)"
    assert (row.cells["personLabel"], row.cells["start"], row.cells["end"]) == ("Anna", "2009", "2012-05-06")
    flat = read_json(b'[{"personLabel": "Anna", "start": "2009-01-01T00:00:00Z"}]', "l.json").rows[0]
    assert (flat.place, flat.cells) == ("item 1", {"personLabel": "Anna", "start": "2009-01-01"})
    nameless = read_json(
        b'[{"personLabel": "Q7"}, {"personLabel": "Anna", "codeLabel": "Q1 2020"}]', "l.json"
    )
    assert [row.place for row in nameless.rows] == ["item 2"]
    assert nameless.skipped == ("item 1: Q7 has no name in the language of the query",)
    members = read_json(json.dumps(POPOLO).encode(), "l.json").rows
    assert [(row.place, row.cells["holder"], row.cells["post"], row.cells["start"]) for row in members] == [
        ("membership 1 (x)", "Anna", "Minister", "2010"), ("membership 2", "Anna", "Speaker", ""),
    ]  # fmt: skip


def test_records_without_an_id_name_no_one_else() -> None:
    """What is within a membership is what it says; a person without an id is not everyone who has none."""
    text = json.dumps(
        {
            "persons": [{"name": "Nobody"}, {"id": "p", "name": "Anna"}, {"id": "p", "name": "Anna"}],
            "memberships": [
                {"person": {"name": "Berta"}, "post": {"label": "Warden"}},
                {"role": "Speaker"},
                {"person_id": "p", "role": "Speaker"},
            ],
        }
    )
    rows = read_json(text.encode(), "l.json").rows
    assert [row.cells["holder"] for row in rows] == ["Berta", "", "Anna"]
    assert rows[0].cells["post"] == "Warden"


def test_two_people_of_one_id_are_refused() -> None:
    """A membership may mean either of them."""
    text = POPOLO | {"persons": [{"id": "p", "name": "Anna"}, {"id": "p", "name": "Berta"}]}
    with pytest.raises(BriefingsError, match="two persons have the id 'p': 'Anna' and 'Berta'"):
        read_json(json.dumps(text).encode(), "l.json")


@pytest.mark.parametrize(
    "text",
    ["", "{", "[" * 100_000, '"a"', "[1]", "{}", '{"results": []}', '{"memberships": {}, "persons": []}'],
)
def test_other_json_is_refused(text: str) -> None:
    with pytest.raises(BriefingsError, match="not-a-table"):
        read_json(text.encode(), "l.json")


CALENDAR = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:a@b
DTSTART;VALUE=DATE:20310304
DTEND;VALUE=DATE:20310307
SUMMARY:To light
  the lamps\\, all
LOCATION:Lutz
ATTENDEE;ROLE=CHAIR;CN="Moustafa, Zero":mailto:z@lobbies.example
ATTENDEE;CN=Anna:mailto:a@lobbies.example
END:VEVENT
BEGIN:VEVENT
UID:c
STATUS:CANCELLED
DTSTART:20310304T090000Z
END:VEVENT
BEGIN:VEVENT
DTSTART:20310304T090000Z
DTEND:20310304T110000Z
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_events_of_a_calendar(line_end: str) -> None:
    """The end of a whole day is the day before; what is cancelled is said."""
    found = read_ics(CALENDAR.replace("\n", line_end).encode(), "l.ics")
    assert [(row.place, row.cells["on"]) for row in found.rows] == [
        ("event 1 (a@b)", "2031-03-04/2031-03-06"), ("event 3", "2031-03-04"),
    ]  # fmt: skip
    assert found.rows[0].cells["purpose"] == "To light the lamps, all"
    assert found.rows[0].cells["people"] == "Moustafa, Zero;Anna"
    assert found.skipped == ("event 2 (c): cancelled",)


def test_an_event_until_midnight_and_those_that_repeat() -> None:
    """An event is over before the midnight at which it ends; one that repeats is skipped, and that is said."""
    late = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20310304T220000Z\nDTEND:20310305T000000Z\n{}END:VEVENT\nEND:VCALENDAR\n"
    assert [row.cells["on"] for row in read_ics(late.format("").encode(), "l.ics").rows] == ["2031-03-04"]
    for rule, said in (("YEARLY", "event 1: comes every year"), ("WEEKLY;COUNT=3", "event 1: repeats")):
        repeated = read_ics(late.format(f"RRULE:FREQ={rule}\n").encode(), "l.ics")
        assert repeated.rows == ()
        assert [line.startswith(said) for line in repeated.skipped] == [True]


@pytest.mark.parametrize(
    ("start", "duration", "days"),
    [
        (";VALUE=DATE:20310304", "P3D", "2031-03-04/2031-03-06"),
        (";VALUE=DATE:20310304", "P1W", "2031-03-04/2031-03-10"),
        (":20310304T230000", "PT2H", "2031-03-04/2031-03-05"),
        (":20310304T220000", "PT2H", "2031-03-04"),
        (":20310304T220000", "long", "2031-03-04"),
    ],
)
def test_an_event_may_say_how_long_it_takes(start: str, duration: str, days: str) -> None:
    """An end is the same as a beginning with a duration; what a reminder says is not of the event."""
    event = f"DTSTART{start}\nDURATION:{duration}\nBEGIN:VALARM\nDESCRIPTION:Remember\nEND:VALARM\n"
    text = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{event}END:VEVENT\nEND:VCALENDAR\n"
    (row,) = read_ics(text.encode(), "l.ics").rows
    assert (row.cells["on"], row.cells["topics"]) == (days, "")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        CALENDAR[: CALENDAR.index("DTEND:20310304")].encode(),
        CALENDAR.replace("Anna", "Zo\xeb").encode("latin-1"),
    ],
    ids=["empty", "ends within an event", "not UTF-8"],
)
def test_other_calendars_are_refused(data: bytes) -> None:
    with pytest.raises(BriefingsError):
        read_ics(data, "l.ics")


@pytest.mark.parametrize(
    ("text", "order", "date"),
    [
        ("2019-02-03", "", "2019-02-03"), ("2019", "", "2019"), ("", "", ""), ("03/02/2019", "dmy", "2019-02-03"),
        ("03/02/2019", "mdy", "2019-03-02"), ("23/02/2019", "", "2019-02-23"), ("3.2.2019", "dmy", "2019-02-03"),
        ("4/4/2019", "", "2019-04-04"), ("2019/2/3", "", "2019-02-03"), ("3 February 2019", "", "2019-02-03"),
        ("février 2019", "", "2019-02"), ("2019-02-03 00:00:00", "", "2019-02-03"), ("31/02/2019", "dmy", "2019-02-31"),
        ("soon", "", "soon"), ("23/02/2019", "mdy", "2019-23-02"), ("2019-02-03", "dmy", "2019-02-03"), ("2019-2-3", "mdy", "2019-02-03"),
        ("Feb 2019", "", "2019-02"), ("2/2019", "", "2019-02"), ("Ju 2019", "", "Ju 2019"), ("31 June 2019", "", "31 June 2019"),
        ("1er août 2019", "", "2019-08-01"), ("3 мая 2019 г.", "", "2019-05-03"), ("3 майи соли 2019", "", "2019-05-03"),
        ("3 мая 2019 г., 14:00", "", "2019-05-03"), ("03.05.2019 г.", "dmy", "2019-05-03"), ("«03» мая 2019 года", "", "2019-05-03"),
        ("le 3 mai 2019", "", "2019-05-03"), ("3 May 2019, 14:00", "", "2019-05-03"), ("2019.0", "", "2019"),
        ("٣ مايو ٢٠١٩", "", "2019-05-03"), ("Monday 20 May 2019", "", "2019-05-20"), ("Fri, 3 May 2019", "", "2019-05-03"),
        ("vendredi 3 mai 2019", "", "2019-05-03"), ("пятница, 3 мая 2019 г.", "", "2019-05-03"), ("3-May-2019", "", "2019-05-03"),
        ("03/May/2019", "", "2019-05-03"), ("May-2019", "", "2019-05"), ("20190503", "", "2019-05-03"), ("20191399", "", "20191399"),
        ("2019-05-03T10:30", "", "2019-05-03"), ("3 May 2019 9:30 am", "", "2019-05-03"), ("2019-05-03T00:00:00+05:00", "", "2019-05-03"),
        ("5/23/2019 12:00:00 AM", "", "2019-05-23"), ("May 12", "", "May 12"), ("3 May 26", "", "3 May 26"), ("Maya 20 May 2019", "", "Maya 20 May 2019"),
    ],
)  # fmt: skip
def test_dates_are_read_or_left_for_the_loader_to_refuse(text: str, order: str, date: str) -> None:
    assert read_date(text, order) == date


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("03/04/2026", ""),
        ("3.4.2026", ""),
        ("03/04/26", "dmy"),
        ("3-4-26", ""),
    ],
)
def test_a_date_that_can_be_read_in_two_ways_is_asked_for(text: str, order: str) -> None:
    with pytest.raises(AmbiguousDateError) as caught:
        read_date(text, order, ("en",))
    assert caught.value.hint
