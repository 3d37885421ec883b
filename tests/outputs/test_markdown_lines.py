"""Tests of the texts and lines of Markdown, one by one: what is escaped, and where a line may end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from briefings.compose.brief import CitationMark, CitedSource, Figure, SlotText, SourceList, SourceNote
from briefings.outputs.markdown import _is_block_start, _wrap_line, escape, render
from briefings.templating.slots import CLOSE, OPEN
from tests.support.notes import compose_note

if TYPE_CHECKING:
    from briefings.compose.brief import Brief, Slot

WORD = "lampwick "  # nine letters with its space


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("\\ ` * _ { [ ]", "\\\\ \\` \\* \\_ \\{ \\[ \\]"),
        ("a}b", "a}b"),
        ("<b> ~ ^ | $", "&#60;b&#62; &#126; &#94; &#124; &#36;"),
        ("&#35; &amp; &x & &1", "&#38;#35; &#38;amp; &x & &1"),
        (":lamp: a :+1: b: c :d", "&#58;lamp: a &#58;+1: b: c :d"),
        ("x://y ://z", "x&#58;//y ://z"),
        ("www.a xwww.b www a.", "www&#46;a xwww.b www a."),
        ("  a\u00a0", "&#32;&#32;a&#160;"),
        ("a  b", "a  b"),
        ("", ""),
    ],
)
def test_escape(text: str, escaped: str) -> None:
    """A character is escaped if a reader would take it for markup: by a backslash, or as a reference."""
    assert escape(text) == escaped


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("# a #", "&#35; a #"),
        ("#a", "&#35;a"),
        ("+ a", "&#43; a"),
        ("-", "&#45;"),
        ("-- a", "&#45;- a"),
        ("-a", "-a"),
        ("= a", "&#61; a"),
        (": a", "&#58; a"),
        ("a # b", "a # b"),
        ("12. a 3. b", "12\\. a 3. b"),
        ("12)", "12\\)"),
        ("12.5", "12.5"),
        ("12 a", "12 a"),
        ("a 12. b", "a 12. b"),
    ],
)
def test_escape_where_a_line_begins(text: str, escaped: str) -> None:
    """Where a line begins, signs of headings and lists are escaped too, once."""
    assert escape(text, starts_line=True) == escaped
    assert escape(text) == text


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("a" * 100, ["a" * 100]),
        ("a" * 101, ["a" * 101]),
        ("a" * 99 + " b", ["a" * 99, "b"]),
        ("a" * 98 + " b", ["a" * 98 + " b"]),
        ("a" * 120 + " b c", ["a" * 120, "b c"]),
        (
            "- " + "a" * 97 + " " + "b" * 98 + " c " + "d" * 95,
            ["- " + "a" * 97, "  " + "b" * 98, "  c " + "d" * 95],
        ),
        ("- " + "a" * 97 + " " + "b" * 97 + " c", ["- " + "a" * 97, "  " + "b" * 97, "  c"]),
        ("a b" + "c" * 98, ["a", "b" + "c" * 98]),
        ("a" * 60 + " " + "b" * 60 + " c", ["a" * 60, "b" * 60 + " c"]),
        ("# " + WORD * 20, ["# " + WORD * 20]),
        ("| " + WORD * 20, ["| " + WORD * 20]),
        ("a" * 100 + " b " + "c" * 99, ["a" * 100, "b", "c" * 99]),
        ("a" * 100 + " b " + "c" * 98, ["a" * 100, "b " + "c" * 98]),
    ],
)
def test_lines(line: str, lines: list[str]) -> None:
    """A paragraph is divided at spaces into lines of 100 characters at most; a heading and a row are not."""
    assert list(_wrap_line(line, "en")) == lines


@pytest.mark.parametrize(
    ("start", "lead"),
    [
        ("", ""),
        ("- ", "  "),
        ("  - ", "    "),
        ("* ", "  "),
        ("+ ", "  "),
        ("> ", "> "),
        ("> > ", "> > "),
        ("> - ", ">   "),
        ("[^1]: ", "    "),
        ("  ", "  "),
    ],
)
def test_the_start_of_further_lines(start: str, lead: str) -> None:
    """What goes on in a further line belongs to the same item, quotation or note."""
    first, *others = _wrap_line(
        f"{start}{WORD * 30}".strip(" ") if not start else f"{start}{WORD * 30}end", "en"
    )
    assert first.startswith(start)
    assert others
    assert all(line.startswith(f"{lead}lampwick") for line in others[:-1])
    assert all(len(line) <= 100 for line in [first, *others])


@pytest.mark.parametrize(
    "unsafe",
    [
        "- a",
        "+",
        "*b",
        "= a",
        "# a",
        "> a",
        "| a",
        ": a",
        "~ a",
        "`a",
        "<b>",
        "12. a",
        "12) a",
        "12\\. a",
        "[^1]",
    ],
)
def test_no_line_begins_with_markup(unsafe: str) -> None:
    """A line does not begin with what would then be markup, but one word earlier."""
    line = f"{'a' * 90} {'b' * 9} {unsafe} {'c' * 80}"
    first, second, *_ = _wrap_line(line, "en")
    assert first == "a" * 90
    assert second.startswith(f"{'b' * 9} {unsafe}")


@pytest.mark.parametrize("safe", ["<https://a.example>", "12 a", "a- b", "[1]", "(a)", "&#35;"])
def test_a_line_may_begin_with_the_rest(safe: str) -> None:
    """An address, a number and a bracket may begin a line."""
    line = f"{'a' * 90} {'b' * 9} {safe} {'c' * 80}"
    assert list(_wrap_line(line, "en"))[:2] == [f"{'a' * 90} {'b' * 9}", f"{safe} {'c' * 80}"]


def test_no_line_ends_with_a_backslash() -> None:
    """A backslash at the end of a line would be a line break."""
    line = f"{'a' * 90} {'b' * 8}\\ {'c' * 20}"
    assert list(_wrap_line(line, "en")) == ["a" * 90, f"{'b' * 8}\\ {'c' * 20}"]


def test_a_date_stays_on_one_line() -> None:
    """What a line must not divide stays together; a space at its edge may become a line break."""
    line = f"{'a' * 92} 4 May 2007 {'c' * 20}"
    assert list(_wrap_line(line, "en")) == ["a" * 92, f"4 May 2007 {'c' * 20}"]
    line = f"{'a' * 89} 4 May 2007 {'c' * 20}"
    assert list(_wrap_line(line, "en")) == [f"{'a' * 89} 4 May 2007", "c" * 20]


@pytest.mark.parametrize(
    ("parts", "is_start"),
    [
        ([], True),
        (["- "], True),
        (["> ", "**"], True),
        (["_"], True),
        (["+ "], True),
        (["a"], False),
        (["| "], False),
    ],
)
def test_where_a_block_begins(parts: list[str], is_start: bool) -> None:
    """A block begins at the start of a line, of an item and of a quotation."""
    assert _is_block_start(parts) is is_start


@pytest.fixture(scope="module")
def any_brief(tmp_path_factory: pytest.TempPathFactory) -> Brief:
    """Return a note, to be given another skeleton."""
    return compose_note(tmp_path_factory.mktemp("t"), "{{ partner.name }}")


def rendered(brief: Brief, skeleton: str, *slots: Slot, **fields: Any) -> str:  # noqa: ANN401 - of all types
    """Return the Markdown of a skeleton, in which `0` to `9` are slots."""
    places = str.maketrans({str(index): f"{OPEN}{index}{CLOSE}" for index in range(10)})
    note = replace(
        brief, skeleton=skeleton.translate(places), slots=slots, marking="A*B", bottom_marking="A*B", **fields
    )
    return render(note).decode()


def cited(number: int, address: str) -> CitedSource:
    """Return a cited source."""
    return CitedSource(number, "a", "1. Lamp. ", "T*", ", 2018", address)


def test_a_whole_file(any_brief: Brief) -> None:
    """The marking is first and last, each slot is in its place, and no blank lines pile up."""
    slots = (
        SlotText("# x"),
        SlotText("# y"),
        CitationMark(7),
        SourceNote("S [1]", is_beside=False),
        SlotText("- z"),
    )
    assert rendered(any_brief, "0 a 1 b23 c\n\n\n\n\n> **4**, d\n", *slots) == (
        "**A\\*B**\n\n&#35; x a # y b[^7] \\[S \\[1\\]] c\n\n> **&#45; z**, d\n\n**A\\*B**\n"
    )


def test_each_line_is_divided(any_brief: Brief) -> None:
    """Lines are divided one by one, and emphasis at the edges of a note stays."""
    long = f"{'a' * 99} b"
    assert rendered(any_brief, f"_x_\n\n{long}\n\n- {long}\n_y_") == (
        f"**A\\*B**\n\n_x_\n\n{'a' * 99}\nb\n\n- {'a' * 99}\n  b\n_y_\n\n**A\\*B**\n"
    )


def test_sources_and_pictures(any_brief: Brief) -> None:
    """Sources are footnotes, each on a line, linked if their address is one of the web; a picture leaves nothing."""
    text = rendered(
        any_brief,
        "a\n\n0\n\n1\n",
        Figure("timeline", "<svg/>", "b"),
        SourceList(),
        sources=(cited(1, "https://a.example"), cited(12, "javascript:a")),
    )
    assert text == (
        "**A\\*B**\n\na\n\n[^1]: 1\\. Lamp. T\\*, 2018 <https://a.example>\n[^12]: 1\\. Lamp. T\\*, 2018\n\n**A\\*B**\n"
    )


def test_the_name_of_a_logo(any_brief: Brief) -> None:
    """A text file has the name of the house in place of its logo, and neither without one."""
    logo: Any = object()
    named = rendered(any_brief, "a\n", logo=logo, logo_name="# Lamp")
    assert named == "**A\\*B**\n\n&#35; Lamp\n\na\n\n**A\\*B**\n"
    assert rendered(any_brief, "a\n", logo=None, logo_name="# Lamp") == "**A\\*B**\n\na\n\n**A\\*B**\n"
