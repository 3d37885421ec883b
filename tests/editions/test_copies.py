"""Tests of copies of editions that come back: each is told from a copy with changes, and from others."""

from __future__ import annotations

import io
import json
import random
import shutil
from typing import TYPE_CHECKING, Any

import docx
import pytest
from pypdf import PdfReader, PdfWriter

from briefings.build.plan import BuildOptions
from briefings.checks.text.reopen import reopen
from briefings.editions.copies import find_copy
from briefings.editions.issue import IssueRequest, issue_note
from briefings.editions.register import EDITIONS_FOLDER
from briefings.editions.search import find_editions, later_edition
from briefings.model.hashing import file_hash
from briefings.model.identity import find_identity
from briefings.outputs import markdown, pdf
from briefings.outputs.pdf_metadata import EmbeddedFile
from briefings.project import Project
from tests.support.builds import DAY, InlineExecutor, append_text
from tests.support.notes import FICTIONAL, FONTS, PRINT_STYLE, TODAY, note_of
from tests.support.tools import pdf_archive_findings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefings.editions.copies import EditionCopy
    from briefings.editions.register import Edition
    from tests.support.commands import CommandResult

    Command = Callable[..., CommandResult]

QUICK = ("md", "html", "docx")
FORMATS = (*QUICK, pytest.param("pdf", marks=pytest.mark.slow))


class Archive:
    """A project with editions, and a way to ask which edition some bytes are of."""

    def __init__(self, project: Path, editions: list[Edition]) -> None:
        self.project, self.editions = project, editions

    def issued(self, number: int, file_format: str) -> bytes:
        """Return the bytes of an edition in a format."""
        [path] = (self.project / EDITIONS_FOLDER / self.editions[number].folder).glob(f"*.en.{file_format}")
        return path.read_bytes()

    def ask(self, data: bytes, file_format: str) -> EditionCopy | None:
        """Return the edition that these bytes are of, in a file with a name of its own."""
        path = self.project / f"renamed.{file_format}"
        path.write_bytes(data)
        return find_copy(self.project, find_editions(self.project), path)

    def told(self, data: bytes, file_format: str) -> tuple[str, bool, str]:
        """Return the number, whether it is as issued, and the other number that it claims."""
        copy = self.ask(data, file_format)
        assert copy
        return copy.edition.reference, copy.is_as_issued, copy.claimed_number


def make_archive(project: Path, formats: tuple[str, ...], workers: InlineExecutor | None) -> Archive:
    """Return a project with three editions of a card."""
    shutil.copytree(FICTIONAL, project)
    append_text(project / "facts/house.yaml", 'reference: "LL/{year}/{number}"\n')
    order = "notes:\n- {partner: all, products: [card]}\n"
    (project / "facts/notes.yaml").write_text(order, "utf-8")
    editions = [
        issue_note(
            Project(project, project),
            IssueRequest("zubrowka.card.en", ("The Minister",), DAY, "internal", formats, archive=archives),
            BuildOptions(workers=workers),
        )
        for archives in (False, False, True)
    ]
    return Archive(project, editions)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Return a project with three editions in the formats that are quickly made."""
    return make_archive(tmp_path_factory.mktemp("quick") / "project", QUICK, InlineExecutor())


@pytest.fixture(scope="module")
def pdf_archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Return a project with three editions that were typeset by workers."""
    return make_archive(tmp_path_factory.mktemp("typeset") / "project", ("pdf", "docx"), None)


@pytest.fixture
def archive_with(request: pytest.FixtureRequest, file_format: str) -> Archive:
    """Return the editions that have a format."""
    found = request.getfixturevalue("pdf_archive" if file_format == "pdf" else "archive")
    assert isinstance(found, Archive)
    return found


def save_pdf(data: bytes, _change: str = "") -> bytes:
    """Return a PDF as pypdf saves it."""
    out = io.BytesIO()
    PdfWriter(clone_from=PdfReader(io.BytesIO(data))).write(out)
    return out.getvalue()


