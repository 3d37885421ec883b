"""Tests of reading the files of a desk: word processors, mail, encodings; and files that are damaged or hostile."""

from __future__ import annotations

import io
import time
import zipfile
from typing import TYPE_CHECKING

import pytest

from briefings.checks.text.documents import read_document
from briefings.model.diagnostics import BriefingsError

if TYPE_CHECKING:
    from pathlib import Path

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCX = (
    f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>The lamp </w:t></w:r><w:r><w:t>was lit.</w:t></w:r></w:p>'
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Keeper</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Zero</w:t></w:r></w:p></w:tc>"
    "</w:tr></w:tbl></w:body></w:document>"
)
NUMBERED = (
    f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>Since 2011</w:t></w:r>'
    '<w:r><w:rPr><w:rStyle w:val="Citation"/></w:rPr><w:t>3</w:t></w:r>'
    '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>,4</w:t></w:r><w:r><w:t>, the 1</w:t></w:r>'
    '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>st</w:t></w:r></w:p></w:body></w:document>'
)
CORE = "<c><dcterms:modified>2020-03-02T10:00:00Z</dcterms:modified></c>"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
ODT = f'<o xmlns:t="{TEXT}"><t:p>The lamp<t:s/>was <t:span>lit</t:span>.</t:p><t:p>It burned.</t:p></o>'
RTF = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}The caf\'e9 \u1083? was {\b lit}.\par Next\par}"
MAIL = b"From: a@b.example\nDate: Mon, 02 Mar 2020 10:00:00 +0000\nSubject: A lamp\n\nIt was lit.\n"
RUSSIAN = "Хранитель зажёг лампу в Луце, и она горела всю ночь."


