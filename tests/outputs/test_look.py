"""Tests of the look of a house: logo, colours and paper in every format, and rebuilds after a change."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

import pytest
from PIL import Image
from pypdf import PdfReader

from briefings.lint import run
from briefings.loading.logo import read_logo
from briefings.model.diagnostics import BriefingsError, Diagnostic, format_diagnostic
from briefings.model.house import DEFAULT_COLOURS, Look
from briefings.outputs import markdown
from briefings.project import Project
from tests.support.builds import (
    DAY,
    InlineExecutor,
    add_second_partner,
    append_text,
    build,
    rebuild_reasons,
    replace_once,
    set_files,
)
from tests.support.notes import FICTIONAL, compose_note, fact, load_store, parse_html, render_html, render_pdf
from tests.support.tools import pdf_ua_findings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefings.compose.brief import Brief
    from briefings.model.house import House

HOUSE = load_store(FICTIONAL).house
LAMP = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><circle cx="5" cy="5" r="4" fill="#6b1f2a"/></svg>'
HOUSE_FILE = "facts/house.yaml"


def make_png(width: int = 8, height: int = 4) -> bytes:
    """Return a red picture."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), "#6b1f2a").save(file, "PNG")
    return file.getvalue()


def compose_with_logo(folder: Path, name: str = "", data: bytes = b"", house: House = HOUSE) -> Brief:
    """Compose a note with this file as the logo, or without a logo."""
    logo = None
    if name:
        (folder / name).write_bytes(data)
        logo, problems = read_logo(folder / name, name)
        assert problems == ()
    brief = compose_note(
        folder,
        "# {{ note.title }}\n\n{{ facts.statements[0].text }}",
        statements=(fact("Oil.", "a"),),
        house=house,
    )
    return replace(brief, logo=logo)


# --- what can be a logo -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data"), [("lamp.svg", LAMP.encode()), ("lamp.png", make_png())], ids=["svg", "png"]
)
def test_a_logo_is_in_every_format(tmp_path: Path, name: str, data: bytes) -> None:
    """The logo stands above the title: as a picture with the name as its alternative, in Markdown as the name."""
    brief = compose_with_logo(tmp_path, name, data)
    (picture,) = parse_html(render_html(brief)).find_all("img")
    kind, _, content = picture.attributes["src"].partition(",")
    assert kind.endswith(";base64")
    shown = base64.b64decode(unquote_to_bytes(content))
    assert shown == data if name == "lamp.png" else b"<circle" in shown
    assert picture.attributes["alt"] == brief.logo_name == "League"
    assert markdown.render(brief).decode().split("\n")[:3] == ["**PUBLIC**", "", "League"]
    made = render_pdf(brief)
    assert pdf_ua_findings(made) == []
    root: Any = PdfReader(io.BytesIO(made)).trailer["/Root"]
    assert list(figure_alternatives(root["/StructTreeRoot"])) == ["League"]


def figure_alternatives(element: Any) -> Iterator[str]:  # noqa: ANN401 - a PDF has objects of many kinds
    """Return the alternative texts of the figures in a structure tree."""
    element = element.get_object()
    if isinstance(element, list):
        for item in element:
            yield from figure_alternatives(item)
    elif isinstance(element, dict):
        if element.get("/S") == "/Figure":
            yield element["/Alt"]
        if "/K" in element:
            yield from figure_alternatives(element["/K"])


def test_without_a_logo_there_is_none(tmp_path: Path) -> None:
    """A house without a logo has no picture and no name above the title."""
    brief = compose_with_logo(tmp_path)
    assert parse_html(render_html(brief)).find_all("img") == []
    assert markdown.render(brief).decode().split("\n")[2].startswith("# ")


