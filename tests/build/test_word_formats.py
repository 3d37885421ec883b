"""Tests of builds of Word files: when they are made, under which names, with which template, and past which gate."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from briefings.build.formats import REVIEW_FORMAT
from briefings.build.gate import Gate
from briefings.factbase.load import load
from briefings.lint.run import check_project
from briefings.outputs.word import document
from briefings.project import Project
from briefings.views.release import release
from tests.support.builds import (
    DAY,
    build,
    clean_build,
    rebuild_reasons,
    rebuilt_files,
    replace_once,
    set_files,
)
from tests.support.notes import note_of
from tests.support.withheld import add_second_level
from tests.support.word import join_parts, open_word, parts_of, save_word

if TYPE_CHECKING:
    from pathlib import Path

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SEALED = """\
marking: LANTERN-SECRET
statements:
- {id: midnight-crossing, valid: 2010/.., text: Its code name is Moonfisher., evidence: [league-charter]}
"""


def word_files(project: Path) -> set[str]:
    """Return the names of the Word files of a set."""
    return {name for name in set_files(project) if name.endswith("docx")}


def house_template() -> bytes:
    """Return a template without any text."""
    file = open_word(document.render(note_of("zubrowka").brief, None))
    for block in list(file.element.body)[:-1]:
        file.element.body.remove(block)
    for margin in (
        file.sections[0].footer,
        file.sections[0].first_page_footer,
        file.sections[0].even_page_footer,
    ):
        for paragraph in margin.paragraphs:
            paragraph.clear()
    return save_word(file)


def test_word_is_made_on_request_only(project: Path) -> None:
    """A build that asks for no format makes none; later builds keep the one that was asked for."""
    build(project, formats=("md",))
    assert word_files(project) == set()
    build(project, formats=("docx",))
    build(project, formats=(REVIEW_FORMAT,))
    assert word_files(project) == {"zubrowka.en.docx", "zubrowka.en.review.docx"}
    assert rebuilt_files(build(project, formats=("docx", REVIEW_FORMAT))) == {}


def test_a_build_from_scratch_makes_the_same_files(project: Path) -> None:
    """Both Word files are the same to the byte, however they were made."""
    formats = ("docx", REVIEW_FORMAT)
    build(project, formats=("docx",))
    build(project, formats=formats)
    made = {name: data for name, data in set_files(project).items() if name in word_files(project)}
    scratch = clean_build(project, formats=formats)["zubrowka"]
    assert made == {name: scratch[name] for name in made}


def test_a_quote_changes_the_review_copy_only(project: Path) -> None:
    """The note does not print it, so that only the copy with the comments is made anew."""
    formats = ("md", "docx", REVIEW_FORMAT)
    build(project, formats=formats)
    replace_once(
        project / "facts/zubrowka/zubrowka.yaml",
        "lamp oil.\n  evidence:\n  - {source: alpine-herald-2019, attests: 2019-02-03}",
        "lamp oil.\n  evidence:\n  - {source: alpine-herald-2019, attests: 2019-02-03, quote: It burns.}",
    )
    assert rebuilt_files(build(project, formats=formats)) == {"zubrowka": [REVIEW_FORMAT]}


def test_the_template_of_a_house(project: Path) -> None:
    """A new template rebuilds the Word files, and no other; a partner's own comes before that of the project."""
    formats = ("md", "docx")
    build(project, formats=formats)
    (project / "templates").mkdir(exist_ok=True)
    (project / "templates/house.dotx").write_bytes(house_template())
    reasons = rebuild_reasons(build(project, formats=formats))
    assert list(reasons) == ["docx"]
    assert "house.dotx" in str(reasons["docx"])
    own = project / "templates/partners/zubrowka"
    own.mkdir(parents=True)
    (own / "house.docx").write_bytes(b"Dear colleague")
    (problem,) = build(project, formats=formats).problems
    assert problem.code == "word-file"
    assert problem.location
    assert problem.location.path == "templates/partners/zubrowka/house.docx"


def test_a_package_that_word_would_not_open_is_refused_by_check_and_build(project: Path) -> None:
    """A ZIP file with the right names may still be no document: both say so at the file."""
    path = project / "templates/house.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", f'<Types xmlns="{TYPES}"/>')
        package.writestr("word/document.xml", f'<w:document xmlns:w="{WORDS}"><w:body/></w:document>')
    (checked,) = [
        found for found in check_project(Project(project, project), DAY) if found.code == "word-template"
    ]
    (built,) = build(project, formats=("docx",)).problems
    assert checked == built
    assert str(built.location) == "templates/house.docx:1:1"


@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/comments.xml", "customXml/item1.xml", "docProps/core.xml"]
)
def test_withheld_words_in_any_part_are_found(part: str, project: Path) -> None:
    """The gate opens each part: text that is parted into runs, comments, data for programs, and properties."""
    add_second_level(project)
    (project / "facts/zubrowka/secret.yaml").write_text(SEALED, "utf-8")
    store = load(project)
    gate = Gate(store, release(store, "internal", DAY), ["en"])
    parts = parts_of(document.render(note_of("zubrowka").brief, None))
    assert list(gate.find_withheld("internal", {"note.docx": join_parts(parts)})) == []
    planted = {**parts, part: b"<a><r>Moon</r><r>fisher</r></a>"}
    found = [
        problem.message for problem in gate.find_withheld("internal", {"note.docx": join_parts(planted)})
    ]
    assert any(f"note.docx ({part}) holds 'moonfisher'" in message for message in found)


def test_a_withheld_word_in_an_attribute_is_found(project: Path) -> None:
    """An alternative text or the name of a style can tell as well."""
    add_second_level(project)
    (project / "facts/zubrowka/secret.yaml").write_text(SEALED, "utf-8")
    store = load(project)
    gate = Gate(store, release(store, "internal", DAY), ["en"])
    planted = {"word/document.xml": b"<a descr='Moonfisher'/>"}
    assert list(gate.find_withheld("internal", {"note.docx": join_parts(planted)}))


def test_word_files_for_readers_who_see_less_pass(project: Path) -> None:
    """Where facts are withheld, both Word files are published, without them."""
    add_second_level(project)
    (project / "facts/zubrowka/secret.yaml").write_text(SEALED, "utf-8")
    assert build(project, formats=("docx", REVIEW_FORMAT)).problems == []
    parts = [part for name in word_files(project) for part in parts_of(set_files(project)[name]).values()]
    assert not any(b"Moonfisher" in part or b"midnight-crossing" in part for part in parts)