def save_word(data: bytes, change: str = "") -> bytes:
    """Return a Word file as python-docx saves it, with some words added to its longest paragraph."""
    document: Any = docx.Document(io.BytesIO(data))
    out = io.BytesIO()
    if change:
        max(document.paragraphs, key=lambda paragraph: len(paragraph.text)).add_run(change)
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("file_format", FORMATS)
def test_each_file_carries_its_edition(archive_with: Archive, file_format: str) -> None:
    """The file itself says its number, day, audience and content; a copy under another name is as issued."""
    for number, edition in enumerate(archive_with.editions[:2]):
        data = archive_with.issued(number, file_format)
        identity = find_identity(found.text for found in reopen(f"x.{file_format}", data))
        assert identity
        assert (identity.number, identity.day, identity.audience) == (edition.reference, DAY, "internal")
        assert archive_with.told(data, file_format) == (edition.reference, True, "")


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_changed_byte_is_noticed(archive_with: Archive, file_format: str) -> None:
    """With one byte changed, wherever it is, the file is not as issued; it is never taken for another edition."""
    data = archive_with.issued(1, file_format)
    dice = random.Random(file_format)
    unknown = 0
    for position in [0, len(data) - 1, *(dice.randrange(len(data)) for _ in range(12))]:
        changed = bytearray(data)
        changed[position] ^= 1
        copy = archive_with.ask(bytes(changed), file_format)
        unknown += copy is None
        assert copy is None or (copy.edition.reference, copy.is_as_issued) == ("LL/2019/2", False), position
    assert unknown <= 2  # a package or page tree that can't be opened at all


@pytest.mark.parametrize(
    ("file_format", "save"), [pytest.param("pdf", save_pdf, marks=pytest.mark.slow), ("docx", save_word)]
)
def test_a_file_that_was_saved_again(archive_with: Archive, file_format: str, save: Any) -> None:  # noqa: ANN401
    """It says the same as the one that was issued, but it is not that one."""
    for number in (0, 1):
        copy = archive_with.ask(save(archive_with.issued(number, file_format)), file_format)
        assert copy
        assert (copy.edition, copy.is_as_issued, copy.claimed_number, copy.differences) == (
            find_editions(archive_with.project)[number],
            False,
            "",
            (),
        )


def test_statements_that_differ_are_named(archive: Archive) -> None:
    """Of a file with other words, each changed statement is there as issued and as it is now."""
    copy = archive.ask(save_word(archive.issued(0, "docx"), " And oil is free."), "docx")
    assert copy
    [(before, after)] = copy.differences
    assert "And oil is free." in after
    assert before in after
    assert "And oil is free." not in before
    lines = archive.issued(0, "md").decode().replace("Lutz", "Lotz", 1)
    copy = archive.ask(lines.encode(), "md")
    assert copy
    assert ["Lotz" in after for _, after in copy.differences] == [True]


@pytest.mark.parametrize("file_format", ["md", "html"])
def test_a_number_that_was_changed(archive: Archive, file_format: str) -> None:
    """A file of an edition with the number of another one is told, whether printed, carried or both."""
    data = archive.issued(0, file_format)
    printed, carried = b"LL/2019/1", b"edition/LL/2019/1?"
    kept = data.replace(carried, b"%KEPT%")
    other = kept.replace(printed, b"LL/2019/2").replace(b"%KEPT%", carried)
    assert archive.told(other, file_format) == ("LL/2019/1", False, "LL/2019/2")
    other = data.replace(carried, b"edition/LL/2019/2?")
    assert archive.told(other, file_format) == ("LL/2019/1", False, "LL/2019/2")
    other = data.replace(printed, b"LL/2019/2")
    assert archive.told(other, file_format) == ("LL/2019/1", False, "LL/2019/2")


def test_without_its_identity_the_number_tells(archive: Archive) -> None:
    """A text without the line of its identity is found by the number that it prints."""
    data, _, _ = archive.issued(1, "md").partition(b"<!--")
    assert archive.told(data, "md") == ("LL/2019/2", False, "")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Some other text.",
        b"LL/2019/12 and LL/2019/30.",
        b"\x00\xff",
        b"<!-- briefings:edition/LL/2019/7?day=2019-06-01;audience=internal;content=0123456789abcdef0123456789abcdef -->",
    ],
)
def test_what_is_no_edition(archive: Archive, data: bytes) -> None:
    """A file with another number, or none, or the identity of another house, is of no edition."""
    assert archive.ask(data, "md") is None


def test_the_later_edition_of_a_note(archive: Archive) -> None:
    """An edition is followed by the last one of the same note."""
    editions = find_editions(archive.project)
    assert later_edition(editions, editions[0]) == editions[2]
    assert later_edition(editions, editions[2]) is None


