"""Tests of PDF: accessible, self-contained, marked on every page under any style, the same everywhere."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from briefings.model.diagnostics import BriefingsError
from briefings.outputs import markdown, pdf
from briefings.project import package_data_folder
from tests.support.notes import (
    FICTIONAL,
    FONTS,
    MARKUP_LIKE,
    PAST_DAY,
    PRINT_STYLE,
    STAND_IN,
    STAND_IN_TEMPLATE,
    TODAY,
    Note,
    compose_note,
    fact,
    note_of,
    parse_html,
    partner_ids,
    render_pdf,
    replace_stand_in,
    write_labels,
)
from tests.support.pdf_pages import FOOT, HEAD, SIDE, embedded_fonts, read_pages, refused_messages
from tests.support.tools import pdf_text, pdf_ua_findings
from tests.support.turns import in_turn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefings.compose.brief import Brief

NOTES = [note_of(partner, day) for partner in partner_ids(package_data_folder()) for day in (TODAY, PAST_DAY)]
NOTES += [note_of("zubrowka")]
TYPESET_NOTES = [
    pytest.param(
        note,
        id=str(note),
        marks=() if note.partner in ("tajikistan", "zubrowka") else (pytest.mark.slow, pytest.mark.thorough),
    )
    for note in NOTES
]
OTHER_NOTES = [
    note_of("central-asia" if product == "region" else "tajikistan", language=language, product=product)
    for language in ("en", "ar", "fr")
    for product in ("brief", "card", "public", "background", "region")
]
BUNDLED = {name.removesuffix(".ttf").removesuffix("-Regular") for name in FONTS}


def collapse_spaces(text: str) -> str:
    """Return a text with line breaks and all other runs of space replaced by one space."""
    return " ".join(text.split())


# --- the notes of all partners ------------------------------------------------------------------


@pytest.mark.parametrize("note", TYPESET_NOTES)
def test_a_note_is_accessible(note: Note) -> None:
    """The PDF of every partner breaks no rule of PDF/UA-1."""
    assert pdf_ua_findings(note.pdf) == []


@pytest.mark.slow
@pytest.mark.parametrize("note", in_turn(OTHER_NOTES, 3, name=lambda note: f"{note}.{note.product}"))
def test_every_product_is_accessible(note: Note) -> None:
    """So do the other products, from left to right and from right to left."""
    assert pdf_ua_findings(note.pdf) == []


@pytest.mark.parametrize("note", TYPESET_NOTES)
def test_every_page_bears_marking_date_and_number(note: Note) -> None:
    """At the top of each page stands the marking, at its foot the date, the marking and the number of the page.

    From the second page on, the title stands beside the marking, and the heading of a section that goes on.
    """
    pages = read_pages(note.pdf)
    title = collapse_spaces(note.brief.title)
    as_at = collapse_spaces(note.brief.day_text)
    for number, page in enumerate(pages, 1):
        head = note.brief.marking if number == 1 else f"{title} {note.brief.marking}"
        first, _, continued = page.words_between(0, HEAD).partition(head)
        assert first == ""
        assert re.fullmatch(r"( .+ \(continued\))?", continued)
        foot = sorted(word for word in page.words if word.top >= page.height - FOOT)
        by_place = " ".join(word.text for word in sorted(foot, key=lambda word: word.left))
        assert by_place == f"{as_at} {note.brief.marking} Page {number} of {len(pages)}"


@pytest.mark.parametrize("note", TYPESET_NOTES)
def test_nothing_runs_over_the_margins(note: Note) -> None:
    """No word stands outside the page box, nor, but for the furniture, in its margins."""
    for page in read_pages(note.pdf):
        assert (round(page.width), round(page.height)) == (595, 842)
        for word in page.words:
            assert word.left >= SIDE - 0.5
            assert word.right <= page.width - SIDE + 0.5
            assert 0 < word.top < word.bottom < page.height
            assert not word.top < page.height - FOOT < word.bottom - 2


@pytest.mark.parametrize("note", TYPESET_NOTES)
def test_no_heading_stands_alone_at_the_foot_of_a_page(note: Note) -> None:
    """The last line of a page is no heading."""
    headings = {collapse_spaces(title) for _, title in read_outline(note.pdf)}
    for page in read_pages(note.pdf):
        inside = [line for line in page.lines if line[0].top > HEAD and line[0].bottom < page.height - FOOT]
        last = max(inside, key=lambda line: line[0].bottom)
        assert " ".join(word.text for word in last) not in headings


@pytest.mark.parametrize("note", TYPESET_NOTES)
def test_no_cell_is_clipped(note: Note) -> None:
    """Every cell of every table is in the PDF with all its words."""
    text = "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(note.pdf)).pages)
    tables = parse_html(note.html).find_all("table")
    assert tables
    for table in tables:
        for cell in table.find_all("td") + table.find_all("th"):
            assert "".join(cell.text().split()) in text


@pytest.mark.parametrize("note", TYPESET_NOTES)
def test_bookmarks_are_the_headings(note: Note) -> None:
    """The outline has each heading of the note with its level, without marks."""
    headings = [
        (int(element.tag[1]), element.text())
        for element in parse_html(note.html).find_all()
        if re.fullmatch("h[1-6]", element.tag)
    ]
    assert headings
    assert headings == read_outline(note.pdf)


def read_outline(data: bytes) -> list[tuple[int, str]]:
    """Return the bookmarks of a PDF with their levels."""

    def flatten(entries: list[Any], level: int) -> Iterator[tuple[int, str]]:
        for entry in entries:
            if isinstance(entry, list):
                yield from flatten(entry, level + 1)
            else:
                yield level, str(entry.title)

    return list(flatten(PdfReader(io.BytesIO(data)).outline, 1))


@pytest.mark.parametrize("note", TYPESET_NOTES)
def test_only_bundled_fonts_are_embedded(note: Note) -> None:
    """Each font in the file is a subset of one that comes with Briefings."""
    assert {"NotoSans", "NotoSans-Bold", "NotoSerif"} <= embedded_fonts(note.pdf) <= BUNDLED


def test_the_data_of_a_note_are_those_of_its_day() -> None:
    """Title, subject, language and date are those of the note; nothing tells of clock or machine."""
    note = note_of("tajikistan", PAST_DAY)
    reader = PdfReader(io.BytesIO(note.pdf))
    assert {name: str(value) for name, value in (reader.metadata or {}).items() if name != "/Producer"} == {
        "/Title": note.brief.title,
        "/Subject": note.brief.subject,
        "/CreationDate": "D:20030101",
    }
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert list(reader.attachments) == []


def test_tajik_letters_are_shown_and_can_be_copied() -> None:
    """Letters of the Tajik alphabet are in the PDF as text."""
    text = "".join(page.words_between(HEAD, page.height) for page in read_pages(note_of("tajikistan").pdf))
    assert "Ҳамрохон" in text
    assert "Зарифӣ" in text


# --- word for word ------------------------------------------------------------------------------


def test_no_word_leaves_the_page(tmp_path: Path) -> None:
    """A word without end is broken, in a paragraph, an item, a cell and the list of sources."""
    word = "Q" + "w" * 229 + "Q"
    brief = compose_note(tmp_path, STAND_IN_TEMPLATE, statements=(fact(STAND_IN, "a"),))
    pages = read_pages(render_pdf(replace_stand_in(brief, f"They saw {word} there.")))
    words = [found for page in pages for found in page.words if found.bottom < page.height - FOOT]
    assert max(found.right for found in words) < pages[0].width - SIDE + 1
    # In a row the parts of the words of all cells stand side by side.
    printed = "".join(found.text for found in words)
    assert printed.count("Q") == 2 * markdown.render(replace_stand_in(brief, word)).decode().count(word)
    assert printed.count(word) >= 6


def test_words_arrive_as_they_are(tmp_path: Path) -> None:
    """What looks like markup is in the PDF word for word, in paragraphs, items and cells; only spaces may differ."""
    template = """{% for x in facts.statements %}
{{ label("quoted", text=x.text) }}