def make_png_bomb() -> bytes:
    """Return a small file whose header declares a picture that would fill the memory."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 40_000, 40_000, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(9))) + chunk(b"IEND", b"")


def make_jpeg() -> bytes:
    """Return a picture of another format."""
    file = io.BytesIO()
    Image.new("RGB", (8, 4)).save(file, "JPEG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("x.png", make_jpeg(), "x.png:1:1: error[not-a-picture]: the file is not a PNG picture"),
        ("x.png", b"", "x.png:1:1: error[not-a-picture]: the file is not a PNG picture"),
        ("x.png", make_png()[:50], "x.png:1:1: error[not-a-picture]: the file is not a PNG picture"),
        ("x.png", LAMP.encode(), "x.png:1:1: error[not-a-picture]: the file is not a PNG picture"),
        (
            "x.png",
            make_png() + bytes(512_000),
            "x.png:1:1: error[file-too-large]: the file is larger than 512 kB",
        ),
        (
            "x.png",
            make_png_bomb(),
            "x.png:1:1: error[picture-too-large]: the picture has 40000 by 40000 pixels",
        ),
        ("x.svg", make_png(), "x.svg:1:1: error[svg-syntax]"),
        (
            "x.svg",
            b'<svg xmlns="http://www.w3.org/2000/svg">\n<script>x</script></svg>',
            "x.svg:2:1: error[svg-refused]",
        ),
    ],
    ids=["jpeg", "nothing", "broken off", "svg", "large", "unpacked large", "png", "script"],
)
def test_what_is_no_logo_is_refused_with_its_place(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    """A file is judged by what is in it, not by its name, before anything unpacks or draws it."""
    (tmp_path / name).write_bytes(data)
    logo, problems = read_logo(tmp_path / name, name)
    assert logo is None
    assert format_diagnostic(problems[0]).startswith(said)


def test_as_many_pixels_as_a_logo_may_have(tmp_path: Path) -> None:
    """A picture of so many pixels is taken, one of a row more is not."""
    for height, taken in ((1000, True), (1000 + 1, False)):
        (tmp_path / "x.png").write_bytes(make_png(4000, height))
        assert (read_logo(tmp_path / "x.png", "x.png").value is not None) is taken


# --- colours and paper ------------------------------------------------------------------------------


def test_colours_and_paper_reach_the_style_sheets(tmp_path: Path) -> None:
    """What the house chooses stands before the style sheet, which has the last word."""
    look = Look("Letter", {**DEFAULT_COLOURS, "accent": "#6b1f2a"})
    brief = compose_with_logo(tmp_path, house=replace(HOUSE, look=look))
    styles = "\n".join(
        style.text() for style in parse_html(render_html(brief, "h1 { color: red }")).find_all("style")
    )
    chosen, _, own = styles.partition("color: red")
    assert "--accent: #6b1f2a;" in chosen
    assert "@page { size: Letter }" in chosen
    assert own
    assert "--accent" not in own
    (page,) = PdfReader(io.BytesIO(render_pdf(brief))).pages
    assert [round(side) for side in page.mediabox[2:]] == [612, 792]
    assert b"0.419608 0.121569 0.164706 rg" in page.get_contents().get_data()  # type: ignore[union-attr]


# --- a change of the look ---------------------------------------------------------------------------


def add_logo(project: Path) -> None:
    """Give the house a logo in its own folder."""
    (project / "templates/pictures").mkdir(parents=True)
    (project / "templates/pictures/lamp.svg").write_text(LAMP, "utf-8")
    append_text(project / HOUSE_FILE, "logo: pictures/lamp.svg\n")


@pytest.mark.parametrize("line", ['colours: {accent: "#6b1f2a"}\n', "page: Letter\n"])
def test_a_change_of_the_look_makes_again_what_has_one(project: Path, line: str) -> None:
    """Colours and paper reach HTML and PDF, for the reason of the house; Markdown is left as it is."""
    build(project)
    append_text(project / HOUSE_FILE, line)
    assert rebuild_reasons(build(project)) == {
        form: ["house file facts/house.yaml changed"] for form in ("html", "pdf")
    }
    assert rebuild_reasons(build(project)) == {}


def test_a_logo_comes_and_changes(project: Path) -> None:
    """A logo that is new concerns all formats, one that is drawn anew those that show it."""
    build(project)
    add_logo(project)
    added = "picture templates/pictures/lamp.svg was added"
    assert rebuild_reasons(build(project)) == {
        "md": ["house file facts/house.yaml changed"],
        "html": ["house file facts/house.yaml changed", added],
        "pdf": ["house file facts/house.yaml changed", added],
    }
    assert b"\nLLK\n" in set_files(project)["zubrowka.en.md"]
    replace_once(project / "templates/pictures/lamp.svg", "#6b1f2a", "#1f4e79")
    changed = ["picture templates/pictures/lamp.svg changed"]
    assert rebuild_reasons(build(project)) == dict.fromkeys(["html", "pdf"], changed)


def test_a_logo_that_is_missing_or_refused(project: Path) -> None:
    """No note is made without the logo that the house names, and `check` says so at the same place."""
    add_logo(project)
    add_second_partner(project)
    logo = project / "templates/pictures/lamp.svg"
    for text, said in (("<svg/>", "templates/pictures/lamp.svg:1:1"), (None, f"{HOUSE_FILE}:12:7")):
        logo.write_text(text, "utf-8") if text else logo.unlink()
        found = {format_diagnostic(problem) for problem in build(project).problems}
        assert [line.partition(": error[")[0] for line in found] == [said]
        assert found <= {
            format_diagnostic(problem) for problem in run.check_project(Project(project, project), DAY)
        }


def test_a_note_has_the_number_that_it_is_given(project: Path) -> None:
    """A number in the register is a reason of its own, and stands in the note and in its manifest."""
    append_text(project / HOUSE_FILE, 'reference: "LLK/{year}/{number}"\n')
    build(project, number="12")
    assert rebuild_reasons(build(project, number="13"))["md"] == ["option --number changed"]
    assert b"**Reference:** LLK/2019/13\n" in set_files(project)["zubrowka.en.md"]
    assert b'"reference": "LLK/2019/13"' in set_files(project)["manifest.json"]


def test_nothing_is_made_where_the_house_can_not_be_read(project: Path) -> None:
    """A colour that can't be read stops a build at its place."""
    append_text(project / HOUSE_FILE, 'colours: {accent: "#6fa8dc"}\n')
    with pytest.raises(BriefingsError, match=r"house.yaml:\d+:19: error\[low-contrast\]"):
        build(project)


