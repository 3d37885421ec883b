"""Tests of Word files from outside: each hostile or damaged one is refused with its name, in bounded time."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest

from briefings.loading.word_file import read_word_file
from briefings.loading.word_template import read_word_template
from briefings.outputs.word import document
from tests.support.notes import note_of
from tests.support.word import join_parts, open_word, parts_of, save_word

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MAIN = "word/document.xml"
BOMB = b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><d>&b;</d>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>"""


@pytest.fixture(scope="module")
def note() -> dict[str, bytes]:
    """Return the parts of a sound note."""
    return parts_of(document.render(note_of("zubrowka").brief, None))


def with_main(parts: dict[str, bytes], xml: bytes) -> bytes:
    """Return a file with another main part."""
    return join_parts({**parts, MAIN: xml})


def encrypted(parts: dict[str, bytes]) -> bytes:
    """Return a file whose entries claim to be encrypted."""
    data = bytearray(join_parts(parts))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(signature)
        while place >= 0:
            struct.pack_into("<H", data, place + offset, 1)
            place = data.find(signature, place + 4)
    return bytes(data)


def twice(parts: dict[str, bytes]) -> bytes:
    """Return a file with two parts of one name."""
    buffer = io.BytesIO(join_parts(parts))
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(MAIN, b"<d/>")
    return buffer.getvalue()


HOSTILE: dict[str, tuple[Callable[[dict[str, bytes]], bytes], str]] = {
    "no archive": (lambda _: b"Dear colleague", "is not a Word file"),
    "empty": (lambda _: b"", "is not a Word file"),
    "cut off": (lambda parts: join_parts(parts)[:4000], "is not a Word file"),
    "another archive": (lambda _: join_parts({"a.txt": b"a"}), "is not a Word file"),
    "a bomb": (
        lambda parts: with_main(parts, b"<d>" + b" " * 30_000_000 + b"</d>"),
        "larger than 20 MB when unpacked",
    ),
    "many bombs": (
        lambda parts: join_parts({**parts, **{f"word/media/{n}": bytes(19_000_000) for n in range(4)}}),
        "larger than 20 MB when unpacked",
    ),
    "many parts": (
        lambda parts: join_parts({**parts, **{f"a{n}": b"" for n in range(1001)}}),
        "parts; 1000 are allowed",
    ),
    "entities": (lambda parts: with_main(parts, BOMB), "it has a document type"),
    "a file of the machine": (lambda parts: with_main(parts, OUTSIDE), "it has a document type"),
    "nested": (lambda parts: with_main(parts, b"<d>" * 3000 + b"</d>" * 3000), "it has too many elements"),
    "broken": (lambda parts: with_main(parts, b"<d><e></d>"), "word/document.xml is not valid XML"),
    "no XML": (lambda parts: with_main(parts, b"\x00\xff"), "word/document.xml is not valid XML"),
    "an unknown encoding": (
        lambda parts: with_main(parts, b'<?xml version="1.0" encoding="x-none"?><d/>'),
        "word/document.xml is not valid XML",
    ),
    "encrypted": (encrypted, "is encrypted"),
    "a part twice": (twice, "two parts named 'word/document.xml'"),
}


@pytest.mark.parametrize("case", HOSTILE, ids=str)
def test_a_hostile_file_is_refused(case: str, note: dict[str, bytes], tmp_path: Path) -> None:
    """The message has the file and what is wrong, and nothing is read from it."""
    make, message = HOSTILE[case]
    path = tmp_path / "returned.docx"
    path.write_bytes(make(note))
    value, problems = read_word_file(path, "returned.docx")
    assert value is None
    assert [(problem.code, problem.location and problem.location.path) for problem in problems] == [
        ("word-file", "returned.docx")
    ]
    assert message in problems[0].message


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    """A path without a file is no traceback."""
    value, (problem,) = read_word_file(tmp_path / "none.docx", "none.docx")
    assert (value, problem.code) == (None, "unreadable-file")


def test_a_sound_file_is_read(note: dict[str, bytes], tmp_path: Path) -> None:
    """Each part is there, and each part of XML as a tree."""
    path = tmp_path / "note.docx"
    path.write_bytes(join_parts(note))
    file, problems = read_word_file(path, "note.docx")
    assert problems == ()
    assert file
    assert file.parts == note
    assert file.xml[MAIN][0].tag.endswith("}body")


# --- templates --------------------------------------------------------------------------------------


def relation(target: str) -> bytes:
    """Return relations with one to a file outside."""
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    ).encode()


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"word/vbaProject.bin": b"Sub AutoOpen"}, "the template has macros"),
        ({"word/embeddings/oleObject1.bin": b"x"}, "the template has an embedded object"),
        (
            {"word/_rels/settings.xml.rels": relation("http://evil.example/t.dotm")},
            "the template links to another file: 'http://evil.example/t.dotm'",
        ),
    ],
)
def test_what_a_template_must_not_have(parts: dict[str, bytes], message: str, tmp_path: Path) -> None:
    """Macros, embedded objects and links to files outside."""
    path = tmp_path / "house.docx"
    empty = open_word(document.render(note_of("zubrowka").brief, None))
    for block in list(empty.element.body)[:-1]:
        empty.element.body.remove(block)
    for margin in (
        empty.sections[0].footer,
        empty.sections[0].first_page_footer,
        empty.sections[0].even_page_footer,
    ):
        for paragraph in margin.paragraphs:
            paragraph.clear()
    sound = parts_of(save_word(empty))
    for extra, problems in (({}, []), (parts, [message])):
        path.write_bytes(join_parts({**sound, **extra}))
        found = read_word_template(path, "templates/house.docx").problems
        assert [problem.message for problem in found] == problems


def test_a_template_states_nothing(note: dict[str, bytes], tmp_path: Path) -> None:
    """A text in a template would be a statement without a source."""
    path = tmp_path / "house.docx"
    path.write_bytes(join_parts(note))
    value, problems = read_word_template(path, "templates/house.docx")
    assert value is None
    assert {problem.code for problem in problems} == {"word-template"}
    assert "the template has a text: 'Zubrowka" in problems[0].message
