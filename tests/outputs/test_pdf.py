"""Tests of PDF: accessible, self-contained, marked on every page under any style, the same everywhere."""

from __future__ import annotations

import functools
import io
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree

import pytest
from PIL import Image
from pypdf import PdfReader

from briefings.model.diagnostics import BriefingsError
from briefings.outputs import page_margins, pdf
from briefings.outputs.page_margins import css_string
from briefings.project import package_data_folder
from tests.support.notes import (
    FICTIONAL,
    FONTS,
    MARKUP_LIKE,
    PAST_DAY,
    PRINT_STYLE,
    TODAY,
    Note,
    compose_note,
    fact,
    note_of,
    parse_html,
    partner_ids,
    render_pdf,
    write_labels,
)
from tests.support.tools import draw_pdf_pages, pdf_layout_xhtml, pdf_text, pdf_ua_findings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefings.compose.brief import Brief

NOTES = [note_of(partner, day) for partner in partner_ids(package_data_folder()) for day in (TODAY, PAST_DAY)]
NOTES += [note_of("zubrowka")]
BUNDLED = {"Briefings-Sans", "Briefings-Sans-Bold", "Briefings-Sans-Italic"}
POINTS = 72 / 25.4
"""Points in a millimetre."""
HEAD, FOOT, SIDE = 16 * POINTS, 17 * POINTS, 15 * POINTS