# --- styles of the house ----------------------------------------------------------------------------


def test_a_style_at_fault_is_told_by_check_and_build(project: Path) -> None:
    """Both say where it is, the build instead of a line that counts through all style sheets."""
    add_second_partner(project)
    own = project / "templates/partners/freedonia"
    own.mkdir(parents=True)
    (own / "look.css").write_text("h2 { colour: red; }\n", encoding="utf-8")
    where = "templates/partners/freedonia/look.css:1:6"
    found = run.check_project(Project(project, project), DAY, ("freedonia",))
    assert [str(problem.location) for problem in found if problem.code == "style"] == [where]
    fault = BriefingsError([Diagnostic("typesetting", "Ignored `colour: red` at 56:6, unknown property.")])
    report = build(project, workers=InlineExecutor(fault))
    assert {str(problem.location) for problem in report.problems if problem.code == "style"} == {where}
    # Of another partner, whose styles are sound, all is told that there is to tell.
    assert "typesetting" in {problem.code for problem in report.problems}


def test_a_style_that_does_not_end_is_told_before_anything_is_made(project: Path) -> None:
    """It would take the style sheets behind it along, without a word."""
    (project / "templates").mkdir(exist_ok=True)
    (project / "templates/look.css").write_text("h2 { color: red;\n", encoding="utf-8")
    report = build(project)
    assert {str(problem.location) for problem in report.problems} == {"templates/look.css:1:1"}
    assert set_files(project) == {}


REFUSED = {
    "h2::before { content: 'Secret'; }": "style-words",
    "h2 { background: url(http://a.example/b.png); }": "refused-request",
    "h2::before { content: '\u2766' }": "missing-glyph",
    "@page { size: 10mm 10mm }": "page-size",
    "@color-profile --a { src: url(file:///a) }": "style",
    f"{':not(' * 150}a{')' * 150} {{ color: red; }}": "style",
    f"h2 {{ width: {'calc(' * 400}1{')' * 400}; }}": "style",
    f":root {{ {' '.join(f'--a{n}: var(--a{n + 1}) var(--a{n + 1});' for n in range(25))} }}": "style",
    "h2 { color: red\0; }": "control-character",
    "h2 { color: \udcff; }": "not-utf8",
    "@font-face { font-family: A; src: url(briefings:A.ttf) }": "refused-request",
    "h2 { color: red; } /* \u202e */": "invisible-character",
}


@pytest.mark.parametrize("style", REFUSED, ids=lambda style: ascii(style[:30]))
def test_check_and_build_refuse_a_style_at_the_same_place(project: Path, style: str) -> None:
    """A style sheet that states, asks for or breaks something stops every note that has it, without a traceback."""
    (project / "templates").mkdir(exist_ok=True)
    (project / "templates/look.css").write_bytes(f"\n{style}\n".encode("utf-8", "surrogateescape"))
    checked = run.check_project(Project(project, project), DAY)
    built = build(project)
    for problems in (checked, built.problems):
        found = [problem for problem in problems if problem.code == REFUSED[style] and problem.location]
        assert {str(problem.location).rpartition(":")[0] for problem in found} == {"templates/look.css:2"}
    if REFUSED[style] != "missing-glyph":  # which concerns the PDF alone
        assert set_files(project) == {}


def test_a_style_sheet_as_large_as_a_book_is_refused(project: Path) -> None:
    """Its size is looked at before anything in it."""
    (project / "templates").mkdir(exist_ok=True)
    (project / "templates/look.css").write_text("a { color: red }\n" * 20_000, "utf-8")
    expected = "templates/look.css:1:1: error[file-too-large]: the file is larger than 300 kB"
    for problems in (run.check_project(Project(project, project), DAY), build(project).problems):
        assert expected in {format_diagnostic(problem).partition("\n")[0] for problem in problems}


def test_a_label_that_states_a_fact_is_told_by_check_and_build(project: Path) -> None:
    """A number stops the build; a name from the facts is found by `check`, both at the line of the label."""
    (project / "templates/labels").mkdir(parents=True, exist_ok=True)
    own = project / "templates/labels/en.yaml"
    own.write_text("section:\n  glance: Since 1999\n", "utf-8")
    told = {
        "templates/labels/en.yaml:2:11: error[label-fact]: the label 'section.glance' contains the number '1'"
    }
    checked = run.check_project(Project(project, project), DAY)
    for problems in (checked, build(project).problems):
        assert {format_diagnostic(problem).partition("\n")[0] for problem in problems} & told == told
    own.write_text("section:\n  glance: To Zubrowka\n", "utf-8")
    (found,) = (
        problem
        for problem in run.check_project(Project(project, project), DAY)
        if problem.code == "label-fact"
    )
    assert str(found.location) == "templates/labels/en.yaml:2:11"
    # Once more, from the names that the first check remembered.
    assert found in run.check_project(Project(project, project), DAY)
