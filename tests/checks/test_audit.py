"""Tests of the audit of finished texts: findings and, above all, no false ones."""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from briefings.build.workspace import Workspace
from briefings.checks.audit import audit
from briefings.checks.dateline import find_day
from briefings.checks.text.documents import read_document
from briefings.factbase.load import load
from briefings.model import processes
from briefings.model.diagnostics import format_diagnostic
from briefings.outputs import markdown
from briefings.project import Project, package_data_folder
from tests.support.commands import run_line
from tests.support.notes import SHIPPED_DAYS, make_draft, note_of, render_pdf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefings.factbase.store import FactStore
    from tests.support.commands import CommandResult

PRODUCTS = ("brief", "desk", "card", "public", "background")
LANGUAGES = ("en", "fr", "ru", "tg", "ar")
FORMS = ("md", "html", "docx", "pdf")
DAYS = [date(2003, 1, 1), date(2011, 6, 23), date(2016, 4, 8), date(2026, 11, 23)]

# In our own words: an agency copies from a page that is out of date.
ARTICLE = """\
DUSHANBE, June 23, 2011. Foreign Minister Hamrokhon Zarifi received the Special Representative James Appathurai.

Tajikistan joined the Partnership for Peace in 2002. Its ties go back to 1992 and the North Atlantic Cooperation
Council, which was succeeded in 1997.

The website tells that the Special Representative for the region, Ambassador
Robert F. Simmons, comes to Dushanbe often. So does the Liaison Officer in Central Asia.
In 2006 the Special Representative, Robert Simmons, had come as well. Work goes on under the Individual Partnership Programme.
"""


@pytest.fixture(scope="module")
def store() -> FactStore:
    """Return the facts that come with Briefings."""
    return load(package_data_folder())


def audit_text(store: FactStore, folder: Path, text: str, day: date) -> list[str]:
    """Return the findings in a text: line, code and message."""
    path = folder / "article.txt"
    path.write_text(text, "utf-8")
    return [
        f"{each.location.line if each.location else 0} {each.code}: {each.message}"
        for each in audit(store, read_document(path, path.name), path.name, day)
    ]


def test_only_the_predecessor_is_found(store: FactStore, tmp_path: Path) -> None:
    """Of two people with one title, the audit reports the earlier holder, on the line that names him."""
    assert audit_text(store, tmp_path, ARTICLE, date(2011, 6, 23)) == [
        "7 holder-contradicted: Robert F. Simmons was not Special Representative on 2011-06-23, but James Appathurai was (Robert F. Simmons: 15 September 2004 to November 2010)"
    ]


def test_a_partner_that_left_later_is_named(store: FactStore, tmp_path: Path) -> None:
    """A departure that the facts rule out names the partner, the body and the membership on record."""
    text = "Tajikistan withdrew from the Partnership for Peace in 2003."
    assert audit_text(store, tmp_path, text, date(2012, 5, 1)) == [
        "1 date-contradicted: Tajikistan was still a member of Partnership for Peace after 2003; on record: 2002-02-20/"
    ]