class Word(NamedTuple):
    """A word and its position on the page, in points from the upper left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Page(NamedTuple):
    """The lines of a page, from top to bottom."""

    width: float
    height: float
    lines: list[list[Word]]

    @property
    def words(self) -> list[Word]:
        """Return all words of the page."""
        return [word for line in self.lines for word in line]

    def words_between(self, top: float, bottom: float) -> str:
        """Return the words in a strip across the page."""
        return " ".join(word.text for word in self.words if word.top >= top and word.bottom <= bottom)


@functools.cache
def read_pages(data: bytes) -> list[Page]:
    """Return the pages of a PDF with the positions of their words."""
    text = re.sub(r'<!DOCTYPE[^>]*>| xmlns="[^"]*"', "", pdf_layout_xhtml(data))
    pages = []
    for page in ElementTree.fromstring(text).iter("page"):  # noqa: S314 - of our own PDF
        lines = [
            [
                Word(
                    word.text or "", *(float(word.attrib[side]) for side in ("xMin", "yMin", "xMax", "yMax"))
                )
                for word in line.iter("word")
            ]
            for line in page.iter("line")
        ]
        lines.sort(key=lambda line: (line[0].top, line[0].left))
        pages.append(Page(float(page.attrib["width"]), float(page.attrib["height"]), lines))
    return pages


def collapse_spaces(text: str) -> str:
    """Return a text with line breaks and all other runs of space replaced by one space."""
    return " ".join(text.split())


@pytest.fixture(scope="module")
def small_brief(tmp_path_factory: pytest.TempPathFactory) -> Brief:
    """Return a note of one page with its own marking."""
    template = '# {{ partner.name }}\n\n## {{ label("section.glance") }}\n\n{{ background[0].text }}\n\n{{ sources }}'
    folder = tmp_path_factory.mktemp("small")
    return compose_note(
        folder, template, background=(fact("It joined.", "a"),), levels={"PUBLIC": "NOT CLASSIFIED"}
    )


def refused_messages(brief: Brief, style: str) -> list[str]:
    """Return code and message of the problems for which a style is refused."""
    with pytest.raises(BriefingsError) as caught:
        render_pdf(brief, style)
    return [f"{found.code}: {found.message}" for found in caught.value.diagnostics]


# --- the notes of all partners ------------------------------------------------------------------


@pytest.mark.parametrize("note", NOTES, ids=str)
def test_a_note_is_accessible(note: Note) -> None:
    """The PDF of every partner breaks no rule of PDF/UA-1."""
    assert pdf_ua_findings(note.pdf) == []


@pytest.mark.parametrize("note", NOTES, ids=str)
def test_every_page_bears_marking_date_and_number(note: Note) -> None:
    """At the top of each page stands the marking, at its foot the date, the marking and the number of the page."""
    pages = read_pages(note.pdf)
    as_at = collapse_spaces(note.brief.day_text)
    for number, page in enumerate(pages, 1):
        assert page.words_between(0, HEAD) == note.brief.marking
        foot = sorted(word for word in page.words if word.top >= page.height - FOOT)
        by_place = " ".join(word.text for word in sorted(foot, key=lambda word: word.left))
        assert by_place == f"{as_at} {note.brief.marking} Page {number} of {len(pages)}"


@pytest.mark.parametrize("note", NOTES, ids=str)
def test_nothing_runs_over_the_margins(note: Note) -> None:
    """No word stands outside the page box, nor, but for the furniture, in its margins."""
    for page in read_pages(note.pdf):
        assert (round(page.width), round(page.height)) == (595, 842)
        for word in page.words:
            assert word.left >= SIDE - 0.5
            assert word.right <= page.width - SIDE + 0.5
            assert 0 < word.top < word.bottom < page.height
            assert not word.top < page.height - FOOT < word.bottom - 2


@pytest.mark.parametrize("note", NOTES, ids=str)
def test_no_heading_stands_alone_at_the_foot_of_a_page(note: Note) -> None:
    """The last line of a page is no heading."""
    headings = {collapse_spaces(title) for _, title in read_outline(note.pdf)}
    for page in read_pages(note.pdf):
        inside = [line for line in page.lines if line[0].top > HEAD and line[0].bottom < page.height - FOOT]
        last = max(inside, key=lambda line: line[0].bottom)
        assert " ".join(word.text for word in last) not in headings


@pytest.mark.parametrize("note", NOTES, ids=str)
def test_no_cell_is_clipped(note: Note) -> None:
    """Every cell of every table is in the PDF with all its words."""
    text = "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(note.pdf)).pages)
    tables = parse_html(note.html).find_all("table")
    assert tables
    for table in tables:
        for cell in table.find_all("td") + table.find_all("th"):
            assert "".join(cell.text().split()) in text


@pytest.mark.parametrize("note", NOTES, ids=str)
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


def embedded_fonts(data: bytes) -> set[str]:
    """Return the names of the fonts embedded in a PDF."""
    pages: Any = PdfReader(io.BytesIO(data)).pages
    return {
        re.sub(r"^/[A-Z]{6}\+", "", font.get_object()["/BaseFont"])
        for page in pages
        for font in page["/Resources"]["/Font"].values()
    }


@pytest.mark.parametrize("note", NOTES, ids=str)
def test_only_bundled_fonts_are_embedded(note: Note) -> None:
    """Each font in the file is a subset of one that comes with Briefings."""
    assert {"Briefings-Sans", "Briefings-Sans-Bold"} <= embedded_fonts(note.pdf) <= BUNDLED


def test_the_data_of_a_note_are_those_of_its_day() -> None:
    """Title, author, subject, language and date are those of the note; nothing tells of clock or machine."""
    note = note_of("tajikistan", PAST_DAY)
    reader = PdfReader(io.BytesIO(note.pdf))
    assert {name: str(value) for name, value in (reader.metadata or {}).items() if name != "/Producer"} == {
        "/Title": note.brief.title,
        "/Author": note.brief.author,
        "/Subject": note.brief.subject,
        "/CreationDate": "D:20030101",
    }
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert list(reader.attachments) == []


def test_the_note_on_tajikistan_is_short() -> None:
    """What is to be read of the note on Tajikistan of today fits on four pages; on a fifth there are sources only."""
    texts = [page.words_between(HEAD, page.height) for page in read_pages(note_of("tajikistan").pdf)]
    assert 2 <= len(texts) <= 5
    # The questions are the last section before the sources.
    assert "Open questions" in "".join(texts[:4])
    assert all("Does this still hold?" not in text for text in texts[4:])


def test_tajik_letters_are_shown_and_can_be_copied() -> None:
    """Letters of the Tajik alphabet are in the PDF as text."""
    text = "".join(page.words_between(HEAD, page.height) for page in read_pages(note_of("tajikistan").pdf))
    assert "Ҳамрохон" in text
    assert "Зарифӣ" in text


# --- word for word ------------------------------------------------------------------------------


def test_words_arrive_as_they_are(tmp_path: Path) -> None:
    """What looks like markup is in the PDF word for word, in paragraphs, items and cells; only spaces may differ."""
    template = """{% for x in background %}
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
        tmp_path, template, background=tuple(fact(words, "a") for words in MARKUP_LIKE), labels=labels
    )
    path = tmp_path / "words.pdf"
    path.write_bytes(render_pdf(brief))
    pages = [
        re.sub(r"As at 23 November 2026|PUBLIC|Page \d+ of \d+", "", page)
        for page in pdf_text(path).split("\f")
    ]
    told = [collapse_spaces(words) for words in re.findall("«(.*?)»", "\n".join(pages), re.DOTALL)]
    assert [collapse_spaces(words) for words in MARKUP_LIKE for _ in range(3)] == told


