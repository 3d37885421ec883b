"""Tests of HTML: one self-contained file, in which no word of a fact becomes markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.compose.brief import Figure
from briefings.outputs import page_margins
from briefings.project import package_data_folder
from briefings.views.records import NamedView
from tests.support.notes import (
    EMPTY,
    MARKUP_LIKE,
    MILESTONE_TABLE,
    MILESTONES,
    PAST_DAY,
    PRINT_STYLE,
    SCREEN_STYLE,
    STAND_IN,
    STAND_IN_TEMPLATE,
    TODAY,
    Element,
    Note,
    compose_note,
    fact,
    note_of,
    parse_html,
    partner_ids,
    phrase,
    render_html,
    replace_stand_in,
    source,
    write_labels,
)

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.compose.brief import Brief
    from tests.support.golden import Golden

NOTES = [
    note_of(partner, day)
    for partner in [*partner_ids(package_data_folder()), "zubrowka"]
    for day in (TODAY, PAST_DAY)
]
TEXTS = st.text(
    alphabet=st.sampled_from("<>&\"'`= \\/;#!-") | st.characters(categories=("L", "M", "N", "P", "S", "Zs")),
    min_size=1,
    max_size=40,
).filter(str.strip)
ALLOWED = {
    "html": {"dir", "lang"},
    "head": set(),
    "meta": {"charset", "name", "content", "http-equiv"},
    "title": set(),
    "style": set(),
    "body": {"class"},
    "header": set(),
    "main": set(),
    "footer": set(),
    "section": {"class", "aria-labelledby"},
    "h1": {"id"},
    "h2": {"id"},
    "h3": {"id"},
    "p": {"class"},
    "ul": set(),
    "ol": {"class"},
    "li": {"id", "class"},
    "table": set(),
    "thead": set(),
    "tbody": set(),
    "tr": {"class"},
    "th": {"scope"},
    "td": {"data-header", "class"},
    "details": set(),
    "summary": set(),
    "div": {"class"},
    "blockquote": set(),
    "strong": set(),
    "em": set(),
    "span": {"class", "dir", "lang"},
    "sup": {"class", "id"},
    "a": {"href"},
    "figure": {"class"},
    "img": {"src", "alt"},
}
"""Every element and attribute that a note may have."""


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Brief:
    """Return a note that prints one fact in all positions, and rests on one source."""
    return compose_note(tmp_path_factory.mktemp("t"), STAND_IN_TEMPLATE, statements=(fact(STAND_IN, "a"),))


def unknown_markup(root: Element) -> list[str]:
    """Return the elements and attributes that no note may have."""
    return [
        f"<{element.tag} {name}>" if name else f"<{element.tag}>"
        for element in root.find_all()
        for name in ["", *element.attributes]
        if element.tag not in ALLOWED or (name and name not in ALLOWED[element.tag])
    ]


def external_links(root: Element) -> list[str]:
    """Return the targets of all links that leave the page."""
    return [
        link.attributes["href"] for link in root.find_all("a") if not link.attributes["href"].startswith("#")
    ]


# --- word for word ------------------------------------------------------------------------------


def check_words(brief: Brief, words: str) -> None:
    """Check that words in all positions are shown as they are."""
    text = render_html(replace_stand_in(brief, words))
    root = parse_html(text)
    (main,) = root.find_all("main")
    plain, *_ = (paragraph for paragraph in main.find_all("p"))
    items = [item for item in main.find_all("li") if "id" not in item.attributes]
    assert words == plain.text()
    assert [words, words] == [item.text("ul").removesuffix("\n") for item in items]
    cells = [*main.find_all("th", scope="row"), *main.find_all("td")]
    assert [words] * 3 == [cell.text() for cell in cells]
    assert words == main.find_all("blockquote")[0].text().strip("\n")
    assert words == main.find_all("strong")[0].text()
    assert f"{words}, undated." == main.find_all("li", id="source-1")[0].text()
    assert unknown_markup(root) == []
    assert external_links(root) == ["https://gazette.example/a"]


@pytest.mark.parametrize("words", MARKUP_LIKE)
def test_what_looks_like_markup_arrives_word_for_word(brief: Brief, words: str) -> None:
    """In all places the words of a fact are its words; no element, attribute or link comes of them."""
    check_words(brief, words)


@given(TEXTS)
def test_any_words_arrive_exactly(brief: Brief, words: str) -> None:
    """Whatever a fact says, HTML holds exactly that, and the structure is that of the template."""
    check_words(brief, words)


def test_spaces_are_kept(brief: Brief) -> None:
    """Runs of spaces, and those at the ends, are shown and not collapsed."""
    text = render_html(replace_stand_in(brief, " a  b "))
    assert (
        '<span class="spaces"> </span>a<span class="spaces">  </span>b<span class="spaces"> </span>' in text
    )
    assert ".spaces { white-space: pre-wrap; }" in SCREEN_STYLE


def test_strange_elements_are_noticed() -> None:
    """The list of allowed elements is no empty promise."""
    planted = '<p onclick="x">a</p><script>b</script><a href="#c" rel="d">e</a>'
    assert unknown_markup(parse_html(planted)) == ["<p onclick>", "<script>", "<a rel>"]


# --- the page -----------------------------------------------------------------------------------


@pytest.mark.parametrize("note", NOTES, ids=str)
def test_a_page_stands_alone(note: Note) -> None:
    """The page of every partner has only allowed elements, and asks for nothing outside itself."""
    root = parse_html(note.html)
    assert unknown_markup(root) == []
    assert all(image.attributes["src"].startswith("data:image/svg+xml,") for image in root.find_all("img"))
    assert all(re.fullmatch(r"https?://[^\s<>\"]+", link) for link in external_links(root))
    assert not re.search(r"@import|url\((?!data:font/woff2;base64,)|src\(|image-set\(", note.html)


@pytest.mark.parametrize("note", NOTES, ids=str)
def test_a_page_has_its_landmarks(note: Note) -> None:
    """Language, title, marking above and below, one main part, one heading of the first level, named sections."""
    root = parse_html(note.html)
    assert note.html.startswith('<!DOCTYPE html>\n<html lang="en">\n')
    assert [note.brief.title] == [title.text() for title in root.find_all("title")]
    for landmark in ("header", "footer"):
        assert root.find_all(landmark)[0].text() == note.brief.marking
    (main,) = root.find_all("main")
    assert len(main.find_all("h1")) == 1
    ids = [element.attributes["id"] for element in root.find_all() if "id" in element.attributes]
    assert len(set(ids)) == len(ids)
    for section in main.find_all("section"):
        heading, *_ = section.find_all("h2")
        assert heading.attributes["id"] == section.attributes["aria-labelledby"]


@pytest.mark.parametrize("note", NOTES, ids=str)
def test_every_mark_leads_to_its_source(note: Note) -> None:
    """A citation mark is a link to the line of the list that has its number."""
    (main,) = parse_html(note.html).find_all("main")
    targets = {item.attributes["id"] for item in main.find_all("li") if "id" in item.attributes}
    marks = [link for mark in main.find_all("sup") for link in mark.find_all("a")]
    assert marks
    assert {mark.attributes["href"] for mark in marks} == {f"#{target}" for target in targets}
    assert all(mark.attributes["href"] == f"#source-{mark.text()}" for mark in marks)


def test_sections_have_the_names_of_their_labels(tmp_path: Path) -> None:
    """A section has the last part of the label of its heading as class, so that styles can tell it."""
    brief = compose_note(
        tmp_path,
        '# {{ partner.name }}\n\n## {{ label("section.glance") }}\n\n{{ side.name }}\n\n## {{ partner.name }}\n',
    )
    names = [section.attributes["class"] for section in parse_html(render_html(brief)).find_all("section")]
    assert names == ["glance", "section"]


def test_table_headers_say_what_they_head(tmp_path: Path) -> None:
    """Column headers and the first cell of each row are headers with a scope; other cells name their column."""
    template = (
        '| {{ label("glance.what") }} | {{ label("glance.who") }} |\n|---|---|\n'
        "| {{ partner.name }} | {{ side.name }} |\n| {{ side.name }} | |\n"
    )
    (table,) = parse_html(render_html(compose_note(tmp_path, template))).find_all("table")
    assert [(cell.attributes["scope"], cell.text()) for cell in table.find_all("th")] == [
        ("col", "Item"), ("col", "On record"), ("row", "Zubrowka"), ("row", "League"),
    ]  # fmt: skip
    assert [(cell.attributes["data-header"], cell.text()) for cell in table.find_all("td")] == [
        ("On record", "League"), ("On record", ""),
    ]  # fmt: skip


def test_a_row_that_is_higher_than_a_page_may_break(tmp_path: Path) -> None:
    """A short row stays whole; a long one would leave the heading above it alone on a page."""
    template = '| {{ label("glance.what") }} | {{ label("glance.who") }} |\n|---|---|\n'
    template += "| {{ side.name }} | {{ facts.statements[0].text }} |\n| {{ side.name }} | {{ facts.statements[1].text }} |\n"
    brief = compose_note(tmp_path, template, statements=(fact("Keeper; " * 10), fact("Keeper; " * 300)))
    rows = parse_html(render_html(brief)).find_all("tbody")[0].find_all("tr")
    assert [row.attributes.get("class", "") for row in rows] == ["", "long"]
    assert "tr:not(.long) { break-inside: avoid; }" in PRINT_STYLE


def test_nothing_escapes_from_an_attribute(tmp_path: Path) -> None:
    """Quotes and angle brackets in titles, headers, addresses and pictures stay inside their attribute."""
    nasty = "\"'><b>&amp;"
    quoted = nasty.replace("'", "''")
    address = "https://a.example/'&x=y"
    brief = compose_note(
        tmp_path,
        f'# {{{{ note.title }}}}\n\n| | {{{{ label("nasty") }}}} |\n|---|---|\n| | {{{{ facts.statements[0].text }}}} |\n\n'
        f"{{{{ timeline }}}}\n{MILESTONE_TABLE}",
        labels=write_labels(tmp_path, f"nasty: '{quoted}'\n"),
        milestones=MILESTONES,
        statements=(fact(nasty, "s"),),
        sources=[source("s", title=nasty, publisher=nasty, address=address)],
        partner=NamedView(phrase(nasty), EMPTY, EMPTY),
    )
    root = parse_html(render_html(brief))
    assert unknown_markup(root) == []
    assert [title.text() for title in root.find_all("title")] == [f"Relations between League and {nasty}"]
    assert [cell.text() for cell in root.find_all("td", data_header=nasty)] == [nasty]
    assert address in external_links(root)
    (image,) = root.find_all("img")
    assert [image.attributes["alt"]] == [slot.alt_text for slot in brief.slots if isinstance(slot, Figure)]


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://a.example/b?c=d&e=f", "https://a.example/b?c=d&e=f"),
        ("http://a.example", "http://a.example"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("//a.example", ""),
        ("https://a.example/b c", "https://a.example/b%20c"),
        ('https://a.example/"onclick="x', "https://a.example/%22onclick=%22x"),
        ("", ""),
    ],
)
def test_only_web_addresses_become_links(tmp_path: Path, address: str, linked: str) -> None:
    """The title of a source is a link if its address is one of the web, and plain words otherwise."""
    brief = compose_note(
        tmp_path,
        "{{ facts.statements[0].text }}",
        statements=(fact("x", "s"),),
        sources=[source("s", address=address)],
    )
    assert external_links(parse_html(render_html(brief))) == ([linked] if linked else [])


def test_a_style_sheet_can_not_leave_its_element(brief: Brief) -> None:
    """A style that holds the end of its element does not become markup."""
    root = parse_html(render_html(brief, 'p::after { content: "</style><script>x</script>" }'))
    assert unknown_markup(root) == []
    assert "<\\/style><script>" in root.find_all("style")[1].text()


def test_a_browser_is_told_to_fetch_nothing(brief: Brief) -> None:
    """The page forbids every request, so that no style sheet makes one."""
    policy = (
        parse_html(render_html(brief))
        .find_all("meta", http_equiv="Content-Security-Policy")[0]
        .attributes["content"]
    )
    assert policy.startswith("default-src 'none';")
    assert re.findall(r"https?:|\*|'unsafe-eval'|script-src|connect-src", policy) == []


def test_the_marking_is_where_no_style_reaches(brief: Brief) -> None:
    """Header and footer stand outside the sheet, and the page's own styles are in an element of their own, the last."""
    root = parse_html(render_html(brief, "header { color: red } </style>"))
    (sheet,) = root.find_all("div", class_="sheet desk citations-marks page-a4")
    assert sheet.find_all("main")
    assert [
        landmark.parent and landmark.parent.tag
        for tag in ("header", "footer")
        for landmark in root.find_all(tag)
    ] == ["body"] * 2
    _, house, own = root.find_all("style")
    assert house.text() == "header:where(.sheet,.sheet *) { color: red; }"
    assert ".frame {" in own.text()