- {{ label("quoted", text=x.text) }}

| |
|---|
| {{ label("quoted", text=x.text) }} |

{% endfor %}

{{ sources }}
"""
    labels = write_labels(tmp_path, "quoted: «{text}»\n")
    brief = compose_note(
        tmp_path, template, statements=tuple(fact(words, "a") for words in MARKUP_LIKE), labels=labels
    )
    path = tmp_path / "words.pdf"
    path.write_bytes(render_pdf(brief))
    pages = [
        re.sub(r"As at 23 November 2026|PUBLIC|Page \d+ of \d+", "", page)
        for page in pdf_text(path, layout=True).split("\f")
    ]
    told = [collapse_spaces(words) for words in re.findall("«(.*?)»", "\n".join(pages), re.DOTALL)]
    assert [collapse_spaces(words) for words in MARKUP_LIKE for _ in range(3)] == told


def test_a_marking_that_no_font_has_is_an_error(tmp_path: Path) -> None:
    """The marking is on every page whole, or there is no PDF."""
    brief = compose_note(tmp_path, "{{ partner.name }}", levels={"X": "秘"})
    assert refused_messages(brief, PRINT_STYLE) == [
        "missing-glyph: no font has '秘' (U+79D8) of '秘', which is printed on every page"
    ]


def test_a_character_of_a_style_that_no_font_has_is_an_error(small_brief: Brief) -> None:
    """A bullet that the bundled fonts lack is not taken from another font of the machine."""
    (fault,) = refused_messages(small_brief, PRINT_STYLE + 'h2::before { content: "\\2603" }')
    assert fault.startswith("missing-glyph: ")
    assert "U+2603" in fault


def test_a_font_of_the_machine_is_not_used(small_brief: Brief) -> None:
    """A style that names another font gets a bundled one: a note looks the same on every machine."""
    fonts = embedded_fonts(
        render_pdf(small_brief, PRINT_STYLE + 'p, h2 { font-family: "DejaVu Sans", serif }')
    )
    assert {re.split(r"[-.]", font)[0] for font in fonts} <= {"NotoSans", "NotoSerif"}


# --- the size of the paper ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "told"),
    [
        ("10mm 10mm", "the style makes pages that are too small for the text"),
        ("3m 90mm", "the style makes pages of 3000 by 90 mm"),
    ],
)
def test_pages_on_which_nothing_could_be_read_are_refused(small_brief: Brief, size: str, told: str) -> None:
    """A style may choose the size of the paper, but not one that hides the furniture."""
    assert refused_messages(
        small_brief, f"{PRINT_STYLE} @page {{ size: {size.replace('3m', '3000mm')} }}"
    ) == [f"page-size: {told}"]


def test_a_style_may_choose_the_size_of_the_paper(small_brief: Brief) -> None:
    """Letter paper works as A4 does."""
    (page,) = read_pages(render_pdf(small_brief, f"{PRINT_STYLE} @page {{ size: letter }}"))
    assert (round(page.width), round(page.height)) == (612, 792)
    assert page.words_between(0, HEAD) == "NOT CLASSIFIED"


# --- fonts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fonts", "fault"),
    [
        ({}, "no-fonts: the project has no fonts for PDF"),
        ({'Odd "one".ttf': b"none"}, 'bad-font: Odd "one".ttf is not a usable TrueType font: '),
        ({"Empty.ttf": b""}, "bad-font: Empty.ttf is not a usable TrueType font: "),
    ],
)
def test_without_fonts_there_is_no_note(small_brief: Brief, fonts: dict[str, bytes], fault: str) -> None:
    """Fonts that are missing or broken are an error: the machine's are not looked for."""
    with pytest.raises(BriefingsError) as caught:
        pdf.render(small_brief, PRINT_STYLE, fonts)
    (found,) = caught.value.diagnostics
    assert f"{found.code}: {found.message}".startswith(fault)