def package(**parts: str) -> bytes:
    """Return a package with some parts; two underscores in a name are a slash, one at its end a dot."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in parts.items():
            archive.writestr(f"{name.replace('__', '/')}.xml", text)
    return data.getvalue()


def read(folder: Path, name: str, data: bytes) -> list[str]:
    """Return the sentences of a file with these bytes."""
    path = folder / name
    path.write_bytes(data)
    return [sentence.text for sentence in read_document(path, name).sentences]


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.docx", package(word__document=DOCX), ["The lamp was lit.", "| Keeper | Zero |"]),
        ("a.docx", package(word__document=NUMBERED), ["Since 2011, the 1st"]),
        ("a.odt", package(content=ODT), ["The lamp was lit.", "It burned."]),
        ("a.rtf", RTF, ["The café л was lit.", "Next"]),
        ("a.eml", MAIL, ["A lamp", "It was lit."]),
        ("a.txt", RUSSIAN.encode("cp1251"), [RUSSIAN]),
        ("a.txt", RUSSIAN.encode("koi8-r"), [RUSSIAN]),
        ("a.txt", RUSSIAN.encode("utf-16"), [RUSSIAN]),
        ("a.txt", RUSSIAN.encode("utf-16-le"), [RUSSIAN]),
        ("a.txt", "Le café de Lutz.".encode("latin-1"), ["Le café de Lutz."]),
        ("a.txt", "Le cafe\u0301 de Lutz.".encode(), ["Le café de Lutz."]),
        ("a.html", f'<meta charset="windows-1251"><p>{RUSSIAN}'.encode("cp1251"), [RUSSIAN]),
        ("a.txt", b"It was lit.[3] It burned.\xc2\xb2 It smoked.", ["It was lit.[3]", "It burned.²", "It smoked."]),
        ("a.txt", b"Keeper: Zero\nEnvoy: Agatha\n\xe2\x80\xa2 one\n\xe2\x80\xa2 two", ["Keeper: Zero", "Envoy: Agatha", "one", "two"]),
    ],
)  # fmt: skip
def test_formats(name: str, data: bytes, expected: list[str], tmp_path: Path) -> None:
    """Each format gives the sentences that a person reads, one after the other."""
    assert read(tmp_path, name, data) == expected


def test_the_day_on_which_a_file_was_saved(tmp_path: Path) -> None:
    """A Word file and a mail say when they were written."""
    for name, data in (("a.docx", package(word__document=DOCX, docProps__core=CORE)), ("a.eml", MAIL)):
        (tmp_path / name).write_bytes(data)
        assert read_document(tmp_path / name, name).saved_on == "2020-03-02"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.docx", b"PK\x03\x04 nothing", "not-document"),
        ("a.docx", package(other="x"), "not-document"),
        ("a.docx", package(word__document="<w:document"), "not-document"),
        ("a.docx", package(word__document='<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), "not-document"),
        ("a.odt", package(content="<a>" * 3000 + "</a>" * 3000), "not-document"),
        ("a.rtf", b"nothing", "not-document"),
        ("a.eml", b"\n\nnothing", "not-document"),
        ("a.eml", MAIL + b"--b\n\n" * 10_001, "not-document"),
        ("a.doc", b"\xd0\xcf\x11\xe0 old", "not-document"),
        ("a.txt", b"\x00\x01\x02\x03\x07 lamp", "not-utf8"),
        ("a.txt", b"", "no-words"),
        ("a.md", b"# ---\n\n1.\n", "no-words"),
        ("a.html", b"<script>lamp()</script>", "no-words"),
    ],
)
def test_what_can_not_be_read(name: str, data: bytes, code: str, tmp_path: Path) -> None:
    """A file that is damaged, hostile or without words is an error with its place."""
    with pytest.raises(BriefingsError) as caught:
        read(tmp_path, name, data)
    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.location and problem.location.path) == (code, name)


def test_a_place_is_a_line_and_a_column(tmp_path: Path) -> None:
    """The place of a word is where it stands in the file, with indents and marks of lists counted."""
    path = tmp_path / "a.txt"
    path.write_text("One.\n\n  - The lamp  was\n    lit. It burned.\n", "utf-8")
    first, second, third = read_document(path, "a.txt").sentences
    assert [second.place(second.text.index(word)) for word in ("The", "was", "lit")] == [
        (3, 5),
        (3, 15),
        (4, 5),
    ]
    assert (first.place(0), third.place(0)) == ((1, 1), (4, 10))


TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
DEEP_WORD = package(
    word__document=f'<w:document xmlns:w="{WORD}"><w:body>{"<w:tbl><w:tr><w:tc>" * 60}'
    f"<w:p><w:r><w:t>A lamp.</w:t></w:r></w:p>{'</w:tc></w:tr></w:tbl>' * 60}</w:body></w:document>"
)
DEEP_ODT = package(
    content=f'<o xmlns:t="{TEXT}" xmlns:b="{TABLE}">{"<b:table-row><b:table-cell>" * 60}<t:p>A lamp.</t:p>'
    f"{'</b:table-cell></b:table-row>' * 60}</o>"
)
HOSTILE = {
    "tags that end once": ("a.html", f"<p>A lamp.</p>{'<a' * 300_000}>".encode()),
    "tags without end": ("a.html", f"<p>A lamp.</p>{'<a' * 300_000}".encode()),
    "instructions that end once": ("a.html", f"<p>A lamp.</p>{'<?' * 30_000}>".encode()),
    "comments without end": ("a.html", f"<p>A lamp.</p>{'<!--' * 20_000}".encode()),
    "sections without end": ("a.html", f"<p>A lamp.</p>{'<![<![' * 1000}".encode()),
    "attributes without end": ("a.html", f"""<p>A lamp.</p>{'<a b="' * 30_000}""".encode()),
    "a paragraph without end": ("a.txt", b"A lamp. " + b"``\n" * 80_000),
    "marks without a space": ("a.txt", b"A lamp.\n\n" + b"." * 100_000),
    "initials without a space": ("a.txt", b"A lamp.\n\n" + b"A." * 50_000),
    "pictures without an end": ("a.md", b"A lamp.\n\n" + b"![" * 50_000),
    "a subject without end": ("a.eml", b"Subject: " + b"=?utf-8?q?a?= " * 30_000 + b"\n\nA lamp."),
    "tables in tables of Word": ("a.docx", DEEP_WORD),
    "tables in tables of OpenDocument": ("a.odt", DEEP_ODT),
}


@pytest.mark.parametrize(("name", "data"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_files_take_no_time(name: str, data: bytes, tmp_path: Path) -> None:
    """What has no end, or is in itself many times, is read in one pass."""
    started = time.process_time()
    assert any("A lamp." in text for text in read(tmp_path, name, data))
    assert time.process_time() - started < 4