def test_printed_from_a_browser_every_page_bears_the_marking(tmp_path: Path) -> None:
    """The rules for printed pages have marking, date and page number in the margins, whatever their characters."""
    brief = compose_note(tmp_path, "{{ partner.name }}", levels={"X": 'A "B" \\ C'})
    assert page_margins._margin_boxes(brief) == {
        "top-center": '"A \\22 B\\22  \\5c  C"',
        "bottom-left": '"As at 23\\a0 November\\a0 2026"',
        "bottom-center": '"A \\22 B\\22  \\5c  C"',
        "bottom-right": '"Page " counter(page) " of " counter(pages) ""',
    }
    for box, content in page_margins._margin_boxes(brief).items():
        assert f"@{box} {{ content: {content};" in render_html(brief)


def test_the_figure_is_a_picture_of_its_own(tmp_path: Path) -> None:
    """The timeline is a picture with alternative text, not inside a paragraph, and its words are escaped."""
    root = parse_html(
        render_html(compose_note(tmp_path, f"{{{{ timeline }}}}\n{MILESTONE_TABLE}", milestones=MILESTONES))
    )
    (figure,) = root.find_all("figure")
    assert figure.parent
    assert figure.parent.tag == "main"
    assert figure.find_all("img")[0].attributes["src"].startswith("data:image/svg+xml,%3Csvg%20")


def test_the_fictional_page_is_as_it_should_be(golden: Golden) -> None:
    """The body of the page on Zubrowka as of 2020 is that of the golden file."""
    text = note_of("zubrowka", TODAY.replace(year=2020)).html
    golden.check(text[text.index("<body>") :], ".html")