def test_a_letter_may_be_in_another_family(tmp_path: Path) -> None:
    """A letter is fine if some family has it; the families that a note does not need are not in its file."""
    words = {"a": "Hello", "b": "سلام 12", "c": "გამარჯობა", "d": "Բարև"}
    brief = compose_note(
        tmp_path,
        "{{ facts.statements | map(attribute='text') | join(' ') }}",
        statements=tuple(fact(f"{text}.", id_) for id_, text in words.items()),
    )
    assert {font.partition("-")[0] for font in embedded_fonts(render_pdf(brief))} == {
        "NotoSans", "NotoSerif", "NotoSansArabic", "NotoSansGeorgian", "NotoSansArmenian",
    }  # fmt: skip


# --- the same everywhere ------------------------------------------------------------------------


def test_the_same_note_is_the_same_bytes(small_brief: Brief) -> None:
    """Typesetting twice gives the same file."""
    assert render_pdf(small_brief) == render_pdf(small_brief)


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Dushanbe", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1"},
        {
            "PYTHONHASHSEED": "77",
            "TZ": "America/Los_Angeles",
            "LC_ALL": "tr_TR.UTF-8",
            "HOME": "/nonexistent",
        },
    ],
)
def test_the_bytes_do_not_depend_on_the_surroundings(surroundings: dict[str, str], tmp_path: Path) -> None:
    """In another process, folder, zone and locale, with another hash seed, all formats are the same bytes."""
    note = note_of("zubrowka")
    command = [
        sys.executable,
        "-m",
        "briefings",
        "build",
        "--project",
        str(FICTIONAL),
        "--as-of",
        str(TODAY),
        "--output",
        "out",
    ]
    subprocess.run(command, cwd=tmp_path, env=os.environ | surroundings, check=True, capture_output=True)
    made = {
        path.suffix: path.read_bytes() for path in (tmp_path / "out").rglob("zubrowka.en.*") if path.is_file()
    }
    assert made == {".md": note.markdown.encode(), ".html": note.html.encode(), ".pdf": note.pdf}