def test_what_the_command_says(archive: Archive, briefings: Command, tmp_path: Path) -> None:
    """It names the state of a file in words, and exits with 1 unless it is as issued."""

    def ask(data: bytes, name: str = "copy.md") -> str:
        """Return what the command prints about some bytes."""
        (tmp_path / name).write_bytes(data)
        return briefings("check-edition", tmp_path / name, "--project", archive.project).out

    data = archive.issued(0, "md")
    where = "LL/2019/1, of 2019-06-01, to The Minister"
    assert f"is zubrowka.card.en.md as issued: {where}" in ask(data)
    assert "A later edition of this note: LL/2019/3, of 2019-06-01" in ask(data)
    assert f"was changed: {where}\n  These statements differ from zubrowka.card.en.md:\n  - " in ask(
        data.replace(b"Lutz", b"Lotz", 1)
    )
    assert f"was saved again, with every statement as issued: {where}" in ask(data + b"\n")
    assert f"has the number LL/2019/2, but is of another edition: {where}" in ask(
        data.replace(b"LL/2019/1", b"LL/2019/2")
    )
    assert f"is not as issued, and can't be compared with what was: {where}" in ask(
        data[data.index(b"<!--") :], "x.pdf"
    )


# --- for an archive ---------------------------------------------------------------------------------


@pytest.mark.slow
def test_an_archive_pdf_holds_its_text_manifest_and_provenance(pdf_archive: Archive) -> None:
    """It is PDF/A-3a and PDF/UA-1 at once; the files in it open, equal what they are of, and belong to the PDF."""
    data = pdf_archive.issued(2, "pdf")
    assert pdf_archive_findings(data) == []
    assert pdf_archive_findings(pdf_archive.issued(1, "pdf")) != []
    assert pdf_archive.told(data, "pdf") == ("LL/2019/3", True, "")
    assert pdf_archive.told(save_pdf(data), "pdf") == ("LL/2019/3", False, "")
    reader = PdfReader(io.BytesIO(data))
    files = {name: content for name, [content] in reader.attachments.items()}
    assert list(files) == ["manifest.json", "provenance.json", "zubrowka.card.en.md"]
    root: Any = reader.trailer["/Root"]
    assert [item.get_object()["/AFRelationship"] for item in root["/AF"]] == [
        "/Data",
        "/Data",
        "/Alternative",
    ]
    folder = pdf_archive.project / EDITIONS_FOLDER / pdf_archive.editions[2].folder
    [issued] = json.loads((folder / "manifest.json").read_text("utf-8"))["notes"]
    manifest = json.loads(files["manifest.json"])
    assert manifest["files"]["zubrowka.card.en.md"]["sha256"] == file_hash(files["zubrowka.card.en.md"])
    assert {**manifest["notes"][0], "files": issued["files"]} == issued
    assert find_identity([files["zubrowka.card.en.md"].decode()]) == find_identity(
        part.text for part in reopen("x.pdf", data)
    )


@pytest.mark.slow
def test_the_gate_sees_what_is_embedded(pdf_archive: Archive) -> None:
    """What a file in an archive PDF says is among the texts that the gate searches."""
    data = pdf_archive.issued(2, "pdf")
    texts = {found.text for found in reopen("x.pdf", data)}
    reader = PdfReader(io.BytesIO(data))
    assert {content.decode() for [content] in reader.attachments.values()} <= texts


@pytest.mark.slow
def test_the_provenance_leads_from_each_sentence_to_its_sources(pdf_archive: Archive) -> None:
    """Whatever a relation names is in the file; each sentence that cites is derived from facts, and they from sources."""
    [data] = PdfReader(io.BytesIO(pdf_archive.issued(2, "pdf"))).attachments["provenance.json"]
    found = json.loads(data)
    named = {**found["entity"], **found["activity"], **found["agent"]}
    relations = [
        item for key, items in found.items() if key.startswith(("was", "had")) for item in items.values()
    ]
    assert {name for relation in relations for name in relation.values()} <= named.keys()
    assert all(name.partition(":")[0] in found["prefix"] for name in named)
    derived = {
        (item["prov:generatedEntity"], item["prov:usedEntity"]) for item in found["wasDerivedFrom"].values()
    }
    facts = {fact for _, fact in derived if fact.startswith("fact:")}
    assert facts
    assert facts <= {fact for fact, source in derived if source.startswith("source:")}


@pytest.mark.slow
@pytest.mark.thorough
@pytest.mark.filterwarnings(
    "ignore:.*sRGB2014:pytest.PytestUnraisableExceptionWarning"
)  # WeasyPrint's open file
@pytest.mark.parametrize("language", ["en", "fr", "ru", "tg", "ar"])
@pytest.mark.parametrize("product", ["brief", "desk", "card", "background", "public"])
def test_every_product_can_be_archived(product: str, language: str) -> None:
    """The archive PDF of each product passes both standards in each language."""
    brief = note_of("tajikistan", TODAY, language, product).brief
    files = (EmbeddedFile("note.md", markdown.render(brief), "Alternative", "The note"),)
    assert pdf_archive_findings(pdf.render(brief, PRINT_STYLE, FONTS, files).pdf) == []
