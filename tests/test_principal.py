"""Tests of the principal's copy: two pages that answer, without the words of the desk, for every shipped partner."""

from __future__ import annotations

import io
import re
from collections import Counter

import pytest
from pypdf import PdfReader

from tests.support.notes import SHIPPED_DAYS, Note, note_of, shipped_notes
from tests.support.turns import in_turn

COPIES = shipped_notes("brief")
MOST_LEAD_WORDS = 70
DESK_WORDS = re.compile(
    r"attested|on record|confirmation due|\bNone on\b|Not known|Sources disagree|attesté|à confirmer depuis|consigné",
    re.IGNORECASE,
)
SOURCES = re.compile(r" ?\\\[[^\]]*\]")

every_copy = pytest.mark.parametrize("copy", in_turn(COPIES))
every_english_copy = pytest.mark.parametrize(
    "copy", in_turn([copy for copy in COPIES if copy.language == "en"])
)


def lead_of(copy: Note) -> str:
    """Return the lead: the first paragraph after the line under the title, without its sources."""
    paragraphs = copy.markdown.split("\n\n")
    return SOURCES.sub("", paragraphs[3])


@every_copy
def test_the_lead_is_short_and_dated(copy: Note) -> None:
    """The lead has at most seventy words and names a year."""
    lead = lead_of(copy)
    assert len(lead.split()) <= MOST_LEAD_WORDS
    assert re.search(r"\b(19|20)\d\d\b", lead), lead


@every_copy
def test_the_first_sentence_says_what_the_relationship_is(copy: Note) -> None:
    """It says since when they are partners, and in which framework."""
    pattern = {
        "en": r"^\S.* has been a partner of NATO (in the \S.* since .*\d{4}|since .*\d{4}, and since .*\d{4} in the )",
        "fr": r"^\S.* est partenaire de l’OTAN",
    }
    if "## Where we stand" in copy.markdown or "## Où nous en sommes" in copy.markdown:
        assert re.search(pattern[copy.language], " ".join(lead_of(copy).split()))


OLD = re.compile(r"\((?:as of |situation )?([^()]*\d{4})(?:, (?:confirm|à confirmer))?\)")


@every_copy
def test_old_sources_are_dated_by_one_rule(copy: Note) -> None:
    """Where we stand, a date in brackets is a month, or the year of an undated source, whether or not it needs confirming."""
    heading = {"en": "## Where we stand", "fr": "## Où nous en sommes"}[copy.language]
    rows = copy.markdown.partition(heading)[2].partition("\n## ")[0].split("\n")
    dates = [
        (date, "".join(SOURCES.findall(row)))
        for row in rows
        for date in OLD.findall(SOURCES.sub("", row).split("|")[2] if "|" in row else "")
    ]
    years = [(date, sources) for date, sources in dates if re.fullmatch(r"\d{4}", date)]
    assert [year for year, sources in years if year not in OLD.findall(sources)] == []


@every_copy
def test_the_lead_marks_what_the_box_asks_about(copy: Note) -> None:
    """A framework that the lead names and the box has is marked in the lead as in its row."""
    lead = " ".join(lead_of(copy).split())
    partnership = re.split(r"\. (?=[A-Z])", lead)[0]
    named = [
        title
        for title in re.findall(r"^> - \*\*(.*?)\.\*\*", copy.markdown, re.MULTILINE)
        if title in partnership
    ]
    assert len(re.findall(r"\d{4}, (?:confirm|à confirmer)\)", partnership)) >= len(named)


def test_the_lead_says_who_met_whom() -> None:
    """The last meeting is told with its people of both sides."""
    copy = note_of("moldova", SHIPPED_DAYS[-1], product="brief")
    assert "Popșoi met Secretary General Mark Rutte" in " ".join(copy.markdown.split())


def test_who_leads_our_own_side_is_no_news() -> None:
    """A reader knows the head of the own side; a new representative for the region is news."""
    copy = note_of("armenia", SHIPPED_DAYS[-1], product="brief").markdown
    news = copy.partition("## What is new")[2].partition("\n## ")[0]
    assert "Mark Rutte becomes" not in news
    assert "Special Representative" in news