# --- how long it is ---------------------------------------------------------------------------------


def compose_two_sections(folder: Path, lengths: dict[str, int], style: str = PRINT_STYLE) -> pdf.PdfResult:
    """Compose a note with two sections of the given lengths in sentences."""
    glance = (
        '## {{ label("section.glance") }}\n\n{% for item in facts.statements[:'
        + str(lengths["At a glance"])
        + "] %}"
    )
    areas = (
        '## {{ label("section.areas") }}\n\n{% for item in facts.statements[:'
        + str(lengths["Key areas"])
        + "] %}"
    )
    item = "\n\n{{ item.text }}\n\n{% endfor %}\n\n"
    brief = compose_note(
        folder,
        f"# {{{{ partner.name }}}}\n\n{glance}{item}{areas}{item}",
        statements=tuple(fact("The lamps burn in the valley.") for _ in range(max(lengths.values()))),
    )
    return pdf.render(brief, style, FONTS)


def test_each_section_is_measured(tmp_path: Path) -> None:
    """A section is as long as what stands under its heading, over several pages too."""
    short = compose_two_sections(tmp_path, {"At a glance": 2, "Key areas": 3})
    assert short.page_count == 1
    assert [heading for heading, _ in short.section_lengths] == ["At a glance", "Key areas"]
    long = compose_two_sections(tmp_path, {"At a glance": 2, "Key areas": 120})
    lengths = dict(long.section_lengths)
    assert lengths["At a glance"] == pytest.approx(dict(short.section_lengths)["At a glance"], abs=0.01)
    assert lengths["Key areas"] > 2
    assert long.page_count - 1 < sum(lengths.values()) <= long.page_count


def test_larger_letters_make_a_longer_section(tmp_path: Path) -> None:
    """What makes the note longer on paper makes the measure so."""
    usual = dict(compose_two_sections(tmp_path, {"At a glance": 2, "Key areas": 30}).section_lengths)
    large = dict(
        compose_two_sections(
            tmp_path, {"At a glance": 2, "Key areas": 30}, f"{PRINT_STYLE} p {{ font-size: 20pt }}"
        ).section_lengths
    )
    assert large["Key areas"] > 1.5 * usual["Key areas"]