def test_a_character_that_no_font_has_is_named_with_its_fact(tmp_path: Path) -> None:
    """A character without a glyph is an error that names it and the fact that has it, not a box on paper."""
    facts = (fact("It joined.", "a"), fact("Signed \u2603 and 漢.", "b"))
    brief = compose_note(tmp_path, '{{ background | map(attribute="text") | join(" ") }}', background=facts)
    assert refused_messages(brief, PRINT_STYLE) == [
        "missing-glyph: no bundled font has '☃' (U+2603), which test/b uses",
        "missing-glyph: no bundled font has '漢' (U+6F22), which test/b uses",
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
    assert {re.split(r"[-.]", font)[0] for font in fonts} == {"Briefings", "NotoSans"}


# --- styles against the marking -----------------------------------------------------------------

ATTACKS = [
    '@page { @top-center { content: "x" !important; display: none !important } }',
    '@page :first { @top-center { content: "x" !important; visibility: hidden !important } }',
    '@page :nth(1) { @bottom-center { content: none !important } }',
    '@page other:first { @top-center { content: "x" !important } } body { page: other }',
    '@layer a { @page { @top-center { content: "x" !important } } }',
    '@page { @bottom-left { content: "x" !important } @bottom-center { content: "y" !important } @bottom-right { content: "z" !important } }',
    '@page { @top-left { content: "SECRET" !important; width: 100% !important } @top-right-corner { content: "SECRET" } @left-middle { content: "SECRET" } }',
    "@page { @top-center { color: white !important; background: white !important } }",
    "@page { @top-center { color: transparent !important; opacity: 0 !important } }",
    "@page { @top-center { font-size: 0 !important } }",
    "@page { @top-center { font: 0/0 x !important; letter-spacing: 50mm !important; text-indent: -900mm !important } }",
    "@page { @top-center { width: 0 !important; height: 0 !important; max-width: 0 !important; overflow: hidden !important } }",
    "@page { @top-center { block-size: 0 !important; inline-size: 0 !important; margin-block-start: -900mm !important; padding-inline-start: 900mm !important } }",
    "@page { @top-center { transform: translate(-500mm, 0) !important; position: relative !important; left: -900mm !important } }",
    "@page { @top-center { text-transform: lowercase !important; font-variant: small-caps !important; text-decoration: line-through !important; direction: rtl !important } }",
    "@page { @top-center { box-shadow: inset 0 0 99mm #000 !important; border: 10mm solid #000 !important; outline: 20mm solid #000 !important } }",
    "@page { @top-center { z-index: -1 !important } } html { background: white }",
    'html { z-index: 99999999 !important } main::before { content: ""; position: fixed; top: -40mm; left: -40mm; width: 600mm; height: 600mm; background: white }',
    "@page { font-size: 0 !important; color: white !important; visibility: hidden !important; opacity: 0 !important; display: none !important }",
    "@page { margin: 0 !important; padding: 0 !important }",
    "@page { margin: 140mm !important; padding: 60mm !important }",
    "@page { margin-top: -30mm !important; margin-block-end: -30mm !important; border: 40mm solid #fff !important; outline: 40mm solid #fff }",
    "@page { transform: translate(-500mm, 0) !important; overflow: hidden !important; bleed: 100mm; marks: crop }",
    "@page { background: #000 !important; box-shadow: inset 0 0 50mm #000 }",
    "html, body { background: #000 !important }",
    "body { position: fixed; top: -16mm; left: -15mm; width: 210mm; height: 297mm; background: white; z-index: 99999999 }",
    'main::before { content: ""; position: fixed; top: -40mm; left: -40mm; width: 600mm; height: 600mm; background: white; z-index: 9 }',
    "html { display: none !important }",
    "* { font-size: 0 !important; color: white !important; visibility: hidden !important; opacity: 0 !important }",
    "@page { counter-reset: page 7; counter-increment: page 5 !important; counter-set: pages 3 }",
]  # fmt: skip


def marking_letters(data: bytes, folder: Path) -> dict[str, bytes]:
    """Return the letters of the marking as drawn at the top and at the foot of the first page."""
    path = folder / "page.pdf"
    path.write_bytes(data)
    with Image.open(draw_pdf_pages(path, folder, dpi=72)[0]) as page:
        width, height = page.size
        letters = page.convert("L").point(lambda shade: 255 * (shade > 100))
        strips = {"head": (12, 34), "foot": (height - 44, height - 14)}
        return {
            name: letters.crop((width // 2 - 40, top, width // 2 + 40, bottom)).tobytes()
            for name, (top, bottom) in strips.items()
        }


@pytest.fixture(scope="module")
def unharmed_marking(small_brief: Brief, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the marking as drawn with the packaged style sheet."""
    marked = marking_letters(render_pdf(small_brief), tmp_path_factory.mktemp("pages"))
    for letters in marked.values():
        assert set(letters) == {0, 255}
    return marked


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_style_hides_or_forges_the_marking(
    small_brief: Brief, unharmed_marking: dict[str, bytes], attack: str, tmp_path: Path
) -> None:
    """Whatever a style sheet says, marking, date and number are in the margins of each page, and seen, and nothing else."""
    data = render_pdf(small_brief, PRINT_STYLE + attack)
    assert unharmed_marking == marking_letters(data, tmp_path)
    pages = read_pages(data)
    for number, page in enumerate(pages, 1):
        assert page.words_between(0, HEAD) == "NOT CLASSIFIED"
        foot = sorted(
            (word for word in page.words if word.top > page.height - FOOT), key=lambda word: word.left
        )
        assert (
            " ".join(word.text for word in foot)
            == f"As at 23 November 2026 NOT CLASSIFIED Page {number} of {len(pages)}"
        )
        assert "SECRET" not in {word.text for word in page.words}


def test_what_would_hide_the_marking_is_seen(
    small_brief: Brief, unharmed_marking: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The comparison of these tests is no empty one: a white marking of our own would fail it."""
    monkeypatch.setitem(page_margins._MARGIN_BOX_CSS, "color", "#fff")
    assert unharmed_marking != marking_letters(render_pdf(small_brief), tmp_path)


@pytest.mark.parametrize(("size", "told"), [("10mm 10mm", "30 by 33 mm"), ("3m 90mm", "3000 by 90 mm")])
def test_pages_on_which_nothing_could_be_read_are_refused(small_brief: Brief, size: str, told: str) -> None:
    """A style may choose the size of the paper, but not one that hides the furniture."""
    assert refused_messages(
        small_brief, f"{PRINT_STYLE} @page {{ size: {size.replace('3m', '3000mm')} }}"
    ) == [f"page-size: the style makes pages of {told}"]


def test_a_style_may_choose_the_size_of_the_paper(small_brief: Brief) -> None:
    """Letter paper works as A4 does."""
    (page,) = read_pages(render_pdf(small_brief, f"{PRINT_STYLE} @page {{ size: letter }}"))
    assert (round(page.width), round(page.height)) == (612, 792)
    assert page.words_between(0, HEAD) == "NOT CLASSIFIED"


# --- styles that ask for files ------------------------------------------------------------------

REQUESTS = {
    "a style sheet": '@import "{}";\n',
    "a style sheet by url": "@import url({});\n",
    "a background": "p {{ background: url({}) }}",
    "a picture": "p::before {{ content: url({}) }}",
    "a bullet": "ul, ol {{ list-style-image: url({}) }}",
    "a border": "p {{ border: 1px solid; border-image: url({}) 1 }}",
    "a font": "@font-face {{ font-family: Other; src: url({}) }} p {{ font-family: Other }}",
    "colours": "@color-profile device-cmyk {{ src: url({}) }}",
}
ADDRESSES = [
    "file:///etc/hostname",
    "http://127.0.0.1:9/x",
    "//a.example/x",
    "x.png",
    "/etc/hostname",
    "ftp://a/b",
    "unknown:x",
    "briefings:Other.ttf",
]


@pytest.mark.parametrize("what", REQUESTS)
def test_a_style_that_asks_for_a_file_is_refused(small_brief: Brief, what: str) -> None:
    """A request for anything that was not handed over is an error that names it, however it is made."""
    for address in ADDRESSES if what == "a background" else ADDRESSES[:2]:
        style = REQUESTS[what].format(address)
        faults = refused_messages(
            small_brief, style + PRINT_STYLE if style.startswith("@import") else PRINT_STYLE + style
        )
        assert f"refused-request: the style or a template asks for {address}" in faults


@pytest.mark.parametrize(
    ("style", "fault"),
    [
        ("p { colour: red; }", "typesetting: Ignored `colour: red` at 2:5, unknown property."),
        (
            "p { mask-image: url(file:///x); }",
            "typesetting: Ignored `mask-image: url(file:///x)` at 2:5, unknown property.",
        ),
        (
            "@font-face { font-family: A; src: local('DejaVu Sans') } p { font-family: A }",
            "typesetting: Font-face 'A' cannot be loaded",
        ),
    ],
)
def test_a_fault_in_a_style_is_an_error_with_its_place(small_brief: Brief, style: str, fault: str) -> None:
    """What the typesetter would do without is an error; line and column are those of the style sheet."""
    assert refused_messages(small_brief, f"/* x */\n{style}\n{PRINT_STYLE}") == [fault]


def test_a_style_without_fonts_is_typeset_with_the_bundled_ones(small_brief: Brief) -> None:
    """A style that names no font at all gets a bundled one."""
    assert {
        font.partition("-")[0] for font in embedded_fonts(render_pdf(small_brief, "p { color: red }"))
    } <= {
        "NotoSans",
        "Briefings",
    }


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


def test_a_font_may_have_any_name(small_brief: Brief) -> None:
    """A font is found whatever its file is called."""
    name = 'A "b" \\ ü.ttf'
    style = (
        f"@font-face {{ font-family: B; src: url({css_string(f'briefings:{name}')}) }} p {{ font-family: B }}"
    )
    fonts = embedded_fonts(pdf.render(small_brief, style, {name: next(iter(FONTS.values()))}).pdf)
    assert {font[0] for font in fonts} == {"A", "B"}


def test_a_font_that_can_not_be_loaded_is_an_error(small_brief: Brief) -> None:
    """A font that lacks a table is refused before it is typeset with: without any font Pango would break down."""
    fonts = {"Headless.ttf": next(iter(FONTS.values())).replace(b"head", b"dead", 1)}
    with pytest.raises(BriefingsError, match=r"error\[bad-font\]: Font-face 'Headless' cannot be loaded"):
        pdf.render(small_brief, PRINT_STYLE, fonts)


def test_one_font_of_a_family_that_lacks_a_letter_is_enough_to_refuse_it(small_brief: Brief) -> None:
    """A letter must be in every weight and style of a family, since any of them may have to show it."""
    fonts = FONTS_OF_LATIN | {"NotoSans-Bold.ttf": make_font_without("J")}
    with pytest.raises(BriefingsError, match=r"no bundled font has 'J' \(U\+004A\)|U\+006A"):
        pdf.render(small_brief, PRINT_STYLE, fonts)


def test_a_letter_may_be_in_another_family(tmp_path: Path) -> None:
    """A letter is fine if some family has it; the families that a note does not need are not in its file."""
    words = {"a": "Hello", "b": "سلام 12", "c": "გამარჯობა", "d": "Բարև"}
    brief = compose_note(
        tmp_path,
        "{{ background | map(attribute='text') | join(' ') }}",
        background=tuple(fact(f"{text}.", id_) for id_, text in words.items()),
    )
    assert {font.partition("-")[0] for font in embedded_fonts(render_pdf(brief))} == {
        "Briefings", "NotoSansArabic", "NotoSansGeorgian", "NotoSansArmenian",
    }  # fmt: skip


FONTS_OF_LATIN = {name: font for name, font in FONTS.items() if name.startswith("NotoSans-")}


def make_font_without(letter: str) -> bytes:
    """Return a font that lacks a letter."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - slow to import

    font = TTFont(io.BytesIO(next(iter(FONTS.values()))))
    for table in font["cmap"].tables:
        for character in (letter, letter.lower()):
            table.cmap.pop(ord(character), None)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


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
        '## {{ label("section.glance") }}\n\n{% for item in background[:'
        + str(lengths["At a glance"])
        + "] %}"
    )
    areas = (
        '## {{ label("section.areas") }}\n\n{% for item in background[:' + str(lengths["Key areas"]) + "] %}"
    )
    item = "\n\n{{ item.text }}\n\n{% endfor %}\n\n"
    brief = compose_note(
        folder,
        f"# {{{{ partner.name }}}}\n\n{glance}{item}{areas}{item}",
        background=tuple(fact("The lamps burn in the valley.") for _ in range(max(lengths.values()))),
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


def test_a_style_does_not_hide_how_long_a_section_is(tmp_path: Path) -> None:
    """What makes the note longer or shorter on paper makes the measure so: larger letters, headings that are not shown."""
    usual = dict(compose_two_sections(tmp_path, {"At a glance": 2, "Key areas": 30}).section_lengths)
    large = dict(
        compose_two_sections(
            tmp_path, {"At a glance": 2, "Key areas": 30}, f"{PRINT_STYLE} p {{ font-size: 20pt }}"
        ).section_lengths
    )
    hidden = dict(
        compose_two_sections(
            tmp_path, {"At a glance": 2, "Key areas": 30}, f"{PRINT_STYLE} h2 {{ display: none }}"
        ).section_lengths
    )
    assert large["Key areas"] > 1.5 * usual["Key areas"]
    assert 0 < hidden["Key areas"] < usual["Key areas"]
