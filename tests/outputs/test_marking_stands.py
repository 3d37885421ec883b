"""Tests that no style sheet hides, covers, shrinks, recolours or moves the marking: by pixels, in browser and PDF."""

from __future__ import annotations

import io
import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops

from briefings.outputs import html, typesetter
from briefings.outputs.css.scope import scope_style
from tests.support.cases import read_data
from tests.support.notes import (
    PRINT_STYLE,
    SCREEN_STYLE,
    STAND_IN,
    STAND_IN_TEMPLATE,
    compose_note,
    fact,
    render_pdf,
)
from tests.support.pdf_pages import FOOT, HEAD, read_pages
from tests.support.tools import draw_pdf_pages, marking_pictures, printed_pages, reached_elements

if TYPE_CHECKING:
    from briefings.compose.brief import Brief

TRICKS = read_data(Path(__file__).parent.parent / "cases/marking-tricks.yaml")
MARKING = "LANTERN SECRET"
LONG = STAND_IN_TEMPLATE + "\n{{ facts.statements[0].text }}\n" * 120
UNSCOPED = "<style>header { opacity: .9 } footer { color: #333; transform: scale(.9) }</style>"


def compose_marked(folder: Path, template: str) -> Brief:
    """Return a note with a marking of two words."""
    return compose_note(folder, template, statements=(fact(STAND_IN, "a"),), levels={"PUBLIC": MARKING})


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Brief:
    """Return a note of several pages."""
    return compose_marked(tmp_path_factory.mktemp("t"), LONG)


def write_page(brief: Brief, path: Path, trick: str) -> Path:
    """Write a note with a style sheet, without web fonts, which a marking does not use."""
    path.write_bytes(html.render(brief, f"{SCREEN_STYLE}\n{trick}", {}))
    return path


def read_picture(data: bytes) -> Image.Image:
    """Return a picture in shades of grey."""
    return Image.open(io.BytesIO(data)).convert("L")


def looks_same(picture: Image.Image, usual: Image.Image) -> bool:
    """Return whether two pictures of a marking show the same words, black on white and equally large.

    A footer can stand between two pixels, so a row can be darker in one of them; each column is as dark in both.
    """
    if picture.size != usual.size:
        return False
    columns = [image.resize((image.width, 1), Image.Resampling.BOX) for image in (picture, usual)]
    differs = ImageChops.difference(*columns).point(lambda shade: 255 if shade > 10 else 0).getbbox()
    heights = [box[3] - box[1] for image in (picture, usual) if (box := image.point(_is_dark).getbbox())]
    return not differs and len(heights) == 2 and abs(heights[0] - heights[1]) <= 1


def _is_dark(shade: int) -> int:
    """Return 255 for the shade of a letter, 0 for that of paper or a line."""
    return 255 if shade < 128 else 0


@pytest.mark.slow
@pytest.mark.parametrize("share", [pytest.param(1, marks=pytest.mark.thorough), 7])
def test_no_style_changes_the_marking_on_a_screen(tmp_path: Path, share: int) -> None:
    """Above and below each page the same words have the same size and colour as without the style sheet."""
    brief = compose_marked(tmp_path, STAND_IN_TEMPLATE)
    tricks = {str(number): trick for number, trick in enumerate(TRICKS["plain"])}
    tricks |= {
        f"media-{number}": f"@media screen {{ {trick} }}" for number, trick in enumerate(TRICKS["media"])
    }
    tricks = dict([*tricks.items()][::share])
    usual = write_page(brief, tmp_path / "usual.html", "")
    pages = {write_page(brief, tmp_path / f"{name}.html", trick): trick for name, trick in tricks.items()}
    planted = tmp_path / "planted.html"
    planted.write_text(usual.read_text("utf-8").replace("</head>", f"{UNSCOPED}</head>"), "utf-8")
    pictures = marking_pictures([usual, planted, *pages])
    top, bottom = map(read_picture, pictures.pop(usual))
    assert top.getextrema() == (0, 255)
    assert looks_same(bottom, top)
    changed = [
        path
        for path, shown in pictures.items()
        if not all(looks_same(read_picture(data), top) for data in shown)
    ]
    assert [pages.get(path, "planted") for path in changed] == ["planted"]
    assert len(pages) > 100 / share