def test_a_later_day_contradicts_more(store: FactStore, tmp_path: Path) -> None:
    """As of 2020, the minister and the programme of 2011 are wrong too; sentences that name their year are not."""
    codes = [line.partition(":")[0] for line in audit_text(store, tmp_path, ARTICLE, date(2020, 1, 1))]
    assert codes == ["1 holder-contradicted", "7 holder-contradicted", "8 programme-contradicted"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tajikistan joined the Partnership for Peace in 2004.", "date-contradicted"),
        ("Tajikistan joined the Partnership for Peace in 2002.", ""),
        ("Tajikistan sits in the North Atlantic Cooperation Council.", "body-contradicted"),
        ("In 1995 Tajikistan sat in the North Atlantic Cooperation Council.", ""),
        ("Secretary General Mark Rutte wrote to Tajikistan.", "holder-contradicted"),
        ("Deputy Secretary General Mark Rutte wrote to Tajikistan.", ""),
        ("The former Secretary General Mark Rutte wrote to Tajikistan.", ""),
        ("Mark Rutte met the Secretary General in Tajikistan.", ""),
        ("Tajikistan's Foreign Minister met Mark Rutte.", ""),
        ("Secretary General Mark Rutte's letter came to Tajikistan.", "holder-contradicted"),
        ("Mark Rutte, the Secretary General and others came to Tajikistan.", ""),
        ("Tajikistan's Foreign Minister Talbak Nazarov came home.", "holder-contradicted"),
        ("In 2003 Tajikistan's Foreign Minister Talbak Nazarov came home.", ""),
        ("| Secretary General | Mark Rutte |", "holder-contradicted"),
        ("| Secretary General | not known; later Mark Rutte |", ""),
        ("President Emomali Rahmonov came home to Tajikistan.", "name-contradicted"),
        ("In 2004 President Emomali Rahmonov came home to Tajikistan.", ""),
        ("Tajikistan will host the council in May 2010.", "plan-overtaken"),
        ("The council of 2010 will be told in Tajikistan.", ""),
        ("Tajikistan read “It will snow in 2010”.", ""),
        ("Le Tadjikistan a adhéré au Partenariat pour la paix en 2001.", "date-contradicted"),
        ("Le Tadjikistan a adhéré au Partenariat pour la paix en 2002.", ""),
        ("| Secretary General | Anders Fogh Rasmussen. | Gazette, undated; Herald, 3 May 2003 |", ""),
        ("| Secretary General | Mark Rutte. | Gazette, undated; Herald, 3 May 2003 |", "holder-contradicted"),
        ("| Secretary General | Anders Fogh Rasmussen, 3 May 2003 |", "holder-contradicted"),
        ("| Secretary General | Anders Fogh Rasmussen | – | Zero Moustafa (Keeper) (May 2003, to confirm) |", ""),
        ("| Secretary General | Anders Fogh Rasmussen | May 2003 |", "holder-contradicted"),
        ("Gazette, quoting NATO, “Secretary General Mark Rutte in Lutz”, 3 May 2003 (in Russian).", ""),
        ("Gazette, «Secretary General Mark Rutte in Lutz», undated.", ""),
        ("The Gazette tells “of lamps”, and Secretary General Mark Rutte came in 2003.", "holder-contradicted"),
        (r"| Secretary General | Anders Fogh Rasmussen, since 2009. \[Gazette, undated; Herald, 3 May 2003] |", ""),
        ("التقى الرئيس وthe North Atlantic Council في بروكسل", ""),
    ],
)  # fmt: skip
def test_one_sentence(text: str, expected: str, store: FactStore, tmp_path: Path) -> None:
    """The audit reports a sentence or not, as of 2012."""
    assert [
        line.split()[1].rstrip(":") for line in audit_text(store, tmp_path, text, date(2012, 5, 1))
    ] == expected.split()


MET = "On 5 November 2012 {} Edward Nalbandian met Special Representative James Appathurai{}."
SENT = "On 19 January 2023 Special Representative Javier Colomina met Foreign Minister Jeyhun Bayramov in {}."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MET.format("Minister of Foreign Affairs", " in Yerevan"), ""),
        (MET.format("Minister of Foreign Affairs", " in Dushanbe"), "Dushanbe"),
        (MET.format("Minister of Foreign Affairs", " in Lutz"), "Lutz"),
        (MET.format("Minister of Foreign Affairs", " in Armenia"), ""),
        (MET.format("Minister of Foreign Affairs of Armenia", ""), ""),
        (MET.format("Minister of Foreign Affairs of Kazakhstan", ""), ""),
        (f"Armenia\n\n{MET.format('Minister of Foreign Affairs', '')}", ""),
        (SENT.format("Azerbaijan"), ""),
        (SENT.format("Baku"), ""),
        (f"Azerbaijan and its army\n\nAzerbaijan rests. {SENT.format('Kazakhstan')}", "Kazakhstan"),
    ],
)
def test_a_country_is_no_other_place_than_its_town(
    text: str, expected: str, store: FactStore, tmp_path: Path
) -> None:
    """A country may hold the town where a meeting was, and names no place at all unless the text says "in"."""
    said = [line.split("'")[1] for line in audit_text(store, tmp_path, text, date(2024, 5, 1)) if "'" in line]
    assert said == expected.split()


