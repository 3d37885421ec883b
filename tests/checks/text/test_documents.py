"""Tests of reading finished texts: every format gives sentences that know their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.checks.text.documents import read_sentences
from briefings.model.diagnostics import BriefingsError
from briefings.outputs import pdf
from tests.support.notes import FONTS, PRINT_STYLE, compose_note, fact

if TYPE_CHECKING:
    from pathlib import Path


def numbered_sentences(folder: Path, name: str, text: str) -> list[tuple[int, str]]:
    """Return the sentences of a text, each with the line where it begins."""
    path = folder / name
    path.write_text(text, "utf-8")
    return [
        (sentence.place(0)[0], " ".join(sentence.text.split())) for sentence in read_sentences(path, name)
    ]


def test_plain_text(tmp_path: Path) -> None:
    """Sentences may run over lines; initials and titles do not end one."""
    text = "Robert F. Lamp spoke to Mr. Zero\nin Lutz. It snowed! “Yes.” He left.\n\nThe next day\ncame.\n"
    assert numbered_sentences(tmp_path, "a.txt", text) == [
        (1, "Robert F. Lamp spoke to Mr. Zero in Lutz."),
        (2, "It snowed!"),
        (2, "“Yes.”"),
        (2, "He left."),
        (4, "The next day came."),
    ]


def test_a_sentence_knows_the_line_of_each_of_its_words(tmp_path: Path) -> None:
    """A place within a sentence that runs over lines leads to the line that has it."""
    path = tmp_path / "a.txt"
    path.write_text("One two\nthree four\nfive.\n", "utf-8")
    (sentence,) = read_sentences(path, "a.txt")
    assert [sentence.place(sentence.text.index(word))[0] for word in ("One", "two", "three", "five")] == [
        1,
        1,
        2,
        3,
    ]


def test_markdown(tmp_path: Path) -> None:
    """Headings, items and rows are sentences of their own, without their marks and footnotes."""
    text = "# A *title*\nWords[^1] run\non.\n- one\n- **two**\n\n| a | b |\n|---|---|\n| c | d |\n"
    assert numbered_sentences(tmp_path, "a.md", text) == [
        (1, "A title"), (2, "Words run on."), (4, "one"), (5, "two"), (7, "| a | b |"), (8, "|---|---|"), (9, "| c | d |"),
    ]  # fmt: skip


def test_html(tmp_path: Path) -> None:
    """What a page shows is read, row by row and block by block; scripts and styles are not."""
    text = (
        "<html><head><title>no</title></head><body><script>no()</script>\n<p>One <b>two</b>\nthree.</p>"
        "<table><tr><td>a</td><td>b</td></tr>\n<tr><td>c &amp; d</td></tr></table><style>no</style></body></html>"
    )
    assert numbered_sentences(tmp_path, "a.html", text) == [
        (2, "One two three."),
        (3, "a | b |"),
        (4, "c & d |"),
    ]


def test_numbers_of_notes_in_html(tmp_path: Path) -> None:
    """The raised number of a source is not read as part of the word before it; other raised letters are."""
    text = "<p>Since 2011.<sup><a>3</a>,<a>4</a></sup> The 1<sup>er</sup> May.</p>"
    assert numbered_sentences(tmp_path, "a.html", text) == [(1, "Since 2011."), (1, "The 1er May.")]


def test_pdf(tmp_path: Path) -> None:
    """The words of a PDF are read back, whatever its lines are."""
    brief = compose_note(
        tmp_path,
        "{{ facts.statements[0].text }}\n\n## {{ label('section.sources') }}\n\n{{ sources }}",
        statements=(fact("The Keeper lit a lamp in Lutz.", "a"),),
    )
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf.render(brief, PRINT_STYLE, FONTS).pdf)
    assert "The Keeper lit a lamp in Lutz." in " ".join(
        sentence.text for sentence in read_sentences(path, "a.pdf")
    )


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.pdf", b"%PDF-1.7\nnothing", "a.pdf:1:1: error[not-pdf]: the file is not a readable PDF"),
        ("a.txt", b"\xff\xfe \x00", "a.txt:1:1: error[no-words]: the file has no words to read"),
        (
            "a.txt",
            None,
            "a.txt:1:1: error[unreadable-file]: the file can't be read: No such file or directory",
        ),
    ],
)
def test_what_can_not_be_read(name: str, data: bytes | None, expected: str, tmp_path: Path) -> None:
    """A file that is not what it says is refused with its name."""
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(BriefingsError) as caught:
        read_sentences(path, name)
    assert str(caught.value).startswith(expected)
