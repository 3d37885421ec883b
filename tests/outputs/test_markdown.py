"""Tests of Markdown: a document that reads well as text, and in which every word of a fact stays as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import Markdown
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from briefings.model.diagnostics import BriefingsError
from briefings.outputs import markdown
from briefings.outputs.markdown import escape
from briefings.project import package_data_folder
from tests.support.notes import (
    MARKUP_LIKE,
    PAST_DAY,
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
    replace_stand_in,
    source,
)
from tests.support.turns import in_turn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefings.compose.brief import Brief

COMMONMARK = MarkdownIt("commonmark").enable("table").use(footnote_plugin)
GITHUB = MarkdownIt("gfm-like", {"linkify": False}).use(footnote_plugin)
READERS: dict[str, Callable[[str], str]] = {
    "CommonMark with tables and footnotes": COMMONMARK.render,
    "as on GitHub": GITHUB.render,
    "Python-Markdown": lambda text: Markdown(extensions=["tables", "footnotes"]).convert(text),
    "Python-Markdown with all extras": lambda text: Markdown(extensions=["extra"]).convert(text),
}
# Whatever a fact file may hold: no control, format or unassigned characters, and one paragraph.
TEXTS = st.text(
    alphabet=st.sampled_from("\\`*_{}[]()<>#+-.!|~^$&:;=@\"'/ ,1a")
    | st.characters(categories=("L", "M", "N", "P", "S", "Zs")),
    min_size=1,
    max_size=30,
).filter(str.strip)
NOTES = [
    note_of(partner, day)
    for partner in [*partner_ids(package_data_folder()), "zubrowka"]
    for day in (TODAY, PAST_DAY)
]


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Brief:
    """Return a note that prints one fact in all positions, and rests on one source."""
    sources = [source("a", address="")]
    return compose_note(
        tmp_path_factory.mktemp("t"), STAND_IN_TEMPLATE, statements=(fact(STAND_IN, "a"),), sources=sources
    )


def rendered_texts(html: str) -> dict[str, list[str]]:
    """Return the texts that a reader shows, by kind of position."""
    root = parse_html(html)
    paragraphs = [part for part in root.content if isinstance(part, Element) and part.tag == "p"]
    notes = [
        note
        for part in [*root.find_all("section"), *root.find_all("div")]
        if part.attributes["class"].startswith("footnote")
        for note in part.find_all("li")
    ]
    items = [item.text("ul").strip("\n") for item in root.find_all("li") if item not in notes]
    return {
        "paragraphs": [paragraph.text() for paragraph in paragraphs],
        "items": items,
        "cells": [cell.text() for cell in root.find_all("td")],
        "quotations": [quotation.text().strip("\n") for quotation in root.find_all("blockquote")],
        "bold": [strong.text() for strong in root.find_all("strong")],
        "notes": [re.split(r",\s+undated\.", note.find_all("p")[0].text())[0] for note in notes],
    }


def expected_texts(words: str) -> dict[str, list[str]]:
    """Return the texts that a note with these words must show, by kind of position."""
    return {
        "paragraphs": ["PUBLIC", words, words, f"{words}\n{words}", "PUBLIC"],
        "items": [words, words],
        "cells": [words] * 3,
        "quotations": [words],
        "bold": ["PUBLIC", words, "PUBLIC"],
        "notes": [words],
    }


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("words", MARKUP_LIKE)
def test_what_looks_like_markup_arrives_word_for_word(brief: Brief, words: str, reader: str) -> None:
    """In paragraphs, items, cells, quotations, bold and notes a reader shows the words of a fact as they are."""
    text = markdown.render(replace_stand_in(brief, words)).decode()
    assert expected_texts(words) == rendered_texts(READERS[reader](text))


@given(TEXTS)
@example("a\u00a0 \u2003")
def test_any_words_arrive_exactly(brief: Brief, words: str) -> None:
    """Whatever a fact says, every reader shows it as it is, everywhere."""
    text = markdown.render(replace_stand_in(brief, words)).decode()
    for reader, read in READERS.items():
        assert expected_texts(words) == rendered_texts(read(text)), reader


@pytest.mark.parametrize(
    "words",
    [
        "On 20 February 2002 Tajikistan joined the PfP; it was the 27th country (and the last).",
        "Ҷумҳурии Тоҷикистон — “30 %” of 1,250 mines, since then: none!",
        "AT&T, R&D & others; e.g. 1.5 or 2) of them",
        "{holder}",
    ],
)
def test_plain_words_stay_readable(words: str) -> None:
    """Words in which nothing looks like markup are written without any escape, but for a brace."""
    assert words.replace("{", "\\{") == escape(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("1986. A year", "1986\\. A year"),
        ("1986) x", "1986\\) x"),
        ("1986.5", "1986.5"),
        ("# x", "&#35; x"),
        ("- x", "&#45; x"),
        ("-x", "-x"),
        (": x", "&#58; x"),
        ("  x ", "&#32;&#32;x&#32;"),
    ],
)
def test_more_is_escaped_where_a_line_begins(words: str, expected: str) -> None:
    """What is markup only at the beginning of a line is escaped only there."""
    assert expected == escape(words, starts_line=True)
    inside = escape(f"x {words.strip()} x")
    assert f"x {words.strip()} x" == inside


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("http://a_b", "http&#58;//a\\_b"),
        ("see www.a_b.example", "see www&#46;a\\_b.example"),
        (":smile: a:b", "&#58;smile: a:b"),
    ],
)
def test_bare_addresses_are_broken_up(words: str, expected: str) -> None:
    """Readers that make links of bare words would show the escapes in them, so they are kept from it."""
    assert expected == escape(words)


def test_markdown_without_escapes_would_not_arrive(brief: Brief, monkeypatch: pytest.MonkeyPatch) -> None:
    """The readers of these tests do tell: of the nasty words most arrive changed if nothing is escaped."""
    monkeypatch.setattr(markdown, "escape", lambda text, starts_line=False: text)  # noqa: ARG005 - as the real one
    changed = 0
    for words in MARKUP_LIKE:
        text = markdown.render(replace_stand_in(brief, words)).decode()
        try:
            changed += any(expected_texts(words) != rendered_texts(read(text)) for read in READERS.values())
        except (AssertionError, IndexError, KeyError):
            changed += 1
    assert changed > len(MARKUP_LIKE) / 2


# --- the document -------------------------------------------------------------------------------


@pytest.mark.parametrize("note", NOTES, ids=str)
def test_the_document_is_whole(note: Note) -> None:
    """A note has its marking first and last, one title, no slots, no runs of blank lines, and ends with a line break."""
    text = note.markdown
    lines = text.split("\n")
    assert (lines[0], lines[-2:]) == ("**PUBLIC**", ["**PUBLIC**", ""])
    assert len([line for line in lines if line.startswith("# ")]) == 1
    assert re.findall(r"[\ufdd0-\ufdef]|\n\n\n|[ \t]+\n", text) == []


@pytest.mark.parametrize("note", NOTES, ids=str)
def test_every_mark_leads_to_a_source(note: Note) -> None:
    """Footnotes are those of Markdown: each is defined once, and each one defined is used."""
    text = note.markdown
    defined = re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)
    used = re.findall(r"(?<!^)\[\^(\d+)\](?!:)", text, re.MULTILINE)
    assert defined
    assert [str(number) for number in range(1, len(defined) + 1)] == defined
    assert set(defined) == set(used)


@pytest.mark.parametrize("reader", READERS)
def test_a_real_note_has_the_same_structure_for_every_reader(reader: str) -> None:
    """Headings, items, rows and notes of the note on Tajikistan are as many as in its Markdown."""
    text = note_of("tajikistan").markdown
    root = parse_html(READERS[reader](text))
    sources = len(re.findall(r"^\[\^\d+\]:", text, re.MULTILINE))
    assert len(re.findall(r"^## ", text, re.MULTILINE)) == len(root.find_all("h2"))
    assert len(re.findall(r"^ *- ", text, re.MULTILINE)) == len(root.find_all("li")) - sources
    assert len(re.findall(r"^\|[-|]+$", text, re.MULTILINE)) == len(root.find_all("table"))
    assert len(re.findall(r"^\| ", text, re.MULTILINE)) == len(root.find_all("tr"))
    assert root.find_all("pre") + root.find_all("code") == []


def test_a_picture_leaves_no_gap() -> None:
    """Markdown has no picture of its own: the heading of the milestones is followed by their table."""
    assert re.search(r"^## Milestones\n\n\| ", note_of("zubrowka").markdown, re.MULTILINE)


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://a.example/b_c?d=e&f=*g*", True),
        ("http://a.example", True),
        ("ftp://a.example", False),
        ("javascript:alert(1)", False),
        ("", False),
    ],
)
def test_only_web_addresses_become_links(tmp_path: Path, address: str, linked: bool) -> None:
    """The address of a source is an autolink if it is one of the web, and is left out otherwise."""
    brief = compose_note(
        tmp_path,
        "{{ facts.statements[0].text }}",
        statements=(fact("x", "s"),),
        sources=[source("s", address=address)],
    )
    text = markdown.render(brief).decode()
    assert linked == (f" <{address}>\n" in text)
    for read in READERS.values():
        links = [link.attributes["href"] for link in parse_html(read(text)).find_all("a")]
        shown = [link for link in links if not link.startswith("#")]
        assert len(shown) == (1 if linked else 0)


def test_no_address_of_a_reader_is_made_up(brief: Brief) -> None:
    """Addresses in the words of a fact do not become links, but for readers that make links of bare words."""
    text = markdown.render(
        replace_stand_in(brief, "see http://a.example and www.b.example or <c@d.example>")
    ).decode()
    for read in READERS.values():
        assert [
            link
            for link in parse_html(read(text)).find_all("a")
            if not link.attributes["href"].startswith("#")
        ] == []


# --- lines as in mail ---------------------------------------------------------------------------


@pytest.mark.parametrize("product", ["", "brief", "background", "public"])
def test_lines_are_as_short_as_in_mail(product: str) -> None:
    """No line has more than 100 characters but the rows of tables, and words without a space."""
    long = [line for line in note_of("tajikistan", product=product).markdown.split("\n") if len(line) > 100]
    assert [line for line in long if not line.startswith("|") and " " in line.strip("-> ")] == []


TRAPS = "- x + y * z 1986. 2) # a = b --- === | c : d 3) <b> `e` ~~~ > f [^1] \\ g *h* _i_"


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("start", in_turn(range(100), 7))
def test_a_line_break_makes_no_markup(brief: Brief, reader: str, start: int) -> None:
    """Wherever a line ends, a reader shows the same words: no list, heading or break comes of them."""
    words = f"{'x' * start} {'word ' * 12}{TRAPS} {'word ' * 12}{TRAPS} end".strip()
    text = markdown.render(replace_stand_in(brief, words)).decode()
    shown = rendered_texts(READERS[reader](text))
    assert {kind: [" ".join(part.split()) for part in parts] for kind, parts in shown.items()} == {
        kind: [" ".join(part.split()) for part in parts] for kind, parts in expected_texts(words).items()
    }


HARMLESS = ("$$", ">", "-", "|", "===", "---", "    ")


@pytest.mark.parametrize(
    "start", ["<!--", "```", "~~~", "<script>", "<pre>", "<?", "<![CDATA[", "[^1]:", "[a]:", "- <!--"]
)
def test_a_template_that_would_swallow_the_marking_is_refused(tmp_path: Path, start: str) -> None:
    """No template can put the rest of the file into code, a comment or a note."""
    with pytest.raises(BriefingsError, match=r"template-refused|template-words"):
        compose_note(tmp_path, f"{{{{ partner.name }}}}\n\n{start}")


@pytest.mark.parametrize("start", HARMLESS)
def test_what_a_template_leaves_open_ends_before_the_marking(tmp_path: Path, start: str) -> None:
    """The marking is the first and the last paragraph of the file, for each reader of Markdown."""
    brief = compose_note(tmp_path, f"{{{{ partner.name }}}}\n\n{start}\n{{# sources #}}")
    for read in READERS.values():
        (body,) = parse_html(f"<main>{read(markdown.render(brief).decode())}</main>").find_all("main")
        first, *_, last = (element for element in body.content if isinstance(element, Element))
        assert [(element.tag, element.text()) for element in (first, last)] == [("p", "PUBLIC")] * 2