def findings_in(store: FactStore, path: Path, data: bytes) -> list[str]:
    """Return the day that a note gives for itself, and what the audit finds in it as of that day."""
    path.write_bytes(data)
    document = read_document(path, path.name)
    found = find_day(document)
    day = found.day if found else date.max
    return [str(day), *(format_diagnostic(each) for each in audit(store, document, path.name, day))]


@pytest.mark.parametrize("form", ["md", "html"])
def test_our_own_notes_contradict_nothing(form: str, tmp_path: Path) -> None:
    """The audit finds the day of our own notes, and nothing that contradicts the facts."""
    workspace = Workspace(Project(package_data_folder(), package_data_folder()))
    shift = ("md", "html").index(form)  # each note in one format, on another day than its neighbours
    for number, subject in list(enumerate(workspace.catalog.subjects.values()))[shift::2]:
        day = DAYS[number // 2 % len(DAYS)]
        brief = make_draft(workspace, subject.id, day).brief
        data = workspace.render(brief, subject, form)
        assert findings_in(workspace.store, tmp_path / f"{subject.id}.{form}", data) == [str(day)]


@pytest.mark.parametrize(
    ("partner", "language", "product"),
    [
        ("kazakhstan", "fr", "brief"),
        pytest.param("kazakhstan", "ru", "desk", marks=pytest.mark.thorough),
        pytest.param("armenia", "tg", "desk", marks=pytest.mark.thorough),
        ("armenia", "ar", "public"),
    ],
)
def test_our_notes_in_other_languages_contradict_nothing(
    partner: str, language: str, product: str, store: FactStore, tmp_path: Path
) -> None:
    """A note of an earlier day is read as of the day in its head, in whatever language that is."""
    note = note_of(partner, date(2025, 6, 1), language, product)
    assert findings_in(store, tmp_path / "note.md", note.markdown.encode()) == ["2025-06-01"]


@pytest.mark.slow
def test_our_notes_on_paper_contradict_nothing(store: FactStore, tmp_path: Path) -> None:
    """Feet of pages, cells of tables and numbers of sources are no part of what a PDF says."""
    note = note_of("tajikistan", SHIPPED_DAYS[0], product="desk")  # other tests print it, too
    assert findings_in(store, tmp_path / "note.pdf", note.pdf) == [str(SHIPPED_DAYS[0])]


@pytest.mark.thorough
@pytest.mark.parametrize("number", range(40))
def test_our_notes_of_many_days_contradict_nothing(number: int, tmp_path: Path) -> None:
    """On forty days, notes of every product, language and format are found right; each partner has another one."""
    day = date(1997 + number * 3 // 4, 1 + number % 12, 1 + number % 28)
    workspace = Workspace(Project(package_data_folder(), package_data_folder()))
    for place, partner in enumerate(partner.id for partner in workspace.store.partners):
        product = PRODUCTS[(number + place) % len(PRODUCTS)]
        language = LANGUAGES[(number // len(PRODUCTS) + place) % len(LANGUAGES)]
        form = FORMS[(number + number // len(FORMS) + place) % len(FORMS)]
        brief = note_of(partner, day, language, product).brief
        subject = workspace.catalog.subjects[partner]
        data = render_pdf(brief) if form == "pdf" else workspace.render(brief, subject, form)
        said = findings_in(workspace.store, tmp_path / f"{partner}.{product}.{language}.{form}", data)
        assert said == [str(day)]


@pytest.mark.thorough
@pytest.mark.parametrize("house", ["agency", "country", "organisation"])
def test_notes_of_the_starter_houses_contradict_nothing(house: str, tmp_path: Path) -> None:
    """What a new house begins with is found right on forty days, too."""
    root = tmp_path / house
    assert run_line(f"init {root} --side {house}").code == 0
    workspace = Workspace(Project(root, root))
    for number in range(40):
        day = date(2026, 6, 1) + timedelta(days=11 * number)  # earlier, no one knows who will come in 2027
        for subject in workspace.catalog.subjects.values():
            for product in PRODUCTS:
                brief = make_draft(workspace, subject.id, day, products=(product,)).brief
                path = tmp_path / f"{subject.id}.md"
                path.write_bytes(markdown.render(brief))
                said = audit(workspace.store, read_document(path, path.name), path.name, day)
                assert [f"{product} {day}: {format_diagnostic(each)}" for each in said] == []


def test_a_list_of_ranks_takes_linear_time(store: FactStore, tmp_path: Path) -> None:
    """What could be compared with each other in thousands of ways is a list."""
    ranks = [
        f"the first {title} since {year}" for year in range(1990, 2010) for title in ("Minister", "mayor")
    ]
    started = time.process_time()
    assert audit_text(store, tmp_path, ", ".join(ranks * 50), date(2012, 5, 1)) == []
    assert time.process_time() - started < 4


def test_a_copy_reads_the_claims_of_a_long_text(
    store: FactStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What two processes find in a long text together is what one finds, sentence by sentence and in order."""
    text = "\n\n".join(
        ARTICLE
        + f"He left office in {year}. The office for lamp {year} opened in {year}, and closed in {year - 1}."
        for year in range(1950, 2020)
    )
    found = []
    for cores in (1, 2):
        monkeypatch.setattr(processes, "core_count", lambda cores=cores: cores)
        monkeypatch.setattr(processes, "can_fork", lambda: True)
        found.append(audit_text(store, tmp_path, text, date(2011, 6, 23)))
    assert found[0] == found[1]
    assert len(found[0]) > 100


def test_the_command(briefings: Callable[..., CommandResult], tmp_path: Path) -> None:
    """`audit` prints its findings and the day, and exits with 1 if there are any."""
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, "utf-8")
    run = briefings("audit", path, "--project", package_data_folder())
    assert run.code == 1
    assert "article.txt:7:1: error[holder-contradicted]: Robert F. Simmons was not" in run.out
    assert run.err.endswith("article.txt, as of 2011-06-23 (the date at its head, line 1): 1 error\n")
    path.write_text("Snow.", "utf-8")
    run = briefings("audit", path, "--project", package_data_folder(), "--as-of", "2011-06-23")
    assert (run.code, run.out) == (0, "No contradictions found.\n")


def test_a_marked_copy(briefings: Callable[..., CommandResult], tmp_path: Path) -> None:
    """`--html` writes the whole text as a page, and marks and answers what the facts contradict."""
    path, copy = tmp_path / "article.txt", tmp_path / "copy.html"
    path.write_text(f"{ARTICLE}\nA <b> lamp.\n", "utf-8")
    briefings("audit", path, "--project", package_data_folder(), "--html", copy)
    page = copy.read_text("utf-8")
    assert page.count("<mark>") == page.count("<aside>") == 1
    assert "<aside>Robert F. Simmons was not Special Representative" in page
    assert "A &lt;b&gt; lamp." in page


def test_a_file_that_can_not_be_read_is_no_contradiction(
    briefings: Callable[..., CommandResult], tmp_path: Path
) -> None:
    """The exit code tells a file that can't be read from one that contradicts the facts."""
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing")
    run = briefings("audit", path, "--project", package_data_folder())
    assert (run.code, run.out) == (4, "")
    assert "error[not-pdf]" in run.err