PIECES = (
    "header", "footer", ".marking", "body", "html", ":root", "*", "main", "p", "::before", ":hover", ":is(", ":not(", ":has(",
    ":where(", ")", "(", "[", "a='b'", "]", "{", "}", "{outline-color:rgb(1,2,3)!important}", "outline-color:rgb(1,2,3)!important",
    "header{outline-color:rgb(1,2,3)!important}", "*{outline-color:rgb(1,2,3)!important}", ";", ",", " ", ">", "+", "~", "|", "||",
    "&", "@media screen", "@layer a", "@scope (x)", "@supports (a:b)", "@container", "@keyframes k", "--x:", "'s'", "'", "/*",
    "*/", "\\", "\\66 ooter", "<!--", "-->", "url(x)", "!important", "\n", "@", "#a", "%", "::part(x)", "a:",
)  # fmt: skip
"""What style sheets consist of, whole and broken, with rules that mark what they reach."""


@pytest.mark.slow
def test_no_random_style_reaches_anything_outside_the_sheet(tmp_path: Path) -> None:
    """Whatever stands in a style sheet, a browser applies it to the sheet alone; unscoped, hundreds reach the marking."""
    chance = random.Random(1994)
    texts = ["".join(chance.choices(PIECES, k=chance.randint(2, 25))) for _ in range(4000)]
    page = write_page(compose_marked(tmp_path, STAND_IN_TEMPLATE), tmp_path / "page.html", "")
    outside, inside = reached_elements(page, [*map(scope_style, texts), *texts])
    assert [texts[number] for number in outside if number < len(texts)] == []
    assert len(outside) > 100
    assert len([number for number in inside if number < len(texts)]) > 50


@pytest.mark.slow
def test_no_style_changes_the_marking_that_a_browser_prints(brief: Brief, tmp_path: Path) -> None:
    """Every printed page has the marking at its top and bottom."""
    pages = {
        write_page(brief, tmp_path / f"{number}.html", f"@media print {{ {trick} }}"): trick
        for number, trick in enumerate(TRICKS["print"])
    }
    for path, pdf in printed_pages(pages).items():
        for page in read_pages(pdf):
            assert page.words_between(0, HEAD) == MARKING, pages[path]
            assert MARKING in page.words_between(page.height - FOOT, page.height), pages[path]


@pytest.mark.slow
def test_no_style_changes_the_marking_in_a_pdf(
    brief: Brief, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each page of a PDF has the words in its margins, in the text and in the picture, whatever else is lost."""
    monkeypatch.setattr(typesetter, "check_words", lambda *_: ())
    tricks = "\n".join(trick for trick in TRICKS["pdf"])
    usual, tricked = tmp_path / "usual.pdf", tmp_path / "tricked.pdf"
    usual.write_bytes(render_pdf(brief))
    strips = {}
    for path, style in ((usual, ""), (tricked, tricks)):
        path.write_bytes(render_pdf(brief, PRINT_STYLE + style))
        for page in read_pages(path.read_bytes()):
            assert page.words_between(0, HEAD) == MARKING
            assert MARKING in page.words_between(page.height - FOOT, page.height)
        strips[path] = [margin_strips(picture) for picture in draw_pdf_pages(path, tmp_path, dpi=60)]
    (top, bottom), *_ = strips[usual]
    for strip in strips[tricked]:
        assert looks_same(strip[0], top)
        assert looks_same(strip[1], bottom)


def margin_strips(path: Path) -> tuple[Image.Image, Image.Image]:
    """Return the middle of the upper and of the lower margin of a page, where the marking stands."""
    page = read_picture(path.read_bytes())
    left, right, height = page.width // 3, page.width * 2 // 3, page.height // 22
    return page.crop((left, 0, right, height)), page.crop((left, page.height - height, right, page.height))
