"""HTML: one file that stands alone, in which no word of a fact is ever markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.compose.brief import Figure
from briefings.outputs.html import page_boxes
from briefings.project import packaged
from briefings.views.records import NamedView
from tests.compose.test_compose import MILESTONES, TABLE
from tests.support.notes import (
    EMPTY,
    NASTY,
    PAST,
    PLACES,
    SCREEN,
    STAND_IN,
    TODAY,
    Element,
    Note,
    composed,
    fact,
    html_of,
    labels_of,
    note_of,
    parsed,
    partners_of,
    phrase,
    source,
    with_words,
)

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.compose.brief import Brief
    from tests.support.golden import Golden

NOTES = [note_of(partner, day) for partner in [*partners_of(packaged()), "zubrowka"] for day in (TODAY, PAST)]
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
    "body": set(),
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
    "li": {"id"},
    "table": set(),
    "thead": set(),
    "tbody": set(),
    "tr": set(),
    "th": {"scope"},
    "td": {"data-header"},
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
    """A note that prints one fact in all places, and rests on one source."""
    return composed(tmp_path_factory.mktemp("t"), PLACES, background=(fact(STAND_IN, "a"),))


def _strange(root: Element) -> list[str]:
    """The elements and attributes that no note may have."""
    return [
        f"<{element.tag} {name}>" if name else f"<{element.tag}>"
        for element in root.all()
        for name in ["", *element.attributes]
        if element.tag not in ALLOWED or (name and name not in ALLOWED[element.tag])
    ]


def _links(root: Element) -> list[str]:
    return [link.attributes["href"] for link in root.all("a") if not link.attributes["href"].startswith("#")]


# --- word for word ------------------------------------------------------------------------------


def _check_words(brief: Brief, words: str) -> None:
    text = html_of(with_words(brief, words))
    root = parsed(text)
    (main,) = root.all("main")
    plain, *_ = (paragraph for paragraph in main.all("p"))
    items = [item for item in main.all("li") if "id" not in item.attributes]
    assert words == plain.words()
    assert [words, words] == [item.words("ul").removesuffix("\n") for item in items]
    cells = [*main.all("th", scope="row"), *main.all("td")]
    assert [words] * 3 == [cell.words() for cell in cells]
    assert words == main.all("blockquote")[0].words().strip("\n")
    assert words == main.all("strong")[0].words()
    assert f"{words}, undated." == main.all("li", id="source-1")[0].words()
    assert _strange(root) == []
    assert _links(root) == ["https://gazette.example/a"]


@pytest.mark.parametrize("words", NASTY)
def test_what_looks_like_markup_arrives_word_for_word(brief: Brief, words: str) -> None:
    """In all places the words of a fact are its words; no element, attribute or link comes of them."""
    _check_words(brief, words)


@given(TEXTS)
@settings(max_examples=300)
def test_any_words_arrive_exactly(brief: Brief, words: str) -> None:
    """Whatever a fact says, HTML holds exactly that, and the structure is that of the template."""
    _check_words(brief, words)


def test_spaces_are_kept(brief: Brief) -> None:
    """Runs of spaces, and those at the ends, are shown and not collapsed."""
    text = html_of(with_words(brief, " a  b "))
    assert (
        '<span class="spaces"> </span>a<span class="spaces">  </span>b<span class="spaces"> </span>' in text
    )
    assert ".spaces { white-space: pre-wrap; }" in SCREEN


def test_strange_elements_are_noticed() -> None:
    """The list of allowed elements is no empty promise."""
    planted = '<p onclick="x">a</p><script>b</script><a href="#c" rel="d">e</a>'
    assert _strange(parsed(planted)) == ["<p onclick>", "<script>", "<a rel>"]


# --- the page -----------------------------------------------------------------------------------


@pytest.mark.parametrize("note", NOTES, ids=str)
def test_a_page_stands_alone(note: Note) -> None:
    """The page of every partner has only allowed elements, and asks for nothing outside itself."""
    root = parsed(note.html)
    assert _strange(root) == []
    assert all(image.attributes["src"].startswith("data:image/svg+xml,") for image in root.all("img"))
    assert all(re.fullmatch(r"https?://[^\s<>\"]+", link) for link in _links(root))
    assert not re.search(r"@import|url\(|src\(|image-set\(", note.html)


@pytest.mark.parametrize("note", NOTES, ids=str)
def test_a_page_has_its_landmarks(note: Note) -> None:
    """Language, title, marking above and below, one main part, one heading of the first level, named sections."""
    root = parsed(note.html)
    assert note.html.startswith('<!DOCTYPE html>\n<html lang="en">\n')
    assert [note.brief.title] == [title.words() for title in root.all("title")]
    for landmark in ("header", "footer"):
        assert root.all(landmark)[0].words() == note.brief.marking
    (main,) = root.all("main")
    assert len(main.all("h1")) == 1
    ids = [element.attributes["id"] for element in root.all() if "id" in element.attributes]
    assert len(set(ids)) == len(ids)
    for section in main.all("section"):
        heading, *_ = section.all("h2")
        assert heading.attributes["id"] == section.attributes["aria-labelledby"]


@pytest.mark.parametrize("note", NOTES, ids=str)
def test_every_mark_leads_to_its_source(note: Note) -> None:
    """A citation mark is a link to the line of the list that has its number."""
    (main,) = parsed(note.html).all("main")
    targets = {item.attributes["id"] for item in main.all("li") if "id" in item.attributes}
    marks = [mark.all("a")[0] for mark in main.all("sup")]
    assert marks
    assert {mark.attributes["href"] for mark in marks} == {f"#{target}" for target in targets}
    assert all(mark.attributes["href"] == f"#source-{mark.words()}" for mark in marks)


def test_sections_have_the_names_of_their_labels(tmp_path: Path) -> None:
    """A section has the last part of the label of its heading as class, so that styles can tell it."""
    brief = composed(
        tmp_path,
        '# {{ partner.name }}\n\n## {{ label("section.glance") }}\n\n{{ side.name }}\n\n## {{ partner.name }}\n',
    )
    names = [section.attributes["class"] for section in parsed(html_of(brief)).all("section")]
    assert names == ["glance", "section"]


def test_table_headers_say_what_they_head(tmp_path: Path) -> None:
    """Column headers and the first cell of each row are headers with a scope; other cells name their column."""
    template = (
        '| {{ label("glance.what") }} | {{ label("glance.who") }} |\n|---|---|\n'
        "| {{ partner.name }} | {{ side.name }} |\n| {{ side.name }} | |\n"
    )
    (table,) = parsed(html_of(composed(tmp_path, template))).all("table")
    assert [(cell.attributes["scope"], cell.words()) for cell in table.all("th")] == [
        ("col", "Item"), ("col", "On record"), ("row", "Zubrowka"), ("row", "League"),
    ]  # fmt: skip
    assert [(cell.attributes["data-header"], cell.words()) for cell in table.all("td")] == [
        ("On record", "League"), ("On record", ""),
    ]  # fmt: skip


def test_nothing_escapes_from_an_attribute(tmp_path: Path) -> None:
    """Quotes and angle brackets in titles, headers, addresses and pictures stay inside their attribute."""
    nasty = "\"'><b>&amp;"
    quoted = nasty.replace("'", "''")
    address = "https://a.example/'&x=y"
    brief = composed(
        tmp_path,
        f'# {{{{ note.title }}}}\n\n| | {{{{ label("nasty") }}}} |\n|---|---|\n| | {{{{ background[0].text }}}} |\n\n'
        f"{{{{ timeline }}}}\n{TABLE}",
        labels=labels_of(tmp_path, f"nasty: '{quoted}'\n"),
        milestones=MILESTONES,
        background=(fact(nasty, "s"),),
        sources=[source("s", title=nasty, publisher=nasty, address=address)],
        partner=NamedView(phrase(nasty), EMPTY, EMPTY),
    )
    root = parsed(html_of(brief))
    assert _strange(root) == []
    assert [title.words() for title in root.all("title")] == [f"Relations between League and {nasty}"]
    assert [cell.words() for cell in root.all("td", data_header=nasty)] == [nasty]
    assert address in _links(root)
    (image,) = root.all("img")
    assert [image.attributes["alt"]] == [slot.alternative for slot in brief.slots if isinstance(slot, Figure)]


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://a.example/b?c=d&e=f", True),
        ("http://a.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//a.example", False),
        ("https://a.example/b c", False),
        ('https://a.example/"onclick="x', False),
        ("", False),
    ],
)
def test_only_web_addresses_become_links(tmp_path: Path, address: str, linked: bool) -> None:
    """The title of a source is a link if its address is one of the web, and plain words otherwise."""
    brief = composed(
        tmp_path,
        "{{ background[0].text }}",
        background=(fact("x", "s"),),
        sources=[source("s", address=address)],
    )
    assert _links(parsed(html_of(brief))) == ([address] if linked else [])


def test_a_style_sheet_can_not_leave_its_element(brief: Brief) -> None:
    """A style that holds the end of its element does not become markup."""
    root = parsed(html_of(brief, 'p::after { content: "</style><script>x</script>" }'))
    assert _strange(root) == []
    assert "<\\/style><script>" in root.all("style")[1].words()


def test_a_browser_is_told_to_fetch_nothing(brief: Brief) -> None:
    """The page forbids every request, so that no style sheet makes one."""
    policy = parsed(html_of(brief)).all("meta", http_equiv="Content-Security-Policy")[0].attributes["content"]
    assert policy.startswith("default-src 'none';")
    assert re.findall(r"https?:|\*|'unsafe-eval'|script-src|connect-src", policy) == []


def test_the_marking_comes_before_any_style(brief: Brief) -> None:
    """What shows the marking is important and in the first layer of the page, which no later rule is stronger than."""
    style = parsed(html_of(brief, "@layer other { .marking { display: none !important } }")).all("style")[-1]
    first, _, rest = style.words().strip().partition("}\n}\n")
    assert first.startswith("@layer marking {\nheader, footer, .marking { display: block !important;")
    assert rest.startswith("@layer other {")
    declarations = re.findall(r"[\w-]+: [^;{]+;", first)
    assert len(declarations) > 15
    assert [rule for rule in declarations if not rule.endswith(" !important;")] == []


def test_printed_from_a_browser_every_page_bears_the_marking(tmp_path: Path) -> None:
    """The rules for printed pages have marking, date and page number in the margins, whatever their characters."""
    brief = composed(tmp_path, "{{ partner.name }}", levels={"X": 'A "B" \\ C'})
    assert page_boxes(brief) == {
        "top-center": '"A \\22 B\\22  \\5c  C"',
        "bottom-left": '"As at 23\\a0 November\\a0 2026"',
        "bottom-center": '"A \\22 B\\22  \\5c  C"',
        "bottom-right": '"Page " counter(page) " of " counter(pages) ""',
    }
    for box, content in page_boxes(brief).items():
        assert f"@{box} {{ content: {content} }}" in html_of(brief)


def test_the_figure_is_a_picture_of_its_own(tmp_path: Path) -> None:
    """The timeline is a picture with alternative text, not inside a paragraph, and its words are escaped."""
    root = parsed(html_of(composed(tmp_path, f"{{{{ timeline }}}}\n{TABLE}", milestones=MILESTONES)))
    (figure,) = root.all("figure")
    assert figure.parent
    assert figure.parent.tag == "main"
    assert figure.all("img")[0].attributes["src"].startswith("data:image/svg+xml,%3Csvg%20")


def test_the_fictional_page_is_as_it_should_be(golden: Golden) -> None:
    """The body of the page on Zubrowka as of 2020 is that of the golden file."""
    text = note_of("zubrowka", TODAY.replace(year=2020)).html
    golden.check(text[text.index("<body>") :], ".html")