@pytest.mark.parametrize(
    ("partner", "has_cyrillic"), [("armenia", False), ("azerbaijan", False), ("tajikistan", True)]
)
def test_names_in_another_script_are_those_of_the_partner(partner: str, has_cyrillic: bool) -> None:
    """A name in the script of a neighbour is not printed: Armenians do not write theirs in Russian."""
    copy = note_of(partner, SHIPPED_DAYS[-1], product="brief").markdown
    assert bool(re.search("[\u0400-\u04ff]", copy)) is has_cyrillic


@pytest.mark.parametrize("copy", in_turn([copy for copy in COPIES if copy.language == "fr"]))
def test_a_french_place_has_no_capital_within_a_cell(copy: Note) -> None:
    """A common noun in the middle of a cell or sentence is in small letters: "Visite, siège de l’OTAN"."""
    assert re.findall(r", (?:Siège|Quartier)\b", copy.markdown) == []


def box_items(copy: Note) -> list[str]:
    """Return the items of the box of what to confirm, each in one line with its sources."""
    box = "\n".join(line for line in copy.markdown.split("\n") if line.startswith(">"))
    items = box.split("\n> - ")[1:]
    return [" ".join(item.partition("\n>\n")[0].replace("\n>", "\n").split()) for item in items]


@every_copy
def test_each_thing_to_confirm_has_its_own_source(copy: Note) -> None:
    """Who checks an item must not guess which of the sources of a box is behind it; what is not on file has none."""
    unsourced = [item for item in box_items(copy) if not item.endswith("]")]
    assert [item for item in unsourced if not item.endswith(("Not on file.", "Titulaire inconnu."))] == []


MARKS = {
    "en": ((", confirm)", "“Confirm”:"), ("(as of ", "“As of”:")),
    "fr": ((", à confirmer)", "« À confirmer »"), ("(situation en ", "« Situation en »")),
}


@every_copy
def test_the_legend_names_the_marks_of_the_page_and_no_other(copy: Note) -> None:
    """A reader finds the meaning of each mark of an old source, and of none that the page does not have."""
    text = SOURCES.sub("", " ".join(copy.markdown.split()).replace("\u202f", " "))
    assert [sign in text for sign, _ in MARKS[copy.language]] == [
        meaning in text for _, meaning in MARKS[copy.language]
    ]


@every_copy
def test_sources_of_a_later_day_are_announced(copy: Note) -> None:
    """A brief of a past day that cites what was published since says so, or its sources look made up."""
    words = {"en": "Some sources are later than", "fr": "Certaines sources sont postérieures"}[copy.language]
    years = {int(year) for note in SOURCES.findall(copy.markdown) for year in re.findall(r"\b\d{4}\b", note)}
    is_said = words in " ".join(copy.markdown.split())
    if max(years) != copy.as_of.year:
        assert is_said is (max(years) > copy.as_of.year)


@every_copy
def test_no_word_of_the_desk(copy: Note) -> None:
    """A principal never reads when a source was last seen, what is due, or what the desk lacks."""
    assert DESK_WORDS.findall(SOURCES.sub("", copy.markdown)) == []


@every_copy
def test_no_row_without_content_and_no_sentence_twice(copy: Note) -> None:
    """Each row says something, and nothing is said twice in the same words."""
    rows = [line for line in copy.markdown.split("\n") if line.startswith("| ") and line.strip("| ")]
    assert [row for row in rows if not row.split("|")[2].strip()] == []
    sentences = Counter(
        sentence.text
        for sentence in copy.brief.sentences
        if len(sentence.text.split()) > 3 and sentence.citations
    )
    assert [text for text, count in sentences.items() if count > 1] == []


@every_copy
def test_every_sentence_with_a_fact_keeps_its_citations(copy: Note) -> None:
    """The copy shows publishers and days only, but each of its facts still resolves to its sources."""
    cited = {citation.source_id for sentence in copy.brief.sentences for citation in sentence.citations}
    assert cited
    assert cited == {source.id for source in copy.brief.sources}


@every_copy
def test_names_take_their_article(copy: Note) -> None:
    """A sentence says "the Kyrgyz Republic" and "la Mongolie"; only a title, a heading and a row name it bare."""
    bare = {"en": r"(?<!the )(?<!The )Kyrgyz Republic", "fr": r"(?<!la )(?<!La )Mongolie"}[copy.language]
    sentences = [sentence.text for sentence in copy.brief.sentences if sentence.text.endswith(".")]
    assert [text for text in sentences if re.search(bare, text)] == []


@every_english_copy
def test_two_pages_at_most(copy: Note) -> None:
    """On paper the copy has two pages at most, each with the marking."""
    pages = PdfReader(io.BytesIO(copy.pdf)).pages
    assert len(pages) <= 2
    assert all("PUBLIC" in page.extract_text() for page in pages)


@pytest.mark.slow
@pytest.mark.parametrize("copy", in_turn([copy for copy in COPIES if copy.language == "fr"]))
def test_two_pages_at_most_in_french(copy: Note) -> None:
    """French takes more words for the same, and fits all the same."""
    assert len(PdfReader(io.BytesIO(copy.pdf)).pages) <= 2


@pytest.mark.slow
@pytest.mark.parametrize("copy", in_turn(COPIES))
def test_a_fact_sheet_has_one_page(copy: Note) -> None:
    """A fact sheet for the public has one page, for every partner, day and language."""
    note = note_of(copy.partner, copy.as_of, copy.language, "public")
    assert len(PdfReader(io.BytesIO(note.pdf)).pages) == 1


MINISTER = {"en": "Minister of Foreign Affairs", "fr": "Ministre des Affaires étrangères"}


@every_copy
def test_the_foreign_minister_is_found_at_once(copy: Note) -> None:
    """Among who matters, a row names the minister, or says that no one is on file."""
    who = copy.markdown.partition("\n### ")[2].partition("\n### ")[0]
    (row,) = [line for line in who.split("\n") if line.startswith(f"| {MINISTER[copy.language]} |")]
    assert "**" in row or "Not on file." in row or "Titulaire inconnu." in row


@every_english_copy
def test_the_foreign_minister_is_on_the_first_page(copy: Note) -> None:
    """The row is on page 1, below the box, whatever the box and the news say."""
    first_page = " ".join(PdfReader(io.BytesIO(copy.pdf)).pages[0].extract_text().split())
    assert MINISTER["en"] in first_page.partition("Who matters")[2]


def test_a_minister_whose_successor_is_on_file_is_not_named() -> None:
    """A reader who finds two ministers takes the first; the box says that the dates of the second are not exact."""
    copy = note_of("kazakhstan", SHIPPED_DAYS[1], product="brief").markdown
    who = copy.partition("## Who matters")[2].partition("\n## ")[0]
    assert "Saudabayev" not in who
    assert "**Mukhtar Tileuberdi**" in who
    assert "Possibly Mukhtar Tileuberdi" in copy


@every_copy
def test_no_office_has_two_rows(copy: Note) -> None:
    """An office that unites two roles, such as a President who heads the government, stands once among who matters."""
    who = copy.markdown.partition("\n### ")[2].partition("\n## ")[0]
    rows = [line.split("|")[1:3] for line in who.split("\n") if line.startswith("| ") and line.strip("| ")]
    offices = Counter((title.strip(), holder.split("**")[1]) for title, holder in rows if "**" in holder)
    assert [office for office, count in offices.items() if count > 1] == []


def test_the_day_of_the_seed_article() -> None:
    """As of 23 June 2011 the copy names the Secretary General, the Special Representative and the minister."""
    text = note_of("tajikistan", SHIPPED_DAYS[0], "en", "brief").markdown.replace("\u00a0", " ")
    assert "**James Appathurai**, since November 2010" in text
    assert "**Hamrokhon Zarifi**" in text
    assert "Minister of Foreign Affairs Hamrokhon Zarifi" in " ".join(text.split("\n\n")[3].split())
    assert "**Anders Fogh Rasmussen**, since 1 August 2009" in text
    assert "> - **Secretary General.**" not in text


def test_no_reader_is_asked_about_an_office_long_unseen() -> None:
    """An embassy that was contact point until 2010 is no question today; one that was until 2024 is."""
    assert "Contact Point Embassy" not in note_of("moldova", SHIPPED_DAYS[2], "en", "brief").markdown
    assert "Contact Point Embassy" in note_of("tajikistan", SHIPPED_DAYS[2], "en", "brief").markdown
